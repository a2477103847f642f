//! Checks of single values that have a form of their own: web addresses, paths, language tags and
//! registered identifiers.
//!
//! Takes text, gives the value as it is kept, or what is wrong with it. Knows no keys and no files.

use percent_encoding::percent_decode_str;

use crate::base::diagnostic::Code;

use super::fault::Fault;

/// An `http` or `https` address with a host.
pub(super) fn web_address(text: &str) -> Result<(), Fault> {
    let bad = |why: &str| Fault::new(Code::BadUrl, format!("`{text}` is no web address: {why}"));
    if text.contains(|ch: char| ch.is_whitespace() || ch.is_control()) {
        let fault = bad("a blank stands in it").help("write blanks in addresses as `%20`");
        let guess = text.trim().replace(' ', "%20");
        return Err(if web_address(&guess).is_ok() { fault.mended(guess) } else { fault });
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        let fault = bad("it does not begin with `https://`");
        let host = text.split('/').next().unwrap_or_default();
        let looks_right = host.contains('.') && !host.starts_with('.') && !text.contains(':');
        return Err(if looks_right { fault.mended(format!("https://{text}")) } else { fault });
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(bad("only `http` and `https` are web addresses"));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let sound = !name.is_empty() && !name.starts_with('.') && !name.contains("..");
    if sound { Ok(()) } else { Err(bad("it names no host")) }
}

/// Where a picture lies: an `http` or `https` address, or a path of the site or beside the file.
pub(super) fn place(text: &str) -> Result<(), Fault> {
    match scheme(text) {
        Some(name) if matches!(name.as_str(), "http" | "https") => web_address(text),
        Some(name) => {
            let message = format!("`{name}:` is neither a path of this site nor a web address");
            Err(Fault::new(Code::BadUrl, message)
                .help("write a path like `images/map.svg`, or an address that begins with `https://`"))
        }
        None if text.starts_with("//") => {
            web_address(text).map_err(|fault| fault.mended(format!("https:{text}")))
        }
        None => Ok(()),
    }
}

/// Where something comes from, in words or as a web address.
pub(super) fn origin(text: &str) -> Result<(), Fault> {
    let named = scheme(text);
    let rest = text.split_once(':').map_or("", |(_, rest)| rest);
    let host = || rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    if matches!(named.as_deref(), Some("http" | "https" | "mailto")) && host().trim().is_empty() {
        let fault = Fault::new(Code::BadUrl, format!("`{text}` is an address that leads nowhere"));
        return Err(fault.help("write all of it, or who says so in words"));
    }
    let named = named.filter(|name| !matches!(name.as_str(), "http" | "https" | "mailto"));
    // `Photo: Nokia` is no address.
    match named {
        Some(name) if !rest.starts_with(' ') => {
            let message = format!("`{name}:` is no web address");
            Err(Fault::new(Code::BadUrl, message)
                .help("write it in words, or as an address that begins with `https://`"))
        }
        _ => Ok(()),
    }
}

/// The scheme that a browser would see in an address, in lower case: it overlooks control
/// characters.
pub(super) fn scheme(address: &str) -> Option<String> {
    let seen: String = address
        .trim_start_matches(|ch: char| ch <= ' ')
        .chars()
        .take_while(|ch| *ch != ':')
        .filter(|ch| !ch.is_control())
        .collect();
    let sound = seen.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    let named = address.contains(':') && seen.starts_with(|ch: char| ch.is_ascii_alphabetic());
    (sound && named).then(|| seen.to_ascii_lowercase())
}

/// An old path of this site, from its root and not percent-encoded.
pub(super) fn site_path(text: &str) -> Result<String, Fault> {
    let bad = |why: &str| Fault::new(Code::BadAlias, format!("`{text}` is no path of this site: {why}"));
    if let Some((_, rest)) = text.split_once("://") {
        let path = rest.find('/').map_or("/", |slash| &rest[slash..]);
        return Err(bad("it is a full address")
            .mended(path)
            .help("write the path alone, from its first `/`"));
    }
    if let Some(end) = text.find(['?', '#']) {
        let fault = bad("what stands after `?` or `#` cannot be redirected");
        return Err(if end > 0 { fault.mended(&text[..end]) } else { fault });
    }
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| bad("its `%` escapes are not UTF-8"))?;
    if decoded.contains(|ch: char| ch.is_control() || matches!(ch, '\\' | '?' | '#')) {
        return Err(bad("a character in it cannot stand in a path"));
    }
    if decoded.starts_with("//") || decoded.split('/').any(|part| part == ".." || part == ".") {
        return Err(bad("it leads out of the site"));
    }
    let path = if decoded.starts_with('/') { decoded.into_owned() } else { format!("/{decoded}") };
    let inside = path[1..].strip_suffix('/').unwrap_or(&path[1..]);
    if inside.is_empty() {
        return Err(bad("that is the home page"));
    }
    if inside.split('/').any(str::is_empty) { Err(bad("two slashes stand side by side")) } else { Ok(path) }
}

