//! The text of a body's HTML as names are looked for in it, and the way back.
//!
//! Takes HTML, gives the text of the places where a name may be linked, with typographic marks and
//! the ways to write one letter made one. Must not know names or organisations.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::walk::Walk;

/// What stands between two runs of text: a character that no name has.
pub(super) const GAP: char = '\0';

/// The text of some HTML, folded. It can be used for one HTML after another.
#[derive(Default)]
pub(super) struct Folded {
    text: String,
    /// Where in the HTML the text at some places stands; between two places both run alike.
    map: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds the runs of text in which names are looked for.
    pub(super) fn read(&mut self, html: &str) {
        self.read_runs(html, Walk::of(html));
    }

    /// Folds these runs of a text.
    pub(super) fn read_runs(&mut self, text: &str, runs: impl Iterator<Item = Range<usize>>) {
        self.text.clear();
        self.map.clear();
        for run in runs {
            if !self.text.is_empty() {
                self.text.push(GAP);
            }
            self.run(&text[run.clone()], run.start);
        }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of the folded text stands in the HTML.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.at(range.start)..self.at(range.end)
    }

    fn at(&self, folded: usize) -> usize {
        let after = self.map.partition_point(|(known, _)| *known <= folded);
        let (known, html) = after.checked_sub(1).map_or((0, 0), |before| self.map[before]);
        html + (folded - known)
    }

    fn run(&mut self, run: &str, start: usize) {
        self.mark(start);
        let mut rest = run;
        while let Some(at) = special(rest.as_bytes()) {
            self.text.push_str(&rest[..at]);
            rest = &rest[at..];
            let (length, changed) = self.special(rest);
            rest = &rest[length..];
            if changed {
                self.mark(start + run.len() - rest.len());
            }
        }
        self.text.push_str(rest);
    }

    /// The end of the folded text stands here in the HTML.
    fn mark(&mut self, html: usize) {
        let end = self.text.len();
        while self.map.pop_if(|(folded, _)| *folded >= end).is_some() {}
        self.map.push((end, html));
    }

    /// Folds what this text begins with. Gives its length, and whether the folded text has another.
    fn special(&mut self, text: &str) -> (usize, bool) {
        let before = self.text.len();
        let first = text.chars().next().unwrap_or_default();
        let marks: usize = text.chars().take_while(|ch| joins(*ch)).map(char::len_utf8).sum();
        // `e` and a mark behind it are one letter.
        if let Some(letter) = self.text.chars().next_back().filter(|last| marks > 0 && *last != GAP) {
            self.text.truncate(before - letter.len_utf8());
            let whole = std::iter::once(letter).chain(text[..marks].chars());
            self.text.extend(whole.nfc());
            return (marks, true);
        }
        let (ch, length) =
            if first == '&' { entity(text) } else { None }.unwrap_or((first, first.len_utf8()));
        self.text.extend(fold(ch));
        (length, self.text.len() - before != length)
    }
}

/// Some HTML without tags, folded.
pub(super) fn folded_html(html: &str) -> String {
    let mut folded = Folded::default();
    folded.read_runs(html, std::iter::once(0..html.len()));
    folded.text
}

/// A name, folded like a text.
pub(super) fn folded(name: &str) -> String {
    let name: String = name.nfc().filter_map(fold).collect();
    name.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The first byte that may begin what is not printed as it is. Most pieces of 32 bytes have none.
fn special(text: &[u8]) -> Option<usize> {
    let has = |piece: &&[u8]| piece.iter().fold(false, |any, byte| any | is_special(*byte));
    let plain: usize = text.chunks(32).take_while(|piece| !has(piece)).map(<[u8]>::len).sum();
    let at = text[plain..].iter().position(|byte| is_special(*byte))?;
    Some(plain + at)
}

/// Whether a byte may begin what is not printed as it is.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'\t' | b'\n' | b'\r' | 0x80..)
}

/// Whether this character is a part of the letter before it.
fn joins(ch: char) -> bool {
    !ch.is_ascii() && (is_combining_mark(ch) || matches!(ch, '\u{1160}'..='\u{11FF}'))
}

/// A character without what typography makes of it; nothing for one that is not seen.
fn fold(ch: char) -> Option<char> {
    Some(match ch {
        '‘' | '’' | 'ʼ' | '′' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        '‐'..='–' => '-',
        '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\0' => return None,
        // The wide forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(ch) - 0xFEE0)?,
        ch => ch,
    })
}

/// The character that this text begins with as an entity, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let (name, _) = text.get(1..)?.split_once(';').filter(|(name, _)| name.len() <= 8)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let ch = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "rsquo" => '’',
        _ => {
            let digits = name.strip_prefix('#')?;
            let hexadecimal = digits.strip_prefix(['x', 'X']);
            hexadecimal.map_or_else(|| number(digits, 10), |digits| number(digits, 16))?
        }
    };
    Some((ch, name.len() + 2))
}
