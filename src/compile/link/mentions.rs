//! Which known organisations each article names in its text, and what is told of those that it does
//! not list.
//!
//! Takes the site with its articles; adds the mentions. An organisation is known if it has a file, or
//! is a party somewhere. Must not know how names are looked for, nor how they are printed.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::hash::Fingerprint;
use crate::base::path::SourcePath;
use crate::compile::bodies::Bodies;
use crate::compile::key::hash;
use crate::compile::mentions::finder::{Finder, Known, Mention, Scratch};
use crate::model::article::{Article, Named};
use crate::model::site::{Organisation, OrganisationId, Site};

use super::ambiguous::Unsure;
use super::names::Names;
use super::registers::count;

/// How many names a message has in full.
const SHOWN: usize = 8;

/// What a text names, and with what it was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Found {
    /// The hash of all that decides it: the text, the names that are looked for, and what is listed.
    key: Fingerprint,
    named: Box<[Named]>,
    /// The words, as the HTML has them, of the first that is to be told of: it has a file and is not listed.
    untold: Option<Box<str>>,
    /// What was passed over, each with its words.
    unsure: Vec<(OrganisationId, Box<str>)>,
}

/// What texts name, by their files.
pub type AllFound = HashMap<SourcePath, Found>;

/// Finds the mentions of all articles. What was found before counts where nothing that decides it has
/// changed. Gives all that was found, unless it is what was found before.
pub fn mentions(
    site: &mut Site,
    names: &Names,
    bodies: Bodies<'_>,
    mut before: AllFound,
    findings: &mut Vec<Finding>,
) -> Option<AllFound> {
    let known = known(site, names);
    let with_file = known.iter().filter_map(|known| site.organisations[known.number].file.as_ref());
    let told: Vec<bool> = with_file.map(|(_, profile)| profile.link_mentions != Some(false)).collect();
    if known.is_empty() {
        return None;
    }
    let names_key = hash(&(&known, told));
    let each = site.articles.par_iter();
    let keys: Vec<Fingerprint> = each.map(|article| key_of(site, article, names_key)).collect();
    let holds = |found: &Found, key: Fingerprint| {
        found.key == key
            && found.named.iter().all(|named| named.organisation.index() < site.organisations.len())
            && found.unsure.iter().all(|(id, _)| id.index() < site.organisations.len())
    };
    let is_known = |(article, key): (&Article, &Fingerprint)| {
        before.get(&article.path).is_some_and(|found| holds(found, *key))
    };
    let finder = (!site.articles.iter().zip(&keys).all(is_known)).then(|| Finder::new(&known));
    let searched: Vec<Option<Found>> = (site.articles.par_iter().zip(&keys))
        .map_init(Scratch::default, |scratch, (article, key)| {
            let finder = finder.as_ref().filter(|_| !is_known((article, key)))?;
            Some(in_article(finder, site, article, bodies, *key, scratch))
        })
        .collect();
    let mut unsure = Unsure::default();
    let mut all = AllFound::with_capacity(site.articles.len());
    for (index, searched) in searched.into_iter().enumerate() {
        let article = &site.articles[index];
        let before = || before.remove_entry(&article.path);
        let Some((path, found)) = searched.map(|found| (article.path.clone(), found)).or_else(before) else {
            continue;
        };
        unsure.add(article, found.unsure.iter().map(|(id, words)| (id.index(), words.as_ref())));
        findings.extend(unlisted(site, article, &found));
        add(site, index, &found.named);
        all.insert(path, found);
    }
    unsure.report(site, names, findings);
    // What is left belongs to articles that are gone.
    (finder.is_some() || !before.is_empty()).then_some(all)
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

/// The hash of all that decides what is found in an article.
fn key_of(site: &Site, article: &Article, names: Fingerprint) -> Fingerprint {
    let written = &article.written;
    let deals: Vec<OrganisationId> =
        article.deals.iter().flat_map(|deal| site.deal(*deal).organisations()).collect();
    let listed = (&article.vendors, &article.customers, &article.mentions, deals);
    let text = (written.body.html.hash(), &written.title, &written.standfirst);
    hash(&(names, article.is_whole(), text, listed))
}

fn in_article(
    finder: &Finder,
    site: &Site,
    article: &Article,
    bodies: Bodies<'_>,
    key: Fingerprint,
    scratch: &mut Scratch,
) -> Found {
    let mut found = Found { key, named: [].into(), untold: None, unsure: Vec::new() };
    let written = &article.written;
    // The text of what is withdrawn is not published any more.
    let Some(html) = article.is_whole().then(|| bodies.html(&article.path, &written.body)).flatten() else {
        return found;
    };
    let listed = |number: usize| is_listed(site, article, OrganisationId(count(number)));
    let beside = [written.title.as_str(), written.standfirst.as_deref().unwrap_or_default()];
    let mentions = finder.find(&html, listed, &beside, scratch);
    let words = |mention: &Mention| html.get(mention.place.clone()).map(Box::from);
    let untold = mentions.found.iter().find(|mention| told_of(site, article, mention.number).is_some());
    found.untold = untold.and_then(words);
    let unsure = mentions.unsure.iter();
    found.unsure =
        unsure.filter_map(|mention| Some((OrganisationId(count(mention.number)), words(mention)?))).collect();
    found.named = (mentions.found.into_iter())
        .map(|mention| Named {
            organisation: OrganisationId(count(mention.number)),
            start: count(mention.place.start),
            end: count(mention.place.end),
        })
        .collect();
    found
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

fn add(site: &mut Site, index: usize, named: &[Named]) {
    let article = &mut site.articles[index];
    article.named = named.into();
    for Named { organisation: id, .. } in &article.named {
        let lists = [&article.vendors, &article.customers, &article.mentions];
        if !lists.into_iter().any(|list| list.contains(id)) {
            article.mentions.push(*id);
        }
    }
}

/// The name of an organisation that an article does not list and that is to be told of, if it is.
fn told_of<'a>(site: &'a Site, article: &Article, number: usize) -> Option<&'a str> {
    let (_, profile) = site.organisations[number].file.as_ref()?;
    let told =
        profile.link_mentions != Some(false) && !is_listed(site, article, OrganisationId(count(number)));
    told.then_some(profile.name.as_str())
}

/// Tells of organisations with a file that an article names and does not list.
fn unlisted(site: &Site, article: &Article, found: &Found) -> Option<Finding> {
    let first = found.untold.as_deref()?;
    let each = found.named.iter();
    let names: Vec<&str> =
        each.filter_map(|named| told_of(site, article, named.organisation.index())).collect();
    let place = Place::Words(first.to_owned());
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
