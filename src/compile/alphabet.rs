//! A to Z as a language orders it (Unicode Collation Algorithm, CLDR).

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The order of one language.
pub struct Alphabet {
    #[cfg(feature = "collation")]
    names: Option<icu_collator::CollatorBorrowed<'static>>,
    #[cfg(feature = "collation")]
    letters: Option<icu_collator::CollatorBorrowed<'static>>,
}

/// The entries under one letter.
pub struct Group<'e, T> {
    /// The letter.
    pub letter: String,
    /// The entries, in order.
    pub entries: Vec<&'e T>,
}

impl Alphabet {
    /// The order of a language (BCP 47); an unknown one has the root order.
    #[cfg(feature = "collation")]
    pub fn of(language: &str) -> Self {
        use icu_collator::options::{CollatorOptions, Strength};
        use icu_collator::{Collator, CollatorPreferences};
        let locale =
            icu_locale_core::Locale::try_from_str(language).unwrap_or(icu_locale_core::Locale::UNKNOWN);
        let preferences = CollatorPreferences::from(&locale);
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new(preferences, options).ok()
        };
        Self { names: collator(Strength::Tertiary), letters: collator(Strength::Primary) }
    }

    /// Without the feature `collation`: the order of the letters without their accents.
    #[cfg(not(feature = "collation"))]
    pub fn of(_language: &str) -> Self {
        Self {}
    }

    /// Compares two names; names that differ in anything are never equal.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        #[cfg(feature = "collation")]
        if let Some(collator) = &self.names {
            return collator.compare(a, b).then_with(|| a.cmp(b));
        }
        let key = |name: &str| {
            name.nfd().filter(|ch| !is_combining_mark(*ch)).flat_map(char::to_lowercase).collect::<String>()
        };
        key(a).cmp(&key(b)).then_with(|| a.cmp(b))
    }

    /// Whether a letter with an accent is the letter without it in this language: `É` is `E` in
    /// French, `Å` is not `A` in Swedish.
    fn same_letter(&self, a: &str, b: &str) -> bool {
        #[cfg(feature = "collation")]
        if let Some(collator) = &self.letters {
            return collator.compare(a, b) == Ordering::Equal;
        }
        a.nfd().next() == b.nfd().next()
    }

    /// Entries in order, by the first letter of their names.
    pub fn groups<'e, T>(&self, entries: &'e [T], name: impl Fn(&T) -> &str) -> Vec<Group<'e, T>> {
        let mut sorted: Vec<&T> = entries.iter().collect();
        sorted.sort_by(|a, b| self.compare(name(a), name(b)));
        let mut groups: Vec<Group<'e, T>> = Vec::new();
        for entry in sorted {
            let letter = self.letter(name(entry));
            // A letter can come again among other scripts; it joins its first group.
            match groups.iter_mut().find(|group| group.letter == letter) {
                Some(group) => group.entries.push(entry),
                None => groups.push(Group { letter, entries: vec![entry] }),
            }
        }
        groups
    }

    fn letter(&self, name: &str) -> String {
        let Some(first) = name.chars().find(|ch| ch.is_alphanumeric()) else { return "…".to_owned() };
        if first.is_numeric() {
            return "0–9".to_owned();
        }
        let upper: String = first.to_uppercase().collect();
        let base: String = upper.nfd().filter(|ch| !is_combining_mark(*ch)).collect();
        let letter = if self.same_letter(&upper, &base) { base } else { upper };
        // Scripts without letters have no A to Z.
        if letter.chars().next().is_some_and(|ch| ch < '\u{2E80}') { letter } else { "…".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(language: &str, names: &[&str]) -> String {
        let groups = Alphabet::of(language).groups(names, |name| name);
        let groups = groups.iter().map(|group| {
            format!(
                "{}: {}",
                group.letter,
                group.entries.iter().map(|name| **name).collect::<Vec<_>>().join(" ")
            )
        });
        groups.collect::<Vec<_>>().join("; ")
    }

    #[test]
    #[cfg(feature = "collation")]
    fn letters_stand_where_the_language_puts_them() {
        let names = ["Zain", "Åland", "1&1", "Orange", "Öresund", "nokia", "诺基亚"];
        assert_eq!(
            order("en", &names),
            "0–9: 1&1; A: Åland; N: nokia; O: Orange Öresund; Z: Zain; …: 诺基亚"
        );
        assert_eq!(
            order("sv", &names),
            "0–9: 1&1; N: nokia; O: Orange; Z: Zain; Å: Åland; Ö: Öresund; …: 诺基亚"
        );
    }

    #[test]
    fn digits_come_first_and_case_does_not_matter() {
        assert_eq!(order("en", &["b", "A", "3UK", "a"]).split(';').next().unwrap(), "0–9: 3UK");
    }
}
