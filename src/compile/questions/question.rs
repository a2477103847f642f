//! A question that a template may ask, as plain data with one written form.
//!
//! Takes the name of a function and what stands in its brackets, gives a [`Question`] or what is wrong with
//! it, in a template author's words. Knows no site and no template.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::base::near::nearest;
use crate::model::deal::DealKind;

/// How many articles or deals an answer has if the question does not say.
pub const LIMIT: usize = 10;
/// The most articles or deals that an answer has.
pub const MOST: usize = 1000;

/// What can be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Function {
    /// The newest articles of these parties, topics, authors and sections.
    Articles,
    /// An organisation.
    Organisation,
    /// The newest deals of these parties, of a year or a kind.
    Deals,
    /// A file of `data/`.
    Data,
}

/// What may stand behind the name of an argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    Text,
    Kind,
    Year,
    Limit,
}

/// What stands behind the name of an argument.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Argument {
    Text(String),
    Number(i64),
}

/// What is asked. Equal questions have equal texts, whatever the order of the arguments was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// What is asked for.
    pub function: Function,
    arguments: BTreeMap<&'static str, Argument>,
}

/// What is wrong with a question or with what it asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault with nothing more to be said.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Function {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Articles, Self::Organisation, Self::Deals, Self::Data];

    /// Its name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Organisation => "organisation",
            Self::Deals => "deals",
            Self::Data => "data",
        }
    }

    fn arguments(self) -> &'static [(&'static str, Sort)] {
        match self {
            Self::Articles => &[
                ("vendor", Sort::Text),
                ("customer", Sort::Text),
                ("topic", Sort::Text),
                ("section", Sort::Text),
                ("author", Sort::Text),
                ("limit", Sort::Limit),
            ],
            Self::Organisation => &[("name", Sort::Text)],
            Self::Deals => &[
                ("vendor", Sort::Text),
                ("customer", Sort::Text),
                ("year", Sort::Year),
                ("kind", Sort::Kind),
                ("limit", Sort::Limit),
            ],
            Self::Data => &[("path", Sort::Text)],
        }
    }

    /// The argument without which nothing can be asked.
    fn needed(self) -> Option<&'static str> {
        match self {
            Self::Articles | Self::Deals => None,
            Self::Organisation => Some("name"),
            Self::Data => Some("path"),
        }
    }
}

impl Question {
    /// A question for this function with these arguments.
    ///
    /// # Errors
    /// An argument is unknown, missing, or not of its type.
    pub fn new(function: Function, given: impl IntoIterator<Item = (String, Value)>) -> Result<Self, Fault> {
        let known = function.arguments();
        let mut arguments = BTreeMap::new();
        for (name, value) in given {
            let Some((name, sort)) = known.iter().find(|(known, _)| *known == name) else {
                return Err(unknown_argument(function, &name));
            };
            arguments.insert(*name, argument(name, *sort, &value)?);
        }
        match function.needed() {
            Some(needed) if !arguments.contains_key(needed) => {
                let message = format!("`{}` needs `{needed}`", function.name());
                Err(Fault::new(message).help(example(function)))
            }
            _ => Ok(Self { function, arguments }),
        }
    }

    /// Reads the written form of a question again.
    pub fn read(text: &str) -> Option<Self> {
        let (name, inside) = text.split_once('(')?;
        let function = Function::ALL.into_iter().find(|function| function.name() == name)?;
        let mut rest = inside.strip_suffix(')')?;
        let mut given = Vec::new();
        while !rest.is_empty() {
            let (name, value) = rest.split_once('=')?;
            let mut values = serde_json::Deserializer::from_str(value).into_iter::<Value>();
            given.push((name.to_owned(), values.next()?.ok()?));
            let after = value.get(values.byte_offset()..)?;
            rest = after.strip_prefix(", ").unwrap_or(after);
        }
        Self::new(function, given).ok()
    }

