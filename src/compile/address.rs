//! Where an article stands on the site: the rules of URLs.
//!
//! Takes a source path, a date and the writer's slug; gives a URL. Knows no other article.

use crate::base::path::{SourcePath, Url};
use crate::base::slug::slug;
use crate::base::time::When;

use super::frontmatter::when::date_in_name;
use super::parse::under_content;

/// The folder of `content/` that an article belongs to; empty for `content/` itself.
pub fn section_folder(path: &SourcePath) -> &str {
    let under = under_content(path);
    match under.split_once('/') {
        // `content/name/index.md` is an article of no section, with its files beside it.
        Some((_, "index.md")) | None => "",
        Some((folder, _)) => folder,
    }
}

/// The URL of an article.
///
/// It mirrors the path under `content/`. A date at the front of the file's name is cut off where
/// the folders already hold the year, else it becomes folders. A `pattern` (from `permalinks`)
/// replaces all of that.
pub fn article_url(
    path: &SourcePath,
    date: &When,
    written_slug: Option<&str>,
    pattern: Option<&str>,
    language: &str,
) -> Url {
    let mut folders: Vec<&str> = under_content(path).split('/').collect();
    let mut stem = path.stem();
    folders.pop();
    if stem == "index" {
        stem = folders.pop().unwrap_or(stem);
    }
    let dated = date_in_name(stem);
    let rest = dated.map_or(stem, |(_, rest)| rest);
    let own = [written_slug.unwrap_or_default(), rest, stem];
    let own = own.into_iter().map(|text| slug(text, language)).find(|slug| !slug.is_empty());
    let own = own.unwrap_or_else(|| "article".to_owned());
    if let Some(pattern) = pattern {
        let folder = folders.first().map(|folder| slug(folder, language)).unwrap_or_default();
        return fill_pattern(pattern, date, &folder, &own);
    }
    let mut parts: Vec<String> = folders.iter().map(|folder| slug(folder, language)).collect();
    if let Some((day, _)) = dated {
        let year = format!("{:04}", day.year());
        if !parts.contains(&year) {
            parts.push(year);
            parts.push(format!("{:02}", day.month()));
        }
    }
    parts.push(own);
    Url::folder(parts.iter().map(String::as_str))
}

/// The fields that a permalink pattern may name.
pub const PATTERN_FIELDS: &[&str] = &["section", "year", "month", "day", "slug"];

/// The names in braces of a pattern that are no fields, and whether `{slug}` is missing.
pub fn pattern_faults(pattern: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for part in pattern.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if !PATTERN_FIELDS.contains(&name) {
            faults.push(format!("a permalink has no part `{{{name}}}`"));
        }
    }
    if !pattern.contains("{slug}") {
        faults.push("without `{slug}`, all articles of a month would have one address".to_owned());
    }
    if pattern.contains("..") || pattern.contains(['?', '#', '\\']) {
        faults.push("an address has no `..`, `?`, `#` or `\\`".to_owned());
    }
    faults
}

fn fill_pattern(pattern: &str, date: &When, section: &str, slug: &str) -> Url {
    let filled = pattern
        .replace("{section}", section)
        .replace("{year}", &format!("{:04}", date.day.year()))
        .replace("{month}", &format!("{:02}", date.day.month()))
        .replace("{day}", &format!("{:02}", date.day.day()))
        .replace("{slug}", slug);
    Url::folder(filled.split('/'))
}

/// The URL of a file that is no Markdown: beside an article with files of its own (`index.md`) it
/// goes where the article goes; elsewhere it keeps its path under `content/`.
pub fn asset_url(path: &SourcePath, bundle: Option<(&str, &Url)>) -> Url {
    match bundle {
        Some((folder, url)) => {
            let below = path.as_str().strip_prefix(folder).unwrap_or(path.as_str());
            Url::new(&format!("{}{}", url.as_str(), below.trim_start_matches('/')))
        }
        None => Url::new(under_content(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::frontmatter::when;
    use jiff::tz::TimeZone;

    fn url(path: &str, slug: Option<&str>, pattern: Option<&str>) -> String {
        let date = when::read("2020-06-16", &TimeZone::UTC).unwrap();
        article_url(&SourcePath::new(path), &date, slug, pattern, "en").as_str().to_owned()
    }

    #[test]
    fn an_address_mirrors_the_path() {
        assert_eq!(url("content/briefings/2020/06/nokia.md", None, None), "/briefings/2020/06/nokia/");
        assert_eq!(url("content/a/b/index.md", None, None), "/a/b/");
        assert_eq!(url("content/Über uns/Ein Text.md", None, None), "/uber-uns/ein-text/");
        assert_eq!(url("content/a/b.md", Some("Other Name"), None), "/a/other-name/");
    }

    #[test]
    fn a_date_in_the_name_becomes_folders_unless_they_are_there() {
        assert_eq!(url("content/posts/2016-01-04-news.md", None, None), "/posts/2016/01/news/");
        assert_eq!(url("content/posts/2016/2016-01-04-news.md", None, None), "/posts/2016/news/");
        assert_eq!(url("content/posts/2016-01-04-news/index.md", None, None), "/posts/2016/01/news/");
    }

    #[test]
    fn a_pattern_replaces_the_path() {
        assert_eq!(url("content/a/x/b.md", None, Some("/{year}/{month}/{slug}/")), "/2020/06/b/");
        assert_eq!(pattern_faults("/{year}/{slug}/"), Vec::<String>::new());
        assert_eq!(pattern_faults("/{jahr}/").len(), 2);
    }
}
