//! Which article is meant where an article names another one: by its path, slug, section and slug, address
//! or title.
//!
//! Takes the site; gives the article, and tells where several could be meant. Knows nothing of why one
//! names another.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place, Severity};
use crate::base::path::SourcePath;
use crate::compile::address::section_folder;
use crate::compile::frontmatter::when::date_in_name;
use crate::model::article::Manuscript;
use crate::model::config::{BaseUrl, Config};
use crate::model::site::{ArticleId, Site};

use super::left_out::{LeftOut, Why};
use super::registers::count;

/// What is told of an article that is not there; nothing if its own file has an error.
pub fn unknown_article(
    path: &SourcePath,
    key: &str,
    name: &str,
    names: &ArticleNames,
    left_out: &LeftOut,
) -> Option<Finding> {
    let place = Place::value(KeyPath::of(key));
    let beside = path.join(name).and_then(|path| left_out.why(path.as_str()));
    match left_out.why(name).or(beside) {
        Some(Why::Faulty) => None,
        Some(Why::Draft) => {
            let message = match key {
                "follows" => format!("`{name}` is left out: this article does not follow it until then"),
                _ => format!("the original `{name}` is left out: the translation stands for itself"),
            };
            let mut finding = Finding::new(Code::UnknownReference, path, place, message);
            finding.severity = Severity::Note;
            Some(finding)
        }
        None => {
            let message = format!("no article is called `{name}`");
            let finding = Finding::new(Code::UnknownReference, path, place, message);
            let what = if key == "follows" { "article" } else { "original" };
            let near = names.near(name);
            Some(match near.as_slice() {
                [] => finding.help(format!("name the {what} by its slug, its path or its title")),
                near => finding.help(format!("did you mean `{}`?", near.join("` or `"))),
            })
        }
    }
}

/// Every article by its path, its slug, its section and slug, its address and its title.
pub struct ArticleNames {
    names: BTreeMap<String, ArticleId>,
    /// All that have a name of which several have one, each with its file; the oldest first.
    several: BTreeMap<String, Vec<(ArticleId, SourcePath)>>,
    base_url: BaseUrl,
}

impl ArticleNames {
    /// The names of all articles; none where no article refers to another one.
    pub fn of(site: &Site, config: &Config) -> Self {
        let base_url = config.base_url.clone();
        let mut all = Self { names: BTreeMap::new(), several: BTreeMap::new(), base_url };
        let refers =
            |written: &Manuscript| written.translation_of.is_some() || written.record.follows.is_some();
        if !site.articles.iter().any(|article| refers(&article.written)) {
            return all;
        }
        for (index, article) in site.articles.iter().enumerate() {
            let id = ArticleId(count(index));
            let slug = article.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            let under = article.path.as_str().strip_prefix("content/").unwrap_or_default();
            let in_section = format!("{}/{slug}", section_folder(&article.path));
            for name in [
                article.path.as_str(),
                under,
                slug,
                &in_section,
                article.url.as_str(),
                &article.written.title,
            ] {
                all.add(name, id, site);
            }
        }
        all
    }

    fn add(&mut self, name: &str, id: ArticleId, site: &Site) {
        let first = *self.names.entry(name.to_owned()).or_insert(id);
        if first == id {
            return;
        }
        let several = self.several.entry(name.to_owned());
        let several = several.or_insert_with(|| vec![(first, site.article(first).path.clone())]);
        if several.iter().all(|(known, _)| *known != id) {
            several.push((id, site.article(id).path.clone()));
        }
    }

    /// The article that the file `from` calls so under this key. Of several it is one of its own section,
    /// else the oldest, and then it is told.
    pub fn find(
        &self,
        key: &str,
        name: &str,
        from: &SourcePath,
        findings: &mut Vec<Finding>,
    ) -> Option<ArticleId> {
        let beside = || self.names.get_key_value(from.join(name)?.as_str());
        let bare = || self.names.get_key_value(self.bare(name)?);
        let (known, id) = self.names.get_key_value(name).or_else(beside).or_else(bare)?;
        let Some(several) = self.several.get(known) else { return Some(*id) };
        let others: Vec<_> = several.iter().filter(|(_, path)| path != from).collect();
        let own: Vec<_> =
            others.iter().filter(|(_, path)| section_folder(path) == section_folder(from)).copied().collect();
        let candidates = if own.is_empty() { others } else { own };
        let (first, _) = candidates.first()?;
        if candidates.len() > 1 {
            let paths =
                candidates.iter().map(|(_, path)| path.as_str().strip_prefix("content/").unwrap_or_default());
            let paths: Vec<&str> = paths.collect();
            let message = format!("several articles are called `{name}`; the oldest is taken");
            let place = Place::value(KeyPath::of(key));
            let finding = Finding::new(Code::AmbiguousReference, from, place, message);
            findings.push(finding.help(format!("write `{}`, whichever is meant", paths.join("` or `"))));
        }
        Some(*first)
    }

    /// The name without what others write around it: the site's own address, slashes, a date, `.md`.
    fn bare<'n>(&self, name: &'n str) -> Option<&'n str> {
        let own = name.strip_prefix(self.base_url.origin.as_str()).filter(|rest| rest.starts_with('/'));
        let path = own.unwrap_or(name).split(['?', '#']).next().unwrap_or(name).trim_matches('/');
        let last = path.rsplit('/').next().unwrap_or(path);
        // A path that leads nowhere stands for nothing; an address of the site for its last part.
        if last != path && own.is_none() && !name.starts_with('/') {
            return None;
        }
        let stem = last.strip_suffix(".md").unwrap_or(last);
        let stem = date_in_name(stem).map_or(stem, |(_, rest)| rest);
        (!stem.is_empty()).then_some(stem)
    }

    /// The slugs and titles that are spelled nearly like this one, at most three.
    fn near(&self, name: &str) -> Vec<&str> {
        let name = self.bare(name).unwrap_or(name);
        let length = name.chars().count();
        let most = 3.min(1.max(length / 4));
        // A slip in the first letter is rare, and all names need not be walked without it.
        let Some(first) = name.chars().next() else { return Vec::new() };
        let from = self.names.range(first.to_string()..).map(|(known, _)| known);
        let known = from.take_while(|known| known.starts_with(first));
        let known = known.filter(|known| known.len().abs_diff(name.len()) <= 3 && !known.contains('/'));
        let near = known.filter(|known| strsim::osa_distance(known, name) <= most);
        near.take(3).map(String::as_str).collect()
    }
}
