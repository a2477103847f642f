//! What templates ask: a page is made again when an answer has changed, and for nothing else.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use dateline::command::build::{BuildOptions, Mode};
use dateline::command::status::Status;
use dateline::command::why::{WhyOptions, why};

use super::sandbox::{Built, Sandbox};

/// A site whose page on what is not found asks for articles, and whose page on us asks for the rest.
const FILES: &[(&str, &str)] = &[
    (
        "content/briefings/2020/06/a.md",
        "---\ntitle: First\ndate: 2020-06-01\nvendors: Nokia\ncustomers: BT\n---\n\nOne.\n",
    ),
    (
        "content/briefings/2020/06/b.md",
        "---\ntitle: Second\ndate: 2020-06-02\nvendors: Ericsson\ncustomers: BT\ntopics: [5G]\n---\n\nTwo.\n",
    ),
    (
        "content/organisations/nokia.md",
        "---\nname: Nokia\naliases: [Nokia Networks]\ncountry: Finland\n---\n",
    ),
    ("content/organisations/bt.md", "---\nname: BT\n---\n"),
    (
        "content/deals/d.yaml",
        "id: d\nvendors: Nokia\ncustomers: BT\nannounced: 2020-06-01\nkind: renewal\nvalue: USD 5m\nsources: https://example.org/\n",
    ),
    ("content/pages/us.md", "---\ntitle: Us\n---\n\nWe.\n"),
    ("data/share.csv", "vendor,share\nNokia,12\nBT,3\n"),
    (
        "templates/404.html",
        "{% for card in articles(vendor=\"Nokia Networks\", limit=2) %}{{ card.title }} {{ card.date.text }};{% endfor %}",
    ),
    (
        "templates/page.html",
        "{% set nokia = organisation(name=\"nokia\") %}{{ nokia.country }}|\
         {% for row in deals(customer=\"BT\", year=2020, kind=\"renewal\") %}{{ row.value }}{% endfor %}|\
         {% include \"table.html\" %}|{{ body_html | safe }}",
    ),
    (
        "templates/table.html",
        "{% for row in data(path=\"share.csv\") %}{{ row.vendor }}={{ row.share }} {% endfor %}",
    ),
];

fn site() -> Sandbox {
    let site = Sandbox::new(FILES);
    site.build();
    site
}

fn output(site: &Sandbox, path: &str) -> String {
    fs::read_to_string(site.path(&format!("public/{path}"))).unwrap()
}

/// What a build writes, and why.
fn written(site: &Sandbox) -> Vec<String> {
    let built = site.run(&BuildOptions { explain: true, ..site.options() });
    assert_eq!(built.status, Status::Done, "{}", built.err);
    built.out.lines().map(|line| line.split("; made from").next().unwrap().to_owned()).collect()
}

/// Lines of what is written that are about the two pages that ask.
fn asking(lines: &[String]) -> Vec<&String> {
    lines.iter().filter(|line| line.contains(" 404.html") || line.contains(" us/index.html")).collect()
}

fn replace(site: &Sandbox, path: &str, from: &str, to: &str) {
    let text = fs::read_to_string(site.path(path)).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}");
    site.write(path, text.replace(from, to).as_bytes());
}

fn faults(site: &Sandbox) -> String {
    site.check(false).lines().filter(|line| !line.contains("note[")).collect::<Vec<_>>().join("\n")
}

const ARTICLE: &str = "content/briefings/2020/06/a.md";

#[test]
fn a_page_has_the_answers_to_what_it_asks() {
    let site = site();
    assert_eq!(output(&site, "404.html"), "First 1 June 2020;");
    assert_eq!(
        output(&site, "us/index.html"),
        "Finland|$5m|Nokia=12 BT=3 |<p>We.</p>\n".replace("$5m", "USD 5m")
    );
    assert_eq!(written(&site), [""; 0]);
}

