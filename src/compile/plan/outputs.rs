//! Every file the site will consist of: its path, its one owner, and what it is made from.
//!
//! Takes the site and its assets, gives the [`Plan`]. Nothing else is ever written. Renders
//! nothing, and knows no template but by what a page shows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::{OutPath, SourcePath, Url};
use crate::model::config::Config;
use crate::model::site::{ArticleId, OrganisationId, PersonId, SectionId, Site, TopicId};

use super::paging::Pages;

/// Every output of the site.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is written, by its path in the output folder.
    pub outputs: BTreeMap<OutPath, Planned>,
}

/// One output.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Who asks for it.
    pub owner: Owner,
    /// How its bytes come about.
    pub action: Action,
}

/// Who asks for an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Owner {
    /// A file of the site.
    File(SourcePath),
    /// A key of a file: the item of `aliases` that asks for a redirect.
    Key(SourcePath, KeyPath),
    /// The program itself: the list of vendors.
    Made(String),
}

/// How an output's bytes come about.
#[derive(Clone, Debug)]
pub enum Action {
    /// A page made from a template.
    Page(Subject),
    /// A page that sends readers on.
    Redirect(Url),
    /// A copy of a file of the site.
    Copy(SourcePath),
    /// A copy of a file of the built-in theme.
    Theme(String),
}

/// What a page shows. With the site, this is all that a page's view is made from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// The front page of the site.
    Home,
    /// An article.
    Article(ArticleId),
    /// A page that is no article, as an index of the site's pages.
    Page(usize),
    /// The front of a list of articles.
    Front(List),
    /// A numbered page of a list of articles, counted from 1 at the oldest.
    Older(List, usize),
    /// A year of a section: its months.
    Year(SectionId, i16),
    /// An organisation in all its roles.
    Organisation(OrganisationId),
    /// All entities of a kind, A to Z.
    Index(IndexKind),
    /// What a reader sees where nothing is.
    NotFound,
}

/// A list of articles with pages of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// A section.
    Section(SectionId),
    /// A month of a section, as an index of its months.
    Month(SectionId, usize),
    /// An organisation's articles as a vendor.
    Vendor(OrganisationId),
    /// An organisation's articles as a customer.
    Customer(OrganisationId),
    /// A topic's articles.
    Topic(TopicId),
    /// A person's articles.
    Author(PersonId),
}

/// The kinds of entity that have an index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum IndexKind {
    /// Organisations that sell.
    Vendors,
    /// Organisations that buy.
    Customers,
    /// All organisations.
    Organisations,
    /// Topics.
    Topics,
    /// Authors.
    Authors,
}

impl IndexKind {
    /// All indexes.
    pub const ALL: [Self; 5] =
        [Self::Vendors, Self::Customers, Self::Organisations, Self::Topics, Self::Authors];

    /// The folder of the index and its entries: `vendors`.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Vendors => "vendors",
            Self::Customers => "customers",
            Self::Organisations => "organisations",
            Self::Topics => "topics",
            Self::Authors => "authors",
        }
    }

    /// The address of the index.
    pub fn url(self) -> Url {
        Url::folder([self.folder()])
    }
}

/// A file that is copied, and where to.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its address.
    pub url: Url,
    /// What is copied.
    pub from: AssetSource,
}

/// Where a copied file comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AssetSource {
    /// The site's own folder.
    Site(SourcePath),
    /// The built-in theme, by its path under `static/`.
    Theme(String),
}

impl List {
    /// The articles of the list, the oldest first.
    pub fn articles(self, site: &Site) -> &[ArticleId] {
        match self {
            Self::Section(id) => &site.section(id).articles,
            Self::Month(id, month) => &site.section(id).months[month].articles,
            Self::Vendor(id) => &site.organisation(id).as_vendor,
            Self::Customer(id) => &site.organisation(id).as_customer,
            Self::Topic(id) => &site.topic(id).articles,
            Self::Author(id) => &site.person(id).articles,
        }
    }

