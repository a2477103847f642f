//! Reading of the keys within a value that is a map: those of an amount, a party, a step.
//!
//! Takes a map and the names of its keys, gives their values; a key that is unknown, stands twice or has
//! other capitals is reported. Knows no values.

use crate::base::diagnostic::{Code, Finding, Place};
use crate::model::data::{Data, Map};

use super::keys;
use super::reader::{At, Reader};

impl Reader<'_> {
    /// Takes a map apart into these keys; other keys in it are named, and so is a key that stands twice.
    pub(super) fn fields<const N: usize>(
        &mut self,
        at: At,
        map: Map,
        names: [&'static str; N],
    ) -> [Option<Data>; N] {
        let mut found: [Option<(String, Data)>; N] = [const { None }; N];
        for (written, value) in map {
            let exact = names.iter().position(|name| *name == written);
            let index = exact.or_else(|| names.iter().position(|name| name.eq_ignore_ascii_case(&written)));
            let Some(index) = index else {
                self.unknown_field(at, &written, &names);
                continue;
            };
            // An empty key says nothing.
            if value == Data::Null {
                continue;
            }
            match &found[index] {
                Some((first, _)) => self.field_twice(at, first, &written),
                None => {
                    if exact.is_none() {
                        self.field_in_capitals(at, &written, names[index]);
                    }
                    found[index] = Some((written, value));
                }
            }
        }
        found.map(|entry| entry.map(|(_, value)| value))
    }

    fn field_twice(&mut self, at: At, first: &str, second: &str) {
        let path = |key: &str| Place::key(at.path().key(key));
        let message = format!("`{first}` and `{second}` are the same key");
        let finding = Finding::new(Code::DuplicateKey, &self.file.path, path(second), message)
            .help("keep one of them")
            .related(&self.file.path, path(first), format!("`{first}` stands here"));
        self.report(finding);
    }

    /// A key that is written with other capitals than its own.
    pub(super) fn field_in_capitals(&mut self, at: At, written: &str, usual: &str) {
        let path = at.path().key(written);
        let message = format!("`{written}` is read as `{usual}`; keys are written without capitals");
        let mut finding = Finding::new(Code::KeyCase, &self.file.path, Place::key(path.clone()), message);
        finding.mended = self.line_with_key(&path, usual);
        self.report(finding);
    }

    fn unknown_field(&mut self, at: At, written: &str, names: &[&str]) {
        let path = at.path().key(written);
        let message = format!("{} has no key `{written}`; it is ignored", self.words(at));
        let mut finding = Finding::new(Code::UnknownKey, &self.file.path, Place::key(path.clone()), message);
        let near = keys::nearest(written, names.iter().copied());
        finding.mended = near.and_then(|near| self.line_with_key(&path, near));
        // A long list hides the one key that is meant.
        let list = names.len() <= 12 || near.is_none();
        self.report(if list {
            finding.help(format!("its keys are `{}`", names.join("`, `")))
        } else {
            finding
        });
    }

    /// A field of a map as text.
    pub(super) fn field(&mut self, at: At, name: &str, value: Option<Data>) -> Option<String> {
        self.as_text(At::Key(&at, name), value?)
    }

    /// Reports a field that must be there.
    pub(super) fn missing_field(&mut self, at: At, name: &str) {
        let words = self.words(at);
        let finding = self.finding(Code::MissingKey, at, format!("{words} has no `{name}`"));
        let example = at.example();
        self.report(if example.is_empty() {
            finding
        } else {
            finding.help(format!("write it like `{example}`"))
        });
    }
}
