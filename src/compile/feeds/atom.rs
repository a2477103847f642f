//! The Atom Syndication Format (RFC 4287), with withdrawn entries as RFC 6721 tells them.
//!
//! Takes a feed's head and items, gives XML.

use crate::compile::xml::{HEAD, attribute, element};

use super::write::{Head, Item};

/// Writes a feed.
pub(super) fn write(head: &Head<'_>, items: &[Item<'_>], to: &mut Vec<u8>) {
    to.extend_from_slice(HEAD.as_bytes());
    to.extend_from_slice(b"<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    if !head.withdrawn.is_empty() {
        attribute("xmlns:at", "http://purl.org/atompub/tombstones/1.0", to);
    }
    attribute("xml:lang", head.language, to);
    to.extend_from_slice(b">\n");
    element("id", &head.id, to);
    element("title", &head.title, to);
    if !head.description.is_empty() {
        element("subtitle", head.description, to);
    }
    element("updated", &head.updated.rfc3339(), to);
    link(&[("rel", "self"), ("type", "application/atom+xml"), ("href", &head.own)], to);
    link(&[("rel", "alternate"), ("type", "text/html"), ("href", &head.page)], to);
    if let Some(hub) = head.hub {
        link(&[("rel", "hub"), ("href", hub)], to);
    }
    element("generator", "Dateline", to);
    to.push(b'\n');
    for item in items {
        entry(head, item, to);
    }
    for (id, at) in &head.withdrawn {
        to.extend_from_slice(b"<at:deleted-entry");
        attribute("ref", id, to);
        attribute("when", &at.rfc3339(), to);
        to.extend_from_slice(b"/>\n");
    }
    to.extend_from_slice(b"</feed>\n");
}

fn link(attributes: &[(&str, &str)], to: &mut Vec<u8>) {
    to.extend_from_slice(b"<link");
    for (name, value) in attributes {
        attribute(name, value, to);
    }
    to.extend_from_slice(b"/>");
}

fn entry(head: &Head<'_>, item: &Item<'_>, to: &mut Vec<u8>) {
    let entry = &item.entry;
    to.extend_from_slice(b"<entry");
    if entry.language != head.language {
        attribute("xml:lang", entry.language, to);
    }
    to.push(b'>');
    element("id", &entry.id, to);
    element("title", &entry.title, to);
    link(&[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)], to);
    element("published", &entry.published.rfc3339(), to);
    element("updated", &entry.updated.rfc3339(), to);
    for (name, address) in &entry.authors {
        person(name, Some(address), to);
    }
    if entry.authors.is_empty() {
        // An entry without an author needs one (RFC 4287, section 4.1.2): the newsroom.
        person(&head.title, None, to);
    }
    for category in &entry.categories {
        to.extend_from_slice(b"<category");
        attribute("term", category.slug, to);
        attribute("scheme", &category.scheme, to);
        attribute("label", category.name, to);
        to.extend_from_slice(b"/>");
    }
    if let Some(picture) = &entry.picture {
        let kind = picture.media_type.map(|kind| ("type", kind));
        let mut attributes = vec![("rel", "enclosure"), ("href", picture.url.as_str())];
        attributes.extend(kind);
        link(&attributes, to);
    }
    if let Some(summary) = &entry.summary_html {
        html("summary", summary, to);
    }
    if let Some(content) = &item.content_html {
        html("content", content, to);
    }
    to.extend_from_slice(b"</entry>\n");
}

fn person(name: &str, address: Option<&str>, to: &mut Vec<u8>) {
    to.extend_from_slice(b"<author>");
    element("name", name, to);
    if let Some(address) = address {
        element("uri", address, to);
    }
    to.extend_from_slice(b"</author>");
}

/// HTML as escaped text (RFC 4287, section 3.1.1.2).
fn html(name: &str, html: &str, to: &mut Vec<u8>) {
    let mut inner = Vec::with_capacity(html.len() + html.len() / 4);
    element(name, html, &mut inner);
    to.push(b'<');
    to.extend_from_slice(name.as_bytes());
    attribute("type", "html", to);
    to.extend_from_slice(&inner[1 + name.len()..]);
}