    /// The address of the list's front.
    pub fn url(self, site: &Site) -> Url {
        match self {
            Self::Section(id) => Url::folder([site.section(id).slug.as_str()]),
            Self::Month(id, month) => {
                let month = &site.section(id).months[month];
                year_url(site, id, month.year).child(&format!("{:02}", month.month))
            }
            Self::Vendor(id) => IndexKind::Vendors.url().child(&site.organisation(id).slug),
            Self::Customer(id) => IndexKind::Customers.url().child(&site.organisation(id).slug),
            Self::Topic(id) => IndexKind::Topics.url().child(&site.topic(id).slug),
            Self::Author(id) => IndexKind::Authors.url().child(&site.person(id).slug),
        }
    }

    /// The address of a numbered page of the list.
    pub fn older_url(self, site: &Site, number: usize) -> Url {
        self.url(site).child("page").child(&number.to_string())
    }
}

/// The address of an organisation's profile.
pub fn organisation_url(site: &Site, id: OrganisationId) -> Url {
    IndexKind::Organisations.url().child(&site.organisation(id).slug)
}

/// The address of a year of a section.
pub fn year_url(site: &Site, section: SectionId, year: i16) -> Url {
    let year = format!("{year:04}");
    Url::folder([site.section(section).slug.as_str(), &year])
}

/// Plans the whole site. Two owners of one output are reported; the first keeps it.
pub fn plan(site: &Site, config: &Config, assets: &[Asset], findings: &mut Vec<Finding>) -> Plan {
    let mut plan = Planning { outputs: BTreeMap::new(), findings };
    for (index, article) in site.articles.iter().enumerate() {
        let id = ArticleId(u32::try_from(index).unwrap_or(u32::MAX));
        plan.page(&article.url, Owner::File(article.path.clone()), Subject::Article(id));
    }
    for (index, page) in site.pages.iter().enumerate() {
        plan.page(&page.url, Owner::File(page.path.clone()), Subject::Page(index));
    }
    plan.page(&Url::new("/"), Owner::Made("the home page".to_owned()), Subject::Home);
    plan.page(&Url::new("/404.html"), Owner::Made("the page for what is not found".to_owned()), Subject::NotFound);
    sections(site, config, &mut plan);
    entities(site, config, &mut plan);
    for asset in assets {
        let (owner, action) = match &asset.from {
            AssetSource::Site(path) => (Owner::File(path.clone()), Action::Copy(path.clone())),
            AssetSource::Theme(name) => {
                (Owner::Made(format!("the theme's static/{name}")), Action::Theme(name.clone()))
            }
        };
        plan.add(&asset.url, owner, action);
    }
    aliases(site, &mut plan);
    Plan { outputs: plan.outputs }
}

fn sections(site: &Site, config: &Config, plan: &mut Planning<'_>) {
    for (index, section) in (0..).zip(&site.sections) {
        let id = SectionId(index);
        let name = || Owner::Made(format!("the section `{}`", section.folder));
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
        plan.page(&kind.url(), Owner::Made(format!("the index of {}", kind.folder())), Subject::Index(kind));
    }
    for (index, organisation) in (0..).zip(&site.organisations) {
        let id = OrganisationId(index);
        let owner = || match &organisation.file {
            Some((path, _)) => Owner::File(path.clone()),
            None => Owner::Made(format!("the organisation {}", organisation.name)),
        };
        plan.page(&organisation_url(site, id), owner(), Subject::Organisation(id));
        if !organisation.as_vendor.is_empty() {
            plan.list(List::Vendor(id), site, config, &owner);
        }
        if !organisation.as_customer.is_empty() {
            plan.list(List::Customer(id), site, config, &owner);
        }
    }
    for (index, topic) in (0..).zip(&site.topics) {
        plan.list(List::Topic(TopicId(index)), site, config, &|| match &topic.file {
            Some((path, _)) => Owner::File(path.clone()),
            None => Owner::Made(format!("the topic {}", topic.name)),
        });
    }
    for (index, person) in (0..).zip(&site.people) {
        plan.list(List::Author(PersonId(index)), site, config, &|| match &person.file {
            Some((path, _)) => Owner::File(path.clone()),
            None => Owner::Made(format!("the author {}", person.name)),
        });
    }
}

