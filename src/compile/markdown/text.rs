//! Plain text: its words, its blanks, and its typographic marks.
//!
//! Takes text without markup. Must not know Markdown or HTML.

use std::borrow::Cow;

/// How many minutes a text of this many words takes: 240 a minute, rounded up, at least 1.
pub fn read_minutes(words: usize) -> u32 {
    u32::try_from(words.div_ceil(240)).unwrap_or(u32::MAX).max(1)
}

const fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// The text with every run of blanks as one space, and none at its ends.
pub(super) fn collapsed(text: &str) -> String {
    let text = text.trim();
    if is_collapsed(text) {
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

/// Whether a trimmed text surely has single spaces only. Looks at all bytes without a branch, so
/// that many are done at once. Characters that begin like a blank beyond ASCII make it unsure, but
/// not the quotes and dashes that most texts have.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let second = bytes.get(1..).unwrap_or_default();
    let third = bytes.get(2..).unwrap_or_default();
    let pairs = bytes.iter().zip(second);
    let doubled =
        pairs.clone().fold(false, |found, (&a, &b)| found | (is_blank(b) & ((b != b' ') | is_blank(a))));
    let wide = pairs.zip(third).fold(false, |found, ((&a, &b), &c)| found | begins_blank(a, b, c));
    !doubled && !wide
}

/// Whether a blank beyond ASCII may begin so: U+0085 and U+00A0, U+1680, U+3000; U+2000 to U+200A,
/// U+2028 to U+202F and U+205F.
const fn begins_blank(a: u8, b: u8, c: u8) -> bool {
    matches!(a, 0xC2 | 0xE1 | 0xE3) || a == 0xE2 && (b == 0x81 || b == 0x80 && !matches!(c, 0x8B..=0xA7))
}

/// The text with typographic quotes, dashes and dots, as the parser makes them in bodies.
pub(super) fn smart(text: &str) -> Cow<'_, str> {
    if is_smart(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut done = 0; // How much of the text is in `out`.
    let mut at = 0;
    while let Some(found) = text[at..].bytes().position(|byte| matches!(byte, b'"' | b'\'' | b'-' | b'.')) {
        at += found;
        let rest = &text[at..];
        let length = match rest.as_bytes()[0] {
            b'"' | b'\'' => 1,
            b'-' if rest.starts_with("---") => 3,
            b'-' if rest.starts_with("--") => 2,
            b'.' if rest.starts_with("...") => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        if done == 0 {
            out.reserve(text.len() + 8);
        }
        out.push_str(&text[done..at]);
        out.push_str(match &rest[..length] {
            "---" => "—",
            "--" => "–",
            "..." => "…",
            "\"" if opens(&out) => "“",
            "\"" => "”",
            _ if opens(&out) => "‘",
            _ => "’",
        });
        at += length;
        done = at;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Whether a text surely has nothing to be made typographic, as most headlines.
fn is_smart(text: &str) -> bool {
    let bytes = text.as_bytes();
    let doubled = |pair: &[u8]| matches!(pair, b"--" | b"..");
    memchr::memchr2(b'"', b'\'', bytes).is_none() && !bytes.windows(2).any(doubled)
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
    fn reading_time_is_rounded_up_and_never_nothing() {
        assert_eq!([0, 1, 240, 241, 519].map(read_minutes), [1, 1, 1, 2, 3]);
        assert_eq!(read_minutes(usize::MAX), u32::MAX);
    }

    #[test]
    fn marks_become_typographic() {
        assert_eq!(smart("\"It's 'so'\" -- a---b..."), "“It’s ‘so’” – a—b…");
        assert_eq!(smart("long-term, 5.1 ..-- é."), "long-term, 5.1 ..– é.");
        for plain in ["", "a", "long-term, 5.1."] {
            assert!(matches!(smart(plain), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn runs_of_blanks_become_one() {
        assert_eq!(collapsed("  a \n\u{A0} b "), "a b");
        for blank in ["\t", "  ", " \n", "\u{85}", "\u{A0}", "\u{1680}", "\u{2000}", "\u{2009}", "\u{200A}"]
            .into_iter()
            .chain(["\u{2028}", "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}"])
        {
            assert_eq!(collapsed(&format!("{blank}“a”{blank}– b…{blank}")), "“a” – b…", "{blank:?}");
        }
    }
}
