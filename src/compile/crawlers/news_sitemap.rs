//! The news sitemap (Google, “Create a news sitemap”): what was published in the last two days.
//!
//! Takes the articles that the site calls news, gives XML. Knows no clock: which articles these are has been
//! decided.

use serde::Serialize;

use crate::compile::view::parts::Source;
use crate::compile::xml::{HEAD, element};
use crate::model::article::Article;
use crate::model::site::{ArticleId, Site};

use super::sitemap::{NAMESPACE, w3c};

/// The namespace of what is told of news.
const NEWS: &str = "http://www.google.com/schemas/sitemap-news/0.9";

/// How many companies an entry may name.
const MOST_TICKERS: usize = 5;

/// All that stands in a news sitemap.
#[derive(Serialize)]
pub(super) struct NewsView<'a> {
    publication: &'a str,
    entries: Vec<NewsEntry>,
}

#[derive(Serialize)]
struct NewsEntry {
    address: String,
    language: String,
    date: String,
    title: String,
    tickers: String,
}

/// The view of the news sitemap.
pub(super) fn view<'a>(source: &Source<'a>) -> NewsView<'a> {
    let entries = source.site.news.iter().map(|id| entry(source, *id));
    NewsView { publication: &source.config.title, entries: entries.collect() }
}

fn entry(source: &Source<'_>, id: ArticleId) -> NewsEntry {
    let article = source.site.article(id);
    let language = article.written.language.as_deref().unwrap_or(&source.config.language);
    NewsEntry {
        address: source.hrefs.absolute(&article.url).unwrap_or_default(),
        language: language_code(language),
        date: w3c(&article.written.date),
        title: source.headline(&article.written.title).into_owned(),
        tickers: tickers(source.site, article),
    }
}

/// A language as Google News knows it: two or three letters; Chinese by its script.
fn language_code(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    if primary != "zh" {
        return primary.to_owned();
    }
    let is_traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
    let is_simplified = tag.contains("-hans");
    if is_traditional && !is_simplified { "zh-tw".to_owned() } else { "zh-cn".to_owned() }
}

/// The symbols of the parties: vendors first, one for each before the second of any.
fn tickers(site: &Site, article: &Article) -> String {
    let parties = article.vendors.iter().chain(&article.customers);
    let files = parties.filter_map(|id| site.organisation(*id).file.as_ref());
    let of_each: Vec<&[String]> = files.map(|(_, profile)| profile.tickers.as_slice()).collect();
    let longest = of_each.iter().map(|tickers| tickers.len()).max().unwrap_or_default();
    let mut found: Vec<&str> = Vec::new();
    for nth in 0..longest {
        for ticker in of_each.iter().filter_map(|tickers| tickers.get(nth)) {
            // Its schema has letters and digits only: not `NYSE:BRK.B`.
            let fits = ticker.chars().all(|ch| ch == ':' || ch.is_ascii_alphanumeric());
            if fits && !found.contains(&ticker.as_str()) && found.len() < MOST_TICKERS {
                found.push(ticker);
            }
        }
    }
    found.join(", ")
}

/// Writes the news sitemap.
pub(super) fn write(view: &NewsView<'_>, to: &mut Vec<u8>) {
    let head = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\" xmlns:news=\"{NEWS}\">\n");
    to.extend_from_slice(head.as_bytes());
    for entry in &view.entries {
        to.extend_from_slice(b"<url>");
        element("loc", &entry.address, to);
        to.extend_from_slice(b"\n<news:news><news:publication>");
        element("news:name", view.publication, to);
        element("news:language", &entry.language, to);
        to.extend_from_slice(b"</news:publication>");
        element("news:publication_date", &entry.date, to);
        element("news:title", &entry.title, to);
        if !entry.tickers.is_empty() {
            element("news:stock_tickers", &entry.tickers, to);
        }
        to.extend_from_slice(b"</news:news>\n</url>\n");
    }
    to.extend_from_slice(b"</urlset>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_those_that_google_news_knows() {
        for (tag, expected) in [
            ("en-GB", "en"),
            ("DE", "de"),
            ("fil", "fil"),
            ("zh", "zh-cn"),
            ("zh-Hant", "zh-tw"),
            ("zh-TW", "zh-tw"),
            ("zh-Hans-HK", "zh-cn"),
            ("zh-HK", "zh-tw"),
        ] {
            assert_eq!(language_code(tag), expected, "{tag}");
        }
    }
}
