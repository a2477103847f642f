//! Diagnostics as workflow commands, which GitHub shows at the lines of a change.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::base::diagnostic::{Diagnostic, Severity};

use super::advice;

/// Writes one command for each diagnostic. `prefix` is the way from the repository's root to the
/// site's folder, empty or with a slash at its end.
///
/// # Errors
/// The stream cannot be written, or was closed by its reader.
pub fn write(diagnostics: &[Diagnostic], prefix: &str, to: &mut dyn Write) -> io::Result<()> {
    diagnostics.iter().try_for_each(|diagnostic| writeln!(to, "{}", command(diagnostic, prefix)))
}

fn command(diagnostic: &Diagnostic, prefix: &str) -> String {
    let level = match diagnostic.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let spot = &diagnostic.spot;
    let mut command = format!(
        "::{level} file={},line={},col={}",
        property(&advice::path(prefix, &diagnostic.file)),
        spot.line,
        spot.column
    );
    if spot.end_column > spot.column {
        // Writing to a string cannot fail.
        let _ = write!(command, ",endColumn={}", spot.end_column);
    }
    let _ = write!(command, ",title={}::{}", diagnostic.code.as_str(), data(&advice::text(diagnostic)));
    command
}

/// The text of a command: a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: a colon or a comma would end it as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Code, Finding, Place, Spot};
    use crate::base::path::SourcePath;

    fn shown(finding: Finding, text: &str) -> String {
        let found = finding.located(&mut |_, place| match place {
            Place::Bytes(range) => Spot::of(text, range),
            _ => Spot::unknown(),
        });
        let mut out = Vec::new();
        write(&[found], "site/", &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_diagnostic_is_one_command_with_its_place() {
        let file = SourcePath::new("content/a.md");
        let finding = Finding::new(Code::UnquotedColon, &file, Place::at(7..17), "quote this value")
            .mended("title: \"Acme: wins\"");
        assert_eq!(
            shown(finding, "title: Acme: wins"),
            "::error file=site/content/a.md,line=1,col=8,endColumn=18,title=unquoted-colon::\
             quote this value%0Awrite: title: \"Acme: wins\"\n"
        );
    }

    #[test]
    fn nothing_in_a_name_or_message_can_end_the_command() {
        let file = SourcePath::new("content/a,line=9::b%\n.md");
        let finding = Finding::new(Code::DraftLeftOut, &file, Place::File, "100 %\r\n::error::x");
        assert_eq!(
            shown(finding, ""),
            "::notice file=site/content/a%2Cline=9%3A%3Ab%25%0A.md,line=1,col=1,title=draft-left-out::\
             100 %25%0D%0A::error::x\n"
        );
    }
}
