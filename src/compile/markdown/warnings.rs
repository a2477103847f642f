//! What a writer should know of the raw HTML and the foreign markup in a body.
//!
//! Takes pieces of HTML and constructs with their places, gives findings, and the links, ids and
//! words that stand in the HTML.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::SourceFile;
use crate::model::config::RawHtml;

use super::foreign::Construct;
use super::rawhtml::{addresses, plain_value};
use super::sanitise;
use super::scan::Scan;
use super::tags::{Piece, RawTag, pieces};

const HELP: &str = "`raw_html: allow` in `dateline.yaml` lets all HTML through, if everyone who writes for the site may use it";

impl Scan<'_> {
    /// Reads raw HTML that begins here in the body.
    pub(super) fn read_html(&mut self, html: &str, at: usize) {
        if self.raw_html == RawHtml::Escape {
            let mask = self.mask;
            self.say(&mask.restore(html));
            return;
        }
        let mut rest = pieces(html);
        while let Some(piece) = rest.next() {
            match piece {
                Piece::Comment => {}
                Piece::Text(range) => {
                    let mask = self.mask;
                    self.say(&mask.restore(&html[range]));
                }
                Piece::Tag(tag) => {
                    let name = html[tag.name.clone()].to_ascii_lowercase();
                    if sanitise::goes_with_content(&name) && !tag.closing {
                        rest.skip_content(&name);
                    }
                    self.tag(html, at, &tag, &name);
                }
            }
        }
    }

    fn tag(&mut self, html: &str, at: usize, tag: &RawTag, name: &str) {
        if !tag.closing {
            let sanitised = self.raw_html == RawHtml::Sanitize;
            if sanitised && !sanitise::tag_allowed(name) {
                self.removed_tag(name, self.in_file(&(at + tag.range.start..at + tag.range.end)));
                return;
            }
            if sanitised {
                self.removed_attributes(html, at, tag, name);
            }
            self.anchors(html, at, tag);
            for (kind, value) in addresses(html, tag) {
                let to = plain_value(&self.mask.restore(&html[value.clone()]));
                // One that is refused is reported as an attribute.
                if !sanitised || sanitise::refused_value(name, "href", &to).is_none() {
                    let place = self.in_file(&(at + value.start..at + value.end));
                    self.address(kind, &to, place);
                }
            }
            self.raw_image(html, at, tag, name);
        }
        if !matches!(
            name,
            "a" | "b" | "em" | "i" | "strong" | "span" | "sub" | "sup" | "mark" | "u" | "s" | "wbr"
        ) {
            self.say("\n");
        }
    }

    fn removed_tag(&mut self, name: &str, place: Range<usize>) {
        let what = if sanitise::goes_with_content(name) {
            "it was taken away with all it holds"
        } else {
            "the tag was taken away, its text stays"
        };
        self.removed(format!("`<{name}>` is not allowed in an article; {what}"), place);
    }

    fn removed_attributes(&mut self, html: &str, at: usize, tag: &RawTag, name: &str) {
        for attribute in &tag.attributes {
            let written = &html[attribute.name.clone()];
            let lower = written.to_ascii_lowercase();
            let end = attribute.value.as_ref().map_or(attribute.name.end, |value| value.end);
            let value = attribute.value.clone().map(|value| self.mask.restore(&html[value]).into_owned());
            let message = if !sanitise::attribute_allowed(name, &lower) {
                format!(
                    "the attribute `{}` of `<{name}>` is not allowed in an article; it was taken away",
                    self.mask.restore(written)
                )
            } else if let Some(scheme) = value.and_then(|value| sanitise::refused_value(name, &lower, &value))
            {
                format!(
                    "the attribute `{written}` of `<{name}>` leads to an address that begins with `{scheme}:`; it was taken away"
                )
            } else {
                continue;
            };
            self.removed(message, self.in_file(&(at + attribute.name.start..at + end)));
        }
    }

    /// An attribute in the braces behind a heading.
    pub(super) fn heading_attribute(&mut self, name: &CowStr<'_>, heading: &Range<usize>) {
        if self.raw_html != RawHtml::Allow && !sanitise::attribute_allowed("h2", &name.to_ascii_lowercase()) {
            let message = format!(
                "the attribute `{}` of a heading is not allowed in an article; it was taken away",
                self.mask.restore(name)
            );
            self.removed(message, self.place(name, heading));
        }
    }

    fn removed(&mut self, message: String, place: Range<usize>) {
        self.findings
            .push(Finding::new(Code::RemovedHtml, &self.file.path, Place::at(place), message).help(HELP));
    }

    fn anchors(&mut self, html: &str, at: usize, tag: &RawTag) {
        for attribute in &tag.attributes {
            let name = &html[attribute.name.clone()];
            let is_id = name.eq_ignore_ascii_case("id");
            let is_anchor = is_id
                || (name.eq_ignore_ascii_case("name") && html[tag.name.clone()].eq_ignore_ascii_case("a"));
            if let Some(value) = attribute.value.clone().filter(|value| is_anchor && !value.is_empty()) {
                let id = html[value.clone()].to_owned();
                if is_id {
                    let place = self.in_file(&(at + value.start..at + value.end));
                    self.html_ids.push((place, id.clone()));
                }
                self.body.anchors.push(id);
            }
        }
    }

    fn raw_image(&mut self, html: &str, at: usize, tag: &RawTag, name: &str) {
        let has_alt = || {
            tag.attributes.iter().any(|attribute| html[attribute.name.clone()].eq_ignore_ascii_case("alt"))
        };
        if name == "img" && !has_alt() {
            let place = self.in_file(&(at + tag.range.start..at + tag.range.end));
            let finding = Finding::new(
                Code::MissingAlt,
                &self.file.path,
                Place::at(place),
                "this image has no text alternative",
            );
            self.findings
                .push(finding.help("say what it shows with `alt=\"…\"`; `alt=\"\"` if it only decorates"));
        }
    }
}

/// Warns of foreign markup, once for each construct of one name, where none of it is in code.
pub(super) fn foreign(
    file: &SourceFile,
    start: usize,
    constructs: &[Construct],
    silent: &[Range<usize>],
    findings: &mut Vec<Finding>,
) {
    let shown = |construct: &&Construct| {
        let before = silent.partition_point(|range| range.start <= construct.range.start);
        before == 0 || silent[before - 1].end <= construct.range.start
    };
    // By name: the first of them, and how many there are, ends of pairs not counted.
    let mut names: BTreeMap<&str, (&Construct, usize)> = BTreeMap::new();
    for construct in constructs.iter().filter(shown) {
        let entry = names.entry(&construct.name).or_insert((construct, 0));
        entry.1 += usize::from(!construct.closing);
    }
    let mut found: Vec<_> = names.into_values().collect();
    found.sort_by_key(|(first, _)| first.range.start);
    for (first, count) in found {
        let times = if count > 1 { format!(" ({count} times in this file)") } else { String::new() };
        let message = format!(
            "`{}` is {} markup, which is not run here; readers see it as it stands{times}",
            first.name, first.language
        );
        let place = Place::at(start + first.range.start..start + first.range.end);
        findings.push(
            Finding::new(Code::ForeignMarkup, &file.path, place, message)
                .help("write it in Markdown; if readers should see it, put it between backticks"),
        );
    }
}
