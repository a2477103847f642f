//! What readers are told of an article's history: updates, corrections, its withdrawal, its expiry; and
//! the page of all corrections.
//!
//! The addresses of links in these texts are slots, which are filled when the page is rendered.

use std::borrow::Cow;

use serde::Serialize;

use crate::base::time::When;
use crate::compile::markdown::inline::{inline_with_slots, plain};
use crate::compile::plan::outputs::{List, corrections_url};
use crate::compile::plan::paging::{Pages, numbered};
use crate::compile::plan::planner::introduction;
use crate::model::record::{Correction, CorrectionClass};
use crate::model::site::{ArticleId, Notice};

use super::keyed::Keyed;
use super::page::{HIDDEN, PageView};
use super::parts::{DateView, HeadlineView, LinkView, Source};
use super::shared::Ready;

/// Something that became known later.
#[derive(Serialize, Debug)]
pub struct UpdateView {
    /// When it was added.
    pub date: DateView,
    /// What, as HTML.
    pub text_html: String,
}

/// Something that was wrong and is mended.
#[derive(Serialize, Debug)]
pub struct CorrectionView<'a> {
    /// `correction`, `clarification` or `refile`.
    pub class: &'static str,
    /// The same for readers: `Correction`.
    pub label: &'static str,
    /// When it was mended.
    pub date: DateView,
    /// What is told of it, as HTML.
    pub text_html: String,
    /// What stood there.
    pub was: Option<&'a str>,
    /// What stands there now.
    pub now: Option<&'a str>,
}

/// The view of `withdrawn.html`: `page`, `article`.
#[derive(Serialize, Debug)]
pub struct WithdrawnPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// What is left of the article.
    pub article: WithdrawnView<'a>,
}

/// What is left of a withdrawn article.
#[derive(Serialize, Debug)]
pub struct WithdrawnView<'a> {
    /// The headline.
    pub title: Cow<'a, str>,
    /// When it was published.
    pub date: DateView,
    /// When it was withdrawn.
    pub withdrawn: Option<DateView>,
    /// Why, as HTML.
    pub reason_html: Option<String>,
    /// The section it belonged to; none for an article of no section.
    pub section: Option<LinkView<'a>>,
}

/// The view of `corrections.html`: `page`, `standfirst_html`, `body_html`, `notices`, `number`, `older`, `newer`.
#[derive(Serialize, Debug)]
pub struct CorrectionsPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The standfirst of the site's own page of this address as HTML; on the front, where there is one.
    pub standfirst_html: Option<String>,
    /// The text of that page as HTML; may be empty.
    pub body_html: Keyed,
    /// Corrections and withdrawals, the newest first.
    pub notices: Vec<NoticeView<'a>>,
    /// The number of this page, from 1 at the oldest; none on the front.
    pub number: Option<usize>,
    /// The page with the notices before these.
    pub older: Option<String>,
    /// The page with the notices after these.
    pub newer: Option<String>,
}

/// A correction or withdrawal with its article.
#[derive(Serialize, Debug)]
pub struct NoticeView<'a> {
    /// Which article it is.
    #[serde(skip)]
    pub id: ArticleId,
    /// The article.
    pub article: Ready<HeadlineView<'a>>,
    /// What was mended; of a withdrawal the class is `withdrawal` and the text its reason.
    pub told: CorrectionView<'a>,
}

/// What readers call a class of corrections.
pub(in crate::compile) fn label(class: CorrectionClass) -> &'static str {
    match class {
        CorrectionClass::Correction => "Correction",
        CorrectionClass::Clarification => "Clarification",
        CorrectionClass::Refile => "Minor correction",
    }
}

impl<'a> Source<'a> {
    /// An article's updates, the newest first.
    pub fn updates(&self, id: ArticleId) -> Vec<UpdateView> {
        let updates = self.site.article(id).written.record.updates.iter();
        let view = updates.map(|update| UpdateView {
            date: DateView::of(&update.at),
            text_html: inline_with_slots(&update.text, self.config.smart_punctuation),
        });
        view.collect()
    }

