//! Checks the links of the configuration: those of the masthead, which stand on every page, and those of
//! `llms.txt`.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::{SourcePath, Url};
use crate::model::body::LinkKind;
use crate::model::config::Config;

use super::links::{Links, Resolved};

/// Reports every link of the masthead, of the publisher and of `llms.txt` that leads nowhere in the site.
pub fn check_navigation(config: &Config, links: &Links<'_>, findings: &mut Vec<Finding>) {
    let file = SourcePath::new("dateline.yaml");
    let masthead = config.navigation.iter().enumerate();
    let masthead = masthead
        .map(|(item, link)| (KeyPath::of("navigation").item(item).key("url"), "the masthead", &link.url));
    let lists = config.crawlers.llms.iter().flat_map(|llms| &llms.sections);
    let llms = lists.flat_map(|(heading, links)| {
        let at = KeyPath::of("llms").key("sections").key(heading);
        links.iter().enumerate().map(move |(item, link)| (at.item(item).key("url"), "llms.txt", &link.url))
    });
    let publisher = &config.publisher;
    let publisher = [
        ("logo", &publisher.logo),
        ("publishing_principles", &publisher.publishing_principles),
        ("corrections_policy", &publisher.corrections_policy),
    ];
    let publisher = publisher
        .into_iter()
        .filter_map(|(key, url)| Some((KeyPath::of("publisher").key(key), "the publisher", url.as_ref()?)));
    for (at, whose, url) in masthead.chain(llms).chain(publisher) {
        if links.resolve(&file, &Url::new("/"), LinkKind::Link, url) == Resolved::Nowhere {
            let place = Place::value(at);
            let message = format!("the link `{url}` of {whose} leads nowhere");
            findings.push(
                Finding::new(Code::BrokenLink, &file, place, message)
                    .help("it is a path from the site's root, such as `/vendors/`, or a full address"),
            );
        }
    }
}
