//! Which deal a place speaks of: ids as they are compared, and ids for deals that are given none.
//!
//! Takes the articles and the files of deals; knows nothing of what is said of a deal.

use std::collections::BTreeSet;

use crate::base::diagnostic::{KeyPath, Place};
use crate::base::path::{SourcePath, Url};
use crate::base::slug::slug;
use crate::model::deal::WrittenDeal;
use crate::model::site::{ArticleId, Site};

use super::deal_names::of_article;
use super::registers::count;

/// One place that says something of a deal, or only names it.
pub(super) struct Told<'a> {
    /// The file.
    pub(super) file: &'a SourcePath,
    /// The article, if the file is one.
    pub(super) article: Option<ArticleId>,
    /// What is said.
    pub(super) deal: &'a WrittenDeal,
    /// The id of the deal, as ids are compared.
    pub(super) id: String,
}

impl Told<'_> {
    /// The way to a key of the deal.
    pub(super) fn path(&self, key: &str) -> KeyPath {
        self.deal.at.as_ref().map_or_else(|| KeyPath::of(key), |at| at.key(key))
    }

    /// The place of the deal as a whole.
    pub(super) fn place(&self) -> Place {
        self.deal.at.clone().map_or(Place::File, Place::value)
    }

    /// Whether the place names the deal by its id and says nothing of it.
    pub(super) fn is_reference(&self) -> bool {
        let WrittenDeal { id, at, .. } = self.deal;
        *self.deal == WrittenDeal { id: id.clone(), at: at.clone(), ..WrittenDeal::default() }
    }
}

/// The id that is written, as ids are compared: case and punctuation do not matter.
pub(super) fn given(deal: &WrittenDeal, language: &str) -> Option<String> {
    let id = slug(&deal.id, language);
    (!id.is_empty()).then_some(id)
}

/// The id of a deal without one: the article's slug and the position, counted from 1.
pub(super) fn by_position(article: &Url, item: usize) -> String {
    let slug = article.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("{slug}-{}", item + 1)
}

/// Every place that speaks of a deal: the files of deals first, then the articles from the oldest on.
pub(super) fn tell<'a>(
    site: &'a Site,
    files: &'a [(SourcePath, Box<WrittenDeal>)],
    language: &str,
) -> Vec<Told<'a>> {
    let mut told: Vec<Told<'a>> = Vec::new();
    for (file, deal) in files {
        // A file is known by its name.
        let id = given(deal, language).unwrap_or_else(|| slug(file.stem(), language));
        told.push(Told { file, article: None, deal, id });
    }
    let mut unnamed = Vec::new();
    for (index, article) in site.articles.iter().enumerate() {
        for (item, deal) in of_article(&article.written).enumerate() {
            let id = given(deal, language).unwrap_or_else(|| {
                unnamed.push(told.len());
                by_position(&article.url, item)
            });
            told.push(Told { file: &article.path, article: Some(ArticleId(count(index))), deal, id });
        }
    }
    part_unnamed(&mut told, &unnamed);
    told
}

/// A deal that was given no id is no other place's deal: where its id is taken, a number goes behind it.
fn part_unnamed(told: &mut [Told<'_>], unnamed: &[usize]) {
    if unnamed.is_empty() {
        return;
    }
    let is_unnamed: BTreeSet<usize> = unnamed.iter().copied().collect();
    let named = told.iter().enumerate().filter(|(index, told)| {
        // A reference to an id that nobody gave means the deal that has it by its place.
        !is_unnamed.contains(index) && !told.is_reference()
    });
    let mut taken: BTreeSet<String> = named.map(|(_, told)| told.id.clone()).collect();
    for &index in unnamed {
        let wish = told[index].id.clone();
        let numbered = (2..).map(|number| format!("{wish}-{number}"));
        let free = std::iter::once(wish.clone()).chain(numbered).find(|id| !taken.contains(id));
        told[index].id = free.unwrap_or(wish);
        taken.insert(told[index].id.clone());
    }
}
