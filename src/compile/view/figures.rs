//! What `figures.html` sees, and what `article.html` sees of an article's quotes, figures and series.
//!
//! Takes what an article puts on record, gives it in print. Where it stands is decided elsewhere.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::base::time::PartialDate;
use crate::compile::chart::calendar::middle;
use crate::compile::chart::plot::{self, Point, chart, is_readable};
use crate::compile::chart::scale::grouped;
use crate::compile::in_place::{self, Thing};
use crate::compile::markdown::inline::typographic;
use crate::model::article::Manuscript;
use crate::model::record::{Figure, FigureKind, Quote};

use super::article::source as cited;
use super::money::host;
use super::parts::{DateView, month_name};

/// The view of `figures.html`: `items`.
#[derive(Serialize, Debug)]
pub struct FiguresPage<'v, 'a> {
    /// What stands here, one after the other.
    pub items: Vec<Item<'v, 'a>>,
    /// The language of the theme's words, where the article has another.
    pub ours: Option<&'a str>,
}

/// One of `items`: a quote, a figure or a series; the other two are none.
#[derive(Serialize, Debug, Default)]
pub struct Item<'v, 'a> {
    /// A quote.
    pub quote: Option<&'v QuoteView<'a>>,
    /// A figure.
    pub figure: Option<&'v FigureView<'a>>,
    /// A series.
    pub series: Option<&'v SeriesView<'a>>,
    /// The id of its element; none where it has none, or stands above already.
    pub id: Option<String>,
}

/// What an article puts on record in quotes and numbers.
#[derive(Debug, Default)]
pub struct Told<'a> {
    /// What somebody said, in the order of the file.
    pub quotes: Vec<QuoteView<'a>>,
    /// Numbers, those of series among them, in the order of the file.
    pub figures: Vec<FigureView<'a>>,
    /// Series, in the order of the file.
    pub series: Vec<SeriesView<'a>>,
}

/// What somebody said.
#[derive(Serialize, Debug)]
pub struct QuoteView<'a> {
    /// What was said, without quotation marks.
    pub text: Cow<'a, str>,
    /// Who said it.
    pub speaker: &'a str,
    /// The speaker's page.
    pub href: Option<String>,
    /// The post then: as the article says it, else as the speaker's file has it for that day.
    pub role: Option<&'a str>,
    /// Where the speaker worked then.
    pub organisation: Option<&'a str>,
    /// When or where it was said, as printed.
    pub said: Option<Cow<'a, str>>,
    /// Who reports it.
    pub source: Option<NamedView<'a>>,
}

/// Who reports something: a name, or an address with a name.
#[derive(Clone, PartialEq, Eq, Serialize, Debug)]
pub struct NamedView<'a> {
    /// The name; of an address the name of its source, or its host.
    pub name: Cow<'a, str>,
    /// The address.
    pub href: Option<&'a str>,
}

/// A number with all that is needed to judge it.
#[derive(Serialize, Debug)]
pub struct FigureView<'a> {
    /// `poll`, `share`, `count`, `money` or `forecast`.
    pub kind: &'static str,
    /// What it is of.
    pub label: Cow<'a, str>,
    /// The number with its unit: `84%`, `EUR 311 million`, `232,000 base stations`.
    pub value: String,
    /// The number alone: `232,000`.
    pub number: String,
    /// The number for machines: `232000`.
    pub plain: String,
    /// What it may be: `80 to 88%`, `at least 80%`.
    pub range: Option<String>,
    /// The question.
    pub asked: Option<Cow<'a, str>>,
    /// How many were asked: `1,204`.
    pub sample: Option<String>,
    /// Whether it is a poll that does not say how many were asked.
    pub sample_missing: bool,
    /// Who was asked.
    pub population: Option<Cow<'a, str>>,
    /// When it was so: a day, `June 2020` or `2020`.
    pub date: Option<DateView>,
    /// Who counted or asked.
    pub by: Option<Cow<'a, str>>,
    /// Who reports it.
    pub source: Option<NamedView<'a>>,
}

