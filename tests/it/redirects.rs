//! Old addresses and `dateline.urls`, from outside. scripts/check-redirects asks the real servers.

use dateline::command::build::BuildOptions;
use dateline::command::status::Status;

use super::sandbox::Sandbox;

fn article(title: &str, keys: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2020-06-16\n{keys}---\n\nText.\n")
}

/// Where the page at an address leads.
fn target(sandbox: &Sandbox, path: &str) -> String {
    let page = sandbox.output(&format!("{path}index.html"));
    let (_, rest) =
        page.split_once("http-equiv=\"refresh\" content=\"0; url=").unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

fn record(sandbox: &Sandbox) -> super::sandbox::Built {
    sandbox.run(&BuildOptions { record_urls: true, ..sandbox.options() })
}

fn list(sandbox: &Sandbox) -> Vec<String> {
    let text = std::fs::read_to_string(sandbox.path("dateline.urls")).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn chains_are_followed_to_their_end() {
    let sandbox = Sandbox::new(&[
        (
            "dateline.yaml",
            "redirects: {/a/: /b, /b/: /old/, /feed: /robots.txt}\nredirect_files: [cloudflare]\n",
        ),
        ("content/x/new.md", &article("New", "aliases: /old/\n")),
        ("static/robots.txt", "ours"),
    ]);
    sandbox.build();
    for old in ["a/", "b/", "old/"] {
        assert_eq!(target(&sandbox, old), "/x/new/", "{old}");
    }
    assert_eq!(target(&sandbox, "feed/"), "/robots.txt");
    let rules = sandbox.output("_redirects");
    assert!(rules.lines().any(|line| line == "/a /x/new/ 301") && rules.lines().count() == 8, "{rules}");
    sandbox.write("dateline.yaml", b"redirects: {/a/: /x/new/}\n");
    sandbox.build();
    assert!(!sandbox.has_output("_redirects") && !sandbox.has_output("b/index.html"));
}

#[test]
fn what_is_not_public_has_no_old_addresses() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", "redirect_files: [netlify, apache]\n"),
        ("content/x/one.md", &article("One", "aliases: /old-one/\n")),
        ("content/x/two.md", &article("Two", "aliases: /secret/\nembargo_until: 2030-01-01T00:00:00Z\n")),
    ]);
    sandbox.build();
    for (path, bytes) in sandbox.outputs() {
        assert!(!path.contains("secret") && !String::from_utf8_lossy(&bytes).contains("secret"), "{path}");
    }
    assert!(
        sandbox.output("_redirects").contains("/old%2Done")
            || sandbox.output("_redirects").contains("/old-one")
    );
}

#[test]
fn a_file_of_the_site_and_one_of_ours_collide() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", "redirect_files: [netlify]\n"),
        ("content/x/one.md", &article("One", "aliases: /old/\n")),
        ("static/_redirects", "/a /b\n"),
    ]);
    let found = sandbox.check(false);
    assert!(found.contains("the address `/_redirects` is claimed twice"), "{found}");
}

#[test]
fn what_was_published_keeps_its_address() {
    let sandbox = Sandbox::new(&[
        ("content/x/one.md", &article("One", "vendors: Nokia\n")),
        ("content/x/later.md", &article("Later", "embargo_until: 2030-01-01T00:00:00Z\n")),
    ]);
    sandbox.build();
    assert!(!sandbox.path("dateline.urls").exists());
    assert_eq!(record(&sandbox).status, Status::Done);
    assert_eq!(list(&sandbox), ["/organisations/nokia/", "/vendors/nokia/", "/x/one/"]);
    sandbox.write("content/x/one.md", article("One", "vendors: Nokia\nslug: one-more\n").as_bytes());
    let built = record(&sandbox);
    assert_eq!(built.status, Status::SiteHasErrors);
    assert!(
        built.err.contains("`/x/one/` was published") && built.err.contains("dateline.urls:5:1"),
        "{}",
        built.err
    );
    assert_eq!(list(&sandbox).len(), 3);
    let mended = article("One", "vendors: Nokia\nslug: one-more\naliases: [/x/one/]\n");
    sandbox.write("content/x/one.md", mended.as_bytes());
    assert_eq!(record(&sandbox).status, Status::Done);
    assert_eq!(list(&sandbox), ["/organisations/nokia/", "/vendors/nokia/", "/x/one-more/", "/x/one/"]);
    // A draft takes back what was published; a withdrawal does not.
    let draft = mended.replacen("slug:", "status: draft\nslug:", 1);
    sandbox.write("content/x/one.md", draft.as_bytes());
    assert!(sandbox.check(false).contains("`/x/one-more/` was published"));
    let gone =
        mended.replacen("slug:", "status: withdrawn\nwithdrawn: {at: 2020-07-01, reason: Untrue.}\nslug:", 1);
    sandbox.write("content/x/one.md", gone.as_bytes());
    let found = sandbox.check(false);
    assert!(!found.contains("/x/one"), "{found}");
}

#[test]
fn an_organisation_that_is_now_another_ones_name_leads_there() {
    let sandbox = Sandbox::new(&[
        ("content/x/one.md", &article("One", "vendors: Alcatel-Lucent\ncustomers: BT\n")),
        ("content/x/two.md", &article("Two", "vendors: Nokia\n")),
    ]);
    record(&sandbox);
    sandbox
        .write("content/organisations/nokia.md", b"---\nname: Nokia\nformer_names: [Alcatel-Lucent]\n---\n");
    let built = sandbox.build();
    assert_eq!(built.status, Status::Done, "{}", built.err);
    assert_eq!(target(&sandbox, "vendors/alcatel-lucent/"), "/vendors/nokia/");
    assert_eq!(target(&sandbox, "organisations/alcatel-lucent/"), "/organisations/nokia/");
    // Without the list nobody knows of the old address.
    std::fs::remove_file(sandbox.path("dateline.urls")).unwrap();
    sandbox.build();
    assert!(!sandbox.has_output("vendors/alcatel-lucent/index.html"));
}

#[test]
fn a_list_that_is_read_anywhere_is_read_the_same() {
    let sandbox = Sandbox::new(&[
        ("content/x/one.md", &article("One", "")),
        ("dateline.urls", "\u{feff}/x/one/\r\n\r\n# more\r\n  /x/one/  \r\n/x/"),
    ]);
    let found = sandbox.check(false);
    assert!(!found.contains("dateline.urls"), "{found}");
    for hostile in [&b"\xff\xfe/\0x"[..], b"/a\0b\n", &b"/x/".repeat(3_000_000)] {
        sandbox.write("dateline.urls", hostile);
        assert!(sandbox.check(false).contains("dateline.urls"));
    }
}
