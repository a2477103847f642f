//! The currencies of the world's trade: by ISO 4217 code, by symbol and by name.
//!
//! Takes words, gives a code, or the codes that the words may mean. Plain tables.

/// What words for a currency mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Currency {
    /// One currency, as its code.
    One(&'static str),
    /// Any of these; a reader cannot know which.
    AnyOf(&'static [&'static str]),
}

/// The currency that these words name, in any capitals; points, blanks and hyphens do not count.
pub(super) fn find(words: &str) -> Option<Currency> {
    let bare = |ch: &char| !matches!(ch, '.' | ' ' | '-' | '\u{a0}');
    let words: String = words.chars().filter(bare).flat_map(char::to_lowercase).collect();
    let named = |name: &str| {
        let by_name =
            NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(code, _)| Currency::One(code));
        by_name.or_else(|| {
            SHARED.iter().find(|(names, _)| names.contains(&name)).map(|(_, codes)| Currency::AnyOf(codes))
        })
    };
    let code = CODES.split(' ').find(|code| code.eq_ignore_ascii_case(&words)).map(Currency::One);
    code.or_else(|| named(&words)).or_else(|| words.strip_suffix('s').and_then(named))
}

/// Whether the currency is called dollar, so that a bare `$` may stand for it.
pub(super) fn is_dollar(code: &str) -> bool {
    const DOLLARS: &str =
        "USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD";
    DOLLARS.split(' ').any(|dollar| dollar == code)
}

/// The codes of ISO 4217 that are in use for payments.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
    BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP \
    GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR \
    PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB \
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMW";

/// Symbols and names of one currency, without capitals, points and blanks; a plural's `s` is taken off.
#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("USD", &["$", "us$", "usd$", "$us", "＄", "dollar", "usdollar", "americandollar", "unitedstatesdollar", "美元", "美金", "ドル", "米ドル", "달러"]),
    ("EUR", &["€", "eur€", "euro", "欧元", "歐元", "ユーロ", "유로"]),
    ("GBP", &["£", "gb£", "uk£", "￡", "pound", "poundsterling", "poundssterling", "sterling", "britishpound", "ukpound", "quid", "英镑", "英鎊", "ポンド", "파운드"]),
    ("CNY", &["rmb", "cn¥", "rmb¥", "cny¥", "yuan", "chineseyuan", "renminbi", "yuanrenminbi", "元", "人民币", "人民幣", "元人民币", "元人民幣", "人民元", "위안", "위안화"]),
    ("JPY", &["jp¥", "jpy¥", "yen", "japaneseyen", "円", "日元", "日圆", "日圓", "日本円", "엔", "엔화"]),
    ("KRW", &["₩", "￦", "won", "koreanwon", "southkoreanwon", "원", "韩元", "韩圆", "韓元", "韓圓", "ウォン"]),
    ("INR", &["₹", "rs", "re", "inr₹", "rupee", "indianrupee", "印度卢比", "印度盧比"]),
    ("AUD", &["a$", "au$", "aud$", "australiandollar"]),
    ("CAD", &["c$", "ca$", "cad$", "can$", "canadiandollar"]),
    ("NZD", &["nz$", "newzealanddollar"]),
    ("SGD", &["s$", "sg$", "singaporedollar", "singaporeandollar"]),
    ("HKD", &["hk$", "hongkongdollar", "港元", "港币", "港幣"]),
    ("TWD", &["nt$", "ntd", "tw$", "taiwandollar", "newtaiwandollar", "taiwanesedollar", "新台币", "新台幣", "新臺幣", "台币", "台幣"]),
    ("BRL", &["r$", "real", "reais", "brazilianreal", "brazilianreai"]),
    ("MXN", &["mx$", "mex$", "mexicanpeso"]),
    ("CHF", &["sfr", "fr", "swissfranc"]),
    ("SEK", &["skr", "krona", "kronor", "swedishkrona", "swedishkronor", "swedishcrown"]),
    ("NOK", &["nkr", "norwegiankrone", "norwegiankroner", "norwegiancrown"]),
    ("DKK", &["dkr", "danishkrone", "danishkroner", "danishcrown"]),
    ("ISK", &["ikr", "icelandickrona", "icelandickronur"]),
    ("PLN", &["zł", "zloty", "złoty", "zlotych", "polishzloty"]),
    ("CZK", &["kč", "koruna", "korun", "koruny", "czechkoruna", "czechcrown"]),
    ("HUF", &["ft", "forint", "hungarianforint"]),
    ("RON", &["leu", "lei", "romanianleu", "romanianlei"]),
    ("BGN", &["lev", "leva", "bulgarianlev"]),
    ("RUB", &["₽", "rouble", "ruble", "russianrouble", "russianruble"]),
    ("UAH", &["₴", "hryvnia", "hryvna", "ukrainianhryvnia"]),
    ("TRY", &["₺", "tl", "lira", "turkishlira"]),
    ("ILS", &["₪", "nis", "shekel", "israelishekel", "newisraelishekel"]),
    ("KZT", &["₸", "tenge", "kazakhtenge"]),
    ("ZAR", &["r", "rand", "southafricanrand"]),
    ("NGN", &["₦", "naira", "nigeriannaira"]),
    ("GHS", &["gh₵", "₵", "cedi", "ghanaiancedi"]),
    ("KES", &["ksh", "kenyanshilling"]),
    ("UGX", &["ush", "ugandanshilling"]),
    ("TZS", &["tsh", "tanzanianshilling"]),
    ("ETB", &["birr", "ethiopianbirr"]),
    ("EGP", &["e£", "le", "egyptianpound"]),
    ("MAD", &["moroccandirham"]),
    ("AED", &["dh", "uaedirham", "emiratidirham"]),
    ("SAR", &["sr", "saudiriyal", "saudirial"]),
    ("QAR", &["qr", "qataririyal", "qataririal"]),
    ("OMR", &["omanirial", "omaniriyal"]),
    ("KWD", &["kd", "kuwaitidinar"]),
    ("BHD", &["bd", "bahrainidinar"]),
    ("JOD", &["jd", "jordaniandinar"]),
    ("IQD", &["iraqidinar"]),
    ("DZD", &["algeriandinar"]),
    ("TND", &["tunisiandinar"]),
    ("RSD", &["serbiandinar"]),
    ("PKR", &["pakistanirupee", "pakistanrupee"]),
    ("LKR", &["srilankanrupee", "srilankarupee"]),
    ("NPR", &["nepaleserupee", "nepalirupee"]),
    ("MUR", &["mauritianrupee", "mauritiusrupee"]),
    ("BDT", &["৳", "tk", "taka", "bangladeshitaka"]),
    ("THB", &["฿", "baht", "thaibaht"]),
    ("VND", &["₫", "dong", "vietnamesedong", "vietnamdong"]),
    ("IDR", &["rp", "rupiah", "indonesianrupiah"]),
    ("MYR", &["rm", "ringgit", "malaysianringgit"]),
    ("PHP", &["₱", "php₱", "philippinepeso", "filipinopeso"]),
    ("MMK", &["kyat"]),
    ("LAK", &["₭", "kip"]),
    ("KHR", &["៛", "riel"]),
    ("MNT", &["₮", "tugrik", "tögrög"]),
    ("ARS", &["ar$", "argentinepeso", "argentinianpeso"]),
    ("CLP", &["cl$", "chileanpeso"]),
    ("COP", &["col$", "colombianpeso"]),
    ("UYU", &["uruguayanpeso"]),
    ("PEN", &["s/", "sol", "soles", "peruviansol"]),
    ("PYG", &["₲", "guarani"]),
    ("CRC", &["₡", "colon", "colones"]),
    ("GEL", &["₾", "lari"]),
    ("AZN", &["₼", "manat"]),
    ("AMD", &["֏", "dram"]),
    ("XAF", &["centralafricancfafranc"]),
    ("XOF", &["westafricancfafranc"]),
];

