//! The numbers and ids of footnotes.
//!
//! Takes labels in the order in which a body uses and defines them, gives numbers: both passes
//! over a body count with this, and so agree. Must not know HTML.

use std::collections::HashMap;

/// Counts footnotes. A note has the number of its first reference; one that nothing refers to
/// comes last.
#[derive(Default)]
pub(super) struct Notes {
    numbers: HashMap<String, usize>,
    /// By number - 1: how many references it has.
    references: Vec<usize>,
    /// Labels that are defined, in order, and how often each was.
    defined: Vec<String>,
}

impl Notes {
    /// The number of a note that is referred to here, and which of its references this is (from 1).
    pub(super) fn refer(&mut self, label: &str) -> (usize, usize) {
        let number = self.number(label);
        self.references[number - 1] += 1;
        (number, self.references[number - 1])
    }

    /// A note is defined here; gives the place of this definition among all.
    pub(super) fn define(&mut self, label: &str) -> usize {
        self.defined.push(label.to_lowercase());
        self.defined.len() - 1
    }

    /// The definitions in their order with their numbers; a label that is defined twice comes twice.
    pub(super) fn definitions(&mut self) -> Vec<usize> {
        let defined = std::mem::take(&mut self.defined);
        defined.iter().map(|label| self.number(label)).collect()
    }

    /// How many references this note has.
    pub(super) fn references(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|index| self.references.get(index)).copied().unwrap_or_default()
    }

    /// The ids of all notes and references.
    pub(super) fn anchors(mut self) -> Vec<String> {
        let mut numbers = self.definitions();
        numbers.sort_unstable();
        numbers.dedup();
        let mut anchors = Vec::with_capacity(numbers.len() * 2);
        for number in numbers {
            anchors.push(note_id(number));
            anchors.extend((1..=self.references(number)).map(|nth| reference_id(number, nth)));
        }
        anchors
    }

    fn number(&mut self, label: &str) -> usize {
        let next = self.references.len() + 1;
        let number = *self.numbers.entry(label.to_lowercase()).or_insert(next);
        if number == next {
            self.references.push(0);
        }
        number
    }
}

/// The id of a note.
pub(super) fn note_id(number: usize) -> String {
    format!("fn-{number}")
}

/// The id of a reference to a note.
pub(super) fn reference_id(number: usize, nth: usize) -> String {
    if nth < 2 { format!("fnref-{number}") } else { format!("fnref-{number}-{nth}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_numbered_by_their_first_reference_and_unused_ones_come_last() {
        let mut notes = Notes::default();
        notes.define("unused");
        notes.define("b");
        notes.define("a");
        assert_eq!(notes.refer("A"), (1, 1));
        assert_eq!(notes.refer("b"), (2, 1));
        assert_eq!(notes.refer("a"), (1, 2));
        assert_eq!(notes.definitions(), [3, 2, 1]);
        assert_eq!(notes.references(3), 0);
    }

    #[test]
    fn every_note_and_reference_has_an_id() {
        let mut notes = Notes::default();
        notes.refer("a");
        notes.refer("a");
        notes.define("a");
        notes.define("a");
        assert_eq!(notes.anchors(), ["fn-1", "fnref-1", "fnref-1-2"]);
    }
}
