//! Amounts of money, and who says so.
//!
//! What a source said is printed as it said it. Sums are of contract values only, one for each
//! currency, exact.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::compile::ledger::ClaimRange;
use crate::compile::markdown::inline::typographic;
use crate::model::article::Source as CitedSource;
use crate::model::money::{Basis, Money};

/// An amount as a source said it.
#[derive(Clone, Serialize, Debug)]
pub struct MoneyView {
    /// As the source said it: `$6.6 billion`.
    pub text: String,
    /// `contract`, `up-to`, `estimate`, `reported`, `capex` or `undisclosed`.
    pub basis: &'static str,
    /// What readers should know of it: `estimate`; none for the value of a contract.
    pub note: Option<&'static str>,
    /// The amount in whole units, where it can be counted: `6600000000`.
    pub amount: Option<String>,
    /// Its currency as an ISO 4217 code, where it is known.
    pub currency: Option<String>,
    /// Who says so.
    pub source: Option<SaidBy>,
}

/// What gives addresses a name.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// The sources of what is shown.
    pub sources: &'a [CitedSource],
    /// Whether straight quotation marks are made typographic.
    pub smart: bool,
}

/// Who says something: a name, or an address.
#[derive(Clone, Serialize, Debug)]
pub struct SaidBy {
    /// The name; of an address the name of its source, or its host.
    pub name: String,
    /// The address, if it is one.
    pub href: Option<String>,
}

/// What several sources say of one amount, in one currency.
#[derive(Clone, Serialize, Debug)]
pub struct ClaimsView {
    /// From the least to the most, where they differ and can be compared: `$5.2bn to $5.3bn`.
    pub range: Option<String>,
    /// What each says.
    pub claims: Vec<MoneyView>,
}

/// The sum of the contract values in one currency.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct SumView {
    /// The currency as an ISO 4217 code.
    pub currency: String,
    /// The sum in whole units: `15600000000`.
    pub amount: String,
    /// The sum for readers: `USD 15.6 billion`.
    pub text: String,
    /// Of how many deals.
    pub count: usize,
    /// How many of these are over, by their status or their end.
    pub ended: usize,
}

impl MoneyView {
    /// The view of an amount; these sources have the names of addresses.
    pub fn of(money: &Money, naming: Naming<'_>) -> Self {
        Self {
            text: money.text.clone(),
            basis: money.basis.name(),
            note: basis_note(money),
            amount: money.amount.map(|amount| amount.normalize().to_string()),
            currency: money.currency.clone(),
            source: money.source.as_deref().map(|source| SaidBy::of(source, naming)),
        }
    }
}

impl SaidBy {
    /// The view of a name, or of an address: by the name that one of the sources gives to it, else by
    /// its host.
    pub fn of(source: &str, naming: Naming<'_>) -> Self {
        let set = |name: &str| typographic(name, naming.smart).into_owned();
        if !source.starts_with("https://") && !source.starts_with("http://") {
            return Self { name: set(source), href: None };
        }
        let known = naming.sources.iter().find(|known| known.url == source);
        let named = known.and_then(|known| known.publisher.as_deref().or(known.title.as_deref()));
        Self { name: named.map_or_else(|| host(source).to_owned(), set), href: Some(source.to_owned()) }
    }
}

/// The host of an address, without `www.`.
pub fn host(url: &str) -> &str {
    let host = url.split("://").nth(1).unwrap_or(url);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    host.strip_prefix("www.").unwrap_or(host)
}

/// What to say of an amount that is no contract value, unless its own words say it.
pub(super) fn basis_note(money: &Money) -> Option<&'static str> {
    let says = |word: &str| money.text.to_lowercase().contains(word);
    match money.basis {
        Basis::Contract => None,
        Basis::UpTo => (!says("up to") && !says("at most")).then_some("at most"),
        Basis::Estimate => Some("estimate"),
        Basis::Reported => Some("reported"),
        Basis::Capex => Some("whole capital spending"),
        Basis::Undisclosed => None,
    }
}

impl ClaimsView {
    /// The view of claims in one currency.
    pub fn of(claims: &ClaimRange, naming: Naming<'_>) -> Self {
        let said = claims.said.iter().map(|claim| MoneyView::of(claim, naming));
        Self { range: range(claims), claims: said.collect() }
    }
}

