//! From findings to diagnostics: looks places up in the texts they belong to.

use crate::base::diagnostic::{Diagnostic, Finding, Place, Spot};
use crate::base::source::SourceFile;
use crate::model::config::Config;

use super::frontmatter::locate::locate;

/// The line and column of a place in this file.
pub fn spot(file: &SourceFile, place: &Place, config: &Config) -> Spot {
    match place {
        Place::File => Spot { end_column: 1, ..Spot::of(&file.text, &(0..0)) },
        Place::Bytes(range) => Spot::of(&file.text, range),
        Place::Key(path, part) => Spot::of(&file.text, &locate(&file.text, path, *part, config)),
    }
}

/// Findings of which every place lies in one file.
pub fn diagnostics(findings: Vec<Finding>, file: &SourceFile, config: &Config) -> Vec<Diagnostic> {
    let mut spot = |_: &_, place: &Place| spot(file, place, config);
    findings.into_iter().map(|finding| finding.located(&mut spot)).collect()
}
