//! An article as linked data (schema.org `NewsArticle` and its kinds).
//!
//! Takes an article of the site, gives a JSON object. All in it stands on the article's page as well, so that the key
//! of the page tells of every change. Must not know templates.

use serde_json::{Value, json};

use crate::base::time::PartialDate;
use crate::compile::markdown::inline::plain;
use crate::compile::people::post_then;
use crate::compile::view::article::{SourceView, dateline};
use crate::compile::view::page::PageView;
use crate::compile::view::parts::{DateView, Source, label};
use crate::model::article::{Article, ArticleKind, Source as CitedSource};
use crate::model::site::{ArticleId, OrganisationId};

use super::names::Names;
use super::publisher::publisher_in_short;

/// The type of an article. Press releases are no news articles.
fn kind(kind: ArticleKind) -> &'static str {
    match kind {
        ArticleKind::News | ArticleKind::Briefing | ArticleKind::Interview | ArticleKind::Poll => {
            "NewsArticle"
        }
        ArticleKind::Analysis => "AnalysisNewsArticle",
        ArticleKind::Factbox => "BackgroundNewsArticle",
        ArticleKind::Opinion => "OpinionNewsArticle",
        ArticleKind::PressRelease => "Article",
    }
}

/// The article of a page.
pub(super) fn news_article(
    source: &Source<'_>,
    names: Names<'_>,
    id: ArticleId,
    page: &PageView<'_>,
) -> Value {
    let article = source.site.article(id);
    let written = &article.written;
    let url = names.full(&page.href);
    let section = source.site.section(article.section);
    let parties = article.vendors.iter().chain(&article.customers);
    let about: Vec<Value> = parties.map(|id| party(source, names, article, *id)).collect();
    let mentions: Vec<Value> = article.mentions.iter().map(|id| party(source, names, article, *id)).collect();
    let topics = article.topics.iter().map(|id| source.site.topic(*id).name.as_str());
    let regions = written.regions.iter().map(|region| json!({"@type": "Place", "name": region}));
    let corrections = written.record.corrections.iter().map(|correction| {
        let date = DateView::of(&correction.at).iso;
        json!({"@type": "CorrectionComment", "text": plain(&correction.text), "datePublished": date})
    });
    let image = page.image.as_ref().map(|image| {
        let hero = written.hero.as_ref();
        json!({
            "@type": "ImageObject",
            "url": image.src,
            "caption": hero.and_then(|hero| hero.caption.as_deref()).map(plain),
            "creditText": hero.and_then(|hero| hero.credit.as_deref()),
        })
    });
    json!({
        "@type": kind(written.kind),
        "@id": format!("{url}#article"),
        "url": url,
        "mainEntityOfPage": url,
        "headline": page.title,
        "description": page.description,
        "genre": label(written.kind),
        "articleSection": (!section.slug.is_empty()).then_some(&section.title),
        "inLanguage": page.language,
        "datePublished": page.published,
        "dateModified": page.modified,
        "dateline": written.dateline.as_deref().map(dateline),
        "author": authors(source, names, article),
        "publisher": publisher_in_short(source, names),
        "isPartOf": {"@id": names.website()},
        "image": image,
        "about": about,
        "mentions": mentions,
        "keywords": topics.collect::<Vec<_>>(),
        "contentLocation": regions.collect::<Vec<_>>(),
        "correction": corrections.collect::<Vec<_>>(),
        "isBasedOn": written.sources.iter().map(based_on).collect::<Vec<_>>(),
    })
}

/// An organisation under the name that the article has; what else is known of it stands on its own page.
fn party(source: &Source<'_>, names: Names<'_>, article: &Article, id: OrganisationId) -> Value {
    let then = article.named_then.iter().find(|(other, _)| *other == id).map(|(_, name)| &**name);
    let name = then.unwrap_or(&source.site.organisation(id).name);
    json!({"@type": "Organization", "@id": names.organisation(id), "name": name})
}

fn authors(source: &Source<'_>, names: Names<'_>, article: &Article) -> Vec<Value> {
    let written = &article.written;
    let authors = written.authors.iter().zip(&article.authors).map(|(byline, id)| {
        let person = source.site.person(*id);
        let profile = person.file.as_ref().map(|(_, profile)| profile);
        let post = (byline.role.as_deref(), byline.organisation.as_deref());
        let (role, organisation) = post_then(post, profile, written.date.day);
        let there = organisation.map(|name| json!({"@type": "Organization", "name": name}));
        let name = names.person(*id);
        let page = name.strip_suffix("#person").unwrap_or(&name);
        json!({
            "@type": "Person",
            "@id": name,
            "name": byline.name,
            "url": page,
            "jobTitle": role,
            "affiliation": there,
        })
    });
    authors.collect()
}

/// What readers see of a source, and no more.
fn based_on(source: &CitedSource) -> Value {
    let SourceView { url, title, publisher, .. } = crate::compile::view::article::source(source);
    let date = source.date.as_deref().filter(|date| PartialDate::read(date).is_some());
    json!({
        "@type": "CreativeWork",
        "url": url,
        "name": title,
        "publisher": publisher.map(|name| json!({"@type": "Organization", "name": name})),
        "datePublished": date,
    })
}
