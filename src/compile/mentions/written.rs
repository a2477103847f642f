//! Where a name stands in a body as it is written.
//!
//! Takes Markdown, and a name as the body's HTML has it. Looks where a mention may be linked: not in
//! headings, code, links, or the line that tells who said a quote. Must not know organisations.

use std::ops::Range;

use super::folded::{Folded, folded_html};
use super::words::stands_alone;

/// The first place of a name in a body, in bytes of the body; marks, blanks and the ways to write one
/// letter make no difference.
pub fn first_place(body: &str, html: &str) -> Option<Range<usize>> {
    let name = folded_html(html);
    if name.is_empty() {
        return None;
    }
    let mut text = Folded::default();
    text.read_runs(body, runs(body).into_iter());
    let places = text.text().match_indices(&name).map(|(at, _)| at..at + name.len());
    let alone = |place: &Range<usize>| stands_alone(text.text(), place.start, place.end);
    places.into_iter().find(alone).map(|place| text.place(&place))
}

/// The runs of a body's text in which names are looked for.
fn runs(body: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let text = line.trim();
        let marks = text.trim_start_matches(['>', ' ']);
        if let Some(open) = fence {
            let ends = marks.starts_with(open) && marks.trim_matches(['`', '~']).is_empty();
            fence = fence.filter(|_| !ends);
            continue;
        }
        fence = opened(marks);
        let underline = !text.is_empty()
            && (text.bytes().all(|byte| byte == b'=') || text.bytes().all(|byte| byte == b'-'));
        if underline {
            // The line above is a heading, if it is text.
            runs.pop();
        }
        let quoted = text.starts_with('>') && marks.starts_with(['–', '—', '―', '-', '~']);
        if fence.is_some() || underline || quoted || is_heading(marks) {
            continue;
        }
        match runs.last_mut().filter(|last| last.end == range.start && !text.is_empty()) {
            Some(last) => last.end = range.end,
            None => runs.push(range),
        }
    }
    runs.into_iter().flat_map(|run| between(body, &run)).collect()
}

/// The fence that a line opens.
fn opened(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    let rest = &line[length..];
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then(|| &line[..length])
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len())) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// What is left of some lines without code and links.
fn between(body: &str, run: &Range<usize>) -> Vec<Range<usize>> {
    let text = &body[run.clone()];
    let mut left = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['`', '[', '<']) {
        let start = at + found;
        let skipped = match text.as_bytes()[start] {
            b'`' => Some(code(&text[start..])),
            b'[' => link(&text[start..]),
            _ => tag(&text[start..]),
        };
        at = start + skipped.unwrap_or(1);
        if skipped.is_some() {
            left.push(run.start + from..run.start + start);
            from = at;
        }
    }
    left.push(run.start + from..run.end);
    left.retain(|range| !range.is_empty());
    left
}

/// The length of the code that a text begins with.
fn code(text: &str) -> usize {
    let rest = text.trim_start_matches('`');
    let marks = &text[..text.len() - rest.len()];
    rest.find(marks).map_or(marks.len(), |end| marks.len() * 2 + end)
}

/// The length of the link that a text begins with: `[text](to)`, `[text][to]`, `[[to]]`.
fn link(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut end = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            end = Some(at + 1);
            break;
        }
    }
    let end = end?;
    let close = match text.as_bytes().get(end) {
        Some(b'(') => ')',
        Some(b'[') => ']',
        _ => return text.starts_with("[[").then_some(end),
    };
    text[end..].find(close).map(|at| end + at + 1)
}

/// The length of the tag or the address in brackets that a text begins with.
fn tag(text: &str) -> Option<usize> {
    let begins =
        text.as_bytes().get(1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!'));
    let end = text.find('>').filter(|_| begins)?;
    Some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place<'b>(body: &'b str, html: &str) -> Option<(usize, &'b str)> {
        first_place(body, html).map(|range| (range.start, &body[range]))
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for (body, html, written) in [
            ("Moody's said.", "Moody’s", "Moody's"),
            ("by AT&T.", "AT&amp;T", "AT&T"),
            ("by AT&amp;T.", "AT&amp;T", "AT&amp;T"),
            ("by Deutsche\nTelekom.", "Deutsche\nTelekom", "Deutsche\nTelekom"),
            ("by Deutsche\u{a0}Telekom.", "Deutsche Telekom", "Deutsche\u{a0}Telekom"),
            ("by T\u{2011}Mobile.", "T-Mobile", "T\u{2011}Mobile"),
            ("Nokian and *Nokia*", "Nokia", "Nokia"),
        ] {
            assert_eq!(place(body, html).map(|(_, written)| written), Some(written), "{body}");
        }
        assert_eq!(place("Nokian", "Nokia"), None);
        assert_eq!(place("", "Nokia"), None);
        assert_eq!(place("text", ""), None);
    }

    #[test]
    fn headings_code_and_links_are_passed_over() {
        for before in [
            "## Why Nokia fell\n\n",
            "Nokia\n=====\n\n",
            "```\nNokia\n```\n",
            "~~~ text\nNokia\n\n# Nokia\n~~~\n",
            "`Nokia` ",
            "``a ` Nokia`` ",
            "[Nokia](https://nokia.example/) ",
            "[a [Nokia] b][1] ",
            "![Nokia](a.png) ",
            "[[Nokia]] ",
            "<https://nokia.example/Nokia> ",
            "<img alt=\"Nokia\"> ",
            "> We won.\n>\n> — Kim Roe, Nokia\n\n",
        ] {
            let body = format!("{before}And Nokia rose.");
            assert_eq!(place(&body, "Nokia"), Some((before.len() + 4, "Nokia")), "{before}");
        }
        for body in ["[Nokia] rose", "[Nokia rose", "a < Nokia", "`Nokia", "> Nokia", "- Nokia", "#Nokia"] {
            assert!(place(body, "Nokia").is_some(), "{body}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(body in "[\\[\\]()`~<>#=\\-\n >Né&;a’]{0,40}") {
            for name in ["N", "é", "a’"] {
                if let Some(place) = first_place(&body, name) {
                    proptest::prop_assert!(body.get(place).is_some());
                }
            }
        }
    }
}
