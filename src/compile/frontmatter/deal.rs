//! A deal as a writer gives it, in an article's `deals` or in a file of its own.
//!
//! Takes the reader of a file, gives a [`WrittenDeal`] with all faults. Names stay as written, and other
//! places that tell of the same deal are not known here.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::slug;
use crate::base::time::PartialDate;
use crate::model::data::{Data, Map};
use crate::model::deal::{Confidence, DealKind, DealStatus, Network, WrittenDeal};
use crate::model::money::Money;

use super::deal_checks;
use super::deal_keys::{DEAL, KEYS};
use super::deal_parts as of_deal;
use super::entries::{blank, would_hold};
use super::fault::Fault;
use super::keys;
use super::reader::{At, Reader, items_of};
use super::{mend, money_value, parts, volume, when};

/// The deals that an article reports: each a map, or the id of a deal that stands elsewhere.
pub(super) fn deals(reader: &mut Reader) -> Vec<WrittenDeal> {
    let at = At::Top("deals");
    let items = reader.take_items("deals");
    let mut deals = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        let deal = match item {
            Data::Map(map) if is_by_id(&map) => {
                by_id(reader, at, &map);
                None
            }
            Data::Map(map) => Some(deal(reader, at, map)).filter(|deal| {
                let empty = *deal == WrittenDeal::default();
                if empty && reader.is_sound() {
                    let finding = reader.finding(Code::MissingKey, at, "this deal says nothing");
                    reader
                        .report(finding.help("write `vendors: …` and `customers: …`, or take the item away"));
                }
                !empty
            }),
            Data::Null => {
                reader.empty_item(at);
                None
            }
            Data::Text(_) | Data::Int(_) => {
                let text = reader.as_text(at, item);
                text.and_then(|text| id(reader, at, &text))
                    .map(|id| WrittenDeal { id, ..WrittenDeal::default() })
            }
            other => {
                reader.wrong_type(at, &other, "a deal, or the id of one");
                None
            }
        };
        deals.extend(deal.map(|deal| WrittenDeal { at: Some(at.path()), ..deal }));
    }
    deals
}

/// Whether these are deals by their ids, and no deal.
fn is_by_id(map: &Map) -> bool {
    let is_key =
        |key: &str| KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)) || DEAL.reserved(key).is_some();
    !map.is_empty() && map.iter().all(|(key, value)| matches!(value, Data::Map(_)) && !is_key(key))
}

fn by_id(reader: &mut Reader, at: At, map: &Map) {
    let Some((id, _)) = map.first() else { return };
    let place = Place::key(at.path().key(id));
    let message = format!("`deals` is a list of deals; `{id}` is no key of one");
    let finding = Finding::new(Code::WrongType, &reader.file.path, place, message);
    reader.report(finding.help(format!(
        "write each deal as an item that begins with its id, `- id: {id}`, and its keys below that"
    )));
}

/// What is given of a deal.
struct Given<'p> {
    at: At<'p>,
    values: Vec<(&'static str, Data)>,
}

impl Given<'_> {
    fn take(&mut self, key: &str) -> Option<Data> {
        let index = self.values.iter().position(|(name, _)| *name == key)?;
        Some(self.values.swap_remove(index).1)
    }

    /// A text on one line.
    fn line(&mut self, reader: &mut Reader, key: &'static str) -> Option<String> {
        let value = self.take(key)?;
        reader.as_text(At::Key(&self.at, key), value).map(|text| mend::one_line(&text))
    }

    /// One text or several.
    fn texts(&mut self, reader: &mut Reader, key: &'static str) -> Vec<String> {
        let items = self.take(key).map(items_of).unwrap_or_default();
        reader.as_texts(At::Key(&self.at, key), items)
    }

    fn id(&mut self, reader: &mut Reader, key: &'static str) -> Option<String> {
        let text = self.line(reader, key)?;
        id(reader, At::Key(&self.at, key), &text)
    }

    fn date(&mut self, reader: &mut Reader, key: &'static str) -> Option<PartialDate> {
        let value = self.take(key)?;
        of_deal::date(reader, At::Key(&self.at, key), value)
    }

    fn word<T: Copy>(&mut self, reader: &mut Reader, key: &'static str, names: &[(&str, T)]) -> Option<T> {
        let text = self.line(reader, key)?;
        word(reader, At::Key(&self.at, key), &text, names)
    }
}

