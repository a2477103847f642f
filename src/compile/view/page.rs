//! What every template sees: `site` and `page`.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::base::path::Url;
use crate::base::time::in_offset;
use crate::compile::href::Hrefs;
use crate::compile::plan::feeds::{FeedOf, wanted};
use crate::model::config::{Config, DocumentKind};
use crate::model::data::{Map, serialize_map};
use crate::model::feeds::{FeedFormat, FeedKind};

use super::article::{ArticlePage, PlainPage};
use super::deal::DealPage;
use super::deals::DealsPage;
use super::index::{IndexPage, NotFoundPage};
use super::keyed::Keyed;
use super::lists::{HomePage, ListPage, YearPage};
use super::matrix::MatrixPage;
use super::notices::{CorrectionsPage, WithdrawnPage};
use super::organisations::{OrganisationPage, RolePage};
use super::parts::Source;
use super::relations::RelationPage;
use super::subjects::SubjectPage;
use super::threads::{ThreadPage, ThreadsPage};

/// `site`: the same on every page.
#[derive(Serialize, Debug)]
pub struct SiteView<'a> {
    /// The newsroom's name.
    pub title: &'a str,
    /// One sentence about it; may be empty.
    pub description: &'a str,
    /// Its language, a BCP 47 tag.
    pub language: &'a str,
    /// Which way that is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The home page.
    pub href: String,
    /// Scheme and host, without a slash at the end; empty where the site does not know.
    pub origin: &'a str,
    /// The theme's stylesheet.
    pub stylesheet: String,
    /// The feeds of the whole site.
    pub feeds: Vec<FeedLink>,
    /// Who publishes the site.
    pub publisher: PublisherView<'a>,
    /// Which things are told as documents for programs: `ninjs`, `organisations`.
    pub documents: Vec<&'static str>,
    /// The page of all corrections; none where there are none.
    pub corrections: Option<String>,
    /// The list of developing stories; none where there are none.
    pub threads: Option<String>,
    /// The links of the masthead.
    pub navigation: Vec<NavigationView<'a>>,
    /// The list of all deals; none where there are no deals.
    pub deals: Option<String>,
    /// The table of vendors by customers; none where there is none.
    pub matrix: Option<String>,
    /// The site's own keys, from `extra` in `dateline.yaml`.
    #[serde(serialize_with = "serialize_map")]
    pub extra: &'a Map,
}

/// Who publishes the site; addresses as configured.
#[derive(Serialize, Debug)]
pub struct PublisherView<'a> {
    /// The name.
    pub name: &'a str,
    /// The address of a picture.
    pub logo: Option<&'a str>,
    /// Full addresses of the publisher elsewhere.
    pub same_as: &'a [String],
    /// The page that tells how it works.
    pub publishing_principles: Option<&'a str>,
    /// The page that tells how it mends what was wrong.
    pub corrections_policy: Option<&'a str>,
    /// The account on X, with `@`.
    pub x: Option<&'a str>,
}

/// A link of the masthead.
#[derive(Serialize, Debug)]
pub struct NavigationView<'a> {
    /// What readers see.
    pub label: &'a str,
    /// Where it leads.
    pub href: String,
    /// The address as configured, to compare with `page.url`.
    pub url: &'a str,
}

/// `page`: the page itself, on every page.
#[derive(Serialize, Debug)]
pub struct PageView<'a> {
    /// What kind of page: the name of its template without `.html`.
    pub kind: &'static str,
    /// The headline of the page, without the site's name.
    pub title: String,
    /// One sentence about it, plain, for `<meta>`; may be empty.
    pub description: String,
    /// Its path on the site, from the site's root and not encoded.
    pub url: String,
    /// Its address as printed.
    pub href: String,
    /// Its full address, or that of the original; none where the site does not know its own.
    pub canonical: Option<String>,
    /// What search engines may do with it, for `<meta name="robots">`.
    pub robots: Cow<'static, str>,
    /// Its language, a BCP 47 tag.
    pub language: &'a str,
    /// Which way that is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The feeds of what the page is about, beside those of the whole site.
    pub feeds: Vec<FeedLink>,
    /// The same in other languages.
    pub alternates: Vec<AlternateView<'a>>,
    /// When an article was published, with the offset from UTC: `2020-06-16T09:00:00+01:00`.
    pub published: Option<String>,
    /// When it was last changed in a way that its writers tell of.
    pub modified: Option<String>,
    /// The picture that stands for the page elsewhere.
    pub image: Option<ImageView<'a>>,
    /// What the page tells programs of itself, as HTML for its head. It is made of what stands in the other views,
    /// and so its key is always the same.
    pub metadata_html: Keyed,
}

/// A picture.
#[derive(Serialize, Debug)]
pub struct ImageView<'a> {
    /// Its full address, where the site knows its own.
    pub src: String,
    /// What it shows; may be empty.
    pub alt: &'a str,
}

/// The view of a page.
pub trait View<'a>: Serialize {
    /// The page.
    fn page(&mut self) -> &mut PageView<'a>;
}

macro_rules! views {
    ($($view:ty),*) => {
        $(impl<'a> View<'a> for $view {
            fn page(&mut self) -> &mut PageView<'a> {
                &mut self.page
            }
        })*
    };
}

