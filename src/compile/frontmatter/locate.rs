//! The place of a key or value in a file's YAML, found only when it has to be shown.
//!
//! Takes a whole file's text and a path of keys, gives bytes. The only user of `saphyr-parser`,
//! which is slower than the reader of the happy path but says where everything is.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::base::diagnostic::{KeyPath, Part, Step};
use crate::base::source::{SourceFile, line_range};
use crate::model::config::Config;

use super::characters::{Bytes, without_hidden};
use super::fence;
use super::line::closing_quote;
use super::yaml::MAX_FRONT_MATTER;

/// Where the value or key at this path is, in bytes of the whole file's text. Never fails: what is
/// not there is shown at the nearest thing around it, or at the first line.
pub fn locate(text: &str, path: &KeyPath, part: Part, config: &Config) -> Range<usize> {
    Places::new(text, config).find(path, part)
}

/// A value of YAML and where it is.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) range: Range<usize>,
    pub(super) shape: Shape,
}

/// What a value of YAML is, as far as its place matters.
#[derive(Debug)]
pub(super) enum Shape {
    /// A text, number, …; `bare` if it has no quotes and is no block.
    Scalar {
        text: String,
        bare: bool,
    },
    Alias,
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(&self.shape, Shape::Scalar { text, bare: true } if matches!(text.as_str(), "" | "~" | "null"))
    }
}

/// The places of one file's YAML; reads the file once for many questions.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    config: &'a Config,
    yaml: Range<usize>,
    root: Node,
    /// Whether an item that stands twice in a list at the top counts twice, as within deals.
    repeats: bool,
}

impl<'a> Places<'a> {
    /// Reads the places of a file: of its front matter, or of the whole file if it has none.
    pub fn new(text: &'a str, config: &'a Config) -> Self {
        let yaml = fence::find(text).map_or(0..text.len(), |front| front.yaml);
        // A file without front matter may be long; what is longer is refused anyway.
        let yaml = if yaml.len() <= MAX_FRONT_MATTER { yaml } else { 0..0 };
        Self { text, config, root: tree(text, yaml.clone()), yaml, repeats: false }
    }

    /// The same for a file with its path: a file of a deal is read as deals in articles are, where only the
    /// list of the deals itself leaves out what stands twice.
    pub fn of_file(file: &'a SourceFile, config: &'a Config) -> Self {
        let repeats = file.path.as_str().starts_with("content/deals/");
        Self { repeats, ..Self::new(&file.text, config) }
    }

    /// Where the value or key at this path is.
    pub fn find(&self, path: &KeyPath, part: Part) -> Range<usize> {
        let first_line = line_range(self.text, 0);
        let Some((key, node, complete)) = self.walk(path) else {
            return self.line_of(path).unwrap_or(first_line);
        };
        if matches!(path.0.last(), Some(Step::Item(_))) && node.range.is_empty() {
            // Of an empty item there is only the hyphen.
            let line = line_range(self.text, node.range.start);
            let indent = self.text[line.clone()].len() - self.text[line.clone()].trim_start().len();
            return line.start + indent..line.end;
        }
        let range = match (part, key) {
            (Part::Key, Some(key)) => &key.range,
            // Of what is not there, or is empty, or spans lines, the key is the better place.
            // A value that could be a map but is written short stands for the key that is asked for.
            (Part::Value, Some(key)) if (!complete && node.text().is_none()) || node.range.is_empty() => {
                &key.range
            }
            _ => &node.range,
        };
        if range.is_empty() { first_line } else { range.clone() }
    }

    /// The key by its line, where the parser stopped before it.
    fn line_of(&self, path: &KeyPath) -> Option<Range<usize>> {
        let Some(Step::Key(key)) = path.0.first() else { return None };
        let names = self.names(key);
        let yaml = self.text.get(self.yaml.clone()).unwrap_or_default();
        let mut start = self.yaml.start;
        for line in yaml.split('\n') {
            let written = line.split_once(':').map_or("", |(written, _)| written);
            if names.iter().any(|name| name.eq_ignore_ascii_case(written)) {
                return Some(start..start + written.len());
            }
            start += line.len() + 1;
        }
        None
    }

