//! Whether HTML is so tangled that a parser would choke on it.
//!
//! Takes rendered HTML, says yes or no. HTML parsers need time by the square of the nesting, and
//! repeat every formatting tag that was left open in each later paragraph. No text that people
//! write comes near these limits; what does is shown as text instead.

use super::tags::{Piece, pieces};

/// How deep elements may be nested.
const DEEPEST: usize = 2000;
/// How many formatting tags may be left open by the end of what is around them.
const LEFT_OPEN: usize = 200;
/// How far up an end tag is looked for.
const REACH: usize = 64;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that end where the next of their kind begins.
const ENDED_BY_NEXT: &[&str] = &["dd", "dt", "li", "p", "td", "th", "tr"];
/// Elements out of which an end tag does not reach.
const BARRIERS: &[&str] = &[
    "applet",
    "caption",
    "foreignobject",
    "html",
    "marquee",
    "math",
    "object",
    "select",
    "svg",
    "table",
    "td",
    "template",
    "th",
];

/// Whether this HTML is too deep, or leaves too much open.
pub(super) fn is_tangled(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut left_open = 0;
    for piece in pieces(html) {
        let Piece::Tag(tag) = piece else { continue };
        let name = &html[tag.name];
        if tag.closing {
            let reach = open.len().saturating_sub(REACH)..open.len();
            let inner = open[reach.clone()]
                .iter()
                .rev()
                .take_while(|inner| is(name, inner) || !one_of(inner, BARRIERS));
            let up = inner.clone().position(|inner| is(name, inner));
            if let Some(up) = up {
                left_open += inner.take(up).filter(|inner| one_of(inner, FORMATTING)).count();
                // A block within a formatting element stays open when that ends.
                if one_of(name, FORMATTING) {
                    open.remove(reach.end - up - 1);
                } else {
                    open.truncate(reach.end - up - 1);
                }
            }
        } else if !one_of(name, VOID)
            && !open.last().is_some_and(|last| is(name, last) && one_of(name, ENDED_BY_NEXT))
        {
            open.push(name);
        }
        if open.len() > DEEPEST || left_open > LEFT_OPEN {
            return true;
        }
    }
    false
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

fn one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| is(name, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_not_tangled() {
        for html in [
            "",
            "<p>a<br>b</p><b>c",
            "<table><tr><td>a</table>",
            "</div></div>",
            "<div><b>a</div>",
            "<p>a<p>b",
        ] {
            assert!(!is_tangled(&html.repeat(100)), "{html}");
        }
    }

    #[test]
    fn depth_without_end_is_seen_however_it_is_made() {
        for html in ["<div>", "<div></x>", "<div><object></div>", "<p><font a><font b></p>", "<b><div></b>"] {
            assert!(is_tangled(&html.repeat(3000)), "{html}");
        }
    }
}
