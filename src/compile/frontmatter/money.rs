//! Amounts of money as the trade writes them: `$6.6bn`, `37.1 billion yuan`, `Rs 30,000 crore`,
//! `up to $14bn`, `undisclosed`.
//!
//! Takes text, gives [`Money`] or what is wrong, with both readings where there are two. What stands in
//! front of an amount says how firm it is. Knows no keys and no files.

use rust_decimal::Decimal;

use crate::base::diagnostic::Code;
use crate::model::money::{Basis, Money};

use super::currency::{self, Currency};
use super::fault::Fault;
use super::money_cjk::{Myriad, TRADITIONAL, TRILLION, myriad};
use super::money_words::{
    AROUND_UNDISCLOSED, BEFORE, BEHIND, COUNTS, NOT_STATED, NOUNS, SCALES, SPREAD, UNDISCLOSED,
};
use super::{mend, number};

/// An amount from here on, in whole units of any currency, is a slip; sums of smaller ones stay exact.
const TOO_MUCH: i64 = 1_000_000_000_000_000_000;

const EXAMPLES: &str = "write it like `$6.6bn`, `EUR 311 million`, `37.1 billion yuan`, `Rs 30,000 crore`, \
    `about $1bn`, `up to $14bn`, `multi-billion dollar` or `undisclosed`; other words go beside the amount: \
    `{text: some four and a half billion, amount: 4.5, scale: billion, currency: USD}`";

/// Reads an amount of money.
///
/// # Errors
/// What is wrong, with examples of what is read.
pub fn read(text: &str) -> Result<Money, Fault> {
    let text = text.trim();
    let words = spaced(&mend::one_line(text));
    let money = |basis, amount, currency: Option<&str>| Money {
        text: if text.contains('\n') { mend::one_line(text) } else { text.to_owned() },
        amount,
        currency: currency.map(str::to_owned),
        basis,
        source: None,
    };
    if is_undisclosed(&words) {
        return Ok(money(Basis::Undisclosed, None, None));
    }
    if NOT_STATED.contains(&words.as_str()) {
        let fault = Fault::new(Code::BadMoney, format!("`{text}` is no amount"));
        return Err(fault
            .help("leave the key out where nothing is stated; write `undisclosed` where a party says so"));
    }
    let (basis, rest) = firmness(&words);
    let rest = without_noun(rest);
    if let Some(currency) = vague(rest) {
        return match currency {
            Named::Nothing => Ok(money(basis, None, None)),
            Named::Code(code) => Ok(money(basis, None, Some(code))),
            Named::AnyOf(_) | Named::Unknown => Err(unreadable(text)),
        };
    }
    let (amount, code) = counted(text, rest)?;
    Ok(money(basis, Some(amount), Some(code)))
}

/// Whether the words say that the parties keep it to themselves.
fn is_undisclosed(words: &str) -> bool {
    let words = words.trim_end_matches(['.', '!']).split_whitespace();
    let words: Vec<&str> = words.filter(|word| !AROUND_UNDISCLOSED.contains(word)).collect();
    UNDISCLOSED.contains(&words.join(" ").as_str())
}

/// How firm words make an amount, even where the amount itself cannot be read.
pub(super) fn basis_of(text: &str) -> Basis {
    firmness(&spaced(&mend::one_line(text))).0
}

/// `$1bn deal` and `a $1bn deal` are `$1bn`.
fn without_noun(words: &str) -> &str {
    let Some(bare) = NOUNS.iter().find_map(|noun| words.strip_suffix(noun)) else { return words };
    // Of `a billion dollar deal` the `a` is the number.
    let number = bare.find(|ch: char| ch.is_ascii_digit());
    if number.is_some() { bare.strip_prefix("a ").unwrap_or(bare) } else { bare }
}

