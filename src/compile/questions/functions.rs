//! The functions that templates call to ask something.
//!
//! A function belongs to the engine and cannot see the site. So it looks its question up among the answers
//! that came with the page, and fails with the question where it is not among them: whoever renders then has
//! it answered, and renders again. Must not keep anything.

use tera::value::Key;
use tera::{Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use super::question::{Fault, Function, Question};

/// Under which name the answers come with a page; no template can spell it. On a page they are a map; for
/// what is rendered once and stands on many pages they are none.
pub(crate) const ANSWERS: &str = "\u{1}answers";

/// What an error begins with that is a question.
const MISSED: char = '\u{1}';

/// What stands between a fault and what to do about it.
const HELP: char = '\u{2}';

/// Makes the functions known to all templates.
pub(crate) fn register(tera: &mut Tera) {
    for function in Function::ALL {
        tera.register_function(function.name(), move |given: Kwargs, state: &State<'_>| {
            ask(function, &given, state)
        });
    }
}

fn ask(function: Function, given: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let mut arguments = Vec::new();
    for (name, value) in given.iter() {
        let value = serde_json::to_value(value).map_err(Error::message)?;
        arguments.push((name.as_str().unwrap_or_default().to_owned(), value));
    }
    let question = Question::new(function, arguments).map_err(|fault| told(&fault))?.to_string();
    let Some(answers) = state.get::<Value>(ANSWERS)? else {
        let fault = Fault::new("a component cannot ask anything");
        return Err(told(&fault.help("ask outside of it, and hand it the answer as an argument")));
    };
    let Some(answers) = answers.as_map() else {
        let fault = Fault::new("nothing can be asked here: this is made once and stands on many pages");
        return Err(told(&fault.help("ask in the template of the page")));
    };
    let answer = answers.get(&Key::Str(&question)).cloned();
    answer.ok_or_else(|| Error::message(format!("{MISSED}{question}")))
}

fn told(fault: &Fault) -> Error {
    Error::message(format!("{}{HELP}{}", fault.message, fault.help.as_deref().unwrap_or_default()))
}

/// The question that has no answer yet, if that is why a template failed, and where it was asked.
pub(crate) fn missed(error: &Error) -> Option<(&str, &ReportError)> {
    let ErrorKind::RenderingError(report) = error.kind() else { return None };
    report.message().strip_prefix(MISSED).map(|question| (question, report.as_ref()))
}

/// A message of one of the functions, and what to do about it.
pub(crate) fn fault(message: &str) -> Option<Fault> {
    let (message, help) = message.split_once(HELP)?;
    let fault = Fault::new(message);
    Some(if help.is_empty() { fault } else { fault.help(help) })
}

/// Whether a template's text may ask something. Rather too often than too rarely: what looks like a call
/// counts, wherever it stands.
pub(crate) fn may_ask(text: &str) -> bool {
    let called = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + name.len()..]);
            let ends_a_name = before.ends_with(|ch: char| ch.is_alphanumeric() || ch == '_');
            // A component may have the same name; it is no function.
            let is_component = before.trim_end().ends_with("component");
            after.trim_start().starts_with('(') && !ends_a_name && !is_component
        })
    };
    Function::ALL.iter().any(|function| called(function.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_seen_however_it_is_written() {
        for text in ["{{ articles(limit=3) }}", "{% for a in deals\n ( ) %}", "{% set x=data(path=p) %}"] {
            assert!(may_ask(text), "{text}");
        }
        for text in
            ["{{ articles }}", "{{ organisation.name }} (x)", "metadata(", "{% component deals(rows) %}"]
        {
            assert!(!may_ask(text), "{text}");
        }
    }

    #[test]
    fn a_question_without_an_answer_comes_back_with_its_place() {
        let mut tera = Tera::new();
        register(&mut tera);
        tera.add_raw_templates([
            ("a.html", "a {{ articles(limit=3) | length }}"),
            ("b.html", "{% include 'a.html' %}"),
        ])
        .unwrap();
        let mut context = tera::Context::new();
        context.insert_value(ANSWERS, Value::from(tera::Map::new()));
        let error = tera.render("b.html", &context).unwrap_err();
        let (question, report) = missed(&error).unwrap();
        assert_eq!((question, report.filename()), ("articles(limit=3)", "a.html"));
        let mut answers = tera::Map::new();
        answers.insert("articles(limit=3)".to_owned().into(), Value::from(vec![1, 2]));
        context.insert_value(ANSWERS, Value::from(answers));
        assert_eq!(tera.render("b.html", &context).unwrap(), "a 2");
    }
}
