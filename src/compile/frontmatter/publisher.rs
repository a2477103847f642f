//! The key `publisher` of the configuration.
//!
//! Takes what is left to be read of the configuration, gives [`Publisher`]. Knows nothing of what is told of it.

use crate::base::diagnostic::Code;
use crate::model::data::Data;
use crate::model::publisher::Publisher;

use super::config::{link, map_of, texts_of};
use super::fault::Fault;
use super::headline::web_address;
use super::reader::{At, Reader};

/// Its keys.
const KEYS: [&str; 6] = ["name", "logo", "same_as", "publishing_principles", "corrections_policy", "x"];

/// Reads it.
pub(super) fn publisher(reader: &mut Reader) -> Publisher {
    let top = At::Top("publisher");
    let map = map_of(reader, "publisher");
    let [name, logo, same_as, principles, corrections, x] = reader.fields(top, map, KEYS);
    let at = At::Key(&top, "same_as");
    let mut addresses = Vec::new();
    for (index, address) in texts_of(reader, at, same_as.unwrap_or(Data::Null)).into_iter().enumerate() {
        addresses.extend(web_address(reader, At::Item(&at, index), address));
    }
    let address = |reader: &mut Reader, key: &'static str, value| {
        let text = reader.field(top, key, value)?;
        link(reader, At::Key(&top, key), text)
    };
    Publisher {
        logo: address(reader, "logo", logo),
        publishing_principles: address(reader, "publishing_principles", principles),
        corrections_policy: address(reader, "corrections_policy", corrections),
        name: reader.field(top, "name", name),
        same_as: addresses,
        x: account(reader, x),
    }
}

/// The name of an account: 1 to 15 letters, digits and underscores.
fn account(reader: &mut Reader, value: Option<Data>) -> Option<String> {
    let top = At::Top("publisher");
    let text = reader.field(top, "x", value)?;
    let name = text.strip_prefix('@').unwrap_or(&text);
    let sound = |name: &str| {
        (1..=15).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    if sound(name) {
        return Some(format!("@{name}"));
    }
    let mut fault = Fault::new(Code::UnknownValue, format!("`{text}` is no name of an account on X"))
        .help("it has at most 15 letters, digits and underscores, as in `@dateline`");
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    fault.mended = sound(last).then(|| format!("\"@{last}\""));
    reader.fault(At::Key(&top, "x"), fault);
    None
}
