//! Any value of YAML, in the order of its file: what a site's own keys hold.

use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

/// A value of YAML. Maps keep their order, and keys that stand twice.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Data {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// A map.
    Map(Map),
}

/// Keys and values in the order of the file.
pub type Map = Vec<(String, Data)>;

/// A value as templates see it: text is text, a map is a map.
struct Shown<'a>(&'a Data);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Data::Null => serializer.serialize_none(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Int(value) => serializer.serialize_i64(*value),
            Data::Float(value) => serializer.serialize_f64(*value),
            Data::Text(value) => serializer.serialize_str(value),
            Data::List(items) => serializer.collect_seq(items.iter().map(Shown)),
            Data::Map(entries) => serialize_map(entries, serializer),
        }
    }
}

/// Writes entries as a map for templates, in their order.
pub fn serialize_map<S: Serializer>(entries: &Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, &Shown(value))?;
    }
    map.end()
}
