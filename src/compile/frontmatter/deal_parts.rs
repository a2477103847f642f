//! The parts of a deal that are more than one text: parties with their shares, history, volume, dates.
//!
//! Takes the reader of a file and a value, gives checked values.

use rust_decimal::Decimal;

use crate::base::diagnostic::Code;
use crate::base::time::{PartialDate, Term};
use crate::model::data::{Data, Map};
use crate::model::deal::{DealStatus, Party, Step};

use super::deal::word;
use super::fault::Fault;
use super::headline::checked;
use super::number::{self, Number};
use super::reader::{At, Reader, items_of};
use super::{identifiers, term};

/// Vendors or customers: each a name, or a map with its share and part.
pub(super) fn parties(reader: &mut Reader, at: At, value: Data) -> Vec<Party> {
    each(reader, at, value, |reader, at, item| match item {
        Data::Map(map) => {
            let [org, share, scope] = reader.fields(at, map, ["org", "share", "scope"]);
            let org = reader.field(at, "org", org);
            let share = share.and_then(|share| self::share(reader, At::Key(&at, "share"), share));
            let scope = reader.field(at, "scope", scope);
            if org.is_none() {
                reader.missing_field(at, "org");
            }
            Some(Party { org: org?, share, scope })
        }
        item => reader.as_text(at, item).map(|org| Party { org, ..Party::default() }),
    })
}

/// A share in percent: `57.3` or `57.3%`.
fn share(reader: &mut Reader, at: At, value: Data) -> Option<Decimal> {
    let (_, Number { value, .. }) = number_of(reader, at, value)?;
    if (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&value) {
        return Some(value);
    }
    let fault = Fault::new(Code::BadShare, format!("{} is not between 0 and 100", at.words()));
    reader.fault(at, fault.help("write the share in percent: `57.3`"));
    None
}

/// The items of a value with their places; what is empty is reported.
pub(super) fn each<T>(
    reader: &mut Reader,
    at: At,
    value: Data,
    mut read: impl FnMut(&mut Reader, At, Data) -> Option<T>,
) -> Vec<T> {
    let items = items_of(value);
    let mut found = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        if item == Data::Null {
            reader.empty_item(at);
        } else {
            found.extend(read(reader, at, item));
        }
    }
    found
}

/// How a deal went, in the order of the file.
pub(super) fn history(reader: &mut Reader, at: At, value: Data) -> Vec<Step> {
    each(reader, at, value, |reader, at, item| {
        let map = map_of(reader, at, item, "a map with `at` and `status`")?;
        let [when, status, source, note] = reader.fields(at, map, ["at", "status", "source", "note"]);
        for (name, given) in [("at", &when), ("status", &status)] {
            if given.is_none() {
                reader.missing_field(at, name);
            }
        }
        let when = when.and_then(|when| date(reader, At::Key(&at, "at"), when));
        let status = reader.field(at, "status", status);
        let status = status.and_then(|text| word(reader, At::Key(&at, "status"), &text, DealStatus::NAMES));
        let source = source_of(reader, at, source);
        let note = reader.field(at, "note", note);
        let sources = source.into_iter().collect();
        Some(Step { at: when?, status: status?, sources, note })
    })
}

fn map_of(reader: &mut Reader, at: At, value: Data, expected: &str) -> Option<Map> {
    match value {
        Data::Map(map) => Some(map),
        other => {
            reader.wrong_type(at, &other, expected);
            None
        }
    }
}

/// Who says so: a name or an address.
pub(super) fn source_of(reader: &mut Reader, at: At, value: Option<Data>) -> Option<String> {
    let source = reader.field(at, "source", value)?;
    checked(reader, At::Key(&at, "source"), source, identifiers::origin)
}

/// A date that may be known in part.
pub(super) fn date(reader: &mut Reader, at: At, value: Data) -> Option<PartialDate> {
    let text = match value {
        Data::Int(year) => year.to_string(),
        value => reader.as_text(at, value)?,
    };
    match term::partial_date(&text, &reader.config.time_zone) {
        Ok(date) => Some(date),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// How long a deal runs.
pub(super) fn term(reader: &mut Reader, at: At, value: Data) -> Option<Term> {
    let text = reader.as_text(at, value)?;
    match term::read(&text) {
        Ok(term) => Some(term),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// The number at this place, from 0, with the digits that were written.
pub(super) fn decimal(reader: &mut Reader, at: At, value: Data) -> Option<Decimal> {
    let (text, number) = number_of(reader, at, value)?;
    count(reader, at, &text, number)
}

/// A number that may have a sign of percent, and its text.
fn number_of(reader: &mut Reader, at: At, value: Data) -> Option<(String, Number)> {
    let text = match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) if stands_so(&reader.file.text, &number.to_string()) => number.to_string(),
        Data::Float(_) | Data::Text(_) => reader.as_text(at, value)?,
        Data::Null => return None,
        other => {
            reader.wrong_type(at, &other, "a number");
            return None;
        }
    };
    match number::number(&text) {
        Ok(number) => Some((text, number)),
        Err(wrong) => {
            let help = match (at, wrong.apart) {
                (At::Key(_, "count"), Some((number, unit))) => {
                    format!("write `count: {number}` and `unit: {unit}`")
                }
                (_, Some((number, _))) => format!("write the number alone: `{number}`"),
                (_, None) => wrong.help,
            };
            let mut finding = reader.finding(Code::BadNumber, at, wrong.message).help(help);
            finding.mended = wrong.mended.and_then(|mended| reader.line_with_yaml(at, &mended));
            reader.report(finding);
            None
        }
    }
}

/// Whether a number with a fraction can only have been written so: to look up its place takes far longer
/// than all else. `57.30` is the number 57.3, but not written so.
fn stands_so(text: &str, number: &str) -> bool {
    let mut found = memchr::memmem::find_iter(text.as_bytes(), number.as_bytes()).peekable();
    let ends = |at: usize| {
        let next = text.as_bytes().get(at + number.len());
        next.is_none_or(|next| !next.is_ascii_alphanumeric() && !matches!(next, b'.' | b'_' | b'+'))
    };
    found.peek().is_some() && found.all(ends)
}

/// A number that counts something.
pub(super) fn count(reader: &mut Reader, at: At, text: &str, number: Number) -> Option<Decimal> {
    if number.percent || number.value < Decimal::ZERO {
        let fault = Fault::new(Code::BadNumber, format!("`{text}` counts nothing"));
        reader.fault(at, fault.help("write a number from 0, without `%`"));
        return None;
    }
    Some(number.value)
}
