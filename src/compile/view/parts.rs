//! Pieces that many pages show: a link, a date, an article's card, a list of cards.
//!
//! All text in a view is plain and is escaped by the template; fields that end in `_html` are HTML
//! already and are printed with `| safe`. An `href` is ready to be printed.
//!
//! An article's card and its headline stand on many pages, so `card.html` and `headline.html` are
//! rendered once for each article, each as one item of a list, and pages hold the HTML of the items
//! one after another.

use std::borrow::Cow;

use serde::Serialize;

use crate::base::hash::Fingerprint;
use crate::base::time::When;
use crate::compile::href::Hrefs;
use crate::compile::markdown::inline::{inline_with_slots, typographic};
use crate::compile::plan::outputs::{IndexKind, List, organisation_url};
use crate::compile::plan::paging::{Pages, numbered};
use crate::compile::roles::{buys, sells};
use crate::model::article::ArticleKind;
use crate::model::config::Config;
use crate::model::site::{ArticleId, DealId, OrganisationId, Site};

use super::keyed::Keyed;
use super::names_then::OrganisationLink;
use super::shared::{Ready, Shared};

/// All that a view may be made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its configuration.
    pub config: &'a Config,
    /// How addresses are printed.
    pub hrefs: &'a Hrefs,
    /// What many pages show alike.
    pub shared: &'a Shared<'a>,
    /// The articles' cards and headlines, rendered.
    pub fragments: &'a Fragments<'a>,
}

/// What stands on many pages and is printed once.
#[derive(Clone, Copy, Debug)]
pub enum Fragment {
    /// An article's card, from `card.html`.
    Card(ArticleId),
    /// An article's headline, from `headline.html`.
    Headline(ArticleId),
    /// A deal's row, from `deal-row.html`.
    DealRow(DealId),
}

/// Every article's card and headline, and every deal's row.
#[derive(Clone, Default)]
pub struct Fragments<'a> {
    /// The keys of cards, by [`ArticleId`].
    pub cards: &'a [Fingerprint],
    /// The keys of headlines, by [`ArticleId`].
    pub headlines: &'a [Fingerprint],
    /// The keys of rows, by [`DealId`].
    pub deals: &'a [Fingerprint],
    /// The keys of articles as feeds tell of them, by [`ArticleId`]; of those that no feed tells of, anything.
    pub entries: &'a [Fingerprint],
    /// What gives their HTML; none where only keys are wanted.
    pub html: Option<&'a (dyn Fn(Fragment) -> &'a str + Sync)>,
}

impl Fragments<'_> {
    fn key(&self, fragment: Fragment) -> &Fingerprint {
        match fragment {
            Fragment::Card(id) => &self.cards[id.index()],
            Fragment::Headline(id) => &self.headlines[id.index()],
            Fragment::DealRow(id) => &self.deals[id.index()],
        }
    }

    /// Fragments one after another, each on a line of its own.
    pub(super) fn joined(&self, fragments: impl Iterator<Item = Fragment> + Clone) -> Keyed {
        let mut keys = Vec::new();
        fragments.clone().for_each(|fragment| keys.extend_from_slice(self.key(fragment).as_bytes()));
        let mut joined = String::new();
        if let Some(html) = self.html {
            joined.reserve_exact(fragments.clone().map(|fragment| html(fragment).len() + 1).sum());
            for fragment in fragments {
                joined.push_str(html(fragment));
                joined.push('\n');
            }
        }
        Keyed { html: joined, key: Fingerprint::of(&keys) }
    }
}

/// The view of `card.html` and `headline.html`: `card`.
#[derive(Serialize, Debug)]
pub struct CardView<'a> {
    /// The article as a list shows it.
    pub card: Card<'a>,
}

/// A name that leads somewhere.
#[derive(Clone, Serialize, Debug)]
pub struct LinkView<'a> {
    /// The name.
    pub name: &'a str,
    /// Where it leads.
    pub href: String,
}

/// A date.
#[derive(Clone, Serialize, Debug)]
pub struct DateView {
    /// For machines: `2020-06-16` or `2020-06-16T09:00:00+01:00`.
    pub iso: String,
    /// For readers: `16 June 2020`.
    pub text: String,
    /// The time for readers, where there is one: `09:00 +01:00`.
    pub time: Option<String>,
}

