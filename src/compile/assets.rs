//! Which files are copied as they are, and where to.
//!
//! Takes the names of the files in `static/`, in the theme and beside articles; gives assets. Reads
//! no file.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diagnostic::{Code, Finding, KeyPath};
use crate::base::path::{SourcePath, Url};
use crate::model::body::Body;
use crate::model::site::{OrganisationId, PersonId, Site, TopicId};

use super::address::asset_url;
use super::link::sorted::HeldLink;
use super::links::source_path;
use super::plan::outputs::{Asset, AssetSource, List, organisation_url};

/// The stylesheet of the theme; its name in the output carries its hash.
pub const STYLESHEET: &str = "theme.css";

/// What the assets are worked out from.
pub struct AssetFiles<'a> {
    /// The files under the site's `static/`, with that folder in their path.
    pub site: &'a [SourcePath],
    /// The paths under the built-in theme's `static/`.
    pub theme: &'a [&'a str],
    /// The files under `content/` that are no Markdown.
    pub content: &'a [SourcePath],
    /// The Markdown files, with those that are not published.
    pub markdown: &'a [SourcePath],
    /// The folders of articles and pages that have files of their own beside them (`index.md`) but
    /// are not published; their files are not, either.
    pub held_back: &'a BTreeSet<String>,
    /// The texts that are not public.
    pub held: &'a BTreeSet<SourcePath>,
    /// Where they lead.
    pub held_links: &'a [HeldLink],
    /// The address of the stylesheet.
    pub stylesheet: &'a Url,
}

/// All files to copy, the site's before the theme's of the same name.
pub fn assets(files: &AssetFiles<'_>, site: &Site) -> Vec<Asset> {
    let mut assets: BTreeMap<String, Asset> = BTreeMap::new();
    let url = |name: &str| if name == STYLESHEET { files.stylesheet.clone() } else { Url::new(name) };
    for &name in files.theme {
        assets.insert(name.to_owned(), Asset { url: url(name), from: AssetSource::Theme(name.to_owned()) });
    }
    for path in files.site {
        let name = path.as_str().strip_prefix("static/").unwrap_or(path.as_str());
        assets.insert(name.to_owned(), Asset { url: url(name), from: AssetSource::Site(path.clone()) });
    }
    let mut all: Vec<Asset> = assets.into_values().collect();
    all.extend(content_assets(files, site));
    all
}

/// The files beside an article (`index.md`) go where the article goes, all of them, if it has its
/// folder for itself. Any other file of `content/` is copied only if something that is published
/// refers to it, so that the pictures of a draft stay at home.
fn content_assets(files: &AssetFiles<'_>, site: &Site) -> Vec<Asset> {
    let bundles = Bundles::of(files, site);
    let referenced = referenced(files.content, site);
    // What only a text leads to that is not public stays at home with it.
    let led = files.held_links.iter().filter_map(|link| source_path(&link.from, &link.to));
    let hidden: BTreeSet<SourcePath> = led.filter(|path| !referenced.contains(path)).collect();
    let mut assets = Vec::new();
    for path in files.content {
        let (published, bundle) = match bundles.owner(path) {
            Beside::HeldBack => (false, None),
            Beside::Bundle(folder, url) => (!hidden.contains(path), Some((folder, url))),
            Beside::Shared(bundle) => (referenced.contains(path), bundle),
        };
        if published {
            assets.push(Asset { url: asset_url(path, bundle), from: AssetSource::Site(path.clone()) });
        }
    }
    assets
}

enum Beside<'a> {
    /// It lies beside an article that is not published.
    HeldBack,
    /// It lies beside the one article of this folder, which has this address.
    Bundle(&'a str, &'a Url),
    /// It lies in a folder with several public texts, of which one may give the folder its address.
    Shared(Option<(&'a str, &'a Url)>),
}

/// Folders whose `index.md` has no files of its own: those of the whole site.
const COMMON: [&str; 5] =
    ["content", "content/pages", "content/organisations", "content/people", "content/topics"];

struct Bundles<'a> {
    /// How many Markdown files lie in a folder, without those named `index.md` and those that are not
    /// public: a text that is held back changes nothing for the files of another one.
    others: BTreeMap<&'a str, usize>,
    /// The folders with any Markdown file.
    folders: BTreeSet<&'a str>,
    published: BTreeMap<&'a str, &'a Url>,
    held_back: &'a BTreeSet<String>,
}

impl<'a> Bundles<'a> {
    fn of(files: &AssetFiles<'a>, site: &'a Site) -> Self {
        let (mut others, mut folders) = (BTreeMap::new(), BTreeSet::new());
        if !files.content.is_empty() {
            folders.extend(files.markdown.iter().map(SourcePath::folder));
            let public =
                files.markdown.iter().filter(|path| path.stem() != "index" && !files.held.contains(path));
            public.for_each(|path| *others.entry(path.folder()).or_default() += 1);
        }
        let articles = site.articles.iter().map(|article| (&article.path, &article.url));
        let pages = site.pages.iter().map(|page| (&page.path, &page.url));
        let indexes = articles.chain(pages).filter(|(path, _)| path.stem() == "index");
        // Of a withdrawn article only its page is left.
        let indexes = indexes.filter(|(path, _)| !files.held_back.contains(path.folder()));
        let published = indexes.map(|(path, url)| (path.folder(), url)).collect();
        Self { others, folders, published, held_back: files.held_back }
    }

