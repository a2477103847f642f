//! The text of one file as it came from the disk, and places in it.
//!
//! Takes bytes, gives text that every later stage can trust: UTF-8, no byte order mark, lines
//! ended by one `\n`. Knows nothing of front matter or Markdown.

use std::ops::Range;

use super::diagnostic::{Code, Diagnostic, Finding, Place, Spot};
use super::path::SourcePath;

/// The longest article, template or configuration that is read, in bytes.
pub const MAX_FILE: usize = 8 * 1024 * 1024;

/// One text file of the site, decoded.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it lies.
    pub path: SourcePath,
    /// Its text. Lines and columns are those of the file on the disk; byte offsets are not, where
    /// a byte order mark or carriage returns were taken out.
    pub text: String,
}

impl SourceFile {
    /// Decodes a file.
    ///
    /// # Errors
    /// A file that is too large, UTF-16, not UTF-8, or holds a NUL, with the place of the first
    /// such byte.
    pub fn decode(path: SourcePath, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let whole = |code, message: String, help: &str| {
            let finding = Finding::new(code, &path, Place::File, message).help(help);
            Box::new(finding.located(&mut |_, _| Spot::unknown()))
        };
        if bytes.len() > MAX_FILE {
            let message =
                format!("this file has {} MB; the most that is read is 8 MB", bytes.len() / 1_000_000);
            return Err(whole(
                Code::FileTooLarge,
                message,
                "split it, or put data beside the article as a file of its own",
            ));
        }
        if looks_like_utf16(&bytes) {
            let message = "this file is in UTF-16, not in UTF-8".to_owned();
            return Err(whole(Code::Utf16, message, "save it again as “UTF-8” in your editor"));
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => unify_line_ends(text),
            Err(error) => return Err(not_utf8(&path, error.as_bytes(), error.utf8_error().valid_up_to())),
        };
        if let Some(at) = memchr::memchr(0, text.as_bytes()) {
            let message = "there is a NUL byte here: the file is damaged, or is not text";
            let finding = Finding::new(Code::NulByte, &path, Place::File, message)
                .help("delete the byte, or take the file from an older version");
            return Err(Box::new(
                finding.located(&mut |_, _| Spot::of(&text.replace('\0', "␀"), &(at..at + 1))),
            ));
        }
        Ok(Self { path, text })
    }
}

fn looks_like_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    // Latin text in UTF-16 without a mark: every second byte is zero.
    let head = &bytes[..bytes.len().min(64) & !1];
    head.len() >= 8 && (head.chunks(2).all(|pair| pair[0] == 0) || head.chunks(2).all(|pair| pair[1] == 0))
}

fn not_utf8(path: &SourcePath, bytes: &[u8], valid: usize) -> Box<Diagnostic> {
    let good = unify_line_ends(String::from_utf8_lossy(&bytes[..valid]).into_owned()).len();
    let text = unify_line_ends(String::from_utf8_lossy(bytes).into_owned());
    let message = format!("byte 0x{:02X} is not UTF-8", bytes[valid]);
    let finding = Finding::new(Code::NotUtf8, path, Place::File, message)
        .help("save the file as “UTF-8”; it looks like an older encoding, such as Windows-1252");
    Box::new(finding.located(&mut |_, _| Spot::of(&text, &(good..good + 3))))
}

/// Takes a byte order mark away and turns `\r\n` and lone `\r` into `\n`. Lines and columns stay.
fn unify_line_ends(text: String) -> String {
    let text = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// One line of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Its bytes, without its line end.
    pub bytes: Range<usize>,
}

/// Where the lines of a text begin, and how many characters stand before every so many bytes: so
/// that a place costs the same wherever it is, in a long line, too.
#[derive(Clone, Debug)]
pub struct LineTable {
    starts: Vec<usize>,
    chars: Vec<usize>,
    length: usize,
}

/// The bytes between two counts of characters.
const STEP: usize = 512;

impl LineTable {
    /// The table of this text.
    pub fn of(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        let mut before = 0;
        let mut chars = vec![0];
        for step in text.as_bytes().chunks(STEP) {
            before += starts_of_chars(step);
            chars.push(before);
        }
        Self { starts, chars, length: text.len() }
    }

    /// The line that holds this byte; past the end, the last.
    pub fn line(&self, offset: usize) -> Line {
        let number = self.starts.partition_point(|&start| start <= offset).max(1);
        let end = self.starts.get(number).map_or(self.length, |next| next - 1);
        Line { number, bytes: self.starts[number - 1]..end }
    }

    /// How many characters of the text begin in these bytes. `text` is the table's own.
    pub fn chars(&self, text: &str, range: Range<usize>) -> usize {
        let before = |offset: usize| {
            let offset = offset.min(text.len());
            let step = (offset / STEP).min(self.chars.len() - 1);
            self.chars[step] + starts_of_chars(text.as_bytes().get(step * STEP..offset).unwrap_or_default())
        };
        before(range.end).saturating_sub(before(range.start))
    }
}

/// Every character begins with a byte that goes on with none.
fn starts_of_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// The byte range of the line that holds this offset, without its line end.
pub fn line_range(text: &str, offset: usize) -> Range<usize> {
    let offset = floor_char_boundary(text, offset);
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[offset..]).map_or(text.len(), |at| offset + at);
    start..end
}

/// The nearest character boundary at or before this offset.
pub fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<String, String> {
        match SourceFile::decode(SourcePath::new("content/a.md"), bytes.to_vec()) {
            Ok(file) => Ok(file.text),
            Err(found) => Err(found.code.as_str().to_owned()),
        }
    }

    #[test]
    fn text_comes_out_with_one_kind_of_line_end_and_no_mark() {
        assert_eq!(decode("\u{FEFF}a\r\nb\rc\n".as_bytes()).unwrap(), "a\nb\nc\n");
    }

    #[test]
    fn what_is_not_text_is_named() {
        assert_eq!(decode(&[0xFF, 0xFE, b'a', 0]).unwrap_err(), "utf-16");
        assert_eq!(decode(b"-\0-\0-\0\n\0a\0b\0").unwrap_err(), "utf-16");
        assert_eq!(decode(b"caf\xe9").unwrap_err(), "not-utf8");
        assert_eq!(decode(b"a\0b").unwrap_err(), "nul-byte");
    }

    #[test]
    fn lines_and_characters_are_counted_wherever_they_are() {
        for text in ["", "\n", "é\nüx", "a\n\nb\n", &"ab网é\n".repeat(400), &"网é".repeat(700)] {
            let table = LineTable::of(text);
            for offset in (0..=text.len()).filter(|&offset| text.is_char_boundary(offset)) {
                let line = table.line(offset);
                let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
                let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
                assert_eq!(line.number, text[..offset].matches('\n').count() + 1);
                assert_eq!(line.bytes, start..end);
                assert_eq!(table.chars(text, start..offset), text[start..offset].chars().count());
            }
        }
        assert_eq!(LineTable::of("a\nb").line(99), Line { number: 2, bytes: 2..3 });
    }
}
