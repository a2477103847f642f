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
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a>(pub &'a Data);

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A key is made in a format that does not say of what type a value is: `false`, `0` and an empty text
        // would be the same.
        if !serializer.is_human_readable() {
            return self.0.serialize(serializer);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_print_differently_have_different_keys() {
        let text = |text: &str| Data::Text(text.to_owned());
        let values = [Data::Null, Data::Bool(false), Data::Int(0), text(""), Data::List(Vec::new())];
        let keys: std::collections::BTreeSet<Vec<u8>> =
            values.iter().map(|value| postcard::to_allocvec(&Shown(value)).unwrap()).collect();
        assert_eq!(keys.len(), values.len());
    }
}
