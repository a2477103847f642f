//! What several places say of one deal, as one: what one leaves out is filled from another, and where
//! two say different things the first is kept and the other reported.
//!
//! Takes the places in their order; knows nothing of the site but who has which name.

use std::collections::BTreeSet;

use crate::base::name::NameKey;
use crate::base::time::PartialDate;
use crate::model::deal::{Party, WrittenDeal};
use crate::model::money::Money;

use super::deal_ids::Told;
use super::registers::Registers;

/// One deal of all its places.
pub(super) struct Merged {
    /// What they say together.
    pub(super) deal: WrittenDeal,
    /// What two of them say differently.
    pub(super) conflicts: Vec<Conflict>,
    /// For each key, the first place that says something; the first of all where none is named.
    from: Vec<(&'static str, usize)>,
}

impl Merged {
    /// Which place the value of a key is from.
    pub(super) fn from(&self, key: &str) -> usize {
        self.from.iter().find(|(known, _)| *known == key).map_or(0, |(_, place)| *place)
    }
}

/// A key of which two places say different things.
pub(super) struct Conflict {
    /// The key.
    pub(super) key: &'static str,
    /// The place that said it first, and what it said.
    pub(super) first: (usize, String),
    /// The other place, and what it said.
    pub(super) second: (usize, String),
}

/// Merges what these places say; there is at least one.
pub(super) fn merge(places: &[&Told<'_>], registers: &Registers) -> Merged {
    let deal = places.first().map(|told| told.deal.clone()).unwrap_or_default();
    let mut merged = Merged { deal, conflicts: Vec::new(), from: Vec::new() };
    for (place, told) in places.iter().enumerate().skip(1) {
        let mut deal = std::mem::take(&mut merged.deal);
        let mut other = Other { merged: &mut merged, place };
        other.parties(&mut deal, told.deal, registers);
        other.names(&mut deal, told.deal, registers);
        other.values(&mut deal, told.deal);
        join(&mut deal, told.deal);
        merged.deal = deal;
    }
    merged
}

/// A further place, as it is compared with what is known.
struct Other<'m> {
    merged: &'m mut Merged,
    place: usize,
}

impl Other<'_> {
    /// Takes over what is not known; what is known must agree.
    fn one<T: Clone>(
        &mut self,
        key: &'static str,
        known: &mut Option<T>,
        said: Option<&T>,
        agree: impl FnOnce(&mut T, &T) -> bool,
        show: impl Fn(&T) -> String,
    ) {
        match (known.as_mut(), said) {
            (_, None) => {}
            (None, Some(said)) => {
                *known = Some(said.clone());
                self.merged.from.push((key, self.place));
            }
            (Some(known), Some(said)) => {
                let first = show(known);
                if !agree(known, said) {
                    self.disagree(key, first, show(said));
                }
            }
        }
    }

    /// The same for a list: one without items says nothing.
    fn list<T: Clone>(
        &mut self,
        key: &'static str,
        known: &mut Vec<T>,
        said: &[T],
        agree: impl FnOnce(&mut [T], &[T]) -> bool,
        show: impl Fn(&T) -> String,
    ) {
        let shown = |items: &[T]| items.iter().map(&show).collect::<Vec<_>>().join(", ");
        if said.is_empty() {
        } else if known.is_empty() {
            *known = said.to_vec();
            self.merged.from.push((key, self.place));
        } else {
            let first = shown(known);
            if !agree(known, said) {
                self.disagree(key, first, shown(said));
            }
        }
    }

    fn disagree(&mut self, key: &'static str, first: String, second: String) {
        let first = (self.merged.from(key), first);
        self.merged.conflicts.push(Conflict { key, first, second: (self.place, second) });
    }

    fn parties(&mut self, deal: &mut WrittenDeal, said: &WrittenDeal, registers: &Registers) {
        let agree = |known: &mut [Party], said: &[Party]| parties_agree(known, said, registers);
        self.list("vendors", &mut deal.vendors, &said.vendors, agree, party);
        self.list("customers", &mut deal.customers, &said.customers, agree, party);
    }

    fn names(&mut self, deal: &mut WrittenDeal, said: &WrittenDeal, registers: &Registers) {
        let organisation = |name: &String| registers.organisations.get(name);
        let topic = |name: &String| registers.topics.get(name);
        let same = |known: &mut [String], said: &[String]| same(known, said, organisation);
        self.list("lost", &mut deal.lost, &said.lost, same, String::clone);
        self.list("displaced", &mut deal.displaced, &said.displaced, same, String::clone);
        self.list("partners", &mut deal.partners, &said.partners, same, String::clone);
        self.list("resellers", &mut deal.resellers, &said.resellers, same, String::clone);
        self.list("subcontractors", &mut deal.subcontractors, &said.subcontractors, same, String::clone);
        let same_topics = |known: &mut [String], said: &[String]| self::same(known, said, topic);
        self.list("technology", &mut deal.technology, &said.technology, same_topics, String::clone);
    }

