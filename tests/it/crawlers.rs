//! The sitemaps and the news sitemap.

use std::collections::{BTreeMap, BTreeSet};

use dateline::command::build::{BuildOptions, Mode};
use dateline::command::status::Status;

use super::commands::dateline;
use super::sandbox::{Built, Sandbox};

pub(super) const BASE: &str = "title: Desk\nbase_url: https://desk.example/news\n";

pub(super) fn article(title: &str, date: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\nvendors: Nokia\ncustomers: BT\n{more}---\n\nText.\n")
}

pub(super) fn at(sandbox: &Sandbox, now: &str) -> Built {
    let built = sandbox.run(&BuildOptions { now: now.parse().unwrap(), ..sandbox.options() });
    assert_eq!(built.status, Status::Done, "{}", built.err);
    built
}

/// What stands in elements of this name, one after another.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&open).skip(1).map(|rest| rest.split(&close).next().unwrap().to_owned()).collect()
}

/// Every address in every sitemap, with its last change.
fn told(sandbox: &Sandbox) -> BTreeMap<String, Option<String>> {
    let mut told = BTreeMap::new();
    for sitemap in texts(&sandbox.output("sitemap.xml"), "loc") {
        let path = sitemap.strip_prefix("https://desk.example/news/").unwrap();
        for entry in texts(&sandbox.output(path), "url") {
            let url = texts(&entry, "loc").remove(0);
            let again = told.insert(url.clone(), texts(&entry, "lastmod").pop());
            assert_eq!(again, None, "{url} is told twice");
        }
    }
    told
}

pub(super) fn attribute(page: &str, before: &str) -> Option<String> {
    let rest = page.split_once(before)?.1;
    Some(rest.split('"').next().unwrap().to_owned())
}

#[test]
fn an_address_is_in_a_sitemap_if_and_only_if_its_page_is_canonical_and_may_be_shown() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", &format!("{BASE}per_page: 2\nrobots: {{disallow: [/authors/]}}\n")),
        ("content/a/one.md", &article("One", "2020-01-01", "authors: Kim\naliases: /old/\n")),
        (
            "content/a/two.md",
            &article("Two", "2020-01-02", "deals: [{id: d, vendors: Nokia, customers: BT}]\n"),
        ),
        ("content/a/three.md", &article("Three", "2020-02-02", "follows: one\ntopics: 5G\n")),
        ("content/a/four.md", &article("Four", "2020-02-03", "canonical: https://elsewhere.example/four/\n")),
        ("content/a/own.md", &article("Own", "2020-02-03", "canonical: https://desk.example/news/a/own/\n")),
        (
            "content/a/gone.md",
            &article(
                "Gone",
                "2020-02-04",
                "status: withdrawn\nwithdrawn: {at: 2020-03-01, reason: Untrue.}\n",
            ),
        ),
        ("content/a/over.md", &article("Over", "2020-02-05", "expires: 2021-01-01T00:00:00Z\n")),
        ("content/a/draft.md", &article("Draft", "2020-02-05", "status: draft\n")),
        ("content/a/later.md", &article("Later", "2020-02-05", "embargo_until: 2030-01-01T00:00:00Z\n")),
        ("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n"),
        ("static/extra.html", "<p>Ours.</p>"),
    ]);
    sandbox.build();
    let mut shown = BTreeSet::new();
    for (path, bytes) in sandbox.outputs() {
        let page = String::from_utf8(bytes).unwrap();
        let url = format!("https://desk.example/news/{}", path.trim_end_matches("index.html"));
        let canonical = attribute(&page, "<link rel=\"canonical\" href=\"");
        let Some(robots) = attribute(&page, "<meta name=\"robots\" content=\"") else { continue };
        let over = robots.contains("unavailable_after: 2021");
        if canonical.as_ref() == Some(&url) && robots != "noindex" && !over && !path.starts_with("authors/") {
            shown.insert(url);
        }
    }
    let told: BTreeSet<String> = told(&sandbox).into_keys().collect();
    assert_eq!(told, shown);
    for (path, expected) in [
        ("a/one/", true),
        ("a/own/", true),
        ("a/page/1/", true),
        // One organisation has one address there: its profile.
        ("vendors/nokia/", false),
        ("organisations/nokia/", true),
        ("vendors/nokia/bt/", true),
        ("deals/d/", true),
        ("threads/one/", true),
        ("matrix/", true),
        ("about/", true),
        ("corrections/", true),
        ("a/four/", false),
        ("a/gone/", false),
        ("a/over/", false),
        ("a/draft/", false),
        ("a/later/", false),
        ("old/", false),
        ("authors/kim/", false),
    ] {
        assert_eq!(told.contains(&format!("https://desk.example/news/{path}")), expected, "{path}");
    }
}

