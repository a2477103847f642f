//! The runs of text in a body's HTML in which a name may become a link.
//!
//! Takes HTML of whatever quality, gives ranges of it. Must not know names.

use std::ops::Range;

/// Elements in whose text no name is looked for: links, code, headings, and what is no text.
const SKIPPED: &[&str] = &[
    "a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "cite", "kbd", "samp", "var",
    "button", "textarea", "title", "svg", "math", "select", "iframe", "noscript", "template", "object",
    "video", "audio",
];

/// Elements that hold no markup: only their own end ends them (HTML Living Standard, 13.1.2).
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe", "noscript"];

/// Walks through HTML; gives the runs of text between tags.
pub(super) struct Walk<'h> {
    html: &'h str,
    at: usize,
    skipping: Option<Skipping>,
    /// How many quotes are open.
    quotes: usize,
    /// Whether a line of a quote begins here: behind `<p>` or `<br>`.
    line_begins: bool,
}

#[derive(Clone, Copy)]
enum Skipping {
    /// An element, and how many of its name are open.
    Element(&'static str, usize),
    /// Who said a quote, up to the end of the paragraph.
    Attribution,
}

enum Tag<'h> {
    Open(&'h str),
    Close(&'h str),
    /// A comment or a declaration.
    Nothing,
}

impl<'h> Walk<'h> {
    pub(super) fn of(html: &'h str) -> Self {
        Self { html, at: 0, skipping: None, quotes: 0, line_begins: false }
    }

    /// The tag that begins here, and where it ends.
    fn tag(&self, at: usize) -> Option<(Tag<'h>, usize)> {
        let rest = &self.html[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = comment.find("-->").map_or(self.html.len(), |end| at + 4 + end + 3);
            return Some((Tag::Nothing, end));
        }
        let closes = rest.starts_with('/');
        let name = &rest[usize::from(closes)..];
        let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = &name[..length];
        let tag = match name.as_bytes().first() {
            Some(first) if first.is_ascii_alphabetic() && closes => Tag::Close(name),
            Some(first) if first.is_ascii_alphabetic() => Tag::Open(name),
            _ if rest.starts_with(['!', '?', '/']) => Tag::Nothing,
            _ => return None, // A mark that stands for itself.
        };
        Some((tag, self.tag_end(at + 1 + usize::from(closes) + length)))
    }

    /// Where a tag ends whose attributes begin here: a `>` in quotes does not end it.
    fn tag_end(&self, from: usize) -> usize {
        let bytes = self.html.as_bytes();
        let mut at = from;
        while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            at += found + 1;
            let mark = bytes[at - 1];
            if mark == b'>' {
                return at;
            }
            match memchr::memchr(mark, &bytes[at..]) {
                Some(end) => at += end + 1,
                None => break,
            }
        }
        bytes.len()
    }

    fn enter(&mut self, tag: &Tag<'_>, end: usize) {
        match (self.skipping, tag) {
            (Some(Skipping::Element(skipped, open)), Tag::Open(name))
                if name.eq_ignore_ascii_case(skipped) =>
            {
                self.skipping = Some(Skipping::Element(skipped, open + 1));
            }
            (Some(Skipping::Element(skipped, open)), Tag::Close(name))
                if name.eq_ignore_ascii_case(skipped) =>
            {
                let still = (open > 1).then(|| Skipping::Element(skipped, open - 1));
                self.skipping = still;
            }
            (Some(Skipping::Element(..)), _) => {}
            (_, Tag::Open(name)) => self.open(name, end),
            (_, Tag::Close(name)) => {
                let quote = name.eq_ignore_ascii_case("blockquote");
                self.quotes = self.quotes.saturating_sub(usize::from(quote));
                if quote || name.eq_ignore_ascii_case("p") {
                    self.skipping = None;
                }
            }
            (_, Tag::Nothing) => {}
        }
    }

    fn open(&mut self, name: &str, end: usize) {
        let named = |one: &&&str| name.eq_ignore_ascii_case(one);
        let attribution = matches!(self.skipping, Some(Skipping::Attribution));
        if attribution && !name.eq_ignore_ascii_case("p") {
            return;
        }
        self.skipping = SKIPPED.iter().find(named).map(|name| Skipping::Element(name, 1));
        if let Some(raw) = RAW.iter().find(named) {
            self.at = self.raw_end(raw, end);
        }
        self.quotes += usize::from(name.eq_ignore_ascii_case("blockquote"));
        self.line_begins |= name.eq_ignore_ascii_case("p") || name.eq_ignore_ascii_case("br");
    }

    /// Where the end tag of an element without markup begins.
    fn raw_end(&self, name: &str, from: usize) -> usize {
        let mut ends = memchr::memmem::find_iter(&self.html.as_bytes()[from..], "</").map(|at| from + at);
        let ours = |at: &usize| {
            self.html.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        ends.find(ours).unwrap_or(self.html.len())
    }

    /// A run of text, unless names are not looked for in it.
    fn run(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let begins = std::mem::take(&mut self.line_begins);
        if self.quotes > 0 && begins && self.html[range.clone()].trim_start().starts_with(is_dash) {
            self.skipping.get_or_insert(Skipping::Attribution);
        }
        (self.skipping.is_none() && !range.is_empty()).then_some(range)
    }
}

/// What stands before the one who said a quote.
fn is_dash(ch: char) -> bool {
    matches!(ch, '–' | '—' | '―' | '-' | '~')
}

impl Iterator for Walk<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.at < self.html.len() {
            let start = self.at;
            let mut tag = None;
            let mut end = start;
            while tag.is_none() && end < self.html.len() {
                end =
                    memchr::memchr(b'<', &self.html.as_bytes()[end..]).map_or(self.html.len(), |at| end + at);
                tag = if end < self.html.len() { self.tag(end) } else { None };
                // A `<` that begins no tag is text.
                end += usize::from(tag.is_none() && end < self.html.len());
            }
            let run = if end > start { self.run(start..end) } else { None };
            match tag {
                Some((tag, after)) => {
                    self.at = after;
                    self.enter(&tag, after);
                }
                None => self.at = end,
            }
            if run.is_some() {
                return run;
            }
        }
        None
    }
}
