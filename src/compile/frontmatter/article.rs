//! An article's front matter as a [`Manuscript`].
//!
//! Takes the map of a front matter and what is known of the body, gives the article as its file
//! says it, with all its faults. Knows one file at a time; names stay as written.

use jiff::civil::Date;

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::source::SourceFile;
use crate::base::time::When;
use crate::model::article::{ArticleKind, Manuscript};
use crate::model::body::Body;
use crate::model::config::Config;
use crate::model::data::Map;
use crate::model::record::Record;

use super::deal;
use super::headline;
use super::keys;
use super::parts;
use super::reader::{At, Reader};
use super::record;
use super::when;

/// Reads an article. `None` if an error was found; all of them are reported.
pub fn article(
    file: &SourceFile,
    map: Map,
    config: &Config,
    body: Body,
    findings: &mut Vec<Finding>,
) -> Option<Manuscript> {
    let reader = &mut Reader::new(file, config, &keys::ARTICLE, map, findings);
    let title = headline::title(reader, &body);
    let date = date(reader);
    let updated = updated(reader, date.map(|(date, _)| date));
    let slug = headline::slug(reader);
    let standfirst = headline::standfirst(reader);
    let kicker = reader.line("kicker");
    let authors = parts::authors(reader);
    let dateline = parts::dateline(reader).map(Box::new);
    let [vendors, customers] = ["vendors", "customers"].map(|key| reader.texts(key));
    let [mentions, topics] = ["mentions", "topics"].map(|key| reader.texts(key));
    let regions = parts::regions(reader);
    let names: Vec<&str> = ArticleKind::NAMES.iter().map(|(name, _)| *name).collect();
    let kind =
        reader.choice("type", &names).map_or_else(ArticleKind::default, |index| ArticleKind::NAMES[index].1);
    let hero = parts::hero(reader).map(Box::new);
    let language = headline::language(reader);
    let translation_of = reader.text("translation_of");
    let sources = parts::sources(reader);
    let deals = deal::deals(reader);
    let status = headline::status(reader);
    let mut record = record::record(reader, status, date.map(|(date, _)| date));
    let caption = hero.as_ref().and_then(|hero| hero.caption.as_deref());
    record.links.extend(record::links(KeyPath::of("standfirst"), standfirst.as_deref()));
    record.links.extend(record::links(KeyPath::of("hero").key("caption"), caption));
    let read_minutes = reader.number("read_minutes", 1..=600).and_then(|minutes| u32::try_from(minutes).ok());
    let aliases = headline::old_paths(reader);
    let canonical = headline::address(reader, "canonical");
    let (date, date_is_key) = date?;
    reader.is_sound().then_some(())?;
    Some(Manuscript {
        title: title?,
        date,
        date_is_key,
        updated: record::last_change(updated, &record),
        slug,
        standfirst,
        kicker,
        authors,
        dateline,
        vendors,
        customers,
        mentions,
        topics,
        regions,
        kind,
        hero,
        language,
        translation_of,
        sources,
        status,
        record: Record { deals, ..record },
        read_minutes,
        aliases,
        canonical,
        extra: std::mem::take(&mut reader.extra),
        body,
    })
}

/// The date, and whether it is a key; else it is a part of the file's name.
fn date(reader: &mut Reader) -> Option<(When, bool)> {
    let named = when::date_in_name(headline::stem_of(&reader.file.path)).map(|(day, _)| day);
    let present = reader.entries.iter().any(|entry| entry.key == "date");
    if !present {
        let Some(day) = named else {
            if let Some(fault) = when::fault_in_name(headline::stem_of(&reader.file.path)) {
                let message = format!("in the {}'s name: {}", named_thing(reader), fault.message);
                let finding = Finding::new(Code::ImpossibleDate, &reader.file.path, Place::File, message);
                reader.report(finding.help("rename it, or write the day under the key `date`"));
                return None;
            }
            let finding = headline::missing(reader, "date", "this article has no date", None);
            let help =
                "add a line `date: YYYY-MM-DD` with the day, or put the day at the front of the file's name";
            reader.report(finding.help(help));
            return None;
        };
        return when::read(&day.to_string(), &reader.config.time_zone).ok().map(|when| (when, false));
    }
    let date = moment(reader, "date")?;
    if let Some(day) = named.filter(|day| *day != date.day) {
        disagrees(reader, day, date.day);
    }
    Some((date, true))
}