#[test]
fn the_last_change_is_that_of_what_is_shown_and_no_other() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", BASE),
        ("content/a/one.md", &article("One", "2020-01-01T09:00:00+01:00", "topics: Old\n")),
        ("content/a/two.md", &article("Two", "2020-02-02", "topics: New\n")),
        ("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n"),
    ]);
    let last = |path: &str| told(&sandbox)[&format!("https://desk.example/news/{path}")].clone();
    let of_month = || texts(&sandbox.output("sitemap.xml"), "lastmod")[0].clone();
    sandbox.build();
    assert_eq!(last("a/one/").as_deref(), Some("2020-01-01T09:00:00+01:00"));
    assert_eq!(last("a/").as_deref(), Some("2020-02-02"));
    assert_eq!((last("about/"), last("vendors/")), (None, None));
    let before = sandbox.outputs();
    // A slip that nobody is told of is no change that crawlers need to know.
    sandbox.write(
        "content/a/one.md",
        article("One, 1", "2020-01-01T09:00:00+01:00", "topics: Old\n").as_bytes(),
    );
    at(&sandbox, "2027-01-01T00:00:00Z");
    assert!(before["sitemap.xml"] == sandbox.outputs()["sitemap.xml"]);
    assert!(before["sitemaps/2020-01.xml"] == sandbox.outputs()["sitemaps/2020-01.xml"]);
    let corrected = "topics: Old\ncorrections: [{at: 2020-03-04, text: A name was wrong.}]\n";
    sandbox.write("content/a/one.md", article("One", "2020-01-01T09:00:00+01:00", corrected).as_bytes());
    sandbox.build();
    for path in ["a/one/", "a/", "topics/old/", "organisations/nokia/", "corrections/"] {
        assert_eq!(last(path).as_deref(), Some("2020-03-04"), "{path}");
    }
    assert_eq!(last("topics/new/").as_deref(), Some("2020-02-02"));
    assert_eq!(of_month(), "2020-03-04");
}

