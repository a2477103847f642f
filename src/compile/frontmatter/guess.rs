//! What a date that cannot be read was probably meant to be.
//!
//! Takes the text, gives the finding's words with the mended date if there is one reading only.
//! Every guess is checked by the reader of dates before it is shown.

use jiff::civil::Date;

use crate::base::diagnostic::Code;

use super::fault::Fault;
use super::when;

/// The months in English.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is wrong with a date that has none of the forms that are read.
pub(super) fn bad_date(text: &str) -> Fault {
    let fault = Fault::new(Code::BadDate, format!("`{text}` cannot be read as a date"));
    if text.len() > 60 {
        return Fault::new(Code::BadDate, "this cannot be read as a date").help("write it like `2020-06-16`");
    }
    if let Some((first, second)) = two_readings(text) {
        return fault.help(format!("write `{first}` or `{second}`, whichever is meant"));
    }
    let guess = numeric(text).or_else(|| compact(text)).or_else(|| worded(text));
    if let Some(guess) = guess.filter(|guess| when::is_sound(guess)) {
        return fault.mended(guess);
    }
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] if digits(year, 4) => fault.help(format!("write the month and the day too: `{year}-MM-DD`")),
        [year, month] if digits(year, 4) && digits(month, 2) => {
            fault.help(format!("write the day too: `{text}-DD`"))
        }
        _ => fault.help("write it like `2020-06-16` or `2020-06-16T09:00:00+01:00`"),
    }
}

/// Both readings of `06/07/2020`, where day and month could be either.
fn two_readings(text: &str) -> Option<(Date, Date)> {
    let (a, b, year) = day_first(text)?;
    let one = Date::new(year, b, a).ok()?;
    let other = Date::new(year, a, b).ok()?;
    (one != other && text.contains('/')).then_some((one, other))
}

/// The numbers of `16/06/2020` or `16.06.2020`.
fn day_first(text: &str) -> Option<(i8, i8, i16)> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let short = a.len() <= 2 && b.len() <= 2 && year.len() == 4;
    if short { Some((a.parse().ok()?, b.parse().ok()?, year.parse().ok()?)) } else { None }
}

/// Year first with missing zeros or other separators; or day and month in the only order possible.
fn numeric(text: &str) -> Option<String> {
    if let Some((a, b, year)) = day_first(text) {
        let order = if b > 12 || Date::new(year, b, a).is_err() { (a, b) } else { (b, a) };
        return Date::new(year, order.0, order.1).ok().map(|date| date.to_string());
    }
    let end =
        text.find(|ch: char| !ch.is_ascii_digit() && !matches!(ch, '-' | '/' | '.')).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    if rest.is_empty() {
        return Some(day);
    }
    let separator = if rest.starts_with(['T', 't']) { "T" } else { " " };
    let mut words = rest.trim_start_matches(['T', 't', ' ', ',']).split_whitespace();
    let mut time = clock(words.next()?)?;
    for word in words.filter(|word| word != year) {
        time = match half_of_the_day(&time, word) {
            Some(later) => later,
            None => format!("{time} {}", zone(word)?),
        };
    }
    Some(format!("{day}{separator}{time}"))
}

/// `9:00`, `09:00:00.000Z`, `9:00+1` with their zeros, without an empty fraction.
fn clock(word: &str) -> Option<String> {
    let end = word.find(|ch: char| !ch.is_ascii_digit() && !matches!(ch, ':' | '.')).unwrap_or(word.len());
    let (time, rest) = word.split_at(end);
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let parts: Vec<String> = time.split(':').map(|part| format!("{part:0>2}")).collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.len() != 2) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    let time = format!("{}{fraction}", parts.join(":"));
    if rest.is_empty() {
        return Some(time);
    }
    half_of_the_day(&time, rest).or_else(|| zone(rest).map(|zone| format!("{time}{zone}")))
}

/// `02:30` and `pm` is `14:30`.
fn half_of_the_day(time: &str, word: &str) -> Option<String> {
    let (hour, rest) = time.split_once(':')?;
    let hour: u8 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let hour = match word.to_ascii_lowercase().trim_matches('.') {
        "am" | "a.m" => hour % 12,
        "pm" | "p.m" => hour % 12 + 12,
        _ => return None,
    };
    Some(format!("{hour:02}:{rest}"))
}

/// `-4`, `+5:30`, `GMT` as an offset that is read.
fn zone(word: &str) -> Option<String> {
    if matches!(word, "Z" | "z" | "UTC" | "GMT") {
        return Some(if word.len() == 1 { "Z".to_owned() } else { "UTC".to_owned() });
    }
    let word = word.strip_prefix("UTC").or_else(|| word.strip_prefix("GMT")).unwrap_or(word);
    let sign = word.chars().next().filter(|ch| matches!(ch, '+' | '-' | '−'))?;
    let digits = &word[sign.len_utf8()..];
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "00"),
    };
    let sound = (1..=2).contains(&hours.len())
        && minutes.len() == 2
        && (hours.to_owned() + minutes).parse::<u16>().is_ok();
    let sign = if sign == '+' { '+' } else { '-' };
    sound.then(|| format!("{sign}{hours:0>2}:{minutes}"))
}