/// Figures that belong together.
#[allow(clippy::struct_excessive_bools, reason = "each decides about a column or a line of its table")]
#[derive(Serialize, Debug)]
pub struct SeriesView<'a> {
    /// Its name as it is written, by which a block of the text names it.
    #[serde(skip)]
    pub written: &'a str,
    /// Its name.
    pub name: Cow<'a, str>,
    /// The heading of its numbers: their unit, else `Share`, `Number` and the like.
    pub heading: &'a str,
    /// Whether each number is printed with its unit, since they are in per cent or differ.
    pub with_units: bool,
    /// Its figures, those of one label together, by date.
    pub rows: Vec<RowView<'a>>,
    /// Whether the dates differ, so that each row has its own.
    pub with_dates: bool,
    /// Whether some row has a range.
    pub with_ranges: bool,
    /// Whether it differs who was asked, or what the numbers are of.
    pub with_populations: bool,
    /// Whether the samples differ.
    pub with_samples: bool,
    /// Whether those who say so differ.
    pub with_sources: bool,
    /// The chart as SVG; none where there is too little or too much to draw, or the units differ.
    pub chart_html: Option<String>,
    /// The marks of the chart at points of which only the year is known, while more is known of others:
    /// `○ △`; empty where there are none.
    pub vague: String,
    /// Whether some of its numbers, but not all, are expected only.
    pub forecast: bool,
}

/// A figure in the table of its series.
#[derive(Serialize, Debug)]
pub struct RowView<'a> {
    /// The figure.
    pub figure: FigureView<'a>,
    /// The date in short, where the rows have their own: `19 Nov 2019`.
    pub short_date: Option<String>,
    /// On the first row of a label the number of its rows, else 0.
    pub span: usize,
    /// Whether it is the last row of its label.
    pub last: bool,
}

/// All that an article puts on record in quotes and numbers. `page_of` gives a person's page.
pub fn told<'a>(written: &'a Manuscript, smart: bool, page_of: &dyn Fn(&str) -> Option<String>) -> Told<'a> {
    let record = &written.record;
    let quotes = record.quotes.iter().map(|quote| quote_view(written, quote, smart, page_of));
    let figures = record.figures.iter().map(|figure| figure_view(written, figure, smart));
    let series = in_place::series(record).into_iter().map(|name| series_view(written, name, smart));
    Told { quotes: quotes.collect(), figures: figures.collect(), series: series.collect() }
}

impl<'a> Told<'a> {
    /// One thing of it, to be printed.
    pub fn item(&self, thing: Thing<'_>, id: Option<String>) -> Item<'_, 'a> {
        let mut item = Item { id, ..Item::default() };
        match thing {
            Thing::Quote(index) => item.quote = self.quotes.get(index),
            Thing::Figure(index) => item.figure = self.figures.get(index),
            Thing::Series(name) => item.series = self.series.iter().find(|series| series.written == name),
        }
        item
    }
}

fn quote_view<'a>(
    written: &'a Manuscript,
    quote: &'a Quote,
    smart: bool,
    page_of: &dyn Fn(&str) -> Option<String>,
) -> QuoteView<'a> {
    let set = |text| typographic(text, smart);
    QuoteView {
        text: set(&quote.text),
        speaker: &quote.speaker,
        href: page_of(&quote.speaker),
        role: quote.role.as_deref(),
        organisation: quote.organisation.as_deref(),
        said: quote.said.as_deref().map(set),
        source: quote.source.as_deref().map(|source| named(written, source, smart)),
    }
}

fn figure_view<'a>(written: &'a Manuscript, figure: &'a Figure, smart: bool) -> FigureView<'a> {
    let unit = figure.unit.as_deref();
    let with_unit = |number: Decimal| amount(&grouped(number), unit);
    let set = |text| typographic(text, smart);
    FigureView {
        kind: figure.kind.name(),
        label: set(&figure.label),
        value: with_unit(figure.value),
        number: grouped(figure.value),
        plain: figure.value.to_string(),
        range: range(figure, unit),
        asked: figure.asked.as_deref().map(set),
        sample: figure.sample.map(|sample| grouped(Decimal::from(sample))),
        sample_missing: figure.kind == FigureKind::Poll && figure.sample.is_none(),
        population: figure.population.as_deref().map(set),
        date: figure.date.map(DateView::partial),
        by: figure.by.as_deref().map(set),
        source: figure.source.as_deref().map(|source| named(written, source, smart)),
    }
}

