//! Raw HTML cut into tags, attributes, comments and the text between them.
//!
//! Takes a piece of HTML as a writer wrote it, gives byte ranges in it. It reads as browsers do
//! where that is simple and never fails. It must not know which tags are allowed: that is
//! `sanitise`, and what reaches a page is decided by a real HTML parser there, not by this one.

use std::ops::Range;

/// One piece of HTML.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text between tags.
    Text(Range<usize>),
    /// A comment, declaration or processing instruction.
    Comment,
    /// A tag.
    Tag(RawTag),
}

/// One tag; all ranges are bytes of the HTML that was cut.
#[derive(Debug)]
pub(super) struct RawTag {
    /// From `<` to `>`.
    pub range: Range<usize>,
    /// The name as written.
    pub name: Range<usize>,
    /// Whether it is an end tag.
    pub closing: bool,
    /// Its attributes.
    pub attributes: Vec<RawAttribute>,
}

/// One attribute of a tag.
#[derive(Debug)]
pub(super) struct RawAttribute {
    /// The name as written.
    pub name: Range<usize>,
    /// The value without its quotes.
    pub value: Option<Range<usize>>,
}

/// Cuts HTML into pieces, in order and without gaps.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { bytes: html.as_bytes(), at: 0 }
}

/// The pieces of a piece of HTML.
pub(super) struct Pieces<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Pieces<'_> {
    /// Goes on behind the end tag of this element, the content of which is no HTML (`script`).
    pub(super) fn skip_content(&mut self, name: &str) {
        let close = memchr::memmem::find_iter(&self.bytes[self.at..], b"</").find(|&at| {
            let from = self.at + at + 2;
            self.bytes
                .get(from..from + name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.at = close.map_or(self.bytes.len(), |at| self.at + at);
    }

    fn comment_end(&self, start: usize) -> usize {
        let end: &[u8] = if self.bytes[start..].starts_with(b"<!--") { b"-->" } else { b">" };
        let found = memchr::memmem::find(&self.bytes[start..], end);
        found.map_or(self.bytes.len(), |at| start + at + end.len())
    }

    /// The tag that starts here; the next byte is known to be a letter, or `/` and a letter.
    fn tag(&self, start: usize) -> RawTag {
        let closing = self.bytes.get(start + 1) == Some(&b'/');
        let name_start = start + 1 + usize::from(closing);
        let name_end = self.find(name_start, |byte| is_blank(byte) || matches!(byte, b'/' | b'>'));
        let mut at = name_end;
        let mut attributes = Vec::new();
        loop {
            at = self.find(at, |byte| !is_blank(byte) && byte != b'/');
            match self.bytes.get(at) {
                None => break,
                Some(b'>') => {
                    at += 1;
                    break;
                }
                Some(_) => at = self.attribute(at, &mut attributes),
            }
        }
        RawTag { range: start..at, name: name_start..name_end, closing, attributes }
    }

    fn attribute(&self, start: usize, attributes: &mut Vec<RawAttribute>) -> usize {
        // An equals sign in front is a part of the name, as in browsers.
        let name_end = self.find(start + 1, |byte| is_blank(byte) || matches!(byte, b'/' | b'>' | b'='));
        let equals = self.find(name_end, |byte| !is_blank(byte));
        let (value, end) = if self.bytes.get(equals) == Some(&b'=') {
            let (value, end) = self.value(self.find(equals + 1, |byte| !is_blank(byte)));
            (Some(value), end)
        } else {
            (None, name_end)
        };
        attributes.push(RawAttribute { name: start..name_end, value });
        end
    }

    fn value(&self, start: usize) -> (Range<usize>, usize) {
        match self.bytes.get(start) {
            Some(&quote @ (b'"' | b'\'')) => {
                let end = self.find(start + 1, |byte| byte == quote);
                (start + 1..end, (end + 1).min(self.bytes.len()))
            }
            _ => {
                let end = self.find(start, |byte| is_blank(byte) || byte == b'>');
                (start..end, end)
            }
        }
    }

    fn find(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let from = from.min(self.bytes.len());
        self.bytes[from..].iter().position(|&byte| wanted(byte)).map_or(self.bytes.len(), |at| from + at)
    }

    fn opens(&self, at: usize) -> bool {
        match self.bytes.get(at + 1) {
            Some(b'/') => self.bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic),
            Some(b'!' | b'?') => true,
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
    }
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let start = self.at;
        let next = memchr::memchr_iter(b'<', &self.bytes[start..])
            .map(|at| start + at)
            .find(|&at| self.opens(at))
            .unwrap_or(self.bytes.len());
        if next > start {
            self.at = next;
            return Some(Piece::Text(start..next));
        }
        if matches!(self.bytes.get(start + 1), Some(b'!' | b'?')) {
            self.at = self.comment_end(start);
            return Some(Piece::Comment);
        }
        let tag = self.tag(start);
        self.at = tag.range.end;
        Some(Piece::Tag(tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(html: &str) -> Vec<String> {
        pieces(html)
            .map(|piece| match piece {
                Piece::Text(range) => format!("text {}", &html[range]),
                Piece::Comment => "comment".to_owned(),
                Piece::Tag(tag) => {
                    let mut out = format!("{}{}", if tag.closing { "end " } else { "tag " }, &html[tag.name]);
                    for attribute in tag.attributes {
                        out.push_str(&format!(" [{}]", &html[attribute.name]));
                        if let Some(value) = attribute.value {
                            out.push_str(&format!("={}", &html[value]));
                        }
                    }
                    out
                }
            })
            .collect()
    }

    #[test]
    fn html_is_cut_into_tags_with_their_attributes() {
        assert_eq!(
            cut("a<a href='x y' id=z b>t</a><br/><!-- <b> -->"),
            ["text a", "tag a [href]=x y [id]=z [b]", "text t", "end a", "tag br", "comment"]
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(cut("1 < 2 <3 <"), ["text 1 < 2 <3 <"]);
    }

    #[test]
    fn html_that_breaks_off_is_cut_to_its_end() {
        assert_eq!(cut("<a href=\"x"), ["tag a [href]=x"]);
        assert_eq!(cut("<a href="), ["tag a [href]="]);
        assert_eq!(cut("<a é='ü"), ["tag a [é]=ü"]);
        assert_eq!(cut("<!-- x"), ["comment"]);
        assert_eq!(cut("<a\n/"), ["tag a"]);
    }
}
