//! What `deal.html` sees.

use serde::Serialize;

use crate::base::slug::slug;
use crate::base::time::Term;
use crate::compile::ledger;
use crate::compile::plan::deal_lists::{DealList, deal_url};
use crate::compile::plan::exports::DealsOf;
use crate::compile::plan::outputs::IndexKind;
use crate::model::deal::{Confidence, Deal, Part, Party, Step, Volume};
use crate::model::site::{DealId, OrganisationId};

use super::article::{SourceView, source};
use super::deals::{DealRow, TablesView};
use super::lists::OwnedLink;
use super::money::{ClaimsView, MoneyView, SaidBy, in_groups};
use super::page::PageView;
use super::parts::{DateView, LinkView, Source};
use super::shared::Link;
use super::words::{WordView, confidence_word, kind_word, network_word, status_word};

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
    /// The cards of the articles that report it, the newest first.
    pub articles_html: String,
    /// How many articles these are.
    pub articles_count: usize,
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
    pub scope: Option<&'a str>,
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
    pub note: Option<&'a str>,
    /// Who says so.
    pub source: Option<SaidBy>,
}

/// How much of what is delivered.
#[derive(Serialize, Debug)]
pub struct VolumeView<'a> {
    /// How many: `300,000`.
    pub count: String,
    /// Of what: `base stations`.
    pub unit: &'a str,
    /// What else is to be said.
    pub note: Option<&'a str>,
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
        let value = view.value.as_ref().map(|value| value.text.clone());
        let value = self.deal_row(id).value.or(value).unwrap_or_else(|| "value not stated".to_owned());
        let description = format!("{}. {}, {}, {value}.", deal.title, view.kind.text, view.status.name);
        DealPage {
            page: self.page("deal", &deal_url(self.site, id), deal.title.clone(), description),
            parent: self.all_deals(),
            deal: view,
            tables: self.tables(DealsOf::Site),
            articles_html: self.cards_html(deal.articles.iter().rev()),
            articles_count: deal.articles.len(),
        }
    }

    fn deal_view(&self, deal: &'a Deal) -> DealView<'a> {
        let written = &deal.written;
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
            history: written.history.iter().map(step).collect(),
            value: written.value.as_ref().map(MoneyView::of),
            claims: claims(deal),
            volume: written.volume.iter().map(volume).collect(),
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
                scope: party.scope.as_deref(),
                now: self.now(&party.org, *id),
            }
        });
        views.collect()
    }

    /// What an organisation is called now that had this name then, or what it was merged into.
    fn now(&self, then: &str, id: OrganisationId) -> Option<LinkView<'a>> {
        let organisation = self.site.organisation(id);
        if let Some(successor) = organisation.merged_into {
            return Some(self.organisation(successor));
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
fn claims(deal: &Deal) -> Vec<ClaimsView> {
    let ranges = ledger::claims(deal);
    let value = deal.written.value.as_slice();
    ranges.iter().filter(|range| range.said != value).map(ClaimsView::of).collect()
}

fn step(step: &Step) -> StepView<'_> {
    StepView {
        date: DateView::partial(step.at),
        status: status_word(step.status),
        note: step.note.as_deref(),
        source: step.source.as_deref().map(SaidBy::of),
    }
}

fn volume(volume: &Volume) -> VolumeView<'_> {
    VolumeView {
        count: in_groups(volume.count),
        unit: &volume.unit,
        note: volume.note.as_deref(),
        source: volume.source.as_deref().map(SaidBy::of),
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
