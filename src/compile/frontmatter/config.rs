//! `dateline.yaml` as a [`Config`], every key with its default.
//!
//! Takes the file, gives a configuration that is complete even where faults were found, and the
//! faults. Knows nothing of the site's content: whether a section exists is not asked here.

use std::collections::BTreeMap;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::base::diagnostic::{Code, Finding};
use crate::base::source::SourceFile;
use crate::model::config::{
    BaseUrl, Config, DocumentKind, MatrixSize, NavigationLink, RawHtml, SectionConfig,
};
use crate::model::data::{Data, Map};

use super::crawlers;
use super::fault::Fault;
use super::feeds;
use super::fence;
use super::headline;
use super::identifiers;
use super::keys;
use super::publisher;
use super::reader::{At, Reader, items_of};
use super::redirects;
use super::yaml;

/// Reads the configuration. Where a value is at fault its default stands.
pub fn config(file: &SourceFile) -> (Config, Vec<Finding>) {
    let mut findings = Vec::new();
    let defaults = Config::default();
    // A configuration between fences is read as meant.
    let fenced = fence::find(&file.text).filter(|front| file.text[front.body_start..].trim().is_empty());
    let range = fenced.map_or(0..file.text.len(), |front| front.yaml);
    let Some(map) = yaml::parse(file, range, &mut findings) else { return (defaults, findings) };
    let reader = &mut Reader::new(file, &defaults, &keys::CONFIG, map, &mut findings);
    let config = read(reader, &defaults);
    (config, findings)
}

fn read(reader: &mut Reader, defaults: &Config) -> Config {
    let base_url = base_url(reader).unwrap_or_default();
    let raw_html = [("sanitize", RawHtml::Sanitize), ("allow", RawHtml::Allow), ("escape", RawHtml::Escape)];
    let per_page = reader.number("per_page", 1..=10_000).and_then(|number| usize::try_from(number).ok());
    Config {
        title: reader.line("title").unwrap_or_else(|| defaults.title.clone()),
        description: reader.line("description").unwrap_or_default(),
        feeds: feeds::feeds(reader, &base_url),
        base_url,
        language: headline::language(reader).unwrap_or_else(|| defaults.language.clone()),
        time_zone: time_zone(reader).unwrap_or(TimeZone::UTC),
        raw_html: reader
            .choice("raw_html", &raw_html.map(|(name, _)| name))
            .map_or(defaults.raw_html, |index| raw_html[index].1),
        smart_punctuation: reader.flag("smart_punctuation").unwrap_or(defaults.smart_punctuation),
        find_mentions: reader.flag("find_mentions").unwrap_or(defaults.find_mentions),
        link_mentions: reader.flag("link_mentions").unwrap_or(defaults.link_mentions),
        related: reader.flag("related").unwrap_or(defaults.related),
        per_page: per_page.unwrap_or(defaults.per_page),
        navigation: navigation(reader),
        key_aliases: key_aliases(reader, defaults),
        permalinks: permalinks(reader),
        sections: sections(reader),
        regions: reader.texts("regions"),
        relations: relations(reader, defaults),
        matrix: matrix(reader, defaults),
        publisher: publisher::publisher(reader),
        documents: documents(reader),
        redirects: redirects::redirects(reader),
        redirect_files: redirects::files(reader),
        crawlers: crawlers::crawlers(reader),
        strict: reader.flag("strict").unwrap_or(defaults.strict),
        extra: std::mem::take(&mut reader.extra),
    }
}

fn base_url(reader: &mut Reader) -> Option<BaseUrl> {
    let text = headline::address(reader, "base_url")?;
    match split_base_url(&text) {
        Ok(base_url) => Some(base_url),
        Err(fault) => {
            reader.fault(At::Top("base_url"), fault);
            None
        }
    }
}

/// A base URL as a command line gives it: `https://example.org/news`. `None` where it is none.
pub fn read_base_url(text: &str) -> Option<BaseUrl> {
    identifiers::web_address(text).ok()?;
    split_base_url(text).ok()
}

