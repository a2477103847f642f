//! Tables of deals for spreadsheets and programs: one row a deal, the same columns in every format.
//!
//! Takes the site, gives bytes. The columns are a promise to programs: new ones come at the end, and none
//! changes its name or meaning (`docs/exports.md`, `docs/deals.schema.json`).

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::base::path::Url;
use crate::model::deal::{Deal, Network, Party, Volume};
use crate::model::money::Money;
use crate::model::site::{DealId, OrganisationId, Site};

use super::href::Hrefs;
use super::plan::deal_lists::deal_url;
use super::plan::exports::{Export, Format};

/// What stands between the items of a list in one cell of a spreadsheet.
const BETWEEN: &str = " | ";

/// One cell.
enum Cell {
    /// What the program makes: ids, words of the manual, dates, numbers, addresses of this site.
    Made(Option<String>),
    /// Several of these; an item that is not known keeps its place.
    MadeList(Vec<Option<String>>),
    /// What somebody wrote.
    Text(Option<String>),
    /// Several of these.
    Texts(Vec<String>),
    /// Several of these; an item that is not known keeps its place.
    MaybeTexts(Vec<Option<String>>),
}

/// What stands in a column.
type Column = (&'static str, fn(&Row<'_>) -> Cell);

/// The columns, in their order, and what stands in each.
const COLUMNS: &[Column] = &[
    ("id", |row| made(&row.deal.written.id)),
    ("title", |row| Cell::Text(Some(row.deal.title.clone()))),
    ("url", |row| made(row.address(&deal_url(row.site, row.id)))),
    ("status", |row| made(row.deal.status.name())),
    ("kind", |row| made(row.deal.kind.name())),
    ("confidence", |row| made(row.deal.confidence.name())),
    ("date", |row| maybe(row.deal.date)),
    ("announced", |row| maybe(row.deal.written.announced)),
    ("signed", |row| maybe(row.deal.written.signed)),
    ("starts", |row| maybe(row.deal.written.starts)),
    ("ends", |row| maybe(row.deal.ends)),
    ("vendors", |row| texts(row.deal.written.vendors.iter().map(|party| &party.org))),
    ("vendor_slugs", |row| row.slugs(&row.deal.vendors)),
    ("vendor_shares", |row| shares(&row.deal.written.vendors)),
    ("customers", |row| texts(row.deal.written.customers.iter().map(|party| &party.org))),
    ("customer_slugs", |row| row.slugs(&row.deal.customers)),
    ("lost", |row| texts(&row.deal.written.lost)),
    ("displaced", |row| texts(&row.deal.written.displaced)),
    ("partners", |row| texts(&row.deal.written.partners)),
    ("resellers", |row| texts(&row.deal.written.resellers)),
    ("subcontractors", |row| texts(&row.deal.written.subcontractors)),
    ("products", |row| texts(&row.deal.written.products)),
    ("technology", |row| texts(&row.deal.written.technology)),
    ("network", |row| made_list(row.deal.written.network.iter().copied().map(Network::name))),
    ("regions", |row| texts(&row.deal.written.regions)),
    ("value", |row| Cell::Text(row.value().map(|value| value.text.clone()))),
    ("amount", |row| maybe(row.value().and_then(|value| value.amount).map(|amount| amount.normalize()))),
    ("currency", |row| Cell::Text(row.value().and_then(|value| value.currency.clone()))),
    ("basis", |row| maybe(row.value().map(|value| value.basis.name()))),
    ("value_source", |row| Cell::Text(row.value().and_then(|value| value.source.clone()))),
    ("claims", |row| Cell::Texts(row.deal.written.claims.iter().map(claim).collect())),
    ("volume", |row| Cell::Texts(row.deal.written.volume.iter().map(volume).collect())),
    ("history", |row| {
        let steps = row.deal.written.history.iter();
        made_list(steps.map(|step| format!("{} {}", step.at, step.status.name())))
    }),
    ("part_of", |row| maybe(row.deal.part_of.map(|whole| &row.site.deal(whole).written.id))),
    ("sources", |row| texts(row.deal.written.sources.iter().map(|source| &source.url))),
    ("articles", |row| {
        let articles = row.deal.articles.iter();
        made_list(articles.map(|id| row.address(&row.site.article(*id).url)))
    }),
    ("vendor_scopes", |row| known(row.deal.written.vendors.iter().map(|party| party.scope.clone()))),
    ("customer_shares", |row| shares(&row.deal.written.customers)),
    ("customer_scopes", |row| known(row.deal.written.customers.iter().map(|party| party.scope.clone()))),
    ("term_months", |row| maybe(row.deal.written.term.map(|term| term.months))),
    ("claim_amounts", |row| row.claims(|claim| claim.amount.map(|amount| amount.normalize().to_string()))),
    ("claim_currencies", |row| row.claims(|claim| claim.currency.clone())),
    ("claim_bases", |row| row.claims(|claim| Some(claim.basis.name().to_owned()))),
    ("volume_notes", |row| known(row.deal.written.volume.iter().map(|volume| volume.note.clone()))),
    ("history_sources", |row| {
        let steps = row.deal.written.history.iter().map(|step| step.sources.join("; "));
        known(steps.map(|sources| Some(sources).filter(|sources| !sources.is_empty())))
    }),
    ("history_notes", |row| known(row.deal.written.history.iter().map(|step| step.note.clone()))),
];

