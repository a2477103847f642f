//! The site and who publishes it as linked data (schema.org `WebSite`, `NewsMediaOrganization`).
//!
//! Takes the configuration, writes JSON objects.

use crate::compile::view::parts::Source;

use super::names::Names;
use super::nodes::{Graph, Node};

/// The type of a publisher.
pub(super) const PUBLISHER: &str = "NewsMediaOrganization";

/// The publisher as an article tells of it.
pub(super) fn publisher_in_short(source: &Source<'_>, names: Names<'_>, node: &mut Node<'_>) {
    let config = source.config;
    node.text("@id", names.publisher());
    node.text("name", config.publisher.name.as_ref().unwrap_or(&config.title));
}

/// The site and its publisher, as the front page tells of them.
pub(super) fn website(source: &Source<'_>, names: Names<'_>, graph: &mut Graph<'_>) {
    let config = source.config;
    let publisher = &config.publisher;
    let address = |address: &Option<String>| address.as_deref().map(|address| names.configured(address));
    let id = names.website();
    let url = id.strip_suffix("#website").unwrap_or(&id);
    graph.thing("WebSite", |node| {
        node.text("@id", &id);
        node.text("url", url);
        node.text("name", &config.title);
        node.text("description", &config.description);
        node.text("inLanguage", &config.language);
        node.named("publisher", &names.publisher());
    });
    graph.thing(PUBLISHER, |node| {
        publisher_in_short(source, names, node);
        node.text("url", url);
        if let Some(url) = address(&publisher.logo) {
            node.thing("logo", "ImageObject", |node| node.text("url", url));
        }
        node.texts("sameAs", &publisher.same_as);
        node.maybe("publishingPrinciples", address(&publisher.publishing_principles));
        node.maybe("correctionsPolicy", address(&publisher.corrections_policy));
    });
}
