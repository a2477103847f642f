//! The keys of each kind of file, an example of each, and which key a writer meant.
//!
//! Plain tables; knows no values and no files.

pub(super) use crate::base::near::nearest;
use crate::model::config::Config;

use super::deal_keys::DEAL;

/// What keys a kind of file has.
pub(super) struct Kind {
    /// What the file is called in messages.
    pub(super) noun: &'static str,
    pub(super) keys: &'static [&'static str],
    /// Whether the other names of the configuration (`summary` for `standfirst`) count.
    pub(super) other_names: bool,
    /// Keys of other kinds of files that would change what is published, and do nothing here.
    pub(super) reserved: &'static [&'static str],
}

pub(super) const ARTICLE: Kind = Kind {
    noun: "an article",
    keys: &[
        "title",
        "date",
        "updated",
        "slug",
        "standfirst",
        "kicker",
        "authors",
        "dateline",
        "vendors",
        "customers",
        "mentions",
        "topics",
        "regions",
        "type",
        "hero",
        "language",
        "translation_of",
        "sources",
        "deals",
        "status",
        "draft",
        "published",
        "embargo_until",
        "publish_at",
        "expires",
        "withdrawn",
        "updates",
        "corrections",
        "follows",
        "link_mentions",
        "read_minutes",
        "aliases",
        "canonical",
        "quotes",
        "figures",
        "ednote",
        "extra",
    ],
    other_names: true,
    reserved: &[],
};

pub(super) const PAGE: Kind = Kind {
    noun: "a page",
    keys: &[
        "title",
        "slug",
        "standfirst",
        "language",
        "status",
        "draft",
        "published",
        "aliases",
        "ednote",
        "extra",
    ],
    other_names: true,
    reserved: WITHHOLDING,
};

pub(super) const ORGANISATION: Kind = Kind {
    noun: "an organisation",
    keys: &[
        "name",
        "slug",
        "legal_name",
        "aliases",
        "former_names",
        "not",
        "kind",
        "parent",
        "joint_venture_of",
        "merged_into",
        "merged_on",
        "dissolved",
        "country",
        "hq",
        "lei",
        "wikidata",
        "tickers",
        "url",
        "logo",
        "description",
        "same_as",
        "competitors",
        "context",
        "link_mentions",
        "ednote",
        "extra",
    ],
    other_names: false,
    reserved: WITHHOLDING,
};

pub(super) const PERSON: Kind = Kind {
    noun: "a person",
    keys: &["name", "slug", "aliases", "roles", "url", "description", "ednote", "extra"],
    other_names: false,
    reserved: WITHHOLDING,
};

pub(super) const TOPIC: Kind = Kind {
    noun: "a topic",
    keys: &["name", "slug", "aliases", "code", "description", "ednote", "extra"],
    other_names: false,
    reserved: WITHHOLDING,
};

pub(super) const CONFIG: Kind = Kind {
    noun: "the configuration",
    keys: &[
        "title",
        "description",
        "base_url",
        "language",
        "time_zone",
        "raw_html",
        "smart_punctuation",
        "find_mentions",
        "link_mentions",
        "related",
        "per_page",
        "navigation",
        "key_aliases",
        "permalinks",
        "sections",
        "regions",
        "relations",
        "matrix",
        "publisher",
        "feeds",
        "documents",
        "redirects",
        "redirect_files",
        "sitemaps",
        "news_sitemap",
        "robots",
        "security",
        "llms",
        "strict",
        "extra",
    ],
    other_names: false,
    reserved: &[],
};

/// Keys of an article that decide when it may be seen.
const WITHHOLDING: &[&str] = &["embargo_until", "publish_at", "expires", "withdrawn"];

/// The key that decides when a piece may be seen and that is written nearly so: overlooked, it would
/// publish what should not be published.
pub(super) fn nearly_withholding(written: &str) -> Option<&'static str> {
    let embargo = written.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("embargo"));
    let near = WITHHOLDING.iter().copied().find(|key| is_one_edit(key, written));
    near.or(embargo.then_some("embargo_until"))
}

/// The key of ours that other generators call so: when a piece is published, or taken away.
pub(super) fn timing_elsewhere(written: &str) -> Option<&'static str> {
    match plain(written).as_str() {
        "publishdate" | "publishon" | "publishat" | "publishtime" | "publishfrom" | "publishedat"
        | "publishedon" | "publicationdate" | "releaseat" | "releaseon" | "releasetime" | "notbefore"
        | "golive" | "goliveat" | "liveat" | "scheduled" | "schedule" | "scheduledat" | "scheduledfor"
        | "availablefrom" | "visiblefrom" => Some("publish_at"),
        "expirydate" | "expirationdate" | "expiry" | "expireson" | "expiresat" | "expireat" | "unpublish"
        | "unpublishat" | "unpublishon" | "unpublishdate" | "notafter" | "visibleuntil" => Some("expires"),
        _ => None,
    }
}

