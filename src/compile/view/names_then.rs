//! The organisations of an article, each under the name that it had then.
//!
//! Takes what the article's file says, gives links. An article without former names costs nothing
//! here: it shows the links that all pages share.

use serde::Serialize;

use crate::model::article::Article;
use crate::model::site::OrganisationId;

use super::parts::{LinkView, Source};
use super::shared::Ready;

/// An organisation of an article.
#[derive(Clone, Serialize, Debug)]
pub struct OrganisationLink<'a> {
    /// Its name; a former one where the article has that.
    pub name: &'a str,
    /// Where it leads.
    pub href: String,
    /// Its name today, where `name` is a former one.
    pub now: Option<&'a str>,
}

/// A link to an organisation of an article, ready to be shown.
pub type ReadyLink<'a> = Ready<OrganisationLink<'a>>;

impl<'a> OrganisationLink<'a> {
    /// A link under the name of today.
    pub fn today(name: &'a str, href: String) -> Self {
        Self { name, href, now: None }
    }
}

impl<'a> Source<'a> {
    /// Links to those who sell in an article, at most so many.
    pub fn vendors(&self, article: &'a Article, most: usize) -> Vec<ReadyLink<'a>> {
        self.parties_then(article, first(&article.vendors, most), &self.shared.vendors, |id| {
            self.vendor(id).href
        })
    }

    /// Links to those who buy in an article, at most so many.
    pub fn customers(&self, article: &'a Article, most: usize) -> Vec<ReadyLink<'a>> {
        self.parties_then(article, first(&article.customers, most), &self.shared.customers, |id| {
            self.customer(id).href
        })
    }

    /// Links to those whom an article also mentions.
    pub fn mentions(&self, article: &'a Article) -> Vec<OrganisationLink<'a>> {
        let link = |id: &OrganisationId| {
            let LinkView { name, href } = self.organisation(*id);
            self.then(article, *id, || href.clone()).unwrap_or_else(|| OrganisationLink::today(name, href))
        };
        article.mentions.iter().map(link).collect()
    }

    fn parties_then(
        &self,
        article: &'a Article,
        ids: &[OrganisationId],
        shared: &[ReadyLink<'a>],
        href: impl Fn(OrganisationId) -> String,
    ) -> Vec<ReadyLink<'a>> {
        let link = |id: &OrganisationId| match self.then(article, *id, || href(*id)) {
            Some(then) => Ready::of(&then),
            None => shared[id.index()].clone(),
        };
        ids.iter().map(link).collect()
    }

    /// A link under the name that the article has, where that is a former one.
    fn then(
        &self,
        article: &'a Article,
        id: OrganisationId,
        href: impl FnOnce() -> String,
    ) -> Option<OrganisationLink<'a>> {
        let (_, name) = article.named_then.iter().find(|(other, _)| *other == id)?;
        Some(OrganisationLink { name, href: href(), now: Some(&self.site.organisation(id).name) })
    }
}

fn first(ids: &[OrganisationId], most: usize) -> &[OrganisationId] {
    &ids[..ids.len().min(most)]
}
