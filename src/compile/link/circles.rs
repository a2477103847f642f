//! Circles of organisations: what belongs to something that belongs to it.
//!
//! Takes the references of all organisations' files; reports each circle once and cuts it. A parent,
//! what something was merged into, and the owners of a joint venture all stand above it.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::model::site::{OrganisationId, Site};

use super::registers::count;

/// A reference to what stands above an organisation.
#[derive(Clone, Copy)]
struct Above {
    key: &'static str,
    to: OrganisationId,
}

/// A step of a walk: whose references are gone through, and how many of them are done.
struct Step {
    id: OrganisationId,
    above: Vec<Above>,
    done: usize,
}

/// Where a walk has been.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    Not,
    /// It is on the way.
    OnTheWay,
    Done,
}

/// Reports each circle, and takes the reference out that closes it.
pub(super) fn cut(site: &mut Site, findings: &mut Vec<Finding>) {
    let mut met = vec![Met::Not; site.organisations.len()];
    for index in 0..site.organisations.len() {
        let start = OrganisationId(count(index));
        if met[index] != Met::Not || above(site, start).is_empty() {
            continue;
        }
        met[index] = Met::OnTheWay;
        let mut way = vec![Step { id: start, above: above(site, start), done: 0 }];
        while let Some(step) = way.last_mut() {
            let Some(next) = step.above.get(step.done).copied() else {
                met[step.id.index()] = Met::Done;
                way.pop();
                continue;
            };
            step.done += 1;
            match met[next.to.index()] {
                Met::Done => {}
                Met::Not => {
                    met[next.to.index()] = Met::OnTheWay;
                    way.push(Step { id: next.to, above: above(site, next.to), done: 0 });
                }
                Met::OnTheWay => {
                    let id = step.id;
                    let begin = way.iter().position(|step| step.id == next.to).unwrap_or_default();
                    let circle = way[begin..].iter().map(|step| (step.id, step.above[step.done - 1].key));
                    findings.extend(told(site, circle.collect()));
                    take_out(site, id, next);
                }
            }
        }
    }
}

fn above(site: &Site, id: OrganisationId) -> Vec<Above> {
    let entry = site.organisation(id);
    let parent = entry.parent.map(|to| Above { key: "parent", to });
    let merged = entry.merged_into.map(|to| Above { key: "merged_into", to });
    let owners = entry.joint_venture_of.iter().map(|to| Above { key: "joint_venture_of", to: *to });
    parent.into_iter().chain(merged).chain(owners).collect()
}

fn take_out(site: &mut Site, id: OrganisationId, above: Above) {
    let entry = &mut site.organisations[id.index()];
    let (parent, merged) = (above.key == "parent", above.key == "merged_into");
    entry.parent = entry.parent.filter(|_| !parent);
    entry.merged_into = entry.merged_into.filter(|_| !merged);
    if !parent && !merged {
        entry.joint_venture_of.retain(|owner| *owner != above.to);
    }
    let other = &mut site.organisations[above.to.index()];
    let below = match above.key {
        "parent" => &mut other.children,
        "merged_into" => &mut other.merged,
        _ => &mut other.joint_ventures,
    };
    below.retain(|other| *other != id);
}

/// A circle, told in the first of its files, from wherever the walk came.
fn told(site: &Site, mut circle: Vec<(OrganisationId, &'static str)>) -> Option<Finding> {
    let first = (0..circle.len()).min_by_key(|&at| circle[at].0)?;
    circle.rotate_left(first);
    let mut keys: Vec<&str> = Vec::new();
    for (_, key) in &circle {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    let keys: Vec<String> = keys.into_iter().map(|key| format!("`{key}`")).collect();
    let lead = if keys.len() == 1 { "leads" } else { "lead" };
    let name = |id: OrganisationId| site.organisation(id).name.as_str();
    let names: Vec<&str> = circle.iter().chain(circle.first()).map(|(id, _)| name(*id)).collect();
    let message = format!("{} {lead} round in a circle: {}", keys.join(" and "), names.join(" → "));
    let mut places = circle.iter().filter_map(|(id, key)| {
        let (path, _) = site.organisation(*id).file.as_ref()?;
        Some((path, Place::value(KeyPath::of(key)), name(*id), key))
    });
    let (path, place, ..) = places.next()?;
    let finding = Finding::new(Code::ReferenceCycle, path, place, message);
    let finding = finding.help("take it out of one of the files: none of these can stand above itself");
    Some(places.fold(finding, |finding, (path, place, name, key)| {
        finding.related(path, place, format!("`{key}` of {name}"))
    }))
}
