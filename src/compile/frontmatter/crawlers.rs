//! The keys of the configuration that are for crawlers: `sitemaps`, `news_sitemap`, `robots`, `llms`.
//!
//! Takes what is left to be read of the configuration, gives [`Crawlers`]. Knows nothing of what the files
//! look like.

use crate::base::diagnostic::Code;
use crate::model::article::ArticleKind;
use crate::model::crawlers::{Crawlers, Llms, NewsSitemap, Robots};
use crate::model::data::{Data, Map};

use super::config::{links, map_of, texts_of};
use super::fault::Fault;
use super::keys;
use super::reader::{At, Reader};
use super::security;

/// Reads all of them.
pub(super) fn crawlers(reader: &mut Reader) -> Crawlers {
    Crawlers {
        sitemaps: reader.flag("sitemaps").unwrap_or(true),
        news: news_sitemap(reader),
        robots: robots(reader),
        security: security::security(reader),
        llms: llms(reader),
    }
}

/// A key that is `true`, `false` or a map; `false` is none.
pub(super) fn switch(reader: &mut Reader, key: &'static str, default: bool, expected: &str) -> Option<Map> {
    match reader.take(key) {
        Some(Data::Map(map)) => Some(map),
        None | Some(Data::Null) => default.then(Map::new),
        Some(Data::Bool(switch)) => switch.then(Map::new),
        Some(other) => {
            reader.wrong_type(At::Top(key), &other, expected);
            default.then(Map::new)
        }
    }
}

fn news_sitemap(reader: &mut Reader) -> Option<NewsSitemap> {
    let at = At::Top("news_sitemap");
    let map = switch(reader, "news_sitemap", true, "`true`, `false`, or a map with `without`")?;
    let [without] = reader.fields(at, map, ["without"]);
    let at = At::Key(&at, "without");
    let without = without.unwrap_or(Data::Null);
    Some(NewsSitemap { without: some_of(reader, at, without, ArticleKind::NAMES, "type of article") })
}

/// A list of names, each of which stands for something.
pub(super) fn some_of<T: Copy>(
    reader: &mut Reader,
    at: At,
    value: Data,
    names: &[(&str, T)],
    what: &str,
) -> Vec<T> {
    let mut found = Vec::new();
    for (index, name) in texts_of(reader, at, value).iter().enumerate() {
        if let Some((_, meant)) = names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            found.push(*meant);
            continue;
        }
        let known = || names.iter().map(|(known, _)| *known);
        let mut fault = Fault::new(Code::UnknownValue, format!("`{name}` is no {what}"))
            .help(format!("it is one of `{}`", known().collect::<Vec<_>>().join("`, `")));
        fault.mended = keys::nearest(name, known()).map(str::to_owned);
        reader.fault(At::Item(&at, index), fault);
    }
    found
}

fn robots(reader: &mut Reader) -> Robots {
    let top = At::Top("robots");
    let map = map_of(reader, "robots");
    let [disallow, agents] = reader.fields(top, map, ["disallow", "agents"]);
    let disallow = paths(reader, At::Key(&top, "disallow"), disallow.unwrap_or(Data::Null));
    let at = At::Key(&top, "agents");
    let agents = match agents {
        None => Map::new(),
        Some(Data::Map(map)) => map,
        Some(other) => {
            reader.wrong_type(at, &other, "a map of crawlers, each with a list of paths");
            Map::new()
        }
    };
    let mut named = Vec::with_capacity(agents.len());
    for (name, value) in agents {
        let at = At::Key(&at, &name);
        let paths = paths(reader, at, value);
        if is_product_token(&name) {
            named.push((name, paths));
        } else {
            let message = format!("`{name}` is no name of a crawler");
            let help = "it has letters, digits, `-` and `_` only, as in `GPTBot` or `Google-Extended`; for all \
                        crawlers write the paths under `disallow`";
            let finding = reader.finding(Code::UnknownValue, at, message).help(help);
            reader.report(finding);
        }
    }
    Robots { disallow, agents: named }
}

/// The name by which robots.txt calls a crawler. RFC 9309, section 2.2.1, has letters, `-` and `_`; names
/// with digits are about.
fn is_product_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Paths of this site, which may hold `*` and end with `$` (RFC 9309, section 2.2.3).
fn paths(reader: &mut Reader, at: At, value: Data) -> Vec<String> {
    let mut sound = Vec::new();
    for (index, path) in texts_of(reader, at, value).into_iter().enumerate() {
        let is_clean = !path.contains(|ch: char| ch.is_whitespace() || ch.is_control() || ch == '#');
        if path.starts_with('/') && is_clean {
            sound.push(path);
            continue;
        }
        let fault = Fault::new(Code::BadUrl, format!("`{path}` is no path from the site's root"));
        let fault = fault.help("it begins with `/`, and has no blanks and no `#`; `/` is all of the site");
        let mended = is_clean && !path.contains(':');
        let path = format!("/{path}");
        reader.fault(At::Item(&at, index), if mended { fault.mended(path) } else { fault });
    }
    sound
}

fn llms(reader: &mut Reader) -> Option<Llms> {
    let top = At::Top("llms");
    let map = switch(reader, "llms", false, "`true`, `false`, or a map with `intro` and `sections`")?;
    let [intro, sections] = reader.fields(top, map, ["intro", "sections"]);
    let intro = reader.field(top, "intro", intro).unwrap_or_default();
    let at = At::Key(&top, "sections");
    let lists = match sections {
        None => Map::new(),
        Some(Data::Map(map)) => map,
        Some(other) => {
            reader.wrong_type(at, &other, "a map of headings, each with a list of links");
            Map::new()
        }
    };
    let sections = lists.into_iter().map(|(heading, value)| {
        let links = links(reader, At::Key(&at, &heading), value);
        (heading, links)
    });
    Some(Llms { intro, sections: sections.collect() })
}
