//! What a name in a question stands for.
//!
//! Takes a name, a slug or another name, gives the entry that has it: names are one name as they are in front
//! matter. Knows no question.

use crate::base::name::NameKey;
use crate::base::near::nearest;
use crate::compile::link::names::Names;
use crate::model::site::{SectionId, Site};

use super::question::Fault;

/// The entry of a register that has this name or slug.
pub(super) fn entry(names: &Names, noun: &str, name: &str) -> Result<u32, Fault> {
    let by_slug = || names.entries.binary_search_by(|entry| entry.slug.as_str().cmp(name)).ok();
    let found = names.get(name).or_else(by_slug).and_then(|index| u32::try_from(index).ok());
    found.ok_or_else(|| unknown(noun, name, names.entries.iter().map(|entry| entry.name.as_str())))
}

/// The section with this title, slug or folder.
pub(super) fn section(site: &Site, name: &str) -> Result<SectionId, Fault> {
    let key = NameKey::of(name);
    let mut sections = (0..).map(SectionId).zip(&site.sections);
    let found = sections.find(|(_, section)| {
        section.folder == name || section.slug == name || NameKey::of(&section.title) == key
    });
    let found = found.map(|(id, _)| id);
    found.ok_or_else(|| unknown("section", name, site.sections.iter().map(|section| section.title.as_str())))
}

fn unknown<'n>(noun: &str, name: &str, known: impl Iterator<Item = &'n str>) -> Fault {
    let fault = Fault::new(format!("there is no {noun} `{name}`, so the answer is empty"));
    match nearest(name, known) {
        Some(near) => fault.help(format!("is `{near}` meant?")),
        None => fault,
    }
}
