//! Long lists, paged from the oldest.
//!
//! A numbered page is made only when it is full, so it never changes again: a new article changes
//! the list's front, and now and then adds one page. The front holds the newest entries: at least
//! half a page of them, so that it is never short, and less than one page and a half.

use std::ops::Range;

/// How a list of entries, the oldest first, is cut into pages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pages {
    /// The entries of the front page: the newest.
    pub front: Range<usize>,
    /// How many full, numbered pages stand behind it.
    pub numbered: usize,
}

impl Pages {
    /// Cuts a list of `length` entries into pages of `per_page`.
    pub fn of(length: usize, per_page: usize) -> Self {
        let per_page = per_page.max(1);
        let numbered = length.saturating_sub(per_page.div_ceil(2)) / per_page;
        Self { numbered, front: numbered * per_page..length }
    }
}

/// The entries of the numbered page `number`, counted from 1 at the oldest.
pub fn numbered(number: usize, per_page: usize) -> Range<usize> {
    (number - 1) * per_page..number * per_page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_on_one_page_and_numbered_pages_are_full() {
        for per_page in 1..7 {
            for length in 0..60 {
                let pages = Pages::of(length, per_page);
                let mut shown = vec![0; length];
                let ranges = (1..=pages.numbered).map(|number| numbered(number, per_page));
                for range in ranges.chain([pages.front.clone()]) {
                    // Panics past the end: a page that is not full.
                    shown[range].iter_mut().for_each(|count| *count += 1);
                }
                assert!(shown.iter().all(|count| *count == 1), "{length} by {per_page}");
                assert!(pages.front.len() >= length.min(per_page.div_ceil(2)), "{length} by {per_page}");
                assert!(pages.front.len() < per_page + per_page.div_ceil(2), "{length} by {per_page}");
            }
        }
    }

    #[test]
    fn a_new_entry_leaves_every_numbered_page_alone() {
        for length in 0..60 {
            assert!(Pages::of(length + 1, 5).numbered >= Pages::of(length, 5).numbered);
        }
    }
}