/// How firm the amount is, and the amount.
fn firmness(words: &str) -> (Basis, &str) {
    let (mut basis, mut rest) = (Basis::Contract, words);
    let mut add = |found: Basis| match (basis, found) {
        (Basis::UpTo, _) | (_, Basis::Contract) => {}
        (Basis::Estimate, Basis::Reported) => {}
        _ => basis = found,
    };
    let starts = |rest: &str, phrase: &str| {
        let after = rest.strip_prefix(phrase).and_then(|after| after.chars().next());
        after.is_some_and(|next| !next.is_alphabetic() || !phrase.ends_with(char::is_alphabetic))
    };
    while let Some((phrase, found)) = BEFORE.iter().find(|(phrase, _)| starts(rest, phrase)) {
        add(*found);
        rest = rest.get(phrase.len()..).unwrap_or_default().trim_start();
    }
    while let Some((after, found)) =
        BEHIND.iter().find_map(|(phrase, found)| Some((rest.strip_suffix(phrase)?, found)))
    {
        add(*found);
        rest = after.trim_end();
    }
    (basis, rest)
}

/// The text without capitals; a hyphen between words is a blank, one between numbers stays.
fn spaced(text: &str) -> String {
    let lower: Vec<char> = text.to_lowercase().chars().collect();
    let joins = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| lower.get(at));
        let near = [before, lower.get(at + 1)].map(|ch| ch.copied().unwrap_or(' '));
        near.iter().any(|ch| ch.is_alphabetic()) && near.iter().all(|ch| ch.is_alphanumeric())
    };
    let hyphen = |ch: char| matches!(ch, '-' | '‐' | '‑');
    lower.iter().enumerate().map(|(at, &ch)| if hyphen(ch) && joins(at) { ' ' } else { ch }).collect()
}

/// What words for a currency came to.
enum Named {
    Nothing,
    Code(&'static str),
    AnyOf(&'static [&'static str]),
    Unknown,
}

fn named(words: &str) -> Named {
    match currency::find(words) {
        _ if words.trim().is_empty() => Named::Nothing,
        // A minus.
        _ if words.contains(['-', '−']) => Named::Unknown,
        Some(Currency::One(code)) => Named::Code(code),
        Some(Currency::AnyOf(codes)) => Named::AnyOf(codes),
        None => Named::Unknown,
    }
}

/// The currency of an amount that is only sized, `multi-billion dollar`, `hundreds of millions of euros`;
/// `None` for any other text.
fn vague(words: &str) -> Option<Named> {
    const SIZES: &[&str] = &[
        "multi ",
        "multi",
        "several ",
        "a few ",
        "tens of ",
        "hundreds of ",
        "thousands of ",
        "dozens of ",
        "",
    ];
    let (size, rest) = SIZES.iter().find_map(|size| Some((*size, words.strip_prefix(size)?)))?;
    let scales = ["billion", "million", "trillion", "crore", "lakh"];
    let rest = scales.iter().find_map(|scale| rest.strip_prefix(scale))?;
    let (plural, rest) = rest.strip_prefix('s').map_or((false, rest), |rest| (true, rest));
    if (size.is_empty() && !plural) || rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let rest = rest.trim_start().strip_prefix("of ").unwrap_or(rest).trim();
    let rest = [" deal", " contract", " sum", " amount"]
        .iter()
        .find_map(|noun| rest.strip_suffix(noun))
        .unwrap_or(rest);
    let rest = if matches!(rest, "deal" | "contract" | "sum" | "amount") { "" } else { rest };
    Some(named(rest))
}

