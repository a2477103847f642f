//! Characters of a front matter: those that none should hold (invisible line separators, control
//! characters), and where each begins.
//!
//! Takes the text of the front matter, gives a text that the YAML reader counts as we do.

use std::borrow::Cow;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::SourceFile;

/// The front matter that starts at byte `start` of the file, with line separators as blanks: one
/// character for one, so that lines and columns stay. `None` if a character in it is refused.
pub(super) fn clean<'t>(
    file: &SourceFile,
    start: usize,
    text: &'t str,
    findings: &mut Vec<Finding>,
) -> Option<Cow<'t, str>> {
    if !text.bytes().any(is_suspicious) {
        return Some(Cow::Borrowed(text));
    }
    let mut separators = false;
    let mut sound = true;
    for (offset, ch) in text.char_indices() {
        let at = start + offset..start + offset + ch.len_utf8();
        if is_separator(ch) {
            separators = true;
            findings.push(separator(file, at, ch));
        } else if is_refused(ch) {
            sound = false;
            let message = format!("an invisible control character (U+{:04X}) stands here", u32::from(ch));
            let finding = Finding::new(Code::ControlCharacter, &file.path, Place::at(at), message);
            findings.push(finding.help("delete it; such characters come from copying out of other programs"));
        }
    }
    sound.then(|| if separators { Cow::Owned(text.replace(is_separator, " ")) } else { Cow::Borrowed(text) })
}

fn separator(file: &SourceFile, at: std::ops::Range<usize>, ch: char) -> Finding {
    let message =
        format!("an invisible line separator (U+{:04X}) stands here; it is read as a blank", u32::from(ch));
    let finding = Finding::new(Code::LineSeparator, &file.path, Place::at(at.clone()), message);
    let line = &file.text[crate::base::source::line_range(&file.text, at.start)];
    finding.mended(line.replace(is_separator, " "))
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
