//! The front matter of an organisation's file.
//!
//! Takes a map, gives an [`OrganisationProfile`] with all faults of the file. Knows one file at a
//! time: whether a parent exists is not asked here.

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::SourceFile;
use crate::base::time::PartialDate;
use crate::model::body::Body;
use crate::model::config::Config;
use crate::model::data::{Data, Map};
use crate::model::profile::{FormerName, Logo, ORGANISATION_KINDS, OrganisationProfile, Parent};

use super::fault::Fault;
use super::headline;
use super::identifiers;
use super::keys;
use super::mend;
use super::parts::country_or_as_written;
use super::reader::{At, Reader};
use super::when;

/// Reads an organisation's file. `None` if an error was found; all of them are reported.
pub fn organisation(
    file: &SourceFile,
    map: Map,
    config: &Config,
    body: Body,
    findings: &mut Vec<Finding>,
) -> Option<OrganisationProfile> {
    let reader = &mut Reader::new(file, config, &keys::ORGANISATION, map, findings);
    let name = headline::name(reader);
    let profile = OrganisationProfile {
        name: name.clone().unwrap_or_default(),
        slug: headline::slug(reader),
        legal_name: reader.line("legal_name"),
        aliases: reader.texts("aliases"),
        former_names: former_names(reader),
        not: reader.texts("not"),
        kind: reader.choice("kind", ORGANISATION_KINDS).map(|index| ORGANISATION_KINDS[index].to_owned()),
        parent: parent(reader),
        joint_venture_of: reader.texts("joint_venture_of"),
        merged_into: reader.line("merged_into"),
        merged_on: dated(reader, "merged_on"),
        dissolved: dated(reader, "dissolved"),
        country: reader.line("country").map(|text| country_or_as_written(reader, At::Top("country"), text)),
        hq: reader.line("hq"),
        lei: checked(reader, "lei", identifiers::lei),
        wikidata: checked(reader, "wikidata", identifiers::wikidata),
        tickers: tickers(reader),
        url: headline::address(reader, "url"),
        logo: logo(reader),
        description: reader.text("description"),
        same_as: addresses(reader, "same_as"),
        competitors: reader.texts("competitors"),
        context: reader.texts("context"),
        link_mentions: reader.flag("link_mentions"),
        extra: std::mem::take(&mut reader.extra),
        body,
    };
    (reader.is_sound() && name.is_some()).then_some(profile)
}

/// A text that has a form of its own.
fn checked(reader: &mut Reader, key: &'static str, check: fn(&str) -> Result<(), Fault>) -> Option<String> {
    let text = reader.text(key)?;
    headline::checked(reader, At::Top(key), text, check)
}

/// Its logo: where it lies, or a map with that.
fn logo(reader: &mut Reader) -> Option<Logo> {
    let at = At::Top("logo");
    let (mut alt, mut licence) = (None, None);
    let (at, src) = match reader.take("logo")? {
        Data::Bool(false) => return None,
        Data::Map(map) => {
            let [src, shown, terms] = reader.fields(at, map, ["src", "alt", "licence"]);
            let src = reader.field(at, "src", src);
            alt = reader.field(at, "alt", shown);
            licence = reader.field(at, "licence", terms);
            let Some(src) = src else {
                reader.missing_field(at, "src");
                return None;
            };
            if alt.is_none() {
                let message = "the logo has no `alt`: those who do not see it learn nothing of it";
                let help = format!("write `logo: {{src: {}, alt: What it shows}}`", mend::scalar(&src));
                let finding = reader.finding(Code::MissingAlt, at, message).help(help);
                reader.report(finding);
            }
            (At::Key(&at, "src"), src)
        }
        other => (at, mend::one_line(&reader.as_text(at, other)?)),
    };
    let src = headline::checked(reader, at, src, identifiers::place)?;
    Some(Logo { src, alt, licence })
}

fn dated(reader: &mut Reader, key: &'static str) -> Option<String> {
    let text = reader.text(key)?;
    partial_date(reader, At::Top(key), text)
}

