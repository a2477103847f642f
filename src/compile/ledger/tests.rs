//! What the ledger answers of sites that are made of deals.

use jiff::Timestamp;

use super::*;
use crate::base::path::SourcePath;
use crate::compile::link::site::{LinkOptions, link};
use crate::compile::parse::{Content, Parsed};
use crate::model::config::Config;
use crate::model::deal::{Party, Step, WrittenDeal};
use crate::model::profile::{OrganisationProfile, Parent};

/// The site of these deals; and of a Sprint that was merged into T-Mobile US, and a Symphony of Rakuten's.
fn site(deals: Vec<WrittenDeal>) -> Site {
    let profile =
        |name: &str| OrganisationProfile { name: name.to_owned(), ..OrganisationProfile::default() };
    let merged = OrganisationProfile { merged_into: Some("T-Mobile US".to_owned()), ..profile("Sprint") };
    let parent = Parent { org: "Rakuten".to_owned(), ..Parent::default() };
    let child = OrganisationProfile { parent: Some(parent), ..profile("Symphony") };
    let profiles = [merged, profile("T-Mobile US"), child, profile("Rakuten")];
    let profiles = profiles.into_iter().map(|profile| {
        (
            format!("organisations/{}.md", profile.name.to_lowercase().replace(' ', "-")),
            Content::Organisation(Box::new(profile)),
        )
    });
    let deals =
        deals.into_iter().map(|deal| (format!("deals/{}.yaml", deal.id), Content::Deal(Box::new(deal))));
    let parsed = profiles.chain(deals).map(|(path, content)| Parsed {
        path: SourcePath::new(&format!("content/{path}")),
        content: Some(content),
        diagnostics: Vec::new(),
    });
    let options = LinkOptions { drafts: false, now: Timestamp::UNIX_EPOCH, strict: false };
    link(parsed.collect(), &Config::default(), options, &mut Vec::new()).site
}

fn deal(id: &str, date: &str, vendors: &[&str], customer: &str) -> WrittenDeal {
    let party = |name: &&str| Party { org: (*name).to_owned(), ..Party::default() };
    WrittenDeal {
        id: id.to_owned(),
        vendors: vendors.iter().map(party).collect(),
        customers: vec![party(&customer)],
        announced: PartialDate::read(date),
        ..WrittenDeal::default()
    }
}

fn money(amount: i64, currency: &str, basis: Basis, source: &str) -> Money {
    Money {
        text: format!("{currency} {amount}"),
        amount: Some(amount.into()),
        currency: Some(currency.to_owned()),
        basis,
        source: Some(source.to_owned()),
    }
}

fn worth_of(amount: i64, basis: Basis, deal: WrittenDeal) -> WrittenDeal {
    WrittenDeal { value: Some(money(amount, "USD", basis, "")), ..deal }
}

fn all(site: &Site) -> Vec<DealId> {
    (0..).map(DealId).take(site.deals.len()).collect()
}

fn find(site: &Site, slug: &str) -> OrganisationId {
    let index = site.organisations.iter().position(|organisation| organisation.slug == slug).unwrap();
    OrganisationId(u32::try_from(index).unwrap())
}

fn id_of(site: &Site, id: DealId) -> &str {
    &site.deal(id).written.id
}

#[test]
fn every_deal_counts_as_one_thing_for_each_who_has_a_part_in_it() {
    let status = |status, deal| WrittenDeal { status: Some(status), ..deal };
    let kind = |kind, deal| WrittenDeal { kind: Some(kind), ..deal };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let ended = vec![Step {
        at: PartialDate::read("2012-06").unwrap(),
        status: DealStatus::Terminated,
        source: None,
        note: None,
    }];
    let site = site(vec![
        deal("a", "2020", &["Nokia"], "BT"),
        kind(DealKind::Expansion, deal("b", "2020-05", &["Nokia"], "Baidu")),
        kind(DealKind::Renewal, deal("c", "2021", &["Nokia"], "T-Mobile US")),
        kind(
            DealKind::Replacement,
            WrittenDeal { displaced: names(&["Huawei"]), ..deal("d", "2020", &["Nokia"], "Orange") },
        ),
        WrittenDeal { lost: names(&["Nokia"]), ..deal("e", "2020", &["Huawei"], "China Mobile") },
        status(DealStatus::Rumoured, deal("f", "2021", &["Nokia"], "TIM")),
        WrittenDeal { history: ended, ..deal("g", "2005", &["Nokia"], "3UK") },
        WrittenDeal { partners: names(&["Nokia"]), ..deal("h", "", &["Ericsson"], "AT&T") },
        deal("i", "2020-10-14", &["Google Cloud"], "Nokia"),
    ]);
    let nokia = find(&site, "nokia");
    let years: Vec<String> = by_year(&site, nokia)
        .into_iter()
        .map(|LedgerYear { year, deals }| {
            let deals: Vec<String> = deals
                .iter()
                .map(|(outcome, ids)| {
                    let ids: Vec<&str> = ids.iter().map(|id| id_of(&site, *id)).collect();
                    format!("{} {}", outcome.name(), ids.join(" "))
                })
                .collect();
            format!("{}: {}", year.unwrap_or_default(), deals.join(", "))
        })
        .collect();
    assert_eq!(
        years,
        [
            "2012: ended g",
            "2020: won a, expanded b, replaced d, lost e, bought i",
            "2021: renewed c, rumoured f",
            "0: partner h",
        ]
    );
    let tally = tally(&site, &site.organisation(nokia).deals, nokia);
    assert_eq!(tally.iter().map(|(_, count)| count).sum::<usize>(), 9);
    let huawei = find(&site, "huawei");
    let outcomes: Vec<_> = by_year(&site, huawei)[0].deals.keys().map(|outcome| outcome.name()).collect();
    assert_eq!(outcomes, ["won", "displaced"]);
    assert_eq!(
        kinds(&site, &all(&site)),
        [(DealKind::New, 6), (DealKind::Expansion, 1), (DealKind::Renewal, 1), (DealKind::Replacement, 1)]
    );
}

