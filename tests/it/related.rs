//! “You may also like”: which articles stand there, why, and how few change when one is added.

use std::collections::BTreeMap;

use dateline::base::path::SourcePath;
use dateline::base::source::SourceFile;
use dateline::compile::bodies::Bodies;
use dateline::compile::link::mentions::AllFound;
use dateline::compile::link::site::{LinkOptions, link};
use dateline::compile::parse::parse;
use dateline::model::config::Config;
use jiff::Timestamp;

use super::sandbox::Sandbox;

/// For each article of these the suggested ones, in their order, by the names of the files.
fn suggested(files: &[(String, String)]) -> BTreeMap<String, Vec<String>> {
    let config = Config::default();
    let mut parsed: Vec<_> = files
        .iter()
        .map(|(path, text)| {
            let file = SourceFile::decode(SourcePath::new(path), text.as_bytes().to_vec()).unwrap();
            parse(&file, &config)
        })
        .collect();
    parsed.sort_by(|a, b| a.path.cmp(&b.path));
    let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let options = LinkOptions { drafts: false, now, strict: false };
    let bodies = Bodies::all_kept();
    let site = link(parsed, &config, options, bodies, AllFound::default(), &mut Vec::new()).site;
    let lists = site.articles.iter().map(|article| {
        let others =
            article.suggestions.iter().map(|other| site.article(other.article).path.stem().to_owned());
        (article.path.stem().to_owned(), others.collect())
    });
    lists.collect()
}

fn article(name: &str, date: &str, more: &str) -> (String, String) {
    (
        format!("content/briefings/{name}.md"),
        format!("---\ntitle: {name}\ndate: {date}\n{more}---\n\nText.\n"),
    )
}

fn of<'a>(lists: &'a BTreeMap<String, Vec<String>>, name: &str) -> Vec<&'a str> {
    lists[name].iter().map(String::as_str).collect()
}

#[test]
fn rare_parties_count_more_than_frequent_ones_and_a_deal_more_than_both() {
    let mut files: Vec<(String, String)> = (10..40)
        .map(|day| {
            article(
                &format!("n{day}"),
                &format!("2020-0{}-{:02}", day / 10, day % 10 + 1),
                "vendors: Nokia\n",
            )
        })
        .collect();
    let deal = "deals: [{id: d, vendors: Nokia, customers: Elisa, sources: [https://a.example/]}]\n";
    files.push(article("far", "2010-01-01", &format!("vendors: Nokia\ncustomers: Elisa\n{deal}")));
    files.push(article("rare", "2012-01-01", "vendors: Nokia\ncustomers: Baidu\n"));
    files.push(article("it", "2020-05-01", "vendors: Nokia\ncustomers: [Baidu, Elisa]\ndeals: [d]\n"));
    let lists = suggested(&files);
    assert_eq!(of(&lists, "it"), ["far", "rare", "n39", "n38"]);
    assert_eq!(of(&lists, "rare")[0], "it", "later articles are suggested, too");
    assert!(lists.values().all(|list| list.len() <= 4));
}

#[test]
fn no_two_stand_there_from_one_thread_and_none_of_its_own_nor_a_translation() {
    let files = [
        article("a1", "2020-01-01", "vendors: Nokia\n"),
        article("a2", "2020-01-02", "vendors: Nokia\nfollows: a1\n"),
        article("a3", "2020-01-03", "vendors: Nokia\nfollows: a2\n"),
        article("b1", "2020-01-04", "vendors: Nokia\n"),
        article("b1-de", "2020-01-04", "vendors: Nokia\nlanguage: de\ntranslation_of: b1\n"),
        article("c", "2020-01-05", "vendors: Nokia\n"),
        article("c-de", "2020-01-05", "vendors: Nokia\nlanguage: de\ntranslation_of: c\n"),
    ];
    let lists = suggested(&files);
    assert_eq!(of(&lists, "b1"), ["a3", "c"]);
    assert_eq!(of(&lists, "b1-de"), ["a3", "c-de"]);
    assert_eq!(of(&lists, "a1"), ["b1", "c"]);
}