    /// A key's own name and its other ones.
    fn names<'n>(&'n self, key: &'n str) -> Vec<&'n str> {
        let others = self.config.key_aliases.get(key).map(Vec::as_slice).unwrap_or_default();
        std::iter::once(key).chain(others.iter().map(String::as_str)).collect()
    }

    /// The value at this path, if all of the path is there.
    pub(super) fn value(&self, path: &KeyPath) -> Option<&Node> {
        self.walk(path).filter(|(_, _, complete)| *complete).map(|(_, node, _)| node)
    }

    /// The key at the end of this path.
    pub(super) fn key(&self, path: &KeyPath) -> Option<&Node> {
        self.walk(path).filter(|(_, _, complete)| *complete).and_then(|(key, ..)| key)
    }

    /// The nearest key and value on the way, and whether the way ends there.
    fn walk(&self, path: &KeyPath) -> Option<(Option<&Node>, &Node, bool)> {
        let (Step::Key(first), rest) = path.0.split_first()? else { return None };
        let entries = self.entries(first);
        let best = entries.iter().min_by_key(|(rank, (_, value))| (value.is_null(), *rank))?;
        let (mut key, mut node) = (Some(&best.1.0), &best.1.1);
        for (index, step) in rest.iter().enumerate() {
            let next = match step {
                Step::Key(name) => entry(node, name).map(|(key, value)| (Some(key), value)),
                Step::Item(at) if index == 0 => {
                    item(entries.iter().map(|(_, (_, value))| value), *at, self.repeats)
                }
                Step::Item(at) => item([node], *at, true),
            };
            let Some(next) = next else { return Some((key, node, false)) };
            (key, node) = (next.0.or(key), next.1);
        }
        let last_is_item = matches!(rest.last(), Some(Step::Item(_)));
        Some((if last_is_item { None } else { key }, node, true))
    }

    /// All entries at the top that are this key under any of its names, the best name with the
    /// lowest rank.
    fn entries(&self, key: &str) -> Vec<(usize, &(Node, Node))> {
        let names = self.names(key);
        let Shape::Map(entries) = &self.root.shape else { return Vec::new() };
        let ranked = |entry: &'_ (Node, Node)| {
            let written = entry.0.text()?;
            let exact = names.iter().position(|name| *name == written);
            let nearly = || names.iter().position(|name| name.eq_ignore_ascii_case(written));
            exact.map(|rank| 2 * rank).or_else(|| nearly().map(|rank| 2 * rank + 1))
        };
        let mut found: Vec<_> = entries.iter().filter_map(|entry| Some((ranked(entry)?, entry))).collect();
        if found.iter().any(|(_, (_, value))| !value.is_null()) {
            found.retain(|(_, (_, value))| !value.is_null());
        }
        found
    }

    /// Keys that stand twice in one map: both places and the key.
    pub(super) fn duplicates(&self) -> Vec<(Range<usize>, Range<usize>, String)> {
        let mut found = Vec::new();
        let mut open = vec![&self.root];
        while let Some(node) = open.pop() {
            match &node.shape {
                Shape::List(items) => open.extend(items),
                Shape::Map(entries) => {
                    let mut seen: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
                    for (key, value) in entries {
                        let Some(name) = key.text() else { continue };
                        match seen.get(name) {
                            Some(&first) => found.push((first.clone(), key.range.clone(), name.to_owned())),
                            None => _ = seen.insert(name, &key.range),
                        }
                        open.push(value);
                    }
                }
                Shape::Scalar { .. } | Shape::Alias => {}
            }
        }
        found.sort_by_key(|(_, second, _)| second.start);
        found
    }
}

