//! Names of organisations that have no file: slips of the pen, and new ones.

use std::collections::BTreeMap;

use crate::base::diagnostic::{Code, Finding, Place, Severity};
use crate::base::path::SourcePath;
use crate::model::profile::OrganisationProfile;

use super::left_out::LeftOut;
use super::names::Names;

/// Reports every organisation without a file, once: as a near name with "did you mean", or as
/// unlisted, which is an error where the build is strict.
pub fn report(
    names: &Names,
    profiles: &[(SourcePath, Box<OrganisationProfile>)],
    left_out: &LeftOut,
    strict: bool,
    findings: &mut Vec<Finding>,
) {
    let listed = names.entries.iter().filter_map(|entry| Some((entry.name.as_str(), entry.profile?)));
    let listed: BTreeMap<&str, usize> = listed.collect();
    // One with a faulty file has a file: its own error is enough.
    let unlisted = names.entries.iter().filter(|entry| entry.profile.is_none());
    for entry in unlisted.filter(|entry| !left_out.has_organisation(&entry.name)) {
        let place = Place::value(entry.place.key.clone());
        let key = names.key(&entry.name);
        let excluded = |name: &str| {
            let profile = listed.get(name).map(|&index| &profiles[index].1);
            profile.is_some_and(|profile| profile.not.iter().any(|other| names.key(other) == key))
        };
        // A legal suffix behind a comma is part of one name: `Alphabet, Inc.`
        if let Some((first, _)) = entry.name.split_once(',').filter(|(first, _)| names.key(first) != key) {
            let parts: Vec<&str> = entry.name.split(',').map(str::trim).collect();
            let message = format!("`{}` is read as the name of one organisation", entry.name);
            let finding = Finding::new(Code::CommaInName, &entry.place.file, place, message)
                .help(format!("if these are several, write a list: `[{}]`", parts.join(", ")))
                .help(format!("if it is one, give it a file, or write only `{}`", first.trim()));
            findings.push(finding);
            continue;
        }
        let near: Vec<&str> = names.near(&entry.name).into_iter().filter(|name| !excluded(name)).collect();
        let file = format!("content/organisations/{}.md", entry.slug);
        findings.push(if near.is_empty() {
            let message = format!("`{}` has no file among the organisations", entry.name);
            let mut finding = Finding::new(Code::UnlistedOrganisation, &entry.place.file, place, message);
            finding.severity = if strict { Severity::Error } else { Severity::Note };
            finding.help(format!("it gets a page all the same; {file} with `name: {}` lists it", entry.name))
        } else {
            let message = format!("`{}` has no file, and is spelled nearly like one that has", entry.name);
            Finding::new(Code::NearOrganisation, &entry.place.file, place, message)
                .help(format!("did you mean `{}`?", near.join("` or `")))
                .help(format!(
                    "if it is another one, add {file}, or list it under `not` in the file of `{}`",
                    near[0]
                ))
        });
    }
}
