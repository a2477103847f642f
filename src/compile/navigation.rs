//! Checks the links of the masthead, which come from the configuration and stand on every page.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::{SourcePath, Url};
use crate::model::body::LinkKind;
use crate::model::config::Config;

use super::links::{Links, Resolved};

/// Reports every link of the masthead that leads nowhere in the site.
pub fn check_navigation(config: &Config, links: &Links<'_>, findings: &mut Vec<Finding>) {
    let file = SourcePath::new("dateline.yaml");
    for (item, link) in config.navigation.iter().enumerate() {
        if links.resolve(&file, &Url::new("/"), LinkKind::Link, &link.url) == Resolved::Nowhere {
            let place = Place::value(KeyPath::of("navigation").item(item).key("url"));
            let message = format!("the link `{}` of the masthead leads nowhere", link.url);
            findings.push(
                Finding::new(Code::BrokenLink, &file, place, message)
                    .help("it is a path from the site's root, such as `/vendors/`, or a full address"),
            );
        }
    }
}
