//! How much of what a deal delivers: `232,000 base stations`, `up to 11,600 sites`, `300,000+ radio units`.
//!
//! Takes the reader of a file and a value, gives [`Volume`]s. Knows one deal.

use rust_decimal::Decimal;

use crate::base::diagnostic::Code;
use crate::model::data::Data;
use crate::model::deal::Volume;

use super::deal_parts::{count, decimal, each, source_of};
use super::fault::Fault;
use super::money_words::BEFORE;
use super::number::{self, Number};
use super::reader::{At, Reader};

/// How much of what: maps, or texts.
pub(super) fn volume(reader: &mut Reader, at: At, value: Data) -> Vec<Volume> {
    each(reader, at, value, |reader, at, item| match item {
        Data::Map(map) => {
            let [count, unit, note, source] = reader.fields(at, map, ["count", "unit", "note", "source"]);
            for (name, given) in [("count", &count), ("unit", &unit)] {
                if given.is_none() {
                    reader.missing_field(at, name);
                }
            }
            let count = count.and_then(|count| firm_or_not(reader, At::Key(&at, "count"), count));
            let unit = reader.field(at, "unit", unit);
            let note = reader.field(at, "note", note);
            let source = source_of(reader, at, source);
            let (firmness, count) = count?;
            Some(Volume { count, firmness, unit: unit?, note, source })
        }
        item => {
            let text = reader.as_text(at, item)?;
            worded(reader, at, &text)
        }
    })
}

/// A number, with words before it or a plus behind it.
fn firm_or_not(reader: &mut Reader, at: At, value: Data) -> Option<(Option<String>, Decimal)> {
    if let Data::Text(text) = &value {
        let (firmness, rest) = split(text);
        let (number, after) = number::leading(rest);
        let (firmness, after) = plus(firmness, after);
        if let (Some(firmness), "", Ok(number)) = (firmness, after.trim(), number::number(number)) {
            return Some((Some(firmness), count(reader, at, text, number)?));
        }
    }
    Some((None, decimal(reader, at, value)?))
}

/// A number with its unit in one text.
fn worded(reader: &mut Reader, at: At, text: &str) -> Option<Volume> {
    let (firmness, rest) = split(text);
    let (number, after) = number::leading(rest);
    let (firmness, unit) = plus(firmness, after);
    if number.is_empty() || unit.trim().is_empty() {
        let fault = Fault::new(Code::BadNumber, format!("`{text}` is no number with a unit"));
        let help = "write it like `232,000 base stations`, `up to 11,600 sites` or `{count: 232000, unit: base stations}`";
        reader.fault(at, fault.help(help));
        return None;
    }
    match number::number(number) {
        Ok(Number { value: count, .. }) => {
            Some(Volume { count, firmness, unit: unit.trim().to_owned(), note: None, source: None })
        }
        Err(wrong) => {
            let mut fault = Fault::new(Code::BadNumber, wrong.message).help(wrong.help);
            fault.mended = wrong.mended.map(|mended| text.replacen(number, &mended, 1));
            reader.fault(at, fault);
            None
        }
    }
}

/// The words before a number that say how firm it is, and what follows them.
fn split(text: &str) -> (Option<String>, &str) {
    let start = text.find(|ch: char| ch.is_ascii_digit()).unwrap_or_default();
    let (words, rest) = text.split_at(start);
    let known = words.trim().to_lowercase();
    if BEFORE.iter().any(|(phrase, _)| *phrase == known) {
        (Some(words.trim().to_owned()), rest)
    } else {
        (None, text)
    }
}

fn plus(firmness: Option<String>, after: &str) -> (Option<String>, &str) {
    match after.trim_start().strip_prefix('+') {
        Some(rest) if firmness.is_none() => (Some("+".to_owned()), rest),
        _ => (firmness, after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_a_number_and_a_plus_behind_it_say_how_firm_it_is() {
        for (text, firmness, rest) in [
            ("up to 11,600 sites", Some("up to"), "11,600 sites"),
            ("About 5 GHz", Some("About"), "5 GHz"),
            ("300,000 radio units", None, "300,000 radio units"),
            ("phase 2 sites", None, "phase 2 sites"),
            ("many", None, "many"),
        ] {
            assert_eq!(split(text), (firmness.map(str::to_owned), rest), "{text}");
        }
        assert_eq!(plus(None, "+ radio units"), (Some("+".to_owned()), " radio units"));
        assert_eq!(plus(Some("over".to_owned()), " units").1, " units");
    }
}
