//! What else crawlers read: robots.txt, security.txt, llms.txt, and what each page tells search engines.

use super::commands::dateline;
use super::crawlers::{BASE, article, at, attribute};
use super::sandbox::Sandbox;

#[test]
fn robots_txt_says_to_every_crawler_what_all_are_asked() {
    let robots = "robots:\n  disallow: [/drafts/, \"/*.csv$\"]\n  agents: {GPTBot: [/], CCBot: /deals/}\n";
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", &format!("{BASE}{robots}")),
        ("content/a/one.md", &article("One", "2020-01-01", "")),
    ]);
    sandbox.build();
    assert_eq!(
        sandbox.output("robots.txt"),
        "User-agent: *\nDisallow: /news/drafts/\nDisallow: /news/*.csv$\n\n\
         User-agent: GPTBot\nDisallow: /news/drafts/\nDisallow: /news/*.csv$\nDisallow: /news/\n\n\
         User-agent: CCBot\nDisallow: /news/drafts/\nDisallow: /news/*.csv$\nDisallow: /news/deals/\n\n\
         Sitemap: https://desk.example/news/sitemap.xml\nSitemap: https://desk.example/news/news-sitemap.xml\n"
    );
}

#[test]
fn a_file_of_the_sites_own_takes_the_place_of_ours() {
    let config =
        format!("{BASE}llms: true\nsecurity: {{contact: \"tel:+1\", expires: 2027-01-01T00:00:00Z}}\n");
    let own = ["robots.txt", "sitemap.xml", "news-sitemap.xml", "llms.txt", ".well-known/security.txt"];
    let sandbox =
        Sandbox::new(&[("dateline.yaml", &config), ("content/a/one.md", &article("One", "2020-01-01", ""))]);
    sandbox.build();
    for path in own {
        assert!(sandbox.has_output(path), "{path}");
        sandbox.write(&format!("static/{path}"), b"ours");
    }
    sandbox.build();
    for path in own {
        assert_eq!(sandbox.output(path), "ours");
    }
}

#[test]
fn security_txt_breaks_no_build_when_it_expires_and_is_told_of() {
    let config = concat!(
        "base_url: https://desk.example\nsecurity:\n  contact: [\"mailto:sec@desk.example\", \"https://desk.example/report/\"]\n",
        "  expires: 2027-06-01T00:00:00+02:00\n  preferred_languages: [en, fi]\n  policy: https://desk.example/policy/\n"
    );
    let sandbox =
        Sandbox::new(&[("dateline.yaml", config), ("content/a/one.md", &article("One", "2020-01-01", ""))]);
    let built = sandbox.build();
    assert!(!built.err.contains("security-expires"), "{}", built.err);
    assert_eq!(
        sandbox.output(".well-known/security.txt"),
        "Contact: mailto:sec@desk.example\nContact: https://desk.example/report/\n\
         Expires: 2027-05-31T22:00:00Z\nPreferred-Languages: en, fi\n\
         Canonical: https://desk.example/.well-known/security.txt\nPolicy: https://desk.example/policy/\n"
    );
    let root = sandbox.root().to_str().unwrap().to_owned();
    let due = dateline(&["due", "--root", &root, "--now", "2026-11-23"]).out;
    assert_eq!(due, "2027-05-31T22:00:00+00:00  dateline.yaml: security.txt expires\n");
    let pause = || std::thread::sleep(std::time::Duration::from_millis(30));
    for (now, expected) in [
        ("2025-01-01T00:00:00Z", true),
        ("2027-05-31T21:59:59Z", false),
        ("2027-05-31T21:59:59Z", false),
        ("2027-05-31T22:00:00Z", true),
        ("2027-05-31T22:00:00Z", true),
    ] {
        pause();
        let built = at(&sandbox, now);
        assert_eq!(built.err.contains("security-expires"), expected, "{now}: {}", built.err);
    }
    let built = at(&sandbox, "2028-01-01T00:00:00Z");
    assert!(built.err.contains("  expires: 2028-12-26T00:00:00Z"), "the mended line: {}", built.err);
}

#[test]
fn llms_txt_is_a_title_a_summary_and_lists_of_links() {
    let config = format!(
        "{BASE}description: Who sells *what*.\nllms:\n  intro: Cite us by name.\n  sections:\n    About us: [{{label: Imprint, url: /about/}}]\n"
    );
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", &config),
        ("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n"),
    ]);
    for day in 1..=51 {
        let date = format!("2020-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        let text = article(&format!("\"[T{day}](x)\""), &date, "standfirst: A *b*.\n");
        sandbox.write(&format!("content/a/t{day:02}.md"), text.as_bytes());
    }
    sandbox.build();
    let text = sandbox.output("llms.txt");
    assert!(
        text.starts_with("# Desk\n\n> Who sells \\*what\\*.\n\nCite us by name.\n\n## About us\n\n"),
        "{text}"
    );
    assert!(text.contains("- [Imprint](https://desk.example/news/about/)\n"), "{text}");
    assert!(text.contains("- [Vendors](https://desk.example/news/vendors/): "), "{text}");
    let newest = "- [\\[T51\\](x)](https://desk.example/news/a/t51/): 2020-02-24. A b.\n";
    assert!(text.contains(newest) && text.contains("\\[T2\\]") && !text.contains("\\[T1\\]"), "{text}");
}

#[test]
fn search_engines_are_told_what_they_may_do_with_a_page() {
    let withdrawn = "status: withdrawn\nwithdrawn: {at: 2020-03-01, reason: Untrue.}\n";
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", "time_zone: Europe/London\n"),
        ("content/a/one.md", &article("One", "2020-01-01", "aliases: /old/\n")),
        ("content/a/ends.md", &article("Ends", "2020-01-01", "expires: 2030-06-01T00:00:00Z\n")),
        ("content/a/gone.md", &article("Gone", "2020-01-01", withdrawn)),
    ]);
    sandbox.build();
    for (path, expected) in [
        ("index.html", "max-image-preview:large"),
        ("a/one/index.html", "max-image-preview:large"),
        ("a/ends/index.html", "max-image-preview:large, unavailable_after: 2030-06-01T01:00:00+01:00"),
        ("a/gone/index.html", "noindex"),
        ("404.html", "noindex"),
        ("old/index.html", "noindex"),
    ] {
        let page = sandbox.output(path);
        assert_eq!(attribute(&page, "<meta name=\"robots\" content=\"").as_deref(), Some(expected), "{path}");
        assert_eq!(page.matches("name=\"robots\"").count(), 1, "{path}");
    }
}
