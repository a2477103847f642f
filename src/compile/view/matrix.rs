//! What `matrix.html` sees: the busiest vendors by the busiest customers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compile::plan::deal_lists::{matrix_url, relation_between, relation_url};
use crate::model::site::{OrganisationId, Relation};

use super::page::PageView;
use super::parts::{LinkView, Source};

/// The view of `matrix.html`.
#[derive(Serialize, Debug)]
pub struct MatrixPage<'a> {
    /// The page.
    pub page: PageView<'a>,
    /// The customers, one a column, those with the most deals and briefings first.
    pub customers: Vec<LinkView<'a>>,
    /// The vendors, one a row, in the same order.
    pub rows: Vec<MatrixRow<'a>>,
    /// How many relations the site has.
    pub relations: usize,
    /// How many of them stand in the table.
    pub shown: usize,
}

/// A vendor's row.
#[derive(Serialize, Debug)]
pub struct MatrixRow<'a> {
    /// The vendor.
    pub vendor: LinkView<'a>,
    /// A cell for each customer, in the order of the columns; none where they have no relation.
    pub cells: Vec<Option<CellView<'a>>>,
}

/// A vendor and a customer.
#[derive(Serialize, Debug)]
pub struct CellView<'a> {
    /// The customer's name.
    pub customer: &'a str,
    /// The page of their relation.
    pub href: String,
    /// How many deals they have.
    pub deals: usize,
    /// How many briefings name both.
    pub briefings: usize,
}

impl<'a> Source<'a> {
    /// The table of vendors by customers.
    pub fn matrix_page(&self) -> MatrixPage<'a> {
        let size = self.config.matrix;
        let relations = &self.site.relations;
        let vendors = busiest(relations, |relation| relation.vendor, size.vendors);
        // Customers that buy from none of these vendors would be empty columns.
        let rows: BTreeSet<OrganisationId> = vendors.iter().copied().collect();
        let of_these = relations.iter().filter(|relation| rows.contains(&relation.vendor));
        let customers = busiest(of_these, |relation| relation.customer, size.customers);
        let rows: Vec<MatrixRow<'a>> = vendors.iter().map(|id| self.matrix_row(*id, &customers)).collect();
        let title = "Who sells to whom".to_owned();
        let description = "The busiest vendors by the busiest customers, with their deals and briefings.";
        MatrixPage {
            page: self.page("matrix", &matrix_url(), title, description.to_owned()),
            customers: customers.iter().map(|id| self.customer(*id)).collect(),
            relations: relations.len(),
            shown: rows.iter().flat_map(|row| &row.cells).flatten().count(),
            rows,
        }
    }

    fn matrix_row(&self, vendor: OrganisationId, customers: &[OrganisationId]) -> MatrixRow<'a> {
        let cells = customers.iter().map(|customer| {
            let relation = &self.site.relations[relation_between(self.site, vendor, *customer)?];
            Some(CellView {
                customer: &self.site.organisation(*customer).name,
                href: self.hrefs.href(&relation_url(self.site, relation)),
                deals: relation.deals.len(),
                briefings: relation.articles.len(),
            })
        });
        MatrixRow { vendor: self.vendor(vendor), cells: cells.collect() }
    }
}

/// The organisations on one side of these relations with the most deals and briefings, and at equal
/// numbers in the order of their slugs.
pub fn busiest<'r>(
    relations: impl IntoIterator<Item = &'r Relation>,
    side: impl Fn(&Relation) -> OrganisationId,
    most: usize,
) -> Vec<OrganisationId> {
    let mut counts: BTreeMap<OrganisationId, usize> = BTreeMap::new();
    for relation in relations {
        *counts.entry(side(relation)).or_default() += relation.deals.len() + relation.articles.len();
    }
    let mut counts: Vec<(OrganisationId, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(id, count)| (Reverse(*count), *id));
    counts.into_iter().take(most).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::site::{ArticleId, DealId};

    #[test]
    fn the_busiest_have_the_most_deals_and_briefings_together() {
        let relation = |vendor, customer, deals: u32, articles: u32| Relation {
            vendor: OrganisationId(vendor),
            customer: OrganisationId(customer),
            deals: (0..deals).map(DealId).collect(),
            articles: (0..articles).map(ArticleId).collect(),
        };
        let relations =
            [relation(0, 5, 1, 1), relation(1, 5, 0, 2), relation(1, 6, 2, 1), relation(2, 6, 0, 2)];
        let vendors = busiest(&relations, |relation| relation.vendor, 3);
        assert_eq!(vendors, [OrganisationId(1), OrganisationId(0), OrganisationId(2)]);
        assert_eq!(busiest(&relations, |relation| relation.customer, 1), [OrganisationId(6)]);
    }
}
