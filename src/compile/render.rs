//! From a planned output to its bytes.
//!
//! Takes a subject of the plan and the site, gives bytes. Reads no file and no clock: equal arguments, equal bytes.

use crate::base::diagnostic::Finding;
use crate::base::path::{SourcePath, Url};
use crate::model::body::{Body, LinkKind};
use crate::model::site::{ArticleId, OrganisationId};

use super::alphabet::Alphabet;
use super::engine::Engine;
use super::links::{Links, Resolved};
use super::markdown::slots::fill;
use super::plan::outputs::{IndexKind, List, Subject, organisation_url};
use super::view::parts::{CardView, Source};

/// All that rendering needs, the same for every page.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// The templates.
    pub engine: &'a Engine,
    /// The site and how it is printed.
    pub source: Source<'a>,
    /// Where links lead.
    pub links: &'a Links<'a>,
    /// The order of names.
    pub alphabet: &'a Alphabet,
}

impl Renderer<'_> {
    /// Writes a page to the end of `to`.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn page(&self, subject: &Subject, to: &mut Vec<u8>) -> Result<(), Box<Finding>> {
        let source = &self.source;
        let site = source.site;
        let engine = self.engine;
        match subject {
            Subject::Home => engine.render("home.html", &source.home_page(), to),
            Subject::Article(id) => {
                let article = site.article(*id);
                let written = &article.written;
                let body = self.body(&article.path, &article.url, &written.body);
                let hero = written.hero.as_ref();
                let hero =
                    hero.map(|hero| self.href(&article.path, &article.url, LinkKind::Image, &hero.src));
                engine.render("article.html", &source.article_page(*id, body, hero), to)
            }
            Subject::Page(index) => {
                let page = &site.pages[*index];
                let body = self.body(&page.path, &page.url, &page.text.body);
                engine.render("page.html", &source.plain_page(page, body), to)
            }
            Subject::Front(list) => self.front(*list, to),
            Subject::Older(list, number) => {
                engine.render("older.html", &source.older_page(*list, *number), to)
            }
            Subject::Year(section, year) => {
                engine.render("year.html", &source.year_page(*section, *year), to)
            }
            Subject::Organisation(id) => {
                let file = site.organisation(*id).file.as_ref();
                let url = organisation_url(site, *id);
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body));
                engine.render(
                    "organisation.html",
                    &source.organisation_page(*id, body.unwrap_or_default(), self.logo(*id)),
                    to,
                )
            }
            Subject::Index(kind) => engine.render("index.html", &source.index_page(*kind, self.alphabet), to),
            Subject::NotFound => engine.render("404.html", &source.not_found_page(), to),
        }
    }

    fn front(&self, list: List, to: &mut Vec<u8>) -> Result<(), Box<Finding>> {
        let source = &self.source;
        let site = source.site;
        let url = list.url(site);
        match list {
            List::Section(id) => self.engine.render("section.html", &source.section_page(id), to),
            List::Month(id, month) => self.engine.render("month.html", &source.month_page(id, month), to),
            List::Vendor(id) => self.engine.render(
                "vendor.html",
                &source.role_page(id, IndexKind::Vendors, self.logo(id)),
                to,
            ),
            List::Customer(id) => self.engine.render(
                "customer.html",
                &source.role_page(id, IndexKind::Customers, self.logo(id)),
                to,
            ),
            List::Topic(id) => {
                let file = site.topic(id).file.as_ref();
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body));
                self.engine.render("topic.html", &source.topic_page(id, body.unwrap_or_default()), to)
            }
            List::Author(id) => {
                let file = site.person(id).file.as_ref();
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body));
                self.engine.render("author.html", &source.author_page(id, body.unwrap_or_default()), to)
            }
        }
    }

    /// The card and the headline of an article, as HTML.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn fragments(&self, id: ArticleId) -> Result<(String, String), Box<Finding>> {
        let view = CardView { card: self.source.card(id) };
        self.engine.render_both(("card.html", "headline.html"), &view)
    }

    /// Writes a page to the end of `to` that sends readers from one address on to another.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn redirect(&self, from: &Url, target: &Url, to: &mut Vec<u8>) -> Result<(), Box<Finding>> {
        self.engine.render("redirect.html", &self.source.redirect_page(from, target), to)
    }

    fn body(&self, path: &SourcePath, url: &Url, body: &Body) -> String {
        fill(&body.html, &|kind, to| match self.links.resolve(path, url, kind, to) {
            Resolved::Inside(href) | Resolved::NoSuchHeading { href, .. } => Some(href),
            Resolved::Outside | Resolved::Nowhere => None,
        })
    }

    fn logo(&self, id: OrganisationId) -> Option<String> {
        let (path, profile) = self.source.site.organisation(id).file.as_ref()?;
        let url = organisation_url(self.source.site, id);
        profile.logo.as_deref().map(|logo| self.href(path, &url, LinkKind::Image, logo))
    }

    fn href(&self, path: &SourcePath, url: &Url, kind: LinkKind, to: &str) -> String {
        match self.links.resolve(path, url, kind, to) {
            Resolved::Inside(href) => href,
            _ => to.to_owned(),
        }
    }
}
