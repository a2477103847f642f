//! The answers to questions: what of the site a template asked for.
//!
//! Takes a question and the site, in which there is only what is public, gives a view as other pages have it,
//! too. Must not know who asks: equal questions have equal answers on all pages.

use serde::Serialize;

use crate::base::hash::Fingerprint;
use crate::compile::filled::told_html;
use crate::compile::key::{Key, hash};
use crate::compile::link::registers::Registers;
use crate::compile::links::Links;
use crate::compile::plan::deal_lists::in_order;
use crate::compile::render::logo;
use crate::compile::view::deals::DealRow;
use crate::compile::view::organisations::OrganisationView;
use crate::compile::view::parts::{Card, Source};
use crate::model::article::Article;
use crate::model::asked::Asked;
use crate::model::data::Shown;
use crate::model::site::{ArticleId, DealId, OrganisationId, PersonId, SectionId, TopicId};

use super::data_files::DataFiles;
use super::entities::{entry, section};
use super::question::{Fault, Function, Question};

/// Who answers those that render. Questions come in their written form. Whoever it is may remember what it
/// gave; it always gives the same.
pub trait Answers: Sync {
    /// What stands for an answer.
    ///
    /// # Errors
    /// There is none, and why.
    fn hash(&self, question: &str) -> Result<Fingerprint, Fault>;

    /// An answer as a template sees it.
    ///
    /// # Errors
    /// There is none, and why.
    fn value(&self, question: &str) -> Result<tera::Value, Fault>;

    /// What the asker should know, though there is an answer: names that nobody has.
    fn doubts(&self, question: &str) -> Vec<Fault>;
}

/// A key and what stands for the answers to what an output asked; none where one of them has no answer.
pub fn with_answers(key: Key, asked: &[Asked], answers: &dyn Answers) -> Option<Key> {
    if asked.is_empty() {
        return Some(key);
    }
    let pairs = asked.iter().map(|asked| Some((&asked.question, answers.hash(&asked.question).ok()?)));
    let pairs: Vec<_> = pairs.collect::<Option<_>>()?;
    Some(key.and("answers", hash(&pairs)))
}

/// An answer.
#[derive(Debug)]
pub struct Answer<'a> {
    /// What the template gets.
    pub shown: Shows<'a>,
    /// Names that nobody has.
    pub doubts: Vec<Fault>,
}

