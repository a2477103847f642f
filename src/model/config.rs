//! What a site decides for itself (`dateline.yaml`). Every key has a default.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::crawlers::Crawlers;
use super::data::Map;
use super::feeds::Feeds;
use super::publisher::Publisher;

/// The site's configuration, complete and checked.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the configuration")]
pub struct Config {
    /// The newsroom's name, in every page's title.
    pub title: String,
    /// One sentence about the site; may be empty.
    pub description: String,
    /// Where the site will stand.
    pub base_url: BaseUrl,
    /// The language of the site, as a BCP 47 tag.
    pub language: String,
    /// The zone of dates that name none.
    pub time_zone: TimeZone,
    /// What happens to HTML in Markdown.
    pub raw_html: RawHtml,
    /// Whether plain quotes and dashes become typographic ones.
    pub smart_punctuation: bool,
    /// Whether names of known organisations are looked for in articles at all.
    pub find_mentions: bool,
    /// Whether the first mention of each organisation in an article is linked.
    pub link_mentions: bool,
    /// Whether each article gets a few others that its readers may also like.
    pub related: bool,
    /// How many entries stand on one page of a list; at least 1.
    pub per_page: usize,
    /// The links in the masthead, in order.
    pub navigation: Vec<NavigationLink>,
    /// Other names under which a key is read: `standfirst` → `summary`, `description`, …
    pub key_aliases: BTreeMap<String, Vec<String>>,
    /// Address patterns by section: `briefings` → `/{year}/{month}/{slug}/`.
    pub permalinks: BTreeMap<String, String>,
    /// Titles and descriptions of sections, by their folder.
    pub sections: BTreeMap<String, SectionConfig>,
    /// The site's own regions, next to the countries of ISO 3166.
    pub regions: Vec<String>,
    /// How many briefings that name both make a vendor and a customer a relation; one deal always does.
    /// None where the site has no relations.
    pub relations: Option<usize>,
    /// How large the table of vendors by customers is.
    pub matrix: MatrixSize,
    /// Who publishes the site.
    pub publisher: Publisher,
    /// The feeds; none where there are to be none.
    pub feeds: Option<Feeds>,
    /// Which things are told as documents for programs.
    pub documents: Vec<DocumentKind>,
    /// Old addresses, each with the one that it leads to; both are paths of the site.
    pub redirects: BTreeMap<String, String>,
    /// Files of redirects for hosts, which stand in the site.
    pub redirect_files: Vec<Host>,
    /// What crawlers are told.
    pub crawlers: Crawlers,
    /// Whether warnings are errors in every build.
    pub strict: bool,
    /// Keys of the site's own, for templates.
    pub extra: Map,
}

/// Where the site will stand: `https://example.org/news` is an origin and a path.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BaseUrl {
    /// Scheme and host, without a slash at the end; empty where the site does not know.
    pub origin: String,
    /// The folder on that host, with a slash before and none after it; empty for the root.
    pub path: String,
}

/// The kinds of documents for programs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DocumentKind {
    /// Each article (IPTC ninjs 3.1).
    Ninjs,
    /// Each organisation.
    Organisations,
}

impl DocumentKind {
    /// All of them with their names in the configuration.
    pub const NAMES: &[(&str, Self)] = &[("ninjs", Self::Ninjs), ("organisations", Self::Organisations)];
}

/// A host or server that redirects by rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub enum Host {
    /// Netlify.
    Netlify,
    /// Cloudflare Pages, GitLab Pages and others that read the same file.
    Cloudflare,
    /// Apache HTTP Server.
    Apache,
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
    /// A website of Amazon S3.
    S3,
}

impl Host {
    /// All of them by their names.
    pub const NAMES: &[(&str, Self)] = &[
        ("nginx", Self::Nginx),
        ("caddy", Self::Caddy),
        ("s3", Self::S3),
        ("apache", Self::Apache),
        ("netlify", Self::Netlify),
        ("cloudflare", Self::Cloudflare),
    ];

    /// Those whose rules stand in the site itself, by their names in the configuration.
    pub const IN_SITE: &[(&str, Self)] =
        &[("netlify", Self::Netlify), ("cloudflare", Self::Cloudflare), ("apache", Self::Apache)];

    /// The file of the site in which such a host looks for rules; none where it reads none there.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Self::Netlify | Self::Cloudflare => Some("_redirects"),
            Self::Apache => Some(".htaccess"),
            Self::Nginx | Self::Caddy | Self::S3 => None,
        }
    }
}

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
        let names = Self::NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        found.map(|(_, host)| *host).ok_or_else(|| format!("it is one of {}", names.join(", ")))
    }
}

/// What happens to HTML in Markdown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RawHtml {
    /// What is on the allow-list stays; the rest is taken away with a warning.
    Sanitize,
    /// All of it stays.
    Allow,
    /// All of it is shown as text.
    Escape,
}

/// How many organisations stand in the table of vendors by customers; with 0 there is no table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatrixSize {
    /// Vendors, those with the most deals and briefings first.
    pub vendors: usize,
    /// Customers likewise.
    pub customers: usize,
}

impl Default for MatrixSize {
    fn default() -> Self {
        Self { vendors: 12, customers: 12 }
    }
}

/// A link in the masthead.
#[derive(Clone, Debug)]
pub struct NavigationLink {
    /// What readers see.
    pub label: String,
    /// A path of this site, or a full address.
    pub url: String,
}

/// What a section says of itself.
#[derive(Clone, Debug, Default)]
pub struct SectionConfig {
    /// Its title; by default the folder's name.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        let aliases: [(&str, &[&str]); 4] = [
            ("standfirst", &["summary", "description", "excerpt", "deck", "teaser", "lede"]),
            ("authors", &["author"]),
            ("topics", &["tags", "categories"]),
            ("aliases", &["redirect_from"]),
        ];
        let owned = |others: &[&str]| others.iter().map(|&other| other.to_owned()).collect();
        Self {
            title: "Briefings".to_owned(),
            description: String::new(),
            base_url: BaseUrl::default(),
            language: "en".to_owned(),
            time_zone: TimeZone::UTC,
            raw_html: RawHtml::Sanitize,
            smart_punctuation: true,
            find_mentions: true,
            link_mentions: true,
            related: true,
            per_page: 50,
            navigation: Vec::new(),
            key_aliases: aliases.into_iter().map(|(key, others)| (key.to_owned(), owned(others))).collect(),
            permalinks: BTreeMap::new(),
            sections: BTreeMap::new(),
            regions: Vec::new(),
            relations: Some(2),
            matrix: MatrixSize::default(),
            publisher: Publisher::default(),
            feeds: Some(Feeds::default()),
            documents: Vec::new(),
            redirects: BTreeMap::new(),
            redirect_files: Vec::new(),
            crawlers: Crawlers::default(),
            strict: false,
            extra: Map::new(),
        }
    }
}