/// An article as a link.
#[derive(Clone, Serialize, Debug)]
pub struct HeadlineView<'a> {
    /// Its headline.
    pub title: Cow<'a, str>,
    /// Its address.
    pub href: String,
    /// Its language, where it is not the site's.
    pub language: Option<&'a str>,
}

/// An article as a list shows it.
#[derive(Clone, Serialize, Debug)]
pub struct Card<'a> {
    /// The headline.
    pub title: Cow<'a, str>,
    /// Its address.
    pub href: String,
    /// When it was published.
    pub date: Ready<DateView>,
    /// The word above the headline.
    pub kicker: Option<&'a str>,
    /// What sort of piece it is, where that should be said: `Press release`.
    pub label: Option<&'static str>,
    /// The standfirst as HTML.
    pub standfirst_html: Option<String>,
    /// Its language, where it is not the site's.
    pub language: Option<&'a str>,
    /// Who sells in it, the first twelve.
    pub vendors: Vec<Ready<OrganisationLink<'a>>>,
    /// How many more sell in it.
    pub more_vendors: usize,
    /// Who buys in it, the first twelve.
    pub customers: Vec<Ready<OrganisationLink<'a>>>,
    /// How many more buy in it.
    pub more_customers: usize,
}

/// One page of a list of articles: the front with cards, the numbered pages with headlines.
#[derive(Clone, Serialize, Debug)]
pub struct ListView {
    /// On the front, the cards of the articles, the newest first: the items of a list.
    pub cards_html: Keyed,
    /// On a numbered page, their headlines, the newest first: there readers look things up.
    pub headlines_html: Keyed,
    /// The number of this page, from 1 at the oldest; none on the front.
    pub number: Option<usize>,
    /// The page with the articles before these.
    pub older: Option<String>,
    /// The page with the articles after these.
    pub newer: Option<String>,
}

/// How many vendors and how many customers a card names: it stands on the pages of all of them.
pub(in crate::compile) const ON_A_CARD: usize = 12;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, 1 to 12.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"")
}

impl DateView {
    /// The view of a date.
    pub fn of(when: &When) -> Self {
        let day = when.day;
        let mut text = String::with_capacity(17);
        push_number(&mut text, day.day().unsigned_abs().into(), 1);
        text.extend([" ", month_name(day.month()), " "]);
        push_number(&mut text, day.year().unsigned_abs(), 1);
        let mut iso = String::with_capacity(25);
        push_number(&mut iso, day.year().unsigned_abs(), 4);
        iso.push('-');
        push_number(&mut iso, day.month().unsigned_abs().into(), 2);
        iso.push('-');
        push_number(&mut iso, day.day().unsigned_abs().into(), 2);
        let time = when.time.map(|(time, offset)| {
            let minutes = u16::try_from(offset.seconds().unsigned_abs() / 60).unwrap_or_default();
            let mut zone = String::with_capacity(6);
            zone.push(if offset.is_negative() { '-' } else { '+' });
            push_number(&mut zone, minutes / 60, 2);
            zone.push(':');
            push_number(&mut zone, minutes % 60, 2);
            let mut clock = String::with_capacity(15);
            push_number(&mut clock, time.hour().unsigned_abs().into(), 2);
            clock.push(':');
            push_number(&mut clock, time.minute().unsigned_abs().into(), 2);
            iso.extend(["T", &clock, ":"]);
            push_number(&mut iso, time.second().unsigned_abs().into(), 2);
            iso.push_str(&zone);
            clock.extend([" UTC", if offset.is_zero() { "" } else { &zone }]);
            clock
        });
        Self { iso, text, time }
    }
}

/// Writes a number with at least so many digits. Dates stand on every card, and this is several
/// times as fast as `format!`.
fn push_number(to: &mut String, number: u16, width: u32) {
    let digits = number.checked_ilog10().map_or(1, |log| log + 1).max(width);
    for place in (0..digits).rev() {
        let digit = u32::from(number) / 10_u32.pow(place) % 10;
        to.extend(char::from_digit(digit, 10));
    }
}

/// What readers should know of the sort of a piece; nothing for plain news.
pub fn label(kind: ArticleKind) -> Option<&'static str> {
    match kind {
        ArticleKind::News | ArticleKind::Briefing => None,
        ArticleKind::Analysis => Some("Analysis"),
        ArticleKind::Factbox => Some("Factbox"),
        ArticleKind::Interview => Some("Interview"),
        ArticleKind::Opinion => Some("Opinion"),
        ArticleKind::PressRelease => Some("Press release"),
        ArticleKind::Poll => Some("Poll"),
    }
}

