//! Quotes, figures and series in the text of their article.
//!
//! Takes an article whose text is HTML already, says which block of it stands for what, and checks
//! that what it names and what it quotes is there. Makes no HTML.

use std::collections::BTreeSet;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::base::slug::slug;
use crate::base::source::{SourceFile, line_range};
use crate::model::article::{Manuscript, Status};
use crate::model::body::Placed;
use crate::model::record::{Quote, Record};

use super::markdown::inline::inline;
use super::quoted::Wording;

/// The words after the fence of a block that stands for something of the front matter.
pub const PLACING: &[&str] = &["quote", "figure", "series"];

/// What a block stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Thing<'a> {
    /// A quote, by its place in the front matter.
    Quote(usize),
    /// A figure, likewise.
    Figure(usize),
    /// A series, by its name.
    Series(&'a str),
}

impl<'a> Thing<'a> {
    /// What this block stands for, if there is such a thing.
    pub fn of(record: &'a Record, block: &Placed) -> Option<Self> {
        let named = Some(block.name.as_str()).filter(|name| !name.is_empty())?;
        match block.word.as_ref() {
            "quote" => {
                record.quotes.iter().position(|quote| quote.id.as_deref() == Some(named)).map(Self::Quote)
            }
            "figure" => {
                record.figures.iter().position(|figure| figure.id.as_deref() == Some(named)).map(Self::Figure)
            }
            _ => series(record)
                .into_iter()
                .find(|name| *name == named || slug(name, "en") == named)
                .map(Self::Series),
        }
    }

    /// The id of its element, by which a link can lead to it.
    pub fn anchor(self, record: &Record) -> Option<String> {
        match self {
            Self::Quote(index) => Some(format!("quote-{}", record.quotes.get(index)?.id.as_deref()?)),
            Self::Figure(index) => Some(format!("figure-{}", record.figures.get(index)?.id.as_deref()?)),
            Self::Series(name) => Some(format!("series-{}", slug(name, "en"))).filter(|id| id.len() > 7),
        }
    }
}

/// The names of an article's series, in the order of its file.
pub fn series(record: &Record) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in record.figures.iter().filter_map(|figure| figure.series.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What no block of an article places, in the order of its file: all figures, and the quotes that
/// its text does not have. A series whose figures are all placed one by one is not among it.
pub fn left_over(written: &Manuscript) -> Vec<Thing<'_>> {
    let record = &written.record;
    if (record.quotes.is_empty() && record.figures.is_empty()) || written.status == Status::Withdrawn {
        return Vec::new();
    }
    let placed: BTreeSet<Thing<'_>> =
        written.body.placed.iter().filter_map(|block| Thing::of(record, block)).collect();
    let mut left: Vec<Thing<'_>> = Vec::new();
    for index in 0..record.quotes.len() {
        if !written.body.said.contains(&index) && !placed.contains(&Thing::Quote(index)) {
            left.push(Thing::Quote(index));
        }
    }
    let figures = || record.figures.iter().enumerate();
    let mut series = BTreeSet::new();
    for (index, figure) in figures() {
        let placed_alone = placed.contains(&Thing::Figure(index));
        match figure.series.as_deref() {
            None if !placed_alone => left.push(Thing::Figure(index)),
            Some(name) if !placed_alone && !placed.contains(&Thing::Series(name)) && series.insert(name) => {
                left.push(Thing::Series(name));
            }
            _ => {}
        }
    }
    left
}

/// Checks what an article puts on record against its text, and makes its figures known as places
/// that a link may lead to. `false` if an error was found.
pub fn check_record(file: &SourceFile, written: &mut Manuscript, findings: &mut Vec<Finding>) -> bool {
    let path = &file.path;
    let record = &written.record;
    let before = findings.len();
    for block in &written.body.placed {
        if Thing::of(record, block).is_none() {
            findings.push(unknown(file, record, block));
        }
    }
    if record.quotes.is_empty() && record.figures.is_empty() {
        return findings.len() == before;
    }
    let anchors = anchors(path, written, findings);
    let sound = findings.len() == before;
    written.body.said = said(written);
    quotes_are_there(path, written, findings);
    written.body.anchors.extend(anchors);
    sound
}

/// Which quotes the text has. Of a withdrawn article nothing is printed that could have them.
fn said(written: &Manuscript) -> Vec<usize> {
    let quotes = &written.record.quotes;
    if quotes.is_empty() || written.status == Status::Withdrawn {
        return Vec::new();
    }
    // A first paragraph that repeats the standfirst is printed as the standfirst.
    let standfirst = written.standfirst.as_deref().map(|text| inline(text, false)).unwrap_or_default();
    let text = Wording::of_html(&format!("{standfirst}\n{}", written.body.html.text().unwrap_or_default()));
    (0..quotes.len()).filter(|index| text.has(&quotes[*index].text)).collect()
}

