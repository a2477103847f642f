//! Dates as writers give them, in front matter and in file names.
//!
//! Takes text and the site's time zone, gives a [`When`] or what is wrong with the text. The clock
//! is never asked. Guesses at what a bad date means are in `guess.rs`.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use crate::base::diagnostic::Code;
use crate::base::time::When;

use super::fault::Fault;
use super::guess;

/// Reads a day (`2020-06-16`), or a day with a time (`2020-06-16T09:00:00+01:00`, `2020-06-16 09:00`).
/// Without an offset the time is one of this zone.
///
/// # Errors
/// What is wrong, with the mended date where it can be guessed.
pub fn read(text: &str, zone: &TimeZone) -> Result<When, Fault> {
    match Shape::of(text.trim()) {
        Some(shape) => shape.resolve(zone),
        None => Err(guess::bad_date(text.trim())),
    }
}

/// Whether this is a date or a time that is read in any zone; asks for no guess, for guesses ask it.
pub(super) fn is_sound(text: &str) -> bool {
    Shape::of(text).is_some_and(|shape| shape.resolve(&TimeZone::UTC).is_ok())
}

/// Reads an instant, which needs a time of the day and its offset: nobody may have to guess when an
/// embargo ends.
///
/// # Errors
/// What is wrong. A day or a time alone is mended with the offset of this zone.
pub(super) fn read_zoned(text: &str, zone: &TimeZone) -> Result<Timestamp, Fault> {
    let when = read(text, zone).map_err(|fault| name_for_offset(text, fault))?;
    if Shape::of(text.trim()).is_some_and(|shape| shape.offset.is_some()) {
        return Ok(when.instant);
    }
    let lacks = if when.time.is_some() { "no offset from UTC" } else { "no time of the day" };
    let message = format!("`{}` has {lacks}, so it leaves open when that is", text.trim());
    let fault = Fault::new(Code::TimeWithoutZone, message)
        .mended(crate::base::time::in_offset(when.instant, zone.to_offset(when.instant)));
    Err(fault.help("the line shown has the offset of the site's time zone then"))
}

/// The fault of a time that ends with the name of a zone: `06:00 BST` is read differently from desk to
/// desk.
fn name_for_offset(text: &str, fault: Fault) -> Fault {
    let text = text.trim();
    let Some((time, name)) = text.rsplit_once([' ', ':']) else { return fault };
    let zone = name.trim_start_matches(|ch: char| ch.is_ascii_digit());
    if fault.mended.is_some() {
        return fault;
    }
    let is_name =
        !zone.is_empty() && zone.chars().all(|ch| ch.is_ascii_alphabetic() || matches!(ch, '/' | '_'));
    if !is_name || zone.eq_ignore_ascii_case("z") || !time.contains(':') {
        return fault;
    }
    let message = format!("`{text}` names a time zone instead of its offset from UTC");
    Fault { message, mended: None, help: Some("write the offset, for example `+01:00`".to_owned()), ..fault }
}

/// The date at the front of a file name, and what follows it: `2016-01-04-news` is `news`. A day
/// that does not exist is no date.
pub fn date_in_name(stem: &str) -> Option<(Date, &str)> {
    let (day, rest) = (Shape::of(stem.get(..10)?)?.date().ok()?, &stem[10..]);
    let separated = rest.strip_prefix(['-', '_', ' ', '.']);
    if rest.is_empty() { Some((day, rest)) } else { separated.map(|rest| (day, rest)) }
}

/// What is wrong with the front of a file name that has the form of a date, but is none.
pub(super) fn fault_in_name(stem: &str) -> Option<Fault> {
    Shape::of(stem.get(..10)?)?.date().err()
}

/// Checks a date of which the day, or the day and the month, may be missing: `2020-06`.
pub(super) fn check_partial(text: &str) -> Result<(), Fault> {
    let numbers = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    match Shape::of(&full) {
        Some(shape) if numbers && full.len() == 10 => match shape.date() {
            Ok(_) => Ok(()),
            Err(fault) if text.len() == 10 => Err(fault),
            Err(fault) => Err(Fault { mended: None, help: None, ..fault }),
        },
        _ => {
            let fault = guess::bad_date(text);
            let help = "write `2020`, `2020-06` or `2020-06-16`";
            Err(Fault { message: format!("`{text}` is no date, month or year"), ..fault }.help(help))
        }
    }
}

/// A date that has the right form; its numbers may still be impossible.
struct Shape {
    day: [u16; 3],
    /// Hour, minute, second, nanosecond.
    time: Option<[u32; 4]>,
    /// Hours and minutes with their sign.
    offset: Option<(i32, u32, u32)>,
}