impl<'a> Source<'a> {
    /// A link to an organisation in the role of a vendor.
    pub fn vendor(&self, id: OrganisationId) -> LinkView<'a> {
        self.role(id, IndexKind::Vendors)
    }

    /// A link to an organisation in the role of a customer.
    pub fn customer(&self, id: OrganisationId) -> LinkView<'a> {
        self.role(id, IndexKind::Customers)
    }

    /// When an article was published.
    pub fn date(&self, id: ArticleId) -> Ready<DateView> {
        self.shared.dates[id.index()].clone()
    }

    /// A link to an article.
    pub fn headline_of(&self, id: ArticleId) -> Ready<HeadlineView<'a>> {
        self.shared.headlines[id.index()].clone()
    }

    fn role(&self, id: OrganisationId, kind: IndexKind) -> LinkView<'a> {
        let organisation = self.site.organisation(id);
        let has_page = if kind == IndexKind::Vendors { sells(self.site, id) } else { buys(self.site, id) };
        let kind = if has_page { kind } else { IndexKind::Organisations };
        LinkView { name: &organisation.name, href: self.hrefs.entity(kind.folder(), &organisation.slug) }
    }

    /// A link to an organisation's profile.
    pub fn organisation(&self, id: OrganisationId) -> LinkView<'a> {
        let href = self.hrefs.href(&organisation_url(self.site, id));
        LinkView { name: &self.site.organisation(id).name, href }
    }

    /// Links to organisations' profiles.
    pub fn organisations(&self, ids: &[OrganisationId]) -> Vec<LinkView<'a>> {
        ids.iter().map(|id| self.organisation(*id)).collect()
    }

    /// A headline with the site's typographic marks.
    pub fn headline(&self, title: &'a str) -> Cow<'a, str> {
        typographic(title, self.config.smart_punctuation)
    }

    /// An article's card.
    pub fn card(&self, id: ArticleId) -> Card<'a> {
        let article = self.site.article(id);
        let written = &article.written;
        let smart = self.config.smart_punctuation;
        Card {
            title: self.headline(&written.title),
            href: self.hrefs.href(&article.url),
            date: self.date(id),
            kicker: written.kicker.as_deref(),
            label: label(written.kind),
            standfirst_html: written.standfirst.as_deref().map(|text| inline_with_slots(text, smart)),
            language: written.language.as_deref().filter(|language| **language != *self.config.language),
            vendors: self.vendors(article, ON_A_CARD),
            more_vendors: article.vendors.len().saturating_sub(ON_A_CARD),
            customers: self.customers(article, ON_A_CARD),
            more_customers: article.customers.len().saturating_sub(ON_A_CARD),
        }
    }

    /// The cards of these articles as HTML, in their order.
    pub fn cards_html<'i>(&self, ids: impl Iterator<Item = &'i ArticleId> + Clone) -> Keyed {
        self.fragments.joined(ids.map(|id| Fragment::Card(*id)))
    }

    /// The headlines of these articles as HTML, in their order.
    pub fn headlines_html<'i>(&self, ids: impl Iterator<Item = &'i ArticleId> + Clone) -> Keyed {
        self.fragments.joined(ids.map(|id| Fragment::Headline(*id)))
    }

    /// The front of a list.
    pub fn front(&self, list: List) -> ListView {
        let articles = list.articles(self.site);
        let pages = Pages::of(articles.len(), self.config.per_page);
        let older = (pages.numbered > 0).then(|| self.hrefs.href(&list.older_url(self.site, pages.numbered)));
        ListView {
            cards_html: self.cards_html(articles[pages.front].iter().rev()),
            headlines_html: Keyed::none(),
            number: None,
            older,
            newer: None,
        }
    }

    /// A numbered page of a list.
    pub fn older(&self, list: List, number: usize) -> ListView {
        let articles = list.articles(self.site);
        let last = Pages::of(articles.len(), self.config.per_page).numbered;
        let page = |number| self.hrefs.href(&list.older_url(self.site, number));
        let newer = if number < last { page(number + 1) } else { self.hrefs.href(&list.url(self.site)) };
        ListView {
            cards_html: Keyed::none(),
            headlines_html: self
                .headlines_html(articles[numbered(number, self.config.per_page)].iter().rev()),
            number: Some(number),
            older: (number > 1).then(|| page(number - 1)),
            newer: Some(newer),
        }
    }
}