#[test]
fn a_page_is_made_again_when_an_answer_is_another_and_else_not() {
    let site = site();
    replace(&site, ARTICLE, "One.", "One more.");
    assert!(asking(&written(&site)).is_empty(), "a body is no part of the answers");
    replace(&site, ARTICLE, "title: First", "title: Now");
    assert_eq!(
        asking(&written(&site)),
        ["write   404.html   changed: the answers to what its template asks"]
    );
    assert_eq!(output(&site, "404.html"), "Now 1 June 2020;");
    site.write(
        "content/briefings/2020/07/c.md",
        b"---\ntitle: Third\ndate: 2020-07-01\nvendors: NOKIA Oyj\n---\n\nThree.\n",
    );
    assert_eq!(asking(&written(&site)).len(), 1);
    assert_eq!(output(&site, "404.html"), "Third 1 July 2020;Now 1 June 2020;");
    site.write(
        "content/briefings/2020/07/d.md",
        b"---\ntitle: Fourth\ndate: 2020-07-02\nvendors: Ericsson\n---\n\nFour.\n",
    );
    assert!(asking(&written(&site)).is_empty(), "nobody asks for Ericsson");
    replace(&site, "content/organisations/nokia.md", "Finland", "Sweden");
    assert_eq!(asking(&written(&site)).len(), 1);
    assert!(output(&site, "us/index.html").starts_with("Sweden|"));
    replace(&site, "content/deals/d.yaml", "USD 5m", "USD 6m");
    assert_eq!(asking(&written(&site)).len(), 1);
    assert!(output(&site, "us/index.html").contains("USD 6m"));
    assert_eq!(written(&site), [""; 0]);
}

#[test]
fn a_file_of_data_can_be_edited_broken_renamed_and_deleted() {
    let site = site();
    replace(&site, "data/share.csv", "12", "13");
    let why = "write   us/index.html   changed: the answers to what its template asks";
    assert_eq!(written(&site), [why]);
    assert!(output(&site, "us/index.html").contains("Nokia=13 "));
    site.write("data/more/other.json", b"[1]");
    assert_eq!(written(&site), [""; 0], "nobody asks for it");
    site.write("data/.hidden.yaml", b"a: [");
    site.write("data/notes.txt", b"a: [");
    assert_eq!(written(&site), [""; 0], "these are no data");
    replace(&site, "data/share.csv", "BT,3", "BT");
    let broken = site.run(&site.options());
    assert_eq!(broken.status, Status::SiteHasErrors);
    assert!(broken.err.contains("data/share.csv:3:1"), "{}", broken.err);
    assert!(output(&site, "us/index.html").contains("Nokia=13 "), "nothing is written");
    fs::rename(site.path("data/share.csv"), site.path("data/shares.csv")).unwrap();
    replace(&site, "data/shares.csv", "BT", "BT,4");
    let missing = site.run(&site.options());
    assert_eq!(missing.status, Status::SiteHasErrors);
    assert!(missing.err.contains("templates/table.html:1:15"), "{}", missing.err);
    assert!(missing.err.contains("is `shares.csv` meant?"), "{}", missing.err);
    replace(&site, "templates/table.html", "share.csv", "shares.csv");
    assert_eq!(asking(&written(&site)).len(), 1);
    assert!(output(&site, "us/index.html").contains("BT=4 "));
    fs::remove_file(site.path("data/shares.csv")).unwrap();
    assert_eq!(site.run(&site.options()).status, Status::SiteHasErrors);
}

#[test]
fn the_quick_look_sees_a_file_of_data() {
    let site = site();
    let options = BuildOptions { timings: true, ..site.options() };
    let pause = || sleep(Duration::from_millis(30));
    let is_quick = |built: &Built| !built.err.contains("parse");
    pause();
    site.run(&options);
    pause();
    site.run(&options);
    pause();
    assert!(is_quick(&site.run(&options)));
    replace(&site, "data/share.csv", "12", "14");
    assert!(!is_quick(&site.run(&options)));
    assert!(output(&site, "us/index.html").contains("Nokia=14 "));
}

#[test]
fn what_is_not_public_is_in_no_answer() {
    let site = site();
    for (name, keys) in [
        ("draft", "status: draft"),
        ("embargo", "embargo_until: 2090-01-01T00:00:00Z"),
        ("planned", "publish_at: 2090-01-01T00:00:00Z"),
        ("expired", "expires: 2021-01-01T00:00:00Z"),
    ] {
        let text = format!("---\ntitle: Secret\ndate: 2020-08-01\nvendors: Nokia\n{keys}\n---\n\nText.\n");
        site.write(&format!("content/briefings/2020/08/{name}.md"), text.as_bytes());
    }
    let withdrawn = "---\ntitle: Secret\ndate: 2020-08-02\nvendors: Nokia\nstatus: withdrawn\nwithdrawn: {at: 2020-08-03, reason: Untrue.}\n---\n\nText.\n";
    site.write("content/briefings/2020/08/withdrawn.md", withdrawn.as_bytes());
    let lines = written(&site);
    assert!(asking(&lines).is_empty(), "{lines:?}");
    assert_eq!(output(&site, "404.html"), "First 1 June 2020;");
    site.run(&BuildOptions { drafts: true, ..site.options() });
    assert!(output(&site, "404.html").starts_with("Secret"), "who asks for drafts gets them");
    site.build();
    assert_eq!(output(&site, "404.html"), "First 1 June 2020;");
}

