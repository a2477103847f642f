//! The ids of a body's headings, unique within it.
//!
//! Takes the headings' texts and the ids that writers gave, gives one id for each. Must not know
//! Markdown or places.

use foldhash::HashMap;

use crate::base::slug::heading_id;

/// A heading that needs an id.
pub(super) struct Wanted<'a> {
    /// Its plain text.
    pub text: &'a str,
    /// The id that its writer gave.
    pub explicit: Option<&'a str>,
}

/// What has an id.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holder {
    Heading(usize),
    /// A note, HTML, or the page's own frame.
    Elsewhere,
}

/// The ids of headings.
pub(super) struct HeadingIds {
    /// One for each heading, in order.
    pub ids: Vec<String>,
    /// Headings whose writer gave an id that is taken: (this, what has it).
    pub claimed_twice: Vec<(usize, Holder)>,
}

/// Gives each heading an id. What writers gave goes first, so that a heading above cannot take the
/// id that a link was written for. None gets one of those that stand elsewhere on the page.
pub(super) fn heading_ids(headings: &[Wanted<'_>], elsewhere: &[String]) -> HeadingIds {
    let mut taken = Taken { ids: elsewhere.iter().map(|id| (id.clone(), (Holder::Elsewhere, 0))).collect() };
    let mut found = HeadingIds { ids: vec![String::new(); headings.len()], claimed_twice: Vec::new() };
    for (index, heading) in headings.iter().enumerate() {
        if let Some(id) = heading.explicit {
            let (id, earlier) = taken.claim(id, index);
            found.ids[index] = id;
            found.claimed_twice.extend(earlier.map(|earlier| (index, earlier)));
        }
    }
    for (index, heading) in headings.iter().enumerate() {
        if heading.explicit.is_none() {
            found.ids[index] = taken.claim(&generated(heading.text), index).0;
        }
    }
    found
}

fn generated(text: &str) -> String {
    let id = heading_id(text);
    if id.is_empty() {
        return "section".to_owned();
    }
    // The ids of footnotes.
    if id.starts_with("fn-") || id.starts_with("fnref-") {
        return format!("section-{id}");
    }
    id
}

struct Taken {
    /// Each id with what has it, and the number that was last tried behind it.
    ids: HashMap<String, (Holder, usize)>,
}

impl Taken {
    fn claim(&mut self, id: &str, index: usize) -> (String, Option<Holder>) {
        let Some(&(earlier, mut number)) = self.ids.get(id) else {
            self.ids.insert(id.to_owned(), (Holder::Heading(index), 0));
            return (id.to_owned(), None);
        };
        let free = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.ids.contains_key(&candidate) {
                break candidate;
            }
        };
        self.ids.insert(id.to_owned(), (earlier, number));
        self.ids.insert(free.clone(), (Holder::Heading(index), 0));
        (free, Some(earlier))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Ids = (Vec<String>, Vec<(usize, Holder)>);

    fn ids(texts: &[(&'static str, Option<&'static str>)]) -> Ids {
        beside(&[], texts)
    }

    fn beside(elsewhere: &[&str], texts: &[(&'static str, Option<&'static str>)]) -> Ids {
        let elsewhere: Vec<String> = elsewhere.iter().map(|&id| id.to_owned()).collect();
        let wanted: Vec<_> = texts.iter().map(|&(text, explicit)| Wanted { text, explicit }).collect();
        let found = heading_ids(&wanted, &elsewhere);
        (found.ids, found.claimed_twice)
    }

    #[test]
    fn equal_headings_are_numbered() {
        let (ids, twice) = ids(&[("A", None), ("A", None), ("A 1", None), ("A", None)]);
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2"]);
        assert_eq!(twice, []);
    }

    #[test]
    fn the_writers_id_wins_even_over_a_heading_above() {
        let (found, twice) = ids(&[("Terms", None), ("What it costs", Some("terms"))]);
        assert_eq!(found, ["terms-1", "terms"]);
        assert_eq!(twice, []);
    }

    #[test]
    fn an_id_given_twice_is_reported_with_the_first() {
        let (found, twice) = ids(&[("A", Some("x")), ("B", None), ("C", Some("x"))]);
        assert_eq!(found, ["x", "b", "x-1"]);
        assert_eq!(twice, [(2, Holder::Heading(0))]);
    }

    #[test]
    fn an_id_that_stands_elsewhere_is_not_given_again() {
        let (found, twice) = beside(&["a", "fn-1"], &[("A", None), ("B", Some("fn-1")), ("C", None)]);
        assert_eq!(found, ["a-1", "fn-1-1", "c"]);
        assert_eq!(twice, [(1, Holder::Elsewhere)]);
    }

    #[test]
    fn a_heading_without_letters_still_has_an_id_and_none_is_a_footnotes() {
        assert_eq!(
            ids(&[("…", None), ("!", None), ("Fn 1", None)]).0,
            ["section", "section-1", "section-fn-1"]
        );
    }
}
