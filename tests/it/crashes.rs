//! Builds that are killed, and builds at the same time: what lies at a final name is always whole, and the
//! next build makes the site that a clean one makes.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

use super::sandbox::{Sandbox, files_below};

/// How many builds are killed: `DATELINE_KILLS=400 cargo test --release --test it crashes` kills more.
fn rounds() -> usize {
    std::env::var("DATELINE_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(80)
}

type Files = BTreeMap<String, Vec<u8>>;

fn start(sandbox: &Sandbox, out: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["build", "--quiet", "--root"]).arg(sandbox.root()).arg("--out").arg(out);
    command.env_remove("SOURCE_DATE_EPOCH").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// A site of 60 articles of a version: each has other articles, other texts, and another folder.
fn write(sandbox: &Sandbox, version: usize) {
    let _ = std::fs::remove_dir_all(sandbox.path("content"));
    for number in (0..60).filter(|number| !(number + version).is_multiple_of(7)) {
        let text = format!(
            "---\ntitle: Story {number}\ndate: 2020-01-{:02}\nvendors: [Nokia, Seller {}]\ncustomers: BT\ntopics: 5G\n---\n\n{}\n",
            1 + number % 28,
            (number + version) % 9,
            format!("Text of version {version}. ").repeat(200)
        );
        sandbox.write(&format!("content/news-{}/a-{number}.md", (number + version) % 3), text.as_bytes());
    }
}

/// What a clean build of this version makes, in a folder of its own where no build has left anything.
fn clean(version: usize) -> Files {
    let sandbox = Sandbox::new(&[]);
    write(&sandbox, version);
    let out = sandbox.path("public");
    let built = start(&sandbox, &out).wait_with_output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    files_below(&out)
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_one_makes_the_whole_site() {
    let sandbox = Sandbox::new(&[]);
    let out = sandbox.path("public");
    write(&sandbox, 0);
    assert!(start(&sandbox, &out).wait().unwrap().success());
    let mut before = clean(0);
    assert!(files_below(&out) == before);
    // Not the first build: it may be slow to start.
    let begun = Instant::now();
    write(&sandbox, 1);
    start(&sandbox, &out).wait().unwrap();
    let whole = begun.elapsed();
    write(&sandbox, 0);
    start(&sandbox, &out).wait().unwrap();
    let (mut cut_short, rounds) = (0, rounds());
    for version in 1..=rounds {
        write(&sandbox, version);
        let after = clean(version);
        let mut child = start(&sandbox, &out);
        // At moments spread over the whole build, and a little beyond it.
        sleep(whole * u32::try_from(version % 40).unwrap() / 32);
        child.kill().unwrap();
        cut_short += usize::from(!child.wait().unwrap().success());
        for (name, bytes) in files_below(&out).iter().filter(|(name, _)| !name.starts_with(".dateline-stage"))
        {
            let known = before.get(name) == Some(bytes) || after.get(name) == Some(bytes);
            assert!(known, "round {version}: {name} is of neither version");
        }
        let built = start(&sandbox, &out).wait_with_output().unwrap();
        assert!(built.status.success(), "round {version}: {}", String::from_utf8_lossy(&built.stderr));
        assert!(files_below(&out) == after, "round {version}: not the clean site");
        before = after;
    }
    assert!(cut_short * 8 > rounds, "only {cut_short} of {rounds} builds were cut short");
}

#[test]
fn of_builds_at_once_each_makes_the_site_or_says_who_does() {
    let sandbox = Sandbox::new(&[]);
    let out = sandbox.path("public");
    for version in 0..8 {
        write(&sandbox, version);
        let after = clean(version);
        let children: Vec<Child> = (0..4).map(|_| start(&sandbox, &out)).collect();
        let mut done = 0;
        for child in children {
            let built = child.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&built.stderr);
            let refused = told.contains("another build") && told.contains("is writing to");
            assert!(built.status.success() != refused, "{told}");
            done += usize::from(built.status.success());
        }
        assert!(done > 0);
        assert!(files_below(&out) == after, "version {version}: not the clean site");
    }
}
