//! The figures of an article's front matter: numbers with all that is needed to judge them.
//!
//! Takes the reader of a file, gives checked figures. Knows one file at a time.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::diagnostic::{Code, Place};
use crate::base::time::PartialDate;
use crate::model::data::Data;
use crate::model::record::{Figure, FigureKind, Quote};

use super::fault::Fault;
use super::keys;
use super::mend::one_line;
use super::number::{self, Number};
use super::organisation::partial_date;
use super::quotes::{checked_id, is_blank};
use super::reader::{At, Reader};

/// The keys of a figure.
const KEYS: [&str; 14] = [
    "id",
    "series",
    "kind",
    "label",
    "value",
    "unit",
    "low",
    "high",
    "asked",
    "sample",
    "population",
    "date",
    "by",
    "source",
];

/// Numbers with their sources: a map, or a list of maps; `None` for each with an error.
pub(super) fn figures(reader: &mut Reader) -> Vec<Option<Figure>> {
    let at = At::Top("figures");
    let items = reader.take_items("figures");
    let mut figures = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        let found = match item {
            Data::Map(map) => {
                let values = reader.fields(at, map, KEYS);
                figure(reader, at, values)
            }
            Data::Null => {
                reader.empty_item(at);
                None
            }
            other => {
                reader.wrong_type(at, &other, "a map with `kind`, `label` and `value`");
                None
            }
        };
        figures.push(found);
    }
    mixed_series(reader, &figures);
    figures
}

fn figure(reader: &mut Reader, at: At, values: [Option<Data>; 14]) -> Option<Figure> {
    let [id, series, kind, label, value, unit, low, high, asked, sample, population, date, by, source] =
        values;
    let id = reader.field(at, "id", id).and_then(|text| checked_id(reader, At::Key(&at, "id"), text));
    for (name, value) in [("kind", &kind), ("label", &label), ("value", &value)] {
        if is_blank(value.as_ref()) {
            reader.missing_field(at, name);
        }
    }
    let kind = reader.field(at, "kind", kind).and_then(|text| kind_of(reader, At::Key(&at, "kind"), &text));
    let number = |reader: &mut Reader, name, value| {
        let text = reader.field(at, name, value)?;
        read_number(reader, At::Key(&at, name), &text)
    };
    let value = number(reader, "value", value);
    let (low, high) = (number(reader, "low", low), number(reader, "high", high));
    let sample = sample_of(reader, at, sample);
    let date = reader.field(at, "date", date);
    let date = date.and_then(|text| partial_date(reader, At::Key(&at, "date"), text));
    let mut line = |name, value| reader.field(at, name, value).map(|text| one_line(&text));
    let (series, label, unit) = (line("series", series), line("label", label), line("unit", unit));
    let (asked, population) = (line("asked", asked), line("population", population));
    let (by, source) = (line("by", by), line("source", source));
    let unit = unit_of(reader, at, unit, [value, low, high]);
    let value = value?.value;
    let (low, high) = (low.map(|low| low.value), high.map(|high| high.value));
    in_order(reader, at, value, low, high);
    let (kind, label) = (kind?, label?);
    beyond_the_whole(reader, at, kind, unit.as_deref(), value);
    let date = date.as_deref().and_then(PartialDate::read);
    Some(Figure {
        id,
        series,
        kind,
        label,
        value,
        unit,
        low,
        high,
        asked,
        sample,
        population,
        date,
        by,
        source,
    })
}

fn kind_of(reader: &mut Reader, at: At, text: &str) -> Option<FigureKind> {
    let found = FigureKind::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    if found.is_none() {
        let names: Vec<&str> = FigureKind::NAMES.iter().map(|(name, _)| *name).collect();
        let message = format!("the `kind` of a figure cannot be `{text}`");
        let mut fault =
            Fault::new(Code::UnknownValue, message).help(format!("it is one of `{}`", names.join("`, `")));
        fault.mended = keys::nearest(text, names).map(str::to_owned);
        reader.fault(at, fault);
    }
    found.map(|(_, kind)| *kind)
}

fn read_number(reader: &mut Reader, at: At, text: &str) -> Option<Number> {
    match number::number(text) {
        Ok(number) => Some(number),
        Err(wrong) => {
            let mut finding = reader.finding(Code::BadNumber, at, wrong.message).help(wrong.help);
            finding.mended = wrong.mended.and_then(|mended| reader.line_with_yaml(at, &mended));
            reader.report(finding);
            None
        }
    }
}

/// How many were asked: a whole number above nothing.
fn sample_of(reader: &mut Reader, at: At, value: Option<Data>) -> Option<u64> {
    let text = reader.field(at, "sample", value)?;
    let at = At::Key(&at, "sample");
    let number = read_number(reader, at, &text)?;
    let whole = number.value.is_integer() && !number.percent;
    let sample = number.value.to_u64().filter(|sample| whole && *sample > 0);
    if sample.is_none() {
        let message =
            format!("`sample` is `{text}`; it is how many were asked: a whole number of at least 1");
        let finding = reader.finding(Code::BadNumber, at, message);
        reader.report(finding);
    }
    sample
}

