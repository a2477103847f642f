//! An organisation as JSON: what its file says, and whom it does business with.
//!
//! Takes an organisation of the site, gives a JSON object. Knows nothing of where it is written.

use serde_json::{Value, json};

use crate::compile::metadata::names::Names;
use crate::compile::plan::outputs::{List, organisation_url};
use crate::compile::render::Renderer;
use crate::compile::roles::{buys, sells};
use crate::model::profile::{FormerName, OrganisationProfile};
use crate::model::site::{OrganisationId, Relation};

impl Renderer<'_> {
    /// An organisation. All addresses are full.
    pub(super) fn organisation_document(&self, id: OrganisationId) -> Value {
        let source = &self.source;
        let site = source.site;
        let names = Names { site, hrefs: source.hrefs, origin: &source.config.base_url.origin };
        let organisation = site.organisation(id);
        let page = organisation_url(site, id);
        let role = |has: bool, list: List| has.then(|| names.url(&list.url(site)));
        let link = |id: OrganisationId| {
            let page = names.url(&organisation_url(site, id));
            json!({"name": site.organisation(id).name, "page": page})
        };
        let links = |ids: &[OrganisationId]| ids.iter().map(|id| link(*id)).collect::<Vec<_>>();
        let partners = |own: fn(&Relation) -> OrganisationId, other: fn(&Relation) -> OrganisationId| {
            let ours = site.relations.iter().filter(|relation| own(relation) == id);
            ours.map(|relation| link(other(relation))).collect::<Vec<_>>()
        };
        let mut told = json!({
            "id": names.organisation(id),
            "name": organisation.name,
            "page": names.url(&page),
            "vendor_page": role(sells(site, id), List::Vendor(id)),
            "customer_page": role(buys(site, id), List::Customer(id)),
            "parent": organisation.parent.map(link),
            "children": links(&organisation.children),
            "joint_venture_of": links(&organisation.joint_venture_of),
            "joint_ventures": links(&organisation.joint_ventures),
            "merged_into": organisation.merged_into.map(link),
            "merged": links(&organisation.merged),
            "competitors": links(&organisation.competitors),
            "sells_to": partners(|relation| relation.vendor, |relation| relation.customer),
            "buys_from": partners(|relation| relation.customer, |relation| relation.vendor),
            "briefings_as_vendor": organisation.as_vendor.len(),
            "briefings_as_customer": organisation.as_customer.len(),
            "deals": organisation.deals.len(),
        });
        if let Some((_, profile)) = &organisation.file {
            let logo = self.logo(id).map(|logo| names.on_page(&logo, &source.hrefs.href(&page)));
            if let (Value::Object(told), Value::Object(more)) = (&mut told, of_file(profile, logo)) {
                told.extend(more);
            }
        }
        told
    }
}

/// What the organisation's file says.
fn of_file(profile: &OrganisationProfile, logo: Option<String>) -> Value {
    let former = |FormerName { name, until }: &FormerName| json!({"name": name, "until": until});
    json!({
        "legal_name": profile.legal_name,
        "aliases": profile.aliases,
        "former_names": profile.former_names.iter().map(former).collect::<Vec<_>>(),
        "kind": profile.kind,
        "description": profile.description,
        "country": profile.country,
        "hq": profile.hq,
        "lei": profile.lei,
        "wikidata": profile.wikidata,
        "tickers": profile.tickers,
        "url": profile.url,
        "same_as": profile.same_as,
        "logo": logo,
        "merged_on": profile.merged_on,
        "dissolved": profile.dissolved,
    })
}
