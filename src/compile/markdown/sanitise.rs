//! Which HTML an article may hold: the allow-list, and the sanitiser that applies it.
//!
//! Takes rendered HTML, gives HTML of which only allowed tags, attributes and addresses are left.
//! The same tables serve the detector, so that a warning names what is really taken away. Must not
//! know Markdown or findings.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Tags that may stand in an article, sorted.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// Tags that are taken away with all they hold, sorted: it is code, or a text for other readers.
const WITH_CONTENT: &[&str] = &[
    "iframe", "math", "noembed", "noframes", "noscript", "script", "select", "style", "svg", "template",
    "textarea", "title", "xmp",
];

/// Other tags of HTML, old and new, sorted. They are not allowed, but they are no components of
/// another language either.
const OTHER_TAGS: &[&str] = &[
    "acronym",
    "applet",
    "area",
    "base",
    "basefont",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "center",
    "command",
    "datalist",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "font",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "input",
    "keygen",
    "label",
    "legend",
    "link",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "nav",
    "nobr",
    "object",
    "optgroup",
    "option",
    "output",
    "param",
    "plaintext",
    "portal",
    "progress",
    "rb",
    "rtc",
    "search",
    "slot",
    "spacer",
    "strike",
    "tt",
];

/// Attributes that any allowed tag may have, sorted.
const ATTRIBUTES: &[&str] = &["class", "dir", "id", "lang", "role", "title"];

/// The beginning of attributes that any allowed tag may have.
const PREFIX: &str = "aria-";

/// Attributes that one tag may have.
const TAG_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "name", "rel", "target"]),
    ("audio", &["controls", "loop", "muted", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["name", "open"]),
    ("img", &["alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("source", &["height", "media", "sizes", "src", "srcset", "type", "width"]),
    ("pre", &["tabindex"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("track", &["default", "kind", "label", "src", "srclang"]),
    ("video", &["controls", "height", "loop", "muted", "playsinline", "poster", "preload", "src", "width"]),
];

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["cite", "href", "poster", "src", "srcset"];

/// Schemes of addresses that run code, or hold a whole document of their own.
const DANGEROUS: &[&str] = &["data", "javascript", "vbscript"];

/// Whether this tag (lower case) may stand in an article.
pub(super) fn tag_allowed(tag: &str) -> bool {
    TAGS.binary_search(&tag).is_ok()
}

/// Whether this tag (lower case) is taken away with all it holds.
pub(super) fn goes_with_content(tag: &str) -> bool {
    WITH_CONTENT.binary_search(&tag).is_ok()
}

/// Whether HTML has, or had, a tag of this name (lower case).
pub(super) fn is_html(tag: &str) -> bool {
    tag_allowed(tag) || goes_with_content(tag) || OTHER_TAGS.binary_search(&tag).is_ok()
}

/// Whether this allowed tag may have this attribute (both lower case).
pub(super) fn attribute_allowed(tag: &str, attribute: &str) -> bool {
    ATTRIBUTES.binary_search(&attribute).is_ok()
        || attribute.starts_with(PREFIX)
        || TAG_ATTRIBUTES.iter().any(|(name, own)| *name == tag && own.contains(&attribute))
}

/// The scheme of an address that this attribute must not lead to, if it does.
pub(super) fn dangerous_value(tag: &str, attribute: &str, value: &str) -> Option<&'static str> {
    if !ADDRESSES.contains(&attribute) {
        return None;
    }
    if attribute == "srcset" {
        return value.split(',').find_map(|candidate| dangerous(candidate, true));
    }
    dangerous(value, tag == "img" && attribute == "src")
}

/// The dangerous scheme of this address, if it has one. Browsers do not see control characters in
/// a scheme, and neither does this. An image may be written out in its address (`data:image/…`).
pub(super) fn dangerous(address: &str, image: bool) -> Option<&'static str> {
    // Nearly every address has none of these beginnings.
    let mut letters = address.bytes().filter(|byte| *byte > b' ');
    if !matches!(letters.next()?, b'd' | b'D' | b'j' | b'J' | b'v' | b'V' | 0x80..) {
        return None;
    }
    let seen: String =
        address.chars().filter(|ch| *ch > ' ').take(16).collect::<String>().to_ascii_lowercase();
    let (scheme, rest) = seen.split_once(':')?;
    let scheme = DANGEROUS.iter().find(|name| **name == scheme)?;
    if image && *scheme == "data" && rest.starts_with("image/") { None } else { Some(scheme) }
}

/// The scheme of an address, in lower case.
pub(super) fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.trim().split_once(':')?;
    let sound = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (sound && scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())).then(|| scheme.to_ascii_lowercase())
}

