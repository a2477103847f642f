//! Every file the site will consist of: its path, its one owner, and what it is made from.
//!
//! Types, and the addresses that follow from them. Knows no template but by what a page shows.

use std::collections::BTreeMap;

use crate::base::diagnostic::{KeyPath, Place};
use crate::base::path::{OutPath, SourcePath, Url};
use crate::compile::published::Published;
use crate::model::config::Host;
use crate::model::site::{ArticleId, DealId, OrganisationId, PersonId, SectionId, Site, ThreadId, TopicId};

use super::crawlers::CrawlerFile;
use super::deal_lists::DealList;
use super::documents::Document;
use super::exports::Export;
use super::feeds::Feed;

/// Every output of the site.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is written, by its path in the output folder.
    pub outputs: BTreeMap<OutPath, Planned>,
    /// What was published before, and keeps its address.
    pub published: Published,
}

impl Plan {
    /// How many of these outputs are pages.
    pub fn pages_among(&self, paths: &[&OutPath]) -> usize {
        let planned = paths.iter().filter_map(|path| self.outputs.get(path));
        planned.filter(|planned| matches!(planned.action, Action::Page(_) | Action::Redirect(_))).count()
    }
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
    /// The program itself: the list of vendors. With a file that gives rise to it, if there is one:
    /// the first article of a section, or the first that names an organisation.
    Made(String, Option<SourcePath>),
}

/// How an output's bytes come about.
#[derive(Clone, Debug)]
pub enum Action {
    /// A page made from a template.
    Page(Subject),
    /// A page that sends readers on.
    Redirect(Url),
    /// All redirects as a host reads them: from where to where.
    Rules(Host, Vec<(Url, Url)>),
    /// A copy of a file of the site.
    Copy(SourcePath),
    /// A copy of a file of the built-in theme.
    Theme(String),
    /// A table of deals for programs.
    Export(Export),
    /// A file for crawlers.
    Crawler(CrawlerFile),
    /// A feed.
    Feed(Feed),
    /// A document for programs.
    Document(Document),
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
    /// All corrections: the front, or a numbered page, counted from 1 at the oldest.
    Corrections(Option<usize>),
    /// A developing story.
    Thread(ThreadId),
    /// All developing stories.
    Threads,
    /// All entities of a kind, A to Z.
    Index(IndexKind),
    /// A deal.
    Deal(DealId),
    /// The front of a list of deals.
    Deals(DealList),
    /// A numbered page of a list of deals, counted from 1 at the oldest.
    OlderDeals(DealList, usize),
    /// A vendor and a customer, as an index of the site's relations.
    Relation(usize),
    /// The busiest vendors by the busiest customers.
    Matrix,
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

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Vendors => "Vendors",
            Self::Customers => "Customers",
            Self::Organisations => "Organisations",
            Self::Topics => "Topics",
            Self::Authors => "Authors",
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

/// The address of a developing story.
pub fn thread_url(site: &Site, id: ThreadId) -> Url {
    Url::folder(["threads", site.thread(id).slug.as_str()])
}

/// The address of the list of developing stories.
pub fn threads_url() -> Url {
    Url::folder(["threads"])
}

/// The address of the corrections: of their front, or of a numbered page.
pub fn corrections_url(number: Option<usize>) -> Url {
    let front = Url::folder(["corrections"]);
    number.map_or(front.clone(), |number| front.child("page").child(&number.to_string()))
}

/// The address of a year of a section.
pub fn year_url(site: &Site, section: SectionId, year: i16) -> Url {
    let year = format!("{year:04}");
    Url::folder([site.section(section).slug.as_str(), &year])
}

impl Owner {
    /// How well a writer can mend it there.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Made(_, None) => 0,
            Self::Made(_, Some(_)) => 1,
            Self::File(_) | Self::Key(..) => 2,
        }
    }

    /// Its name in a message.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Key(path, _) => path.to_string(),
            Self::Made(what, _) => what.clone(),
        }
    }

    /// Where that is told.
    pub fn place(&self) -> (SourcePath, Place) {
        match self {
            Self::File(path) => (path.clone(), Place::File),
            Self::Key(path, key) => (path.clone(), Place::value(key.clone())),
            Self::Made(_, file) => {
                (file.clone().unwrap_or_else(|| SourcePath::new("dateline.yaml")), Place::File)
            }
        }
    }
}
