//! The HTML of bodies, whether it is kept or not.
//!
//! Takes a body, gives its HTML; what is not kept is made again by whoever can read the file. Must not
//! know where files lie.

use std::borrow::Cow;

use crate::base::path::SourcePath;
use crate::model::body::{Body, Html};

use super::parse::{Content, Parsed};

/// Reads and parses a file again; none where it is gone or cannot be read any more.
pub type Again<'a> = &'a (dyn Fn(&SourcePath) -> Option<Parsed> + Sync);

/// What gives the HTML of bodies.
#[derive(Clone, Copy)]
pub struct Bodies<'a> {
    /// How a file is read again.
    pub again: Again<'a>,
    /// Told of each file that is not any more what was read.
    pub lost: &'a (dyn Fn(&SourcePath) + Sync),
}

impl Bodies<'_> {
    /// Of a site whose every body is kept.
    pub fn all_kept() -> Self {
        Self { again: &|_| None, lost: &|_| {} }
    }

    /// The HTML of a body of this file; none where the file is not any more what was read.
    pub fn html<'b>(&self, path: &SourcePath, body: &'b Body) -> Option<Cow<'b, str>> {
        if let Some(text) = body.html.text() {
            return Some(Cow::Borrowed(text));
        }
        let read = || {
            let mut content = (self.again)(path)?.content?;
            let html = content.html()?;
            let same = html.hash() == body.html.hash();
            html.take().filter(|_| same).map(|text| Cow::Owned(text.into()))
        };
        let html = read();
        if html.is_none() {
            (self.lost)(path);
        }
        html
    }
}

impl Content {
    /// The HTML of its body; a deal has none.
    pub fn html(&mut self) -> Option<&mut Html> {
        Some(match self {
            Self::Article(written) => &mut written.body.html,
            Self::Organisation(profile) => &mut profile.body.html,
            Self::Person(profile) => &mut profile.body.html,
            Self::Topic(profile) => &mut profile.body.html,
            Self::Page(text) => &mut text.body.html,
            Self::Deal(_) => return None,
        })
    }
}
