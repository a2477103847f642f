//! Addresses that are not known yet when a body is turned into HTML.
//!
//! Takes destinations as written, and keeps their places in the HTML as slots; fills them once the
//! site is known. A slot is the value of an attribute: U+0001, the destination, `/`, U+0001, its kind.
//! A block that stands for something else is an element with such a slot, and is filled as a whole.
//! Must not know what lies behind a destination or a block.

use std::ops::Range;

use crate::model::body::LinkKind;

use super::escape;

/// The mark around a destination. HTML text must not hold it (HTML Living Standard, 13.1.4), and
/// browsers and the sanitiser overlook it at the beginning of an address.
const MARK: char = '\u{1}';
/// What stands before a slot.
const OPEN: &str = "=\"";

/// What gives the `href` for a destination as written. `None` leaves it as it is; a wiki link that
/// leads nowhere becomes a link without an address.
pub type Resolve<'a> = &'a dyn Fn(LinkKind, &str) -> Option<String>;

/// Appends a slot; it must be the whole value of an attribute within double quotes.
pub(super) fn push_slot(out: &mut String, kind: LinkKind, written: &str) {
    out.push(MARK);
    // A name is no address: with a slash nobody takes `Deal: the sequel` for one with a scheme.
    out.push_str(if kind == LinkKind::Wiki { "/" } else { "" });
    escape::attribute(out, written);
    // So that the mark is in no host: the sanitiser parses addresses, and drops what it cannot parse.
    out.push('/');
    out.push(MARK);
    out.push(match kind {
        LinkKind::Link => 'l',
        LinkKind::Image => 'i',
        LinkKind::Wiki => 'w',
    });
}

/// The element that holds a block's slot.
const BLOCK: (&str, &str) = ("<div title=\"", "></div>");

/// A part of a body's text that becomes a link, and where it leads.
pub type Linked = (Range<usize>, String);

/// What gives the HTML of the nth block of a body, from 0.
pub type Block<'a> = &'a dyn Fn(usize) -> String;

/// Appends the slot of a block, which is the nth of its body, from 0.
pub(super) fn push_block(out: &mut String, nth: usize) {
    out.push_str(&format!("{}{MARK}/{nth}/{MARK}b\"{}\n", BLOCK.0, BLOCK.1));
}

/// Whether there is any slot to be filled.
pub fn has_slots(html: &str) -> bool {
    html.contains(MARK)
}

/// The HTML of a body with every slot filled; blocks are left out.
pub fn fill(html: &str, resolve: Resolve<'_>) -> String {
    fill_all(html, &[], resolve, &|_| String::new())
}

/// The HTML of a body with every slot filled, and with links around parts of its text, which lie in
/// runs of text outside of links, in their order; one that does not lie in the HTML is left out.
pub fn fill_all(html: &str, linked: &[Linked], resolve: Resolve<'_>, block: Block<'_>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut done = 0;
    for (range, href) in linked {
        let (Some(before), Some(text)) = (html.get(done..range.start), html.get(range.clone())) else {
            continue;
        };
        fill_part(&mut out, before, resolve, block);
        out.push_str("<a href=\"");
        escape::address(&mut out, href);
        out.push_str("\">");
        out.push_str(text);
        out.push_str("</a>");
        done = range.end;
    }
    fill_part(&mut out, &html[done..], resolve, block);
    out
}

/// Appends a part of a body that begins and ends outside of tags.
fn fill_part(out: &mut String, part: &str, resolve: Resolve<'_>, block: Block<'_>) {
    let mut rest = part;
    while let Some(at) = memchr::memchr(1, rest.as_bytes()) {
        let (before, slot) = (&rest[..at], &rest[at + 1..]);
        out.push_str(before);
        match before.ends_with(OPEN).then(|| read(slot)).flatten() {
            Some((Slot::Address(kind), written, after)) => {
                fill_one(out, kind, &written, resolve);
                rest = after;
            }
            Some((Slot::Block, nth, after)) => {
                rest = fill_block(out, &nth, after, block);
            }
            None => {
                out.push(MARK);
                rest = slot;
            }
        }
    }
    out.push_str(rest);
}

/// What a slot is for.
enum Slot {
    Address(LinkKind),
    Block,
}

