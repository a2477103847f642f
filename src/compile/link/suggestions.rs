//! “You may also like”: for each article a few others, with the reason.
//!
//! Takes the site with all its lists; gives each article its suggestions. Candidates share a deal, a
//! party, a topic or telling words. What is shared counts by how rare it was when the article came out,
//! in steps of powers of two, so a new article changes no weight for older ones; and of all that share
//! something only the nearest in time are looked at, so it becomes a candidate for few of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use crate::model::article::{Article, Common, Suggestion};
use crate::model::site::{ArticleId, DealId, OrganisationId, Site, ThreadId, TopicId};

use super::registers::count;
use super::terms::{Terms, spelled};

/// A candidate, which is the greater the sooner it is chosen: the weightiest, the nearest in days, the
/// oldest; and what it was found by.
type Ranked<'a> = (u32, Reverse<i64>, Reverse<ArticleId>, &'a [Found]);

/// How many suggestions an article has at most.
const MOST: usize = 4;

/// How many names or words a reason has at most.
const NAMED: usize = 3;

/// How many articles before and after one are looked at in each list: of a deal or party, of a topic,
/// of a word.
const OF_PARTIES: (usize, usize) = (16, 8);
const OF_TOPICS: (usize, usize) = (8, 4);
const OF_WORDS: (usize, usize) = (4, 2);

/// What a deal weighs, and a party, a topic or a word at its rarest.
const DEAL: u32 = 64;
const PARTY: u32 = 32;
const TOPIC: u32 = 16;
const WORD: u32 = 4;

/// Words alone make two articles alike if there are so many of them.
const WORDS_ALONE: usize = 3;

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

impl Trait {
    /// One of 64 marks: two articles of which one lacks the mark do not share it.
    fn mark(self) -> u64 {
        let number = match self {
            Trait::Deal(DealId(id)) => id,
            Trait::Party(OrganisationId(id)) => id,
            Trait::Topic(TopicId(id)) | Trait::Word(id) => id,
        };
        1 << (number.wrapping_mul(0x9E37_79B1) >> 26)
    }
}

/// What candidates are compared by, close together: an article for each would be fetched from far apart.
struct Facts {
    articles: Vec<Fact>,
    /// The deals, parties and topics of all articles.
    traits: Vec<Trait>,
}

/// What one article is compared by.
struct Fact {
    /// Its day, counted from 1970.
    day: i64,
    /// The marks of its traits.
    marks: u64,
    /// Where its traits stand.
    from: u32,
    to: u32,
}

impl Facts {
    fn of(articles: &[Article]) -> Self {
        let mut facts = Self { articles: Vec::with_capacity(articles.len()), traits: Vec::new() };
        for article in articles {
            let from = facts.traits.len();
            let parties = article.vendors.iter().chain(&article.customers);
            facts.traits.extend(article.deals.iter().map(|id| Trait::Deal(*id)));
            facts.traits.extend(parties.map(|id| Trait::Party(*id)));
            facts.traits.extend(article.topics.iter().map(|id| Trait::Topic(*id)));
            facts.articles.push(Fact {
                day: article.written.date.instant.as_second().div_euclid(86_400),
                marks: facts.traits[from..].iter().fold(0, |marks, one| marks | one.mark()),
                from: count(from),
                to: count(facts.traits.len()),
            });
        }
        facts
    }

    /// Whether an article has this deal, party or topic.
    fn has(&self, fact: &Fact, one: Trait) -> bool {
        fact.marks & one.mark() != 0 && self.traits[fact.from as usize..fact.to as usize].contains(&one)
    }

    /// How many days lie between two articles.
    fn apart(&self, one: ArticleId, other: ArticleId) -> i64 {
        (self.articles[one.index()].day - self.articles[other.index()].day).abs()
    }
}

/// An article that shares something: its id, and the number of that among what is looked for. In one
/// number, for most of the time goes into bringing these in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found(u64);

impl Found {
    fn new(article: ArticleId, number: usize) -> Self {
        Self(u64::from(article.0) << 32 | u64::from(count(number)))
    }

