//! Which addresses crawlers are told of: those that are their own canonical address, that may be shown in
//! search results, and that `robots.txt` leaves open. The one place that decides it.
//!
//! Takes articles and addresses of the site. Knows no file that lists them.

use crate::base::path::Url;
use crate::compile::href::Hrefs;
use crate::model::article::Article;
use crate::model::config::Config;

/// The longest address that a sitemap may hold, in bytes (sitemaps.org: less than 2,048 characters).
const LONGEST: usize = 2047;

/// Decides it for one site.
pub struct Indexable<'a> {
    hrefs: Hrefs,
    disallow: &'a [String],
}

impl<'a> Indexable<'a> {
    /// For a site that knows its own address; none for others, for crawlers are told full addresses only.
    pub fn of(config: &'a Config) -> Option<Self> {
        let hrefs = Hrefs::new(&config.base_url);
        let disallow = &config.crawlers.robots.disallow;
        (!config.base_url.origin.is_empty()).then_some(Self { hrefs, disallow })
    }

    /// Whether crawlers are told of an article: not of one that is withdrawn, which has no text, nor of one
    /// that has expired, whose page asks them to forget it, nor of a copy.
    pub fn article(&self, article: &Article) -> bool {
        let original = article.written.canonical.as_ref();
        let is_original =
            original.is_none_or(|original| self.hrefs.absolute(&article.url).as_ref() == Some(original));
        article.is_listed() && is_original && self.address(&article.url)
    }

    /// Whether crawlers may be told of an address.
    pub fn address(&self, url: &Url) -> bool {
        // Most addresses are short however they are encoded.
        let encoded = 3 * url.as_str().len() + 512;
        let fits = encoded <= LONGEST || self.hrefs.absolute(url).is_some_and(|url| url.len() <= LONGEST);
        fits && (self.disallow.is_empty() || !self.disallow.iter().any(|rule| matches(rule, url.as_str())))
    }
}

/// Whether a rule of robots.txt is about a path: it begins so; `*` is anything, `$` the end (RFC 9309,
/// section 2.2.3).
fn matches(rule: &str, path: &str) -> bool {
    let (rule, whole) = rule.strip_suffix('$').map_or((rule, false), |rule| (rule, true));
    let mut parts = rule.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !whole || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if whole && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::config::BaseUrl;

    #[test]
    fn a_rule_of_robots_txt_is_about_paths_that_begin_so() {
        for (rule, path, expected) in [
            ("/", "/a/", true),
            ("/drafts/", "/drafts/a/", true),
            ("/drafts/", "/draft/", false),
            ("/*/page/", "/topics/5g/page/1/", true),
            ("/*/page/", "/page/", false),
            ("/a/$", "/a/", true),
            ("/a/$", "/a/b/", false),
            ("/*.csv$", "/deals/deals.csv", true),
            ("/*.csv$", "/deals/deals.csv/", false),
            ("/a*b*c", "/a-b-c-d", true),
            ("/a*b*c", "/a-c-b", false),
            ("/*", "/", true),
        ] {
            assert_eq!(matches(rule, path), expected, "{rule} {path}");
        }
    }

    #[test]
    fn an_address_is_told_as_far_as_a_sitemap_can_hold_it() {
        let origin = "https://a.example".to_owned();
        let config = Config { base_url: BaseUrl { origin, path: String::new() }, ..Config::default() };
        let indexable = Indexable::of(&config).unwrap();
        let longest = LONGEST - "https://a.example//".len();
        assert!(indexable.address(&Url::folder(["x".repeat(longest).as_str()])));
        assert!(!indexable.address(&Url::folder(["x".repeat(longest + 1).as_str()])));
        assert!(!indexable.address(&Url::folder(["ü".repeat(longest / 5).as_str()])));
        assert!(Indexable::of(&Config::default()).is_none());
    }
}
