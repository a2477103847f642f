//! How many words a text has, counted as it comes.
//!
//! Takes plain text in pieces, gives the number of words. Must not know Markdown.

/// The high bit of each of eight bytes, and the low one.
const HIGH: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// Words so far: runs between blanks that hold a letter or a digit. Each Chinese or Japanese character
/// is a word of its own.
#[derive(Debug, Default)]
pub(super) struct Words {
    count: usize,
    /// Whether the run that is not over yet is counted.
    counted: bool,
}

impl Words {
    /// The number of words.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Goes on with this text; a word may go on from one piece to the next.
    pub(super) fn push(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            // Eight bytes at once where all of them are ASCII: a body's words are counted in a tenth of
            // the time that its parsing takes.
            match text.as_bytes()[at..].first_chunk().map(|bytes| u64::from_le_bytes(*bytes)) {
                Some(bytes) if bytes & HIGH == 0 => {
                    self.push_ascii(bytes);
                    at += 8;
                }
                _ => at = self.push_chars(text, at),
            }
        }
    }

    /// Eight characters of ASCII, the first in the lowest byte.
    fn push_ascii(&mut self, bytes: u64) {
        let lower = bytes | (0x20 * ONES);
        let mut wordy = within(bytes, b'0', b'9') | within(lower, b'a', b'z');
        let mut blanks = within(bytes, b' ', b' ') | within(bytes, b'\t', b'\r');
        while blanks != 0 {
            let before = (blanks & blanks.wrapping_neg()) - 1;
            self.count += usize::from(!self.counted && wordy & before != 0);
            self.counted = false;
            wordy &= !before;
            blanks &= blanks - 1;
        }
        self.count += usize::from(!self.counted && wordy != 0);
        self.counted |= wordy != 0;
    }

    /// The next characters, eight bytes or a little more; gives where they end.
    fn push_chars(&mut self, text: &str, from: usize) -> usize {
        let mut at = from;
        for ch in text[from..].chars() {
            let alone = is_cjk(ch);
            if alone || ch.is_whitespace() {
                self.counted = false;
                self.count += usize::from(alone);
            } else if !self.counted && ch.is_alphanumeric() {
                self.counted = true;
                self.count += 1;
            }
            at += ch.len_utf8();
            if at >= from + 8 {
                break;
            }
        }
        at
    }
}

/// The high bit of each byte that lies between two others; all bytes are ASCII.
const fn within(bytes: u64, first: u8, last: u8) -> u64 {
    let from_first = bytes + (0x80 - first as u64) * ONES;
    let past_last = bytes + (0x7F - last as u64) * ONES;
    from_first & !past_last & HIGH
}

/// Whether this is a Han, Hiragana or Katakana character.
pub(crate) fn is_cjk(ch: char) -> bool {
    matches!(ch,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9D}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> usize {
        let mut words = Words::default();
        words.push(text);
        words.count()
    }

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
            ("z{ @a `b [9] :/", 4),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    /// The definition, character by character.
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

    proptest! {
        #[test]
        fn words_are_counted_as_they_are_defined(
            pieces in proptest::collection::vec("[ -~\t\n\u{b}\u{85}\u{a0}\u{2003}é“”–…网络ネ]{0,30}", 0..6),
        ) {
            let mut words = Words::default();
            for piece in &pieces {
                words.push(piece);
            }
            prop_assert_eq!(words.count(), words_of_any(&pieces.concat()));
        }
    }
}
