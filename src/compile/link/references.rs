//! References between entities and between articles: parents, mergers, joint ventures,
//! competitors, translations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::model::site::{ArticleId, OrganisationId, Site};

use super::article_names::{ArticleNames, unknown_article};
use super::circles;
use super::left_out::LeftOut;
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
    circles::cut(site, findings);
}

fn unknown(path: &SourcePath, key: KeyPath, name: &str, near: &[&str]) -> Finding {
    let message = format!("no organisation is called `{name}`");
    let finding = Finding::new(Code::UnknownReference, path, Place::value(key), message);
    match near {
        [] => finding.help("it needs a file in content/organisations/, or an article that names it"),
        near => finding.help(format!("did you mean `{}`?", near.join("` or `"))),
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
        match names.find("translation_of", name, &article.path, findings) {
            Some(original) if original.index() == index => {
                let place = Place::value(KeyPath::of("translation_of"));
                let message = format!("`{name}` is this article itself");
                findings.push(Finding::new(Code::ReferenceCycle, &article.path, place, message));
            }
            // A withdrawn text has no other languages.
            Some(original) if !site.article(original).is_whole() => {}
            Some(original) => groups.entry(original).or_default().push(ArticleId(count(index))),
            None => findings.extend(unknown_article(&article.path, "translation_of", name, names, left_out)),
        }
    }
    for (original, translations) in groups {
        let group: Arc<[ArticleId]> = std::iter::once(original).chain(translations).collect();
        for id in group.iter() {
            site.articles[id.index()].translations = Arc::clone(&group);
        }
    }
}
