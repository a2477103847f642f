//! Which HTML an article may hold: the allow-list, and the sanitiser that applies it.
//!
//! Takes rendered HTML, gives HTML of which only allowed tags, attributes and addresses are left.
//! The same tables serve the detector, so that a warning names what is really taken away. Must not
//! know Markdown or findings.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

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

/// Schemes that an address may have, sorted. Others run code (`javascript:`), hold a document of
/// their own (`data:`), or lead into the reader's own machine (`file:`).
const SCHEMES: &[&str] =
    &["geo", "http", "https", "irc", "ircs", "magnet", "mailto", "news", "sms", "tel", "xmpp"];

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
pub(super) fn refused_value(tag: &str, attribute: &str, value: &str) -> Option<String> {
    if !ADDRESSES.contains(&attribute) {
        return None;
    }
    if attribute == "srcset" {
        return value.split(',').find_map(|candidate| refused(candidate, true));
    }
    refused(value, tag == "img" && attribute == "src")
}

/// The scheme of this address, if it is one that no address may have. An image may be written out
/// in its address (`data:image/…`).
pub(super) fn refused(address: &str, image: bool) -> Option<String> {
    // Nearly every address begins so, or has no scheme.
    if address.starts_with("https:") || memchr::memchr(b':', address.as_bytes()).is_none() {
        return None;
    }
    let (scheme, rest) = scheme(address)?;
    let allowed = SCHEMES.binary_search(&scheme.as_str()).is_ok()
        || (image
            && scheme == "data"
            && rest.get(..6).is_some_and(|kind| kind.eq_ignore_ascii_case("image/")));
    (!allowed).then_some(scheme)
}

/// The scheme that a browser sees in an address, in lower case, and what follows its colon.
/// Browsers overlook blanks at the front and control characters everywhere, and so does this.
fn scheme(address: &str) -> Option<(String, &str)> {
    let (before, rest) = address.split_once(':')?;
    let seen = before.trim_start_matches(|ch: char| ch <= ' ');
    let scheme: String = seen.chars().filter(|ch| !ch.is_control()).collect();
    let sound = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (sound && scheme.starts_with(|ch: char| ch.is_ascii_alphabetic()))
        .then(|| (scheme.to_ascii_lowercase(), rest))
}

/// Takes everything away that is not allowed.
pub(super) fn clean(html: &str) -> String {
    let mut builder = ammonia::Builder::empty();
    let own = TAG_ATTRIBUTES.iter().map(|(tag, own)| (*tag, own.iter().copied().collect::<HashSet<_>>()));
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(WITH_CONTENT.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .generic_attribute_prefixes(HashSet::from([PREFIX]))
        .tag_attributes(own.collect::<HashMap<_, _>>())
        // Pictures in `data:` addresses; the filter below lets no others through.
        .url_schemes(SCHEMES.iter().copied().chain(["data"]).collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .attribute_filter(|tag, attribute, value| {
            refused_value(tag, attribute, value).is_none().then_some(Cow::Borrowed(value))
        });
    builder.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(html: &str) -> String {
        clean(html)
    }

    #[test]
    fn the_tables_are_sorted_and_no_tag_stands_in_two() {
        for table in [TAGS, WITH_CONTENT, OTHER_TAGS, ATTRIBUTES, SCHEMES] {
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
        for address in [
            "javascript:x",
            " JavaScript:x",
            "java\tscript:x",
            "\u{1}vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://x",
            "blob:x",
            "c:\\x",
        ] {
            assert!(refused(address, true).is_some(), "{address:?}");
        }
        for address in [
            "",
            "data.html",
            "/javascript:x",
            "data:image/png;base64,x",
            "https://x/?javascript:",
            "HTTP://x",
            "tel:+4930",
            "sms:1",
            "a b: c.md",
            "2020:06.md",
            "#a:b",
        ] {
            assert_eq!(refused(address, true), None, "{address:?}");
        }
        assert_eq!(refused("data:image/png,x", false), Some("data".to_owned()));
    }
}
