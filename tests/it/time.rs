//! What time does to articles: they expire, are withdrawn and corrected, and go on in later ones.

use std::fmt::Write;

use dateline::command::build::BuildOptions;

use super::commands::dateline;
use super::sandbox::Sandbox;
use super::site::article;

/// Where a word stands: the outputs that hold it.
fn outputs_with(sandbox: &Sandbox, word: &str) -> Vec<String> {
    let outputs = sandbox.outputs().into_iter();
    let holding = outputs.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(word));
    holding.map(|(name, _)| name).collect()
}

#[test]
fn an_expired_article_leaves_every_list_and_keeps_its_page() {
    let event =
        "vendors: [Nokia, Solo]\ncustomers: BT\ntopics: 5G\nauthors: Jo\nexpires: 2020-07-01T00:00:00Z\n";
    let sandbox = Sandbox::new(&[
        ("content/a/event.md", &article("Summit", "2020-06-16", event)),
        ("content/a/other.md", &article("Other", "2020-06-15", "vendors: Nokia\ncustomers: BT\n")),
    ]);
    let before = BuildOptions { now: "2020-06-30T23:59:59Z".parse().unwrap(), ..sandbox.options() };
    sandbox.run(&before);
    assert!(outputs_with(&sandbox, "Summit").len() > 5);
    assert!(!sandbox.output("a/event/index.html").contains("expired"));
    sandbox.build();
    assert_eq!(outputs_with(&sandbox, "Summit"), ["a/event/index.html"]);
    let page = sandbox.output("a/event/index.html");
    assert!(
        page.contains("This briefing expired on <time datetime=\"2020-07-01T00:00:00+00:00\">1 July 2020"),
        "{page}"
    );
    assert!(page.contains("The text of Summit.") && page.contains("/organisations/solo/"), "{page}");
    assert!(!sandbox.has_output("vendors/solo/index.html"));
}

#[test]
fn of_a_withdrawn_article_its_headline_and_the_reason_are_left() {
    let more = concat!(
        "vendors: Hushtel\ncustomers: BT\nmentions: Whisper\ntopics: Secret\nauthors: Zorro\nkicker: Loud\n",
        "standfirst: False claim.\nhero: {src: hush.svg, alt: x}\nsources: [https://libel.example/]\n",
        "aliases: /old/\nextra: {desk: Libel}\nupdates: [{at: 2020-06-17, text: Libel.}]\n",
        "corrections: [{at: 2020-06-17, text: Libel.}]\n",
        "status: withdrawn\nwithdrawn: {at: 2020-06-18, reason: The order was *never* placed.}\n",
    );
    let sandbox = Sandbox::new(&[
        ("content/a/gone/index.md", &(article("Gone", "2020-06-16", more) + "Libel. ![](map.svg)\n")),
        ("content/a/gone/hush.svg", "<svg/>"),
        ("content/a/gone/map.svg", "<svg/>"),
        ("content/a/other.md", &(article("Other", "2020-06-15", "vendors: BT\n") + "[x](gone/index.md)\n")),
    ]);
    sandbox.build();
    assert_eq!(outputs_with(&sandbox, "Gone"), ["a/gone/index.html", "corrections/index.html"]);
    for word in [
        "Hushtel", "Whisper", "Secret", "Zorro", "Loud", "False", "libel", "Libel", "hush", "map.svg",
        "The text",
    ] {
        assert_eq!(
            outputs_with(&sandbox, word).iter().filter(|name| *name != "a/other/index.html").count(),
            0,
            "{word}"
        );
    }
    assert!(sandbox.output("a/gone/index.html").contains("The order was <em>never</em> placed."));
    assert!(sandbox.output("old/index.html").contains("/a/gone/"));
    assert!(!sandbox.has_output("a/gone/hush.svg") && !sandbox.has_output("a/gone/map.svg"));
    assert!(sandbox.output("a/other/index.html").contains("href=\"/a/gone/\""));
}

