//! Where a command's words go: data to standard output, talk to standard error.

use std::io::{self, Write};
use std::path::Path;

use crate::base::diagnostic::Diagnostic;

use super::order::sorted;
use super::{github, human, json, sarif};

/// How diagnostics are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people, on standard error.
    Human,
    /// One JSON object a line, on standard output.
    Json,
    /// SARIF 2.1.0, on standard output.
    Sarif,
    /// Commands of a GitHub workflow, on standard output.
    Github,
}

/// The two streams of a command.
pub struct Streams<'a> {
    /// Data: what a program may read.
    pub out: &'a mut (dyn Write + Send),
    /// Talk: what a person reads.
    pub err: &'a mut (dyn Write + Send),
    /// Whether talk may be coloured.
    pub colours: bool,
}

impl Streams<'_> {
    /// Prints diagnostics, sorted, each once. To people of one code only the first, unless `all` are
    /// wanted; to programs always all.
    ///
    /// # Errors
    /// A stream cannot be written.
    pub fn diagnostics(
        &mut self,
        found: Vec<Diagnostic>,
        format: Format,
        all: bool,
        root: &Path,
    ) -> io::Result<()> {
        let found = sorted(found);
        let prefix = prefix(root);
        match format {
            Format::Human => human::write(&found, &prefix, self.colours, all, self.err),
            Format::Json => json::write(&found, self.out),
            Format::Sarif => sarif::write(&found, &prefix, self.out),
            Format::Github => github::write(&found, &prefix, self.out),
        }
    }

    /// Prints a line of data.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn data(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// Prints a line of talk.
    ///
    /// # Errors
    /// The stream cannot be written.
    pub fn talk(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.err, "{line}")
    }
}

/// The way from where the program was started to the site's folder, with a slash at its end; empty
/// where that is the same.
fn prefix(root: &Path) -> String {
    match root.to_string_lossy().trim_end_matches('/') {
        "" | "." => String::new(),
        path => format!("{path}/"),
    }
}
