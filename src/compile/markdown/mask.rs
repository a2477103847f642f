//! Foreign markup hidden from the Markdown parser, so that it comes out as it was written.
//!
//! Takes a body and the constructs in it, gives a text of the same length in which each is one plain
//! word, and turns what the parser makes of that back. Must not know which languages there are.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::base::source::floor_char_boundary;

use super::foreign::Construct;

/// How far before a construct the beginning of a link is looked for, in bytes.
const REACH: usize = 2000;
/// Placeholders are the characters from here: one each for the constructs of a body.
const FIRST: u32 = 0xE000;
const PLACEHOLDERS: u32 = 0x1000;
/// The first byte in UTF-8 of every placeholder.
const LEAD: u8 = 0xEE;

/// A body in which foreign markup is hidden from Markdown: each construct became one word of the
/// same length, so that places stay what they were.
pub(super) struct Mask<'a> {
    text: Cow<'a, str>,
    hidden: Vec<&'a str>,
}

impl<'a> Mask<'a> {
    /// A body in which nothing is hidden.
    pub(super) fn none(body: &'a str) -> Self {
        Self { text: Cow::Borrowed(body), hidden: Vec::new() }
    }

    /// Hides these constructs of a body.
    pub(super) fn new(body: &'a str, constructs: &[Construct]) -> Self {
        // A body with such characters of its own is left as it is.
        if constructs.is_empty() || memchr::memchr(LEAD, body.as_bytes()).is_some() {
            return Self::none(body);
        }
        let mut text = String::with_capacity(body.len());
        let mut hidden = Hidden::default();
        let mut done = 0;
        for construct in constructs {
            let written = &body[construct.range.clone()];
            // Backquotes are code, which is stronger; and addresses are not words.
            if written.contains('`') || in_destination(body, construct.range.start) {
                continue;
            }
            text.push_str(&body[done..construct.range.start]);
            for line in written.split_inclusive('\n') {
                hidden.hide(line, &mut text);
            }
            done = construct.range.end;
        }
        text.push_str(&body[done..]);
        Self { text: Cow::Owned(text), hidden: hidden.words }
    }

    /// The text for the Markdown parser.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A part of the parsed text as it was written.
    pub(super) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.restore_with(text, str::to_owned)
    }

    /// The same, what was hidden being changed on its way.
    pub(super) fn restore_with<'t>(&self, text: &'t str, change: impl Fn(&str) -> String) -> Cow<'t, str> {
        if self.hidden.is_empty() || memchr::memchr(LEAD, text.as_bytes()).is_none() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = memchr::memchr(LEAD, rest.as_bytes()) {
            out.push_str(&rest[..at]);
            let mut chars = rest[at..].chars();
            let placeholder = chars.next().map_or(FIRST, u32::from);
            let written = self.hidden.get((placeholder - FIRST) as usize).copied().unwrap_or_default();
            out.push_str(&change(written));
            rest = chars.as_str().get(written.len().saturating_sub(3)..).unwrap_or_default();
        }
        out.push_str(rest);
        Cow::Owned(out)
    }
}

/// What is hidden so far; equal texts have one placeholder.
#[derive(Default)]
struct Hidden<'a> {
    words: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Hidden<'a> {
    /// Appends a line with its words hidden. What is shorter than a placeholder, or comes after the
    /// last one, stays as it is.
    fn hide(&mut self, line: &'a str, text: &mut String) {
        let words = line.trim();
        let placeholder = if words.len() < 3 { None } else { self.placeholder(words) };
        let Some(placeholder) = placeholder else {
            text.push_str(line);
            return;
        };
        let lead = line.len() - line.trim_start().len();
        text.push_str(&line[..lead]);
        text.push(placeholder);
        text.extend(std::iter::repeat_n('x', words.len() - 3));
        text.push_str(&line[lead + words.len()..]);
    }

    fn placeholder(&mut self, words: &'a str) -> Option<char> {
        let next = u32::try_from(self.words.len()).ok()?;
        let known = self.numbers.get(words).copied();
        if known.is_none() && next < PLACEHOLDERS {
            self.numbers.insert(words, next);
            self.words.push(words);
        }
        char::from_u32(FIRST + known.unwrap_or(next)).filter(|_| known.is_some() || next < PLACEHOLDERS)
    }
}

/// Whether a link's address is being written here: `](…{{`.
fn in_destination(body: &str, at: usize) -> bool {
    let line = memchr::memrchr(b'\n', &body.as_bytes()[..at]).map_or(0, |end| end + 1);
    let line = line.max(floor_char_boundary(body, at.saturating_sub(REACH)));
    let before = &body[line..at];
    before.rfind("](").is_some_and(|open| !before[open..].contains(')'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::markdown::foreign::constructs;

    #[test]
    fn what_is_hidden_comes_back_as_it_was_written() {
        let body = "a {{ x_y }} *b* {{< é\n  src=\"_\" >}} <Tabs> `{{ c }}` ![x](/{{ d }}/e.png) {{ `f` }}";
        let found = constructs(body);
        let mask = Mask::new(body, &found);
        assert_eq!(mask.text().len(), body.len());
        assert!(
            !mask.text().contains("x_y")
                && mask.text().contains("/{{ d }}/")
                && mask.text().contains("{{ `f` }}")
        );
        assert_eq!(mask.restore(mask.text()), body);
    }

    #[test]
    fn a_body_with_private_characters_is_left_as_it_is() {
        let body = "\u{E000} {{ x }}";
        assert_eq!(Mask::new(body, &constructs(body)).text(), body);
    }
}
