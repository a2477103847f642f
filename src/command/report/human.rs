//! Diagnostics for people, in the shape that compilers made familiar: what is wrong, the line, and
//! what to write instead.
//!
//! Takes sorted diagnostics and whether colours are wanted. Must not know which command was run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use crate::base::diagnostic::{Code, Diagnostic, Severity, Spot};
use crate::base::path::SourcePath;

use super::advice;

/// How many diagnostics of one code are shown in full, unless all are asked for.
const SHOWN: usize = 10;
/// The width in columns beyond which a line is cut around what it is about.
const WIDTH: usize = 160;

/// Whether a stream shows colours: a terminal that can, where `NO_COLOR` is not set.
pub fn colours(stream: &impl RawStream) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// Writes each diagnostic with its line, a blank line after each. `prefix` is the way from where
/// the program was started to the site's folder, empty or with a slash at its end. Of one code the
/// first ten are written and the others counted, unless `all` are wanted.
///
/// # Errors
/// The stream cannot be written, or was closed by its reader.
pub fn write(
    diagnostics: &[Diagnostic],
    prefix: &str,
    colours: bool,
    all: bool,
    to: &mut dyn Write,
) -> io::Result<()> {
    let most = if all { usize::MAX } else { SHOWN };
    let renderer = if colours { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let renderer = renderer.term_width(WIDTH).decor_style(DecorStyle::Ascii);
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = seen.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= most {
            writeln!(to, "{}\n", renderer.render(&[group(diagnostic, prefix)]))?;
        }
    }
    for (code, count) in seen.into_iter().filter(|&(_, count)| count > most) {
        writeln!(to, "… and {} more `{}`; `-v` shows all\n", count - most, code.as_str())?;
    }
    Ok(())
}

fn group<'a>(diagnostic: &'a Diagnostic, prefix: &str) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.as_str())
        .element(place(path(prefix, &diagnostic.file), &diagnostic.spot, AnnotationKind::Primary, None));
    for related in &diagnostic.related {
        let path = path(prefix, &related.file);
        group = if is_shown(&related.spot) {
            group.element(place(path, &related.spot, AnnotationKind::Context, Some(&related.note)))
        } else {
            let note = format!("{path}:{}: {}", related.spot.line, related.note);
            group.element(Level::NOTE.message(normalize_untrusted_str(&note)))
        };
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
    }
    if let Some(mended) = &diagnostic.mended {
        group = group.element(Level::HELP.with_name("write").message(normalize_untrusted_str(mended)));
    }
    group
}

/// Names and notes are cleaned here: the renderer only cleans titles and lines.
fn path(prefix: &str, file: &SourcePath) -> String {
    normalize_untrusted_str(&advice::path(prefix, file))
}

/// The path with line and column, and the line itself where there is one.
fn place<'a>(path: String, spot: &'a Spot, kind: AnnotationKind, note: Option<&str>) -> Element<'a> {
    if !is_shown(spot) {
        return Origin::path(path).line(spot.line).char_column(spot.column).into();
    }
    // The renderer counts columns from the start of what it is given, and cuts it by itself.
    let line = "…".repeat(spot.text_start.saturating_sub(1)) + &spot.text;
    let from = byte_of(&line, spot.column);
    let to = byte_of(&line, spot.end_column).max(from);
    let annotation: Annotation<'_> = kind.span(from..to).label(note.map(normalize_untrusted_str));
    Snippet::source(line).path(path).line_start(spot.line).annotation(annotation).into()
}

/// Whether the line has anything to see.
fn is_shown(spot: &Spot) -> bool {
    !spot.text.trim().is_empty()
}

