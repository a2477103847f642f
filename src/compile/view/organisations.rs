//! What the pages of organisations see.

use std::cmp::Reverse;

use serde::Serialize;

use crate::compile::plan::feeds::FeedOf;
use crate::compile::plan::outputs::{IndexKind, List, organisation_url};
use crate::compile::roles::{buys, sells};
use crate::model::data::{Map, serialize_map};
use crate::model::profile::{FormerName, OrganisationProfile};
use crate::model::site::{ArticleId, OrganisationId, TopicId};

use super::deal_groups::MemberDeals;
use super::factbox::{DisplacementView, FactboxView, SupplyView};
use super::keyed::Keyed;
use super::page::PageView;
use super::partners::{PartnerView, RestView};
use super::parts::{DateView, LinkView, ListView, Source};

/// How many of an organisation's newest articles stand on its profile.
const NEWEST: usize = 5;
/// How many of its customers and suppliers stand on its profile.
const FOREMOST: usize = 20;
/// How many of them stand on its pages as a vendor and as a customer.
const PARTNERS: usize = 50;
/// How many topics stand there.
const TOPICS: usize = 20;
/// How many briefings that only mention it stand on its profile: the newest.
const MENTIONED: usize = 50;

/// The view of `vendor.html` and `customer.html`.
#[derive(Serialize, Debug)]
pub struct RolePage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The organisation.
    pub organisation: OrganisationView<'a>,
    /// A vendor's customers, or a customer's suppliers: the 50 it shares most briefings and deals with.
    pub partners: Vec<PartnerView<'a>>,
    /// What is left out of these.
    pub partners_rest: RestView,
    /// The topics of its briefings: the 20 most frequent.
    pub topics: Vec<CountedLink<'a>>,
    /// What is left out of these.
    pub topics_rest: RestView,
    /// Its deals in this role; none where it has none.
    pub factbox: Option<FactboxView<'a>>,
    /// Who supplies which part of a customer's network; empty for a vendor.
    pub supplies: Vec<SupplyView<'a>>,
    /// Who displaced whom at a customer, the newest first; empty for a vendor.
    pub displacements: Vec<DisplacementView<'a>>,
    /// Its briefings in this role.
    pub list: ListView,
}

/// The view of `organisation.html`.
#[derive(Serialize, Debug)]
pub struct OrganisationPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The organisation.
    pub organisation: OrganisationView<'a>,
    /// The text of its file as HTML; may be empty.
    pub body_html: Keyed,
    /// Its foremost customers.
    pub sells_to: Vec<PartnerView<'a>>,
    /// How many customers it has.
    pub sells_to_count: usize,
    /// Its foremost suppliers.
    pub buys_from: Vec<PartnerView<'a>>,
    /// How many suppliers it has.
    pub buys_from_count: usize,
    /// Its deals, then those of its children while they were its own, of its joint ventures, and of those
    /// that were merged into it.
    pub deals: Vec<MemberDeals>,
    /// The cards of the newest briefings in either role.
    pub latest_html: Keyed,
    /// The headlines of the newest briefings that only mention it, the newest first.
    pub mentioned_html: Keyed,
    /// How many more there are.
    pub mentioned_more: usize,
}

/// `organisation`: what its file says, resolved.
#[derive(Serialize, Debug)]
pub struct OrganisationView<'a> {
    /// The name.
    pub name: &'a str,
    /// Its profile.
    pub href: String,
    /// Its page as a vendor, if it has one.
    pub vendor_href: Option<String>,
    /// Its page as a customer, if it has one.
    pub customer_href: Option<String>,
    /// One sentence about it.
    pub description: Option<&'a str>,
    /// The name in the register of companies.
    pub legal_name: Option<&'a str>,
    /// Other names.
    pub aliases: &'a [String],
    /// Names that it had.
    pub former_names: Vec<FormerNameView<'a>>,
    /// What it is: `operator`, `vendor`, …
    pub kind: Option<&'a str>,
    /// Its country.
    pub country: Option<&'a str>,
    /// The place of its headquarters.
    pub hq: Option<&'a str>,
    /// Its own site.
    pub url: Option<&'a str>,
    /// Its Legal Entity Identifier.
    pub lei: Option<&'a str>,
    /// Its Wikidata item.
    pub wikidata: Option<&'a str>,
    /// Its logo.
    pub logo: Option<LogoView<'a>>,
    /// Its tickers, `EXCHANGE:SYMBOL`.
    pub tickers: &'a [String],
    /// Other addresses that stand for it.
    pub same_as: &'a [String],
    /// Whose it is.
    pub parent: Option<ParentView<'a>>,
    /// What it owns, or owned.
    pub children: Vec<ChildView<'a>>,
    /// Those who own it together.
    pub joint_venture_of: Vec<LinkView<'a>>,
    /// Joint ventures that it owns with others.
    pub joint_ventures: Vec<LinkView<'a>>,
    /// What it was merged into.
    pub merged_into: Option<LinkView<'a>>,
    /// When.
    pub merged_on: Option<DateView>,
    /// What was merged into it.
    pub merged: Vec<LinkView<'a>>,
    /// When it was dissolved.
    pub dissolved: Option<DateView>,
    /// Its competitors.
    pub competitors: Vec<LinkView<'a>>,
    /// The site's own keys.
    #[serde(serialize_with = "serialize_map")]
    pub extra: &'a Map,
}