/// Symbols and names that several currencies have.
const SHARED: &[(&[&str], &[&str])] = &[
    (&["¥", "￥"], &["CNY", "JPY"]),
    (&["kr", "crown"], &["SEK", "NOK", "DKK"]),
    (&["krone", "kroner"], &["NOK", "DKK"]),
    (&["peso"], &["MXN", "PHP", "ARS", "CLP", "COP"]),
    (&["franc"], &["CHF", "XOF", "XAF"]),
    (&["cfafranc", "cfa", "fcfa"], &["XOF", "XAF"]),
    (&["dirham"], &["AED", "MAD"]),
    (&["riyal", "rial"], &["SAR", "QAR", "OMR"]),
    (&["dinar"], &["KWD", "BHD", "IQD", "DZD"]),
    (&["shilling"], &["KES", "UGX", "TZS"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_found_by_code_symbol_and_name() {
        for (words, code) in [
            ("USD", "USD"),
            ("usd", "USD"),
            ("$", "USD"),
            ("U.S. dollars", "USD"),
            ("US $", "USD"),
            ("Rs.", "INR"),
            ("₹", "INR"),
            ("RMB", "CNY"),
            ("yuan", "CNY"),
            ("pounds sterling", "GBP"),
            ("Swedish kronor", "SEK"),
            ("New Taiwan dollars", "TWD"),
            ("R$", "BRL"),
        ] {
            assert_eq!(find(words), Some(Currency::One(code)), "{words}");
        }
        assert_eq!(find("¥"), Some(Currency::AnyOf(&["CNY", "JPY"])));
        assert_eq!(find("Pesos"), Some(Currency::AnyOf(&["MXN", "PHP", "ARS", "CLP", "COP"])));
        for none in ["", "s", "XYZ", "doll", "bananas", "US"] {
            assert_eq!(find(none), None, "{none}");
        }
    }

    #[test]
    fn the_tables_hold_each_word_once_and_known_codes_only() {
        let codes: Vec<&str> = CODES.split(' ').collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]) && codes.iter().all(|code| code.len() == 3));
        let names = NAMES.iter().map(|(code, names)| (vec![*code], *names));
        let shared = SHARED.iter().map(|(names, codes)| (codes.to_vec(), *names));
        let mut seen = std::collections::BTreeSet::new();
        for (its, names) in names.chain(shared) {
            assert!(its.iter().all(|code| codes.contains(code)), "{its:?}");
            for name in names {
                assert!(seen.insert(*name), "{name} stands twice");
                assert!(
                    *name == name.to_lowercase() && !codes.contains(&name.to_uppercase().as_str()),
                    "{name}"
                );
            }
        }
    }
}
