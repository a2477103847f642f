//! What the site is made of: pages, links, lists, assets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::command::build::BuildOptions;
use dateline::command::status::Status;

use super::sandbox::{Sandbox, files_below};

pub(super) fn article(title: &str, date: &str, more: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n{more}---\n\nThe text of {title}.\n")
}

/// Every value of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let marks = [format!(" {attribute}=\""), format!("\n{attribute}=\"")];
    let parts = marks.iter().flat_map(|mark| html.split(mark.as_str()).skip(1).collect::<Vec<_>>());
    parts.map(|part| part.split('"').next().unwrap()).collect()
}

fn decoded(href: &str) -> String {
    let text = href.replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", "\"");
    percent_encoding::percent_decode_str(&text).decode_utf8().unwrap().into_owned()
}

/// Links, images and anchors of a built site that lead nowhere.
fn broken(outputs: &BTreeMap<String, Vec<u8>>, base: &str) -> Vec<String> {
    let pages: BTreeMap<&str, &str> = outputs
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).unwrap()))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(name, html)| (*name, values(html, "id").into_iter().map(decoded).collect()))
        .collect();
    let mut broken = Vec::new();
    for (page, html) in &pages {
        for href in values(html, "href").into_iter().chain(values(html, "src")) {
            let href = decoded(href);
            let (path, anchor) = href.split_once('#').unwrap_or((&href, ""));
            let target = match path.strip_prefix(base) {
                _ if path.is_empty() => (*page).to_owned(),
                Some(path) if path.starts_with('/') && !path.starts_with("//") => {
                    let path = path[1..].split('?').next().unwrap();
                    if path.is_empty() || path.ends_with('/') {
                        format!("{path}index.html")
                    } else {
                        path.to_owned()
                    }
                }
                _ if path.starts_with("http") || path.starts_with("mailto:") || path.starts_with("data:") => {
                    continue;
                }
                _ => {
                    broken.push(format!("{page}: {href} is not below the site"));
                    continue;
                }
            };
            if !outputs.contains_key(&target) {
                broken.push(format!("{page}: {href} → {target}"));
            } else if !anchor.is_empty() && !ids.get(target.as_str()).is_some_and(|ids| ids.contains(anchor))
            {
                broken.push(format!("{page}: {href} has no such id"));
            }
        }
    }
    broken
}

/// A copy of the repository's example site.
fn example() -> Sandbox {
    let sandbox = Sandbox::new(&[]);
    for folder in ["content", "templates", "static"] {
        for (name, bytes) in files_below(Path::new(folder)) {
            sandbox.write(&format!("{folder}/{name}"), &bytes);
        }
    }
    sandbox.write("dateline.yaml", &std::fs::read("dateline.yaml").unwrap());
    sandbox
}

