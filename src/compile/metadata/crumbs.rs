//! The way from the front page to a page.
//!
//! Takes what a page shows, gives names and addresses, the outermost first. Knows nothing of how they are told.

use crate::base::path::Url;
use crate::compile::plan::deal_lists::{DealList, deals_url};
use crate::compile::plan::outputs::{IndexKind, List, Subject, corrections_url, threads_url, year_url};
use crate::compile::view::page::PageView;
use crate::compile::view::parts::Source;
use crate::model::site::SectionId;

use super::names::Names;
use super::nodes::Graph;

/// The way to a page as a list (schema.org `BreadcrumbList`); nothing for the front page, to which no way leads.
pub(super) fn crumbs(
    source: &Source<'_>,
    names: Names<'_>,
    subject: &Subject,
    page: &PageView<'_>,
    graph: &mut Graph<'_>,
) {
    if *subject == Subject::Home {
        return;
    }
    let own = names.full(&page.href);
    let front = (source.config.title.clone(), Url::new("/"));
    let way = [front].into_iter().chain(above(source, subject)).map(|(name, url)| (name, names.url(&url)));
    let way = way.chain([(page.title.clone(), own.clone())]).zip(1..);
    graph.thing("BreadcrumbList", |node| {
        node.text("@id", own + "#breadcrumb");
        node.things("itemListElement", "ListItem", way, |node, ((name, item), position)| {
            node.number("position", position);
            node.text("name", name);
            node.text("item", item);
        });
    });
}

/// What lies between the front page and a page.
fn above(source: &Source<'_>, subject: &Subject) -> Vec<(String, Url)> {
    let site = source.site;
    let named = |name: &str, url: Url| vec![(name.to_owned(), url)];
    // Articles of no section have no front that would lead to them.
    let section = |id: SectionId| {
        let section = site.section(id);
        let front = (!section.slug.is_empty()).then(|| (section.title.clone(), List::Section(id).url(site)));
        front.into_iter().collect::<Vec<_>>()
    };
    let index = |kind: IndexKind| named(kind.title(), kind.url());
    let above_list = |list: List| match list {
        List::Section(_) => Vec::new(),
        List::Month(id, month) => {
            let year = site.section(id).months[month].year;
            let mut way = section(id);
            way.push((year.to_string(), year_url(site, id, year)));
            way
        }
        List::Vendor(_) => index(IndexKind::Vendors),
        List::Customer(_) => index(IndexKind::Customers),
        List::Topic(_) => index(IndexKind::Topics),
        List::Author(_) => index(IndexKind::Authors),
    };
    match subject {
        Subject::Article(id) => section(site.article(*id).section),
        Subject::Front(list) => above_list(*list),
        Subject::Older(list, _) => {
            let mut way = above_list(*list);
            way.push((source.list_title(*list), list.url(site)));
            way
        }
        Subject::Year(id, _) => section(*id),
        Subject::Organisation(_) => index(IndexKind::Organisations),
        Subject::Thread(_) => named("Stories", threads_url()),
        Subject::Deal(_) => named("Deals", deals_url()),
        Subject::Deals(list) if *list != DealList::All => named("Deals", deals_url()),
        Subject::OlderDeals(..) => named("Deals", deals_url()),
        Subject::Corrections(Some(_)) => named("Corrections", corrections_url(None)),
        Subject::Relation(index) => {
            let vendor = site.relations[*index].vendor;
            let list = List::Vendor(vendor);
            let mut way = above_list(list);
            way.push((site.organisation(vendor).name.clone(), list.url(site)));
            way
        }
        Subject::Home
        | Subject::Page(_)
        | Subject::Corrections(None)
        | Subject::Threads
        | Subject::Index(_)
        | Subject::Deals(_)
        | Subject::Matrix
        | Subject::NotFound => Vec::new(),
    }
}
