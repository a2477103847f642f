//! Disks that refuse: a full one, and an output folder that may not be written. The site stays as it was, the
//! reason is told, and once the disk can be written again the next build makes the clean site.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::sandbox::{Sandbox, files_below};

/// A site of so many articles, each of some thirty thousand bytes.
fn site(articles: usize) -> Sandbox {
    let sandbox = Sandbox::new(&[]);
    for number in 0..articles {
        let text = format!(
            "---\ntitle: Story {number}\ndate: 2020-01-{:02}\nvendors: Nokia\ncustomers: BT\n---\n\n{}\n",
            1 + number % 28,
            format!("Text of {number}. ").repeat(2000)
        );
        sandbox.write(&format!("content/news/a-{number}.md"), text.as_bytes());
    }
    sandbox
}

fn bash(script: &str, sandbox: &Sandbox, out: &Path) -> Output {
    let mut command = Command::new("bash");
    command.arg("-c").arg(script).arg("bash");
    command.arg(env!("CARGO_BIN_EXE_dateline")).arg(sandbox.root()).arg(out);
    command.output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Whether this machine lets us mount a disk of our own.
#[cfg(target_os = "linux")]
fn can_mount() -> bool {
    let tried = Command::new("unshare").args(["-Urm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    tried.is_ok_and(|output| output.status.success())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let sandbox = site(40);
    let out = sandbox.path("public");
    // A small site fits on the disk, and forty large pages do not.
    let small = site(3);
    let script = "set -e\n\
        mkdir -p \"$3\"; mount -t tmpfs -o size=600k none \"$3\"\n\
        \"$1\" build --root \"$2/small\" --out \"$3\"; (cd \"$3\"; find . -type f | sort | xargs cksum) >\"$2/before\"\n\
        status=0; \"$1\" build --root \"$2\" --out \"$3\" || status=$?\n\
        (cd \"$3\"; find . -type f | sort | xargs cksum) >\"$2/after\"\n\
        mount -o remount,size=40m none \"$3\"; \"$1\" build --quiet --root \"$2\" --out \"$3\"\n\
        cp -r \"$3\" \"$2/copy\"; exit $status";
    for (name, bytes) in files_below(small.root()) {
        sandbox.write(&format!("small/{name}"), &bytes);
    }
    if !can_mount() {
        // Without a disk of our own, a limit on the size of a file stands for it.
        let limited = "trap '' XFSZ; ulimit -f 20; exec \"$1\" build --root \"$2\" --out \"$3\"";
        sandbox.build();
        let before = sandbox.outputs();
        for number in 0..40 {
            sandbox.write(&format!("content/news/a-{number}.md"), b"---\ntitle: X\ndate: 2020-01-01\n---\n");
        }
        sandbox.write(
            "content/news/a-0.md",
            format!("---\ntitle: X\ndate: 2020-01-01\n---\n\n{}", "x ".repeat(50_000)).as_bytes(),
        );
        let failed = bash(limited, &sandbox, &out);
        assert_eq!(failed.status.code(), Some(3), "{}", told(&failed));
        assert!(sandbox.outputs() == before, "the site is not as it was");
        sandbox.build();
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["-Urm", "bash", "-c", script, "bash"]).arg(env!("CARGO_BIN_EXE_dateline"));
    let failed = command.arg(sandbox.root()).arg(&out).output().unwrap();
    assert_eq!(failed.status.code(), Some(3), "{}", told(&failed));
    assert!(told(&failed).contains("the disk is full"), "{}", told(&failed));
    let listed = |name: &str| fs::read_to_string(sandbox.path(name)).unwrap();
    assert_eq!(listed("before"), listed("after"), "the site is not as it was");
    let known = files_below(&sandbox.path("copy"));
    fs::remove_dir_all(sandbox.path(".dateline")).unwrap();
    sandbox.build();
    assert!(sandbox.outputs() == known, "after the disk had room again: not the clean site");
}

/// Takes all right to write from a folder, or gives it back.
#[cfg(unix)]
fn lock(folder: &Path, locked: bool) {
    use std::os::unix::fs::PermissionsExt;
    let folders = walkdir::WalkDir::new(folder)
        .contents_first(true)
        .into_iter()
        .map(|entry| entry.unwrap().into_path());
    let mode = if locked { 0o555 } else { 0o755 };
    for folder in folders.filter(|path| path.is_dir()).collect::<Vec<PathBuf>>() {
        fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
    }
}

/// Builds as somebody whom permissions bind: they do not bind root.
#[cfg(unix)]
fn build_as_somebody(sandbox: &Sandbox) -> Output {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65534;
    let program = sandbox.path("dateline");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_dateline"), &program).unwrap();
    }
    let mut command = Command::new(&program);
    command.args(["build", "--root"]).arg(sandbox.root()).arg("--out").arg(sandbox.path("public"));
    if fs::metadata(sandbox.root()).unwrap().uid() == 0
        || fs::metadata(sandbox.root()).unwrap().uid() == NOBODY
    {
        for entry in walkdir::WalkDir::new(sandbox.root()) {
            std::os::unix::fs::lchown(entry.unwrap().path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_may_not_be_written_stays_as_it_was() {
    let sandbox = site(5);
    let first = build_as_somebody(&sandbox);
    assert!(first.status.success(), "{}", told(&first));
    let before = sandbox.outputs();
    for locked in ["public", ".dateline"] {
        sandbox.write(
            "content/news/a-1.md",
            format!("---\ntitle: Now {locked}\ndate: 2020-01-01\n---\n").as_bytes(),
        );
        lock(&sandbox.path(locked), true);
        let built = build_as_somebody(&sandbox);
        lock(&sandbox.path(locked), false);
        if locked == "public" {
            assert_eq!(built.status.code(), Some(3), "{}", told(&built));
            assert!(told(&built).contains("permission denied"), "{}", told(&built));
            assert!(sandbox.outputs() == before, "the site is not as it was");
        } else {
            // What cannot be kept costs time only.
            assert!(built.status.success(), "{}", told(&built));
        }
        let next = build_as_somebody(&sandbox);
        assert!(next.status.success(), "{}", told(&next));
        let known = sandbox.outputs();
        fs::remove_dir_all(sandbox.path(".dateline")).unwrap();
        fs::remove_dir_all(sandbox.path("public")).unwrap();
        assert!(build_as_somebody(&sandbox).status.success());
        assert!(sandbox.outputs() == known, "{locked}: not the clean site");
    }
}
