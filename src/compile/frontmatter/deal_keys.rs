//! The keys of a deal, and an example of each.
//!
//! Plain tables; knows no values and no files.

use super::keys::Kind;

/// All keys of a deal.
pub(super) const KEYS: [&str; 30] = [
    "id",
    "title",
    "vendors",
    "customers",
    "lost",
    "displaced",
    "partners",
    "resellers",
    "subcontractors",
    "product",
    "products",
    "technology",
    "network",
    "kind",
    "status",
    "history",
    "value",
    "claims",
    "volume",
    "region",
    "regions",
    "announced",
    "signed",
    "starts",
    "ends",
    "term",
    "sources",
    "confidence",
    "part_of",
    "ednote",
];

/// A deal, in an article or in a file of its own.
pub(super) const DEAL: Kind = Kind {
    noun: "a deal",
    keys: &KEYS,
    other_names: false,
    reserved: &["embargo_until", "publish_at", "expires", "withdrawn", "draft", "published"],
};

/// A line that shows how a key of a deal is written.
pub(super) fn example(key: &str) -> &'static str {
    match key {
        "id" | "part_of" => "id: nokia-bt-2020",
        "title" => "title: Nokia - BT, 5G RAN",
        "vendors" => "vendors: [{org: Huawei, share: 57.3}, ZTE]",
        "customers" => "customers: [China Unicom, China Telecom]",
        "lost" | "displaced" | "partners" | "resellers" | "subcontractors" => "displaced: [Huawei]",
        "product" | "products" => "product: 5G RAN",
        "technology" => "technology: [5G, Open RAN]",
        "network" => "network: [RAN, core]",
        "kind" => "kind: expansion",
        "status" => "status: selected",
        "history" => {
            "history: [{at: 2020-10-08, status: rumoured, source: Reuters}, {at: 2020-10-09, status: signed}]"
        }
        "value" => "value: {amount: 6.6, scale: billion, currency: USD, source: Reuters}",
        "claims" => {
            "claims: [{text: $5.2bn, source: Mobile World Live}, {text: $5.3bn, source: Light Reading}]"
        }
        "volume" => "volume: [{count: 300000, unit: radio units}]",
        "region" | "regions" => "region: [CN, US]",
        "announced" => "announced: 2020-09-07",
        "signed" => "signed: 2020-09-04",
        "starts" => "starts: 2020-06-30",
        "ends" => "ends: 2025-12",
        "term" => "term: 5y",
        "sources" => "sources: [https://example.org/story]",
        "confidence" => "confidence: single-source",
        _ => "",
    }
}
