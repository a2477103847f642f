//! When two spellings are one name: case, accents, punctuation, width and, for organisations,
//! legal suffixes do not matter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is left of a name when everything is dropped that writers vary. Two names with one key are
/// one name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NameKey(String);

impl NameKey {
    /// The key of a person's or a topic's name.
    pub fn of(name: &str) -> Self {
        Self(words(name).concat())
    }

    /// The key of an organisation's name: a legal suffix at its end does not count.
    pub fn of_organisation(name: &str) -> Self {
        let mut words = words(name);
        while words.len() > 1 && words.last().is_some_and(|word| LEGAL_SUFFIXES.contains(&word.as_str())) {
            words.pop();
        }
        Self(words.concat())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the two keys differ by a slip of the pen: one edit in a short name, two in a long
    /// one. Equal keys are not near.
    pub fn is_near(&self, other: &Self) -> bool {
        let (a, b) = (self.0.chars().count(), other.0.chars().count());
        let allowed = match a.min(b) {
            0..=3 => return false,
            4..=8 => 1,
            _ => 2,
        };
        let digits = |key: &Self| key.0.chars().filter(char::is_ascii_digit).collect::<String>();
        self != other
            && a.abs_diff(b) <= allowed
            // 4G and 5G, 3UK and 4UK are different things, not slips.
            && digits(self) == digits(other)
            && strsim::osa_distance(&self.0, &other.0) <= allowed
    }
}

/// Words of the legal form of a company, in the key's own spelling.
const LEGAL_SUFFIXES: &[&str] = &[
    "ab",
    "ag",
    "as",
    "asa",
    "bhd",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "nv",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sab",
    "sas",
    "se",
    "spa",
    "srl",
    "sro",
    "sarl",
    "tbk",
];

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    if name.is_ascii() {
        name.chars().for_each(|ch| push(&mut words, ch.to_ascii_lowercase()));
    } else {
        let mut latin = false;
        for ch in name.nfkd() {
            if is_combining_mark(ch) {
                // An accent on a Latin or Greek letter is dropped; elsewhere a mark is a letter.
                if !latin {
                    push(&mut words, ch);
                }
                continue;
            }
            latin = ch < '\u{400}';
            match ch {
                'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(|ch| push(&mut words, ch)),
                'ø' | 'Ø' => push(&mut words, 'o'),
                'ł' | 'Ł' => push(&mut words, 'l'),
                'đ' | 'Đ' => push(&mut words, 'd'),
                'æ' | 'Æ' => ['a', 'e'].into_iter().for_each(|ch| push(&mut words, ch)),
                ch => ch.to_lowercase().for_each(|ch| push(&mut words, ch)),
            }
        }
    }
    words.retain(|word| !word.is_empty());
    if words.is_empty() {
        words.push(name.trim().to_owned());
    }
    words
}

fn push(words: &mut Vec<String>, ch: char) {
    let separates = ch.is_whitespace() || matches!(ch, '-' | '_' | '/' | ',' | '‐'..='―');
    if separates {
        words.push(String::new());
    } else if (ch.is_alphanumeric() || is_combining_mark(ch) || matches!(ch, '+' | '#'))
        && let Some(word) = words.last_mut()
    {
        word.push(ch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_organisation_have_one_key() {
        for (a, b) in [
            ("Nokia", "NOKIA Oyj"),
            ("Huawei Technologies Co., Ltd.", "huawei technologies"),
            ("Telefónica S.A.", "Telefonica"),
            ("T-Mobile US", "T Mobile US, Inc."),
            ("ＮＥＣ", "NEC"),
            ("AT&T", "AT & T"),
            ("Alan O’Cais", "Alan O'Cais"),
        ] {
            assert_eq!(NameKey::of_organisation(a), NameKey::of_organisation(b), "{a} / {b}");
        }
        for (a, b) in [("C", "C++"), ("Disney", "Disney+"), ("か", "が"), ("Inc", "Ltd"), ("3UK", "4UK")] {
            assert_ne!(NameKey::of_organisation(a), NameKey::of_organisation(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_number_is_not() {
        let near = |a: &str, b: &str| NameKey::of_organisation(a).is_near(&NameKey::of_organisation(b));
        assert!(near("Ericson", "Ericsson"));
        assert!(near("Hauwei", "Huawei"));
        assert!(!near("EE", "BT"));
        assert!(!near("Channel 4", "Channel 5"));
        assert!(!near("Nokia", "Nokia Oyj"));
    }
}
