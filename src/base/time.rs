//! Dates as writers give them: a day, a day with a time and an offset, or a date that is known in part.
//!
//! Reads text only; the clock is never asked here.

use std::fmt;

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// A point in time as a writer gave it. Ordered by the instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(into = "Packed", try_from = "Packed")]
pub struct When {
    /// The instant; of a bare day its first moment in the site's time zone.
    pub instant: Timestamp,
    /// The day as written.
    pub day: Date,
    /// The time of the day and its offset, where the writer gave a time.
    pub time: Option<(Time, Offset)>,
}

/// A date of which the day, or the month too, may be unknown. Ordered by its first day, the vaguer first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: Option<i8>,
    /// The day of the month; only where there is a month.
    pub day: Option<i8>,
}

/// How long something runs: `5y`, `18m`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Term {
    /// In whole months.
    pub months: u16,
}

/// A [`When`] in numbers: text would be read again for every article of every build. Seconds and nanoseconds of
/// the instant; year, month and day; nanoseconds of the day, and the offset in seconds.
type PackedParts = ((i64, i32), (i16, i8, i8), Option<(i64, i32)>);

#[derive(Serialize, Deserialize)]
struct Packed(PackedParts);

/// Of the day; there are fewer than 2^47.
fn nanoseconds(time: Time) -> i64 {
    i64::try_from(time.duration_since(Time::midnight()).as_nanos()).unwrap_or_default()
}

impl From<When> for Packed {
    fn from(When { instant, day, time }: When) -> Self {
        Self((
            (instant.as_second(), instant.subsec_nanosecond()),
            (day.year(), day.month(), day.day()),
            time.map(|(time, offset)| (nanoseconds(time), offset.seconds())),
        ))
    }
}

impl TryFrom<Packed> for When {
    type Error = jiff::Error;

    fn try_from(Packed((instant, (year, month, day), packed)): Packed) -> Result<Self, Self::Error> {
        let time = |(nanoseconds, offset): (i64, i32)| {
            let time = Time::midnight().checked_add(SignedDuration::from_nanos(nanoseconds))?;
            Ok::<_, jiff::Error>((time, Offset::from_seconds(offset)?))
        };
        Ok(Self {
            instant: Timestamp::new(instant.0, instant.1)?,
            day: Date::new(year, month, day)?,
            time: packed.map(time).transpose()?,
        })
    }
}

/// An instant with this offset from UTC (RFC 3339): `2020-06-16T06:00:00+01:00`.
pub fn in_offset(instant: Timestamp, offset: Offset) -> String {
    format!("{}{}", offset.to_datetime(instant), offset_text(offset))
}

/// An instant for readers, in this zone: `16 June 2020, 06:00 +01:00`.
pub fn readable(instant: Timestamp, zone: &TimeZone) -> String {
    let offset = zone.to_offset(instant);
    let local = offset.to_datetime(instant);
    let zone = if offset.is_zero() { "UTC".to_owned() } else { offset_text(offset) };
    format!("{} {zone}", local.strftime("%-d %B %Y, %H:%M"))
}

/// An offset from UTC with hours and minutes: `+01:00`.
pub fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds().unsigned_abs() / 60;
    let sign = if offset.is_negative() { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

impl PartialDate {
    /// Reads `2020`, `2020-09` or `2020-09-07` (ISO 8601, with reduced precision); `None` for all else and
    /// for a day that does not exist.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(part)
        };
        let year = number(4)?.parse().ok()?;
        let rest = text.get(4..)?;
        let month = if rest.is_empty() { None } else { Some(number(2)?.parse().ok()?) };
        let day = if rest.len() <= 3 { None } else { Some(number(2)?.parse().ok()?) };
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        (text.len() == [4, 7, 10][usize::from(month.is_some()) + usize::from(day.is_some())])
            .then_some(Self { year, month, day })
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::MIN)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (_, Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            (None, None) => Date::new(self.year, 12, 31).unwrap_or(Date::MAX),
        }
    }

    /// Whether it is over before the other begins. Of a year and a month in it neither is the earlier one.
    pub fn is_before(self, other: Self) -> bool {
        self.last_day() < other.first_day()
    }

    /// Whether the two may be the same day, one only vaguer than the other: `2020-10` and `2020-10-08`.
    pub fn agrees_with(self, other: Self) -> bool {
        let parts = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && parts(self.month, other.month) && parts(self.day, other.day)
    }

    /// The one of two that agree which is known more exactly.
    #[must_use]
    pub fn more_exact(self, other: Self) -> Self {
        if (other.month, other.day) > (self.month, self.day) { other } else { self }
    }

    /// The date this much later, known as exactly as it is; `None` past the end of the calendar.
    pub fn plus(self, term: Term) -> Option<Self> {
        // A term runs to the day before: five years from 30 June 2020 end on 29 June 2025.
        let after = self.first_day().checked_add(i32::from(term.months).months()).ok()?;
        let end = if self.day.is_some() { after.yesterday().ok()? } else { after };
        Some(Self {
            year: end.year(),
            month: self.month.map(|_| end.month()),
            day: self.day.map(|_| end.day()),
        })
    }
}

impl From<Date> for PartialDate {
    fn from(day: Date) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::read(text).expect(text)
    }

    #[test]
    fn a_date_is_read_as_far_as_it_is_known() {
        for text in ["2020", "2020-09", "2020-09-07", "2024-02-29"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in [
            "",
            "20",
            "2020-",
            "2020-9",
            "2020-13",
            "2023-02-29",
            "2020-09-07-1",
            "2020-09-7",
            "+020",
            "2020-é1",
        ] {
            assert_eq!(PartialDate::read(text), None, "{text}");
        }
        assert!(date("2020") < date("2020-01") && date("2020-12-31") < date("2021"));
    }

    #[test]
    fn a_part_of_a_date_has_a_first_and_a_last_day() {
        let days = |text| (date(text).first_day().to_string(), date(text).last_day().to_string());
        assert_eq!(days("2024-02"), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
        assert_eq!(days("2024"), ("2024-01-01".to_owned(), "2024-12-31".to_owned()));
    }

    #[test]
    fn a_term_ends_the_day_before_it_would_begin_again() {
        let end = |text, months| date(text).plus(Term { months }).map(|end| end.to_string());
        assert_eq!(end("2020-06-30", 60).as_deref(), Some("2025-06-29"));
        assert_eq!(end("2020-06", 18).as_deref(), Some("2021-12"));
        assert_eq!(end("2020", 60).as_deref(), Some("2025"));
        assert_eq!(end("9999-12-31", 60), None);
    }

    #[test]
    fn an_instant_is_told_with_its_offset() {
        let instant = "2020-06-16T05:00:00Z".parse().unwrap();
        let zone = TimeZone::fixed(Offset::from_seconds(5400).unwrap());
        assert_eq!(in_offset(instant, zone.to_offset(instant)), "2020-06-16T06:30:00+01:30");
        assert_eq!(in_offset(instant, Offset::from_seconds(-12600).unwrap()), "2020-06-16T01:30:00-03:30");
        assert_eq!(readable(instant, &zone), "16 June 2020, 06:30 +01:30");
        assert_eq!(readable(instant, &TimeZone::UTC), "16 June 2020, 05:00 UTC");
    }
}
