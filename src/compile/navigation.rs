//! Checks the links of the configuration: those of the masthead, which stand on every page, and those of
//! `llms.txt`.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::{SourcePath, Url};
use crate::model::body::LinkKind;
use crate::model::config::Config;

use super::links::{Links, Resolved};

/// Reports every link of the masthead and of `llms.txt` that leads nowhere in the site.
pub fn check_navigation(config: &Config, links: &Links<'_>, findings: &mut Vec<Finding>) {
    let file = SourcePath::new("dateline.yaml");
    let masthead = config.navigation.iter().enumerate();
    let masthead = masthead.map(|(item, link)| (KeyPath::of("navigation").item(item), "the masthead", link));
    let lists = config.crawlers.llms.iter().flat_map(|llms| &llms.sections);
    let llms = lists.flat_map(|(heading, links)| {
        let at = KeyPath::of("llms").key("sections").key(heading);
        links.iter().enumerate().map(move |(item, link)| (at.item(item), "llms.txt", link))
    });
    for (at, whose, link) in masthead.chain(llms) {
        if links.resolve(&file, &Url::new("/"), LinkKind::Link, &link.url) == Resolved::Nowhere {
            let place = Place::value(at.key("url"));
            let message = format!("the link `{}` of {whose} leads nowhere", link.url);
            findings.push(
                Finding::new(Code::BrokenLink, &file, place, message)
                    .help("it is a path from the site's root, such as `/vendors/`, or a full address"),
            );
        }
    }
}
