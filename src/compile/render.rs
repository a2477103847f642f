//! From a planned output to its bytes.
//!
//! Takes a subject of the plan, the site and, where a page has a body, the text of its file. Gives
//! bytes. Reads no file and no clock: equal arguments, equal bytes.

use crate::base::diagnostic::Finding;
use crate::base::path::{SourcePath, Url};
use crate::model::body::{Body, LinkKind};
use crate::model::site::{ArticleId, OrganisationId, Site};

use super::alphabet::Alphabet;
use super::engine::Engine;
use super::links::{Links, Resolved};
use super::markdown::html::{BodyHtml, html};
use super::markdown::options::MarkdownOptions;
use super::parse::repeats_standfirst;
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

/// The file whose body a page prints, if it prints one.
pub fn body_file<'a>(site: &'a Site, subject: &Subject) -> Option<&'a SourcePath> {
    match subject {
        Subject::Article(id) => Some(&site.article(*id).path),
        Subject::Page(index) => Some(&site.pages[*index].path),
        Subject::Organisation(id) => site.organisation(*id).file.as_ref().map(|(path, _)| path),
        Subject::Front(List::Topic(id)) => site.topic(*id).file.as_ref().map(|(path, _)| path),
        Subject::Front(List::Author(id)) => site.person(*id).file.as_ref().map(|(path, _)| path),
        _ => None,
    }
}

impl Renderer<'_> {
    /// Writes a page to the end of `to`. `text` is the whole text of the file that [`body_file`] names, and is
    /// empty where it names none.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn page(&self, subject: &Subject, text: &str, to: &mut Vec<u8>) -> Result<(), Box<Finding>> {
        let source = &self.source;
        let site = source.site;
        let engine = self.engine;
        match subject {
            Subject::Home => engine.render("home.html", &source.home_page(), to),
            Subject::Article(id) => {
                let article = site.article(*id);
                let written = &article.written;
                let skip = repeats_standfirst(written.standfirst.as_deref(), &written.body);
                let body = self.body(&article.path, &article.url, &written.body, text, skip);
                let hero = written.hero.as_ref();
                let hero =
                    hero.map(|hero| self.href(&article.path, &article.url, LinkKind::Image, &hero.src));
                engine.render("article.html", &source.article_page(*id, body, hero), to)
            }
            Subject::Page(index) => {
                let page = &site.pages[*index];
                let body = self.body(&page.path, &page.url, &page.text.body, text, false);
                engine.render("page.html", &source.plain_page(page, body), to)
            }
            Subject::Front(list) => self.front(*list, text, to),
            Subject::Older(list, number) => {
                engine.render("older.html", &source.older_page(*list, *number), to)
            }
            Subject::Year(section, year) => {
                engine.render("year.html", &source.year_page(*section, *year), to)
            }
            Subject::Organisation(id) => {
                let file = site.organisation(*id).file.as_ref();
                let url = organisation_url(site, *id);
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body, text, false));
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

    fn front(&self, list: List, text: &str, to: &mut Vec<u8>) -> Result<(), Box<Finding>> {
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
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body, text, false));
                self.engine.render("topic.html", &source.topic_page(id, body.unwrap_or_default()), to)
            }
            List::Author(id) => {
                let file = site.person(id).file.as_ref();
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body, text, false));
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
        let fragment = |template: &str| -> Result<String, Box<Finding>> {
            let mut bytes = Vec::with_capacity(1024);
            self.engine.render(template, &view, &mut bytes)?;
            Ok(text(bytes))
        };
        Ok((fragment("card.html")?, fragment("headline.html")?))
    }

    /// Writes a page to the end of `to` that sends readers from one address on to another.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn redirect(&self, from: &Url, target: &Url, to: &mut Vec<u8>) -> Result<(), Box<Finding>> {
        self.engine.render("redirect.html", &self.source.redirect_page(from, target), to)
    }

    fn body(
        &self,
        path: &SourcePath,
        url: &Url,
        body: &Body,
        text: &str,
        skip_first_paragraph: bool,
    ) -> String {
        let config = self.source.config;
        let options =
            MarkdownOptions { smart_punctuation: config.smart_punctuation, raw_html: config.raw_html };
        // The file may have changed since it was read first; then there may be nothing left of it.
        let markdown = text.get(body.start..).unwrap_or_default();
        let input = BodyHtml { markdown, body, options, skip_first_paragraph };
        html(&input, &|kind, to| match self.links.resolve(path, url, kind, to) {
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

/// What a template made, without the blanks around it. Templates make UTF-8 only.
fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    text.trim().to_owned()
}
