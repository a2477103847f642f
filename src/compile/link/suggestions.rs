//! “You may also like”: for each article a few others, with the reason.
//!
//! Takes the site with all its lists; gives each article its suggestions. Candidates share a deal, a
//! party, a topic or telling words. What is shared counts by how rare it was when the article came out,
//! in steps of powers of two, so a new article changes no weight for older ones; and of all that share
//! something only the nearest in time are looked at, so it becomes a candidate for few of them.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::model::article::{Article, Common, Suggestion};
use crate::model::site::{ArticleId, DealId, OrganisationId, Site, ThreadId, TopicId};

use super::registers::count;
use super::terms::{Terms, spelled};

/// A candidate in the order of choice: the weightiest, the nearest in days, the oldest; and what is shared.
type Ranked<'a> = (Reverse<u32>, i64, ArticleId, &'a [(ArticleId, Trait, u32)]);

/// How many suggestions an article has at most.
const MOST: usize = 4;

/// How many names or words a reason has at most.
const NAMED: usize = 3;

/// How many articles before and after one are looked at in each list: of a deal or party, and of a
/// topic or word.
const OF_PARTIES: (usize, usize) = (16, 8);
const OF_TOPICS: (usize, usize) = (8, 4);

/// What a deal weighs, and a party, a topic or a word at its rarest.
const DEAL: u32 = 64;
const PARTY: u32 = 32;
const TOPIC: u32 = 16;
const WORD: u32 = 4;

/// Words alone make two articles alike if there are so many of them.
const WORDS_ALONE: usize = 2;

/// Gives every article its suggestions.
pub fn suggestions(site: &mut Site) {
    let (terms, facts) = (Terms::read(&site.articles), Facts::of(&site.articles));
    let chosen: Vec<Box<[Suggestion]>> = (0..site.articles.len())
        .into_par_iter()
        .map_init(Scratch::default, |scratch, index| {
            suggest(site, &terms, &facts, ArticleId(count(index)), scratch)
        })
        .collect();
    for (article, chosen) in site.articles.iter_mut().zip(chosen) {
        article.suggestions = chosen;
    }
}

/// Something that two articles may share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Trait {
    Deal(DealId),
    Party(OrganisationId),
    Topic(TopicId),
    Word(u32),
}

/// What an article may share with others, each with what it weighs: deals, parties, topics and words.
type Traits = Vec<(Trait, u32)>;

/// What candidates are compared by, side by side: an article for each would be fetched from far apart.
struct Facts {
    /// The day of each article, counted from 1970.
    days: Vec<i64>,
    /// The deals, parties and topics of all articles, and where those of each article end.
    traits: Vec<Trait>,
    ends: Vec<usize>,
}

impl Facts {
    fn of(articles: &[Article]) -> Self {
        let day = |article: &Article| article.written.date.instant.as_second().div_euclid(86_400);
        let mut facts =
            Self { days: articles.iter().map(day).collect(), traits: Vec::new(), ends: Vec::new() };
        for article in articles {
            let parties = article.vendors.iter().chain(&article.customers);
            facts.traits.extend(article.deals.iter().map(|id| Trait::Deal(*id)));
            facts.traits.extend(parties.map(|id| Trait::Party(*id)));
            facts.traits.extend(article.topics.iter().map(|id| Trait::Topic(*id)));
            facts.ends.push(facts.traits.len());
        }
        facts
    }

    fn traits(&self, id: ArticleId) -> &[Trait] {
        let start = id.index().checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.traits[start..self.ends[id.index()]]
    }

    /// How many days lie between two articles.
    fn apart(&self, one: ArticleId, other: ArticleId) -> i64 {
        (self.days[one.index()] - self.days[other.index()]).abs()
    }
}

/// What is worked out for one article after another.
#[derive(Default)]
struct Scratch {
    traits: Traits,
    /// Candidates, each with a trait by which it was found, and what that weighs.
    found: Vec<(ArticleId, Trait, u32)>,
}

fn suggest(
    site: &Site,
    terms: &Terms,
    facts: &Facts,
    id: ArticleId,
    scratch: &mut Scratch,
) -> Box<[Suggestion]> {
    let article = site.article(id);
    if !article.is_whole() {
        return [].into();
    }
    gather(site, terms, id, scratch);
    let Scratch { traits, found } = scratch;
    found.sort_unstable_by_key(|(other, ..)| *other);
    let candidates = found.chunk_by(|one, other| one.0 == other.0);
    let mut ranked: Vec<Ranked<'_>> = candidates
        .filter_map(|by| {
            let other = by[0].0;
            let days = facts.apart(id, other);
            let weight: u32 = shared(facts, traits, by).map(|(_, weight)| weight).sum();
            is_enough(by).then_some((Reverse(weight + nearness(days)), days, other, by))
        })
        .collect();
    ranked.sort_unstable_by_key(|(weight, days, other, _)| (*weight, *days, *other));
    let mut taken = Taken::default();
    let chosen = ranked.into_iter().filter(|(_, _, other, _)| taken.takes(site, article, *other)).take(MOST);
    let suggestions = chosen.map(|(_, _, other, by)| {
        let reason = reason(article, terms, shared(facts, traits, by).collect());
        Suggestion { article: other, reason }
    });
    suggestions.collect()
}

