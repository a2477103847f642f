//! Which known organisations each article names in its text, and what is told of those that it does
//! not list.
//!
//! Takes the site with its articles; adds the mentions. An organisation is known if it has a file, or
//! is a party somewhere. Must not know how names are looked for, nor how they are printed.

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::compile::mentions::finder::{Finder, Known, Mentions, Scratch};
use crate::model::article::{Article, Named};
use crate::model::site::{Organisation, OrganisationId, Site};

use super::ambiguous::Unsure;
use super::names::Names;
use super::registers::count;

/// How many names a message has in full.
const SHOWN: usize = 8;

/// Finds the mentions of all articles.
pub fn mentions(site: &mut Site, names: &Names, findings: &mut Vec<Finding>) {
    let known = known(site, names);
    let finder = Finder::new(&known);
    if finder.is_empty() {
        return;
    }
    let found: Vec<Mentions> = (site.articles.par_iter())
        .map_init(Scratch::default, |scratch, article| in_article(&finder, site, article, scratch))
        .collect();
    let mut unsure = Unsure::default();
    for (index, mentions) in found.into_iter().enumerate() {
        unsure.add(&site.articles[index], &mentions.unsure);
        findings.extend(unlisted(site, &site.articles[index], &mentions));
        add(site, index, mentions);
    }
    unsure.report(site, names, findings);
}

/// The organisations that are looked for: those with a file first, for their names are chosen.
fn known<'a>(site: &'a Site, names: &Names) -> Vec<Known<'a>> {
    let mut party = vec![false; site.organisations.len()];
    for article in site.articles.iter().filter(|article| article.is_whole()) {
        article.vendors.iter().chain(&article.customers).for_each(|id| party[id.index()] = true);
    }
    let mut known: Vec<Known<'a>> = Vec::new();
    for (number, Organisation { name, file, deals, .. }) in site.organisations.iter().enumerate() {
        let Some((_, profile)) = file else {
            if party[number] || !deals.is_empty() {
                known.push(Known { number, name, ..Known::default() });
            }
            continue;
        };
        let former = profile.former_names.iter().map(|former| &former.name);
        let others = profile.aliases.iter().chain(&profile.legal_name).chain(former);
        // A name that two files claim is one of them's only.
        let others = others.filter(|name| names.get(name) == Some(number)).map(String::as_str);
        known.push(Known {
            number,
            name,
            others: others.collect(),
            not: profile.not.iter().map(String::as_str).collect(),
            context: profile.context.iter().map(String::as_str).collect(),
        });
    }
    known.sort_by_key(|known| site.organisations[known.number].file.is_none());
    known
}

fn in_article(finder: &Finder, site: &Site, article: &Article, scratch: &mut Scratch) -> Mentions {
    let written = &article.written;
    if !article.is_whole() {
        return Mentions::default(); // Its text is not published any more.
    }
    let listed = |number: usize| is_listed(site, article, OrganisationId(count(number)));
    let beside = [written.title.as_str(), written.standfirst.as_deref().unwrap_or_default()];
    finder.find(&written.body.html, listed, &beside, scratch)
}

/// Whether an article says itself that it is about an organisation.
fn is_listed(site: &Site, article: &Article, id: OrganisationId) -> bool {
    let lists = [&article.vendors, &article.customers, &article.mentions];
    lists.into_iter().any(|list| list.contains(&id))
        || article.deals.iter().any(|deal| {
            let deal = site.deal(*deal);
            let lists = [&deal.vendors, &deal.customers, &deal.lost, &deal.displaced];
            lists.into_iter().any(|list| list.contains(&id))
                || deal.others.iter().any(|(_, other)| *other == id)
        })
}

fn add(site: &mut Site, index: usize, mentions: Mentions) {
    let article = &mut site.articles[index];
    let named = mentions.found.into_iter().map(|mention| Named {
        organisation: OrganisationId(count(mention.number)),
        start: count(mention.place.start),
        end: count(mention.place.end),
    });
    article.named = named.collect();
    for Named { organisation: id, .. } in &article.named {
        let lists = [&article.vendors, &article.customers, &article.mentions];
        if !lists.into_iter().any(|list| list.contains(id)) {
            article.mentions.push(*id);
        }
    }
}

/// Tells of organisations with a file that an article names and does not list.
fn unlisted(site: &Site, article: &Article, mentions: &Mentions) -> Option<Finding> {
    let told = |number: usize| {
        let (_, profile) = site.organisations[number].file.as_ref()?;
        let id = OrganisationId(count(number));
        (profile.link_mentions != Some(false) && !is_listed(site, article, id))
            .then_some(profile.name.as_str())
    };
    let unlisted: Vec<(&str, &str)> = (mentions.found.iter())
        .filter_map(|mention| {
            Some((told(mention.number)?, article.written.body.html.get(mention.place.clone())?))
        })
        .collect();
    let (_, first) = unlisted.first()?;
    let place = Place::Words((*first).to_owned());
    let names: Vec<&str> = unlisted.iter().map(|(name, _)| *name).collect();
    let message = format!(
        "the text names {} without listing {}",
        spoken(&names),
        if names.len() == 1 { "it" } else { "them" }
    );
    let listed = article.written.mentions.iter().map(String::as_str).chain(names.iter().copied());
    let listed: Vec<String> = listed.map(in_list).collect();
    let finding = Finding::new(Code::UnlistedMention, &article.path, place, message);
    Some(finding.help(format!(
        "list what it is about: `mentions: [{}]`, or as a vendor or customer",
        listed.join(", ")
    )))
}

/// A name as it can stand in a list of YAML.
fn in_list(name: &str) -> String {
    let plain =
        name.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '.' | '/' | '+' | '-' | '&' | '\''));
    let plain = plain && name.starts_with(char::is_alphabetic);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// `A`, `B` and `C`; of many, how many more.
fn spoken(names: &[&str]) -> String {
    let (shown, more) = names.split_at(names.len().min(SHOWN));
    let mut quoted: Vec<String> = shown.iter().map(|name| format!("`{name}`")).collect();
    if !more.is_empty() {
        quoted.push(format!("{} more", more.len()));
    }
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