#[test]
fn corrections_stand_on_the_article_and_on_a_page_of_their_own() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", "per_page: 2\n"),
        ("content/a/b.md", &article("Clean", "2020-01-01", "")),
    ]);
    sandbox.build();
    assert!(!sandbox.has_output("corrections/index.html"));
    assert!(!sandbox.output("index.html").contains("/corrections/"));
    let mut corrections = String::from("updated: 2020-02-03\ncorrections:\n");
    for day in 1..=4 {
        writeln!(corrections, "- {{at: 2020-02-0{day}, text: Slip {day}., was: old <{day}>, now: new}}")
            .unwrap();
    }
    sandbox.write("content/a/c.md", article("Wrong", "2020-01-02", &corrections).as_bytes());
    sandbox.build();
    let page = sandbox.output("a/c/index.html");
    assert!(page.contains("Updated <time datetime=\"2020-02-04\">"), "{page}");
    assert!(page.contains("<del>old &lt;1&gt;</del>"), "{page}");
    assert!(page.find("Slip 4.") < page.find("Slip 1."), "{page}");
    let front = sandbox.output("corrections/index.html");
    assert!(front.contains("Slip 4.") && front.contains("Slip 3.") && !front.contains("Slip 2."), "{front}");
    assert!(front.contains("href=\"/corrections/page/1/\""), "{front}");
    assert!(sandbox.output("corrections/page/1/index.html").contains("Slip 1."));
    assert!(sandbox.output("index.html").contains("href=\"/corrections/\""));
}

#[test]
fn a_page_of_the_address_of_the_corrections_introduces_them() {
    let own = "---\ntitle: What we got wrong\nstandfirst: And *mended*\n---\nWrite [to us](contact.md).\n";
    let contact = "---\ntitle: Contact\n---\nText.\n";
    let sandbox =
        Sandbox::new(&[("content/pages/corrections.md", own), ("content/pages/contact.md", contact)]);
    sandbox.build();
    assert!(sandbox.output("corrections/index.html").contains("<h1>What we got wrong</h1>"));
    let corrections = "corrections: [{at: 2020-02-01, text: Slip.}]\n";
    sandbox.write("content/a/c.md", article("Wrong", "2020-01-02", corrections).as_bytes());
    let built = sandbox.build();
    assert!(!built.err.contains("error"), "{}", built.err);
    let page = sandbox.output("corrections/index.html");
    for told in
        ["<h1>What we got wrong</h1>", "And <em>mended</em>", "<a href=\"/contact/\">to us</a>", "Slip."]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
}

#[test]
fn stories_have_a_list_and_are_not_repeated_below_their_articles() {
    let sandbox = Sandbox::new(&[("content/a/one.md", &article("One", "2020-01-01", "vendors: Nokia\n"))]);
    sandbox.build();
    assert!(!sandbox.has_output("threads/index.html"));
    assert!(!sandbox.output("index.html").contains("/threads/"));
    let write = |name: &str, text: String| sandbox.write(&format!("content/a/{name}.md"), text.as_bytes());
    write("two", article("Two", "2020-01-02", "vendors: Nokia\nfollows: one\n"));
    write("three", article("Three", "2020-01-03", "vendors: Nokia\nfollows: two\n"));
    write("other", article("Other", "2020-01-04", "vendors: Nokia\n"));
    write("drei", article("Drei", "2020-01-03", "vendors: Nokia\nlanguage: de\ntranslation_of: three\n"));
    for day in 5..=8 {
        write(
            &format!("n{day}"),
            article(&format!("N{day}"), &format!("2020-01-0{day}"), "vendors: Nokia\n"),
        );
    }
    sandbox.build();
    let list = sandbox.output("threads/index.html");
    assert!(list.contains("<a href=\"/threads/one/\">One</a>") && list.contains(">Three</a>"), "{list}");
    assert!(list.contains("3 briefings since"), "{list}");
    assert!(sandbox.output("index.html").contains("href=\"/threads/\""));
    let page = sandbox.output("a/three/index.html");
    let more = page.split("class=\"more\"").nth(1).unwrap().split("class=\"turn\"").next().unwrap();
    assert!(more.contains("href=") && !more.contains("/a/two/") && !more.contains("/a/drei/"), "{more}");
}

