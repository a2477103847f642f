//! Feeds: what stands in them, under which ids, and when they change.

use std::collections::BTreeSet;

use dateline::command::build::BuildOptions;
use dateline::command::status::Status;
use serde_json::Value;

use super::sandbox::{Built, Sandbox};

const BASE: &str = "title: Desk\nbase_url: https://desk.example/news\n";

fn article(title: &str, date: &str, more: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\nvendors: Nokia\ncustomers: BT\n{more}---\n\n{text}\n")
}

fn site(feeds: &str) -> Sandbox {
    let told = "authors: Kim\ntopics: 5G\nstandfirst: See [two](two.md).\n";
    Sandbox::new(&[
        ("dateline.yaml", &format!("{BASE}{feeds}")),
        (
            "content/a/one.md",
            &article(
                "One",
                "2020-01-01T09:00:00+01:00",
                told,
                "See [two](two.md#more) & [up](#up).\n\n## Up",
            ),
        ),
        (
            "content/a/two.md",
            &article("Two", "2020-01-02", "hero: {src: /b.jpg, alt: B}\n", "## More\n\nText."),
        ),
        ("content/a/draft.md", &article("Draft", "2020-01-03", "status: draft\n", "Secret.")),
        (
            "content/a/held.md",
            &article("Held", "2020-01-03", "embargo_until: 2030-01-01T00:00:00Z\n", "Secret."),
        ),
        (
            "content/a/gone.md",
            &article(
                "Gone",
                "2020-01-04",
                "status: withdrawn\nwithdrawn: {at: 2020-02-01T10:00:00Z, reason: Untrue.}\n",
                "False.",
            ),
        ),
        ("static/b.jpg", "jpeg"),
    ])
}

fn json(sandbox: &Sandbox, path: &str) -> Value {
    serde_json::from_str(&sandbox.output(path)).unwrap()
}

fn of_items(feed: &Value, key: &str) -> Vec<String> {
    let items = feed["items"].as_array().unwrap().iter();
    items.map(|item| item[key].as_str().unwrap_or_default().to_owned()).collect()
}

fn written(built: &Built) -> BTreeSet<String> {
    built.out.lines().filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned).collect()
}

/// What an edit writes.
fn after(sandbox: &Sandbox, path: &str, text: &str) -> BTreeSet<String> {
    sandbox.write(path, text.as_bytes());
    let built = sandbox.run(&BuildOptions { explain: true, ..sandbox.options() });
    assert_eq!(built.status, Status::Done, "{}", built.err);
    written(&built)
}

#[test]
fn every_list_has_its_feed_with_what_is_public_and_nothing_else() {
    let sandbox = site(
        "feeds: {formats: [atom, rss, json], of: [site, sections, vendors, customers, relations, topics]}\n",
    );
    sandbox.build();
    let folders = ["", "a/", "vendors/nokia/", "customers/bt/", "vendors/nokia/bt/", "topics/5g/"];
    for folder in folders {
        let titles = of_items(&json(&sandbox, &format!("{folder}feed.json")), "title");
        let expected: &[&str] = if folder == "topics/5g/" { &["One"] } else { &["Two", "One"] };
        assert_eq!(titles, expected, "{folder}");
        for file in ["feed.xml", "rss.xml"] {
            let feed = sandbox.output(&format!("{folder}{file}"));
            let entries = feed.matches("<entry").count() + feed.matches("<item>").count();
            assert_eq!(entries, expected.len(), "{folder}{file}");
        }
    }
    for (path, bytes) in
        sandbox.outputs().into_iter().filter(|(path, _)| path.contains("feed") || path.contains("rss"))
    {
        let feed = String::from_utf8(bytes).unwrap();
        let held = ["Draft", "Held", "Secret", "False", "Gone", "gone.md"];
        assert!(held.iter().all(|word| !feed.contains(word)), "{path}\n{feed}");
    }
    let gone = "<at:deleted-entry ref=\"tag:desk.example,2026:a/gone\" when=\"2020-02-01T10:00:00+00:00\"/>";
    for (path, told) in [("feed.xml", true), ("a/feed.xml", true), ("vendors/nokia/feed.xml", false)] {
        assert_eq!(sandbox.output(path).contains(gone), told, "{path}");
    }
}

