//! The commonest mistakes in YAML by hand, each recognised by its lines and what the YAML reader
//! complains of, with the mended line.
//!
//! Takes lines and the complaint, gives a [`Mistake`] or nothing. Pure text; knows no files.

use crate::base::diagnostic::Code;

use super::line::{Line, Quote};
use super::mend;
use super::syntax::{self, KEY_EXPECTED, Mistake, Trouble};

/// What every rule looks at.
struct Case<'a> {
    lines: &'a [&'a str],
    trouble: &'a Trouble,
    /// The line that is complained of, from 0.
    at: usize,
}

impl<'a> Case<'a> {
    fn says(&self, words: &str) -> bool {
        self.trouble.problem.contains(words)
    }

    fn line(&self, index: usize) -> Line<'a> {
        Line::of(self.lines.get(index).copied().unwrap_or_default())
    }

    /// The nearest line above that is not blank.
    fn above(&self, index: usize) -> Option<usize> {
        (0..index.min(self.lines.len())).rev().find(|&line| !self.lines[line].trim().is_empty())
    }
}

/// The rules, the surest first.
const RULES: &[fn(&Case) -> Option<Mistake>] = &[
    document,
    tab,
    template,
    open_quote,
    after_quote,
    no_blank,
    late,
    colon,
    not_indented,
    list,
    start,
    bracket,
];

/// The mistake behind a complaint, if it is a common one.
pub(super) fn find(lines: &[&str], trouble: &Trouble) -> Option<Mistake> {
    let at = trouble.line.clamp(1, lines.len().max(1)) - 1;
    let case = Case { lines, trouble, at };
    RULES.iter().find_map(|rule| rule(&case))
}

fn document(case: &Case) -> Option<Mistake> {
    if case.says("more than one document") { syntax::second_document(case.lines) } else { None }
}

fn tab(case: &Case) -> Option<Mistake> {
    syntax::tab(case.lines.get(case.at)?, case.at, case.says("tab character"))
}

fn template(case: &Case) -> Option<Mistake> {
    let is_markup = |line: &Line| line.value.starts_with("{{") || line.value.starts_with("{%");
    let usual = is_markup(&case.line(case.at)).then_some(case.at);
    let index = usual.or_else(|| {
        let anywhere = (0..case.lines.len()).find(|&index| is_markup(&case.line(index)));
        if case.says(KEY_EXPECTED) { anywhere } else { None }
    })?;
    let line = case.line(index);
    let message =
        "a value that begins with `{{` or `{%` is markup of another template language, which is not run here";
    let help = "write the value itself, or put it in quotes to keep it as text";
    Some(
        Mistake::new(Code::YamlSyntax, index, line.column, message)
            .help(help)
            .mended(line.with_quoted_value()),
    )
}

/// A quote that is not closed on its line, where the next line begins something new.
fn open_quote(case: &Case) -> Option<Mistake> {
    let from = if case.says("end of stream") { case.lines.len() } else { case.at + 1 };
    let (index, line) = (0..from.min(case.lines.len())).rev().map(|index| (index, case.line(index))).find(
        |(index, line)| {
            let next = case.line(index + 1);
            let ends = index + 1 >= case.lines.len() || next.text.trim().is_empty();
            matches!(line.quote(), Some(Quote::Open))
                && (ends || (next.indent <= line.indent && next.starts_something()))
        },
    )?;
    let quote = line.value.chars().next()?;
    let message = format!("the quote {quote} that opens here is never closed");
    let mended = format!("{}{quote}", line.text.trim_end());
    Some(Mistake::new(Code::YamlSyntax, index, line.column, message).mended(mended))
}

/// Something after the quote that closes: a comma, or text because a quote stands in the text.
fn after_quote(case: &Case) -> Option<Mistake> {
    let line = case.line(case.at);
    let Some(Quote::Closed(rest)) = line.quote() else { return None };
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    let column = line.text.chars().count() - rest.chars().count();
    if rest == "," {
        let message = "a comma stands after the value; items and keys on lines of their own need none";
        let mended = line.text.trim_end().trim_end_matches(',').to_owned();
        return Some(Mistake::new(Code::YamlSyntax, case.at, column, message).wide(1).mended(mended));
    }
    let message = "text follows the quote that closes the value";
    let help = "quotes in a value need other quotes around all of it";
    Some(Mistake::new(Code::YamlSyntax, case.at, column, message).help(help).mended(line.with_quoted_value()))
}

