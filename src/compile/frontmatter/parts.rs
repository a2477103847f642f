//! The parts of an article's front matter that are more than one text: authors, dateline, hero,
//! sources, regions.
//!
//! Takes the reader of a file, gives checked values; each may be written short or long.

use std::collections::BTreeSet;

use crate::base::diagnostic::Code;
use crate::model::article::{Byline, Dateline, Hero, Source};
use crate::model::data::Data;

use super::headline::{checked, web_address};
use super::identifiers;
use super::mend;
use super::reader::{At, Reader, items_of};
use super::regions;

/// Who wrote it: a text, a map, or a list of both.
pub(super) fn authors(reader: &mut Reader) -> Vec<Byline> {
    let at = At::Top("authors");
    let items = reader.take_items("authors");
    let only = items.len() == 1;
    let mut authors = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        match item {
            Data::Map(map) => {
                let [name, role, organisation] = reader.fields(at, map, ["name", "role", "organisation"]);
                let name = reader.field(at, "name", name);
                let role = reader.field(at, "role", role);
                let organisation = reader.field(at, "organisation", organisation);
                match name {
                    Some(name) => authors.push(Byline { name, role, organisation }),
                    None => reader.missing_field(at, "name"),
                }
            }
            Data::Null => reader.empty_item(at),
            item => {
                let Some(name) = reader.as_text(at, item) else { continue };
                if name.contains(',') {
                    comma(reader, at, &name, only);
                }
                authors.push(Byline { name, role: None, organisation: None });
            }
        }
    }
    authors
}

fn comma(reader: &mut Reader, at: At, name: &str, only: bool) {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let title = |part: &&str| {
        let part = part.trim_end_matches('.').to_ascii_lowercase();
        matches!(
            part.as_str(),
            "jr" | "sr" | "ii" | "iii" | "phd" | "ph.d" | "md" | "m.d" | "esq" | "cfa" | "mba"
        )
    };
    if parts.len() < 2 || parts[1..].iter().all(title) {
        return;
    }
    let message = format!("`{name}` is read as one author; a comma stands in it");
    let finding = reader.finding(Code::CommaInAuthor, at, message);
    let (meant, help) = match parts.as_slice() {
        [person, post] if is_post(post) => (
            format!("{{name: {}, role: {}}}", mend::scalar(person), mend::scalar(post)),
            "write a person's post as `role`",
        ),
        _ if !only => (mend::list(parts), "if these are several people, make each an item of the list"),
        _ => (mend::list(parts), "if these are several people, make a list of them"),
    };
    let mut finding = finding.help(help);
    if only {
        finding.mended = reader.line_with_yaml(at, &meant);
        // An item of a list of its own would become a list in a list.
        finding.mended = finding.mended.filter(|line| !line.trim_start().starts_with("- "));
    }
    reader.report(finding);
}

/// Whether a part of a byline is a post, not a second person.
fn is_post(text: &str) -> bool {
    const POSTS: &[&str] = &[
        "director",
        "manager",
        "management",
        "lead",
        "leader",
        "head",
        "officer",
        "engineer",
        "editor",
        "ceo",
        "cto",
        "cfo",
        "president",
        "chair",
        "analyst",
        "correspondent",
        "reporter",
        "team",
        "policy",
        "founder",
        "developer",
        "designer",
        "adviser",
        "advisor",
        "minister",
        "secretary",
        "desk",
        "contributor",
    ];
    text.split_whitespace().any(|word| POSTS.contains(&word.to_lowercase().as_str()))
}

/// Where and when it was written.
pub(super) fn dateline(reader: &mut Reader) -> Option<Dateline> {
    let at = At::Top("dateline");
    match reader.take("dateline")? {
        Data::Map(map) => {
            let [place, country, date] = reader.fields(at, map, ["place", "country", "date"]);
            let place = reader.field(at, "place", place);
            let country = reader.field(at, "country", country);
            let country = country.map(|text| country_or_as_written(reader, At::Key(&at, "country"), text));
            let date = reader.field(at, "date", date);
            if place.is_none() {
                reader.missing_field(at, "place");
            }
            Some(Dateline { place: place?, country, date })
        }
        other => {
            let place = reader.as_text(at, other)?;
            Some(Dateline { place: mend::one_line(&place), country: None, date: None })
        }
    }
}