#[test]
fn the_example_has_no_fault_and_every_link_of_it_leads_somewhere() {
    let sandbox = example();
    let built = sandbox.build();
    assert!(!built.err.contains("warning") && !built.err.contains("error["), "{}", built.err);
    let wrong = broken(&sandbox.outputs(), "");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let below = BuildOptions {
        base_url: dateline::compile::frontmatter::config::read_base_url("https://example.org/news"),
        ..sandbox.options()
    };
    assert_eq!(sandbox.run(&below).status, Status::Done);
    let wrong = broken(&sandbox.outputs(), "/news");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_has_one_h1_a_title_a_language_and_unique_ids() {
    let sandbox = example();
    sandbox.build();
    for (name, bytes) in sandbox.outputs().iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        if html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<title>").count(), 1, "{name}");
        assert!(html.starts_with("<!doctype html>") && html.contains("<html lang=\""), "{name}");
        let ids = values(html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        assert!(!html.contains("{{") && !html.contains("{%"), "{name}");
    }
}

#[test]
fn four_lines_make_a_linked_site() {
    let text = article("Nokia wins", "2020-06-16", "vendors: Nokia\ncustomers: [Tencent, Baidu]\n");
    let sandbox = Sandbox::new(&[("content/briefings/2020/06/nokia.md", &text)]);
    sandbox.build();
    let page = sandbox.output("briefings/2020/06/nokia/index.html");
    for href in ["/vendors/nokia/", "/customers/tencent/", "/customers/baidu/"] {
        assert!(values(&page, "href").contains(&href), "{href}");
        let entity = sandbox.output(&format!("{}index.html", &href[1..]));
        assert!(entity.contains("Nokia wins"), "{href}");
    }
    assert!(values(&sandbox.output("vendors/index.html"), "href").contains(&"/vendors/nokia/"));
    assert!(values(&sandbox.output("vendors/nokia/index.html"), "href").contains(&"/customers/baidu/"));
    assert!(values(&sandbox.output("organisations/nokia/index.html"), "href").contains(&"/vendors/nokia/"));
    for page in [
        "index.html",
        "briefings/index.html",
        "briefings/2020/index.html",
        "briefings/2020/06/index.html",
        "404.html",
    ] {
        assert!(sandbox.has_output(page), "{page}");
    }
    assert!(!sandbox.has_output("customers/nokia/index.html"));
}

#[test]
fn a_site_without_articles_or_configuration_builds() {
    let sandbox = Sandbox::new(&[]);
    sandbox.build();
    assert!(sandbox.output("index.html").contains("<h1"));
    assert!(broken(&sandbox.outputs(), "").is_empty());
}

#[test]
fn one_organisation_has_one_page_for_all_its_spellings_and_both_roles() {
    let sandbox = Sandbox::new(&[
        (
            "content/organisations/nokia.md",
            "---\nname: Nokia\naliases: [诺基亚]\nformer_names: [{name: Nokia Siemens Networks, until: 2013}]\n---\n",
        ),
        ("content/a/1.md", &article("One", "2020-01-01", "vendors: NOKIA Oyj\ncustomers: BT\n")),
        ("content/a/2.md", &article("Two", "2020-01-02", "vendors: Google Cloud\ncustomers: [诺基亚]\n")),
        ("content/a/3.md", &article("Three", "2020-01-03", "mentions: [Nokia Siemens Networks]\n")),
    ]);
    sandbox.build();
    let outputs = sandbox.outputs();
    let folders = outputs.keys().filter(|name| name.contains("nokia"));
    let folders: Vec<&str> = folders.map(String::as_str).collect();
    assert_eq!(
        folders,
        ["customers/nokia/index.html", "organisations/nokia/index.html", "vendors/nokia/index.html"]
    );
    let profile = sandbox.output("organisations/nokia/index.html");
    for word in ["Sells to", "Buys from", "BT", "Google Cloud", "Three", "Nokia Siemens Networks"] {
        assert!(profile.contains(word), "{word}");
    }
    let vendor = sandbox.output("vendors/nokia/index.html");
    assert!(vendor.contains("One") && !vendor.contains(">Two<") && !vendor.contains(">Three<"));
}

#[test]
fn long_lists_are_paged_from_the_oldest_and_a_new_article_leaves_full_pages_alone() {
    let sandbox = Sandbox::new(&[("dateline.yaml", "per_page: 3\n")]);
    for number in 1..=11 {
        let text =
            article(&format!("Story {number:02}"), &format!("2020-01-{number:02}"), "vendors: Nokia\n");
        sandbox.write(&format!("content/a/{number:02}.md"), text.as_bytes());
    }
    sandbox.build();
    let pages = ["vendors/nokia/page/1/index.html", "vendors/nokia/page/2/index.html", "a/page/3/index.html"];
    let before: Vec<String> = pages[..2].iter().map(|page| sandbox.output(page)).collect();
    assert!(
        before[0].contains("Story 01") && before[0].contains("Story 03") && !before[0].contains("Story 04")
    );
    assert!(sandbox.has_output(pages[2]) && !sandbox.has_output("a/page/4/index.html"));
    let front = sandbox.output("vendors/nokia/index.html");
    assert!(front.contains("Story 11") && front.contains("Story 10") && !front.contains("Story 09"));
    assert!(values(&front, "href").contains(&"/vendors/nokia/page/3/"));
    sandbox.write("content/a/12.md", article("Story 12", "2020-01-12", "vendors: Nokia\n").as_bytes());
    sandbox.build();
    let after: Vec<String> = pages[..2].iter().map(|page| sandbox.output(page)).collect();
    assert_eq!(before, after);
    assert!(broken(&sandbox.outputs(), "").is_empty());
}

#[test]
fn old_addresses_lead_to_the_new_ones() {
    let sandbox = Sandbox::new(&[
        ("content/a/new.md", &article("New", "2020-01-01", "aliases: [/504977/old-story/, /old.html]\n")),
        ("dateline.yaml", "base_url: https://example.org/news\n"),
    ]);
    sandbox.build();
    for page in ["504977/old-story/index.html", "old.html"] {
        let redirect = sandbox.output(page);
        assert!(redirect.contains("url=/news/a/new/"), "{redirect}");
        assert!(values(&redirect, "href").contains(&"https://example.org/news/a/new/"), "{redirect}");
    }
}

#[test]
fn files_of_the_site_win_over_the_theme_and_templates_can_build_on_it() {
    let sandbox = Sandbox::new(&[
        ("content/a/x.md", &article("X", "2020-01-01", "mood: bright\nextra: {colour: red}\n")),
        (
            "templates/article.html",
            "{% extends \"theme/article.html\" %}{% block title %}Mine: {{ article.extra.mood }} {{ article.extra.colour }}{% endblock %}",
        ),
        ("static/theme.css", "body{color:red}"),
        ("static/.well-known/x.txt", "x"),
        ("static/img/a b.txt", "y"),
    ]);
    sandbox.build();
    let page = sandbox.output("a/x/index.html");
    assert!(page.contains("<title>Mine: bright red</title>"), "{page}");
    let sheets: Vec<String> =
        sandbox.outputs().into_keys().filter(|name| name.starts_with("theme-")).collect();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sandbox.output(&sheets[0]), "body{color:red}");
    assert!(values(&page, "href").contains(&format!("/{}", sheets[0]).as_str()));
    assert!(sandbox.has_output(".well-known/x.txt") && sandbox.has_output("img/a b.txt"));
}

