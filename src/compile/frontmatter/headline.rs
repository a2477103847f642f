//! What every file with a text has at its head: a title or name, and what stands for it if it is
//! missing; slug, language, status.
//!
//! Takes the reader of a file, gives checked values.

use crate::base::diagnostic::{Code, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::base::slug;
use crate::base::source::line_range;
use crate::model::article::Status;
use crate::model::body::Body;
use crate::model::data::Data;

use super::fault::Fault;
use super::fence;
use super::identifiers;
use super::mend;
use super::reader::{At, Reader};
use super::when;

/// Warns where YAML ends a bare text early: `The #1 vendor` is `The`.
pub(super) fn cut_by_comment(reader: &mut Reader, key: &'static str) {
    let file = reader.file;
    let front = fence::find(&file.text).and_then(|front| file.text.get(front.yaml));
    // Nearly no file has any, and the places of values take time.
    if front.is_none_or(|yaml| memchr::memmem::find(yaml.as_bytes(), b" #").is_none()) {
        return;
    }
    let at = At::Top(key);
    if !reader.written(at).is_some_and(|(_, bare)| bare) {
        return;
    }
    let Some(range) = reader.places().value(&at.path()).map(|node| node.range.clone()) else { return };
    let line = line_range(&file.text, range.end);
    let rest = file.text.get(range.end..line.end).unwrap_or_default();
    // `# words` behind a blank is a comment that was meant; `#1` belongs to the text.
    let cut = rest.starts_with([' ', '\t']) && is_text_with_hash(rest.trim_start());
    if range.is_empty() || range.start < line.start || !cut {
        return;
    }
    let whole = file.text.get(range.start..line.end).unwrap_or_default();
    let whole = whole.find(" # ").map_or(whole, |comment| &whole[..comment]).trim_end();
    let before = file.text.get(line.start..range.start).unwrap_or_default();
    let message = format!("` #` begins a comment, so this {key} ends before it");
    let mended = format!("{before}{}", mend::quoted(whole));
    let finding = reader.finding(Code::CommentInValue, at, message).mended(mended);
    reader.report(
        finding.help(
            "if it belongs to the text, put all of it in quotes; a comment stands on a line of its own",
        ),
    );
}

/// Whether this begins like `#1`, not like `# a comment`.
fn is_text_with_hash(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|rest| rest.starts_with(|ch: char| !ch.is_whitespace() && ch != '#'))
}

/// The title of an article or page; an error if there is none.
pub(super) fn title(reader: &mut Reader, body: &Body) -> Option<String> {
    let at = At::Top("title");
    cut_by_comment(reader, "title");
    let title = match reader.take("title") {
        Some(Data::Text(text)) => {
            if looks_like_date(&text) && reader.written(at).is_some_and(|(_, bare)| bare) {
                bare_title(reader, text.trim());
            }
            mend::one_line(&text)
        }
        Some(value @ (Data::Int(_) | Data::Float(_) | Data::Bool(_))) => {
            let text = reader.as_text(at, value)?;
            bare_title(reader, &text);
            text
        }
        Some(other) => {
            reader.wrong_type(at, &other, "text");
            return None;
        }
        None => String::new(),
    };
    if title.is_empty() {
        missing_title(reader, body);
        return None;
    }
    if let Some(plain) = without_tags(&title) {
        let message = "HTML in a title is shown as text";
        let mut finding = reader.finding(Code::HtmlInTitle, at, message);
        finding.mended = reader.line_with(at, &plain);
        reader.report(finding);
    }
    Some(title)
}

fn looks_like_date(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_digit()) && when::date_in_name(text.trim()).is_some()
}

fn bare_title(reader: &mut Reader, text: &str) {
    let at = At::Top("title");
    let finding = reader.finding(Code::BareTitle, at, format!("the title `{text}` is read as text"));
    let mut finding = finding.help("put it in quotes, so that it is meant to be text");
    finding.mended = reader.line_with_yaml(at, &mend::quoted(text));
    reader.report(finding);
}

fn missing_title(reader: &mut Reader, body: &Body) {
    let all_comment = commented_out(reader, "title");
    let path = &reader.file.path;
    let (title, from) = match body.headings.first() {
        _ if all_comment.is_some() => (all_comment.unwrap_or_default(), "behind `#`, which begins a comment"),
        Some(heading) => (heading.text.trim().to_owned(), "the first heading"),
        None => (words_of(path), "the file's name"),
    };
    let line = (!title.is_empty()).then(|| format!("title: {}", mend::scalar(&title)));
    let help = match &line {
        Some(_) => format!("add a line with the title; this one is {from}"),
        None => "add a line `title: …`".to_owned(),
    };
    let finding = missing(reader, "title", "this file has no title", line);
    reader.report(finding.help(help));
}

/// The text of a key that YAML takes for a comment: `title: #1 vendor`.
fn commented_out(reader: &mut Reader, key: &str) -> Option<String> {
    let text = reader.file.text.as_str();
    let key = reader.places().key(&KeyPath::of(key))?.range.clone();
    let rest = text.get(key.end..line_range(text, key.end).end)?.strip_prefix(':')?.trim();
    is_text_with_hash(rest).then(|| rest.to_owned())
}

/// The name of an organisation, person or topic; an error if there is none.
pub(super) fn name(reader: &mut Reader) -> Option<String> {
    let at = At::Top("name");
    cut_by_comment(reader, "name");
    let name = match reader.take("name") {
        Some(other @ (Data::List(_) | Data::Map(_))) => {
            reader.wrong_type(at, &other, "text");
            return None;
        }
        value => value.and_then(|value| reader.as_text(at, value)),
    };
    if name.is_none() {
        missing_name(reader);
    }
    name.map(|name| mend::one_line(&name))
}

