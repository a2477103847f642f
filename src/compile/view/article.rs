//! What `article.html` and `page.html` see.

use std::borrow::Cow;

use serde::Serialize;

use crate::compile::article_text::ArticleText;
use crate::compile::feeds::absolute::absolute;
use crate::compile::markdown::inline::{inline_with_slots, plain};
use crate::compile::markdown::text::read_minutes;
use crate::compile::people::post_then;
use crate::compile::plan::outputs::{IndexKind, List};
use crate::compile::plan::sitemaps::last_change;
use crate::compile::related::{more_on_parties, neighbours};
use crate::compile::stamped::Stamped;
use crate::model::article::{Article, Source as CitedSource};
use crate::model::data::{Map, serialize_map};
use crate::model::site::{ArticleId, Page};

use super::deals::DealRow;
use super::figures::{FigureView, QuoteView, SeriesView};
use super::keyed::Keyed;
use super::money::host;
use super::names_then::OrganisationLink;
use super::notices::{CorrectionView, UpdateView};
use super::page::{AlternateView, ImageView, PageView, direction, shown_until};
use super::parts::{DateView, HeadlineView, LinkView, Source, label};
use super::related::RelatedView;
use super::shared::{Link, Ready};
use super::threads::ThreadView;

/// The view of an article's page: `page`, `article`, `previous`, `next`, `more`, `related`, `thread`.
#[derive(Serialize, Debug)]
pub struct ArticlePage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The article.
    pub article: ArticleView<'a>,
    /// The article before it in its section.
    pub previous: Option<Ready<HeadlineView<'a>>>,
    /// The article after it in its section.
    pub next: Option<Ready<HeadlineView<'a>>>,
    /// For each party, other articles with it.
    pub more: Vec<MoreView<'a>>,
    /// What its readers may also like, the best first; at most four.
    pub related: Vec<RelatedView<'a>>,
    /// The developing story that it is a part of.
    pub thread: Option<ThreadView<'a>>,
}

/// `article`: what its file says, resolved.
#[derive(Serialize, Debug)]
pub struct ArticleView<'a> {
    /// The headline.
    pub title: Cow<'a, str>,
    /// The word above it.
    pub kicker: Option<&'a str>,
    /// The standfirst as HTML.
    pub standfirst_html: Option<String>,
    /// `news`, `analysis`, `press-release`, …
    pub kind: &'static str,
    /// What readers should know of its sort: `Press release`; nothing for plain news.
    pub label: Option<&'static str>,
    /// When it was published.
    pub date: Ready<DateView>,
    /// When it was last updated.
    pub updated: Option<DateView>,
    /// When it left the lists; only where it has.
    pub expired: Option<DateView>,
    /// What became known later, the newest first.
    pub updates: Vec<UpdateView>,
    /// What was wrong and is mended, the newest first.
    pub corrections: Vec<CorrectionView<'a>>,
    /// Who wrote it.
    pub authors: Vec<AuthorView<'a>>,
    /// Where it was written, as printed: `ESPOO, Finland, 16 June`.
    pub dateline: Option<String>,
    /// Minutes to read, at least 1.
    pub read_minutes: u32,
    /// The section it belongs to; none for an article of no section.
    pub section: Option<LinkView<'a>>,
    /// The picture at its head.
    pub hero: Option<HeroView<'a>>,
    /// Who sells in it.
    pub vendors: Vec<Ready<OrganisationLink<'a>>>,
    /// Who buys in it.
    pub customers: Vec<Ready<OrganisationLink<'a>>>,
    /// Who else is mentioned.
    pub mentions: Vec<OrganisationLink<'a>>,
    /// Its topics.
    pub topics: Vec<Link<'a>>,
    /// The regions that it is about.
    pub regions: &'a [String],
    /// The deals that it reports.
    pub deals: Vec<DealRow<'a>>,
    /// What it draws on.
    pub sources: Vec<SourceView<'a>>,
    /// Its headings.
    pub headings: Vec<HeadingView<'a>>,
    /// Its body as HTML, with the quotes and figures that it places.
    pub body_html: Keyed,
    /// The other quotes and figures as HTML; may be empty.
    pub figures_html: Keyed,
    /// What somebody said.
    pub quotes: Vec<QuoteView<'a>>,
    /// Numbers, those of series among them.
    pub figures: Vec<FigureView<'a>>,
    /// Series of numbers.
    pub series: Vec<SeriesView<'a>>,
    /// The site's own keys.
    #[serde(serialize_with = "serialize_map")]
    pub extra: &'a Map,
}

