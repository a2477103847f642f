//! When two spellings are one name: case, accents, punctuation, width and, for organisations,
//! legal suffixes do not matter.

use std::collections::BTreeMap;

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
        Shape::of(self).allows(&Shape::of(other)).is_some_and(|edits| self.is_within(edits, other))
    }

    fn is_within(&self, edits: usize, other: &Self) -> bool {
        self != other && strsim::osa_distance(&self.0, &other.0) <= edits
    }
}

/// An organisation's name without the legal suffix behind it, as [`NameKey::of_organisation`] takes it;
/// at least a word is left.
pub fn without_legal_suffix(name: &str) -> &str {
    let mut short = name.trim();
    while let Some((rest, last)) = short.rsplit_once([' ', '\u{a0}', ',']) {
        let rest = rest.trim_end_matches(|ch: char| ch.is_whitespace() || ch == ',');
        if rest.is_empty() || !LEGAL_SUFFIXES.contains(&NameKey::of(last).as_str()) {
            break;
        }
        short = rest;
    }
    short
}

/// A name without the accents on its Latin and Greek letters, where it has some; capitals stay.
pub fn without_accents(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let mut plain = String::with_capacity(name.len());
    let (mut latin, mut buffer) = (false, [0; 4]);
    for ch in name.nfd() {
        if is_combining_mark(ch) && latin {
            continue;
        }
        latin = ch < '\u{400}';
        let letters = match ch {
            'ß' => "ss",
            'ẞ' => "SS",
            'ø' => "o",
            'Ø' => "O",
            'ł' => "l",
            'Ł' => "L",
            'đ' => "d",
            'Đ' => "D",
            'æ' => "ae",
            'Æ' => "Ae",
            ch => ch.encode_utf8(&mut buffer),
        };
        plain.push_str(letters);
    }
    let plain: String = plain.nfc().collect();
    (plain != name.nfc().collect::<String>()).then_some(plain)
}

/// Names among which slips of the pen are looked for.
#[derive(Clone, Debug, Default)]
pub struct NearNames {
    by_length: BTreeMap<usize, Vec<(Shape, NameKey, usize)>>,
}

/// What of a key tells cheaply that another one is too far off.
#[derive(Clone, Debug)]
struct Shape {
    length: usize,
    digits: String,
    /// A bit for each letter that occurs.
    letters: u64,
}

impl Shape {
    fn of(key: &NameKey) -> Self {
        let key = &key.0;
        Self {
            length: key.chars().count(),
            digits: key.chars().filter(char::is_ascii_digit).collect(),
            letters: key.chars().fold(0, |letters, ch| letters | 1 << (u32::from(ch) % 64)),
        }
    }

    /// How many edits make the one key the other at most, where that is not out of the question.
    fn allows(&self, other: &Self) -> Option<usize> {
        let edits = match self.length.min(other.length) {
            0..=3 => return None,
            4..=8 => 1,
            _ => 2,
        };
        let near = self.length.abs_diff(other.length) <= edits
            // One edit takes at most one letter away and brings at most one.
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * edits
            // 4G and 5G, 3UK and 4UK are different things, not slips.
            && self.digits == other.digits;
        near.then_some(edits)
    }
}

impl NearNames {
    /// Adds a key, with a number to know it by.
    pub fn insert(&mut self, key: &NameKey, number: usize) {
        let shape = Shape::of(key);
        self.by_length.entry(shape.length).or_default().push((shape, key.clone(), number));
    }

    /// The numbers of the keys that are near to this one.
    pub fn near(&self, key: &NameKey) -> Vec<usize> {
        let shape = Shape::of(key);
        let known = self.by_length.range(shape.length.saturating_sub(2)..=shape.length + 2);
        let near = known.flat_map(|(_, known)| known).filter(|(other_shape, other, _)| {
            shape.allows(other_shape).is_some_and(|edits| key.is_within(edits, other))
        });
        near.map(|(_, _, number)| *number).collect()
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
    fn shorter_and_plainer_names_are_the_same_name() {
        for (name, short) in [
            ("Deutsche Telekom AG", "Deutsche Telekom"),
            ("Huawei Technologies Co., Ltd.", "Huawei Technologies"),
            ("Telefónica, S.A.", "Telefónica"),
            ("Inc Ltd", "Inc"),
            ("AG", "AG"),
            ("Wal-Co", "Wal-Co"),
            ("", ""),
        ] {
            assert_eq!(without_legal_suffix(name), short, "{name}");
            assert_eq!(NameKey::of_organisation(short), NameKey::of_organisation(name), "{name}");
        }
        for (name, plain) in [("Telefónica", "Telefonica"), ("Løkke Æther Straße", "Lokke Aether Strasse")]
        {
            assert_eq!(without_accents(name).as_deref(), Some(plain), "{name}");
            assert_eq!(NameKey::of(plain), NameKey::of(name), "{name}");
        }
        for name in ["Nokia", "诺基亚", "ガス", "노키아", "Московский", "L’Oreal"] {
            assert_eq!(without_accents(name), None, "{name}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_number_is_not() {
        let near = |a: &str, b: &str| {
            let mut names = NearNames::default();
            names.insert(&NameKey::of_organisation(b), 7);
            names.near(&NameKey::of_organisation(a)) == [7]
        };
        assert!(near("Ericson", "Ericsson"));
        assert!(near("Hauwei", "Huawei"));
        assert!(near("Noka", "Nokia"));
        assert!(near("Telefonica Moviles", "Telefonica Movil"));
        assert!(!near("Telefonica Moviles", "Telefonica Mov"));
        assert!(!near("EE", "BT"));
        assert!(!near("Channel 4", "Channel 5"));
        assert!(!near("Nokia", "Nokia Oyj"));
    }
}
