//! Bodies with all that is open in them filled in: where links lead, the first mentions of organisations, blocks.
//!
//! Takes bodies as they were parsed, gives HTML with the key that stands for it. Knows no page.

use std::cell::Cell;

use crate::base::path::{SourcePath, Url};
use crate::model::article::Article;
use crate::model::body::{Body, LinkKind};
use crate::model::site::{ArticleId, OrganisationId};

use super::key::hash;
use super::links::{Links, Resolved};
use super::markdown::slots::{Linked, Resolve, fill, fill_all, has_slots};
use super::plan::outputs::IndexKind;
use super::render::{Renderer, Wanted};
use super::view::keyed::Keyed;

impl Renderer<'_> {
    /// The body of what is no article.
    pub(super) fn body(&self, path: &SourcePath, url: &Url, body: &Body) -> Keyed {
        let resolve = |kind, to: &str| self.link(path, url, kind, to);
        self.filled(path, body, &[], &resolve, &[])
    }

    /// An article's body, in which the first mention of each organisation is a link; `blocks` has what
    /// stands for its blocks.
    pub(super) fn article_body(&self, article: &Article, blocks: &[Keyed]) -> Keyed {
        let Article { path, url, written, .. } = article;
        let resolve = |kind, to: &str| self.link(path, url, kind, to);
        let linked = written.record.link_mentions.unwrap_or(self.source.config.link_mentions);
        if !linked || article.named.is_empty() {
            return self.filled(path, &written.body, &[], &resolve, blocks);
        }
        let links = written.body.links.iter().filter_map(|link| resolve(link.kind, &link.to));
        let by_hand: Vec<String> = links.filter(|href| is_of_organisation(href)).collect();
        let named = article.named.iter().filter_map(|named| {
            let href = self.mention(named.organisation, &by_hand)?;
            Some((usize::try_from(named.start).ok()?..usize::try_from(named.end).ok()?, href))
        });
        self.filled(path, &written.body, &named.collect::<Vec<_>>(), &resolve, blocks)
    }

    /// A body with all that is open in it: its links, its mentions, and its blocks.
    fn filled(
        &self,
        path: &SourcePath,
        body: &Body,
        named: &[Linked],
        resolve: Resolve<'_>,
        blocks: &[Keyed],
    ) -> Keyed {
        let mut filled = Keyed::none();
        let mut links: Vec<Option<String>> = Vec::new();
        if self.wanted != Wanted::Bytes {
            links.extend(body.links.iter().map(|link| resolve(link.kind, &link.to)));
            filled.key = hash(&(body.html.hash(), &links, named, blocks));
        }
        if self.wanted != Wanted::Key {
            // The slots mostly stand in the order of the links, and these are resolved already.
            let next = Cell::new(0);
            let again = |kind, to: &str| {
                let at = next.replace(next.get() + 1);
                let same = body.links.get(at).is_some_and(|link| link.kind == kind && link.to == to);
                links.get(at).filter(|_| same).map_or_else(|| resolve(kind, to), Clone::clone)
            };
            // What cannot be read again has been told by whoever reads; such a page is never written.
            let html = self.bodies.html(path, body).unwrap_or_default();
            let block = |nth| blocks.get(nth).map_or("", |block: &Keyed| &block.html).to_owned();
            filled.html = fill_all(&html, named, &again, &block);
        }
        filled
    }

    /// Where the mention of an organisation leads; nowhere if the writer has linked it, or its file says so.
    fn mention(&self, id: OrganisationId, by_hand: &[String]) -> Option<String> {
        let organisation = self.source.site.organisation(id);
        let told = organisation.file.as_ref().and_then(|(_, profile)| profile.link_mentions);
        let link = self.source.organisation(id);
        let its = || [link.href.clone(), self.source.vendor(id).href, self.source.customer(id).href];
        let linked = !by_hand.is_empty() && its().iter().any(|href| by_hand.contains(href));
        (told != Some(false) && !linked).then_some(link.href)
    }

    /// Fills in where the links of a text in an article's front matter lead, on whatever page it stands.
    pub(super) fn fill_told(&self, id: ArticleId, html: &mut String) {
        let Article { path, url, .. } = self.source.site.article(id);
        self.fill_told_in(path, url, html);
    }

    /// The same of the text of any file.
    pub(super) fn fill_told_in(&self, path: &SourcePath, url: &Url, html: &mut String) {
        told_html(self.links, (path, url, &self.source.hrefs.href(url)), html);
    }

    /// The address that a destination leads to, ready to be printed; `None` leaves it as it is.
    pub(super) fn link(&self, path: &SourcePath, url: &Url, kind: LinkKind, to: &str) -> Option<String> {
        href(self.links, path, url, kind, to)
    }
}

/// The address that a destination leads to; `None` leaves it as it is.
fn href(links: &Links<'_>, path: &SourcePath, url: &Url, kind: LinkKind, to: &str) -> Option<String> {
    match links.resolve(path, url, kind, to) {
        Resolved::Inside(href) | Resolved::NoSuchHeading { href, .. } => Some(href),
        Resolved::Outside | Resolved::Nowhere => None,
    }
}

/// Fills in where the links of a text in the front matter of a file lead, on whatever page the text stands. Of the
/// file its path, its address and its address as printed.
pub(super) fn told_html(links: &Links<'_>, file: (&SourcePath, &Url, &str), html: &mut String) {
    let (path, url, page) = file;
    if has_slots(html) {
        *html = fill(html, &|kind, to| {
            let anchor = to.starts_with('#').then(|| format!("{page}{to}"));
            anchor.or_else(|| href(links, path, url, kind, to))
        });
    }
}

/// Whether an address inside the site may be an organisation's: most links in a text are no such.
fn is_of_organisation(href: &str) -> bool {
    let folders = [IndexKind::Organisations, IndexKind::Vendors, IndexKind::Customers].map(IndexKind::folder);
    href.split('/').any(|part| folders.contains(&part))
}