#[test]
fn topics_and_telling_words_make_articles_alike_where_no_party_does() {
    let topic = |name: &str, date: &str| article(name, date, "topics: Open RAN\n");
    let worded = |name: &str, date: &str, title: &str| {
        (format!("content/b/{name}.md"), format!("---\ntitle: {title}\ndate: {date}\n---\n\nText.\n"))
    };
    let mut files: Vec<(String, String)> =
        (1..=9).map(|day| article(&format!("n{day}"), &format!("2019-01-0{day}"), "")).collect();
    files.extend([
        topic("t1", "2020-01-01"),
        topic("t2", "2020-02-01"),
        worded("w1", "2020-03-01", "Curaçao lands a submarine cable"),
        worded("w2", "2023-03-01", "A second submarine cable for Curaçao"),
        worded("w3", "2023-03-02", "A second thought"),
        worded("w4", "2023-04-01", "Three companies name their prices"),
        worded("w5", "2023-04-02", "Prices of companies under other names"),
        worded("w6", "2023-05-01", "Curaçao lands a ferry"),
    ]);
    let lists = suggested(&files);
    assert_eq!(of(&lists, "t1"), ["t2"]);
    assert_eq!(of(&lists, "w1"), ["w2"]);
    assert_eq!(of(&lists, "w3"), Vec::<&str>::new(), "one word is not enough");
    assert_eq!(of(&lists, "w5"), Vec::<&str>::new(), "words of the trade tell nothing");
    assert_eq!(of(&lists, "w6"), Vec::<&str>::new(), "nor are two words enough");
}

#[test]
fn what_left_the_lists_is_not_suggested() {
    let withdrawn = "status: withdrawn\nwithdrawn: {at: 2020-02-01, reason: It was wrong.}\n";
    let files = [
        article("a", "2020-01-01", "vendors: Nokia\n"),
        article("b", "2020-01-02", "vendors: Nokia\nexpires: 2021-01-01T00:00:00Z\n"),
        article("c", "2020-01-03", &format!("vendors: Nokia\n{withdrawn}")),
        article("d", "2020-01-04", "vendors: Nokia\nstatus: hold\n"),
    ];
    let lists = suggested(&files);
    assert_eq!(of(&lists, "a"), Vec::<&str>::new());
    assert_eq!(of(&lists, "b"), ["a"], "an expired article still leads to others");
    assert_eq!(of(&lists, "c"), Vec::<&str>::new());
}

/// A site of so many articles whose parties and topics follow no order, and some are much more frequent.
fn many(count: u64) -> Vec<(String, String)> {
    let mut state = 7_u64;
    let mut pick = |of: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = (state >> 33) % of;
        number * ((state >> 20) % of + 1) / of
    };
    let articles = (0..count).map(|number| {
        let day = format!("{}-{:02}-{:02}", 2000 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
        let (vendor, customer, topic, word) = (pick(12), pick(40), pick(8), pick(30));
        let more = format!(
            "vendors: Vendor{vendor}\ncustomers: Customer{customer}\ntopics: Topic{topic}\nstandfirst: Sentence about thing{word} and place{topic}.\n"
        );
        article(&format!("a{number}"), &day, &more)
    });
    articles.collect()
}

#[test]
fn a_new_article_leaves_the_archive_as_it_was() {
    let files = many(1500);
    let without = |index: usize| {
        let mut files = files.clone();
        files.remove(index);
        suggested(&files)
    };
    let all = suggested(&files);
    let changed = |before: BTreeMap<String, Vec<String>>| {
        before.iter().filter(|(name, list)| all[*name] != **list).count()
    };
    let newest: Vec<usize> = (1490..1500).map(|index| changed(without(index))).collect();
    assert!(newest.iter().all(|changed| *changed <= 20), "{newest:?}");
    let older: Vec<usize> = [100, 700, 1200].map(|index| changed(without(index))).to_vec();
    assert!(older.iter().all(|changed| *changed <= 40), "{older:?}");
    assert!(all.values().filter(|list| list.len() == 4).count() > 1450);
}

#[test]
fn the_page_shows_them_with_the_reason_and_does_not_repeat_them() {
    let files = [
        article("one", "2020-01-01", "vendors: Nokia\ncustomers: Baidu\n"),
        article("two", "2020-01-02", "vendors: Nokia\ncustomers: Baidu\n"),
        article("three", "2020-01-03", "topics: Open RAN\n"),
        article("four", "2020-01-04", "topics: Open RAN\n"),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sandbox = Sandbox::new(&files);
    sandbox.build();
    let page = sandbox.output("briefings/one/index.html");
    let (_, section) = page.split_once("You may also like").unwrap();
    assert!(
        section
            .contains("<a href=\"/briefings/two/\">two</a> <small class=\"note\">both: Nokia, Baidu</small>"),
        "{section}"
    );
    assert!(!page.contains("More on"), "the only other one is suggested already");
    assert!(sandbox.output("briefings/three/index.html").contains("both about: Open RAN</small>"));
}

#[test]
fn a_site_may_do_without_them() {
    let (one, two) = (
        article("one", "2020-01-01", "vendors: Nokia\ncustomers: Baidu\n"),
        article("two", "2020-01-02", "vendors: Nokia\ncustomers: Baidu\n"),
    );
    let sandbox = Sandbox::new(&[
        ("dateline.yaml", "related: false\n"),
        (one.0.as_str(), one.1.as_str()),
        (two.0.as_str(), two.1.as_str()),
    ]);
    sandbox.build();
    assert!(!sandbox.output("briefings/one/index.html").contains("You may also like"));
}
