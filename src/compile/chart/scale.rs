//! From numbers to places on an axis, and to short labels.
//!
//! Takes decimal numbers of any size, gives places in tenths of a unit of the drawing. No floating
//! point: equal numbers give equal drawings on any machine. Knows no shapes.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A span of numbers on an axis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: Decimal,
    high: Decimal,
    step: Decimal,
}

/// Which numbers an axis must show beside the given ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zero {
    /// Nought, always: bars begin there.
    Always,
    /// Nought, unless all numbers are far from it and near each other.
    IfNear,
}

/// The most steps of an axis.
const MOST_STEPS: i64 = 4;

impl Scale {
    /// An axis for these numbers.
    pub(super) fn of(numbers: impl Iterator<Item = Decimal>, zero: Zero) -> Self {
        let bounds = numbers.fold(None, |bounds: Option<(Decimal, Decimal)>, number| {
            Some(bounds.map_or((number, number), |(low, high)| (low.min(number), high.max(number))))
        });
        let (mut low, mut high) = bounds.unwrap_or_default();
        let near = |low: Decimal, high: Decimal| {
            let range = high.checked_sub(low).unwrap_or(Decimal::MAX);
            range >= low.abs().max(high.abs()) / Decimal::from(4)
        };
        if zero == Zero::Always || low == high || near(low, high) {
            (low, high) = (low.min(Decimal::ZERO), high.max(Decimal::ZERO));
        }
        if low == high {
            high = Decimal::ONE;
        }
        let step = step(low, high);
        let snapped = |number: Decimal, round: fn(&Decimal) -> Decimal| {
            number.checked_div(step).and_then(|steps| round(&steps).checked_mul(step))
        };
        let low = snapped(low, Decimal::floor).filter(|snapped| *snapped <= low).unwrap_or(low);
        let high = snapped(high, Decimal::ceil).filter(|snapped| *snapped >= high).unwrap_or(high);
        Self { low, high, step }
    }

    /// An axis that is not shown, so that it ends where the numbers do, or at nought.
    pub(super) fn filled(numbers: impl Iterator<Item = Decimal>) -> Self {
        let (low, high) = numbers
            .fold((Decimal::ZERO, Decimal::ZERO), |(low, high), number| (low.min(number), high.max(number)));
        let high = if low == high { Decimal::ONE } else { high };
        Self { low, high, step: step(low, high) }
    }

    /// Where a number lies on an axis of this length, in tenths.
    pub(super) fn at(&self, number: Decimal, length: i64) -> i64 {
        let exact = number.checked_sub(self.low).zip(self.high.checked_sub(self.low));
        // A quarter of the difference of any two numbers can be counted.
        let part_of = |number: Decimal| number / Decimal::from(4) - self.low / Decimal::from(4);
        let (from, range) = exact.unwrap_or_else(|| (part_of(number), part_of(self.high)));
        let part = from.checked_div(range).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
        (part * Decimal::from(length)).round().to_i64().unwrap_or_default()
    }

    /// The numbers to mark, from low to high.
    pub(super) fn ticks(&self) -> Vec<Decimal> {
        let mut ticks = Vec::new();
        let mut next = Some(self.low);
        while let Some(tick) = next.filter(|tick| *tick <= self.high && ticks.len() < 9) {
            ticks.push(tick);
            next = tick.checked_add(self.step).filter(|after| *after > tick);
        }
        ticks
    }

    /// Whether the axis shows numbers on both sides of nought.
    pub(super) fn has_both_sides(&self) -> bool {
        self.low < Decimal::ZERO && self.high > Decimal::ZERO
    }
}

/// The smallest of 1, 2 and 5 times a power of ten that goes at most [`MOST_STEPS`] times into a span.
fn step(low: Decimal, high: Decimal) -> Decimal {
    let fits = |step: Decimal| {
        let most = step.checked_mul(Decimal::from(MOST_STEPS)).unwrap_or(Decimal::MAX);
        low.checked_add(most).is_none_or(|reached| reached >= high)
    };
    let small = (0..=28).rev().map(|scale| Decimal::new(1, scale));
    let large = (1..=28).map(|zeros| Decimal::from_i128_with_scale(10_i128.pow(zeros), 0));
    let times =
        |power: Decimal| [1, 2, 5].map(|times| power.checked_mul(Decimal::from(times)).unwrap_or(power));
    small.chain(large).flat_map(times).find(|step| fits(*step)).unwrap_or(Decimal::MAX)
}

