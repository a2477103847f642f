//! Nothing of what is not public yet reaches the output or a log: sites with and without it are
//! compared byte for byte.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use dateline::command::build::BuildOptions;
use dateline::command::status::Status;

use super::sandbox::Sandbox;

/// The same numbers for the same seed, on every machine (Knuth's constants for a linear generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// Every output, and what a build says but for its last line, which counts what is held back.
fn traces(sandbox: &Sandbox) -> (BTreeMap<String, Vec<u8>>, Vec<String>, String) {
    let built = sandbox.run(&sandbox.options());
    assert_eq!(built.status, Status::Done, "{}", built.err);
    let mut lines: Vec<String> = built.err.lines().map(str::to_owned).collect();
    let last = lines.pop().unwrap();
    (sandbox.outputs(), lines, last)
}

/// Builds with these files and without them, and requires that nobody can tell which was which.
#[track_caller]
fn leave_no_trace(sandbox: &Sandbox, held: &[(String, String)]) {
    for (path, text) in held {
        sandbox.write(path, text.as_bytes());
    }
    let (with, said_with, last) = traces(sandbox);
    for (path, _) in held {
        fs::remove_file(sandbox.path(path)).unwrap();
        assert!(!last.contains(path.as_str()), "{last}");
    }
    let (without, said_without, _) = traces(sandbox);
    let names = |outputs: &BTreeMap<String, Vec<u8>>| outputs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&with), names(&without));
    for (name, bytes) in &with {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(bytes == &without[name], "{name}:\n{}\nand\n{}", text(bytes), text(&without[name]));
    }
    assert_eq!(said_with, said_without);
}

/// The front matter of a piece that is not public at noon on 23 November 2026.
const HOLDS: [&str; 6] = [
    "embargo_until: 2026-11-23T12:00:01Z\n",
    "embargo_until: 2030-01-01T06:00:00+01:00\nexpires: 2031-01-01T06:00:00+01:00\n",
    "publish_at: 2026-12-01T06:00:00+05:30\n",
    "status: hold\nembargo_until: 2027-01-01T00:00:00Z\n",
    "draft: true\n",
    "status: withdrawn\nwithdrawn: {at: 2026-11-01, reason: Wrong.}\nembargo_until: 2027-01-01T00:00:00Z\n",
];

#[test]
fn an_embargoed_article_leaves_no_trace_in_the_example_site() {
    let sandbox = Sandbox::example();
    let secret = concat!(
        "---\ntitle: Nokia swallows Hushtel\ndate: 2020-06-17\nembargo_until: 2027-06-16T06:00:00+01:00\n",
        "vendors: [Nokia, Hushtel]\ncustomers: [BT, Secretcom]\nmentions: [Ericsson, Whisper Oy]\n",
        "authors: Zorro\ntopics: [Optical, Takeovers]\nregions: Atlantis\nhero: {src: hush.svg}\n",
        "aliases: [/old/hush/]\ntranslation_of: nokia-tencent-baidu-dci\nlanguage: fi\nfollows: nokia-bt\n",
        "corrections: [{at: 2020-06-18, text: Wrong.}]\nupdates: [{at: 2020-06-18, text: More.}]\n",
        "sources: [https://telecoms.com/504977/]\n",
        "---\n\n[[Nokia]] [x](nowhere.md) ![](hush.svg) <script>a</script> {{ x }}\n\n# One\n",
    );
    let held = [
        ("content/briefings/2020/06/embargo-nokia-bt/index.md".to_owned(), secret.to_owned()),
        ("content/briefings/2020/06/embargo-nokia-bt/hush.svg".to_owned(), "<svg/>".to_owned()),
        ("content/briefings/2020/06/embargo-nokia-bt/data.csv".to_owned(), "1\n".to_owned()),
    ];
    leave_no_trace(&sandbox, &held);
}

const NAMES: [&str; 7] = ["Nokia", "NOKIA Oyj", "Ericsson", "BT", "Tencent", "Baidu", "Vodafone"];

