//! What a page is about, as linked data: an organisation, a person, a topic (schema.org `Organization`, `Person`,
//! `DefinedTerm`).
//!
//! Takes things of the site, gives JSON objects. All in them stands on the thing's own page as well.

use serde_json::{Value, json};

use crate::base::time::PartialDate;
use crate::compile::plan::outputs::{List, organisation_url};
use crate::compile::view::parts::Source;
use crate::model::site::{OrganisationId, PersonId, TopicId};

use super::names::Names;

/// An organisation by name.
pub(super) fn organisation_in_short(source: &Source<'_>, names: Names<'_>, id: OrganisationId) -> Value {
    let name = &source.site.organisation(id).name;
    json!({"@type": "Organization", "@id": names.organisation(id), "name": name})
}

/// An organisation with all that its file says. `logo` is the full address of its logo.
pub(super) fn organisation(
    source: &Source<'_>,
    names: Names<'_>,
    id: OrganisationId,
    logo: Option<String>,
) -> Value {
    let organisation = source.site.organisation(id);
    let page = names.url(&organisation_url(source.site, id));
    let Some((_, profile)) = &organisation.file else {
        let mut short = organisation_in_short(source, names, id);
        short["mainEntityOfPage"] = page.into();
        return short;
    };
    // Only a Corporation has a ticker (schema.org).
    let kind = match profile.kind.as_deref() {
        _ if !profile.tickers.is_empty() => "Corporation",
        Some("regulator") => "GovernmentOrganization",
        _ => "Organization",
    };
    let former = profile.former_names.iter().map(|former| former.name.as_str());
    let alternate: Vec<&str> = profile.aliases.iter().map(String::as_str).chain(former).collect();
    let wikidata = profile.wikidata.as_ref().map(|item| format!("https://www.wikidata.org/wiki/{item}"));
    let same_as: Vec<&String> = wikidata.iter().chain(&profile.same_as).collect();
    let short = |id: &OrganisationId| organisation_in_short(source, names, *id);
    let dissolved = profile.dissolved.as_ref().filter(|date| PartialDate::read(date).is_some());
    let seat = profile.hq.as_ref().or(profile.country.as_ref()).map(|_| {
        json!({
            "@type": "PostalAddress",
            "addressLocality": profile.hq,
            "addressCountry": profile.country,
        })
    });
    json!({
        "@type": kind,
        "@id": names.organisation(id),
        "name": organisation.name,
        "mainEntityOfPage": page,
        "legalName": profile.legal_name,
        "alternateName": alternate,
        "description": profile.description,
        "url": profile.url,
        "sameAs": same_as,
        "logo": logo.map(|url| json!({"@type": "ImageObject", "url": url})),
        "leiCode": profile.lei,
        "tickerSymbol": profile.tickers,
        "address": seat,
        "dissolutionDate": dissolved,
        "parentOrganization": organisation.parent.as_ref().map(short),
        "subOrganization": organisation.children.iter().map(short).collect::<Vec<_>>(),
    })
}

/// A person with all that the person's file says.
pub(super) fn person(source: &Source<'_>, names: Names<'_>, id: PersonId) -> Value {
    let person = source.site.person(id);
    let profile = person.file.as_ref().map(|(_, profile)| profile);
    // Posts stand in the order of time.
    let post = profile.and_then(|profile| profile.roles.last()).filter(|role| role.to.is_none());
    let there = post.and_then(|post| post.organisation.as_ref());
    json!({
        "@type": "Person",
        "@id": names.person(id),
        "name": person.name,
        "url": names.url(&List::Author(id).url(source.site)),
        "alternateName": profile.map(|profile| &profile.aliases),
        "description": profile.and_then(|profile| profile.description.as_ref()),
        "sameAs": profile.and_then(|profile| profile.url.as_ref()),
        "jobTitle": post.map(|post| &post.title),
        "worksFor": there.map(|name| json!({"@type": "Organization", "name": name})),
    })
}

/// A topic.
pub(super) fn topic(source: &Source<'_>, names: Names<'_>, id: TopicId) -> Value {
    let topic = source.site.topic(id);
    let profile = topic.file.as_ref().map(|(_, profile)| profile);
    json!({
        "@type": "DefinedTerm",
        "@id": names.url(&List::Topic(id).url(source.site)) + "#topic",
        "name": topic.name,
        "alternateName": profile.map(|profile| &profile.aliases),
        "termCode": profile.and_then(|profile| profile.code.as_ref()),
        "description": profile.and_then(|profile| profile.description.as_ref()),
    })
}