/// The range of a figure, in this unit.
fn range(figure: &Figure, unit: Option<&str>) -> Option<String> {
    let with_unit = |number: Decimal| amount(&grouped(number), unit);
    match (figure.low, figure.high) {
        (Some(low), Some(high)) if low.is_sign_negative() => {
            Some(format!("{} to {}", with_unit(low), with_unit(high)))
        }
        (Some(low), Some(high)) => Some(amount(&format!("{} to {}", grouped(low), grouped(high)), unit)),
        (Some(low), None) => Some(format!("at least {}", with_unit(low))),
        (None, Some(high)) => Some(format!("at most {}", with_unit(high))),
        (None, None) => None,
    }
}

/// A source as it is printed: by the name that the article's `sources` give to its address.
fn named<'a>(written: &'a Manuscript, source: &'a str, smart: bool) -> NamedView<'a> {
    if !source.starts_with("https://") && !source.starts_with("http://") {
        return NamedView { name: typographic(source, smart), href: None };
    }
    let known = written.sources.iter().find(|known| known.url == source).map(cited);
    let name = known.map_or_else(|| host(source), |known| known.publisher.unwrap_or(known.title));
    NamedView { name: typographic(name, smart), href: Some(source) }
}

/// The sign of a currency by its ISO 4217 code, where that is a currency's own; `¥` would be two.
fn sign_of(code: &str) -> Option<&'static str> {
    match code {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("US$"),
        "INR" => Some("₹"),
        _ => None,
    }
}

/// A number with its unit, as it is printed. A currency stands before the number.
fn amount(number: &str, unit: Option<&str>) -> String {
    let Some(unit) = unit else { return number.to_owned() };
    if unit == "%" {
        return format!("{number}%");
    }
    let (first, rest) = unit.split_once(' ').map_or((unit, ""), |(first, rest)| (first, rest.trim()));
    let first = sign_of(first).unwrap_or(first);
    let code = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    let symbol = first.ends_with(['$', '€', '£', '¥', '₹', '₩']);
    let (sign, digits) = number.strip_prefix('−').map_or(("", number), |digits| ("−", digits));
    let front = match (code, symbol) {
        (true, _) => format!("{first}\u{A0}{number}"),
        (_, true) => format!("{sign}{first}{digits}"),
        _ => return format!("{number}\u{A0}{unit}"),
    };
    if rest.is_empty() { front } else { format!("{front}\u{A0}{rest}") }
}

/// A date in short: `19 Nov 2019`.
fn short(date: PartialDate) -> String {
    let month = date.month.map(|month| format!("{} ", month_name(month).get(..3).unwrap_or_default()));
    let day = date.day.map(|day| format!("{day} "));
    format!("{}{}{}", day.unwrap_or_default(), month.unwrap_or_default(), date.year)
}

fn series_view<'a>(written: &'a Manuscript, name: &'a str, smart: bool) -> SeriesView<'a> {
    let figures = of_series(written, name);
    let mut views: Vec<FigureView<'a>> =
        figures.iter().map(|figure| figure_view(written, figure, smart)).collect();
    let unit = figures.first().and_then(|figure| figure.unit.as_deref());
    let one_unit = figures.iter().all(|figure| figure.unit.as_deref() == unit);
    let heading = match figures.first().map(|figure| figure.kind) {
        Some(kind) if !one_unit || matches!(unit, None | Some("%")) => heading(kind),
        _ => unit.unwrap_or("Number"),
    };
    let with_dates = figures.windows(2).any(|pair| pair[0].date != pair[1].date);
    let chart_html = if one_unit { drawn(name, unit, &figures, &views) } else { None };
    let vague = chart_html.as_deref().map(plot::vague_marks).unwrap_or_default();
    let differ = |same: &dyn Fn(&FigureView<'a>, &FigureView<'a>) -> bool| {
        views.windows(2).any(|pair| !same(&pair[0], &pair[1]))
    };
    let with_populations = differ(&|one, other| one.population == other.population);
    let with_samples = differ(&|one, other| one.sample == other.sample);
    let with_sources = differ(&|one, other| one.by == other.by && one.source == other.source);
    let expected = figures.iter().filter(|figure| figure.kind == FigureKind::Forecast).count();
    let forecast = (1..figures.len()).contains(&expected);
    let with_units = !one_unit || unit == Some("%");
    if !with_units {
        views.iter_mut().zip(&figures).for_each(|(view, figure)| view.range = range(figure, None));
    }
    let with_ranges = views.iter().any(|view| view.range.is_some());
    SeriesView {
        rows: rows(&figures, views),
        written: name,
        name: typographic(name, smart),
        heading,
        with_units,
        with_dates,
        with_ranges,
        with_populations,
        with_samples,
        with_sources,
        chart_html,
        vague,
        forecast,
    }
}

