//! Articles that may tell the same story: they share a source, or their parties within a few days.
//!
//! Takes the site; gives a note for each pair. An article is compared with the nearest one before it
//! only, so that a source of a hundred articles is told of a hundred times and not five thousand.

use foldhash::{HashMap, HashMapExt};

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::model::article::{Article, ArticleKind};
use crate::model::site::{ArticleId, OrganisationId, Site};

/// Within how many days the same parties are probably in the same news.
const DAYS: i32 = 3;

/// Notes each article that shares a source or all its parties with one shortly before it. Articles of
/// one thread and translations of each other are known to belong together.
pub fn same_story(site: &Site, findings: &mut Vec<Finding>) {
    let mut by_source: HashMap<String, (ArticleId, usize)> = HashMap::new();
    let mut by_parties: HashMap<(OrganisationId, OrganisationId), ArticleId> = HashMap::new();
    // A translation tells its original's story, and a factbox tells none.
    let originals = site.listed().filter(|(id, article)| {
        article.translations.first().is_none_or(|first| first == id)
            && article.written.kind != ArticleKind::Factbox
    });
    for (id, article) in originals {
        let mut told = None;
        for (item, source) in article.written.sources.iter().enumerate() {
            let before = by_source.insert(one_spelling(&source.url), (id, item));
            let Some((other, at)) = before.filter(|(other, _)| *other != id && told != Some(*other)) else {
                continue;
            };
            if !belong_together(site, article, other) {
                told = Some(other);
                findings.push(same_source(site, (article, item), (other, at)));
            }
        }
        let pairs =
            article.vendors.iter().flat_map(|vendor| article.customers.iter().map(|buyer| (*vendor, *buyer)));
        let before: Vec<ArticleId> = pairs.filter_map(|pair| by_parties.insert(pair, id)).collect();
        let other = before.into_iter().filter(|other| *other != id && told != Some(*other)).max();
        let Some(other) = other.filter(|other| !belong_together(site, article, *other)) else { continue };
        let days = article.written.date.day.since(site.article(other).written.date.day);
        let near = days.is_ok_and(|span| span.get_days() <= DAYS);
        if near && (within(article, site.article(other)) || within(site.article(other), article)) {
            findings.push(same_parties(site, article, other));
        }
    }
}

/// Whether all parties of the one are parties of the other.
fn within(article: &Article, other: &Article) -> bool {
    article.vendors.iter().all(|id| other.vendors.contains(id))
        && article.customers.iter().all(|id| other.customers.contains(id))
}

fn belong_together(site: &Site, article: &Article, other: ArticleId) -> bool {
    let thread = site.article(other).thread;
    (thread.is_some() && thread == article.thread) || article.translations.contains(&other)
}

fn same_source(site: &Site, (article, item): (&Article, usize), (other, at): (ArticleId, usize)) -> Finding {
    let other = site.article(other);
    let place = |item| Place::value(KeyPath::of("sources").item(item));
    let message = format!("{} has the same source: is it the same story?", other.path);
    let finding = Finding::new(Code::SameStory, &article.path, place(item), message);
    joined(finding, other).related(&other.path, place(at), "the source stands here, too")
}

fn same_parties(site: &Site, article: &Article, other: ArticleId) -> Finding {
    let other = site.article(other);
    let place = || Place::value(KeyPath::of("vendors"));
    let message = format!(
        "{} has the same vendors and customers within {DAYS} days: is it the same story?",
        other.path
    );
    let finding = Finding::new(Code::SameStory, &article.path, place(), message);
    joined(finding, other).related(&other.path, place(), "they stand here, too")
}

/// With the key that joins the two.
fn joined(finding: Finding, other: &Article) -> Finding {
    let path = other.path.as_str().strip_prefix("content/").unwrap_or(other.path.as_str());
    finding.help(format!("if it is, `follows: {path}` makes one story of the two"))
}

/// An address without what does not make another page: the scheme, `www.`, a slash at the end, and
/// what stands behind `#`.
fn one_spelling(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest).trim_end_matches('/');
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_tracking(part)).collect();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    format!("{}{}{query}", host.strip_prefix("www.").unwrap_or(&host), path.trim_end_matches('/'))
}

/// Whether a part of a query only tells where a reader came from.
fn is_tracking(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or(part).to_ascii_lowercase();
    name.starts_with("utm_") || matches!(name.as_str(), "fbclid" | "gclid" | "mc_cid" | "mc_eid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_in_all_its_spellings() {
        for url in [
            "https://www.Example.org/a/",
            "http://example.org/a#top",
            "https://example.org/a",
            "https://example.org/a/?utm_source=x&gclid=1",
        ] {
            assert_eq!(one_spelling(url), "example.org/a");
        }
        assert_eq!(one_spelling("https://example.org/a?fbclid=x&id=1"), "example.org/a?id=1");
        assert_ne!(one_spelling("https://example.org/a?id=1"), one_spelling("https://example.org/a?id=2"));
    }
}