fn entry<'n>(node: &'n Node, name: &str) -> Option<(&'n Node, &'n Node)> {
    let Shape::Map(entries) = &node.shape else { return None };
    let named = |(key, _): &&(Node, Node)| key.text().is_some_and(|text| text == name);
    let nearly = |(key, _): &&(Node, Node)| key.text().is_some_and(|text| text.eq_ignore_ascii_case(name));
    entries.iter().find(named).or_else(|| entries.iter().find(nearly)).map(|(key, value)| (key, value))
}

/// The item at this index of lists that are read as one: nested lists are flat, and a text that stands
/// twice counts once, unless repeats count.
fn item<'n>(
    lists: impl IntoIterator<Item = &'n Node>,
    index: usize,
    repeats: bool,
) -> Option<(Option<&'n Node>, &'n Node)> {
    let mut flat = Vec::new();
    let mut open: Vec<&Node> = lists.into_iter().collect();
    open.reverse();
    while let Some(node) = open.pop() {
        match &node.shape {
            Shape::List(items) => open.extend(items.iter().rev()),
            _ => flat.push(node),
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    flat.retain(|node| repeats || node.is_null() || node.text().is_none_or(|text| seen.insert(text.trim())));
    flat.get(index).map(|node| (None, *node))
}

/// A list or map that is still open.
struct Open {
    start: usize,
    is_map: bool,
    nodes: Vec<Node>,
}

impl Open {
    /// Closes the list with its bracket, or without one after the last item.
    fn close(self, bracket: &Range<usize>) -> Node {
        let last = self.nodes.last().map_or(bracket.end, |node| node.range.end);
        let end = if bracket.is_empty() { last } else { bracket.end }.max(self.start);
        let shape = if self.is_map {
            let mut entries = Vec::with_capacity(self.nodes.len() / 2);
            let mut nodes = self.nodes.into_iter();
            while let Some(key) = nodes.next() {
                let empty = Node { range: key.range.end..key.range.end, shape: null() };
                entries.push((key, nodes.next().unwrap_or(empty)));
            }
            Shape::Map(entries)
        } else {
            Shape::List(self.nodes)
        };
        Node { range: self.start..end, shape }
    }
}

fn null() -> Shape {
    Shape::Scalar { text: String::new(), bare: true }
}

/// Deeper than this nothing is looked for; front matter that deep is refused anyway.
const DEEPEST: usize = 64;

/// The values of the YAML in this range as far as they can be read.
fn tree(text: &str, yaml: Range<usize>) -> Node {
    let empty = Node { range: 0..0, shape: null() };
    let Some(slice) = text.get(yaml.clone()) else {
        return empty;
    };
    let bytes = Bytes::new(slice, yaml.start);
    let mut parser = Parser::new_from_str(slice);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    while let Some(Ok((event, span))) = parser.next_event() {
        let range = trimmed(text, bytes.at(span.start.index())..bytes.at(span.end.index()));
        let done = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if open.len() >= DEEPEST => break,
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_map = matches!(event, Event::MappingStart(..));
                open.push(Open { start: range.start, is_map, nodes: Vec::new() });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => open.pop().map(|list| list.close(&range)),
            Event::Scalar(value, style, ..) => {
                let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                let range = if quoted { without_comment(text, range) } else { range };
                let text = without_hidden(value.into_owned());
                let shape = Shape::Scalar { text, bare: style == ScalarStyle::Plain };
                Some(Node { range, shape })
            }
            Event::Alias(_) => Some(Node { range, shape: Shape::Alias }),
            Event::DocumentEnd | Event::StreamEnd => break,
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => None,
        };
        match (done, open.last_mut()) {
            (Some(node), Some(list)) => list.nodes.push(node),
            (Some(node), None) => root = Some(node),
            (None, _) => {}
        }
    }
    // After a fault, what was read so far still has its places.
    while let Some(list) = open.pop() {
        let node = list.close(&(yaml.end..yaml.end));
        match open.last_mut() {
            Some(parent) => parent.nodes.push(node),
            None => root = Some(node),
        }
    }
    root.unwrap_or(empty)
}

/// The range without white space at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inside = text.get(range.clone()).unwrap_or_default();
    range.start..range.start + inside.trim_end().len()
}

