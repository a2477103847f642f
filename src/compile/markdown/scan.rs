//! What a body holds, and what its writer should know of it.
//!
//! Takes a file and the events of its body, gives a [`Body`] and findings. Makes no HTML. It must
//! not know other files: whether a link leads anywhere is checked later.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::diagnostic::Finding;
use crate::base::source::SourceFile;
use crate::model::body::{Body, LinkKind, Placed};
use crate::model::config::RawHtml;

use super::events::{Events, Text, as_typed};
use super::mask::Mask;
use super::notes::Notes;
use super::options::placing_word;
use super::outline::{Outline, ids_elsewhere};
use super::rawhtml::is_comment;
use super::text::collapsed;
use super::words::Words;

/// Reads a body, which is the file's text from `start` on, for its summary, and the plain text of its
/// first paragraph if it begins with one. Places are bytes of the file's text.
pub fn scan(
    file: &SourceFile,
    start: usize,
    text: &Text<'_>,
    events: &Events<'_>,
    findings: &mut Vec<Finding>,
) -> (Body, Option<String>) {
    let mut scan = Scan::new(file, start, text, findings);
    for (event, range) in events.iter() {
        scan.event(event, range.clone());
    }
    scan.body.words = scan.words.count();
    let notes = scan.notes.anchors();
    let elsewhere = ids_elsewhere(file, &notes, scan.html_ids, scan.findings);
    let smart = text.options.smart_punctuation;
    scan.outline.finish(&mut scan.body, file, smart, &elsewhere, scan.findings);
    scan.body.anchors.extend(notes);
    super::warnings::foreign(file, start, &text.constructs, &scan.silent, scan.findings);
    (scan.body, scan.first_paragraph)
}

/// A body that is being read.
pub(super) struct Scan<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) start: usize,
    pub(super) raw_html: RawHtml,
    pub(super) mask: &'a Mask<'a>,
    pub(super) findings: &'a mut Vec<Finding>,
    pub(super) body: Body,
    /// The text of headings and of the first paragraph so far.
    plain: String,
    words: Words,
    outline: Outline,
    notes: Notes,
    /// The ids in HTML, and where they stand in the file.
    pub(super) html_ids: Vec<(Range<usize>, String)>,
    /// Code and comments, in which foreign markup is meant to be shown.
    silent: Vec<Range<usize>>,
    in_code: bool,
    in_heading: bool,
    /// The words that make a block a placing one, and that of the open block.
    placing_words: &'static [&'static str],
    placing: Option<&'static str>,
    /// The open images: where each stands, and whether it has a text alternative.
    pub(super) images: Vec<(Range<usize>, bool)>,
    first: First,
    first_paragraph: Option<String>,
}

/// How far the first paragraph is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// No block has begun.
    Unknown,
    /// It begins here in the plain text.
    Open(usize),
    /// It is known, or there is none.
    Done,
}

