//! What a page is about, as linked data: an organisation, a person, a topic (schema.org `Organization`, `Person`,
//! `DefinedTerm`).
//!
//! Takes things of the site, writes JSON objects. All in them stands on the thing's own page as well.

use crate::base::time::PartialDate;
use crate::compile::plan::outputs::{List, organisation_url};
use crate::compile::view::parts::Source;
use crate::model::site::{OrganisationId, PersonId, TopicId};

use super::names::Names;
use super::nodes::{Graph, Node};

/// The type of an organisation where no more is said of it than its name.
pub(super) const ORGANISATION: &str = "Organization";

/// An organisation by name.
pub(super) fn organisation_in_short(
    source: &Source<'_>,
    names: Names<'_>,
    id: OrganisationId,
    node: &mut Node<'_>,
) {
    node.text("@id", names.organisation(id));
    node.text("name", &source.site.organisation(id).name);
}

/// An organisation with all that its file says. `logo` is the full address of its logo.
pub(super) fn organisation(
    source: &Source<'_>,
    names: Names<'_>,
    id: OrganisationId,
    logo: Option<String>,
    graph: &mut Graph<'_>,
) {
    let organisation = source.site.organisation(id);
    let profile = organisation.file.as_ref().map(|(_, profile)| profile);
    // Only a Corporation has a ticker (schema.org).
    let kind = match profile {
        Some(profile) if !profile.tickers.is_empty() => "Corporation",
        Some(profile) if profile.kind.as_deref() == Some("regulator") => "GovernmentOrganization",
        _ => ORGANISATION,
    };
    let short = |node: &mut Node<'_>, id: &OrganisationId| organisation_in_short(source, names, *id, node);
    graph.thing(kind, |node| {
        short(node, &id);
        node.text("mainEntityOfPage", names.url(&organisation_url(source.site, id)));
        let Some(profile) = profile else { return };
        node.maybe("legalName", profile.legal_name.as_ref());
        let former = profile.former_names.iter().map(|former| &former.name);
        node.texts("alternateName", profile.aliases.iter().chain(former));
        node.maybe("description", profile.description.as_ref());
        node.maybe("url", profile.url.as_ref());
        let item = profile.wikidata.as_ref().map(|item| format!("https://www.wikidata.org/wiki/{item}"));
        node.texts("sameAs", item.iter().chain(&profile.same_as));
        if let Some(url) = logo {
            node.thing("logo", "ImageObject", |node| node.text("url", url));
        }
        node.maybe("leiCode", profile.lei.as_ref());
        node.texts("tickerSymbol", &profile.tickers);
        if profile.hq.is_some() || profile.country.is_some() {
            node.thing("address", "PostalAddress", |node| {
                node.maybe("addressLocality", profile.hq.as_ref());
                node.maybe("addressCountry", profile.country.as_ref());
            });
        }
        let dissolved = profile.dissolved.as_ref().filter(|date| PartialDate::read(date).is_some());
        node.maybe("dissolutionDate", dissolved);
        if let Some(parent) = &organisation.parent {
            node.thing("parentOrganization", ORGANISATION, |node| short(node, parent));
        }
        node.things("subOrganization", ORGANISATION, &organisation.children, short);
    });
}

/// A person with all that the person's file says.
pub(super) fn person(source: &Source<'_>, names: Names<'_>, id: PersonId, graph: &mut Graph<'_>) {
    let person = source.site.person(id);
    graph.thing("Person", |node| {
        node.text("@id", names.person(id));
        node.text("name", &person.name);
        node.text("url", names.url(&List::Author(id).url(source.site)));
        let Some((_, profile)) = &person.file else { return };
        node.texts("alternateName", &profile.aliases);
        node.maybe("description", profile.description.as_ref());
        node.maybe("sameAs", profile.url.as_ref());
        // Posts stand in the order of time.
        let Some(post) = profile.roles.last().filter(|role| role.to.is_none()) else { return };
        node.text("jobTitle", &post.title);
        if let Some(name) = &post.organisation {
            node.thing("worksFor", ORGANISATION, |node| node.text("name", name));
        }
    });
}

/// A topic.
pub(super) fn topic(source: &Source<'_>, names: Names<'_>, id: TopicId, node: &mut Node<'_>) {
    let topic = source.site.topic(id);
    node.text("@id", names.url(&List::Topic(id).url(source.site)) + "#topic");
    node.text("name", &topic.name);
    let Some((_, profile)) = &topic.file else { return };
    node.texts("alternateName", &profile.aliases);
    node.maybe("termCode", profile.code.as_ref());
    node.maybe("description", profile.description.as_ref());
}
