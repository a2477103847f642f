//! What a site tells crawlers: search engines, news aggregators, archives and those that read for models.

use jiff::Timestamp;
use serde::Serialize;

use super::article::ArticleKind;
use super::config::NavigationLink;

/// Which files for crawlers a site has, and what they say.
#[derive(Clone, Debug)]
pub struct Crawlers {
    /// Whether there are sitemaps.
    pub sitemaps: bool,
    /// What the news sitemap leaves out; none where there is no news sitemap.
    pub news: Option<NewsSitemap>,
    /// What crawlers are asked to leave alone.
    pub robots: Robots,
    /// Whom to tell of a security hole; none where the site does not say.
    pub security: Option<Security>,
    /// The guide for language models; none where there is none.
    pub llms: Option<Llms>,
}

impl Default for Crawlers {
    fn default() -> Self {
        Self {
            sitemaps: true,
            news: Some(NewsSitemap::default()),
            robots: Robots::default(),
            security: None,
            llms: None,
        }
    }
}

/// What the news sitemap is made of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewsSitemap {
    /// Sorts of articles that are left out.
    pub without: Vec<ArticleKind>,
}

/// What crawlers are asked to leave alone (RFC 9309). A path may hold `*`, and `$` at its end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Robots {
    /// Paths of this site that are no crawler's business.
    pub disallow: Vec<String>,
    /// Crawlers by name, each with the paths that it should leave alone as well.
    pub agents: Vec<(String, Vec<String>)>,
}

/// Whom to tell of a security hole (RFC 9116). All texts are URIs but the languages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Security {
    /// Where to write or call, the preferred way first; at least one.
    pub contact: Vec<String>,
    /// From when on nobody should trust the file.
    pub expires: Timestamp,
    /// Keys to encrypt with.
    pub encryption: Vec<String>,
    /// Pages that thank those who reported something.
    pub acknowledgments: Vec<String>,
    /// Languages that are understood, as BCP 47 tags.
    pub preferred_languages: Vec<String>,
    /// Pages that tell what is done with a report.
    pub policy: Vec<String>,
    /// Pages with open posts in security.
    pub hiring: Vec<String>,
}

/// The guide for language models (llmstxt.org).
#[derive(Clone, Debug, Default)]
pub struct Llms {
    /// What stands before the lists; may be empty.
    pub intro: String,
    /// Lists of the site's own by their heading, before those that every site has.
    pub sections: Vec<(String, Vec<NavigationLink>)>,
}
