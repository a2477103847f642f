//! What an article puts on record beside its text: deals, quotes, figures, updates, corrections, and
//! when it may be seen.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::base::diagnostic::KeyPath;
use crate::base::time::{PartialDate, When};

use super::deal::WrittenDeal;

/// What an article puts on record.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Record {
    /// When it may be seen.
    pub timing: Timing,
    /// When and why it was withdrawn; only with the status of the same name.
    pub withdrawn: Option<Withdrawal>,
    /// Deals that it reports, in the order of its file; one that is only named has nothing but its id.
    pub deals: Vec<WrittenDeal>,
    /// What somebody said.
    pub quotes: Vec<Quote>,
    /// Numbers with their sources.
    pub figures: Vec<Figure>,
    /// What became known later, the newest first.
    pub updates: Vec<Update>,
    /// What was wrong and is mended, the newest first.
    pub corrections: Vec<Correction>,
    /// Where the links in the standfirst, the hero's caption, and the texts of updates, corrections and the withdrawal
    /// lead, as written, each with the place of its text.
    pub links: Vec<(String, KeyPath)>,
    /// Keys of other generators that would publish it at an instant, and do nothing here.
    pub releases: Vec<(String, Timestamp)>,
    /// The slug, path or title of the article whose story it goes on with.
    pub follows: Option<String>,
    /// Whether the first mention of each organisation is linked, where it is not as the site says.
    pub link_mentions: Option<bool>,
}

/// What somebody said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Quote {
    /// An id by which the text can place it.
    pub id: Option<String>,
    /// Who.
    pub speaker: String,
    /// What.
    pub text: String,
    /// When or where, as printed.
    pub said: Option<String>,
    /// The speaker's post then.
    pub role: Option<String>,
    /// Where the speaker worked then, as printed.
    pub organisation: Option<String>,
    /// Who reports it: an address or a name.
    pub source: Option<String>,
}

/// A number with all that is needed to judge it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// An id by which the text can place it.
    pub id: Option<String>,
    /// The series that it belongs to.
    pub series: Option<String>,
    /// What sort of number it is.
    pub kind: FigureKind,
    /// What it is of.
    pub label: String,
    /// The number as written (`84`, `4.5`, `311`).
    pub value: Decimal,
    /// Its unit: `%`, `EUR million`.
    pub unit: Option<String>,
    /// The lowest it may be.
    pub low: Option<Decimal>,
    /// The highest it may be.
    pub high: Option<Decimal>,
    /// The question of a poll.
    pub asked: Option<String>,
    /// How many were asked.
    pub sample: Option<u64>,
    /// Who was asked.
    pub population: Option<String>,
    /// When it was so.
    pub date: Option<PartialDate>,
    /// Who counted or asked.
    pub by: Option<String>,
    /// Who reports it: an address or a name.
    pub source: Option<String>,
}

/// The sorts of number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum FigureKind {
    /// Answers to a question.
    Poll,
    /// A part of a whole.
    Share,
    /// How many.
    Count,
    /// Money.
    Money,
    /// What somebody expects.
    Forecast,
}

impl FigureKind {
    /// All of them with their names in front matter.
    pub const NAMES: &[(&str, Self)] = &[
        ("poll", Self::Poll),
        ("share", Self::Share),
        ("count", Self::Count),
        ("money", Self::Money),
        ("forecast", Self::Forecast),
    ];

    /// Its name in front matter and templates.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("count", |(name, _)| name)
    }
}

/// What became known later.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Update {
    /// When it was added.
    pub at: When,
    /// What, inline Markdown.
    pub text: String,
}

/// What was wrong and is mended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// When it was mended.
    pub at: When,
    /// How grave it was.
    pub class: CorrectionClass,
    /// What is told of it, inline Markdown.
    pub text: String,
    /// What stood there.
    pub was: Option<String>,
    /// What stands there now.
    pub now: Option<String>,
}

/// How grave a mistake was (Reuters Handbook of Journalism, corrections and refiles).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum CorrectionClass {
    /// An error of substance.
    #[default]
    Correction,
    /// Right, and easily misunderstood.
    Clarification,
    /// A slip that changes no understanding.
    Refile,
}

impl CorrectionClass {
    /// All of them with their names in front matter.
    pub const NAMES: &[(&str, Self)] =
        &[("correction", Self::Correction), ("clarification", Self::Clarification), ("refile", Self::Refile)];

    /// Its name in front matter and templates.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, class)| *class == self).map_or("correction", |(name, _)| name)
    }
}

/// Why an article was withdrawn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Withdrawal {
    /// When.
    pub at: When,
    /// Why, inline Markdown.
    pub reason: String,
}

/// When an article may be seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Timing {
    /// Nothing of it may be known before.
    pub embargo_until: Option<Timestamp>,
    /// It is published then.
    pub publish_at: Option<Timestamp>,
    /// It leaves lists and feeds then; its page stays, with a note.
    pub expires: Option<Timestamp>,
}
