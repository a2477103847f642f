//! What `deal.html` sees.

use std::borrow::Cow;

use serde::Serialize;

use crate::base::slug::slug;
use crate::base::time::Term;
use crate::compile::ledger;
use crate::compile::link::names_then::successor;
use crate::compile::markdown::inline::typographic;
use crate::compile::plan::deal_lists::{DealList, deal_url};
use crate::compile::plan::exports::DealsOf;
use crate::compile::plan::outputs::IndexKind;
use crate::model::article::Standing;
use crate::model::deal::{Confidence, Deal, Part, Party, Step, Volume};
use crate::model::site::{ArticleId, DealId, OrganisationId};

use super::article::{SourceView, source};
use super::deals::{DealRow, TablesView};
use super::keyed::Keyed;
use super::lists::OwnedLink;
use super::money::{ClaimsView, MoneyView, Naming, SaidBy, in_groups};
use super::page::PageView;
use super::parts::{DateView, HeadlineView, LinkView, Source};
use super::shared::{Link, Ready};
use super::short_value::ShortValue;
use super::words::{WordView, confidence_word, kind_word, network_word, status_word};

/// How many of the articles that report a deal stand on its page: the newest.
const ARTICLES: usize = 100;

/// The view of a deal's page.
#[derive(Serialize, Debug)]
pub struct DealPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The list of all deals.
    pub parent: OwnedLink,
    /// The deal.
    pub deal: DealView<'a>,
    /// The deals of the site for programs, this one among them.
    pub tables: TablesView,
    /// The cards of the newest articles that report it, a hundred at most, the newest first.
    pub articles_html: Keyed,
    /// How many articles report it.
    pub articles_count: usize,
    /// How many of these are older than those of `articles_html`.
    pub more_articles: usize,
    /// Articles that report it and have expired, the newest first: their pages are still there.
    pub expired: Vec<Ready<HeadlineView<'a>>>,
}

/// `deal`: what its places say together, resolved.
#[derive(Serialize, Debug)]
pub struct DealView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Who sells.
    pub vendors: Vec<PartyView<'a>>,
    /// Who buys.
    pub customers: Vec<PartyView<'a>>,
    /// Who bid and was not chosen.
    pub lost: Vec<LinkView<'a>>,
    /// Who supplied this before and goes.
    pub displaced: Vec<LinkView<'a>>,
    /// Who takes part beside the vendors.
    pub partners: Vec<LinkView<'a>>,
    /// Who sells on the vendors' behalf.
    pub resellers: Vec<LinkView<'a>>,
    /// Who works for the vendors.
    pub subcontractors: Vec<LinkView<'a>>,
    /// What is sold.
    pub products: &'a [String],
    /// Its topics.
    pub technology: Vec<Link<'a>>,
    /// The parts of the network, each with the list of its deals.
    pub network: Vec<OwnedLink>,
    /// What sort of deal it is.
    pub kind: WordView,
    /// How far it is.
    pub status: WordView,
    /// The list of deals that are so far.
    pub status_href: String,
    /// How sure it is.
    pub confidence: WordView,
    /// Whether no party to it says so.
    pub unconfirmed: bool,
    /// How it went, the oldest entry first.
    pub history: Vec<StepView<'a>>,
    /// What it is worth; none where that is not stated.
    pub value: Option<MoneyView>,
    /// What several sources say that it is worth, by currency.
    pub claims: Vec<ClaimsView>,
    /// How much of what is delivered.
    pub volume: Vec<VolumeView<'a>>,
    /// Where.
    pub regions: Vec<RegionLink<'a>>,
    /// The day it is listed under.
    pub date: Option<DateView>,
    /// When it was announced.
    pub announced: Option<DateView>,
    /// When it was signed.
    pub signed: Option<DateView>,
    /// When it begins.
    pub starts: Option<DateView>,
    /// When it ends: given, or its beginning and its term.
    pub ends: Option<DateView>,
    /// How long it runs: `5 years`.
    pub term: Option<String>,
    /// What says so.
    pub sources: Vec<SourceView<'a>>,
    /// The deal that it is a part of.
    pub part_of: Option<DealRow<'a>>,
    /// The deals that are parts of it.
    pub parts: Vec<DealRow<'a>>,
}

