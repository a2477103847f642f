//! Checks every link and image of the site against the plan.

use rayon::prelude::*;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::model::body::{Link, LinkKind};
use crate::model::site::Site;

use super::assets::{Text, texts};
use super::links::{FileNames, Links, Resolved};

/// Reports every link, image and anchor that leads nowhere.
pub fn check_links<'a>(site: &Site, links: &'a Links<'a>, findings: &mut Vec<Finding>) {
    let texts: Vec<Text<'_>> = texts(site).collect();
    let broken: Vec<Broken<'_>> = texts.par_iter().flat_map_iter(|text| broken_links(text, links)).collect();
    if broken.is_empty() {
        return;
    }
    let names = links.file_names();
    findings.extend(broken.into_iter().map(|Broken { text, kind, to, place, ids }| match ids {
        None => nowhere(text, kind, to, place, links, &names),
        Some(ids) => no_heading(text, to, place, &ids),
    }));
}

/// A link, an image or an anchor that leads nowhere.
struct Broken<'t> {
    text: &'t Text<'t>,
    kind: LinkKind,
    to: &'t str,
    place: Place,
    /// The ids of the page that is there, where only the heading is not.
    ids: Option<Vec<String>>,
}

fn broken_links<'t>(text: &'t Text<'t>, links: &Links<'_>) -> Vec<Broken<'t>> {
    let mut broken = Vec::new();
    let in_body =
        text.body.links.iter().map(|Link { kind, to, place }| (*kind, to, Place::at(place.clone())));
    let told = text.told.iter().map(|(to, key)| (LinkKind::Link, to, Place::value(key.clone())));
    for (kind, to, place) in in_body.chain(told) {
        match links.resolve(text.path, &text.url, kind, to) {
            Resolved::Inside(_) | Resolved::Outside => {}
            Resolved::Nowhere => broken.push(Broken { text, kind, to, place, ids: None }),
            Resolved::NoSuchHeading { ids, .. } => {
                broken.push(Broken { text, kind, to, place, ids: Some(ids) });
            }
        }
    }
    let missing = missing_image(text, links);
    broken.extend(missing.map(|(to, place)| Broken { text, kind: LinkKind::Image, to, place, ids: None }));
    broken
}

/// The hero or logo of a text, if it is not there.
fn missing_image<'t>(text: &Text<'t>, links: &Links<'_>) -> Option<(&'t str, Place)> {
    let image = text.image?;
    let resolved = links.resolve(text.path, &text.url, LinkKind::Image, image);
    let logo = text.path.as_str().starts_with("content/organisations/");
    let key = if logo { KeyPath::of("logo") } else { KeyPath::of("hero").key("src") };
    (resolved == Resolved::Nowhere).then(|| (image, Place::value(key)))
}

fn nowhere(
    text: &Text<'_>,
    kind: LinkKind,
    to: &str,
    place: Place,
    links: &Links<'_>,
    names: &FileNames<'_>,
) -> Finding {
    let (code, message) = match kind {
        LinkKind::Link if to.trim().is_empty() => (Code::BrokenLink, "this link has no address".to_owned()),
        LinkKind::Link => (Code::BrokenLink, format!("the link `{to}` leads nowhere")),
        LinkKind::Image if to.trim().is_empty() => {
            (Code::MissingImage, "this image has no address".to_owned())
        }
        LinkKind::Image => (Code::MissingImage, format!("the image `{to}` does not exist")),
        LinkKind::Wiki => (Code::UnknownWikiLink, format!("nothing on this site is called `{to}`")),
    };
    let finding = Finding::new(code, text.path, place, message);
    if kind == LinkKind::Wiki {
        let near = links.near_names(to);
        if !near.is_empty() {
            return finding.help(format!("did you mean `{}`?", near.join("` or `")));
        }
        return finding.help("a wiki link names an organisation, a topic, an author or an article");
    }
    match names.like(to) {
        // As it can be written in a link, from whatever file.
        Some(path) => {
            let address = path.strip_prefix("content").map_or_else(|| format!("/{path}"), str::to_owned);
            finding.help(format!("did you mean `{address}`?"))
        }
        None if to.trim().is_empty() => finding.help("put an address between the parentheses"),
        None if to.trim().starts_with('/') => {
            finding.help("a path that begins with `/` is one of the site, or one of a file under `content/`")
        }
        None => {
            finding.help(format!("it was looked for beside {}, and from the address {}", text.path, text.url))
        }
    }
}

fn no_heading(text: &Text<'_>, to: &str, place: Place, ids: &[String]) -> Finding {
    let anchor = to.split_once('#').map_or(to, |(_, anchor)| anchor);
    let finding =
        Finding::new(Code::BrokenAnchor, text.path, place, format!("no heading has the id `{anchor}`"));
    // Marks of footnotes are no headings, and nobody wrote them.
    let ids = || ids.iter().filter(|id| !id.starts_with("fn-") && !id.starts_with("fnref-"));
    let near = ids().map(|id| (strsim::osa_distance(id, anchor), id)).min();
    match near {
        Some((distance, id)) if distance <= 3 => finding.help(format!("did you mean `#{id}`?")),
        None if to.starts_with('#') => finding.help("this page has no headings"),
        None => finding.help("that page has no headings"),
        Some(_) => finding.help(format!(
            "its headings have the ids `{}`",
            ids().take(12).cloned().collect::<Vec<_>>().join("`, `")
        )),
    }
}
