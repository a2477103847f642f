//! Diagnostics for other programs: one JSON object a line.
//!
//! The fields are those of [`Diagnostic`]; columns count characters from 1.

use std::io::{self, Write};

use crate::base::diagnostic::Diagnostic;

/// Writes one line for each diagnostic. Paths are relative to the site's folder.
///
/// # Errors
/// The stream cannot be written, or was closed by its reader.
pub fn write(diagnostics: &[Diagnostic], to: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        serde_json::to_writer(&mut *to, diagnostic)?;
        to.write_all(b"\n")?;
    }
    Ok(())
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