/// Takes everything away that is not allowed. `schemes` are those of the body's addresses: all are
/// let through that are not dangerous, as in a body without HTML.
pub(super) fn clean(html: &str, schemes: &BTreeSet<String>) -> String {
    let mut builder = ammonia::Builder::empty();
    let own = TAG_ATTRIBUTES.iter().map(|(tag, own)| (*tag, own.iter().copied().collect::<HashSet<_>>()));
    let safe = schemes.iter().map(String::as_str).filter(|scheme| !DANGEROUS.contains(scheme));
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .generic_attribute_prefixes(HashSet::from([PREFIX]))
        .tag_attributes(own.collect::<HashMap<_, _>>())
        // Pictures in `data:` addresses; the filter below lets no others through.
        .url_schemes(safe.chain(["data", "http", "https", "mailto"]).collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|tag, attribute, value| {
            dangerous_value(tag, attribute, value).is_none().then_some(Cow::Borrowed(value))
        });
    builder.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(html: &str) -> String {
        clean(html, &BTreeSet::from(["https".to_owned(), "javascript".to_owned()]))
    }

    #[test]
    fn the_tables_are_sorted_and_no_tag_stands_in_two() {
        for table in [TAGS, WITH_CONTENT, OTHER_TAGS, ATTRIBUTES] {
            assert!(table.is_sorted());
        }
        assert!(TAG_ATTRIBUTES.iter().all(|(tag, _)| tag_allowed(tag)));
        assert!(WITH_CONTENT.iter().chain(OTHER_TAGS).all(|tag| !tag_allowed(tag)));
    }

    #[test]
    fn what_runs_is_taken_away_and_what_is_text_stays() {
        assert_eq!(cleaned("<p onclick=x style=y id=z>a<script>b</script></p>"), r#"<p id="z">a</p>"#);
        assert_eq!(cleaned("<font>a</font><iframe src=x>b</iframe>"), "a");
        assert_eq!(cleaned("<a href='javascript:x'>a</a><a href='ftp://x'>b</a>"), "<a>a</a><a>b</a>");
        assert_eq!(cleaned("<a href=' java\nscript:x'>a</a>"), "<a>a</a>");
        assert_eq!(
            cleaned("<img src='data:image/png,x'><img src='data:text/html,x'>"),
            "<img src=\"data:image/png,x\"><img>"
        );
        assert_eq!(cleaned("<svg><a title='</svg><img onerror=x>'>b</a></svg>"), "");
        assert_eq!(
            cleaned(r#"<details open=""><summary>a</summary></details>"#),
            r#"<details open=""><summary>a</summary></details>"#
        );
    }

    #[test]
    fn a_scheme_is_seen_through_blanks_and_capitals() {
        for address in
            ["javascript:x", " JavaScript:x", "java\tscript:x", "\u{1}vbscript:x", "data:text/html,x"]
        {
            assert!(dangerous(address, true).is_some(), "{address:?}");
        }
        for address in ["", "data.html", "/javascript:x", "data:image/png;base64,x", "https://x/?javascript:"]
        {
            assert_eq!(dangerous(address, true), None, "{address:?}");
        }
        assert_eq!(dangerous("data:image/png,x", false), Some("data"));
        assert_eq!(scheme("HTTPS://x"), Some("https".to_owned()));
        assert_eq!(scheme("a b:c"), None);
    }
}
