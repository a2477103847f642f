//! Bars that lie: one for each number, with the number beside it.
//!
//! Takes the numbers by label, gives a drawing. Knows no dates but as they are printed.

use rust_decimal::Decimal;

use super::plot::{Group, Point, Series};
use super::scale::Scale;
use super::svg::{Anchor, Drawing, WIDTH, cut, width};

/// From one bar to the next, and how thick a bar is, in tenths.
const ROW: i64 = 240;
const BAR: i64 = 130;
/// Between groups.
const GAP: i64 = 80;
/// Between a name and its bar, and a bar and its number.
const SPACE: i64 = 80;
/// The most room for names, and for numbers.
const NAMES: i64 = 1750;
const NUMBERS: i64 = 1200;
/// From the upper edge of a row to the base line of its text.
const BASE: i64 = 165;

/// What stands at the left of a bar, or above it.
struct Row<'a> {
    /// Lines of their own above the bar.
    above: Vec<String>,
    name: String,
    point: Point<'a>,
    /// Whether a group begins here that stands apart.
    begins: bool,
}

/// The drawing of bars.
pub(super) fn draw(series: &Series<'_>, groups: &[Group<'_>]) -> String {
    let rows = rows(groups);
    let scale = scale(series);
    let names = rows.iter().map(|row| width(&row.name)).max().unwrap_or_default().min(NAMES);
    let numbers = rows.iter().map(|row| width(row.point.text)).max().unwrap_or_default().min(NUMBERS);
    let left = if names > 0 { names + SPACE } else { 0 };
    let length = WIDTH * 10 - left - numbers - SPACE;
    let mut drawing = Drawing::default();
    let mut top = 0;
    for (nth, row) in rows.iter().enumerate() {
        top += if row.begins && nth > 0 { GAP } else { 0 };
        for line in &row.above {
            drawing.text("name", Anchor::Start, (0, top + BASE), &cut(line, WIDTH * 10));
            top += ROW - 20;
        }
        drawing.text("name", Anchor::Start, (0, top + BASE), &cut(&row.name, names));
        bar(&mut drawing, &scale, series.parts, &row.point, (left, top), length);
        if scale.has_both_sides() {
            let zero = left + scale.at(Decimal::ZERO, length);
            drawing.line("zero", (zero, top), (zero, top + ROW));
        }
        let number = cut(row.point.text, numbers);
        drawing.text("value", Anchor::End, (WIDTH * 10, top + BASE), &number);
        top += ROW;
    }
    drawing.finish("bars", top.max(ROW), &label(series))
}

/// The bars, each with what stands beside it. A label of several bars stands above them. Where one
/// name is too long to stand beside its bar, all stand above theirs: who says so is not to be cut off.
fn rows<'a>(groups: &[Group<'a>]) -> Vec<Row<'a>> {
    let mut dates: Vec<&str> =
        groups.iter().flat_map(|group| &group.points).map(|point| point.when).collect();
    dates.dedup();
    let dated = dates.len() > 1;
    let single = groups.iter().all(|group| group.points.len() == 1);
    let mut rows = Vec::new();
    for group in groups {
        for (nth, point) in group.points.iter().enumerate() {
            let when = if dated { point.when } else { "" };
            let alone = group.points.len() == 1;
            let name = match (alone, when.is_empty()) {
                (true, true) => group.label.to_owned(),
                (true, false) => {
                    let room = (WIDTH * 10 - width(", ") - width(when)).max(NAMES);
                    format!("{}, {when}", cut(group.label, room))
                }
                (false, _) => when.to_owned(),
            };
            let above = if nth == 0 && !alone { vec![group.label.to_owned()] } else { Vec::new() };
            rows.push(Row { begins: nth == 0 && !single, above, name, point: *point });
        }
    }
    if rows.iter().any(|row| width(&row.name) > NAMES) {
        for row in &mut rows {
            row.begins = true;
            row.above.extend(Some(std::mem::take(&mut row.name)).filter(|name| !name.is_empty()));
        }
    }
    rows
}

fn scale(series: &Series<'_>) -> Scale {
    let ends = |point: &Point<'_>| [Some(point.value), point.low, point.high];
    let numbers = || series.points.iter().flat_map(ends).flatten();
    let whole = Decimal::ONE_HUNDRED;
    let most = numbers().max().unwrap_or_default();
    let parts = series.parts && numbers().all(|number| (Decimal::ZERO..=whole).contains(&number));
    // Beside the whole, small parts could not be told from each other.
    let shown = (parts && most >= Decimal::from(30)).then_some(whole);
    Scale::filled(numbers().chain(shown))
}

fn bar(
    drawing: &mut Drawing,
    scale: &Scale,
    parts: bool,
    point: &Point<'_>,
    (left, top): (i64, i64),
    length: i64,
) {
    let at = |number: Decimal| left + scale.at(number, length);
    let top = top + (ROW - BAR) / 2;
    if parts && !scale.has_both_sides() {
        drawing.rect("track", (left, top), (length, BAR));
    }
    let (zero, end) = (at(Decimal::ZERO), at(point.value));
    let class = if point.expected { "bar c1 expected" } else { "bar c1" };
    drawing.rect(class, (zero.min(end), top), ((zero - end).abs(), BAR));
    if point.low.is_some() || point.high.is_some() {
        let (low, high) = (at(point.low.unwrap_or(point.value)), at(point.high.unwrap_or(point.value)));
        let middle = top + BAR / 2;
        drawing.line("whisker", (low, middle), (high, middle));
        for end in [point.low.map(|_| low), point.high.map(|_| high)].into_iter().flatten() {
            drawing.line("whisker", (end, middle - 35), (end, middle + 35));
        }
    }
}

fn label(series: &Series<'_>) -> String {
    const MOST: usize = 6;
    let told = series.points.iter().take(MOST).map(|point| format!("{} {}", point.label, point.text));
    let told = told.collect::<Vec<_>>().join(", ");
    let more = match series.points.len() {
        0..=MOST => String::new(),
        count => format!(" and {} more", count - MOST),
    };
    format!("Bar chart: {}. {told}{more}.", series.name)
}