/// What an article shares with a candidate, which was found by some of it.
fn shared<'s>(
    facts: &'s Facts,
    traits: &'s Traits,
    by: &'s [(ArticleId, Trait, u32)],
) -> impl Iterator<Item = (Trait, u32)> + 's {
    let others = by.first().map(|(other, ..)| facts.traits(*other)).unwrap_or_default();
    let words =
        by.iter().map(|(_, one, weight)| (*one, *weight)).filter(|(one, _)| matches!(one, Trait::Word(_)));
    traits.iter().copied().filter(|(one, _)| others.contains(one)).chain(words)
}

/// Finds what an article may share, and the nearest of those that share it.
fn gather(site: &Site, terms: &Terms, id: ArticleId, Scratch { traits, found }: &mut Scratch) {
    traits.clear();
    found.clear();
    let article = site.article(id);
    let before = |list: &[ArticleId]| list.partition_point(|other| *other < id);
    for deal in &article.deals {
        let one = (Trait::Deal(*deal), DEAL);
        traits.push(one);
        around(&site.deal(*deal).articles, id, OF_PARTIES, one, found);
    }
    let customers = article.customers.iter().filter(|id| !article.vendors.contains(id));
    for party in article.vendors.iter().chain(customers) {
        let lists = [&site.organisation(*party).as_vendor, &site.organisation(*party).as_customer];
        let one = (Trait::Party(*party), rarity(PARTY, lists.iter().map(|list| before(list)).sum()));
        traits.push(one);
        for list in lists {
            around(list, id, OF_PARTIES, one, found);
        }
    }
    for topic in &article.topics {
        let list = &site.topic(*topic).articles;
        let one = (Trait::Topic(*topic), rarity(TOPIC, before(list)));
        traits.push(one);
        around(list, id, OF_TOPICS, one, found);
    }
    for (word, before) in terms.of(id) {
        let one = (Trait::Word(*word), rarity(WORD, *before as usize));
        around(terms.articles(*word), id, OF_TOPICS, one, found);
    }
}

/// Adds the nearest of a list before and after an article.
fn around(
    list: &[ArticleId],
    id: ArticleId,
    (before, after): (usize, usize),
    (one, weight): (Trait, u32),
    found: &mut Vec<(ArticleId, Trait, u32)>,
) {
    let at = list.partition_point(|other| *other < id);
    let near = &list[at.saturating_sub(before)..list.len().min(at + 1 + after)];
    found.extend(near.iter().filter(|other| **other != id).map(|other| (*other, one, weight)));
}

/// What something weighs that so many articles had before: half as much for each fourfold number.
fn rarity(most: u32, before: usize) -> u32 {
    let steps = (before + 1).ilog2() / 2;
    most.checked_shr(steps).unwrap_or(0).max(1)
}

/// What nearness in time weighs: a week, a month, a quarter, a year.
fn nearness(days: i64) -> u32 {
    match days {
        ..=7 => 8,
        8..=31 => 4,
        32..=92 => 2,
        93..=366 => 1,
        _ => 0,
    }
}

fn is_enough(by: &[(ArticleId, Trait, u32)]) -> bool {
    by.len() >= WORDS_ALONE || by.iter().any(|(_, one, _)| !matches!(one, Trait::Word(_)))
}

/// What one suggestion takes away from the next ones.
#[derive(Default)]
struct Taken {
    threads: Vec<ThreadId>,
    translations: Vec<ArticleId>,
}

impl Taken {
    /// Whether an article can be suggested beside those taken; then it is taken.
    fn takes(&mut self, site: &Site, article: &Article, id: ArticleId) -> bool {
        let other = site.article(id);
        // Its own thread is on its page already.
        let told = |thread: &ThreadId| article.thread == Some(*thread) || self.threads.contains(thread);
        let translated = self.translations.iter().any(|taken| other.translations.contains(taken));
        let own = article.translations.contains(&id);
        // Of one story in several languages the reader gets the article's own language, if there is one.
        let language = |article: &Article| article.written.language.clone();
        let in_own = |id: &ArticleId| language(site.article(*id)) == language(article);
        let foreign = !other.translations.is_empty() && !in_own(&id) && other.translations.iter().any(in_own);
        if !other.is_listed() || other.thread.as_ref().is_some_and(told) || translated || own || foreign {
            return false;
        }
        self.threads.extend(other.thread);
        self.translations.push(id);
        true
    }
}

/// What counts most of all that two articles share.
fn reason(article: &Article, terms: &Terms, mut shared: Traits) -> Common {
    let weight = |is: fn(&Trait) -> bool| -> u32 {
        shared.iter().filter(|(one, _)| is(one)).map(|(_, weight)| weight).sum()
    };
    let deals = weight(|one| matches!(one, Trait::Deal(_)));
    let parties = weight(|one| matches!(one, Trait::Party(_)));
    let topics = weight(|one| matches!(one, Trait::Topic(_)));
    // Of those that weigh the same, the first in the article stay first.
    shared.sort_by_key(|(_, weight)| Reverse(*weight));
    let rarest = shared.into_iter().map(|(one, _)| one);
    if deals > 0 {
        return Common::Deal;
    }
    if parties > 0 && parties >= topics {
        let parties = rarest.filter_map(|one| if let Trait::Party(id) = one { Some(id) } else { None });
        return Common::Parties(parties.take(NAMED).collect());
    }
    if topics > 0 {
        let topics = rarest.filter_map(|one| if let Trait::Topic(id) = one { Some(id) } else { None });
        return Common::Topics(topics.take(NAMED).collect());
    }
    let words = rarest.filter_map(|one| if let Trait::Word(word) = one { Some(word) } else { None });
    let numbers: Vec<u64> = words.take(NAMED).map(|word| terms.number(word)).collect();
    Common::Words(spelled(article, &numbers).into())
}