fn missing_name(reader: &mut Reader) {
    let title = reader.extra.iter().find(|(key, _)| key == "title").map(|(_, value)| value.clone());
    let (name, help) = match title {
        Some(Data::Text(title)) => {
            (title, format!("the file of {} has a `name`, not a `title`", reader.kind.noun))
        }
        _ => (words_of(&reader.file.path), "add a line with the name as it is printed".to_owned()),
    };
    let line = (!name.is_empty()).then(|| format!("name: {}", mend::scalar(&name)));
    let finding = missing(reader, "name", "this file has no name", line);
    reader.report(finding.help(help));
}

/// A finding that a key is missing, at the key if it is there without a value, else where its line
/// should be added.
pub(super) fn missing(reader: &mut Reader, key: &str, message: &str, line: Option<String>) -> Finding {
    let path = KeyPath::of(key);
    let there = reader.places().key(&path).is_some();
    let text = reader.file.text.as_str();
    let front = fence::find(text).map(|front| line_range(text, front.yaml.start.saturating_sub(1)));
    let place = match &front {
        _ if there => Place::key(path),
        Some(opening) => Place::at(opening.clone()),
        None => Place::File,
    };
    let finding = Finding::new(Code::MissingKey, &reader.file.path, place, message);
    match (front, line) {
        (_, None) => finding,
        (_, Some(line)) if there => finding.mended(line),
        (Some(_), Some(line)) => finding.mended(format!(
            "---
{line}"
        )),
        (None, Some(line)) => finding.help(format!("begin the file with `---`, `{line}` and another `---`")),
    }
}

/// The words of a file's name, without a date: `2020-06-16-nokia-wins.md` is `Nokia wins`.
fn words_of(path: &SourcePath) -> String {
    let stem = stem_of(path);
    let rest = when::date_in_name(stem).map_or(stem, |(_, rest)| rest);
    let words = mend::one_line(&rest.replace(['-', '_'], " "));
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The name that stands for a file: of `2016-01-04-news/index.md` it is the folder's.
pub(super) fn stem_of(path: &SourcePath) -> &str {
    let stem = path.stem();
    if stem == "index" || stem.starts_with("index.") {
        path.folder().rsplit('/').next().unwrap_or(stem)
    } else {
        stem
    }
}

/// The text without HTML tags, if there are any.
fn without_tags(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let inside = &rest[open + 1..];
        let is_tag = inside.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '/');
        let Some(close) = inside.find('>') else { break };
        if is_tag {
            plain.push_str(&rest[..open]);
            rest = &inside[close + 1..];
        } else {
            plain.push_str(&rest[..=open]);
            rest = inside;
        }
    }
    plain.push_str(rest);
    (plain.len() < text.len()).then(|| mend::one_line(&plain))
}

/// The sentence that sums it up.
pub(super) fn standfirst(reader: &mut Reader) -> Option<String> {
    cut_by_comment(reader, "standfirst");
    reader.text("standfirst")
}

/// The last part of the address.
pub(super) fn slug(reader: &mut Reader) -> Option<String> {
    let text = reader.line("slug")?;
    let slug = slug::slug(&text, &reader.config.language);
    if slug.is_empty() {
        let message = format!("`{text}` has no letter or digit that an address could have");
        reader.fault(
            At::Top("slug"),
            Fault::new(Code::BadSlug, message).help("write letters, digits and hyphens"),
        );
        return None;
    }
    Some(slug)
}

/// The language, where it is not the site's.
pub(super) fn language(reader: &mut Reader) -> Option<String> {
    let tag = reader.text("language")?;
    match identifiers::language_tag(&tag) {
        Ok(()) => Some(tag),
        Err(fault) => {
            reader.fault(At::Top("language"), fault);
            None
        }
    }
}

/// Whether the piece may be published; of `status`, `draft` and `published` the strictest counts.
pub(super) fn status(reader: &mut Reader) -> Status {
    let draft = reader.flag("draft") == Some(true);
    let unpublished = reader.flag("published") == Some(false);
    let all = ["usable", "draft", "hold", "withdrawn"];
    // A page that is no article has nothing that could stand in its place.
    let known = if reader.kind.keys.contains(&"withdrawn") { &all[..] } else { &all[..3] };
    match reader.choice("status", known) {
        Some(2) => Status::Hold,
        _ if draft || unpublished => Status::Draft,
        Some(1) => Status::Draft,
        Some(3) => Status::Withdrawn,
        _ => Status::Usable,
    }
}

/// A web address at this place.
pub(super) fn web_address(reader: &mut Reader, at: At, text: String) -> Option<String> {
    checked(reader, at, text, identifiers::web_address)
}

/// A text that is checked at this place; `None` where it is at fault.
pub(super) fn checked(
    reader: &mut Reader,
    at: At,
    text: String,
    check: fn(&str) -> Result<(), Fault>,
) -> Option<String> {
    match check(&text) {
        Ok(()) => Some(text),
        Err(fault) => {
            reader.fault(at, fault);
            None
        }
    }
}

/// A web address under this key.
pub(super) fn address(reader: &mut Reader, key: &'static str) -> Option<String> {
    let text = reader.text(key)?;
    web_address(reader, At::Top(key), text)
}

/// Old addresses that lead here.
pub(super) fn old_paths(reader: &mut Reader) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for (index, text) in reader.texts("aliases").into_iter().enumerate() {
        match identifiers::site_path(&text) {
            Ok(path) if paths.contains(&path) => {}
            Ok(path) => paths.push(path),
            Err(fault) => reader.fault(At::Item(&At::Top("aliases"), index), fault),
        }
    }
    paths
}
