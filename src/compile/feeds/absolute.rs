//! Full addresses in HTML that leaves its page.
//!
//! Takes HTML as a page prints it, gives the same with every address in it full: whoever reads a feed stands on no
//! page. Text is not touched, though it may look like an attribute.

/// The attributes that hold one address (HTML Living Standard, attributes index).
const ADDRESSES: [&str; 5] = ["href", "src", "poster", "cite", "data"];

/// The full address that one on a page leads to; none if it is full already. `origin` is `https://news.example`, `page`
/// the address of the page as printed.
pub(in crate::compile) fn absolute(address: &str, origin: &str, page: &str) -> Option<String> {
    if address.starts_with("//") {
        let scheme = origin.split_once("//").map_or("", |(scheme, _)| scheme);
        return Some(format!("{scheme}{address}"));
    }
    if address.starts_with('/') {
        return Some(format!("{origin}{address}"));
    }
    let folder = &page[..page.rfind('/').map_or(0, |slash| slash + 1)];
    match address.chars().next() {
        None | Some('#' | '?') => Some(format!("{origin}{page}{address}")),
        Some(_) if has_scheme(address) => None,
        Some(_) => Some(format!("{origin}{folder}{}", address.trim_start_matches("./"))),
    }
}

/// RFC 3986, section 3.1.
fn has_scheme(address: &str) -> bool {
    let name = address.split_once(':').map_or("", |(name, _)| name);
    name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// The same HTML with full addresses.
pub(in crate::compile) fn absolute_html(html: &str, origin: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        let (text, tag) = rest.split_at(open);
        out.push_str(text);
        if !tag[1..].starts_with(|ch: char| ch.is_ascii_alphabetic()) {
            out.push('<');
            rest = &tag[1..];
            continue;
        }
        rest = copy_tag(tag, origin, page, &mut out);
    }
    out.push_str(rest);
    out
}

/// Copies a tag with its addresses made full; gives what follows it.
fn copy_tag<'h>(tag: &'h str, origin: &str, page: &str, out: &mut String) -> &'h str {
    let mut rest = tag;
    loop {
        let Some(at) = rest.find(['"', '\'', '>']) else {
            out.push_str(rest);
            return "";
        };
        let (before, quote) = (&rest[..at], &rest[at..=at]);
        out.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        if quote == ">" {
            return rest;
        }
        let end = rest.find(quote).unwrap_or(rest.len());
        let name = before.trim_end().strip_suffix('=').map(str::trim_end);
        let name =
            name.and_then(|before| before.rsplit(|ch: char| ch.is_ascii_whitespace() || ch == '/').next());
        let value = &rest[..end];
        let is = |names: &[&str]| {
            name.is_some_and(|name| names.iter().any(|other| other.eq_ignore_ascii_case(name)))
        };
        if is(&ADDRESSES) {
            out.push_str(absolute(value, origin, page).as_deref().unwrap_or(value));
        } else if is(&["srcset"]) {
            let pictures = value.split(',').map(|picture| {
                let (address, size) = picture.trim().split_once(' ').unwrap_or((picture.trim(), ""));
                let address = absolute(address, origin, page).unwrap_or_else(|| address.to_owned());
                format!("{address} {size}").trim_end().to_owned()
            });
            out.push_str(&pictures.collect::<Vec<_>>().join(", "));
        } else {
            out.push_str(value);
        }
        rest = &rest[end..];
        if let Some(after) = rest.strip_prefix(quote) {
            out.push_str(quote);
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(html: &str) -> String {
        absolute_html(html, "https://a.example", "/news/x/")
    }

    #[test]
    fn every_address_in_a_tag_is_full_and_text_is_left_alone() {
        for (html, expected) in [
            (r#"<a href="/b/">c</a>"#, r#"<a href="https://a.example/b/">c</a>"#),
            (r##"<a href="#d">c</a>"##, r#"<a href="https://a.example/news/x/#d">c</a>"#),
            (r#"<img alt="href=" src="e.png">"#, r#"<img alt="href=" src="https://a.example/news/x/e.png">"#),
            ("<img src='//cdn.example/e.png'>", "<img src='https://cdn.example/e.png'>"),
            (r#"<a title="a > b" href = "/b">"#, r#"<a title="a > b" href = "https://a.example/b">"#),
            (r#"<a href="mailto:a@b.example">"#, r#"<a href="mailto:a@b.example">"#),
            (r#"<a href="http://b.example/">"#, r#"<a href="http://b.example/">"#),
            (
                r#"<img srcset="/a.webp 1x, /b.webp 2x">"#,
                r#"<img srcset="https://a.example/a.webp 1x, https://a.example/b.webp 2x">"#,
            ),
            (r#"<code>href="/b"</code> 1 < 2 href="/c""#, r#"<code>href="/b"</code> 1 < 2 href="/c""#),
            ("<a href=\"/b", "<a href=\"https://a.example/b"),
            ("<", "<"),
        ] {
            assert_eq!(full(html), expected);
        }
    }
}