/// An organisation's logo.
#[derive(Serialize, Debug)]
pub struct LogoView<'a> {
    /// Its address.
    pub src: String,
    /// What it shows; may be empty.
    pub alt: &'a str,
    /// Under which licence it may be used.
    pub licence: Option<&'a str>,
}

/// A name that an organisation had.
#[derive(Serialize, Debug)]
pub struct FormerNameView<'a> {
    /// The name.
    pub name: &'a str,
    /// Until when.
    pub until: Option<DateView>,
}

/// Whose an organisation is.
#[derive(Serialize, Debug)]
pub struct ParentView<'a> {
    /// The owner's name.
    pub name: &'a str,
    /// The owner's profile.
    pub href: String,
    /// The share, as printed.
    pub stake: Option<&'a str>,
    /// Since when.
    pub from: Option<DateView>,
    /// Until when.
    pub to: Option<DateView>,
}

/// What an organisation owns, or owned.
#[derive(Serialize, Debug)]
pub struct ChildView<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its profile.
    pub href: String,
    /// Since when, as written.
    pub from: Option<&'a str>,
    /// Until when, as written.
    pub to: Option<&'a str>,
}

/// A name with a number of articles.
#[derive(Serialize, Debug)]
pub struct CountedLink<'a> {
    /// The name.
    pub name: &'a str,
    /// Where it leads.
    pub href: String,
    /// How many articles.
    pub count: usize,
}

/// The site's own keys of an entity without a file.
pub(super) static NO_EXTRA: Map = Map::new();