/// One deal. `at` is where its map stands.
pub(super) fn deal(reader: &mut Reader, at: At, map: Map) -> WrittenDeal {
    let (map, embargo_until) = embargo(reader, at, map);
    let map = without_withholding(reader, at, map);
    let values = reader.fields(at, map, KEYS);
    let values = KEYS.into_iter().zip(values).filter_map(|(key, value)| Some((key, value?))).collect();
    let given = &mut Given { at, values };
    given.take("ednote");
    let [vendors, customers] = ["vendors", "customers"].map(|key| {
        given.take(key).map_or_else(Vec::new, |value| of_deal::parties(reader, At::Key(&at, key), value))
    });
    let [lost, displaced, partners, resellers, subcontractors] =
        ["lost", "displaced", "partners", "resellers", "subcontractors"].map(|key| given.texts(reader, key));
    let status = given.word(reader, "status", DealStatus::NAMES);
    let history = given
        .take("history")
        .map_or_else(Vec::new, |value| of_deal::history(reader, At::Key(&at, "history"), value));
    let deal = WrittenDeal {
        id: given.id(reader, "id").unwrap_or_default(),
        title: given.line(reader, "title"),
        vendors,
        customers,
        lost,
        displaced,
        partners,
        resellers,
        subcontractors,
        products: once_each(both(reader, given, ["product", "products"])),
        technology: once_each(given.texts(reader, "technology")),
        network: network(reader, given),
        kind: given.word(reader, "kind", DealKind::NAMES),
        status,
        history,
        value: given.take("value").and_then(|value| money_value::money(reader, At::Key(&at, "value"), value)),
        claims: claims(reader, given),
        volume: given
            .take("volume")
            .map_or_else(Vec::new, |value| volume::volume(reader, At::Key(&at, "volume"), value)),
        regions: regions(reader, given),
        announced: given.date(reader, "announced"),
        signed: given.date(reader, "signed"),
        starts: given.date(reader, "starts"),
        ends: given.date(reader, "ends"),
        term: given.take("term").and_then(|value| of_deal::term(reader, At::Key(&at, "term"), value)),
        sources: given
            .take("sources")
            .map_or_else(Vec::new, |value| parts::sources_at(reader, At::Key(&at, "sources"), value)),
        confidence: given.word(reader, "confidence", Confidence::NAMES),
        part_of: given.id(reader, "part_of"),
        embargo_until,
        at: None,
    };
    deal_checks::check(reader, at, deal)
}

/// Until when nothing of a deal in a file of its own may be known. In an article it is a key like others
/// that hold back.
fn embargo(reader: &mut Reader, at: At, mut map: Map) -> (Map, Option<Timestamp>) {
    let index = map.iter().position(|(key, _)| key.eq_ignore_ascii_case("embargo_until"));
    let Some(index) = index.filter(|_| matches!(at, At::Root)) else { return (map, None) };
    let (written, value) = map.remove(index);
    let at = At::Key(&at, "embargo_until");
    let empty = matches!(&value, Data::Null) || matches!(&value, Data::Text(text) if text.trim().is_empty());
    if empty {
        blank(reader, "embargo_until", &written);
        return (map, None);
    }
    let until =
        reader.as_text(at, value).and_then(|text| match when::read_zoned(&text, &reader.config.time_zone) {
            Ok(until) => Some(until),
            Err(fault) => {
                reader.fault(at, fault);
                None
            }
        });
    (map, until)
}

/// Takes the keys away that would hold a deal back, if a deal could be held back by itself.
fn without_withholding(reader: &mut Reader, at: At, map: Map) -> Map {
    let mut kept = Map::with_capacity(map.len());
    for (written, value) in map {
        let key = DEAL.reserved(&written);
        let harmless = match key {
            Some("draft") => !would_hold("draft", &value),
            Some("published") => !would_hold("published", &value),
            Some("embargo_until" | "publish_at") => false,
            Some(_) => value == Data::Null,
            None => false,
        };
        match key {
            None => kept.push((written, value)),
            Some(_) if harmless => {}
            Some(_) => {
                let message =
                    format!("a deal cannot be held back with `{written}`, so it would be published");
                let path = at.path().key(&written);
                let mut finding =
                    Finding::new(Code::ReservedKey, &reader.file.path, Place::key(path.clone()), message);
                finding = if matches!(at, At::Root) {
                    if key == Some("embargo_until") {
                        finding.mended = reader.line_with_key(&path, "embargo_until");
                    }
                    finding.help("write `embargo_until`, or put the deal into the article that reports it, and hold that back")
                } else {
                    finding.help("hold the article back: the deal goes with it")
                };
                reader.report(finding);
            }
        }
    }
    kept
}