    fn article(self) -> ArticleId {
        ArticleId(u32::try_from(self.0 >> 32).unwrap_or(u32::MAX))
    }

    fn number(self) -> usize {
        usize::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(usize::MAX)
    }
}

/// What is worked out for one article after another.
#[derive(Default)]
struct Scratch {
    /// What the article may share; the words stand last.
    traits: Traits,
    /// How many of these are no words.
    facts: usize,
    found: Vec<Found>,
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
    scratch.found.sort_unstable();
    let scratch = &*scratch;
    let candidates = scratch.found.chunk_by(|one, other| one.article() == other.article());
    let candidates = candidates.filter(|by| by.len() >= WORDS_ALONE || by[0].number() < scratch.facts);
    // Few are taken of many: a heap gives them without bringing all in order.
    let mut ranked: BinaryHeap<Ranked<'_>> = candidates
        .map(|by| {
            let other = by[0].article();
            let days = facts.apart(id, other);
            let weight: u32 = scratch.shared(facts, by).map(|(_, weight)| weight).sum();
            (weight + nearness(days), Reverse(days), Reverse(other), by)
        })
        .collect();
    let mut taken = Taken::default();
    let best = std::iter::from_fn(|| ranked.pop());
    let chosen = best.filter(|(_, _, Reverse(other), _)| taken.takes(site, article, *other)).take(MOST);
    let suggestions = chosen.map(|(_, _, Reverse(other), by)| {
        let reason = reason(article, terms, scratch.shared(facts, by).collect());
        Suggestion { article: other, reason }
    });
    suggestions.collect()
}

impl Scratch {
    /// What the article shares with a candidate, which was found by some of it. A deal, a party or a
    /// topic is shared also where the candidate was too far away to be found by it.
    fn shared<'s>(&'s self, facts: &'s Facts, by: &'s [Found]) -> impl Iterator<Item = (Trait, u32)> + 's {
        let fact = &facts.articles[by[0].article().index()];
        let known = self.traits[..self.facts].iter().filter(move |(one, _)| facts.has(fact, *one));
        let words = by.iter().map(|found| found.number()).filter(|number| *number >= self.facts);
        known.copied().chain(words.map(|number| self.traits[number]))
    }

    /// Adds the nearest of a list before and after an article, which share its latest trait.
    fn around(&mut self, list: &[ArticleId], id: ArticleId, (before, after): (usize, usize)) {
        let number = self.traits.len() - 1;
        let at = list.partition_point(|other| *other < id);
        let near = &list[at.saturating_sub(before)..list.len().min(at + 1 + after)];
        self.found.extend(near.iter().filter(|other| **other != id).map(|other| Found::new(*other, number)));
    }
}

/// Finds what an article may share, and the nearest of those that share it.
fn gather(site: &Site, terms: &Terms, id: ArticleId, scratch: &mut Scratch) {
    scratch.traits.clear();
    scratch.found.clear();
    let article = site.article(id);
    let before = |list: &[ArticleId]| list.partition_point(|other| *other < id);
    for deal in &article.deals {
        scratch.traits.push((Trait::Deal(*deal), DEAL));
        scratch.around(&site.deal(*deal).articles, id, OF_PARTIES);
    }
    let customers = article.customers.iter().filter(|id| !article.vendors.contains(id));
    for party in article.vendors.iter().chain(customers) {
        let lists = [&site.organisation(*party).as_vendor, &site.organisation(*party).as_customer];
        let weight = rarity(PARTY, lists.iter().map(|list| before(list)).sum());
        scratch.traits.push((Trait::Party(*party), weight));
        for list in lists {
            scratch.around(list, id, OF_PARTIES);
        }
    }
    for topic in &article.topics {
        let list = &site.topic(*topic).articles;
        scratch.traits.push((Trait::Topic(*topic), rarity(TOPIC, before(list))));
        scratch.around(list, id, OF_TOPICS);
    }
    scratch.facts = scratch.traits.len();
    for (word, before) in terms.of(id) {
        scratch.traits.push((Trait::Word(*word), rarity(WORD, *before as usize)));
        scratch.around(terms.articles(*word), id, OF_WORDS);
    }
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