/// What a template gets as an answer.
#[derive(Serialize, Debug)]
#[serde(untagged)]
pub enum Shows<'a> {
    /// Articles, the newest first.
    Articles(Vec<Card<'a>>),
    /// An organisation; none of this name.
    Organisation(Option<Box<OrganisationView<'a>>>),
    /// Deals, the newest first.
    Deals(Vec<DealRow<'a>>),
    /// What a file holds.
    Data(Shown<'a>),
}

/// All that answers are made from.
#[derive(Clone, Copy)]
pub struct Archive<'a> {
    /// The site and how it is printed.
    pub source: Source<'a>,
    /// Where links lead.
    pub links: &'a Links<'a>,
    /// Whose names are whose.
    pub registers: &'a Registers,
    /// The files of `data/`.
    pub data: &'a DataFiles,
}

/// What an article must have to be in an answer.
enum Has {
    Vendor(OrganisationId),
    Customer(OrganisationId),
    Topic(TopicId),
    Section(SectionId),
    Author(PersonId),
}

impl<'a> Archive<'a> {
    /// The answer to a question.
    ///
    /// # Errors
    /// There is no such file.
    pub fn answer(&self, question: &Question) -> Result<Answer<'a>, Fault> {
        let mut doubts = Vec::new();
        let shown = match question.function {
            Function::Articles => Shows::Articles(self.articles(question, &mut doubts)),
            Function::Deals => Shows::Deals(self.deals(question, &mut doubts)),
            Function::Organisation => {
                let id = self.organisation(question.text("name"), &mut doubts).flatten();
                let view = id.map(|id| {
                    Box::new(self.source.organisation_view(id, logo(self.source.site, self.links, id)))
                });
                Shows::Organisation(view)
            }
            Function::Data => Shows::Data(Shown(self.data.get(question.text("path").unwrap_or_default())?)),
        };
        Ok(Answer { shown, doubts })
    }

    /// The organisation that is asked for: nothing if none is, and none if nobody has the name.
    #[expect(clippy::option_option, reason = "not asked for, and not there, are two things")]
    fn organisation(&self, name: Option<&str>, doubts: &mut Vec<Fault>) -> Option<Option<OrganisationId>> {
        let found = entry(&self.registers.organisations, "organisation", name?);
        Some(found.map(OrganisationId).map_err(|fault| doubts.push(fault)).ok())
    }

    fn articles(&self, question: &Question, doubts: &mut Vec<Fault>) -> Vec<Card<'a>> {
        let Registers { organisations, people, topics } = self.registers;
        let site = self.source.site;
        let mut all: Vec<Has> = Vec::new();
        let mut add = |found: Option<Result<Has, Fault>>| match found {
            Some(Ok(has)) => all.push(has),
            Some(Err(fault)) => doubts.push(fault),
            None => {}
        };
        let named = |names, noun, name: &str| entry(names, noun, name);
        let text = |name| question.text(name);
        let organisation = |name| text(name).map(|name| named(organisations, "organisation", name));
        add(organisation("vendor").map(|id| id.map(OrganisationId).map(Has::Vendor)));
        add(organisation("customer").map(|id| id.map(OrganisationId).map(Has::Customer)));
        add(text("topic").map(|name| named(topics, "topic", name).map(TopicId).map(Has::Topic)));
        add(text("section").map(|name| section(site, name).map(Has::Section)));
        add(text("author").map(|name| named(people, "author", name).map(PersonId).map(Has::Author)));
        if !doubts.is_empty() {
            return Vec::new();
        }
        let shortest = all.iter().map(|has| self.list(has)).min_by_key(|list| list.len());
        let fits = |id: &ArticleId| {
            let article = site.article(*id);
            article.is_listed() && all.iter().all(|has| has.is_of(article))
        };
        let ids: Vec<ArticleId> = match shortest {
            Some(list) => list.iter().rev().copied().filter(fits).take(question.limit()).collect(),
            None => site.listed().rev().map(|(id, _)| id).take(question.limit()).collect(),
        };
        let card = |id: ArticleId| {
            let mut card = self.source.card(id);
            let file = site.article(id);
            let file = (&file.path, &file.url, card.href.as_str());
            card.standfirst_html.iter_mut().for_each(|html| told_html(self.links, file, html));
            card
        };
        ids.into_iter().map(card).collect()
    }

    /// All articles that have something, the oldest first.
    fn list(&self, has: &Has) -> &'a [ArticleId] {
        let site = self.source.site;
        match has {
            Has::Vendor(id) => &site.organisation(*id).as_vendor,
            Has::Customer(id) => &site.organisation(*id).as_customer,
            Has::Topic(id) => &site.topic(*id).articles,
            Has::Section(id) => &site.section(*id).articles,
            Has::Author(id) => &site.person(*id).articles,
        }
    }

    fn deals(&self, question: &Question, doubts: &mut Vec<Fault>) -> Vec<DealRow<'a>> {
        let vendor = self.organisation(question.text("vendor"), doubts);
        let customer = self.organisation(question.text("customer"), doubts);
        if !doubts.is_empty() {
            return Vec::new();
        }
        let (vendor, customer) = (vendor.flatten(), customer.flatten());
        let site = self.source.site;
        let own = vendor.or(customer).map(|id| {
            let mut own = site.organisation(id).deals.clone();
            in_order(site, &mut own);
            own
        });
        let list: &[DealId] = own.as_deref().unwrap_or(&self.source.shared.deal_lists.all);
        let fits = |id: &DealId| {
            let deal = site.deal(*id);
            let year = deal.date.map(|date| i64::from(date.year));
            vendor.is_none_or(|id| deal.vendors.contains(&id))
                && customer.is_none_or(|id| deal.customers.contains(&id))
                && question.number("year").is_none_or(|asked| year == Some(asked))
                && question.kind().is_none_or(|kind| deal.kind == kind)
        };
        let ids = list.iter().rev().copied().filter(fits).take(question.limit());
        ids.map(|id| self.source.deal_row(id)).collect()
    }
}

impl Has {
    fn is_of(&self, article: &Article) -> bool {
        match self {
            Self::Vendor(id) => article.vendors.contains(id),
            Self::Customer(id) => article.customers.contains(id),
            Self::Topic(id) => article.topics.contains(id),
            Self::Section(id) => article.section == *id,
            Self::Author(id) => article.authors.contains(id),
        }
    }
}
