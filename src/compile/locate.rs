//! From findings to diagnostics: looks places up in the texts they belong to.

use std::ops::Range;

use crate::base::diagnostic::{Diagnostic, Finding, Place, Spot};
use crate::base::source::{LineTable, SourceFile};
use crate::model::config::Config;

use super::frontmatter::fence;
use super::frontmatter::locate::Places;
use super::mentions::written::first_place;

/// The line and column of a place in this file, which has these lines.
pub fn spot(file: &SourceFile, lines: &LineTable, place: &Place, config: &Config) -> Spot {
    let text = &file.text;
    match place {
        Place::File => Spot { end_column: 1, ..Spot::within(text, lines, &(0..0)) },
        Place::Bytes(range) => Spot::within(text, lines, range),
        Place::Key(path, part) => Spot::within(text, lines, &Places::of_file(file, config).find(path, *part)),
        Place::Words(words) => Spot::within(text, lines, &find_words(text, words)),
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
    let lines = LineTable::of(&file.text);
    // The front matter is searched once, and only if a key of it is meant.
    let mut places: Option<Places<'_>> = None;
    let mut spot = |_: &_, place: &Place| match place {
        Place::Key(path, part) => {
            let places = places.get_or_insert_with(|| Places::of_file(file, config));
            Spot::within(&file.text, &lines, &places.find(path, *part))
        }
        Place::File | Place::Bytes(_) | Place::Words(_) => spot(file, &lines, place, config),
    };
    findings.into_iter().map(|finding| finding.located(&mut spot)).collect()
}