/// The range of a value in quotes up to the closing one; the parser counts a comment to it.
fn without_comment(text: &str, range: Range<usize>) -> Range<usize> {
    let written = text.get(range.clone()).unwrap_or_default();
    let quoted = |open: usize| {
        closing_quote(&written[open..]).map(|close| range.start..range.start + open + close + 1)
    };
    written.find(['"', '\'']).and_then(quoted).unwrap_or(range.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, path: &KeyPath, part: Part) -> String {
        text[locate(text, path, part, &Config::default())].to_owned()
    }

    const FILE: &str = "---\ntitle: Größe: é\nSummary: \"a é\"\nhero:\n  src: x.png # c\ntags: [a, b, a, c]\ncategories:\n- [d, e]\nvendors: Nokia\nempty:\n---\nb\n";

    #[test]
    fn keys_and_values_are_found_behind_letters_of_several_bytes() {
        let file = FILE.replace("Größe: é", "Größe é");
        let at = |path: KeyPath, part| shown(&file, &path, part);
        assert_eq!(at(KeyPath::of("title"), Part::Value), "Größe é");
        assert_eq!(at(KeyPath::of("title"), Part::Key), "title");
        assert_eq!(at(KeyPath::of("standfirst"), Part::Key), "Summary");
        assert_eq!(at(KeyPath::of("standfirst"), Part::Value), "\"a é\"");
        assert_eq!(at(KeyPath::of("hero").key("src"), Part::Value), "x.png");
        assert_eq!(at(KeyPath::of("hero").key("alt"), Part::Value), "hero");
        assert_eq!(at(KeyPath::of("vendors").item(0), Part::Value), "Nokia");
        assert_eq!(at(KeyPath::of("empty"), Part::Value), "empty");
    }

    #[test]
    fn joined_lists_are_counted_as_they_are_read() {
        let file = FILE.replace("Größe: é", "Größe é");
        for (index, expected) in ["a", "b", "c", "d", "e"].iter().enumerate() {
            assert_eq!(shown(&file, &KeyPath::of("topics").item(index), Part::Value), *expected);
        }
    }

    #[test]
    fn what_is_not_there_is_shown_at_the_first_line() {
        assert_eq!(shown(FILE, &KeyPath::of("nothing"), Part::Value), "---");
        assert_eq!(shown("just text", &KeyPath::of("title"), Part::Value), "just text");
        assert_eq!(shown("", &KeyPath::of("title"), Part::Value), "");
        assert_eq!(shown("---\n[[[\n---\n", &KeyPath::of("title"), Part::Value), "---");
    }

    #[test]
    fn a_key_is_found_by_its_line_where_the_parser_gives_up() {
        let text = "---\na: \"one\ntwo\"\nkicker: x\n---\n";
        assert_eq!(shown(text, &KeyPath::of("kicker"), Part::Value), "kicker");
    }

    #[test]
    fn a_configuration_is_yaml_as_a_whole() {
        let config = "# é\ntitle: X\nnavigation:\n  - label: A\n    url: /a/\n";
        assert_eq!(shown(config, &KeyPath::of("navigation").item(0).key("url"), Part::Value), "/a/");
        assert_eq!(shown(&format!("---\n{config}"), &KeyPath::of("title"), Part::Value), "X");
    }

    #[test]
    fn deep_nesting_ends_the_search_and_not_the_program() {
        let deep = format!("---\na: {}\n---\n", "[".repeat(60_000));
        assert_eq!(shown(&deep, &KeyPath::of("title"), Part::Value), "---");
    }

    #[test]
    fn keys_that_stand_twice_have_two_places() {
        let text = "---\na: 1\nb: {x: 1, x: 2}\na: 3\n---\n";
        let config = Config::default();
        let found = Places::new(text, &config).duplicates();
        let shown: Vec<_> =
            found.iter().map(|(one, two, key)| (one.start, two.start, key.as_str())).collect();
        assert_eq!(shown, [(13, 19, "x"), (4, 25, "a")]);
    }
}