fn split_base_url(text: &str) -> Result<BaseUrl, Fault> {
    if let Some(end) = text.find(['?', '#']) {
        let message = "`base_url` ends with its path; `?` and `#` cannot stand in it";
        return Err(Fault::new(Code::BadUrl, message).mended(&text[..end]));
    }
    let host = text.find("://").map_or(0, |at| at + 3);
    let end = text[host..].find('/').map_or(text.len(), |slash| host + slash);
    if let Some(at) = text[host..end].rfind('@') {
        let message = "a name or password stands in `base_url`, and everyone could read it";
        let mended = format!("{}{}", &text[..host], &text[host + at + 1..]);
        return Err(Fault::new(Code::BadUrl, message).mended(mended));
    }
    let (origin, path) = text.split_at(end);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| matches!(*part, "." | "..")) {
        let message = "dots in the path of `base_url` lead to another folder than the one written";
        return Err(Fault::new(Code::BadUrl, message));
    }
    let path = if parts.is_empty() { String::new() } else { format!("/{}", parts.join("/")) };
    Ok(BaseUrl { origin: origin.to_ascii_lowercase(), path })
}

fn time_zone(reader: &mut Reader) -> Option<TimeZone> {
    let name = reader.text("time_zone")?;
    // The zones that come with the program, so that every machine builds the same site.
    let known = TimeZoneDatabase::bundled();
    if let Ok(zone) = known.get(&name) {
        return Some(zone);
    }
    let message = format!("`{name}` is no time zone");
    let mut fault =
        Fault::new(Code::UnknownValue, message).help("write a name like `Europe/London` or `Asia/Tokyo`");
    let names: Vec<String> = known.available().map(|name| name.as_str().to_owned()).collect();
    let city = |zone: &&str| {
        zone.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&name.replace(' ', "_")))
    };
    let all = || names.iter().map(String::as_str);
    fault.mended = all().find(city).or_else(|| keys::nearest(&name, all())).map(str::to_owned);
    reader.fault(At::Top("time_zone"), fault);
    None
}

fn navigation(reader: &mut Reader) -> Vec<NavigationLink> {
    let items = reader.take_items("navigation");
    links(reader, At::Top("navigation"), Data::List(items))
}

/// A list of links, each with `label` and `url`.
pub(super) fn links(reader: &mut Reader, at: At, value: Data) -> Vec<NavigationLink> {
    let items = items_of(value);
    let mut links = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        let Data::Map(map) = item else {
            reader.wrong_type(at, &item, "a map with `label` and `url`");
            continue;
        };
        let [label, url] = reader.fields(at, map, ["label", "url"]);
        let (label, url) = (reader.field(at, "label", label), reader.field(at, "url", url));
        if label.is_none() {
            reader.missing_field(at, "label");
        }
        if url.is_none() {
            reader.missing_field(at, "url");
        }
        let url = url.and_then(|url| link(reader, At::Key(&at, "url"), url));
        links.extend(label.zip(url).map(|(label, url)| NavigationLink { label, url }));
    }
    links
}

fn documents(reader: &mut Reader) -> Vec<DocumentKind> {
    let value = reader.take("documents").unwrap_or(Data::Null);
    crawlers::some_of(reader, At::Top("documents"), value, DocumentKind::NAMES, "kind of document")
}

/// A path of this site, or a full address.
pub(super) fn link(reader: &mut Reader, at: At, url: String) -> Option<String> {
    let sound = !url.contains(|ch: char| ch == '\\' || ch.is_control());
    let is_path = url.starts_with('/') && !url.starts_with("//") && sound;
    if is_path || url.starts_with("mailto:") {
        return Some(url);
    }
    if url.contains("://") || url.starts_with("//") {
        return headline::web_address(reader, at, url);
    }
    let message = format!("`{url}` is neither a path from the site's root nor a full address");
    let fault = Fault::new(Code::BadUrl, message);
    let is_relative = identifiers::scheme(&url).is_none() && sound && !url.starts_with('/');
    let path = format!("/{}", url.trim_start_matches("./"));
    reader.fault(at, if is_relative { fault.mended(path) } else { fault });
    None
}

