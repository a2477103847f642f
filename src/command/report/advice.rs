//! What the formats have in common: the path as it is shown, and help as lines of text.

use crate::base::diagnostic::Diagnostic;
use crate::base::path::SourcePath;

/// The file as seen from where the program was started; `prefix` is the way to the site's folder,
/// empty or with a slash at its end.
pub(super) fn path(prefix: &str, file: &SourcePath) -> String {
    format!("{prefix}{file}")
}

/// The message, and a line for each help and for the mended line.
pub(super) fn text(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    if let Some(mended) = &diagnostic.mended {
        text.push_str("\nwrite: ");
        text.push_str(mended);
    }
    text
}