/// `20200616`.
fn compact(text: &str) -> Option<String> {
    let sound = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// `16 June 2020`, `June 16th, 2020`, `Tue, 16 Jun 2020 09:00:00 +0100`.
fn worded(text: &str) -> Option<String> {
    let (mut year, mut month, mut day, mut time) = (None, None, None, String::new());
    for word in text.split([' ', ',', '-']).filter(|word| !word.is_empty()) {
        if word.contains(':') {
            time = clock(word)?;
        } else if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && year.is_none() {
            year = Some(word);
        } else if let Some(number) = month_of(word) {
            month = Some(number);
        } else if let Some(number) = day_of(word) {
            day = Some(number);
        } else if let (false, Some(offset)) = (time.is_empty(), zone(word)) {
            time.push_str(&offset);
        } else if !is_weekday(word) {
            return None;
        }
    }
    let date = format!("{}-{:02}-{:02}", year?, month?, day?);
    Some(if time.is_empty() { date } else { format!("{date}T{time}") })
}

fn month_of(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let fits = |month: &str| word.len() >= 3 && month.to_ascii_lowercase().starts_with(&word);
    MONTHS.iter().position(|month| fits(month)).map(|index| index + 1)
}

fn day_of(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|ch: char| ch.is_ascii_alphabetic() || ch == '.');
    let suffix = &word[digits.len()..];
    let sound = matches!(suffix, "" | "." | "st" | "nd" | "rd" | "th");
    if sound { digits.parse().ok().filter(|day| (1..=31).contains(day)) } else { None }
}

fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word == "of" || (word.len() >= 3 && days.iter().any(|day| day.starts_with(&word)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_can_be_guessed_is_shown_mended() {
        for (text, expected) in [
            ("2015-03-17 14:00:00 -4", "2015-03-17 14:00:00 -04:00"),
            ("2023-2-07T00:00:00.000Z", "2023-02-07T00:00:00Z"),
            ("2026-1-13T00:00:00.000Z", "2026-01-13T00:00:00Z"),
            ("2023-01-29 18:30:22 2023 -0800", "2023-01-29 18:30:22 -08:00"),
            ("2020-06-16 9:30", "2020-06-16 09:30"),
            ("2020-06-16 2:30 pm", "2020-06-16 14:30"),
            ("2020/06/16", "2020-06-16"),
            ("2020.6.1", "2020-06-01"),
            ("20200616", "2020-06-16"),
            ("16 June 2020", "2020-06-16"),
            ("June 16, 2020", "2020-06-16"),
            ("16th of June 2020", "2020-06-16"),
            ("Tue, 16 Jun 2020 09:00:00 +0100", "2020-06-16T09:00:00+01:00"),
            ("Sept. 1, 2020", "2020-09-01"),
            ("16/06/2020", "2020-06-16"),
            ("06/16/2020", "2020-06-16"),
            ("16.06.2020", "2020-06-16"),
        ] {
            assert_eq!(bad_date(text).mended.as_deref(), Some(expected), "{text}");
        }
    }

    proptest! {
        /// A guess that cannot be read is no guess, and not the beginning of another one.
        #[test]
        fn whatever_stands_for_a_date_is_told_and_what_is_mended_is_read(
            day in "(2026-03-09|2026-3-9|9/3/2026|March 9, 2026|20260309)?",
            time in "[T ,]{0,2}[0-9:.apm ]{0,10}[Z+−GMT0-9: -]{0,7}",
        ) {
            let mended = bad_date(&format!("{day}{time}")).mended;
            prop_assert!(mended.is_none_or(|guess| when::is_sound(&guess)));
        }
    }

    #[test]
    fn what_has_two_readings_or_none_is_not_guessed() {
        let fault = bad_date("06/07/2020");
        assert_eq!(fault.mended, None);
        assert_eq!(fault.help.unwrap(), "write `2020-07-06` or `2020-06-07`, whichever is meant");
        for text in [
            "2021-02-08 16:30-:00+16:30",
            "soon",
            "",
            "16 2020",
            "é/é/2020",
            "31 June 2020",
            "-",
            "2020-06-1é",
            "2026-03-09T06:.0:00Z",
        ] {
            let fault = bad_date(text);
            assert_eq!(fault.mended, None, "{text}");
            assert!(fault.help.is_some(), "{text}");
        }
        assert_eq!(bad_date("2020-06").help.unwrap(), "write the day too: `2020-06-DD`");
    }
}