#[test]
fn articles_that_follow_each_other_are_one_thread() {
    let sandbox = Sandbox::new(&[
        ("content/a/start.md", &article("Alpha", "2020-01-01", "")),
        ("content/a/on.md", &article("Beta", "2020-01-05", "follows: start\n")),
        ("content/a/side.md", &article("Gamma", "2020-01-03", "follows: a/start\n")),
        ("content/b/end.md", &article("Delta", "2020-01-09", "follows: ../a/on.md\n")),
        ("content/c/start.md", &article("Other alpha", "2021-01-01", "")),
        ("content/c/next.md", &article("Other beta", "2021-01-02", "follows: c/start.md\n")),
        ("content/c/alone.md", &article("Alone", "2021-01-02", "")),
    ]);
    sandbox.build();
    let thread = sandbox.output("threads/start/index.html");
    let places: Vec<_> =
        ["Delta</a>", "Beta</a>", "Gamma</a>", "Alpha</a>"].map(|title| thread.find(title).unwrap()).into();
    assert!(places.is_sorted(), "{thread}");
    assert!(sandbox.output("threads/start-2021/index.html").contains("Other beta"));
    let page = sandbox.output("a/side/index.html");
    let story = page.split("<nav class=\"thread\"").nth(1).unwrap().split("</nav>").next().unwrap();
    let (later, earlier) = story.split_once("<h3>Earlier</h3>").unwrap();
    assert!(later.contains("Delta") && later.contains("Beta") && earlier.contains("Alpha"), "{story}");
    assert!(page.contains("The story has moved on"), "{page}");
    assert!(!sandbox.output("b/end/index.html").contains("The story has moved on"));
    assert!(!sandbox.output("c/alone/index.html").contains("class=\"thread\""));
}

#[test]
fn a_withdrawn_piece_does_not_part_the_thread_it_stood_in() {
    let withdrawn = "follows: start\nstatus: withdrawn\nwithdrawn: {at: 2020-02-01, reason: Wrong.}\n";
    let sandbox = Sandbox::new(&[
        ("content/a/start.md", &article("Alpha", "2020-01-01", "")),
        ("content/a/gone.md", &article("Beta", "2020-01-05", withdrawn)),
        ("content/a/end.md", &article("Gamma", "2020-01-09", "follows: gone\n")),
    ]);
    sandbox.build();
    let thread = sandbox.output("threads/start/index.html");
    assert!(thread.contains("Alpha") && thread.contains("Gamma") && !thread.contains("Beta"), "{thread}");
}

#[test]
fn what_follows_a_piece_that_is_held_back_does_not_tell_of_it() {
    let sandbox = Sandbox::new(&[
        ("content/a/start.md", &article("Alpha", "2020-01-01", "")),
        (
            "content/a/secret.md",
            &article("Hushed", "2020-01-05", "follows: start\nembargo_until: 2030-01-01T00:00:00Z\n"),
        ),
        ("content/a/end.md", &article("Gamma", "2020-01-09", "follows: secret\n")),
    ]);
    let built = sandbox.build();
    assert!(!built.err.contains("secret"), "{}", built.err);
    assert_eq!(outputs_with(&sandbox, "Hushed").len() + outputs_with(&sandbox, "secret").len(), 0);
    assert!(!sandbox.has_output("threads/start/index.html"));
}

#[test]
fn a_thread_changes_its_own_pages_only() {
    let sandbox = Sandbox::new(&[("content/a/start.md", &article("Alpha", "2020-01-01", ""))]);
    for number in 0..40 {
        let text = article(&format!("T{number}"), &format!("2020-02-{:02}", 1 + number % 28), "");
        sandbox.write(&format!("content/a/t{number}.md"), text.as_bytes());
    }
    sandbox.write("content/a/next.md", article("Beta", "2020-01-02", "follows: start\n").as_bytes());
    sandbox.build();
    let before = sandbox.outputs();
    sandbox.write("content/a/last.md", article("Gamma", "2020-03-02", "follows: next\n").as_bytes());
    sandbox.build();
    let changed = sandbox.outputs().into_iter().filter(|(name, bytes)| before.get(name) != Some(bytes));
    let changed = changed.map(|(name, _)| name).filter(|name| name.starts_with("a/t")).count();
    assert!(changed <= 1, "the article before it alone shows the next one: {changed}");
}

