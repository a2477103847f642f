//! Writing YAML for a mended line: a text as a scalar, and one value of a line replaced.
//!
//! Knows nothing of keys or of what was wrong.

use std::ops::Range;

use crate::base::source::line_range;

/// The text as a YAML value: bare where that is safe, otherwise in quotes.
pub(super) fn scalar(text: &str) -> String {
    if is_safe_bare(text) { text.to_owned() } else { quoted(text) }
}

/// The texts as a list in brackets: `[Nokia, "AT&T, Inc"]`.
pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let item =
        |text: &'a str| if text.contains([',', '[', ']', '{', '}']) { quoted(text) } else { scalar(text) };
    let items: Vec<String> = items.into_iter().map(item).collect();
    format!("[{}]", items.join(", "))
}

/// The text in quotes, whichever need no escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains('\'') && !text.contains('\n') {
        return format!("'{text}'");
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

/// The text on one line, with single blanks between its words.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The whole line that holds these bytes, with the bytes replaced; `None` where they span lines.
pub(super) fn replaced(text: &str, range: &Range<usize>, with: &str) -> Option<String> {
    let line = line_range(text, range.start);
    if range.end > line.end || range.start > range.end {
        return None;
    }
    let (before, after) = (text.get(line.start..range.start)?, text.get(range.end..line.end)?);
    Some(format!("{before}{with}{after}"))
}

fn is_safe_bare(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let means_other = matches!(text.to_ascii_lowercase().as_str(), "~" | "null" | "true" | "false")
        || text.parse::<f64>().is_ok();
    !means_other
        && text.trim() == text
        && !"-?:,[]{}#&*!|>'\"%@`.+".contains(first)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_only_where_yaml_needs_it() {
        for (text, expected) in [
            ("Nokia wins", "Nokia wins"),
            ("Acme: wins", "\"Acme: wins\""),
            ("2023", "\"2023\""),
            ("2020-06-16", "2020-06-16"),
            ("@home", "\"@home\""),
            ("say \"yes\": now", "'say \"yes\": now'"),
            ("it's \"x\": y", "\"it's \\\"x\\\": y\""),
            ("", "\"\""),
            ("true", "\"true\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
        assert_eq!(list(["Nokia", "a, b"]), "[Nokia, \"a, b\"]");
    }

    #[test]
    fn only_a_value_on_one_line_is_replaced() {
        let text = "a: b\ncé: d\n";
        assert_eq!(replaced(text, &(10..11), "x").unwrap(), "cé: x");
        assert_eq!(replaced(text, &(3..7), "x"), None);
    }
}
