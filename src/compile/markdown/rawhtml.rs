//! Raw HTML on its way into a page.
//!
//! Takes HTML as a writer wrote it, gives it with the addresses of its links and images left open.
//! What is allowed is not decided here: that is `sanitise`.

use crate::model::body::LinkKind;

use super::mask::Mask;
use super::slots::push_slot;
use super::tags::{Piece, RawTag, pieces};

/// Whether this is nothing but a comment.
pub(super) fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--")
        && memchr::memmem::find(html.as_bytes(), b"-->").is_some_and(|at| at + 3 == html.len())
}

/// An address in a tag: what kind it is, and where its value stands.
pub(super) fn addresses<'t>(
    html: &str,
    tag: &'t RawTag,
) -> impl Iterator<Item = (LinkKind, &'t std::ops::Range<usize>)> {
    let name = &html[tag.name.clone()];
    let wanted = match name {
        _ if tag.closing => None,
        _ if name.eq_ignore_ascii_case("a") => Some((LinkKind::Link, "href")),
        _ if name.eq_ignore_ascii_case("img") => Some((LinkKind::Image, "src")),
        _ => None,
    };
    tag.attributes.iter().filter_map(move |attribute| {
        let (kind, wanted) = wanted?;
        let value = attribute.value.as_ref()?;
        html[attribute.name.clone()].eq_ignore_ascii_case(wanted).then_some((kind, value))
    })
}

/// The value of an attribute as text: of its entities only the one that addresses have.
pub(super) fn plain_value(value: &str) -> String {
    value.trim().replace("&amp;", "&")
}

/// The same HTML with slots for its addresses.
pub(super) fn with_slots(html: &str, mask: &Mask<'_>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for piece in pieces(html) {
        let Piece::Tag(tag) = piece else { continue };
        for (kind, value) in addresses(html, &tag) {
            let written = plain_value(&mask.restore(&html[value.clone()]));
            if written.contains("{{") || written.contains("{%") {
                continue; // Another program's markup, which stays as it is.
            }
            // A slot stands in double quotes, whatever the writer's value stood in.
            let quotes = usize::from(html[..value.start].ends_with(['"', '\'']));
            out.push_str(&html[done..value.start - quotes]);
            out.push('"');
            push_slot(&mut out, kind, &written);
            out.push('"');
            done = (value.end + quotes).min(html.len());
        }
    }
    out.push_str(&html[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::markdown::slots::fill;

    #[test]
    fn addresses_become_slots_and_all_else_stays() {
        let resolve = |kind: LinkKind, to: &str| (to == "a&b.md").then(|| format!("/{kind:?}/ x'"));
        let html = "<b>t</b><A class=x HREF=a&amp;b.md>é</A><img src='a&b.md'><a href='tel:1'>";
        assert_eq!(
            fill(&with_slots(html, &Mask::none("")), &resolve),
            "<b>t</b><A class=x HREF=\"/Link/%20x&#x27;\">é</A><img src=\"/Image/%20x&#x27;\"><a href=\"tel:1\">"
        );
    }

    #[test]
    fn only_a_whole_comment_is_a_comment() {
        assert!(is_comment("<!-- a -->\n"));
        assert!(!is_comment("<!-- a --> b <!-- c -->"));
        assert!(!is_comment("<!-- a"));
    }
}
