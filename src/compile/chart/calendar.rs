//! Days on an axis, and where an axis of days is marked.
//!
//! Takes dates that may be known in part, gives day numbers and marks. Knows no shapes.

use jiff::civil::Date;

use crate::base::time::PartialDate;

/// A mark on an axis of days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    /// The number of its day.
    pub(super) day: i64,
    /// What is printed there: `2020`, `Jul`, `16 Jun`.
    pub(super) text: String,
    /// The year, to be printed below a month, where it is another than at the mark before.
    pub(super) year: Option<String>,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The most marks on an axis.
const MOST: usize = 6;

/// The number of a day, counted from the first of the calendar.
pub(super) fn number(day: Date) -> i64 {
    day.duration_since(Date::MIN).as_hours() / 24
}

/// Where a date lies: a day, or the middle of the month or year that is known.
pub fn middle(date: PartialDate) -> i64 {
    i64::midpoint(number(date.first_day()), number(date.last_day()))
}

/// The marks between two days. Where only years are known, a year's mark is in its middle.
pub(super) fn marks(from: i64, to: i64, only_years: bool) -> Vec<Mark> {
    let few = |marks: &Vec<Mark>| marks.len() <= MOST;
    let days = [1, 2, 7, 14].into_iter().map(|step| every_days(from, to, step));
    let months = [1, 2, 3, 6].into_iter().map(|step| every_months(from, to, step));
    let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].into_iter();
    let years = years.map(|step| every_years(from, to, step, only_years));
    let found = if only_years {
        years.into_iter().find(few)
    } else {
        let short = to - from <= 100;
        let days = days.filter(|_| short).find(few);
        days.or_else(|| months.filter(|_| to - from <= 900).find(few)).or_else(|| years.into_iter().find(few))
    };
    found.unwrap_or_default()
}

fn date(number: i64) -> Date {
    let days = jiff::Span::new().try_days(number);
    days.and_then(|days| Date::MIN.checked_add(days)).unwrap_or(Date::MAX)
}

fn every_days(from: i64, to: i64, step: usize) -> Vec<Mark> {
    let mark = |day: i64| {
        let date = date(day);
        let first = day == from || date.day_of_year() <= i16::try_from(step).unwrap_or_default();
        let year = first.then(|| date.year().to_string());
        Mark { day, text: format!("{} {}", date.day(), month(date.month())), year }
    };
    (from..=to).step_by(step).map(mark).take(MOST + 1).collect()
}

/// Months, with the year where it is another than at the mark before.
fn every_months(from: i64, to: i64, step: i32) -> Vec<Mark> {
    let count = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    let (first, last) = (count(date(from)), count(date(to)));
    let mut index = first + (-first).rem_euclid(step);
    let mut year_before = None;
    let mut marks: Vec<Mark> = Vec::new();
    while index <= last && marks.len() <= MOST {
        let year = i16::try_from(index.div_euclid(12)).unwrap_or(i16::MAX);
        let in_year = i8::try_from(index.rem_euclid(12)).unwrap_or_default() + 1;
        let day = number(PartialDate { year, month: Some(in_year), day: None }.first_day());
        if (from..=to).contains(&day) {
            let shown = (year_before != Some(year)).then(|| year.to_string());
            marks.push(Mark { day, text: month(in_year).to_owned(), year: shown });
            year_before = Some(year);
        }
        index += step;
    }
    marks
}

fn every_years(from: i64, to: i64, step: i16, middles: bool) -> Vec<Mark> {
    let (first, last) = (date(from).year(), date(to).year());
    let first = first + (-first).rem_euclid(step);
    let mark = |year: i16| {
        let date = PartialDate { year, month: None, day: None };
        let day = if middles { middle(date) } else { number(date.first_day()) };
        Some(Mark { day, text: year.to_string(), year: None }).filter(|mark| (from..=to).contains(&mark.day))
    };
    let mut marks = Vec::new();
    let mut year = Some(first);
    while let Some(this) = year.filter(|year| *year <= last && marks.len() <= MOST) {
        marks.extend(mark(this));
        year = this.checked_add(step);
    }
    marks
}

fn month(month: i8) -> &'static str {
    MONTHS.get(usize::from(month.unsigned_abs()).wrapping_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(from: &str, to: &str) -> Vec<String> {
        let dates = [from, to].map(|text| PartialDate::read(text).unwrap());
        let only_years = dates.iter().all(|date| date.month.is_none());
        marks(middle(dates[0]), middle(dates[1]), only_years)
            .into_iter()
            .map(|Mark { text, year, .. }| year.map_or(text.clone(), |year| format!("{text} {year}")))
            .collect()
    }

    #[test]
    fn an_axis_of_days_has_at_most_six_marks() {
        for (from, to, expected) in [
            ("2020-06-16", "2020-06-19", vec!["16 Jun 2020", "17 Jun", "18 Jun", "19 Jun"]),
            ("2019-07-02", "2020-10-28", vec!["Oct 2019", "Jan 2020", "Apr", "Jul", "Oct"]),
            ("2020-06-01", "2021-05-31", vec!["Jul 2020", "Sep", "Nov", "Jan 2021", "Mar", "May"]),
            ("2015-03-01", "2020-10-28", vec!["2016", "2017", "2018", "2019", "2020"]),
            ("2017", "2020", vec!["2017", "2018", "2019", "2020"]),
            ("0001", "9999", vec!["2000", "4000", "6000", "8000"]),
        ] {
            assert_eq!(texts(from, to), expected, "{from} {to}");
        }
    }
}
