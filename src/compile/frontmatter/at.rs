//! The way to a value of a front matter, as the reader goes it.
//!
//! Plain data: gives the path that a finding keeps, the way in words, and the example of its key.

use crate::base::diagnostic::KeyPath;

use super::deal_keys;
use super::keys;

/// The way to a value, without a copy until it is needed.
#[derive(Clone, Copy)]
pub(super) enum At<'p> {
    /// The whole of a file that is one thing.
    Root,
    Top(&'p str),
    Key(&'p At<'p>, &'p str),
    Item(&'p At<'p>, usize),
}

impl At<'_> {
    pub(super) fn path(self) -> KeyPath {
        match self {
            Self::Root => KeyPath::default(),
            Self::Top(key) => KeyPath::of(key),
            Self::Key(parent, key) => parent.path().key(key),
            Self::Item(parent, index) => parent.path().item(index),
        }
    }

    /// A line that shows how the key is written that the value stands under; empty where none is
    /// known. The keys of a deal have their own, for they mean other things than those of an article.
    pub(super) fn example(&self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Top(key) => keys::example(key),
            Self::Key(Self::Root | Self::Item(Self::Top("deals"), _), key) => deal_keys::example(key),
            Self::Key(parent, _) | Self::Item(parent, _) => parent.example(),
        }
    }

    /// The way in words: “`src` in `hero`”.
    pub(super) fn words(self) -> String {
        match self {
            Self::Root => "this file".to_owned(),
            Self::Top(key) | Self::Key(Self::Root, key) => format!("`{key}`"),
            Self::Key(parent, key) => format!("`{key}` in {}", parent.words()),
            Self::Item(parent, index) => format!("item {} of {}", index + 1, parent.words()),
        }
    }
}