    /// The nearest folder that holds a Markdown file decides: what lies below it and below another
    /// one may be a draft's.
    fn owner(&self, path: &'a SourcePath) -> Beside<'a> {
        let mut folder = path.folder();
        while !COMMON.contains(&folder) {
            let bundle = self.published.get(folder).map(|url| (folder, *url));
            match (self.others.get(folder), bundle) {
                (None, Some((folder, url))) => return Beside::Bundle(folder, url),
                (None, None) if self.held_back.contains(folder) => return Beside::HeldBack,
                (_, bundle) if self.folders.contains(folder) => return Beside::Shared(bundle),
                _ => {}
            }
            match folder.rfind('/') {
                Some(slash) => folder = &folder[..slash],
                None => break,
            }
        }
        Beside::Shared(None)
    }
}

/// Warns of files in `static/` to which only a text leads that is not public: they are.
pub fn check_held(files: &AssetFiles<'_>, site: &Site, findings: &mut Vec<Finding>) {
    let of = |to: &str| {
        let (path, _) = to.split_at(to.find(['?', '#']).unwrap_or(to.len()));
        let under = path.strip_prefix("/static").filter(|rest| rest.starts_with('/')).unwrap_or(path);
        under.strip_prefix('/').map(|under| SourcePath::new(&format!("static/{under}")))
    };
    let mut held: Vec<(&HeldLink, SourcePath)> =
        files.held_links.iter().filter_map(|link| Some((link, of(&link.to)?))).collect();
    if held.is_empty() {
        return;
    }
    let known: BTreeSet<&SourcePath> = files.site.iter().collect();
    held.retain(|(_, path)| known.contains(path));
    if held.is_empty() {
        return;
    }
    let mut public = BTreeSet::new();
    for text in texts(site) {
        public.extend(text.body.links.iter().filter_map(|link| of(&link.to)));
        public.extend(text.image.and_then(of));
    }
    for (link, path) in held.into_iter().filter(|(_, path)| !public.contains(path)) {
        let message = format!("{path} is public at once, and this piece is not");
        let finding = Finding::new(Code::HeldFilePublic, &link.from, link.place.clone(), message);
        findings.push(finding.help("put it beside the article: then it is published with it"));
    }
}

/// The files of `content/` that published texts lead to.
fn referenced(content: &[SourcePath], site: &Site) -> BTreeSet<SourcePath> {
    let known: BTreeSet<&SourcePath> = content.iter().collect();
    let mut found = BTreeSet::new();
    if known.is_empty() {
        return found;
    }
    let mut refer = |from: &SourcePath, to: &str| {
        if let Some(path) = source_path(from, to).filter(|path| known.contains(path)) {
            found.insert(path);
        }
    };
    for text in texts(site) {
        text.body.links.iter().for_each(|link| refer(text.path, &link.to));
        text.image.iter().for_each(|image| refer(text.path, image));
        text.told.iter().for_each(|(to, _)| refer(text.path, to));
    }
    found
}

/// A published text: its file, its body, and the picture that its front matter names.
pub struct Text<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// The body.
    pub body: &'a Body,
    /// The hero or logo that its front matter names.
    pub image: Option<&'a str>,
    /// Links in texts of its front matter, each with the place of the text.
    pub told: &'a [(String, KeyPath)],
    /// The address of its page.
    pub url: Url,
}

/// Every published text of the site.
pub fn texts(site: &Site) -> impl Iterator<Item = Text<'_>> {
    let articles = site.articles.iter().map(|article| Text {
        path: &article.path,
        body: &article.written.body,
        image: article.written.hero.as_ref().map(|hero| hero.src.as_str()),
        told: &article.written.record.links,
        url: article.url.clone(),
    });
    let pages = site.pages.iter().map(|page| Text {
        path: &page.path,
        body: &page.text.body,
        image: None,
        told: &page.text.links,
        url: page.url.clone(),
    });
    let organisations = (0..).zip(&site.organisations).filter_map(|(index, entry)| {
        let (path, profile) = entry.file.as_ref()?;
        let url = organisation_url(site, OrganisationId(index));
        Some(Text {
            path,
            body: &profile.body,
            image: profile.logo.as_ref().map(|logo| logo.src.as_str()),
            told: &[],
            url,
        })
    });
    let people = (0..).zip(&site.people).filter_map(|(index, entry)| {
        let (path, profile) = entry.file.as_ref()?;
        Some(Text {
            path,
            body: &profile.body,
            image: None,
            told: &[],
            url: List::Author(PersonId(index)).url(site),
        })
    });
    let topics = (0..).zip(&site.topics).filter_map(|(index, entry)| {
        let (path, profile) = entry.file.as_ref()?;
        Some(Text {
            path,
            body: &profile.body,
            image: None,
            told: &[],
            url: List::Topic(TopicId(index)).url(site),
        })
    });
    articles.chain(pages).chain(organisations).chain(people).chain(topics)
}
