//! Characters of a front matter: those that none should hold (invisible line separators, control
//! characters, what has no width), and where each begins.
//!
//! Takes the text of the front matter, gives a text that the YAML reader counts as we do.

use std::borrow::Cow;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::SourceFile;

/// The front matter that starts at byte `start` of the file, with line separators as blanks, one
/// character for one, so that lines and columns stay, and without what is hidden in keys. `None` if a character in it is refused.
pub(super) fn clean<'t>(
    file: &SourceFile,
    start: usize,
    text: &'t str,
    findings: &mut Vec<Finding>,
) -> Option<Cow<'t, str>> {
    if !text.bytes().any(is_suspicious) {
        return Some(Cow::Borrowed(text));
    }
    let mut changed = false;
    let mut sound = true;
    let hidden = hidden(text);
    for (offset, ch) in text.char_indices() {
        let at = start + offset..start + offset + ch.len_utf8();
        if is_separator(ch) || hidden.binary_search(&offset).is_ok() {
            changed = true;
            findings.push(invisible(file, at, ch));
        } else if is_refused(ch) {
            sound = false;
            let message = format!("an invisible control character (U+{:04X}) stands here", u32::from(ch));
            let finding = Finding::new(Code::ControlCharacter, &file.path, Place::at(at), message);
            findings.push(finding.help("delete it; such characters come from copying out of other programs"));
        }
    }
    sound.then(|| if changed { Cow::Owned(cleaned(text, &hidden)) } else { Cow::Borrowed(text) })
}

fn invisible(file: &SourceFile, at: std::ops::Range<usize>, ch: char) -> Finding {
    let number = u32::from(ch);
    let message = if is_separator(ch) {
        format!("an invisible line separator (U+{number:04X}) stands here; it is read as a blank")
    } else {
        format!(
            "an invisible character (U+{number:04X}) stands in this key; it is read as if it were not there"
        )
    };
    let finding = Finding::new(Code::LineSeparator, &file.path, Place::at(at.clone()), message);
    let line = &file.text[crate::base::source::line_range(&file.text, at.start)];
    finding.mended(cleaned(line, &hidden(line)))
}

/// The text with blanks for separators and without what is hidden in keys.
fn cleaned(text: &str, hidden: &[usize]) -> String {
    let seen = text.char_indices().filter(|(at, _)| hidden.binary_search(at).is_err());
    seen.map(|(_, ch)| if is_separator(ch) { ' ' } else { ch }).collect()
}

/// Where characters without width stand before or in a key, in order.
fn hidden(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let colon = line.find(':').unwrap_or(0);
        let is_word = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-' | ' ');
        let is_key = line[..colon].chars().all(|ch| is_word(ch) || is_zero_width(ch));
        let mut leading = true;
        for (at, ch) in line.char_indices() {
            if is_zero_width(ch) && (leading || (is_key && at < colon && !is_joiner(ch))) {
                found.push(start + at);
            } else {
                leading &= matches!(ch, ' ' | '-' | '\t');
            }
            let in_key = is_key && at < colon;
            if !(leading || in_key) {
                break;
            }
        }
        start += line.len() + 1;
    }
    found
}

/// A text without the characters that are overlooked in keys.
pub(super) fn without_hidden(text: String) -> String {
    let visible = text.trim_start_matches(is_zero_width);
    if visible.len() == text.len() && !text.contains(is_zero_width) {
        return text;
    }
    visible.chars().filter(|ch| !is_zero_width(*ch) || is_joiner(*ch)).collect()
}

/// A character that no one sees, and that copying brings along.
fn is_zero_width(ch: char) -> bool {
    is_joiner(ch) || matches!(ch, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Within a word these two belong to the spelling of some languages.
fn is_joiner(ch: char) -> bool {
    matches!(ch, '\u{200C}' | '\u{200D}')
}

/// Whether this byte may belong to such a character; nearly all text has none.
fn is_suspicious(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n' && byte != b'\t') || matches!(byte, 0x7F | 0xC2 | 0xE2 | 0xEF)
}

fn is_separator(ch: char) -> bool {
    matches!(ch, '\u{2028}' | '\u{2029}' | '\u{85}')
}

fn is_refused(ch: char) -> bool {
    (ch.is_control() && ch != '\n' && ch != '\t') || matches!(ch, '\u{FFFE}' | '\u{FFFF}')
}

/// Counts of characters in a part of a text as bytes of the whole.
pub(super) struct Bytes {
    base: usize,
    /// Where each character begins; empty if all of them are one byte long.
    starts: Vec<usize>,
    len: usize,
}

impl Bytes {
    pub(super) fn new(slice: &str, base: usize) -> Self {
        let starts =
            if slice.is_ascii() { Vec::new() } else { slice.char_indices().map(|(at, _)| at).collect() };
        Self { base, starts, len: slice.len() }
    }

    pub(super) fn at(&self, characters: usize) -> usize {
        let offset = if self.starts.is_empty() {
            characters.min(self.len)
        } else {
            self.starts.get(characters).copied().unwrap_or(self.len)
        };
        self.base + offset
    }
}

#[cfg(test)]
mod tests {
    use crate::base::path::SourcePath;

    use super::*;

    /// The text as it is read, and each finding's mended line.
    fn read(text: &str) -> (String, Vec<String>) {
        let file = SourceFile { path: SourcePath::new("content/a.md"), text: text.to_owned() };
        let mut findings = Vec::new();
        let clean = clean(&file, 0, text, &mut findings).unwrap_or_default().into_owned();
        (clean, findings.into_iter().map(|finding| finding.mended.unwrap_or_default()).collect())
    }

    #[test]
    fn what_has_no_width_is_not_there_in_a_key_and_stays_in_a_value() {
        for written in [
            "\u{200B}title: A",
            "\u{FEFF}title: A",
            "\u{200D}title: A",
            "ti\u{200B}tle: A",
            "title\u{FEFF}: A",
        ] {
            assert_eq!(read(written), ("title: A".to_owned(), vec!["title: A".to_owned()]), "{written:?}");
        }
        for written in ["title: a\u{200B}b", "title: 👩\u{200D}💻", "نام\u{200C}ها: x", "a \u{FEFF}b"]
        {
            assert_eq!(read(written), (written.to_owned(), Vec::new()), "{written:?}");
        }
        assert_eq!(read("a: x\u{2028}y").0, "a: x y");
        assert_eq!(read("- \u{200B}a: x\nb: y").0, "- a: x\nb: y");
    }
}