/// Other names of keys: each list takes the place of the default one.
fn key_aliases(reader: &mut Reader, defaults: &Config) -> BTreeMap<String, Vec<String>> {
    let mut aliases = defaults.key_aliases.clone();
    let known = keys::ARTICLE.keys;
    let mut claimed: BTreeMap<String, String> = BTreeMap::new();
    for (key, value) in map_of(reader, "key_aliases") {
        let at = At::Key(&At::Top("key_aliases"), &key);
        if !known.contains(&key.as_str()) {
            let mut fault = Fault::new(Code::UnknownValue, format!("no article has a key `{key}`"));
            fault.help = keys::nearest(&key, known.iter().copied()).map(|near| format!("is `{near}` meant?"));
            reader.fault(at, fault);
            continue;
        }
        let names = texts_of(reader, at, value);
        for (index, name) in names.iter().enumerate() {
            let taken = known.contains(&name.as_str()) || keys::ARTICLE.reserved(name).is_some();
            let other = claimed.insert(name.clone(), key.clone());
            let message = match other {
                _ if taken => format!("`{name}` is a key of its own and cannot be another name of `{key}`"),
                Some(other) if other != key => format!("`{name}` is another name of `{other}` already"),
                _ => continue,
            };
            reader.fault(At::Item(&at, index), Fault::new(Code::UnknownValue, message));
        }
        aliases.insert(key, names);
    }
    aliases.retain(|_, names| !names.is_empty());
    aliases
}

fn permalinks(reader: &mut Reader) -> BTreeMap<String, String> {
    let mut patterns = BTreeMap::new();
    for (section, value) in map_of(reader, "permalinks") {
        let at = At::Key(&At::Top("permalinks"), &section);
        if let Some(pattern) = reader.as_text(at, value) {
            patterns.insert(section, pattern);
        }
    }
    patterns
}

fn sections(reader: &mut Reader) -> BTreeMap<String, SectionConfig> {
    let mut sections = BTreeMap::new();
    for (section, value) in map_of(reader, "sections") {
        let at = At::Key(&At::Top("sections"), &section);
        let Data::Map(map) = value else {
            if value != Data::Null {
                reader.wrong_type(at, &value, "a map with `title` and `description`");
            }
            continue;
        };
        let [title, description] = reader.fields(at, map, ["title", "description"]);
        let title = reader.field(at, "title", title);
        let description = reader.field(at, "description", description);
        sections.insert(section, SectionConfig { title, description });
    }
    sections
}

/// How many briefings make a relation; `false` and 0 switch relations off.
fn relations(reader: &mut Reader, defaults: &Config) -> Option<usize> {
    let at = At::Top("relations");
    let briefings = match reader.take("relations") {
        Some(Data::Bool(false) | Data::Int(0)) => return None,
        Some(Data::Map(map)) => reader.fields(at, map, ["briefings"])[0].take(),
        None | Some(Data::Null | Data::Bool(true)) => None,
        Some(other) => {
            reader.wrong_type(at, &other, "`false`, or a map with `briefings`");
            None
        }
    };
    let at = At::Key(&at, "briefings");
    match briefings {
        None | Some(Data::Null | Data::Bool(true)) => defaults.relations,
        Some(Data::Bool(false) | Data::Int(0)) => None,
        Some(Data::Int(number)) if number > 0 => usize::try_from(number).ok(),
        Some(Data::Int(number)) => {
            let message = format!("`briefings` is {number}; it should be 0 or more");
            reader.fault(at, Fault::new(Code::UnknownValue, message).help("0 switches relations off"));
            defaults.relations
        }
        Some(other) => {
            reader.wrong_type(at, &other, "a whole number");
            defaults.relations
        }
    }
}

/// The most vendors, and the most customers, that the table of both may have.
const LARGEST_MATRIX: i64 = 100;

