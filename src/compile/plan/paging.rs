//! Long lists, paged from the oldest.
//!
//! A numbered page is made only when it is full, so it never changes again: a new article changes
//! the list's front, and now and then adds one page. The front shows the newest entries, and may
//! repeat some of the last numbered page so that it is never short.

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
        let front = length.saturating_sub(per_page)..length;
        Self { numbered: front.start.div_ceil(per_page), front }
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
    fn every_entry_is_on_a_page_and_numbered_pages_are_full() {
        for per_page in 1..7 {
            for length in 0..60 {
                let pages = Pages::of(length, per_page);
                let mut shown = vec![false; length];
                shown[pages.front.clone()].fill(true);
                for number in 1..=pages.numbered {
                    let range = numbered(number, per_page);
                    assert_eq!(range.len(), per_page);
                    shown[range].fill(true); // Panics past the end: a page that is not full.
                }
                assert!(shown.iter().all(|shown| *shown), "{length} by {per_page}");
                assert_eq!(pages.front.len(), length.min(per_page));
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
