//! The tables of deals of a whole site.

use std::collections::BTreeSet;

use super::sandbox::Sandbox;

const DEAL: &str = "vendors: [Nokia, Ericsson]\ncustomers: BT\nlost: Huawei\nannounced: 2020-09\nsources: [https://example.org/bt]\n";
const OPEN: &str = "---\ntitle: Both win at BT\ndate: 2020-09-29\ndeals:\n- nokia-bt\n- {vendors: Google Cloud, customers: Nokia, sources: https://example.org/g}\n---\n\nText.\n";
const HELD: &str = "---\ntitle: Secret\ndate: 2020-10-01\nstatus: hold\ndeals:\n- {id: secret, vendors: Samsung, customers: Verizon}\n- {id: nokia-bt, value: $1bn}\n---\n\nText.\n";

fn tables(sandbox: &Sandbox) -> BTreeSet<String> {
    let outputs = sandbox.outputs().into_keys();
    outputs.filter(|path| path.ends_with("deals.csv") || path.ends_with("deals.json")).collect()
}

#[test]
fn a_site_with_deals_has_their_tables_for_all_and_for_each_party() {
    let sandbox = Sandbox::new(&[("content/deals/nokia-bt.yaml", DEAL), ("content/briefings/open.md", OPEN)]);
    sandbox.build();
    let folders = [
        "customers/bt",
        "customers/nokia",
        "deals",
        "vendors/ericsson",
        "vendors/google-cloud",
        "vendors/huawei",
        "vendors/nokia",
    ];
    let expected =
        folders.iter().flat_map(|folder| [format!("{folder}/deals.csv"), format!("{folder}/deals.json")]);
    assert_eq!(tables(&sandbox), expected.collect());
    let rows = |path: &str| {
        sandbox
            .output(path)
            .lines()
            .skip(1)
            .map(|row| row[..row.find(',').unwrap()].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("deals/deals.csv"), ["nokia-bt", "open-2"]);
    assert_eq!(rows("vendors/nokia/deals.csv"), ["nokia-bt"]);
    assert_eq!(rows("vendors/huawei/deals.csv"), ["nokia-bt"]);
    assert_eq!(rows("customers/nokia/deals.csv"), ["open-2"]);
}

#[test]
fn what_is_held_back_leaves_no_trace_in_a_table() {
    let files = [("content/deals/nokia-bt.yaml", DEAL), ("content/briefings/open.md", OPEN)];
    let without = Sandbox::new(&files);
    let with = Sandbox::new(&files);
    with.write("content/briefings/held.md", HELD.as_bytes());
    without.build();
    with.build();
    assert_eq!(with.outputs(), without.outputs());
}

#[test]
fn a_site_without_deals_has_no_table() {
    let sandbox = Sandbox::new(&[(
        "content/briefings/a.md",
        "---\ntitle: A\ndate: 2020-01-01\nvendors: Nokia\n---\n\nText.\n",
    )]);
    sandbox.build();
    assert_eq!(tables(&sandbox), BTreeSet::new());
}
