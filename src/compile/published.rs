//! The addresses that were ever published: `dateline.urls`, a list that is kept with the site.
//!
//! Takes the list's text and the plan, gives what is no longer there, and the list as it should be. Writes nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::near::nearest;
use crate::base::path::{SourcePath, Url};
use crate::base::source::SourceFile;
use crate::model::site::Site;

use super::plan::outputs::{Action, IndexKind, List, Plan, Subject};

/// The name of the list, in the site's folder.
pub const FILE: &str = "dateline.urls";

/// What stands at its top.
const HEAD: &str =
    "# Addresses that were published, and that must keep leading somewhere: one a line, sorted.
# Written by `dateline build --record-urls`. Keep this file with the site's texts.
";

/// For how many lost addresses another is looked for: each is compared with all others.
const PROPOSED: usize = 20;

/// The addresses that were ever published, each with its place in the list.
#[derive(Clone, Debug, Default)]
pub struct Published {
    /// As paths from the site's root, not encoded.
    pub urls: Vec<(Url, Range<usize>)>,
}

impl Published {
    /// Reads the list: one address a line, in any order; empty lines and those with `#` are left out.
    pub fn read(file: &SourceFile, findings: &mut Vec<Finding>) -> Self {
        let mut urls = Vec::new();
        let mut start = 0;
        for line in file.text.split_inclusive('\n') {
            let path = line.trim();
            let place = start..start + line.trim_end().len();
            start += line.len();
            if path.is_empty() || path.starts_with('#') {
                continue;
            }
            if path.starts_with('/')
                && !path.contains(char::is_control)
                && Url::new(path).out_path().is_some()
            {
                urls.push((Url::new(path), place));
                continue;
            }
            let message = "this line is no address: one begins with `/`";
            let mut found = Finding::new(Code::UrlList, &file.path, Place::at(place), message);
            if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| path.starts_with(mark)) {
                found = found.help("a merge was not finished: keep the addresses of both sides");
            }
            findings.push(found);
        }
        Self { urls }
    }
}

impl Plan {
    /// Reports every address that has neither a page nor a redirect any more.
    pub fn check_published(&self, site: &Site, findings: &mut Vec<Finding>) {
        let is_lost = |url: &Url| url.out_path().is_none_or(|path| !self.outputs.contains_key(&path));
        let lost = self.published.urls.iter().filter(|(url, _)| is_lost(url));
        let file = SourcePath::new(FILE);
        for (nth, (url, place)) in lost.enumerate() {
            let message = format!("`{url}` was published, and this build has nothing there");
            let mut found = Finding::new(Code::UrlDropped, &file, Place::at(place.clone()), message);
            if let Some(help) = (nth < PROPOSED).then(|| successor(url, site)).flatten() {
                found = found.help(help);
            }
            let help = "what was published is not taken back: lead readers on, or withdraw it with `status: withdrawn`";
            findings.push(found.help(help));
        }
    }

    /// The list with all that is public now.
    pub fn now_published(&self) -> String {
        let mut urls: BTreeSet<String> =
            self.published.urls.iter().map(|(url, _)| url.as_str().to_owned()).collect();
        let outputs = self.outputs.iter().filter(|(_, planned)| match &planned.action {
            Action::Page(subject) => is_permanent(subject),
            _ => false,
        });
        urls.extend(outputs.map(|(path, _)| format!("/{}", path.as_str().trim_end_matches("index.html"))));
        let lines = urls.into_iter().map(|url| url + "\n");
        HEAD.to_owned() + &lines.collect::<String>()
    }
}

/// Whether the address of a page is for ever: of articles and organisations it is.
fn is_permanent(subject: &Subject) -> bool {
    matches!(
        subject,
        Subject::Article(_) | Subject::Organisation(_) | Subject::Front(List::Vendor(_) | List::Customer(_))
    )
}

/// The line that leads from a lost address to what has probably taken its place.
fn successor(lost: &Url, site: &Site) -> Option<String> {
    let name =
        |url: &Url| url.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let own = name(lost);
    let kinds = [IndexKind::Organisations, IndexKind::Vendors, IndexKind::Customers];
    if kinds.iter().any(|kind| lost.as_str().starts_with(kind.url().as_str())) {
        let near = nearest(&own, site.organisations.iter().map(|organisation| organisation.slug.as_str()))?;
        let to = IndexKind::Organisations.url().child(near);
        return Some(format!(
            "if `{to}` has taken its place, write in dateline.yaml: `redirects: {{{lost}: {to}}}`"
        ));
    }
    let slugs: Vec<String> = site.articles.iter().map(|article| name(&article.url)).collect();
    let near = nearest(&own, slugs.iter().map(String::as_str))?;
    let article = site.articles.get(slugs.iter().position(|slug| slug == near)?)?;
    Some(format!("if {} has taken its place, write there: `aliases: [{lost}]`", article.path))
}
