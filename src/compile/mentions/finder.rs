//! Known names in a text: which organisations it names, and where first.
//!
//! Takes the names of organisations, and one body's HTML at a time. A name is looked for as it is
//! written, capitals and all; the longest wins. Must not know articles or files.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use serde::Serialize;

use super::folded::{Folded, folded};
use super::starts::Starts;
use super::variants::variants;
use super::words::{has_word, is_common, stands_alone};

/// The longest name that is looked for, in bytes.
const LONGEST: usize = 200;

/// An organisation's names.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Known<'a> {
    /// Its number, by which it is known.
    pub number: usize,
    /// The name as printed.
    pub name: &'a str,
    /// All other names.
    pub others: Vec<&'a str>,
    /// Names that look like it and are not.
    pub not: Vec<&'a str>,
    /// Words one of which must stand in a text for a name that may mean something else.
    pub context: Vec<&'a str>,
}

/// Looks for all names at once.
pub struct Finder {
    automaton: Option<AhoCorasick>,
    starts: Starts,
    names: Vec<Name>,
    /// The context of the organisations that have one, in lower case.
    context: BTreeMap<usize, Vec<String>>,
}

struct Name {
    /// Whose it is; nobody's where it only looks like a name.
    of: Option<usize>,
    /// Whether it can mean nothing else.
    sure: bool,
    length: usize,
    /// The longest other name that it begins with.
    shorter: Option<usize>,
}

/// An organisation in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Its number.
    pub number: usize,
    /// Its first mention, in bytes of the HTML.
    pub place: Range<usize>,
}

/// What a text names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mentions {
    /// Organisations, in the order of their first mentions.
    pub found: Vec<Mention>,
    /// Organisations whose name stands there, where nothing tells that they are meant.
    pub unsure: Vec<Mention>,
}

/// Memory for one text after another.
#[derive(Default)]
pub struct Scratch {
    folded: Folded,
}

impl Finder {
    /// A finder of these names, and of what texts write for them. Of two that are spelled alike the
    /// first one's counts, and a name in full before what is only written for another one.
    pub fn new(known: &[Known<'_>]) -> Self {
        let mut names: BTreeMap<String, (Option<usize>, bool)> = BTreeMap::new();
        let mut add = |name: &str, of: Option<usize>, with_context: bool, printed: bool| {
            let name = folded(name);
            let letters = name.chars().any(char::is_alphanumeric);
            if letters && name.len() <= LONGEST {
                let one_of_many = with_context && (printed || !name.contains(' '));
                let sure = !one_of_many && !is_common(&name);
                names.entry(name).or_insert((of, sure));
            }
        };
        for organisation in known {
            let with_context = !organisation.context.is_empty();
            add(organisation.name, Some(organisation.number), with_context, true);
            organisation
                .others
                .iter()
                .for_each(|name| add(name, Some(organisation.number), with_context, false));
        }
        known
            .iter()
            .flat_map(|organisation| &organisation.not)
            .for_each(|name| add(name, None, false, false));
        for organisation in known {
            let with_context = !organisation.context.is_empty();
            for name in [organisation.name].iter().chain(&organisation.others) {
                for short in variants(name) {
                    add(&short, Some(organisation.number), with_context, *name == organisation.name);
                }
            }
        }
        let context = known.iter().filter(|organisation| !organisation.context.is_empty());
        let context = context.map(|organisation| {
            let words = organisation.context.iter().map(|word| folded(word).to_lowercase()).collect();
            (organisation.number, words)
        });
        Self {
            automaton: automaton(&names),
            starts: Starts::of(names.keys().map(String::as_str)),
            context: context.collect(),
            names: prefixes(&names),
        }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.automaton.is_none()
    }

    /// The organisations that a body names. `listed` tells whether the article lists one already,
    /// `beside` is what else its readers see: headline and standfirst.
    pub fn find(
        &self,
        html: &str,
        listed: impl Fn(usize) -> bool,
        beside: &[&str],
        scratch: &mut Scratch,
    ) -> Mentions {
        let Some(automaton) = &self.automaton else { return Mentions::default() };
        scratch.folded.read(html);
        let text = scratch.folded.text();
        // In the order of their first mentions, and whether one of them was sure.
        let mut first: Vec<(usize, Range<usize>, bool)> = Vec::new();
        let mut at = 0;
        while let Some(start) = self.starts.next(text, at) {
            at = start + 1;
            let here = Input::new(text).range(start..).anchored(Anchored::Yes);
            let found = automaton.find(here).map(|found| found.pattern().as_usize());
            let Some(name) = found.and_then(|longest| self.longest(text, start, longest)) else { continue };
            at = start + name.length;
            let Some(number) = name.of else { continue };
            match first.iter_mut().find(|(known, ..)| *known == number) {
                Some((.., sure)) => *sure |= name.sure,
                None => first.push((number, start..at, name.sure)),
            }
        }
        let mut around: Option<String> = None;
        let mut mentions = Mentions::default();
        for (number, place, sure) in first {
            let mention = Mention { number, place: scratch.folded.place(&place) };
            if sure || listed(number) || self.in_context(number, text, beside, &mut around) {
                mentions.found.push(mention);
            } else {
                mentions.unsure.push(mention);
            }
        }
        mentions
    }

    /// The longest name that begins here and is a word of its own.
    fn longest(&self, text: &str, start: usize, longest: usize) -> Option<&Name> {
        let names =
            std::iter::successors(Some(&self.names[longest]), |name| Some(&self.names[name.shorter?]));
        names.into_iter().find(|name| stands_alone(text, start, start + name.length))
    }

    fn in_context(&self, number: usize, text: &str, beside: &[&str], around: &mut Option<String>) -> bool {
        let Some(words) = self.context.get(&number) else { return false };
        let around = around.get_or_insert_with(|| {
            let beside = beside.iter().map(|text| folded(text).to_lowercase());
            beside.chain([text.to_lowercase()]).collect::<Vec<_>>().join("\0")
        });
        words.iter().any(|word| has_word(around, word))
    }
}

fn automaton(names: &BTreeMap<String, (Option<usize>, bool)>) -> Option<AhoCorasick> {
    if names.is_empty() {
        return None;
    }
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Anchored);
    // It fails from two thousand million bytes of names on: then none is found.
    builder.build(names.keys()).ok()
}

