//! The law of incremental builds: whatever was edited, the output is byte for byte that of a clean build,
//! and a second build writes nothing.
//!
//! `DATELINE_LAW=40 cargo test --release --test it law` plays forty scripts instead of a few. A script that
//! breaks the law is shrunk to the fewest edits that do.

use std::cell::Cell;
use std::fs;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::{self, sleep};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};

use dateline::command::build::BuildOptions;
use dateline::command::status::Status;

use super::desk::{Desk, EDITS, Edit, ask};
use super::sandbox::{Built, Sandbox, files_below};

/// How many edits a script has at most.
const LENGTH: usize = 60;

/// What is done to the output folder and to what is kept, beside the edits: neither may change what comes out.
const HARM: usize = 9;

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..EDITS, 0..1000_usize, 0..1000_usize).prop_map(|(kind, at, with)| Edit { kind, at, with });
    let script = prop::collection::vec(edit, 1..LENGTH);
    // In half of the scripts templates ask from the first edit on.
    (prop::option::of(0..1000_usize), script)
        .prop_map(|(asking, script)| asking.into_iter().flat_map(ask).chain(script).collect())
}

fn scripts() -> u32 {
    std::env::var("DATELINE_LAW").ok().and_then(|count| count.parse().ok()).unwrap_or(6)
}

fn built(sandbox: &Sandbox, desk: &Desk) -> Built {
    sandbox.run(&BuildOptions { now: desk.now(), verbose: false, ..sandbox.options() })
}

fn build_with_drafts(sandbox: &Sandbox, desk: &Desk) {
    sandbox.run(&BuildOptions { now: desk.now(), drafts: true, ..sandbox.options() });
}

/// Plays a script; after each edit the law is to hold. Gives after how many there was a site to compare:
/// an edit may be an error, and then nothing is written.
fn play(script: &[Edit]) -> Result<usize, String> {
    let (kept, clean) = (Sandbox::new(&[]), Sandbox::new(&[]));
    let mut desk = Desk::new();
    desk.write(kept.root());
    let mut compared = 0;
    let first = built(&kept, &desk);
    if first.status != Status::Done {
        return Err(format!("the first build fails:\n{}", first.err));
    }
    for (nth, edit) in script.iter().enumerate() {
        let before = desk.clone();
        desk.edit(*edit);
        desk.write(kept.root());
        desk.write(clean.root());
        harm(kept.root(), edit.at + edit.with);
        if edit.with % 5 == 0 {
            // Somebody looks at the drafts, in the same folder.
            build_with_drafts(&kept, &desk);
        }
        let known = built(&kept, &desk);
        for folder in [".dateline", "public"] {
            let _ = fs::remove_dir_all(clean.path(folder));
        }
        let new = built(&clean, &desk);
        let fault = |what: &str| Err(format!("after {nth}, {edit:?}: {what}\n{}\n{}", known.err, new.err));
        if known.status != new.status {
            return fault("one build fails and the other does not");
        }
        let told = |built: &Built| built.err.lines().rev().skip(1).map(str::to_owned).collect::<Vec<_>>();
        let elsewhere =
            |line: &String| line.replace(&*kept.root().to_string_lossy(), &clean.root().to_string_lossy());
        if !told(&known).iter().map(elsewhere).eq(told(&new)) {
            return fault("the two builds say different things");
        }
        if new.status != Status::Done {
            desk = before; // The writer takes it back.
            continue;
        }
        compared += 1;
        let (ours, theirs) = (kept.outputs(), clean.outputs());
        // The mark of an address that is still to be filled in.
        if let Some((path, _)) = ours.iter().find(|(_, bytes)| bytes.contains(&1)) {
            return fault(&format!("an address was left open in {path}"));
        }
        if ours != theirs {
            let paths = ours.keys().chain(theirs.keys()).filter(|path| ours.get(*path) != theirs.get(*path));
            let paths: std::collections::BTreeSet<&String> = paths.collect();
            return fault(&format!("not the clean site: {paths:?}"));
        }
        // Some edits follow at once, and some after so long a time that the disk's times can be trusted.
        for _ in 0..[1, 3][nth % 2] {
            let again = built(&kept, &desk);
            if !again.err.contains(" 0 written, 0 deleted") {
                return fault(&format!("a second build writes: {}", again.err));
            }
            if nth % 2 == 1 {
                sleep(Duration::from_millis(25));
            }
        }
    }
    Ok(compared)
}

/// Does what a careless neighbour, a full disk or another program may do.
fn harm(root: &Path, number: usize) {
    let files = |folder: &str| -> Vec<_> {
        let folder = root.join(folder);
        let names = folder.is_dir().then(|| files_below(&folder)).into_iter().flatten();
        names.map(|(name, _)| folder.join(name)).collect()
    };
    let pick = |folder: &str| files(folder).into_iter().cycle().nth(number % 97);
    let changed = |path: &Path, change: fn(&mut Vec<u8>)| {
        let mut bytes = fs::read(path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    };
    let flip = |bytes: &mut Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes.get_mut(middle).into_iter().for_each(|byte| *byte ^= 1);
    };
    match (number % (3 * HARM), pick("public").filter(|path| !path.ends_with(".dateline")), pick(".dateline"))
    {
        (0, Some(output), _) => fs::remove_file(output).unwrap(),
        (1, Some(output), _) => changed(&output, flip),
        (2, Some(output), _) => fs::write(output.with_extension("more"), "x").unwrap(),
        (3, _, Some(kept)) => changed(&kept, flip),
        (4, _, Some(kept)) => changed(&kept, |bytes| bytes.truncate(bytes.len() / 2)),
        (5, _, Some(kept)) => fs::remove_file(kept).unwrap(),
        (6, ..) => drop(fs::remove_dir_all(root.join(".dateline"))),
        (7, ..) => drop(fs::remove_dir_all(root.join("public"))),
        #[cfg(unix)]
        (8, ..) => {
            // A folder moved, with a link in its place: all seems to be there.
            let _ = fs::rename(root.join("public/briefings"), root.join("public/moved"));
            let _ = std::os::unix::fs::symlink("moved", root.join("public/briefings"));
        }
        _ => {}
    }
}