fn disagrees(reader: &mut Reader, named: Date, day: Date) {
    let thing = named_thing(reader);
    let message = format!("the {thing}'s name says {named}, the key `date` says {day}; the key counts");
    let finding = reader.finding(Code::DateDisagrees, At::Top("date"), message);
    reader.report(finding.help(format!("rename the {thing}, or correct the key")));
}

/// What carries the article's name: of `2020-06-16-nokia/index.md` it is the folder.
fn named_thing(reader: &Reader) -> &'static str {
    if reader.file.path.stem() == "index" { "folder" } else { "file" }
}

/// A date or date-time under this key.
fn moment(reader: &mut Reader, key: &'static str) -> Option<When> {
    let value = reader.take(key)?;
    record::moment(reader, At::Top(key), value)
}

fn updated(reader: &mut Reader, date: Option<When>) -> Option<When> {
    let updated = moment(reader, "updated")?;
    record::not_before(reader, At::Top("updated"), updated, Some(date?), "updated")
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::Spot;
    use crate::base::path::SourcePath;
    use crate::model::article::Status;
    use crate::model::data::Data;

    use super::super::locate::locate;
    use super::super::{fence, yaml};
    use super::*;

    /// Reads an article with this front matter; its findings as `code line:column mended`.
    fn read_at(path: &str, front: &str) -> (Option<Manuscript>, Vec<String>) {
        let text = format!("---\n{front}\n---\nText.\n");
        let file = SourceFile { path: SourcePath::new(path), text };
        let config = Config::default();
        let mut findings = Vec::new();
        let range = fence::open(&file, &mut findings).unwrap().yaml;
        let map = yaml::parse(&file, range, &mut findings);
        let found = map.and_then(|map| article(&file, map, &config, Body::default(), &mut findings));
        let shown = findings.into_iter().map(|finding| {
            assert!(
                !finding.message.contains(['\n']) && !finding.message.ends_with('.'),
                "{}",
                finding.message
            );
            let range = match &finding.place {
                Place::File | Place::Words(_) => 0..0,
                Place::Bytes(range) => range.clone(),
                Place::Key(path, part) => locate(&file.text, path, *part, &config),
            };
            let spot = Spot::of(&file.text, &range);
            let mended = finding.mended.unwrap_or_default();
            format!("{} {}:{} {mended}", finding.code.as_str(), spot.line, spot.column)
        });
        (found, shown.collect())
    }

    fn read(front: &str) -> Manuscript {
        let (found, findings) = read_at("content/a.md", &format!("title: A\ndate: 2020-06-16\n{front}"));
        assert!(findings.is_empty(), "{front}: {findings:?}");
        found.unwrap()
    }

    /// The findings of lines that follow a title and a date, and whether the article is still built.
    fn faults(front: &str) -> (bool, Vec<String>) {
        let (found, findings) = read_at("content/a.md", &format!("title: A\ndate: 2020-06-16\n{front}"));
        (found.is_some(), findings)
    }

    fn names(article: &Manuscript) -> Vec<&str> {
        article.authors.iter().map(|author| author.name.as_str()).collect()
    }

    #[test]
    fn four_lines_are_enough() {
        let article = read("vendors: Nokia\ncustomers: [Tencent, Baidu]");
        assert_eq!((article.title.as_str(), article.date_is_key), ("A", true));
        assert_eq!(article.vendors, ["Nokia"]);
        assert_eq!(article.customers, ["Tencent", "Baidu"]);
        assert_eq!(article.date.instant.to_string(), "2020-06-16T00:00:00Z");
    }

    #[test]
    fn every_key_is_read() {
        let article = read(concat!(
            "updated: 2020-06-17\nslug: Nokia DCI\nstandfirst: >\n  One\n  sentence.\nkicker: 5\n",
            "dateline: {place: ESPOO, country: FI, date: 16 June}\nmentions: [ZTE, ZTE, Huawei]\n",
            "topics: [[a, b], c]\nregions: [CN, china, UK]\ntype: press-release\n",
            "hero: {src: a.svg, alt: A map, credit: Us}\nlanguage: en-GB\ntranslation_of: b\n",
            "sources: [https://a.example/b, {url: https://c.example/, publisher: C}]\nstatus: hold\n",
            "read_minutes: 3\naliases: old/one/\ncanonical: https://d.example/e\nednote: secret\n",
            "layout: post\nextra: {colour: blue}",
        ));
        assert_eq!(article.slug.as_deref(), Some("nokia-dci"));
        assert_eq!(article.standfirst.as_deref(), Some("One sentence."));
        assert_eq!(article.kicker.as_deref(), Some("5"));
        assert_eq!(article.dateline.unwrap().country.as_deref(), Some("Finland"));
        assert_eq!(article.mentions, ["ZTE", "Huawei"]);
        assert_eq!(article.topics, ["a", "b", "c"]);
        assert_eq!(article.regions, ["China", "United Kingdom"]);
        assert_eq!(article.kind, ArticleKind::PressRelease);
        assert_eq!(article.hero.unwrap().credit.as_deref(), Some("Us"));
        assert_eq!(article.sources[1].publisher.as_deref(), Some("C"));
        assert_eq!((article.status, article.read_minutes), (Status::Hold, Some(3)));
        assert_eq!(article.aliases, ["/old/one/"]);
        let extra: Vec<&str> = article.extra.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(extra, ["layout", "colour"]);
    }

    #[test]
    fn authors_may_be_written_in_five_ways() {
        for (front, expected) in [
            ("authors: Jo Doe", vec!["Jo Doe"]),
            ("authors: [Jo Doe, Kim Roe]", vec!["Jo Doe", "Kim Roe"]),
            ("author: {name: Jo Doe, role: Editor}", vec!["Jo Doe"]),
            ("authors:\n- name: Jo Doe\n- name: Kim Roe", vec!["Jo Doe", "Kim Roe"]),
            ("authors:\n- Jo Doe\n- name: Kim Roe", vec!["Jo Doe", "Kim Roe"]),
            ("author: Jo Doe, Jr.", vec!["Jo Doe, Jr."]),
        ] {
            assert_eq!(names(&read(front)), expected, "{front}");
        }
    }

    #[test]
    fn a_number_where_text_is_expected_is_the_authors_own_text() {
        let article = read("slug: 007\nkicker: 1.10\ntopics: [5, 1.50, True]\nstandfirst: 0x1F");
        assert_eq!(article.slug.as_deref(), Some("007"));
        assert_eq!(article.kicker.as_deref(), Some("1.10"));
        assert_eq!(article.topics, ["5", "1.50", "True"]);
        assert_eq!(article.standfirst.as_deref(), Some("0x1F"));
    }

    #[test]
    fn other_names_of_keys_are_read_as_ours() {
        let article =
            read("excerpt: E\ndescription: D\ntags: [a]\ncategories: [b, a]\nredirect_from: /x/\nlede: ~");
        assert_eq!(article.standfirst.as_deref(), Some("D"));
        assert_eq!(article.topics, ["a", "b"]);
        assert_eq!(article.aliases, ["/x/"]);
        assert_eq!(article.extra, [("excerpt".to_owned(), Data::Text("E".to_owned()))]);
    }

    #[test]
    fn an_article_is_a_draft_if_any_key_says_so() {
        for (front, expected) in [
            ("draft: true", Status::Draft),
            ("published: false", Status::Draft),
            ("draft: true\nstatus: usable", Status::Draft),
            ("draft: true\nstatus: hold", Status::Hold),
            ("draft: false\npublished: true", Status::Usable),
        ] {
            assert_eq!(read(front).status, expected, "{front}");
        }
    }

    #[test]
    fn the_date_may_come_from_the_name_and_the_key_wins() {
        for path in ["content/2016-01-04-news.md", "content/2016-01-04-news/index.md"] {
            let (found, findings) = read_at(path, "title: A");
            assert!(findings.is_empty());
            let article = found.unwrap();
            assert_eq!((article.date.day.to_string().as_str(), article.date_is_key), ("2016-01-04", false));
        }
        let (found, findings) = read_at("content/2016-01-04-news.md", "title: A\ndate: 2016-01-05");
        assert_eq!(findings, ["date-disagrees 3:7 "]);
        assert_eq!(found.unwrap().date.day.to_string(), "2016-01-05");
    }

    #[test]
    fn what_is_missing_is_shown_as_a_line_to_add() {
        let (found, findings) = read_at("content/nokia-wins.md", "vendors: Nokia");
        assert!(found.is_none());
        assert_eq!(findings, ["missing-key 1:1 ---\ntitle: Nokia wins", "missing-key 1:1 "]);
        assert_eq!(read_at("content/a.md", "title:\ndate: 2020-06-16").1, ["missing-key 2:1 title: A"]);
    }

    #[test]
    fn titles_that_are_no_plain_text_are_named() {
        let title = |title: &str| read_at("content/a.md", &format!("title: {title}\ndate: 2020-06-16")).1;
        assert_eq!(title("2023"), ["bare-title 2:8 title: \"2023\""]);
        assert_eq!(title("2020-06-16"), ["bare-title 2:8 title: \"2020-06-16\""]);
        assert_eq!(title("\"2020-06-16\""), [""; 0]);
        assert_eq!(title("A <b>bold</b> é"), ["html-in-title 2:8 title: A bold é"]);
        assert_eq!(title("1 < 2 and 3 > 2"), [""; 0]);
        assert_eq!(title("[A, B]"), ["wrong-type 2:8 title: A"]);
    }

    #[test]
    fn an_article_with_a_warning_is_built() {
        for (front, expected) in [
            ("Kicker: B", "key-case 4:1 kicker: B"),
            ("vendor: B", "unknown-key 4:1 vendors: B"),
            (
                "authors: Jo Doe, Sales Director",
                "comma-in-author 4:10 authors: {name: Jo Doe, role: Sales Director}",
            ),
            ("authors: Jo Doe, Kim Roe", "comma-in-author 4:10 authors: [Jo Doe, Kim Roe]"),
            ("regions: Filand", "unknown-region 4:10 regions: Finland"),
            ("hero: a.svg", "missing-alt 4:7 "),
            ("hero:\n  src: é.svg", "missing-alt 5:3 "),
            ("hero: {src: a, alt: b, altt: c}", "unknown-key 4:24 hero: {src: a, alt: b, alt: c}"),
        ] {
            assert_eq!(faults(front), (true, vec![expected.to_owned()]), "{front}");
        }
    }

    #[test]
    fn an_article_with_an_error_is_not_built() {
        for (front, expected) in [
            ("Title: B", "duplicate-key 4:1 "),
            ("summary: B\nstandfirst: C", "duplicate-key 5:1 "),
            ("embargo_until: 2020-06-16", "time-without-zone 4:16 embargo_until: 2020-06-16T00:00:00+00:00"),
            ("Embargo: 2020-06-16", "reserved-key 4:1 embargo_until: 2020-06-16"),
            ("deals: [5.5]", "wrong-type 4:9 "),
            ("status: withdrawn", "half-withdrawn 4:9 "),
            ("status: drfat", "unknown-value 4:9 status: draft"),
            ("type: brief", "unknown-value 4:7 "),
            ("draft: yes", "wrong-type 4:8 draft: true"),
            ("draft: \"true\"", "wrong-type 4:8 draft: true"),
            ("updated: 2020-06-15", "updated-before-date 4:10 "),
            ("updated: 2015-03-17 14:00:00 -4", "bad-date 4:10 updated: 2015-03-17 14:00:00 -04:00"),
            ("updated: 2023-06-31", "impossible-date 4:10 "),
            ("vendors: [a,, b]", "yaml-syntax 4:13 "),
            ("vendors:\n- a\n-\n- c", "wrong-type 6:1 "),
            ("vendors: {org: a}", "wrong-type 4:10 "),
            ("kicker: [a]", "wrong-type 4:9 kicker: a"),
            ("slug: …", "bad-slug 4:7 "),
            ("language: English", "bad-language 4:11 "),
            ("aliases: https://a.example/b", "bad-alias 4:10 aliases: /b"),
            ("canonical: a.example/b", "bad-url 4:12 canonical: https://a.example/b"),
            ("sources:\n- {url: x}", "bad-url 5:9 "),
            ("sources:\n- title: x", "missing-key 5:3 "),
            ("authors:\n- {role: x}", "missing-key 5:3 "),
            ("hero: {alt: x}", "missing-key 4:7 "),
            ("read_minutes: 0", "unknown-value 4:15 "),
            ("read_minutes: \"3\"", "wrong-type 4:15 read_minutes: 3"),
            ("extra: a", "wrong-type 4:8 "),
            ("a: 1\nextra: {a: 2}", "duplicate-key 5:9 "),
        ] {
            assert_eq!(faults(front), (false, vec![expected.to_owned()]), "{front}");
        }
    }

    #[test]
    fn all_faults_of_a_file_are_reported() {
        let (_, findings) = read_at("content/a.md", "date: soon\nupdated: later\nstatus: x\ndraft: 1");
        assert_eq!(findings.len(), 5, "{findings:?}");
    }
}
