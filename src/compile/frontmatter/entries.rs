//! Sorts the keys of a front matter: the ones the program knows, under any of their names, and the
//! site's own.
//!
//! Takes a map as written, fills the reader. Knows names, not values.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place, Severity};
use crate::model::data::{Data, Map};

use super::keys::{
    self, CONFIG, Known, LISTS, holds_elsewhere, is_one_edit, nearly_withholding, timing_elsewhere,
};
use super::reader::{At, Entry, Reader};
use super::when;

/// Sorts all keys of the map.
pub(super) fn sort(reader: &mut Reader, map: Map) {
    for (written, value) in map {
        let config = reader.config;
        if let Some(known) = reader.kind.find(&written, config) {
            add(reader, known, written, value);
        } else if let Some(key) = reader.kind.reserved(&written) {
            if value != Data::Null || matches!(key, "embargo_until" | "publish_at") {
                reserved(reader, key, &written);
            }
        } else if let Some((known, usual)) = reader.kind.find_in_other_capitals(&written, config) {
            if add(reader, known, written.clone(), value) {
                reader.field_in_capitals(At::Root, &written, usual);
            }
        } else {
            unknown(reader, written, value);
        }
    }
    match reader.take("extra") {
        Some(Data::Map(entries)) => merge(reader, entries),
        Some(Data::Null) | None => {}
        Some(other) => reader.wrong_type(At::Top("extra"), &other, "a map of keys and values"),
    }
}

/// Keeps the value of a known key; `false` if the key stands there already.
fn add(reader: &mut Reader, known: Known, written: String, value: Data) -> bool {
    if is_empty(&value) && decides_publication(reader, known.key) {
        blank(reader, known.key, &written);
        return true;
    }
    // What is for the desk only stays there; an empty key says nothing.
    if value == Data::Null || known.key == "ednote" {
        return true;
    }
    let Known { key, rank } = known;
    let entry = Entry { key, rank, written, value };
    let Some(index) = reader.entries.iter().position(|other| other.key == key) else {
        reader.entries.push(entry);
        return true;
    };
    let other = &mut reader.entries[index];
    if rank == 0 || other.rank == 0 || rank == other.rank {
        let first = other.written.clone();
        twice(reader, key, &first, &entry.written);
        return false;
    }
    if LISTS.contains(&key) {
        reader.entries.push(entry);
    } else {
        // Of two other names for one text the first in the configuration's order counts.
        let less = if rank < other.rank { std::mem::replace(other, entry) } else { entry };
        reader.extra.push((less.written, less.value));
    }
    true
}

