//! Full addresses, and the names under which things of the site stand in linked data.
//!
//! Takes addresses of the site. A name is an address with a fragment: it is one on every page, whatever the page
//! calls the thing. Knows no page.

use crate::base::path::Url;
use crate::compile::feeds::absolute::absolute;
use crate::compile::href::Hrefs;
use crate::compile::plan::outputs::{IndexKind, organisation_url};
use crate::model::site::{OrganisationId, PersonId, Site};

/// Makes full addresses for one site. Where the site does not know its own, they begin at its root, and whoever
/// reads them has them from a page and knows the rest.
#[derive(Clone, Copy)]
pub(in crate::compile) struct Names<'a> {
    pub(in crate::compile) site: &'a Site,
    pub(in crate::compile) hrefs: &'a Hrefs,
    /// Scheme and host; empty where the site does not know.
    pub(in crate::compile) origin: &'a str,
}

impl Names<'_> {
    /// The full address of something of the site.
    pub(in crate::compile) fn url(&self, url: &Url) -> String {
        self.full(&self.hrefs.href(url))
    }

    /// The full address of what is printed so: a path of the site is one already below its folder.
    pub(in crate::compile) fn full(&self, href: &str) -> String {
        format!("{}{href}", self.origin)
    }

    /// The full address of what stands so on a page.
    pub(in crate::compile) fn on_page(&self, address: &str, page: &str) -> String {
        let full = (!self.origin.is_empty()).then(|| absolute(address, self.origin, page)).flatten();
        full.unwrap_or_else(|| address.to_owned())
    }

    /// The full address of a path of the site as it is configured, or of what is full already.
    pub(in crate::compile) fn configured(&self, address: &str) -> String {
        if address.starts_with('/') { self.url(&Url::new(address)) } else { address.to_owned() }
    }

    /// The site.
    pub(in crate::compile) fn website(&self) -> String {
        self.url(&Url::new("/")) + "#website"
    }

    /// Who publishes it.
    pub(in crate::compile) fn publisher(&self) -> String {
        self.url(&Url::new("/")) + "#publisher"
    }

    /// An organisation, the same in all its roles.
    pub(in crate::compile) fn organisation(&self, id: OrganisationId) -> String {
        self.url(&organisation_url(self.site, id)) + "#organisation"
    }

    /// A person.
    pub(in crate::compile) fn person(&self, id: PersonId) -> String {
        self.full(&self.hrefs.entity(IndexKind::Authors.folder(), &self.site.person(id).slug)) + "#person"
    }
}
