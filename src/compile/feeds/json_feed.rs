//! JSON Feed 1.1 (jsonfeed.org).
//!
//! Takes a feed's head and items, gives JSON.

use serde::Serialize;

use super::write::{Head, Item};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    items: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    /// It must be there (or `content_text`): where there is no text, the standfirst stands for it.
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    url: &'a str,
}

/// Writes a feed.
pub(super) fn write(head: &Head<'_>, items: &[Item<'_>], to: &mut Vec<u8>) {
    let hubs = head.hub.iter().map(|url| Hub { kind: "WebSub", url });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &head.title,
        home_page_url: &head.page,
        feed_url: &head.own,
        description: head.description,
        language: head.language,
        hubs: hubs.collect(),
        items: items.iter().map(told).collect(),
    };
    // A struct of texts cannot fail, and memory does not.
    let _ = serde_json::to_writer(&mut *to, &document);
    to.push(b'\n');
}

fn told<'a>(item: &'a Item<'_>) -> Told<'a> {
    let entry = &item.entry;
    let authors = entry.authors.iter().map(|(name, url)| Author { name, url });
    let summary = entry.summary_html.as_deref();
    Told {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html: item.content_html.as_deref().or(summary).unwrap_or_default(),
        summary: item.content_html.as_ref().and(entry.summary.clone()),
        image: entry.picture.as_ref().map(|picture| picture.url.as_str()),
        date_published: entry.published.rfc3339(),
        date_modified: entry.updated.rfc3339(),
        authors: authors.collect(),
        tags: entry.categories.iter().map(|category| category.name).collect(),
        language: entry.language,
    }
}