/// A vendor or a customer in a deal.
#[derive(Serialize, Debug)]
pub struct PartyView<'a> {
    /// The name that it had then.
    pub name: &'a str,
    /// Its page in this role.
    pub href: String,
    /// Its share in percent: `57.3`.
    pub share: Option<String>,
    /// What its part is.
    pub scope: Option<Cow<'a, str>>,
    /// What it is called now, or what it was merged into.
    pub now: Option<LinkView<'a>>,
}

/// One entry of a deal's history.
#[derive(Serialize, Debug)]
pub struct StepView<'a> {
    /// When.
    pub date: DateView,
    /// How far the deal was then.
    pub status: WordView,
    /// What else is to be said.
    pub note: Option<Cow<'a, str>>,
    /// Who says so; several where several files tell of the same step.
    pub sources: Vec<SaidBy>,
}

/// How much of what is delivered.
#[derive(Serialize, Debug)]
pub struct VolumeView<'a> {
    /// How many, with what says how firm that is: `300,000`, `300,000+`, `up to 11,600`.
    pub count: String,
    /// Of what: `base stations`.
    pub unit: &'a str,
    /// What else is to be said.
    pub note: Option<Cow<'a, str>>,
    /// Who says so.
    pub source: Option<SaidBy>,
}

/// A region of a deal.
#[derive(Serialize, Debug)]
pub struct RegionLink<'a> {
    /// Its name.
    pub name: &'a str,
    /// The list of its deals; none where no address can be made of the name.
    pub href: Option<String>,
}