/// A language tag of the form `en` or `en-GB`.
pub(super) fn language_tag(text: &str) -> Result<(), Fault> {
    let is_tag = |text: &str| {
        let mut parts = text.split('-');
        let first = parts.next().unwrap_or_default();
        (2..=8).contains(&first.len())
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    };
    if is_tag(text) {
        return Ok(());
    }
    let fault = Fault::new(Code::BadLanguage, format!("`{text}` is no language tag"));
    let guess = text.trim().replace('_', "-");
    let (first, rest) = guess.split_once('-').unwrap_or((&guess, ""));
    let guess = [&first.to_ascii_lowercase(), rest].join(if rest.is_empty() { "" } else { "-" });
    let guess = guess.split(['.', '@']).next().unwrap_or_default();
    let short = guess.split('-').next().is_some_and(|first| first.len() <= 3);
    Err(if short && is_tag(guess) {
        fault.mended(guess)
    } else {
        fault.help("write it like `en`, `en-GB` or `zh-Hans`")
    })
}

/// A Legal Entity Identifier (ISO 17442) whose check digits are right (ISO 7064, mod 97-10).
pub(super) fn lei(text: &str) -> Result<(), Fault> {
    let bad = |message: String| Fault::new(Code::BadLei, message);
    let upper: String = text.chars().filter(|ch| !ch.is_whitespace() && *ch != '-').collect();
    let upper = upper.to_ascii_uppercase();
    let digits = upper.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if upper.len() != 20 || !digits || !upper[18..].bytes().all(|byte| byte.is_ascii_digit()) {
        let message =
            format!("`{text}` is no LEI: an LEI has 20 capital letters and digits, and ends with two digits");
        return Err(bad(message));
    }
    let remainder = |text: &str| {
        text.bytes().fold(0_u32, |sum, byte| match byte {
            b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
            _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
        })
    };
    if remainder(&upper) != 1 {
        let right = 98 - remainder(&format!("{}00", &upper[..18]));
        let (rest, check) = upper.split_at(18);
        let message =
            format!("the check digits of this LEI are `{check}`; for `{rest}` they would be `{right:02}`");
        return Err(
            bad(message).help("one of its characters is wrong; compare it with the register at gleif.org")
        );
    }
    if upper == text {
        Ok(())
    } else {
        Err(bad("an LEI is written in capitals, without blanks".to_owned()).mended(upper))
    }
}

