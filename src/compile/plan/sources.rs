//! What an output depends on, as files of the site.
//!
//! A page is a pure function of its subject, the site and the templates. This names the part of the
//! site that its subject shows.

use std::collections::BTreeSet;

use crate::base::path::SourcePath;
use crate::compile::family::{family_deals, merged_into};
use crate::compile::related::{more_on_parties, neighbours};
use crate::compile::view::lists::{HOME_DEALS, home_articles};
use crate::compile::view::subjects::QUOTED_IN;
use crate::model::config::Config;
use crate::model::site::{ArticleId, DealId, OrganisationId, Relation, Site};

use super::deal_lists::DealLists;
use super::documents::Document;
use super::exports::Export;
use super::outputs::{Action, IndexKind, List, Owner, Planned, Subject};
use super::paging::{Pages, numbered};
use super::{crawlers, feeds};

/// The files of `content/` and `static/` that decide the bytes of an output, besides the
/// configuration and the templates, which decide those of every page.
pub fn sources(planned: &Planned, site: &Site, config: &Config) -> BTreeSet<SourcePath> {
    let mut found = Found { site, files: BTreeSet::new() };
    match &planned.owner {
        Owner::File(path) | Owner::Key(path, _) => {
            found.files.insert(path.clone());
        }
        Owner::Made(..) => {}
    }
    match &planned.action {
        Action::Page(subject) => found.subject(subject, config),
        Action::Copy(path) => {
            found.files.insert(path.clone());
        }
        Action::Export(export) => found.export(*export),
        Action::Crawler(file) => found.files.extend(crawlers::sources(file, site)),
        Action::Document(Document::Article(id)) => found.subject(&Subject::Article(*id), config),
        Action::Document(Document::Organisation(id)) => found.subject(&Subject::Organisation(*id), config),
        Action::Feed(feed) => found.files.extend(feeds::sources(*feed, site, config)),
        Action::Redirect(_) | Action::Rules(..) | Action::Theme(_) => {}
    }
    found.files
}

struct Found<'a> {
    site: &'a Site,
    files: BTreeSet<SourcePath>,
}

