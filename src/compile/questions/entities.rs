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

#[cfg(test)]
mod tests {
    use crate::model::site::Section;

    use super::*;

    #[test]
    fn a_section_is_found_by_its_title_slug_and_folder() {
        let section = |folder: &str, slug: &str, title: &str| Section {
            folder: folder.to_owned(),
            slug: slug.to_owned(),
            title: title.to_owned(),
            description: String::new(),
            articles: Vec::new(),
            months: Vec::new(),
        };
        let sections = vec![section("", "", ""), section("Long Reads", "long-reads", "Analysis")];
        let site = Site { sections, ..Site::default() };
        for name in ["Long Reads", "long-reads", "analysis", "ANALYSIS"] {
            assert_eq!(super::section(&site, name), Ok(SectionId(1)), "{name}");
        }
        let fault = super::section(&site, "Analyses").unwrap_err();
        assert_eq!(fault.message, "there is no section `Analyses`, so the answer is empty");
        assert_eq!(fault.help.as_deref(), Some("is `Analysis` meant?"));
    }
}