#[test]
fn after_any_edit_an_incremental_build_makes_the_clean_site() {
    let desks = thread::available_parallelism().map_or(1, NonZero::get);
    let (all, compared) = thread::scope(|scope| {
        let started: Vec<_> =
            (0..desks).map(|desk| scope.spawn(move || play_many(scripts_of(desk, desks)))).collect();
        let done = started.into_iter().map(|desk| desk.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.fold((0, 0), |(all, compared), (edits, sites)| (all + edits, compared + sites))
    });
    assert!(compared * 4 > all * 3, "only after {compared} of {all} edits there was a site");
    println!("{all} edits, {compared} sites compared");
}

/// How many of all scripts one of several desks plays.
fn scripts_of(desk: usize, desks: usize) -> u32 {
    let (all, desk, desks) = (scripts(), u32::try_from(desk).unwrap(), u32::try_from(desks).unwrap());
    all / desks + u32::from(desk < all % desks)
}

/// Plays scripts that nobody wrote, and gives the number of edits, and of those after which there was a site to
/// compare.
fn play_many(scripts: u32) -> (usize, usize) {
    let config =
        Config { cases: scripts, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let (all, compared) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&edits(), |script| {
        all.set(all.get() + script.len());
        let done = play(&script).map_err(TestCaseError::fail)?;
        compared.set(compared.get() + done);
        Ok(())
    });
    match result {
        Ok(()) => (all.get(), compared.get()),
        Err(TestError::Fail(reason, script)) => panic!("{reason}\nthe script: {script:#?}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

#[test]
fn where_nothing_has_changed_no_file_is_read_and_the_same_is_told() {
    let sandbox = Sandbox::example();
    let options = BuildOptions { timings: true, ..sandbox.options() };
    let pause = || sleep(Duration::from_millis(30));
    let is_quick = |built: &Built| built.err.contains("look at output") && !built.err.contains("parse");
    let last = |built: &Built| {
        let line = built.err.lines().last().unwrap().to_owned();
        let (before, after) = line.split_once(", in ").unwrap();
        (before.to_owned(), after.split_once(" ms").unwrap().1.to_owned())
    };
    pause();
    assert!(!is_quick(&sandbox.run(&options)));
    pause();
    let second = sandbox.run(&options);
    pause();
    let third = sandbox.run(&options);
    assert!(is_quick(&third), "{}", third.err);
    assert_eq!(last(&second), last(&third));
    assert!(!is_quick(&sandbox.run(&BuildOptions { drafts: true, ..options.clone() })), "other options");
    sandbox.run(&options);
    pause();
    sandbox.run(&options);
    let touched: [(&str, &str); 4] = [
        ("content/briefings/2020/06/nokia-tencent-baidu-dci.md", "a file of the site"),
        ("public/index.html", "an output"),
        ("public/more.html", "a new file in the output"),
        ("templates/base.html", "a template"),
    ];
    for (path, what) in touched {
        pause();
        assert!(is_quick(&sandbox.run(&options)), "before {what}");
        let text = fs::read_to_string(sandbox.path(path)).unwrap_or_default();
        sandbox.write(path, format!("{text} ").as_bytes());
        assert!(!is_quick(&sandbox.run(&options)), "{what} was changed");
        pause();
        sandbox.run(&options);
    }
}

#[test]
fn what_was_built_with_drafts_is_not_taken_for_the_site() {
    // The draft has a finding that comes and goes by the clock, so that the build with it is not remembered.
    let sandbox = Sandbox::new(&[
        ("content/a/b.md", "---\ntitle: B\ndate: 2020-01-01\n---\n\nText.\n"),
        ("content/a/draft.md", "---\ntitle: Secret\ndate: 2090-01-01\nstatus: draft\n---\n\nText.\n"),
    ]);
    let pause = || sleep(Duration::from_millis(30));
    for _ in 0..3 {
        pause();
        sandbox.build();
    }
    let public = sandbox.outputs();
    pause();
    sandbox.run(&BuildOptions { drafts: true, ..sandbox.options() });
    assert!(sandbox.has_output("a/draft/index.html"));
    for _ in 0..2 {
        pause();
        sandbox.run(&BuildOptions { drafts: true, ..sandbox.options() });
    }
    pause();
    sandbox.build();
    assert!(sandbox.outputs() == public, "the draft is still there");
}

#[cfg(unix)]
#[test]
fn a_folder_of_outputs_behind_a_link_is_made_again() {
    let sandbox = Sandbox::new(&[
        ("content/a/b.md", "---\ntitle: B\ndate: 2020-01-01\n---\n\nText.\n"),
        ("content/a-b/c.md", "---\ntitle: C\ndate: 2020-01-01\n---\n\nText.\n"),
    ]);
    for _ in 0..3 {
        sleep(Duration::from_millis(30));
        sandbox.build();
    }
    let clean = sandbox.outputs();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::rename(sandbox.path("public/a"), elsewhere.path().join("a")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("a"), sandbox.path("public/a")).unwrap();
    sandbox.build();
    assert!(!sandbox.path("public/a").is_symlink());
    assert!(sandbox.outputs() == clean, "not the clean site");
}
