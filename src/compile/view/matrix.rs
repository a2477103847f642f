//! What `matrix.html` sees: the busiest vendors by the busiest customers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compile::plan::deal_lists::{matrix_url, relation_between, relation_url};
use crate::compile::tally::{Counts, counts};
use crate::model::site::{OrganisationId, Relation};

use super::page::PageView;
use super::parts::{LinkView, Source};
use super::words::only_reported;

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
    /// How many deals they have agreed on; a part does not count beside its whole.
    pub deals: usize,
    /// What there is where they have agreed on nothing: `1 rumoured`.
    pub reported: Option<String>,
    /// How many briefings name both.
    pub briefings: usize,
}

impl<'a> Source<'a> {
    /// The table of vendors by customers.
    pub fn matrix_page(&self) -> MatrixPage<'a> {
        let size = self.config.matrix;
        let relations = &self.site.relations;
        let counts: Vec<Counts> =
            relations.iter().map(|relation| counts(self.site, &relation.deals)).collect();
        let busy = |(relation, counts): (&'a Relation, &Counts)| {
            (relation.vendor, relation.customer, counts.won + relation.articles.len())
        };
        let busy: Vec<Busy> = relations.iter().zip(&counts).map(busy).collect();
        let vendors = busiest(&busy, |(vendor, ..)| *vendor, size.vendors);
        // Customers that buy from none of these vendors would be empty columns.
        let rows: BTreeSet<OrganisationId> = vendors.iter().copied().collect();
        let of_these = busy.iter().filter(|(vendor, ..)| rows.contains(vendor));
        let customers = busiest(of_these, |(_, customer, _)| *customer, size.customers);
        // A vendor whose customers are all among the rest would be an empty row.
        let rows = vendors.iter().map(|id| self.matrix_row(*id, &customers, &counts));
        let rows: Vec<MatrixRow<'a>> = rows.filter(|row| row.cells.iter().any(Option::is_some)).collect();
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

    fn matrix_row(
        &self,
        vendor: OrganisationId,
        customers: &[OrganisationId],
        counts: &[Counts],
    ) -> MatrixRow<'a> {
        let cells = customers.iter().map(|customer| {
            let index = relation_between(self.site, vendor, *customer)?;
            let relation = &self.site.relations[index];
            Some(CellView {
                customer: &self.site.organisation(*customer).name,
                href: self.hrefs.href(&relation_url(self.site, relation)),
                deals: counts[index].won,
                reported: only_reported(counts[index]),
                briefings: relation.articles.len(),
            })
        });
        MatrixRow { vendor: self.vendor(vendor), cells: cells.collect() }
    }
}

/// A vendor and a customer, with how many deals and briefings they have together.
type Busy = (OrganisationId, OrganisationId, usize);

/// The organisations on one side of these with the most deals and briefings, and at equal numbers in the
/// order of their slugs.
fn busiest<'r>(
    relations: impl IntoIterator<Item = &'r Busy>,
    side: impl Fn(&Busy) -> OrganisationId,
    most: usize,
) -> Vec<OrganisationId> {
    let mut counts: BTreeMap<OrganisationId, usize> = BTreeMap::new();
    for relation in relations {
        *counts.entry(side(relation)).or_default() += relation.2;
    }
    let mut counts: Vec<(OrganisationId, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(id, count)| (Reverse(*count), *id));
    counts.into_iter().take(most).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_have_the_most_deals_and_briefings_together() {
        let relation = |vendor, customer, count| (OrganisationId(vendor), OrganisationId(customer), count);
        let relations = [relation(0, 5, 2), relation(1, 5, 2), relation(1, 6, 3), relation(2, 6, 2)];
        let vendors = busiest(&relations, |(vendor, ..)| *vendor, 3);
        assert_eq!(vendors, [OrganisationId(1), OrganisationId(0), OrganisationId(2)]);
        assert_eq!(busiest(&relations, |(_, customer, _)| *customer, 1), [OrganisationId(6)]);
    }
}