/// The names in their order, each with the longest one that it begins with.
fn prefixes(names: &BTreeMap<String, (Option<usize>, bool)>) -> Vec<Name> {
    let mut begun: Vec<(&str, usize)> = Vec::new();
    let each = names.iter().enumerate().map(|(index, (name, (of, sure)))| {
        while begun.pop_if(|(shorter, _)| !name.starts_with(*shorter)).is_some() {}
        let shorter = begun.last().map(|(_, index)| *index);
        begun.push((name, index));
        Name { of: *of, sure: *sure, length: name.len(), shorter }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use crate::compile::markdown::slots::fill_all;
    use crate::model::body::LinkKind;

    use super::*;

    fn known<'a>(names: &[&'a str]) -> Vec<Known<'a>> {
        let known = names.iter().enumerate();
        known.map(|(number, name)| Known { number, name, ..Known::default() }).collect()
    }

    /// The first mentions in the HTML, as they stand there.
    fn found<'h>(known: &[Known<'_>], html: &'h str) -> Vec<&'h str> {
        let mentions = Finder::new(known).find(html, |_| false, &[], &mut Scratch::default());
        mentions.found.into_iter().map(|mention| &html[mention.place]).collect()
    }

    #[test]
    fn each_organisation_is_found_where_it_is_named_first() {
        let names = known(&["Nokia", "Ericsson", "Nokia Siemens Networks", "Nokia S"]);
        let html = "<p>Ericsson and Nokia, then Nokia and Nokia Siemens Networks.</p>";
        assert_eq!(found(&names, html), ["Ericsson", "Nokia", "Nokia Siemens Networks"]);
        assert_eq!(found(&names, "Nokia Sales, NOKIA, nokia"), ["Nokia"]);
    }

    #[test]
    fn a_name_is_found_behind_one_that_only_seemed_to_begin() {
        let names = known(&["Deutsche Telekom Mobil", "Telekom Austria"]);
        assert_eq!(found(&names, "Deutsche Telekom Austria"), ["Telekom Austria"]);
        assert_eq!(
            found(&known(&["AB C", "B"]), "AB C5 B-side"),
            Vec::<&str>::new(),
            "one letter tells nothing"
        );
        assert_eq!(found(&known(&["XY Z1", "Z1 Q"]), "XY Z1 Q"), ["XY Z1"]);
    }

    #[test]
    fn names_are_found_however_html_and_typography_write_them() {
        for (name, html) in [
            ("AT&T", "by AT&amp;T."),
            ("L'Oréal", "by L’Oréal."),
            ("L’Oréal", "by L&#39;Ore\u{301}al."),
            ("Deutsche Telekom", "by Deutsche\nTelekom."),
            ("Deutsche Telekom", "by Deutsche&nbsp;Telekom."),
            ("T-Mobile US", "by T\u{2011}Mobile\u{a0}US."),
            ("NEC", "by ＮＥＣ."),
            ("Telefo\u{301}nica", "by Telefónica."),
            ("诺基亚", "与诺基亚合作"),
            ("노키아", "by 노키아는"),
            ("Ca\u{ad}sa Systems", "Casa Sys\u{ad}tems."),
            ("\"Q\" Co", "“Q” Co"),
        ] {
            assert_eq!(found(&known(&[name]), html).len(), 1, "{name} in {html}");
        }
        assert_eq!(found(&known(&["Telefonica"]), "Telefónica, Telefonica\u{301}"), Vec::<&str>::new());
    }

    #[test]
    fn names_are_found_without_legal_suffix_and_without_accents() {
        for (name, text) in [
            ("Deutsche Telekom AG", "Deutsche Telekom"),
            ("Deutsche Telekom AG", "Deutsche Telekom AG"),
            ("Nokia Oyj", "Nokia"),
            ("Telefónica", "Telefonica"),
            ("Telefónica, S.A.", "Telefonica"),
            ("Telefónica, S.A.", "Telefónica"),
        ] {
            assert_eq!(found(&known(&[name]), &format!("by {text} now")), [text], "{name}");
        }
        for name in ["Orange SA", "X Corp", "du AG", "360 Ltd"] {
            let short = name.split(' ').next().unwrap();
            let mentions = Finder::new(&known(&[name])).find(short, |_| true, &[], &mut Scratch::default());
            assert_eq!(mentions.found.len(), 0, "{short} is a common word");
        }
    }

    #[test]
    fn a_name_in_full_comes_before_what_is_written_for_another() {
        let both = known(&["Nokia Oyj", "Nokia"]);
        let find = |text: &str| {
            let mentions = Finder::new(&both).find(text, |_| false, &[], &mut Scratch::default());
            mentions.found.into_iter().map(|mention| mention.number).collect::<Vec<_>>()
        };
        assert_eq!((find("Nokia"), find("Nokia Oyj")), (vec![1], vec![0]));
        let mut names = known(&["Ünlu AG"]);
        names[0].not = vec!["Unlu"];
        assert_eq!(found(&names, "Unlu, Ünlu"), ["Ünlu"]);
    }

    #[test]
    fn no_name_is_looked_for_in_links_code_headings_and_attributes() {
        for html in [
            "<a href=\"/x\" title=\"a > b\">Nokia</a>",
            "<pre><code>Nokia</code> Nokia</pre>",
            "<h2 id=\"n\">Why <em>Nokia</em>?</h2>",
            "<img alt=\"Nokia\">",
            "<script>if (a<b) \"Nokia</p>\"</script>",
            "<!-- Nokia > Nokia -->",
            "<p><cite>Nokia</cite></p>",
            "<blockquote><p>Good.</p><p>— <em>Kim</em>, Nokia</p></blockquote>",
            "<blockquote><p>Good.<br />\n– Nokia</p></blockquote>",
            "No<em>kia</em>",
            "<A HREF=x>Nokia</A>",
        ] {
            assert_eq!(found(&known(&["Nokia"]), html), Vec::<&str>::new(), "{html}");
        }
        for html in [
            "<a>x</a> Nokia",
            "<pre><a></pre> Nokia",
            "</a></pre>Nokia",
            "<p>— Nokia</p>",
            "<blockquote><p>Nokia</p><p>— Kim</p></blockquote>",
            "<blockquote><p>— Kim</p></blockquote><p>Nokia</p>",
            "1 < 2 <b>Nokia</b>",
            "<abbr title='\"'>x</abbr>Nokia",
            "<script>1</script>Nokia",
        ] {
            assert_eq!(found(&known(&["Nokia"]), html), ["Nokia"], "{html}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_passed_over() {
        let mut names = known(&["Orange Belgium", "Nokia"]);
        names[1].not = vec!["Nokia Phones"];
        assert_eq!(found(&names, "Nokia Phones, Nokia Phonesx"), ["Nokia"]);
        assert_eq!(found(&names, "Nokia Phones"), Vec::<&str>::new());
    }

    #[test]
    fn a_common_word_counts_where_something_tells_that_the_organisation_is_meant() {
        let mut names = known(&["Orange", "Nokia"]);
        names[0].others = vec!["Orange SA"];
        let unsure = |names: &[Known<'_>], html: &str, listed: bool, beside: &[&str]| {
            let mentions = Finder::new(names).find(html, |_| listed, beside, &mut Scratch::default());
            let unsure = mentions.unsure.iter().map(|mention| mention.number).collect::<Vec<_>>();
            (mentions.found.len(), unsure)
        };
        assert_eq!(unsure(&names, "Orange is a colour", false, &[]), (0, vec![0]));
        assert_eq!(unsure(&names, "Orange is a colour", true, &[]), (1, vec![]));
        assert_eq!(unsure(&names, "Orange said that Orange SA won", false, &[]), (1, vec![]));
        names[0].context = vec!["Operator"];
        assert_eq!(unsure(&names, "Orange, an operator", false, &[]), (1, vec![]));
        assert_eq!(unsure(&names, "Orange", false, &["French OPERATOR wins"]), (1, vec![]));
        assert_eq!(unsure(&names, "Orange operators", false, &[]), (0, vec![0]));
        names[1].context = vec!["network"];
        assert_eq!(
            unsure(&names, "Nokia in Finland", false, &[]),
            (0, vec![1]),
            "whoever gives a context wants it"
        );
    }

    /// Pieces of HTML that go wrong with each other.
    const PIECES: &[&str] = &[
        "Nokia",
        "AT&amp;T",
        "AT&T",
        "L’Ore\u{301}al",
        "Deutsche\nTelekom",
        "诺基亚",
        "ノキア",
        "노키아",
        "Orange",
        "a",
        " ",
        "5",
        "+",
        "&",
        "&#x27;",
        "&nbsp;",
        "\u{301}",
        "\u{ad}",
        "\u{1}",
        "<",
        ">",
        "\"",
        "'",
        "<p>",
        "</p>",
        "<em>",
        "</em>",
        "<a href=\"x\">",
        "</a>",
        "<code>",
        "</code>",
        "<h2>",
        "</h2>",
        "<blockquote>",
        "</blockquote>",
        "<br />",
        "— ",
        "<img alt=\"Nokia\">",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<b title='",
        "</",
        "é",
        "ﬁ",
        "Ａ",
        "\0",
    ];

    proptest::proptest! {
        #[test]
        fn links_around_mentions_never_change_what_a_reader_reads(picks in proptest::collection::vec(0..PIECES.len(), 0..40)) {
            let html: String = picks.iter().map(|pick| PIECES[*pick]).collect();
            let names = known(&["Nokia", "AT&T", "L'Oréal", "Deutsche Telekom", "诺基亚", "ノキア", "노키아", "Orange", "é"]);
            let mentions = Finder::new(&names).find(&html, |number| number > 6, &[], &mut Scratch::default());
            let mut done = 0;
            let mut linked = Vec::new();
            for Mention { number, place } in mentions.found {
                // In order, apart from each other, outside of tags; and the name itself, in its own spelling.
                proptest::prop_assert!(place.start >= done);
                done = place.end;
                let mut piece = Folded::default();
                piece.read(&html[place.clone()]);
                proptest::prop_assert_eq!(piece.text(), folded(names[number].name));
                proptest::prop_assert!(!html[place.clone()].contains(['<', '>']));
                linked.push((place, "/organisations/x/".to_owned()));
            }
            let leave = |_: LinkKind, _: &str| None;
            let shown = fill_all(&html, &linked, &leave, &|_| String::new());
            let count = shown.matches("<a href=\"/organisations/x/\">").count();
            proptest::prop_assert_eq!(count, linked.len());
            let mut bare = shown;
            for _ in 0..count {
                let (before, rest) = bare.split_once("<a href=\"/organisations/x/\">").unwrap();
                let (text, after) = rest.split_once("</a>").unwrap();
                bare = format!("{before}{text}{after}");
            }
            proptest::prop_assert_eq!(bare, html);
        }

        #[test]
        fn a_name_is_found_in_a_text_just_where_it_stands_alone(before in "\\PC{0,3}", after in "\\PC{0,3}") {
            let text = format!("{before}Nokia{after}").replace(['<', '>', '&'], " ");
            proptest::prop_assume!(text.matches("Nokia").count() == 1);
            let mut read = Folded::default();
            read.read(&text);
            let at = read.text().find("Nokia");
            let expected = at.is_some_and(|at| stands_alone(read.text(), at, at + 5));
            proptest::prop_assert_eq!(found(&known(&["Nokia"]), &text).len() == 1, expected);
        }
    }
}
