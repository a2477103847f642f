//! A deal: as one file says it ([`WrittenDeal`]), and as the site knows it ([`Deal`]).

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::base::diagnostic::KeyPath;
use crate::base::path::SourcePath;
use crate::base::time::{PartialDate, Term};

use super::article::Source;
use super::money::Money;
use super::site::{ArticleId, DealId, OrganisationId, TopicId};

/// A deal as one place says it: every name is still as written, and what is not said is absent.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct WrittenDeal {
    /// Its id, a slug. Empty where none is given: then it follows from the article and the position in
    /// it, once all ids are known.
    pub id: String,
    /// What it is called.
    pub title: Option<String>,
    /// Who sells.
    pub vendors: Vec<Party>,
    /// Who buys.
    pub customers: Vec<Party>,
    /// Who bid and was not chosen.
    pub lost: Vec<String>,
    /// Who supplied this before and goes.
    pub displaced: Vec<String>,
    /// Who takes part beside the vendors.
    pub partners: Vec<String>,
    /// Who sells on the vendors' behalf.
    pub resellers: Vec<String>,
    /// Who works for the vendors.
    pub subcontractors: Vec<String>,
    /// What is sold.
    pub products: Vec<String>,
    /// Names of topics.
    pub technology: Vec<String>,
    /// The parts of the network.
    pub network: Vec<Network>,
    /// What sort of deal it is.
    pub kind: Option<DealKind>,
    /// How far it is.
    pub status: Option<DealStatus>,
    /// How it went, the oldest entry first.
    pub history: Vec<Step>,
    /// What it is worth. Absent: not stated.
    pub value: Option<Money>,
    /// What several sources say that it is worth.
    pub claims: Vec<Money>,
    /// How much of what is delivered.
    pub volume: Vec<Volume>,
    /// Where, as printed.
    pub regions: Vec<String>,
    /// When it was announced.
    pub announced: Option<PartialDate>,
    /// When it was signed.
    pub signed: Option<PartialDate>,
    /// When it begins.
    pub starts: Option<PartialDate>,
    /// When it ends.
    pub ends: Option<PartialDate>,
    /// How long it runs.
    pub term: Option<Term>,
    /// What says so.
    pub sources: Vec<Source>,
    /// How sure it is.
    pub confidence: Option<Confidence>,
    /// The id of the deal that it is a part of.
    pub part_of: Option<String>,
    /// Nothing of it may be known before; only in a file of its own, an article has its own embargo.
    pub embargo_until: Option<Timestamp>,
    /// Where it stands in its file: `deals[0]`, or nothing for a file that is one deal.
    pub at: Option<KeyPath>,
}

/// A deal as a part of the site: every name resolved, and what all places say of it together.
#[derive(Clone, Debug)]
pub struct Deal {
    /// What the places together say; names as they were printed then, each organisation once a list.
    pub written: WrittenDeal,
    /// Its title, or one made of its parties and product.
    pub title: String,
    /// Where it stands: every file that says something of it.
    pub places: Vec<(SourcePath, Option<KeyPath>)>,
    /// The vendors, in the order of `written.vendors`.
    pub vendors: Vec<OrganisationId>,
    /// The customers, in the order of `written.customers`.
    pub customers: Vec<OrganisationId>,
    /// Who bid and was not chosen.
    pub lost: Vec<OrganisationId>,
    /// Who supplied this before.
    pub displaced: Vec<OrganisationId>,
    /// Partners, resellers and subcontractors.
    pub others: Vec<(Part, OrganisationId)>,
    /// Its topics.
    pub technology: Vec<TopicId>,
    /// How far it is: the status of the latest step, else the one given, else signed.
    pub status: DealStatus,
    /// What sort of deal it is.
    pub kind: DealKind,
    /// How sure it is.
    pub confidence: Confidence,
    /// The day it is listed under: announced, else signed, else of the first step, else of the first
    /// article that reports it, else when it begins.
    pub date: Option<PartialDate>,
    /// When it ends: given, or its beginning and its term.
    pub ends: Option<PartialDate>,
    /// The deal that it is a part of.
    pub part_of: Option<DealId>,
    /// The deals that are parts of it.
    pub parts: Vec<DealId>,
    /// The articles that report it, the oldest first.
    pub articles: Vec<ArticleId>,
}

/// A vendor or a customer in a deal.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Party {
    /// The organisation's name.
    pub org: String,
    /// Its share in percent.
    pub share: Option<Decimal>,
    /// What its part is.
    pub scope: Option<String>,
}