impl<'a> Scan<'a> {
    fn new(file: &'a SourceFile, start: usize, text: &'a Text<'a>, findings: &'a mut Vec<Finding>) -> Self {
        Self {
            file,
            start,
            raw_html: text.options.raw_html,
            mask: &text.mask,
            findings,
            body: Body::default(),
            plain: String::new(),
            words: Words::default(),
            outline: Outline::default(),
            notes: Notes::default(),
            html_ids: Vec::new(),
            silent: Vec::new(),
            in_code: false,
            in_heading: false,
            placing_words: text.options.placing,
            placing: None,
            images: Vec::new(),
            first: First::Unknown,
            first_paragraph: None,
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) if self.placing.is_some() => self.name(text, range),
            Event::Text(text) => self.text(as_typed(text, self.mask, &range)),
            Event::Code(code) => {
                self.silent.push(range);
                self.text(code);
            }
            // A block of HTML is read as a whole when it begins.
            Event::Html(_) => {}
            Event::InlineHtml(html) => self.html(html, range),
            Event::FootnoteReference(label) => {
                self.notes.refer(label);
            }
            Event::SoftBreak | Event::HardBreak => self.say("\n"),
            Event::Rule => self.first = First::Done,
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match (self.first, tag) {
            (First::Unknown, Tag::Paragraph) => self.first = First::Open(self.plain.len()),
            (First::Unknown, Tag::HtmlBlock) if is_comment(self.slice(&range)) => {}
            (First::Unknown, _) => self.first = First::Done,
            _ => {}
        }
        match tag {
            Tag::Heading { level, id, attrs, .. } => {
                let id = id.as_ref().map(|id| (self.place(id, &range), id.to_string()));
                self.outline.begin(*level as u8, self.in_file(&range), id, self.plain.len());
                self.in_heading = true;
                for (name, _) in attrs {
                    self.heading_attribute(name, &range);
                }
            }
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                self.placing = placing_word(kind, self.placing_words);
                if let Some(word) = self.placing {
                    let place = self.in_file(&range);
                    self.body.placed.push(Placed { word: word.into(), name: String::new(), place });
                }
                self.silent.push(range);
            }
            Tag::HtmlBlock => self.html(self.mask.text().get(range.clone()).unwrap_or_default(), range),
            Tag::FootnoteDefinition(label) => {
                self.notes.define(label);
            }
            Tag::Link { link_type, dest_url, .. } => self.link(*link_type, dest_url, &range),
            Tag::Image { dest_url, .. } => {
                self.address(LinkKind::Image, &self.mask.restore(dest_url), self.place(dest_url, &range));
                self.images.push((self.in_file(&range), false));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.outline.end(&self.plain);
                self.in_heading = false;
            }
            TagEnd::Paragraph => {
                if let First::Open(at) = self.first {
                    let text = collapsed(self.plain.get(at..).unwrap_or_default());
                    self.first_paragraph = (!text.is_empty()).then_some(text);
                    self.first = First::Done;
                }
            }
            TagEnd::CodeBlock => (self.in_code, self.placing) = (false, None),
            TagEnd::Image => self.end_image(),
            TagEnd::Link
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => return,
            _ => {}
        }
        // What follows a block is another word.
        if tag != TagEnd::Image {
            self.say("\n");
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, has_text)) = self.images.last_mut() {
            *has_text |= !text.trim().is_empty();
        } else if !self.in_code {
            let mask = self.mask;
            self.say(&mask.restore(text));
        }
    }

    /// More of the text outside code.
    pub(super) fn say(&mut self, text: &str) {
        self.words.push(text);
        if self.in_heading || matches!(self.first, First::Open(_)) {
            self.plain.push_str(text);
        }
    }

    /// A line of the open block, which names what stands in its place.
    fn name(&mut self, text: &str, range: Range<usize>) {
        let (blanks, place) = (text.len() - text.trim_start().len(), self.in_file(&range));
        let text = self.mask.restore(text);
        let (Some(block), false) = (self.body.placed.last_mut(), text.trim().is_empty()) else { return };
        if block.name.is_empty() {
            block.place = place.start + blanks..place.end;
        } else {
            block.name.push('\n');
            block.place.end = place.end;
        }
        block.name.push_str(text.trim());
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        if is_comment(html) {
            self.silent.push(range);
        } else {
            self.read_html(html, range.start);
        }
    }

    pub(super) fn in_file(&self, range: &Range<usize>) -> Range<usize> {
        let length = self.slice(range).trim_end().len();
        self.start + range.start..self.start + range.start + length
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &str {
        self.file.text.get(self.start..).and_then(|body| body.get(range.clone())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Place;
    use crate::base::path::SourcePath;
    use crate::compile::markdown::options::MarkdownOptions;

    const OPTIONS: MarkdownOptions =
        MarkdownOptions { smart_punctuation: true, raw_html: RawHtml::Sanitize, placing: &[] };

    /// The body, and each finding as `code [place] message`, behind some front matter.
    fn scanned(markdown: &str) -> (Body, Vec<String>, Vec<Finding>) {
        let front = "---\ntitle: é\n---\n";
        let file = SourceFile { path: SourcePath::new("content/a.md"), text: format!("{front}{markdown}") };
        let mut findings = Vec::new();
        let text = Text::new(markdown, OPTIONS);
        let (body, _) = scan(&file, front.len(), &text, &text.events(), &mut findings);
        for link in &body.links {
            assert!(file.text.get(link.place.clone()).is_some(), "{markdown}");
        }
        let shown = |finding: &Finding| {
            let Place::Bytes(range) = &finding.place else { panic!("no bytes") };
            format!("{} [{}] {}", finding.code.as_str(), &file.text[range.clone()], finding.message)
        };
        let shown = findings.iter().map(shown).collect();
        (body, shown, findings)
    }

    /// Each link as `kind to @ what stands at its place`.
    fn links(markdown: &str) -> Vec<String> {
        let (body, _, _) = scanned(markdown);
        let text = format!("---\ntitle: é\n---\n{markdown}");
        body.links
            .iter()
            .map(|link| format!("{:?} {} @ {}", link.kind, link.to, &text[link.place.clone()]))
            .collect()
    }

    #[test]
    fn a_destination_is_found_where_it_stands() {
        for (markdown, expected) in [
            ("[/b](/b \"/b\")", "Link /b @ /b"),
            ("é [a](</b c>)", "Link /b c @ /b c"),
            ("[a](b\\)c 't')", "Link b)c @ b\\)c"),
            ("[a](b&amp;c)", "Link b&c @ b&amp;c"),
            ("[a][x]\n\n[x]: /b", "Link /b @ [a][x]"),
            ("[x]\n\n[x]: /b", "Link /b @ [x]"),
            ("<https://a.b/c>", "Link https://a.b/c @ https://a.b/c"),
            ("<a@b.c>", "Link mailto:a@b.c @ a@b.c"),
            ("![é](x.png)", "Image x.png @ x.png"),
            ("[[Nokia]]", "Wiki Nokia @ Nokia"),
            ("[[Nokia|the vendor]]", "Wiki Nokia @ Nokia"),
            ("> [a\n> b](../c.md#d)", "Link ../c.md#d @ ../c.md#d"),
            ("<b><a href='/x&amp;y'>z</a></b>", "Link /x&y @ /x&amp;y"),
            ("<img alt=\"\" src=/x.png>", "Image /x.png @ /x.png"),
        ] {
            assert_eq!(links(markdown), [expected], "{markdown}");
        }
        assert_eq!(links("[![a](b)](c)"), ["Link c @ c", "Image b @ b"]);
        assert_eq!(links("`[a](b)` [[a"), Vec::<String>::new());
    }

    #[test]
    fn a_first_level_heading_sets_all_one_level_down() {
        let (body, found, findings) = scanned("## A *b*\n\n> # C {#c}\n\nD\n=\n\n###### E");
        assert!(body.lower_headings);
        let headings: Vec<_> =
            body.headings.iter().map(|h| format!("{} {} {}", h.level, h.id, h.text)).collect();
        assert_eq!(headings, ["3 a-b A b", "2 c C", "2 d D", "6 e E"]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("second-h1 [# C {#c}] "), "{}", found[0]);
        assert_eq!(findings[0].mended.as_deref(), Some("> ## C {#c}"));
        assert_eq!(scanned("D\n=\n\nx").2[0].mended.as_deref(), Some("## D"));
        assert_eq!(scanned("D\nE\n=\n\nx").2[0].mended, None);
        assert!(!scanned("## A").0.lower_headings);
    }

    #[test]
    fn headings_are_typographic_and_their_ids_as_typed() {
        assert_eq!(scanned("## A &mdash; b").0.headings[0].id, "a--b");
        assert_eq!(scanned("## A -- b").0.headings[0].id, "a----b");
        let (body, _, _) = scanned("## Who's \"next\" & why");
        assert_eq!(
            (body.headings[0].text.as_str(), body.headings[0].id.as_str()),
            ("Who’s “next” & why", "whos-next--why")
        );
    }

    #[test]
    fn an_id_given_twice_is_reported_at_its_place() {
        let (body, found, findings) = scanned("## A {#x}\n\n## B {#x}");
        assert_eq!(body.headings[1].id, "x-1");
        assert_eq!(found, ["duplicate-heading-id [x] the id `x` is already that of a heading above"]);
        assert_eq!(findings[0].related.len(), 1);
    }

    #[test]
    fn an_image_without_text_is_reported() {
        let (_, found, _) = scanned("![](a.png) ![ ](b.png) ![x](c.png) <img src=d> <img src=e alt=''>");
        let found: Vec<_> = found.iter().map(|line| line.split(']').next().unwrap_or_default()).collect();
        assert_eq!(found, ["missing-alt [![", "missing-alt [![ ", "missing-alt [<img src=d>"]);
    }

    #[test]
    fn removed_html_is_named_at_its_place() {
        let (body, found, _) = scanned(
            "<p onclick=\"x()\" id=p>a</p>\n\nb <font color=red>c</font> <script>d</script> <!-- e -->\n\n\
             <div>\n<a href=\"javascript:f\">g</a>\n</div>\n\n[h](JavaScript:i) ![j](data:image/png,x)\n\n## K {onclick=l}",
        );
        let found: Vec<_> = found.iter().map(|line| line.split(';').next().unwrap_or_default()).collect();
        assert_eq!(
            found,
            [
                "removed-html [onclick=\"x()] the attribute `onclick` of `<p>` is not allowed in an article",
                "removed-html [<font color=red>] `<font>` is not allowed in an article",
                "removed-html [<script>] `<script>` is not allowed in an article",
                "removed-html [href=\"javascript:f] the attribute `href` of `<a>` leads to an address that begins with `javascript:`",
                "removed-html [JavaScript:i] addresses that begin with `javascript:` are not allowed",
                "removed-html [onclick] the attribute `onclick` of a heading is not allowed in an article",
            ]
        );
        assert_eq!(body.anchors, ["p"]);
        assert_eq!(body.links.len(), 1);
    }

    #[test]
    fn foreign_markup_is_named_once_outside_code() {
        let (_, found, _) = scanned(
            "{% include a %}\n\n`{{ x }}` {% include b %} {{< fig \"q\" >}}\n\n```\n{{ y }}\n```\n\n<Tabs>\n\n{: .lead}\n\n</Tabs>\n",
        );
        let found: Vec<_> = found.iter().map(|line| line.split(',').next().unwrap_or_default()).collect();
        assert_eq!(
            found,
            [
                "foreign-markup [{% include a %}] `{% include %}` is Liquid or Jinja markup",
                "foreign-markup [{{< fig \"q\" >}}] `{{< fig >}}` is Hugo markup",
                "foreign-markup [<Tabs>] `<Tabs>` is JSX markup",
                "foreign-markup [{: .lead}] `{: .lead}` is kramdown markup",
            ]
        );
        assert!(scanned("{% a %} {% a %}").1[0].contains("(2 times in this file)"));
    }

    #[test]
    fn words_are_counted_outside_code() {
        for (markdown, expected) in [
            ("One *t*wo [three](four)\nfive", 4),
            ("- one\n- two\n\n| a | b |\n|---|---|\n| c | d |", 6),
            ("```\nnot this\n```\n\n    nor this\n\nbut `this` – ok", 3),
            ("![not this](x.png) 诺基亚", 3),
            ("<p>one</p><p>two <b>t</b>hree</p>", 3),
            ("<script>var a b</script>", 0),
            ("a[^1]\n\n[^1]: note", 2),
        ] {
            assert_eq!(scanned(markdown).0.words, expected, "{markdown}");
        }
    }

    #[test]
    fn the_first_paragraph_is_known_only_if_the_body_begins_with_it() {
        for (markdown, expected) in [
            ("A *b*\n\"c\" -- d.\n\ne", Some("A b \"c\" -- d.")),
            ("\n\n<!-- x -->\n\nA", Some("A")),
            ("## A\n\nb", None),
            ("---\n\nb", None),
            ("- a", None),
            ("![a](b)", None),
            ("", None),
        ] {
            let file = SourceFile { path: SourcePath::new("content/a.md"), text: markdown.to_owned() };
            let text = Text::new(markdown, OPTIONS);
            let (_, first) = scan(&file, 0, &text, &text.events(), &mut Vec::new());
            assert_eq!(first.as_deref(), expected, "{markdown}");
        }
    }

    #[test]
    fn footnotes_have_anchors() {
        assert_eq!(scanned("a[^x] b[^x]\n\n[^x]: c").0.anchors, ["fn-1", "fnref-1", "fnref-1-2"]);
        assert_eq!(scanned("a[^x]").0.anchors, Vec::<String>::new());
    }
}
