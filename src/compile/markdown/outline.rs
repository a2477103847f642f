//! A body's headings: their texts, levels and ids.
//!
//! Takes headings as they are met, gives the outline of the page and its findings: a
//! heading of the first level, and an id that is given twice. Must not know the rest of Markdown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::{SourceFile, line_range};
use crate::model::body::{Body, Heading};

use super::headings::{Holder, Wanted, heading_ids};
use super::text::{collapsed, smart};

/// The id of the page's main part.
const MAIN: &str = "_main";

/// The headings of a body so far.
#[derive(Default)]
pub(super) struct Outline {
    headings: Vec<Written>,
    /// Where the text of the open heading begins in the plain text.
    open: usize,
}

struct Written {
    level: u8,
    text: String,
    /// Where the heading stands in the file.
    place: Range<usize>,
    /// The id that the writer gave, and where.
    id: Option<(Range<usize>, String)>,
}

impl Outline {
    /// A heading begins.
    pub(super) fn begin(
        &mut self,
        level: u8,
        place: Range<usize>,
        id: Option<(Range<usize>, String)>,
        at: usize,
    ) {
        self.open = at;
        self.headings.push(Written {
            level,
            text: String::new(),
            place,
            id: id.filter(|(_, id)| !id.is_empty()),
        });
    }

    /// The heading ends; `plain` is the text up to here.
    pub(super) fn end(&mut self, plain: &str) {
        if let Some(heading) = self.headings.last_mut() {
            heading.text = collapsed(plain.get(self.open..).unwrap_or_default());
        }
    }

    /// Puts the headings into the body.
    pub(super) fn finish(
        &self,
        body: &mut Body,
        file: &SourceFile,
        typographic: bool,
        elsewhere: &[String],
        findings: &mut Vec<Finding>,
    ) {
        let wanted: Vec<_> = self.headings.iter().map(Written::wanted).collect();
        let found = heading_ids(&wanted, elsewhere);
        for &(this, earlier) in &found.claimed_twice {
            let earlier = match earlier {
                Holder::Heading(index) => self.headings.get(index),
                Holder::Elsewhere => None,
            };
            findings.extend(claimed_twice(file, self.headings.get(this), earlier));
        }
        if let Some(first) = self.headings.iter().find(|heading| heading.level == 1) {
            body.lower_headings = true;
            findings.push(second_h1(file, first));
        }
        let lower = u8::from(body.lower_headings);
        body.headings = (self.headings.iter().zip(found.ids))
            .map(|(heading, id)| Heading {
                level: (heading.level + lower).clamp(2, 6),
                id,
                text: if typographic { smart(&heading.text).into_owned() } else { heading.text.clone() },
            })
            .collect();
    }
}

impl Written {
    fn wanted(&self) -> Wanted<'_> {
        Wanted { text: &self.text, explicit: self.id.as_ref().map(|(_, id)| id.as_str()) }
    }
}

fn claimed_twice(file: &SourceFile, this: Option<&Written>, earlier: Option<&Written>) -> Option<Finding> {
    let (place, id) = this?.id.as_ref()?;
    let Some((earlier, _)) = earlier.and_then(|earlier| earlier.id.as_ref()) else {
        return Some(id_stands_elsewhere(file, place.clone(), id).help("give the heading another id"));
    };
    let message = format!("the id `{id}` is already that of a heading above");
    Some(
        Finding::new(Code::DuplicateHeadingId, &file.path, Place::at(place.clone()), message)
            .help("give one of the two another id; links lead to the first")
            .related(&file.path, Place::at(earlier.clone()), "it is first given here"),
    )
}

/// An id that a note, HTML or the page's own frame has.
fn id_stands_elsewhere(file: &SourceFile, place: Range<usize>, id: &str) -> Finding {
    let message = format!("the id `{id}` is already that of something else on the page");
    Finding::new(Code::DuplicateHeadingId, &file.path, Place::at(place), message)
}

/// The ids that are no heading's: the page's own, those of notes, and those in HTML. One in HTML
/// that is taken is reported.
pub(super) fn ids_elsewhere(
    file: &SourceFile,
    notes: &[String],
    html: Vec<(Range<usize>, String)>,
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    let mut ids: BTreeSet<String> = notes.iter().cloned().chain([MAIN.to_owned()]).collect();
    for (place, id) in html {
        if ids.contains(&id) {
            findings.push(id_stands_elsewhere(file, place, &id).help("give one of the two another id"));
        }
        ids.insert(id);
    }
    ids.into_iter().collect()
}

fn second_h1(file: &SourceFile, heading: &Written) -> Finding {
    let message = "this is a heading of the first level, which the page has in its title; all headings here are set one level down";
    let line = line_range(&file.text, heading.place.start);
    let place = heading.place.start..heading.place.end.min(line.end).max(heading.place.start);
    let finding = Finding::new(Code::SecondH1, &file.path, Place::at(place.clone()), message)
        .help("begin with `##`, and set the headings below it one level down as well");
    let Some(mended) = mended(file, heading, &line) else { return finding };
    let underlined = !file.text.get(heading.place.clone()).unwrap_or_default().starts_with('#');
    let finding = if underlined { finding.help("delete the line of `=` below it") } else { finding };
    finding.mended(mended)
}

/// The heading's line as one of the second level; for one that is underlined, of its first line.
fn mended(file: &SourceFile, heading: &Written, line: &Range<usize>) -> Option<String> {
    let before = file.text.get(line.start..heading.place.start)?;
    let written = file.text.get(heading.place.start..line.end)?;
    if written.starts_with('#') {
        return Some(format!("{before}#{written}"));
    }
    let whole = file.text.get(heading.place.clone())?;
    (whole.lines().count() == 2).then(|| format!("{before}## {written}"))
}
