//! Checks every link and image of the site against the plan.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::model::body::LinkKind;
use crate::model::site::Site;

use super::assets::{Text, texts};
use super::links::{Links, Resolved};

/// Reports every link, image and anchor that leads nowhere.
pub fn check_links(site: &Site, links: &Links<'_>, findings: &mut Vec<Finding>) {
    for text in texts(site) {
        for link in &text.body.links {
            let resolved = links.resolve(text.path, &text.url, link.kind, &link.to);
            let place = Place::at(link.place.clone());
            match resolved {
                Resolved::Inside(_) | Resolved::Outside => {}
                Resolved::Nowhere => findings.push(nowhere(&text, link.kind, &link.to, place, links)),
                Resolved::NoSuchHeading { ids, .. } => {
                    findings.push(no_heading(&text, &link.to, place, &ids));
                }
            }
        }
        check_image(&text, links, findings);
    }
}

fn check_image(text: &Text<'_>, links: &Links<'_>, findings: &mut Vec<Finding>) {
    let Some(image) = text.image else { return };
    if links.resolve(text.path, &text.url, LinkKind::Image, image) == Resolved::Nowhere {
        let logo = text.path.as_str().starts_with("content/organisations/");
        let key = if logo { KeyPath::of("logo") } else { KeyPath::of("hero").key("src") };
        findings.push(nowhere(text, LinkKind::Image, image, Place::value(key), links));
    }
}

fn nowhere(text: &Text<'_>, kind: LinkKind, to: &str, place: Place, links: &Links<'_>) -> Finding {
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
    match links.same_name(to) {
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
    let near = ids.iter().map(|id| (strsim::osa_distance(id, anchor), id)).min();
    match near {
        Some((distance, id)) if distance <= 3 => finding.help(format!("did you mean `#{id}`?")),
        _ if ids.is_empty() && to.starts_with('#') => finding.help("this page has no headings"),
        _ if ids.is_empty() => finding.help("that page has no headings"),
        _ => finding.help(format!(
            "its headings have the ids `{}`",
            ids.iter().take(12).cloned().collect::<Vec<_>>().join("`, `")
        )),
    }
}
