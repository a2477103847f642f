//! Typed reading of a front matter's keys, with a finding for each value that is not what it should be.
//!
//! Takes a [`Map`], gives texts, lists and maps; a number where text is expected is the author's own
//! text. Knows the shape of values, not what a kind of file needs of them.

use jiff::Timestamp;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place, Severity};
use crate::base::source::SourceFile;
use crate::model::config::Config;
use crate::model::data::{Data, Map};

pub(super) use super::at::At;
use super::fault::Fault;
use super::keys::{self, Kind};
use super::locate::{Places, Shape};
use super::mend;

/// A known key with its value.
pub(super) struct Entry {
    pub(super) key: &'static str,
    pub(super) rank: usize,
    pub(super) written: String,
    pub(super) value: Data,
}

/// What is left to be read of one file.
pub(super) struct Reader<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) config: &'a Config,
    pub(super) kind: &'static Kind,
    pub(super) entries: Vec<Entry>,
    /// The site's own keys.
    pub(super) extra: Map,
    /// When other generators would publish the piece, with the keys that say so.
    pub(super) releases: Vec<(String, Timestamp)>,
    findings: &'a mut Vec<Finding>,
    sound: bool,
    places: Option<Places<'a>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        file: &'a SourceFile,
        config: &'a Config,
        kind: &'static Kind,
        map: Map,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let entries = Vec::with_capacity(map.len());
        let mut reader = Self {
            file,
            config,
            kind,
            entries,
            extra: Map::new(),
            releases: Vec::new(),
            findings,
            sound: true,
            places: None,
        };
        super::entries::sort(&mut reader, map);
        reader
    }

    /// Whether no error was found.
    pub(super) fn is_sound(&self) -> bool {
        self.sound
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.sound &= finding.severity != Severity::Error;
        self.findings.push(finding);
    }

    /// A finding at a value of this file.
    pub(super) fn finding(&self, code: Code, at: At, message: impl Into<String>) -> Finding {
        Finding::new(code, &self.file.path, Place::value(at.path()), message)
    }

    /// Reports what is wrong with a value; its line is shown with the mended value.
    pub(super) fn fault(&mut self, at: At, fault: Fault) {
        let mut finding = self.finding(fault.code, at, fault.message);
        finding.help.extend(fault.help);
        finding.mended = fault.mended.and_then(|value| self.line_with(at, &value));
        self.report(finding);
    }

    /// The line of this value with another one in its place.
    pub(super) fn line_with(&mut self, at: At, text: &str) -> Option<String> {
        self.line_with_yaml(at, &mend::scalar(text))
    }

    /// The same, with a value that is YAML already.
    pub(super) fn line_with_yaml(&mut self, at: At, yaml: &str) -> Option<String> {
        let file = self.file;
        let range = self.places().value(&at.path())?.range.clone();
        if range.is_empty() { None } else { mend::replaced(&file.text, &range, yaml) }
    }

    pub(super) fn places(&mut self) -> &Places<'a> {
        let (file, config) = (self.file, self.config);
        self.places.get_or_insert_with(|| Places::of_file(file, config))
    }

    /// What the author wrote for a number or truth value, or for text, and whether it is bare.
    pub(super) fn written(&mut self, at: At) -> Option<(String, bool)> {
        let node = self.places().value(&at.path())?;
        match &node.shape {
            Shape::Scalar { text, bare } => Some((text.clone(), *bare)),
            _ => None,
        }
    }

    /// The value of a key that is no list, and takes it.
    pub(super) fn take(&mut self, key: &str) -> Option<Data> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(index).value)
    }

    /// The items of a key that is one thing or a list, nested lists laid flat, without texts that
    /// stand twice.
    pub(super) fn take_items(&mut self, key: &str) -> Vec<Data> {
        let mut items = Vec::new();
        self.entries.retain_mut(|entry| {
            let taken = entry.key == key;
            if taken {
                flatten(std::mem::replace(&mut entry.value, Data::Null), &mut items);
            }
            !taken
        });
        if items.len() > 1 { without_repeats(items) } else { items }
    }

    /// A text, trimmed; `None` if it is absent or empty.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.take(key)?;
        self.as_text(At::Top(key), value)
    }

    /// A text on one line.
    pub(super) fn line(&mut self, key: &'static str) -> Option<String> {
        self.text(key).map(|text| if text.contains('\n') { mend::one_line(&text) } else { text })
    }

    /// One text or a list of texts.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<String> {
        let items = self.take_items(key);
        self.as_texts(At::Top(key), items)
    }

    pub(super) fn as_texts(&mut self, at: At, items: Vec<Data>) -> Vec<String> {
        let texts = items.into_iter().enumerate().map(|(index, item)| {
            let at = At::Item(&at, index);
            match item {
                Data::Null => {
                    self.empty_item(at);
                    None
                }
                item => self.as_text(at, item),
            }
        });
        texts.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    pub(super) fn empty_item(&mut self, at: At) {
        let finding = self.finding(Code::WrongType, at, format!("{} is empty", at.words()));
        self.report(finding.help("write something after the `- `, or delete the item"));
    }

    /// A value as text.
    pub(super) fn as_text(&mut self, at: At, value: Data) -> Option<String> {
        let text = match value {
            Data::Text(text) => text,
            Data::Int(number) => self.written(at).map_or_else(|| number.to_string(), |(text, _)| text),
            Data::Float(number) => self.written(at).map_or_else(|| number.to_string(), |(text, _)| text),
            Data::Bool(truth) => self.written(at).map_or_else(|| truth.to_string(), |(text, _)| text),
            Data::Null => return None,
            other => {
                self.wrong_type(at, &other, "text");
                return None;
            }
        };
        match text.trim() {
            "" => None,
            trimmed if trimmed.len() == text.len() => Some(text),
            trimmed => Some(trimmed.to_owned()),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let at = At::Top(key);
        match self.take(key)? {
            Data::Bool(flag) => Some(flag),
            Data::Null => None,
            other => {
                let mut finding = self.mismatch(at, &other, "`true` or `false`");
                if let Data::Text(text) = &other {
                    let meant = match text.to_ascii_lowercase().as_str() {
                        "yes" | "on" | "true" | "y" => Some("true"),
                        "no" | "off" | "false" | "n" => Some("false"),
                        _ => None,
                    };
                    finding.mended = meant.and_then(|meant| self.line_with_yaml(at, meant));
                }
                self.report(finding.help("write `true` or `false`, without quotes"));
                None
            }
        }
    }

    /// A whole number of this range.
    pub(super) fn number(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let at = At::Top(key);
        match self.take(key)? {
            Data::Int(number) if range.contains(&number) => Some(number),
            Data::Int(number) => {
                let message =
                    format!("`{key}` is {number}; it should be from {} to {}", range.start(), range.end());
                let finding = self.finding(Code::UnknownValue, at, message);
                self.report(finding);
                None
            }
            Data::Null => None,
            other => {
                let mut finding = self.mismatch(at, &other, "a whole number");
                if let Data::Text(text) = &other {
                    let number = text.trim().parse::<i64>().ok().filter(|number| range.contains(number));
                    finding.mended = number.and_then(|number| self.line_with_yaml(at, &number.to_string()));
                }
                self.report(finding);
                None
            }
        }
    }

    /// One of these words, in any capitals; gives its index.
    pub(super) fn choice(&mut self, key: &'static str, allowed: &[&str]) -> Option<usize> {
        let text = self.text(key)?;
        let found = allowed.iter().position(|word| word.eq_ignore_ascii_case(&text));
        if found.is_none() {
            let message = format!("`{key}` cannot be `{text}`");
            let mut fault = Fault::new(Code::UnknownValue, message)
                .help(format!("it is one of `{}`", allowed.join("`, `")));
            fault.mended = keys::nearest(&text, allowed.iter().copied()).map(str::to_owned);
            self.fault(At::Top(key), fault);
        }
        found
    }

    /// Reports a value of the wrong type, with an example of its key.
    pub(super) fn wrong_type(&mut self, at: At, found: &Data, expected: &str) {
        let mut finding = self.mismatch(at, found, expected);
        if let Data::List(items) = found
            && let Some(Data::Text(first)) = items.first()
            && expected == "text"
        {
            finding.mended = self.line_with(at, first);
        }
        let example = at.example();
        self.report(if example.is_empty() {
            finding
        } else {
            finding.help(format!("write it like `{example}`"))
        });
    }

    /// The way to a value in words. What is no list, though it could be, has no items.
    pub(super) fn words(&mut self, at: At) -> String {
        match at {
            At::Root | At::Top(_) => at.words(),
            At::Key(At::Root, _) => at.words(),
            At::Key(parent, key) => format!("`{key}` in {}", self.words(*parent)),
            At::Item(parent, index) => {
                let parent_words = self.words(*parent);
                if self.is_list(*parent) {
                    format!("item {} of {parent_words}", index + 1)
                } else {
                    parent_words
                }
            }
        }
    }

    /// Whether the author wrote a list here, not one thing that stands for a list of one.
    pub(super) fn is_list(&mut self, at: At) -> bool {
        let node = self.places().value(&at.path());
        node.is_none_or(|node| matches!(node.shape, Shape::List(_) | Shape::Alias))
    }

    fn mismatch(&mut self, at: At, found: &Data, expected: &str) -> Finding {
        let found = match found {
            Data::Null => "empty".to_owned(),
            Data::Bool(truth) => format!("`{truth}`"),
            Data::Int(_) | Data::Float(_) => "a number".to_owned(),
            Data::Text(text) if text.chars().count() <= 30 && !text.contains('\n') => {
                format!("the text `{text}`")
            }
            Data::Text(_) => "text".to_owned(),
            Data::List(_) => "a list".to_owned(),
            Data::Map(_) => "a map of keys and values".to_owned(),
        };
        let words = self.words(at);
        self.finding(Code::WrongType, at, format!("{words} is {found}; it should be {expected}"))
    }

    /// The line of a key with another name for it.
    pub(super) fn line_with_key(&mut self, path: &KeyPath, name: &str) -> Option<String> {
        let file = self.file;
        let range = self.places().key(path)?.range.clone();
        mend::replaced(&file.text, &range, name)
    }
}

/// The items of a value that is one thing or a list, nested lists laid flat, each in its place: what
/// stands twice stays, so that it can be told, and what follows keeps its number.
pub(super) fn items_of(value: Data) -> Vec<Data> {
    let mut items = Vec::new();
    flatten(value, &mut items);
    items
}

fn flatten(value: Data, items: &mut Vec<Data>) {
    match value {
        Data::List(list) => list.into_iter().for_each(|item| flatten(item, items)),
        other => items.push(other),
    }
}

/// The items without texts that stand twice, in their order.
fn without_repeats(items: Vec<Data>) -> Vec<Data> {
    let mut seen = std::collections::BTreeSet::new();
    let first = |item: &Data| match item {
        Data::Text(text) => seen.insert(text.trim().to_owned()),
        Data::Int(number) => seen.insert(number.to_string()),
        Data::Bool(truth) => seen.insert(truth.to_string()),
        _ => true,
    };
    let keep: Vec<bool> = items.iter().map(first).collect();
    items.into_iter().zip(keep).filter_map(|(item, keep)| keep.then_some(item)).collect()
}