fn aliases(site: &Site, plan: &mut Planning<'_>) {
    let articles = site.articles.iter().map(|article| (&article.path, &article.url, &article.written.aliases));
    let pages = site.pages.iter().map(|page| (&page.path, &page.url, &page.text.aliases));
    for (path, url, aliases) in articles.chain(pages) {
        for (item, alias) in aliases.iter().enumerate() {
            let key = KeyPath::of("aliases").item(item);
            let owner = Owner::Key(path.clone(), key);
            // `/old/path` and `/old/path/` are one folder; `/old/path.html` is a file.
            let last = alias.rsplit('/').next().unwrap_or_default();
            let file = last.rsplit_once('.').is_some_and(|(stem, kind)| {
                !stem.is_empty() && (2..=5).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_alphabetic())
            });
            let alias = if file { Url::new(alias) } else { Url::folder(alias.split('/')) };
            plan.add(&alias, owner, Action::Redirect(url.clone()));
        }
    }
}

struct Planning<'a> {
    outputs: BTreeMap<OutPath, Planned>,
    findings: &'a mut Vec<Finding>,
}

impl Planning<'_> {
    fn list(&mut self, list: List, site: &Site, config: &Config, owner: &dyn Fn() -> Owner) {
        self.page(&list.url(site), owner(), Subject::Front(list));
        let pages = Pages::of(list.articles(site).len(), config.per_page);
        for number in 1..=pages.numbered {
            self.page(&list.older_url(site, number), owner(), Subject::Older(list, number));
        }
    }

    fn page(&mut self, url: &Url, owner: Owner, subject: Subject) {
        self.add(url, owner, Action::Page(subject));
    }

    fn add(&mut self, url: &Url, owner: Owner, action: Action) {
        let Some(path) = url.out_path() else {
            let message = format!("`{url}` would leave the output folder");
            let (file, place) = owner.place();
            self.findings.push(Finding::new(Code::BadSlug, &file, place, message));
            return;
        };
        match self.outputs.entry(path) {
            Entry::Vacant(free) => {
                free.insert(Planned { owner, action });
            }
            Entry::Occupied(taken) => self.findings.push(claimed_twice(url, &taken.get().owner, &owner)),
        }
    }
}

fn claimed_twice(url: &Url, first: &Owner, second: &Owner) -> Finding {
    // It is told where the writer can mend it: at a file, if one of the two is one.
    let (at, other) = if matches!(second, Owner::Made(_)) { (first, second) } else { (second, first) };
    let (file, place) = at.place();
    let message = format!("the address `{url}` is claimed twice: here, and by {}", other.name());
    let help = match at {
        Owner::Key(..) => "take one of the two away",
        _ => "give it another `slug:`, or another file name",
    };
    let finding = Finding::new(Code::AddressClaimedTwice, &file, place, message).help(help);
    match other {
        Owner::Made(_) => finding,
        other => {
            let (file, place) = other.place();
            finding.related(&file, place, "this claims it, too")
        }
    }
}

impl Owner {
    /// Its name in a message.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Key(path, _) => path.to_string(),
            Self::Made(what) => what.clone(),
        }
    }

    fn place(&self) -> (SourcePath, Place) {
        match self {
            Self::File(path) => (path.clone(), Place::File),
            Self::Key(path, key) => (path.clone(), Place::value(key.clone())),
            Self::Made(_) => (SourcePath::new("dateline.yaml"), Place::File),
        }
    }
}
