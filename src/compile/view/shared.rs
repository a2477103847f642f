//! Views that many pages show alike: made ready for templates once, and shared.
//!
//! Takes the site, gives values that cost nothing to show again. Knows no page.

use std::fmt::{self, Debug};
use std::marker::PhantomData;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Serialize, Serializer};

use crate::base::hash::Fingerprint;
use crate::base::time::PartialDate;
use crate::compile::href::Hrefs;
use crate::compile::key::hash;
use crate::compile::markdown::inline::typographic;
use crate::compile::plan::deal_lists::DealLists;
use crate::compile::plan::outputs::IndexKind;
use crate::compile::roles::{buys, sells};
use crate::model::article::Article;
use crate::model::config::Config;
use crate::model::site::{OrganisationId, Site, Topic};

use super::names_then::{OrganisationLink, ReadyLink};
use super::parts::{DateView, HeadlineView, LinkView};
use super::short_value::ShortValue;

/// A view as templates see it. To clone it or to put it into another view copies nothing.
pub struct Ready<View> {
    value: tera::Value,
    /// What stands for it in the key of a page.
    key: Fingerprint,
    of: PhantomData<fn() -> View>,
}

impl<View: Serialize> Ready<View> {
    /// Makes a view ready.
    pub(super) fn of(view: &View) -> Self {
        let value = tera::Value::try_from_serializable(view);
        let value = value.expect("a view has texts, numbers, lists and maps only");
        Self { value, key: hash(view), of: PhantomData }
    }
}

impl<View> Clone for Ready<View> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), key: self.key, of: PhantomData }
    }
}

impl<View> Debug for Ready<View> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(to)
    }
}

impl<View> Serialize for Ready<View> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As of HTML that has a key of its own: templates read the value, keys are made of keys.
        if serializer.is_human_readable() {
            self.value.serialize(serializer)
        } else {
            self.key.serialize(serializer)
        }
    }
}

/// A link of a list of links.
pub type Link<'a> = Ready<LinkView<'a>>;

/// What is shared, each list by the id of what it is about.
#[derive(Debug, Default)]
pub struct Shared<'a> {
    /// Organisations in the role of a vendor.
    pub vendors: Vec<ReadyLink<'a>>,
    /// Organisations in the role of a customer.
    pub customers: Vec<ReadyLink<'a>>,
    /// Topics.
    pub topics: Vec<Link<'a>>,
    /// The dates of articles.
    pub dates: Vec<Ready<DateView>>,
    /// Links to articles.
    pub headlines: Vec<Ready<HeadlineView<'a>>>,
    /// The lists of deals.
    pub deal_lists: DealLists,
    /// What each deal is worth in few words.
    pub values: Vec<ShortValue>,
    /// The day of the newest article or deal: it takes the clock's place where a page says what is soon.
    pub day: Option<Date>,
}

impl<'a> Shared<'a> {
    /// All of a site.
    pub fn of(site: &'a Site, config: &Config, hrefs: &Hrefs) -> Self {
        let topic = |topic: &'a Topic| {
            let href = hrefs.entity(IndexKind::Topics.folder(), &topic.slug);
            Ready::of(&LinkView { name: &topic.name, href })
        };
        let organisations = |role: IndexKind| {
            let each = (0..).map(OrganisationId).zip(&site.organisations);
            each.map(|(id, organisation)| {
                let has_page = if role == IndexKind::Vendors { sells(site, id) } else { buys(site, id) };
                // Named in articles alone that stand in no list, it has no page in this role.
                let kind = if has_page { role } else { IndexKind::Organisations };
                let href = hrefs.entity(kind.folder(), &organisation.slug);
                Ready::of(&OrganisationLink::today(&organisation.name, href))
            })
            .collect()
        };
        let headline = |article: &'a Article| HeadlineView {
            title: typographic(&article.written.title, config.smart_punctuation),
            href: hrefs.href(&article.url),
            language: article.written.language.as_deref().filter(|language| **language != *config.language),
        };
        Self {
            vendors: organisations(IndexKind::Vendors),
            customers: organisations(IndexKind::Customers),
            topics: site.topics.iter().map(topic).collect(),
            dates: site
                .articles
                .par_iter()
                .map(|article| Ready::of(&DateView::of(&article.written.date)))
                .collect(),
            headlines: site.articles.par_iter().map(|article| Ready::of(&headline(article))).collect(),
            day: newest_day(site),
            deal_lists: DealLists::of(site, config),
            values: site.deals.par_iter().map(ShortValue::of).collect(),
        }
    }
}

fn newest_day(site: &Site) -> Option<Date> {
    let articles = site.articles.iter().map(|article| article.written.date.day);
    let deals = site.deals.iter().filter_map(|deal| deal.date).map(PartialDate::first_day);
    articles.max().max(deals.max())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ready_is_shown_like_the_view_itself() {
        let link = LinkView { name: "Nokia", href: "/vendors/nokia/".to_owned() };
        let views =
            [tera::Value::from_serializable(&[&Ready::of(&link)]), tera::Value::from_serializable(&[&link])];
        assert_eq!(views[0], views[1]);
        assert_eq!(format!("{:?}", Ready::of(&link)), format!("{:?}", tera::Value::from_serializable(&link)));
    }
}
