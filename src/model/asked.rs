//! A question that a template asked while an output was made, as it is kept with the output.
//!
//! Knows nothing of what can be asked, and of who answers.

use serde::{Deserialize, Serialize};

use crate::base::hash::Fingerprint;
use crate::base::path::SourcePath;

/// A question, where it was asked, and what stands for its answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The question in its one written form: `articles(limit=5, vendor="Nokia")`.
    pub question: String,
    /// The template in which it stands.
    pub template: SourcePath,
    /// Where it begins and ends there, in bytes.
    pub at: (usize, usize),
    /// The hash of the answer.
    pub answer: Fingerprint,
}