/// `title:Foo`: without a blank after the colon it is one word.
fn no_blank(case: &Case) -> Option<Mistake> {
    if !case.says("could not find expected ':'") && !case.says("mapping values are not allowed") {
        return None;
    }
    let context = case.trouble.context_line.saturating_sub(1);
    let candidates = [Some(context), Some(case.at), case.above(case.at)];
    let (index, mended) = candidates
        .into_iter()
        .flatten()
        .find_map(|index| blank_after_colon(case.lines.get(index)?).map(|mended| (index, mended)))?;
    let column = case.lines[index].chars().position(|ch| ch == ':').unwrap_or_default();
    let message = "a blank is missing after the colon";
    Some(Mistake::new(Code::YamlSyntax, index, column, message).wide(1).mended(mended))
}

/// The line with a blank after its colon, if that is what it lacks.
pub(super) fn blank_after_colon(text: &str) -> Option<String> {
    let line = Line::of(text);
    let (key, rest) = line.value.split_once(':')?;
    let is_key = key.starts_with(char::is_alphabetic)
        && key.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '-'));
    let lacks = line.key.is_none() && is_key && !rest.is_empty() && !rest.starts_with([' ', '/', ':']);
    let before: String = text.chars().take(line.column).collect();
    lacks.then(|| format!("{before}{key}: {rest}"))
}

/// The text below the front matter, where the line that closes it is missing.
fn late(case: &Case) -> Option<Mistake> {
    let context = case.trouble.context_line.saturating_sub(1);
    [context, case.at].into_iter().find_map(|index| syntax::text_below(case.lines, index))
}

fn colon(case: &Case) -> Option<Mistake> {
    if !case.says("mapping values are not allowed") {
        return None;
    }
    let line = case.line(case.at);
    let column = case.trouble.column.saturating_sub(1);
    if line.key.is_some() && column >= line.column {
        let message = "a value with a colon in it needs quotes";
        let found = Mistake::new(Code::UnquotedColon, case.at, column, message).wide(1);
        return Some(found.mended(line.with_quoted_value()));
    }
    let above_at = case.above(case.at)?;
    let above = case.line(above_at);
    if above.indent >= line.indent && !above.starts_something() {
        return Some(syntax::no_colon(case.lines, above_at));
    }
    let message = "this line is indented deeper than the key above it, which has a value already";
    let help = "if it belongs to the text above, put all of that text in quotes";
    let mended = format!("{}{}", " ".repeat(above.indent), line.text.trim_start());
    Some(Mistake::new(Code::YamlSyntax, case.at, line.indent, message).help(help).mended(mended))
}

/// A line of a block (`|`, `>`) at the margin, or a line that is no key at all.
fn not_indented(case: &Case) -> Option<Mistake> {
    if !case.says("could not find expected ':'") {
        return None;
    }
    let index = case.trouble.context_line.saturating_sub(1);
    let line = case.line(index);
    let block = (0..index).rev().map(|above| case.line(above)).find(|above| above.key.is_some());
    let mended = format!("  {}", line.text);
    match block {
        Some(above) if above.value.starts_with(['|', '>']) => {
            let key = above.key.unwrap_or_default();
            let message = format!("this line belongs to the block of `{key}`, but is not indented");
            Some(Mistake::new(Code::YamlSyntax, index, line.indent, message).mended(mended))
        }
        above => {
            let found = syntax::no_colon(case.lines, index);
            let indent = "if it belongs to the value above it, indent it by two blanks";
            Some(if above.is_some() && found.mended.is_none() {
                found.help(indent).mended(mended)
            } else {
                found
            })
        }
    }
}

fn list(case: &Case) -> Option<Mistake> {
    let line = case.line(case.at);
    if case.says("block sequence entries are not allowed") {
        let message = "a list does not begin on the line of its key";
        let item = line.value.strip_prefix("- ").unwrap_or(line.value);
        let before: String = line.text.chars().take(line.column).collect();
        let found = Mistake::new(Code::YamlSyntax, case.at, line.column, message);
        return Some(found.mended(format!("{before}{}", mend::list([item]))));
    }
    if !case.says("did not find expected key") && !case.says("did not find expected '-' indicator") {
        return None;
    }
    let is_item = |index: usize| case.lines[index].trim_start().starts_with("- ");
    if line.text.trim_start().starts_with("- ") {
        let first = (0..case.at).rev().take_while(|&index| case.lines[index].starts_with([' ', '-']));
        let first = first.filter(|&index| is_item(index)).last()?;
        let message = "the items of one list must begin in the same column";
        let mended = format!("{}{}", " ".repeat(case.line(first).indent), line.text.trim_start());
        return Some(Mistake::new(Code::YamlSyntax, case.at, line.indent, message).mended(mended));
    }
    if line.value.starts_with(['[', '{']) && case.trouble.column > line.column {
        let message = "text follows the closing bracket; a value that begins with a bracket needs quotes";
        let column = case.trouble.column.saturating_sub(1);
        let found = Mistake::new(Code::YamlSyntax, case.at, column, message);
        return Some(found.mended(line.with_quoted_value()));
    }
    let above = case.line(case.above(case.at)?);
    let first_key = case.lines.iter().map(|text| Line::of(text)).find(|line| line.key.is_some())?;
    (line.key.is_some() && above.indent != line.indent && line.indent != first_key.indent).then(|| {
        let message = "this key begins in another column than the keys it belongs to";
        let mended = format!("{}{}", " ".repeat(first_key.indent), line.text.trim_start());
        Mistake::new(Code::YamlSyntax, case.at, line.indent, message).mended(mended)
    })
}

