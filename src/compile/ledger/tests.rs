//! What the ledger answers of sites that are made of deals.

use jiff::Timestamp;

use super::*;
use crate::base::path::SourcePath;
use crate::compile::bodies::Bodies;
use crate::compile::family::family_deals;
use crate::compile::frontmatter::wish::Wish;
use crate::compile::link::mentions::AllFound;
use crate::compile::link::site::{LinkOptions, link};
use crate::compile::parse::{Content, Parsed};
use crate::model::config::Config;
use crate::model::deal::{Party, WrittenDeal};
use crate::model::profile::{OrganisationProfile, Parent};

/// The site of these deals; and of a Sprint that was merged into T-Mobile US, and a Symphony of Rakuten's.
fn site(deals: Vec<WrittenDeal>) -> Site {
    let profile =
        |name: &str| OrganisationProfile { name: name.to_owned(), ..OrganisationProfile::default() };
    let merged = OrganisationProfile { merged_into: Some("T-Mobile US".to_owned()), ..profile("Sprint") };
    let parent = Parent { org: "Rakuten".to_owned(), ..Parent::default() };
    let child = OrganisationProfile { parent: Some(parent), ..profile("Symphony") };
    site_of(vec![merged, profile("T-Mobile US"), child, profile("Rakuten")], deals)
}

