//! What a deal is worth in few words, for rows and descriptions.
//!
//! Takes a deal; reads its claims once, however many pages show it.

use crate::compile::ledger::{self, ClaimRange};
use crate::model::deal::Deal;

use super::money::{basis_note, range};

/// What a deal is worth in few words.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ShortValue {
    /// The value as its source says it, or what the claims come to: `$1bn or €2bn`; none where nobody says.
    pub text: Option<String>,
    /// What readers should know of it: `estimate`, `sources differ`.
    pub note: Option<String>,
}

impl ShortValue {
    /// What a deal is worth.
    pub fn of(deal: &Deal) -> Self {
        let value = deal.written.value.as_ref();
        let Some(told) = value.or(deal.written.claims.first()) else { return Self::default() };
        let plain_note = basis_note(told).map(str::to_owned);
        let ranges = ledger::claims(deal);
        let currency = value.and_then(|value| value.currency.as_ref());
        let (own, others): (Vec<&ClaimRange>, Vec<&ClaimRange>) = (ranges.iter())
            .filter(|claims| claims.currency.is_some())
            .partition(|claims| value.is_some() && claims.currency.as_ref() == currency);
        let others: Vec<String> = others.into_iter().filter_map(said).collect();
        let others = (!others.is_empty()).then(|| others.join(" or "));
        let own = own.first().and_then(|claims| range(claims));
        let differ = || Some("sources differ".to_owned());
        match (value, own, others) {
            (Some(_), Some(range), None) => Self { text: Some(range), note: differ() },
            (Some(_), Some(range), Some(others)) => {
                Self { text: Some(format!("{range} or {others}")), note: differ() }
            }
            (Some(_), None, Some(others)) => {
                let notes = plain_note.into_iter().chain([format!("or {others}")]);
                Self { text: Some(told.text.clone()), note: Some(notes.collect::<Vec<_>>().join("; ")) }
            }
            (None, _, Some(others)) if others != told.text => Self { text: Some(others), note: differ() },
            _ => Self { text: Some(told.text.clone()), note: plain_note },
        }
    }
}

/// What the claims in one currency come to, in their own words.
fn said(claims: &ClaimRange) -> Option<String> {
    range(claims).or_else(|| claims.said.first().map(|claim| claim.text.clone()))
}

#[cfg(test)]
mod tests {
    use crate::base::path::SourcePath;
    use crate::base::source::SourceFile;
    use crate::compile::bodies::Bodies;
    use crate::compile::link::mentions::AllFound;
    use crate::compile::link::site::{LinkOptions, link};
    use crate::compile::parse::parse;
    use crate::model::config::Config;

    use super::*;

    fn short(worth: &str) -> (String, String) {
        let text = format!("vendors: A\ncustomers: B\n{worth}\n");
        let file = SourceFile { path: SourcePath::new("content/deals/a.yaml"), text };
        let options = LinkOptions { drafts: false, now: jiff::Timestamp::UNIX_EPOCH, strict: false };
        let parsed = vec![parse(&file, &Config::default())];
        let site = link(
            parsed,
            &Config::default(),
            options,
            Bodies::all_kept(),
            AllFound::default(),
            &mut Vec::new(),
        )
        .site;
        let ShortValue { text, note } = ShortValue::of(&site.deals[0]);
        (text.unwrap_or_default(), note.unwrap_or_default())
    }

    #[test]
    fn what_sources_say_in_several_currencies_is_all_shown() {
        for (worth, text, note) in [
            ("kind: new", "", ""),
            ("value: about $1bn", "about $1bn", "estimate"),
            ("claims: [{text: $1bn, source: A}]", "$1bn", ""),
            ("claims: [{text: $1bn, source: A}, {text: $1bn, source: B}]", "$1bn", ""),
            ("claims: [{text: $1bn, source: A}, {text: $2bn, source: B}]", "$1bn to $2bn", "sources differ"),
            ("claims: [{text: $1bn, source: A}, {text: €2bn, source: B}]", "€2bn or $1bn", "sources differ"),
            ("value: $1bn\nclaims: [{text: €2bn, source: B}]", "$1bn", "or €2bn"),
            ("value: about $1bn\nclaims: [{text: €2bn, source: B}]", "about $1bn", "estimate; or €2bn"),
            (
                "value: $1bn\nclaims: [{text: $2bn, source: B}, {text: €2bn, source: C}]",
                "$1bn to $2bn or €2bn",
                "sources differ",
            ),
            ("value: undisclosed\nclaims: [{text: $2bn, source: B}]", "undisclosed", "or $2bn"),
        ] {
            assert_eq!(short(worth), (text.to_owned(), note.to_owned()), "{worth}");
        }
    }
}
