//! HTML as it is written, one event of the Markdown parser after the other.
//!
//! Takes events, gives HTML. Reports nothing, and knows no page but this one: where links lead is
//! left open. Links and images are in `links`, footnotes in `footnotes`, blocks of code in `blocks`.

use std::borrow::Borrow;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, Tag, TagEnd};

use crate::model::body::Heading;
use crate::model::config::RawHtml;

use super::escape;
use super::links::{OpenImage, OpenLink};
use super::mask::Mask;
use super::notes::Notes;
use super::rawhtml;
use super::sanitise;
use super::tangle::is_tangled;

/// The start of a cell in a table's head.
const HEAD_CELL: &str = "<th scope=\"col\"";

/// What is written for the destination of a link or an image.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Addresses {
    /// A slot, to be filled when the site is known.
    Open,
    /// The destination itself.
    AsWritten,
}

/// HTML that is being written.
pub(super) struct Writer<'a> {
    pub(super) out: String,
    pub(super) mask: &'a Mask<'a>,
    pub(super) addresses: Addresses,
    pub(super) raw_html: RawHtml,
    /// How a tag without content ends.
    pub(super) void_end: &'static str,
    /// Whether HTML of the writer's own was let through, so that all must be cleaned.
    pub(super) unclean: bool,
    /// The open links.
    pub(super) links: Vec<OpenLink>,
    /// The open image, its text so far, and how deep its text is nested.
    pub(super) image: Option<OpenImage>,
    pub(super) headings: &'a [Heading],
    /// How many headings were begun, and the level of the last.
    heading: usize,
    level: u8,
    /// Lines of the open block of raw HTML.
    raw_block: Option<String>,
    alignments: Vec<Alignment>,
    cell: usize,
    /// The start of a block of code. It scrolls, so it must be reached by keyboard.
    pub(super) pre: &'static str,
    table: Table,
    /// Whether the first paragraph is still to be left out.
    pub(super) skip_first: bool,
    /// The end of what is left out.
    pub(super) skipping: Option<TagEnd>,
    /// The words that make a block a placing one, and how many were begun.
    pub(super) placing: &'static [&'static str],
    pub(super) placed: usize,
    pub(super) notes: Notes,
    /// What was being written before the open footnotes began.
    outer: Vec<(usize, String)>,
    /// The content of the definitions, each with its place among them.
    pub(super) note_texts: Vec<(usize, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Head,
    /// No row of the body yet.
    Rowless,
    Body,
}

impl<'a> Writer<'a> {
    pub(super) fn new(mask: &'a Mask<'a>, raw_html: RawHtml) -> Self {
        let length = mask.text().len();
        Self {
            out: String::with_capacity(length + length / 4),
            mask,
            addresses: Addresses::Open,
            raw_html,
            void_end: ">",
            unclean: false,
            links: Vec::new(),
            image: None,
            headings: &[],
            heading: 0,
            level: 0,
            raw_block: None,
            alignments: Vec::new(),
            cell: 0,
            pre: "<pre tabindex=\"0\"",
            table: Table::Head,
            skip_first: false,
            skipping: None,
            placing: &[],
            placed: 0,
            notes: Notes::default(),
            outer: Vec::new(),
            note_texts: Vec::new(),
        }
    }

