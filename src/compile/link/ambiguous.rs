//! Names that were passed over in texts, since they may mean something else.
//!
//! Takes what was found in one text after another; tells of each organisation once. Must not know how
//! names are looked for.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::model::article::Article;
use crate::model::site::Site;

use super::names::Names;

/// How many articles are named.
const NAMED: usize = 3;

/// The articles that have an organisation's name where nothing tells that it is meant.
#[derive(Default)]
pub(super) struct Unsure {
    of: BTreeMap<usize, Articles>,
}

#[derive(Default)]
struct Articles {
    count: usize,
    /// The first ones, each with the word as its HTML has it.
    first: Vec<(SourcePath, String)>,
}

impl Unsure {
    /// Adds what was passed over in an article, each with the word as its HTML has it.
    pub(super) fn add<'a>(&mut self, article: &Article, unsure: impl Iterator<Item = (usize, &'a str)>) {
        for (number, word) in unsure {
            let articles = self.of.entry(number).or_default();
            articles.count += 1;
            if articles.first.len() < NAMED {
                articles.first.push((article.path.clone(), word.to_owned()));
            }
        }
    }

    /// Tells of each organisation; not where its file says when it is meant.
    pub(super) fn report(self, site: &Site, names: &Names, findings: &mut Vec<Finding>) {
        findings
            .extend(self.of.into_iter().filter_map(|(number, articles)| told(site, names, number, articles)));
    }
}

fn told(site: &Site, names: &Names, number: usize, articles: Articles) -> Option<Finding> {
    let organisation = &site.organisations[number];
    let (file, place) = match &organisation.file {
        Some((_, profile)) if !profile.context.is_empty() || profile.link_mentions == Some(false) => {
            return None;
        }
        Some((path, _)) => (path, Place::value(KeyPath::of("name"))),
        None => (&names.entries[number].place.file, Place::value(names.entries[number].place.key.clone())),
    };
    let name = &organisation.name;
    let these = if articles.count == 1 {
        "one article has".to_owned()
    } else {
        format!("{} articles have", articles.count)
    };
    let message = format!("{these} the word `{name}`, and nothing tells that the organisation is meant");
    let mut finding = Finding::new(Code::AmbiguousName, file, place, message);
    for (nth, (path, word)) in articles.first.into_iter().enumerate() {
        let note = if nth == 0 { "it stands here" } else { "and here" };
        finding = finding.related(&path, Place::Words(word), note);
    }
    let example = "`context: [operator, network]` names words that tell it";
    Some(finding.help(match &organisation.file {
        Some(_) => format!("{example}; a longer alias, or listing it, does so, too"),
        None => format!("list it where it is meant, or give it a file: there {example}"),
    }))
}
