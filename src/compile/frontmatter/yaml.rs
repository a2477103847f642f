//! The YAML of a front matter or configuration as data, in the order of the file.
//!
//! Takes a range of a file's text, gives a [`Map`] or findings. The only user of `serde_yaml`.
//! Knows nothing of what the keys mean.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::{MAX_FILE, SourceFile};
use crate::model::config::Config;
use crate::model::data::{Data, Map};

use super::characters;
use super::keys::{ARTICLE, LISTS};
use super::locate::Places;
use super::plain;
use super::syntax::{self, Trouble};

/// The longest front matter that is read, in bytes.
pub(super) const MAX_FRONT_MATTER: usize = 64 * 1024;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 32;

/// How much the values may hold when all aliases are followed. Without aliases a front matter of
/// the greatest length stays far below it.
const MAX_CONTENT: usize = 8 * MAX_FRONT_MATTER;

/// Reads a whole file of YAML, whatever its top is. `None` if an error was found.
pub(super) fn whole(file: &SourceFile, findings: &mut Vec<Finding>) -> Option<Data> {
    let text = &file.text;
    if opens_too_many(text) {
        findings.push(syntax::too_large(file, 0));
        return None;
    }
    let clean = characters::clean(file, 0, text, findings)?;
    let limits = Limits::of_data();
    match full(&clean, &limits) {
        Ok(_) if limits.duplicate.get() => {
            findings.extend(duplicates(file));
            None
        }
        Ok(data) => Some(data),
        Err(error) => {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            findings.push(syntax::explain(file, 0, text, &Trouble::new(&error.to_string(), line, column)));
            None
        }
    }
}

/// Reads a value from another format, and tells whether a key stands twice in it.
pub(super) fn value<'de, D: Deserializer<'de>>(from: D) -> Result<(Data, bool), D::Error> {
    let limits = Limits::of_data();
    let data = Seed { limits: &limits, depth: 0 }.deserialize(from)?;
    Ok((data, limits.duplicate.get()))
}

/// Reads the YAML in this range of the file. `None` if an error was found.
pub fn parse(file: &SourceFile, yaml: Range<usize>, findings: &mut Vec<Finding>) -> Option<Map> {
    let start = yaml.start;
    let text = file.text.get(yaml).unwrap_or_default();
    if text.len() > MAX_FRONT_MATTER || opens_too_many(text) {
        findings.push(syntax::too_large(file, start));
        return None;
    }
    let clean = characters::clean(file, start, text, findings)?;
    if let Some(map) = plain::read(&clean) {
        return Some(map); // Most front matters: the full reader costs ten times as much.
    }
    let limits = Limits { content: Cell::new(MAX_CONTENT), duplicate: Cell::new(false) };
    let data = match full(&clean, &limits) {
        Ok(data) => data,
        Err(error) => {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            let trouble = Trouble::new(&error.to_string(), line, column);
            findings.push(syntax::explain(file, start, text, &trouble));
            return None;
        }
    };
    if limits.duplicate.get() {
        findings.extend(duplicates(file));
        return None;
    }
    match data {
        Data::Map(map) => Some(map),
        Data::Null if says_nothing(text) => Some(Map::new()),
        other => {
            findings.push(syntax::not_a_map(file, start, text, &other));
            None
        }
    }
}

fn full(text: &str, limits: &Limits) -> Result<Data, serde_yaml::Error> {
    Seed { limits, depth: 0 }.deserialize(serde_yaml::Deserializer::from_str(text))
}

