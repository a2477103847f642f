//! The keys of the configuration that lead readers on: `redirects`, `redirect_files`.
//!
//! Takes what is left to be read of the configuration. Knows nothing of what stands at an address.

use std::collections::BTreeMap;

use crate::base::diagnostic::Code;
use crate::model::config::Host;
use crate::model::data::Data;

use super::config::map_of;
use super::crawlers::some_of;
use super::fault::Fault;
use super::identifiers::site_path;
use super::reader::{At, Reader};

/// Old addresses, each with the one that it leads to.
pub(super) fn redirects(reader: &mut Reader) -> BTreeMap<String, String> {
    let mut sound = BTreeMap::new();
    for (from, value) in map_of(reader, "redirects") {
        let at = At::Key(&At::Top("redirects"), &from);
        let Some(to) = reader.as_text(at, value) else { continue };
        match site_path(&from).and_then(|_| site_path(&to)) {
            // The key as it is written: its place is looked up by it.
            Ok(to) => drop(sound.insert(from.clone(), to)),
            Err(fault) => reader.fault(at, fault),
        }
    }
    sound
}

/// Files of redirects for hosts.
pub(super) fn files(reader: &mut Reader) -> Vec<Host> {
    let at = At::Top("redirect_files");
    let value = reader.take("redirect_files").unwrap_or(Data::Null);
    let mut hosts = some_of(reader, at, value, Host::IN_SITE, "host with a file of redirects in the site");
    hosts.sort_unstable();
    hosts.dedup();
    if hosts.starts_with(&[Host::Netlify, Host::Cloudflare]) {
        let message = "`netlify` and `cloudflare` read different rules from one file, `_redirects`";
        reader.fault(at, Fault::new(Code::UnknownValue, message).help("keep the one that you publish to"));
        hosts.remove(1);
    }
    hosts
}
