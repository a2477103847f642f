//! The next instants at which the output changes by itself: embargoes that end, pieces that are
//! scheduled, pieces that expire; what is news no more, and what `security.txt` says.
//!
//! Takes articles as their files say them, the configuration and the clock. Knows no output.

use jiff::Timestamp;

use crate::base::path::SourcePath;
use crate::model::article::{Manuscript, Status};
use crate::model::config::Config;
use crate::model::deal::{Party, WrittenDeal};

use super::visible::Clock;

/// An instant at which the output changes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Due {
    /// When; after the build's clock.
    pub at: Timestamp,
    /// The file of the article or deal, or the configuration.
    pub file: SourcePath,
    /// What happens then.
    pub change: Change,
    /// The article's headline; of a deal its title, or its parties; else the name of the output.
    pub title: String,
}

impl Due {
    /// The end of the embargo on a deal that has a file of its own, or on the article that tells it.
    pub fn of_deal(file: &SourcePath, deal: &WrittenDeal, at: Timestamp) -> Self {
        let names =
            |parties: &[Party]| parties.iter().map(|party| party.org.as_str()).collect::<Vec<_>>().join(", ");
        let parties = || format!("{} – {}", names(&deal.vendors), names(&deal.customers));
        let title = deal.title.clone().unwrap_or_else(parties);
        Self { at, file: file.clone(), change: Change::EmbargoEnds, title }
    }

    /// When what `security.txt` says is not to be trusted any more, if it is now.
    pub fn of_security(config: &Config, now: Timestamp) -> Option<Self> {
        let at = config.crawlers.security.as_ref().map(|security| security.expires)?;
        let (file, title) = (SourcePath::new("dateline.yaml"), "security.txt".to_owned());
        (at > now).then_some(Self { at, file, change: Change::SecurityExpires, title })
    }
}

/// What happens at an instant, mostly to an article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Change {
    /// Its embargo ends, and it is published.
    EmbargoEnds,
    /// Its embargo ends while it is on hold: from then on that is an error.
    EmbargoEndsOnHold,
    /// It is published as planned.
    Scheduled,
    /// It leaves all lists; its page stays.
    Expires,
    /// It is listed in the news sitemap.
    EntersNews,
    /// It is listed there no more.
    LeavesNews,
    /// What `security.txt` says is not to be trusted any more.
    SecurityExpires,
}

impl Change {
    /// Its name for programs: `embargo-ends`.
    pub fn name(self) -> &'static str {
        match self {
            Self::EmbargoEnds => "embargo-ends",
            Self::EmbargoEndsOnHold => "embargo-ends-on-hold",
            Self::Scheduled => "scheduled",
            Self::Expires => "expires",
            Self::EntersNews => "enters-news-sitemap",
            Self::LeavesNews => "leaves-news-sitemap",
            Self::SecurityExpires => "security-expires",
        }
    }

    /// Whether readers see it.
    pub fn is_seen(self) -> bool {
        matches!(self, Self::EmbargoEnds | Self::Scheduled | Self::Expires)
    }

    /// What to tell of it.
    pub fn words(self) -> &'static str {
        match self {
            Self::EmbargoEnds => "embargo ends",
            Self::EmbargoEndsOnHold => "embargo ends, but the article is on hold",
            Self::Scheduled => "is published",
            Self::Expires => "expires",
            Self::EntersNews => "enters the news sitemap",
            Self::LeavesNews => "leaves the news sitemap",
            Self::SecurityExpires => "security.txt expires",
        }
    }
}

/// What is due for one article after the clock.
pub fn due(file: &SourcePath, written: &Manuscript, clock: Clock) -> Vec<Due> {
    let timing = &written.record.timing;
    let to_come = |instant: Option<Timestamp>| instant.filter(|instant| *instant > clock.now);
    let due = |at, change| Due { at, file: file.clone(), change, title: written.title.clone() };
    let mut all = Vec::new();
    let (embargo, schedule) = (to_come(timing.embargo_until), to_come(timing.publish_at));
    match written.status {
        Status::Draft => return all,
        Status::Hold => {
            all.extend(embargo.map(|at| due(at, Change::EmbargoEndsOnHold)));
            return all;
        }
        Status::Usable | Status::Withdrawn if clock.drafts => {}
        // Only the later of the two lets it go.
        Status::Usable | Status::Withdrawn => match (embargo, schedule) {
            (Some(end), schedule) if schedule.is_none_or(|begin| begin <= end) => {
                all.push(due(end, Change::EmbargoEnds));
            }
            (_, schedule) => all.extend(schedule.map(|at| due(at, Change::Scheduled))),
        },
    }
    if written.status == Status::Usable {
        all.extend(to_come(timing.expires).map(|at| due(at, Change::Expires)));
    }
    all
}
