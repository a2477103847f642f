//! Tables of sites that are made of deals, read again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::base::path::SourcePath;
use crate::base::time::PartialDate;
use crate::compile::bodies::Bodies;
use crate::compile::frontmatter::wish::Wish;
use crate::compile::link::mentions::AllFound;
use crate::compile::link::site::{LinkOptions, link};
use crate::compile::parse::{Content, Parsed};
use crate::compile::plan::exports::DealsOf;
use crate::model::article::Source;
use crate::model::config::{BaseUrl, Config};
use crate::model::deal::{DealStatus, Party, Step, WrittenDeal};
use crate::model::money::Basis;

fn site(deals: Vec<WrittenDeal>) -> Site {
    let parsed = deals.into_iter().map(|deal| Parsed {
        path: SourcePath::new(&format!("content/deals/{}.yaml", deal.id)),
        content: Some(Content::Deal(Box::new(deal))),
        diagnostics: Vec::new(),
        wish: Wish::None,
    });
    let options = LinkOptions { drafts: false, now: Timestamp::UNIX_EPOCH, strict: false };
    link(
        parsed.collect(),
        &Config::default(),
        options,
        Bodies::all_kept(),
        AllFound::default(),
        &mut Vec::new(),
    )
    .site
}

fn find(site: &Site, slug: &str) -> OrganisationId {
    let index = site.organisations.iter().position(|organisation| organisation.slug == slug).unwrap();
    OrganisationId(u32::try_from(index).unwrap())
}

fn china_mobile() -> WrittenDeal {
    let party = |org: &str, share: Option<i64>| Party {
        org: org.to_owned(),
        share: share.map(|tenths| Decimal::new(tenths, 1)),
        scope: None,
    };
    let money = |text: &str, amount: i64, currency: &str, source: Option<&str>| Money {
        text: text.to_owned(),
        amount: Some(Decimal::new(amount, 1)),
        currency: Some(currency.to_owned()),
        basis: Basis::Contract,
        source: source.map(str::to_owned),
    };
    WrittenDeal {
        id: "china-mobile-2020".to_owned(),
        title: Some("China Mobile, phase “2”\nand \"more\"".to_owned()),
        vendors: vec![party("Huawei", Some(573)), party("ZTE", None)],
        customers: vec![party("China Mobile", None)],
        lost: vec!["Nokia".to_owned()],
        products: vec!["=cmd|' /C calc'!A0".to_owned(), "5G".to_owned()],
        network: vec![Network::Ran, Network::Core],
        value: Some(money("CNY 37.1bn", 371_000_000_000, "CNY", None)),
        claims: vec![money("-$5.2bn", 52_000_000_000, "USD", Some("Mobile World Live"))],
        volume: vec![Volume {
            count: 232_000.into(),
            firmness: None,
            unit: "base stations".to_owned(),
            note: None,
            source: None,
        }],
        announced: PartialDate::read("2020-04"),
        history: vec![Step {
            at: PartialDate::read("2020-04-01").unwrap(),
            status: DealStatus::Selected,
            sources: Vec::new(),
            note: None,
        }],
        sources: vec![Source { url: "https://a.example/?x=1,2".to_owned(), ..Source::default() }],
        ..WrittenDeal::default()
    }
}

