//! An article as linked data (schema.org `NewsArticle` and its kinds).
//!
//! Takes an article of the site, writes a JSON object. All in it stands on the article's page as well, so that the key
//! of the page tells of every change. Must not know templates.

use crate::base::time::PartialDate;
use crate::compile::markdown::inline::plain;
use crate::compile::people::post_then;
use crate::compile::view::article::{SourceView, dateline};
use crate::compile::view::page::PageView;
use crate::compile::view::parts::{DateView, Source, label};
use crate::model::article::{Article, ArticleKind, Source as CitedSource};
use crate::model::site::{ArticleId, OrganisationId};

use super::names::Names;
use super::nodes::{Graph, Node};
use super::profiles::ORGANISATION;
use super::publisher::{PUBLISHER, publisher_in_short};

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
    graph: &mut Graph<'_>,
) {
    let article = source.site.article(id);
    let written = &article.written;
    let url = names.full(&page.href);
    let section = source.site.section(article.section);
    let party = |node: &mut Node<'_>, id: &OrganisationId| party(source, names, article, *id, node);
    graph.thing(kind(written.kind), |node| {
        node.text("@id", format!("{url}#article"));
        node.text("url", &url);
        node.text("mainEntityOfPage", &url);
        node.text("headline", &page.title);
        node.text("description", &page.description);
        node.maybe("genre", label(written.kind));
        node.text("articleSection", if section.slug.is_empty() { "" } else { &section.title });
        node.text("inLanguage", page.language);
        node.maybe("datePublished", page.published.as_ref());
        node.maybe("dateModified", page.modified.as_ref());
        node.maybe("dateline", written.dateline.as_deref().map(dateline));
        authors(source, names, article, node);
        node.thing("publisher", PUBLISHER, |node| publisher_in_short(source, names, node));
        node.named("isPartOf", &names.website());
        if let Some(image) = &page.image {
            let hero = written.hero.as_ref();
            node.thing("image", "ImageObject", |node| {
                node.text("url", &image.src);
                node.maybe("caption", hero.and_then(|hero| hero.caption.as_deref()).map(plain));
                node.maybe("creditText", hero.and_then(|hero| hero.credit.as_deref()));
            });
        }
        node.things("about", ORGANISATION, article.vendors.iter().chain(&article.customers), party);
        node.things("mentions", ORGANISATION, &article.mentions, party);
        node.texts("keywords", article.topics.iter().map(|id| &source.site.topic(*id).name));
        node.things("contentLocation", "Place", &written.regions, |node, name| node.text("name", name));
        node.things("correction", "CorrectionComment", &written.record.corrections, |node, correction| {
            node.text("text", plain(&correction.text));
            node.text("datePublished", DateView::of(&correction.at).iso);
        });
        node.things("isBasedOn", "CreativeWork", &written.sources, based_on);
    });
}

/// An organisation under the name that the article has; what else is known of it stands on its own page.
fn party(source: &Source<'_>, names: Names<'_>, article: &Article, id: OrganisationId, node: &mut Node<'_>) {
    let then = article.named_then.iter().find(|(other, _)| *other == id).map(|(_, name)| &**name);
    node.text("@id", names.organisation(id));
    node.text("name", then.unwrap_or(&source.site.organisation(id).name));
}

fn authors(source: &Source<'_>, names: Names<'_>, article: &Article, node: &mut Node<'_>) {
    let written = &article.written;
    let authors = written.authors.iter().zip(&article.authors);
    node.things("author", "Person", authors, |node, (byline, id)| {
        let profile = source.site.person(*id).file.as_ref().map(|(_, profile)| profile);
        let post = (byline.role.as_deref(), byline.organisation.as_deref());
        let (role, organisation) = post_then(post, profile, written.date.day);
        let name = names.person(*id);
        node.text("@id", &name);
        node.text("name", &byline.name);
        node.text("url", name.strip_suffix("#person").unwrap_or(&name));
        node.maybe("jobTitle", role);
        if let Some(name) = organisation {
            node.thing("affiliation", ORGANISATION, |node| node.text("name", name));
        }
    });
}

/// What readers see of a source, and no more.
fn based_on(node: &mut Node<'_>, source: &CitedSource) {
    let SourceView { url, title, publisher, .. } = crate::compile::view::article::source(source);
    node.text("url", url);
    node.text("name", title);
    if let Some(name) = publisher {
        node.thing("publisher", ORGANISATION, |node| node.text("name", name));
    }
    node.maybe("datePublished", source.date.as_deref().filter(|date| PartialDate::read(date).is_some()));
}