fn is_empty(value: &Data) -> bool {
    match value {
        Data::Null => true,
        Data::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// Whether the key decides if and when files of this kind may be seen.
fn decides_publication(reader: &Reader, key: &str) -> bool {
    let known = matches!(
        key,
        "embargo_until" | "publish_at" | "expires" | "withdrawn" | "status" | "draft" | "published"
    );
    known && can_hold(reader)
}

/// Reports a key that was to hold a piece back and says nothing: it would be published in silence.
pub(super) fn blank(reader: &mut Reader, key: &str, written: &str) {
    let harm = match key {
        "expires" | "withdrawn" => "so this piece would stay published",
        _ => "so this piece would be published at once",
    };
    let message = format!("`{written}` is empty, {harm}");
    let place = Place::key(KeyPath::of(written));
    let finding = Finding::new(Code::MissingKey, &reader.file.path, place, message);
    let line = if key == "published" { "published: false" } else { keys::example(key) };
    reader.report(finding.help(format!("fill it in, like `{line}`, or take the key away")));
}

fn twice(reader: &mut Reader, key: &str, first: &str, second: &str) {
    let same = if first.eq_ignore_ascii_case(second) { "" } else { ", another name of it," };
    let message = if first == key || same.is_empty() {
        format!("`{first}` and `{second}` are the same key")
    } else {
        format!("`{first}` and `{second}` are both names of `{key}`")
    };
    let finding =
        Finding::new(Code::DuplicateKey, &reader.file.path, Place::key(KeyPath::of(second)), message)
            .help("keep one of them")
            .related(&reader.file.path, Place::key(KeyPath::of(first)), format!("`{first}` stands here"));
    reader.report(finding);
}

fn reserved(reader: &mut Reader, key: &str, written: &str) {
    let place = Place::key(KeyPath::of(written));
    let (message, help) = match key {
        "expires" | "withdrawn" => (
            format!("`{written}` is no key of {}, so this file would stay published", reader.kind.noun),
            if can_hold(reader) {
                "leave it out with `status: hold`, and take this key away"
            } else {
                "take the file out of `content/`, or take this key away"
            },
        ),
        _ => (
            format!("`{written}` is no key of {}, so this file would be published at once", reader.kind.noun),
            if can_hold(reader) {
                "leave it out with `status: hold` until it may be published, and take this key away"
            } else {
                "take the file out of `content/` until it may be published, and take this key away"
            },
        ),
    };
    let finding = Finding::new(Code::ReservedKey, &reader.file.path, place, message).help(help);
    reader.report(finding);
}

fn unknown(reader: &mut Reader, written: String, value: Data) {
    let config = reader.config;
    let is_config = std::ptr::eq(reader.kind, &CONFIG) || reader.kind.noun == CONFIG.noun;
    if !is_config && withholds(reader, &written, &value) {
        return;
    }
    if !is_config && can_hold(reader) {
        foreign_timing(reader, &written, &value);
    }
    let near = reader.kind.near(&written, config);
    if near.is_some() || is_config {
        let path = KeyPath::of(&written);
        let message = match near {
            Some(near) => format!("`{written}` is unknown; is `{near}` meant?"),
            None => format!("{} has no key `{written}`; it is ignored", reader.kind.noun),
        };
        let mut finding =
            Finding::new(Code::UnknownKey, &reader.file.path, Place::key(path.clone()), message);
        finding.mended = near.and_then(|near| reader.line_with_key(&path, near));
        let help = if is_config {
            "keys of your own stand under `extra`"
        } else {
            "if it is a key of your own, keep it under `extra`"
        };
        reader.report(finding.help(help));
    }
    if is_config || near == Some("ednote") {
        return;
    }
    reader.extra.push((written, value));
}

/// Whether files of this kind can be left out with a key.
fn can_hold(reader: &Reader) -> bool {
    reader.kind.keys.contains(&"status")
}

/// A key that was meant to hold a file back but does not, for it is misspelled or unknown to this
/// kind of file: the file would be published without anyone's will.
fn withholds(reader: &mut Reader, written: &str, value: &Data) -> bool {
    let withholding = ["draft", "published", "status"];
    let exact = withholding.into_iter().find(|key| key.eq_ignore_ascii_case(written));
    let meant = exact.or_else(|| withholding.into_iter().find(|key| is_one_edit(key, written)));
    let meant = meant.filter(|meant| would_hold(meant, value));
    let holds = holds_elsewhere(written) && would_hold("draft", value);
    let meant = meant.or(holds.then_some("status"));
    let timed = nearly_withholding(written).filter(|key| reader.kind.keys.contains(key));
    let Some(meant) = meant.or(timed.filter(|_| *value != Data::Null)) else { return false };
    let path = KeyPath::of(written);
    let message = if exact.is_some() {
        format!("the file of {} cannot be held back, so it would be published", reader.kind.noun)
    } else {
        format!("`{written}` is not a key; if `{meant}` is meant, the piece would be published all the same")
    };
    let mut finding = Finding::new(Code::ReservedKey, &reader.file.path, Place::key(path.clone()), message);
    finding = if can_hold(reader) {
        finding.mended =
            if holds { Some("status: hold".to_owned()) } else { reader.line_with_key(&path, meant) };
        finding.help("if it is a key of your own, keep it under `extra`")
    } else {
        finding.help("take the file out of `content/` until it is ready, or take this key away; a key of your own stands under `extra`")
    };
    reader.report(finding);
    true
}

/// Keys by which other generators publish and take away a piece at a time. They do nothing here: one
/// to publish it is kept, to be judged by the clock; one to take it away is told.
fn foreign_timing(reader: &mut Reader, written: &str, value: &Data) {
    match timing_elsewhere(written) {
        Some("publish_at") => {
            let Data::Text(text) = value else { return };
            if let Ok(when) = when::read(text, &reader.config.time_zone) {
                reader.releases.push((written.to_owned(), when.instant));
            }
        }
        Some(meant) if !is_empty(value) => {
            let path = KeyPath::of(written);
            let message =
                format!("`{written}` does nothing; if `{meant}` is meant, this piece stays published");
            let place = Place::key(path.clone());
            let mut finding = Finding::new(Code::ReservedKey, &reader.file.path, place, message);
            finding.severity = Severity::Warning;
            finding.mended = reader.line_with_key(&path, meant);
            reader.report(finding.help("if it is a key of your own, keep it under `extra`"));
        }
        _ => {}
    }
}

/// Whether this value under `draft`, `published` or `status` holds a piece back, or may be meant to.
pub(super) fn would_hold(key: &str, value: &Data) -> bool {
    let word = match value {
        Data::Bool(truth) => truth.to_string(),
        Data::Text(text) => text.trim().to_ascii_lowercase(),
        Data::Int(number) => number.to_string(),
        Data::Null | Data::Float(_) | Data::List(_) | Data::Map(_) => return false,
    };
    let no = matches!(word.as_str(), "" | "false" | "no" | "off" | "n" | "0");
    match key {
        "draft" => !no,
        // Any other text may be a name or a date: `publisher: Reuters`.
        "published" => no && !word.is_empty(),
        _ => {
            !matches!(value, Data::Bool(_) | Data::Int(_)) && !matches!(word.as_str(), "" | "usable" | "none")
        }
    }
}

/// Adds what stands under `extra`.
fn merge(reader: &mut Reader, entries: Map) {
    for (key, value) in entries {
        if reader.extra.iter().any(|(other, _)| *other == key) {
            let place = Place::key(KeyPath::of("extra").key(&key));
            let message = format!("`{key}` stands under `extra` and beside it");
            let finding = Finding::new(Code::DuplicateKey, &reader.file.path, place, message)
                .help("keep one of them")
                .related(&reader.file.path, Place::key(KeyPath::of(&key)), format!("`{key}` stands here"));
            reader.report(finding);
        } else {
            reader.extra.push((key, value));
        }
    }
}
