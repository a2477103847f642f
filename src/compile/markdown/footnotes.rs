//! Footnotes in the HTML of a body: references where they stand, the notes in a list at its end.
//!
//! Takes labels and the HTML of the definitions. Numbers and ids are those of `notes`.

use super::notes::{Notes, note_id, reference_id};
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn reference(&mut self, label: &str) {
        let (number, nth) = self.notes.refer(label);
        let (id, note) = (reference_id(number, nth), note_id(number));
        self.out.push_str(&format!(
            "<sup class=\"footnote-reference\" id=\"{id}\"><a href=\"#{note}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    /// The notes, if there are any.
    pub(super) fn footnotes(&mut self) {
        let mut texts = std::mem::take(&mut self.note_texts);
        if texts.is_empty() {
            return;
        }
        let numbers = self.notes.definitions();
        // By number, and then in their order: a label defined twice is one note with two texts.
        texts.sort_by_key(|(index, _)| (numbers.get(*index).copied(), *index));
        self.block("<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        let mut texts = texts.into_iter().peekable();
        while let Some((index, mut text)) = texts.next() {
            let number = numbers.get(index).copied().unwrap_or_default();
            while let Some((_, more)) = texts.next_if(|(next, _)| numbers.get(*next) == Some(&number)) {
                text.push_str(&more);
            }
            self.block(&format!("<li id=\"{}\">\n", note_id(number)));
            push_with_links(&mut self.out, text.trim_end(), &back_links(&self.notes, number));
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// The links back stand in the note's last paragraph, if it ends with one.
fn push_with_links(out: &mut String, text: &str, links: &str) {
    match text.strip_suffix("</p>") {
        Some(text) => {
            out.push_str(text);
            out.push_str(links);
            out.push_str("</p>\n");
        }
        None => {
            out.push_str(text);
            out.push_str(links);
            out.push('\n');
        }
    }
}

fn back_links(notes: &Notes, number: usize) -> String {
    let count = notes.references(number);
    let mut links = String::new();
    for nth in 1..=count {
        let id = reference_id(number, nth);
        let (label, mark) = if nth == 1 {
            (format!("Back to reference {number}"), String::new())
        } else {
            (format!("Back to reference {number}-{nth}"), format!("<sup>{nth}</sup>"))
        };
        links.push_str(&format!(
            " <a href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩{mark}</a>"
        ));
    }
    links
}
