//! Lines over time: one for each label, named at its end.
//!
//! Takes the numbers by label, all with dates, gives a drawing.

use rust_decimal::Decimal;

use crate::base::time::PartialDate;

use super::calendar::{Mark, marks, middle};
use super::plot::{Group, Point, Series, VAGUE, colour};
use super::scale::{Scale, Zero, short};
use super::svg::{Anchor, Drawing, WIDTH, cut, width};

/// The height of the space for lines, and what is above and below it, in tenths.
const HEIGHT: i64 = 1900;
const ABOVE: i64 = 150;
const BELOW: i64 = 240;
/// What the years below the months need.
const YEARS: i64 = 160;
/// From one name to the next.
const NAME: i64 = 160;
/// The most room for names, and for the numbers of the axis.
const NAMES: i64 = 1300;
const NUMBERS: i64 = 700;
/// How far a mark reaches from its middle.
const MARK: i64 = 35;
/// With more points than this, they are not marked.
const MARKED: usize = 60;

/// Where numbers and days lie.
struct Frame {
    scale: Scale,
    days: (i64, i64),
    top: i64,
    left: i64,
    right: i64,
    height: i64,
}

impl Frame {
    fn y(&self, number: Decimal) -> i64 {
        self.top + self.height - self.scale.at(number, self.height)
    }

    fn x(&self, day: i64) -> i64 {
        let (from, to) = self.days;
        let length = self.right - self.left - 2 * MARK;
        self.left + MARK + (day - from) * length / (to - from).max(1)
    }

    fn place(&self, point: &Point<'_>) -> (i64, i64) {
        (self.x(point.date.map_or(self.days.0, middle)), self.y(point.value))
    }
}

/// The drawing of lines.
pub(super) fn draw(series: &Series<'_>, groups: &[Group<'_>]) -> String {
    let groups: Vec<Group<'_>> = groups.iter().map(in_time).collect();
    // The name of a line that is alone stands above it.
    let alone = groups.len() == 1;
    let names: Vec<String> = groups.iter().map(|group| name(group, alone)).collect();
    let top = if alone { 2 * ABOVE + 60 } else { ABOVE };
    let numbers = series.points.iter().flat_map(|point| [Some(point.value), point.low, point.high]).flatten();
    let scale = Scale::of(numbers, if series.parts { Zero::Always } else { Zero::IfNear });
    let ticks: Vec<(Decimal, String)> =
        scale.ticks().into_iter().map(|tick| (tick, format!("{}{}", short(tick), series.suffix))).collect();
    let left = ticks.iter().map(|(_, text)| width(text)).max().unwrap_or_default().min(NUMBERS) + 70;
    let right = names.iter().map(|name| width(name)).max().unwrap_or_default().min(NAMES) + 110;
    let days = series.points.iter().filter_map(|point| point.date).map(middle);
    let days = (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default());
    let room = i64::try_from(groups.len()).unwrap_or(i64::MAX / NAME).saturating_mul(NAME);
    let frame = Frame { scale, days, left, right: WIDTH * 10 - right, top, height: HEIGHT.max(room) };
    let mut drawing = Drawing::default();
    let only_years = series.points.iter().filter_map(|point| point.date).all(|date| date.month.is_none());
    let marks = marks(days.0, days.1, only_years);
    let below = BELOW + if marks.iter().any(|mark| mark.year.is_some()) { YEARS } else { 0 };
    if let (Some(group), true) = (groups.first(), alone) {
        drawing.text("name", Anchor::Start, (0, ABOVE), &cut(group.label, WIDTH * 10));
    }
    axes(&mut drawing, &frame, &ticks, &marks);
    for (nth, group) in groups.iter().enumerate() {
        line(&mut drawing, &frame, nth, group, series.points);
    }
    name_lines(&mut drawing, &frame, &groups, &names);
    drawing.finish("lines", top + frame.height + below, &label(series, &groups))
}

fn in_time<'a>(group: &Group<'a>) -> Group<'a> {
    let mut points = group.points.clone();
    points.sort_by_key(|point| point.date.map(middle));
    Group { label: group.label, points }
}

/// What stands at the end of a line: its label and its last number; the number only if it is alone.
fn name(group: &Group<'_>, alone: bool) -> String {
    let last = group.points.last().map_or("", |point| point.text);
    if alone {
        return cut(last, NAMES);
    }
    let room = NAMES - width(last) - width(" ");
    if room < width("Nokia") { cut(group.label, NAMES) } else { format!("{} {last}", cut(group.label, room)) }
}

fn axes(drawing: &mut Drawing, frame: &Frame, ticks: &[(Decimal, String)], marks: &[Mark]) {
    for (tick, text) in ticks {
        let y = frame.y(*tick);
        let class = if tick.is_zero() { "zero" } else { "grid" };
        drawing.line(class, (frame.left, y), (frame.right, y));
        drawing.text("tick", Anchor::End, (frame.left - 70, y + 45), &cut(text, NUMBERS));
    }
    let bottom = frame.top + frame.height;
    let mut free = 0;
    for Mark { day, text, year } in marks {
        let (x, half) = (frame.x(*day), width(text) / 2);
        let middle = x.clamp(half, WIDTH * 10 - half);
        drawing.line("grid", (x, bottom), (x, bottom + 40));
        if middle - half >= free {
            drawing.text("tick", Anchor::Middle, (middle, bottom + 180), text);
            free = middle + half + 60;
        }
        if let Some(year) = year {
            let half = width(year) / 2;
            drawing.text(
                "tick",
                Anchor::Middle,
                (x.clamp(half, WIDTH * 10 - half), bottom + 180 + YEARS),
                year,
            );
        }
    }
}