/// A number for readers: its digits in groups of three, `1,204.50`.
pub fn grouped(number: Decimal) -> String {
    let plain = number.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(a, b)| (a, Some(b)));
    let mut out = String::from(if number.is_sign_negative() && !number.is_zero() { "−" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number on an axis: `20`, `1.5m`, `2e21`.
pub(super) fn short(number: Decimal) -> String {
    const SCALES: &[(u32, &str)] = &[(12, "tn"), (9, "bn"), (6, "m")];
    let size = number.abs();
    let power = |zeros: u32| Decimal::from_i128_with_scale(10_i128.pow(zeros), 0);
    if size >= power(15) || (!size.is_zero() && size < Decimal::new(1, 5)) {
        return scientific(number);
    }
    let scaled = SCALES.iter().find(|(zeros, _)| size >= power(*zeros));
    let (number, unit) = scaled.map_or((number, ""), |(zeros, unit)| (number / power(*zeros), *unit));
    format!("{}{unit}", grouped(number.normalize()))
}

fn scientific(number: Decimal) -> String {
    let number = number.normalize();
    let digits = number.mantissa().unsigned_abs().to_string();
    let trimmed = digits.trim_end_matches('0');
    let exponent = i64::try_from(digits.len()).unwrap_or_default() - 1 - i64::from(number.scale());
    let sign = if number.is_sign_negative() { "−" } else { "" };
    let (first, rest) = trimmed.split_at(trimmed.len().min(1));
    let rest = &rest[..rest.len().min(2)];
    let exponent = exponent.to_string().replace('-', "−");
    if rest.is_empty() {
        format!("{sign}{first}e{exponent}")
    } else {
        format!("{sign}{first}.{rest}e{exponent}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimals(numbers: &[&str]) -> Vec<Decimal> {
        numbers.iter().map(|text| Decimal::from_str_exact(text).unwrap()).collect()
    }

    fn ticks(numbers: &[&str], zero: Zero) -> Vec<String> {
        Scale::of(decimals(numbers).into_iter(), zero).ticks().into_iter().map(short).collect()
    }

    #[test]
    fn an_axis_is_marked_at_round_numbers() {
        assert_eq!(ticks(&["24", "113"], Zero::IfNear), ["0", "50", "100", "150"]);
        assert_eq!(ticks(&["15", "16"], Zero::IfNear), ["15", "15.5", "16"]);
        assert_eq!(ticks(&["15", "16"], Zero::Always), ["0", "5", "10", "15", "20"]);
        assert_eq!(ticks(&["-25", "311"], Zero::IfNear), ["−100", "0", "100", "200", "300", "400"]);
        assert_eq!(ticks(&["5", "5"], Zero::IfNear), ["0", "2", "4", "6"]);
        assert_eq!(ticks(&["0"], Zero::Always), ["0", "0.5", "1"]);
        assert_eq!(ticks(&[], Zero::Always), ["0", "0.5", "1"]);
        assert_eq!(ticks(&["1000000", "4500000"], Zero::Always), ["0", "2m", "4m", "6m"]);
    }

    #[test]
    fn the_largest_and_the_smallest_numbers_have_their_place() {
        let most = "79228162514264337593543950335";
        for numbers in [
            vec![most, "-79228162514264337593543950335"],
            vec![most, "0.0000000000000000000000000001"],
            vec!["0.0000000000000000000000000001", "0.0000000000000000000000000003"],
            vec![most, "79228162514264337593543950334"],
        ] {
            let numbers = decimals(&numbers);
            let scale = Scale::of(numbers.iter().copied(), Zero::IfNear);
            for number in &numbers {
                assert!((0..=1000).contains(&scale.at(*number, 1000)), "{number} {scale:?}");
            }
            assert!(!scale.ticks().is_empty());
        }
    }

    #[test]
    fn numbers_are_printed_for_readers() {
        let shown = |text: &str| (grouped(decimals(&[text])[0]), short(decimals(&[text])[0]));
        for (text, long, brief) in [
            ("0", "0", "0"),
            ("-0", "0", "0"),
            ("999", "999", "999"),
            ("-1204.50", "−1,204.50", "−1,204.5"),
            ("2500000", "2,500,000", "2.5m"),
            ("7900000000000", "7,900,000,000,000", "7.9tn"),
            ("2000000000000000000000", "2,000,000,000,000,000,000,000", "2e21"),
            ("0.000000123", "0.000000123", "1.23e−7"),
        ] {
            assert_eq!(shown(text), (long.to_owned(), brief.to_owned()));
        }
    }
}