/// An article of a made-up site with whatever an article can have.
fn made_up(dice: &mut Dice, number: usize, earlier: &[usize], hold: Option<&str>) -> String {
    let own = |what: &str| format!("{what} {number}");
    let mut text =
        format!("---\ntitle: Story {number}\ndate: 2020-{:02}-{:02}\n", 1 + dice.roll(3), 1 + dice.roll(28));
    text.push_str(hold.unwrap_or_default());
    for key in ["vendors", "customers", "mentions"] {
        let (first, second) = (dice.pick(&NAMES), own(dice.pick(&["Hush", "Nokla", "Loud"])));
        match dice.roll(4) {
            0 => writeln!(text, "{key}: {first}").unwrap(),
            1 => writeln!(text, "{key}: [{first}, {second}]").unwrap(),
            2 => writeln!(text, "{key}: {second}").unwrap(),
            _ => {}
        }
    }
    writeln!(text, "topics: [{}, {}]", dice.pick(&["5G", "5g", "Optical"]), own("Topic")).unwrap();
    writeln!(text, "authors: [{}, {}]", dice.pick(&["Jo Doe", "JO DOE"]), own("Author")).unwrap();
    if dice.roll(2) == 0 {
        writeln!(text, "aliases: /old/{number}/\nhero: beside-{number}.svg").unwrap();
    }
    if dice.roll(3) == 0 {
        writeln!(text, "corrections: [{{at: 2020-06-{:02}, text: C, was: a, now: b}}]", 1 + dice.roll(28))
            .unwrap();
    }
    if dice.roll(3) == 0 {
        writeln!(text, "sources: [https://example.org/{}]", dice.roll(3)).unwrap();
    }
    if dice.roll(3) == 0 {
        let value = dice.pick(&["$1bn", "about €2bn", "undisclosed"]);
        let (vendor, customer) = (own("Seller"), dice.pick(&["BT", "Tencent"]));
        writeln!(
            text,
            "deals: [{{id: deal-{}, vendors: {vendor}, customers: {customer}, value: {value}}}]",
            dice.roll(9) * 100 + number,
        )
        .unwrap();
    }
    if !earlier.is_empty() {
        let other = earlier[dice.roll(earlier.len())];
        match dice.roll(4) {
            0 => writeln!(text, "follows: story-{other}").unwrap(),
            1 => writeln!(text, "translation_of: story-{other}\nlanguage: de").unwrap(),
            _ => {}
        }
    }
    let linked = dice.roll(number + 1);
    write!(text, "---\n\nNokia, Hush {number} and [[Loud {linked}]]. [Before](story-{linked}.md)\n").unwrap();
    text
}

#[test]
fn no_made_up_site_tells_of_what_it_holds_back() {
    for seed in 1..=12 {
        let mut dice = Dice(seed);
        let sandbox = Sandbox::new(&[("dateline.yaml", "per_page: 3\ntitle: T\n")]);
        let (mut open, mut held) = (Vec::new(), Vec::new());
        for number in 0..14 {
            let hold = (dice.roll(3) == 0).then(|| dice.pick(&HOLDS));
            // What is public refers to what is public: else it would say so itself.
            let all: Vec<usize> = (0..number).collect();
            let text = made_up(&mut dice, number, if hold.is_some() { &all } else { &open }, hold);
            let folder = if dice.roll(3) == 0 { format!("story-{number}/") } else { String::new() };
            let file = if folder.is_empty() { format!("story-{number}") } else { "index".to_owned() };
            let files = [(format!("content/{}/{folder}{file}.md", dice.pick(&["a", "b/2020"])), text)];
            let beside = files[0].0.rsplit_once('/').unwrap().0;
            let picture = (format!("{beside}/beside-{number}.svg"), "<svg/>".to_owned());
            let files = files.iter().cloned().chain([picture]);
            if hold.is_some() {
                held.extend(files);
            } else {
                open.push(number);
                files.for_each(|(path, text)| sandbox.write(&path, text.as_bytes()));
            }
        }
        held.extend(companions(dice.pick(&HOLDS[..4])));
        leave_no_trace(&sandbox, &held);
    }
}

/// An article that is held back, and files that nobody but it names: a deal, an organisation with its
/// owner, a person, a topic.
fn companions(hold: &str) -> Vec<(String, String)> {
    let article = format!(
        "---\ntitle: Secret\ndate: 2020-02-02\n{hold}vendors: Only Hush Oyj\nauthors: Only Writer\ntopics: Only Topic\ndeals: [only]\n---\n\n![x](beside-0.svg)\n"
    );
    let deal = "vendors: Only Seller\ncustomers: BT\ntechnology: Only 6G\nvalue: $9bn\nsources: [https://example.org/9]\n";
    let files = [
        ("b/secret.md", article.as_str()),
        ("deals/only.yaml", deal),
        ("organisations/only-hush.md", "---\nname: Only Hush\nparent: Only Owner\n---\n"),
        ("organisations/owner.md", "---\nname: Only Owner\n---\n"),
        ("organisations/seller.md", "---\nname: Seller Ltd\naliases: Only Seller\n---\n"),
        ("people/writer.md", "---\nname: Only Writer\n---\n"),
        ("topics/only.md", "---\nname: Only Topic\n---\n"),
        ("topics/six.md", "---\nname: Only 6G\n---\n"),
    ];
    files.map(|(path, text)| (format!("content/{path}"), text.to_owned())).into()
}