fn line(drawing: &mut Drawing, frame: &Frame, nth: usize, group: &Group<'_>, all: &[Point<'_>]) {
    let class = colour(nth);
    let points = &group.points;
    let known = points.iter().take_while(|point| !point.expected).count();
    let places: Vec<(i64, i64)> = points.iter().map(|point| frame.place(point)).collect();
    drawing.push(&format!("<g class=\"{class}\">"));
    for (point, (x, _)) in points.iter().zip(&places) {
        whisker(drawing, frame, point, *x);
    }
    let also = if nth >= 6 { "line other" } else { "line" };
    if known > 1 {
        drawing.polyline(also, &places[..known]);
    }
    if known < places.len() && places.len() > 1 {
        drawing.polyline("line expected", &places[known.saturating_sub(1)..]);
    }
    let exact = |date: PartialDate| date.month.is_some();
    let some_exact = all.iter().filter_map(|point| point.date).any(exact);
    for (index, (point, place)) in points.iter().zip(&places).enumerate() {
        if all.len() <= MARKED || index + 1 == points.len() {
            let vague = some_exact && !point.date.is_some_and(exact);
            let class = match (vague, point.expected) {
                (true, _) => VAGUE,
                (false, true) => "mark open",
                (false, false) => "mark",
            };
            mark(drawing, nth, *place, class);
        }
    }
    drawing.push("</g>");
}

/// A point; each line has marks of its own form. Open ones are of an unknown month, or expected.
fn mark(drawing: &mut Drawing, nth: usize, (x, y): (i64, i64), class: &str) {
    use super::svg::place;
    match nth % 3 {
        0 => drawing.push(&format!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\" stroke=\"currentColor\"/>",
            place(x),
            place(y),
            place(MARK)
        )),
        1 => drawing.square(class, (x, y), MARK - 5),
        _ => {
            let corners = [(x, y - MARK), (x + MARK, y + MARK), (x - MARK, y + MARK)];
            let corners = corners.map(|(x, y)| format!("{},{}", place(x), place(y))).join(" ");
            drawing
                .push(&format!("<polygon class=\"{class}\" points=\"{corners}\" stroke=\"currentColor\"/>"));
        }
    }
}

fn whisker(drawing: &mut Drawing, frame: &Frame, point: &Point<'_>, x: i64) {
    if point.low.is_none() && point.high.is_none() {
        return;
    }
    let ends = [point.low, point.high].map(|end| frame.y(end.unwrap_or(point.value)));
    drawing.line("whisker", (x, ends[0]), (x, ends[1]));
    for y in [point.low.map(|_| ends[0]), point.high.map(|_| ends[1])].into_iter().flatten() {
        drawing.line("whisker", (x - MARK, y), (x + MARK, y));
    }
}

/// The names of the lines at the right, as high as their ends, and apart from each other.
fn name_lines(drawing: &mut Drawing, frame: &Frame, groups: &[Group<'_>], names: &[String]) {
    let end = |group: &Group<'_>| group.points.last().map(|point| frame.place(point)).unwrap_or_default();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|nth| (end(&groups[*nth]).1, *nth));
    let bottom = frame.top + frame.height;
    let mut heights: Vec<i64> = Vec::with_capacity(order.len());
    for nth in &order {
        let above = heights.last().map_or(i64::MIN, |above| above + NAME);
        heights.push(end(&groups[*nth]).1.max(above));
    }
    let mut below = bottom + NAME;
    for height in heights.iter_mut().rev() {
        *height = (*height).min(below - NAME);
        below = *height;
    }
    for (nth, height) in order.into_iter().zip(heights) {
        let (x, y) = end(&groups[nth]);
        let from = frame.right + 50;
        drawing.push(&format!("<g class=\"{}\">", colour(nth)));
        drawing.line("leader", (x + MARK + 10, y), (from, height));
        drawing.push("</g>");
        drawing.text("name", Anchor::Start, (from + 40, height + 45), &names[nth]);
    }
}

fn label(series: &Series<'_>, groups: &[Group<'_>]) -> String {
    const MOST: usize = 6;
    let told = groups.iter().take(MOST).filter_map(|group| {
        let (first, last) = (group.points.first()?, group.points.last()?);
        let first_words = format!("{}: {} ({})", group.label, first.text, first.when);
        Some(match group.points.len() {
            1 => first_words,
            _ => format!("{first_words} to {} ({})", last.text, last.when),
        })
    });
    let told = told.collect::<Vec<_>>().join("; ");
    let more = if groups.len() > MOST { format!("; {} more", groups.len() - MOST) } else { String::new() };
    format!("Line chart: {}. {told}{more}.", series.name)
}
