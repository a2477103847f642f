//! References between entities and between articles: parents, mergers, joint ventures,
//! competitors, translations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place, Severity};
use crate::base::path::SourcePath;
use crate::compile::address::section_folder;
use crate::model::article::Manuscript;
use crate::model::site::{ArticleId, OrganisationId, Site};

use super::left_out::{LeftOut, Why};
use super::names::Names;
use super::registers::count;

/// Resolves what organisations' files say of each other, in both directions.
pub fn organisations(site: &mut Site, names: &Names, left_out: &LeftOut, findings: &mut Vec<Finding>) {
    for index in 0..site.organisations.len() {
        let id = OrganisationId(count(index));
        let Some((path, profile)) = site.organisations[index].file.clone() else { continue };
        let mut find = |name: &str, key: KeyPath| {
            let found = names.get(name).map(|index| OrganisationId(count(index)));
            match found {
                None if left_out.has_organisation(name) => {}
                None => findings.push(unknown(&path, key, name, &names.near(name))),
                Some(found) if found == id => {
                    let message = format!("`{name}` is this organisation itself");
                    findings.push(Finding::new(Code::ReferenceCycle, &path, Place::value(key), message));
                }
                Some(_) => {}
            }
            found.filter(|found| *found != id)
        };
        let org = KeyPath::of("parent").key("org");
        let parent = profile.parent.as_ref().and_then(|parent| find(&parent.org, org));
        let merged = profile.merged_into.as_ref().and_then(|name| find(name, KeyPath::of("merged_into")));
        let mut list = |key: &str, written: &[String]| -> Vec<OrganisationId> {
            let items = written.iter().enumerate();
            items.filter_map(|(item, name)| find(name, KeyPath::of(key).item(item))).collect()
        };
        let owners = list("joint_venture_of", &profile.joint_venture_of);
        let competitors = list("competitors", &profile.competitors);
        if let Some(parent) = parent {
            site.organisations[parent.index()].children.push(id);
        }
        if let Some(successor) = merged {
            site.organisations[successor.index()].merged.push(id);
        }
        for owner in &owners {
            site.organisations[owner.index()].joint_ventures.push(id);
        }
        for rival in &competitors {
            site.organisations[rival.index()].competitors.push(id);
        }
        let organisation = &mut site.organisations[index];
        organisation.parent = parent;
        organisation.merged_into = merged;
        organisation.joint_venture_of = owners;
        organisation.competitors.extend(competitors);
    }
    for organisation in &mut site.organisations {
        organisation.competitors.sort_unstable();
        organisation.competitors.dedup();
    }
    cut_cycles(site, "parent", |site, id| &mut site.organisations[id.index()].parent, findings);
    cut_cycles(site, "merged_into", |site, id| &mut site.organisations[id.index()].merged_into, findings);
}

fn unknown(path: &SourcePath, key: KeyPath, name: &str, near: &[&str]) -> Finding {
    let message = format!("no organisation is called `{name}`");
    let finding = Finding::new(Code::UnknownReference, path, Place::value(key), message);
    match near {
        [] => finding.help("it needs a file in content/organisations/, or an article that names it"),
        near => finding.help(format!("did you mean `{}`?", near.join("` or `"))),
    }
}

/// Reports each circle of references once, and takes the reference out that closes it.
fn cut_cycles(
    site: &mut Site,
    key: &str,
    next: fn(&mut Site, OrganisationId) -> &mut Option<OrganisationId>,
    findings: &mut Vec<Finding>,
) {
    // The number of the walk on which each was first met: no chain is walked twice.
    let mut met: Vec<Option<usize>> = vec![None; site.organisations.len()];
    for walk in 0..site.organisations.len() {
        let mut chain: Vec<OrganisationId> = Vec::new();
        let mut step = Some(OrganisationId(count(walk)));
        while let Some(id) = step.filter(|id| met[id.index()].is_none()) {
            met[id.index()] = Some(walk);
            chain.push(id);
            step = *next(site, id);
        }
        let Some(begin) = step.filter(|id| met[id.index()] == Some(walk)) else { continue };
        // The walk ran into itself. It is told in the first file of the circle, from wherever the
        // walk came.
        chain.drain(..chain.iter().position(|id| *id == begin).unwrap_or_default());
        let first = (0..chain.len()).min_by_key(|&at| chain[at].index()).unwrap_or_default();
        chain.rotate_left(first);
        let start = chain[0];
        let names: Vec<&str> =
            chain.iter().chain([&start]).map(|id| site.organisation(*id).name.as_str()).collect();
        if let Some((path, _)) = &site.organisation(start).file {
            let message = format!("`{key}` leads round in a circle: {}", names.join(" → "));
            let place = Place::value(KeyPath::of(key));
            findings.push(Finding::new(Code::ReferenceCycle, path, place, message));
        }
        *next(site, start) = None;
    }
}

/// Joins each translation with its original and with the other translations of it.
pub fn translations(site: &mut Site, names: &ArticleNames, left_out: &LeftOut, findings: &mut Vec<Finding>) {
    let translated: Vec<usize> = (0..site.articles.len())
        .filter(|&index| site.articles[index].written.translation_of.is_some())
        .collect();
    let mut groups: BTreeMap<ArticleId, Vec<ArticleId>> = BTreeMap::new();
    for index in translated {
        let article = &site.articles[index];
        let Some(name) = &article.written.translation_of else { continue };
        match names.find(name, &article.path) {
            Some(original) if original.index() == index => {
                let place = Place::value(KeyPath::of("translation_of"));
                let message = format!("`{name}` is this article itself");
                findings.push(Finding::new(Code::ReferenceCycle, &article.path, place, message));
            }
            // A withdrawn text has no other languages.
            Some(original) if !site.article(original).is_whole() => {}
            Some(original) => groups.entry(original).or_default().push(ArticleId(count(index))),
            None => findings.extend(unknown_article(&article.path, "translation_of", name, left_out)),
        }
    }
    for (original, translations) in groups {
        let group: Arc<[ArticleId]> = std::iter::once(original).chain(translations).collect();
        for id in group.iter() {
            site.articles[id.index()].translations = Arc::clone(&group);
        }
    }
}

/// What is told of an article that is not there; nothing if its own file has an error.
pub fn unknown_article(path: &SourcePath, key: &str, name: &str, left_out: &LeftOut) -> Option<Finding> {
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
            Some(finding.help(format!("name the {what} by its slug, its path or its title")))
        }
    }
}

/// Every article by its path, its slug, its section and slug, its address and its title; the oldest
/// wins.
pub struct ArticleNames {
    names: BTreeMap<String, ArticleId>,
}

impl ArticleNames {
    /// The names of all articles; none where no article refers to another one.
    pub fn of(site: &Site) -> Self {
        let mut names = BTreeMap::new();
        let refers =
            |written: &Manuscript| written.translation_of.is_some() || written.record.follows.is_some();
        if !site.articles.iter().any(|article| refers(&article.written)) {
            return Self { names };
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
                names.entry(name.to_owned()).or_insert(id);
            }
        }
        Self { names }
    }

    /// The article that the file `from` calls so.
    pub fn find(&self, name: &str, from: &SourcePath) -> Option<ArticleId> {
        let beside = || self.names.get(from.join(name)?.as_str());
        self.names.get(name).or_else(beside).copied()
    }
}
