//! Files whose metadata is there, but not as YAML between fences: TOML, JSON, bare headers.
//!
//! Takes the text and its first line, gives the finding that shows how it should be written.

use std::ops::Range;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::SourceFile;

use super::fence::key_of;
use super::mend;

/// What other format the file begins with, if any.
pub(super) fn recognise(file: &SourceFile, first: Range<usize>) -> Option<Finding> {
    let line = file.text[first.clone()].trim();
    let rest = &file.text[first.start..];
    match line {
        "+++" => Some(toml(file, first)),
        ";;;" => Some(foreign(file, first, "`;;;` opens front matter in JSON; this program reads YAML")),
        "---toml" | "---json" | "--- toml" | "--- json" => {
            Some(foreign(file, first, "this program reads front matter in YAML only"))
        }
        _ if is_json(rest) => {
            Some(foreign(file, first, "this front matter is JSON; this program reads YAML"))
        }
        _ if is_headers(rest) => Some(unfenced(file, first)),
        _ => None,
    }
}

fn foreign(file: &SourceFile, first: Range<usize>, message: &str) -> Finding {
    Finding::new(Code::ForeignFrontMatter, &file.path, Place::at(first), message)
        .mended("---")
        .help("write each key as `key: value` on a line of its own, between two lines `---`")
}

fn toml(file: &SourceFile, first: Range<usize>) -> Finding {
    let finding = foreign(file, first.clone(), "`+++` opens front matter in TOML; this program reads YAML");
    let lines = file.text[first.end..].lines().skip(1).take_while(|line| line.trim() != "+++");
    let yaml: Vec<String> = lines.map_while(yaml_of_toml).take(12).collect();
    if yaml.is_empty() { finding } else { finding.help(format!("in YAML that is: `{}`", yaml.join("`, `"))) }
}

/// `title = "Foo"` as `title: "Foo"`; `None` from the first table or value of several lines on.
fn yaml_of_toml(line: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let simple = !key.is_empty() && key.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-'));
    let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let value = match bare {
        Some(text) if !text.contains(['"', '\\']) => mend::scalar(text),
        _ => value.to_owned(),
    };
    (simple && !value.is_empty() && value != "[" && !value.starts_with("\"\"\""))
        .then(|| format!("{key}: {value}"))
}

fn is_json(text: &str) -> bool {
    text.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// Whether the text begins with `title: …` or the like. Prose may begin with one word and a colon,
/// so a single line counts only if its key can be nothing else.
fn is_headers(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().and_then(key_of).unwrap_or_default();
    let next_is_key = lines.next().and_then(key_of).is_some_and(is_usual);
    let sure =
        ["title", "date", "layout", "author", "authors"].iter().any(|key| first.eq_ignore_ascii_case(key));
    sure || (is_usual(first) && next_is_key)
}

fn is_usual(key: &str) -> bool {
    const USUAL: &[&str] = &[
        "title",
        "date",
        "layout",
        "author",
        "authors",
        "slug",
        "tags",
        "categories",
        "category",
        "summary",
        "description",
        "excerpt",
        "deck",
        "teaser",
        "draft",
        "published",
        "permalink",
        "vendors",
        "customers",
        "topics",
        "name",
        "standfirst",
        "status",
        "type",
        "updated",
        "hero",
        "kicker",
        "sources",
    ];
    USUAL.iter().any(|usual| usual.eq_ignore_ascii_case(key))
}

fn unfenced(file: &SourceFile, first: Range<usize>) -> Finding {
    let text = &file.text[first.start..];
    let headers =
        text.lines().take_while(|line| key_of(line).is_some() || line.starts_with([' ', '\t', '-']));
    let headers: Vec<&str> = headers.take_while(|line| line.trim_end() != "---").collect();
    let last: String = headers.last().map_or(String::new(), |line| line.trim().chars().take(60).collect());
    let message = "keys stand here without a line `---` before them, so they would be printed as text";
    let finding = Finding::new(Code::UnfencedFrontMatter, &file.path, Place::at(first.clone()), message)
        .mended(format!("---\n{}", &file.text[first]));
    let closed = text.lines().nth(headers.len()).is_some_and(|line| line.trim_end() == "---");
    if closed {
        finding.help("add a line `---` before the first key")
    } else {
        finding.help(format!("add a line `---` before the first key, and another after the last, `{last}`"))
    }
}

#[cfg(test)]
mod tests {
    use crate::base::path::SourcePath;

    use super::super::fence::open;
    use super::*;

    fn found(text: &str) -> Option<Finding> {
        let file = SourceFile { path: SourcePath::new("content/a.md"), text: text.to_owned() };
        let mut findings = Vec::new();
        open(&file, &mut findings);
        findings.pop()
    }

    #[test]
    fn other_formats_are_named_and_shown_as_yaml() {
        let toml = found("+++\ntitle = \"A: b\"\ndraft = true\n[x]\ny = 1\n+++\nbody").unwrap();
        assert_eq!(toml.code, Code::ForeignFrontMatter);
        assert_eq!(toml.help[1], "in YAML that is: `title: \"A: b\"`, `draft: true`");
        for text in [";;;\n{}\n;;;\n", "{\n \"title\": \"x\"\n}\n", "{\"title\": 1}", "---json\n{}\n---\n"] {
            assert_eq!(found(text).unwrap().code, Code::ForeignFrontMatter, "{text}");
        }
    }

    #[test]
    fn headers_without_a_fence_are_named_and_prose_is_not() {
        let bare = found("Title: Foo\nDate: 2020-06-16\n\nText.\n").unwrap();
        assert_eq!(bare.code, Code::UnfencedFrontMatter);
        assert_eq!(bare.mended.unwrap(), "---\nTitle: Foo");
        assert!(bare.help[0].ends_with("after the last, `Date: 2020-06-16`"), "{:?}", bare.help);
        let half = found("title: Foo\n---\nText.\n").unwrap();
        assert_eq!(half.help[0], "add a line `---` before the first key");
        for prose in
            ["Update: the deal is off.\n", "Note: see below\nMore text", "Description: it is\nlong", "a"]
        {
            assert!(found(prose).is_none(), "{prose}");
        }
    }
}
