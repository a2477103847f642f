//! Two hashes of contents: one that nobody can forge (BLAKE3), and one many times as fast (XXH3).
//!
//! Equal bytes have equal hashes, on every machine.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

/// 32 bytes that stand for a content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The first ten hexadecimal digits: enough to tell two versions of one file apart in its name.
    pub fn short(&self) -> String {
        self.to_string()[..10].to_owned()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// 128 bits by which one version of something is told from another (XXH3, 128 bits, seed 0; printed as
/// `xxh128sum` prints it). Who wants two contents with one fingerprint can make them, so it proves nothing to
/// others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes).to_be_bytes())
    }

    /// The fingerprint of all that can be read from here.
    ///
    /// # Errors
    /// Reading fails.
    pub fn of_all(from: &mut impl io::Read) -> io::Result<Self> {
        let mut hasher = XxHash3_128::new();
        let mut piece = vec![0; 64 * 1024];
        loop {
            match from.read(&mut piece)? {
                0 => return Ok(Self(hasher.finish_128().to_be_bytes())),
                count => hasher.write(&piece[..count]),
            }
        }
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Its first four bytes as a number: enough to tell by which part two contents differ.
    pub fn prefix(&self) -> u32 {
        let [a, b, c, d, ..] = self.0;
        u32::from_be_bytes([a, b, c, d])
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}
