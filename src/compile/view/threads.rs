//! What readers see of a developing story: on each of its articles, and on its own page.

use std::borrow::Cow;

use serde::Serialize;

use crate::compile::plan::outputs::{thread_url, threads_url};
use crate::model::site::{ArticleId, ThreadId};

use super::keyed::Keyed;
use super::page::PageView;
use super::parts::{DateView, HeadlineView, Source};
use super::shared::Ready;

/// How many articles before and after it an article shows of its thread.
const NEAREST: usize = 5;

/// `thread` on the page of an article.
#[derive(Serialize, Debug)]
pub struct ThreadView<'a> {
    /// The headline of its first article.
    pub title: Cow<'a, str>,
    /// The page of the thread.
    pub href: String,
    /// The newest article of the thread; none on its own page.
    pub newest: Option<Ready<HeadlineView<'a>>>,
    /// When the newest article was published.
    pub latest: Ready<DateView>,
    /// The headlines of up to five articles before this one, the newest first.
    pub earlier_html: Keyed,
    /// The headlines of up to five articles after this one, the newest first.
    pub later_html: Keyed,
}

/// The view of `thread.html`: `page`, `title`, `first`, `latest`, `cards_html`.
#[derive(Serialize, Debug)]
pub struct ThreadPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The headline of its first article.
    pub title: Cow<'a, str>,
    /// When the first article was published.
    pub first: Ready<DateView>,
    /// When the newest article was published.
    pub latest: Ready<DateView>,
    /// The cards of its articles, the newest first.
    pub cards_html: Keyed,
}

/// The view of `threads.html`: `page`, `stories`.
#[derive(Serialize, Debug)]
pub struct ThreadsPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The stories, those with the newest briefing first.
    pub stories: Vec<StoryView<'a>>,
}

/// A developing story in the list of all.
#[derive(Serialize, Debug)]
pub struct StoryView<'a> {
    /// Its page.
    pub href: String,
    /// Its first article, with whose headline it is named.
    pub opening: Ready<HeadlineView<'a>>,
    /// How many articles it has.
    pub count: usize,
    /// When the first article was published.
    pub first: Ready<DateView>,
    /// When the newest article was published.
    pub latest: Ready<DateView>,
    /// The newest article.
    pub newest: Ready<HeadlineView<'a>>,
}

impl<'a> Source<'a> {
    /// The list of developing stories.
    pub fn threads_page(&self) -> ThreadsPage<'a> {
        let mut threads: Vec<(ArticleId, ThreadId)> = (0..)
            .zip(&self.site.threads)
            .filter_map(|(index, thread)| Some((*thread.articles.last()?, ThreadId(index))))
            .collect();
        threads.sort_unstable_by(|a, b| b.cmp(a));
        let stories = threads.into_iter().map(|(newest, id)| {
            let articles = &self.site.thread(id).articles;
            let first = articles.first().copied().unwrap_or(newest);
            StoryView {
                href: self.hrefs.href(&thread_url(self.site, id)),
                opening: self.headline_of(first),
                count: articles.len(),
                first: self.date(first),
                latest: self.date(newest),
                newest: self.headline_of(newest),
            }
        });
        let description = "Stories told in several briefings, the newest first.";
        ThreadsPage {
            page: self.page("threads", &threads_url(), "Stories".to_owned(), description.to_owned()),
            stories: stories.collect(),
        }
    }

    /// The thread of an article, as its page shows it.
    pub fn thread(&self, id: ArticleId) -> Option<ThreadView<'a>> {
        let thread_id = self.site.article(id).thread?;
        let articles = &self.site.thread(thread_id).articles;
        let at = articles.iter().position(|other| *other == id)?;
        let (first, newest) = (*articles.first()?, *articles.last()?);
        let earlier = articles[..at].iter().rev().take(NEAREST);
        let later = &articles[at + 1..];
        Some(ThreadView {
            title: self.headline(&self.site.article(first).written.title),
            href: self.hrefs.href(&thread_url(self.site, thread_id)),
            newest: (newest != id).then(|| self.headline_of(newest)),
            latest: self.date(newest),
            earlier_html: self.headlines_html(earlier),
            later_html: self.headlines_html(later[..later.len().min(NEAREST)].iter().rev()),
        })
    }

    /// The page of a thread.
    pub fn thread_page(&self, id: ThreadId) -> ThreadPage<'a> {
        let articles = &self.site.thread(id).articles;
        // A thread has two articles at least.
        let first = articles.first().copied().unwrap_or(ArticleId(0));
        let title = self.headline(&self.site.article(first).written.title);
        let page = self.page(
            "thread",
            &thread_url(self.site, id),
            format!("The whole story: {title}"),
            String::new(),
        );
        ThreadPage {
            page,
            title,
            first: self.date(first),
            latest: self.date(articles.last().copied().unwrap_or(first)),
            cards_html: self.cards_html(articles.iter().rev()),
        }
    }
}