/// The amount and the currency of a number with a currency before or behind it.
fn counted(text: &str, words: &str) -> Result<(Decimal, &'static str), Fault> {
    let in_words = COUNTS.iter().find_map(|(word, number)| Some((number, words.strip_prefix(word)?)));
    let in_words = in_words.filter(|(_, rest)| scale_of(rest).0 > Decimal::ONE);
    let in_digits = in_words.map(|(number, rest)| format!("{number} {rest}"));
    let words = in_digits.as_deref().unwrap_or(words);
    let start = words.find(|ch: char| ch.is_ascii_digit()).ok_or_else(|| unreadable(text))?;
    let (before, rest) = words.split_at(start);
    let (number, after) = number::leading(rest);
    if let Some(fault) = spread(text, before, number, after) {
        return Err(fault);
    }
    if after.contains(|ch: char| ch.is_ascii_digit()) {
        return Err(two_amounts(text));
    }
    let number = match number::number(number) {
        Ok(number) => number.value,
        Err(wrong) => {
            let mended = wrong.mended.map(|mended| text.replacen(number, &mended, 1));
            return Err(Fault {
                code: Code::BadMoney,
                message: wrong.message,
                help: Some(wrong.help),
                mended,
            });
        }
    };
    let after = after.trim_start();
    let myriad = myriad(after);
    let (scale, after) = match myriad {
        Some((Myriad::Power(exponent) | Myriad::Traditional(exponent), rest)) => {
            (power_of_ten(exponent), rest)
        }
        Some((Myriad::Mega, rest)) => (power_of_ten(12), rest),
        None => scale_of(after),
    };
    let after = after.strip_prefix("of ").unwrap_or(after);
    let behind = match (myriad, after) {
        (Some((Myriad::Traditional(_) | Myriad::Mega, _)), "元") => Named::AnyOf(TRADITIONAL),
        _ => named(after),
    };
    let code = match (named(before), behind) {
        (Named::Unknown, _) | (_, Named::Unknown) => return Err(unreadable(text)),
        (Named::Nothing, Named::Nothing) => return Err(no_currency(text)),
        (Named::Code(code), Named::Nothing) | (Named::Nothing, Named::Code(code)) => code,
        (Named::Code(code), Named::Code(other)) if code == other => code,
        // `$5bn Canadian dollars`, `¥300bn yen`: the name says which of the symbol's currencies.
        (Named::Code("USD"), Named::Code(code)) | (Named::Code(code), Named::Code("USD"))
            if currency::is_dollar(code) =>
        {
            code
        }
        (Named::AnyOf(codes), Named::Code(code)) | (Named::Code(code), Named::AnyOf(codes))
            if codes.contains(&code) =>
        {
            code
        }
        (Named::AnyOf(codes), Named::Nothing | Named::AnyOf(_)) => {
            return Err(two_readings(text, before, after, codes));
        }
        (Named::Nothing, Named::AnyOf(codes)) => return Err(two_readings(text, before, after, codes)),
        (Named::Code(_) | Named::AnyOf(_), Named::Code(_) | Named::AnyOf(_)) => return Err(unreadable(text)),
    };
    if matches!(myriad, Some((Myriad::Mega, _))) && !TRILLION.contains(&code) {
        return Err(mega(text));
    }
    let amount = scaled(number, scale).ok_or_else(|| {
        Fault::new(Code::BadMoney, format!("`{text}` is more money than there is")).help(EXAMPLES)
    })?;
    Ok((amount, code))
}

/// So many of a scale, in whole units; `None` where it is more than there is.
pub(super) fn scaled(number: Decimal, scale: Decimal) -> Option<Decimal> {
    let amount = number.checked_mul(scale)?.normalize();
    (amount < Decimal::from(TOO_MUCH)).then_some(amount)
}

/// The scale at the front of these words, 1 where there is none, and what follows it.
fn scale_of(words: &str) -> (Decimal, &str) {
    let found = SCALES.iter().find_map(|(word, exponent)| {
        let rest = words.strip_prefix(word)?;
        (!rest.starts_with(char::is_alphanumeric)).then_some((*exponent, rest))
    });
    let Some((exponent, rest)) = found else { return (Decimal::ONE, words) };
    (power_of_ten(exponent), rest.trim_start_matches('.').trim_start())
}

fn power_of_ten(exponent: u32) -> Decimal {
    Decimal::from(10_u64.saturating_pow(exponent))
}

