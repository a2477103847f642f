//! The site and who publishes it as linked data (schema.org `WebSite`, `NewsMediaOrganization`).
//!
//! Takes the configuration, gives JSON objects.

use serde_json::{Value, json};

use crate::compile::view::parts::Source;

use super::names::Names;

/// The publisher as an article tells of it.
pub(super) fn publisher_in_short(source: &Source<'_>, names: Names<'_>) -> Value {
    let config = source.config;
    let name = config.publisher.name.as_ref().unwrap_or(&config.title);
    json!({"@type": "NewsMediaOrganization", "@id": names.publisher(), "name": name})
}

/// The site and its publisher, as the front page tells of them.
pub(super) fn website(source: &Source<'_>, names: Names<'_>) -> [Value; 2] {
    let config = source.config;
    let publisher = &config.publisher;
    let address = |address: &Option<String>| address.as_deref().map(|address| names.configured(address));
    let url = names.website();
    let url = url.strip_suffix("#website").unwrap_or(&url);
    let site = json!({
        "@type": "WebSite",
        "@id": names.website(),
        "url": url,
        "name": config.title,
        "description": config.description,
        "inLanguage": config.language,
        "publisher": {"@id": names.publisher()},
    });
    let mut told = publisher_in_short(source, names);
    let more = json!({
        "url": url,
        "logo": address(&publisher.logo).map(|url| json!({"@type": "ImageObject", "url": url})),
        "sameAs": publisher.same_as,
        "publishingPrinciples": address(&publisher.publishing_principles),
        "correctionsPolicy": address(&publisher.corrections_policy),
    });
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    [site, told]
}
