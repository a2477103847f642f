//! From the site to its plan.
//!
//! Takes the site and its assets, gives the [`Plan`]: nothing else is ever written. Two owners of
//! one output are told here. Renders nothing.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Finding};
use crate::base::path::{OutPath, SourcePath, Url};
use crate::compile::published::Published;
use crate::compile::roles::{buys, sells};
use crate::model::config::Config;
use crate::model::site::{ArticleId, OrganisationId, Page, PersonId, SectionId, Site, ThreadId, TopicId};

use super::crawlers::crawlers;
use super::deals::{deals, relations};
use super::documents::documents;
use super::exports;
use super::feeds::feeds;
use super::outputs::{
    Action, Asset, AssetSource, IndexKind, List, Owner, Plan, Planned, Subject, corrections_url,
    organisation_url, thread_url, threads_url, year_url,
};
use super::paging::Pages;
use super::redirects::{self, redirects};

/// Plans the whole site, so that what was published keeps its address. Two owners of one output are reported; the
/// first keeps it.
#[inline(never)] // bench/instructions.sh counts it.
pub fn plan(
    site: &Site,
    config: &Config,
    assets: &[Asset],
    published: Published,
    findings: &mut Vec<Finding>,
) -> Plan {
    // An article is two outputs at most in nearly every site: its page, and a part of some list.
    let mut plan = Planning { outputs: Vec::with_capacity(2 * site.articles.len() + 64), findings };
    for (index, article) in site.articles.iter().enumerate() {
        let id = ArticleId(u32::try_from(index).unwrap_or(u32::MAX));
        plan.page(&article.url, Owner::File(article.path.clone()), Subject::Article(id));
    }
    let introduces = introduction(site).map(|page| &page.path);
    for (index, page) in site.pages.iter().enumerate().filter(|(_, page)| introduces != Some(&page.path)) {
        plan.page(&page.url, Owner::File(page.path.clone()), Subject::Page(index));
    }
    plan.page(&Url::new("/"), Owner::Made("the home page".to_owned(), None), Subject::Home);
    plan.page(
        &Url::new("/404.html"),
        Owner::Made("the page for what is not found".to_owned(), None),
        Subject::NotFound,
    );
    sections(site, config, &mut plan);
    entities(site, config, &mut plan);
    exports::plan(site, &mut |url, owner, export| plan.add(url, owner, Action::Export(export)));
    for (url, owner, document) in documents(site, config) {
        plan.add(&url, owner, Action::Document(document));
    }
    deals(site, config, &mut plan);
    relations(site, config, &mut plan);
    stories(site, config, &mut plan);
    for asset in assets {
        let (owner, action) = match &asset.from {
            AssetSource::Site(path) => (Owner::File(path.clone()), Action::Copy(path.clone())),
            AssetSource::Theme(name) => {
                (Owner::Made(format!("the theme's static/{name}"), None), Action::Theme(name.clone()))
            }
        };
        plan.add(&asset.url, owner, action);
    }
    for (url, owner, feed) in feeds(site, config, &plan.outputs) {
        plan.add(&url, owner, Action::Feed(feed));
    }
    for (url, owner, file) in crawlers(site, config, &plan.outputs) {
        plan.add(&url, owner, Action::Crawler(file));
    }
    redirects(site, config, &published, &mut plan);
    plan.finish(config, published)
}

fn sections(site: &Site, config: &Config, plan: &mut Planning<'_>) {
    for (index, section) in (0..).zip(&site.sections) {
        let id = SectionId(index);
        let name = || {
            Owner::Made(format!("the section content/{}/", section.folder), first(site, &section.articles))
        };
        if !section.slug.is_empty() {
            plan.list(List::Section(id), site, config, &name);
        }
        let mut year = None;
        for (month, entry) in section.months.iter().enumerate() {
            if year != Some(entry.year) {
                year = Some(entry.year);
                plan.page(&year_url(site, id, entry.year), name(), Subject::Year(id, entry.year));
            }
            plan.list(List::Month(id, month), site, config, &name);
        }
    }
}