#[test]
fn due_lists_the_next_changes_with_their_files() {
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", "time_zone: Europe/London\n"),
        (
            "content/a/one.md",
            &article(
                "One",
                "2020-01-01",
                "embargo_until: 2027-06-16T05:00:00Z\nexpires: 2028-01-01T00:00:00Z\n",
            ),
        ),
        (
            "content/a/two.md",
            &article(
                "Two",
                "2020-01-01",
                "publish_at: 2027-01-01T00:00:00Z\nembargo_until: 2026-12-01T00:00:00Z\n",
            ),
        ),
        (
            "content/a/held.md",
            &article("Held", "2020-01-01", "status: hold\nembargo_until: 2026-12-05T00:00:00Z\n"),
        ),
        (
            "content/a/draft.md",
            &article("Draft", "2020-01-01", "draft: true\nembargo_until: 2026-12-05T00:00:00Z\n"),
        ),
        ("content/a/past.md", &article("Past", "2020-01-01", "embargo_until: 2020-01-05T00:00:00Z\n")),
    ]);
    let root = sandbox.root().to_str().unwrap().to_owned();
    let ran = dateline(&["due", "--root", &root, "--now", "2026-11-23"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.out,
        concat!(
            "2026-12-05T00:00:00+00:00  content/a/held.md: embargo ends, but the article is on hold\n",
            "2027-01-01T00:00:00+00:00  content/a/two.md: is published\n",
            "2027-06-16T06:00:00+01:00  content/a/one.md: embargo ends\n",
            "2028-01-01T00:00:00+00:00  content/a/one.md: expires\n",
        )
    );
    let json = dateline(&["due", "--root", &root, "--now", "2027-01-01", "--format", "json"]).out;
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(first["at"], "2027-06-16T06:00:00+01:00");
    assert_eq!((first["change"].as_str(), first["title"].as_str()), (Some("embargo-ends"), Some("One")));
    let later = dateline(&["due", "--root", &root, "--now", "2030-01-01"]);
    assert_eq!((later.status, later.out.as_str()), (0, ""));
    assert!(later.err.contains("nothing is due"), "{}", later.err);
    sandbox.write("content/a/bad.md", b"---\ntitle: Bad\ndate: soon\n---\n");
    let unsure = dateline(&["due", "--root", &root, "--now", "2030-01-01"]);
    assert_eq!(unsure.status, 1);
    assert!(unsure.err.contains("1 file has errors"), "{}", unsure.err);
}

#[test]
fn links_in_updates_corrections_and_reasons_lead_to_pages_and_are_checked() {
    let told = concat!(
        "updates: [{at: 2020-02-01, text: 'See [one](../b/two.md) or [here](#part).'}]\n",
        "corrections: [{at: 2020-02-01, text: 'See [another](../b/two.md) and [a file](terms.csv).'}]\n",
    );
    let gone = "status: withdrawn\nwithdrawn: {at: 2020-02-02, reason: 'It repeated [this](one.md).'}\n";
    let sandbox = Sandbox::new(&[
        ("content/a/one.md", &(article("One", "2020-01-01", told) + "\n## Part\n")),
        ("content/a/gone.md", &article("Gone", "2020-01-01", gone)),
        ("content/a/terms.csv", "1\n"),
        (
            "content/b/two.md",
            &article("Two", "2020-01-02", "updates: {at: 2020-01-03, text: '[x](nowhere.md)'}\n"),
        ),
    ]);
    let built = sandbox.build();
    assert_eq!(built.err.matches("broken-link").count(), 1, "{}", built.err);
    assert!(built.err.contains("content/b/two.md:4:33"), "{}", built.err);
    let page = sandbox.output("a/one/index.html");
    assert!(page.contains("<a href=\"/b/two/\">one</a> or <a href=\"/a/one/#part\">here</a>"), "{page}");
    let corrections = sandbox.output("corrections/index.html");
    for link in [
        "<a href=\"/b/two/\">another</a>",
        "<a href=\"/a/terms.csv\">a file</a>",
        "<a href=\"/a/one/\">this</a>",
    ] {
        assert!(corrections.contains(link), "{corrections}");
    }
    assert!(sandbox.output("a/gone/index.html").contains("<a href=\"/a/one/\">this</a>"));
    assert!(sandbox.has_output("a/terms.csv"));
}
