//! Redirects in the languages of hosts and servers.
//!
//! Takes rules, gives text, and the paths that a host cannot be told of: those are left to their pages, which lead on
//! by themselves. Knows no site.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;

use crate::model::config::Host;

use super::rules::Rule;

/// What stands in a path as it is (RFC 3986, section 3.3) and means nothing more to any host.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The most routing rules that a website of S3 has (Amazon S3, `RoutingRules`).
const MOST_IN_S3: usize = 50;

/// The rules in a host's language, and the paths that it cannot be told of. `pages` are the paths of all other
/// outputs.
pub(super) fn write(host: Host, rules: &[Rule], pages: &BTreeSet<String>) -> (String, Vec<String>) {
    match host {
        Host::Netlify => (lines(rules, "301!"), Vec::new()),
        Host::Cloudflare => (lines(rules, "301"), Vec::new()),
        Host::Apache => apache(rules),
        Host::Nginx => (nginx(rules, pages), Vec::new()),
        Host::Caddy => (caddy(rules), Vec::new()),
        Host::S3 => s3(rules, pages),
    }
}

/// A path as a browser asks for it.
fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PLAIN).to_string()
}

/// The forms in which a path is asked for.
fn asked(rule: &Rule) -> Vec<String> {
    let slash = rule.folder.then(|| format!("{}/", rule.from));
    [rule.from.clone()].into_iter().chain(slash).collect()
}

/// `_redirects`: path, target, status. With `!` a rule goes before a file of the same path.
fn lines(rules: &[Rule], status: &str) -> String {
    let mut text = String::new();
    for rule in rules {
        for from in asked(rule) {
            let _ = writeln!(text, "{} {} {status}", encoded(&from), rule.to);
        }
    }
    text
}

/// `.htaccess` (`mod_alias`). The pattern is of the path as it is decoded; without anchors it would be of all that
/// begins so. The target is encoded by the server, which takes what follows `?` or `#` for something else.
fn apache(rules: &[Rule]) -> (String, Vec<String>) {
    let mut text = String::from("<IfModule mod_alias.c>\n");
    let mut left = Vec::new();
    for rule in rules {
        let to = percent_decode_str(&rule.to).decode_utf8_lossy();
        if to.contains(['?', '#']) {
            left.push(rule.from.clone());
            continue;
        }
        // These stand for what the pattern has matched.
        let to = to.replace('\\', "\\\\").replace('$', "\\$").replace('&', "\\&");
        let end = if rule.folder { "/?" } else { "" };
        let (from, to) = (in_quotes(&pattern(&rule.from)), in_quotes(&to));
        let _ = writeln!(text, "RedirectMatch 301 \"^{from}{end}$\" \"{to}\"");
    }
    (text + "</IfModule>\n", left)
}

/// A text as a regular expression that matches it and nothing else.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for ch in text.chars() {
        if ch.is_ascii() && !ch.is_ascii_alphanumeric() && ch != '/' && ch != '-' && ch != '_' {
            // A blank after a backslash is one to some and a mistake to others.
            if ch == ' ' {
                pattern.push_str("[ ]");
                continue;
            }
            pattern.push('\\');
        }
        pattern.push(ch);
    }
    pattern
}

fn in_quotes(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// A `map` for the `http` block. nginx compares plain texts without their case: where that would confuse two
/// addresses, a regular expression takes their place.
fn nginx(rules: &[Rule], pages: &BTreeSet<String>) -> String {
    let mut same: BTreeMap<String, usize> = BTreeMap::new();
    for path in rules.iter().map(|rule| &rule.from).chain(pages) {
        *same.entry(path.to_lowercase()).or_default() += 1;
    }
    let mut entries = String::new();
    let mut longest = 0;
    for rule in rules {
        let alone = same.get(&rule.from.to_lowercase()).is_none_or(|count| *count < 2);
        for from in asked(rule) {
            longest = longest.max(from.len());
            let key = if alone { in_quotes(&from) } else { format!("~^{}$", in_quotes(&pattern(&from))) };
            let _ = writeln!(entries, "    \"{key}\" \"{}\";", rule.to);
        }
    }
    let bucket = (longest + 64).next_power_of_two();
    let size = (8 * rules.len()).next_power_of_two().max(2048);
    format!(
        "# In the http block: include this file. In the server block:\n\
         #     if ($dateline_redirect) {{ return 301 $dateline_redirect; }}\n\
         map_hash_bucket_size {bucket};\n\
         map_hash_max_size {size};\n\
         map $uri $dateline_redirect {{\n    default \"\";\n{entries}}}\n"
    )
}

/// A snippet for a site block: a `map`, for the matcher of paths does not tell large letters from small ones.
fn caddy(rules: &[Rule]) -> String {
    let mut entries = String::new();
    for rule in rules {
        for from in asked(rule) {
            // In a text braces may stand for something else, and a quote for its end; in a pattern they can be
            // written by number.
            let key = if from.contains(['{', '}', '"', '\\']) {
                let pattern = pattern(&from);
                let numbers = [("\\{", "\\x7b"), ("\\}", "\\x7d"), ("\\\"", "\\x22"), ("\\\\", "\\x5c")];
                let pattern = numbers.iter().fold(pattern, |text, (mark, number)| text.replace(mark, number));
                format!("~^{pattern}$")
            } else {
                from
            };
            let _ = writeln!(entries, "\t\"{key}\" \"{}\"", rule.to);
        }
    }
    format!(
        "# In the site block: import this file.\n\
         map {{http.request.uri.path}} {{dateline_redirect}} {{\n{entries}\tdefault \"\"\n}}\n\
         @dateline_redirect not vars {{dateline_redirect}} \"\"\n\
         redir @dateline_redirect {{dateline_redirect}} permanent\n"
    )
}

/// Routing rules of a website, as JSON. They are of all that begins so: an address is left out if there is more below
/// it.
fn s3(rules: &[Rule], pages: &BTreeSet<String>) -> (String, Vec<String>) {
    let others = || pages.iter().chain(rules.iter().map(|rule| &rule.from));
    let (mut told, mut left) = (Vec::new(), Vec::new());
    for rule in rules {
        let alone = others().filter(|path| path.starts_with(&rule.from)).all(|path| *path == rule.from);
        if !alone || told.len() == MOST_IN_S3 {
            left.push(rule.from.clone());
            continue;
        }
        let key = rule.from.trim_start_matches('/');
        told.push(json!({
            "Condition": {"KeyPrefixEquals": key},
            "Redirect": {"HttpRedirectCode": "301", "ReplaceKeyWith": rule.to.trim_start_matches('/')},
        }));
    }
    let text = serde_json::to_string_pretty(&told).unwrap_or_default();
    (text + "\n", left)
}
