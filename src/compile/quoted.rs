//! Whether a text has what somebody is quoted with.
//!
//! Takes HTML and a quote, compares letters and digits alone. Knows no article.

use unicode_normalization::UnicodeNormalization;

/// A text's letters and digits, in which quotes are looked up.
pub struct Wording(String);

impl Wording {
    /// That of a text in HTML; what its tags hold does not count.
    pub fn of_html(html: &str) -> Self {
        let mut text = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
            text.push_str(&rest[..open]);
            rest = after_tag(&rest[open..]);
        }
        text.push_str(rest);
        let plain =
            text.replace("&lt;", " ").replace("&gt;", " ").replace("&quot;", " ").replace("&amp;", " ");
        Self(folded(&plain.replace("&nbsp;", " ")))
    }

    /// Whether the text has this quote, with all its words in their order. Where the quote leaves
    /// something out (`…`, `...`), the text may have more.
    pub fn has(&self, quote: &str) -> bool {
        let mut rest = self.0.as_str();
        let quote = quote.replace("...", "…");
        quote.split('…').all(|piece| {
            let piece = folded(piece);
            let found = rest.find(&piece);
            rest = found.map_or(rest, |at| &rest[at + piece.len()..]);
            found.is_some()
        })
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
/// and capitals are the typesetter's.
fn folded(text: &str) -> String {
    let kept = |ch: &char| ch.is_alphanumeric() || matches!(ch, '%' | '$' | '€' | '£' | '¥' | '₹' | '₩');
    text.nfkc().filter(kept).flat_map(char::to_lowercase).collect()
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
}
