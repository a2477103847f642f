//! Addresses that are not known yet when a body is turned into HTML.
//!
//! Takes destinations as written, and keeps their places in the HTML as slots; fills them once the
//! site is known. A slot is the value of an attribute: U+0001, the destination, `/`, U+0001, its kind.
//! Must not know what lies behind a destination.

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

/// The HTML of a body with every slot filled.
pub fn fill(html: &str, resolve: Resolve<'_>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = memchr::memchr(1, rest.as_bytes()) {
        let (before, slot) = (&rest[..at], &rest[at + 1..]);
        out.push_str(before);
        match before.ends_with(OPEN).then(|| read(slot)).flatten() {
            Some((kind, written, after)) => {
                fill_one(&mut out, kind, &written, resolve);
                rest = after;
            }
            None => {
                out.push(MARK);
                rest = slot;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The slot that this text, which follows a mark, begins with, and what follows it.
fn read(text: &str) -> Option<(LinkKind, String, &str)> {
    let (written, after) = text.split_once(MARK)?;
    let (kind, after) = match after.as_bytes().first()? {
        b'l' => (LinkKind::Link, &after[1..]),
        b'i' => (LinkKind::Image, &after[1..]),
        b'w' => (LinkKind::Wiki, &after[1..]),
        _ => return None,
    };
    let written = written.strip_suffix('/')?;
    let written = if kind == LinkKind::Wiki { written.strip_prefix('/')? } else { written };
    Some((kind, escape::plain(written), after.strip_prefix('"')?))
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
