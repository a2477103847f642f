//! What an article puts on record beside its text, as a [`Record`].
//!
//! Takes the reader of a file, gives checked values with all their faults. Knows one file at a time,
//! and no clock: whether an embargo has passed is judged elsewhere.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::time::When;
use crate::compile::markdown::inline::destinations;
use crate::model::article::Status;
use crate::model::data::{Data, Map};
use crate::model::record::{Correction, CorrectionClass, Record, Timing, Update, Withdrawal};

use super::fault::Fault;
use super::figures;
use super::keys;
use super::quotes;
use super::reader::{At, Reader};
use super::when;

/// Links of texts, each with the place of its text.
type Links = Vec<(String, KeyPath)>;

/// All that an article puts on record. `date` is that of its publication.
pub(super) fn record(reader: &mut Reader, status: Status, date: Option<When>) -> Record {
    let (quotes, figures) = (quotes::quotes(reader), figures::figures(reader));
    figures::ids(reader, &quotes, &figures);
    // Of a withdrawn article no figure is printed.
    if status != Status::Withdrawn {
        figures::sources(reader, &figures);
    }
    let mut links = Links::new();
    Record {
        quotes: quotes.into_iter().flatten().collect(),
        figures: figures.into_iter().flatten().collect(),
        timing: timing(reader, date),
        withdrawn: withdrawn(reader, status, date, &mut links),
        updates: updates(reader, date, &mut links),
        corrections: corrections(reader, date, &mut links),
        links,
        releases: std::mem::take(&mut reader.releases),
        follows: reader.line("follows"),
        link_mentions: reader.flag("link_mentions"),
        ..Record::default()
    }
}

/// When an article was last changed, of all that tells of it.
pub(super) fn last_change(updated: Option<When>, record: &Record) -> Option<When> {
    let updates = record.updates.iter().map(|update| update.at);
    let corrections = record.corrections.iter().map(|correction| correction.at);
    let withdrawn = record.withdrawn.iter().map(|withdrawal| withdrawal.at);
    updated.into_iter().chain(updates).chain(corrections).chain(withdrawn).max()
}

