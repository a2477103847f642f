//! Links and images in the HTML of a body.
//!
//! Takes destinations as written, gives tags. An address that is not allowed is left out, its text
//! stays.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::model::body::LinkKind;
use crate::model::config::RawHtml;

use super::escape;
use super::sanitise;
use super::slots::push_slot;
use super::writer::{Addresses, Writer};

/// An image of which the text is still being read.
pub(super) struct OpenImage {
    /// The tag up to its alternative text; `None` where only the text stays.
    start: Option<String>,
    alt: String,
    /// The tag behind it.
    end: String,
    /// How many images are open within it.
    depth: usize,
}

/// The kind of link, and its destination in full.
pub(super) fn kind_of(link_type: LinkType, destination: &str) -> (LinkKind, String) {
    match link_type {
        LinkType::WikiLink { .. } => (LinkKind::Wiki, destination.trim().to_owned()),
        LinkType::Email => (LinkKind::Link, format!("mailto:{destination}")),
        _ => (LinkKind::Link, destination.to_owned()),
    }
}

/// A link of which the text is still being written.
pub(super) struct OpenLink {
    /// The tag behind it.
    end: &'static str,
    /// What a wiki link shows if it has no text.
    target: String,
    /// Where its text begins.
    text_at: usize,
}

/// Appends a destination: as a slot, or as it was written.
fn push_address(out: &mut String, addresses: Addresses, kind: LinkKind, written: &str) {
    match addresses {
        Addresses::Open => push_slot(out, kind, written),
        Addresses::AsWritten => escape::address(out, written),
    }
}

impl Writer<'_> {
    pub(super) fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let empty = self.out.get(link.text_at..).is_some_and(|text| text.trim().is_empty());
        if empty && !link.target.is_empty() {
            self.out.truncate(link.text_at);
            escape::text(&mut self.out, &link.target);
        }
        self.out.push_str(link.end);
    }

    pub(super) fn link(&mut self, link_type: LinkType, destination: &str, title: &str) {
        let (kind, written) = kind_of(link_type, &self.mask.restore(destination));
        let end = if self.is_refused(kind, &written) {
            ""
        } else {
            self.out.push_str("<a href=\"");
            push_address(&mut self.out, self.addresses, kind, &written);
            self.out.push('"');
            if !title.is_empty() {
                self.attribute("title", title);
            }
            self.out.push('>');
            "</a>"
        };
        // `[[Nokia|]]` has no text of its own.
        let target = if kind == LinkKind::Wiki { written } else { String::new() };
        self.links.push(OpenLink { end, target, text_at: self.out.len() });
    }

    /// Whether no link may be made of a destination.
    fn is_refused(&self, kind: LinkKind, written: &str) -> bool {
        // A wiki link is a name, which may have a colon.
        let is_address = kind != LinkKind::Wiki && self.raw_html != RawHtml::Allow;
        is_address && sanitise::refused(written, kind == LinkKind::Image).is_some()
    }

    pub(super) fn open_image(&mut self, destination: &str, title: &str) {
        let written = self.mask.restore(destination).into_owned();
        let start = (!self.is_refused(LinkKind::Image, &written)).then(|| {
            let mut start = String::from("<img src=\"");
            push_address(&mut start, self.addresses, LinkKind::Image, &written);
            start.push_str("\" alt=\"");
            start
        });
        let mut end = String::from("\"");
        if !title.is_empty() {
            end.push_str(" title=\"");
            escape::attribute(&mut end, &self.mask.restore(title));
            end.push('"');
        }
        end.push_str(self.void_end);
        self.image = Some(OpenImage { start, alt: String::new(), end, depth: 0 });
    }

    /// One event between the beginning and the end of an image: only its text counts.
    pub(super) fn image_event(&mut self, event: &Event<'_>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Start(Tag::Image { .. }) => image.depth += 1,
            Event::End(TagEnd::Image) if image.depth > 0 => image.depth -= 1,
            Event::End(TagEnd::Image) => self.close_image(),
            Event::Text(text) | Event::Code(text) => image.alt.push_str(&self.mask.restore(text)),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    fn close_image(&mut self) {
        let Some(image) = self.image.take() else { return };
        match image.start {
            Some(start) => {
                self.out.push_str(&start);
                escape::attribute(&mut self.out, &image.alt);
                self.out.push_str(&image.end);
            }
            None => escape::text(&mut self.out, &image.alt),
        }
    }
}
