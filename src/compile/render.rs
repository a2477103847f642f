//! From a planned output to its bytes.
//!
//! Takes a subject of the plan and the site, gives bytes. Reads no file and no clock: equal arguments, equal bytes.

use serde::Serialize;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::hash::Fingerprint;
use crate::base::path::{SourcePath, Url};
use crate::model::asked::Asked;
use crate::model::body::LinkKind;
use crate::model::site::{ArticleId, DealId, OrganisationId, Site};

use super::alphabet::Alphabet;
use super::bodies::Bodies;
use super::engine::Engine;
use super::exports;
use super::key::Key;
use super::links::{Links, Resolved};
use super::plan::exports::Export;
use super::plan::outputs::{IndexKind, List, Subject, organisation_url};
use super::plan::planner::introduction;
use super::questions::answer::{Answers, with_answers};
use super::questions::question::Fault;
use super::view::article::ArticlePage;
use super::view::deals::DealRowView;
use super::view::keyed::Keyed;
use super::view::lists::HomePage;
use super::view::notices::CorrectionsPage;
use super::view::page::View;
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
    /// The HTML of bodies.
    pub bodies: Bodies<'a>,
    /// Who answers what templates ask.
    pub answers: &'a dyn Answers,
    /// What is wanted of each output.
    pub wanted: Wanted,
}

/// What is wanted of each output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// Its key: then no template is asked, and the HTML of cards and bodies is not needed.
    Key,
    /// Its bytes.
    Bytes,
    /// Both.
    Both,
}

/// One output: its bytes, and what they are made from, as far as they are wanted.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The key; none of what cannot be hashed.
    pub key: Option<Key>,
    /// The template that it is made with; none of what is copied or exported.
    pub template: Option<&'static str>,
    /// What its template asks: where the bytes are wanted, what it asked; before, for a key alone, what it
    /// asked when it was made last.
    pub asked: Vec<Asked>,
    /// Memory for keys.
    scratch: Vec<u8>,
}