/// A date or date-time at this place.
pub(super) fn moment(reader: &mut Reader, at: At, value: Data) -> Option<When> {
    let text = date_text(reader, at, value, "a date")?;
    match when::read(&text, &reader.config.time_zone) {
        Ok(when) => Some(when),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

fn date_text(reader: &mut Reader, at: At, value: Data, expected: &str) -> Option<String> {
    match value {
        Data::Text(text) => Some(text),
        value @ (Data::Int(_) | Data::Float(_)) => reader.as_text(at, value),
        Data::Null => None,
        other => {
            reader.wrong_type(at, &other, expected);
            None
        }
    }
}

/// Reports what happened to an article before it was published. `what` is told of it in the past.
pub(super) fn not_before(
    reader: &mut Reader,
    at: At,
    mut moment: When,
    date: Option<When>,
    what: &str,
) -> Option<When> {
    let Some(date) = date else { return Some(moment) };
    let bare_day = moment.time.is_none() || date.time.is_none();
    let before = if bare_day { moment.day < date.day } else { moment.instant < date.instant };
    if before {
        let message =
            format!("the article is {what} on {} before it is published on {}", moment.day, date.day);
        let finding = reader.finding(Code::UpdatedBeforeDate, at, message).related(
            &reader.file.path,
            Place::value(At::Top("date").path()),
            "the date of publication",
        );
        reader.report(finding);
        return None;
    }
    // A bare day begins at midnight; an update on the day of publication is still not before it.
    moment.instant = moment.instant.max(date.instant);
    Some(moment)
}

fn timing(reader: &mut Reader, date: Option<When>) -> Timing {
    let embargo_until = instant(reader, "embargo_until");
    let publish_at = instant(reader, "publish_at");
    let expires = instant(reader, "expires");
    let first = [
        ("embargo_until", embargo_until),
        ("publish_at", publish_at),
        ("date", date.map(|date| date.instant)),
    ];
    let later =
        first.into_iter().find(|(_, begin)| expires.zip(*begin).is_some_and(|(end, begin)| end <= begin));
    if let Some((key, _)) = later {
        let message = format!("the article expires before it may be seen, which `{key}` says");
        let at = At::Top("expires");
        let finding = reader.finding(Code::ExpiresTooEarly, at, message).related(
            &reader.file.path,
            Place::value(KeyPath::of(key)),
            "it may be seen from here on",
        );
        reader.report(finding);
    }
    Timing { embargo_until, publish_at, expires }
}

/// An instant under this key: a time of the day with its offset from UTC.
fn instant(reader: &mut Reader, key: &'static str) -> Option<Timestamp> {
    let at = At::Top(key);
    let value = reader.take(key)?;
    let text = date_text(reader, at, value, "a time of the day with its offset from UTC")?;
    match when::read_zoned(&text, &reader.config.time_zone) {
        Ok(instant) => Some(instant),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// When and why it was withdrawn: the status and the key belong together, for either alone would
/// leave the piece as it is.
fn withdrawn(
    reader: &mut Reader,
    status: Status,
    date: Option<When>,
    links: &mut Links,
) -> Option<Withdrawal> {
    let at = At::Top("withdrawn");
    let value = reader.take("withdrawn");
    match (&value, status) {
        (None, Status::Withdrawn) => {
            let message = "`status: withdrawn` stands alone: readers must be told when and why";
            let finding = reader.finding(Code::HalfWithdrawn, At::Top("status"), message);
            reader.report(finding.help(format!("add a line like `{}`", keys::example("withdrawn"))));
        }
        (Some(_), Status::Usable) => {
            let place = Place::key(at.path());
            let message =
                "`withdrawn` stands without `status: withdrawn`, so this piece would stay published";
            let mut finding = Finding::new(Code::HalfWithdrawn, &reader.file.path, place, message);
            finding.mended = reader.line_with_yaml(At::Top("status"), "withdrawn");
            reader.report(finding.help("write `status: withdrawn`, too, or take `withdrawn` away"));
        }
        _ => {}
    }
    match value? {
        Data::Map(map) => {
            let [when, reason] = reader.fields(at, map, ["at", "reason"]);
            let when = told(reader, at, when, date, "withdrawn");
            let reason = needed(reader, at, "reason", reason, links);
            Some(Withdrawal { at: when?, reason: reason? })
        }
        other => {
            reader.wrong_type(at, &other, "a map with `at` and `reason`");
            None
        }
    }
}

/// The field `at`, which must be there.
fn told(reader: &mut Reader, at: At, value: Option<Data>, date: Option<When>, what: &str) -> Option<When> {
    let Some(value) = value else {
        reader.missing_field(at, "at");
        return None;
    };
    let at = At::Key(&at, "at");
    let moment = moment(reader, at, value)?;
    not_before(reader, at, moment, date, what)
}

/// Where the links of a text in inline Markdown lead, each with the place of the text.
pub(super) fn links(at: KeyPath, text: Option<&str>) -> impl Iterator<Item = (String, KeyPath)> {
    text.map(destinations).unwrap_or_default().into_iter().map(move |to| (to, at.clone()))
}

/// A text in inline Markdown that must be there.
fn needed(
    reader: &mut Reader,
    at: At,
    name: &'static str,
    value: Option<Data>,
    links: &mut Links,
) -> Option<String> {
    // Of a value that is no text the reader tells itself.
    let other = matches!(value, Some(Data::List(_) | Data::Map(_)));
    let text = reader.field(at, name, value);
    if text.is_none() && !other {
        reader.missing_field(at, name);
    }
    links.extend(self::links(at.path().key(name), text.as_deref()));
    text
}

fn updates(reader: &mut Reader, date: Option<When>, links: &mut Links) -> Vec<Update> {
    let mut updates = items(reader, "updates", |reader, at, map| {
        let [when, text] = reader.fields(at, map, ["at", "text"]);
        let when = told(reader, at, when, date, "updated");
        let text = needed(reader, at, "text", text, links);
        Some(Update { at: when?, text: text? })
    });
    updates.sort_by_key(|update| Reverse(update.at));
    updates
}

fn corrections(reader: &mut Reader, date: Option<When>, links: &mut Links) -> Vec<Correction> {
    let mut corrections = items(reader, "corrections", |reader, at, map| {
        let [when, class, text, was, now] = reader.fields(at, map, ["at", "class", "text", "was", "now"]);
        let when = told(reader, at, when, date, "corrected");
        let class = class.map_or(Some(CorrectionClass::default()), |value| self::class(reader, at, value));
        let text = needed(reader, at, "text", text, links);
        let was = reader.field(at, "was", was);
        let now = reader.field(at, "now", now);
        Some(Correction { at: when?, class: class?, text: text?, was, now })
    });
    corrections.sort_by_key(|correction| Reverse(correction.at));
    corrections
}

fn class(reader: &mut Reader, at: At, value: Data) -> Option<CorrectionClass> {
    let at = At::Key(&at, "class");
    let text = reader.as_text(at, value)?;
    let names = CorrectionClass::NAMES;
    let found = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text));
    if found.is_none() {
        let allowed: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let mut fault = Fault::new(Code::UnknownValue, format!("{} cannot be `{text}`", at.words()))
            .help(format!("it is one of `{}`", allowed.join("`, `")));
        fault.mended = keys::nearest(&text, allowed).map(str::to_owned);
        reader.fault(at, fault);
    }
    found.map(|(_, class)| *class)
}

/// The maps of a key that is one map or a list of them.
fn items<T>(
    reader: &mut Reader,
    key: &'static str,
    mut read: impl FnMut(&mut Reader, At, Map) -> Option<T>,
) -> Vec<T> {
    let top = At::Top(key);
    let mut found = Vec::new();
    for (index, item) in reader.take_items(key).into_iter().enumerate() {
        let at = At::Item(&top, index);
        match item {
            Data::Map(map) => found.extend(read(reader, at, map)),
            Data::Null => reader.empty_item(at),
            other => reader.wrong_type(at, &other, "a map with `at` and `text`"),
        }
    }
    found
}
