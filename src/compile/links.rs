//! Where links lead: from a destination as written to an address of the site.
//!
//! Takes the site, its registers and its plan; resolves one destination at a time. The same
//! resolution checks links before anything is written and prints them when pages are rendered.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use percent_encoding::percent_decode_str;

use crate::base::name::NameKey;
use crate::base::path::{OutPath, SourcePath, Url};
use crate::model::body::{Body, LinkKind};
use crate::model::profile::PersonProfile;
use crate::model::site::{OrganisationId, Site};

use super::assets::texts;
use super::href::Hrefs;
use super::link::registers::Registers;
use super::plan::outputs::{Action, IndexKind, Plan, organisation_url};

/// Resolves destinations for one site.
pub struct Links<'a> {
    hrefs: &'a Hrefs,
    site: &'a Site,
    registers: &'a Registers,
    pages: HashMap<&'a str, (Url, &'a Body)>,
    copies: HashMap<&'a str, &'a OutPath>,
    by_url: HashMap<Url, &'a Body>,
    outputs: HashSet<&'a str>,
    // Empty where no wiki link needs it.
    articles: HashMap<NameKey, &'a Url>,
}

/// What became of a destination.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolved {
    /// It leads somewhere in the site; ready to be printed.
    Inside(String),
    /// It leads out of the site, or is not ours to judge; printed as written.
    Outside,
    /// Nothing is there.
    Nowhere,
    /// The page is there, the heading is not.
    NoSuchHeading {
        /// The page, ready to be printed with the anchor as written.
        href: String,
        /// The ids that the page has.
        ids: Vec<String>,
    },
}

impl<'a> Links<'a> {
    /// A resolver for this site.
    pub fn new(site: &'a Site, registers: &'a Registers, plan: &'a Plan, hrefs: &'a Hrefs) -> Self {
        let by_path = || {
            let mut pages = HashMap::with_capacity(site.articles.len());
            let mut names_articles = false;
            for text in texts(site) {
                let mut links = text.body.links.iter();
                names_articles |= links.any(|link| link.kind == LinkKind::Wiki && !registers.know(&link.to));
                pages.insert(text.path.as_str(), (text.url, text.body));
            }
            let articles = if names_articles { by_name(site) } else { HashMap::new() };
            (pages, articles)
        };
        let by_url = || {
            let mut by_url = HashMap::with_capacity(site.articles.len());
            by_url.extend(texts(site).map(|text| (text.url, text.body)));
            let mut outputs = HashSet::with_capacity(plan.outputs.len());
            outputs.extend(plan.outputs.keys().map(OutPath::as_str));
            (by_url, outputs)
        };
        let ((pages, articles), (by_url, outputs)) = rayon::join(by_path, by_url);
        let copies = plan.outputs.iter().filter_map(|(out, planned)| match &planned.action {
            Action::Copy(path) => Some((path.as_str(), out)),
            _ => None,
        });
        let copies = copies.collect();
        Self { hrefs, site, registers, pages, copies, by_url, outputs, articles }
    }

    /// Where a destination leads that stands in the text of `from`, whose page is at `url`.
    pub fn resolve(&self, from: &SourcePath, url: &Url, kind: LinkKind, to: &str) -> Resolved {
        if kind == LinkKind::Wiki {
            return self.wiki(to);
        }
        let to = to.trim();
        if let Some(anchor) = to.strip_prefix('#') {
            let body = self.pages.get(from.as_str()).map(|(_, body)| *body);
            return with_anchor(String::new(), anchor, body);
        }
        let inside = self.hrefs.inside(to);
        if to.contains("{{") || to.contains("{%") || (inside.is_none() && is_outside(to)) {
            return Resolved::Outside;
        }
        if to.is_empty() {
            return Resolved::Nowhere;
        }
        let (path, tail) = split_tail(inside.unwrap_or(to));
        // Most links of a site that was moved here are addresses in full, as the site prints them.
        if tail.is_empty() && inside.is_some() && path.ends_with('/') && self.by_url.contains_key(path) {
            return Resolved::Inside(self.hrefs.href(&Url::new(path)));
        }
        let anchor = tail.split_once('#').map_or("", |(_, anchor)| anchor);
        if let Some(source) = source_path(from, inside.unwrap_or(to)) {
            if let Some((url, body)) = self.pages.get(source.as_str()) {
                return with_anchor(self.hrefs.href(url), anchor, Some(body));
            }
            if let Some(out) = self.copies.get(source.as_str()) {
                return Resolved::Inside(self.hrefs.href(&Url::new(out.as_str())) + tail);
            }
        }
        self.by_address(url, path, tail, anchor)
    }

    /// A destination that is an address of the site itself.
    fn by_address(&self, url: &Url, path: &str, tail: &str, anchor: &str) -> Resolved {
        let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let Some(target) = join_url(url, &decoded) else { return Resolved::Nowhere };
        let folder = if target.ends_with('/') { target.clone() } else { format!("{target}/") };
        // `/about` and `/about/index.html` mean the same page as `/about/`.
        let named = folder.trim_end_matches('/').strip_suffix("/index.html").map(|at| format!("{at}/"));
        for candidate in [Some(target), Some(folder), named].into_iter().flatten() {
            let candidate = Url::new(&candidate);
            if candidate.out_path().is_some_and(|out| self.outputs.contains(out.as_str())) {
                let href = self.hrefs.href(&candidate);
                return match self.by_url.get(&candidate) {
                    Some(body) if tail == format!("#{anchor}") => with_anchor(href, anchor, Some(body)),
                    _ => Resolved::Inside(href + tail),
                };
            }
        }
        Resolved::Nowhere
    }

