//! Links and images as the first pass meets them: where they lead, and where that is written.
//!
//! Takes events, gives links with the exact places of their destinations, and findings. Whether a
//! link leads anywhere is not known here.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::model::body::{Link, LinkKind};
use crate::model::config::RawHtml;

use super::links::kind_of;
use super::sanitise;
use super::scan::Scan;

impl Scan<'_> {
    pub(super) fn link(&mut self, link_type: LinkType, destination: &CowStr<'_>, range: &Range<usize>) {
        let (kind, to) = kind_of(link_type, &self.mask.restore(destination));
        self.address(kind, &to, self.place(destination, range));
    }

    /// A link or image, which is refused if its address is not allowed.
    pub(super) fn address(&mut self, kind: LinkKind, to: &str, place: Range<usize>) {
        if kind != LinkKind::Wiki
            && self.raw_html != RawHtml::Allow
            && let Some(scheme) = sanitise::refused(to, kind == LinkKind::Image)
        {
            let message = format!(
                "addresses that begin with `{scheme}:` are not allowed; the link was taken away, its text stays"
            );
            self.findings.push(Finding::new(Code::RemovedHtml, &self.file.path, Place::at(place), message));
            return;
        }
        self.body.links.push(Link { kind, to: to.to_owned(), place });
    }

    pub(super) fn end_image(&mut self) {
        let Some((place, has_text)) = self.images.pop() else { return };
        if let Some((_, outer)) = self.images.last_mut() {
            *outer |= has_text;
        }
        if !has_text {
            self.findings.push(
                Finding::new(
                    Code::MissingAlt,
                    &self.file.path,
                    Place::at(place),
                    "this image has no text alternative",
                )
                .help("say between the brackets what it shows: `![a router in a rack](…)`"),
            );
        }
    }

    /// Where a part of the parsed text stands in the file: exactly, if the parser took it from there
    /// as it is; else where it was used.
    pub(super) fn place(&self, part: &CowStr<'_>, used: &Range<usize>) -> Range<usize> {
        let offset = part.as_ptr().addr().wrapping_sub(self.mask.text().as_ptr().addr());
        let end = offset.saturating_add(part.len());
        let borrowed = matches!(part, CowStr::Borrowed(_)) && used.start <= offset && end <= used.end;
        if borrowed {
            return self.in_file(&(offset..end));
        }
        self.in_file(&destination(self.slice(used), used.start).unwrap_or_else(|| used.clone()))
    }
}

/// The destination of an inline link that is written with escapes: `[a](b\)c "title")`.
fn destination(link: &str, start: usize) -> Option<Range<usize>> {
    let open = link.rfind("](")? + 2;
    let inside = link[open..].strip_suffix(')')?;
    let (skipped, end) = match inside.strip_prefix('<') {
        Some(rest) => (1, rest.find('>')?),
        None => (0, inside.find(char::is_whitespace).unwrap_or(inside.len())),
    };
    let from = start + open + skipped;
    Some(from..from + end)
}
