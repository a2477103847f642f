//! The key `security` of the configuration: what stands in `/.well-known/security.txt` (RFC 9116).
//!
//! Takes the map under the key, gives [`Security`]; tells of a date that has passed or is far ahead, for
//! which the clock is given. Knows nothing of what the file looks like.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::source::SourceFile;
use crate::base::time::readable;
use crate::model::config::Config;
use crate::model::crawlers::Security;
use crate::model::data::Data;

use super::config::texts_of;
use super::fault::Fault;
use super::identifiers;
use super::locate::Places;
use super::mend;
use super::reader::{At, Reader};
use super::when;

/// RFC 9116, section 2.5.5: less than a year ahead is recommended. A leap year is no fault.
const A_YEAR: SignedDuration = SignedDuration::from_hours(24 * 366);

/// How far ahead a mended date is.
const MENDED: SignedDuration = SignedDuration::from_hours(24 * 360);

const EXPIRES: &str = "expires";

/// Reads the key; none where it is absent, or lacks what the file must have.
pub(super) fn security(reader: &mut Reader) -> Option<Security> {
    let top = At::Top("security");
    let map = match reader.take("security")? {
        Data::Map(map) => map,
        Data::Null | Data::Bool(false) => return None,
        other => {
            reader.wrong_type(top, &other, "a map with `contact` and `expires`");
            return None;
        }
    };
    let names =
        ["contact", EXPIRES, "encryption", "acknowledgments", "preferred_languages", "policy", "hiring"];
    let [contact, expires, encryption, acknowledgments, languages, policy, hiring] =
        reader.fields(top, map, names);
    for (name, value) in [("contact", &contact), (EXPIRES, &expires)] {
        if value.is_none() {
            reader.missing_field(top, name);
        }
    }
    let mut uris = |name: &'static str, value: Option<Data>, schemes: &[&str]| {
        uris(reader, At::Key(&top, name), value.unwrap_or(Data::Null), schemes)
    };
    let contact = uris("contact", contact, &["mailto", "https", "tel"]);
    let encryption = uris("encryption", encryption, &["https", "dns", "openpgp4fpr"]);
    let acknowledgments = uris("acknowledgments", acknowledgments, &["https"]);
    let policy = uris("policy", policy, &["https"]);
    let hiring = uris("hiring", hiring, &["https"]);
    let preferred_languages = preferred_languages(reader, &top, languages.unwrap_or(Data::Null));
    let expires = expires.and_then(|value| instant(reader, At::Key(&top, EXPIRES), value))?;
    let security =
        Security { contact, expires, encryption, acknowledgments, preferred_languages, policy, hiring };
    (!security.contact.is_empty()).then_some(security)
}

fn instant(reader: &mut Reader, at: At, value: Data) -> Option<Timestamp> {
    let text = reader.as_text(at, value)?;
    match when::read_zoned(&text, &TimeZone::UTC) {
        Ok(instant) => Some(instant),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// URIs of these schemes. A web address must begin with `https:` (RFC 9116, section 2.5).
fn uris(reader: &mut Reader, at: At, value: Data, schemes: &[&str]) -> Vec<String> {
    let mut sound = Vec::new();
    for (index, uri) in texts_of(reader, at, value).into_iter().enumerate() {
        match check_uri(&uri, schemes) {
            Ok(()) => sound.push(uri),
            Err(fault) => reader.fault(At::Item(&at, index), fault),
        }
    }
    sound
}

fn check_uri(uri: &str, schemes: &[&str]) -> Result<(), Fault> {
    let scheme = identifiers::scheme(uri);
    let is_clean = !uri.contains(|ch: char| ch.is_whitespace() || ch.is_control());
    let rest = uri.split_once(':').map_or("", |(_, rest)| rest);
    match scheme.as_deref() {
        Some("https") if schemes.contains(&"https") => return identifiers::web_address(uri),
        Some(scheme) if schemes.contains(&scheme) && is_clean && !rest.is_empty() => return Ok(()),
        _ => {}
    }
    let fault = Fault::new(Code::BadUrl, format!("`{uri}` is no address that can stand here"));
    let fault = fault.help(format!("it begins with `{}:`", schemes.join(":` or `")));
    let mended = match scheme.as_deref() {
        Some("http") => Some(format!("https{}", uri.trim_start().get(4..).unwrap_or_default())),
        None if uri.contains('@') => Some(format!("mailto:{uri}")),
        None if uri.starts_with('+') => Some(format!("tel:{uri}")),
        None => Some(format!("https://{uri}")),
        Some(_) => None,
    };
    Err(match mended.filter(|mended| check_uri(mended, schemes).is_ok()) {
        Some(mended) => fault.mended(mended),
        None => fault,
    })
}

fn preferred_languages(reader: &mut Reader, top: &At, value: Data) -> Vec<String> {
    let at = At::Key(top, "preferred_languages");
    let mut sound = Vec::new();
    for (index, tag) in texts_of(reader, at, value).into_iter().enumerate() {
        match identifiers::language_tag(&tag) {
            Ok(()) => sound.push(tag),
            Err(fault) => reader.fault(At::Item(&at, index), fault),
        }
    }
    sound
}

/// Warns where the file would tell readers at this clock not to trust it, or asks them to trust it for more
/// than a year. The site is built all the same: nothing may break at midnight by itself.
pub fn check_expiry(file: &SourceFile, config: &Config, now: Timestamp, findings: &mut Vec<Finding>) {
    let Some(Security { expires, .. }) = &config.crawlers.security else { return };
    let day = readable(*expires, &config.time_zone);
    let message = if *expires <= now {
        format!("security.txt says that it is not to be trusted any more since {day}")
    } else if expires.duration_since(now) > A_YEAR {
        format!(
            "security.txt says that it is to be trusted until {day}; RFC 9116 recommends less than a year"
        )
    } else {
        return;
    };
    let path = KeyPath::of("security").key(EXPIRES);
    let line = now.checked_add(MENDED).ok().and_then(|then| {
        let then = then.strftime("%Y-%m-%dT00:00:00Z").to_string();
        let places = Places::of_file(file, config);
        let range = places.value(&path)?.range.clone();
        mend::replaced(&file.text, &range, &then)
    });
    let mut finding = Finding::new(Code::SecurityExpires, &file.path, Place::value(path), message)
        .help("look whether the contacts are still right, and write when to look again");
    finding.mended = line;
    findings.push(finding);
}
