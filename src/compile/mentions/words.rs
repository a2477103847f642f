//! Where a name is a word of its own, and which names are common words as well.
//!
//! Takes characters and names, folded. Must not know texts or organisations.

/// Names that stand in texts as common words at least as often as for the organisation. A name
/// belongs here if it is a word that English or another language of business writes with a capital
/// at the beginning of a sentence, or a given name, and if a newsroom of telecoms and technology uses
/// that word; names that such texts rarely mean otherwise (`Apple`, `Oracle`) do not.
const COMMON: &[&str] = &[
    "Access", "Active", "Arm", "Base", "Bell", "Block", "Bolt", "Boost", "Box", "Charter", "Clear", "Cloud",
    "Cricket", "Digital", "Dish", "Drei", "Elisa", "Extreme", "First", "Free", "Frontier", "Gap", "Globe",
    "Go", "Harmonic", "Ice", "Idea", "Jazz", "Line", "Magenta", "Mint", "Mobile", "More", "Next", "Nothing",
    "Nova", "Now", "One", "Optimum", "Orange", "Play", "Plus", "Polar", "Post", "Ribbon", "Rogers", "Salt",
    "Shell", "Simple", "Sky", "Slack", "Smart", "Spark", "Spectrum", "Sprint", "Square", "Sunrise", "Sure",
    "Target", "Telecom", "Three", "True", "Two", "Unity", "Virgin", "Visible", "Wind", "Yes", "Zain", "Zoom",
];

/// Whether a folded name is a common word as well, so that alone it tells nothing: one of the list,
/// one letter, digits only, or a single word without a capital in a script that has capitals.
pub(super) fn is_common(name: &str) -> bool {
    let mut letters = name.chars();
    let alone =
        letters.next().is_some_and(|first| spacing(first) == Spacing::Blanks) && letters.next().is_none();
    alone
        || COMMON.binary_search(&name).is_ok()
        || name.bytes().all(|byte| byte.is_ascii_digit())
        || (!name.contains(' ') && name.chars().all(char::is_lowercase))
}

/// How a script tells where a word ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// By blanks: Latin, Greek, Cyrillic, Arabic and most others, and digits.
    Blanks,
    /// By blanks, but endings are written to the word: Hangul.
    Endings,
    /// Not at all, but a word does not change in it: Katakana.
    Katakana,
    /// Not at all: Han, Hiragana, Thai, Lao, Khmer, Burmese.
    Nothing,
    /// It is no letter.
    NoLetter,
}

fn spacing(ch: char) -> Spacing {
    match ch {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => Spacing::Blanks,
        _ if ch.is_ascii() => Spacing::NoLetter,
        '\u{30A1}'..='\u{30FA}'
        | '\u{30FC}'..='\u{30FE}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{FF66}'..='\u{FF9D}' => Spacing::Katakana,
        '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7AF}' => Spacing::Endings,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => Spacing::Nothing,
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{309F}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Spacing::Nothing,
        _ if ch.is_alphanumeric() || unicode_normalization::char::is_combining_mark(ch) => Spacing::Blanks,
        _ => Spacing::NoLetter,
    }
}

/// Whether a name that begins and ends here in a folded text is a word of its own, or several.
pub(super) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, name, after) = (&text[..start], &text[start..end], &text[end..]);
    let (Some(first), Some(last)) = (name.chars().next(), name.chars().next_back()) else { return false };
    begins(before, first) && ends(last, after)
}

fn begins(before: &str, first: char) -> bool {
    let mut back = before.chars().rev();
    let (one, two) = (back.next(), back.next());
    let Some(one) = one else { return true };
    match (spacing(one), spacing(first)) {
        (_, Spacing::NoLetter) => true,
        // `@Nokia` is somebody's account, `B&Q` one name.
        (Spacing::NoLetter, _) => match one {
            '@' => false,
            '&' => !two.is_some_and(char::is_alphanumeric),
            _ => true,
        },
        (Spacing::Nothing, Spacing::Nothing) => true,
        (one, first) => one != first,
    }
}

fn ends(last: char, after: &str) -> bool {
    let mut ahead = after.chars();
    let (one, two) = (ahead.next(), ahead.next());
    let Some(one) = one else { return true };
    match (spacing(last), spacing(one)) {
        (Spacing::NoLetter, _) => true,
        // `Nokia.com` is an address, `Disney+` another name, `M&A` one word.
        (_, Spacing::NoLetter) => match one {
            '+' | '#' => false,
            '&' | '.' | '@' => !two.is_some_and(char::is_alphanumeric),
            _ => true,
        },
        (Spacing::Nothing | Spacing::Endings, Spacing::Nothing | Spacing::Endings) => true,
        (last, one) => last != one,
    }
}

/// Whether a word stands in a text, whatever its capitals, as a word of its own. Both are in lower case.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty() && text.match_indices(word).any(|(at, _)| stands_alone(text, at, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the name between `[` and `]` stands alone.
    fn alone(text: &str) -> bool {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
        stands_alone(&text.replace(['[', ']'], ""), start, end)
    }

    #[test]
    fn the_list_of_common_words_is_in_order_so_that_it_can_be_searched() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn a_name_ends_where_its_word_ends() {
        for text in [
            "[Nokia]",
            "([Nokia])",
            "[Nokia]'s",
            "[Nokia]-led",
            "Ericsson/[Nokia]",
            "[Nokia]. Then",
            "“[Nokia]”",
            "[AT&T]",
            "[Yahoo!]s",
            "l'[Orange]",
            "[3] and",
            "[Nokia]…",
        ] {
            assert!(alone(text), "{text}");
        }
        for text in [
            "[Nokia]n",
            "x[Nokia]",
            "[Nokia]_x",
            "[Nokia]5",
            "@[Nokia]",
            "[Nokia].com",
            "[Disney]+",
            "[S]&P",
            "M&[A]",
            "[Zoe]\u{308}",
            "é[Nokia]",
            "[Nokia]é",
            "[МТС]а",
            "[3].5",
        ] {
            assert!(!alone(text), "{text}");
        }
    }

    #[test]
    fn scripts_without_blanks_need_none() {
        for text in [
            "与[诺基亚]合作",
            "与[Nokia]合作",
            "[ノキア]は",
            "[ノキア]と",
            "[삼성전자]는",
            "กับ[โนเกีย]ใน",
            "[華為]技術",
        ] {
            assert!(alone(text), "{text}");
        }
        for text in ["[ノキア]ン", "[ノキ]ー", "한[국]"] {
            assert!(!alone(text), "{text}");
        }
    }

    #[test]
    fn a_common_word_alone_tells_nothing() {
        for name in ["Orange", "Three", "X", "3", "360", "du", "é"] {
            assert!(is_common(name), "{name}");
        }
        for name in
            ["Nokia", "Orange Belgium", "BT", "O2", "1&1", "3UK", "诺", "诺基亚", "a b", "eBay", "AT&T"]
        {
            assert!(!is_common(name), "{name}");
        }
    }

    #[test]
    fn a_word_of_the_context_is_looked_for_as_a_word() {
        assert!(has_word("the french operator said", "operator"));
        assert!(!has_word("cooperators", "operator") && !has_word("text", ""));
    }
}
