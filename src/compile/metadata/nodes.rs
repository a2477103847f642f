//! Linked data in a page: a graph of JSON objects (W3C JSON-LD 1.1 with the words of schema.org).
//!
//! Takes objects, gives a `<script>` element. What is null or empty is left out. Knows nothing of what is told.

use serde_json::{Value, json};

/// The graph as an element of a page.
pub(super) fn script(mut graph: Vec<Value>) -> String {
    graph.iter_mut().for_each(prune);
    let text = json!({"@context": "https://schema.org", "@graph": graph}).to_string();
    // Outside of strings JSON has none of these, and inside they must not end the element (HTML Living Standard,
    // 4.12.1.3: restrictions for contents of script elements).
    let text = text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    format!("<script type=\"application/ld+json\">{text}</script>")
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
        let node = json!({"@type": "Thing", "name": "</script>&\"", "url": null, "sameAs": [], "about": [{"name": ""}]});
        let expected = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Thing","name":"\u003c/script\u003e\u0026\""}]}</script>"#;
        assert_eq!(script(vec![node]), expected);
    }
}