    /// Writes all events.
    pub(super) fn write_all<'e>(&mut self, events: impl IntoIterator<Item: Borrow<Event<'e>>>) {
        for event in events {
            let event = event.borrow();
            if let Some(end) = self.skipping {
                self.skipping = (*event != Event::End(end)).then_some(end);
            } else if self.image.is_some() {
                self.image_event(event);
            } else {
                self.event(event);
            }
        }
    }

    /// The HTML of all events, with the footnotes at its end; `None` if the HTML in it is too tangled
    /// to be cleaned.
    pub(super) fn finish(mut self) -> Option<String> {
        self.footnotes();
        if self.unclean && self.raw_html == RawHtml::Sanitize {
            return (!is_tangled(&self.out)).then(|| sanitise::clean(&self.out));
        }
        Some(self.out)
    }

    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.text(code);
                self.out.push_str("</code>");
            }
            Event::Html(html) => match &mut self.raw_block {
                Some(block) => block.push_str(html),
                None => self.raw(html),
            },
            Event::InlineHtml(html) => self.raw(html),
            Event::FootnoteReference(label) => self.reference(label),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => {
                self.out.push_str("<br");
                self.out.push_str(self.void_end);
                self.out.push('\n');
            }
            Event::Rule => {
                self.skip_first = false;
                self.block("<hr");
                self.out.push_str(self.void_end);
                self.out.push('\n');
            }
            Event::TaskListMarker(done) => {
                self.out.push_str(if *done {
                    "<span class=\"task\">☑</span> "
                } else {
                    "<span class=\"task\">☐</span> "
                });
            }
            // Mathematics is not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        self.skip_first &= matches!(tag, Tag::Paragraph | Tag::HtmlBlock);
        match tag {
            Tag::Paragraph if self.skip_first => {
                self.skip_first = false;
                self.skipping = Some(TagEnd::Paragraph);
            }
            Tag::Paragraph => self.block("<p>"),
            Tag::Heading { level, classes, attrs, .. } => self.heading(*level as u8, classes, attrs),
            Tag::BlockQuote(kind) => self.quote(*kind),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => self.raw_block = Some(String::new()),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(start)) => self.block(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::FootnoteDefinition(label) => {
                let index = self.notes.define(label);
                self.outer.push((index, std::mem::take(&mut self.out)));
            }
            Tag::DefinitionList => self.block("<dl>\n"),
            Tag::DefinitionListTitle => self.block("<dt>"),
            Tag::DefinitionListDefinition => self.block("<dd>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.block("<table>\n");
            }
            Tag::TableHead => self.row(Table::Head, "<thead>\n<tr>"),
            Tag::TableRow if self.table == Table::Body => self.row(Table::Body, "<tr>"),
            Tag::TableRow => self.row(Table::Body, "<tbody>\n<tr>"),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            Tag::Image { dest_url, title, .. } => self.open_image(dest_url, title),
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let end = match tag {
            TagEnd::Paragraph => "</p>\n",
            TagEnd::Heading(_) => {
                let level = char::from(b'0' + self.level);
                self.out.push_str("</h");
                self.out.push(level);
                ">\n"
            }
            TagEnd::BlockQuote(None) => "</blockquote>\n",
            TagEnd::BlockQuote(Some(_)) => "</div>\n",
            TagEnd::CodeBlock => "</code></pre>\n",
            TagEnd::HtmlBlock => return self.end_raw_block(),
            TagEnd::List(true) => "</ol>\n",
            TagEnd::List(false) => "</ul>\n",
            TagEnd::Item => "</li>\n",
            TagEnd::FootnoteDefinition => {
                let (index, outer) = self.outer.pop().unwrap_or_default();
                self.note_texts.push((index, std::mem::replace(&mut self.out, outer)));
                ""
            }
            TagEnd::DefinitionList => "</dl>\n",
            TagEnd::DefinitionListTitle => "</dt>\n",
            TagEnd::DefinitionListDefinition => "</dd>\n",
            TagEnd::Table if self.table == Table::Body => "</tbody>\n</table>\n",
            TagEnd::Table => "</table>\n",
            TagEnd::TableHead => {
                self.table = Table::Rowless;
                "</tr>\n</thead>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.table == Table::Head => self.end_head_cell(),
            TagEnd::TableCell => "</td>",
            TagEnd::Emphasis => "</em>",
            TagEnd::Strong => "</strong>",
            TagEnd::Strikethrough => "</del>",
            TagEnd::Superscript => "</sup>",
            TagEnd::Subscript => "</sub>",
            TagEnd::Link => return self.end_link(),
            TagEnd::Image | TagEnd::MetadataBlock(_) => "",
        };
        self.out.push_str(end);
    }

    /// Begins a block on a line of its own.
    pub(super) fn block(&mut self, start: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(start);
    }

    pub(super) fn text(&mut self, text: &str) {
        escape::text(&mut self.out, &self.mask.restore(text));
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape::attribute(&mut self.out, &self.mask.restore(value));
        self.out.push('"');
    }

    fn heading(
        &mut self,
        level: u8,
        classes: &[CowStr<'_>],
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
    ) {
        let headings = self.headings;
        let known = headings.get(self.heading);
        self.heading += 1;
        self.level = known.map_or(level, |heading| heading.level).clamp(1, 6);
        self.block("<h");
        self.out.push(char::from(b'0' + self.level));
        if let Some(heading) = known {
            self.attribute("id", &heading.id);
        }
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
        for (name, value) in attributes {
            let safe = sanitise::attribute_allowed("h2", &name.to_ascii_lowercase());
            if (safe || self.raw_html == RawHtml::Allow) && !matches!(&**name, "id" | "class") {
                self.attribute(name, value.as_deref().unwrap_or_default());
            }
        }
        self.out.push('>');
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.block("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        self.block(&format!(
            "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n"
        ));
    }

    fn row(&mut self, table: Table, start: &str) {
        self.table = table;
        self.cell = 0;
        self.block(start);
    }

    fn cell(&mut self) {
        let head = self.table == Table::Head;
        self.out.push_str(if head { HEAD_CELL } else { "<td" });
        self.out.push_str(match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"align-left\">",
            Some(Alignment::Center) => " class=\"align-center\">",
            Some(Alignment::Right) => " class=\"align-right\">",
            Some(Alignment::None) | None => ">",
        });
        self.cell += 1;
    }

    /// A head cell without content heads nothing: it is an ordinary cell.
    fn end_head_cell(&mut self) -> &'static str {
        match self.out.rfind(HEAD_CELL) {
            Some(start) if self.out.ends_with('>') && !self.out[start + 1..].contains('<') => {
                self.out.replace_range(start..start + HEAD_CELL.len(), "<td");
                "</td>"
            }
            _ => "</th>",
        }
    }

    fn end_raw_block(&mut self) {
        let block = self.raw_block.take().unwrap_or_default();
        let comment = rawhtml::is_comment(&block);
        self.skip_first &= comment;
        if comment && self.raw_html == RawHtml::Sanitize {
            return;
        }
        if self.raw_html == RawHtml::Escape {
            self.block("<p>");
            self.text(block.trim_end());
            self.out.push_str("</p>\n");
        } else {
            self.raw(&block);
        }
    }

    fn raw(&mut self, html: &str) {
        match self.raw_html {
            RawHtml::Escape => self.text(html),
            RawHtml::Sanitize if rawhtml::is_comment(html) => {}
            RawHtml::Sanitize | RawHtml::Allow => {
                self.unclean = true;
                let html = match self.addresses {
                    Addresses::Open => rawhtml::with_slots(html, self.mask),
                    Addresses::AsWritten => html.to_owned(),
                };
                self.out.push_str(&self.mask.restore_with(&html, escaped));
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape::attribute(&mut out, text);
    out
}
