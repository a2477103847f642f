//! A YAML reader's complaint in the writer's words: what is wrong, where it really is, and the line
//! as it should be.
//!
//! Takes the lines of the front matter and the reader's complaint as plain text, gives one finding.
//! Knows nothing of what the keys mean. Rules for the commonest faults are in `mistakes.rs`.

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::source::SourceFile;
use crate::model::data::Data;

use super::line::{self, Line};
use super::mend;
use super::mistakes;

/// What the YAML reader is told to say of too much content, too deep nesting and keys that are no text.
pub(super) const TOO_LARGE: &str = "dateline: too large";
pub(super) const TOO_DEEP: &str = "dateline: too deep";
pub(super) const KEY_EXPECTED: &str = "dateline: a key";

/// A complaint: its words, and its place in the front matter, both from 1; 0 where it gives none.
pub(super) struct Trouble {
    pub(super) problem: String,
    pub(super) line: usize,
    pub(super) column: usize,
    /// Where the thing begins that is being read: `while scanning a quoted scalar at line 1 column 4`.
    pub(super) context: String,
    pub(super) context_line: usize,
    pub(super) context_column: usize,
}

impl Trouble {
    pub(super) fn new(message: &str, line: usize, column: usize) -> Self {
        let (problem, context) = message.split_once(", while ").unwrap_or((message, ""));
        let (context, context_line, context_column) = place_in(context).unwrap_or((context, line, column));
        Self {
            problem: place_in(problem).map_or(problem, |(text, ..)| text).to_owned(),
            line,
            column,
            context: context.to_owned(),
            context_line,
            context_column,
        }
    }
}

/// Takes `… at line 1 column 4` apart.
fn place_in(text: &str) -> Option<(&str, usize, usize)> {
    let (text, place) = text.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    Some((text, line.parse().ok()?, column.parse().ok()?))
}

/// A mistake in one line of the front matter; lines and columns from 0, columns in characters.
pub(super) struct Mistake {
    pub(super) code: Code,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end: Option<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) mended: Option<String>,
}