/// How large the table of vendors by customers is; `false` and 0 leave it out.
fn matrix(reader: &mut Reader, defaults: &Config) -> MatrixSize {
    let at = At::Top("matrix");
    let map = match reader.take("matrix") {
        Some(Data::Bool(false)) => return MatrixSize { vendors: 0, customers: 0 },
        Some(Data::Map(map)) => map,
        None | Some(Data::Null | Data::Bool(true)) => return defaults.matrix,
        Some(other) => {
            reader.wrong_type(at, &other, "`false`, or a map with `vendors` and `customers`");
            return defaults.matrix;
        }
    };
    let [vendors, customers] = reader.fields(at, map, ["vendors", "customers"]);
    let mut size = |name: &str, value: Option<Data>, default: usize| match value {
        None => default,
        Some(Data::Int(number)) if (0..=LARGEST_MATRIX).contains(&number) => {
            usize::try_from(number).unwrap_or(default)
        }
        Some(Data::Int(number)) => {
            let message = format!("`{name}` is {number}; it should be from 0 to {LARGEST_MATRIX}");
            let fault = Fault::new(Code::UnknownValue, message);
            reader.fault(At::Key(&at, name), fault.help("0 leaves the table out"));
            default
        }
        Some(other) => {
            reader.wrong_type(At::Key(&at, name), &other, "a whole number");
            default
        }
    };
    MatrixSize {
        vendors: size("vendors", vendors, defaults.matrix.vendors),
        customers: size("customers", customers, defaults.matrix.customers),
    }
}

/// A map under this key.
pub(super) fn map_of(reader: &mut Reader, key: &'static str) -> Map {
    match reader.take(key) {
        Some(Data::Map(map)) => map,
        None => Map::new(),
        Some(other) => {
            reader.wrong_type(At::Top(key), &other, "a map of keys and values");
            Map::new()
        }
    }
}

