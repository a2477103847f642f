//! The whole site as one immutable value: every article and every entity, resolved and in order.
//!
//! Knows nothing of files, templates or output.

use crate::base::path::{SourcePath, Url};

use super::article::Article;
use super::profile::{OrganisationProfile, PageText, PersonProfile, TopicProfile};

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $($(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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
}

/// The whole site. Lists of articles are in the order of time, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// All articles that are published, the oldest first.
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

    /// A section by id.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }
}
