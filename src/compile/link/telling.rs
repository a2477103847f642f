//! Names of files that tell what is under embargo, to whoever sees a repository or a log.
//!
//! Takes a file's name and the parties that its text names; knows nothing of who has which name.

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::name::NameKey;
use crate::base::path::SourcePath;
use crate::base::slug::slug;
use crate::model::article::Manuscript;
use crate::model::deal::WrittenDeal;

/// The longest name of an organisation that is looked for, in words.
const WORDS: usize = 6;

/// What an article's file name tells; `last` is the last part of its address.
pub(super) fn of_article(
    path: &SourcePath,
    written: &Manuscript,
    last: &str,
    language: &str,
) -> Option<Finding> {
    let own = [&written.vendors, &written.customers, &written.mentions].into_iter().flatten();
    let of_deals = written.record.deals.iter().flat_map(parties);
    let told = told(path, own.map(String::as_str).chain(of_deals), language)?;
    Some(told.help(format!("give the file a neutral name until then, and the article `slug: {last}`")))
}

/// What the name of a deal's file tells.
pub(super) fn of_deal(path: &SourcePath, deal: &WrittenDeal, language: &str) -> Option<Finding> {
    let told = told(path, parties(deal), language)?;
    Some(told.help("give the file a neutral name until then, and the deal an `id:`"))
}

fn parties(deal: &WrittenDeal) -> impl Iterator<Item = &str> {
    let sides = deal.vendors.iter().chain(&deal.customers).map(|party| party.org.as_str());
    sides.chain([&deal.lost, &deal.displaced].into_iter().flatten().map(String::as_str))
}

/// One name alone is no story; two are.
fn told<'a>(path: &SourcePath, names: impl Iterator<Item = &'a str>, language: &str) -> Option<Finding> {
    let is_index = path.stem() == "index" || path.stem().starts_with("index.");
    let stem = if is_index { path.folder().rsplit('/').next().unwrap_or_default() } else { path.stem() };
    let stem = slug(stem, language);
    let words: Vec<&str> = stem.split('-').filter(|word| !word.is_empty()).collect();
    let parts = (0..words.len()).flat_map(|from| {
        let longest = words.len().min(from + WORDS);
        (from + 1..=longest).map(|to| words[from..to].concat()).collect::<Vec<_>>()
    });
    let parts: Vec<String> = parts.collect();
    let mut first: Option<(&str, NameKey)> = None;
    for name in names {
        // Without its legal suffix, and in the letters of an address.
        let key = NameKey::of_organisation(&slug(name, language).replace('-', " "));
        if key.as_str().is_empty() || !parts.iter().any(|part| part == key.as_str()) {
            continue;
        }
        match &first {
            None => first = Some((name, key)),
            Some((_, known)) if *known == key => {}
            Some((other, _)) => {
                let message = format!("the file's name tells of {other} and {name} before the embargo ends");
                return Some(Finding::new(Code::TellingSlug, path, Place::File, message));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_in_a_file_name_tell_a_story() {
        let tells =
            |path: &str, names: &[&str]| told(&SourcePath::new(path), names.iter().copied(), "en").is_some();
        for (path, names) in [
            ("content/a/nokia-wins-bt.md", ["Nokia Oyj", "BT plc"]),
            ("content/a/2020-nokia-bt-x/index.md", ["Nokia", "BT"]),
            ("content/a/2020-nokia-bt-x/index.fi.md", ["Nokia", "BT"]),
            ("content/a/Nokia buys T-Mobile US.md", ["Nokia", "T-Mobile US"]),
            ("content/deals/telefonica-nokia.yaml", ["Nokia", "Telefónica"]),
        ] {
            assert!(tells(path, &names), "{path}");
        }
        assert!(!tells("content/a/nokia-debt.md", &["Nokia", "BT"]));
        assert!(!tells("content/a/nokia-wins.md", &["Nokia", "Nokia Oyj"]));
        assert!(!tells("content/a/x.md", &["Nokia", "BT"]));
    }
}
