//! The same site gives the same bytes: whatever the folder, the order in which its files were made, the
//! number of threads, the time zone and the language of the machine.

use std::path::Path;
use std::process::Command;

use super::sandbox::{Sandbox, files_below};

fn build(sandbox: &Sandbox, jobs: &str, zone: &str, language: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["build", "--quiet", "--now", "2026-11-23", "--jobs", jobs, "--root"]).arg(sandbox.root());
    command.env("TZ", zone).env("LANG", language).env("LC_ALL", language).env_remove("SOURCE_DATE_EPOCH");
    let built = command.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// The hashes of all outputs, as they are kept beside the ledger.
fn manifest(sandbox: &Sandbox) -> String {
    let kept = files_below(&sandbox.path(".dateline"));
    let found = kept.into_iter().find(|(name, _)| name.starts_with("manifest-"));
    String::from_utf8(found.unwrap().1).unwrap()
}

#[test]
fn other_machines_make_the_same_bytes() {
    let first = Sandbox::example();
    build(&first, "1", "UTC", "C");
    let outputs = first.outputs();
    for (jobs, zone, language) in
        [("2", "Asia/Tokyo", "tr_TR.UTF-8"), ("7", "America/St_Johns", "de_DE.UTF-8")]
    {
        let other = Sandbox::new(&[]);
        for folder in ["static", "templates", "content"] {
            for (name, bytes) in files_below(Path::new(folder)).into_iter().rev() {
                other.write(&format!("{folder}/{name}"), &bytes);
            }
        }
        other.write("dateline.yaml", &std::fs::read("dateline.yaml").unwrap());
        build(&other, jobs, zone, language);
        assert!(other.outputs() == outputs, "{jobs} threads, {zone}, {language}");
        assert_eq!(manifest(&other), manifest(&first));
    }
}

#[test]
fn the_manifest_has_the_hash_of_every_output() {
    let sandbox = Sandbox::new(&[(
        "content/a/b.md",
        "---\ntitle: B\ndate: 2020-01-01\nvendors: Nokia\ncustomers: BT\n---\n\nText.\n",
    )]);
    for edit in ["", "more"] {
        sandbox.write("static/a.txt", edit.as_bytes());
        build(&sandbox, "2", "UTC", "C");
        let outputs = sandbox.outputs().into_iter().filter(|(name, _)| name != ".dateline");
        let expected = outputs
            .map(|(name, bytes)| format!("{:032x}  {name}\n", twox_hash::XxHash3_128::oneshot(&bytes)));
        assert_eq!(manifest(&sandbox), expected.collect::<String>());
    }
}
