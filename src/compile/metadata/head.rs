//! What a page tells programs of itself in its head: Open Graph (ogp.me), X cards, linked data.
//!
//! Takes what a page shows, gives HTML. All of it is made of what stands in the page's view, so that the key of the
//! page needs no more than that. Must not know templates.

use crate::compile::markdown::escape::attribute;
use crate::compile::plan::documents::{Document, wanted};
use crate::compile::plan::outputs::{List, Subject};
use crate::compile::render::Renderer;
use crate::compile::view::page::{HIDDEN, PageView};
use crate::model::config::DocumentKind;
use crate::model::site::OrganisationId;

use super::crumbs::crumbs;
use super::names::Names;
use super::news_article::news_article;
use super::nodes::{Graph, Node};
use super::profiles::{ORGANISATION, organisation, organisation_in_short, person, topic};
use super::publisher::website;

impl Renderer<'_> {
    /// The metadata of a page; nothing for one that search engines must not show.
    pub(in crate::compile) fn metadata(&self, subject: &Subject, page: &PageView<'_>) -> String {
        if page.robots == HIDDEN {
            return String::new();
        }
        let mut html = String::with_capacity(4096);
        if let Some(document) = self.document_of(subject) {
            html.push_str("<link rel=\"alternate\" type=\"application/json\" href=\"");
            attribute(&mut html, &self.source.hrefs.href(&document.url(self.source.site)));
            html.push_str("\">\n");
        }
        self.cards(subject, page, &mut html);
        self.graph(subject, page, &mut html);
        html
    }

    /// The document for programs that tells of the same thing.
    fn document_of(&self, subject: &Subject) -> Option<Document> {
        let (kind, document) = match subject {
            Subject::Article(id) => (DocumentKind::Ninjs, Document::Article(*id)),
            Subject::Organisation(id) => (DocumentKind::Organisations, Document::Organisation(*id)),
            _ => return None,
        };
        wanted(self.source.config, kind).then_some(document)
    }

    /// What other sites show of the page where somebody links it.
    fn cards(&self, subject: &Subject, page: &PageView<'_>, html: &mut String) {
        let mut line = |name: &str, value: &str| {
            let key = if name.starts_with("twitter:") { "name" } else { "property" };
            if !value.is_empty() {
                html.push_str("<meta ");
                html.push_str(key);
                html.push_str("=\"");
                html.push_str(name);
                html.push_str("\" content=\"");
                attribute(html, value);
                html.push_str("\">\n");
            }
        };
        let config = self.source.config;
        let article = match subject {
            Subject::Article(id) => Some(self.source.site.article(*id)),
            _ => None,
        };
        line("og:site_name", &config.title);
        line("og:type", if article.is_some() { "article" } else { "website" });
        line("og:title", &page.title);
        line("og:description", &page.description);
        line("og:locale", &locale(page.language));
        let origin = &config.base_url.origin;
        // What reads these has no page to begin from.
        if !origin.is_empty() {
            line("og:url", page.canonical.as_deref().unwrap_or_default());
            if let Some(image) = &page.image {
                line("og:image", &image.src);
                line("og:image:alt", image.alt);
            }
        }
        if let Some(article) = article {
            line("article:published_time", page.published.as_deref().unwrap_or_default());
            line("article:modified_time", page.modified.as_deref().unwrap_or_default());
            let section = self.source.site.section(article.section);
            line("article:section", if section.slug.is_empty() { "" } else { &section.title });
            for topic in &article.topics {
                line("article:tag", &self.source.site.topic(*topic).name);
            }
        }
        let large = page.image.is_some() && !origin.is_empty();
        line("twitter:card", if large { "summary_large_image" } else { "summary" });
        line("twitter:site", config.publisher.x.as_deref().unwrap_or_default());
    }

    /// What the page is and is about.
    fn graph(&self, subject: &Subject, page: &PageView<'_>, html: &mut String) {
        let source = &self.source;
        let site = source.site;
        let names = Names { site, hrefs: source.hrefs, origin: &source.config.base_url.origin };
        let mut graph = Graph::begin(html);
        let short =
            |node: &mut Node<'_>, id: &OrganisationId| organisation_in_short(source, names, *id, node);
        match subject {
            Subject::Article(id) => news_article(source, names, *id, page, &mut graph),
            _ => graph.thing(kind(subject), |node| {
                let url = names.full(&page.href);
                node.text("url", &url);
                node.text("name", &page.title);
                node.text("description", &page.description);
                node.text("inLanguage", page.language);
                node.named("isPartOf", &names.website());
                if *subject != Subject::Home {
                    node.named("breadcrumb", &format!("{url}#breadcrumb"));
                }
                match subject {
                    Subject::Home => node.named("about", &names.publisher()),
                    Subject::Organisation(id) => node.named("mainEntity", &names.organisation(*id)),
                    Subject::Front(List::Author(id)) => node.named("mainEntity", &names.person(*id)),
                    Subject::Front(List::Vendor(id) | List::Customer(id)) => {
                        node.thing("about", ORGANISATION, |node| short(node, id));
                    }
                    Subject::Front(List::Topic(id)) => {
                        node.thing("about", "DefinedTerm", |node| topic(source, names, *id, node));
                    }
                    Subject::Deal(id) => {
                        // By the names that they had then, as the page prints them.
                        let deal = site.deal(*id);
                        let sellers = deal.written.vendors.iter().zip(&deal.vendors);
                        let buyers = deal.written.customers.iter().zip(&deal.customers);
                        node.things("about", ORGANISATION, sellers.chain(buyers), |node, (party, id)| {
                            node.text("@id", names.organisation(*id));
                            node.text("name", &party.org);
                        });
                    }
                    Subject::Relation(index) => {
                        let relation = &site.relations[*index];
                        node.things("about", ORGANISATION, [&relation.vendor, &relation.customer], short);
                    }
                    _ => {}
                }
            }),
        }
        match subject {
            Subject::Home => website(source, names, &mut graph),
            Subject::Organisation(id) => {
                let logo = self.logo(*id).map(|logo| names.on_page(&logo, &page.href));
                organisation(source, names, *id, logo, &mut graph);
            }
            Subject::Front(List::Author(id)) => person(source, names, *id, &mut graph),
            _ => {}
        }
        crumbs(source, names, subject, page, &mut graph);
        graph.end();
    }
}

/// The type of a page that is no article.
fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Organisation(_) | Subject::Front(List::Author(_)) => "ProfilePage",
        Subject::Deal(_) | Subject::Page(_) => "WebPage",
        _ => "CollectionPage",
    }
}

/// A language as Open Graph writes it: `en_GB`. Without a country the reader's program takes its own default.
fn locale(language: &str) -> String {
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default().to_ascii_lowercase();
    let country = parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    country.map(|country| format!("{primary}_{}", country.to_ascii_uppercase())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::locale;

    #[test]
    fn a_locale_has_a_language_and_a_country() {
        let locales = ["en-GB", "zh-Hant-TW", "en", "sr-Latn", "de-at"].map(locale);
        assert_eq!(locales, ["en_GB", "zh_TW", "", "", "de_AT"]);
    }
}