/// Whether other generators hold a piece back with this key, as with `status: hold`.
pub(super) fn holds_elsewhere(written: &str) -> bool {
    matches!(plain(written).as_str(), "hold" | "onhold" | "unpublished" | "withhold")
}

fn plain(written: &str) -> String {
    let letters = written.chars().filter(|ch| !matches!(ch, '_' | '-' | ' '));
    letters.map(|ch| ch.to_ascii_lowercase()).collect()
}

/// Keys whose value is a list, so that two other names of one key add up.
pub(super) const LISTS: &[&str] =
    &["authors", "vendors", "customers", "mentions", "topics", "regions", "sources", "deals", "aliases"];

/// A key as the program knows it, found under a written name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Known {
    pub(super) key: &'static str,
    /// 0 for the key's own name, else which of its other names it is, from 1.
    pub(super) rank: usize,
}

impl Kind {
    /// The key that is written so.
    pub(super) fn find(&self, written: &str, config: &Config) -> Option<Known> {
        self.find_by(config, |name| name == written).map(|(known, _)| known)
    }

    /// The key that is written so but for capitals, with its usual spelling.
    pub(super) fn find_in_other_capitals<'k>(
        &'k self,
        written: &str,
        config: &'k Config,
    ) -> Option<(Known, &'k str)> {
        self.find_by(config, |name| name.eq_ignore_ascii_case(written))
    }

    /// The name that is one edit away. Of names as short as three letters nearly every word is.
    pub(super) fn near<'k>(&'k self, written: &str, config: &'k Config) -> Option<&'k str> {
        if written.len() < 3 {
            return None;
        }
        // What other generators call it.
        if written.eq_ignore_ascii_case("lang") {
            return self.keys.iter().copied().find(|key| *key == "language");
        }
        self.find_by(config, |name| name.len() >= 4 && is_one_edit(name, written)).map(|(_, name)| name)
    }

    /// The reserved key that is written so, in any capitals, or, for an embargo, nearly so.
    pub(super) fn reserved(&self, written: &str) -> Option<&'static str> {
        let found = self.reserved.iter().copied().find(|key| key.eq_ignore_ascii_case(written));
        found.or_else(|| nearly_withholding(written).filter(|key| self.reserved.contains(key)))
    }

    fn find_by<'k>(&'k self, config: &'k Config, fits: impl Fn(&str) -> bool) -> Option<(Known, &'k str)> {
        if let Some(&key) = self.keys.iter().find(|key| fits(key)) {
            return Some((Known { key, rank: 0 }, key));
        }
        if !self.other_names {
            return None;
        }
        config.key_aliases.iter().find_map(|(key, names)| {
            let at = names.iter().position(|name| fits(name))?;
            let key = *self.keys.iter().find(|known| *known == key)?;
            Some((Known { key, rank: at + 1 }, names[at].as_str()))
        })
    }
}

/// Whether any kind of file has this key.
pub(super) fn is_key(word: &str) -> bool {
    [ARTICLE, PAGE, ORGANISATION, PERSON, TOPIC, DEAL, CONFIG].iter().any(|kind| kind.keys.contains(&word))
}

/// Whether one letter more, less or other, or two neighbours exchanged, makes one of the other.
pub(super) fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let same = |pair: &(&u8, &u8)| pair.0.eq_ignore_ascii_case(pair.1);
    let head = a.iter().zip(b).take_while(same).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(same).count();
    match (&a[..a.len() - tail], &b[..b.len() - tail]) {
        ([first, second], [other, another]) => {
            first.eq_ignore_ascii_case(another) && second.eq_ignore_ascii_case(other)
        }
        (a, b) => a.len().max(b.len()) == 1,
    }
}