#[test]
fn articles_carry_their_files_and_links_between_files_become_addresses() {
    let sandbox = Sandbox::new(&[
        (
            "content/a/2020/deal/index.md",
            "---\ntitle: Deal\ndate: 2020-01-01\nhero: {src: map.svg, alt: A map}\n---\n\n![plan](plan.svg)\n[data](data.csv)\n[other](../other.md#why-now)\n[[Nokia]]\n",
        ),
        ("content/a/2020/deal/map.svg", "<svg/>"),
        ("content/a/2020/deal/plan.svg", "<svg/>"),
        ("content/a/2020/deal/data.csv", "a,b\n"),
        (
            "content/a/2020/other.md",
            "---\ntitle: Other\ndate: 2020-01-02\nvendors: Nokia\n---\n\n## Why now?\n\n![p](pics/p%20q.png)\n",
        ),
        ("content/a/2020/pics/p q.png", "png"),
        ("content/a/2020/pics/unused.png", "png"),
    ]);
    let built = sandbox.build();
    assert!(!built.err.contains("warning"), "{}", built.err);
    let page = sandbox.output("a/2020/deal/index.html");
    for href in ["/a/2020/deal/data.csv", "/a/2020/other/#why-now", "/organisations/nokia/"] {
        assert!(values(&page, "href").contains(&href), "{href}: {page}");
    }
    assert!(values(&page, "src").contains(&"/a/2020/deal/map.svg"));
    assert!(values(&page, "src").contains(&"/a/2020/deal/plan.svg"));
    assert!(values(&sandbox.output("a/2020/other/index.html"), "src").contains(&"/a/2020/pics/p%20q.png"));
    assert!(sandbox.has_output("a/2020/deal/data.csv") && sandbox.has_output("a/2020/pics/p q.png"));
    assert!(!sandbox.has_output("a/2020/pics/unused.png"));
}

#[test]
fn a_standfirst_is_printed_once_and_its_markup_is_safe() {
    let sandbox = Sandbox::new(&[(
        "content/a/x.md",
        "---\ntitle: <b>X</b> & Y\ndate: 2020-01-01\nstandfirst: \"Nokia *wins*: it's a deal\"\nkicker: <script>alert(1)</script>\n---\n\nNokia *wins*: it's a deal\n\nMore. <script>alert(1)</script>\n",
    )]);
    sandbox.build();
    let page = sandbox.output("a/x/index.html");
    assert!(!page.split("<main").nth(1).unwrap().contains("<script"), "{page}");
    assert_eq!(page.matches("<script").count(), 1, "linked data alone: {page}");
    assert!(
        page.contains("&lt;b&gt;X&lt;/b&gt; &amp; Y") || page.contains("&lt;b&gt;X&lt;&#x2F;b&gt; &amp; Y"),
        "{page}"
    );
    let main = page.split("<main").nth(1).unwrap();
    assert_eq!(main.matches("<em>wins</em>").count(), 1, "{main}");
}