    /// The text behind the name of an argument, if it is given.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.arguments.get(name) {
            Some(Argument::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number behind the name of an argument, if it is given.
    pub fn number(&self, name: &str) -> Option<i64> {
        match self.arguments.get(name) {
            Some(Argument::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// How many articles or deals the answer has at most.
    pub fn limit(&self) -> usize {
        self.number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(LIMIT).min(MOST)
    }

    /// The kind of deals that is asked for, if one is.
    pub fn kind(&self) -> Option<DealKind> {
        let kind = self.text("kind")?;
        DealKind::NAMES.iter().find(|(name, _)| *name == kind).map(|(_, kind)| *kind)
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.function.name())?;
        for (nth, (name, argument)) in self.arguments.iter().enumerate() {
            let comma = if nth == 0 { "" } else { ", " };
            match argument {
                Argument::Text(text) => write!(f, "{comma}{name}={}", Value::from(text.as_str()))?,
                Argument::Number(number) => write!(f, "{comma}{name}={number}")?,
            }
        }
        f.write_str(")")
    }
}

fn argument(name: &str, sort: Sort, value: &Value) -> Result<Argument, Fault> {
    let wrong = |wanted: &str| {
        let message = format!("`{name}` is {wanted}, and here it is {}", kind_of(value));
        Err(Fault::new(message))
    };
    match (sort, value) {
        (Sort::Text, Value::String(text)) => Ok(Argument::Text(text.clone())),
        (Sort::Text, _) => wrong("a text"),
        (Sort::Kind, Value::String(text)) if DealKind::NAMES.iter().any(|(known, _)| known == text) => {
            Ok(Argument::Text(text.clone()))
        }
        (Sort::Kind, Value::String(text)) => {
            let names = || DealKind::NAMES.iter().map(|(name, _)| *name);
            let fault = Fault::new(format!("there is no kind of deals `{text}`"));
            Err(match nearest(text, names()) {
                Some(near) => fault.help(format!("is `{near}` meant?")),
                None => fault.help(format!("the kinds are: {}", names().collect::<Vec<_>>().join(", "))),
            })
        }
        (Sort::Kind, _) => wrong("a text"),
        (Sort::Year, value) => match value.as_i64() {
            Some(year @ 0..=9999) => Ok(Argument::Number(year)),
            _ => wrong("a year, such as 2020"),
        },
        (Sort::Limit, value) => match value.as_i64() {
            Some(limit @ 1..=1000) => Ok(Argument::Number(limit)),
            _ => wrong("a number from 1 to 1,000"),
        },
    }
}

/// What a value is, in an author's words.
fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text `{text}`"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a map".to_owned(),
    }
}

fn unknown_argument(function: Function, name: &str) -> Fault {
    let names = || function.arguments().iter().map(|(name, _)| *name);
    let fault = Fault::new(format!("`{}` has no argument `{name}`", function.name()));
    match nearest(name, names()) {
        Some(near) => fault.help(format!("is `{near}` meant?")),
        None => fault.help(format!("it has: {}", names().collect::<Vec<_>>().join(", "))),
    }
}

fn example(function: Function) -> &'static str {
    match function {
        Function::Articles => "write `articles(vendor=\"Nokia\", limit=5)`",
        Function::Organisation => "write `organisation(name=\"Nokia\")`",
        Function::Deals => "write `deals(customer=\"BT\", year=2020)`",
        Function::Data => "write `data(path=\"market-share.csv\")`",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn question(function: Function, given: &[(&str, Value)]) -> Result<Question, Fault> {
        Question::new(function, given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())))
    }

    #[test]
    fn a_question_has_one_written_form_and_can_be_read_again() {
        let given = [("vendor", json!("A \"B\", (c=1)")), ("limit", json!(5)), ("author", json!("Kim"))];
        let one = question(Function::Articles, &given).unwrap();
        let text = r#"articles(author="Kim", limit=5, vendor="A \"B\", (c=1)")"#;
        assert_eq!(one.to_string(), text);
        let mut given = given;
        given.reverse();
        assert_eq!(question(Function::Articles, &given).unwrap(), one);
        assert_eq!(Question::read(text), Some(one));
        assert_eq!(Question::read("articles()").unwrap().limit(), LIMIT);
        for text in ["", "articles", "articles(", "articles(a=1)", "data()", "deals(year=x)", "tell(a=1)"] {
            assert_eq!(Question::read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_question_is_told_in_words() {
        let told = |function, name, value| {
            let fault = question(function, &[(name, value)]).unwrap_err();
            format!("{}; {}", fault.message, fault.help.unwrap_or_default())
        };
        let texts = [
            told(Function::Articles, "vendr", json!("Nokia")),
            told(Function::Articles, "price", json!(1)),
            told(Function::Articles, "vendor", json!(null)),
            told(Function::Articles, "limit", json!(0)),
            told(Function::Deals, "year", json!("2020")),
            told(Function::Deals, "kind", json!("renewals")),
            told(Function::Data, "path", json!(["a"])),
        ];
        assert_eq!(
            texts,
            [
                "`articles` has no argument `vendr`; is `vendor` meant?",
                "`articles` has no argument `price`; it has: vendor, customer, topic, section, author, limit",
                "`vendor` is a text, and here it is none; ",
                "`limit` is a number from 1 to 1,000, and here it is the number 0; ",
                "`year` is a year, such as 2020, and here it is the text `2020`; ",
                "there is no kind of deals `renewals`; is `renewal` meant?",
                "`path` is a text, and here it is a list; ",
            ]
        );
        let fault = question(Function::Organisation, &[]).unwrap_err();
        assert_eq!(fault.message, "`organisation` needs `name`");
    }
}