fn entities(site: &Site, config: &Config, plan: &mut Planning<'_>) {
    for kind in IndexKind::ALL {
        plan.page(
            &kind.url(),
            Owner::Made(format!("the index of {}", kind.folder()), None),
            Subject::Index(kind),
        );
    }
    for (index, organisation) in (0..).zip(&site.organisations) {
        let id = OrganisationId(index);
        let owner = || match &organisation.file {
            Some((path, _)) => Owner::File(path.clone()),
            None => {
                let roles = [&organisation.as_vendor, &organisation.as_customer, &organisation.mentioned];
                let first = roles.into_iter().find_map(|articles| first(site, articles));
                let deals = organisation.deals.iter().flat_map(|id| &site.deal(*id).places);
                let first = first.or_else(|| deals.map(|(path, _)| path.clone()).next());
                Owner::Made(format!("the organisation {}", organisation.name), first)
            }
        };
        plan.page(&organisation_url(site, id), owner(), Subject::Organisation(id));
        if sells(site, id) {
            plan.list(List::Vendor(id), site, config, &owner);
        }
        if buys(site, id) {
            plan.list(List::Customer(id), site, config, &owner);
        }
    }
    for (index, topic) in (0..).zip(&site.topics) {
        plan.list(List::Topic(TopicId(index)), site, config, &|| match &topic.file {
            Some((path, _)) => Owner::File(path.clone()),
            None => Owner::Made(format!("the topic {}", topic.name), first(site, &topic.articles)),
        });
    }
    for (index, person) in (0..).zip(&site.people) {
        plan.list(List::Author(PersonId(index)), site, config, &|| match &person.file {
            Some((path, _)) => Owner::File(path.clone()),
            None => Owner::Made(format!("the author {}", person.name), first(site, &person.articles)),
        });
    }
}

/// Developing stories with their list, and the corrections: each if there are any.
fn stories(site: &Site, config: &Config, plan: &mut Planning<'_>) {
    for (index, thread) in (0..).zip(&site.threads) {
        let id = ThreadId(index);
        let owner = Owner::Made(format!("the thread {}", thread.slug), first(site, &thread.articles));
        plan.page(&thread_url(site, id), owner, Subject::Thread(id));
    }
    if let Some(thread) = site.threads.first() {
        let owner = Owner::Made("the list of developing stories".to_owned(), first(site, &thread.articles));
        plan.page(&threads_url(), owner, Subject::Threads);
    }
    let Some(oldest) = site.notices.first() else { return };
    let owner = || match introduction(site) {
        Some(page) => Owner::File(page.path.clone()),
        None => Owner::Made("the list of corrections".to_owned(), first(site, &[oldest.article])),
    };
    let pages = Pages::of(site.notices.len(), config.per_page);
    for number in std::iter::once(None).chain((1..=pages.numbered).map(Some)) {
        plan.page(&corrections_url(number), owner(), Subject::Corrections(number));
    }
}

/// The page of the site's own that introduces the list of corrections: the one with its address.
pub fn introduction(site: &Site) -> Option<&Page> {
    let url = corrections_url(None);
    let introduces = |page: &&Page| page.url == url;
    site.pages.iter().find(introduces).filter(|_| !site.notices.is_empty())
}

/// Names at the top of the output folder that are kept for the program and for git.
const KEPT: [&str; 3] = [".dateline", ".dateline-stage", ".git"];

/// The longest name of a file or folder that file systems take, in bytes.
const LONGEST_NAME: usize = 255;

/// Why there can be no such output, if there can be none.
fn impossible(path: &OutPath) -> Option<String> {
    let mut names = path.as_str().split('/');
    if let Some(kept) =
        names.clone().next().filter(|first| KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(first)))
    {
        return Some(format!("`/{kept}` is kept for the program itself"));
    }
    let long = names.find(|name| name.len() > LONGEST_NAME)?;
    let start: String = long.chars().take(24).collect();
    Some(format!("the part `{start}…` of this address has {} bytes; {LONGEST_NAME} are the most", long.len()))
}