#[test]
fn an_article_is_news_for_two_days_to_the_second() {
    let nokia = "---\nname: Nokia\ntickers: [\"NYSE:NOK\", \"HEL:NOKIA\", \"NYSE:A.B\"]\n---\n";
    let bt = "---\nname: BT\ntickers: [\"LON:BT\", \"A:B\", \"C:D\", \"E:F\"]\n---\n";
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", &format!("{BASE}language: en-GB\ntime_zone: Europe/London\n")),
        ("content/a/news.md", &article("“Nokia” & <BT>", "2026-11-20T09:00:00+01:00", "")),
        ("content/a/day.md", &article("Day", "2026-11-20", "language: zh-Hant\n")),
        ("content/a/to-come.md", &article("To come", "2026-11-22T09:00:00Z", "")),
        ("content/a/draft.md", &article("Draft", "2026-11-20", "status: draft\n")),
        ("content/a/later.md", &article("Later", "2026-11-20", "embargo_until: 2026-11-21T00:00:00Z\n")),
        ("content/a/copy.md", &article("Copy", "2026-11-20", "canonical: https://elsewhere.example/\n")),
        ("content/organisations/nokia.md", nokia),
        ("content/organisations/bt.md", bt),
    ]);
    let titles = |now: &str| {
        at(&sandbox, now);
        texts(&sandbox.output("news-sitemap.xml"), "news:title")
    };
    let quoted = "“Nokia” &amp; &lt;BT&gt;";
    assert_eq!(titles("2026-11-20T07:59:59Z"), ["Day"], "not before it is published");
    assert_eq!(titles("2026-11-20T08:00:00Z"), [quoted, "Day"]);
    let xml = sandbox.output("news-sitemap.xml");
    assert_eq!(texts(&xml, "news:publication_date"), ["2026-11-20T09:00:00+01:00", "2026-11-20"]);
    assert_eq!(texts(&xml, "news:language"), ["en", "zh-tw"]);
    assert_eq!(texts(&xml, "news:name"), ["Desk", "Desk"]);
    assert_eq!(texts(&xml, "news:stock_tickers")[0], "NYSE:NOK, LON:BT, HEL:NOKIA, A:B, C:D");
    assert_eq!(titles("2026-11-20T23:59:59Z"), [quoted, "Day"], "an embargo is an embargo");
    assert_eq!(titles("2026-11-21T23:59:59Z"), [quoted, "Later", "Day"]);
    assert_eq!(titles("2026-11-22T07:59:00Z"), [quoted], "47:59");
    assert_eq!(titles("2026-11-22T08:00:00Z"), Vec::<String>::new(), "48:00");
    assert_eq!(titles("2026-11-22T08:01:00Z"), Vec::<String>::new(), "48:01");
    assert_eq!(titles("2026-11-22T09:00:00Z"), ["To come"]);
    assert_eq!(titles("2026-11-24T09:00:00Z"), Vec::<String>::new());
    assert!(sandbox.output("robots.txt").contains("/news-sitemap.xml\n"), "an empty one stays");
}

#[test]
fn time_alone_takes_an_article_from_the_news_and_due_says_when() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", BASE),
        ("content/a/news.md", &article("News", "2026-11-20T09:00:00Z", "")),
    ]);
    // Old enough that the next build may take the site for unchanged without a look into it.
    let pause = || std::thread::sleep(std::time::Duration::from_millis(30));
    for now in ["2026-11-20T12:00:00Z", "2026-11-20T12:00:01Z", "2026-11-22T08:59:59Z"] {
        pause();
        let built = at(&sandbox, now);
        assert!(!built.err.contains("next change due"), "readers see nothing of it: {}", built.err);
    }
    assert!(sandbox.output("news-sitemap.xml").contains("<news:title>News<"));
    let before = sandbox.outputs();
    pause();
    let built = at(&sandbox, "2026-11-22T09:00:00Z");
    assert!(built.err.contains(" 1 written, 0 deleted"), "{}", built.err);
    let after = sandbox.outputs();
    let changed: Vec<_> = after.keys().filter(|path| after[*path] != before[*path]).collect();
    assert_eq!(changed, ["news-sitemap.xml"]);
    let root = sandbox.root().to_str().unwrap().to_owned();
    let due = |now: &str| dateline(&["due", "--root", &root, "--now", now, "--format", "json"]).out;
    let lines = due("2026-11-20T08:00:00Z");
    assert!(lines.lines().next().unwrap().contains("\"enters-news-sitemap\""), "{lines}");
    assert!(
        lines.contains("\"at\":\"2026-11-22T09:00:00+00:00\",\"change\":\"leaves-news-sitemap\""),
        "{lines}"
    );
    assert_eq!(due("2026-11-22T09:00:00Z"), "");
}

#[test]
fn the_news_sitemap_has_a_thousand_articles_at_most_and_none_of_kinds_that_are_left_out() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", &format!("{BASE}related: false\nnews_sitemap: {{without: [press-release]}}\n")),
        ("content/a/pr.md", &article("Release", "2026-11-23", "type: press-release\n")),
    ]);
    for number in 0..1_001 {
        let minute = format!("2026-11-22T{:02}:{:02}:00Z", number / 60, number % 60);
        let path = format!("content/a/n-{number}.md");
        sandbox.write(&path, article(&format!("N{number}"), &minute, "").as_bytes());
    }
    sandbox.build();
    let titles = texts(&sandbox.output("news-sitemap.xml"), "news:title");
    assert_eq!((titles.len(), titles[0].as_str(), titles[999].as_str()), (1_000, "N1000", "N1"));
}

