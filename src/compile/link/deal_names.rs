//! The names that deals use, each with its place, for the registers.
//!
//! Takes a deal as written; knows nothing of who has which name.

use crate::base::path::SourcePath;
use crate::model::article::{Manuscript, Status};
use crate::model::deal::{Party, WrittenDeal};

use super::names::Used;

/// The deals that an article puts on record; of a withdrawn one nothing is told but the reason.
pub(super) fn of_article(written: &Manuscript) -> impl Iterator<Item = &WrittenDeal> {
    let told = if written.status == Status::Withdrawn { [].as_slice() } else { &written.record.deals };
    told.iter()
}

/// The lists of a deal in which organisations stand by name alone, with their keys.
pub(super) fn lists(deal: &WrittenDeal) -> [(&'static str, &Vec<String>); 5] {
    [
        ("lost", &deal.lost),
        ("displaced", &deal.displaced),
        ("partners", &deal.partners),
        ("resellers", &deal.resellers),
        ("subcontractors", &deal.subcontractors),
    ]
}

/// Every name of an organisation in a deal.
pub(super) fn organisations<'a>(
    file: &'a SourcePath,
    deal: &'a WrittenDeal,
) -> impl Iterator<Item = Used<'a>> {
    let within = deal.at.as_ref();
    let parties = [("vendors", &deal.vendors), ("customers", &deal.customers)];
    let parties = parties.into_iter().flat_map(move |(key, parties)| {
        let party = move |(item, party): (usize, &'a Party)| {
            let field = Some("org");
            Used { name: &party.org, file, within, key, item, field }
        };
        parties.iter().enumerate().map(party)
    });
    parties.chain(lists(deal).into_iter().flat_map(move |(key, list)| names(file, deal, key, list)))
}

/// Every name of a topic in a deal.
pub(super) fn topics<'a>(file: &'a SourcePath, deal: &'a WrittenDeal) -> impl Iterator<Item = Used<'a>> {
    names(file, deal, "technology", &deal.technology)
}

fn names<'a>(
    file: &'a SourcePath,
    deal: &'a WrittenDeal,
    key: &'static str,
    list: &'a [String],
) -> impl Iterator<Item = Used<'a>> {
    let within = deal.at.as_ref();
    let used = move |(item, name): (usize, &'a String)| Used { name, file, within, key, item, field: None };
    list.iter().enumerate().map(used)
}
