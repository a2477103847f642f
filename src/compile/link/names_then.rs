//! Former names: what is written long ago keeps the name printed then.
//!
//! Takes names as written and whose they are. Knows nothing of how names are looked up.

use crate::base::name::NameKey;
use crate::model::article::Manuscript;
use crate::model::site::{Organisation, OrganisationId, Site};

use super::names::Names;
use super::registers::count;

/// The organisations that an article calls by a former name, each with that name, in the order of
/// the article; most have none.
pub(super) fn named_then(
    written: &Manuscript,
    names: &Names,
    organisations: &[Organisation],
) -> Box<[(OrganisationId, Box<str>)]> {
    let mut then: Vec<(OrganisationId, Box<str>)> = Vec::new();
    for name in written.vendors.iter().chain(&written.customers).chain(&written.mentions) {
        let Some(index) = names.get(name) else { continue };
        let id = OrganisationId(count(index));
        // The first name that an article has for it is the one that is printed.
        if let Some(former) = former(name, &organisations[index])
            && !then.iter().any(|(other, _)| *other == id)
        {
            then.push((id, former.into()));
        }
    }
    then.into()
}

/// How a former name is printed, if this is one: not another spelling of the name of today, nor the slug.
fn former<'a>(written: &str, organisation: &'a Organisation) -> Option<&'a str> {
    let (_, profile) = organisation.file.as_ref()?;
    if profile.former_names.is_empty() || written == organisation.name || written == organisation.slug {
        return None;
    }
    name_then(written, organisation).filter(|name| *name != organisation.name)
}

/// How a name is printed where it is not printed as written: a slug, or another spelling of a name,
/// is that name. Former names and other names stay: a deal keeps the names of its day.
pub(super) fn name_then<'a>(written: &str, organisation: &'a Organisation) -> Option<&'a str> {
    let key = NameKey::of_organisation(written);
    let profile = organisation.file.as_ref().map(|(_, profile)| profile);
    let former = profile.into_iter().flat_map(|profile| &profile.former_names).map(|former| &former.name);
    let mut names = std::iter::once(&organisation.name).chain(former);
    let same = names.find(|name| NameKey::of_organisation(name) == key);
    same.map(String::as_str).or_else(|| (written == organisation.slug).then_some(&organisation.name))
}

/// What an organisation has become at last: what it was merged into, and that in its turn; itself if
/// it was not.
pub fn successor(site: &Site, id: OrganisationId) -> OrganisationId {
    let next = |id: &OrganisationId| site.organisation(*id).merged_into;
    // Circles are cut when the site is linked; nothing is walked twice all the same.
    std::iter::successors(Some(id), next).take(site.organisations.len()).last().unwrap_or(id)
}
