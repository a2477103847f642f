//! Single stages: text in, text out.

use std::fmt::Write;

use dateline::base::path::SourcePath;
use dateline::base::source::SourceFile;
use dateline::compile::bodies::Bodies;
use dateline::compile::link::mentions::AllFound;
use dateline::compile::link::site::{LinkOptions, link};
use dateline::compile::parse::parse;
use dateline::compile::plan::outputs::{Action, Owner};
use dateline::compile::plan::planner::plan;
use dateline::compile::plan::sources::sources;
use dateline::compile::published::Published;
use dateline::model::config::Config;
use jiff::Timestamp;

/// The plan of a site of these files: a line an output, with its owner and what it depends on.
fn planned(files: &[(&str, &str)], per_page: usize) -> String {
    let config = Config { per_page, ..Config::default() };
    let parsed = files.iter().map(|(path, text)| {
        let file = SourceFile::decode(SourcePath::new(path), text.as_bytes().to_vec()).unwrap();
        parse(&file, &config)
    });
    let options = LinkOptions { drafts: false, now: Timestamp::MAX, strict: false };
    let mut findings = Vec::new();
    let site =
        link(parsed.collect(), &config, options, Bodies::all_kept(), AllFound::default(), &mut findings).site;
    let plan = plan(&site, &config, &[], Published::default(), &mut findings);
    let mut lines = String::new();
    for (path, planned) in &plan.outputs {
        let owner = match &planned.owner {
            Owner::File(path) | Owner::Key(path, _) => path.to_string(),
            Owner::Made(what, _) => what.clone(),
        };
        let what = match &planned.action {
            Action::Redirect(to) => format!("redirect to {to}"),
            Action::Page(_) => {
                let from = sources(planned, &site, &config);
                let from: Vec<&str> = from.iter().map(SourcePath::file_name).collect();
                format!("from {}", if from.is_empty() { "nothing".to_owned() } else { from.join(" ") })
            }
            Action::Export(_) => "export".to_owned(),
            Action::Feed(_) => "feed".to_owned(),
            Action::Document(_) => "document".to_owned(),
            Action::Rules(..) => "redirects".to_owned(),
            Action::Crawler(_) => "for crawlers".to_owned(),
            Action::Copy(_) | Action::Theme(_) => "copy".to_owned(),
        };
        writeln!(lines, "{path}  [{owner}]  {what}").unwrap();
    }
    lines
}

#[test]
fn the_plan_names_every_output_its_owner_and_what_it_depends_on() {
    let plan = planned(
        &[
            (
                "content/news/2020-01-05-first.md",
                "---\ntitle: First\nvendors: Nokia\ncustomers: BT\nauthors: Desk\ntopics: 5G\n---\n",
            ),
            (
                "content/news/second.md",
                "---\ntitle: Second\ndate: 2020-02-01\nvendors: [Nokia]\naliases: /old/\n---\n",
            ),
            ("content/organisations/nokia.md", "---\nname: Nokia\n---\n"),
            ("content/pages/about.md", "---\ntitle: About\n---\n"),
        ],
        50,
    );
    insta::assert_snapshot!(plan);
}

#[test]
fn numbered_pages_depend_on_their_own_articles_only() {
    let texts: Vec<(String, String)> = (1..=5)
        .map(|day| {
            (
                format!("content/a/{day}.md"),
                format!("---\ntitle: T{day}\ndate: 2020-01-0{day}\ntopics: x\n---\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let plan = planned(&files, 2);
    let topic = plan.lines().filter(|line| line.starts_with("topics/x")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(topic);
}
