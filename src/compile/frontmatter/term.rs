//! How long a deal runs, and dates that are known in part.
//!
//! Takes text, gives a [`Term`] or a [`PartialDate`], or what is wrong. The clock is never asked.

use jiff::tz::TimeZone;

use crate::base::diagnostic::Code;
use crate::base::time::{PartialDate, Term};

use super::fault::Fault;
use super::number;
use super::when;

/// A term of more months than this is a slip: two centuries.
const LONGEST: u32 = 2_400;

/// Reads `5y`, `5 years`, `18 months`, `five-year`, `2.5 years`, `1 year 6 months`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn read(text: &str) -> Result<Term, Fault> {
    let words = text.to_lowercase().replace(['-', '\u{a0}'], " ");
    let words: Vec<&str> = words.split_whitespace().filter(|word| *word != "and").collect();
    let mut months = Some(0_u32);
    let mut rest = words.join(" ");
    if rest.is_empty() {
        return Err(no_term(text));
    }
    while !rest.is_empty() {
        let (number, unit, after) = split(&rest).ok_or_else(|| no_term(text))?;
        let each: u32 = match unit.as_str() {
            "y" | "yr" | "yrs" | "year" | "years" => 12,
            "m" | "mo" | "mos" | "month" | "months" => 1,
            _ => return Err(no_term(text)),
        };
        let part = in_months(&number, each).ok_or_else(|| no_term(text))?;
        months = months.and_then(|months| months.checked_add(part));
        rest = after;
    }
    let months =
        months.filter(|months| (1..=LONGEST).contains(months)).and_then(|months| u16::try_from(months).ok());
    months.map(|months| Term { months }).ok_or_else(|| {
        Fault::new(Code::BadTerm, format!("`{text}` is no length that a deal has")).help(EXAMPLES)
    })
}

const EXAMPLES: &str = "write it like `5y`, `5 years` or `18 months`";

/// The number, the unit, and what follows.
fn split(text: &str) -> Option<(String, String, String)> {
    let (number, rest) = match number::leading(text) {
        ("", rest) => rest.split_once(' ')?,
        (number, rest) => (number, rest),
    };
    let rest = rest.trim_start();
    let end = rest.find(|ch: char| !ch.is_alphabetic()).unwrap_or(rest.len());
    let (unit, after) = rest.split_at(end);
    Some((number.to_owned(), unit.to_owned(), after.trim().to_owned()))
}

/// So many times so many months, if that is a whole number of months.
fn in_months(number: &str, each: u32) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let word = WORDS.iter().position(|word| *word == number).or_else(|| (number == "a").then_some(0));
    if let Some(index) = word {
        return Some(u32::try_from(index).ok()?.saturating_add(1) * each);
    }
    let months = number::number(number).ok()?.value.checked_mul(each.into())?.normalize();
    (months.scale() == 0).then(|| months.to_string().parse().ok()).flatten()
}

fn no_term(text: &str) -> Fault {
    let fault = Fault::new(Code::BadTerm, format!("`{text}` is no term that can be counted"));
    let bare = text.trim();
    if bare.starts_with(['m', 'M', 'l', 'L', 's', 'S', 'o', 'O']) && bare.to_lowercase().contains("year") {
        let help = "leave the key out until the length is known, or give the end under `ends`";
        return fault.help(help);
    }
    match bare.parse::<u16>() {
        Ok(number) => fault.help(format!("write `{number}y` for years or `{number}m` for months")),
        Err(_) => fault.help(EXAMPLES),
    }
}

/// Reads a date of which the day, or the day and month, may be missing; of a date with a time the day.
///
/// # Errors
/// What is wrong, with the mended date where it can be guessed.
pub(super) fn partial_date(text: &str, zone: &TimeZone) -> Result<PartialDate, Fault> {
    let text = text.trim();
    if let Some(date) = PartialDate::read(text) {
        return Ok(date);
    }
    match when::read(text, zone) {
        Ok(when) => Ok(PartialDate::from(when.day)),
        Err(fault) => Err(when::check_partial(text).err().unwrap_or(fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_counted_in_months() {
        for (text, months) in [
            ("5y", 60),
            ("5 years", 60),
            ("five-year", 60),
            ("5-year", 60),
            ("a year", 12),
            ("18 months", 18),
            ("18m", 18),
            ("2.5 years", 30),
            ("1 year and 6 months", 18),
            ("1y6m", 18),
        ] {
            assert_eq!(read(text), Ok(Term { months }), "{text}");
        }
        for text in
            ["", "5", "multi-year", "5 weeks", "1.3 years", "0 years", "y", "900 years", "5 years to 2025"]
        {
            let fault = read(text).unwrap_err();
            assert!(fault.code == Code::BadTerm && fault.help.is_some(), "{text}");
        }
        assert_eq!(read("5").unwrap_err().help.unwrap(), "write `5y` for years or `5m` for months");
        assert!(read("multi-year").unwrap_err().help.unwrap().contains("leave the key out"));
    }

    #[test]
    fn a_date_may_be_known_in_part_or_have_a_time() {
        let date = |text| match partial_date(text, &TimeZone::UTC) {
            Ok(date) => date.to_string(),
            Err(fault) => format!("{} {}", fault.code.as_str(), fault.mended.unwrap_or_default()),
        };
        for (text, expected) in [
            ("2020", "2020"),
            ("2020-09", "2020-09"),
            ("2020-09-07", "2020-09-07"),
            ("2020-09-07T09:00:00+01:00", "2020-09-07"),
            ("2020-09-07 09:00", "2020-09-07"),
            ("7 September 2020", "bad-date 2020-09-07"),
            ("2020-13", "impossible-date "),
            ("2020-09-31", "impossible-date "),
            ("soon", "bad-date "),
        ] {
            assert_eq!(date(text), expected, "{text}");
        }
    }
}