#[test]
fn a_new_article_changes_no_other_month() {
    let sandbox = Sandbox::new(&[("dateline.yaml", &format!("{BASE}feeds: false\n"))]);
    for month in 1..=9 {
        let text = article(&format!("M{month}"), &format!("2020-0{month}-01"), "");
        sandbox.write(&format!("content/a/m{month}.md"), text.as_bytes());
    }
    sandbox.build();
    let before = sandbox.outputs();
    sandbox.write("content/a/new.md", article("New", "2026-11-23", "").as_bytes());
    sandbox.build();
    let after = sandbox.outputs();
    let changed: Vec<_> = after.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
    let ours: Vec<_> = changed.iter().filter(|path| path.ends_with("xml") || path.ends_with("txt")).collect();
    assert_eq!(
        ours,
        [
            &"news-sitemap.xml",
            &"sitemap.xml",
            &"sitemaps/2026-11.xml",
            &"sitemaps/organisations.xml",
            &"sitemaps/pages.xml",
            &"sitemaps/relations.xml",
            &"sitemaps/sections.xml",
        ]
    );
}

#[test]
fn a_site_that_does_not_know_its_address_has_no_sitemaps() {
    let article = article("One", "2026-11-23", "");
    let sandbox = Sandbox::new(&[("content/a/one.md", &article)]);
    sandbox.build();
    assert!(!sandbox.has_output("sitemap.xml") && !sandbox.has_output("news-sitemap.xml"));
    assert!(!sandbox.has_output("sitemaps") && !sandbox.has_output("llms.txt"));
    assert_eq!(sandbox.output("robots.txt"), "User-agent: *\nDisallow:\n");
    sandbox.write("dateline.yaml", format!("{BASE}sitemaps: false\nnews_sitemap: false\n").as_bytes());
    sandbox.build();
    assert!(!sandbox.has_output("sitemap.xml") && !sandbox.has_output("news-sitemap.xml"));
    assert_eq!(sandbox.output("robots.txt"), "User-agent: *\nDisallow:\n");
}

#[test]
fn nothing_that_a_newsroom_writes_breaks_a_file() {
    let hostile = "]]> <b> & ' </script> \u{202e}\u{200f} 🛰 ";
    let long = format!("{hostile}{}", "x".repeat(10_000));
    let sandbox = Sandbox::new(&[
        (
            "dateline.yaml",
            &format!("title: \"{hostile}\"\nbase_url: https://desk.example/a&b'c\nllms: true\n"),
        ),
        ("content/a&b/x'y.md", &article(&format!("\"{hostile}\""), "2026-11-23", "topics: [\"A <&>\"]\n")),
        ("content/a&b/long.md", &article(&format!("\"{long}\""), "2026-11-23T09:00:00+18:00", "")),
    ]);
    sandbox.build();
    for (path, bytes) in sandbox.outputs() {
        let text = String::from_utf8(bytes).unwrap();
        if path.ends_with(".xml") {
            let bare =
                text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&apos;", "");
            assert!(!bare.contains(['&', '\'']) && !bare.contains("]]>"), "{path}: {text}");
        }
        if path.ends_with(".txt") {
            assert!(text.lines().all(|line| !line.contains(['\r', '\u{2028}'])), "{path}: {text}");
        }
    }
    let titles = texts(&sandbox.output("news-sitemap.xml"), "news:title");
    assert_eq!(titles.len(), 2);
}

#[test]
fn a_check_renders_them_and_writes_none() {
    let sandbox =
        Sandbox::new(&[("dateline.yaml", BASE), ("content/a/one.md", &article("One", "2026-11-23", ""))]);
    let built = sandbox.run(&BuildOptions { mode: Mode::Check, ..sandbox.options() });
    assert_eq!(built.status, Status::Done, "{}", built.err);
    assert!(!sandbox.path("public").exists());
}
