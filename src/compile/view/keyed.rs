//! HTML inside a view, with a key that stands for it.
//!
//! A template prints the HTML; the key of the page has the key only. So a page whose key is asked for
//! need not have the HTML of the cards and bodies on it.

use serde::{Serialize, Serializer};

use crate::base::hash::Fingerprint;

/// HTML and what it is made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keyed {
    /// The HTML; empty where only the key is wanted.
    pub html: String,
    /// The hash of all that decides the HTML.
    pub key: Fingerprint,
}

impl Keyed {
    /// Nothing.
    pub fn none() -> Self {
        Self { html: String::new(), key: Fingerprint::of(&[]) }
    }
}

impl Serialize for Keyed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Templates read text; a key is made in a format that no person reads.
        if serializer.is_human_readable() {
            serializer.serialize_str(&self.html)
        } else {
            self.key.serialize(serializer)
        }
    }
}