fn rows<'a>(figures: &[&Figure], views: Vec<FigureView<'a>>) -> Vec<RowView<'a>> {
    let other = |a: usize, b: usize| {
        let label = |index: usize| figures.get(index).map(|figure| figure.label.as_str());
        label(a) != label(b)
    };
    let mut rows: Vec<RowView<'a>> = Vec::with_capacity(views.len());
    let mut begin = 0;
    for (index, (figure, written)) in views.into_iter().zip(figures).enumerate() {
        begin = if other(begin, index) { index } else { begin };
        let short_date = written.date.map(short);
        rows.push(RowView { figure, short_date, span: 0, last: other(index, index + 1) });
        rows[begin].span += 1;
    }
    rows
}

/// The figures of a series, those of one label together in the order of the labels' first ones, by date.
fn of_series<'a>(written: &'a Manuscript, name: &str) -> Vec<&'a Figure> {
    let figures = written.record.figures.iter().filter(|figure| figure.series.as_deref() == Some(name));
    let mut figures: Vec<&Figure> = figures.collect();
    let mut first = std::collections::BTreeMap::new();
    for (index, figure) in figures.iter().enumerate() {
        first.entry(figure.label.as_str()).or_insert(index);
    }
    figures.sort_by_key(|figure| (first.get(figure.label.as_str()).copied(), figure.date.map(middle)));
    figures
}

fn heading(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Share => "Share",
        FigureKind::Poll => "Answers",
        FigureKind::Count => "Number",
        FigureKind::Money => "Amount",
        FigureKind::Forecast => "Forecast",
    }
}

/// The chart of a series of one unit. Where one date is that of all, bars tell who says so.
fn drawn(name: &str, unit: Option<&str>, figures: &[&Figure], views: &[FigureView<'_>]) -> Option<String> {
    let with_dates = figures.windows(2).any(|pair| pair[0].date != pair[1].date);
    let percent = unit == Some("%");
    let points = figures.iter().zip(views).map(|(figure, view)| Point {
        label: &view.label,
        date: figure.date,
        when: match (&view.date, &view.by, &view.source) {
            (Some(date), ..) if with_dates => &date.text,
            (_, Some(by), _) if !with_dates => by,
            (_, None, Some(source)) if !with_dates => &source.name,
            _ => "",
        },
        value: figure.value,
        text: if percent { &view.value } else { &view.number },
        low: figure.low,
        high: figure.high,
        expected: figure.kind == FigureKind::Forecast,
    });
    let points: Vec<Point<'_>> = points.collect();
    let parts =
        percent && figures.iter().all(|figure| matches!(figure.kind, FigureKind::Share | FigureKind::Poll));
    let series = plot::Series { name, suffix: if percent { "%" } else { "" }, parts, points: &points };
    is_readable(&series).then(|| chart(&series))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_printed_with_its_unit_where_readers_expect_it() {
        for (number, unit, expected) in [
            ("84", Some("%"), "84%"),
            ("311", Some("EUR million"), "€311\u{A0}million"),
            ("−3", Some("USD"), "−US$3"),
            ("37.1", Some("CNY billion"), "CNY\u{A0}37.1\u{A0}billion"),
            ("6.6", Some("US$ billion"), "US$6.6\u{A0}billion"),
            ("−3", Some("€"), "−€3"),
            ("133,000", Some("base stations"), "133,000\u{A0}base stations"),
            ("5", None, "5"),
        ] {
            assert_eq!(amount(number, unit), expected);
        }
    }
}