/// The picture at its head.
pub(super) fn hero(reader: &mut Reader) -> Option<Hero> {
    let at = At::Top("hero");
    let hero = match reader.take("hero")? {
        // Other generators' way to say that there is none.
        Data::Bool(false) => return None,
        Data::Map(map) => {
            let names = ["src", "alt", "caption", "credit", "source", "licence"];
            let mut values = reader.fields(at, map, names);
            let mut value = |index: usize| {
                values[index].take().and_then(|value| reader.field(at, names[index], Some(value)))
            };
            let [src, alt, caption, credit, source, licence] =
                [value(0), value(1), value(2), value(3), value(4), value(5)];
            let Some(src) = src else {
                reader.missing_field(at, "src");
                return None;
            };
            let source =
                source.and_then(|text| checked(reader, At::Key(&at, "source"), text, identifiers::origin));
            Hero { src, alt, caption, credit, source, licence }
        }
        other => Hero { src: reader.as_text(at, other)?, ..Hero::default() },
    };
    if let Err(fault) = identifiers::place(&hero.src) {
        reader.fault(At::Key(&at, "src"), fault);
        return None;
    }
    if hero.alt.is_none() {
        let message = "the image has no `alt`: those who do not see it learn nothing of it";
        let help = format!("write `hero: {{src: {}, alt: What it shows}}`", mend::scalar(&hero.src));
        let finding = reader.finding(Code::MissingAlt, at, message).help(help);
        reader.report(finding);
    }
    Some(hero)
}

/// What it draws on: addresses, or maps with one.
pub(super) fn sources(reader: &mut Reader) -> Vec<Source> {
    let items = reader.take_items("sources");
    sources_of(reader, At::Top("sources"), items)
}

/// The same for the sources that stand at any place.
pub(super) fn sources_at(reader: &mut Reader, at: At, value: Data) -> Vec<Source> {
    let mut sources = sources_of(reader, at, items_of(value));
    let mut seen = BTreeSet::new();
    sources.retain(|source| seen.insert(source.url.clone()));
    sources
}

fn sources_of(reader: &mut Reader, at: At, items: Vec<Data>) -> Vec<Source> {
    let mut sources = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        match item {
            Data::Map(map) => sources.extend(source(reader, at, map)),
            Data::Null => reader.empty_item(at),
            item => {
                let url = reader.as_text(at, item).and_then(|url| web_address(reader, at, url));
                sources.extend(url.map(|url| Source { url, ..Source::default() }));
            }
        }
    }
    sources
}

fn source(reader: &mut Reader, at: At, map: Vec<(String, Data)>) -> Option<Source> {
    let names = ["url", "title", "publisher", "date", "archived"];
    let [url, title, publisher, date, archived] = reader.fields(at, map, names);
    if url.is_none() {
        reader.missing_field(at, "url");
    }
    let url = reader.field(at, "url", url).and_then(|url| web_address(reader, At::Key(&at, "url"), url));
    let archived = reader.field(at, "archived", archived);
    let archived = archived.and_then(|url| web_address(reader, At::Key(&at, "archived"), url));
    let title = reader.field(at, "title", title);
    let publisher = reader.field(at, "publisher", publisher);
    let date = reader.field(at, "date", date);
    Some(Source { url: url?, title, publisher, date, archived })
}

/// The regions that it is about, as printed.
pub(super) fn regions(reader: &mut Reader) -> Vec<String> {
    let mut printed: Vec<String> = Vec::new();
    for (index, text) in reader.texts("regions").into_iter().enumerate() {
        for region in regions_or_as_written(reader, At::Item(&At::Top("regions"), index), text) {
            if !printed.contains(&region) {
                printed.push(region);
            }
        }
    }
    printed
}

/// The printed name of a region of the site or a country, or what was written, with a warning. A text that
/// is several known ones with commas is read as these, with a warning, too.
pub(super) fn regions_or_as_written(reader: &mut Reader, at: At, text: String) -> Vec<String> {
    if let Some(region) = region(reader, &text) {
        return vec![region];
    }
    let several: Option<Vec<String>> = text.split(',').map(|part| region(reader, part.trim())).collect();
    let Some(several) = several.filter(|_| text.contains(',')) else {
        return vec![unknown_region(reader, at, text)];
    };
    let list = mend::list(text.split(',').map(str::trim));
    let message = format!("`{text}` is read as several regions");
    let mut finding = reader.finding(Code::UnknownRegion, at, message);
    if matches!(at, At::Item(parent, _) if !reader.is_list(*parent)) {
        finding.mended = reader.line_with_yaml(at, &list);
    }
    reader.report(finding.help(format!("write a list: `{list}`")));
    several
}

/// A region of the site or a country, as printed.
fn region(reader: &Reader, text: &str) -> Option<String> {
    let own = reader.config.regions.iter().find(|region| region.eq_ignore_ascii_case(text)).cloned();
    own.or_else(|| regions::country(text).map(str::to_owned))
}

/// A country's printed name, or what was written, with a warning.
pub(super) fn country_or_as_written(reader: &mut Reader, at: At, text: String) -> String {
    regions::country(&text).map_or_else(|| unknown_region(reader, at, text.clone()), str::to_owned)
}

fn unknown_region(reader: &mut Reader, at: At, text: String) -> String {
    let message =
        format!("`{text}` is neither a country nor a region of this site; it is printed as written");
    let mut finding = reader.finding(Code::UnknownRegion, at, message);
    if let Some(near) = regions::near(&text) {
        finding.mended = reader.line_with(at, near);
    }
    reader.report(finding.help("list the site's own regions under `regions` in `dateline.yaml`"));
    text
}