fn text(site: &Site, of: DealsOf, format: Format) -> String {
    let base = BaseUrl { origin: "https://news.example".to_owned(), path: "/desk".to_owned() };
    let mut bytes = Vec::new();
    write(Export { of, format }, site, &Hrefs::new(&base), &mut bytes);
    String::from_utf8(bytes).unwrap()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Header and cell of every cell that is not empty.
fn filled(rows: &[Vec<String>], row: usize) -> Vec<String> {
    let cells = rows[0].iter().zip(&rows[row]).filter(|(_, cell)| !cell.is_empty());
    cells.map(|(name, cell)| format!("{name}: {cell}")).collect()
}

#[test]
fn a_row_has_everything_and_no_formula() {
    let text = text(&site(vec![china_mobile()]), DealsOf::Site, Format::Csv);
    assert!(text.starts_with("id,title,url,status,kind,"));
    assert_eq!(text.matches("\r\n").count(), 2);
    let rows = rows(&text);
    assert_eq!(rows.len(), 2);
    assert_eq!(
        filled(&rows, 1),
        [
            "id: china-mobile-2020",
            "title: China Mobile, phase “2”\nand \"more\"",
            "url: https://news.example/desk/deals/china-mobile-2020/",
            "status: selected",
            "kind: new",
            "confidence: official",
            "date: 2020-04",
            "announced: 2020-04",
            "vendors: Huawei | ZTE",
            "vendor_slugs: huawei | zte",
            "vendor_shares: 57.3 | ",
            "customers: China Mobile",
            "customer_slugs: china-mobile",
            "lost: Nokia",
            "products: '=cmd|' /C calc'!A0 | 5G",
            "network: RAN | core",
            "value: CNY 37.1bn",
            "amount: 37100000000",
            "currency: CNY",
            "basis: contract",
            "claims: '-$5.2bn (Mobile World Live)",
            "volume: 232000 base stations",
            "history: 2020-04-01 selected",
            "sources: https://a.example/?x=1,2",
            "claim_amounts: 5200000000",
            "claim_currencies: USD",
            "claim_bases: contract",
        ]
    );
}

#[test]
fn both_formats_have_the_same_rows_and_columns() {
    let party = |name: &str| Party { org: name.to_owned(), ..Party::default() };
    let older = WrittenDeal {
        id: "z".to_owned(),
        vendors: vec![party("Nokia")],
        customers: vec![party("Huawei")],
        announced: PartialDate::read("2019"),
        ..WrittenDeal::default()
    };
    let undated = WrittenDeal { id: "a".to_owned(), announced: None, ..older.clone() };
    let site = site(vec![undated, china_mobile(), older]);
    let nokia = find(&site, "nokia");
    let huawei = find(&site, "huawei");
    for (of, expected) in [
        (DealsOf::Site, vec!["z", "china-mobile-2020", "a"]),
        (DealsOf::Vendor(nokia), vec!["z", "china-mobile-2020", "a"]),
        (DealsOf::Vendor(huawei), vec!["china-mobile-2020"]),
        (DealsOf::Customer(huawei), vec!["z", "a"]),
        (DealsOf::Customer(nokia), vec![]),
    ] {
        let sheet = rows(&text(&site, of, Format::Csv));
        assert_eq!(sheet[1..].iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), expected, "{of:?}");
        let json: serde_json::Value = serde_json::from_str(&text(&site, of, Format::Json)).unwrap();
        let deals = json["deals"].as_array().unwrap();
        assert_eq!(
            deals.iter().map(|deal| deal["id"].as_str().unwrap()).collect::<Vec<_>>(),
            expected,
            "{of:?}"
        );
        for deal in deals {
            let names: BTreeSet<&String> = deal.as_object().unwrap().keys().collect();
            assert_eq!(names, sheet[0].iter().collect());
        }
    }
    let json: serde_json::Value = serde_json::from_str(&text(&site, DealsOf::Site, Format::Json)).unwrap();
    assert_eq!(json["deals"][1]["products"][0], "=cmd|' /C calc'!A0");
    assert_eq!(json["deals"][1]["vendor_shares"], serde_json::json!(["57.3", null]));
    assert_eq!(json["deals"][0]["amount"], serde_json::Value::Null);
}

#[test]
fn the_manual_and_the_schema_have_every_column_and_no_other() {
    let columns: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    let manual = include_str!("../../../docs/exports.md");
    let rows = manual.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.collect::<Vec<_>>(), columns);
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../docs/deals.schema.json")).unwrap();
    let row = &schema["$defs"]["deal"];
    let required: Vec<&str> =
        row["required"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(required, columns);
    let properties: BTreeSet<&str> =
        row["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(properties, columns.iter().copied().collect());
    // Each value has the type that the schema gives it.
    let site = site(vec![china_mobile()]);
    let json: serde_json::Value = serde_json::from_str(&text(&site, DealsOf::Site, Format::Json)).unwrap();
    for (name, value) in json["deals"][0].as_object().unwrap() {
        let told = row["properties"][name]["type"].to_string();
        let is = match value {
            serde_json::Value::String(_) => "\"string\"",
            serde_json::Value::Array(_) => "\"array\"",
            _ => "\"null\"",
        };
        assert!(told.contains(is), "{name} is {is}, the schema says {told}");
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_from_a_reader(cells in prop::collection::vec("(?s)[=+@\t\r\n\", a-cé-]{0,6}|.{0,12}", 2..40)) {
        // A table begins with its header: a mark at its very beginning is none of the text.
        let header = vec!["id".to_owned(), "title".to_owned()];
        let rows_of = cells.chunks_exact(2).map(<[String]>::to_vec);
        let cells: Vec<Vec<String>> = std::iter::once(header).chain(rows_of).collect();
        let mut bytes = Vec::new();
        csv(cells.iter().cloned(), &mut bytes);
        prop_assert_eq!(rows(std::str::from_utf8(&bytes).unwrap()), cells);
    }

    #[test]
    fn no_text_becomes_a_formula(text in "(?s)[=+@\t\r\n＝-]?.{0,12}") {
        let cell = in_sheet(&Cell::Text(Some(text.clone())));
        prop_assert!(cell == text || cell.strip_prefix('\'') == Some(&text));
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        prop_assert_eq!(in_sheet(&Cell::Made(Some(text.clone()))), text);
    }
}
