//! What a writer should know, at a place in a file they wrote.
//!
//! A stage that finds something makes a [`Finding`]: a code, a place as the stage knows it, and
//! words. With the file's text at hand it becomes a [`Diagnostic`], which has a line, a column and
//! the line itself. Printing them is not done here.

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use super::code::{Code, Severity};
use super::path::SourcePath;
use super::source::{LineTable, floor_char_boundary};

/// Where something is, as the stage that found it knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The file as a whole; shown at its first line.
    File,
    /// These bytes of the file's text.
    Bytes(Range<usize>),
    /// A key or value of the file's YAML; found only when it has to be shown.
    Key(KeyPath, Part),
    /// These words of the body, given as its HTML has them, where they stand first in its text; found
    /// only when they have to be shown.
    Words(String),
}

impl Place {
    /// These bytes of the file's text.
    pub fn at(range: Range<usize>) -> Self {
        Self::Bytes(range)
    }

    /// The value that stands at this path of the front matter.
    pub fn value(path: KeyPath) -> Self {
        Self::Key(path, Part::Value)
    }

    /// The last key of this path of the front matter.
    pub fn key(path: KeyPath) -> Self {
        Self::Key(path, Part::Key)
    }
}

/// Which part of a front matter entry is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// The way to a value in YAML: `authors`, second item, `name`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct KeyPath(pub Vec<Step>);

/// One step into a YAML value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Step {
    /// Into a map, by key. The first step of a path is the key's own name, whatever other name the
    /// writer used for it.
    Key(String),
    /// Into a list, from 0. On a value that is no list, 0 is the value itself.
    Item(usize),
}

impl KeyPath {
    /// The path of one key at the top.
    pub fn of(key: &str) -> Self {
        Self(vec![Step::Key(key.to_owned())])
    }

    /// This path and one key more.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key.to_owned()));
        Self(steps)
    }

    /// This path and one item more, counted from 0.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Item(index));
        Self(steps)
    }
}

/// Something found by a stage, at a place as that stage knows it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What kind of thing it is.
    pub code: Code,
    /// How bad it is; at first the code's own severity.
    pub severity: Severity,
    /// The file.
    pub file: SourcePath,
    /// Where in the file.
    pub place: Place,
    /// What is wrong, in the writer's words: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// The line as it should be.
    pub mended: Option<String>,
    /// Other places that belong to it, each with a note.
    pub related: Vec<(SourcePath, Place, String)>,
}

impl Finding {
    /// A finding with its code's own severity.
    pub fn new(code: Code, file: &SourcePath, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: file.clone(),
            place,
            message: message.into(),
            help: Vec::new(),
            mended: None,
            related: Vec::new(),
        }
    }

    /// With one more hint.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With the line as it should be.
    #[must_use]
    pub fn mended(mut self, line: impl Into<String>) -> Self {
        self.mended = Some(line.into());
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn related(mut self, file: &SourcePath, place: Place, note: impl Into<String>) -> Self {
        self.related.push((file.clone(), place, note.into()));
        self
    }

    /// The finding with its places as lines and columns. `spot` looks a place up in a file; it is
    /// asked once for each place.
    pub fn located(self, spot: &mut dyn FnMut(&SourcePath, &Place) -> Spot) -> Diagnostic {
        let related = self.related.into_iter().map(|(file, place, note)| {
            let spot = spot(&file, &place);
            Related { file, spot, note }
        });
        Diagnostic {
            related: related.collect(),
            spot: spot(&self.file, &self.place),
            code: self.code,
            severity: self.severity,
            file: self.file,
            message: self.message,
            help: self.help,
            mended: self.mended,
        }
    }
}

/// Something a writer should know, ready to be shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub file: SourcePath,
    /// Where in the file.
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// The line as it should be.
    pub mended: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// Another place that belongs to a diagnostic.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Related {
    /// The file.
    pub file: SourcePath,
    /// Where in the file.
    pub spot: Spot,
    /// What stands there.
    pub note: String,
}

/// A place as people count it, with the line it is in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The first column in characters, from 1.
    pub column: usize,
    /// The column after the last, on the same line.
    pub end_column: usize,
    /// The line without its line end; of a long one the part around the place, with `…` for the
    /// last character before what is shown, and for the first one after it.
    pub text: String,
    /// The column of the first character of `text`.
    pub text_start: usize,
    /// The column after the last of the whole line.
    pub line_end: usize,
}

/// How many characters of a line are kept on either side of a place's start.
const AROUND: usize = 120;

impl Spot {
    /// The start of a file of which no text can be shown.
    pub fn unknown() -> Self {
        Self { line: 1, column: 1, end_column: 1, text: String::new(), text_start: 1, line_end: 1 }
    }

    /// The place of these bytes in this text; cut off at the end of their first line.
    pub fn of(text: &str, range: &Range<usize>) -> Self {
        Self::within(text, &LineTable::of(text), range)
    }

    /// The same, for a text of which many places are looked up; `lines` is its table.
    pub fn within(text: &str, lines: &LineTable, range: &Range<usize>) -> Self {
        let start = floor_char_boundary(text, range.start);
        let line = lines.line(start);
        let end = floor_char_boundary(text, range.end).clamp(start, line.bytes.end.max(start));
        let column = |at| lines.chars(text, line.bytes.start..at) + 1;
        let (shown, text_start) = window(text, &line.bytes, start, column(start));
        Self {
            line: line.number,
            column: column(start),
            end_column: column(end),
            text: shown,
            text_start,
            line_end: column(line.bytes.end),
        }
    }
}

/// The part of a line around a byte, and the column at which it begins.
fn window(text: &str, line: &Range<usize>, at: usize, column: usize) -> (String, usize) {
    let (before, after) = (&text[line.start..at], &text[at..line.end.max(at)]);
    let first = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(first, _)| first);
    let last = after.char_indices().nth(AROUND).map_or(after.len(), |(last, _)| last);
    let (mut shown, mut text_start) = (String::new(), 1);
    if first > 0 {
        text_start = column - AROUND - 1;
        shown.push('…');
    }
    shown.push_str(&before[first..]);
    shown.push_str(&after[..last]);
    if last < after.len() {
        shown.push('…');
    }
    (shown, text_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_kept() {
        let text = format!("a\n{}[x](y){}\nb", "é".repeat(500), "ü".repeat(500));
        let at = text.find('[').unwrap();
        let spot = Spot::of(&text, &(at..at + 6));
        assert_eq!((spot.line, spot.column, spot.end_column, spot.line_end), (2, 501, 507, 1007));
        let shown: Vec<char> = spot.text.chars().collect();
        assert_eq!(shown.len(), 2 + 2 * AROUND);
        assert_eq!((shown[0], shown[shown.len() - 1]), ('…', '…'));
        assert_eq!(shown[spot.column - spot.text_start], '[');
    }

    #[test]
    fn a_line_that_just_fits_is_kept_whole() {
        for (before, after) in [(0, 0), (AROUND, AROUND - 1), (AROUND + 1, 0), (0, AROUND), (0, AROUND + 1)] {
            let text = format!("{}x{}", "a".repeat(before), "b".repeat(after));
            let spot = Spot::of(&text, &(before..before + 1));
            assert_eq!(spot.text.chars().nth(spot.column - spot.text_start), Some('x'), "{before} {after}");
            assert_eq!(spot.text.starts_with('…'), before > AROUND, "{before} {after}");
            assert_eq!(spot.text.ends_with('…'), after >= AROUND, "{before} {after}");
        }
    }
}
