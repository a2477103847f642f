//! The readable part of an address: `Nokia & 诺基亚` becomes `nokia-nuo-ji-ya`.

use unicode_normalization::UnicodeNormalization;

/// A slug of ASCII letters, digits and single hyphens, in any language; empty where the text has
/// no letter or digit at all. `language` (BCP 47) decides how some letters are spelled out: `ä` is
/// `ae` in German and `a` elsewhere.
pub fn slug(text: &str, language: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        text.chars().for_each(|ch| push(&mut out, ch));
    } else {
        for ch in text.nfc() {
            match spelled_out(ch, language).or_else(|| deunicode::deunicode_char(ch)) {
                Some(ascii) => {
                    // A transliterated syllable is a word of its own: 诺基亚 is nuo-ji-ya.
                    let syllable = !ch.is_ascii() && ascii.ends_with(' ');
                    if syllable {
                        push(&mut out, '-');
                    }
                    ascii.chars().for_each(|ch| push(&mut out, ch));
                }
                None => push(&mut out, '-'),
            }
        }
    }
    if out.ends_with('-') {
        out.pop();
    }
    out
}

fn push(out: &mut String, ch: char) {
    match ch {
        'a'..='z' | '0'..='9' => out.push(ch),
        'A'..='Z' => out.push(ch.to_ascii_lowercase()),
        // Nothing stands between the letters of “Women’s” or “U.S.”-like names but the apostrophe.
        '\'' | '’' => {}
        _ if out.is_empty() || out.ends_with('-') => {}
        _ => out.push('-'),
    }
}

fn spelled_out(ch: char, language: &str) -> Option<&'static str> {
    let language = language.split('-').next().unwrap_or_default();
    match (language, ch) {
        ("de", 'ä' | 'Ä') => Some("ae"),
        ("de", 'ö' | 'Ö') | ("da" | "nb" | "nn" | "no", 'ø' | 'Ø') => Some("oe"),
        ("de", 'ü' | 'Ü') => Some("ue"),
        ("da" | "nb" | "nn" | "no", 'å' | 'Å') => Some("aa"),
        (_, '’' | '‘') => Some(""),
        _ => None,
    }
}

/// A heading's id by the rule that GitHub made common: lower case, punctuation dropped, blanks
/// become hyphens; letters of every script stay.
pub fn heading_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for ch in text.trim().chars().flat_map(char::to_lowercase) {
        match ch {
            ' ' | '\u{A0}' | '\t' => id.push('-'),
            '-' | '_' => id.push(ch),
            ch if ch.is_alphanumeric() || is_mark(ch) => id.push(ch),
            _ => {}
        }
    }
    id
}

fn is_mark(ch: char) -> bool {
    unicode_normalization::char::is_combining_mark(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_get_a_readable_slug() {
        for (name, expected) in [
            ("Nokia", "nokia"),
            ("AT&T", "at-t"),
            ("C++ / .NET", "c-net"),
            ("Telefónica Deutschland", "telefonica-deutschland"),
            ("诺基亚", "nuo-ji-ya"),
            ("Мегафон", "megafon"),
            ("Women’s network", "womens-network"),
            ("  a -- b  ", "a-b"),
            ("…", ""),
        ] {
            assert_eq!(slug(name, "en"), expected, "{name}");
        }
        assert_eq!(slug("Münchner Netze", "de"), "muenchner-netze");
        assert_eq!(slug("Münchner Netze", "de-AT"), "muenchner-netze");
    }

    #[test]
    fn headings_get_the_ids_that_writers_know_from_elsewhere() {
        assert_eq!(heading_id("What it covers"), "what-it-covers");
        assert_eq!(heading_id("5G: who's next?"), "5g-whos-next");
        assert_eq!(heading_id("Über uns"), "über-uns");
        assert_eq!(heading_id("数据 中心"), "数据-中心");
    }
}