#[test]
fn a_file_is_public_as_soon_as_something_public_names_it_or_nobody_does() {
    let mut files = companions("embargo_until: 2027-01-01T06:00:00Z\n");
    files.push((
        "content/a/open.md".to_owned(),
        "---\ntitle: Open\ndate: 2020-01-01\n---\n\n[[Only Owner]]\n".to_owned(),
    ));
    files.push(("content/organisations/idle.md".to_owned(), "---\nname: Idle\n---\n".to_owned()));
    let sandbox = Sandbox::new(&[]);
    for (path, text) in &files {
        sandbox.write(path, text.as_bytes());
    }
    let pages = |now: &str| {
        let options = BuildOptions { now: now.parse().unwrap(), ..sandbox.options() };
        let built = sandbox.run(&options);
        assert_eq!(built.status, Status::Done, "{}", built.err);
        let pages = ["deals/only", "organisations/only-hush", "organisations/owner", "organisations/idle"];
        pages.map(|page| sandbox.has_output(&format!("{page}/index.html")))
    };
    assert_eq!(pages("2027-01-01T05:59:59Z"), [false, false, true, true]);
    assert_eq!(pages("2027-01-01T06:00:00Z"), [true, true, true, true]);
}

#[test]
fn a_draft_takes_no_file_with_it() {
    let files = companions("draft: true\n");
    let pages = |with_draft: bool| {
        let sandbox = Sandbox::new(&[]);
        for (path, text) in files.iter().filter(|(path, _)| with_draft || !path.ends_with("secret.md")) {
            sandbox.write(path, text.as_bytes());
        }
        let built = sandbox.run(&sandbox.options());
        assert_eq!(built.status, Status::Done, "{}", built.err);
        assert!(sandbox.has_output("organisations/only-hush/index.html"));
        sandbox.outputs()
    };
    assert_eq!(pages(true), pages(false));
}

#[test]
fn a_held_text_beside_a_public_one_changes_nothing_but_its_own_pictures() {
    let open = "---\ntitle: Open\ndate: 2020-01-01\n---\n\n![Own](own.svg)\n";
    let sandbox = Sandbox::new(&[
        ("content/a/b/index.md", open),
        ("content/a/b/own.svg", "<svg/>"),
        ("content/a/b/data.csv", "1\n"),
    ]);
    let secret =
        "---\ntitle: Secret\ndate: 2020-01-01\nstatus: hold\n---\n\n![Own](own.svg) ![x](hush.svg)\n";
    let held = [("content/a/b/secret.md", secret), ("content/a/b/hush.svg", "<svg/>")];
    leave_no_trace(&sandbox, &held.map(|(path, text)| (path.to_owned(), text.to_owned())));
    assert!(sandbox.has_output("a/b/data.csv"));
}

#[test]
fn an_error_in_a_held_file_is_told_alone() {
    let faulty = "---\ntitle: Nokia swallows Hush\ndate: 2020-06-16\nembargo_until: 2027-01-01T06:00:00Z\nvendor: Hush\nupdated: 2019-01-01\n---\n";
    let sandbox = Sandbox::new(&[("content/a/secret.md", faulty)]);
    let built = sandbox.run(&sandbox.options());
    assert!(built.err.contains("error[updated-before-date]"), "{}", built.err);
    assert!(!built.err.contains("Hush") && !built.err.contains("warning["), "{}", built.err);
    assert!(sandbox.check(false).contains("warning[unknown-key]"));
}

