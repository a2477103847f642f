//! Which templates decide what a template prints.
//!
//! Takes the texts of all templates, gives one hash for each: of its own text and of all that it extends,
//! includes or imports. Rather too many than too few: a name that ends a quoted text anywhere counts, and a
//! template that defines components counts for all, since these are called by names of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::hash::Fingerprint;

use super::engine::THEME;
use super::questions::functions::may_ask;

/// The hash of each template with all that it is made from, by name.
#[derive(Clone, Debug, Default)]
pub struct Closures {
    all: BTreeMap<String, Closure>,
}

/// What one template is made from.
#[derive(Clone, Debug)]
struct Closure {
    hash: Fingerprint,
    /// Itself and all that it is made from, those of the theme with `theme/` before their names.
    names: BTreeSet<String>,
    /// Whether one of them may ask something.
    asks: bool,
}

impl Closures {
    /// Of these templates, each by the name by which others call it. Where `theme/base.html` and `base.html`
    /// are there, the second is what is printed, and may be made from the first.
    pub fn of(texts: &BTreeMap<String, &str>) -> Self {
        let plain = |name: &'_ str| name.rsplit('/').next().unwrap_or_default().to_owned();
        let everywhere: BTreeSet<&str> =
            texts.iter().filter(|(_, text)| has_components(text)).map(|(name, _)| name.as_str()).collect();
        // A name in a text is that of every template that ends so: `base.html` is `theme/base.html`, too.
        let mut endings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in texts.keys() {
            endings.entry(plain(name)).or_default().push(name);
        }
        let called: BTreeMap<&str, BTreeSet<&str>> =
            texts.iter().map(|(name, text)| (name.as_str(), called(text, &endings))).collect();
        let asking: BTreeSet<&str> =
            texts.iter().filter(|(_, text)| may_ask(text)).map(|(name, _)| name.as_str()).collect();
        let closure = |name: &str| {
            let mut found: BTreeSet<&str> = everywhere.clone();
            let same = texts.keys().filter(|other| plain(other) == plain(name));
            let mut open: Vec<&str> = same.map(String::as_str).chain(everywhere.iter().copied()).collect();
            while let Some(next) = open.pop() {
                found.insert(next);
                let inside = called.get(next).into_iter().flatten();
                open.extend(inside.filter(|other| !found.contains(*other)));
            }
            let mut all = Vec::new();
            for name in &found {
                let text = texts.get(*name).copied().unwrap_or_default();
                all.extend_from_slice(Fingerprint::of(name.as_bytes()).as_bytes());
                all.extend_from_slice(Fingerprint::of(text.as_bytes()).as_bytes());
            }
            let asks = found.iter().any(|name| asking.contains(name));
            let names = found.into_iter().map(str::to_owned).collect();
            Closure { hash: Fingerprint::of(&all), names, asks }
        };
        let names = texts.keys().map(|name| name.strip_prefix(THEME).unwrap_or(name));
        Self { all: names.map(|name| (name.to_owned(), closure(name))).collect() }
    }

    /// The hash of a template and all that it is made from.
    pub fn hash(&self, template: &str) -> Fingerprint {
        self.all.get(template).map(|closure| closure.hash).unwrap_or_default()
    }

    /// Whether a template may ask something, itself or in what it is made from.
    pub fn asks(&self, template: &str) -> bool {
        self.all.get(template).is_some_and(|closure| closure.asks)
    }

    /// Whether a template is made from another one, or is it.
    pub fn has(&self, template: &str, other: &str) -> bool {
        self.all.get(template).is_some_and(|closure| closure.names.contains(other))
    }
}

/// The templates whose names end a quoted text.
fn called<'a>(text: &str, endings: &BTreeMap<String, Vec<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for (quote, _) in text.match_indices(['"', '\'', '`']) {
        let ended = endings.iter().filter(|(ending, _)| text[..quote].ends_with(ending.as_str()));
        found.extend(ended.flat_map(|(_, names)| names));
    }
    found
}

/// Whether a text defines components.
fn has_components(text: &str) -> bool {
    let tags = text.split("{%").skip(1).map(|tag| tag.trim_start_matches('-').trim_start());
    tags.into_iter().any(|tag| tag.starts_with("component"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closures(texts: &[(&str, &'static str)]) -> Closures {
        let texts = texts.iter().map(|(name, text)| ((*name).to_owned(), *text)).collect();
        Closures::of(&texts)
    }

    #[test]
    fn a_template_asks_if_anything_that_it_is_made_from_does() {
        let found = closures(&[
            ("base.html", "<html>"),
            ("side.html", "{{ articles(limit=3) | length }}"),
            ("a.html", "{% extends 'base.html' %}{% include 'side.html' %}"),
            ("b.html", "{% extends 'base.html' %}"),
        ]);
        assert_eq!(["a.html", "b.html", "side.html"].map(|name| found.asks(name)), [true, false, true]);
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
        for include in
            ["{% include \"foot.html\" %}", "{%include 'foot.html'%}", "{%- include `foot.html` -%}"]
        {
            let texts = |foot| closures(&[("foot.html", foot), ("c.html", include)]);
            assert_ne!(texts("1").hash("c.html"), texts("2").hash("c.html"), "{include}");
        }
        assert_eq!(changed("b.html", "alone!"), ["b.html"]);
        assert_eq!(changed("theme/b.html", "!"), ["b.html"], "the site's own may extend it");
        assert_eq!(changed("b.html", "{% component x() %}"), ["base.html", "foot.html", "a.html", "b.html"]);
    }
}
