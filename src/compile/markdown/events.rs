//! A body as the parser sees it: parsed once, for all that reads it.
//!
//! Takes a body's Markdown and the site's choices, gives the parser's events with their places in
//! it. Must not know what becomes of them.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::foreign::{Construct, constructs};
use super::mask::Mask;
use super::options::{MarkdownOptions, syntax};

/// Prose makes an event in rarely less than this many bytes.
const BYTES_AN_EVENT: usize = 16;

/// A body, its foreign markup hidden from the parser.
pub struct Text<'a> {
    pub(super) options: MarkdownOptions,
    pub(super) constructs: Vec<Construct>,
    pub(super) mask: Mask<'a>,
}

/// What the parser makes of a body, each event with its place in it in bytes.
pub struct Events<'t>(Vec<(Event<'t>, Range<usize>)>);

impl<'a> Text<'a> {
    /// A body to be parsed.
    pub fn new(markdown: &'a str, options: MarkdownOptions) -> Self {
        let constructs = constructs(markdown);
        Self { options, mask: Mask::new(markdown, &constructs), constructs }
    }

    /// Parses it.
    pub fn events(&self) -> Events<'_> {
        let text = self.mask.text();
        let syntax = syntax(self.options.smart_punctuation);
        // Room for as many as prose makes; growing on the way would copy them all, several times.
        let mut events = Vec::with_capacity(text.len() / BYTES_AN_EVENT + 16);
        events.extend(Parser::new_ext(text, syntax).into_offset_iter());
        Events(events)
    }
}

impl<'t> Events<'t> {
    /// The events with their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(Event<'t>, Range<usize>)> {
        self.0.iter()
    }
}

/// The text of an event without the typographic marks of the parser, each of which is an event of
/// its own: text is compared and made into ids as it was typed.
pub(super) fn as_typed<'t>(text: &'t str, mask: &'t Mask<'_>, range: &Range<usize>) -> &'t str {
    if !matches!(text, "‘" | "’" | "“" | "”" | "–" | "—" | "…") {
        return text;
    }
    // Anything else that stands there, such as an entity, means the mark itself.
    let typed = mask.text().get(range.clone());
    typed.filter(|typed| matches!(*typed, "'" | "\"" | "--" | "---" | "...")).unwrap_or(text)
}
