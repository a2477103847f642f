//! Which things of the site are told as documents for programs, and where these stand.
//!
//! Takes the site. Knows nothing of what a document says.

use crate::base::path::Url;
use crate::model::config::{Config, DocumentKind};
use crate::model::site::{ArticleId, OrganisationId, Site};

use super::outputs::{Owner, organisation_url};

/// What a document tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Document {
    /// An article, as ninjs.
    Article(ArticleId),
    /// An organisation.
    Organisation(OrganisationId),
}

impl Document {
    /// Its address: beside the page of the same thing.
    pub fn url(self, site: &Site) -> Url {
        match self {
            Self::Article(id) => site.article(id).url.beside("ninjs.json"),
            Self::Organisation(id) => organisation_url(site, id).beside("organisation.json"),
        }
    }
}

/// Whether there are documents of a kind: every address in one is a full one, so that a site must know its own.
pub fn wanted(config: &Config, kind: DocumentKind) -> bool {
    config.documents.contains(&kind) && !config.base_url.origin.is_empty()
}

/// Plans them.
pub(super) fn documents(site: &Site, config: &Config) -> Vec<(Url, Owner, Document)> {
    let mut all = Vec::new();
    if wanted(config, DocumentKind::Ninjs) {
        for (id, article) in (0..).map(ArticleId).zip(&site.articles) {
            let document = Document::Article(id);
            all.push((document.url(site), Owner::File(article.path.clone()), document));
        }
    }
    if wanted(config, DocumentKind::Organisations) {
        for (id, organisation) in (0..).map(OrganisationId).zip(&site.organisations) {
            let document = Document::Organisation(id);
            let file = organisation.file.as_ref().map(|(path, _)| path.clone());
            let owner = Owner::Made(format!("the document of `{}`", organisation.name), file);
            all.push((document.url(site), owner, document));
        }
    }
    all
}
