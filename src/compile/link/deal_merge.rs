//! What several places say of one deal, as one: what one leaves out is filled from another, and where
//! two say different things the first is kept and the other reported.
//!
//! Takes the places in their order; knows nothing of the site but who has which name.

use std::collections::BTreeSet;

use crate::base::name::NameKey;
use crate::base::time::PartialDate;
use crate::model::deal::{Party, Step, Volume, WrittenDeal};
use crate::model::money::{Basis, Money};

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
        self.one("value", &mut deal.value, said.value.as_ref(), money_agrees, amount);
        also_said(deal, said);
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
    let share = party.share.map_or_else(String::new, |share| format!(" {share}%"));
    let scope = party.scope.as_ref().map_or_else(String::new, |scope| format!(" ({scope})"));
    format!("{}{share}{scope}", party.org)
}

/// An amount, with what sort it is where that is no contract value: `$6.6bn (reported)`.
fn amount(money: &Money) -> String {
    match money.basis {
        Basis::Contract | Basis::Undisclosed => money.text.clone(),
        basis => format!("{} (`basis: {}`)", money.text, basis.name()),
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
            && scopes_agree(known.scope.as_deref(), said.scope.as_deref());
        if agree {
            known.share = known.share.or(said.share);
            known.scope = known.scope.take().or_else(|| said.scope.clone());
        }
        agree
    })
}

/// The same in whatever capitals, or not said by one.
fn scopes_agree(known: Option<&str>, said: Option<&str>) -> bool {
    known.zip(said).is_none_or(|(known, said)| NameKey::of(known) == NameKey::of(said))
}

/// The same amount, in whatever words; what is undisclosed is so in whatever words, too.
fn money_agrees(known: &mut Money, said: &Money) -> bool {
    let exact = |money: &Money| (money.amount, money.currency.clone(), money.basis);
    let agree = exact(known) == exact(said)
        && (known.amount.is_some()
            || known.basis == Basis::Undisclosed
            || NameKey::of(&known.text) == NameKey::of(&said.text));
    if agree && known.source.is_none() {
        known.source.clone_from(&said.source);
    }
    agree
}

/// The same value from another source is a claim beside it, so that both are named.
fn also_said(deal: &mut WrittenDeal, said: &WrittenDeal) {
    let (Some(known), Some(said)) = (&mut deal.value, &said.value) else { return };
    if said.source.is_some() && said.source != known.source && money_agrees(known, said) {
        add_new(&mut deal.claims, std::slice::from_ref(said), |a, b| a == b);
    }
}

/// Dates agree where one is only vaguer than the other; the exact one is kept.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "called like all that compare two values")]
fn dates_agree(known: &mut PartialDate, said: &PartialDate) -> bool {
    let agree = known.agrees_with(*said);
    if agree {
        *known = known.more_exact(*said);
    }
    agree
}

/// Lists of statements, each with its own source: those of all places, without repeats.
fn join(deal: &mut WrittenDeal, said: &WrittenDeal) {
    add_steps(&mut deal.history, &said.history);
    add_new(&mut deal.claims, &said.claims, |a, b| a == b);
    for volume in &said.volume {
        if !deal.volume.iter_mut().any(|known| same_volume(known, volume)) {
            deal.volume.push(volume.clone());
        }
    }
    for source in &said.sources {
        match deal.sources.iter_mut().find(|known| known.url == source.url) {
            Some(known) => {
                known.title = known.title.take().or_else(|| source.title.clone());
                known.publisher = known.publisher.take().or_else(|| source.publisher.clone());
                known.date = known.date.take().or_else(|| source.date.clone());
                known.archived = known.archived.take().or_else(|| source.archived.clone());
            }
            None => deal.sources.push(source.clone()),
        }
    }
}

/// The same count; its note and source, where one place leaves them out, are filled from the other.
fn same_volume(known: &mut Volume, said: &Volume) -> bool {
    let agree = |a: Option<&String>, b: Option<&String>| a.is_none() || b.is_none() || a == b;
    let same = (known.count, &known.firmness) == (said.count, &said.firmness)
        && NameKey::of(&known.unit) == NameKey::of(&said.unit)
        && agree(known.note.as_ref(), said.note.as_ref())
        && agree(known.source.as_ref(), said.source.as_ref());
    if same {
        known.note = known.note.take().or_else(|| said.note.clone());
        known.source = known.source.take().or_else(|| said.source.clone());
    }
    same
}

/// Adds the steps of another place. One that both know is told once, with the sources and notes of both.
fn add_steps(known: &mut Vec<Step>, said: &[Step]) {
    // Behind this the steps of the other place go on: it keeps its own order.
    let mut least = 0;
    for step in said {
        let same = (0..known.len()).find(|&at| {
            let exact = known[at].at.more_exact(step.at);
            known[at].status == step.status
                && known[at].at.agrees_with(step.at)
                && known[..at].iter().all(|before| !exact.is_before(before.at))
                && known[at + 1..].iter().all(|after| !after.at.is_before(exact))
        });
        if let Some(at) = same {
            also_told(&mut known[at], step);
            least = least.max(at + 1);
            continue;
        }
        let after = known.iter().rposition(|other| other.at.is_before(step.at)).map_or(0, |at| at + 1);
        // Of overlapping dates in two places nobody knows the order: a deal goes from status to status.
        let goes_before = |other: &Step| {
            step.at.is_before(other.at) || (!other.at.is_before(step.at) && step.status < other.status)
        };
        let from = least.max(after).min(known.len());
        let at = known[from..].iter().position(goes_before).map_or(known.len(), |at| from + at);
        known.insert(at, step.clone());
        least = at + 1;
    }
}

fn also_told(known: &mut Step, said: &Step) {
    known.at = known.at.more_exact(said.at);
    add_new(&mut known.sources, &said.sources, |a, b| a == b);
    known.note = match (known.note.take(), &said.note) {
        (Some(known), Some(said)) if known.split("; ").all(|known| known != said) => {
            Some(format!("{known}; {said}"))
        }
        (known, said) => known.or_else(|| said.clone()),
    };
}

fn add_new<T: Clone>(known: &mut Vec<T>, said: &[T], same: impl Fn(&T, &T) -> bool) {
    for item in said {
        if !known.iter().any(|known| same(known, item)) {
            known.push(item.clone());
        }
    }
}