/// The byte at which this column starts; past the end of the line, its end.
fn byte_of(text: &str, column: usize) -> usize {
    text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Finding, Place};
    use std::ops::Range;

    const TEXT: &str = "---\ntitle: Acme: wins 网络 deal\ntitle: Other\n---\n";

    fn spot(text: &str, needle: &str) -> Range<usize> {
        let at = text.find(needle).unwrap();
        at..at + needle.len()
    }

    fn located(finding: Finding, text: &str) -> Diagnostic {
        finding.located(&mut |_, place| match place {
            Place::Bytes(range) => Spot::of(text, range),
            _ => Spot::unknown(),
        })
    }

    fn shown(finding: Finding, text: &str) -> String {
        print(&[located(finding, text)], false)
    }

    fn print(found: &[Diagnostic], colours: bool) -> String {
        let mut out = Vec::new();
        write(found, "", colours, false, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn finding(code: Code, place: Place) -> Finding {
        Finding::new(code, &SourcePath::new("content/a.md"), place, "a value with a colon needs quotes")
    }

    #[test]
    fn a_diagnostic_shows_the_line_and_the_line_as_it_should_be() {
        let found = finding(Code::UnquotedColon, Place::at(spot(TEXT, "Acme: wins")))
            .help("or leave the colon out")
            .mended("title: \"Acme: wins\"");
        insta::assert_snapshot!(shown(found, TEXT), @r#"
        error[unquoted-colon]: a value with a colon needs quotes
         --> content/a.md:2:8
          |
        2 | title: Acme: wins 网络 deal
          |        ^^^^^^^^^^
          |
          = help: or leave the colon out
          = write: title: "Acme: wins"
        "#);
    }

    #[test]
    fn carets_stand_under_what_they_mean_behind_wide_letters_and_at_the_end_of_a_line() {
        let after_wide = finding(Code::UnquotedColon, Place::at(spot(TEXT, "deal")));
        insta::assert_snapshot!(shown(after_wide, TEXT), @r#"
        error[unquoted-colon]: a value with a colon needs quotes
         --> content/a.md:2:22
          |
        2 | title: Acme: wins 网络 deal
          |                        ^^^^
        "#);
        let nothing = finding(Code::MissingKey, Place::at(spot(TEXT, "\ntitle: O")));
        insta::assert_snapshot!(shown(nothing, TEXT), @r#"
        error[missing-key]: a value with a colon needs quotes
         --> content/a.md:2:26
          |
        2 | title: Acme: wins 网络 deal
          |                            ^
        "#);
        let past_the_end =
            Spot { line: 9, column: 70, end_column: 75, text: "short".to_owned(), ..Spot::unknown() };
        let found = Diagnostic { spot: past_the_end, ..located(finding(Code::BadDate, Place::File), "") };
        assert!(print(&[found], false).contains("9 | short\n"));
    }

    #[test]
    fn other_places_follow_with_their_notes() {
        let file = SourcePath::new("content/a.md");
        let found = finding(Code::DuplicateKey, Place::at(spot(TEXT, "title: O")))
            .related(&file, Place::at(spot(TEXT, "title: A")), "the first is here")
            .related(&SourcePath::new("content/b.md"), Place::File, "this file has one too");
        insta::assert_snapshot!(shown(found, TEXT), @r#"
        error[duplicate-key]: a value with a colon needs quotes
         --> content/a.md:3:1
          |
        3 | title: Other
          | ^^^^^^^^
          |
         ::: content/a.md:2:1
          |
        2 | title: Acme: wins 网络 deal
          | -------- the first is here
          |
          = note: content/b.md:1: this file has one too
        "#);
    }

    #[test]
    fn a_file_without_a_text_is_only_named() {
        insta::assert_snapshot!(shown(finding(Code::EmptyFile, Place::File), TEXT), @r#"
        error[empty-file]: a value with a colon needs quotes
        --> content/a.md:1:1
        "#);
    }

    #[test]
    fn a_long_line_is_cut_around_what_it_is_about() {
        let text = format!("{}x: y{}", "abc ".repeat(3000), " def".repeat(3000));
        let shown = shown(finding(Code::UnquotedColon, Place::at(spot(&text, "x: y"))), &text);
        assert!(shown.contains(" --> content/a.md:1:12001\n"), "{shown}");
        assert!(shown.contains(" abc x: y def "), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() <= WIDTH + 10), "{shown}");
    }

    #[test]
    fn nothing_that_a_file_holds_reaches_the_terminal_as_a_command() {
        let text = "\ta\u{1b}[31mb\u{202e}c";
        let found =
            Finding::new(Code::UnknownKey, &SourcePath::new("content/\u{1b}[2J.md"), Place::at(1..2), text)
                .help(text)
                .mended(text)
                .related(&SourcePath::new("\u{1b}x"), Place::File, text)
                .related(&SourcePath::new("\u{1b}x"), Place::at(1..2), text);
        let shown = shown(found, text);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    }

    #[test]
    fn colours_are_there_only_when_asked_for() {
        let found = [located(finding(Code::UnquotedColon, Place::at(4..9)), TEXT)];
        assert!(print(&found, true).contains("\u{1b}["));
        assert!(!print(&found, false).contains('\u{1b}'));
    }

    #[test]
    fn after_ten_of_one_kind_the_rest_is_counted_unless_all_are_asked_for() {
        let many = |code, count| vec![located(finding(code, Place::File), ""); count];
        let found = [many(Code::BrokenLink, 12), many(Code::SecondH1, 10)].concat();
        let shown = print(&found, false);
        assert_eq!(shown.matches("warning[broken-link]").count(), 10);
        assert_eq!(shown.matches("warning[second-h1]").count(), 10);
        assert!(shown.ends_with("\n\n… and 2 more `broken-link`; `-v` shows all\n\n"), "{shown}");
        let mut all = Vec::new();
        write(&found, "", false, true, &mut all).unwrap();
        let all = String::from_utf8(all).unwrap();
        assert_eq!((all.matches("warning[broken-link]").count(), all.contains("more")), (12, false));
    }
}
