//! Linked data in a page: a graph of JSON objects (W3C JSON-LD 1.1 with the words of schema.org).
//!
//! Takes keys and values, gives a `<script>` element. What is empty is left out. Every page has such a graph, so it is
//! written at once and never built. Knows nothing of what is told.

use std::fmt::Write as _;

use serde_json::Value;

/// The things that a page tells of.
pub(super) struct Graph<'o> {
    html: &'o mut String,
    first: bool,
}

impl<'o> Graph<'o> {
    /// Begins the element.
    pub(super) fn begin(html: &'o mut String) -> Self {
        html.push_str(r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":["#);
        Self { html, first: true }
    }

    /// A thing of this type.
    pub(super) fn thing(&mut self, kind: &str, fill: impl FnOnce(&mut Node<'_>)) {
        if !std::mem::take(&mut self.first) {
            self.html.push(',');
        }
        object(self.html, kind, fill);
    }

    /// Ends the element.
    pub(super) fn end(self) {
        self.html.push_str("]}</script>");
    }
}

/// A thing while its keys are written.
pub(super) struct Node<'o>(&'o mut String);

fn object(out: &mut String, kind: &str, fill: impl FnOnce(&mut Node<'_>)) {
    out.push_str("{\"@type\":");
    quoted(out, kind);
    fill(&mut Node(out));
    out.push('}');
}

impl Node<'_> {
    fn key(&mut self, key: &str) {
        self.0.push_str(",\"");
        self.0.push_str(key);
        self.0.push_str("\":");
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, value: impl AsRef<str>) {
        let value = value.as_ref();
        if !value.is_empty() {
            self.key(key);
            quoted(self.0, value);
        }
    }

    /// A text, if there is one.
    pub(super) fn maybe(&mut self, key: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    /// Texts.
    pub(super) fn texts(&mut self, key: &str, values: impl IntoIterator<Item = impl AsRef<str>>) {
        self.list(key, values, |out, value| quoted(out, value.as_ref()));
    }

    /// A number.
    pub(super) fn number(&mut self, key: &str, value: usize) {
        self.key(key);
        let _ = write!(self.0, "{value}");
    }

    /// A thing that is told of elsewhere, by its name.
    pub(super) fn named(&mut self, key: &str, id: &str) {
        self.key(key);
        self.0.push_str("{\"@id\":");
        quoted(self.0, id);
        self.0.push('}');
    }

    /// A thing of this type.
    pub(super) fn thing(&mut self, key: &str, kind: &str, fill: impl FnOnce(&mut Node<'_>)) {
        self.key(key);
        object(self.0, kind, fill);
    }

    /// Things of this type.
    pub(super) fn things<T>(
        &mut self,
        key: &str,
        kind: &str,
        items: impl IntoIterator<Item = T>,
        mut fill: impl FnMut(&mut Node<'_>, T),
    ) {
        self.list(key, items, |out, item| object(out, kind, |node| fill(node, item)));
    }

    fn list<T>(
        &mut self,
        key: &str,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut String, T),
    ) {
        let mut items = items.into_iter();
        let Some(first) = items.next() else { return };
        self.key(key);
        self.0.push('[');
        each(self.0, first);
        for item in items {
            self.0.push(',');
            each(self.0, item);
        }
        self.0.push(']');
    }
}

/// A text in quotes (RFC 8259, section 7) that cannot end the element that it stands in (HTML Living Standard,
/// 4.12.1.3: restrictions for contents of script elements).
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && !matches!(byte, b'"' | b'\\' | b'<' | b'>' | b'&') {
            continue;
        }
        out.push_str(&text[done..at]);
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        done = at + 1;
    }
    out.push_str(&text[done..]);
    out.push('"');
}

/// Takes away what says nothing.
pub(in crate::compile) fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(prune);
            map.retain(|_, value| !is_empty(value));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(prune);
            items.retain(|value| !is_empty(value));
        }
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_left_out_and_nothing_ends_the_element() {
        let mut html = String::new();
        let mut graph = Graph::begin(&mut html);
        graph.thing("Thing", |node| {
            node.text("name", "</script>&\"\\\u{1}ü");
            node.maybe("url", None::<&str>);
            node.texts("sameAs", [""; 0]);
            node.things("about", "Thing", ["a", "b"], |node, name| node.text("name", name));
            node.named("isPartOf", "/#x");
            node.number("position", 3);
        });
        graph.thing("Place", |_| {});
        graph.end();
        let expected = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Thing","name":"\u003c/script\u003e\u0026\"\\\u0001ü","about":[{"@type":"Thing","name":"a"},{"@type":"Thing","name":"b"}],"isPartOf":{"@id":"/#x"},"position":3},{"@type":"Place"}]}</script>"#;
        assert_eq!(html, expected);
    }
}