/// A date of which the day, or day and month, may be missing.
pub(super) fn partial_date(reader: &mut Reader, at: At, text: String) -> Option<String> {
    match when::check_partial(&text) {
        Ok(()) => Some(text),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// The end of what has a beginning and an end lies after the beginning, as far as the two are known.
pub(super) fn check_years(reader: &mut Reader, at: At, from: Option<&str>, to: Option<&str>) {
    let [first, last] = [from, to].map(|text| text.and_then(PartialDate::read));
    let (Some(first), Some(last)) = (first, last) else { return };
    if last.last_day() < first.first_day() {
        let message = format!("{} ends ({last}) before it begins ({first})", at.words());
        let finding = reader.finding(Code::EndsTooEarly, At::Key(&at, "to"), message).related(
            &reader.file.path,
            Place::value(At::Key(&at, "from").path()),
            "it begins here",
        );
        reader.report(finding.help("correct one of the two dates"));
    }
}

/// Names that it had: each a text or a map.
fn former_names(reader: &mut Reader) -> Vec<FormerName> {
    let at = At::Top("former_names");
    let items = reader.take_items("former_names");
    let mut names = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        match item {
            Data::Map(map) => {
                let [name, until] = reader.fields(at, map, ["name", "until"]);
                let name = reader.field(at, "name", name);
                let until = reader.field(at, "until", until);
                let until = until.and_then(|text| partial_date(reader, At::Key(&at, "until"), text));
                match name {
                    Some(name) => names.push(FormerName { name, until }),
                    None => reader.missing_field(at, "name"),
                }
            }
            Data::Null => reader.empty_item(at),
            item => names.extend(reader.as_text(at, item).map(|name| FormerName { name, until: None })),
        }
    }
    names
}

/// Whose it is: a name, or a map with one.
fn parent(reader: &mut Reader) -> Option<Parent> {
    let at = At::Top("parent");
    match reader.take("parent")? {
        Data::Map(map) => {
            let [org, stake, from, to] = reader.fields(at, map, ["org", "stake", "from", "to"]);
            let org = reader.field(at, "org", org);
            let stake = reader.field(at, "stake", stake);
            let [from, to] = [("from", from), ("to", to)].map(|(name, value)| {
                reader.field(at, name, value).and_then(|text| partial_date(reader, At::Key(&at, name), text))
            });
            check_years(reader, at, from.as_deref(), to.as_deref());
            if org.is_none() {
                reader.missing_field(at, "org");
            }
            Some(Parent { org: org?, stake, from, to })
        }
        Data::List(owners) if owners.len() > 1 => {
            several_owners(reader, at, owners);
            None
        }
        other => reader.as_text(at, other).map(|org| Parent { org, ..Parent::default() }),
    }
}

/// Several owners are no parent each.
fn several_owners(reader: &mut Reader, at: At, owners: Vec<Data>) {
    let finding = reader.finding(Code::WrongType, at, "`parent` is a list; it should be one name");
    let owners = reader.as_texts(at, owners);
    let finding = finding
        .help(format!("those who own it together stand in `joint_venture_of: [{}]`", owners.join(", ")))
        .help("if only one of them is the owner, name that one");
    reader.report(finding);
}

/// Symbols of its shares. `NYSE: NOK`, with a blank, is a map to YAML.
fn tickers(reader: &mut Reader) -> Vec<String> {
    let at = At::Top("tickers");
    let items = reader.take_items("tickers");
    let mut tickers = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        let text = match item {
            Data::Null => {
                reader.empty_item(at);
                continue;
            }
            Data::Map(map) => {
                let [(exchange, Data::Text(symbol))] = map.as_slice() else {
                    reader.wrong_type(at, &Data::Map(map), "a text like `NYSE:NOK`");
                    continue;
                };
                let meant = mend::quoted(&format!("{exchange}:{symbol}"));
                let message = "a ticker has no blank after its colon";
                let mut finding = reader.finding(Code::BadIdentifier, at, message);
                finding.mended = reader.line_with_yaml(at, &meant);
                reader.report(finding.help(format!("write {meant}, in quotes")));
                continue;
            }
            item => reader.as_text(at, item),
        };
        let Some(text) = text else { continue };
        match identifiers::ticker(&text) {
            Ok(()) => tickers.push(text),
            Err(fault) => reader.fault(at, fault),
        }
    }
    tickers
}

