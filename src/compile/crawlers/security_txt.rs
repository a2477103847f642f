//! `/.well-known/security.txt` (RFC 9116): whom to tell of a security hole.
//!
//! Takes the configuration, gives text. Whether it has expired is not asked here: the file says when.

use serde::Serialize;

use crate::compile::plan::crawlers::security_url;
use crate::compile::view::parts::Source;
use crate::model::crawlers::Security;

/// All that stands in the file.
#[derive(Serialize)]
pub(super) struct SecurityView<'a> {
    security: &'a Security,
    canonical: Option<String>,
}

/// The view of the file; none where the site does not configure it.
pub(super) fn view<'a>(source: &Source<'a>) -> Option<SecurityView<'a>> {
    let security = source.config.crawlers.security.as_ref()?;
    Some(SecurityView { security, canonical: source.hrefs.absolute(&security_url()) })
}

/// Writes the file.
pub(super) fn write(view: &SecurityView<'_>, to: &mut Vec<u8>) {
    let Security { contact, expires, encryption, acknowledgments, preferred_languages, policy, hiring } =
        view.security;
    let expires = expires.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let languages = preferred_languages.join(", ");
    let (expires, languages) = ([expires], [languages]);
    let fields: [(&str, &[String]); 8] = [
        ("Contact", contact),
        ("Expires", &expires),
        ("Encryption", encryption),
        ("Acknowledgments", acknowledgments),
        ("Preferred-Languages", &languages),
        ("Canonical", view.canonical.as_slice()),
        ("Policy", policy),
        ("Hiring", hiring),
    ];
    for (name, values) in fields {
        for value in values.iter().filter(|value| !value.is_empty()) {
            to.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
    }
}