/// The unit: what the key says, or `%` where a percent sign follows the numbers.
fn unit_of(
    reader: &mut Reader,
    at: At,
    unit: Option<String>,
    numbers: [Option<Number>; 3],
) -> Option<String> {
    let signed = numbers.iter().flatten().any(|number| number.percent);
    match unit {
        None if signed => Some("%".to_owned()),
        Some(unit) if signed && unit != "%" => {
            let message = format!("the number is in per cent, and `unit` says `{unit}`");
            let finding = reader.finding(Code::BadNumber, At::Key(&at, "unit"), message);
            reader.report(finding.help("take the percent sign or the unit away"));
            None
        }
        unit => unit,
    }
}

/// A range must hold its number.
fn in_order(reader: &mut Reader, at: At, value: Decimal, low: Option<Decimal>, high: Option<Decimal>) {
    let wrong = match (low, high) {
        (Some(low), _) if low > value => {
            Some(("low", format!("`low` is {low}, which is above the value, {value}")))
        }
        (_, Some(high)) if high < value => {
            Some(("high", format!("`high` is {high}, which is below the value, {value}")))
        }
        _ => None,
    };
    if let Some((name, message)) = wrong {
        let finding = reader.finding(Code::BadNumber, At::Key(&at, name), message);
        reader.report(finding.help("`low` and `high` are the lowest and the highest that the value may be"));
    }
}

/// A part is at most the whole.
fn beyond_the_whole(reader: &mut Reader, at: At, kind: FigureKind, unit: Option<&str>, value: Decimal) {
    let part = matches!(kind, FigureKind::Share | FigureKind::Poll) && unit == Some("%");
    if part && (value.is_sign_negative() || value > Decimal::ONE_HUNDRED) && !value.is_zero() {
        let message = format!("a {} cannot be {value}%", kind.name());
        let finding = reader.finding(Code::BadNumber, At::Key(&at, "value"), message);
        reader.report(finding.help("a rise or a fall is `kind: count` with `unit: \"%\"`"));
    }
}

/// Reports figures that name nobody.
pub(super) fn sources(reader: &mut Reader, figures: &[Option<Figure>]) {
    for (index, figure) in figures.iter().enumerate() {
        let Some(figure) = figure.as_ref().filter(|figure| figure.by.is_none() && figure.source.is_none())
        else {
            continue;
        };
        let message = format!("nobody is named for the figure `{}`", figure.label);
        let at = At::Top("figures");
        let finding = reader.finding(Code::FigureWithoutSource, At::Item(&at, index), message);
        reader.report(finding.help("say who reports it under `source`, or who counted under `by`"));
    }
}

/// A series of several units has no chart.
fn mixed_series(reader: &mut Reader, figures: &[Option<Figure>]) {
    let mut first: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    let mut told: Vec<&str> = Vec::new();
    for (index, figure) in figures.iter().enumerate() {
        let Some(figure) = figure else { continue };
        let (Some(series), unit) = (figure.series.as_deref(), figure.unit.as_deref()) else { continue };
        let other = *first.entry(series).or_insert(unit);
        if other == unit || told.contains(&series) {
            continue;
        }
        told.push(series);
        let words =
            |unit: Option<&str>| unit.map_or("no unit".to_owned(), |unit| format!("the unit `{unit}`"));
        let message = format!(
            "this figure of the series `{series}` has {}, and those above have {}",
            words(unit),
            words(other)
        );
        let at = At::Top("figures");
        let finding = reader.finding(Code::MixedSeries, At::Item(&at, index), message);
        reader.report(finding.help("it is printed as a table, without a chart"));
    }
}

/// The ids of an article's quotes and figures; each stands once.
pub(super) fn ids(reader: &mut Reader, quotes: &[Option<Quote>], figures: &[Option<Figure>]) {
    let mut seen: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let quoted = quotes.iter().map(|quote| quote.as_ref().and_then(|quote| quote.id.as_deref()));
    let counted = figures.iter().map(|figure| figure.as_ref().and_then(|figure| figure.id.as_deref()));
    let quoted = quoted.enumerate().map(|(index, id)| ("quotes", index, id));
    for (key, index, id) in quoted.chain(counted.enumerate().map(|(index, id)| ("figures", index, id))) {
        let Some(id) = id else { continue };
        let Some(&(other, first)) = seen.get(id) else {
            seen.insert(id, (key, index));
            continue;
        };
        let (top, above) = (At::Top(key), At::Top(other));
        let (item, first) = (At::Item(&top, index), At::Item(&above, first));
        let finding = reader
            .finding(
                Code::DuplicateId,
                At::Key(&item, "id"),
                format!("the id `{id}` stands twice in this article"),
            )
            .related(
                &reader.file.path,
                Place::value(At::Key(&first, "id").path()),
                format!("`{id}` stands here"),
            );
        reader.report(finding.help("give one of the two another id"));
    }
}
