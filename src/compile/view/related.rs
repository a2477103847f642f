//! “You may also like”: what an article's page sees of other articles.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::article::{Common, Suggestion};
use crate::model::site::ArticleId;

use super::parts::{DateView, Source};
use super::shared::Ready;

/// An article that readers of this one may also like.
#[derive(Serialize, Debug)]
pub struct RelatedView<'a> {
    /// Its headline.
    pub title: Cow<'a, str>,
    /// Its address.
    pub href: String,
    /// When it was published.
    pub date: Ready<DateView>,
    /// Its language, where it is not the site's.
    pub language: Option<&'a str>,
    /// What the two have in common: `both: Nokia, Baidu`, `same deal`, `both about: Open RAN`.
    pub reason: String,
}

impl<'a> Source<'a> {
    /// What readers of an article may also like, the best first.
    pub fn related(&self, id: ArticleId) -> Vec<RelatedView<'a>> {
        let suggestions = self.site.article(id).suggestions.iter();
        let views = suggestions.map(|Suggestion { article: id, reason }| {
            let article = self.site.article(*id);
            let language = article.written.language.as_deref();
            RelatedView {
                title: self.headline(&article.written.title),
                href: self.hrefs.href(&article.url),
                date: self.date(*id),
                language: language.filter(|language| **language != *self.config.language),
                reason: self.reason(reason),
            }
        });
        views.collect()
    }

    fn reason(&self, common: &Common) -> String {
        let site = self.site;
        match common {
            Common::Deal => "same deal".to_owned(),
            Common::Parties(ids) => {
                listed("both: ", ids.iter().map(|id| site.organisation(*id).name.as_str()))
            }
            Common::Topics(ids) => listed("both about: ", ids.iter().map(|id| site.topic(*id).name.as_str())),
            Common::Words(words) => listed("both on: ", words.iter().map(String::as_str)),
        }
    }
}

fn listed<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> String {
    let mut text = what.to_owned();
    for (index, name) in names.enumerate() {
        text.extend([if index > 0 { ", " } else { "" }, name]);
    }
    text
}