/// `$5.2bn to $5.3bn`: the words of the least and of the most; none where all say the same.
pub fn range(claims: &ClaimRange) -> Option<String> {
    let mut counted = claims.said.iter().filter(|claim| claim.amount.is_some());
    let (least, most) = (counted.next()?, counted.next_back()?);
    (least.amount < most.amount).then(|| format!("{} to {}", least.text, most.text))
}

/// A sum for readers: `USD 15.6 billion`, exact.
pub fn sum_text(currency: &str, amount: Decimal) -> String {
    let scales = [(12, "trillion"), (9, "billion"), (6, "million")];
    for (power, word) in scales {
        let Some(unit) = 10_i64.checked_pow(power).map(Decimal::from) else { continue };
        let scaled = amount.checked_div(unit).map(|scaled| scaled.normalize());
        // More digits than these are easier to read in full.
        if let Some(scaled) = scaled.filter(|scaled| amount >= unit && scaled.scale() <= 4) {
            return format!("{currency} {scaled} {word}");
        }
    }
    format!("{currency} {}", in_groups(amount))
}

/// A number with commas between groups of three digits: `300,000`.
pub fn in_groups(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let digits = whole.trim_start_matches('-');
    let mut grouped = String::from(if whole.len() > digits.len() { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.extend(fraction.into_iter().flat_map(|fraction| [".", fraction]));
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Naming<'_> = Naming { sources: &[], smart: true };

    fn money(text: &str, amount: Option<i64>, currency: Option<&str>, basis: Basis) -> Money {
        let amount = amount.map(Decimal::from);
        Money { text: text.into(), amount, currency: currency.map(Into::into), basis, source: None }
    }

    fn claims(said: &[Money]) -> Option<String> {
        let amounts = || said.iter().filter_map(|claim| claim.amount);
        let (low, high) = (amounts().min(), amounts().max());
        range(&ClaimRange { currency: None, low, high, said: said.to_vec() })
    }

    #[test]
    fn claims_that_disagree_are_a_range_in_the_words_of_the_least_and_the_most() {
        let claim = |text, amount| money(text, Some(amount), Some("USD"), Basis::Contract);
        let (low, high) = (claim("US$5.2bn", 52), claim("US$5.3bn", 53));
        let unclear = money("multi-billion", None, None, Basis::Reported);
        let all = [low.clone(), high, unclear.clone()];
        assert_eq!(claims(&all).as_deref(), Some("US$5.2bn to US$5.3bn"));
        assert_eq!(claims(&[low.clone(), low.clone()]), None);
        assert_eq!([claims(&[low, unclear]), claims(&[])], [None, None]);
    }

    #[test]
    fn a_sum_is_exact_and_short_where_it_can_be() {
        let text = |amount: &str| sum_text("USD", amount.parse().unwrap());
        assert_eq!(text("15600000000"), "USD 15.6 billion");
        assert_eq!(text("7900000000000"), "USD 7.9 trillion");
        assert_eq!(text("183500000"), "USD 183.5 million");
        assert_eq!(text("300000"), "USD 300,000");
        assert_eq!(text("1234567891"), "USD 1,234,567,891");
        assert_eq!(text("1234.5"), "USD 1,234.5");
        assert_eq!(text("0"), "USD 0");
    }

    #[test]
    fn an_amount_that_is_no_contract_value_says_so_once() {
        let note = |text, basis| MoneyView::of(&money(text, None, None, basis), NOTHING).note;
        assert_eq!(note("up to $14bn", Basis::UpTo), None);
        assert_eq!(note("$14bn", Basis::UpTo), Some("at most"));
        assert_eq!(note("about $1bn", Basis::Estimate), Some("estimate"));
        assert_eq!(note("$1bn", Basis::Contract), None);
    }

    #[test]
    fn a_source_is_a_name_or_an_address_with_the_name_that_the_sources_give_it() {
        let times = "https://www.taipeitimes.example/2003744911";
        let known = CitedSource {
            url: times.to_owned(),
            title: None,
            publisher: Some("Taipei Times".to_owned()),
            date: None,
            archived: None,
        };
        let naming = Naming { sources: &[known], smart: true };
        let said = |text| (SaidBy::of(text, naming).name, SaidBy::of(text, naming).href);
        let owned = |text: &str| text.to_owned();
        assert_eq!(said("Samsung's filing"), (owned("Samsung’s filing"), None));
        assert_eq!(said(times), (owned("Taipei Times"), Some(owned(times))));
        let address = "https://www.a.example/b?c";
        assert_eq!(said(address), (owned("a.example"), Some(owned(address))));
    }
}
