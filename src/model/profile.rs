//! What the files under `organisations/`, `people/`, `topics/` and `pages/` say.

use serde::{Deserialize, Serialize};

use crate::base::diagnostic::KeyPath;

use super::body::Body;
use super::data::Map;

/// An organisation's file. Vendor and customer are roles in articles, never kinds.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct OrganisationProfile {
    /// The name as printed.
    pub name: String,
    /// The last part of its addresses.
    pub slug: Option<String>,
    /// The name in the register of companies.
    pub legal_name: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Names that it had, each with the date until which (as written).
    pub former_names: Vec<FormerName>,
    /// Names that look like it and are not.
    pub not: Vec<String>,
    /// What it is: one of [`ORGANISATION_KINDS`].
    pub kind: Option<String>,
    /// Whose it is.
    pub parent: Option<Parent>,
    /// The names of those who own it together.
    pub joint_venture_of: Vec<String>,
    /// The name of what it was merged into.
    pub merged_into: Option<String>,
    /// When it was merged, as written (`2020-04-01`, `2020-04` or `2020`).
    pub merged_on: Option<String>,
    /// When it was dissolved, as written.
    pub dissolved: Option<String>,
    /// Its country, as printed.
    pub country: Option<String>,
    /// The place of its headquarters.
    pub hq: Option<String>,
    /// Legal Entity Identifier (ISO 17442), checked.
    pub lei: Option<String>,
    /// Wikidata item, `Q` and digits.
    pub wikidata: Option<String>,
    /// `EXCHANGE:SYMBOL`.
    pub tickers: Vec<String>,
    /// Its own site.
    pub url: Option<String>,
    /// Its logo.
    pub logo: Option<Logo>,
    /// One sentence about it.
    pub description: Option<String>,
    /// Other addresses that stand for it.
    pub same_as: Vec<String>,
    /// Names of its competitors.
    pub competitors: Vec<String>,
    /// Words one of which must stand in a text for a name that may mean something else.
    pub context: Vec<String>,
    /// Whether its first mention in an article is linked, where it is not as the site says.
    pub link_mentions: Option<bool>,
    /// Keys of the site's own, for templates.
    pub extra: Map,
    /// Its text.
    pub body: Body,
}

/// An organisation's logo.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Logo {
    /// Where it lies.
    pub src: String,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
}

/// What an organisation can be.
pub const ORGANISATION_KINDS: &[&str] =
    &["operator", "vendor", "cloud", "integrator", "regulator", "joint-venture", "other"];

/// A name that an organisation had.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// Until when, as written.
    pub until: Option<String>,
}

/// Whose an organisation is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Parent {
    /// The owner's name.
    pub org: String,
    /// The share, as printed.
    pub stake: Option<String>,
    /// Since when, as written.
    pub from: Option<String>,
    /// Until when, as written.
    pub to: Option<String>,
}

/// A person's file.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PersonProfile {
    /// The name as printed.
    pub name: String,
    /// The last part of the address.
    pub slug: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Posts, newest last.
    pub roles: Vec<PersonRole>,
    /// The person's own site.
    pub url: Option<String>,
    /// One sentence about the person.
    pub description: Option<String>,
    /// Keys of the site's own, for templates.
    pub extra: Map,
    /// The text.
    pub body: Body,
}

/// A post that a person had.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PersonRole {
    /// The post.
    pub title: String,
    /// Where, as printed.
    pub organisation: Option<String>,
    /// Since when, as written.
    pub from: Option<String>,
    /// Until when, as written.
    pub to: Option<String>,
}

/// A topic's file.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct TopicProfile {
    /// The name as printed.
    pub name: String,
    /// The last part of the address.
    pub slug: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its code in a list of subjects (IPTC or other).
    pub code: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// Keys of the site's own, for templates.
    pub extra: Map,
    /// The text.
    pub body: Body,
}

/// A page that is no article: about, contact.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PageText {
    /// The headline.
    pub title: String,
    /// The last part of its address.
    pub slug: Option<String>,
    /// One sentence that sums it up, inline Markdown.
    pub standfirst: Option<String>,
    /// Where the links in it lead, as written, each with its place.
    pub links: Vec<(String, KeyPath)>,
    /// Its language where it is not the site's.
    pub language: Option<String>,
    /// Whether it is left out.
    pub draft: bool,
    /// Old addresses that lead to it.
    pub aliases: Vec<String>,
    /// Keys of the site's own, for templates.
    pub extra: Map,
    /// The text.
    pub body: Body,
}
