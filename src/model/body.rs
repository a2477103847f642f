//! A text in Markdown as it is kept: its HTML, in which the addresses are still open, and what is known of it.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::base::hash::Fingerprint;

/// One Markdown body: its HTML and a summary of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// Its HTML, with a slot for the address of every link and image: where they lead is known when
    /// the whole site is.
    pub html: Html,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Further ids that a link may lead to: of raw HTML and footnotes.
    pub anchors: Vec<String>,
    /// Its links and images, in order.
    pub links: Vec<Link>,
    /// Which quotes of the front matter its text has, by their places there.
    pub said: Vec<usize>,
    /// Its blocks that stand for something else, in order; the HTML has a slot for each.
    pub placed: Vec<Placed>,
    /// Words outside code; each Chinese or Japanese character counts as one.
    pub words: usize,
    /// Whether a heading of the first level occurs, so that all are set one level down.
    pub lower_headings: bool,
}

/// The HTML of a body. Its hash stands for it wherever it need not be printed: of a large site, and of
/// what an earlier build has read, the text is not kept but made again from its file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Html {
    hash: Fingerprint,
    #[serde(skip)]
    text: Option<Box<str>>,
}

impl Html {
    /// This text, kept.
    pub fn of(text: Box<str>) -> Self {
        Self { hash: Fingerprint::of(text.as_bytes()), text: Some(text) }
    }

    /// What stands for the text.
    pub fn hash(&self) -> Fingerprint {
        self.hash
    }

    /// The text, where it is kept.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The text, where it was kept; it is not any more.
    pub fn take(&mut self) -> Option<Box<str>> {
        self.text.take()
    }
}

impl Default for Html {
    fn default() -> Self {
        Self::of("".into())
    }
}

/// A fenced block that stands for something that it names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Placed {
    /// The word after the fence, which says what sort of thing is meant.
    pub word: Cow<'static, str>,
    /// What it names: its content, without blanks around it.
    pub name: String,
    /// The name's place in the file's text, in bytes; that of the block where it names nothing.
    pub place: Range<usize>,
}

/// One heading.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Heading {
    /// The level as printed, 2 to 6.
    pub level: u8,
    /// Its id, unique in the body.
    pub id: String,
    /// Its plain text.
    pub text: String,
}

/// One link or image.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// The destination as written, or the name in a wiki link.
    pub to: String,
    /// The destination's place in the file's text, in bytes.
    pub place: Range<usize>,
}

/// The kinds of link.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LinkKind {
    /// `[text](to)`, a reference link or a bare address.
    Link,
    /// `![alt](to)`.
    Image,
    /// `[[to]]` or `[[to|text]]`.
    Wiki,
}
