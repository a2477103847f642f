//! Inline Markdown: a standfirst, a caption, a title.
//!
//! Takes one piece of text, gives HTML without a block around it, or plain text. HTML in it is
//! shown as text; pictures are their text alternative; wiki links are their text. Must not know
//! where links lead: they stay as written.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::model::config::RawHtml;

use super::escape;
use super::mask::Mask;
use super::sanitise;
use super::text::{collapsed, smart};
use super::writer::{Addresses, Writer};

/// Stands before the text, so that nothing in it can begin a block, and is taken away afterwards:
/// a title `5. Nokia` is no list.
const GUARD: &str = ";";

/// Inline Markdown as HTML. Links stay where a body's would.
pub fn inline(markdown: &str, smart_punctuation: bool) -> String {
    html(markdown, smart_punctuation, Addresses::AsWritten)
}

/// The same with a slot for the address of every link, as in the HTML of a body.
pub fn inline_with_slots(markdown: &str, smart_punctuation: bool) -> String {
    html(markdown, smart_punctuation, Addresses::Open)
}

/// Where the links of inline Markdown lead, as written.
pub fn destinations(markdown: &str) -> Vec<String> {
    if is_plain(markdown) {
        return Vec::new();
    }
    let guarded = guarded(markdown);
    let links = Inline::new(&guarded, false).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    links.collect()
}

fn html(markdown: &str, smart_punctuation: bool, addresses: Addresses) -> String {
    if is_plain(markdown) {
        let text = collapsed(markdown);
        let mut out = String::with_capacity(text.len() + 8);
        escape::text(&mut out, &typographic(&text, smart_punctuation));
        return out;
    }
    let guarded = guarded(markdown);
    let mask = Mask::none(&guarded);
    let mut writer = Writer::new(&mask, RawHtml::Escape);
    writer.addresses = addresses;
    writer.write_all(Inline::new(&guarded, smart_punctuation));
    writer.out.strip_prefix(GUARD).unwrap_or(&writer.out).to_owned()
}

/// A text without markup, such as a headline, with typographic marks if the site wants them.
pub fn typographic(text: &str, smart_punctuation: bool) -> Cow<'_, str> {
    if smart_punctuation { smart(text) } else { Cow::Borrowed(text) }
}

/// Inline Markdown as plain text with single blanks; marks as they were typed.
pub fn plain(markdown: &str) -> String {
    if is_plain(markdown) {
        return collapsed(markdown);
    }
    let guarded = guarded(markdown);
    let mut out = String::with_capacity(guarded.len());
    for event in Inline::new(&guarded, false) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    collapsed(out.strip_prefix(GUARD).unwrap_or(&out))
}

fn is_plain(markdown: &str) -> bool {
    !markdown.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'~'))
}

fn guarded(markdown: &str) -> String {
    format!("{GUARD}{}", collapsed(markdown))
}

/// The events of one piece of inline Markdown, without those that an inline text does not keep.
struct Inline<'a> {
    parser: Parser<'a>,
    /// Whether the open links are kept.
    links: Vec<bool>,
    /// The target of a wiki link that has just begun.
    target: Option<CowStr<'a>>,
}

impl<'a> Inline<'a> {
    fn new(text: &'a str, smart: bool) -> Self {
        let mut options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_WIKILINKS;
        options.set(Options::ENABLE_SMART_PUNCTUATION, smart);
        Self { parser: Parser::new_ext(text, options), links: Vec::new(), target: None }
    }

    fn keeps(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let leads = sanitise::refused(dest_url, false).is_none();
                self.links.push(leads && !matches!(link_type, LinkType::WikiLink { .. }));
                self.links.last() == Some(&true)
            }
            Event::End(TagEnd::Link) => self.links.pop() == Some(true),
            Event::Start(Tag::Paragraph | Tag::Image { .. })
            | Event::End(TagEnd::Paragraph | TagEnd::Image) => false,
            _ => true,
        }
    }
}

impl<'a> Iterator for Inline<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let event = self.parser.next()?;
            if self.target.is_some() && matches!(&event, Event::Text(text) if text.trim().is_empty()) {
                continue;
            }
            let target = self.target.take();
            if let Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. }) = &event {
                self.target = Some(dest_url.clone());
            }
            if self.keeps(&event) {
                return Some(event);
            }
            // `[[Nokia|]]` has no text of its own.
            if let (Event::End(TagEnd::Link), Some(target)) = (&event, target) {
                return Some(Event::Text(target));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standfirst_has_no_blocks() {
        for (markdown, html) in [
            ("", ""),
            ("*Nokia* wins", "<em>Nokia</em> wins"),
            ("_Nokia_ wins", "<em>Nokia</em> wins"),
            ("**\"Nokia\"** wins", "<strong>\"Nokia\"</strong> wins"),
            ("5. *Nokia*", "5. <em>Nokia</em>"),
            ("# `a`\n\n- b", "# <code>a</code> - b"),
            ("[x]: /y *z*", "[x]: /y <em>z</em>"),
            ("AT&T < 5 & AT&amp;T", "AT&amp;T &lt; 5 &amp; AT&amp;T"),
            ("<b>a</b> <script>", "&lt;b&gt;a&lt;/b&gt; &lt;script&gt;"),
            ("<div>", "&lt;div&gt;"),
            (
                "[a](/b) [c](https://d) [e](javascript:f) [g](tel:1)",
                "<a href=\"/b\">a</a> <a href=\"https://d\">c</a> e <a href=\"tel:1\">g</a>",
            ),
            ("[[Nokia|]] [[*]]", "Nokia *"),
            ("[[Nokia|the *Finnish* vendor]]", "the <em>Finnish</em> vendor"),
            ("![an image](x.png) b", "an image b"),
        ] {
            assert_eq!(inline(markdown, false), html, "{markdown}");
        }
    }

    #[test]
    fn marks_are_typographic_with_and_without_markup() {
        assert_eq!(inline("\"It's\" -- *so*", true), "“It’s” – <em>so</em>");
        assert_eq!(inline("\"It's\" -- so...", true), "“It’s” – so…");
    }

    #[test]
    fn plain_text_has_no_markup_and_the_marks_as_typed() {
        for (markdown, text) in [
            ("  a \n b ", "a b"),
            ("*Nokia* \"wins\" [it](x) `now` &amp; <b>", "Nokia \"wins\" it now & <b>"),
            ("1) _a_", "1) a"),
            ("[[Nokia]]", "Nokia"),
        ] {
            assert_eq!(plain(markdown), text, "{markdown}");
        }
    }
}