impl Party {
    /// What the shares of a list come to, if that is more than 100. Each may be rounded, so that it stands for
    /// up to half a unit of its last digit less: 57.3 + 28.7 + 11.5 + 2.6 is 100.1, and sound.
    pub fn too_much(parties: &[Self]) -> Option<Decimal> {
        let shares = || parties.iter().filter_map(|party| party.share);
        let sum: Decimal = shares().sum();
        let rounding: Decimal = shares().map(|share| Decimal::new(5, share.scale() + 1)).sum();
        (sum - rounding > Decimal::ONE_HUNDRED).then_some(sum)
    }
}

impl Volume {
    /// Its number with the words that say how firm it is: `up to 11,600`, `300,000+`. `number` is how the
    /// number is printed.
    pub fn counted(&self, number: &str) -> String {
        match self.firmness.as_deref() {
            None => number.to_owned(),
            Some("+") => format!("{number}+"),
            Some(words) => format!("{words} {number}"),
        }
    }
}

/// The part that an organisation has in a deal beside vendor and customer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Part {
    /// Takes part beside the vendors.
    Partner,
    /// Sells on the vendors' behalf.
    Reseller,
    /// Works for the vendors.
    Subcontractor,
}

/// One entry of a deal's history.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: PartialDate,
    /// How far the deal was then.
    pub status: DealStatus,
    /// Who says so: addresses or names; several where several places tell of the same step.
    pub sources: Vec<String>,
    /// What else is to be said.
    pub note: Option<String>,
}

/// How much of what is delivered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Volume {
    /// How many.
    pub count: Decimal,
    /// How firm the number is, as words before it or a `+` behind it: `up to`. None: it is counted.
    pub firmness: Option<String>,
    /// Of what: `base stations`.
    pub unit: String,
    /// What else is to be said.
    pub note: Option<String>,
    /// Who says so: an address or a name.
    pub source: Option<String>,
}

macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $words:literal])+ $variant:ident $text:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        pub enum $name {
            $($(#[doc = $words])+ $variant,)+
        }

        impl $name {
            /// All of them with their names in front matter.
            pub const NAMES: &[(&str, Self)] = &[$(($text, Self::$variant),)+];

            /// Its name in front matter, templates and exports.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

words! {
    /// A part of a network.
    Network {
        /// Radio access.
        Ran "RAN",
        /// The core.
        Core "core",
        /// Transport: optical, microwave, routing between sites.
        Transport "transport",
        /// Fixed access.
        Access "access",
        /// Cloud.
        Cloud "cloud",
        /// Information technology: billing, operations.
        It "IT",
        /// Devices.
        Devices "devices",
        /// Services: building, running, maintaining.
        Services "services",
    }
}

words! {
    /// What sort of deal it is.
    DealKind {
        /// A new customer or a new field; the default.
        New "new",
        /// More of the same for a customer.
        Expansion "expansion",
        /// The same goes on.
        Renewal "renewal",
        /// Something takes the place of another's.
        Replacement "replacement",
        /// A trial.
        Trial "trial",
        /// A memorandum of understanding.
        Mou "mou",
        /// Sold on to others.
        Resale "resale",
        /// A business or technology changes hands.
        Acquisition "acquisition",
    }
}

words! {
    /// How far a deal is, in this order.
    DealStatus {
        /// Said to be coming, by no party to it.
        Rumoured "rumoured",
        /// Open for bids.
        Bidding "bidding",
        /// A vendor is chosen, subject to contract.
        Selected "selected",
        /// Signed; the default.
        Signed "signed",
        /// In use.
        Live "live",
        /// Delivered in full.
        Completed "completed",
        /// Its term is over.
        Expired "expired",
        /// Ended before its term.
        Terminated "terminated",
        /// Called off before it was signed.
        Withdrawn "withdrawn",
    }
}

words! {
    /// How sure it is.
    Confidence {
        /// A party to it says so; the default.
        Official "official",
        /// Reported by several.
        Reported "reported",
        /// Reported by one source.
        SingleSource "single-source",
        /// An analyst says so.
        Analyst "analyst",
    }
}

impl Deal {
    /// Everyone who has any part in it; one with several parts comes several times.
    pub fn organisations(&self) -> impl Iterator<Item = OrganisationId> {
        let lists = [&self.vendors, &self.customers, &self.lost, &self.displaced];
        lists.into_iter().flatten().copied().chain(self.others.iter().map(|(_, id)| *id))
    }
}

impl DealStatus {
    /// Whether the vendors have won it.
    pub fn is_won(self) -> bool {
        matches!(
            self,
            Self::Selected | Self::Signed | Self::Live | Self::Completed | Self::Expired | Self::Terminated
        )
    }

    /// Whether it is over.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Expired | Self::Terminated | Self::Withdrawn)
    }
}
