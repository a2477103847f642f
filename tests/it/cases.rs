//! The suites in `tests/cases/*.md`: a heading is a test, fences with a path are files, and the last
//! fence, `diagnostics`, is all that `check` finds. They document every diagnostic.
//!
//! `UPDATE_CASES=1` writes what was found into the suites.

use std::collections::BTreeSet;
use std::fs;

use dateline::base::code::Code;

use super::sandbox::Sandbox;

struct Case {
    name: String,
    files: Vec<(String, String)>,
    expected: String,
    strict: bool,
    /// Where the expected text stands in the suite.
    place: std::ops::Range<usize>,
}

/// Reads a suite. A fence is opened by four backquotes and a path; `\r`, `\0` and the like are
/// written as `␍`, `␀`, `\u{feff}` as `␏` and U+2028 as `␤`, and a file that ends without a newline ends in `␄`.
/// Behind a path, ` × 9` writes the text nine times, and ` symlink` makes a link to the path in the text.
fn read(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut at = 0;
    let mut open: Option<(String, usize)> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match (&open, line.trim_end()) {
            (None, heading) if heading.starts_with("## ") => cases.push(Case {
                name: heading[3..].to_owned(),
                files: Vec::new(),
                expected: String::new(),
                strict: false,
                place: 0..0,
            }),
            (None, fence) if fence.starts_with("````") => open = Some((fence[4..].trim().to_owned(), at)),
            (Some((path, from)), "````") => {
                let case = cases.last_mut().expect("a fence stands under a heading");
                let body = text[*from..start].to_owned();
                match path.as_str() {
                    "diagnostics" | "diagnostics strict" => {
                        case.strict = path.ends_with("strict");
                        case.expected = body;
                        case.place = *from..start;
                    }
                    path => case.files.push((path.to_owned(), body)),
                }
                open = None;
            }
            _ => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    cases
}

fn written(text: &str) -> Vec<u8> {
    let text = text.strip_suffix("␄\n").unwrap_or(text);
    let text = text
        .replace('␍', "\r")
        .replace('␀', "\0")
        .replace('␏', "\u{feff}")
        .replace('␤', "\u{2028}")
        .replace('␈', "\u{8}");
    // `␑hh` is one byte, in hexadecimal: for what is no text.
    let mut bytes = Vec::new();
    let mut parts = text.split('␑');
    bytes.extend(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

#[test]
fn every_case_finds_what_it_says_and_every_code_has_a_case() {
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut suites: Vec<_> =
        fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    suites.sort();
    for path in suites {
        let mut text = fs::read_to_string(&path).unwrap();
        // From the last to the first, so that places stay right when texts are replaced.
        for case in read(&text).iter().rev() {
            let sandbox = Sandbox::new(&[]);
            for (file, body) in &case.files {
                match (file.strip_suffix(" symlink"), file.split_once(" × ")) {
                    (Some(file), _) => symlink(&sandbox, file, body.trim()),
                    (None, Some((file, times))) => {
                        sandbox.write(file, &written(body).repeat(times.parse().unwrap()));
                    }
                    (None, None) => sandbox.write(file, &written(body)),
                }
            }
            let found = sandbox.check(case.strict);
            for code in Code::ALL {
                if found.contains(&format!("[{}]", code.as_str())) {
                    seen.insert(*code);
                }
            }
            if found != case.expected {
                wrong.push(format!(
                    "{}: {}\n--- expected\n{}--- found\n{found}",
                    path.display(),
                    case.name,
                    case.expected
                ));
                if case.place.end > 0 {
                    text.replace_range(case.place.clone(), &found);
                }
            }
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&path, text).unwrap();
        }
    }
    if std::env::var_os("UPDATE_CASES").is_none() {
        assert!(wrong.is_empty(), "{} cases are wrong\n\n{}", wrong.len(), wrong.join("\n"));
    }
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| !seen.contains(code)).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "no case shows these codes: {missing:?}");
}

#[cfg(unix)]
fn symlink(sandbox: &Sandbox, file: &str, target: &str) {
    let path = sandbox.path(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(not(unix))]
fn symlink(_: &Sandbox, _: &str, _: &str) {}