#[test]
fn what_ends_within_twelve_months_is_found_by_any_day_of_its_date() {
    let ends = |id: &str, ends: &str| WrittenDeal {
        ends: PartialDate::read(ends),
        ..deal(id, "2020", &["Nokia"], "BT")
    };
    let mut rumour = ends("rumour", "2025-06-30");
    rumour.status = Some(DealStatus::Rumoured);
    let mut over = ends("over", "2025-06-30");
    over.status = Some(DealStatus::Completed);
    let site = site(vec![
        ends("before", "2025-06-14"),
        ends("day", "2025-06-15"),
        ends("month", "2025-06"),
        ends("year", "2026"),
        ends("last", "2026-06-15"),
        ends("after", "2026-06-16"),
        ends("next-year", "2027"),
        rumour,
        over,
        deal("open", "2020", &["Nokia"], "BT"),
    ]);
    let day = jiff::civil::date(2025, 6, 15);
    let found = ending(&site, &all(&site), day);
    assert_eq!(
        found.iter().map(|id| id_of(&site, *id)).collect::<Vec<_>>(),
        ["day", "month", "last", "year"]
    );
}

#[test]
fn suppliers_stand_by_network_part_and_go_when_displaced() {
    let network = |parts: &[Network], deal| WrittenDeal { network: parts.to_vec(), ..deal };
    let mut nokia = network(&[Network::Ran], deal("c", "2020-09-29", &["Nokia"], "BT"));
    nokia.displaced = vec!["Huawei".to_owned()];
    let mut rumour = network(&[Network::Core], deal("d", "2020-10", &["Nokia"], "BT"));
    rumour.status = Some(DealStatus::Rumoured);
    let site = site(vec![
        network(&[Network::Ran, Network::Core], deal("a", "2012", &["Huawei"], "BT")),
        network(&[Network::Core], deal("b", "2020-04", &["Ericsson"], "BT")),
        nokia,
        rumour,
        deal("e", "2021", &["Ciena"], "BT"),
        deal("f", "2021", &["BT"], "Dish"),
    ]);
    let found: Vec<String> = suppliers(&site, find(&site, "bt"))
        .into_iter()
        .map(|supply| {
            let deals: Vec<&str> = supply.deals.iter().map(|id| id_of(&site, *id)).collect();
            let part = supply.network.map_or("?", Network::name);
            let until = if supply.current { "" } else { ", gone" };
            format!("{part}: {} by {}{until}", site.organisation(supply.vendor).name, deals.join(" "))
        })
        .collect();
    assert_eq!(
        found,
        [
            "RAN: Huawei by a, gone",
            "RAN: Nokia by c",
            "core: Ericsson by b",
            "core: Huawei by a",
            "?: Ciena by e"
        ]
    );
    let took = displacements(&site, &site.organisation(find(&site, "bt")).deals);
    assert_eq!(took.len(), 1);
    assert_eq!((took[0].by[0], took[0].whom), (find(&site, "nokia"), find(&site, "huawei")));
}

