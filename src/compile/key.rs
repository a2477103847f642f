//! What an output is made from, as a hash: equal keys, equal bytes.
//!
//! Takes a view and the hash of its templates, gives a [`Key`]. The hash is of the view as it is, field
//! by field, so that no field can be left out of it. Knows no page.

use std::fmt::Display;

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};

use crate::base::hash::Fingerprint;

/// All that decides the bytes of one output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// The hash of all of it.
    pub whole: Fingerprint,
    /// The parts by name, each with the beginning of its hash: `templates`, `site`, and the fields of the view.
    pub parts: Vec<(&'static str, u32)>,
}

impl Key {
    /// The key of what is made from a view by templates of this hash in a site of that one; none of a view
    /// that cannot be hashed, and then nobody can tell whether it is the same as before.
    ///
    /// `scratch` is memory for one key after another.
    pub fn of(
        templates: Fingerprint,
        site: Fingerprint,
        view: &impl Serialize,
        scratch: &mut Vec<u8>,
    ) -> Option<Self> {
        let found = vec![("templates", templates), ("site", site)];
        let parts = view.serialize(Fields { found, buffer: std::mem::take(scratch) }).ok()?;
        *scratch = parts.buffer;
        Some(Self::made_of(&parts.found))
    }

    /// The same with one part more.
    #[must_use]
    pub fn and(mut self, name: &'static str, part: Fingerprint) -> Self {
        self.whole = Fingerprint::of(&[*self.whole.as_bytes(), *part.as_bytes()].concat());
        self.parts.push((name, part.prefix()));
        self
    }

    /// The key of what is made from these parts.
    pub fn made_of(parts: &[(&'static str, Fingerprint)]) -> Self {
        let mut all = Vec::with_capacity(16 * parts.len());
        for (_, hash) in parts {
            all.extend_from_slice(hash.as_bytes());
        }
        let parts = parts.iter().map(|(name, hash)| (*name, hash.prefix()));
        Self { whole: Fingerprint::of(&all), parts: parts.collect() }
    }
}

/// The hash of a value.
///
/// # Panics
/// If a list or map in it does not say how long it is: a fault of the view, which no content can cause.
pub fn hash(value: &impl Serialize) -> Fingerprint {
    let bytes = postcard::to_allocvec(value);
    // A hash that stood for all that cannot be hashed would be worse: what changes would seem the same.
    Fingerprint::of(&bytes.expect("a list or map in a view knows its length"))
}

/// Hashes the fields of a struct, each by itself.
struct Fields {
    found: Vec<(&'static str, Fingerprint)>,
    buffer: Vec<u8>,
}

/// Why a value has no key.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NoKey(String);

impl serde::ser::Error for NoKey {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

type Never = Impossible<Fields, NoKey>;

/// Only a struct has fields.
macro_rules! refuse {
    ($($method:ident($($kind:ty),*) -> $ok:ty;)+) => {
        $(fn $method(self, $(_: $kind),*) -> Result<$ok, NoKey> {
            Err(NoKey::custom("a view is a struct"))
        })+
    };
}

impl Serializer for Fields {
    type Ok = Self;
    type Error = NoKey;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Self;
    type SerializeStructVariant = Never;

    fn serialize_struct(mut self, _: &'static str, length: usize) -> Result<Self, NoKey> {
        self.found.reserve_exact(length);
        Ok(self)
    }

    refuse! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_str(&str) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
        serialize_seq(Option<usize>) -> Never;
        serialize_tuple(usize) -> Never;
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }

    fn serialize_some<T: ?Sized + Serialize>(self, _: &T) -> Result<Self::Ok, NoKey> {
        Err(NoKey::custom("a view is a struct"))
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Self::Ok, NoKey> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, NoKey> {
        Err(NoKey::custom("a view is a struct"))
    }
}

impl SerializeStruct for Fields {
    type Ok = Self;
    type Error = NoKey;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), NoKey> {
        self.buffer.clear();
        let buffer = std::mem::take(&mut self.buffer);
        self.buffer = postcard::to_extend(value, buffer).map_err(NoKey::custom)?;
        self.found.push((name, Fingerprint::of(&self.buffer)));
        Ok(())
    }

    fn end(self) -> Result<Self::Ok, NoKey> {
        Ok(self)
    }
}
