//! A small chart for a series of numbers.
//!
//! Takes numbers with their labels and dates, gives an SVG drawing: lines where the dates make them,
//! else bars. It takes its colours from the page (`currentColor`, and the classes `c1` to `c6`), has no
//! script, and its text is for a page of 390 pixels or more. Knows nothing of articles.

use rust_decimal::Decimal;

use crate::base::time::PartialDate;

use super::calendar::middle;
use super::{bars, lines};

/// One number of a series.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    /// What it is of: points with one label are one line or one group of bars.
    pub label: &'a str,
    /// Its date.
    pub date: Option<PartialDate>,
    /// What tells it from others of its label: the date as printed, or who says so.
    pub when: &'a str,
    /// The number.
    pub value: Decimal,
    /// The number as printed: `84%`.
    pub text: &'a str,
    /// The lowest that it may be.
    pub low: Option<Decimal>,
    /// The highest that it may be.
    pub high: Option<Decimal>,
    /// Whether somebody only expects it.
    pub expected: bool,
}

/// A series to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Its name.
    pub name: &'a str,
    /// What stands behind a number on an axis: `%`, or nothing.
    pub suffix: &'a str,
    /// Whether its numbers are parts in per cent, of which the whole is shown.
    pub parts: bool,
    /// Its numbers, in the order in which they are told.
    pub points: &'a [Point<'a>],
}

/// The points of one label, with their places in the series.
pub(super) struct Group<'a> {
    pub(super) label: &'a str,
    pub(super) points: Vec<Point<'a>>,
}

/// How many bars, and how many lines, can be read in a small chart.
const MOST_BARS: usize = 30;
const MOST_LINES: usize = 8;

/// Whether a chart of the series can be read: it has more than one number, and not too many bars or lines.
pub fn is_readable(series: &Series<'_>) -> bool {
    let groups = groups(series.points);
    let most = if are_lines(&groups) { groups.len() <= MOST_LINES } else { series.points.len() <= MOST_BARS };
    series.points.len() > 2 && most
}

/// The chart of a series, as SVG.
pub fn chart(series: &Series<'_>) -> String {
    let groups = groups(series.points);
    if are_lines(&groups) { lines::draw(series, &groups) } else { bars::draw(series, &groups) }
}

/// The marks of a drawing at points of which only the year is known, while more is known of others.
pub fn vague_marks(svg: &str) -> String {
    let has = |tag: &str| svg.contains(&format!("<{tag} class=\"{VAGUE}"));
    let shapes = [("circle", "○"), ("rect", "□"), ("polygon", "△")];
    shapes.into_iter().filter(|(tag, _)| has(tag)).map(|(_, sign)| sign).collect::<Vec<_>>().join(" ")
}

/// The classes of such a mark.
pub(super) const VAGUE: &str = "mark open vague";

/// The points by label, the labels in the order of their first points.
fn groups<'a>(points: &[Point<'a>]) -> Vec<Group<'a>> {
    let mut places = std::collections::BTreeMap::new();
    let mut groups: Vec<Group<'a>> = Vec::new();
    for point in points {
        let at = *places.entry(point.label).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Group { label: point.label, points: Vec::new() });
        }
        groups[at].points.push(*point);
    }
    groups
}

