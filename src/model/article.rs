//! An article: as its file says ([`Manuscript`]), and as a part of the site ([`Article`]).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::path::{SourcePath, Url};
use crate::base::time::When;

use super::body::Body;
use super::data::Map;
use super::record::Record;
use super::site::{ArticleId, DealId, OrganisationId, PersonId, SectionId, ThreadId, TopicId};

/// An article as its one file says it: every name is still as written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Manuscript {
    /// The headline; not empty.
    pub title: String,
    /// When it was published.
    pub date: When,
    /// Whether `date` is a key of the file, not only a part of its name.
    pub date_is_key: bool,
    /// When it was last updated; not before `date`.
    pub updated: Option<When>,
    /// The last part of its address.
    pub slug: Option<String>,
    /// One sentence that sums it up, inline Markdown.
    pub standfirst: Option<String>,
    /// A word above the headline.
    pub kicker: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Byline>,
    /// Where and when it was written.
    pub dateline: Option<Box<Dateline>>,
    /// Names of organisations that sell in it.
    pub vendors: Vec<String>,
    /// Names of organisations that buy in it.
    pub customers: Vec<String>,
    /// Names of organisations that it also mentions.
    pub mentions: Vec<String>,
    /// Names of its topics.
    pub topics: Vec<String>,
    /// The regions that it is about, as printed names.
    pub regions: Vec<String>,
    /// What sort of piece it is.
    pub kind: ArticleKind,
    /// The picture at its head.
    pub hero: Option<Box<Hero>>,
    /// Its language where it is not the site's, as a BCP 47 tag.
    pub language: Option<String>,
    /// The slug, path or title of the article that it translates.
    pub translation_of: Option<String>,
    /// What it draws on.
    pub sources: Vec<Source>,
    /// Whether it may be published.
    pub status: Status,
    /// What it puts on record beside its text.
    pub record: Record,
    /// Minutes to read, where the writer says so.
    pub read_minutes: Option<u32>,
    /// Old addresses that lead to it, each a path from the site's root.
    pub aliases: Vec<String>,
    /// Where the original stands, if this is a copy.
    pub canonical: Option<String>,
    /// Keys of the site's own, for templates.
    pub extra: Map,
    /// Its text.
    pub body: Body,
}

/// An article as a part of the site: every name resolved.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its file.
    pub path: SourcePath,
    /// Its address.
    pub url: Url,
    /// Its section.
    pub section: SectionId,
    /// Who wrote it, in the order of the byline.
    pub authors: Vec<PersonId>,
    /// Who sells in it.
    pub vendors: Vec<OrganisationId>,
    /// Who buys in it.
    pub customers: Vec<OrganisationId>,
    /// Who else is mentioned.
    pub mentions: Vec<OrganisationId>,
    /// Those that it calls by a former name, each with that name; empty for most.
    pub named_then: Box<[(OrganisationId, Box<str>)]>,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// How it stands in the lists of the site.
    pub standing: Standing,
    /// The deals that it reports.
    pub deals: Vec<DealId>,
    /// The developing story that it is a part of.
    pub thread: Option<ThreadId>,
    /// The same story in all its languages, the original first and itself among them; shared by
    /// all of them, and empty where there is one only.
    pub translations: Arc<[ArticleId]>,
    /// The first place in its text where each known organisation is named, in the order of the text.
    pub named: Box<[Named]>,
    /// Articles that its readers may also like, the best first.
    pub suggestions: Box<[Suggestion]>,
    /// What its file says.
    pub written: Box<Manuscript>,
}

/// An article that the readers of another may also like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Suggestion {
    /// The article.
    pub article: ArticleId,
    /// What the two have in common that counts most.
    pub reason: Common,
}

/// What two articles have in common.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Common {
    /// Both report one deal.
    Deal,
    /// Organisations are parties in both, the rarest first.
    Parties(Box<[OrganisationId]>),
    /// Both are about these topics, the rarest first.
    Topics(Box<[TopicId]>),
    /// Rare words stand in the headlines or standfirsts of both.
    Words(Box<[String]>),
}

/// How a published article stands in the lists of the site.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Standing {
    /// In all of them.
    #[default]
    Current,
    /// In none, and counted nowhere; its page stays, with a note.
    Expired,
    /// In none; nothing is left of it but its address, its headline and the reason.
    Withdrawn,
}

impl Article {
    /// Whether lists and counts know it.
    pub fn is_listed(&self) -> bool {
        self.standing == Standing::Current
    }

    /// Whether its text stands; a withdrawn one has none.
    pub fn is_whole(&self) -> bool {
        self.standing != Standing::Withdrawn
    }
}

/// A known organisation in an article's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Named {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Where its name begins, in bytes of the HTML of the body.
    pub start: u32,
    /// Where its name ends.
    pub end: u32,
}

/// One name in the byline.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Byline {
    /// The name.
    pub name: String,
    /// The person's post then.
    pub role: Option<String>,
    /// Where the person worked then, as printed.
    pub organisation: Option<String>,
}

/// Where and when a piece was written: `ESPOO, Finland, 16 June`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Dateline {
    /// The place, as printed.
    pub place: String,
    /// The country, as printed.
    pub country: Option<String>,
    /// The date, as printed.
    pub date: Option<String>,
}

/// What sort of piece an article is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum ArticleKind {
    /// A report; the default.
    #[default]
    News,
    /// A short report.
    Briefing,
    /// Analysis.
    Analysis,
    /// A list of facts.
    Factbox,
    /// An interview.
    Interview,
    /// An opinion.
    Opinion,
    /// Somebody's press release, labelled as such.
    PressRelease,
    /// A poll.
    Poll,
}

impl ArticleKind {
    /// All kinds with their names in front matter.
    pub const NAMES: &[(&str, Self)] = &[
        ("news", Self::News),
        ("briefing", Self::Briefing),
        ("analysis", Self::Analysis),
        ("factbox", Self::Factbox),
        ("interview", Self::Interview),
        ("opinion", Self::Opinion),
        ("press-release", Self::PressRelease),
        ("poll", Self::Poll),
    ];

    /// Its name in front matter and templates.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("news", |(name, _)| name)
    }
}

/// Whether an article may be published.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Status {
    /// It is published.
    #[default]
    Usable,
    /// It is being written.
    Draft,
    /// It is held while something is checked.
    Hold,
    /// It was published and must not stand: its address stays, with the reason only.
    Withdrawn,
}

/// The picture at an article's head.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Hero {
    /// The image, as written: a path from the article's file, or an address.
    pub src: String,
    /// What it shows, for those who do not see it.
    pub alt: Option<String>,
    /// The line under it.
    pub caption: Option<String>,
    /// Whose it is.
    pub credit: Option<String>,
    /// Where it is from: a name or an address.
    pub source: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
}

/// Something that an article draws on.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as printed.
    pub date: Option<String>,
    /// The address of a stored copy.
    pub archived: Option<String>,
}
