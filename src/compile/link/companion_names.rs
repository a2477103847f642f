//! Which organisations, people, topics and deals a file names: what would come to light with it.
//!
//! Takes one text at a time and calls back with each name. Knows nothing of who has which name.

use crate::base::path::SourcePath;
use crate::model::article::Manuscript;
use crate::model::body::{Body, LinkKind};
use crate::model::deal::WrittenDeal;
use crate::model::profile::{OrganisationProfile, PersonProfile};

use super::deal_ids::given;
use super::deal_names;

/// What a name is the name of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Kind {
    /// An organisation.
    Organisation,
    /// A person.
    Person,
    /// A topic.
    Topic,
    /// A deal, by its id.
    Deal,
}

/// Everything that a wiki link may lead to.
const BY_NAME: [Kind; 3] = [Kind::Organisation, Kind::Topic, Kind::Person];

/// The names in an article's front matter.
pub(super) fn of_article(
    path: &SourcePath,
    written: &Manuscript,
    language: &str,
    tell: &mut impl FnMut(Kind, &str),
) {
    for name in [&written.vendors, &written.customers, &written.mentions].into_iter().flatten() {
        tell(Kind::Organisation, name);
    }
    written.authors.iter().for_each(|byline| tell(Kind::Person, &byline.name));
    written.record.quotes.iter().for_each(|quote| tell(Kind::Person, &quote.speaker));
    written.topics.iter().for_each(|name| tell(Kind::Topic, name));
    for deal in deal_names::of_article(written) {
        of_deal(path, deal, language, tell);
    }
}

/// The names in a deal, its own among them.
pub(super) fn of_deal(
    path: &SourcePath,
    deal: &WrittenDeal,
    language: &str,
    tell: &mut impl FnMut(Kind, &str),
) {
    if let Some(id) = given(deal, language) {
        tell(Kind::Deal, &id);
    }
    deal.part_of.iter().for_each(|id| tell(Kind::Deal, &crate::base::slug::slug(id, language)));
    deal_names::organisations(path, deal).for_each(|used| tell(Kind::Organisation, used.name));
    deal_names::topics(path, deal).for_each(|used| tell(Kind::Topic, used.name));
}

/// Those that an organisation's file names as its owners or as what it was merged into.
pub(super) fn of_family(profile: &OrganisationProfile, tell: &mut impl FnMut(Kind, &str)) {
    let parent = profile.parent.iter().map(|parent| &parent.org);
    let family = parent.chain(&profile.merged_into).chain(&profile.joint_venture_of);
    family.for_each(|name| tell(Kind::Organisation, name));
}

/// The names in an organisation's file, but for its own.
pub(super) fn of_organisation(profile: &OrganisationProfile, tell: &mut impl FnMut(Kind, &str)) {
    of_family(profile, tell);
    profile.competitors.iter().for_each(|name| tell(Kind::Organisation, name));
}

/// The names in a person's file, but for the person's own.
pub(super) fn of_person(profile: &PersonProfile, tell: &mut impl FnMut(Kind, &str)) {
    let roles = profile.roles.iter().filter_map(|role| role.organisation.as_deref());
    roles.for_each(|name| tell(Kind::Organisation, name));
}

/// The names to which a text leads: in wiki links, and as the files and pages of entities.
pub(super) fn of_text(path: &SourcePath, body: &Body, tell: &mut impl FnMut(Kind, &str)) {
    for link in &body.links {
        match link.kind {
            LinkKind::Wiki => BY_NAME.into_iter().for_each(|kind| tell(kind, &link.to)),
            LinkKind::Link if !link.to.contains("://") => {
                let to = link.to.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
                let Some((folder, name)) = path.join(to).as_ref().and_then(|to| {
                    let (folder, name) = to.as_str().rsplit_once('/')?;
                    let folder = folder.rsplit('/').next()?.to_owned();
                    Some((folder, name.strip_suffix(".md").unwrap_or(name).to_owned()))
                }) else {
                    continue;
                };
                let kind = match folder.as_str() {
                    "organisations" | "vendors" | "customers" => Kind::Organisation,
                    "people" | "authors" => Kind::Person,
                    "topics" => Kind::Topic,
                    "deals" => Kind::Deal,
                    _ => continue,
                };
                tell(kind, name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem));
            }
            LinkKind::Link | LinkKind::Image => {}
        }
    }
}