fn quotes_are_there(path: &SourcePath, written: &Manuscript, findings: &mut Vec<Finding>) {
    let record = &written.record;
    if written.status == Status::Withdrawn {
        return;
    }
    let placed: Vec<Option<Thing<'_>>> =
        written.body.placed.iter().map(|block| Thing::of(record, block)).collect();
    for (index, quote) in record.quotes.iter().enumerate() {
        if !written.body.said.contains(&index) && !placed.contains(&Some(Thing::Quote(index))) {
            findings.push(not_found(path, index, quote));
        }
    }
}

fn not_found(path: &SourcePath, index: usize, quote: &Quote) -> Finding {
    let place = Place::value(KeyPath::of("quotes").item(index).key("text"));
    let message =
        format!("the text does not have this quote of {}; it is printed after the text", quote.speaker);
    let finding = Finding::new(Code::QuoteNotFound, path, place, message);
    let finding = finding.help("quote the same words as the text; `…` stands for words left out");
    match &quote.id {
        Some(id) => finding.help(format!("or place it by a fenced block `quote` that holds `{id}`")),
        None => finding.help("or give it an `id`, and place it by a fenced block `quote` that holds the id"),
    }
}

/// The ids that the article's things have on its page; none of them may be there already.
fn anchors(path: &SourcePath, written: &Manuscript, findings: &mut Vec<Finding>) -> Vec<String> {
    let record = &written.record;
    let body = &written.body;
    let mut taken: BTreeSet<&str> = body.headings.iter().map(|heading| heading.id.as_str()).collect();
    taken.extend(body.anchors.iter().map(String::as_str));
    let quotes = (0..record.quotes.len())
        .map(|index| (Thing::Quote(index), KeyPath::of("quotes").item(index).key("id")));
    let figures = (0..record.figures.len())
        .map(|index| (Thing::Figure(index), KeyPath::of("figures").item(index).key("id")));
    let series = series(record).into_iter().map(|name| {
        let first = record.figures.iter().position(|figure| figure.series.as_deref() == Some(name));
        (Thing::Series(name), KeyPath::of("figures").item(first.unwrap_or_default()).key("series"))
    });
    let mut anchors: Vec<String> = Vec::new();
    for (thing, key) in quotes.chain(figures).chain(series) {
        let Some(anchor) = thing.anchor(record) else { continue };
        let elsewhere = taken.contains(anchor.as_str());
        if elsewhere || anchors.contains(&anchor) {
            let other = if elsewhere { "a heading, a note or HTML" } else { "another series" };
            let message =
                format!("on the page this has the id `{anchor}`, which {other} of this article has already");
            let finding = Finding::new(Code::DuplicateId, path, Place::value(key), message);
            findings.push(finding.help("give one of the two another name"));
        } else {
            anchors.push(anchor);
        }
    }
    anchors
}

fn unknown(file: &SourceFile, record: &Record, block: &Placed) -> Finding {
    let Placed { word, name, place } = block;
    let (quotes, figures): (Vec<&str>, Vec<&str>) = (
        record.quotes.iter().filter_map(|quote| quote.id.as_deref()).collect(),
        record.figures.iter().filter_map(|figure| figure.id.as_deref()).collect(),
    );
    let (names, other_names) = match word.as_ref() {
        "quote" => (quotes, [("figure", figures), ("series", series(record))]),
        "figure" => (figures, [("series", series(record)), ("quote", quotes)]),
        _ => (series(record), [("figure", figures), ("quote", quotes)]),
    };
    let finding =
        |message: String| Finding::new(Code::UnknownReference, &file.path, Place::at(place.clone()), message);
    let what = if word == "series" { "name of a series" } else { "id" };
    if name.is_empty() {
        return finding(format!("this block places nothing: it has no {what}"))
            .help(format!("write the {what} on a line between the two fences"));
    }
    if name.contains('\n') {
        return finding(format!("a block places one {word}, and this one has several lines"))
            .help("write a block for each");
    }
    let message = format!("the front matter of this article has no {word} `{name}`");
    if let Some((other, _)) = other_names.iter().find(|(_, names)| names.contains(&name.as_str())) {
        return finding(message).help(format!("`{name}` is a {other}: begin the block with `{other}`"));
    }
    let distance = |known: &&&str| strsim::osa_distance(&known.to_lowercase(), &name.to_lowercase());
    let near =
        names.iter().filter(|known| distance(known) <= 1.max(known.chars().count() / 3)).min_by_key(distance);
    match near {
        Some(near) => {
            let line = line_range(&file.text, place.start);
            let (before, after) =
                (file.text.get(line.start..place.start), file.text.get(place.end..line.end));
            let mended = before.zip(after).map(|(before, after)| format!("{before}{near}{after}"));
            Finding { mended, ..finding(message) }
        }
        None if names.is_empty() => {
            let key = if word == "quote" { "quotes" } else { "figures" };
            finding(message).help(format!("what a block places stands under `{key}`, with its {what}"))
        }
        None => finding(message).help(format!("it has `{}`", names.join("`, `"))),
    }
}
