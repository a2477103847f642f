//! The everyday front matter: lines of `key: value`, where a value is words, a date, quoted text
//! without escapes, or a list of these on one line.
//!
//! Takes the text of a front matter, gives its [`Map`]; nothing where it holds anything else, and
//! then the full reader of YAML is asked, which takes ten times as long. Never gives another value
//! than that reader would: in doubt it gives none. Reports nothing.

use crate::model::data::{Data, Map};

/// With more keys than this a front matter is not an everyday one.
const MOST_KEYS: usize = 32;

/// Reads a front matter of which every line is an everyday one.
pub(super) fn read(text: &str) -> Option<Map> {
    if text.bytes().any(is_special) {
        return None;
    }
    let mut map = Map::with_capacity(12);
    for line in text.lines() {
        let (key, rest) = line.split_once(':')?;
        if !is_key(key) || map.len() == MOST_KEYS || map.iter().any(|(other, _)| other == key) {
            return None;
        }
        if !rest.is_empty() && !rest.starts_with(' ') {
            return None;
        }
        map.push((key.to_owned(), value(rest.trim_matches(' '))?));
    }
    if map.is_empty() { None } else { Some(map) }
}

/// Whether there may be a character here that YAML refuses or reads in its own way: controls, tabs
/// and carriage returns, and what UTF-8 begins with the bytes of U+0080 to U+00BF and U+F000 to
/// U+FFFF.
fn is_special(byte: u8) -> bool {
    (byte < b' ' && byte != b'\n') || matches!(byte, 0x7F | 0xC2 | 0xEF)
}

fn is_key(key: &str) -> bool {
    key.len() <= 64
        && key.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

fn value(text: &str) -> Option<Data> {
    match text.as_bytes().first() {
        None => Some(Data::Null),
        Some(b'[') => list(text),
        Some(b'"') => match quoted(text)? {
            (inner, "") => Some(Data::Text(inner.to_owned())),
            _ => None,
        },
        Some(_) => {
            let plain = is_date(text) || is_words(text, b":#");
            plain.then(|| Data::Text(text.to_owned()))
        }
    }
}

fn list(text: &str) -> Option<Data> {
    let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.trim_matches(' ');
    let mut items = Vec::new();
    while !rest.is_empty() {
        let (item, after) = if rest.starts_with('"') {
            quoted(rest)?
        } else {
            let (item, after) = rest.split_at(rest.find(',').unwrap_or(rest.len()));
            let item = item.trim_end_matches(' ');
            is_words(item, b":#[]{}\"?").then_some((item, after))?
        };
        items.push(Data::Text(item.to_owned()));
        let after = after.trim_start_matches(' ');
        rest = match after.strip_prefix(',') {
            Some(more) => Some(more.trim_start_matches(' ')).filter(|more| !more.is_empty())?,
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(Data::List(items))
}

/// What stands between quotes without an escape, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inner, after) = text.strip_prefix('"')?.split_once('"')?;
    (!inner.contains('\\')).then_some((inner, after))
}

/// Whether this is text and nothing else: it begins with a letter, has none of `marks`, and is no
/// word with a meaning.
fn is_words(text: &str, marks: &[u8]) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && !text.bytes().any(|byte| marks.contains(&byte))
        && !["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `2020-06-16` and `2020-06-16T09:30:00+02:00`, which no rule of YAML takes for a number.
fn is_date(text: &str) -> bool {
    let (Some(day), Some(time)) = (text.as_bytes().get(..10), text.as_bytes().get(10..)) else {
        return false;
    };
    let in_place =
        |(at, byte): (usize, &u8)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() };
    let of_time =
        |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z' | b':' | b'.' | b'+' | b'-');
    day.iter().enumerate().all(in_place) && time.iter().all(of_time) && !text.ends_with(':')
}
