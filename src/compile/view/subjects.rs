//! What the pages of topics and authors see.

use serde::Serialize;

use crate::compile::plan::feeds::FeedOf;
use crate::compile::plan::outputs::List;
use crate::model::data::{Map, serialize_map};
use crate::model::profile::PersonRole;
use crate::model::site::{PersonId, TopicId};

use super::keyed::Keyed;
use super::organisations::NO_EXTRA;
use super::page::PageView;
use super::parts::{DateView, ListView, Source};

/// How many articles an author's page names that quote the author: the newest.
pub const QUOTED_IN: usize = 20;

/// The view of `topic.html` and `author.html`: `page`, `description`, `body_html`, `list`, and for an
/// author `roles` and `url`.
#[derive(Serialize, Debug)]
pub struct SubjectPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// One sentence about it.
    pub description: Option<&'a str>,
    /// Other names or spellings.
    pub aliases: &'a [String],
    /// A topic's code in a list of subjects.
    pub code: Option<&'a str>,
    /// An author's posts.
    pub roles: Vec<RoleView<'a>>,
    /// An author's own site.
    pub url: Option<&'a str>,
    /// The text of its file as HTML; may be empty.
    pub body_html: Keyed,
    /// Its articles.
    pub list: ListView,
    /// The headlines of the newest articles that quote an author, the newest first; may be empty.
    pub quoted_in_html: Keyed,
    /// How many articles quote an author.
    pub quoted_in: usize,
    /// The site's own keys.
    #[serde(serialize_with = "serialize_map")]
    pub extra: &'a Map,
}

/// A post that a person had.
#[derive(Serialize, Debug)]
pub struct RoleView<'a> {
    /// The post.
    pub title: &'a str,
    /// Where.
    pub organisation: Option<&'a str>,
    /// Since when.
    pub from: Option<DateView>,
    /// Until when.
    pub to: Option<DateView>,
}

impl<'a> Source<'a> {
    /// A topic.
    pub fn topic_page(&self, id: TopicId, body_html: Keyed) -> SubjectPage<'a> {
        let topic = self.site.topic(id);
        let profile = topic.file.as_ref().map(|(_, profile)| profile);
        let description = profile.and_then(|profile| profile.description.as_deref());
        let list = List::Topic(id);
        let meta = description.unwrap_or_default().to_owned();
        SubjectPage {
            page: PageView {
                feeds: self.feeds(FeedOf::List(list)),
                ..self.page("topic", &list.url(self.site), topic.name.clone(), meta)
            },
            description,
            aliases: profile.map(|profile| profile.aliases.as_slice()).unwrap_or_default(),
            code: profile.and_then(|profile| profile.code.as_deref()),
            roles: Vec::new(),
            url: None,
            body_html,
            list: self.front(list),
            quoted_in_html: Keyed::none(),
            quoted_in: 0,
            extra: profile.map_or(&NO_EXTRA, |profile| &profile.extra),
        }
    }

    /// An author.
    pub fn author_page(&self, id: PersonId, body_html: Keyed) -> SubjectPage<'a> {
        let person = self.site.person(id);
        let profile = person.file.as_ref().map(|(_, profile)| profile);
        let description = profile.and_then(|profile| profile.description.as_deref());
        let list = List::Author(id);
        let meta = description.unwrap_or_default().to_owned();
        SubjectPage {
            page: self.page("author", &list.url(self.site), person.name.clone(), meta),
            description,
            aliases: profile.map(|profile| profile.aliases.as_slice()).unwrap_or_default(),
            code: None,
            roles: profile.map(|profile| profile.roles.iter().map(role).collect()).unwrap_or_default(),
            url: profile.and_then(|profile| profile.url.as_deref()),
            body_html,
            list: self.front(list),
            quoted_in_html: self.headlines_html(person.quoted.iter().rev().take(QUOTED_IN)),
            quoted_in: person.quoted.len(),
            extra: profile.map_or(&NO_EXTRA, |profile| &profile.extra),
        }
    }
}

fn role(role: &PersonRole) -> RoleView<'_> {
    RoleView {
        title: &role.title,
        organisation: role.organisation.as_deref(),
        from: role.from.as_deref().map(DateView::written),
        to: role.to.as_deref().map(DateView::written),
    }
}
