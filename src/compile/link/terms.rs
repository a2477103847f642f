//! The telling words of headlines and standfirsts: those that few articles before had.
//!
//! Takes articles, the oldest first; gives for each the telling ones of its words, and for each word
//! the articles for which it told something. What tells an article something follows from those before
//! it alone, so a new article changes nothing for older ones. Must not know what the words are used for.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use crate::model::article::Article;
use crate::model::site::ArticleId;

use super::registers::count;

/// A word that so many articles have had tells nothing any more, nor does one that more than one in so
/// many of them had.
const COMMON: u32 = 64;
const ONE_IN: u32 = 8;

/// How many words of an article are looked at, and how many telling ones are kept.
const LOOKED_AT: usize = 80;
const KEPT: usize = 12;

/// Words of the trade, of the press and of counting: that two headlines have them says nothing.
const PLAIN: &str = "agreement agreements announced announces award awarded awards billion business businesses \
    buyer buyers claim claims companies company contract contracts customer customers deal deals equipment every \
    figure figures first firm firms five four group half industry list make makes many market markets million \
    month months more most name named names network networks news none number numbers offer offers only open \
    operator operators order orders other others part parties partner partners party percent plan plans report \
    reported reports said says second sells service services share shares source sources story supplier suppliers \
    supplies supply technology than that their them then there these they third this three today under value \
    vendor vendors want wants week were what when where which while will wins with without work works year years \
    about after also before between both does from have into over same some still such";

/// The telling words of all articles.
pub(super) struct Terms {
    /// For each article its words, each with how many articles had it before.
    of: Vec<Vec<(u32, u32)>>,
    /// For each word the articles to which it told something, the oldest first.
    articles: Vec<Vec<ArticleId>>,
    /// For each word what it is known by, whatever its capitals.
    numbers: Vec<u64>,
}

impl Terms {
    /// Reads all headlines and standfirsts.
    pub(super) fn read(articles: &[Article]) -> Self {
        let words: Vec<Vec<u64>> = articles.par_iter().map(words_of).collect();
        let mut plain: Vec<u64> = PLAIN.split_ascii_whitespace().map(number).collect();
        plain.sort_unstable();
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut terms =
            Self { of: Vec::with_capacity(articles.len()), articles: Vec::new(), numbers: Vec::new() };
        for (index, words) in (0..).zip(words) {
            let article = ArticleId(index);
            let listed = articles[article.index()].is_listed();
            let mut mine = Vec::new();
            for word in words {
                let number = *numbers.entry(word).or_insert_with(|| {
                    terms.articles.push(Vec::new());
                    terms.numbers.push(word);
                    counts.push(0);
                    count(terms.articles.len() - 1)
                });
                let before = counts[number as usize];
                let rare = before < COMMON && before * ONE_IN <= index && mine.len() < KEPT;
                if rare && plain.binary_search(&word).is_err() {
                    mine.push((number, before));
                    if listed {
                        terms.articles[number as usize].push(article);
                    }
                }
                counts[number as usize] += u32::from(listed);
            }
            terms.of.push(mine);
        }
        terms
    }

    /// The telling words of an article, each with how many articles had it before.
    pub(super) fn of(&self, id: ArticleId) -> &[(u32, u32)] {
        &self.of[id.index()]
    }

    /// What a word is known by in [`spelled`].
    pub(super) fn number(&self, word: u32) -> u64 {
        self.numbers[word as usize]
    }

    /// The articles that have a word, the oldest first.
    pub(super) fn articles(&self, word: u32) -> &[ArticleId] {
        &self.articles[word as usize]
    }
}

/// The words of an article as numbers, each once, in their order.
fn words_of(article: &Article) -> Vec<u64> {
    let mut numbers: Vec<u64> = Vec::new();
    for text in texts(article) {
        for (word, _) in Words::of(text).take(LOOKED_AT) {
            if !numbers.contains(&word) {
                numbers.push(word);
            }
        }
    }
    numbers
}

/// Those of an article's words that have these numbers, as it spells them.
pub(super) fn spelled(article: &Article, numbers: &[u64]) -> Vec<String> {
    let mut left = numbers.to_vec();
    let mut spelled = Vec::new();
    for text in texts(article) {
        for (word, place) in Words::of(text).take(LOOKED_AT) {
            if let Some(at) = left.iter().position(|number| *number == word) {
                left.swap_remove(at);
                spelled.push(text[place].to_owned());
            }
        }
    }
    spelled
}

fn texts(article: &Article) -> impl Iterator<Item = &str> {
    [article.written.title.as_str()].into_iter().chain(article.written.standfirst.as_deref())
}

/// The words of a text, each as a number and with its place: runs of letters and digits, of four at
/// least, or of three with a capital at the end (`RAN`), and not of digits alone; in scripts without
/// blanks each two neighbours.
struct Words<'t> {
    text: &'t str,
    at: usize,
    /// What is left of a run in a script without blanks.
    run: Range<usize>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, run: 0..0 }
    }
}

impl Iterator for Words<'_> {
    type Item = (u64, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(pair) = pair(self.text, &self.run) {
                self.run.start += self.text[self.run.clone()].chars().next().map_or(1, char::len_utf8);
                return Some((number(&self.text[pair.clone()]), pair));
            }
            let rest = &self.text[self.at..];
            let start = self.at + rest.find(char::is_alphanumeric)?;
            let rest = &self.text[start..];
            let dense = rest.chars().next().is_some_and(is_dense);
            let end = rest.find(|ch: char| !ch.is_alphanumeric() || is_dense(ch) != dense);
            let end = end.map_or(self.text.len(), |end| start + end);
            self.at = end;
            let word = &self.text[start..end];
            if dense {
                self.run = start..end;
            } else if is_long(word) && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some((number(word), start..end));
            }
        }
    }
}

fn is_long(word: &str) -> bool {
    match word.chars().nth(2) {
        Some(third) => third.is_uppercase() || word.chars().nth(3).is_some(),
        None => false,
    }
}

/// The first two characters of a run.
fn pair(text: &str, run: &Range<usize>) -> Option<Range<usize>> {
    let mut chars = text[run.clone()].char_indices().skip(1);
    let (_, second) = (chars.next()?, chars.next());
    Some(run.start..second.map_or(run.end, |(at, _)| run.start + at))
}

/// Whether a character is of a script without blanks.
fn is_dense(ch: char) -> bool {
    matches!(ch, '\u{E00}'..='\u{EFF}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// A word as a number, the same for small and capital letters (FNV-1a, 64 bits).
fn number(word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let start = 0xCBF2_9CE4_8422_2325;
    if word.is_ascii() {
        return word.bytes().fold(start, |hash, byte| step(hash, byte.to_ascii_lowercase()));
    }
    let mut buffer = [0; 4];
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(start, |hash, ch| ch.encode_utf8(&mut buffer).bytes().fold(hash, step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Words::of(text).map(|(_, place)| &text[place]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_in_scripts_without_blanks_neighbours() {
        assert_eq!(words("Nokia’s DCI: the core of 2020, 5G-core!"), ["Nokia", "DCI", "core", "core"]);
        assert_eq!(words("与诺基亚 5G网络"), ["与诺", "诺基", "基亚", "网络"]);
        assert_eq!(words("网"), Vec::<&str>::new());
        assert_eq!(words(""), Vec::<&str>::new());
    }

    #[test]
    fn capitals_make_no_other_word() {
        assert_eq!(number("Nokia"), number("NOKIA"));
        assert_eq!(number("Été"), number("été"));
        assert_ne!(number("Nokia"), number("Nokian"));
    }
}
