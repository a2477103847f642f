//! The registers of organisations, people and topics.
//!
//! Takes all profiles and the names that articles use; gives the registers in which every name leads
//! to one entry. Knows nothing of what the entries are for.

use crate::base::diagnostic::{Finding, KeyPath};
use crate::base::name::NameKey;
use crate::base::path::SourcePath;
use crate::model::deal::WrittenDeal;
use crate::model::profile::{OrganisationProfile, PersonProfile, TopicProfile};

use super::deal_names;
use super::left_out::Addressed;
use super::names::{Claim, NameRules, Names, Used};

/// All that claims or uses a name, each in the order of the files.
pub struct Named<'a> {
    /// Articles.
    pub articles: &'a [Addressed],
    /// Files of organisations.
    pub organisations: &'a [(SourcePath, Box<OrganisationProfile>)],
    /// Files of people.
    pub people: &'a [(SourcePath, PersonProfile)],
    /// Files of topics.
    pub topics: &'a [(SourcePath, TopicProfile)],
    /// Files of deals.
    pub deals: &'a [(SourcePath, Box<WrittenDeal>)],
}

/// The registers of names.
pub struct Registers {
    /// Organisations; an entry's index is its `OrganisationId`.
    pub organisations: Names,
    /// People; an entry's index is its `PersonId`.
    pub people: Names,
    /// Topics; an entry's index is its `TopicId`.
    pub topics: Names,
}

impl Registers {
    /// Whether a name belongs to any entity.
    pub fn know(&self, name: &str) -> bool {
        [&self.organisations, &self.topics, &self.people].into_iter().any(|names| names.get(name).is_some())
    }
}

fn used<'a>(path: &'a SourcePath, key: &'static str, names: &'a [String]) -> impl Iterator<Item = Used<'a>> {
    let names = names.iter().enumerate();
    names.map(move |(item, name)| Used { name, file: path, within: None, key, item, field: None })
}

/// Builds the registers, each for itself. Reports names and addresses that two claim.
pub fn registers(named: &Named<'_>, language: &str, findings: &mut Vec<Finding>) -> Registers {
    let ((organisations, mut of_organisations), ((people, mut of_people), (topics, mut of_topics))) =
        rayon::join(
            || organisations(named, language),
            || rayon::join(|| people(named, language), || topics(named, language)),
        );
    findings.append(&mut of_organisations);
    findings.append(&mut of_people);
    findings.append(&mut of_topics);
    Registers { organisations, people, topics }
}

fn organisations(named: &Named<'_>, language: &str) -> (Names, Vec<Finding>) {
    let claims: Vec<Claim<'_>> =
        named.organisations.iter().map(|(path, profile)| organisation_claim(path, profile)).collect();
    let parties = named.articles.iter().flat_map(|Addressed { path, written, .. }| {
        used(path, "vendors", &written.vendors)
            .chain(used(path, "customers", &written.customers))
            .chain(used(path, "mentions", &written.mentions))
            .chain(deal_names::of_article(written).flat_map(|deal| deal_names::organisations(path, deal)))
    });
    let of_deals = named.deals.iter().flat_map(|(path, deal)| deal_names::organisations(path, deal));
    let rules = NameRules { key: NameKey::of_organisation, noun: "organisation", folder: "organisations" };
    Names::build(&claims, parties.chain(of_deals), rules, language)
}

fn people(named: &Named<'_>, language: &str) -> (Names, Vec<Finding>) {
    let claims: Vec<Claim<'_>> = (named.people.iter())
        .map(|(path, profile)| claim(path, &profile.name, profile.slug.as_deref(), &profile.aliases))
        .collect();
    let authors = named.articles.iter().flat_map(|Addressed { path, written, .. }| {
        let names = written.authors.iter().enumerate();
        names.map(move |(item, byline)| Used {
            name: &byline.name,
            file: path,
            within: None,
            key: "authors",
            item,
            field: None,
        })
    });
    let rules = NameRules { key: NameKey::of, noun: "person", folder: "people" };
    Names::build(&claims, authors, rules, language)
}

fn topics(named: &Named<'_>, language: &str) -> (Names, Vec<Finding>) {
    let claims: Vec<Claim<'_>> = (named.topics.iter())
        .map(|(path, profile)| claim(path, &profile.name, profile.slug.as_deref(), &profile.aliases))
        .collect();
    let subjects = named.articles.iter().flat_map(|Addressed { path, written, .. }| {
        used(path, "topics", &written.topics)
            .chain(deal_names::of_article(written).flat_map(|deal| deal_names::topics(path, deal)))
    });
    let of_deals = named.deals.iter().flat_map(|(path, deal)| deal_names::topics(path, deal));
    let rules = NameRules { key: NameKey::of, noun: "topic", folder: "topics" };
    Names::build(&claims, subjects.chain(of_deals), rules, language)
}

fn claim<'a>(file: &'a SourcePath, name: &'a str, slug: Option<&'a str>, aliases: &'a [String]) -> Claim<'a> {
    let aliases = aliases.iter().enumerate();
    let aliases = aliases.map(|(item, alias)| (alias.as_str(), KeyPath::of("aliases").item(item)));
    Claim { file, name, slug, names: std::iter::once((name, KeyPath::of("name"))).chain(aliases).collect() }
}

fn organisation_claim<'a>(file: &'a SourcePath, profile: &'a OrganisationProfile) -> Claim<'a> {
    let mut claim = claim(file, &profile.name, profile.slug.as_deref(), &profile.aliases);
    let legal = profile.legal_name.as_deref().map(|name| (name, KeyPath::of("legal_name")));
    let former = profile.former_names.iter().enumerate();
    let former = former.map(|(item, former)| (former.name.as_str(), KeyPath::of("former_names").item(item)));
    claim.names.extend(legal.into_iter().chain(former));
    claim
}

/// An index as it is kept in ids. A site has far fewer entries than 2³².
pub fn count(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
