//! A value of a front matter as money: a text, or a map with the amount and what is known of it.
//!
//! Takes the reader of a file and a value, gives [`Money`]. How text is read is in `money.rs`.

use rust_decimal::Decimal;

use crate::base::diagnostic::{Code, Finding, Place, Severity};
use crate::model::data::{Data, Map};
use crate::model::money::{Basis, Money};

use super::currency::{self, Currency};
use super::deal::word;
use super::deal_parts::decimal;
use super::fault::Fault;
use super::headline::checked;
use super::reader::{At, Reader};
use super::{identifiers, keys, money, number};

/// The money that stands at this place.
pub(super) fn money(reader: &mut Reader, at: At, value: Data) -> Option<Money> {
    match value {
        Data::Map(map) => from_map(reader, at, map),
        Data::Null => None,
        Data::Text(_) | Data::Int(_) | Data::Float(_) => {
            let text = reader.as_text(at, value)?;
            read(reader, at, &text)
        }
        other => {
            reader.wrong_type(at, &other, "an amount of money");
            None
        }
    }
}

fn read(reader: &mut Reader, at: At, text: &str) -> Option<Money> {
    match money::read(text) {
        Ok(money) => Some(money),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// What a map says of an amount, each part as written.
struct Parts {
    amount: Option<Data>,
    scale: Option<String>,
    currency: Option<String>,
    basis: Option<Basis>,
    text: Option<String>,
    source: Option<String>,
}

/// The keys of an amount.
const NAMES: [&str; 6] = ["amount", "scale", "currency", "basis", "text", "source"];

/// Reports every key that an amount does not have. Elsewhere a key too many is harmless; here it may be the
/// scale, and without it the amount is another one.
fn without_unknown(reader: &mut Reader, at: At, map: Map) -> Map {
    let (known, unknown): (Map, Map) =
        map.into_iter().partition(|(key, _)| NAMES.iter().any(|name| name.eq_ignore_ascii_case(key)));
    for (key, value) in unknown {
        let path = at.path().key(&key);
        let message = format!("an amount of money has no key `{key}`");
        let mut finding =
            Finding::new(Code::UnknownKey, &reader.file.path, Place::key(path.clone()), message);
        finding.severity = Severity::Error;
        let is_scale = matches!(&value, Data::Text(text) if money::scale(text).is_some());
        let near = if is_scale { Some("scale") } else { keys::nearest(&key, NAMES) };
        finding.mended = near.and_then(|near| reader.line_with_key(&path, near));
        reader.report(finding.help(format!("its keys are `{}`", NAMES.join("`, `"))));
    }
    known
}

fn from_map(reader: &mut Reader, at: At, map: Map) -> Option<Money> {
    let map = without_unknown(reader, at, map);
    let [amount, scale, currency, basis, text, source] = reader.fields(at, map, NAMES);
    let basis = reader.field(at, "basis", basis);
    let source = reader.field(at, "source", source);
    let parts = Parts {
        amount,
        scale: reader.field(at, "scale", scale),
        currency: reader.field(at, "currency", currency),
        basis: basis.and_then(|basis| word(reader, At::Key(&at, "basis"), &basis, Basis::NAMES)),
        text: reader.field(at, "text", text),
        source: source
            .and_then(|source| checked(reader, At::Key(&at, "source"), source, identifiers::origin)),
    };
    match (parts.basis, &parts.amount) {
        (Some(Basis::Undisclosed), Some(_)) => {
            let message = "what is undisclosed has no amount";
            let help =
                "take `amount` away, or say with `basis: reported` or `basis: estimate` whose number it is";
            reader.fault(At::Key(&at, "basis"), Fault::new(Code::BadMoney, message).help(help));
            None
        }
        (Some(Basis::Undisclosed), None) => {
            let text = parts.text.unwrap_or_else(|| "undisclosed".to_owned());
            if money::read(&text).is_ok_and(|money| money.amount.is_some()) {
                let message = format!("what is undisclosed has no amount, but the text says `{text}`");
                reader.fault(
                    At::Key(&at, "text"),
                    Fault::new(Code::BadMoney, message).help("correct one of the two"),
                );
            }
            Some(Money {
                text,
                amount: None,
                currency: None,
                basis: Basis::Undisclosed,
                source: parts.source,
            })
        }
        (_, Some(_)) => counted(reader, at, parts),
        (_, None) => worded(reader, at, parts),
    }
}

/// An amount that is given as text alone.
fn worded(reader: &mut Reader, at: At, parts: Parts) -> Option<Money> {
    let Some(text) = parts.text else {
        reader.missing_field(at, "amount");
        return None;
    };
    // The map may name the currency that the text leaves out.
    let whole = match (&parts.currency, money::read(&text)) {
        (Some(currency), Err(_)) => format!("{text} {currency}"),
        _ => text.clone(),
    };
    let read = match money::read(&whole) {
        Ok(money) => money,
        Err(fault) => {
            reader.fault(At::Key(&at, "text"), fault);
            return None;
        }
    };
    let given = match parts.currency {
        Some(currency) => Some(code(reader, at, &currency)?),
        None => None,
    };
    if let (Some(given), Some(other)) = (given, &read.currency)
        && given != other
    {
        disagrees(reader, at, &format!("`currency` says {given}, the text `{text}` says {other}"));
        return None;
    }
    let currency = read.currency.or_else(|| given.map(str::to_owned));
    firm_enough(reader, at, &text, parts.basis, read.basis);
    Some(Money { text, currency, basis: parts.basis.unwrap_or(read.basis), source: parts.source, ..read })
}

/// An amount in numbers; the text, if there is one, is what is printed.
fn counted(reader: &mut Reader, at: At, parts: Parts) -> Option<Money> {
    let amount_at = At::Key(&at, "amount");
    let written = parts.amount.clone().and_then(|value| reader.as_text(amount_at, value));
    let number = number_of(reader, amount_at, parts.amount?)?;
    let scale = match &parts.scale {
        None => Some(1.into()),
        Some(word) => {
            let scale = money::scale(word);
            if scale.is_none() {
                let help = "it is one of `thousand`, `million`, `billion`, `trillion`, `lakh`, `crore` or short for one: `m`, `bn`";
                let fault = Fault::new(Code::UnknownValue, format!("`scale` cannot be `{word}`"));
                reader.fault(At::Key(&at, "scale"), fault.help(help));
            }
            scale
        }
    };
    let Some(currency) = &parts.currency else {
        reader.missing_field(at, "currency");
        return None;
    };
    let currency = code(reader, at, currency)?;
    let Some(amount) = money::scaled(number, scale?) else {
        let fault =
            Fault::new(Code::BadMoney, "this is more money than there is").help("check `amount` and `scale`");
        reader.fault(amount_at, fault);
        return None;
    };
    let said = parts.text.as_deref().and_then(|text| money::read(text).ok());
    if let (Some(text), Some(other)) = (&parts.text, &said)
        && (other.amount.is_some_and(|other| other != amount)
            || other.currency.as_deref().is_some_and(|other| other != currency))
    {
        disagrees(reader, at, &format!("the text `{text}` says another amount than {currency} {amount}"));
        return None;
    }
    // Words that say how firm it is are read even where the text as a whole is not.
    let said = parts.text.as_deref().map_or_else(Basis::default, money::basis_of);
    firm_enough(reader, at, parts.text.as_deref().unwrap_or_default(), parts.basis, said);
    let basis = parts.basis.unwrap_or(said);
    let text = parts.text.unwrap_or_else(|| {
        let before = match basis {
            Basis::UpTo => "up to ",
            Basis::Estimate => "about ",
            _ => "",
        };
        let scale = parts.scale.map_or_else(String::new, |scale| format!(" {scale}"));
        format!("{before}{currency} {}{scale}", written.unwrap_or_else(|| number.to_string()))
    });
    Some(Money {
        text,
        amount: Some(amount),
        currency: Some(currency.to_owned()),
        basis,
        source: parts.source,
    })
}

/// The number of `amount`. What stands around it has keys of its own.
fn number_of(reader: &mut Reader, at: At, value: Data) -> Option<Decimal> {
    let Data::Text(text) = &value else { return decimal(reader, at, value) };
    if number::number(text).is_ok() {
        return decimal(reader, at, value);
    }
    let digits = text.find(|ch: char| ch.is_ascii_digit()).and_then(|start| text.get(start..));
    let (number, after) = number::leading(digits.unwrap_or_default());
    let read = money::read(text).ok().and_then(|money| money.currency.filter(|_| money.amount.is_some()));
    let scale = after.split_whitespace().next().filter(|word| money::scale(word).is_some());
    let keys = [
        Some(format!("amount: {number}")),
        scale.map(|scale| format!("scale: {scale}")),
        read.map(|code| format!("currency: {code}")),
        Some(money::basis_of(text))
            .filter(|basis| *basis != Basis::Contract)
            .map(|basis| format!("basis: {}", basis.name())),
    ];
    let keys: Vec<String> = keys.into_iter().flatten().collect();
    if number::number(number).is_err() || keys.len() == 1 {
        return decimal(reader, at, value);
    }
    let fault = Fault::new(Code::BadNumber, format!("`{text}` is not only a number"));
    reader.fault(at, fault.help(format!("write `{{{}}}`", keys.join(", "))));
    None
}

/// A text that says `about` is no contract value, whatever the basis says.
fn firm_enough(reader: &mut Reader, at: At, text: &str, given: Option<Basis>, said: Basis) {
    if given != Some(Basis::Contract) || said == Basis::Contract {
        return;
    }
    let name = said.name();
    let message = format!("the basis is `contract`, but the text `{text}` makes it `{name}`");
    let mut finding = reader.finding(Code::BadMoney, At::Key(&at, "basis"), message);
    finding.severity = Severity::Warning;
    finding.mended = reader.line_with(At::Key(&at, "basis"), name);
    reader.report(finding.help("contract values are added up: correct one of the two"));
}

fn disagrees(reader: &mut Reader, at: At, message: &str) {
    reader.fault(At::Key(&at, "text"), Fault::new(Code::BadMoney, message).help("correct one of the two"));
}

/// The code of the currency that the map names.
fn code(reader: &mut Reader, at: At, words: &str) -> Option<&'static str> {
    let fault = match currency::find(words) {
        Some(Currency::One(code)) => return Some(code),
        Some(Currency::AnyOf(codes)) => {
            let help = format!("write one of `{}`", codes.join("`, `"));
            Fault::new(Code::BadMoney, format!("`{words}` may be {}", codes.join(" or "))).help(help)
        }
        None => Fault::new(Code::BadMoney, format!("`{words}` is no currency that is known"))
            .help("write its code of ISO 4217: `USD`, `EUR`, `CNY`"),
    };
    reader.fault(At::Key(&at, "currency"), fault);
    None
}
