//! Files of deals through the program: what counts, and what is not told before its time.

use super::commands::dateline;
use super::sandbox::Sandbox;

const ARTICLE: &str = "---\ntitle: A\ndate: 2020-06-16\nvendors: Nokia\ncustomers: BT\n---\n\nText.\n";

#[test]
fn a_deal_counts_as_built_held_back_or_faulty() {
    let sandbox = Sandbox::new(&[
        ("content/briefings/a.md", ARTICLE),
        ("content/deals/one.yaml", "vendors: Nokia\ncustomers: BT\nvalue: $1bn\n"),
        ("content/deals/two.YML", "vendors: Hushtel\ncustomers: BT\nembargo_until: 2030-01-01T00:00:00Z\n"),
        ("content/deals/three.md", "---\nvendors: Nokia\ncustomers: EE\n---\n"),
    ]);
    let root = sandbox.root().to_str().unwrap();
    let built = dateline(&["build", "--root", root, "--now", "2020-07-01T00:00:00Z"]);
    assert_eq!(built.status, 0, "{}", built.err);
    assert!(built.err.contains("from 3 of 4 files (1 held back)"), "{}", built.err);
    for (name, bytes) in sandbox.outputs() {
        assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("hushtel"), "{name}");
    }
    sandbox.write("content/deals/one.yaml", b"vendors: Nokia\ncustomers: BT\nvalue: lots\n");
    let faulty = dateline(&["build", "--root", root, "--now", "2020-07-01T00:00:00Z"]);
    assert_eq!(faulty.status, 1, "{}", faulty.err);
    assert!(faulty.err.contains("2 of 4 files (1 with errors, 1 held back)"), "{}", faulty.err);
}
