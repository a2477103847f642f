//! The examples of the CommonMark specification, through our Markdown with our options off.

use serde_json::Value;

/// Examples that pulldown-cmark is known to render otherwise, by number, with the reason.
const KNOWN: &[(u64, &str)] = &[(
    175,
    "no line break between a list item's mark and a block of raw HTML in it; the same HTML otherwise",
)];

/// A quotation mark in text may be written either way: it is the same HTML.
fn same_quotes(html: &str) -> String {
    html.replace("&quot;", "\"")
}

#[test]
fn every_example_of_the_specification_is_rendered_as_it_says() {
    let data = include_str!("data/commonmark-0.31.2.json");
    let examples: Vec<Value> = serde_json::from_str(data).unwrap();
    assert!(examples.len() > 600, "the examples are all there");
    let mut wrong = Vec::new();
    for example in &examples {
        let field = |name: &str| example[name].as_str().unwrap();
        let number = example["example"].as_u64().unwrap();
        let html = dateline::compile::markdown::html::commonmark(field("markdown"));
        let passes = same_quotes(&html) == same_quotes(field("html"));
        match KNOWN.iter().find(|(known, _)| *known == number) {
            Some((_, reason)) if passes => {
                wrong.push(format!("example {number} passes; it was listed: {reason}"));
            }
            None if !passes => {
                wrong.push(format!(
                    "example {number}:\n{}\nexpected:\n{}\ngot:\n{html}",
                    field("markdown"),
                    field("html")
                ));
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n---\n"));
}