/// The scale that a word names: `billion`, `bn`, `crore`.
pub(super) fn scale(word: &str) -> Option<Decimal> {
    let word = word.trim().trim_end_matches('.').to_lowercase();
    SCALES.iter().find(|(name, _)| *name == word).map(|(_, exponent)| power_of_ten(*exponent))
}

fn unreadable(text: &str) -> Fault {
    let shown = if text.chars().count() <= 60 { format!("`{text}`") } else { "this".to_owned() };
    let number = text.find(|ch: char| ch.is_ascii_digit()).and_then(|at| text.get(at..));
    if number.is_some_and(|number| number.contains(['-', '–', '—'])) {
        return two_amounts(text);
    }
    Fault::new(Code::BadMoney, format!("{shown} cannot be read as an amount of money")).help(EXAMPLES)
}

fn two_amounts(text: &str) -> Fault {
    let fault = Fault::new(Code::BadMoney, format!("`{text}` is more than one amount"));
    fault.help("write one amount under `value`; where sources give several, list them under `claims`, each with its `source`")
}

/// An amount with words that say how it is spread, as `over 5 years`: the words are printed, and the amount
/// is counted, if each stands for itself.
fn spread(text: &str, before: &str, number: &str, after: &str) -> Option<Fault> {
    let (_, behind) = scale_of(after.trim_start());
    let (currency, words) = SPREAD.iter().find_map(|word| {
        let at = behind.find(word)?;
        let (currency, words) = behind.split_at(at);
        let apart = currency.is_empty() || currency.ends_with(' ') || !word.starts_with(char::is_alphabetic);
        let whole = words.get(word.len()..).is_some_and(|rest| {
            !word.ends_with(char::is_alphabetic) || !rest.starts_with(char::is_alphanumeric)
        });
        (apart && whole).then_some((currency.trim(), words))
    })?;
    let code = match (named(before), named(currency)) {
        (Named::Code(code), Named::Nothing) | (Named::Nothing, Named::Code(code)) => code,
        (Named::Code(code), Named::Code(other)) if code == other => code,
        _ => return None,
    };
    let scaled = after.trim_start();
    let scale = scaled.get(..scaled.len() - behind.len()).unwrap_or_default().trim();
    let scale = if scale.is_empty() { String::new() } else { format!(" scale: {scale},") };
    let each = ["per", "a year", "each", "every", "annual", "yearly", "pa", "p.a", "/"];
    let amount = if each.iter().any(|word| words.starts_with(word)) { "…" } else { number };
    let note = if amount == number { "" } else { ", with what it comes to in all as the amount" };
    let fault =
        Fault::new(Code::BadMoney, format!("`{text}` is more than an amount: `{words}` cannot be counted"));
    let quoted = mend::quoted(text);
    Some(fault.help(format!("write `{{text: {quoted}, amount: {amount},{scale} currency: {code}}}`{note}")))
}

fn no_currency(text: &str) -> Fault {
    let fault = Fault::new(Code::BadMoney, format!("`{text}` names no currency"));
    fault.help(format!("write it before or behind the amount: `${text}`, `EUR {text}`, `{text} yuan`"))
}

/// A symbol that several currencies share: the amount with the code of each.
/// `兆` of a currency of which it may be a million or a million million.
fn mega(text: &str) -> Fault {
    let spellings = ["万亿", "百万"].map(|word| format!("`{}`", text.replacen('兆', word, 1)));
    let help = format!("write {}, whichever is meant", spellings.join(" or "));
    Fault::new(Code::BadMoney, format!("`兆` in `{text}` may be a million million or a million")).help(help)
}

