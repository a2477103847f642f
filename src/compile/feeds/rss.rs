//! RSS 2.0, with the names of authors as Dublin Core has them, texts as `content:encoded`, pictures as Media RSS.
//!
//! Takes a feed's head and items, gives XML. A picture is no `enclosure`: that needs its length in bytes.

use crate::compile::xml::{HEAD, attribute, element};

use super::write::{Head, Item};

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

/// Writes a feed.
pub(super) fn write(head: &Head<'_>, items: &[Item<'_>], to: &mut Vec<u8>) {
    to.extend_from_slice(HEAD.as_bytes());
    to.extend_from_slice(b"<rss version=\"2.0\"");
    for (name, value) in NAMESPACES {
        attribute(name, value, to);
    }
    to.extend_from_slice(b">\n<channel>");
    element("title", &head.title, to);
    element("link", &head.page, to);
    // It must be there, and may not be empty for all readers.
    element("description", if head.description.is_empty() { &head.title } else { head.description }, to);
    element("language", head.language, to);
    element("lastBuildDate", &head.updated.rfc822(), to);
    element("generator", "Dateline", to);
    for (rel, address) in
        [Some(("self", head.own.as_str())), head.hub.map(|hub| ("hub", hub))].into_iter().flatten()
    {
        to.extend_from_slice(b"<atom:link");
        attribute("rel", rel, to);
        attribute("href", address, to);
        if rel == "self" {
            attribute("type", "application/rss+xml", to);
        }
        to.extend_from_slice(b"/>");
    }
    to.push(b'\n');
    for item in items {
        write_item(item, to);
    }
    to.extend_from_slice(b"</channel>\n</rss>\n");
}

fn write_item(item: &Item<'_>, to: &mut Vec<u8>) {
    let entry = &item.entry;
    to.extend_from_slice(b"<item>");
    element("title", &entry.title, to);
    element("link", &entry.url, to);
    to.extend_from_slice(b"<guid isPermaLink=\"false\">");
    let mut guid = Vec::new();
    element("guid", &entry.id, &mut guid);
    to.extend_from_slice(&guid["<guid>".len()..]);
    element("pubDate", &entry.published.rfc822(), to);
    for (name, _) in &entry.authors {
        element("dc:creator", name, to);
    }
    for category in &entry.categories {
        to.extend_from_slice(b"<category");
        attribute("domain", &category.scheme, to);
        let mut name = Vec::new();
        element("category", category.name, &mut name);
        to.extend_from_slice(&name["<category".len()..]);
    }
    if let Some(summary) = &entry.summary_html {
        element("description", summary, to);
    }
    if let Some(content) = &item.content_html {
        element("content:encoded", content, to);
    }
    if let Some(picture) = &entry.picture {
        to.extend_from_slice(b"<media:content");
        attribute("url", &picture.url, to);
        attribute("medium", "image", to);
        if let Some(kind) = picture.media_type {
            attribute("type", kind, to);
        }
        to.push(b'>');
        if !picture.alt.is_empty() {
            element("media:description", picture.alt, to);
        }
        to.extend_from_slice(b"</media:content>");
    }
    to.extend_from_slice(b"</item>\n");
}
