//! Which articles may be seen, and how, at the build's clock: the one place that decides it.
//!
//! Takes what an article's file says and the clock; gives its standing, or why it is held back. Pure;
//! asks no clock itself.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::base::diagnostic::{Code, Finding, KeyPath, Place, Severity};
use crate::base::path::SourcePath;
use crate::base::time::readable;
use crate::compile::frontmatter::when::date_in_name;
use crate::model::article::{ArticleKind, Manuscript, Standing, Status};
use crate::model::body::Body;
use crate::model::config::Config;
use crate::model::data::Map;
use crate::model::record::Record;

use super::{left_out, telling};

/// What decides it, apart from the files.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The build's clock.
    pub now: Timestamp,
    /// Whether pieces that are held back are built, too.
    pub drafts: bool,
}

/// How an article may be seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// By everybody.
    Public(Standing),
    /// By nobody: nothing of it may be known.
    Held(Held),
}

/// Why an article is held back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Held {
    /// It is being written.
    Draft,
    /// It is held while something is checked.
    Hold,
    /// It is under embargo up to this instant.
    Embargo(Timestamp),
    /// It is to be published then.
    Schedule(Timestamp),
}

/// How an article may be seen at this clock. At the very instant an embargo ends it is public.
pub fn seen(written: &Manuscript, clock: Clock) -> Seen {
    let timing = &written.record.timing;
    let to_come = |instant: Option<Timestamp>| instant.filter(|instant| *instant > clock.now);
    let held = match written.status {
        Status::Draft => Some(Held::Draft),
        Status::Hold => Some(Held::Hold),
        Status::Usable | Status::Withdrawn => to_come(timing.embargo_until)
            .map(Held::Embargo)
            .or_else(|| to_come(timing.publish_at).map(Held::Schedule)),
    };
    match held.filter(|_| !clock.drafts) {
        Some(held) => Seen::Held(held),
        None if written.status == Status::Withdrawn => Seen::Public(Standing::Withdrawn),
        None if timing.expires.is_some_and(|expires| expires <= clock.now) => Seen::Public(Standing::Expired),
        None => Seen::Public(Standing::Current),
    }
}

/// When an article that is held back becomes public by itself; never, where a hand holds it.
pub fn release(written: &Manuscript, clock: Clock) -> Option<Timestamp> {
    let timing = &written.record.timing;
    match written.status {
        Status::Draft | Status::Hold => None,
        Status::Usable | Status::Withdrawn => {
            let both = [timing.embargo_until, timing.publish_at].into_iter().flatten();
            both.filter(|instant| *instant > clock.now).max()
        }
    }
}

/// The standing of an article that is public.
pub fn standing(written: &Manuscript, clock: Clock) -> Standing {
    match seen(written, clock) {
        Seen::Public(standing) => standing,
        Seen::Held(_) => Standing::default(),
    }
}

/// A withdrawn article as readers may see it: its headline and the reason, where it always stood.
pub fn withdrawn(written: &mut Manuscript) {
    let was = std::mem::replace(written, blank(written));
    let reason = KeyPath::of("withdrawn").key("reason");
    *written = Manuscript {
        title: was.title,
        date_is_key: was.date_is_key,
        updated: was.record.withdrawn.as_ref().map(|withdrawal| withdrawal.at),
        slug: was.slug,
        language: was.language,
        status: was.status,
        // It still joins what came before it and what came after it.
        record: Record {
            withdrawn: was.record.withdrawn,
            follows: was.record.follows,
            timing: was.record.timing,
            links: was.record.links.into_iter().filter(|(_, key)| *key == reason).collect(),
            ..Record::default()
        },
        aliases: was.aliases,
        ..blank(written)
    };
}

/// An article of which nothing is said but its date.
fn blank(written: &Manuscript) -> Manuscript {
    Manuscript {
        title: String::new(),
        date: written.date,
        date_is_key: false,
        updated: None,
        slug: None,
        standfirst: None,
        kicker: None,
        authors: Vec::new(),
        dateline: None,
        vendors: Vec::new(),
        customers: Vec::new(),
        mentions: Vec::new(),
        topics: Vec::new(),
        regions: Vec::new(),
        kind: ArticleKind::default(),
        hero: None,
        language: None,
        translation_of: None,
        sources: Vec::new(),
        status: Status::Withdrawn,
        record: Record::default(),
        read_minutes: None,
        aliases: Vec::new(),
        canonical: None,
        extra: Map::new(),
        body: Body::default(),
    }
}

/// The note that an article or a deal is left out, and until when.
pub fn told(path: &SourcePath, what: &str, held: Held, config: &Config) -> Finding {
    let until = |instant| readable(instant, &config.time_zone);
    let message = match held {
        Held::Draft => format!("left out: this {what} is a draft"),
        Held::Hold => format!("left out: this {what} is on hold"),
        Held::Embargo(end) => format!("left out: this {what} is under embargo until {}", until(end)),
        Held::Schedule(begin) => format!("left out: this {what} is to be published on {}", until(begin)),
    };
    Finding::new(Code::DraftLeftOut, path, Place::File, message).help("`--drafts` builds it, too")
}