impl Mistake {
    pub(super) fn new(code: Code, line: usize, column: usize, message: impl Into<String>) -> Self {
        Self { code, line, column, end: None, message: message.into(), help: None, mended: None }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn mended(mut self, line: impl Into<String>) -> Self {
        self.mended = Some(line.into());
        self
    }

    /// Only these many characters are meant.
    pub(super) fn wide(mut self, characters: usize) -> Self {
        self.end = Some(self.column + characters);
        self
    }
}

/// A line that is no key: it may be one without its colon.
pub(super) fn no_colon(lines: &[&str], index: usize) -> Mistake {
    let text = lines.get(index).copied().unwrap_or_default();
    let indent = Line::of(text).indent;
    match line::with_colon(text) {
        Some((key, mended)) => {
            let message = format!("a colon is missing after `{key}`");
            Mistake::new(Code::YamlSyntax, index, indent, message).mended(mended)
        }
        None => {
            let message = "this line is neither a key with a colon nor indented under one";
            Mistake::new(Code::YamlSyntax, index, indent, message)
        }
    }
}

/// A line of text behind keys and a blank line: the front matter should have ended above it.
pub(super) fn text_below(lines: &[&str], index: usize) -> Option<Mistake> {
    let text = *lines.get(index)?;
    let (keys, blank) = (lines.get(..index.checked_sub(1)?)?, lines.get(index - 1)?);
    let is_text = text.starts_with(char::is_alphanumeric)
        && !Line::of(text).starts_something()
        && text.contains(' ')
        && line::with_colon(text).is_none();
    let last = keys.iter().map(|text| Line::of(text)).rfind(|line| line.key.is_some())?;
    if !is_text || !blank.trim().is_empty() || last.value.starts_with(['|', '>', '"', '\'']) {
        return None;
    }
    let message = "this looks like the text of the article, but the front matter is still open";
    Some(
        Mistake::new(Code::YamlSyntax, index, 0, message)
            .help("is a line `---` missing above it? a later `---` closes the front matter only there")
            .mended(format!("---\n{text}")),
    )
}

/// A second document, or keys in several columns, which read as one.
pub(super) fn second_document(lines: &[&str]) -> Option<Mistake> {
    let begins = |line: &&str| line.starts_with("---") || line.starts_with("...");
    if let Some(line) = (1..lines.len()).find(|&index| begins(&lines[index])) {
        let message = "this line begins a second document; only one is read";
        let help = "a line that closes the front matter is `---` and nothing else";
        return Some(Mistake::new(Code::YamlSyntax, line, 0, message).help(help).mended("---"));
    }
    let first = lines.iter().position(|line| line.starts_with(' '))?;
    let indent = Line::of(lines[first]).indent;
    let outside = (first..lines.len()).find(|&index| {
        let line = Line::of(lines[index]);
        line.starts_something() && line.indent < indent
    });
    // One line against several: the odd one out is shown.
    if let Some(index) = outside.filter(|index| *index > first + 1) {
        let message = "this key begins in another column than the keys it belongs to";
        let mended = format!("{}{}", " ".repeat(indent), lines[index].trim_start());
        let column = Line::of(lines[index]).indent;
        return Some(Mistake::new(Code::YamlSyntax, index, column, message).mended(mended));
    }
    let message = "this line is indented, but the keys after it are not";
    Some(Mistake::new(Code::YamlSyntax, first, 0, message).mended(lines[first].trim_start()))
}

/// A tab in the indentation, or where the YAML reader complains of one.
pub(super) fn tab(text: &str, index: usize, complained: bool) -> Option<Mistake> {
    let indent: String = text.chars().take_while(|ch| ch.is_whitespace()).collect();
    if !indent.contains('\t') && !complained {
        return None;
    }
    let column = text.chars().position(|ch| ch == '\t')?;
    let mended = format!("{}{}", indent.replace('\t', "  "), text.trim_start()).replace('\t', " ");
    let message = "a tab stands here; YAML is indented with blanks";
    let help = "set your editor to insert blanks for tabs in this file";
    Some(Mistake::new(Code::YamlTab, index, column, message).wide(1).help(help).mended(mended))
}

/// The finding for a front matter of more than is read.
pub(super) fn too_large(file: &SourceFile, start: usize) -> Finding {
    let message = "this front matter is larger than 64 KB, or nested deeper than 32 levels";
    Finding::new(Code::FrontMatterTooLarge, &file.path, line_place(&file.text, start, 1), message)
        .help("put data of that size into a file of its own, and text below the closing `---`")
}

/// The finding for a complaint about the YAML that begins at byte `start` of the file.
pub(super) fn explain(file: &SourceFile, start: usize, yaml: &str, trouble: &Trouble) -> Finding {
    if trouble.problem.contains("recursion limit") || trouble.problem.contains(TOO_DEEP) {
        let message = "this is nested deeper than 32 levels";
        let place = line_place(&file.text, start, trouble.line);
        return Finding::new(Code::FrontMatterTooLarge, &file.path, place, message)
            .help("write it flatter; a list in a list in a list is rarely meant");
    }
    if trouble.problem.contains("repetition limit") || trouble.problem.contains(TOO_LARGE) {
        let message = "the aliases (`*name`) here repeat so much that the front matter grows without bounds";
        return Finding::new(
            Code::FrontMatterTooLarge,
            &file.path,
            line_place(&file.text, start, 1),
            message,
        )
        .help("write the values out, or take the aliases away");
    }
    let lines: Vec<&str> = yaml.split('\n').collect();
    let mistake = mistakes::find(&lines, trouble).unwrap_or_else(|| in_general(&lines, trouble));
    let place = place_of(start, &lines, &mistake);
    let mut finding = Finding::new(mistake.code, &file.path, place, mistake.message);
    finding.mended = mistake.mended;
    finding.help.extend(mistake.help);
    finding
}

/// A complaint for which there is no rule: its own words, turned into ours.
fn in_general(lines: &[&str], trouble: &Trouble) -> Mistake {
    let message = match trouble.problem.as_str() {
        text if text.contains("control character") => "a control character stands in the front matter",
        text if text.contains("unknown anchor") => "`*` begins a reference, and nothing here has that name",
        text if text.contains("did not find expected key") => {
            "a key is expected here: the line may be indented wrongly, or a value above may need quotes"
        }
        text if text.contains("expected node content") => "a value is expected here",
        text if text.contains("unexpected end of stream") => "the front matter ends in the middle of a value",
        text if text.contains("escape") => {
            "this escape (`\\…`) is unknown; in double quotes, write `\\\\` for a backslash"
        }
        text if text.contains("tag") => "`!` begins a tag, and this is none; put the value in quotes",
        text if text.contains("mapping keys are not allowed") => "`? ` begins a key, which cannot stand here",
        text if text.contains(KEY_EXPECTED) => "a key must be text; here it is a list or a map",
        _ => "this line cannot be read as YAML",
    };
    let line = trouble.line.clamp(1, lines.len().max(1)) - 1;
    if lines.get(line).is_none_or(|text| text.trim().is_empty()) {
        // Complained of at the very end: the last line that says something is meant.
        let last = (0..line).rev().find(|&index| !lines[index].trim().is_empty()).unwrap_or(line);
        return Mistake::new(Code::YamlSyntax, last, 0, message).help("the value here may lack its end");
    }
    let help = match trouble.problem.as_str() {
        text if text.contains(KEY_EXPECTED) => "a key with punctuation in it needs quotes: `\"key\": value`",
        text if text.contains("unknown anchor") => "mark the value that is meant with `&` and the same name",
        _ => "a value with punctuation in it is safe in quotes: `key: \"value\"`",
    };
    Mistake::new(Code::YamlSyntax, line, trouble.column.saturating_sub(1), message).help(help)
}

/// From the mistake's column to the end of its line.
fn place_of(start: usize, lines: &[&str], mistake: &Mistake) -> Place {
    let before: usize = lines.iter().take(mistake.line).map(|line| line.len() + 1).sum();
    let line = lines.get(mistake.line).copied().unwrap_or_default();
    let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let (from, to) = (byte(mistake.column), mistake.end.map_or(line.trim_end().len(), byte));
    Place::at(start + before + from..start + before + to.max(from))
}

/// A whole line of the front matter, counted from 1.
fn line_place(text: &str, start: usize, line: usize) -> Place {
    let rest = text.get(start..).unwrap_or_default();
    let before: usize = rest.split('\n').take(line.saturating_sub(1)).map(|line| line.len() + 1).sum();
    let at = (start + before).min(text.len());
    Place::at(crate::base::source::line_range(text, at))
}

/// The finding for a front matter that is YAML, but not keys and values.
pub(super) fn not_a_map(file: &SourceFile, start: usize, yaml: &str, data: &Data) -> Finding {
    let lines: Vec<&str> = yaml.split('\n').collect();
    let line = lines.iter().position(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let line = line.unwrap_or_default();
    let written = lines.get(line).copied().unwrap_or_default();
    let kind = match data {
        Data::List(_) => "a list",
        Data::Null => "nothing (`null`)",
        _ => "text",
    };
    let place = line_place(&file.text, start, line + 1);
    let message = format!("this is {kind}, not keys with values");
    let finding = Finding::new(Code::FrontMatterNotMap, &file.path, place, message);
    if let Some(mended) = mistakes::blank_after_colon(written) {
        return finding.mended(mended).help("put a blank after the colon");
    }
    match data {
        Data::List(_) => match written.trim_start().strip_prefix("- ") {
            Some(rest) if rest.contains(':') => {
                finding.mended(rest).help("take the `- ` before the keys away")
            }
            _ => finding.help("give the list a key: `topics:` on the line above it"),
        },
        Data::Text(_) => {
            let title = format!("title: {}", mend::scalar(written.trim()));
            finding
                .mended(title)
                .help("if the lines are no front matter but rules around text, use `***` for a rule")
        }
        _ => finding.help("write `title: …` and `date: …`, each on a line of its own"),
    }
}