impl Shape {
    fn of(text: &str) -> Option<Self> {
        let mut rest = Cursor(text.as_bytes());
        let day = [rest.number(4)?, rest.after(b'-')?.number(2)?, rest.after(b'-')?.number(2)?];
        let day = day.map(|number| u16::try_from(number).unwrap_or(u16::MAX));
        if rest.0.is_empty() {
            return Some(Self { day, time: None, offset: None });
        }
        if rest.blanks() == 0 && rest.after(b'T').is_none() {
            rest.after(b't')?;
        }
        let (hour, minute) = (rest.number(2)?, rest.after(b':')?.number(2)?);
        let (mut second, mut nanosecond) = (0, 0);
        if rest.after(b':').is_some() {
            second = rest.number(2)?;
            if rest.after(b'.').is_some() {
                nanosecond = rest.fraction()?;
            }
        }
        rest.blanks();
        let offset = if rest.0.is_empty() { None } else { Some(rest.offset()?) };
        rest.0.is_empty().then_some(Self { day, time: Some([hour, minute, second, nanosecond]), offset })
    }

    fn date(&self) -> Result<Date, Fault> {
        let [year, month, day] = self.day;
        let small = |number: u16| i8::try_from(number).unwrap_or(i8::MAX);
        let year_number = i16::try_from(year).unwrap_or(i16::MAX);
        if year == 0 {
            return Err(impossible("there is no year 0000"));
        }
        if !(1..=12).contains(&month) {
            let fault = impossible(format!("there is no month {month:02}"));
            let swapped = Date::new(year_number, small(day), small(month)).ok();
            return Err(match swapped {
                Some(date) => fault.mended(date.to_string()).help("the month comes before the day"),
                None => fault,
            });
        }
        Date::new(year_number, small(month), small(day)).map_err(|_| {
            let first = Date::new(year_number, small(month), 1).map_or(0, Date::days_in_month);
            let name = guess::MONTHS[usize::from(month - 1)];
            impossible(format!("there is no {day} {name} {year}: {name} {year} has {first} days"))
        })
    }

    fn resolve(&self, zone: &TimeZone) -> Result<When, Fault> {
        let day = self.date()?;
        let Some(time) = self.time else {
            let instant = zone.to_timestamp(day.to_datetime(Time::midnight())).map_err(|_| out_of_range())?;
            return Ok(When { instant, day, time: None });
        };
        let time = clock(time)?;
        let local = day.to_datetime(time);
        let (instant, offset) = match self.offset {
            Some(offset) => {
                let offset = offset_of(offset)?;
                (offset.to_timestamp(local).map_err(|_| out_of_range())?, offset)
            }
            None => in_zone(zone, local, time)?,
        };
        Ok(When { instant, day, time: Some((time, offset)) })
    }
}

fn in_zone(zone: &TimeZone, local: jiff::civil::DateTime, time: Time) -> Result<(Timestamp, Offset), Fault> {
    let ambiguous = zone.to_ambiguous_timestamp(local);
    if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        let fault = impossible(format!(
            "there was no {time} on this day: the clocks of the site's time zone went forward"
        ));
        return Err(fault.help("write another time, or the time with its offset: `09:00+01:00`"));
    }
    let instant = ambiguous.compatible().map_err(|_| out_of_range())?;
    Ok((instant, zone.to_offset(instant)))
}

fn clock([hour, minute, second, nanosecond]: [u32; 4]) -> Result<Time, Fault> {
    let wrong = match (hour, minute, second) {
        (24, ..) => "there is no hour 24; midnight is `00:00` of the next day".to_owned(),
        (25.., ..) => format!("there is no hour {hour}"),
        (_, 60.., _) => format!("there is no minute {minute}"),
        (_, _, 60..) => format!("there is no second {second}"),
        _ => String::new(),
    };
    let small = |number: u32| i8::try_from(number).ok();
    let time = (small(hour), small(minute), small(second), i32::try_from(nanosecond).ok());
    match time {
        (Some(hour), Some(minute), Some(second), Some(nanosecond)) if wrong.is_empty() => {
            Time::new(hour, minute, second, nanosecond)
                .map_err(|_| impossible("there is no such time of the day"))
        }
        _ => Err(impossible(wrong)),
    }
}

fn offset_of((sign, hours, minutes): (i32, u32, u32)) -> Result<Offset, Fault> {
    let seconds = i32::try_from(hours * 3600 + minutes * 60).unwrap_or(i32::MAX);
    let sound = hours <= 18 && minutes < 60;
    let offset = if sound { Offset::from_seconds(sign * seconds).ok() } else { None };
    offset.ok_or_else(|| impossible(format!("no time zone is {hours}:{minutes:02} hours from UTC")))
}

fn impossible(message: impl Into<String>) -> Fault {
    Fault::new(Code::ImpossibleDate, message)
}

fn out_of_range() -> Fault {
    impossible("this instant is outside what can be counted: from the year 1 up to 30 December 9999, in UTC")
}

