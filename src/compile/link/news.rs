//! Which articles the news sitemap lists at the build's clock, and when that changes by itself.
//!
//! Takes the articles of a site and the clock. Knows nothing of what the file looks like.

use jiff::{SignedDuration, Timestamp};

use crate::compile::crawlers::indexable::Indexable;
use crate::model::article::Article;
use crate::model::config::Config;
use crate::model::site::{ArticleId, Site};

use super::due::{Change, Due};

/// How long an article is news (Google, “Create a news sitemap”: the last two days).
const NEWS: SignedDuration = SignedDuration::from_hours(48);

/// How many articles a news sitemap may have (the same source).
const MOST: usize = 1000;

/// When an article is news no more: at that instant it is not.
fn end(article: &Article) -> Timestamp {
    article.written.date.instant.checked_add(NEWS).unwrap_or(Timestamp::MAX)
}

/// The articles that are news at this clock or will be, the newest first. A date alone holds no article back,
/// but no news sitemap may tell of what is dated in the future.
fn now_or_later<'a>(site: &'a Site, config: &Config, now: Timestamp) -> Vec<(ArticleId, &'a Article)> {
    let (Some(news), Some(indexable)) = (&config.crawlers.news, Indexable::of(config)) else {
        return Vec::new();
    };
    let recent = site.listed().rev().take_while(|(_, article)| end(article) > now);
    let kept =
        |article: &Article| !news.without.contains(&article.written.kind) && indexable.article(article);
    recent.filter(|(_, article)| kept(article)).collect()
}

/// What the news sitemap lists, the newest first.
pub fn news(site: &Site, config: &Config, now: Timestamp) -> Vec<ArticleId> {
    let all = now_or_later(site, config, now).into_iter();
    let begun = all.filter(|(_, article)| article.written.date.instant <= now);
    begun.take(MOST).map(|(id, _)| id).collect()
}

/// When an article enters the news sitemap or leaves it; all after this clock.
pub fn due(site: &Site, config: &Config, now: Timestamp) -> Vec<Due> {
    let mut all = Vec::new();
    for (_, article) in now_or_later(site, config, now) {
        let due =
            |at, change| Due { at, file: article.path.clone(), change, title: article.written.title.clone() };
        let begin = article.written.date.instant;
        if begin > now {
            all.push(due(begin, Change::EntersNews));
        }
        // One that expires before has left with all other lists.
        if article.written.record.timing.expires.is_none_or(|expires| expires > end(article)) {
            all.push(due(end(article), Change::LeavesNews));
        }
    }
    all
}
