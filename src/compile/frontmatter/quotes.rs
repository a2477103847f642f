//! What an article's front matter says that somebody said.
//!
//! Takes the reader of a file, gives checked quotes. Whether a text has them too is not asked here.

use crate::base::diagnostic::Code;
use crate::base::slug::slug;
use crate::model::data::Data;
use crate::model::record::Quote;

use super::fault::Fault;
use super::mend::one_line;
use super::reader::{At, Reader};

/// The keys of a quote.
const KEYS: [&str; 7] = ["id", "speaker", "text", "said", "role", "organisation", "source"];

/// What somebody said: a map, or a list of maps; `None` for each with an error.
pub(super) fn quotes(reader: &mut Reader) -> Vec<Option<Quote>> {
    let at = At::Top("quotes");
    let items = reader.take_items("quotes");
    let mut quotes = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let at = At::Item(&at, index);
        let found = match item {
            Data::Map(map) => {
                let values = reader.fields(at, map, KEYS);
                quote(reader, at, values)
            }
            Data::Null => {
                reader.empty_item(at);
                None
            }
            other => {
                reader.wrong_type(at, &other, "a map with `speaker` and `text`");
                None
            }
        };
        quotes.push(found);
    }
    quotes
}

fn quote(reader: &mut Reader, at: At, values: [Option<Data>; 7]) -> Option<Quote> {
    let [id, speaker, text, said, role, organisation, source] = values;
    let id = reader.field(at, "id", id).and_then(|text| checked_id(reader, At::Key(&at, "id"), text));
    for (name, value) in [("speaker", &speaker), ("text", &text)] {
        if is_blank(value.as_ref()) {
            reader.missing_field(at, name);
        }
    }
    let mut line = |name, value| reader.field(at, name, value).map(|text| one_line(&text));
    let (speaker, text) = (line("speaker", speaker), line("text", text));
    let (said, role) = (line("said", said), line("role", role));
    let (organisation, source) = (line("organisation", organisation), line("source", source));
    Some(Quote { id, speaker: speaker?, text: unquoted(&text?), said, role, organisation, source })
}

/// Whether nothing is written there.
pub(super) fn is_blank(value: Option<&Data>) -> bool {
    value.is_none_or(|value| matches!(value, Data::Text(text) if text.trim().is_empty()))
}

/// An id by which a text can place it: a slug.
pub(super) fn checked_id(reader: &mut Reader, at: At, text: String) -> Option<String> {
    let sound = slug(&text, "en");
    if sound == text {
        return Some(text);
    }
    let fault = Fault::new(Code::BadIdentifier, format!("`{text}` is no id"))
        .help("an id has small letters, digits and single hyphens: `poll-wfh`");
    reader.fault(at, if sound.is_empty() { fault } else { fault.mended(sound) });
    None
}

/// A text without quotation marks around all of it: the page prints its own.
fn unquoted(text: &str) -> String {
    let inner =
        [('“', '”'), ('"', '"'), ('„', '“'), ('«', '»'), ('‘', '’')].into_iter().find_map(|(open, close)| {
            let inner = text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close])).then_some(inner)
        });
    inner.unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_all_of_a_quote_are_taken_away() {
        for (text, expected) in [
            ("“We won.”", "We won."),
            ("\"We won.\"", "We won."),
            ("“We” and “they”", "“We” and “they”"),
            ("We “won”", "We “won”"),
            ("“", "“"),
        ] {
            assert_eq!(unquoted(text), expected);
        }
    }
}