/// A line that shows how a key is written.
pub(super) fn example(key: &str) -> &'static str {
    match key {
        "title" => "title: Nokia wins in Finland",
        "name" => "name: Nokia",
        "date" => "date: 2020-06-16",
        "updated" => "updated: 2020-06-17",
        "slug" => "slug: nokia-finland",
        "standfirst" => "standfirst: One sentence that sums it up.",
        "description" => "description: One sentence about it.",
        "kicker" => "kicker: Optical",
        "authors" => "authors: [Jamie Doe, {name: Kim Roe, role: Editor}]",
        "dateline" => "dateline: ESPOO",
        "vendors" | "parent" | "merged_into" => "vendors: Nokia",
        "customers" => "customers: [Tencent, Baidu]",
        "mentions" | "competitors" | "not" => "mentions: [Huawei, ZTE]",
        "topics" => "topics: [optical, cloud]",
        "regions" => "regions: [CN, Finland]",
        "type" => "type: briefing",
        "hero" => "hero: {src: map.svg, alt: A map of the network}",
        "language" => "language: en-GB",
        "sources" => "sources: [https://example.org/story]",
        "deals" => {
            "deals: [{vendors: Nokia, customers: BT, value: $1bn, sources: [https://example.org/story]}]"
        }
        "status" => "status: draft",
        "draft" | "published" | "strict" | "smart_punctuation" | "find_mentions" | "link_mentions"
        | "related" => "draft: true",
        "embargo_until" => "embargo_until: 2020-06-16T06:00:00+01:00",
        "publish_at" => "publish_at: 2020-06-16T06:00:00+01:00",
        "expires" => "expires: 2021-06-16T00:00:00+01:00",
        "withdrawn" => "withdrawn: {at: 2020-06-18, reason: The order was never placed.}",
        "updates" => "updates: [{at: 2020-06-17, text: The price is known now.}]",
        "corrections" => {
            "corrections: [{at: 2020-06-17, text: The count was wrong., was: \"40\", now: \"14\"}]"
        }
        "context" => "context: [operator, network]",
        "read_minutes" => "read_minutes: 3",
        "quotes" => "quotes: [{speaker: Kim Roe, text: We did not expect to win.}]",
        "figures" => "figures: [{kind: poll, label: would go on working from home, value: 84%}]",
        "per_page" => "per_page: 50",
        "aliases" => "aliases: [/old/address/]",
        "former_names" => "former_names: [{name: Old name, until: 2016-04}]",
        "roles" => "roles: [{title: Editor, organisation: Nokia}]",
        "tickers" => "tickers: [\"NYSE:NOK\"]",
        "navigation" => "navigation: [{label: About, url: /about/}]",
        "key_aliases" => "key_aliases: {standfirst: [summary, lede]}",
        "permalinks" => "permalinks: {briefings: \"/{year}/{month}/{slug}/\"}",
        "sections" => "sections: {briefings: {title: Briefings}}",
        "sitemaps" => "sitemaps: false",
        "news_sitemap" => "news_sitemap: {without: [press-release]}",
        "robots" => "robots: {disallow: [/drafts/], agents: {GPTBot: [/]}}",
        "security" => "security: {contact: [\"mailto:security@example.org\"], expires: 2027-06-30T00:00:00Z}",
        "llms" => "llms: {sections: {About us: [{label: Imprint, url: /imprint/}]}}",
        "extra" => "extra: {colour: blue}",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_a_letter_more_less_or_other_or_two_exchanged() {
        for (a, b) in [("vendors", "vendor"), ("title", "titel"), ("kicker", "kickers"), ("slug", "slig")] {
            assert!(is_one_edit(a, b) && is_one_edit(b, a), "{a} {b}");
        }
        for (a, b) in [("title", "title"), ("title", "tilet"), ("date", "dates_"), ("é", "e"), ("", "ab")] {
            assert!(!is_one_edit(a, b), "{a} {b}");
        }
    }

    #[test]
    fn keys_are_found_by_their_own_and_other_names() {
        let config = Config::default();
        assert_eq!(ARTICLE.find("standfirst", &config).unwrap().rank, 0);
        assert_eq!(ARTICLE.find("description", &config), Some(Known { key: "standfirst", rank: 2 }));
        assert_eq!(ORGANISATION.find("redirect_from", &config), None);
        assert_eq!(ARTICLE.find_in_other_capitals("Tags", &config).unwrap().1, "tags");
        assert_eq!(ARTICLE.near("catgories", &config), Some("categories"));
        assert_eq!(ARTICLE.near("tag", &config), Some("tags"));
        assert_eq!(ARTICLE.near("typ", &config), Some("type"));
        assert_eq!(ARTICLE.near("lang", &config), Some("language"));
        assert_eq!((ARTICLE.near("ta", &config), ARTICLE.near("url", &config)), (None, None));
    }

    #[test]
    fn an_embargo_is_never_overlooked() {
        for written in
            ["embargo_until", "Embargo_Until", "embargo_untill", "embargo", "embargoedUntil", "publish_att"]
        {
            assert!(PAGE.reserved(written).is_some(), "{written}");
        }
        for written in ["embargo", "embargoedUntil", "embargo-until", "publish_att", "expired", "withdraws"] {
            assert!(nearly_withholding(written).is_some(), "{written}");
        }
        assert_eq!((ARTICLE.reserved("quote"), ARTICLE.reserved("embargo_until")), (None, None));
        assert_eq!((ORGANISATION.reserved("deals"), nearly_withholding("experience")), (None, None));
    }
}
