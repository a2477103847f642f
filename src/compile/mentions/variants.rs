//! What texts write for a name: without its legal suffix, and without accents.
//!
//! Takes a name, gives other ways to write it. Must not know whose it is.

use crate::base::name::{without_accents, without_legal_suffix};

use super::folded::folded;
use super::words::is_common;

/// The other ways to write a name that tell whose it is: a common word does not.
pub(super) fn variants(name: &str) -> Vec<String> {
    let short = without_legal_suffix(name);
    let suffix = (short.len() < name.trim().len()).then(|| short.to_owned());
    let plain = [without_accents(name), suffix.as_deref().and_then(without_accents)];
    let all = suffix.into_iter().chain(plain.into_iter().flatten());
    all.filter(|variant| !is_common(&folded(variant))).collect()
}
