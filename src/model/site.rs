//! The whole site as one immutable value: every article and every entity, resolved and in order.
//!
//! Knows nothing of files, templates or output.

use serde::{Deserialize, Serialize};

use crate::base::path::{SourcePath, Url};

use super::article::Article;
use super::deal::Deal;
use super::profile::{OrganisationProfile, PageText, PersonProfile, TopicProfile};

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $($(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// Its index in the site's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        })+
    };
}

ids! {
    /// An article of [`Site::articles`].
    ArticleId,
    /// An organisation of [`Site::organisations`].
    OrganisationId,
    /// A person of [`Site::people`].
    PersonId,
    /// A topic of [`Site::topics`].
    TopicId,
    /// A section of [`Site::sections`].
    SectionId,
    /// A deal of [`Site::deals`].
    DealId,
    /// A thread of [`Site::threads`].
    ThreadId,
}

/// The whole site. Lists of articles are in the order of time, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// All articles that are published, the oldest first, those that have expired or are withdrawn
    /// among them: lists and counts are made from [`Site::listed`].
    pub articles: Vec<Article>,
    /// All organisations, by slug.
    pub organisations: Vec<Organisation>,
    /// All people, by slug.
    pub people: Vec<Person>,
    /// All topics, by slug.
    pub topics: Vec<Topic>,
    /// All sections, by folder.
    pub sections: Vec<Section>,
    /// Pages that are no articles, by address.
    pub pages: Vec<Page>,
    /// All deals, by id.
    pub deals: Vec<Deal>,
    /// Each vendor with each of its customers, by vendor and customer.
    pub relations: Vec<Relation>,
    /// Developing stories, by slug.
    pub threads: Vec<Thread>,
    /// All corrections and withdrawals, the oldest first.
    pub notices: Vec<Notice>,
    /// What the news sitemap lists at the build's clock, the newest first.
    pub news: Vec<ArticleId>,
}

/// A correction or a withdrawal of an article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The article.
    pub article: ArticleId,
    /// Which of its corrections; `None` for its withdrawal.
    pub correction: Option<usize>,
}

/// An organisation, whatever its roles.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// The name as printed.
    pub name: String,
    /// The last part of its addresses.
    pub slug: String,
    /// Its file, if it has one.
    pub file: Option<(SourcePath, Box<OrganisationProfile>)>,
    /// Articles in which it sells.
    pub as_vendor: Vec<ArticleId>,
    /// Articles in which it buys.
    pub as_customer: Vec<ArticleId>,
    /// Articles that only mention it.
    pub mentioned: Vec<ArticleId>,
    /// What its file calls its parent, found.
    pub parent: Option<OrganisationId>,
    /// What it was merged into, found.
    pub merged_into: Option<OrganisationId>,
    /// Those who own it together, found.
    pub joint_venture_of: Vec<OrganisationId>,
    /// Its competitors, found; symmetric.
    pub competitors: Vec<OrganisationId>,
    /// Organisations whose parent it is.
    pub children: Vec<OrganisationId>,
    /// Organisations that were merged into it.
    pub merged: Vec<OrganisationId>,
    /// Joint ventures that it owns with others.
    pub joint_ventures: Vec<OrganisationId>,
    /// Deals in which it has any part, by date.
    pub deals: Vec<DealId>,
}

/// A vendor and a customer: all that is known between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Who sells.
    pub vendor: OrganisationId,
    /// Who buys.
    pub customer: OrganisationId,
    /// Their deals, the oldest first.
    pub deals: Vec<DealId>,
    /// The articles that name both in these roles, the oldest first.
    pub articles: Vec<ArticleId>,
}

/// A developing story: articles of which each follows another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thread {
    /// The last part of its address: the slug of its first article.
    pub slug: String,
    /// Its articles, the oldest first; at least two.
    pub articles: Vec<ArticleId>,
}

/// Someone in a byline.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The last part of the address.
    pub slug: String,
    /// The person's file, if there is one.
    pub file: Option<(SourcePath, PersonProfile)>,
    /// What the person wrote.
    pub articles: Vec<ArticleId>,
    /// Articles that quote the person, the oldest first.
    pub quoted: Vec<ArticleId>,
}

/// A topic.
#[derive(Clone, Debug)]
pub struct Topic {
    /// The name as printed.
    pub name: String,
    /// The last part of the address.
    pub slug: String,
    /// Its file, if it has one.
    pub file: Option<(SourcePath, TopicProfile)>,
    /// Articles about it.
    pub articles: Vec<ArticleId>,
}

/// A section: a folder of articles at the top of `content/`.
#[derive(Clone, Debug)]
pub struct Section {
    /// The folder's name; empty for articles in `content/` itself.
    pub folder: String,
    /// The slug of the folder; empty like it.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Its articles.
    pub articles: Vec<ArticleId>,
    /// The same articles by month, the oldest month first.
    pub months: Vec<Month>,
}

/// The articles of one month of a section, by the day as written.
#[derive(Clone, Debug)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12.
    pub month: i8,
    /// Its articles.
    pub articles: Vec<ArticleId>,
}

/// A page that is no article.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub path: SourcePath,
    /// Its address.
    pub url: Url,
    /// What its file says.
    pub text: PageText,
}

impl Site {
    /// The articles that stand in lists, the oldest first.
    pub fn listed(&self) -> impl DoubleEndedIterator<Item = (ArticleId, &Article)> {
        let all = self.articles.iter().enumerate();
        let ids = all.map(|(index, article)| (ArticleId(u32::try_from(index).unwrap_or(u32::MAX)), article));
        ids.filter(|(_, article)| article.is_listed())
    }

    /// An article by id.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// An organisation by id.
    pub fn organisation(&self, id: OrganisationId) -> &Organisation {
        &self.organisations[id.index()]
    }

    /// A person by id.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.index()]
    }

    /// A topic by id.
    pub fn topic(&self, id: TopicId) -> &Topic {
        &self.topics[id.index()]
    }

    /// A deal by id.
    pub fn deal(&self, id: DealId) -> &Deal {
        &self.deals[id.index()]
    }

    /// A thread by id.
    pub fn thread(&self, id: ThreadId) -> &Thread {
        &self.threads[id.index()]
    }

    /// A section by id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }
}
