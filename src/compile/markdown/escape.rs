//! Text and addresses made safe to stand in HTML.
//!
//! Takes text, appends it to HTML that is being written. Must not know Markdown.

/// Appends text; it may stand between tags.
pub(super) fn text(out: &mut String, text: &str) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[done..at]);
        out.push_str(entity(text.as_bytes()[at]));
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Appends text; it may stand in an attribute's value within double quotes.
pub(in crate::compile) fn attribute(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if matches!(byte, b'&' | b'<' | b'>' | b'"') {
            out.push_str(&text[done..at]);
            out.push_str(entity(byte));
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// What [`attribute`] was given, from what it wrote.
pub(super) fn plain(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let marks = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    // Another program that wrote it out again may have said more than we do.
    marks.replace("&nbsp;", "\u{A0}").replace("&amp;", "&")
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    }
}

/// Appends an address for `href` or `src`. Characters that no address has are percent-encoded;
/// what is encoded already stays.
pub(super) fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if stays(byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

fn stays(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: fn(&mut String, &str), text: &str) -> String {
        let mut out = String::new();
        write(&mut out, text);
        out
    }

    #[test]
    fn nothing_written_can_open_a_tag_or_close_a_value() {
        assert_eq!(written(text, "a<b>&\"é"), "a&lt;b&gt;&amp;\"é");
        assert_eq!(written(attribute, "a<b>&\"é"), "a&lt;b&gt;&amp;&quot;é");
        assert_eq!(written(address, "/é b?x=1&y='%20\"<"), "/%C3%A9%20b?x=1&amp;y=&#x27;%20%22%3C");
    }
}
