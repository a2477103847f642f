//! “You may also like”: what an article's page sees of other articles.

use serde::Serialize;

use crate::model::article::{Common, Suggestion};
use crate::model::site::ArticleId;

use super::parts::{DateView, HeadlineView, Source};
use super::shared::Ready;

/// An article that readers of this one may also like.
#[derive(Serialize, Debug)]
pub struct RelatedView<'a> {
    /// The article.
    pub article: Ready<HeadlineView<'a>>,
    /// When it was published.
    pub date: Ready<DateView>,
    /// What the two have in common: `both: Nokia, Baidu`, `same deal`, `both about: Open RAN`.
    pub reason: String,
}

impl<'a> Source<'a> {
    /// What readers of an article may also like, the best first.
    pub fn related(&self, id: ArticleId) -> Vec<RelatedView<'a>> {
        let suggestions = self.site.article(id).suggestions.iter();
        let views = suggestions.map(|Suggestion { article, reason }| RelatedView {
            article: self.headline_of(*article),
            date: self.date(*article),
            reason: self.reason(reason),
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
