//! Whether a text has what somebody is quoted with.
//!
//! Takes HTML and a quote, compares letters and digits alone. Knows no article.

use unicode_normalization::UnicodeNormalization;

use super::markdown::words::is_cjk;

/// A text's letters and digits, in which quotes are looked up.
pub struct Wording {
    folded: String,
    /// The bytes of `folded` before which the text has something else: where a word may begin or end.
    breaks: Vec<usize>,
}

impl Wording {
    /// That of a text in HTML; what its tags hold does not count.
    pub fn of_html(html: &str) -> Self {
        let mut text = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
            text.push_str(&rest[..open]);
            // Between two paragraphs or cells need be no blank.
            text.push(' ');
            rest = after_tag(&rest[open..]);
        }
        text.push_str(rest);
        let plain =
            text.replace("&lt;", " ").replace("&gt;", " ").replace("&quot;", " ").replace("&amp;", " ");
        let mut breaks = Vec::new();
        let folded = folded(&plain.replace("&nbsp;", " "), &mut breaks);
        Self { folded, breaks }
    }

    /// Whether the text has this quote, with all its words in their order, none of them inside other
    /// words. Where the quote leaves something out (`…`, `...`), the text may have more.
    pub fn has(&self, quote: &str) -> bool {
        let mut from = 0;
        let quote = quote.replace("...", "…");
        quote.split('…').all(|piece| {
            let end = self.find(&folded(piece, &mut Vec::new()), from);
            from = end.unwrap_or(from);
            end.is_some()
        })
    }

    /// Where the first whole words after `from` that are these end.
    fn find(&self, piece: &str, from: usize) -> Option<usize> {
        let mut from = from;
        while let Some(at) = self.folded.get(from..)?.find(piece).map(|at| from + at) {
            let end = at + piece.len();
            if piece.is_empty() || (self.is_edge(at) && self.is_edge(end)) {
                return Some(end);
            }
            from = at + self.folded.get(at..)?.chars().next()?.len_utf8();
        }
        None
    }

    /// Whether no word goes on here. Scripts without blanks have such places between all characters.
    fn is_edge(&self, at: usize) -> bool {
        let (before, after) = self.folded.split_at_checked(at).unwrap_or_default();
        match (before.chars().next_back(), after.chars().next()) {
            (Some(before), Some(after)) => {
                let part = |ch: char| ch.is_alphanumeric() && !is_cjk(ch);
                !(part(before) && part(after)) || self.breaks.binary_search(&at).is_ok()
            }
            _ => true,
        }
    }
}

/// What follows the tag that a text begins with.
fn after_tag(text: &str) -> &str {
    let mut quote: Option<u8> = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &text[at + 1..],
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    ""
}

/// Letters, digits and signs of currencies, in one form and small: quotation marks, dashes, blanks
/// and capitals are the typesetter's. `breaks` gets the places before which there was something else.
fn folded(text: &str, breaks: &mut Vec<usize>) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.nfkc() {
        if ch.is_alphanumeric() || matches!(ch, '%' | '$' | '€' | '£' | '¥' | '₹' | '₩') {
            out.extend(ch.to_lowercase());
        } else if ch != '\u{AD}' && breaks.last() != Some(&out.len()) {
            breaks.push(out.len());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_whatever_its_typography() {
        let text = Wording::of_html(
            "<p>“We did not — frankly — <em title=\"a > b\">expect</em>\nto win,” he said. “It’s 84&nbsp;%. AT&amp;T knew.”</p>",
        );
        for quote in [
            "We did not - frankly - expect to win.",
            "we did not – frankly – expect",
            "It's 84%.",
            "AT&T knew",
            "We did not … expect to win... AT&T knew",
            "",
        ] {
            assert!(text.has(quote), "{quote}");
        }
        for quote in ["We did expect to win", "It's 85%", "AT&T knew … We did not", "title"] {
            assert!(!text.has(quote), "{quote}");
        }
    }

    #[test]
    fn a_short_quote_is_not_found_inside_other_words() {
        let text =
            Wording::of_html("<p>Nokia won 15% in Norway.</p><p>No, no no. Don’t<br>go. 我们没有赢。</p>");
        for quote in ["No.", "no no", "5 … No", "Nokia won", "15%", "Norway", "go", "没有", "Norway. No"]
        {
            assert_eq!(text.has(quote), quote != "5 … No", "{quote}");
        }
        let text = Wording::of_html("<p>Nokia won 15% in Norway, <b>no</b>netheless.</p>");
        for quote in ["kia", "Nor", "5%", "way", "won 1", "theless"] {
            assert!(!text.has(quote), "{quote}");
        }
        assert!(!Wording::of_html("<p>Nokia</p>").has("No."));
    }
}