/// What is left of a date to be read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    /// Exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number
            .iter()
            .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    }

    /// Past this byte, if it is next.
    fn after(&mut self, byte: u8) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(self)
    }

    fn blanks(&mut self) -> usize {
        let before = self.0.len();
        self.0 = self.0.trim_ascii_start();
        before - self.0.len()
    }

    /// Digits after the point as nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, rest) = self.0.split_at(digits);
        self.0 = rest;
        let padded = fraction.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        (digits > 0).then(|| padded.fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')))
    }

    /// `Z`, `UTC`, `+01:00`, `+0100` or `+01`.
    fn offset(&mut self) -> Option<(i32, u32, u32)> {
        if matches!(self.0, b"Z" | b"z" | b"UTC" | b"utc" | b"GMT") {
            self.0 = &[];
            return Some((1, 0, 0));
        }
        let sign = if self.after(b'+').is_some() { 1 } else { self.after(b'-').map(|_| -1)? };
        let hours = self.number(2)?;
        let colon = self.after(b':').is_some();
        let minutes = if self.0.is_empty() && !colon { 0 } else { self.number(2)? };
        Some((sign, hours, minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> String {
        let zone = TimeZone::get("Europe/London").unwrap();
        match read(text, &zone) {
            Ok(when) => when.instant.to_string(),
            Err(fault) => format!("{}: {}", fault.code.as_str(), fault.message),
        }
    }

    #[test]
    fn every_usual_shape_is_read() {
        for (text, expected) in [
            ("2020-06-16", "2020-06-15T23:00:00Z"),
            ("2020-01-16", "2020-01-16T00:00:00Z"),
            ("2020-06-16T09:00:00+01:00", "2020-06-16T08:00:00Z"),
            ("2020-06-16 09:00", "2020-06-16T08:00:00Z"),
            ("2020-06-16 09:00:00 -0400", "2020-06-16T13:00:00Z"),
            ("2020-06-16 09:00:00 +02", "2020-06-16T07:00:00Z"),
            ("2020-06-16 09:00:00 UTC", "2020-06-16T09:00:00Z"),
            ("2020-06-16t09:00:00.125z", "2020-06-16T09:00:00.125Z"),
            (" 2020-06-16  ", "2020-06-15T23:00:00Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ] {
            assert_eq!(instant(text), expected, "{text}");
        }
        let when = read("2020-06-16 09:00", &TimeZone::get("Asia/Tokyo").unwrap()).unwrap();
        assert_eq!(when.time.unwrap().1.to_string(), "+09");
        assert_eq!(when.day.to_string(), "2020-06-16");
    }

    #[test]
    fn days_and_hours_that_do_not_exist_are_named() {
        for (text, expected) in [
            ("2023-06-31", "impossible-date: there is no 31 June 2023: June 2023 has 30 days"),
            ("2023-02-29", "impossible-date: there is no 29 February 2023: February 2023 has 28 days"),
            ("2023-13-45", "impossible-date: there is no month 13"),
            ("2023-00-01", "impossible-date: there is no month 00"),
            ("0000-01-01", "impossible-date: there is no year 0000"),
            ("2023-01-01 25:00", "impossible-date: there is no hour 25"),
            ("2023-01-01 09:60", "impossible-date: there is no minute 60"),
            ("2023-01-01 09:00 +19:00", "impossible-date: no time zone is 19:00 hours from UTC"),
        ] {
            assert_eq!(instant(text), expected, "{text}");
        }
        assert!(instant("2020-03-29 01:30").starts_with("impossible-date: there was no 01:30:00"));
        assert_eq!(read("2020-16-06", &TimeZone::UTC).unwrap_err().mended.unwrap(), "2020-06-16");
    }

    #[test]
    fn a_date_in_a_file_name_is_cut_off() {
        let named = |stem| date_in_name(stem).map(|(day, rest)| format!("{day} {rest}"));
        assert_eq!(named("2016-01-04-news").unwrap(), "2016-01-04 news");
        assert_eq!(named("2016-01-04_news").unwrap(), "2016-01-04 news");
        assert_eq!(named("2016-01-04").unwrap(), "2016-01-04 ");
        for none in ["2016-02-30-news", "2016-01-04news", "news", "2016-1-4-news", "诺基亚诺基亚", ""] {
            assert_eq!(named(none), None, "{none}");
        }
    }

    #[test]
    fn a_partial_date_may_lack_its_day_or_month() {
        for sound in ["2020", "2020-06", "2020-06-16"] {
            assert!(check_partial(sound).is_ok(), "{sound}");
        }
        for bad in ["2020-13", "June 2020", "2020-06-16T09:00", "20-06", "2020-02-30", "é020", "", "2020/06"]
        {
            assert!(check_partial(bad).is_err(), "{bad}");
        }
    }
}
