//! What a writer should know, at a place in a file they wrote.
//!
//! A stage that finds something makes a [`Finding`]: a code, a place as the stage knows it, and
//! words. With the file's text at hand it becomes a [`Diagnostic`], which has a line, a column and
//! the line itself. Printing them is not done here.

use std::ops::Range;

use serde::Serialize;

pub use super::code::{Code, Severity};
use super::path::SourcePath;
use super::source::{floor_char_boundary, line_col, line_range};

/// Where something is, as the stage that found it knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The file as a whole; shown at its first line.
    File,
    /// These bytes of the file's text.
    Bytes(Range<usize>),
    /// A key or value of the file's YAML; found only when it has to be shown.
    Key(KeyPath, Part),
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
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct KeyPath(pub Vec<Step>);

/// One step into a YAML value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
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
#[derive(Clone, Debug, Serialize)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The file.
    pub file: SourcePath,
    /// Where in the file.
    #[serde(flatten)]
    pub spot: Spot,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Vec<String>,
    /// The line as it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mended: Option<String>,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
}

/// Another place that belongs to a diagnostic.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    /// The file.
    pub file: SourcePath,
    /// Where in the file.
    #[serde(flatten)]
    pub spot: Spot,
    /// What stands there.
    pub note: String,
}

/// A place as people count it, with the line it is in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Spot {
    /// The line, from 1.
    pub line: usize,
    /// The first column in characters, from 1.
    pub column: usize,
    /// The column after the last, on the same line.
    pub end_column: usize,
    /// The whole line, without its line end.
    pub text: String,
}

impl Spot {
    /// The start of a file of which no text can be shown.
    pub fn unknown() -> Self {
        Self { line: 1, column: 1, end_column: 1, text: String::new() }
    }

    /// The place of these bytes in this text; cut off at the end of their first line.
    pub fn of(text: &str, range: &Range<usize>) -> Self {
        let start = floor_char_boundary(text, range.start);
        let line = line_range(text, start);
        let end = floor_char_boundary(text, range.end).clamp(start, line.end.max(start));
        let at = line_col(text, start);
        Self {
            line: at.line,
            column: at.col,
            end_column: at.col + text[start..end].chars().count(),
            text: text[line].to_owned(),
        }
    }
}