/// One text or a list of texts, or nothing at all.
pub(super) fn texts_of(reader: &mut Reader, at: At, value: Data) -> Vec<String> {
    match value {
        Data::List(items) => reader.as_texts(at, items),
        Data::Null => Vec::new(),
        other => reader.as_text(at, other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::base::path::SourcePath;
    use crate::model::article::ArticleKind;

    use super::super::locate::Places;
    use super::*;

    fn read(yaml: &str) -> (Config, Vec<Finding>) {
        config(&SourceFile { path: SourcePath::new("dateline.yaml"), text: yaml.to_owned() })
    }

    /// The code, the place as text and the mended line of the only finding.
    fn fault(yaml: &str) -> String {
        let (_, findings) = read(yaml);
        assert_eq!(findings.len(), 1, "{yaml}: {findings:?}");
        let finding = &findings[0];
        let crate::base::diagnostic::Place::Key(path, part) = &finding.place else {
            panic!("{yaml}: no key")
        };
        let config = Config::default();
        let place = Places::new(yaml, &config).find(path, *part);
        format!("{} {:?} {}", finding.code.as_str(), &yaml[place], finding.mended.clone().unwrap_or_default())
    }

    #[test]
    fn a_site_without_a_configuration_has_every_default() {
        let (config, findings) = read("");
        assert!(findings.is_empty());
        assert_eq!((config.title.as_str(), config.per_page, config.strict), ("Briefings", 50, false));
    }

    #[test]
    fn every_key_is_read() {
        let (config, findings) = read(concat!(
            "title: 5G News\ndescription: Who sells\nbase_url: https://Example.org/news/\nlanguage: en-GB\n",
            "time_zone: Europe/London\nraw_html: escape\nsmart_punctuation: false\nfind_mentions: false\nlink_mentions: false\nrelated: false\nper_page: 20\n",
            "navigation:\n- {label: About, url: /about/}\nkey_aliases:\n  standfirst: lede\n  topics: []\n",
            "permalinks: {briefings: \"/{year}/{slug}/\"}\nsections: {briefings: {title: News}}\n",
            "regions: Nordics\nrelations: {briefings: 3}\nmatrix: {vendors: 5}\nstrict: true\nextra: {colour: blue}\n",
            "sitemaps: false\nnews_sitemap: {without: [press-release, poll]}\n",
            "robots: {disallow: /drafts/, agents: {GPTBot: [/], CCBot: /}}\n",
            "security: {contact: \"mailto:a@b.example\", expires: 2027-01-01T00:00:00Z, preferred_languages: en}\n",
            "llms: {intro: Read on., sections: {About: [{label: Us, url: /about/}]}}\n",
        ));
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(config.base_url, BaseUrl { origin: "https://example.org".into(), path: "/news".into() });
        assert!(!config.link_mentions && !config.smart_punctuation);
        assert!(!config.find_mentions && !config.related);
        assert_eq!(config.time_zone.iana_name(), Some("Europe/London"));
        assert_eq!((config.raw_html, config.per_page, config.strict), (RawHtml::Escape, 20, true));
        assert_eq!(config.navigation[0].url, "/about/");
        assert_eq!(config.key_aliases["standfirst"], ["lede"]);
        assert!(!config.key_aliases.contains_key("topics") && config.key_aliases.contains_key("authors"));
        assert_eq!(config.sections["briefings"].title.as_deref(), Some("News"));
        assert_eq!(config.regions, ["Nordics"]);
        assert_eq!(config.relations, Some(3));
        assert_eq!(config.matrix, MatrixSize { vendors: 5, customers: 12 });
        assert_eq!(config.extra.len(), 1);
        let crawlers = config.crawlers;
        let without = crawlers.news.unwrap().without;
        assert!(!crawlers.sitemaps && without == [ArticleKind::PressRelease, ArticleKind::Poll]);
        assert_eq!(crawlers.robots.disallow, ["/drafts/"]);
        assert_eq!(crawlers.robots.agents.len(), 2);
        assert_eq!(crawlers.security.unwrap().contact, ["mailto:a@b.example"]);
        assert_eq!(crawlers.llms.unwrap().sections[0].1[0].url, "/about/");
    }

    #[test]
    fn the_table_of_vendors_by_customers_can_be_left_out() {
        assert_eq!(read("matrix: false\n").0.matrix, MatrixSize { vendors: 0, customers: 0 });
        assert_eq!(read("matrix:\n").0.matrix, MatrixSize::default());
    }

    #[test]
    fn relations_can_be_switched_off() {
        for (yaml, expected) in [
            ("relations: false\n", None),
            ("relations: {briefings: 0}\n", None),
            ("relations: {briefings: false}\n", None),
            ("relations: true\n", Some(2)),
            ("relations:\n  briefings: 12\n", Some(12)),
        ] {
            let (config, findings) = read(yaml);
            assert_eq!((config.relations, findings.len()), (expected, 0), "{yaml}");
        }
    }

    #[test]
    fn a_configuration_between_fences_is_read_as_meant() {
        assert_eq!(read("---\ntitle: A\n---\n").0.title, "A");
        assert_eq!(read("---\ntitle: A\n").0.title, "A");
    }

    #[test]
    fn faults_are_placed_and_mended() {
        for (yaml, expected) in [
            ("titel: A\n", "unknown-key \"titel\" title: A"),
            ("colour: A\n", "unknown-key \"colour\" "),
            ("base_url: example.org\n", "bad-url \"example.org\" base_url: https://example.org"),
            ("base_url: https://a.b/?x\n", "bad-url \"https://a.b/?x\" base_url: https://a.b/"),
            ("language: en_GB\n", "bad-language \"en_GB\" language: en-GB"),
            ("time_zone: London\n", "unknown-value \"London\" time_zone: Europe/London"),
            ("time_zone: Europe/Lodnon\n", "unknown-value \"Europe/Lodnon\" time_zone: Europe/London"),
            ("raw_html: sanitise\n", "unknown-value \"sanitise\" raw_html: sanitize"),
            ("strict: yes\n", "wrong-type \"yes\" strict: true"),
            ("per_page: 0\n", "unknown-value \"0\" "),
            ("per_page: \"20\" # few\n", "wrong-type \"\\\"20\\\"\" per_page: 20 # few"),
            ("navigation: [{label: A, url: a/}]\n", "bad-url \"a/\" navigation: [{label: A, url: /a/}]"),
            ("navigation: [{label: A}]\n", "missing-key \"{label: A}\" "),
            ("key_aliases: {standfrist: x}\n", "unknown-value \"x\" "),
            ("key_aliases: {topics: [kicker]}\n", "unknown-value \"kicker\" "),
            ("relations: {briefings: -1}\n", "unknown-value \"-1\" "),
            ("relations: [2]\n", "wrong-type \"[2]\" "),
            ("matrix: {vendors: 101}\n", "unknown-value \"101\" "),
            ("matrix: 12\n", "wrong-type \"12\" "),
            ("sections: [a]\n", "wrong-type \"[a]\" "),
        ] {
            assert_eq!(fault(yaml), expected, "{yaml}");
        }
    }
}