fn addresses(reader: &mut Reader, key: &'static str) -> Vec<String> {
    let texts = reader.texts(key);
    let checked = texts
        .into_iter()
        .enumerate()
        .map(|(index, text)| headline::web_address(reader, At::Item(&At::Top(key), index), text));
    checked.collect::<Vec<_>>().into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::base::path::SourcePath;

    use super::super::person::person;
    use super::super::topic::topic;
    use super::super::{page, yaml};
    use super::*;

    type Read<T> = fn(&SourceFile, Map, &Config, Body, &mut Vec<Finding>) -> Option<T>;

    /// Reads a file of any kind; its findings as `code mended`.
    fn read<T>(kind: Read<T>, front: &str) -> (Option<T>, Vec<String>) {
        let text = format!("---\n{front}\n---\n");
        let file = SourceFile { path: SourcePath::new("content/organisations/nokia.md"), text };
        let mut findings = Vec::new();
        let map = yaml::parse(&file, 4..5 + front.len(), &mut findings).unwrap();
        let found = kind(&file, map, &Config::default(), Body::default(), &mut findings);
        let shown = findings.into_iter().map(|found| {
            format!("{} {}", found.code.as_str(), found.mended.unwrap_or_default()).trim_end().to_owned()
        });
        (found, shown.collect())
    }

    #[test]
    fn every_key_of_an_organisation_is_read() {
        let (found, findings) = read(
            organisation,
            concat!(
                "name: Nokia\nlegal_name: Nokia Corporation\naliases: [Nokia Oyj, 诺基亚]\n",
                "former_names: [Old, {name: Older, until: 1990}]\nnot: HMD\nkind: vendor\n",
                "parent: {org: x, stake: 50% plus one share, from: 2016-01}\nmerged_on: 2020-04-01\n",
                "country: FI\nhq: Espoo\nlei: 54930084UKLVMY22DS16\nwikidata: Q1418\ntickers: \"NYSE:NOK\"\n",
                "url: https://nokia.example/\nsame_as: [https://a.example/]\nednote: x\nindustry: telecoms\n",
                "context: operator\nlink_mentions: false\nlogo: {src: nokia.svg, alt: Nokia, licence: CC0}",
            ),
        );
        assert!(findings.is_empty(), "{findings:?}");
        let nokia = found.unwrap();
        assert_eq!(nokia.former_names[1].until.as_deref(), Some("1990"));
        let logo = nokia.logo.unwrap();
        assert_eq!((logo.alt.as_deref(), logo.licence.as_deref()), (Some("Nokia"), Some("CC0")));
        assert_eq!(nokia.parent.unwrap().from.as_deref(), Some("2016-01"));
        assert_eq!(
            (nokia.context.as_slice(), nokia.link_mentions),
            (["operator".to_owned()].as_slice(), Some(false))
        );
        assert_eq!(nokia.country.as_deref(), Some("Finland"));
        assert_eq!(nokia.tickers, ["NYSE:NOK"]);
        assert_eq!(nokia.extra.len(), 1);
    }

    #[test]
    fn faults_of_an_organisation_are_named() {
        for (front, expected) in [
            ("title: Nokia Oyj", "missing-key ---\nname: Nokia Oyj"),
            ("aliases: [x]", "missing-key ---\nname: Nokia"),
            ("name: [a, b]", "wrong-type name: a"),
            ("name: A\nkind: operater", "unknown-value kind: operator"),
            ("name: A\nlei: 5493001KJTIIGC8Y1H11", "bad-lei"),
            ("name: A\nwikidata: q1418", "bad-identifier wikidata: Q1418"),
            ("name: A\ntickers: [NYSE: NOK]", "bad-identifier tickers: [\"NYSE:NOK\"]"),
            ("name: A\nmerged_on: April 2020", "bad-date"),
            ("name: A\ndissolved: 2020-13", "impossible-date"),
            ("name: A\nparent: {stake: 50%}", "missing-key"),
            ("name: A\nurl: nokia.example", "bad-url url: https://nokia.example"),
            ("name: A\nembargo_until: 2030-01-01", "reserved-key"),
            ("name: A\ndraft: true", "reserved-key"),
        ] {
            let (found, findings) = read(organisation, front);
            assert!(found.is_none(), "{front}");
            assert_eq!(findings, [expected], "{front}");
        }
        let (found, findings) = read(organisation, "name: A\ncountry: Filand");
        assert_eq!(findings, ["unknown-region country: Finland"]);
        assert_eq!(found.unwrap().country.as_deref(), Some("Filand"));
    }

    #[test]
    fn people_topics_and_pages_are_read_likewise() {
        let (found, findings) = read(
            person,
            "name: Jo Doe\nroles: [Editor, {title: CEO, organisation: Nokia, from: 2019}]\nurl: https://a.example",
        );
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(found.unwrap().roles[1].from.as_deref(), Some("2019"));
        let (found, _) = read(topic, "name: Optical\ncode: 04003006\naliases: optics");
        assert_eq!(found.unwrap().code.as_deref(), Some("04003006"));
        let (found, _) =
            read(page::page, "title: About\ndraft: true\ndescription: Us\nredirect_from: [/who/]");
        let about = found.unwrap();
        assert!(about.draft && about.standfirst.is_some() && about.aliases == ["/who/"]);
        assert_eq!(read(page::page, "slug: x").1, ["missing-key ---\ntitle: Nokia"]);
    }
}