impl Found<'_> {
    fn subject(&mut self, subject: &Subject, config: &Config) {
        let site = self.site;
        match subject {
            Subject::Home => {
                home_articles(site).for_each(|id| self.card(id));
                let deals = DealLists::of(site, config).all;
                deals.iter().rev().take(HOME_DEALS).for_each(|id| self.deal(*id));
            }
            Subject::Article(id) => self.article(*id),
            Subject::Page(index) => {
                self.files.insert(site.pages[*index].path.clone());
            }
            Subject::Front(list) => self.front(*list, config),
            Subject::Older(list, number) => {
                self.entity(*list);
                let range = numbered(*number, config.per_page);
                list.articles(site)[range].iter().for_each(|id| self.card(*id));
            }
            Subject::Year(id, year) => {
                let months = site.section(*id).months.iter().filter(|month| month.year == *year);
                months.flat_map(|month| &month.articles).for_each(|id| self.card(*id));
            }
            Subject::Organisation(id) => self.organisation_page(*id),
            Subject::Threads => {
                let ends =
                    site.threads.iter().flat_map(|thread| [thread.articles.first(), thread.articles.last()]);
                let articles = ends.flatten().map(|id| site.article(*id));
                self.files.extend(articles.map(|article| article.path.clone()));
            }
            Subject::Thread(id) => site.thread(*id).articles.iter().for_each(|id| self.card(*id)),
            Subject::Corrections(number) => {
                let pages = Pages::of(site.notices.len(), config.per_page);
                let range = number.map_or(pages.front, |number| numbered(number, config.per_page));
                let articles = site.notices[range].iter().map(|notice| site.article(notice.article));
                self.files.extend(articles.map(|article| article.path.clone()));
            }
            Subject::Index(kind) => self.index(*kind),
            Subject::Deal(id) => self.deal_page(*id),
            // A list of deals tells what all of its deals are worth.
            Subject::Deals(list) => {
                DealLists::of(site, config).deals(*list, site).iter().for_each(|id| self.deal(*id));
            }
            Subject::OlderDeals(list, number) => {
                let deals = DealLists::of(site, config).deals(*list, site);
                deals[numbered(*number, config.per_page)].iter().for_each(|id| self.deal(*id));
            }
            Subject::Relation(index) => self.relation(&site.relations[*index]),
            Subject::Matrix => {
                for relation in &site.relations {
                    self.relation(relation);
                }
            }
            Subject::NotFound => {}
        }
    }

    /// A table names each deal's parties, topics and articles.
    fn export(&mut self, export: Export) {
        let site = self.site;
        for id in export.deals(site) {
            let deal = site.deal(id);
            self.files.extend(deal.places.iter().map(|(path, _)| path.clone()));
            self.files.extend(deal.articles.iter().map(|id| site.article(*id).path.clone()));
            deal.organisations().for_each(|id| self.organisation(id));
            let topics = deal.technology.iter().filter_map(|id| site.topic(*id).file.as_ref());
            self.files.extend(topics.map(|(path, _)| path.clone()));
        }
    }

    /// A card shows an article and links its parties.
    fn card(&mut self, id: ArticleId) {
        let article = self.site.article(id);
        self.files.insert(article.path.clone());
        article.vendors.iter().chain(&article.customers).for_each(|id| self.organisation(*id));
    }

    fn article(&mut self, id: ArticleId) {
        let site = self.site;
        self.card(id);
        let article = site.article(id);
        article.mentions.iter().for_each(|id| self.organisation(*id));
        let people = article.authors.iter().filter_map(|id| site.person(*id).file.as_ref());
        self.files.extend(people.map(|(path, _)| path.clone()));
        if !article.written.record.quotes.is_empty() {
            // The post and the page of a speaker are in the speaker's file.
            let speakers = site.people.iter().filter(|person| person.quoted.binary_search(&id).is_ok());
            self.files
                .extend(speakers.filter_map(|person| person.file.as_ref()).map(|(path, _)| path.clone()));
        }
        let topics = article.topics.iter().filter_map(|id| site.topic(*id).file.as_ref());
        self.files.extend(topics.map(|(path, _)| path.clone()));
        article.deals.iter().for_each(|id| self.deal(*id));
        let (previous, next) = neighbours(site, id);
        let more = more_on_parties(site, id).into_iter().flat_map(|(_, more)| more);
        let suggested = article.suggestions.iter().map(|suggestion| suggestion.article);
        previous.into_iter().chain(next).chain(more).chain(suggested).for_each(|id| self.card(id));
        if let Some(thread) = article.thread {
            let articles = site.thread(thread).articles.iter();
            self.files.extend(articles.map(|id| site.article(*id).path.clone()));
        }
        self.files.extend(article.translations.iter().map(|id| site.article(*id).path.clone()));
    }

    /// A row shows a deal, links its parties, and names the articles that report it.
    fn deal(&mut self, id: DealId) {
        let site = self.site;
        let deal = site.deal(id);
        self.files.extend(deal.places.iter().map(|(path, _)| path.clone()));
        let whole = deal.part_of.iter().flat_map(|whole| &site.deal(*whole).places);
        self.files.extend(whole.map(|(path, _)| path.clone()));
        deal.organisations().for_each(|id| self.organisation(id));
        self.files.extend(deal.articles.iter().map(|id| site.article(*id).path.clone()));
    }

    fn relation(&mut self, relation: &Relation) {
        self.organisation(relation.vendor);
        self.organisation(relation.customer);
        relation.deals.iter().for_each(|id| self.deal(*id));
        relation.articles.iter().for_each(|id| self.card(*id));
    }

    fn deal_page(&mut self, id: DealId) {
        let site = self.site;
        let deal = site.deal(id);
        self.deal(id);
        deal.part_of.iter().chain(&deal.parts).for_each(|id| self.deal(*id));
        for id in &deal.articles {
            self.card(*id);
        }
        let topics = deal.technology.iter().filter_map(|id| site.topic(*id).file.as_ref());
        self.files.extend(topics.map(|(path, _)| path.clone()));
    }

    fn organisation(&mut self, id: OrganisationId) {
        self.files.extend(self.site.organisation(id).file.as_ref().map(|(path, _)| path.clone()));
    }

    fn organisation_page(&mut self, id: OrganisationId) {
        let entry = self.site.organisation(id);
        self.organisation(id);
        let family = [
            &entry.joint_venture_of,
            &entry.joint_ventures,
            &entry.children,
            &entry.merged,
            &entry.competitors,
        ];
        family
            .into_iter()
            .flatten()
            .chain(&entry.parent)
            .chain(&entry.merged_into)
            .for_each(|id| self.organisation(*id));
        let articles = entry.as_vendor.iter().chain(&entry.as_customer).chain(&entry.mentioned);
        articles.for_each(|id| self.card(*id));
        for found in family_deals(self.site, id) {
            self.deal(found.deal);
        }
    }

    fn front(&mut self, list: List, config: &Config) {
        self.entity(list);
        let site = self.site;
        let articles = list.articles(site);
        match list {
            // Partners and topics are counted over all articles of a role.
            List::Vendor(id) | List::Customer(id) => {
                for id in articles {
                    self.card(*id);
                }
                self.site.organisation(id).deals.iter().for_each(|id| self.deal(*id));
                for member in merged_into(self.site, id) {
                    self.site.organisation(member).deals.iter().for_each(|id| self.deal(*id));
                }
            }
            _ => {
                let pages = Pages::of(articles.len(), config.per_page);
                articles[pages.front].iter().for_each(|id| self.card(*id));
                if let List::Author(id) = list {
                    let quoted = site.person(id).quoted.iter().rev().take(QUOTED_IN);
                    quoted.for_each(|id| self.card(*id));
                }
            }
        }
    }

    fn entity(&mut self, list: List) {
        let site = self.site;
        let file = match list {
            List::Section(_) | List::Month(..) => None,
            List::Vendor(id) | List::Customer(id) => {
                site.organisation(id).file.as_ref().map(|(path, _)| path)
            }
            List::Topic(id) => site.topic(id).file.as_ref().map(|(path, _)| path),
            List::Author(id) => site.person(id).file.as_ref().map(|(path, _)| path),
        };
        self.files.extend(file.cloned());
    }

    /// An index shows the count and the newest article of every entry.
    fn index(&mut self, kind: IndexKind) {
        let site = self.site;
        self.files.extend(site.articles.iter().map(|article| article.path.clone()));
        match kind {
            IndexKind::Topics => {
                self.files.extend(
                    site.topics.iter().filter_map(|entry| entry.file.as_ref()).map(|(path, _)| path.clone()),
                );
            }
            IndexKind::Authors => {
                self.files.extend(
                    site.people.iter().filter_map(|entry| entry.file.as_ref()).map(|(path, _)| path.clone()),
                );
            }
            _ => self.files.extend(
                site.organisations
                    .iter()
                    .filter_map(|entry| entry.file.as_ref())
                    .map(|(path, _)| path.clone()),
            ),
        }
    }
}