/// An output cannot be a file and a folder at once: `/old.html` and `/old.html/more/`.
fn files_in_the_way(outputs: &BTreeMap<OutPath, Planned>, findings: &mut Vec<Finding>) {
    // The outputs before this one with whose names its path begins: none lies between it and them
    // that does not begin so, too.
    let mut begun: Vec<(&OutPath, &Planned)> = Vec::new();
    for (path, planned) in outputs {
        let rest = |file: &OutPath| path.as_str().strip_prefix(file.as_str());
        while begun.pop_if(|(file, _)| rest(file).is_none()).is_some() {}
        for (file, owned) in &begun {
            if rest(file).is_some_and(|rest| rest.starts_with('/')) {
                let url = Url::new(file.as_str());
                findings.push(claimed_twice(&url, &owned.owner, &planned.owner));
            }
        }
        begun.push((path, planned));
    }
}

pub(super) struct Planning<'a> {
    /// In the order in which they were asked for, those that are asked for twice among them.
    pub(super) outputs: Vec<(OutPath, Url, Planned)>,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Planning<'_> {
    fn list(&mut self, list: List, site: &Site, config: &Config, owner: &dyn Fn() -> Owner) {
        self.page(&list.url(site), owner(), Subject::Front(list));
        let pages = Pages::of(list.articles(site).len(), config.per_page);
        for number in 1..=pages.numbered {
            self.page(&list.older_url(site, number), owner(), Subject::Older(list, number));
        }
    }

    pub(super) fn page(&mut self, url: &Url, owner: Owner, subject: Subject) {
        self.add(url, owner, Action::Page(subject));
    }

    pub(super) fn add(&mut self, url: &Url, owner: Owner, action: Action) {
        let Some(path) = url.out_path() else {
            let message = format!("`{url}` would leave the output folder");
            let (file, place) = owner.place();
            self.findings.push(Finding::new(Code::BadSlug, &file, place, message));
            return;
        };
        if let Some(message) = impossible(&path) {
            let (file, place) = owner.place();
            let finding = Finding::new(Code::BadSlug, &file, place, message);
            self.findings.push(finding.help("give it a `slug:` of its own, or another name"));
            return;
        }
        self.outputs.push((path, url.clone(), Planned { owner, action }));
    }

    /// Sorted once, and not kept in order on the way: that takes half the time.
    fn finish(self, config: &Config, published: Published) -> Plan {
        let Self { mut outputs, findings } = self;
        outputs.par_sort_by(|(a, ..), (b, ..)| a.cmp(b));
        outputs.dedup_by(|(path, url, second), (kept, _, first)| {
            let twice = path == kept;
            if twice {
                findings.push(claimed_twice(url, &first.owner, &second.owner));
            }
            twice
        });
        let rules = redirects::rules(config, &outputs);
        let mut outputs: BTreeMap<OutPath, Planned> =
            outputs.into_iter().map(|(path, _, planned)| (path, planned)).collect();
        for (path, url, planned) in rules {
            match outputs.get(&path) {
                Some(other) => findings.push(claimed_twice(&url, &planned.owner, &other.owner)),
                None => drop(outputs.insert(path, planned)),
            }
        }
        files_in_the_way(&outputs, findings);
        Plan { outputs, published }
    }
}

/// Tells of two owners of one address; `second` is the one that does not get it.
pub fn claimed_twice(url: &Url, first: &Owner, second: &Owner) -> Finding {
    // It is told where the writer can mend it: at a file, if one of the two is one.
    let (at, other) = if second.rank() < first.rank() { (first, second) } else { (second, first) };
    let (file, place) = at.place();
    let message = format!("the address `{url}` is claimed twice: here, and by {}", other.name());
    let help = match at {
        Owner::Key(..) => "take one of the two away",
        Owner::File(path) if path.extension() != Some("md") => "rename one of the two, or take it away",
        Owner::File(_) => "give it another `slug:`, or another file name",
        Owner::Made(..) => "give its folder another name, or its file another `slug:`",
    };
    let finding = Finding::new(Code::AddressClaimedTwice, &file, place, message).help(help);
    match other {
        Owner::Made(..) => finding,
        other => {
            let (file, place) = other.place();
            finding.related(&file, place, "this claims it, too")
        }
    }
}

/// The first file of a list of articles.
pub(super) fn first(site: &Site, articles: &[ArticleId]) -> Option<SourcePath> {
    articles.first().map(|id| site.article(*id).path.clone())
}
