//! The price of an edit: exactly which outputs are written for it, and why.

use std::fs;

use dateline::command::build::BuildOptions;

use super::sandbox::Sandbox;

/// Above this many only their number is told.
const TOLD: usize = 45;

/// An edit by name, and what it does to the files.
type Edit = (&'static str, fn(&Sandbox));

const ARTICLE: &str = "content/briefings/2020/06/nokia-tencent-baidu-dci.md";

fn replace(sandbox: &Sandbox, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(sandbox.path(path)).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    sandbox.write(path, text.replacen(from, to, 1).as_bytes());
}

fn append(sandbox: &Sandbox, path: &str, text: &str) {
    let before = fs::read_to_string(sandbox.path(path)).unwrap();
    sandbox.write(path, format!("{before}{text}").as_bytes());
}

/// What a build writes, a line each, without the files that it is made from.
fn price(sandbox: &Sandbox, options: &BuildOptions) -> Vec<String> {
    let built = sandbox.run(&BuildOptions { explain: true, ..options.clone() });
    assert!(built.err.contains("built "), "{}", built.err);
    built.out.lines().map(|line| line.split("; made from").next().unwrap().to_owned()).collect()
}

#[test]
fn an_edit_costs_what_it_must() {
    let edits: &[Edit] = &[
        ("nothing", |_| {}),
        ("a body", |site| append(site, ARTICLE, "\nOne more line.\n")),
        ("a headline", |site| replace(site, ARTICLE, "title: ", "title: Now that ")),
        ("a standfirst", |site| replace(site, ARTICLE, "standfirst: ", "standfirst: In short, ")),
        ("a correction", |site| {
            replace(
                site,
                ARTICLE,
                "corrections:\n",
                "corrections:\n  - {at: 2020-06-20, text: A name was wrong.}\n",
            );
        }),
        ("a new article", |site| {
            let text = "---\ntitle: Nokia and Orange agree\ndate: 2026-11-20\nvendors: Nokia\ncustomers: Orange\nsources: https://example.org/a\n---\n\nThey agreed.\n";
            site.write("content/briefings/2026/11/nokia-orange.md", text.as_bytes());
        }),
        ("an alias", |site| {
            replace(site, "content/organisations/nokia.md", "aliases: [", "aliases: [Nokia of Espoo, ");
        }),
        ("a template", |site| {
            site.write("templates/topic.html", b"{% extends \"theme/topic.html\" %}{# ours #}");
        }),
        ("a template that prints something else", |site| {
            site.write(
                "templates/404.html",
                b"{% extends \"theme/404.html\" %}\n{% block main %}Gone.{% endblock %}",
            );
        }),
        ("an asset", |site| site.write("static/new.txt", b"new")),
        ("the title of the site", |site| {
            let config = fs::read_to_string(site.path("dateline.yaml")).unwrap();
            let lines = config
                .lines()
                .map(|line| if line.starts_with("title:") { "title: Another desk" } else { line });
            site.write("dateline.yaml", lines.collect::<Vec<_>>().join("\n").as_bytes());
        }),
    ];
    let site = Sandbox::example();
    let options = site.options();
    let mut told = String::new();
    site.build();
    for (name, edit) in edits {
        edit(&site);
        let lines = price(&site, &options);
        told.push_str(&format!("# {name}: {}\n", lines.len()));
        if lines.len() <= TOLD {
            told += &lines.join("\n");
            told.push('\n');
        }
    }
    let later = BuildOptions { now: "2099-02-01T00:00:00Z".parse().unwrap(), ..options };
    let lines = price(&site, &later);
    told.push_str(&format!("# an embargo that ends: {}\n{}\n", lines.len(), lines.join("\n")));
    insta::assert_snapshot!(told);
}

#[test]
fn a_new_article_does_not_rewrite_the_archive() {
    let site = Sandbox::new(&[("dateline.yaml", "base_url: https://news.example\n")]);
    let article = |number: usize| {
        let text = format!(
            "---\ntitle: Story {number} of {}\ndate: 20{:02}-{:02}-{:02}\nvendors: Vendor {}\ncustomers: Customer {}\ntopics: [Topic {}]\n---\n\nText {number}.\n",
            number * 7 % 13,
            10 + number / 140,
            1 + number / 12 % 12,
            1 + number % 28,
            number % 20,
            number % 90,
            number % 9
        );
        site.write(&format!("content/news/20{:02}/s-{number}.md", 10 + number / 140), text.as_bytes());
    };
    (0..1400).for_each(article);
    site.build();
    article(1401);
    let written = price(&site, &site.options());
    assert!(written.len() <= 60, "{} outputs:\n{}", written.len(), written.join("\n"));
    let pages = written.iter().filter(|line| line.contains("/page/")).count();
    assert_eq!(pages, 0, "full pages of lists stay as they are:\n{}", written.join("\n"));
}