impl Renderer<'_> {
    /// The key and the bytes of a page, as far as they are wanted.
    fn make<'v>(
        &self,
        template: &'static str,
        subject: &Subject,
        mut view: impl View<'v>,
        to: &mut Sheet,
    ) -> Result<(), Box<Finding>> {
        if self.wanted != Wanted::Key {
            let page = view.page();
            page.metadata_html.html = self.metadata(subject, page);
        }
        self.print(template, &view, to)
    }

    /// The key and the bytes of a view, as far as they are wanted.
    fn print(
        &self,
        template: &'static str,
        view: &impl Serialize,
        to: &mut Sheet,
    ) -> Result<(), Box<Finding>> {
        to.template = Some(template);
        if self.wanted != Wanted::Key {
            to.asked.clear();
            self.engine.render_page(template, view, self.answers, (&mut to.bytes, &mut to.asked))?;
        }
        if self.wanted != Wanted::Bytes {
            let key = self.engine.key(template, view, &mut to.scratch);
            to.key = key.and_then(|key| with_answers(key, &to.asked, self.answers));
        }
        Ok(())
    }

    /// What the author of the templates should know of the questions that an output asks.
    pub fn doubts(&self, asked: &[Asked]) -> Vec<Finding> {
        let told = |Asked { question, template, at, .. }: &Asked| {
            let (place, doubts) = (Place::at(at.0..at.1), self.answers.doubts(question));
            let told = doubts.into_iter().map(|Fault { message, help }| {
                let mut found = Finding::new(Code::UnknownInQuestion, template, place.clone(), message);
                found.help.extend(help);
                found
            });
            told.collect::<Vec<_>>()
        };
        asked.iter().flat_map(told).collect()
    }

    /// The key and the bytes of what no template makes, as far as they are wanted: `write` puts the view at the
    /// end of the bytes. Where not even the bytes are to be had without bodies, the view holds them as [`Keyed`].
    pub(super) fn record<View: Serialize>(
        &self,
        view: &View,
        write: impl FnOnce(&View, &mut Vec<u8>),
        to: &mut Sheet,
    ) {
        if self.wanted != Wanted::Bytes {
            to.key = Key::of(Fingerprint::default(), Fingerprint::default(), view, &mut to.scratch);
        }
        if self.wanted != Wanted::Key {
            write(view, &mut to.bytes);
        }
    }

    /// A part of a page.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub(super) fn part(&self, template: &'static str, view: &impl Serialize) -> Result<Keyed, Box<Finding>> {
        let (mut key, mut html) = (None, Vec::new());
        if self.wanted != Wanted::Bytes {
            key = self.engine.key(template, view, &mut Vec::new());
        }
        if self.wanted != Wanted::Key {
            self.engine.render(template, view, &mut html)?;
        }
        let key = key.map(|key| key.whole).unwrap_or_default();
        Ok(Keyed { html: String::from_utf8(html).unwrap_or_default(), key })
    }

    /// Writes a page to the end of `to`.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn page(&self, subject: &Subject, to: &mut Sheet) -> Result<(), Box<Finding>> {
        let source = &self.source;
        let site = source.site;
        match subject {
            Subject::Home => self.make("home.html", subject, self.home(), to),
            Subject::Article(id) if !site.article(*id).is_whole() => {
                let mut page = source.withdrawn_page(*id);
                page.article.reason_html.iter_mut().for_each(|html| self.fill_told(*id, html));
                self.make("withdrawn.html", subject, page, to)
            }
            Subject::Corrections(number) => {
                self.make("corrections.html", subject, self.corrections(*number), to)
            }
            Subject::Threads => self.make("threads.html", subject, source.threads_page(), to),
            Subject::Thread(id) => self.make("thread.html", subject, source.thread_page(*id), to),
            Subject::Article(id) => self.make("article.html", subject, self.article(*id)?, to),
            Subject::Page(index) => {
                let page = &site.pages[*index];
                let body = self.body(&page.path, &page.url, &page.text.body);
                let mut view = source.plain_page(page, body);
                let standfirst = view.standfirst_html.iter_mut();
                standfirst.for_each(|html| self.fill_told_in(&page.path, &page.url, html));
                self.make("page.html", subject, view, to)
            }
            Subject::Front(list) => self.front(subject, *list, to),
            Subject::Older(list, number) => {
                self.make("older.html", subject, source.older_page(*list, *number), to)
            }
            Subject::Year(section, year) => {
                self.make("year.html", subject, source.year_page(*section, *year), to)
            }
            Subject::Organisation(id) => {
                let file = site.organisation(*id).file.as_ref();
                let url = organisation_url(site, *id);
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body));
                self.make(
                    "organisation.html",
                    subject,
                    source.organisation_page(*id, body.unwrap_or_else(Keyed::none), self.logo(*id)),
                    to,
                )
            }
            Subject::Index(kind) => {
                self.make("index.html", subject, source.index_page(*kind, self.alphabet), to)
            }
            Subject::Deal(id) => self.make("deal.html", subject, source.deal_page(*id), to),
            Subject::Deals(list) => self.make("deals.html", subject, source.deals_page(*list), to),
            Subject::OlderDeals(list, number) => {
                self.make("deals.html", subject, source.older_deals_page(*list, *number), to)
            }
            Subject::Relation(index) => self.make("relation.html", subject, source.relation_page(*index), to),
            Subject::Matrix => self.make("matrix.html", subject, source.matrix_page(), to),
            Subject::NotFound => self.make("404.html", subject, source.not_found_page(), to),
        }
    }

    fn home(&self) -> HomePage<'_> {
        let mut page = self.source.home_page();
        let newest = self.source.site.listed().next_back().map(|(id, _)| id);
        for (lead, id) in page.lead.iter_mut().zip(newest) {
            lead.standfirst_html.iter_mut().for_each(|html| self.fill_told(id, html));
        }
        page
    }

    fn article(&self, id: ArticleId) -> Result<ArticlePage<'_>, Box<Finding>> {
        let article = self.source.site.article(id);
        let text = self.article_text(article)?;
        let hero = article.written.hero.as_ref();
        let hero = hero.map(|hero| image(self.links, &article.path, &article.url, &hero.src));
        let mut page = self.source.article_page(id, text, hero);
        let updates = page.article.updates.iter_mut().map(|update| &mut update.text_html);
        let corrections = page.article.corrections.iter_mut().map(|told| &mut told.text_html);
        let caption = page.article.hero.iter_mut().filter_map(|hero| hero.caption_html.as_mut());
        let top = page.article.standfirst_html.iter_mut().chain(caption);
        updates.chain(corrections).chain(top).for_each(|html| self.fill_told(id, html));
        Ok(page)
    }

    fn corrections(&self, number: Option<usize>) -> CorrectionsPage<'_> {
        let mut page = self.source.corrections_page(number);
        page.notices.iter_mut().for_each(|notice| self.fill_told(notice.id, &mut notice.told.text_html));
        if let Some(text) = introduction(self.source.site).filter(|_| number.is_none()) {
            let standfirst = page.standfirst_html.iter_mut();
            standfirst.for_each(|html| self.fill_told_in(&text.path, &text.url, html));
            page.body_html = self.body(&text.path, &text.url, &text.text.body);
        }
        page
    }

    fn front(&self, subject: &Subject, list: List, to: &mut Sheet) -> Result<(), Box<Finding>> {
        let source = &self.source;
        let site = source.site;
        let url = list.url(site);
        match list {
            List::Section(id) => self.make("section.html", subject, source.section_page(id), to),
            List::Month(id, month) => self.make("month.html", subject, source.month_page(id, month), to),
            List::Vendor(id) => {
                self.make("vendor.html", subject, source.role_page(id, IndexKind::Vendors, self.logo(id)), to)
            }
            List::Customer(id) => self.make(
                "customer.html",
                subject,
                source.role_page(id, IndexKind::Customers, self.logo(id)),
                to,
            ),
            List::Topic(id) => {
                let file = site.topic(id).file.as_ref();
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body));
                self.make("topic.html", subject, source.topic_page(id, body.unwrap_or_else(Keyed::none)), to)
            }
            List::Author(id) => {
                let file = site.person(id).file.as_ref();
                let body = file.map(|(path, profile)| self.body(path, &url, &profile.body));
                self.make(
                    "author.html",
                    subject,
                    source.author_page(id, body.unwrap_or_else(Keyed::none)),
                    to,
                )
            }
        }
    }

    /// What the card and the headline of an article are made from.
    pub fn card(&self, id: ArticleId) -> CardView<'_> {
        let mut card = self.source.card(id);
        card.standfirst_html.iter_mut().for_each(|html| self.fill_told(id, html));
        CardView { card }
    }

    /// What decides a card, a headline and the row of a deal beside their views.
    pub fn fragment_templates(&self) -> [Fingerprint; 3] {
        ["card.html", "headline.html", "deal-row.html"].map(|template| self.engine.hash(template))
    }

    /// The row of a deal, as its template sees it.
    pub fn deal_row_view(&self, id: DealId) -> DealRowView<'_> {
        DealRowView { row: self.source.deal_row(id) }
    }

    /// A card and its headline, as HTML.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn print_card(&self, view: &CardView<'_>) -> Result<(String, String), Box<Finding>> {
        self.engine.render_both(("card.html", "headline.html"), view)
    }

    /// The row of a deal, as HTML.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn deal_row(&self, id: DealId) -> Result<String, Box<Finding>> {
        let mut row = Vec::new();
        self.engine.render("deal-row.html", &self.deal_row_view(id), &mut row)?;
        Ok(String::from_utf8_lossy(&row).trim().to_owned())
    }

    /// Writes a page to the end of `to` that sends readers from one address on to another.
    ///
    /// # Errors
    /// What is wrong in the template, with its place.
    pub fn redirect(&self, from: &Url, target: &Url, to: &mut Sheet) -> Result<(), Box<Finding>> {
        self.print("redirect.html", &self.source.redirect_page(from, target), to)
    }

    /// Writes a table of deals to the end of `to`.
    pub fn export(&self, export: Export, to: &mut Vec<u8>) {
        exports::write(export, self.source.site, self.source.hrefs, to);
    }

    pub(super) fn logo(&self, id: OrganisationId) -> Option<String> {
        logo(self.source.site, self.links, id)
    }
}

/// The address of an organisation's logo.
pub(super) fn logo(site: &Site, links: &Links<'_>, id: OrganisationId) -> Option<String> {
    let (path, profile) = site.organisation(id).file.as_ref()?;
    profile.logo.as_ref().map(|logo| image(links, path, &organisation_url(site, id), &logo.src))
}

/// The address of a picture that a file names.
pub(super) fn image(links: &Links<'_>, path: &SourcePath, url: &Url, to: &str) -> String {
    match links.resolve(path, url, LinkKind::Image, to) {
        Resolved::Inside(href) => href,
        _ => to.to_owned(),
    }
}