/// Fills the slot of a block, `out` ending with its attribute; gives what follows.
fn fill_block<'h>(out: &mut String, nth: &str, after: &'h str, block: Block<'_>) -> &'h str {
    match (out.strip_suffix(BLOCK.0).map(str::len), after.strip_prefix(BLOCK.1), nth.parse()) {
        (Some(start), Some(rest), Ok(nth)) => {
            out.truncate(start);
            out.push_str(&block(nth));
            rest
        }
        _ => {
            out.push('"');
            after
        }
    }
}

/// The slot that this text, which follows a mark, begins with, and what follows it.
fn read(text: &str) -> Option<(Slot, String, &str)> {
    let (written, after) = text.split_once(MARK)?;
    let (slot, after) = match after.as_bytes().first()? {
        b'l' => (Slot::Address(LinkKind::Link), &after[1..]),
        b'i' => (Slot::Address(LinkKind::Image), &after[1..]),
        b'w' => (Slot::Address(LinkKind::Wiki), &after[1..]),
        b'b' => (Slot::Block, &after[1..]),
        _ => return None,
    };
    let written = written.strip_suffix('/')?;
    let rooted = matches!(slot, Slot::Address(LinkKind::Wiki) | Slot::Block);
    let written = if rooted { written.strip_prefix('/')? } else { written };
    Some((slot, escape::plain(written), after.strip_prefix('"')?))
}

/// Fills a slot, `out` ending with the attribute up to its quotation mark.
fn fill_one(out: &mut String, kind: LinkKind, written: &str, resolve: Resolve<'_>) {
    match (resolve(kind, written), kind) {
        (Some(href), _) => escape::address(out, &href),
        (None, LinkKind::Wiki) => {
            let start = out.rfind(' ').unwrap_or(out.len());
            out.truncate(start);
            out.push_str(" class=\"unresolved");
        }
        (None, _) => escape::address(out, written),
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(html: &str) -> String {
        fill(html, &|kind, to| (to == "a&b \"c\"").then(|| format!("/{kind:?}/é")))
    }

    #[test]
    fn a_slot_is_filled_with_what_its_destination_means() {
        for kind in [LinkKind::Link, LinkKind::Image, LinkKind::Wiki] {
            let mut html = String::from("<a href=\"");
            push_slot(&mut html, kind, "a&b \"c\"");
            assert_eq!(
                filled(&format!("{html}\" title=\"t\">x</a>")),
                format!("<a href=\"/{kind:?}/%C3%A9\" title=\"t\">x</a>")
            );
        }
    }

    #[test]
    fn a_destination_that_means_nothing_stays_and_a_name_is_marked() {
        let mut html = String::from("<a href=\"");
        push_slot(&mut html, LinkKind::Link, "d?e&f");
        html.push_str("\">x</a> <a href=\"");
        push_slot(&mut html, LinkKind::Wiki, "Nobody: é");
        html.push_str("\">y</a>");
        assert_eq!(filled(&html), "<a href=\"d?e&amp;f\">x</a> <a class=\"unresolved\">y</a>");
    }

    #[test]
    fn parts_of_the_text_become_links_beside_the_slots() {
        let mut html = String::from("A&amp;B <a href=\"");
        push_slot(&mut html, LinkKind::Link, "d");
        html.push_str("\">x</a> Z\u{e9}");
        let linked = [(0..7, "/é/".to_owned()), (html.len() - 3..html.len(), "/z/".to_owned())];
        let expected = "<a href=\"/%C3%A9/\">A&amp;B</a> <a href=\"d\">x</a> <a href=\"/z/\">Z\u{e9}</a>";
        assert_eq!(fill_all(&html, &linked, &|_, _| None, &|_| String::new()), expected);
        let wrong = [(2..900, String::new()), (html.len() - 1..html.len(), String::new())];
        assert_eq!(
            fill_all(&html, &wrong, &|_, _| None, &|_| String::new()),
            fill(&html, &|_, _| None),
            "no such places"
        );
    }

    #[test]
    fn what_looks_like_a_slot_stays() {
        for html in [
            "\u{1}",
            "a=\"\u{1}b",
            "a=\"\u{1}b\u{1}",
            "a=\"\u{1}b\u{1}é",
            "\u{1}b\u{1}l\"",
            "a=\"\u{1}b\u{1}l c",
        ] {
            assert_eq!(filled(html), html);
        }
    }
}