#[test]
fn a_question_is_answered_in_loops_blocks_and_includes_and_not_in_components_and_cards() {
    let site = site();
    site.write(
        "templates/404.html",
        b"{% extends \"theme/404.html\" %}{% block main %}{% for name in [\"Nokia\", \"Ericsson\", \"Nokia\"] %}\
          {% if name == \"Nokia\" or true %}{{ articles(vendor=name) | length }}{% endif %}{% endfor %}\
          {% set_global all = articles() %}[{{ all | length }}]{% endblock %}",
    );
    site.build();
    assert!(output(&site, "404.html").contains("111[2]"));
    site.write(
        "templates/404.html",
        b"{% component newest(count) %}{{ articles(limit=count) | length }}{% endcomponent newest %}{{ <newest count={1} /> }}",
    );
    site.write("templates/card.html", b"{{ deals() | length }}");
    let told = faults(&site);
    assert!(
        told.contains("templates/404.html:1:33: error[template-render]: a component cannot ask anything"),
        "{told}"
    );
    let card = "templates/card.html:1:4: error[template-render]: nothing can be asked here: this is made once and stands on many pages";
    assert!(told.contains(card), "{told}");
}

#[test]
fn an_unknown_name_is_told_in_every_build() {
    let site = site();
    site.write("templates/404.html", b"{% include \"side.html\" %}");
    site.write(
        "templates/side.html",
        b"\n{% for card in articles(vendor=\"Nokai\") %}x{% else %}none{% endfor %}",
    );
    let first = site.build();
    assert_eq!(output(&site, "404.html"), "\nnone");
    let told = |built: &Built| built.err.lines().rev().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert!(first.err.contains("templates/side.html:2:16"), "{}", first.err);
    assert!(first.err.contains("is `Nokia` meant?"), "{}", first.err);
    for _ in 0..2 {
        assert_eq!(told(&site.build()), told(&first));
    }
    replace(&site, ARTICLE, "One.", "Another.");
    assert_eq!(told(&site.build()), told(&first), "of a page that is kept, too");
    let check = site.run(&BuildOptions { mode: Mode::Check, ..site.options() });
    assert!(check.err.contains("is `Nokia` meant?"), "{}", check.err);
}

#[test]
fn a_page_may_ask_a_lot_and_not_without_end() {
    let site = site();
    let template = |count: usize| {
        format!("{{% for year in range(end={count}) %}}{{{{ deals(year=year) | length }}}}{{% endfor %}}")
    };
    site.write("templates/404.html", template(200).as_bytes());
    site.build();
    site.write("templates/404.html", template(201).as_bytes());
    assert!(faults(&site).contains("this page asks more than 200 questions"), "{}", faults(&site));
}

#[test]
fn dry_runs_and_verifying_builds_ask_too() {
    let site = site();
    let run = |mode| site.run(&BuildOptions { mode, ..site.options() });
    assert_eq!(run(Mode::Verify).status, Status::Done);
    replace(&site, "data/share.csv", "12", "15");
    assert_eq!(run(Mode::DryRun).out.trim(), "write   us/index.html");
    let verified = run(Mode::Verify);
    assert_eq!((verified.status, verified.out.trim()), (Status::SiteHasErrors, "write   us/index.html"));
    site.build();
    assert_eq!(run(Mode::Verify).status, Status::Done);
}

#[test]
fn why_tells_of_questions_and_of_answers_that_are_others_now() {
    let site = site();
    let told = |what: &str| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams =
            dateline::command::report::output::Streams { out: &mut out, err: &mut err, colours: false };
        let options = site.options();
        let options = WhyOptions {
            root: options.root,
            out: options.out,
            drafts: false,
            now: options.now,
            what: what.to_owned(),
        };
        why(&options, &mut streams).unwrap();
        String::from_utf8(out).unwrap()
    };
    let before = told("/us/");
    replace(&site, "data/share.csv", "12", "16");
    insta::assert_snapshot!(format!("{before}\n{}\n{}", told("/us/"), told("data/share.csv")));
}

#[test]
fn the_built_in_theme_asks_nothing_and_pays_nothing() {
    for (name, text) in super::sandbox::files_below(std::path::Path::new("templates")) {
        let text = String::from_utf8(text).unwrap();
        let calls = ["articles(", "organisation(", "deals(", "data("].map(|call| text.matches(call).count());
        let components = text.matches("component deals(").count();
        assert_eq!(calls, [0, 0, components, 0], "{name}");
    }
}