/// The id of a deal: a slug.
fn id(reader: &mut Reader, at: At, text: &str) -> Option<String> {
    let id = slug::slug(text, &reader.config.language);
    if id.is_empty() {
        let message = format!("`{text}` has no letter or digit that an address could have");
        reader.fault(at, Fault::new(Code::BadSlug, message).help("write letters, digits and hyphens"));
        return None;
    }
    Some(id)
}

/// One of these words, in any capitals, with blanks or underscores for hyphens.
pub(super) fn word<T: Copy>(reader: &mut Reader, at: At, text: &str, names: &[(&str, T)]) -> Option<T> {
    let plain = text.trim().replace([' ', '_'], "-");
    let found = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(&plain));
    if found.is_none() {
        let words: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let is_word = |part: &&str| names.iter().any(|(name, _)| name.eq_ignore_ascii_case(part.trim()));
        if text.contains(',') && text.split(',').all(|part| is_word(&part)) {
            several(reader, at, text);
            return None;
        }
        let mut fault = Fault::new(Code::UnknownValue, format!("{} cannot be `{text}`", at.words()))
            .help(format!("it is one of `{}`", words.join("`, `")));
        fault.mended = keys::nearest(&plain, words).map(str::to_owned);
        reader.fault(at, fault);
    }
    found.map(|(_, value)| *value)
}

/// Reports words that stand in one text with commas, and should be a list.
fn several(reader: &mut Reader, at: At, text: &str) {
    let list = mend::list(text.split(',').map(str::trim));
    let finding = reader.finding(Code::UnknownValue, at, format!("`{text}` is one text, not several"));
    // An item of a list that stands in the file needs no brackets of its own.
    let alone = matches!(at, At::Item(parent, _) if !reader.is_list(*parent));
    let mended = if alone { reader.line_with_yaml(at, &list) } else { None };
    reader.report(Finding { mended, ..finding }.help(format!("several are a list: `{list}`")));
}

/// Texts under either of two spellings of a key.
fn both(reader: &mut Reader, given: &mut Given, keys: [&'static str; 2]) -> Vec<String> {
    keys.into_iter().flat_map(|key| given.texts(reader, key)).collect()
}

/// The texts without those that stand twice, in their order.
fn once_each(mut texts: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    texts
}

fn network(reader: &mut Reader, given: &mut Given) -> Vec<Network> {
    let at = At::Key(&given.at.clone(), "network");
    let mut network = Vec::new();
    for (index, text) in given.texts(reader, "network").into_iter().enumerate() {
        if let Some(part) = word(reader, At::Item(&at, index), &text, Network::NAMES)
            && !network.contains(&part)
        {
            network.push(part);
        }
    }
    network
}

/// What several sources say that a deal is worth.
fn claims(reader: &mut Reader, given: &mut Given) -> Vec<Money> {
    let at = At::Key(&given.at.clone(), "claims");
    let items = given.take("claims").map(items_of).unwrap_or_default();
    let mut claims = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        if item == Data::Null {
            reader.empty_item(at);
        } else {
            let claim = money_value::money(reader, at, item);
            if claim.as_ref().is_some_and(|claim| claim.source.is_none()) {
                let text = claim.as_ref().map(|claim| claim.text.as_str()).unwrap_or_default();
                let message = format!("nobody is named for the claim `{text}`");
                let help = format!("say who says so: `{{text: {}, source: …}}`", mend::scalar(text));
                let finding = reader.finding(Code::DealWithoutSource, at, message);
                reader.report(finding.help(help));
            }
            claims.extend(claim);
        }
    }
    claims
}

