//! What a site decides about its Markdown, and what that means for the parser.
//!
//! Takes plain switches, gives pulldown-cmark's options. Must not know the configuration file.

use pulldown_cmark::{CodeBlockKind, Options};

use crate::model::config::RawHtml;

/// What a site decides about its Markdown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MarkdownOptions {
    /// Whether plain quotes and dashes become typographic ones.
    pub smart_punctuation: bool,
    /// What happens to HTML in Markdown.
    pub raw_html: RawHtml,
    /// The words after a fence that make the block a placing one: what it names stands in its place.
    pub placing: &'static [&'static str],
}

/// The syntax that every body may use. Smart punctuation is not among it: it changes characters,
/// never the structure, so that a body has the same headings, links and notes with and without.
pub(super) const SYNTAX: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// The word after the fence of a block, if the block is a placing one.
pub(super) fn placing_word(kind: &CodeBlockKind<'_>, placing: &[&'static str]) -> Option<&'static str> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let word = info.split_whitespace().next()?;
    placing.iter().copied().find(|placing| *placing == word)
}

/// The syntax with or without smart punctuation.
pub(super) fn syntax(smart: bool) -> Options {
    if smart { SYNTAX.union(Options::ENABLE_SMART_PUNCTUATION) } else { SYNTAX }
}
