//! `robots.txt` (RFC 9309): what crawlers are asked to leave alone, and where the sitemaps are.
//!
//! Takes the configuration, gives text. A crawler obeys the one group that names it, so what all are asked
//! to leave alone is said in every group again.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use crate::base::path::Url;
use crate::compile::view::parts::Source;
use crate::model::crawlers::Robots;

/// What must be encoded in a rule; `*`, `$` and `%` mean something in it.
const RULE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');

/// All that stands in the file.
#[derive(Serialize)]
pub(super) struct RobotsView<'a> {
    /// The crawlers' names, each with what it should leave alone.
    groups: Vec<(&'a str, Vec<String>)>,
    sitemaps: Vec<String>,
}

/// The view of a file that names these sitemaps.
pub(super) fn view<'a>(source: &Source<'a>, sitemaps: &[Url]) -> RobotsView<'a> {
    let Robots { disallow, agents } = &source.config.crawlers.robots;
    let base = &source.config.base_url.path;
    let rules = |own: &[String]| {
        let mut rules: Vec<String> = Vec::new();
        for path in disallow.iter().chain(own) {
            let rule = format!("{base}{}", utf8_percent_encode(path, RULE));
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules
    };
    let mut groups = vec![("*", rules(&[]))];
    groups.extend(agents.iter().map(|(name, paths)| (name.as_str(), rules(paths))));
    let sitemaps = sitemaps.iter().filter_map(|url| source.hrefs.absolute(url));
    RobotsView { groups, sitemaps: sitemaps.collect() }
}

/// Writes the file.
pub(super) fn write(view: &RobotsView<'_>, to: &mut Vec<u8>) {
    let mut text = String::new();
    for (name, rules) in &view.groups {
        text += &format!("User-agent: {name}\n");
        for rule in rules {
            text += &format!("Disallow: {rule}\n");
        }
        // An empty rule: all is open.
        text += if rules.is_empty() { "Disallow:\n\n" } else { "\n" };
    }
    for sitemap in &view.sitemaps {
        text += &format!("Sitemap: {sitemap}\n");
    }
    to.extend_from_slice(text.trim_end().as_bytes());
    to.push(b'\n');
}
