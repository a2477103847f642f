//! The word that was probably meant by one that is not known.
//!
//! Takes a word and those that are allowed, gives one of these. Knows nothing of what they stand for.

/// The allowed word that is nearest to what was written, if one is near.
pub fn nearest<'w>(written: &str, allowed: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let written = written.to_lowercase();
    let scored = allowed.into_iter().map(|word| (strsim::osa_distance(&written, &word.to_lowercase()), word));
    let near = scored.filter(|(edits, word)| *edits <= 1.max(word.chars().count() / 3));
    near.min_by_key(|(edits, _)| *edits).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_leads_to_the_word_and_another_word_does_not() {
        let words = ["vendor", "customer", "limit"];
        assert_eq!(nearest("vendr", words), Some("vendor"));
        assert_eq!(nearest("Customers", words), Some("customer"));
        assert_eq!(nearest("price", words), None);
    }
}