fn two_readings(text: &str, before: &str, after: &str, codes: &[&str]) -> Fault {
    let symbol = if before.trim().is_empty() { after.trim() } else { before.trim() };
    let at = text.to_lowercase().find(symbol).filter(|at| text.is_char_boundary(*at));
    let bare = at.and_then(|at| Some(format!("{}{}", text.get(..at)?, text.get(at + symbol.len()..)?)));
    let bare = bare.unwrap_or_else(|| text.to_owned());
    let digit = bare.find(|ch: char| ch.is_ascii_digit()).unwrap_or_default();
    let (words, amount) = bare.split_at(digit);
    let words = mend::one_line(words);
    let spelling = |code: &&str| format!("`{}`", mend::one_line(&format!("{words} {code} {amount}")));
    let spellings: Vec<String> = codes.iter().map(spelling).collect();
    let help = format!("write {}, whichever is meant", spellings.join(" or "));
    Fault::new(Code::BadMoney, format!("the currency of `{text}` may be {}", codes.join(" or "))).help(help)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `amount currency basis`, or the fault's message.
    fn shown(text: &str) -> String {
        match read(text) {
            Ok(money) => {
                assert_eq!(money.text, text.trim(), "printed as written");
                let amount = money.amount.map_or("?".to_owned(), |amount| amount.to_string());
                format!("{amount} {} {}", money.currency.as_deref().unwrap_or("?"), money.basis.name())
            }
            Err(fault) => {
                assert_eq!(fault.code, Code::BadMoney);
                assert!(fault.help.is_some(), "{text}");
                fault.message
            }
        }
    }

    #[test]
    fn money_is_read_as_the_trade_writes_it() {
        for (text, expected) in [
            ("$6.6bn", "6600000000 USD contract"),
            ("US$6.64 billion", "6640000000 USD contract"),
            ("€311 million", "311000000 EUR contract"),
            ("EUR 311m", "311000000 EUR contract"),
            ("311 M€", "311000000 EUR contract"),
            ("CNY37.1 billion", "37100000000 CNY contract"),
            ("37.1 billion yuan", "37100000000 CNY contract"),
            ("RMB 37.1bn", "37100000000 CNY contract"),
            ("KRW 7.9tn", "7900000000000 KRW contract"),
            ("7.9 trillion won", "7900000000000 KRW contract"),
            ("Rs 30,000 crore", "300000000000 INR contract"),
            ("Rs. 30,000-crore", "300000000000 INR contract"),
            ("₹30,000 crore", "300000000000 INR contract"),
            ("INR 300bn", "300000000000 INR contract"),
            ("₹1.5 lakh crore", "1500000000000 INR contract"),
            ("INR 3,00,00,000", "30000000 INR contract"),
            ("5 lakh rupees", "500000 INR contract"),
            ("GBP 12.5bn", "12500000000 GBP contract"),
            ("£12.5 Billion", "12500000000 GBP contract"),
            ("$50 million", "50000000 USD contract"),
            ("$50-million", "50000000 USD contract"),
            ("50 million U.S. dollars", "50000000 USD contract"),
            ("500k euros", "500000 EUR contract"),
            ("1 500 000 €", "1500000 EUR contract"),
            ("CHF 1'200'000", "1200000 CHF contract"),
            ("R$ 2 bilhões", "`R$ 2 bilhões` cannot be read as an amount of money"),
            ("a billion dollars", "1000000000 USD contract"),
            ("$5bn Canadian dollars", "5000000000 CAD contract"),
            ("$3.5bn USD", "3500000000 USD contract"),
            ("¥300bn yen", "300000000000 JPY contract"),
            ("0.1 million dollars", "100000 USD contract"),
            ("$1234567.89", "1234567.89 USD contract"),
            ("  SEK 2.5bn  ", "2500000000 SEK contract"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn amounts_in_powers_of_ten_thousand_are_read() {
        for (text, expected) in [
            ("371亿元", "37100000000 CNY contract"),
            ("371亿元人民币", "37100000000 CNY contract"),
            ("人民币 371 亿元", "37100000000 CNY contract"),
            ("人民幣371億元", "37100000000 CNY contract"),
            ("约37.1亿美元", "3710000000 USD estimate"),
            ("3万亿日元", "3000000000000 JPY contract"),
            ("500万欧元", "5000000 EUR contract"),
            ("5千万元", "50000000 CNY contract"),
            ("3兆円", "3000000000000 JPY contract"),
            ("1,200億円", "120000000000 JPY contract"),
            ("¥3,000億円", "300000000000 JPY contract"),
            ("7.9兆원", "7900000000000 KRW contract"),
            ("7.9조 원", "7900000000000 KRW contract"),
            ("약 7900억원", "790000000000 KRW estimate"),
            ("2兆 NT$", "2000000000000 TWD contract"),
            ("NT$20億元", "2000000000 TWD contract"),
            ("新台幣20億", "2000000000 TWD contract"),
            ("371億元", "the currency of `371億元` may be CNY or TWD or HKD"),
            ("3兆元", "the currency of `3兆元` may be CNY or TWD or HKD"),
            ("CNY 3兆", "`兆` in `CNY 3兆` may be a million million or a million"),
            ("3兆美元", "`兆` in `3兆美元` may be a million million or a million"),
            ("371亿", "`371亿` names no currency"),
            ("7조9000억원", "`7조9000억원` is more than one amount"),
            ("¥371亿", "the currency of `¥371亿` may be CNY or JPY"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let help = |text| read(text).unwrap_err().help.unwrap();
        assert_eq!(help("3兆美元"), "write `3万亿美元` or `3百万美元`, whichever is meant");
        assert_eq!(help("371億元"), "write `CNY 371億` or `TWD 371億` or `HKD 371億`, whichever is meant");
    }

    #[test]
    fn words_beside_an_amount_say_how_firm_it_is() {
        for (text, expected) in [
            ("about $1bn", "1000000000 USD estimate"),
            ("Around US$1 billion", "1000000000 USD estimate"),
            ("nearly $1bn", "1000000000 USD estimate"),
            ("some €1bn", "1000000000 EUR estimate"),
            ("approximately 1bn euros", "1000000000 EUR estimate"),
            ("approx. $1bn", "1000000000 USD estimate"),
            ("c. £1bn", "1000000000 GBP estimate"),
            ("~$1bn", "1000000000 USD estimate"),
            ("up to $14bn", "14000000000 USD up-to"),
            ("may approach $14 billion", "14000000000 USD up-to"),
            ("up to about $14bn", "14000000000 USD up-to"),
            ("more than $2bn", "2000000000 USD estimate"),
            ("over $2bn", "2000000000 USD estimate"),
            ("$2bn+", "2000000000 USD estimate"),
            ("a reported $2bn", "2000000000 USD reported"),
            ("worth $2bn", "2000000000 USD contract"),
            ("maximum of $5bn", "5000000000 USD up-to"),
            ("a minimum of $5bn", "5000000000 USD estimate"),
            ("$1bn deal", "1000000000 USD contract"),
            ("a $1bn contract", "1000000000 USD contract"),
            ("a billion dollar deal", "1000000000 USD contract"),
            ("three billion dollars", "3000000000 USD contract"),
            ("half a billion dollars", "500000000 USD contract"),
            ("about half a billion euros", "500000000 EUR estimate"),
            ("multi-billion", "? ? contract"),
            ("multibillion-dollar", "? USD contract"),
            ("Multi-billion dollar deal", "? USD contract"),
            ("hundreds of millions of euros", "? EUR contract"),
            ("several billion yuan", "? CNY contract"),
            ("undisclosed", "? ? undisclosed"),
            ("Not disclosed", "? ? undisclosed"),
            ("an undisclosed sum", "? ? undisclosed"),
            ("Undisclosed.", "? ? undisclosed"),
            ("financial terms not disclosed", "? ? undisclosed"),
            ("The terms of the deal were not disclosed.", "? ? undisclosed"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_can() {
        for (text, expected) in [
            ("¥37.1 billion", "the currency of `¥37.1 billion` may be CNY or JPY"),
            ("about kr 5bn", "the currency of `about kr 5bn` may be SEK or NOK or DKK"),
            ("6.6 billion", "`6.6 billion` names no currency"),
            ("XYZ 3bn", "`XYZ 3bn` cannot be read as an amount of money"),
            ("FCFA 5bn", "the currency of `FCFA 5bn` may be XOF or XAF"),
            (
                "$8.3 billion over 5 years",
                "`$8.3 billion over 5 years` is more than an amount: `over 5 years` cannot be counted",
            ),
            ("$1bn ±10%", "`$1bn ±10%` is more than an amount: `±10%` cannot be counted"),
            ("$6.6bx", "`$6.6bx` cannot be read as an amount of money"),
            ("a lot", "`a lot` cannot be read as an amount of money"),
            ("$5bn euros", "`$5bn euros` cannot be read as an amount of money"),
            ("$1-2bn", "`$1-2bn` is more than one amount"),
            ("$100 - 200m", "`$100 - 200m` is more than one amount"),
            ("between $1bn and $2bn", "`between $1bn and $2bn` is more than one amount"),
            ("-$5bn", "`-$5bn` cannot be read as an amount of money"),
            ("€6,6bn", "`6,6` is no number"),
            ("$300,00", "`300,00` is no number"),
            ("$9999999999bn", "`$9999999999bn` is more money than there is"),
            ("not stated", "`not stated` is no amount"),
            ("n/a", "`n/a` is no amount"),
            ("", "`` is no amount"),
            ("multi-billion bananas", "`multi-billion bananas` cannot be read as an amount of money"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        let help = |text| read(text).unwrap_err().help.unwrap();
        assert_eq!(
            help("¥37.1 billion"),
            "write `CNY 37.1 billion` or `JPY 37.1 billion`, whichever is meant"
        );
        assert_eq!(
            help("an estimated 8.3 billion dollars over 5 years"),
            "write `{text: \"an estimated 8.3 billion dollars over 5 years\", amount: 8.3, scale: billion, currency: USD}`"
        );
        assert_eq!(
            help("$100m per year"),
            "write `{text: \"$100m per year\", amount: …, scale: m, currency: USD}`, with what it comes to in all as the amount"
        );
        assert!(help("$1bn to $2bn").contains("claims"));
        assert!(
            help("about kr 5bn").starts_with("write `about SEK 5bn` or `about NOK 5bn`"),
            "{}",
            help("about kr 5bn")
        );
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_or_told(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..8)) {
            let text = parts.concat();
            match read(&text) {
                Ok(money) => {
                    prop_assert_eq!(&money.text, text.trim());
                    prop_assert!(money.amount.is_none() || money.currency.is_some(), "{:?}", text);
                    let written = text.bytes().any(|byte| byte.is_ascii_digit());
                    prop_assert!(!written || money.amount.is_some(), "{:?} loses its number", text);
                }
                Err(fault) => prop_assert!(fault.help.is_some(), "{:?}", text),
            }
        }
    }

    const PARTS: &[&str] = &[
        "$",
        "US$",
        "€",
        "¥",
        "kr",
        "CNY",
        "Rs.",
        "yuan",
        "dollars",
        "6",
        "6.6",
        "30,000",
        "0",
        ".",
        ",",
        " ",
        " ",
        "\u{a0}",
        "bn",
        "billion",
        "M",
        "lakh",
        "crore",
        "-",
        "–",
        "+",
        "~",
        "about ",
        "up to ",
        "over",
        "multi-",
        "several ",
        "of ",
        "undisclosed",
        "a ",
        "É",
        "İ",
        "ß",
        "(",
        "%",
        "一",
        "亿",
        "萬",
        "兆",
        "元",
        "円",
        "원",
    ];
}