/// A Wikidata item: `Q` and a number.
pub(super) fn wikidata(text: &str) -> Result<(), Fault> {
    let is_item = |text: &str| {
        let number = text.strip_prefix('Q').unwrap_or_default();
        !number.is_empty() && !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    if is_item(text) {
        return Ok(());
    }
    let fault = Fault::new(
        Code::BadIdentifier,
        format!("`{text}` is no Wikidata item: such an item is `Q` and a number"),
    );
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_ascii_uppercase();
    let with_letter = format!("Q{text}");
    Err(match [last, with_letter].into_iter().find(|guess| is_item(guess)) {
        Some(guess) => fault.mended(guess),
        None => fault,
    })
}

/// A share's symbol with its exchange: `NYSE:NOK`.
pub(super) fn ticker(text: &str) -> Result<(), Fault> {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b".-".contains(&byte))
    };
    let is_ticker = |text: &str| {
        text.split_once(':').is_some_and(|(exchange, symbol)| is_part(exchange) && is_part(symbol))
    };
    if is_ticker(text) {
        return Ok(());
    }
    let message = format!("`{text}` is no ticker: a ticker is `EXCHANGE:SYMBOL` in capitals");
    let fault = Fault::new(Code::BadIdentifier, message);
    let guess: String =
        text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>().to_ascii_uppercase();
    Err(if is_ticker(&guess) { fault.mended(guess) } else { fault.help("for example `NYSE:NOK`") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended<T>(result: Result<T, Fault>) -> Option<String> {
        result.err().and_then(|fault| fault.mended)
    }

    #[test]
    fn a_web_address_has_a_scheme_and_a_host() {
        for sound in
            ["https://a.example", "http://localhost:1414/x", "HTTPS://a.b/c?d#e", "https://诺.example/"]
        {
            assert!(web_address(sound).is_ok(), "{sound}");
        }
        for bad in ["", "x", "ftp://a.b", "https://", "https:///a", "https://a b", "mailto:a@b.c", "//a.b/c"]
        {
            assert!(web_address(bad).is_err(), "{bad}");
        }
        assert_eq!(mended(web_address("www.example.org/a")).unwrap(), "https://www.example.org/a");
    }

    #[test]
    fn an_alias_is_a_path_of_this_site() {
        assert_eq!(site_path("/504977/nokia/").unwrap(), "/504977/nokia/");
        assert_eq!(site_path("old.html").unwrap(), "/old.html");
        assert_eq!(site_path("/caf%C3%A9/").unwrap(), "/café/");
        for bad in ["", "/", "//evil.example/x", "/a/../b", "/%2e%2e/b", "/a\\b", "/a//b", "#x"] {
            assert!(site_path(bad).is_err(), "{bad}");
        }
        assert_eq!(mended(site_path("https://a.example/b/")).unwrap(), "/b/");
        assert_eq!(mended(site_path("/a?b=c")).unwrap(), "/a");
    }

    #[test]
    fn a_language_has_the_form_of_a_tag() {
        for sound in ["en", "en-GB", "zh-Hans-CN", "de-1996"] {
            assert!(language_tag(sound).is_ok(), "{sound}");
        }
        assert_eq!(mended(language_tag("en_GB")).unwrap(), "en-GB");
        assert_eq!(mended(language_tag("EN")).unwrap(), "en");
        for bad in ["", "e", "English (UK)", "en-", "-"] {
            assert!(language_tag(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_check_digits_of_an_lei_are_counted() {
        assert!(lei("54930084UKLVMY22DS16").is_ok());
        assert!(lei("213800WSGIIZCXF1P572").is_ok());
        let fault = lei("5493001KJTIIGC8Y1H11").unwrap_err();
        assert!(
            fault.message.starts_with(
                "the check digits of this LEI are `11`; for `5493001KJTIIGC8Y1H` they would be `"
            )
        );
        assert!(lei("54930084UKLVMY22DSXX").is_err());
        assert!(lei("短い").is_err());
        assert_eq!(mended(lei("54930084uklvmy22ds16")).unwrap(), "54930084UKLVMY22DS16");
    }

    #[test]
    fn other_identifiers_have_their_forms() {
        assert!(wikidata("Q1418").is_ok());
        assert_eq!(mended(wikidata("https://www.wikidata.org/wiki/Q1418")).unwrap(), "Q1418");
        assert!(wikidata("Q0").is_err());
        assert!(ticker("NYSE:NOK").is_ok());
        assert_eq!(mended(ticker("nyse: nok")).unwrap(), "NYSE:NOK");
        assert!(ticker("NOK").is_err());
    }
}