views! {
    ArticlePage<'a>, CorrectionsPage<'a>, DealPage<'a>, DealsPage<'a>, HomePage<'a>, IndexPage<'a>, ListPage<'a>,
    MatrixPage<'a>, NotFoundPage<'a>, OrganisationPage<'a>, PlainPage<'a>, RelationPage<'a>, RolePage<'a>,
    SubjectPage<'a>, ThreadPage<'a>, ThreadsPage<'a>, WithdrawnPage<'a>, YearPage<'a>
}

/// A feed, for readers and for programs that look for one.
#[derive(Serialize, Debug)]
pub struct FeedLink {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// The same page in another language.
#[derive(Serialize, Debug)]
pub struct AlternateView<'a> {
    /// The language, a BCP 47 tag.
    pub language: &'a str,
    /// The headline there.
    pub title: Cow<'a, str>,
    /// Its address as printed.
    pub href: String,
    /// Its full address; none where the site does not know its own.
    pub absolute: Option<String>,
}

/// What search engines may do with a page: show it, with a large picture.
const SHOWN: &str = "max-image-preview:large";

/// A page that search engines must not show.
pub(in crate::compile) const HIDDEN: &str = "noindex";

/// A page that search engines should not show any more from this instant on.
pub(super) fn shown_until(instant: Timestamp, zone: &TimeZone) -> Cow<'static, str> {
    format!("{SHOWN}, unavailable_after: {}", in_offset(instant, zone.to_offset(instant))).into()
}

impl<'a> Source<'a> {
    /// What a feed is called.
    pub fn feed_title(&self, of: FeedOf) -> String {
        let site = &self.config.title;
        match of {
            FeedOf::Site => site.clone(),
            FeedOf::List(list) => format!("{} – {site}", self.list_title(list)),
            FeedOf::Relation(index) => {
                let relation = &self.site.relations[index];
                let name = |id| &self.site.organisation(id).name;
                format!("{} and {} – {site}", name(relation.vendor), name(relation.customer))
            }
        }
    }

    /// The feeds of what a page is about.
    pub(super) fn feeds(&self, of: FeedOf) -> Vec<FeedLink> {
        let formats = of.formats(self.site, self.config);
        if formats.is_empty() {
            return Vec::new();
        }
        feed_links(&self.feed_title(of), &of.folder(self.site), formats, self.hrefs)
    }

    /// `page` for a page with nothing special.
    pub fn page(&self, kind: &'static str, url: &Url, title: String, description: String) -> PageView<'a> {
        PageView {
            kind,
            title,
            description,
            url: url.as_str().to_owned(),
            href: self.hrefs.href(url),
            canonical: self.hrefs.absolute(url),
            robots: Cow::Borrowed(SHOWN),
            language: &self.config.language,
            direction: direction(&self.config.language),
            feeds: Vec::new(),
            alternates: Vec::new(),
            published: None,
            modified: None,
            image: None,
            metadata_html: Keyed::none(),
        }
    }
}

/// The formats of the feed of the whole site.
fn site_feeds(config: &Config) -> &[FeedFormat] {
    wanted(config).map_or(&[], |feeds| feeds.formats(FeedKind::Site))
}

fn feed_links(title: &str, folder: &Url, formats: &[FeedFormat], hrefs: &Hrefs) -> Vec<FeedLink> {
    let link = |format: &FeedFormat| FeedLink {
        title: title.to_owned(),
        href: hrefs.href(&Url::new(&format!("{folder}{}", format.file()))),
        media_type: format.media_type(),
    };
    formats.iter().map(link).collect()
}

/// `site`.
pub fn site_view<'a>(config: &'a Config, hrefs: &Hrefs, stylesheet: &Url) -> SiteView<'a> {
    let link = |url: &str| {
        if url.starts_with('/') && !url.starts_with("//") {
            hrefs.href(&Url::new(url))
        } else {
            url.to_owned()
        }
    };
    let navigation = config.navigation.iter();
    let navigation = navigation.map(|entry| NavigationView {
        label: &entry.label,
        href: link(&entry.url),
        url: &entry.url,
    });
    let publisher = &config.publisher;
    let kinds = DocumentKind::NAMES.iter().filter(|(_, kind)| config.documents.contains(kind));
    SiteView {
        title: &config.title,
        description: &config.description,
        language: &config.language,
        direction: direction(&config.language),
        href: hrefs.href(&Url::new("/")),
        origin: &config.base_url.origin,
        stylesheet: hrefs.href(stylesheet),
        feeds: feed_links(&config.title, &Url::new("/"), site_feeds(config), hrefs),
        publisher: PublisherView {
            name: publisher.name.as_ref().unwrap_or(&config.title),
            logo: publisher.logo.as_deref(),
            same_as: &publisher.same_as,
            publishing_principles: publisher.publishing_principles.as_deref(),
            corrections_policy: publisher.corrections_policy.as_deref(),
            x: publisher.x.as_deref(),
        },
        documents: kinds.map(|(name, _)| *name).collect(),
        corrections: None,
        threads: None,
        navigation: navigation.collect(),
        deals: None,
        matrix: None,
        extra: &config.extra,
    }
}

/// Languages that are written from right to left, by their primary subtag (Unicode CLDR).
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Which way a language is written.
pub(super) fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default();
    if RIGHT_TO_LEFT.iter().any(|other| other.eq_ignore_ascii_case(primary)) { "rtl" } else { "ltr" }
}