/// Whether all points have dates, and some label has several.
fn are_lines(groups: &[Group<'_>]) -> bool {
    let dated = groups.iter().flat_map(|group| &group.points).all(|point| point.date.is_some());
    dated
        && groups.iter().any(|group| {
            let mut days = group.points.iter().filter_map(|point| point.date.map(middle));
            let first = days.next();
            days.any(|day| Some(day) != first)
        })
}

/// The class of the nth label's colour.
pub(super) fn colour(nth: usize) -> String {
    format!("c{}", nth % 6 + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::svg::{TEXT, WIDTH, width};
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap()
    }

    fn point<'a>(label: &'a str, when: &'a str, value: &'a str) -> Point<'a> {
        Point {
            label,
            date: PartialDate::read(when),
            when,
            value: number(value),
            text: value,
            low: None,
            high: None,
            expected: false,
        }
    }

    fn series<'a>(points: &'a [Point<'a>]) -> Series<'a> {
        Series { name: "A & <b>", suffix: "%", parts: false, points }
    }

    /// The value of an attribute, as a number in tenths.
    fn tenths(tag: &str, name: &str) -> Option<i64> {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        let (whole, tenth) = value.split_once('.').unwrap_or((value, "0"));
        assert!(tenth.len() == 1, "{tag}");
        let sign = if whole.starts_with('-') { -1 } else { 1 };
        Some(whole.parse::<i64>().unwrap() * 10 + sign * tenth.parse::<i64>().unwrap())
    }

    /// Whether a drawing is XML of which nothing lies outside its frame.
    fn check(svg: &str) {
        let height: i64 = {
            let frame = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split('"').next().unwrap();
            let (wide, high) = frame.split_once(' ').unwrap();
            assert_eq!(wide, WIDTH.to_string());
            high.split('.').next().unwrap().parse::<i64>().unwrap() * 10 + 10
        };
        let inside = |x: i64, y: i64, tag: &str| {
            assert!((0..=WIDTH * 10).contains(&x) && (0..=height).contains(&y), "{x} {y} of {height}: {tag}");
        };
        let mut open: Vec<&str> = Vec::new();
        for part in svg.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap();
            assert!(!text.contains(char::is_control));
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name));
                continue;
            }
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            let name = tag.split(' ').next().unwrap();
            if !tag.ends_with('/') {
                open.push(name);
            }
            match name {
                "line" => {
                    inside(tenths(tag, "x1").unwrap(), tenths(tag, "y1").unwrap(), tag);
                    inside(tenths(tag, "x2").unwrap(), tenths(tag, "y2").unwrap(), tag);
                }
                "rect" => {
                    let (x, y) = (tenths(tag, "x").unwrap(), tenths(tag, "y").unwrap());
                    inside(x, y, tag);
                    inside(x + tenths(tag, "width").unwrap(), y + tenths(tag, "height").unwrap(), tag);
                    assert!(tenths(tag, "width").unwrap() >= 0);
                }
                "circle" => {
                    let (x, y, r) =
                        (tenths(tag, "cx").unwrap(), tenths(tag, "cy").unwrap(), tenths(tag, "r").unwrap());
                    inside(x - r, y - r, tag);
                    inside(x + r, y + r, tag);
                }
                "text" => {
                    let text = text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
                    let text = text.replace("&amp;", "&");
                    let (x, y) = (tenths(tag, "x").unwrap(), tenths(tag, "y").unwrap());
                    let (before, after) = match tag {
                        _ if tag.contains("middle") => (width(&text) / 2, width(&text) / 2),
                        _ if tag.contains("anchor=\"end\"") => (width(&text), 0),
                        _ => (0, width(&text)),
                    };
                    inside(x - before, y - TEXT * 8, tag);
                    inside(x + after, y, tag);
                }
                "polyline" | "polygon" => {
                    for place in tag.split("points=\"").nth(1).unwrap().split('"').next().unwrap().split(' ')
                    {
                        let (x, y) = place.split_once(',').unwrap();
                        let place = format!(" x=\"{x}\" y=\"{y}\"");
                        inside(tenths(&place, "x").unwrap(), tenths(&place, "y").unwrap(), tag);
                    }
                }
                _ => assert!(matches!(name, "svg" | "g"), "{tag}"),
            }
        }
        assert!(open.is_empty());
    }

    #[test]
    fn dates_make_lines_and_labels_alone_make_bars() {
        let lines = [point("E", "2019", "24"), point("E", "2020-06-29", "95"), point("N", "2019-11", "50")];
        assert!(chart(&series(&lines)).starts_with("<svg class=\"chart lines\""));
        for bars in [
            vec![point("E", "2019", "24"), point("N", "2020", "95")],
            vec![point("E", "", "24"), point("E", "2019", "95"), point("E", "2020", "95")],
            vec![point("E", "2019", "1")],
            vec![],
        ] {
            assert!(chart(&series(&bars)).starts_with("<svg class=\"chart bars\""), "{bars:?}");
        }
        assert!(is_readable(&series(&lines)));
        assert!(!is_readable(&series(&lines[..2])), "two numbers are told by a table");
        assert_eq!(vague_marks(&chart(&series(&lines))), "○");
        let second = [point("E", "2019-11", "24"), point("N", "2019", "5"), point("N", "2020-06", "95")];
        assert_eq!(vague_marks(&chart(&series(&second))), "□");
        let years = [point("E", "2019", "24"), point("E", "2020", "95"), point("E", "2021", "96")];
        assert_eq!(vague_marks(&chart(&series(&years))), "");
    }

    #[test]
    fn a_drawing_says_what_it_shows() {
        let points = [point("E \"x\"", "2019", "24"), point("E \"x\"", "2020-06-29", "95")];
        let svg = chart(&series(&points));
        assert!(
            svg.contains(
                "role=\"img\" aria-label=\"Line chart: A &amp; &lt;b&gt;. E &quot;x&quot;: 24 (2019) to 95 (2020-06-29).\""
            ),
            "{svg}"
        );
    }

    #[test]
    fn the_outmost_numbers_have_a_sound_drawing() {
        let most = "79228162514264337593543950335";
        let least = "-79228162514264337593543950335";
        let tiny = "0.0000000000000000000000000001";
        let long = "A name that is far too long to stand beside any bar of a small chart, 诺基亚 诺基亚 诺基亚 诺基亚";
        for values in
            [vec!["5"], vec!["5", "5", "5"], vec!["0", "0"], vec![most, least, tiny], vec!["-3", "-4"]]
        {
            for label in ["a", long, "", "\u{1}"] {
                for when in
                    [["", ""], ["2020", "2021"], ["2020-01-01", "2020-01-01"], ["0001-01-01", "9999-12-31"]]
                {
                    let points: Vec<_> = values
                        .iter()
                        .enumerate()
                        .map(|(nth, value)| point(label, when[nth % 2], value))
                        .collect();
                    check(&chart(&series(&points)));
                }
            }
        }
    }

    #[test]
    fn two_hundred_points_have_a_sound_drawing() {
        let values: Vec<String> = (0..200).map(|nth| ((nth * 37) % 101).to_string()).collect();
        let whens: Vec<String> =
            (0..200).map(|nth| format!("{}-{:02}", 2000 + nth / 12, nth % 12 + 1)).collect();
        let labels: Vec<String> = (0..200).map(|nth| format!("Company {nth}")).collect();
        let line: Vec<_> = whens.iter().zip(&values).map(|(when, value)| point("a", when, value)).collect();
        check(&chart(&series(&line)));
        let bars: Vec<_> = labels.iter().zip(&values).map(|(label, value)| point(label, "", value)).collect();
        check(&chart(&series(&bars)));
        let many: Vec<_> =
            labels.iter().flat_map(|label| [point(label, "2019", "1"), point(label, "2020", "2")]).collect();
        check(&chart(&series(&many)));
        assert!(is_readable(&series(&line)) && !is_readable(&series(&bars)) && !is_readable(&series(&many)));
    }

    proptest! {
        #[test]
        fn any_numbers_have_a_sound_drawing(
            values in prop::collection::vec(
                (any::<i64>(), 0_u32..=28, 0_u8..4, 0_i16..40, any::<bool>(), any::<bool>()), 0..24),
            parts in any::<bool>(),
            dated in any::<bool>(),
        ) {
            let labels = ["Ericsson", "Nokia & Co <\">", "中兴通讯", "A long name of somebody who counts much"];
            let made: Vec<(String, String, Decimal)> = values
                .iter()
                .map(|(value, scale, _, year, known, _)| {
                    let value = Decimal::from_i128_with_scale(i128::from(*value), *scale);
                    let when = if *known { format!("{}", 2000 + year) } else { format!("{}-02-{:02}", 2000 + year, year % 28 + 1) };
                    (if dated { when } else { String::new() }, value.to_string(), value)
                })
                .collect();
            let points: Vec<Point<'_>> = values
                .iter()
                .zip(&made)
                .map(|((_, _, label, _, expected, range), (when, text, value))| Point {
                    label: labels[usize::from(*label)],
                    date: PartialDate::read(when),
                    when,
                    value: *value,
                    text,
                    low: range.then(|| value.checked_sub(Decimal::TEN).unwrap_or(*value)),
                    high: range.then(|| value.checked_add(Decimal::TEN).unwrap_or(*value)),
                    expected: *expected,
                })
                .collect();
            let drawn = Series { name: "Any", suffix: "", parts, points: &points };
            let svg = chart(&drawn);
            check(&svg);
            prop_assert_eq!(svg, chart(&drawn));
        }
    }
}