/// One name of the byline.
#[derive(Serialize, Debug)]
pub struct AuthorView<'a> {
    /// The name as the article prints it.
    pub name: &'a str,
    /// The author's page.
    pub href: String,
    /// The post then: as the article says it, else as the author's file has it for that day.
    pub role: Option<&'a str>,
    /// Where the author worked then.
    pub organisation: Option<&'a str>,
}

/// The picture at the head.
#[derive(Serialize, Debug)]
pub struct HeroView<'a> {
    /// Its address.
    pub src: String,
    /// What it shows; may be empty.
    pub alt: &'a str,
    /// The line under it as HTML.
    pub caption_html: Option<String>,
    /// Whose it is.
    pub credit: Option<&'a str>,
    /// Where it is from: a name or an address.
    pub source: Option<&'a str>,
    /// Under which licence it may be used.
    pub licence: Option<&'a str>,
}

/// Something the article draws on.
#[derive(Serialize, Debug)]
pub struct SourceView<'a> {
    /// Its address.
    pub url: &'a str,
    /// What to print: the title, else the host.
    pub title: &'a str,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// When: of a day, a month or a year with how machines write it.
    pub date: Option<DateView>,
    /// A stored copy.
    pub archived: Option<&'a str>,
}

/// A heading of the body.
#[derive(Serialize, Debug)]
pub struct HeadingView<'a> {
    /// 2 to 6.
    pub level: u8,
    /// Its id.
    pub id: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Other articles with one party.
#[derive(Serialize, Debug)]
pub struct MoreView<'a> {
    /// The party's name.
    pub name: &'a str,
    /// The party's page in the role it has here.
    pub href: String,
    /// The headlines of the articles, the newest first.
    pub headlines_html: Keyed,
}

/// The view of a page that is no article: `page`, `standfirst_html`, `body_html`, `headings`, `extra`.
#[derive(Serialize, Debug)]
pub struct PlainPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The standfirst as HTML.
    pub standfirst_html: Option<String>,
    /// Its body as HTML.
    pub body_html: Keyed,
    /// Its headings.
    pub headings: Vec<HeadingView<'a>>,
    /// The site's own keys.
    #[serde(serialize_with = "serialize_map")]
    pub extra: &'a Map,
}

