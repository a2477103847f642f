//! Why an output is written, in an editor's words.
//!
//! Takes what was done, gives lines. Prints nothing.

use crate::base::path::OutPath;
use crate::compile::plan::sources::sources;
use crate::disk::emit::Change;
use crate::disk::ledger::Why;

use super::load::Loaded;
use super::summary::number;
use super::write::Because;

/// How many files are named of those that an output is made from.
const NAMED: usize = 3;

/// A line for each file that is written or deleted; with the reason and the files it is made from, where
/// that is asked for.
pub(super) fn doings(
    loaded: &Loaded,
    changes: &[(OutPath, Change, Because)],
    deleted: &[String],
    explain: bool,
) -> Vec<String> {
    let written = changes.iter().map(|(path, _, because)| {
        if explain {
            format!("write   {path}   {}{}", reason(because), made_from(loaded, path))
        } else {
            format!("write   {path}")
        }
    });
    let deleted = deleted.iter().map(|path| {
        if explain {
            format!("delete  {path}   no longer part of the site")
        } else {
            format!("delete  {path}")
        }
    });
    written.chain(deleted).collect()
}

/// Why an output is written.
pub(super) fn reason(because: &Because) -> String {
    match because.why {
        Why::New => "new".to_owned(),
        Why::Touched => "its file is not as the last build left it".to_owned(),
        Why::Unknown => "its content changed".to_owned(),
        Why::Changed(_) if because.parts.is_empty() => "its content changed".to_owned(),
        Why::Changed(_) => {
            let mut words: Vec<String> = Vec::new();
            for part in because.parts.iter().map(|part| part_in_words(part)) {
                if !words.contains(&part) {
                    words.push(part);
                }
            }
            format!("changed: {}", words.join(", "))
        }
    }
}

/// A part of a key, as an editor would call it.
fn part_in_words(part: &str) -> String {
    let words = match part {
        "templates" => "its template",
        "site" => "what every page shows",
        "page" => "its title, address or description",
        "content" => "its content",
        "article" => "the article itself",
        "previous" | "next" => "the briefing before or after it",
        "more" => "other briefings on its parties",
        "related" => "what readers may also like",
        "thread" => "the story that it is a part of",
        "list" | "cards_html" | "latest_html" | "articles_html" => "the briefings listed on it",
        "body_html" => "its text",
        "told" => "what it tells",
        "mentioned_html" => "the briefings that mention it",
        "rows_html" => "the deals listed on it",
        "notices" => "the corrections on it",
        "groups" => "its entries",
        "supplies" => "who supplies it with what",
        "sells_to" | "sells_to_count" => "whom it sells to",
        "buys_from" | "buys_from_count" => "whom it buys from",
        "partners" | "partners_rest" => "its partners",
        "organisation" => "the organisation's file",
        "lead" => "the lead",
        "answers" => "the answers to what its template asks",
        other => return format!("its {}", other.trim_end_matches("_html").replace('_', " ")),
    };
    words.to_owned()
}

/// The files that an output is made from, the first few by name.
fn made_from(loaded: &Loaded, path: &OutPath) -> String {
    let Some(planned) = loaded.plan.outputs.get(path) else { return String::new() };
    let files = sources(planned, &loaded.site, &loaded.config);
    let mut names: Vec<String> = files.iter().take(NAMED).map(ToString::to_string).collect();
    if files.len() > NAMED {
        names.push(format!("{} more", number(files.len() - NAMED)));
    }
    if names.is_empty() { String::new() } else { format!("; made from {}", names.join(", ")) }
}