/// Brackets that are never closed make the reader slow long before it refuses their depth.
fn opens_too_many(text: &str) -> bool {
    let mut depth = 0_usize;
    memchr::memchr2_iter(b'[', b'{', text.as_bytes()).count() > 8 * MAX_DEPTH
        && text.bytes().any(|byte| {
            match byte {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > 8 * MAX_DEPTH
        })
}

fn says_nothing(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}

pub(super) fn duplicates(file: &SourceFile) -> Vec<Finding> {
    let config = Config::default();
    let found = Places::new(&file.text, &config).duplicates();
    if found.is_empty() {
        return vec![Finding::new(
            Code::DuplicateKey,
            &file.path,
            Place::File,
            "a key stands twice in one map",
        )];
    }
    let is_list = |key: &str| ARTICLE.find(key, &config).is_some_and(|known| LISTS.contains(&known.key));
    let finding = |(first, second, key): (Range<usize>, Range<usize>, String)| {
        let both = if is_list(&key) { "; if both are meant, make one list of them" } else { "" };
        Finding::new(Code::DuplicateKey, &file.path, Place::at(second), format!("`{key}` stands twice"))
            .help(format!("keep one of them{both}"))
            .related(&file.path, Place::at(first), format!("`{key}` stands here first"))
    };
    found.into_iter().map(finding).collect()
}

struct Limits {
    content: Cell<usize>,
    duplicate: Cell<bool>,
}

impl Limits {
    /// Those of a file of data, which may be as long as a file can be.
    fn of_data() -> Self {
        Self { content: Cell::new(8 * MAX_FILE), duplicate: Cell::new(false) }
    }

    fn spend<E: serde::de::Error>(&self, size: usize) -> Result<(), E> {
        let left = self.content.get().checked_sub(size.saturating_add(1));
        left.map(|left| self.content.set(left)).ok_or_else(|| E::custom(syntax::TOO_LARGE))
    }
}

/// Reads one value, whatever it is.
#[derive(Clone, Copy)]
struct Seed<'l> {
    limits: &'l Limits,
    depth: usize,
}