impl<'a> Source<'a> {
    /// An article's page. `text` is its body, `hero_src` the address of its picture.
    pub fn article_page(
        &self,
        id: ArticleId,
        text: ArticleText<'a>,
        hero_src: Option<String>,
    ) -> ArticlePage<'a> {
        let article = self.site.article(id);
        let (previous, next) = neighbours(self.site, id);
        let more = more_on_parties(self.site, id).into_iter().map(|(organisation, ids)| {
            let sells = article.vendors.contains(&organisation);
            let party = if sells { self.vendor(organisation) } else { self.customer(organisation) };
            MoreView { name: party.name, href: party.href, headlines_html: self.headlines_html(ids.iter()) }
        });
        let mut page = self.page_of_article(article);
        page.image = article.written.hero.as_ref().zip(hero_src.as_deref()).map(|(hero, src)| {
            let full = absolute(src, &self.config.base_url.origin, &page.href);
            ImageView {
                src: full.unwrap_or_else(|| src.to_owned()),
                alt: hero.alt.as_deref().unwrap_or_default(),
            }
        });
        ArticlePage {
            page,
            article: self.article_view(id, text, hero_src),
            previous: previous.map(|id| self.headline_of(id)),
            next: next.map(|id| self.headline_of(id)),
            more: more.collect(),
            related: self.related(id),
            thread: self.thread(id),
        }
    }

    /// `page` for an article.
    pub(super) fn page_of_article(&self, article: &'a Article) -> PageView<'a> {
        let written = &article.written;
        let description = written.standfirst.as_deref().map(plain).unwrap_or_default();
        let mut page =
            self.page("article", &article.url, self.headline(&written.title).into_owned(), description);
        if let Some(language) = &written.language {
            page.language = language;
            page.direction = direction(language);
        }
        let stamp = |when| Stamped::of(when, &self.config.time_zone).rfc3339();
        page.published = Some(stamp(&written.date));
        page.modified = Some(stamp(last_change(article)));
        if let Some(original) = &written.canonical {
            page.canonical = Some(original.clone());
        }
        if let Some(expires) = written.record.timing.expires {
            page.robots = shown_until(expires, &self.config.time_zone);
        }
        let group = article.translations.iter().map(|id| self.site.article(*id));
        let alternates = group.filter(|other| other.path != article.path);
        page.alternates = alternates
            .map(|other| AlternateView {
                language: other.written.language.as_deref().unwrap_or(&self.config.language),
                title: self.headline(&other.written.title),
                href: self.hrefs.href(&other.url),
                absolute: self.hrefs.absolute(&other.url),
            })
            .collect();
        page
    }

    fn article_view(
        &self,
        id: ArticleId,
        text: ArticleText<'a>,
        hero_src: Option<String>,
    ) -> ArticleView<'a> {
        let article = self.site.article(id);
        let written = &article.written;
        let smart = self.config.smart_punctuation;
        let section = self.site.section(article.section);
        let authors = written.authors.iter().zip(&article.authors).map(|(byline, person)| {
            let person = self.site.person(*person);
            let profile = person.file.as_ref().map(|(_, profile)| profile);
            let post = (byline.role.as_deref(), byline.organisation.as_deref());
            let (role, organisation) = post_then(post, profile, written.date.day);
            let href = self.hrefs.entity(IndexKind::Authors.folder(), &person.slug);
            AuthorView { name: &byline.name, href, role, organisation }
        });
        let topics = article.topics.iter().map(|id| &self.shared.topics[id.index()]);
        let hero = written.hero.as_ref().map(|hero| HeroView {
            src: hero_src.unwrap_or_else(|| hero.src.clone()),
            alt: hero.alt.as_deref().unwrap_or_default(),
            caption_html: hero.caption.as_deref().map(|text| inline_with_slots(text, smart)),
            credit: hero.credit.as_deref(),
            source: hero.source.as_deref(),
            licence: hero.licence.as_deref(),
        });
        ArticleView {
            title: self.headline(&written.title),
            kicker: written.kicker.as_deref(),
            standfirst_html: written.standfirst.as_deref().map(|text| inline_with_slots(text, smart)),
            kind: written.kind.name(),
            label: label(written.kind),
            date: self.date(id),
            updated: written.updated.as_ref().map(DateView::of),
            expired: self.expired(id),
            updates: self.updates(id),
            corrections: self.corrections(id),
            authors: authors.collect(),
            dateline: written.dateline.as_deref().map(dateline),
            read_minutes: written.read_minutes.unwrap_or_else(|| read_minutes(written.body.words)),
            section: (!section.slug.is_empty()).then(|| LinkView {
                name: &section.title,
                href: self.hrefs.href(&List::Section(article.section).url(self.site)),
            }),
            hero,
            vendors: self.vendors(article, usize::MAX),
            customers: self.customers(article, usize::MAX),
            mentions: self.mentions(article),
            topics: topics.cloned().collect(),
            regions: &written.regions,
            deals: article.deals.iter().map(|id| self.deal_row(*id)).collect(),
            sources: written.sources.iter().map(source).collect(),
            headings: headings(&written.body.headings),
            body_html: text.body_html,
            figures_html: text.figures_html,
            quotes: text.told.quotes,
            figures: text.told.figures,
            series: text.told.series,
            extra: &written.extra,
        }
    }

    /// The page of a text that is no article.
    pub fn plain_page(&self, page: &'a Page, body_html: Keyed) -> PlainPage<'a> {
        let text = &page.text;
        let description = text.standfirst.as_deref().map(plain).unwrap_or_default();
        let mut view = self.page("page", &page.url, self.headline(&text.title).into_owned(), description);
        if let Some(language) = &text.language {
            view.language = language;
            view.direction = direction(language);
        }
        PlainPage {
            page: view,
            standfirst_html: text
                .standfirst
                .as_deref()
                .map(|text| inline_with_slots(text, self.config.smart_punctuation)),
            body_html,
            headings: headings(&text.body.headings),
            extra: &text.extra,
        }
    }
}

fn headings(headings: &[crate::model::body::Heading]) -> Vec<HeadingView<'_>> {
    let views = headings.iter().map(|heading| HeadingView {
        level: heading.level,
        id: &heading.id,
        text: &heading.text,
    });
    views.collect()
}

/// Where an article was written, as printed.
pub(in crate::compile) fn dateline(dateline: &crate::model::article::Dateline) -> String {
    let parts = [Some(dateline.place.as_str()), dateline.country.as_deref(), dateline.date.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A source as readers see it.
pub(in crate::compile) fn source(source: &CitedSource) -> SourceView<'_> {
    SourceView {
        url: &source.url,
        title: source.title.as_deref().or(source.publisher.as_deref()).unwrap_or_else(|| host(&source.url)),
        publisher: source.publisher.as_deref().filter(|_| source.title.is_some()),
        date: source.date.as_deref().map(DateView::written),
        archived: source.archived.as_deref(),
    }
}
