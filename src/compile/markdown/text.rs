//! Plain text: its words, its blanks, and its typographic marks.
//!
//! Takes text without markup. Must not know Markdown or HTML.

use crate::base::source::floor_char_boundary;

/// How many minutes a text of this many words takes: 240 a minute, rounded up, at least 1.
pub fn read_minutes(words: usize) -> u32 {
    u32::try_from(words.div_ceil(240)).unwrap_or(u32::MAX).max(1)
}

/// The number of words: runs between blanks that hold a letter or a digit. Each Chinese or
/// Japanese character is a word of its own.
pub(super) fn words(text: &str) -> usize {
    // Pieces are cut at a space, so that no run is cut, and each is counted in the cheaper way that
    // is right for it.
    let mut words = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let at = floor_char_boundary(rest, PIECE);
        let end = memchr::memchr(b' ', &rest.as_bytes()[at..]).map_or(rest.len(), |space| at + space);
        let (piece, more) = rest.split_at(end);
        words += if has_other_blanks_or_cjk(piece) { words_of_any(piece) } else { words_of_latin(piece) };
        rest = more;
    }
    words
}

const PIECE: usize = 512;

/// Whether a text may hold blanks beyond ASCII, or characters that are words of their own: all of
/// these begin with one of few bytes in UTF-8.
fn has_other_blanks_or_cjk(text: &str) -> bool {
    // U+0085 and U+00A0 begin with C2; U+1680 with E1; U+3000 and up with E3 and up.
    text.bytes().fold(false, |found, byte| found || (byte == 0xC2) || (byte == 0xE1) || (byte >= 0xE3))
        // U+2000 to U+200A and their like: E2 80 80 to E2 80 8A, AF; E2 81 9F.
        || memchr::memchr_iter(0xE2, text.as_bytes())
            .any(|at| matches!(text.as_bytes().get(at + 1..at + 3), Some([0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF] | [0x81, 0x9F])))
}

/// Counts words without a branch for each byte: where a run begins with an ASCII letter or digit
/// it is a word, and only the other runs are looked into.
fn words_of_latin(text: &str) -> usize {
    let bytes = text.as_bytes();
    let starts = |before: u8, byte: u8| is_blank(before) & !is_blank(byte);
    let pairs = || bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let runs: u32 = pairs().map(|(&before, &byte)| u32::from(starts(before, byte))).sum();
    let certain: u32 =
        pairs().map(|(&before, &byte)| u32::from(starts(before, byte) & byte.is_ascii_alphanumeric())).sum();
    let mut words = certain as usize + usize::from(is_word_at(text, 0));
    if runs != certain {
        let unsure = |&(_, (&before, &byte)): &(usize, (&u8, &u8))| {
            starts(before, byte) & !byte.is_ascii_alphanumeric()
        };
        words += pairs().enumerate().filter(unsure).filter(|(at, _)| is_word_at(text, at + 1)).count();
    }
    words
}

/// Whether the run that begins here holds a letter or a digit.
fn is_word_at(text: &str, at: usize) -> bool {
    let run = text.get(at..).unwrap_or_default();
    run.chars().take_while(|ch| !ch.is_whitespace()).any(char::is_alphanumeric)
}

fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

fn words_of_any(text: &str) -> usize {
    let mut words = 0;
    let mut counted = false;
    for ch in text.chars() {
        if is_cjk(ch) {
            words += 1;
            counted = false;
        } else if ch.is_whitespace() {
            counted = false;
        } else if !counted && ch.is_alphanumeric() {
            words += 1;
            counted = true;
        }
    }
    words
}

/// Whether this is a Han, Hiragana or Katakana character.
fn is_cjk(ch: char) -> bool {
    matches!(ch,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// The text with every run of blanks as one space, and none at its ends.
pub(super) fn collapsed(text: &str) -> String {
    let text = text.trim();
    let pairs = text.bytes().zip(text.bytes().skip(1));
    let blanks = pairs
        .fold(false, |found, (before, byte)| found | (is_blank(byte) & ((byte != b' ') | is_blank(before))));
    if !blanks && !has_other_blanks_or_cjk(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The text with typographic quotes, dashes and dots, as the parser makes them in bodies.
pub(super) fn smart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        let (written, length) = match ch {
            '-' if rest.starts_with("---") => ("—", 3),
            '-' if rest.starts_with("--") => ("–", 2),
            '.' if rest.starts_with("...") => ("…", 3),
            '"' => (if opens(&out) { "“" } else { "”" }, 1),
            '\'' => (if opens(&out) { "‘" } else { "’" }, 1),
            _ => (&rest[..ch.len_utf8()], ch.len_utf8()),
        };
        out.push_str(written);
        rest = &rest[length..];
    }
    out
}

/// Whether a quotation mark behind this text opens.
fn opens(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|ch| ch.is_whitespace() || matches!(ch, '(' | '[' | '{' | '“' | '‘' | '—' | '–' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_with_a_letter_or_digit() {
        for (text, expected) in [
            ("", 0),
            ("one two\nthree", 3),
            ("a – b — … & 5G", 3),
            ("“Nobody” (really) €39", 3),
            ("don't re-use", 2),
            ("Ünal é\u{A0}x", 3),
            ("诺基亚 5G", 4),
            ("5G网络 ネット", 6),
            ("網a b", 3),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn both_ways_of_counting_agree() {
        for unit in
            ["one ", "“two” – ", "é—x\t", "a\u{2003}b ", "\u{85}c", " (d)\n\u{b}", "5G/6G… ", "网络 e"]
        {
            for times in [1, 7, 400] {
                let text = unit.repeat(times);
                assert_eq!(words(&text), words_of_any(&text), "{unit:?}");
            }
        }
    }

    #[test]
    fn reading_time_is_rounded_up_and_never_nothing() {
        assert_eq!([0, 1, 240, 241, 519].map(read_minutes), [1, 1, 1, 2, 3]);
        assert_eq!(read_minutes(usize::MAX), u32::MAX);
    }

    #[test]
    fn marks_become_typographic() {
        assert_eq!(smart("\"It's 'so'\" -- a---b..."), "“It’s ‘so’” – a—b…");
    }

    #[test]
    fn runs_of_blanks_become_one() {
        assert_eq!(collapsed("  a \n\u{A0} b "), "a b");
    }
}