#[test]
fn ednotes_reach_no_output() {
    let sandbox =
        Sandbox::new(&[("content/a/x.md", &article("X", "2020-01-01", "ednote: call the lawyer\n"))]);
    sandbox.build();
    for (name, bytes) in sandbox.outputs() {
        assert!(!String::from_utf8_lossy(&bytes).contains("lawyer"), "{name}");
    }
}

#[test]
fn templates_that_fail_name_the_template_and_the_page() {
    let sandbox = Sandbox::new(&[
        ("content/a/x.md", &article("X", "2020-01-01", "")),
        (
            "templates/article.html",
            "{% extends \"base.html\" %}\n{% block main %}<h1>{{ article.titel }}</h1>{% endblock %}",
        ),
    ]);
    let built = sandbox.run(&sandbox.options());
    assert_eq!(built.status, Status::SiteHasErrors);
    for word in ["templates/article.html:2:", "template-render", "titel", "a/x/index.html", "title"] {
        assert!(built.err.contains(word), "{word}: {}", built.err);
    }
    assert!(!sandbox.path("public").join("index.html").exists());
}

#[test]
fn stray_files_in_the_output_folder_are_deleted_and_a_checkout_in_it_stays() {
    let sandbox = Sandbox::new(&[("content/a/x.md", &article("X", "2020-01-01", ""))]);
    sandbox.build();
    sandbox.write("public/old/page/index.html", b"old");
    sandbox.write("public/.git/HEAD", b"ref");
    sandbox.build();
    assert!(!sandbox.path("public/old").exists());
    assert!(sandbox.has_output(".git/HEAD"));
}

#[test]
fn what_no_file_system_takes_is_told_before_anything_is_written() {
    let long = "n".repeat(300);
    for (more, code) in [
        (format!("slug: {long}\n"), "bad-slug"),
        ("aliases: [/old.html, /old.html/more/]\n".to_owned(), "address-claimed-twice"),
        ("aliases: /.git/config/\n".to_owned(), "bad-slug"),
        ("aliases: /.Dateline-Stage/x/\n".to_owned(), "bad-slug"),
    ] {
        let sandbox = Sandbox::new(&[("content/a/x.md", &article("X", "2020-01-01", &more))]);
        let built = sandbox.run(&sandbox.options());
        assert_eq!(built.status, Status::SiteHasErrors, "{more}: {}", built.err);
        assert!(built.err.contains(code) && built.err.contains("content/a/x.md"), "{more}: {}", built.err);
        assert!(!sandbox.path("public").exists(), "{more}");
    }
}

#[test]
fn a_template_that_fails_takes_only_its_own_pages_with_it() {
    let sandbox = Sandbox::new(&[("content/a/x.md", &article("X", "2020-01-01", ""))]);
    sandbox.build();
    sandbox.write("templates/article.html", b"{{ nothing }}");
    let keep_going = BuildOptions { keep_going: true, ..sandbox.options() };
    let built = sandbox.run(&keep_going);
    assert_eq!(built.status, Status::SiteHasErrors);
    assert!(!sandbox.has_output("a/x/index.html") && sandbox.has_output("a/index.html"), "{}", built.err);
    sandbox.write("templates/card.html", b"{{ nothing }}");
    let before = sandbox.outputs();
    let built = sandbox.run(&keep_going);
    assert!(built.err.contains("nothing written"), "{}", built.err);
    assert_eq!(sandbox.outputs(), before);
}

#[test]
fn a_base_template_without_blocks_is_told_once_and_at_the_site_s_own_file() {
    let sandbox = Sandbox::new(&[("templates/base.html", "<!doctype html>")]);
    let built = sandbox.run(&sandbox.options());
    assert_eq!(built.status, Status::SiteHasErrors);
    assert!(built.err.contains("templates/base.html:1:1"), "{}", built.err);
    assert!(!built.err.contains("templates/article.html"), "{}", built.err);
    assert_eq!(built.err.matches("`main`").count(), 1, "{}", built.err);
}
