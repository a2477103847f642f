//! What a person must remember rots; what a test checks stays: floors, sizes, docs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dateline::base::code::{Code, Severity};

use super::sandbox::files_below;

fn sources() -> Vec<(String, String)> {
    let files = files_below(Path::new("src")).into_iter().filter(|(name, _)| name.ends_with(".rs"));
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// A file without its comments and its tests.
fn code(text: &str) -> String {
    let lines = text.split("#[cfg(test)]").next().unwrap().lines();
    lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The folder of `src/` that a file or a path of modules belongs to.
fn floor_folder(name: &str) -> &str {
    let first = name.split(['/', ':']).next().unwrap();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Which folders a folder may use, besides itself.
fn below(folder: &str) -> &'static [&'static str] {
    match folder {
        "base" => &[],
        "model" => &["base"],
        "compile" | "disk" => &["base", "model"],
        "fuzz" => &["base", "model", "compile"],
        "command" => &["base", "model", "compile", "disk"],
        "cli" => &["base", "model", "compile", "disk", "command"],
        "main" | "lib" => &["cli"],
        other => panic!("src/{other} has no floor: give it one in src/lib.rs and here"),
    }
}

#[test]
fn arrows_point_down_only() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let folder = floor_folder(&name);
        for used in code(&text).split("crate::").skip(1) {
            let used =
                floor_folder(used.split(|ch: char| !ch.is_alphanumeric() && ch != '_').next().unwrap());
            if used != folder && !below(folder).contains(&used) {
                wrong.push(format!("src/{name} uses crate::{used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_world_is_touched_where_it_may_be() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let code = code(&text);
        let pure = ["base/", "model/", "compile/"].iter().any(|folder| name.starts_with(folder));
        let forbidden: &[&str] = match pure {
            true => &[
                "std::fs",
                "std::env",
                "SystemTime",
                "Instant::now",
                "Timestamp::now",
                "std::net",
                "Mutex",
                "RwLock",
                "OnceLock",
                "LazyLock",
                "thread_local",
            ],
            false if name.starts_with("disk/") => &[],
            false => &["std::fs", " fs::", "(fs::", "File::open", "File::create"],
        };
        wrong.extend(
            forbidden.iter().filter(|word| code.contains(**word)).map(|word| format!("src/{name}: {word}")),
        );
        if name != "compile/frontmatter/yaml.rs" && code.contains("serde_yaml") {
            wrong.push(format!("src/{name}: serde_yaml"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        if !text.starts_with("//! ") {
            wrong.push(format!("src/{name} does not begin with `//!`"));
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().count();
        if lines > 400 {
            wrong.push(format!("src/{name} has {lines} lines"));
        }
        wrong.extend(long_functions(code).into_iter().map(|found| format!("src/{name}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Functions of more than 70 lines, by the indentation of their braces.
fn long_functions(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(String, usize, usize)> = None;
    for (number, line) in code.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words = line.trim_start();
        let begins = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "const fn ", "pub const fn "];
        if open.is_none() && begins.iter().any(|word| words.starts_with(word)) && !line.ends_with(';') {
            open = Some((words.to_owned(), indent, number));
        }
        if let Some((name, at, start)) = &open
            && *at == indent
            && words.starts_with('}')
            && !words.starts_with("})")
        {
            if number - start > 70 {
                found.push(format!("{} lines: {name}", number - start));
            }
            open = None;
        }
    }
    found
}

#[test]
fn the_manual_has_a_row_for_every_diagnostic_and_no_other() {
    let manual = fs::read_to_string("docs/diagnostics.md").unwrap();
    let mut rows = BTreeSet::new();
    for line in manual.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        rows.insert((cells[1].trim_matches('`').to_owned(), cells[2].to_owned()));
    }
    let severity = |code: Code| match code.severity() {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let codes: BTreeSet<(String, String)> =
        Code::ALL.iter().map(|code| (code.as_str().to_owned(), severity(*code).to_owned())).collect();
    let missing: Vec<_> = codes.difference(&rows).collect();
    let surplus: Vec<_> = rows.difference(&codes).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing: {missing:?}\nsurplus: {surplus:?}");
}

#[test]
fn the_manual_tells_every_command_and_flag() {
    let manual = fs::read_to_string("docs/commands.md").unwrap();
    for command in ["build", "check", "due", "init", "new", "completions", "man"] {
        let help = super::commands::dateline(&[command, "--help"]).out;
        for flag in help.split_whitespace().filter(|word| word.starts_with("--")) {
            let flag = flag.trim_end_matches([',', '.', ')', ']']);
            assert!(manual.contains(flag), "docs/commands.md does not tell of `dateline {command} {flag}`");
        }
        assert!(
            manual.contains(&format!("dateline {command}")),
            "docs/commands.md does not tell of {command}"
        );
    }
}

#[test]
fn no_source_is_left_half_done() {
    for (name, text) in sources() {
        for word in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "dbg!"] {
            assert!(!text.contains(word), "src/{name}: {word}");
        }
    }
}
