//! Numbers as writers give them: `84`, `84%`, `133,000`, `−4.5`.
//!
//! Takes the text of a value, gives it exactly as written, or what is wrong with it. Knows no keys.

use rust_decimal::Decimal;

/// A number as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    /// Its value, with the decimals that were written.
    pub(super) value: Decimal,
    /// Whether a percent sign follows it.
    pub(super) percent: bool,
}

/// What is wrong with a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Wrong {
    /// In the writer's words.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: String,
    /// The number as it should be.
    pub(super) mended: Option<String>,
    /// The number and its unit, where words stand around it.
    pub(super) apart: Option<(String, String)>,
}

/// What may stand between groups of digits, besides the comma.
const BLANKS: &[char] = &[' ', '\u{A0}', '\u{2009}', '\u{202F}', '\'', '’', '_'];

/// Reads a number.
pub(super) fn number(text: &str) -> Result<Number, Wrong> {
    let text = text.trim();
    let (bare, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    match decimal(bare) {
        Some(value) => Ok(Number { value, percent }),
        None => Err(wrong(text, bare, percent)),
    }
}

/// Digits with an optional sign, groups of thousands, and decimals behind a point.
fn decimal(text: &str) -> Option<Decimal> {
    let (sign, digits) = signed(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let whole = ungrouped(whole)?;
    let mut plain = format!("{sign}{whole}");
    if let Some(fraction) = fraction {
        if !are_digits(fraction) {
            return None;
        }
        plain = format!("{plain}.{fraction}");
    }
    Decimal::from_str_exact(&plain).ok()
}

fn signed(text: &str) -> (&'static str, &str) {
    let minus = text.strip_prefix(['-', '−']);
    minus.map_or(("", text.strip_prefix('+').unwrap_or(text)), |rest| ("-", rest))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits of a whole number without what groups them: by thousands, or, with commas, by
/// hundreds after the first thousand, as in India.
fn ungrouped(text: &str) -> Option<String> {
    if are_digits(text) {
        return Some(text.to_owned());
    }
    let mark = text.chars().find(|ch| !ch.is_ascii_digit())?;
    if mark != ',' && !BLANKS.contains(&mark) {
        return None;
    }
    let groups: Vec<&str> = text.split(mark).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let sizes = |size: usize| middle.iter().all(|group| group.len() == size);
    let sound = groups.iter().all(|group| are_digits(group))
        && last.len() == 3
        && !first.starts_with('0')
        && ((first.len() <= 3 && sizes(3)) || (mark == ',' && first.len() <= 2 && sizes(2)));
    sound.then(|| groups.concat())
}

fn wrong(text: &str, bare: &str, percent: bool) -> Wrong {
    let sign = if percent { "%" } else { "" };
    let message = format!("`{text}` is no number");
    let sound = |guess: String| decimal(&guess).map(|_| format!("{guess}{sign}"));
    let (minus, digits) = signed(bare);
    // `4,5`, `1.234,5` and `1.234.567` are how others write it.
    if digits.chars().all(|ch| ch.is_ascii_digit() || matches!(ch, ',' | '.')) {
        let guess = match (digits.rfind(','), digits.rfind('.')) {
            (Some(comma), Some(point)) if point < comma => {
                Some(digits.replace('.', "").replacen(',', ".", 1))
            }
            (Some(_), None) if digits.matches(',').count() == 1 => Some(digits.replace(',', ".")),
            (None, Some(_)) if digits.matches('.').count() > 1 => Some(digits.replace('.', "")),
            (None, Some(0)) => Some(format!("0{digits}")),
            (None, Some(_)) => Some(digits.trim_end_matches('.').to_owned()),
            _ => None,
        };
        let mended = guess.and_then(|guess| sound(format!("{minus}{guess}")));
        let help = "decimals stand behind a point, and commas between thousands: `4.5`, `1,234.5`";
        return Wrong { message, help: help.to_owned(), mended, apart: None };
    }
    if let Ok(value) = Decimal::from_scientific(bare) {
        let (message, help) = (format!("`{text}` is not written out"), "write all its digits".to_owned());
        let mended = Some(format!("{}{sign}", value.normalize()));
        return Wrong { message, help, mended, apart: None };
    }
    let help = "write it in digits, as `84`, `4.5` or `133,000`".to_owned();
    match apart(text) {
        Some((number, unit)) => Wrong {
            message: format!("`{text}` is not only a number"),
            help: format!("write `value: {number}` and `unit: {unit}`"),
            mended: None,
            apart: Some((number, unit)),
        },
        None => Wrong { message, help, mended: None, apart: None },
    }
}

/// A number with words around it, as the number and its unit: `$6.6bn` is `6.6` and `$ billion`.
fn apart(text: &str) -> Option<(String, String)> {
    let start = text.find(|ch: char| ch.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|ch: char| !ch.is_ascii_digit() && !matches!(ch, '.' | ',')).unwrap_or(rest.len());
    let (before, number, after) = (text[..start].trim(), &rest[..end], rest[end..].trim());
    decimal(number)?;
    let scale = match after {
        "k" => "thousand",
        "m" | "mn" => "million",
        "bn" | "b" => "billion",
        "tn" => "trillion",
        other => other,
    };
    // `about 5` has no unit, and `3 or 4` is no number.
    let unit = [before, scale].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let vague = ["about", "around", "nearly", "over", "under", "up to", "some", "~", "≈", "<", ">", "-", "–"];
    let lower = before.to_lowercase();
    let certain = !vague.iter().any(|word| lower.starts_with(word))
        && !after.contains(|ch: char| ch.is_ascii_digit() || matches!(ch, '"' | '`'));
    (certain && !unit.is_empty()).then(|| (number.to_owned(), unit))
}

/// A number at the front of a text, and what follows it: `232,000 base stations`.
pub(super) fn leading(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) {
        end += 1;
    }
    while end > 0 {
        let rest = text.get(end..).unwrap_or_default();
        let mark = rest.chars().next().filter(|ch| matches!(ch, ',' | '.' | '\'' | '’' | ' '));
        let Some(mark) = mark else { break };
        let start = end + mark.len_utf8();
        let mut next = start;
        while digit(next) {
            next += 1;
        }
        // A blank joins groups of three digits only: `4 000`, not `5 2020`.
        let joins = if mark == ' ' { next - start == 3 && !text[..end].contains('.') } else { next > start };
        if !joins {
            break;
        }
        end = next;
    }
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_exactly_as_written() {
        for (text, expected, percent) in [
            ("84", "84", false),
            ("84%", "84", true),
            ("57.30 %", "57.30", true),
            ("-0.5", "-0.5", false),
            ("−4", "-4", false),
            ("+3", "3", false),
            ("133,000", "133000", false),
            ("1 204.5", "1204.5", false),
            ("1\u{202F}204", "1204", false),
            ("1’204’000", "1204000", false),
            ("30,00,000", "3000000", false),
            ("007", "7", false),
            ("79228162514264337593543950335", "79228162514264337593543950335", false),
        ] {
            let found = number(text).unwrap();
            assert_eq!((found.value.to_string().as_str(), found.percent), (expected, percent), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_mended_where_it_can_be() {
        for (text, mended) in [
            ("4,5", Some("4.5")),
            ("0,500", Some("0.500")),
            ("1.234,5", Some("1234.5")),
            ("1.234.567", Some("1234567")),
            (".5", Some("0.5")),
            ("5.%", Some("5%")),
            ("1e3", Some("1000")),
            ("12,34", Some("12.34")),
            ("1,23,4", None),
            ("", None),
            (".nan", None),
            ("0x1F", None),
            ("many", None),
            ("79228162514264337593543950336", None),
        ] {
            assert_eq!(number(text).unwrap_err().mended.as_deref(), mended, "{text}");
        }
    }

    #[test]
    fn a_number_with_words_is_taken_apart() {
        let help = |text| number(text).unwrap_err().help;
        assert_eq!(help("$6.6bn"), "write `value: 6.6` and `unit: $ billion`");
        assert_eq!(help("EUR 311m"), "write `value: 311` and `unit: EUR million`");
        assert_eq!(help("232,000 base stations"), "write `value: 232,000` and `unit: base stations`");
        for text in ["about 5", "3 or 4", "80-90%", "~84"] {
            assert!(help(text).starts_with("write it in digits"), "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_words_begin() {
        for (text, number, rest) in [
            ("232,000 base stations", "232,000", " base stations"),
            ("6.6bn", "6.6", "bn"),
            ("1 000 000 €", "1 000 000", " €"),
            ("5 2020", "5", " 2020"),
            ("3, then", "3", ", then"),
            ("about 5", "", "about 5"),
        ] {
            assert_eq!(leading(text), (number, rest), "{text}");
        }
    }
}
