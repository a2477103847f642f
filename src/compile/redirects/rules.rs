//! From redirects, as planned, to rules of a host, and to their key.
//!
//! Takes addresses of the site, gives text. Knows nothing of why an address leads elsewhere.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::path::{OutPath, Url};
use crate::compile::href::Hrefs;
use crate::compile::plan::outputs::{Action, Plan};
use crate::compile::render::{Renderer, Sheet};
use crate::model::config::Host;

use super::hosts;

/// A redirect as it is printed.
#[derive(Serialize, Debug)]
pub struct Rule {
    /// The path that is asked for, below the host's root; neither encoded nor with a slash at its end.
    pub from: String,
    /// Whether it is a folder: then it is asked for with a slash, too.
    pub folder: bool,
    /// The path that it leads to, encoded.
    pub to: String,
}

/// All rules of a site, and what decides how they are written.
#[derive(Serialize)]
struct Rules {
    host: Host,
    rules: Vec<Rule>,
}

/// A redirect as it is printed below the site's folder.
fn rule(from: &Url, to: &Url, hrefs: &Hrefs) -> Rule {
    let root = hrefs.href(&Url::new("/"));
    let root = percent_encoding::percent_decode_str(root.trim_end_matches('/')).decode_utf8_lossy();
    let path = from.as_str();
    // These mean something to one host or another, and `%` and two digits mean the same in a path.
    let to = hrefs.href(to).replace('$', "%24").replace('&', "%26").replace('*', "%2A").replace('\'', "%27");
    Rule { from: format!("{root}{}", path.trim_end_matches('/')), folder: path.ends_with('/'), to }
}

impl Renderer<'_> {
    /// The key and the bytes of a file of redirects, as far as they are wanted.
    pub fn rules(&self, host: Host, redirects: &[(Url, Url)], to: &mut Sheet) {
        let rules = redirects.iter().map(|(from, to)| rule(from, to, self.source.hrefs)).collect();
        let write = |view: &Rules, to: &mut Vec<u8>| {
            let (text, _) = hosts::write(view.host, &view.rules, &BTreeSet::new());
            to.extend_from_slice(text.as_bytes());
        };
        self.record(&Rules { host, rules }, write, to);
    }
}

/// The redirects of a site for a host, and those that it cannot be told.
pub fn print(host: Host, plan: &Plan, hrefs: &Hrefs) -> (String, Vec<String>) {
    let url = |path: &OutPath| {
        let path = path.as_str();
        Url::new(path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')).unwrap_or(path))
    };
    let (mut rules, mut pages) = (Vec::new(), BTreeSet::new());
    for (path, planned) in &plan.outputs {
        match &planned.action {
            Action::Redirect(to) => rules.push(rule(&url(path), to, hrefs)),
            _ => drop(pages.insert(rule(&url(path), &Url::new("/"), hrefs).from)),
        }
    }
    hosts::write(host, &rules, &pages)
}