/// A deal as the columns see it.
struct Row<'a> {
    site: &'a Site,
    hrefs: &'a Hrefs,
    id: DealId,
    deal: &'a Deal,
}

impl Row<'_> {
    /// A full address where the site knows its own, else a path from the root of its host.
    fn address(&self, url: &Url) -> String {
        self.hrefs.absolute(url).unwrap_or_else(|| self.hrefs.href(url))
    }

    fn slugs(&self, ids: &[OrganisationId]) -> Cell {
        made_list(ids.iter().map(|id| &self.site.organisation(*id).slug))
    }

    fn claims(&self, of: fn(&Money) -> Option<String>) -> Cell {
        Cell::MadeList(self.deal.written.claims.iter().map(of).collect())
    }

    fn value(&self) -> Option<&Money> {
        self.deal.written.value.as_ref()
    }
}

fn made(text: impl ToString) -> Cell {
    Cell::Made(Some(text.to_string()))
}

fn maybe(value: Option<impl ToString>) -> Cell {
    Cell::Made(value.map(|value| value.to_string()))
}

fn made_list(items: impl Iterator<Item = impl ToString>) -> Cell {
    Cell::MadeList(items.map(|item| Some(item.to_string())).collect())
}

fn texts<'a>(items: impl IntoIterator<Item = &'a String>) -> Cell {
    Cell::Texts(items.into_iter().cloned().collect())
}

/// Shares in percent, one for each party; nothing where none is known.
fn shares(parties: &[Party]) -> Cell {
    let shares = parties.iter().map(|party| party.share.map(|share| share.normalize().to_string()));
    let known = parties.iter().any(|party| party.share.is_some());
    Cell::MadeList(if known { shares.collect() } else { Vec::new() })
}

/// Texts, each in its place; nothing where none is known.
fn known(texts: impl Iterator<Item = Option<String>>) -> Cell {
    let texts: Vec<Option<String>> = texts.collect();
    Cell::MaybeTexts(if texts.iter().any(Option::is_some) { texts } else { Vec::new() })
}

/// `US$5.2bn (Mobile World Live)`.
fn claim(money: &Money) -> String {
    sourced(money.text.clone(), money.source.as_deref())
}

/// `300000 radio units (Deccan Herald)`.
fn volume(volume: &Volume) -> String {
    let count = volume.counted(&volume.count.normalize().to_string());
    sourced(format!("{count} {}", volume.unit), volume.source.as_deref())
}

fn sourced(text: String, source: Option<&str>) -> String {
    source.map_or_else(|| text.clone(), |source| format!("{text} ({source})"))
}

/// Writes a table to the end of `to`.
pub fn write(export: Export, site: &Site, hrefs: &Hrefs, to: &mut Vec<u8>) {
    let deals = export.deals(site);
    let row = |id: &DealId| Row { site, hrefs, id: *id, deal: site.deal(*id) };
    match export.format {
        Format::Csv => {
            let header = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
            let cells = |row: &Row<'_>| COLUMNS.iter().map(|(_, cell)| in_sheet(&cell(row))).collect();
            let rows = deals.iter().map(|id| cells(&row(id)));
            csv(std::iter::once(header).chain(rows), to);
        }
        Format::Json => {
            let table = Table { version: 1, deals: deals.iter().map(row).collect() };
            json(&table, to);
        }
    }
}

fn json(table: &Table<'_>, to: &mut Vec<u8>) {
    serde_json::to_writer_pretty(&mut *to, table)
        .expect("a map of texts is JSON, and memory takes every byte");
    to.push(b'\n');
}

/// Writes rows of cells (RFC 4180: UTF-8 without a mark, lines end with CRLF).
fn csv(rows: impl Iterator<Item = Vec<String>>, to: &mut Vec<u8>) {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(to);
    for row in rows {
        writer.write_record(row).expect("rows have one length, and memory takes every byte");
    }
    writer.flush().expect("memory takes every byte");
}

/// A cell as text.
fn in_sheet(cell: &Cell) -> String {
    match cell {
        Cell::Made(text) => text.clone().unwrap_or_default(),
        Cell::MadeList(items) => in_one(items),
        Cell::MaybeTexts(items) => harmless(in_one(items)),
        Cell::Text(text) => harmless(text.clone().unwrap_or_default()),
        Cell::Texts(items) => harmless(items.join(BETWEEN)),
    }
}

fn in_one(items: &[Option<String>]) -> String {
    let items: Vec<&str> = items.iter().map(|item| item.as_deref().unwrap_or_default()).collect();
    items.join(BETWEEN)
}

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
fn harmless(text: String) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula { format!("'{text}") } else { text }
}

/// The table as JSON. Numbers are texts, so that no digit is lost.
#[derive(serde::Serialize)]
struct Table<'a> {
    /// Grows only if a column changes its meaning.
    version: u32,
    deals: Vec<Row<'a>>,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(COLUMNS.len()))?;
        for (name, cell) in COLUMNS {
            match cell(self) {
                Cell::Made(text) | Cell::Text(text) => map.serialize_entry(name, &text)?,
                Cell::MadeList(items) | Cell::MaybeTexts(items) => map.serialize_entry(name, &items)?,
                Cell::Texts(items) => map.serialize_entry(name, &items)?,
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests;