#[test]
fn an_article_that_has_expired_stands_in_no_list_of_deals() {
    let article = "---\ntitle: Gone by now\ndate: 2020-01-01\nvendors: Onlyvendor\nmentions: Onlymention\ntopics: Onlytopic\nexpires: 2021-01-01T00:00:00Z\ndeals: [{id: big, vendors: Nokia, customers: BT}]\n---\n";
    let sandbox = Sandbox::new(&[("content/a/gone.md", article)]);
    sandbox.build();
    for page in
        ["deals/index.html", "vendors/nokia/index.html", "organisations/index.html", "topics/index.html"]
    {
        let html = sandbox.output(page);
        assert!(
            !["Gone by now", "Onlyvendor", "Onlymention", "Onlytopic"].iter().any(|word| html.contains(word)),
            "{page}:\n{html}"
        );
    }
    assert!(sandbox.output("deals/big/index.html").contains("Gone by now</a> (expired)"));
}

#[test]
fn what_is_held_back_is_named_to_those_who_ask() {
    let text = "---\ntitle: Big\ndate: 2020-01-01\nvendors: Nokia\ncustomers: BT\nhero: none.svg\nembargo_until: 2027-01-01T06:00:00Z\n---\n";
    let sandbox = Sandbox::new(&[("content/a/nokia-bt.md", text)]);
    let quiet = sandbox.build();
    assert!(!quiet.err.contains("nokia"), "{}", quiet.err);
    assert!(
        quiet.err.contains("; next change due 1 January 2027, 06:00 UTC: `dateline due`\n"),
        "{}",
        quiet.err
    );
    assert!(quiet.err.contains("from 0 of 1 file (1 held back)"), "{}", quiet.err);
    let loud = sandbox.run(&BuildOptions { verbose: true, ..sandbox.options() });
    for words in ["note[draft-left-out]", "warning[telling-slug]", "warning[missing-alt]"] {
        assert!(loud.err.contains(words), "{}", loud.err);
    }
    let strict = sandbox.run(&BuildOptions { strict: true, ..sandbox.options() });
    assert_eq!(strict.status, Status::Done, "{}", strict.err);
    assert!(sandbox.check(true).contains("error[telling-slug]"));
}

#[test]
fn an_embargo_ends_at_its_instant_and_drafts_shows_what_is_held_back() {
    let article = |more: &str| format!("---\ntitle: Big\ndate: 2020-01-01\n{more}\n---\n");
    let sandbox = Sandbox::new(&[
        ("content/a/big.md", &article("embargo_until: 2027-01-01T06:00:00Z")),
        ("content/a/plan.md", &article("publish_at: 2027-01-01T06:00:00Z")),
        (
            "content/a/both.md",
            &article("publish_at: 2027-01-02T06:00:00Z\nembargo_until: 2027-01-01T06:00:00Z"),
        ),
    ]);
    let built = |now: &str, drafts: bool| {
        let options = BuildOptions { now: now.parse().unwrap(), drafts, ..sandbox.options() };
        assert_eq!(sandbox.run(&options).status, Status::Done);
        ["big", "plan", "both"].map(|name| sandbox.has_output(&format!("a/{name}/index.html")))
    };
    assert_eq!(built("2027-01-01T05:59:59Z", false), [false, false, false]);
    assert_eq!(built("2027-01-01T05:59:59Z", true), [true, true, true]);
    let drafts = sandbox.run(&BuildOptions { drafts: true, ..sandbox.options() });
    assert!(drafts.err.contains("; with 3 unpublished pieces: not for readers"), "{}", drafts.err);
    assert_eq!(built("2027-01-01T06:00:00Z", false), [true, true, false]);
    assert_eq!(built("2027-01-02T06:00:00Z", false), [true, true, true]);
}

#[test]
fn a_deal_under_embargo_is_not_known_until_it_ends() {
    let deal = "id: big\nvendors: Hushtel\ncustomers: BT\nsources: [https://example.org/]\nembargo_until: 2027-01-01T06:00:00Z\n";
    let sandbox = Sandbox::new(&[
        ("content/deals/big.yaml", deal),
        ("content/a/b.md", "---\ntitle: B\ndate: 2020-01-01\nvendors: BT\n---\n"),
    ]);
    let built = sandbox.build();
    assert!(built.err.contains("from 1 of 2 files (1 held back)"), "{}", built.err);
    assert!(built.err.contains("; next change due 1 January 2027, 06:00 UTC"), "{}", built.err);
    assert!(!built.err.contains("big") && !sandbox.has_output("vendors/hushtel/index.html"), "{}", built.err);
    assert!(sandbox.outputs().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("Hushtel")));
    let drafts = sandbox.run(&BuildOptions { drafts: true, ..sandbox.options() });
    assert!(drafts.err.contains("from 2 of 2 files"), "{}", drafts.err);
    assert!(sandbox.has_output("organisations/hushtel/index.html"));
}
