//! Any value of YAML, in the order of its file: what a site's own keys hold.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value of YAML. Maps keep their order, and keys that stand twice.
#[derive(Clone, PartialEq, Debug)]
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

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serialize_map(entries, serializer),
        }
    }
}

/// Writes entries as a map, in their order.
pub fn serialize_map<S: Serializer>(entries: &Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, value)?;
    }
    map.end()
}