/// A value that begins with a character that means something in YAML.
fn start(case: &Case) -> Option<Mistake> {
    let line = case.line(case.at);
    let first = line.value.chars().next()?;
    if case.says("unknown escape") {
        let message = "a backslash in double quotes begins an escape, and this one is unknown";
        let column = case.trouble.column.saturating_sub(1);
        let inner = line.value.trim_matches('"');
        let mended = line.with_value(&format!("'{}'", inner.replace('\'', "''")));
        return Some(Mistake::new(Code::YamlSyntax, case.at, column, message).mended(mended));
    }
    // `<<: *name` means a reference.
    let special = "@`%*&!|>]},?".contains(first) && line.key != Some("<<");
    let meant =
        ["cannot start any token", "alphabetic or numeric", "unknown anchor", "expected node content"];
    let other = ["comment or line break", "mapping keys are not allowed", "non-alphabetical", "tag"];
    if !special || !meant.iter().chain(&other).any(|words| case.says(words)) {
        return None;
    }
    let shown = if first == '`' { "a backquote".to_owned() } else { format!("`{first}`") };
    let message = format!("a value that begins with {shown} needs quotes");
    Some(
        Mistake::new(Code::YamlSyntax, case.at, line.column, message)
            .wide(1)
            .mended(line.with_quoted_value()),
    )
}