impl Seed<'_> {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        self.limits.spend(0)?;
        if self.depth >= MAX_DEPTH {
            return Err(E::custom(syntax::TOO_DEEP));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn text<E: serde::de::Error>(self, text: &str) -> Result<Data, E> {
        self.limits.spend(text.len())?;
        Ok(Data::Text(text.to_owned()))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Data;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Data, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_none<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(i64::try_from(value).map_or_else(|_| Data::Text(value.to_string()), Data::Int))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Data, E> {
        Ok(Data::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Data, E> {
        Ok(Data::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        // Infinity and “not a number” mean nothing on a page.
        Ok(if value.is_finite() { Data::Float(value) } else { Data::Text(value.to_string()) })
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Data, E> {
        self.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Data, A::Error> {
        let seed = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(seed)? {
            self.limits.spend(0)?;
            list.push(item);
        }
        Ok(Data::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Data, A::Error> {
        let seed = self.deeper()?;
        let mut map = Map::with_capacity(if self.depth == 0 { 12 } else { 4 });
        while let Some(key) = entries.next_key_seed(Key)? {
            self.limits.spend(key.len())?;
            map.push((key, entries.next_value_seed(seed)?));
        }
        if has_duplicate(&map) {
            self.limits.duplicate.set(true);
        }
        if map.iter().any(|(key, _)| key == "<<") {
            map = merged(map);
        }
        Ok(Data::Map(map))
    }

    /// A tag (`!Foo bar`) has no meaning here: of a text it is a part, of others it is dropped.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Data, A::Error> {
        let (tag, value) = tagged.variant_seed(Key)?;
        match value.newtype_variant_seed(self)? {
            Data::Text(text) => Ok(Data::Text(format!("!{tag} {text}"))),
            Data::Null => Ok(Data::Text(format!("!{tag}"))),
            Data::Map(_) if self.depth >= MAX_DEPTH => Err(A::Error::custom(syntax::TOO_DEEP)),
            other => Ok(other),
        }
    }
}

/// Reads a key: any scalar, as its own text.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(syntax::KEY_EXPECTED)
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

fn has_duplicate(map: &Map) -> bool {
    if map.len() <= 24 {
        return map
            .iter()
            .enumerate()
            .any(|(index, (key, _))| map[..index].iter().any(|(other, _)| other == key));
    }
    let mut keys: Vec<&str> = map.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

/// The map with the keys of `<<: *other` in it; its own keys win.
fn merged(map: Map) -> Map {
    let (merges, mut own): (Map, Map) = map.into_iter().partition(|(key, _)| key == "<<");
    let maps = merges.into_iter().flat_map(|(_, value)| match value {
        Data::List(items) => items,
        other => vec![other],
    });
    for entry in maps.flat_map(|value| if let Data::Map(entries) = value { entries } else { Map::new() }) {
        if own.iter().all(|(key, _)| *key != entry.0) {
            own.push(entry);
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::base::path::SourcePath;

    use super::*;

    fn parsed(yaml: &str) -> (Option<Map>, Vec<Finding>) {
        let text = format!("---\n{yaml}\n---\n");
        let file = SourceFile { path: SourcePath::new("content/a.md"), text };
        let mut findings = Vec::new();
        (parse(&file, 4..4 + yaml.len() + 1, &mut findings), findings)
    }

    fn value(yaml: &str) -> Data {
        let (map, findings) = parsed(yaml);
        assert!(findings.is_empty(), "{yaml}: {findings:?}");
        map.unwrap().remove(0).1
    }

    fn code(yaml: &str) -> &'static str {
        let (map, findings) = parsed(yaml);
        assert!(map.is_none(), "{yaml}");
        findings.last().unwrap().code.as_str()
    }

    #[test]
    fn scalars_are_what_they_look_like_and_no_more() {
        let text = |text: &str| Data::Text(text.to_owned());
        assert_eq!(value("a: yes"), text("yes"));
        assert_eq!(value("a: no"), text("no"));
        assert_eq!(value("a: 2020-06-16"), text("2020-06-16"));
        assert_eq!(value("a: 9:30"), text("9:30"));
        assert_eq!(value("a: 007"), text("007"));
        assert_eq!(value("a: 12"), Data::Int(12));
        assert_eq!(value("a: 1.5"), Data::Float(1.5));
        assert_eq!(value("a: 12345678901234567890123"), text("12345678901234567890123"));
        assert_eq!(value("a: true"), Data::Bool(true));
        assert_eq!(value("a: !Foo bar"), text("!Foo bar"));
        assert_eq!(value("a:"), Data::Null);
        assert_eq!(value("a: >-\n  x\n  y"), text("x y"));
    }

    #[test]
    fn keys_keep_their_order_and_their_text() {
        let (map, _) = parsed("z: 1\n2023: 2\nModule Name: 3\ncSpell:ignore: 4\ntrue: 5");
        let keys: Vec<String> = map.unwrap().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["z", "2023", "Module Name", "cSpell:ignore", "true"]);
    }

    /// What the full reader makes of a text, if it takes it at all.
    fn by_full_reader(text: &str) -> Option<Data> {
        let limits = Limits { content: Cell::new(MAX_CONTENT), duplicate: Cell::new(false) };
        full(text, &limits).ok().filter(|_| !limits.duplicate.get())
    }

    #[test]
    fn the_everyday_front_matter_is_read_without_the_full_reader() {
        for text in [
            "title: Nokia wins in Finland, again\ndate: 2020-06-16\nvendors: Nokia\n",
            "title: \"A: b # c — é\"\ndate: 2020-06-16T09:30:00+02:00\ntopics: [a b, \"c, d\"]\nkicker:",
            "a: []\nb: [ x ,  y ]\nc:  yes  \nd: it's \"so\" & [so], {so}? - yes!",
        ] {
            let map = plain::read(text);
            assert!(map.is_some(), "{text}");
            assert_eq!(map.map(Data::Map), by_full_reader(text), "{text}");
        }
        for text in ["", "a: true", "a: 1", "a: 1e-5", "a: 'x'", "a: x\n  y", "a: x # y", "a: x\na: y", "# a"]
        {
            assert_eq!(plain::read(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn both_readers_give_the_same(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 1..24),
        ) {
            let text = format!("a: {}", parts.concat());
            if let Some(map) = plain::read(&text) {
                prop_assert_eq!(Some(Data::Map(map)), by_full_reader(&text), "{:?}", text);
            }
        }
    }

    /// What front matters are made of, and what makes them hard to read.
    const PARTS: &[&str] = &[
        "a",
        "b",
        "Z",
        "é",
        "’",
        "数",
        "0",
        "1",
        "2020-06-16",
        "T09:30:00Z",
        "true",
        "null",
        "~",
        "e5",
        ".",
        "0x1",
        " ",
        " ",
        "  ",
        "\n",
        "\nb: ",
        "\nc: ",
        "\nd-e: ",
        "\nb:",
        ": ",
        ":",
        "- ",
        "-",
        "# ",
        "#",
        ", ",
        ",",
        "[",
        "]",
        "[a, b]",
        "[\"a\", b]",
        "{",
        "}",
        "\"",
        "\"a b\"",
        "'",
        "\\",
        "|",
        ">",
        "!",
        "&",
        "*",
        "?",
        "%",
        "@",
        "`",
        "<<",
        "/",
        "(",
        ")",
        "+",
        "_",
        "=",
        "\t",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "\u{1f600}",
        "\r\n",
        "---",
        "...",
    ];

    #[test]
    fn an_empty_front_matter_is_an_empty_map() {
        for yaml in ["", "# comment", "\n  \n"] {
            assert_eq!(parsed(yaml).0, Some(Map::new()), "{yaml}");
        }
        for yaml in ["just text", "- a\n- b", "~", "null", "42"] {
            assert_eq!(code(yaml), "front-matter-not-a-map", "{yaml}");
        }
    }

    #[test]
    fn merge_keys_are_followed() {
        let (map, _) = parsed("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3");
        let Data::Map(entries) = &map.unwrap()[1].1 else { panic!("no map") };
        assert_eq!(entries, &vec![("q".to_owned(), Data::Int(3)), ("p".to_owned(), Data::Int(1))]);
    }

    #[test]
    fn a_key_that_stands_twice_is_an_error_at_any_depth() {
        let (_, findings) = parsed("a: 1\nhero:\n  alt: x\n  alt: y\na: 2");
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].message, "`alt` stands twice");
        assert_eq!(findings[1].related[0].1, Place::Bytes(4..5));
    }

    #[test]
    fn invisible_separators_are_blanks_and_control_characters_are_refused() {
        let (map, findings) = parsed("a: x\u{2028}y\nb: z\u{85}w");
        assert_eq!(map.unwrap()[0].1, Data::Text("x y".to_owned()));
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].place, Place::Bytes(8..11));
        assert_eq!(findings[0].mended.as_deref(), Some("a: x y"));
        assert_eq!(code("a: x\u{7f}y"), "control-character");
        assert_eq!(code("a: x\u{1}y"), "control-character");
        assert_eq!(value("a: “x” €"), Data::Text("“x” €".to_owned()));
    }

    #[test]
    fn what_is_too_large_too_deep_or_a_bomb_is_refused_at_once() {
        assert_eq!(code(&format!("a: {}", "x".repeat(70_000))), "front-matter-too-large");
        assert_eq!(code(&format!("a: {}{}", "[".repeat(40), "]".repeat(40))), "front-matter-too-large");
        assert_eq!(code(&format!("a: {}", "[".repeat(60_000))), "front-matter-too-large");
        assert_eq!(code(&format!("a: {}", "{a: ".repeat(15_000))), "front-matter-too-large");
        assert_eq!(code(&format!("a: {}b", "- ".repeat(30_000))), "yaml-syntax");
        assert_eq!(code(&format!("a:\n  {}b", "- ".repeat(30_000))), "front-matter-too-large");
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for pair in ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"] {
            let (from, to) = pair.split_at(1);
            bomb = format!("{bomb}{to}: &{to} [{}]\n", vec![format!("*{from}"); 10].join(", "));
        }
        assert_eq!(code(bomb.trim_end()), "front-matter-too-large");
        let long = format!("a: &a {}\nb: [{}]", "x".repeat(30_000), vec!["*a"; 8_000].join(", "));
        assert_eq!(code(&long), "front-matter-too-large");
    }
}