impl<'a> Source<'a> {
    /// A deal.
    pub fn deal_page(&self, id: DealId) -> DealPage<'a> {
        let deal = self.site.deal(id);
        let view = self.deal_view(deal);
        let value = match &self.shared.values[id.index()] {
            ShortValue { text: Some(text), note: Some(note) } => format!("{text} ({note})"),
            ShortValue { text: Some(text), note: None } => text.clone(),
            ShortValue { text: None, .. } => "value not stated".to_owned(),
        };
        let description = format!("{}. {}, {}, {value}.", deal.title, view.kind.text, view.status.name);
        let listed = deal.articles.iter().filter(|id| self.site.article(**id).is_listed());
        let expired = |id: &&ArticleId| self.site.article(**id).standing == Standing::Expired;
        let expired = deal.articles.iter().rev().filter(expired);
        DealPage {
            page: self.page("deal", &deal_url(self.site, id), deal.title.clone(), description),
            parent: self.all_deals(),
            deal: view,
            tables: self.tables(DealsOf::Site),
            articles_html: self.cards_html(listed.clone().rev().take(ARTICLES)),
            articles_count: listed.clone().count(),
            more_articles: listed.count().saturating_sub(ARTICLES),
            expired: expired.map(|id| self.headline_of(*id)).collect(),
        }
    }

    fn deal_view(&self, deal: &'a Deal) -> DealView<'a> {
        let written = &deal.written;
        let naming = Naming { sources: &written.sources, smart: self.config.smart_punctuation };
        let sellers = |names: &'a [String], ids: &[OrganisationId]| {
            let pairs = names.iter().zip(ids);
            pairs.map(|(name, id)| self.named_then(name, *id, IndexKind::Vendors)).collect()
        };
        let others = |part: Part, names: &'a [String]| {
            let ids = deal.others.iter().filter(|(other, _)| *other == part).map(|(_, id)| *id);
            let pairs = names.iter().zip(ids);
            pairs.map(|(name, id)| self.named_then(name, id, IndexKind::Organisations)).collect()
        };
        let list = |list: DealList| self.hrefs.href(&self.shared.deal_lists.url(list, self.site));
        DealView {
            id: &written.id,
            title: &deal.title,
            vendors: self.parties(&written.vendors, &deal.vendors, IndexKind::Vendors),
            customers: self.parties(&written.customers, &deal.customers, IndexKind::Customers),
            lost: sellers(&written.lost, &deal.lost),
            displaced: sellers(&written.displaced, &deal.displaced),
            partners: others(Part::Partner, &written.partners),
            resellers: others(Part::Reseller, &written.resellers),
            subcontractors: others(Part::Subcontractor, &written.subcontractors),
            products: &written.products,
            technology: deal.technology.iter().map(|id| self.shared.topics[id.index()].clone()).collect(),
            network: (written.network.iter())
                .map(|part| OwnedLink {
                    name: network_word(*part).text.to_owned(),
                    href: list(DealList::Network(*part)),
                })
                .collect(),
            kind: kind_word(deal.kind),
            status: status_word(deal.status),
            status_href: list(DealList::Status(deal.status)),
            confidence: confidence_word(deal.confidence),
            unconfirmed: deal.confidence != Confidence::Official,
            history: written.history.iter().map(|entry| step(entry, naming)).collect(),
            value: written.value.as_ref().map(|value| MoneyView::of(value, naming)),
            claims: claims(deal, naming),
            volume: written.volume.iter().map(|entry| volume(entry, naming)).collect(),
            regions: written.regions.iter().map(|name| self.region(name)).collect(),
            date: deal.date.map(DateView::partial),
            announced: written.announced.map(DateView::partial),
            signed: written.signed.map(DateView::partial),
            starts: written.starts.map(DateView::partial),
            ends: deal.ends.map(DateView::partial),
            term: written.term.map(term),
            sources: written.sources.iter().map(source).collect(),
            part_of: deal.part_of.map(|id| self.deal_row(id)),
            parts: deal.parts.iter().map(|id| self.deal_row(*id)).collect(),
        }
    }

    fn parties(&self, parties: &'a [Party], ids: &[OrganisationId], role: IndexKind) -> Vec<PartyView<'a>> {
        let views = parties.iter().zip(ids).map(|(party, id)| {
            let LinkView { name, href } = self.named_then(&party.org, *id, role);
            PartyView {
                name,
                href,
                share: party.share.map(|share| share.normalize().to_string()),
                scope: party.scope.as_deref().map(|scope| typographic(scope, self.config.smart_punctuation)),
                now: self.now(&party.org, *id),
            }
        });
        views.collect()
    }

    /// What an organisation is called now that had this name then, or what it was merged into.
    fn now(&self, then: &str, id: OrganisationId) -> Option<LinkView<'a>> {
        let organisation = self.site.organisation(id);
        if organisation.merged_into.is_some() {
            return Some(self.organisation(successor(self.site, id)));
        }
        let (_, profile) = organisation.file.as_ref()?;
        let former = profile.former_names.iter().any(|former| former.name == then);
        (former && then != organisation.name).then(|| self.organisation(id))
    }

    fn region(&self, name: &'a str) -> RegionLink<'a> {
        let lists = &self.shared.deal_lists;
        let list = lists.region(&slug(name, &self.config.language));
        RegionLink { name, href: list.map(|list| self.hrefs.href(&lists.url(list, self.site))) }
    }
}

/// What sources say beside the value itself.
fn claims(deal: &Deal, naming: Naming<'_>) -> Vec<ClaimsView> {
    let ranges = ledger::claims(deal);
    let value = deal.written.value.as_slice();
    ranges.iter().filter(|range| range.said != value).map(|range| ClaimsView::of(range, naming)).collect()
}

fn step<'a>(step: &'a Step, naming: Naming<'_>) -> StepView<'a> {
    StepView {
        date: DateView::partial(step.at),
        status: status_word(step.status),
        note: step.note.as_deref().map(|note| typographic(note, naming.smart)),
        sources: step.sources.iter().map(|source| SaidBy::of(source, naming)).collect(),
    }
}

fn volume<'a>(volume: &'a Volume, naming: Naming<'_>) -> VolumeView<'a> {
    VolumeView {
        count: volume.counted(&in_groups(volume.count)),
        unit: &volume.unit,
        note: volume.note.as_deref().map(|note| typographic(note, naming.smart)),
        source: volume.source.as_deref().map(|source| SaidBy::of(source, naming)),
    }
}

/// `5 years`, `18 months`.
fn term(term: Term) -> String {
    let (number, unit) = match term.months {
        months if months % 12 == 0 => (months / 12, "year"),
        months => (months, "month"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_told_in_years_where_it_has_whole_ones() {
        let text = |months| term(Term { months });
        assert_eq!([text(60), text(12), text(18), text(1)], ["5 years", "1 year", "18 months", "1 month"]);
    }
}
