//! Where the front matter of a file begins and ends.
//!
//! Takes a decoded text, gives byte ranges; names what looks like front matter and is none. Knows
//! nothing of what the lines between the fences say.

use std::ops::Range;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::{SourceFile, line_range};

use super::foreign;

/// Where the front matter and the body of a file are, in bytes of its text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Front {
    /// The lines between the fences; empty, at 0, where the file has no front matter.
    pub yaml: Range<usize>,
    /// Where the body begins.
    pub body_start: usize,
}

/// Finds the front matter. `None` if the file cannot be read at all: nothing else should then be
/// said about it.
pub fn open(file: &SourceFile, findings: &mut Vec<Finding>) -> Option<Front> {
    let text = file.text.as_str();
    let Some(start) = text.find(|ch: char| !ch.is_whitespace()) else {
        let finding = Finding::new(Code::EmptyFile, &file.path, Place::File, "this file is empty");
        findings.push(finding.help("write the front matter and the text, or delete the file"));
        return None;
    };
    let first = line_range(text, start);
    if !is_fence(&text[first.clone()]) {
        return match foreign::recognise(file, first) {
            Some(finding) => {
                findings.push(finding);
                None
            }
            None => Some(Front::default()),
        };
    }
    let Some(front) = close(text, &first) else {
        findings.push(never_closed(file, first));
        return None;
    };
    if first.start > 0 {
        let message = "blank lines stand before the front matter; it must begin on the first line";
        let finding = Finding::new(Code::BlankBeforeFrontMatter, &file.path, Place::at(first), message);
        findings.push(finding.help("delete the lines above `---`"));
    }
    Some(front)
}

/// The front matter, if there is one and it is closed.
pub fn find(text: &str) -> Option<Front> {
    let start = text.find(|ch: char| !ch.is_whitespace())?;
    let first = line_range(text, start);
    if is_fence(&text[first.clone()]) { close(text, &first) } else { None }
}

/// What stands between the opening line and the first line that closes.
fn close(text: &str, opening: &Range<usize>) -> Option<Front> {
    let yaml_start = (opening.end + 1).min(text.len());
    let mut at = yaml_start;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |offset| at + offset);
        if closes(&text[at..end]) {
            return Some(Front { yaml: yaml_start..at, body_start: (end + 1).min(text.len()) });
        }
        at = end + 1;
    }
    None
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.trim().is_empty())
}

fn closes(line: &str) -> bool {
    is_fence(line) || line.strip_prefix("...").is_some_and(|rest| rest.trim().is_empty())
}

fn never_closed(file: &SourceFile, opening: Range<usize>) -> Finding {
    let text = file.text.as_str();
    let message = "the front matter that opens here is never closed";
    let finding = Finding::new(Code::UnclosedFrontMatter, &file.path, Place::at(opening.clone()), message);
    let before = text[..opening.start].matches('\n').count();
    let (mut last_key, mut after_blank) = (None, false);
    for (index, line) in text.get(opening.end + 1..).unwrap_or_default().lines().enumerate() {
        let number = before + index + 2;
        if is_nearly_a_fence(line) {
            let help = format!("line {number} should be `---`: three hyphens, from the first column");
            return finding.help(help);
        }
        // Behind a blank line a sentence with a colon in it is no key.
        if !continues(line) || (after_blank && key_of(line).is_some_and(|key| key.contains(' '))) {
            break;
        }
        after_blank = line.trim().is_empty();
        if !line.trim().is_empty() {
            last_key = Some((number, line.trim()));
        }
    }
    match last_key {
        Some((number, line)) => {
            let line: String = line.chars().take(60).collect();
            finding.help(format!(
                "add a line `---` after the last key, which seems to be line {number}: `{line}`"
            ))
        }
        None => {
            finding.help("add a line `---` after the last key; a file without keys needs no `---` at all")
        }
    }
}

/// A line that was meant to close: `----`, `—`, ` ---`.
fn is_nearly_a_fence(line: &str) -> bool {
    let line = line.trim();
    let dashes = line.chars().filter(|ch| matches!(ch, '-' | '–' | '—')).count();
    !line.is_empty()
        && line.chars().all(|ch| matches!(ch, '-' | '–' | '—' | ' '))
        && (dashes > 1 || line == "—")
}

/// Whether a line looks like a part of YAML: a key, a list's item, something indented, a comment.
fn continues(line: &str) -> bool {
    line.trim().is_empty()
        || line.starts_with([' ', '\t', '#'])
        || line.starts_with("- ")
        || key_of(line).is_some()
}

