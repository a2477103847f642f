//! What is wrong with one value, before it is known where the value stands.
//!
//! Plain data between the checks of single values (dates, addresses, identifiers) and the reader,
//! which adds the file and the place.

use crate::base::diagnostic::Code;

/// What is wrong with one value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What kind of thing it is.
    pub code: Code,
    /// What is wrong, in the writer's words.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The value as it should be, where that can be guessed.
    pub mended: Option<String>,
}

impl Fault {
    /// A fault without a hint.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, mended: None }
    }

    /// With a hint.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the value as it should be.
    #[must_use]
    pub(super) fn mended(mut self, value: impl Into<String>) -> Self {
        self.mended = Some(value.into());
        self
    }
}