/// Countries, regions of the site, or places as written, each once.
fn regions(reader: &mut Reader, given: &mut Given) -> Vec<String> {
    let mut printed: Vec<String> = Vec::new();
    for key in ["region", "regions"] {
        let at = At::Key(&given.at.clone(), key);
        for (index, text) in given.texts(reader, key).into_iter().enumerate() {
            for region in parts::regions_or_as_written(reader, At::Item(&at, index), text) {
                if !printed.contains(&region) {
                    printed.push(region);
                }
            }
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::Spot;
    use crate::base::path::SourcePath;
    use crate::base::source::SourceFile;
    use crate::base::time::Term;
    use crate::compile::parse::{Content, parse};
    use crate::model::config::Config;
    use crate::model::money::Basis;

    use super::*;

    /// Reads a file of a deal; its findings as `code line:column mended`.
    fn read(path: &str, text: &str) -> (Option<WrittenDeal>, Vec<String>) {
        let file = SourceFile { path: SourcePath::new(path), text: text.to_owned() };
        let parsed = parse(&file, &Config::default());
        let shown = parsed.diagnostics.into_iter().map(|found| {
            let Spot { line, column, .. } = found.spot;
            format!("{} {line}:{column} {}", found.code.as_str(), found.mended.unwrap_or_default())
                .trim_end()
                .to_owned()
        });
        let deal = parsed.content.and_then(|content| match content {
            Content::Deal(deal) => Some(*deal),
            Content::Article(article) => article.record.deals.into_iter().next(),
            _ => None,
        });
        (deal, shown.collect())
    }

    /// The deal of a file that is sound.
    fn sound(text: &str) -> WrittenDeal {
        let (deal, findings) = read("content/deals/verizon-samsung-2020.yaml", text);
        assert_eq!(findings, [""; 0], "{text}");
        deal.unwrap()
    }

    #[test]
    fn every_key_of_a_deal_is_read() {
        let deal = sound(concat!(
            "title: Samsung at Verizon\nvendors:\n- {org: Samsung, share: 57.30, scope: radio}\n- {org: NEC, share: \"2.6%\"}\n",
            "customers: Verizon\nlost: Nokia\ndisplaced: [Ericsson]\npartners: [A, B]\nresellers: C\nsubcontractors: D\n",
            "product: [5G RAN, maintenance]\ntechnology: 5G\nnetwork: [ran, Services]\nkind: expansion\nstatus: signed\n",
            "history:\n- {at: 2020-09-04, status: selected}\n- {at: 2020-09-07, status: signed, source: Reuters, note: filed}\n",
            "value: {amount: 7.9, scale: trillion, currency: KRW, source: Reuters}\n",
            "claims: [{text: $6.6bn, source: WSJ}, {text: $6.65bn, source: Mint}]\nvolume: [\"133,000 base stations\", {count: 4.5, unit: GHz, note: x}]\n",
            "region: [US, Guam]\nannounced: 2020-09-07\nsigned: 2020-09-04T10:00:00+09:00\nstarts: 2020-06-30\nends: 2025\n",
            "term: five years\nsources: [https://a.example/b, {url: https://c.example/, publisher: C}]\n",
            "confidence: single source\npart_of: Verizon 5G\nednote: ask again\nembargo_until: 2020-09-07T00:00:00Z\n",
        ));
        assert_eq!(deal.id, "verizon-samsung-2020");
        assert_eq!(deal.vendors[0].share.map(|share| share.to_string()).as_deref(), Some("57.30"));
        assert_eq!(deal.vendors[1].share.map(|share| share.to_string()).as_deref(), Some("2.6"));
        assert_eq!(deal.customers[0].org, "Verizon");
        assert_eq!(
            (deal.lost.as_slice(), deal.displaced.as_slice()),
            (&["Nokia".to_owned()][..], &["Ericsson".to_owned()][..])
        );
        assert_eq!(deal.products, ["5G RAN", "maintenance"]);
        assert_eq!(deal.network, [Network::Ran, Network::Services]);
        assert_eq!((deal.kind, deal.status), (Some(DealKind::Expansion), Some(DealStatus::Signed)));
        assert_eq!(deal.history[1].note.as_deref(), Some("filed"));
        let value = deal.value.unwrap();
        assert_eq!(
            (value.text.as_str(), value.amount),
            ("KRW 7.9 trillion", Some(7_900_000_000_000_i64.into()))
        );
        assert_eq!(deal.claims[1].source.as_deref(), Some("Mint"));
        assert_eq!((deal.volume[0].count, deal.volume[0].unit.as_str()), (133_000.into(), "base stations"));
        assert_eq!(deal.volume[1].count.to_string(), "4.5");
        assert_eq!(deal.regions, ["United States", "Guam"]);
        assert_eq!(deal.signed.unwrap().to_string(), "2020-09-04");
        assert_eq!((deal.ends.unwrap().to_string().as_str(), deal.term), ("2025", Some(Term { months: 60 })));
        assert_eq!(deal.sources[1].publisher.as_deref(), Some("C"));
        assert_eq!(
            (deal.confidence, deal.part_of.as_deref()),
            (Some(Confidence::SingleSource), Some("verizon-5g"))
        );
        assert_eq!(
            (deal.at, deal.embargo_until.unwrap().to_string().as_str()),
            (None, "2020-09-07T00:00:00Z")
        );
    }

    #[test]
    fn a_deal_stands_in_an_article_by_id_or_in_full() {
        let front = "---\ntitle: A\ndate: 2020-06-16\ndeals:\n";
        let text = format!("{front}- {{id: N B, vendors: Nokia, customers: BT}}\n---\n");
        let (deal, findings) = read("content/a/b.md", &text);
        assert_eq!(findings, [""; 0]);
        let deal = deal.unwrap();
        assert_eq!((deal.id.as_str(), deal.at), ("n-b", Some(At::Item(&At::Top("deals"), 0).path())));
        let (deal, _) = read("content/a/b.md", &format!("{front}- nokia-bt-2020\n---\n"));
        let named = WrittenDeal {
            id: "nokia-bt-2020".to_owned(),
            at: deal.clone().unwrap().at,
            ..WrittenDeal::default()
        };
        assert_eq!(deal, Some(named));
    }

    #[test]
    fn money_may_be_a_map() {
        let value = |map: &str| sound(&format!("vendors: A\ncustomers: B\nvalue: {map}\n")).value.unwrap();
        for (map, text, amount, basis) in [
            ("{amount: 6.6, scale: bn, currency: $}", "$ 6.6 bn", Some("6600000000"), Basis::Contract),
            (
                "{amount: \"30,000\", scale: crore, currency: rupees, text: \"Rs 30,000 crore\"}",
                "Rs 30,000 crore",
                Some("300000000000"),
                Basis::Contract,
            ),
            (
                "{amount: 14, scale: billion, currency: USD, basis: up-to}",
                "up to USD 14 billion",
                Some("14000000000"),
                Basis::UpTo,
            ),
            (
                "{amount: 1, scale: billion, currency: USD, text: about $1bn}",
                "about $1bn",
                Some("1000000000"),
                Basis::Estimate,
            ),
            ("{text: $6.6bn, basis: capex}", "$6.6bn", Some("6600000000"), Basis::Capex),
            ("{text: 6.6bn, currency: USD}", "6.6bn", Some("6600000000"), Basis::Contract),
            ("{basis: undisclosed}", "undisclosed", None, Basis::Undisclosed),
            ("{text: terms not given, basis: undisclosed}", "terms not given", None, Basis::Undisclosed),
        ] {
            let money = value(map);
            let said = money.amount.map(|amount| amount.to_string());
            let text = text.replace("$ 6", "USD 6");
            assert_eq!((money.text, said.as_deref(), money.basis), (text, amount, basis), "{map}");
        }
    }

    #[test]
    fn faults_within_a_deal_are_named() {
        for (line, expected) in [
            ("value: $5 bux", "bad-money 3:8"),
            ("value: 5", "bad-money 3:8"),
            ("value: {amount: 5, scale: billion}", "missing-key 3:8"),
            ("value: {amount: 5, currency: ¥}", "bad-money 3:30"),
            ("value: {amount: 5, currency: USD, scale: zillion}", "unknown-value 3:42"),
            ("value: {amount: 5, currency: USD, basis: undisclosed}", "bad-money 3:42"),
            ("value: {amount: 5, currency: USD, text: $5bn}", "bad-money 3:41"),
            ("value: {currency: USD}", "missing-key 3:8"),
            ("value: true", "wrong-type 3:8"),
            ("status: wining", "unknown-value 3:9"),
            ("kind: expansoin", "unknown-value 3:7 kind: expansion"),
            ("network: [RAM]", "unknown-value 3:11 network: [RAN]"),
            ("term: multi-year", "bad-term 3:7"),
            ("ends: June 2025", "bad-date 3:7"),
            ("volume: many", "bad-number 3:9"),
            ("volume: 300,00 units", "bad-number 3:9 volume: 300.00 units"),
            ("vendors: [{org: A, share: 57.3, scope: x}, {org: C, share: 1e1}]", "duplicate-key 3:1"),
            ("history: 2020-01-01", "wrong-type 3:10"),
            ("history: [{at: 2020-01-01}]", "missing-key 3:11"),
            ("sources: [a.example/b]", "bad-url 3:11 sources: [https://a.example/b]"),
            ("draft: true", "reserved-key 3:1"),
            ("embargo: 2030-01-01T00:00:00Z", "reserved-key 3:1 embargo_until: 2030-01-01T00:00:00Z"),
            ("embargo_until: 2030-01-01", "time-without-zone 3:16 embargo_until: 2030-01-01T00:00:00+00:00"),
            ("publish_at: 2030-01-01", "reserved-key 3:1"),
            ("id: …", "bad-slug 3:5"),
            ("starts: 2025\nends: 2024-12", "ends-too-early 4:7"),
            ("status: signed\nhistory: [{at: 2020, status: live}]", "status-disagrees 3:9"),
            ("part_of: [a]", "wrong-type 3:10 part_of: a"),
        ] {
            let (deal, findings) =
                read("content/deals/a.yml", &format!("vendors: A\ncustomers: B\n{line}\n"));
            assert_eq!((deal, findings), (None, vec![expected.to_owned()]), "{line}");
        }
        for (line, expected) in [
            ("vendor: C", "unknown-key 3:1 vendors: C"),
            ("colour: C", "unknown-key 3:1"),
            ("lost: a", "won-and-lost 3:7"),
            ("region: Filand", "unknown-region 3:9 region: Finland"),
            ("history: [{at: 2020-02, status: live}, {at: 2020-01, status: signed}]", "history-order 3:40"),
            ("ends: 2024\nstarts: 2024-12", ""),
            ("draft: false", ""),
        ] {
            let (deal, findings) =
                read("content/deals/a.yml", &format!("vendors: A\ncustomers: B\n{line}\n"));
            assert!(deal.is_some(), "{line}");
            assert_eq!(findings.join("; "), expected, "{line}");
        }
    }

    #[test]
    fn shares_may_miss_a_hundred_by_their_rounding_only() {
        let shares = |shares: &str| {
            let parties: Vec<String> = shares
                .split(' ')
                .enumerate()
                .map(|(at, share)| format!("{{org: a{at}, share: {share}}}"))
                .collect();
            read("content/deals/a.yaml", &format!("vendors: [{}]\ncustomers: B\n", parties.join(", ")))
                .1
                .join("; ")
        };
        for sound in [
            "57.3 28.7 11.5 2.6",
            "28 28 28 16",
            "50 51",
            "100",
            "0 100",
            "35.9% 35.9% 17.9% 10.3%",
            "33.33 33.33 33.35",
        ] {
            assert_eq!(shares(sound), "", "{sound}");
        }
        for wrong in ["57.3 28.7 11.5 2.8", "50 52", "50.0 50.2", "50.00 50.10", "101", "-1", "57,3", "most"]
        {
            assert_ne!(shares(wrong), "", "{wrong}");
        }
    }

    #[test]
    fn a_file_is_one_deal() {
        for (path, text, expected) in [
            ("content/deals/a.yaml", "- vendors: A\n- vendors: B\n", "front-matter-not-a-map 1:1"),
            ("content/deals/a.yaml", "# two\n---\nvendors: A\n---\nvendors: B\n", "yaml-syntax 4:1"),
            ("content/deals/a.yaml", "vendors: A\n---\nvendors: B\n", "yaml-syntax 2:1"),
            ("content/deals/a.yaml", " \n", "empty-file 1:1"),
            ("content/deals/a.yaml", "# nothing\n", "missing-key 1:1"),
            ("content/deals/a.yaml", "just words\n", "front-matter-not-a-map 1:1 title: just words"),
        ] {
            assert_eq!(read(path, text), (None, vec![expected.to_owned()]), "{text}");
        }
        for (path, text, expected) in [
            ("content/deals/a.yaml", "---\nvendors: A\n", ""),
            ("content/deals/a.yaml", "---\nvendors: A\n---\n", ""),
            ("content/deals/a.yaml", "vendors: A\n...\n", ""),
            ("content/deals/a.md", "---\nvendors: A\n---\n", ""),
            ("content/deals/a.md", "---\nvendors: A\n---\n\nText.\n", "deal-with-text 5:1"),
        ] {
            let (deal, findings) = read(path, text);
            assert_eq!(deal.map(|deal| deal.vendors.len()), Some(1), "{text}");
            assert_eq!(findings.join("; "), expected, "{text}");
        }
    }
}
