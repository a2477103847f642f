//! Which templates decide what a template prints.
//!
//! Takes the texts of all templates, gives one hash for each: of its own text and of all that it extends,
//! includes or imports. Rather too many than too few: a name that stands anywhere in a text counts, and a
//! template that defines components counts for all, since these are called by names of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::hash::Fingerprint;

use super::engine::THEME;

/// The hash of each template with all that it is made from, by name.
#[derive(Clone, Debug, Default)]
pub struct Closures {
    hashes: BTreeMap<String, Fingerprint>,
}

impl Closures {
    /// Of these templates, each by the name by which others call it. Where `theme/base.html` and `base.html`
    /// are there, the second is what is printed, and may be made from the first.
    pub fn of(texts: &BTreeMap<String, &str>) -> Self {
        let plain = |name: &'_ str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let everywhere: BTreeSet<&str> = texts
            .iter()
            .filter(|(_, text)| text.contains("component"))
            .map(|(name, _)| name.as_str())
            .collect();
        // A name in a text is that of every template that ends so: `base.html` is `theme/base.html`, too.
        let called: BTreeMap<&str, BTreeSet<&str>> = texts
            .iter()
            .map(|(name, text)| {
                let others = texts.keys().filter(|other| text.contains(&plain(other)));
                (name.as_str(), others.map(String::as_str).collect())
            })
            .collect();
        let hash = |name: &str| {
            let mut found: BTreeSet<&str> = everywhere.clone();
            let same = texts.keys().filter(|other| plain(other) == plain(name));
            let mut open: Vec<&str> = same.map(String::as_str).chain(everywhere.iter().copied()).collect();
            while let Some(next) = open.pop() {
                found.insert(next);
                let inside = called.get(next).into_iter().flatten();
                open.extend(inside.filter(|other| !found.contains(*other)));
            }
            let mut all = Vec::new();
            for name in found {
                let text = texts.get(name).copied().unwrap_or_default();
                all.extend_from_slice(Fingerprint::of(name.as_bytes()).as_bytes());
                all.extend_from_slice(Fingerprint::of(text.as_bytes()).as_bytes());
            }
            Fingerprint::of(&all)
        };
        let names = texts.keys().map(|name| name.strip_prefix(THEME).unwrap_or(name));
        Self { hashes: names.map(|name| (name.to_owned(), hash(name))).collect() }
    }

    /// The hash of a template and all that it is made from.
    pub fn hash(&self, template: &str) -> Fingerprint {
        self.hashes.get(template).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closures(texts: &[(&str, &'static str)]) -> Closures {
        let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), *text)).collect();
        Closures::of(&texts)
    }

    #[test]
    fn a_template_changes_with_all_that_it_calls_and_with_nothing_else() {
        let base = [
            ("base.html", "<html>{% include \"foot.html\" %}"),
            ("foot.html", "foot"),
            ("a.html", "{% extends 'base.html' %}"),
            ("b.html", "alone"),
            ("theme/b.html", "alone in the theme"),
        ];
        let before = closures(&base);
        let changed = |name: &str, text: &'static str| {
            let mut texts = base;
            texts.iter_mut().filter(|(other, _)| *other == name).for_each(|(_, old)| *old = text);
            let after = closures(&texts);
            let names = ["base.html", "foot.html", "a.html", "b.html"];
            names.into_iter().filter(|name| before.hash(name) != after.hash(name)).collect::<Vec<_>>()
        };
        assert_eq!(changed("foot.html", "feet"), ["base.html", "foot.html", "a.html"]);
        assert_eq!(changed("b.html", "alone!"), ["b.html"]);
        assert_eq!(changed("theme/b.html", "!"), ["b.html"], "the site's own may extend it");
        assert_eq!(changed("b.html", "{% component x() %}"), ["base.html", "foot.html", "a.html", "b.html"]);
    }
}