impl<'a> Source<'a> {
    /// An organisation as a vendor or as a customer. `logo` is the address of its logo.
    pub fn role_page(&self, id: OrganisationId, role: IndexKind, logo: Option<String>) -> RolePage<'a> {
        let organisation = self.site.organisation(id);
        let (kind, list, what) = match role {
            IndexKind::Customers => ("customer", List::Customer(id), "customer"),
            _ => ("vendor", List::Vendor(id), "vendor"),
        };
        let title = format!("{} as a {what}", organisation.name);
        let description = match role {
            IndexKind::Customers => {
                format!("Who supplies {}: its vendors, and every briefing.", organisation.name)
            }
            _ => format!("Who buys from {}: its customers, and every briefing.", organisation.name),
        };
        let (partners, partners_rest) = self.partners(id, role, PARTNERS);
        let (topics, topics_rest) = self.topics_of(list.articles(self.site));
        RolePage {
            page: PageView {
                feeds: self.feeds(FeedOf::List(list)),
                // One organisation has one address for search engines: its profile.
                canonical: self.hrefs.absolute(&organisation_url(self.site, id)),
                ..self.page(kind, &list.url(self.site), title, description)
            },
            organisation: self.organisation_view(id, logo),
            partners,
            partners_rest,
            topics,
            topics_rest,
            factbox: self.factbox(id, role),
            supplies: if role == IndexKind::Customers { self.supplies(id) } else { Vec::new() },
            displacements: if role == IndexKind::Customers { self.displacements(id) } else { Vec::new() },
            list: self.front(list),
        }
    }

    /// An organisation in all its roles. `logo` is the address of its logo.
    pub fn organisation_page(
        &self,
        id: OrganisationId,
        body_html: Keyed,
        logo: Option<String>,
    ) -> OrganisationPage<'a> {
        let organisation = self.site.organisation(id);
        let mut parties: Vec<ArticleId> =
            organisation.as_vendor.iter().chain(&organisation.as_customer).copied().collect();
        parties.sort_unstable();
        parties.dedup();
        let file = organisation.file.as_ref();
        let description = file.and_then(|(_, profile)| profile.description.clone()).unwrap_or_default();
        let (sells_to, sells_to_rest) = self.partners(id, IndexKind::Vendors, FOREMOST);
        let (buys_from, buys_from_rest) = self.partners(id, IndexKind::Customers, FOREMOST);
        OrganisationPage {
            page: self.page(
                "organisation",
                &organisation_url(self.site, id),
                organisation.name.clone(),
                description,
            ),
            organisation: self.organisation_view(id, logo),
            body_html,
            sells_to,
            sells_to_count: sells_to_rest.total,
            buys_from,
            buys_from_count: buys_from_rest.total,
            deals: self.profile_deals(id),
            latest_html: self.cards_html(parties.iter().rev().take(NEWEST)),
            mentioned_html: self.headlines_html(organisation.mentioned.iter().rev().take(MENTIONED)),
            mentioned_more: organisation.mentioned.len().saturating_sub(MENTIONED),
        }
    }

    fn topics_of(&self, articles: &[ArticleId]) -> (Vec<CountedLink<'a>>, RestView) {
        let topics = articles.iter().flat_map(|id| &self.site.article(*id).topics);
        let mut topics: Vec<TopicId> = topics.copied().collect();
        topics.sort_unstable();
        let counts = topics.chunk_by(|one, other| one == other);
        let mut counts: Vec<(TopicId, usize)> = counts.map(|same| (same[0], same.len())).collect();
        counts.sort_unstable_by_key(|(topic, count)| (Reverse(*count), *topic));
        let rest = RestView {
            total: counts.len(),
            count: counts.len().saturating_sub(TOPICS),
            most: counts.get(TOPICS).map_or(0, |(_, count)| *count),
        };
        let views = counts.into_iter().take(TOPICS).map(|(id, count)| {
            let topic = self.site.topic(id);
            CountedLink {
                name: &topic.name,
                href: self.hrefs.entity(IndexKind::Topics.folder(), &topic.slug),
                count,
            }
        });
        (views.collect(), rest)
    }

    fn child(&self, id: OrganisationId) -> ChildView<'a> {
        let LinkView { name, href } = self.organisation(id);
        let profile = self.site.organisation(id).file.as_ref().map(|(_, profile)| profile);
        let parent = profile.and_then(|profile| profile.parent.as_ref());
        ChildView {
            name,
            href,
            from: parent.and_then(|parent| parent.from.as_deref()),
            to: parent.and_then(|parent| parent.to.as_deref()),
        }
    }

    /// An organisation by itself. `logo` is the address of its logo.
    pub fn organisation_view(&self, id: OrganisationId, logo: Option<String>) -> OrganisationView<'a> {
        let organisation = self.site.organisation(id);
        let profile = organisation.file.as_ref().map(|(_, profile)| profile);
        let text = |pick: fn(&OrganisationProfile) -> &Option<String>| {
            profile.and_then(|profile| pick(profile).as_deref())
        };
        let role = |has_page: bool, list: List| has_page.then(|| self.hrefs.href(&list.url(self.site)));
        let parent = organisation.parent.map(|parent| {
            let written = profile.and_then(|profile| profile.parent.as_ref());
            let link = self.organisation(parent);
            ParentView {
                name: link.name,
                href: link.href,
                stake: written.and_then(|written| written.stake.as_deref()),
                from: written.and_then(|written| written.from.as_deref()).map(DateView::written),
                to: written.and_then(|written| written.to.as_deref()).map(DateView::written),
            }
        });
        OrganisationView {
            name: &organisation.name,
            href: self.hrefs.href(&organisation_url(self.site, id)),
            vendor_href: role(sells(self.site, id), List::Vendor(id)),
            customer_href: role(buys(self.site, id), List::Customer(id)),
            description: text(|profile| &profile.description),
            legal_name: text(|profile| &profile.legal_name),
            aliases: profile.map(|profile| profile.aliases.as_slice()).unwrap_or_default(),
            former_names: profile.map(|profile| former_names(&profile.former_names)).unwrap_or_default(),
            kind: text(|profile| &profile.kind),
            country: text(|profile| &profile.country),
            hq: text(|profile| &profile.hq),
            url: text(|profile| &profile.url),
            lei: text(|profile| &profile.lei),
            wikidata: text(|profile| &profile.wikidata),
            logo: logo.zip(profile.and_then(|profile| profile.logo.as_ref())).map(|(src, logo)| LogoView {
                src,
                alt: logo.alt.as_deref().unwrap_or_default(),
                licence: logo.licence.as_deref(),
            }),
            tickers: profile.map(|profile| profile.tickers.as_slice()).unwrap_or_default(),
            same_as: profile.map(|profile| profile.same_as.as_slice()).unwrap_or_default(),
            parent,
            children: organisation.children.iter().map(|id| self.child(*id)).collect(),
            joint_venture_of: self.organisations(&organisation.joint_venture_of),
            joint_ventures: self.organisations(&organisation.joint_ventures),
            merged_into: organisation.merged_into.map(|id| self.organisation(id)),
            merged_on: text(|profile| &profile.merged_on).map(DateView::written),
            merged: self.organisations(&organisation.merged),
            dissolved: text(|profile| &profile.dissolved).map(DateView::written),
            competitors: self.organisations(&organisation.competitors),
            extra: profile.map_or(&NO_EXTRA, |profile| &profile.extra),
        }
    }
}

fn former_names(names: &[FormerName]) -> Vec<FormerNameView<'_>> {
    let view = |former: &'_ FormerName| former.until.as_deref().map(DateView::written);
    names.iter().map(|former| FormerNameView { name: &former.name, until: view(former) }).collect()
}
