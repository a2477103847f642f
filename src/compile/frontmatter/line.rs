//! One line of hand-written YAML, taken apart without a YAML reader: for lines that none can read.
//!
//! Takes the text of a line, gives its indentation, key and value. Pure text.

use super::keys;
use super::mend;

/// A line `    - key: value`.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Blanks before the first character.
    pub(super) indent: usize,
    /// The key, if there is one with a colon and a blank after it.
    pub(super) key: Option<&'a str>,
    /// What stands after the key, or after the `- ` of an item, without blanks around it.
    pub(super) value: &'a str,
    /// The value's first column, in characters from 0.
    pub(super) column: usize,
}

/// How a value in quotes ends on its line.
pub(super) enum Quote<'a> {
    /// Not on this line.
    Open,
    /// With this after the closing quote.
    Closed(&'a str),
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut rest = text.trim_start();
        let indent = text.chars().count() - rest.chars().count();
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start();
        }
        let (key, value) = match rest.find(": ").or_else(|| rest.trim_end().strip_suffix(':').map(str::len)) {
            Some(colon) if !rest.starts_with(['"', '\'', '[', '{', '#']) => {
                (Some(&rest[..colon]), &rest[colon + 1..])
            }
            _ => (None, rest),
        };
        let value = value.trim_start();
        let column = text.chars().count() - value.chars().count();
        Self { text, indent, key, value: value.trim_end(), column }
    }

    /// Whether a key or an item begins here.
    pub(super) fn starts_something(&self) -> bool {
        self.key.is_some() || self.text.trim_start().starts_with("- ")
    }

    /// How the value ends, if it begins with a quote.
    pub(super) fn quote(&self) -> Option<Quote<'a>> {
        self.value.chars().next().filter(|ch| matches!(ch, '"' | '\''))?;
        let rest = closing_quote(self.value).map(|close| self.value[close + 1..].trim_start());
        Some(rest.map_or(Quote::Open, Quote::Closed))
    }

    /// The line with its value, as text, in quotes that are sound.
    pub(super) fn with_quoted_value(&self) -> String {
        let (mut value, mut comment) = (self.value, "");
        if let Some(at) = value.find(" #") {
            (value, comment) = (value[..at].trim_end(), &value[at..]);
        }
        let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        let inner = inner.filter(|inner| !inner.is_empty()).unwrap_or(value);
        format!("{}{comment}", self.with_value(&mend::quoted(inner)))
    }

    /// The line with another value.
    pub(super) fn with_value(&self, value: &str) -> String {
        let before: String = self.text.chars().take(self.column).collect();
        format!("{before}{value}")
    }
}

/// A known key without its colon at the beginning of a line, and the line with it: `title T`,
/// `title = T`.
pub(super) fn with_colon(text: &str) -> Option<(&str, String)> {
    let rest = text.trim_start();
    let end = rest.find(|ch: char| !ch.is_ascii_lowercase() && ch != '_').unwrap_or(rest.len());
    let (key, value) = rest.split_at(end);
    let value = value.trim_start();
    let value = value.strip_prefix("= ").unwrap_or(value).trim();
    let begins = value.is_empty() || rest[end..].starts_with([' ', '=']);
    if !keys::is_key(key) || !begins || Line::of(text).key.is_some() {
        return None;
    }
    let indent = &text[..text.len() - rest.len()];
    let value = if value.contains(": ") { mend::quoted(value) } else { value.to_owned() };
    Some((key, format!("{indent}{key}: {value}").trim_end().to_owned()))
}

/// Where the quote closes that a text begins with, in bytes.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let quote = text.bytes().next()?;
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        let doubled = quote == b'\'' && byte == quote && bytes.peek().is_some_and(|(_, next)| *next == quote);
        if doubled || (quote == b'"' && byte == b'\\') {
            bytes.next();
        } else if byte == quote {
            return Some(at);
        }
    }
    None
}
