//! Diagnostics for other programs: one JSON object a line.
//!
//! Columns count characters from 1.

use std::io::{self, Write};

use serde::Serialize;

use crate::base::diagnostic::{Code, Diagnostic, Related, Severity, Spot};
use crate::base::path::SourcePath;

/// A diagnostic as other programs see it.
#[derive(Serialize)]
struct Shown<'a> {
    code: Code,
    severity: Severity,
    file: &'a SourcePath,
    #[serde(flatten)]
    spot: ShownSpot<'a>,
    message: &'a str,
    help: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    mended: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<ShownRelated<'a>>,
}

#[derive(Serialize)]
struct ShownRelated<'a> {
    file: &'a SourcePath,
    #[serde(flatten)]
    spot: ShownSpot<'a>,
    note: &'a str,
}

#[derive(Serialize)]
struct ShownSpot<'a> {
    line: usize,
    column: usize,
    end_column: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_start: Option<usize>,
}

/// Writes one line for each diagnostic. Paths are relative to the site's folder.
///
/// # Errors
/// The stream cannot be written, or was closed by its reader.
pub fn write(diagnostics: &[Diagnostic], to: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *to, &shown(diagnostic))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

fn shown(diagnostic: &Diagnostic) -> Shown<'_> {
    let Diagnostic { code, severity, file, spot, message, help, mended, related } = diagnostic;
    let related = related.iter().map(|Related { file, spot, note }| ShownRelated {
        file,
        spot: shown_spot(spot),
        note,
    });
    Shown {
        code: *code,
        severity: *severity,
        file,
        spot: shown_spot(spot),
        message,
        help,
        mended: mended.as_deref(),
        related: related.collect(),
    }
}

/// The line is cut only where it is long; nearly always it begins at its first column.
fn shown_spot(spot: &Spot) -> ShownSpot<'_> {
    let Spot { line, column, end_column, text, text_start, line_end: _ } = spot;
    let text_start = Some(*text_start).filter(|start| *start != 1);
    ShownSpot { line: *line, column: *column, end_column: *end_column, text, text_start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Code, Finding, Place, Spot};
    use crate::base::path::SourcePath;

    #[test]
    fn each_diagnostic_is_one_object_on_one_line() {
        let text = "---\ntitle: Acme: wins\n";
        let finding =
            Finding::new(Code::UnquotedColon, &SourcePath::new("content/a.md"), Place::at(11..21), "a\nb")
                .mended("title: \"Acme: wins\"");
        let found = finding.located(&mut |_, _| Spot::of(text, &(11..21)));
        let mut out = Vec::new();
        write(&[found.clone(), found], &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.lines().count(), 2);
        let value: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
        assert_eq!(value["code"], "unquoted-colon");
        assert_eq!(value["severity"], "error");
        assert_eq!(value["file"], "content/a.md");
        assert_eq!(
            (&value["line"], &value["column"], &value["end_column"]),
            (&2.into(), &8.into(), &18.into())
        );
        assert_eq!(value["text"], "title: Acme: wins");
        assert_eq!(value["mended"], "title: \"Acme: wins\"");
    }
}