    fn values(&mut self, deal: &mut WrittenDeal, said: &WrittenDeal) {
        let words =
            |known: &mut [String], said: &[String]| same(known, said, |text: &String| NameKey::of(text));
        self.list("product", &mut deal.products, &said.products, words, String::clone);
        self.list("region", &mut deal.regions, &said.regions, words, String::clone);
        let network = |known: &mut [_], said: &[_]| same(known, said, |part| *part);
        self.list("network", &mut deal.network, &said.network, network, |part| part.name().to_owned());
        self.one("title", &mut deal.title, said.title.as_ref(), |a, b| a == b, |title| format!("“{title}”"));
        self.one("kind", &mut deal.kind, said.kind.as_ref(), |a, b| a == b, |kind| kind.name().to_owned());
        let name = |status: &crate::model::deal::DealStatus| status.name().to_owned();
        self.one("status", &mut deal.status, said.status.as_ref(), |a, b| a == b, name);
        let name = |confidence: &crate::model::deal::Confidence| confidence.name().to_owned();
        self.one("confidence", &mut deal.confidence, said.confidence.as_ref(), |a, b| a == b, name);
        self.one("value", &mut deal.value, said.value.as_ref(), money_agrees, |money| money.text.clone());
        let date = PartialDate::to_string;
        self.one("announced", &mut deal.announced, said.announced.as_ref(), dates_agree, date);
        self.one("signed", &mut deal.signed, said.signed.as_ref(), dates_agree, date);
        self.one("starts", &mut deal.starts, said.starts.as_ref(), dates_agree, date);
        self.one("ends", &mut deal.ends, said.ends.as_ref(), dates_agree, date);
        let months = |term: &crate::base::time::Term| format!("{} months", term.months);
        self.one("term", &mut deal.term, said.term.as_ref(), |a, b| a == b, months);
        let part_of = said.part_of.as_ref();
        let agree = |a: &mut String, b: &String| NameKey::of(a) == NameKey::of(b);
        self.one("part_of", &mut deal.part_of, part_of, agree, String::clone);
    }
}

fn party(party: &Party) -> String {
    match party.share {
        Some(share) => format!("{} {share}%", party.org),
        None => party.org.clone(),
    }
}

/// Whether two lists hold the same, in whatever order.
fn same<T, K: Ord>(known: &[T], said: &[T], key: impl Fn(&T) -> K) -> bool {
    let keys = |items: &[T]| items.iter().map(&key).collect::<BTreeSet<K>>();
    keys(known) == keys(said)
}

/// The same parties; a share or scope that one leaves out is filled from the other.
fn parties_agree(known: &mut [Party], said: &[Party], registers: &Registers) -> bool {
    let organisation = |party: &Party| registers.organisations.get(&party.org);
    if !same(known, said, organisation) {
        return false;
    }
    said.iter().all(|said| {
        let Some(known) = known.iter_mut().find(|known| organisation(known) == organisation(said)) else {
            return false;
        };
        let agree = known.share.is_none_or(|share| said.share.is_none_or(|other| share == other))
            && (known.scope.is_none() || said.scope.is_none() || known.scope == said.scope);
        if agree {
            known.share = known.share.or(said.share);
            known.scope = known.scope.take().or_else(|| said.scope.clone());
        }
        agree
    })
}

/// The same amount, in whatever words.
fn money_agrees(known: &mut Money, said: &Money) -> bool {
    let exact = |money: &Money| (money.amount, money.currency.clone(), money.basis);
    let agree = exact(known) == exact(said)
        && (known.amount.is_some() || NameKey::of(&known.text) == NameKey::of(&said.text));
    if agree && known.source.is_none() {
        known.source.clone_from(&said.source);
    }
    agree
}

/// Dates agree where one is only vaguer than the other; the exact one is kept.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "called like all that compare two values")]
fn dates_agree(known: &mut PartialDate, said: &PartialDate) -> bool {
    let parts = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
    let agree = known.year == said.year && parts(known.month, said.month) && parts(known.day, said.day);
    if agree && (said.month, said.day) > (known.month, known.day) {
        *known = *said;
    }
    agree
}

/// Lists of statements, each with its own source: those of all places, without repeats.
fn join(deal: &mut WrittenDeal, said: &WrittenDeal) {
    let steps = deal.history.len();
    for step in &said.history {
        match deal.history.iter_mut().find(|known| (known.at, known.status) == (step.at, step.status)) {
            Some(known) => {
                known.source = known.source.take().or_else(|| step.source.clone());
                known.note = known.note.take().or_else(|| step.note.clone());
            }
            None => deal.history.push(step.clone()),
        }
    }
    if steps != deal.history.len() {
        deal.history.sort_by_key(|step| (step.at, step.status));
    }
    add_new(&mut deal.claims, &said.claims, |a, b| a == b);
    add_new(&mut deal.volume, &said.volume, |a, b| a == b);
    add_new(&mut deal.sources, &said.sources, |a, b| a.url == b.url);
}

fn add_new<T: Clone>(known: &mut Vec<T>, said: &[T], same: impl Fn(&T, &T) -> bool) {
    for item in said {
        if !known.iter().any(|known| same(known, item)) {
            known.push(item.clone());
        }
    }
}