#[test]
fn only_contract_values_are_added_and_each_once() {
    let part = |amount, id: &str, whole: &str| {
        let deal =
            WrittenDeal { part_of: Some(whole.to_owned()), ..deal(id, "2020", &["ZTE"], "China Mobile") };
        worth_of(amount, Basis::Contract, deal)
    };
    let mut rumour = worth_of(7, Basis::Contract, deal("rumour", "2020", &["A"], "B"));
    rumour.status = Some(DealStatus::Rumoured);
    let mut yuan = deal("yuan", "2020", &["A"], "B");
    yuan.value = Some(money(37_100_000_000, "CNY", Basis::Contract, ""));
    let site = site(vec![
        worth_of(3_500_000_000, Basis::Contract, deal("one", "2020", &["Nokia"], "T-Mobile US")),
        worth_of(3_600_000_000, Basis::Contract, deal("several", "2020", &["Nokia", "Ericsson"], "Vi")),
        worth_of(14_000_000_000, Basis::UpTo, deal("up-to", "2023", &["Ericsson"], "AT&T")),
        worth_of(1, Basis::Estimate, deal("estimate", "2023", &["A"], "B")),
        worth_of(1, Basis::Reported, deal("reported", "2023", &["A"], "B")),
        worth_of(1, Basis::Capex, deal("capex", "2023", &["A"], "B")),
        worth_of(100, Basis::Contract, deal("whole", "2020", &["ZTE"], "China Mobile")),
        part(60, "part", "whole"),
        part(20, "part-of-part", "part"),
        part(5, "part-of-unvalued", "one-of-none"),
        worth_of(1, Basis::Estimate, deal("one-of-none", "2020", &["ZTE"], "China Mobile")),
        rumour,
        yuan,
        deal("silent", "2020", &["A"], "B"),
    ]);
    let found = totals(&site, &all(&site));
    let found: Vec<_> =
        found.iter().map(|t| (t.currency.as_str(), t.amount.to_string(), t.deals, t.shared)).collect();
    assert_eq!(found, [("CNY", "37100000000".to_owned(), 1, 0), ("USD", "7100000105".to_owned(), 4, 1)]);
    // Without the whole, its part counts.
    let parts: Vec<DealId> =
        all(&site).into_iter().filter(|id| id_of(&site, *id).starts_with("part")).collect();
    assert_eq!(totals(&site, &parts)[0].amount, 65.into());
    let worth = worth(&site, &all(&site));
    assert_eq!((worth.stated, worth.estimated, worth.undisclosed, worth.not_stated), (8, 5, 0, 1));
}

#[test]
fn claims_are_a_range_with_who_says_what() {
    let mut told = deal("x", "2020", &["A"], "B");
    told.value = Some(money(37, "CNY", Basis::Contract, "tender"));
    told.claims = vec![
        money(53, "USD", Basis::Reported, "Light Reading"),
        money(52, "USD", Basis::Reported, "Mobile World Live"),
        Money {
            amount: None,
            currency: None,
            text: "multi-billion".to_owned(),
            ..money(0, "", Basis::Estimate, "c")
        },
        money(37, "CNY", Basis::Contract, "tender"),
    ];
    let site = site(vec![told, deal("y", "2020", &["A"], "B")]);
    let ranges: Vec<String> = claims(&site.deals[0])
        .into_iter()
        .map(|range| {
            let said: Vec<String> = range
                .said
                .iter()
                .map(|money| format!("{} ({})", money.text, money.source.clone().unwrap()))
                .collect();
            format!(
                "{:?}-{:?}: {}",
                range.low.map(|d| d.to_string()),
                range.high.map(|d| d.to_string()),
                said.join(", ")
            )
        })
        .collect();
    assert_eq!(
        ranges,
        [
            r#"Some("37")-Some("37"): CNY 37 (tender)"#,
            r#"Some("52")-Some("53"): USD 52 (Mobile World Live), USD 53 (Light Reading)"#,
            "None-None: multi-billion (c)",
        ]
    );
    assert!(claims(&site.deals[1]).is_empty());
}

#[test]
fn a_family_shows_the_deals_of_all_its_members_once() {
    let site = site(vec![
        deal("a", "2014", &["Samsung"], "Sprint"),
        deal("b", "2018", &["Nokia"], "T-Mobile US"),
        deal("c", "2023", &["Symphony"], "1&1"),
        deal("d", "2019", &["Nokia"], "Rakuten"),
        deal("e", "2021", &["Symphony"], "Rakuten"),
    ]);
    let family = |slug: &str| -> Vec<String> {
        let found = family_deals(&site, find(&site, slug)).into_iter().map(|found| {
            let through = found.through.map_or("", |id| &site.organisation(id).name);
            format!("{} {through}", id_of(&site, found.deal))
        });
        found.collect()
    };
    assert_eq!(family("t-mobile-us"), ["a Sprint", "b "]);
    assert_eq!(family("rakuten"), ["d ", "e ", "c Symphony"]);
    assert_eq!(family("sprint"), ["a "]);
}
