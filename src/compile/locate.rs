//! From findings to diagnostics: looks places up in the texts they belong to.

use crate::base::diagnostic::{Diagnostic, Finding, Place, Spot};
use crate::base::source::{LineTable, SourceFile};
use crate::model::config::Config;

use super::frontmatter::locate::{Places, locate};

/// The line and column of a place in this file, which has these lines.
pub fn spot(file: &SourceFile, lines: &LineTable, place: &Place, config: &Config) -> Spot {
    let text = &file.text;
    match place {
        Place::File => Spot { end_column: 1, ..Spot::within(text, lines, &(0..0)) },
        Place::Bytes(range) => Spot::within(text, lines, range),
        Place::Key(path, part) => Spot::within(text, lines, &locate(text, path, *part, config)),
    }
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
            let places = places.get_or_insert_with(|| Places::new(&file.text, config));
            Spot::within(&file.text, &lines, &places.find(path, *part))
        }
        Place::File | Place::Bytes(_) => spot(file, &lines, place, config),
    };
    findings.into_iter().map(|finding| finding.located(&mut spot)).collect()
}
