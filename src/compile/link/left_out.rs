//! Files that are there and have no part in the site: faulty ones, drafts, and articles whose
//! address another one has.
//!
//! Remembers their names, so that what refers to them is not told that they do not exist. Knows
//! nothing of what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::base::diagnostic::Finding;
use crate::base::name::NameKey;
use crate::base::path::{SourcePath, Url};
use crate::base::slug::slug;
use crate::compile::address::{article_url, section_folder};
use crate::compile::frontmatter::when::date_in_name;
use crate::compile::parse::under_content;
use crate::compile::plan::outputs::Owner;
use crate::compile::plan::planner::claimed_twice;
use crate::model::article::Manuscript;
use crate::model::config::Config;

use super::deal_ids::{by_position, given};

/// Why an article has no part in the site.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It has an error, which is told in its own file.
    Faulty,
    /// It is not public yet: a draft, on hold, under embargo or scheduled.
    Draft,
}

/// What was left out, by name.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    organisations: BTreeSet<NameKey>,
    articles: BTreeMap<String, Why>,
    deals: BTreeMap<String, Why>,
}

impl LeftOut {
    /// Adds a file of which nothing is known but where it lies.
    pub fn faulty(&mut self, path: &SourcePath, config: &Config) {
        if path.as_str().starts_with("content/organisations/") {
            self.organisations.insert(NameKey::of_organisation(path.stem()));
            return;
        }
        if path.as_str().starts_with("content/deals/") {
            self.deal(&slug(path.stem(), &config.language), Why::Faulty);
            return;
        }
        let folder = path.folder().rsplit('/').next().unwrap_or_default();
        let stem = if path.stem() == "index" { folder } else { path.stem() };
        let name = date_in_name(stem).map_or(stem, |(_, rest)| rest);
        self.add(path, &slug(name, &config.language), None, Why::Faulty);
    }

    /// Adds an article that could be read.
    pub fn article(&mut self, path: &SourcePath, written: &Manuscript, why: Why, config: &Config) {
        let url = url(path, written, config);
        let slug = url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        self.add(path, slug, Some(&written.title), why);
        self.articles.entry(url.as_str().to_owned()).or_insert(why);
        for (item, deal) in written.record.deals.iter().enumerate() {
            self.deal(&given(deal, &config.language).unwrap_or_else(|| by_position(&url, item)), why);
        }
    }

    /// Adds a deal that nobody may know of.
    pub fn deal(&mut self, id: &str, why: Why) {
        self.deals.entry(id.to_owned()).or_insert(why);
    }

    /// Why there is no deal of this id, if it was left out.
    pub fn why_no_deal(&self, id: &str) -> Option<Why> {
        self.deals.get(id).copied()
    }

    fn add(&mut self, path: &SourcePath, slug: &str, title: Option<&str>, why: Why) {
        let in_section = format!("{}/{slug}", section_folder(path));
        let names = [path.as_str(), under_content(path), slug, &in_section];
        for name in names.into_iter().chain(title) {
            self.articles.entry(name.to_owned()).or_insert(why);
        }
    }

    /// Whether a file of the organisations that could be this one's is faulty.
    pub fn has_organisation(&self, name: &str) -> bool {
        !self.organisations.is_empty() && self.organisations.contains(&NameKey::of_organisation(name))
    }

    /// Why the article of this name, path or address is not there, if it was left out.
    pub fn why(&self, name: &str) -> Option<Why> {
        self.articles.get(name).copied()
    }
}

/// The address of an article.
pub fn url(path: &SourcePath, written: &Manuscript, config: &Config) -> Url {
    let pattern = config.permalinks.get(section_folder(path)).map(String::as_str);
    let language = written.language.as_deref().unwrap_or(&config.language);
    article_url(path, &written.date, written.slug.as_deref(), pattern, language)
}

/// An article with an address that no other one has.
pub struct Addressed {
    /// Its file.
    pub path: SourcePath,
    /// Its address.
    pub url: Url,
    /// What its file says.
    pub written: Box<Manuscript>,
}

/// Leaves out articles whose address another one has: the first in the order of the paths keeps it.
/// Else lists would lead from the title of the one to the text of the other.
pub fn settle_addresses(
    articles: Vec<(SourcePath, Box<Manuscript>)>,
    config: &Config,
    left_out: &mut LeftOut,
    findings: &mut Vec<Finding>,
) -> Vec<Addressed> {
    let urls: Vec<Url> = articles.par_iter().map(|(path, written)| url(path, written, config)).collect();
    let mut owners: HashMap<&str, usize> = HashMap::with_capacity(urls.len());
    let mut lost = BTreeSet::new();
    for (index, url) in urls.iter().enumerate() {
        let first = *owners.entry(url.as_str()).or_insert(index);
        if first != index {
            let owner = |index: usize| Owner::File(articles[index].0.clone());
            findings.push(claimed_twice(url, &owner(first), &owner(index)));
            lost.insert(index);
        }
    }
    let mut addressed = Vec::with_capacity(urls.len());
    for (index, ((path, written), url)) in articles.into_iter().zip(urls).enumerate() {
        if lost.contains(&index) {
            left_out.article(&path, &written, Why::Faulty, config);
        } else {
            addressed.push(Addressed { path, url, written });
        }
    }
    addressed
}
