//! From findings to diagnostics: looks places up in the texts they belong to.

use std::cell::OnceCell;
use std::ops::Range;

use crate::base::diagnostic::{Diagnostic, Finding, Place, Spot};
use crate::base::source::{LineTable, SourceFile};
use crate::model::config::Config;

use super::frontmatter::fence;
use super::frontmatter::locate::Places;
use super::mentions::written::first_place;

/// The lines and columns of one file, which is read once for many places.
pub struct Spots<'a> {
    file: &'a SourceFile,
    config: &'a Config,
    lines: LineTable,
    // The front matter is searched only if a key of it is meant.
    places: OnceCell<Places<'a>>,
}

impl<'a> Spots<'a> {
    /// Those of this file.
    pub fn of(file: &'a SourceFile, config: &'a Config) -> Self {
        Self { file, config, lines: LineTable::of(&file.text), places: OnceCell::new() }
    }

    /// The line and column of a place in the file.
    pub fn spot(&self, place: &Place) -> Spot {
        let text = &self.file.text;
        let range = match place {
            Place::File => return Spot { end_column: 1, ..Spot::within(text, &self.lines, &(0..0)) },
            Place::Bytes(range) => range.clone(),
            Place::Key(path, part) => {
                self.places.get_or_init(|| Places::of_file(self.file, self.config)).find(path, *part)
            }
            Place::Words(words) => find_words(text, words),
        };
        Spot::within(text, &self.lines, &range)
    }
}

/// Where words stand first in the body's text; the body's first line else.
fn find_words(text: &str, words: &str) -> Range<usize> {
    let start = fence::find(text).map_or(0, |front| front.body_start);
    let body = &text[start..];
    let place = first_place(body, words).unwrap_or_else(|| {
        let blank = body.len() - body.trim_start().len();
        let line = body[blank..].lines().next().unwrap_or_default();
        blank..blank + line.trim_end().len()
    });
    start + place.start..start + place.end
}

/// Findings of which every place lies in one file.
pub fn diagnostics(findings: Vec<Finding>, file: &SourceFile, config: &Config) -> Vec<Diagnostic> {
    if findings.is_empty() {
        return Vec::new(); // Most files: no table is worth its while.
    }
    let spots = Spots::of(file, config);
    findings.into_iter().map(|finding| finding.located(&mut |_, place| spots.spot(place))).collect()
}
