//! Powers of ten thousand, by which amounts are counted in Chinese, Japanese and Korean.
//!
//! Plain tables; knows no amounts.

/// A word for a power of ten.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Myriad {
    /// This power, in simplified, Japanese or Korean writing.
    Power(u32),
    /// This power, in traditional writing: 元 behind it may be that of several places.
    Traditional(u32),
    /// 兆: a million million in Japan, Korea and Taiwan, and a million in mainland China as well.
    Mega,
}

/// The words, the longer ones first.
const WORDS: &[(&str, Myriad)] = &[
    ("万亿", Myriad::Power(12)),
    ("萬億", Myriad::Traditional(12)),
    ("千亿", Myriad::Power(11)),
    ("千億", Myriad::Traditional(11)),
    ("천억", Myriad::Power(11)),
    ("百亿", Myriad::Power(10)),
    ("百億", Myriad::Traditional(10)),
    ("백억", Myriad::Power(10)),
    ("千万", Myriad::Power(7)),
    ("千萬", Myriad::Traditional(7)),
    ("천만", Myriad::Power(7)),
    ("百万", Myriad::Power(6)),
    ("百萬", Myriad::Traditional(6)),
    ("백만", Myriad::Power(6)),
    ("亿", Myriad::Power(8)),
    ("億", Myriad::Traditional(8)),
    ("억", Myriad::Power(8)),
    ("万", Myriad::Power(4)),
    ("萬", Myriad::Traditional(4)),
    ("만", Myriad::Power(4)),
    ("조", Myriad::Power(12)),
    ("兆", Myriad::Mega),
];

/// The currencies of 元 in traditional writing.
pub(super) const TRADITIONAL: &[&str] = &["CNY", "TWD", "HKD"];

/// The currencies of places where 兆 is a million million and nothing else.
pub(super) const TRILLION: &[&str] = &["JPY", "KRW", "TWD"];

/// The power at the front of these words, and what follows it.
pub(super) fn myriad(words: &str) -> Option<(Myriad, &str)> {
    WORDS.iter().find_map(|(word, myriad)| Some((*myriad, words.strip_prefix(word)?.trim_start())))
}
