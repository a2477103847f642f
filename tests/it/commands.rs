//! The command line, through the binary.

use std::fs;
use std::process::{Command, Output};

use super::sandbox::{Sandbox, files_below};

/// What a run of the program printed, and its exit status.
pub(crate) struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

pub(crate) fn dateline(arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let Output { status, stdout, stderr } =
        command.args(arguments).env_remove("SOURCE_DATE_EPOCH").env("COLUMNS", "100").output().unwrap();
    Ran {
        status: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

const ARTICLE: (&str, &str) = (
    "content/briefings/2020/06/nokia.md",
    "---\ntitle: Nokia wins\ndate: 2020-06-16\nvendors: Nokia\ncustomers: [Tencent, Baidu]\n---\n\nText.\n",
);

fn site(sandbox: &Sandbox) -> String {
    sandbox.root().to_str().unwrap().to_owned()
}

#[test]
fn a_build_says_what_it_did_and_a_second_one_writes_nothing() {
    let sandbox = Sandbox::new(&[ARTICLE]);
    let root = site(&sandbox);
    let first = dateline(&["build", "--root", &root]);
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(first.err.starts_with("built ") && first.err.contains(" from 1 of 1 file, "), "{}", first.err);
    assert_eq!(first.out, "");
    let second = dateline(&["build", "--root", &root]);
    assert!(second.err.contains(", 0 written, 0 deleted, in "), "{}", second.err);
}

#[test]
fn the_last_line_counts_warnings_and_ten_of_a_code_are_shown_unless_all_are_asked_for() {
    let links: Vec<String> = (0..12).map(|nth| format!("[l](missing-{nth}.md)")).collect();
    let text = format!("---\ntitle: A\ndate: 2020-06-16\n---\n{}\n", links.join("\n"));
    let sandbox = Sandbox::new(&[("content/news/a.md", &text)]);
    let root = site(&sandbox);
    let built = dateline(&["build", "--root", &root]);
    assert_eq!(built.err.matches("warning[broken-link]").count(), 10, "{}", built.err);
    assert!(built.err.contains("… and 2 more `broken-link`; `-v` shows all\n"), "{}", built.err);
    assert!(built.err.contains(" written, 0 deleted, 12 warnings, in "), "{}", built.err);
    let all = dateline(&["build", "--root", &root, "-v"]);
    assert_eq!(all.err.matches("warning[broken-link]").count(), 12, "{}", all.err);
}

#[test]
fn an_error_writes_nothing_and_keep_going_builds_the_rest() {
    let bad = ("content/briefings/2020/06/bad.md", "---\ntitle: Nokia: wins\ndate: 2020-06-16\n---\n");
    let sandbox = Sandbox::new(&[ARTICLE, bad]);
    let root = site(&sandbox);
    let stopped = dateline(&["build", "--root", &root]);
    assert_eq!(stopped.status, 1);
    assert!(stopped.err.contains("error[unquoted-colon]"), "{}", stopped.err);
    assert!(stopped.err.contains("content/briefings/2020/06/bad.md:2:"), "{}", stopped.err);
    assert!(stopped.err.contains("nothing written: 1 error, 0 warnings"), "{}", stopped.err);
    assert!(!sandbox.has_output("index.html"));
    let kept_going = dateline(&["build", "--root", &root, "--keep-going"]);
    assert_eq!(kept_going.status, 1);
    assert!(kept_going.err.contains("from 1 of 2 files (1 with errors)"), "{}", kept_going.err);
    assert!(sandbox.has_output("vendors/nokia/index.html"));
    assert!(!sandbox.has_output("briefings/2020/06/bad/index.html"));
}

#[test]
fn an_error_leaves_the_site_of_the_last_build_as_it_was() {
    let sandbox = Sandbox::new(&[ARTICLE]);
    sandbox.build();
    let before = sandbox.outputs();
    sandbox.write("content/briefings/2020/07/bad.md", b"---\ntitle: x\n");
    sandbox.write("content/briefings/2020/07/good.md", b"---\ntitle: y\ndate: 2020-07-01\n---\n");
    assert_eq!(dateline(&["build", "--root", &site(&sandbox)]).status, 1);
    assert_eq!(sandbox.outputs(), before);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let sandbox = Sandbox::new(&[ARTICLE, ("precious/letter.txt", "x")]);
    let out = sandbox.path("precious");
    let ran = dateline(&["build", "--root", &site(&sandbox), "--out", out.to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("letter.txt"), "{}", ran.err);
    assert_eq!(fs::read_to_string(out.join("letter.txt")).unwrap(), "x");
    let ran = dateline(&["build", "--root", &site(&sandbox), "--out", sandbox.root().to_str().unwrap()]);
    assert_eq!(ran.status, 2, "{}", ran.err);
    let ran =
        dateline(&["build", "--root", &site(&sandbox), "--out", sandbox.path("content").to_str().unwrap()]);
    assert_eq!(ran.status, 2, "{}", ran.err);
}

#[test]
fn dry_run_explain_and_verify_tell_and_write_nothing() {
    let sandbox = Sandbox::new(&[ARTICLE]);
    let root = site(&sandbox);
    let dry = dateline(&["build", "--root", &root, "--dry-run"]);
    assert_eq!(dry.status, 0);
    assert!(dry.out.contains("write   vendors/nokia/index.html\n"), "{}", dry.out);
    assert!(!sandbox.path("public").exists());
    sandbox.build();
    let verified = dateline(&["build", "--root", &root, "--verify"]);
    assert_eq!((verified.status, verified.out.as_str()), (0, ""), "{}", verified.err);
    sandbox.write("public/index.html", b"edited by hand");
    sandbox.write("public/stray.html", b"");
    let verified = dateline(&["build", "--root", &root, "--verify", "--explain"]);
    assert_eq!(verified.status, 1);
    let from = "made from content/briefings/2020/06/nokia.md";
    assert_eq!(
        verified.out,
        format!(
            "write   index.html   its content changed; {from}\ndelete  stray.html   no longer part of the site\n"
        )
    );
    assert_eq!(sandbox.output("index.html"), "edited by hand");
}

#[test]
fn what_of_the_last_build_is_damaged_is_not_taken_and_told_with_v() {
    let sandbox = Sandbox::new(&[ARTICLE]);
    let root = site(&sandbox);
    let kept = |prefix: &str| {
        let names = files_below(&sandbox.path(".dateline")).into_keys();
        names.into_iter().find(|name| name.starts_with(prefix)).unwrap()
    };
    for _ in 0..2 {
        std::thread::sleep(std::time::Duration::from_millis(30));
        sandbox.build();
    }
    // What the last build saw is only looked at where the disk shows no change.
    let name = kept("last-build-");
    std::thread::sleep(std::time::Duration::from_millis(30));
    dateline(&["build", "--root", &root, "-v"]);
    sandbox.write(&format!(".dateline/{name}"), b"x");
    let told = dateline(&["build", "--root", &root, "-v"]);
    assert!(
        told.err.contains("not taken from the last build: what the last build saw: it is damaged"),
        "{}",
        told.err
    );
    for prefix in ["parsed-", "mentions", "ledger-"] {
        let name = kept(prefix);
        for harm in [b"".as_slice(), b"dateline 1", b"something else that is longer than a head would be"] {
            sandbox.write(&format!(".dateline/{name}"), harm);
            sandbox.write(ARTICLE.0, format!("{}\nMore {}.\n", ARTICLE.1, harm.len()).as_bytes());
            let told = dateline(&["build", "--root", &root, "-v"]);
            assert!(told.err.contains("not taken from the last build: "), "{prefix}: {}", told.err);
            assert!(told.err.contains(", 1 written, 0 deleted"), "{prefix}: {}", told.err);
            let verified = dateline(&["build", "--root", &root, "--verify"]);
            assert_eq!(verified.status, 0, "{}", verified.err);
            assert!(!dateline(&["build", "--root", &root]).err.contains("not taken"), "only with -v");
        }
    }
}

#[test]
fn paranoid_finds_what_was_written_past_the_notice_of_the_disk() {
    let sandbox = Sandbox::new(&[ARTICLE]);
    let root = site(&sandbox);
    sandbox.build();
    let clean = sandbox.outputs();
    std::thread::sleep(std::time::Duration::from_millis(30));
    sandbox.build(); // Now the stamps are old enough to be believed.
    let (file, folder) =
        (sandbox.path("public/vendors/nokia/index.html"), sandbox.path("public/vendors/nokia"));
    let times = [&file, &folder].map(|path| fs::metadata(path).unwrap().modified().unwrap());
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("Nokia", "Aikon")).unwrap();
    fs::write(folder.join("stray.html"), "x").unwrap();
    for (path, time) in [&file, &folder].into_iter().zip(times) {
        fs::File::open(path).unwrap().set_modified(time).unwrap();
    }
    let built = dateline(&["build", "--root", &root, "--paranoid"]);
    assert!(built.err.contains(", 1 written, 1 deleted"), "{}", built.err);
    assert!(sandbox.outputs() == clean, "not the clean site");
    assert!(dateline(&["build", "--root", &root]).err.contains(", 0 written, 0 deleted"));
}

#[test]
fn why_tells_of_pages_and_of_files() {
    let sandbox = Sandbox::new(&[
        ARTICLE,
        ("static/a.txt", "a"),
        ("templates/customer.html", "{% extends \"theme/customer.html\" %}"),
    ]);
    let root = site(&sandbox);
    let why = |what: &str| dateline(&["why", "--root", &root, what]);
    let page = "briefings/2020/06/nokia/index.html";
    let article = ARTICLE.0;
    assert!(why("/briefings/2020/06/nokia/").out.contains("It was not there after the last build."));
    assert!(!sandbox.path(".dateline").exists() && !sandbox.path("public").exists(), "it writes nothing");
    sandbox.build();
    let new = why("/briefings/2020/06/nokia/");
    let expected = format!(
        "{page} is made from\n  {article}\n  the built-in article.html, and all that every page shows (dateline.yaml)\n\
        It was written last because it was new.\nNothing of it has changed since.\n"
    );
    assert_eq!((new.status, new.out.as_str()), (0, expected.as_str()));
    let out_file = sandbox.path("public").join(page).to_string_lossy().into_owned();
    for other in ["/briefings/2020/06/nokia", page, &out_file] {
        assert_eq!(why(other).out, expected, "{other}");
    }
    sandbox.write(article, format!("{}\nMore.\n", ARTICLE.1).as_bytes());
    let changed = why("/briefings/2020/06/nokia/").out;
    assert!(
        changed
            .ends_with("The next build will make it again because this has changed: the article itself.\n"),
        "{changed}"
    );
    sandbox.build();
    let built = why("/briefings/2020/06/nokia/").out;
    assert!(built.contains("It was written last because this had changed: the article itself.\n"), "{built}");
    let file = why(article).out;
    assert!(file.contains(&format!("  {page}\n")) && file.contains("  vendors/nokia/index.html\n"), "{file}");
    assert_eq!(why("static/a.txt").out, "static/a.txt is a part of 1 output\n  a.txt\n");
    let template = why("templates/customer.html").out;
    assert!(
        template.lines().skip(1).all(|line| line.starts_with("  customers/")) && template.lines().count() > 1,
        "{template}"
    );
    let none = why("/nowhere/");
    assert_eq!((none.status, none.out.as_str()), (2, ""));
    assert!(none.err.contains("neither a page nor a file `/nowhere/`"), "{}", none.err);
}

#[test]
fn check_writes_nothing_and_speaks_every_format() {
    let sandbox = Sandbox::new(&[ARTICLE, ("content/a/b.md", "---\ntitle: B\ndate: 2020-02-30\n---\n")]);
    let root = site(&sandbox);
    let human = dateline(&["check", "--root", &root]);
    assert_eq!((human.status, human.out.as_str()), (1, ""));
    assert!(human.err.contains("error[impossible-date]"), "{}", human.err);
    let json = dateline(&["check", "--root", &root, "--format", "json"]);
    for line in json.out.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(value["line"].as_u64().unwrap() >= 1 && value["code"].is_string());
    }
    assert!(json.out.contains("impossible-date"));
    let sarif = dateline(&["check", "--root", &root, "--format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "impossible-date"));
    let github = dateline(&["check", "--root", &root, "--format", "github"]);
    assert!(github.out.contains("::error file="), "{}", github.out);
    assert!(!sandbox.path("public").exists());
}

#[test]
fn a_new_site_builds_and_is_never_written_over() {
    let sandbox = Sandbox::new(&[]);
    let dir = sandbox.path("desk");
    let dir = dir.to_str().unwrap();
    assert_eq!(dateline(&["init", dir]).status, 0);
    let built = dateline(&["build", "--root", dir, "--strict"]);
    assert_eq!(built.status, 0, "{}", built.err);
    assert!(!built.err.contains("warning"), "{}", built.err);
    assert!(sandbox.path("desk/public/vendors/example-networks/index.html").exists());
    let again = dateline(&["init", dir]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("is not empty"), "{}", again.err);
}

#[test]
fn a_new_article_has_its_front_matter_and_is_never_written_over() {
    let sandbox = Sandbox::new(&[]);
    let root = site(&sandbox);
    let arguments = [
        "new",
        "Nokia: “wins” at AT&T",
        "--vendor",
        "Nokia",
        "--customer",
        "AT&T",
        "--customer",
        "1&1, Inc",
        "--root",
        &root,
        "--now",
        "2026-11-23",
    ];
    let ran = dateline(&arguments);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let path = "content/briefings/2026/11/nokia-wins-at-at-t.md";
    assert_eq!(ran.out.trim(), sandbox.path(path).to_str().unwrap());
    let text = fs::read_to_string(sandbox.path(path)).unwrap();
    assert_eq!(
        text,
        "---\ntitle: \"Nokia: “wins” at AT&T\"\ndate: 2026-11-23\nvendors: Nokia\ncustomers: [AT&T, \"1&1, Inc\"]\n---\n\n"
    );
    sandbox.build();
    assert!(sandbox.has_output("customers/1-1-inc/index.html"));
    fs::write(sandbox.path(path), "mine").unwrap();
    assert_eq!(dateline(&arguments).status, 2);
    assert_eq!(fs::read_to_string(sandbox.path(path)).unwrap(), "mine");
}

#[test]
fn exit_statuses_and_streams_are_as_promised() {
    assert_eq!(dateline(&["--help"]).status, 0);
    assert!(dateline(&["--help"]).out.contains("Usage: dateline"));
    let usage = dateline(&["build", "--nonsense"]);
    assert_eq!((usage.status, usage.out.as_str()), (2, ""));
    assert_eq!(dateline(&["build", "--now", "yesterday"]).status, 2);
    assert_eq!(dateline(&["build", "--base-url", "no url"]).status, 2);
    let nowhere = dateline(&["build", "--root", "/nonexistent/site"]);
    assert_eq!(nowhere.status, 3);
    for word in ["os error", "No such file", "Err(", "Os {"] {
        assert!(!nowhere.err.contains(word), "{}", nowhere.err);
    }
    assert!(dateline(&["completions", "bash"]).out.contains("dateline"));
    assert!(dateline(&["man"]).out.starts_with(".ie") || dateline(&["man"]).out.contains(".TH dateline"));
}

#[test]
fn quiet_prints_errors_only_and_verbose_prints_notes() {
    let draft = (
        "content/briefings/2020/07/draft.md",
        "---\ntitle: D\ndate: 2020-07-01\nstatus: draft\n---\n[x](nowhere.md)\n",
    );
    let sandbox = Sandbox::new(&[
        ARTICLE,
        draft,
        ("content/a/w.md", "---\ntitle: W\ndate: 2020-01-01\n---\n[x](nowhere.md)\n"),
    ]);
    let root = site(&sandbox);
    let quiet = dateline(&["build", "--root", &root, "-q"]);
    assert_eq!((quiet.status, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
    let verbose = dateline(&["build", "--root", &root, "-v"]);
    assert!(verbose.err.contains("note[draft-left-out]"), "{}", verbose.err);
    assert!(verbose.err.contains("from 2 of 3 files (1 held back)"), "{}", verbose.err);
    let strict = dateline(&["build", "--root", &root, "--strict", "-q"]);
    assert_eq!(strict.status, 1);
    assert!(strict.err.contains("error[broken-link]"), "{}", strict.err);
}