fn bracket(case: &Case) -> Option<Mistake> {
    let context = case.trouble.context.as_str();
    let is_open = |text: &str| text.matches('[').count() > text.matches(']').count();
    let open_above = || (0..=case.at).rev().find(|&index| is_open(case.line(index).value));
    let from = (case.trouble.context_line.saturating_sub(1), case.trouble.context_column.saturating_sub(1));
    let (open, close, (index, column)) = match context {
        text if text.contains("flow sequence") => ('[', ']', from),
        text if text.contains("flow mapping") => ('{', '}', from),
        text if text.contains("flow node") => {
            let index = open_above()?;
            ('[', ']', (index, case.line(index).column))
        }
        _ => return None,
    };
    let line = case.line(index);
    let closes = line.text.matches(close).count() >= line.text.matches(open).count();
    if index == case.at || closes {
        let message = format!("a comma or `{close}` is expected here");
        let help = format!(
            "text that begins with `{open}` needs quotes; so do items with quotes or brackets in them"
        );
        let at = case.trouble.column.saturating_sub(1);
        return Some(Mistake::new(Code::YamlSyntax, case.at, at, message).help(help));
    }
    let message = format!("the bracket `{open}` that opens here is never closed");
    let found = Mistake::new(Code::YamlSyntax, index, column, message).wide(1);
    let several = line.text.trim_end().ends_with([',', open]);
    Some(if several { found } else { found.mended(format!("{}{close}", line.text.trim_end())) })
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::{Finding, Spot};
    use crate::base::path::SourcePath;
    use crate::base::source::SourceFile;

    use super::super::yaml::parse;

    /// The code, the line and column in the file, the mended line and the message.
    fn shown(yaml: &str) -> (String, Finding) {
        let file = SourceFile { path: SourcePath::new("content/a.md"), text: format!("---\n{yaml}---\n") };
        let mut findings = Vec::new();
        assert!(parse(&file, 4..4 + yaml.len(), &mut findings).is_none(), "{yaml}");
        assert_eq!(findings.len(), 1, "{yaml}");
        let finding = findings.remove(0);
        let crate::base::diagnostic::Place::Bytes(range) = &finding.place else { panic!("no place") };
        let spot = Spot::of(&file.text, range);
        let mended = finding.mended.clone().unwrap_or_default();
        (format!("{} {}:{} {mended}", finding.code.as_str(), spot.line, spot.column), finding)
    }

    #[test]
    fn the_commonest_mistakes_show_the_mended_line() {
        for (yaml, expected) in [
            ("title: Acme: wins\n", "unquoted-colon 2:12 title: \"Acme: wins\""),
            ("a: é: wins # c\n", "unquoted-colon 2:5 a: \"é: wins\" # c"),
            ("s:\n  - Acme: wins: x\n", "unquoted-colon 3:15   - Acme: \"wins: x\""),
            ("a: \"x\": y\n", "yaml-syntax 2:7 a: '\"x\": y'"),
            ("a:\n\tb: 2\n", "yaml-tab 3:1   b: 2"),
            ("a: 1\n\t- b\n", "yaml-tab 3:1   - b"),
            ("a: \"foo\nb: 1\n", "yaml-syntax 2:4 a: \"foo\""),
            ("a: \"foo\nb: \"x\"\n", "yaml-syntax 2:4 a: \"foo\""),
            ("a: 'It's fine'\nb: 1\n", "yaml-syntax 2:8 a: \"It's fine\""),
            ("a: \"x\" y\n", "yaml-syntax 2:8 a: '\"x\" y'"),
            ("a: [x, y\nb: 1\n", "yaml-syntax 2:4 a: [x, y]"),
            ("bad yaml: [\n", "yaml-syntax 2:11 "),
            ("a: {b: 1\nc: 2\n", "yaml-syntax 2:4 a: {b: 1}"),
            ("a:\n- \"x\",\n- y\n", "yaml-syntax 3:6 - \"x\""),
            ("t: |\n  x\ny\nb: 1\n", "yaml-syntax 4:1   y"),
            ("a: @x\n", "yaml-syntax 2:4 a: \"@x\""),
            ("a: `x`\n", "yaml-syntax 2:4 a: \"`x`\""),
            ("a: %x\n", "yaml-syntax 2:4 a: \"%x\""),
            ("a: **bold** y\n", "yaml-syntax 2:4 a: \"**bold** y\""),
            ("a: *x y\n", "yaml-syntax 2:4 a: \"*x y\""),
            ("a: & b\n", "yaml-syntax 2:4 a: \"& b\""),
            ("a: {{ x }}\n", "yaml-syntax 2:4 a: \"{{ x }}\""),
            ("a: {{ x }} y\n", "yaml-syntax 2:4 a: \"{{ x }} y\""),
            ("a: {% x %}\n", "yaml-syntax 2:4 a: \"{% x %}\""),
            ("a:\n  - x\n - y\n", "yaml-syntax 4:2   - y"),
            ("a: - x\n", "yaml-syntax 2:4 a: [x]"),
            ("a: [Update] Nokia wins\n", "yaml-syntax 2:13 a: \"[Update] Nokia wins\""),
            ("a: 1\n--- x\nb: 2\n", "yaml-syntax 3:1 ---"),
            ("  a: 1\nb: 2\n", "yaml-syntax 2:1 a: 1"),
            ("title:Foo\nb: 1\n", "yaml-syntax 2:6 title: Foo"),
            ("b: 1\ntitle:Foo\n", "yaml-syntax 3:6 title: Foo"),
            ("a: 1\n  b: 2\n", "yaml-syntax 3:3 b: 2"),
            ("a: > b\n", "yaml-syntax 2:4 a: \"> b\""),
            ("a: \"\\d\"\n", "yaml-syntax 2:5 a: '\\d'"),
            ("a: ]\n", "yaml-syntax 2:4 a: \"]\""),
            ("a: 1\nsome words\nb: 2\n", "yaml-syntax 3:1   some words"),
            ("title T\ndate: 2020-06-16\n", "yaml-syntax 2:1 title: T"),
            ("date: 2020-06-16\ntitle = T\nvendors: N\n", "yaml-syntax 3:1 title: T"),
            ("words here\ndate: 2020-06-16\n", "yaml-syntax 2:1 "),
            ("a: 1\n\nA text.\nIt goes on.\n", "yaml-syntax 4:1 ---\nA text."),
            ("a: 1\n\nA text.\n\nHe said: no.\n", "yaml-syntax 4:1 ---\nA text."),
        ] {
            assert_eq!(shown(yaml).0, expected, "{yaml}");
        }
    }

    #[test]
    fn no_words_of_the_yaml_reader_reach_the_writer() {
        for yaml in [
            "- a\nb: 1\n",
            "[a, b]: c\n",
            "a: [\"x\" \"y\"]\n",
            "a: 1\n}\n",
            "%a: x\n",
            "? [a]\n: b\n",
            "a: \"\n",
        ] {
            let (_, finding) = shown(yaml);
            for word in
                ["did not find", "mapping", "token", "scanning", "invalid type", "dateline:", "column"]
            {
                let innocent = word == "column" && finding.message.contains("same column");
                assert!(innocent || !finding.message.contains(word), "{yaml}: {}", finding.message);
            }
        }
    }

    #[test]
    fn every_cut_of_a_front_matter_is_read_or_named() {
        let whole =
            "title: \"Größe: x\"\nauthors: [a, {name: b}]\nt: |\n  x\n\ny: 'z'\nl:\n  - &a 1\n  - *a\n";
        for end in (0..=whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            let file = SourceFile { path: SourcePath::new("content/a.md"), text: whole[..end].to_owned() };
            let mut findings = Vec::new();
            let map = parse(&file, 0..end, &mut findings);
            assert_eq!(map.is_none(), !findings.is_empty(), "{end}");
        }
    }
}