    /// An article's corrections, the newest first.
    pub fn corrections(&self, id: ArticleId) -> Vec<CorrectionView<'a>> {
        let corrections = self.site.article(id).written.record.corrections.iter();
        corrections.map(|correction| self.correction(correction)).collect()
    }

    fn correction(&self, correction: &'a Correction) -> CorrectionView<'a> {
        CorrectionView {
            class: correction.class.name(),
            label: label(correction.class),
            date: DateView::of(&correction.at),
            text_html: inline_with_slots(&correction.text, self.config.smart_punctuation),
            was: correction.was.as_deref(),
            now: correction.now.as_deref(),
        }
    }

    /// When an article left the lists, if it has.
    pub fn expired(&self, id: ArticleId) -> Option<DateView> {
        let article = self.site.article(id);
        let instant = article.written.record.timing.expires.filter(|_| !article.is_listed())?;
        let zone = &self.config.time_zone;
        let local = zone.to_datetime(instant);
        let time = Some((local.time(), zone.to_offset(instant)));
        Some(DateView::of(&When { instant, day: local.date(), time }))
    }

    /// The page of a withdrawn article.
    pub fn withdrawn_page(&self, id: ArticleId) -> WithdrawnPage<'a> {
        let article = self.site.article(id);
        let written = &article.written;
        let withdrawal = written.record.withdrawn.as_ref();
        let section = self.site.section(article.section);
        let mut page = self.page_of_article(article);
        page.kind = "withdrawn";
        page.robots = HIDDEN.into();
        WithdrawnPage {
            page,
            article: WithdrawnView {
                title: self.headline(&written.title),
                date: DateView::of(&written.date),
                withdrawn: withdrawal.map(|withdrawal| DateView::of(&withdrawal.at)),
                reason_html: withdrawal
                    .map(|withdrawal| inline_with_slots(&withdrawal.reason, self.config.smart_punctuation)),
                section: (!section.slug.is_empty()).then(|| LinkView {
                    name: &section.title,
                    href: self.hrefs.href(&List::Section(article.section).url(self.site)),
                }),
            },
        }
    }

    /// A page of all corrections: the front, or a numbered one.
    pub fn corrections_page(&self, number: Option<usize>) -> CorrectionsPage<'a> {
        let notices = &self.site.notices;
        let pages = Pages::of(notices.len(), self.config.per_page);
        let href = |number: usize| self.hrefs.href(&corrections_url(Some(number)));
        let range = number.map_or(pages.front, |number| numbered(number, self.config.per_page));
        let newer = number.map(|number| {
            let next = Some(number + 1).filter(|next| *next <= pages.numbered);
            self.hrefs.href(&corrections_url(next))
        });
        let own = introduction(self.site);
        let title = own.map_or("Corrections", |own| &own.text.title);
        let title = match number {
            None => self.headline(title).into_owned(),
            Some(number) => format!("{}, page {number}", self.headline(title)),
        };
        let standfirst = own.filter(|_| number.is_none()).and_then(|own| own.text.standfirst.as_deref());
        CorrectionsPage {
            page: self.page(
                "corrections",
                &corrections_url(number),
                title,
                standfirst.map(plain).unwrap_or_default(),
            ),
            standfirst_html: standfirst.map(|text| inline_with_slots(text, self.config.smart_punctuation)),
            body_html: Keyed::none(),
            notices: notices[range].iter().rev().map(|notice| self.notice(*notice)).collect(),
            number,
            older: number.map_or(pages.numbered, |number| number - 1).checked_sub(1).map(|at| href(at + 1)),
            newer,
        }
    }

    fn notice(&self, notice: Notice) -> NoticeView<'a> {
        let record = &self.site.article(notice.article).written.record;
        let told = match (notice.correction.and_then(|at| record.corrections.get(at)), &record.withdrawn) {
            (Some(correction), _) => self.correction(correction),
            (None, withdrawal) => CorrectionView {
                class: "withdrawal",
                label: "Withdrawn",
                date: DateView::of(
                    &withdrawal
                        .as_ref()
                        .map_or(self.site.article(notice.article).written.date, |told| told.at),
                ),
                text_html: withdrawal
                    .as_ref()
                    .map(|told| inline_with_slots(&told.reason, self.config.smart_punctuation))
                    .unwrap_or_default(),
                was: None,
                now: None,
            },
        };
        NoticeView { id: notice.article, article: self.headline_of(notice.article), told }
    }
}
