//! XML 1.0: texts in elements, and nothing that would make a document ill-formed.
//!
//! Takes any text, gives bytes.

/// The first line of a document.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes an element with a text in it.
pub(super) fn element(name: &str, text: &str, to: &mut Vec<u8>) {
    for part in ["<", name, ">"] {
        to.extend_from_slice(part.as_bytes());
    }
    escaped(text, to);
    for part in ["</", name, ">"] {
        to.extend_from_slice(part.as_bytes());
    }
}

/// Writes an attribute, with the blank before it.
pub(super) fn attribute(name: &str, value: &str, to: &mut Vec<u8>) {
    for part in [" ", name, "=\""] {
        to.extend_from_slice(part.as_bytes());
    }
    escaped(value, to);
    to.push(b'"');
}

/// Writes a text with what is markup in XML escaped, and without what XML cannot hold in any way
/// (production `Char`, XML 1.0, section 2.2).
fn escaped(text: &str, to: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (before, after) = rest.split_at(at);
        to.extend_from_slice(before.as_bytes());
        let mut chars = after.chars();
        let entity: &[u8] = match chars.next() {
            Some('&') => b"&amp;",
            Some('<') => b"&lt;",
            Some('>') => b"&gt;",
            Some('"') => b"&quot;",
            Some('\'') => b"&apos;",
            _ => b"",
        };
        to.extend_from_slice(entity);
        rest = chars.as_str();
    }
    to.extend_from_slice(rest.as_bytes());
}

fn is_special(ch: char) -> bool {
    let is_markup = matches!(ch, '&' | '<' | '>' | '"' | '\'');
    let is_control = ch < ' ' && !matches!(ch, '\t' | '\n' | '\r');
    is_markup || is_control || matches!(ch, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_break_a_document() {
        let mut bytes = Vec::new();
        element("title", "]]> <b>&\"'\u{0}\u{1f}\u{fffe}\u{ffff}\t\u{202e}🛰", &mut bytes);
        let expected = "<title>]]&gt; &lt;b&gt;&amp;&quot;&apos;\t\u{202e}🛰</title>";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }
}
