//! An article as IPTC ninjs 3.1 (<https://iptc.org/std/ninjs/>).
//!
//! Takes an article of the site, gives a JSON object. Knows nothing of where it is written.

use serde_json::{Value, json};

use crate::base::diagnostic::Finding;
use crate::compile::feeds::absolute::absolute_html;
use crate::compile::feeds::entry::{Category, Entry};
use crate::compile::markdown::inline::plain;
use crate::compile::plan::outputs::{IndexKind, organisation_url};
use crate::compile::render::Renderer;
use crate::compile::stamped::Stamped;
use crate::compile::view::article::{SourceView, source};
use crate::compile::view::notices::label as class;
use crate::compile::view::parts::label;
use crate::model::article::Article;
use crate::model::site::{ArticleId, OrganisationId};

use super::write::DocumentView;

/// The schema that it is of.
const SCHEMA: &str = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json";

impl Renderer<'_> {
    /// An article. Of one that is withdrawn there is no more than that it is, and why.
    pub(super) fn ninjs(&self, id: ArticleId) -> Result<DocumentView, Box<Finding>> {
        let article = self.source.site.article(id);
        let zone = &self.source.config.time_zone;
        let entry = self.feed_entry(id);
        let mut told = json!({
            "uri": entry.id,
            "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
            "type": "text",
            "language": entry.language,
            "firstCreated": entry.published.rfc3339(),
            "versionCreated": entry.updated.rfc3339(),
            "altIds": [{"role": "web", "value": entry.url}],
            "headlines": [{"role": "main", "contentType": "text/plain", "value": entry.title}],
        });
        let mut text = Vec::new();
        let more = if article.is_whole() {
            let expires = article.written.record.timing.expires;
            told["expires"] = expires.map(|at| Stamped::at(at, zone).rfc3339()).into();
            let whole = self.article_text(article)?;
            text.extend([whole.body_html, whole.figures_html]);
            self.usable(&entry, article)
        } else {
            let reason = article.written.record.withdrawn.as_ref();
            let reason = reason.map(|withdrawal| format!("Withdrawn: {}", plain(&withdrawal.reason)));
            json!({"pubStatus": "canceled", "edNote": reason})
        };
        if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
            told.extend(more);
        }
        Ok(DocumentView { told, text })
    }

    /// What is told of an article that is not withdrawn.
    fn usable(&self, entry: &Entry<'_>, article: &Article) -> Value {
        let written = &article.written;
        let by: Vec<&str> = entry.authors.iter().map(|(name, _)| *name).collect();
        let people =
            entry.authors.iter().map(|(name, page)| json!({"name": name, "rel": "author", "uri": page}));
        let organisations = [
            ("vendor", &article.vendors),
            ("customer", &article.customers),
            ("mentioned", &article.mentions),
        ];
        let organisations =
            organisations.iter().flat_map(|(rel, ids)| ids.iter().map(|id| self.party(*id, rel)));
        let of_topics = self.source.hrefs.absolute(&IndexKind::Topics.url()).unwrap_or_default();
        let topics = entry.categories.iter().filter(|category| category.scheme == of_topics);
        let topics = topics.map(|Category { scheme, slug, name }| {
            json!({"name": name, "rel": "about", "uri": format!("{scheme}{slug}/")})
        });
        let sources = written.sources.iter().map(|cited| {
            let SourceView { url, title, publisher, .. } = source(cited);
            json!({"name": publisher.unwrap_or(title), "role": "source", "uri": url})
        });
        let corrections = written.record.corrections.iter().map(|correction| {
            format!("{} of {}: {}", class(correction.class), correction.at.day, plain(&correction.text))
        });
        let summary = entry.summary.as_ref();
        let places = written.regions.iter().map(|name| json!({"name": name, "rel": "about"}));
        let picture = entry.picture.as_ref().map(|picture| {
            let kind = picture.media_type;
            let rendition =
                json!({"name": "main", "href": picture.url, "contentType": kind, "title": picture.alt});
            json!({"uri": picture.url, "type": "picture", "name": "hero", "renditions": [rendition]})
        });
        json!({
            "pubStatus": "usable",
            "representationType": "full",
            "by": by.join(", "),
            "located": written.dateline.as_ref().map(|dateline| &dateline.place),
            "descriptions": [
                summary.map(|text| json!({"role": "summary", "contentType": "text/plain", "value": text})),
            ],
            "people": people.collect::<Vec<_>>(),
            "organisations": organisations.collect::<Vec<_>>(),
            "places": places.collect::<Vec<_>>(),
            "subjects": topics.collect::<Vec<_>>(),
            "genres": [label(written.kind).map(|name| json!({"name": name}))],
            "infoSources": sources.collect::<Vec<_>>(),
            "associations": [picture],
            "edNote": corrections.collect::<Vec<_>>().join("\n"),
        })
    }

    fn party(&self, id: OrganisationId, rel: &str) -> Value {
        let organisation = self.source.site.organisation(id);
        let file = organisation.file.as_ref();
        let tickers = file.map(|(_, profile)| profile.tickers.as_slice()).unwrap_or_default();
        let symbols = tickers.iter().filter_map(|ticker| ticker.split_once(':'));
        let symbols = symbols.map(|(exchange, symbol)| json!({"exchange": exchange, "symbol": symbol}));
        let page = self.source.hrefs.absolute(&organisation_url(self.source.site, id));
        let symbols: Vec<Value> = symbols.collect();
        json!({"name": organisation.name, "rel": rel, "uri": page, "symbols": symbols})
    }

    /// The text of an article; its addresses are made full.
    pub(super) fn ninjs_body(&self, id: ArticleId, html: &str) -> Value {
        let article = self.source.site.article(id);
        let page = self.source.hrefs.href(&article.url);
        let html = absolute_html(html, &self.source.config.base_url.origin, &page);
        let words = article.written.body.words;
        json!([{"role": "main", "contentType": "text/html", "wordCount": words, "value": html}])
    }
}