    /// The page of whoever has this name.
    pub fn person(&self, name: &str) -> Option<String> {
        let person = &self.site.people[self.registers.people.get(name)?];
        Some(self.hrefs.entity(IndexKind::Authors.folder(), &person.slug))
    }

    /// The file of whoever has this name.
    pub fn profile(&self, name: &str) -> Option<&'a PersonProfile> {
        let person = &self.site.people[self.registers.people.get(name)?];
        person.file.as_ref().map(|(_, profile)| profile)
    }

    /// An organisation, a topic, a person, or an article by its slug or title.
    fn wiki(&self, name: &str) -> Resolved {
        let registers = self.registers;
        if let Some(index) = registers.organisations.get(name) {
            let id = OrganisationId(super::link::registers::count(index));
            return Resolved::Inside(self.hrefs.href(&organisation_url(self.site, id)));
        }
        if let Some(index) = registers.topics.get(name) {
            let slug = &self.site.topics[index].slug;
            return Resolved::Inside(self.hrefs.entity(IndexKind::Topics.folder(), slug));
        }
        if let Some(href) = self.person(name) {
            return Resolved::Inside(href);
        }
        match self.articles.get(&NameKey::of(name)) {
            Some(url) => Resolved::Inside(self.hrefs.href(url)),
            None => Resolved::Nowhere,
        }
    }

    /// The names with a file that are spelled nearly like this one.
    pub fn near_names(&self, name: &str) -> Vec<&str> {
        let registers = self.registers;
        let all = [&registers.organisations, &registers.topics, &registers.people];
        all.into_iter().flat_map(|names| names.near(name)).collect()
    }

    /// The files of the site by their names, as a help for links that lead nowhere.
    pub fn file_names(&self) -> FileNames<'a> {
        let mut by_name: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for path in self.pages.keys().chain(self.copies.keys()).copied().collect::<BTreeSet<&str>>() {
            let name = path.rsplit('/').next().unwrap_or_default();
            by_name.entry(name).and_modify(|path| *path = None).or_insert(Some(path));
        }
        FileNames { by_name }
    }
}

/// The files of a site by their names.
pub struct FileNames<'a> {
    /// `None` where several have the name.
    by_name: BTreeMap<&'a str, Option<&'a str>>,
}

impl<'a> FileNames<'a> {
    /// The one file that a destination may mean, with or without `.md`.
    pub fn like(&self, to: &str) -> Option<&'a str> {
        let (path, _) = split_tail(to);
        let name = path.trim_end_matches('/').rsplit('/').next()?;
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let markdown = format!("{stem}.md");
        let as_written = if name == markdown { None } else { self.by_name.get(name) };
        match (as_written, self.by_name.get(markdown.as_str())) {
            (Some(path), None) | (None, Some(path)) if !stem.is_empty() => *path,
            _ => None,
        }
    }
}

/// Articles by their titles and their slugs; the oldest has the name.
fn by_name(site: &Site) -> HashMap<NameKey, &Url> {
    let mut articles = HashMap::with_capacity(2 * site.articles.len());
    for article in &site.articles {
        articles.entry(NameKey::of(&article.written.title)).or_insert(&article.url);
        let slug = article.url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        articles.entry(NameKey::of(slug)).or_insert(&article.url);
    }
    articles
}

/// The file that a destination names as seen from another file, if it can be one.
pub fn source_path(from: &SourcePath, to: &str) -> Option<SourcePath> {
    let (path, _) = split_tail(to);
    if path.is_empty() || is_outside(path) {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8().ok()?;
    match path.strip_prefix('/') {
        Some(path) if path.starts_with("content/") || path.starts_with("static/") => {
            from.join(&format!("/{path}"))
        }
        Some(path) => from.join(&format!("/content/{path}")),
        None => from.join(&path),
    }
}

/// Whether a destination has a scheme (`https:`, `mailto:`) or a host (`//cdn.example/`).
fn is_outside(to: &str) -> bool {
    let scheme = to.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    scheme || to.starts_with("//")
}

/// The path, and the query and anchor with their marks.
fn split_tail(to: &str) -> (&str, &str) {
    to.split_at(to.find(['?', '#']).unwrap_or(to.len()))
}

fn join_url(from: &Url, to: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !to.starts_with('/') {
        let folder = from.as_str().rfind('/').map_or("", |slash| &from.as_str()[..slash]);
        parts.extend(folder.split('/').filter(|part| !part.is_empty()));
    }
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let slash =
        if !parts.is_empty() && (to.ends_with('/') || to.ends_with("/..") || to == "..") { "/" } else { "" };
    Some(format!("/{}{slash}", parts.join("/")))
}

fn with_anchor(href: String, anchor: &str, body: Option<&Body>) -> Resolved {
    if anchor.is_empty() || anchor == "top" {
        return Resolved::Inside(if href.is_empty() { "#".to_owned() } else { href });
    }
    let decoded = percent_decode_str(anchor).decode_utf8_lossy();
    let href = format!("{href}#{anchor}");
    match body.filter(|body| !ids(body).any(|id| id == decoded)) {
        Some(body) => Resolved::NoSuchHeading { href, ids: ids(body).map(str::to_owned).collect() },
        None => Resolved::Inside(href),
    }
}

fn ids(body: &Body) -> impl Iterator<Item = &str> {
    body.headings.iter().map(|heading| heading.id.as_str()).chain(body.anchors.iter().map(String::as_str))
}