/// The key of a line `key: value` or `key:`, if it looks like one.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let colon = line.find(':')?;
    let (key, rest) = (&line[..colon], &line[colon + 1..]);
    let is_word = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-' | ' ');
    let sound = key.starts_with(char::is_alphabetic) && key.chars().all(is_word) && key.len() <= 40;
    (sound && (rest.is_empty() || rest.starts_with([' ', '\t']))).then_some(key)
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::Severity;
    use crate::base::path::SourcePath;
    use crate::model::body::Body;
    use crate::model::config::Config;

    use super::super::{article, config, locate, organisation, person, yaml};
    use super::*;

    fn opened(text: &str) -> (Option<(String, String)>, Vec<Finding>) {
        let file = SourceFile { path: SourcePath::new("content/a.md"), text: text.to_owned() };
        let mut findings = Vec::new();
        let front = open(&file, &mut findings);
        (front.map(|front| (text[front.yaml].to_owned(), text[front.body_start..].to_owned())), findings)
    }

    fn parts(text: &str) -> (String, String) {
        let (front, findings) = opened(text);
        assert!(findings.is_empty(), "{text}: {findings:?}");
        front.unwrap()
    }

    fn code(text: &str) -> &'static str {
        let (front, findings) = opened(text);
        assert!(front.is_none(), "{text}");
        assert_eq!(findings.len(), 1, "{text}");
        findings[0].code.as_str()
    }

    #[test]
    fn fences_may_have_blanks_after_them_and_dots_close() {
        let front = |yaml: &str, body: &str| (yaml.to_owned(), body.to_owned());
        assert_eq!(parts("---\na: 1\n---\nbody\n"), front("a: 1\n", "body\n"));
        assert_eq!(parts("--- \t\na: 1\n---  \nbody"), front("a: 1\n", "body"));
        assert_eq!(parts("---\na: 1\n...\nbody"), front("a: 1\n", "body"));
        assert_eq!(parts("---\na: 1\n---"), front("a: 1\n", ""));
        assert_eq!(parts("---\n---\nbody"), front("", "body"));
        assert_eq!(parts("---\na: 1\n---\nb\n---\nc"), front("a: 1\n", "b\n---\nc"));
        assert_eq!(parts("Only a body.\n"), front("", "Only a body.\n"));
        assert_eq!(parts("{{ include }}\n"), front("", "{{ include }}\n"));
        assert_eq!(parts("---\na: |\n  ---\n---\n"), front("a: |\n  ---\n", ""));
    }

    #[test]
    fn blank_lines_before_the_fence_are_named_and_read_as_meant() {
        let (front, findings) = opened("\n\n---\na: 1\n---\nx");
        assert_eq!(front.unwrap().0, "a: 1\n");
        assert_eq!(findings[0].code, Code::BlankBeforeFrontMatter);
        assert_eq!(findings[0].place, Place::Bytes(2..5));
    }

    #[test]
    fn a_front_matter_that_never_closes_says_where_the_keys_end() {
        assert_eq!(code("---\na: 1\n"), "unclosed-front-matter");
        assert_eq!(code("---"), "unclosed-front-matter");
        let (_, findings) = opened("---\ntitle: Foo\nvendors:\n- Nokia\n\nText here.\n");
        assert!(findings[0].help[0].contains("line 4: `- Nokia`"), "{:?}", findings[0].help);
        let (_, findings) = opened("---\ntitle: Foo\n—-\nText here.\n");
        assert!(findings[0].help[0].contains("line 3 should be `---`"), "{:?}", findings[0].help);
    }

    #[test]
    fn an_empty_file_is_named() {
        assert_eq!(code(""), "empty-file");
        assert_eq!(code(" \n\t\n"), "empty-file");
    }

    const WHOLE: &str = concat!(
        "---\ntitle: \"Größe: x\"\nDate: 2020-06-16 09:00\nauthors: [a, {name: b, role: c}]\nsummary: |\n  é\n\n",
        "tags: [x, [y, x]]\nhero: {src: a.svg, alt: 'b'}\nsources:\n  - https://a.example/\n  - url: https://b.example\n",
        "former_names: [{name: o, until: 2020-06}]\nlei: 54930084UKLVMY22DS16\nroles: [{title: t, from: 2019}]\n",
        "aliases: /x/\nregions: [CN, é]\nnavigation: [{label: l, url: /}]\nkey_aliases: {topics: [t]}\n---\nText\n",
    );

    /// Reads the text as every kind of file and looks up every place.
    fn read_all(text: &str) {
        let file = SourceFile { path: SourcePath::new("content/2016-01-04-a.md"), text: text.to_owned() };
        let settings = Config::default();
        let mut findings = Vec::new();
        let map = open(&file, &mut findings).and_then(|front| yaml::parse(&file, front.yaml, &mut findings));
        assert_eq!(map.is_none(), has_error(&findings), "{text}");
        if let Some(map) = map {
            for kind in 0..3 {
                let mut more = Vec::new();
                let map = map.clone();
                let built = match kind {
                    0 => article::article(&file, map, &settings, Body::default(), &mut more).is_some(),
                    1 => organisation::organisation(&file, map, &settings, Body::default(), &mut more)
                        .is_some(),
                    _ => person::person(&file, map, &settings, Body::default(), &mut more).is_some(),
                };
                assert_eq!(!built, has_error(&more), "{text}");
                findings.extend(more);
            }
        }
        findings.extend(config::config(&file).1);
        for finding in findings {
            let range = match finding.place {
                Place::File | Place::Words(_) => 0..0,
                Place::Bytes(range) => range,
                Place::Key(path, part) => locate::locate(text, &path, part, &settings),
            };
            assert!(text.get(range).is_some(), "{text}");
        }
    }

    fn has_error(findings: &[Finding]) -> bool {
        findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    #[test]
    fn no_damage_to_a_file_makes_the_readers_panic_or_fail_in_silence() {
        let pieces = [
            "\n", "\t", ": ", "-", "- ", "\"", "'", "[", "]", "{", "}", "#", "é", "\u{2028}", "|", "&a ",
            "*a", "~", "1", ",", "!",
        ];
        let chars: Vec<char> = WHOLE.chars().collect();
        let mut seed = 7_u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or(0) % below
        };
        read_all(WHOLE);
        for _ in 0..500 {
            let mut text = chars.clone();
            for _ in 0..=random(3) {
                let at = random(text.len().max(1));
                match random(3) {
                    0 if at < text.len() => _ = text.remove(at),
                    1 => drop(text.splice(at..at, pieces[random(pieces.len())].chars())),
                    _ => text.truncate(at.max(1)),
                }
            }
            read_all(&text.into_iter().collect::<String>());
        }
    }
}