fn site_of(profiles: Vec<OrganisationProfile>, deals: Vec<WrittenDeal>) -> Site {
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
fn suppliers_stand_by_network_part_and_go_when_displaced_or_at_the_end() {
    let network = |parts: &[Network], deal| WrittenDeal { network: parts.to_vec(), ..deal };
    let mut nokia = network(&[Network::Ran], deal("c", "2020-09-29", &["Nokia"], "BT"));
    nokia.displaced = vec!["Huawei".to_owned()];
    let mut rumour = network(&[Network::Core], deal("d", "2020-10", &["Nokia"], "BT"));
    rumour.status = Some(DealStatus::Rumoured);
    let kind = |kind, deal| WrittenDeal { kind: Some(kind), ..network(&[Network::Cloud], deal) };
    let ends = |ends, deal| WrittenDeal { ends: PartialDate::read(ends), ..network(&[Network::It], deal) };
    let site = site(vec![
        kind(DealKind::Trial, deal("g", "2020", &["Samsung"], "BT")),
        kind(DealKind::Mou, deal("h", "2020", &["NEC"], "BT")),
        kind(DealKind::Trial, deal("i", "2019", &["Mavenir"], "BT")),
        kind(DealKind::New, deal("j", "2021", &["Mavenir"], "BT")),
        kind(DealKind::Acquisition, deal("k", "2021", &["Siemens"], "BT")),
        ends("2024-12", deal("l", "2020", &["Amdocs"], "BT")),
        ends("2025-06-15", deal("m", "2020", &["Netcracker"], "BT")),
        network(&[Network::Ran, Network::Core], deal("a", "2012", &["Huawei"], "BT")),
        network(&[Network::Core], deal("b", "2020-04", &["Ericsson"], "BT")),
        nokia,
        rumour,
        deal("e", "2021", &["Ciena"], "BT"),
        deal("f", "2021", &["BT"], "Dish"),
    ]);
    let found: Vec<String> = suppliers(&site, find(&site, "bt"), Some(jiff::civil::date(2025, 6, 15)))
        .into_iter()
        .map(|supply| {
            let deals: Vec<&str> = supply.deals.iter().map(|id| id_of(&site, *id)).collect();
            let part = supply.network.map_or("?", Network::name);
            let until = match supply.only {
                Some(only) => format!(", {} only", only.name()),
                None if supply.current => String::new(),
                None => ", gone".to_owned(),
            };
            assert!(supply.only.is_none() || !supply.current);
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
            "cloud: Mavenir by i j",
            "cloud: NEC by h, mou only",
            "cloud: Samsung by g, trial only",
            "IT: Amdocs by l, gone",
            "IT: Netcracker by m",
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
    let found = totals(&site, &all(&site), None);
    let found: Vec<_> =
        found.iter().map(|t| (t.currency.as_str(), t.amount.to_string(), t.deals, t.shared)).collect();
    assert_eq!(found, [("CNY", "37100000000".to_owned(), 1, 0), ("USD", "7100000105".to_owned(), 4, 1)]);
    // Without the whole, its part counts.
    let parts: Vec<DealId> =
        all(&site).into_iter().filter(|id| id_of(&site, *id).starts_with("part")).collect();
    assert_eq!(totals(&site, &parts, None)[0].amount, 65.into());
    let worth = worth(&site, &all(&site));
    // The two parts of the valued whole are in it, and what is rumoured is no deal.
    let Worth { stated, unsure, estimated, undisclosed, not_stated, not_won } = worth;
    assert_eq!((stated, unsure, estimated, undisclosed, not_stated, not_won), (5, 0, 5, 0, 1, 1));
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

#[test]
fn a_child_s_deals_count_for_its_parent_while_it_was_its_own() {
    let profile = |name: &str, more: fn(&mut OrganisationProfile)| {
        let mut profile = OrganisationProfile { name: name.to_owned(), ..OrganisationProfile::default() };
        more(&mut profile);
        profile
    };
    let owned = |org: &str, from: &str, to: &str| {
        let [from, to] = [from, to].map(|date| Some(date.to_owned()));
        Some(Parent { org: org.to_owned(), from, to, ..Parent::default() })
    };
    let profiles = vec![
        OrganisationProfile { parent: owned("Microsoft", "2014", "2016-05"), ..profile("Phones", |_| ()) },
        OrganisationProfile { parent: owned("Phones", "2000", "2030"), ..profile("Apps", |_| ()) },
        profile("Microsoft", |_| ()),
        profile("M1", |_| ()),
        profile("StarHub", |_| ()),
        profile("Antina", |profile| profile.joint_venture_of = vec!["M1".to_owned(), "StarHub".to_owned()]),
    ];
    let deals = vec![
        deal("before", "2013", &["Phones"], "BT"),
        deal("in", "2016", &["Phones"], "BT"),
        deal("after", "2016-06", &["Phones"], "BT"),
        deal("undated", "", &["Phones"], "BT"),
        deal("grandchild-in", "2015", &["Apps"], "BT"),
        deal("grandchild-after", "2020", &["Apps"], "BT"),
        deal("venture", "2020", &["Nokia"], "Antina"),
    ];
    let site = site_of(profiles, deals);
    let family = |slug: &str| -> Vec<&str> {
        family_deals(&site, find(&site, slug)).iter().map(|found| id_of(&site, found.deal)).collect()
    };
    assert_eq!(family("microsoft"), ["grandchild-in", "in", "undated"]);
    assert_eq!(family("phones").len(), 6);
    assert_eq!([family("m1"), family("starhub")], [["venture"], ["venture"]]);
}

#[test]
fn what_does_not_bind_or_one_voice_says_is_in_no_sum_and_hides_no_part() {
    let valued = |id: &str, amount| worth_of(amount, Basis::Contract, deal(id, "2020", &["Nokia"], "BT"));
    let kind = |kind, deal| WrittenDeal { kind: Some(kind), ..deal };
    let said = |confidence, deal| WrittenDeal { confidence: Some(confidence), ..deal };
    let site = site(vec![
        kind(DealKind::Mou, valued("mou", 100)),
        WrittenDeal { part_of: Some("mou".to_owned()), ..valued("signed-part", 40) },
        kind(DealKind::Trial, valued("trial", 1)),
        said(Confidence::Analyst, valued("analyst", 2)),
        said(Confidence::SingleSource, valued("single", 4)),
        said(Confidence::Reported, valued("reported", 8)),
        WrittenDeal { status: Some(DealStatus::Terminated), ..valued("over", 16) },
    ]);
    let totals = totals(&site, &all(&site), None);
    assert_eq!((totals[0].amount, totals[0].deals, totals[0].ended), (64.into(), 3, 1));
    let worth = worth(&site, &all(&site));
    assert_eq!((worth.stated, worth.unsure), (3, 4));
}