/// Warns of a date that is still to come: a date alone holds nothing back.
pub fn check_dates(path: &SourcePath, written: &Manuscript, now: Timestamp, findings: &mut Vec<Finding>) {
    // A day's grace: somewhere it is tomorrow already.
    let latest = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now);
    if written.date.instant > latest {
        let in_name = !written.date_is_key && date_in_name(path.stem()).is_some();
        let place = if in_name { Place::File } else { Place::value(KeyPath::of("date")) };
        let message = format!("dated {}, which is still to come", written.date.day);
        let finding = Finding::new(Code::FutureDate, path, place, message);
        findings
            .push(finding.help("it is published all the same; `publish_at` or `status: hold` keeps it back"));
    }
    let changed = written.updated.filter(|changed| changed.instant > latest);
    if let Some(changed) = changed {
        let (key, day) = change_to_come(written, latest).unwrap_or(("updated", changed.day));
        let message = format!("`{key}` tells of {day}, which is still to come");
        let finding = Finding::new(Code::FutureDate, path, Place::value(KeyPath::of(key)), message);
        findings.push(finding.help("readers are told of it all the same: correct the date"));
    }
}

/// The first key that tells of a change in the future, and its day.
fn change_to_come(written: &Manuscript, latest: Timestamp) -> Option<(&'static str, Date)> {
    let Record { corrections, updates, withdrawn, .. } = &written.record;
    let corrections = corrections.iter().map(|correction| ("corrections", correction.at));
    let updates = updates.iter().map(|update| ("updates", update.at));
    let withdrawn = withdrawn.iter().map(|withdrawal| ("withdrawn", withdrawal.at));
    let mut all = corrections.chain(updates).chain(withdrawn);
    all.find(|(_, at)| at.instant > latest).map(|(key, at)| (key, at.day))
}

/// Reports a key by which another generator would hold this piece back at this clock: here it does
/// nothing, and the piece would be published before its time.
pub fn held_elsewhere(
    path: &SourcePath,
    written: &Manuscript,
    clock: Clock,
    config: &Config,
) -> Option<Finding> {
    let (key, at) = written.record.releases.iter().find(|(_, at)| *at > clock.now)?;
    let at = readable(*at, &config.time_zone);
    let message = format!("`{key}` does nothing, so this piece would be published before {at}");
    let finding = Finding::new(Code::ReservedKey, path, Place::key(KeyPath::of(key)), message);
    Some(
        finding
            .help("`publish_at`, with a time of the day and its offset from UTC, holds it back until then")
            .help("if it is a key of your own, keep it under `extra`"),
    )
}

/// What is wrong with an embargo at this clock: it has passed and nobody lets the article go, or the
/// names of the file tell what is under it.
pub fn check_embargo(
    path: &SourcePath,
    written: &Manuscript,
    clock: Clock,
    config: &Config,
    findings: &mut Vec<Finding>,
) {
    let timing = &written.record.timing;
    let scheduled = timing.publish_at.filter(|at| *at <= clock.now && !clock.drafts);
    if let Some(at) = scheduled.filter(|_| written.status == Status::Hold && timing.embargo_until.is_none()) {
        let message = format!(
            "it was to be published on {}, and the article is still on hold",
            readable(at, &config.time_zone)
        );
        let place = Place::value(KeyPath::of("publish_at"));
        let mut finding = Finding::new(Code::EmbargoPassed, path, place, message);
        finding.severity = Severity::Warning;
        findings.push(finding.help("take the status away to publish it, or write a later `publish_at`"));
    }
    let Some(end) = timing.embargo_until else { return };
    if end > clock.now {
        findings.extend(telling(path, written, config));
        return;
    }
    let what = match written.status {
        Status::Hold => "on hold",
        Status::Draft => "a draft",
        Status::Usable | Status::Withdrawn => return,
    };
    if clock.drafts {
        return;
    }
    let end = readable(end, &config.time_zone);
    let message = format!("the embargo ended on {end}, and the article is still {what}");
    let place = Place::value(KeyPath::of("embargo_until"));
    let mut finding = Finding::new(Code::EmbargoPassed, path, place, message);
    if written.status == Status::Draft {
        finding.severity = Severity::Warning;
    }
    findings.push(finding.help("take the status away to publish it, or write a later `embargo_until`"));
}

/// A name that outlives the embargo, or that tells of the deal to whoever sees the file's name: in a
/// repository, in a log.
fn telling(path: &SourcePath, written: &Manuscript, config: &Config) -> Option<Finding> {
    let url = left_out::url(path, written, config);
    let last = url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let place = if written.slug.is_some() { Place::value(KeyPath::of("slug")) } else { Place::File };
    if last.contains("embargo") {
        let message = format!("the address would say `{last}` for ever, also when the embargo has ended");
        let finding = Finding::new(Code::TellingSlug, path, place, message);
        return Some(finding.help("give it a `slug:` that will be right once it is published"));
    }
    telling::of_article(path, written, last, &config.language)
}