#[test]
fn every_page_leads_to_the_feeds_of_the_site_and_of_what_it_is_about() {
    let sandbox = site("");
    sandbox.build();
    let found = |path: &str| -> Vec<String> {
        let page = sandbox.output(path);
        let links = page.split("<link rel=\"alternate\" type=\"application/").skip(1);
        links
            .map(|link| link.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(found("a/one/index.html"), ["/news/feed.xml", "/news/rss.xml", "/news/feed.json"]);
    let of_nokia = ["/news/feed.xml", "/news/rss.xml", "/news/feed.json", "/news/vendors/nokia/feed.xml"];
    assert_eq!(found("vendors/nokia/index.html"), of_nokia);
    for path in ["index.html", "a/index.html", "customers/bt/index.html", "topics/5g/index.html"] {
        for href in found(path) {
            assert!(sandbox.has_output(href.strip_prefix("/news/").unwrap()), "{path}: {href}");
        }
    }
}

#[test]
fn ids_outlive_a_new_slug_a_new_title_and_another_base_url() {
    let sandbox = site("");
    sandbox.build();
    let ids = |sandbox: &Sandbox| of_items(&json(sandbox, "feed.json"), "id");
    let before = ids(&sandbox);
    assert_eq!(before, ["tag:desk.example,2026:a/two", "tag:desk.example,2026:a/one"]);
    sandbox.write("content/a/two.md", article("New", "2020-01-02", "slug: other\n", "## More").as_bytes());
    let staging = "https://staging.example".parse::<String>().unwrap();
    let base_url = dateline::compile::frontmatter::config::read_base_url(&staging);
    let built = sandbox.run(&BuildOptions { base_url, ..sandbox.options() });
    assert_eq!(built.status, Status::Done, "{}", built.err);
    assert_eq!(ids(&sandbox), before);
    assert_eq!(of_items(&json(&sandbox, "feed.json"), "url")[0], "https://staging.example/a/other/");
    sandbox.write("dateline.yaml", format!("{BASE}feeds: {{authority: \"old.example,2015\"}}\n").as_bytes());
    sandbox.build();
    assert_eq!(ids(&sandbox)[0], "tag:old.example,2015:a/two");
}

#[test]
fn all_addresses_in_a_text_are_full() {
    let sandbox = site("feeds: {content: full}\n");
    sandbox.build();
    let feed = json(&sandbox, "feed.json");
    let item = &feed["items"][1];
    let text = item["content_html"].as_str().unwrap();
    assert!(text.contains("href=\"https://desk.example/news/a/two/#more\""), "{text}");
    assert!(text.contains("href=\"https://desk.example/news/a/one/#up\""), "{text}");
    assert_eq!(item["summary"], "See two.");
    assert_eq!(feed["items"][0]["image"], "https://desk.example/news/b.jpg");
    let atom = sandbox.output("feed.xml");
    assert!(atom.contains("<published>2020-01-01T09:00:00+01:00</published>"), "{atom}");
    assert!(atom.contains("&lt;a href=&quot;https://desk.example/news/a/two/#more&quot;&gt;"), "{atom}");
    let summary = site("");
    summary.build();
    let told = &json(&summary, "feed.json")["items"][1]["content_html"];
    assert_eq!(told, "See <a href=\"https://desk.example/news/a/two/\">two</a>.");
}

#[test]
fn a_feed_changes_with_what_it_tells_and_updated_only_with_what_the_writers_tell() {
    let sandbox = site("feeds: {content: full, formats: [atom], of: [site, vendors, topics]}\n");
    sandbox.build();
    let one = |more: &str, text: &str| {
        let told = format!("authors: Kim\ntopics: 5G\nstandfirst: See [two](two.md).\n{more}");
        article("One", "2020-01-01T09:00:00+01:00", &told, text)
    };
    let updated = || {
        let feed = sandbox.output("topics/5g/feed.xml");
        feed.split("<updated>").nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let with_body = after(&sandbox, "content/a/one.md", &one("", "Another text."));
    let expected = ["a/one/index.html", "feed.xml", "topics/5g/feed.xml", "vendors/nokia/feed.xml"];
    assert_eq!(with_body, expected.map(str::to_owned).into());
    assert_eq!(updated(), "2020-01-01T09:00:00+01:00");
    let correction = "corrections: [{at: 2020-03-01T10:00:00Z, text: It was wrong.}]\n";
    assert!(after(&sandbox, "content/a/one.md", &one(correction, "Another text.")).contains("feed.xml"));
    assert_eq!(updated(), "2020-03-01T10:00:00+00:00");
    let short = site("feeds: {formats: [atom], of: [site, vendors, topics]}\n");
    short.build();
    let with_body = after(&short, "content/a/one.md", &one("", "Another text."));
    assert_eq!(with_body, ["a/one/index.html".to_owned()].into(), "a text that stands in no feed");
}

#[test]
fn feeds_can_be_left_out_and_replaced_and_need_a_base_url() {
    let feeds = |sandbox: &Sandbox| -> Vec<String> {
        let is_feed = |path: &String| {
            path.ends_with("feed.xml") || path.ends_with("rss.xml") || path.ends_with("feed.json")
        };
        sandbox.outputs().into_keys().filter(is_feed).collect()
    };
    let sandbox = site("feeds: false\n");
    sandbox.build();
    assert_eq!(feeds(&sandbox), [""; 0]);
    assert!(!sandbox.output("index.html").contains("feed"));
    sandbox.write("dateline.yaml", b"title: Desk\n");
    sandbox.build();
    assert_eq!(feeds(&sandbox), [""; 0]);
    sandbox.write("dateline.yaml", format!("{BASE}feeds: {{of: [site], formats: [atom]}}\n").as_bytes());
    sandbox.write("static/feed.xml", b"ours");
    sandbox.build();
    assert_eq!(feeds(&sandbox), ["feed.xml"]);
    assert_eq!(sandbox.output("feed.xml"), "ours");
}

#[test]
fn what_is_wrong_with_the_configuration_is_told() {
    let sandbox =
        site("feeds: {formats: [atm], of: sites, entries: 0, content: all, authority: \"a b\", hub: hub}\n");
    let found = sandbox.check(false);
    let says = [
        "`atm` is no format of feeds",
        "`sites` is no kind of feed",
        "`entries` is 0; it should be 1 to 500",
        "`all` is no content of feeds",
        "`a b` cannot answer for the ids of a feed",
        "hub",
    ];
    for said in says {
        assert!(found.contains(said), "{said}\n{found}");
    }
    assert_eq!(found.matches("error[").count(), says.len(), "{found}");
}
