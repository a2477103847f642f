//! Walks small sites made for each test.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use super::*;

/// A site with these files; a path with ` -> ` in it is a symbolic link.
struct Site(tempfile::TempDir);

impl Site {
    fn new(files: &[&str]) -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        for file in files {
            let (path, target) = file.split_once(" -> ").map_or((*file, None), |(path, to)| (path, Some(to)));
            let full = site.root().join(path);
            fs::create_dir_all(full.parent().unwrap()).unwrap();
            match target {
                Some(target) => symlink(target, full).unwrap(),
                None => fs::write(full, path).unwrap(),
            }
        }
        site
    }

    /// The site's folder, which has a neighbour: `outside/secret.md`.
    fn root(&self) -> PathBuf {
        let outside = self.0.path().join("outside");
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("secret.md"), "secret").unwrap();
        self.0.path().join("site")
    }

    fn listing(&self) -> Listing {
        discover(&self.root(), &self.root().join("public")).unwrap()
    }

    fn content(&self) -> Vec<String> {
        names(&self.listing().content)
    }

    /// Findings as `code path: message`, sorted, with the name of the temporary folder taken out.
    fn findings(&self) -> Vec<String> {
        let real = fs::canonicalize(self.0.path()).unwrap();
        let mut found: Vec<_> = self
            .listing()
            .findings
            .iter()
            .map(|f| {
                let message = f.message.replace(real.to_str().unwrap(), "");
                format!("{} {}: {message}", f.code.as_str(), f.file)
            })
            .collect();
        found.sort();
        found
    }
}

fn names(paths: &[SourcePath]) -> Vec<String> {
    paths.iter().map(ToString::to_string).collect()
}

#[test]
fn files_are_listed_by_folder_sorted_as_they_are_named() {
    let site = Site::new(&[
        "dateline.yaml",
        "content/b.md",
        "content/a/z.md",
        "content/a.md",
        "content/ü.md",
        "content/u\u{308}.md",
        "templates/base.html",
        "static/css/site.css",
        "README.md",
        "notes/x.md",
    ]);
    let listing = site.listing();
    assert_eq!(listing.config, Some(SourcePath::new("dateline.yaml")));
    assert_eq!(
        names(&listing.content),
        ["content/a.md", "content/a/z.md", "content/b.md", "content/u\u{308}.md", "content/ü.md"]
    );
    assert_eq!(names(&listing.templates), ["templates/base.html"]);
    assert_eq!(names(&listing.assets), ["static/css/site.css"]);
    assert!(listing.findings.is_empty());
}

#[test]
fn a_site_needs_nothing_but_content() {
    let listing = Site::new(&["content/a.md", "dateline.yml"]).listing();
    assert_eq!(listing.config, Some(SourcePath::new("dateline.yml")));
    assert!(listing.templates.is_empty() && listing.assets.is_empty());

    let error = discover(&Site::new(&["a.md"]).root(), Path::new("public")).unwrap_err().to_string();
    assert!(error.starts_with("no content/ in /"), "{error}");
    assert!(error.ends_with(
        ": is this the site's folder? name it with `--root DIR`, or make a new site with `dateline init DIR`"
    ));
    let error = discover(Path::new("/no/such/site"), Path::new("public")).unwrap_err().to_string();
    assert_eq!(error, "cannot read /no/such/site: it does not exist");
}

#[test]
fn hidden_and_temporary_files_are_left_out_but_for_the_webs_own() {
    let site = Site::new(&[
        "content/.obsidian/x.md",
        "content/.draft.md",
        "content/a.md~",
        "content/4913",
        "content/2020/4913/b.md",
        "content/.#a.md -> user@host.1:2",
        "static/.well-known/security.txt",
        "static/.nojekyll",
        "static/.DS_Store",
        "static/.git/config",
        "static/a.css~",
        "static/.#b -> user@host.1:2",
    ]);
    assert_eq!(site.content(), ["content/2020/4913/b.md"]);
    assert_eq!(names(&site.listing().assets), ["static/.nojekyll", "static/.well-known/security.txt"]);
    assert!(site.findings().is_empty(), "{:?}", site.findings());
}

#[test]
fn the_output_folder_is_never_entered() {
    let site = Site::new(&[
        "content/a.md",
        "content/public/old.md",
        "content/b/public/kept.md",
        "content/x -> public",
    ]);
    let listing = discover(&site.root(), &site.root().join("content/public")).unwrap();
    assert_eq!(names(&listing.content), ["content/a.md", "content/b/public/kept.md"]);
    assert!(listing.findings.is_empty());
}

#[test]
fn links_inside_the_site_are_followed() {
    let site = Site::new(&[
        "content/a.md",
        "shared/b.md",
        "content/b.md -> ../shared/b.md",
        "content/more -> ../shared",
    ]);
    assert_eq!(site.content(), ["content/a.md", "content/b.md", "content/more/b.md"]);
    assert_eq!(read(&site.root(), &SourcePath::new("content/more/b.md")).unwrap(), b"shared/b.md");
}

#[test]
fn links_that_leave_the_site_or_lead_nowhere_are_named() {
    let site = Site::new(&[
        "content/a.md",
        "content/file.md -> ../../outside/secret.md",
        "content/folder -> ../../outside",
        "content/hop -> ../hop",
        "hop -> ../outside",
        "content/gone.md -> nowhere.md",
        "content/me.md -> me.md",
        "content/round -> ../content",
        "content/sub/up -> ..",
        "content/site -> ..",
        "static -> ../outside",
        "dateline.yaml -> ../outside/secret.md",
    ]);
    assert_eq!(site.content(), ["content/a.md"]);
    assert_eq!(names(&site.listing().assets), [""; 0]);
    assert_eq!(site.listing().config, None);
    assert_eq!(
        site.findings(),
        [
            "symlink-outside content/file.md: this link leads out of the site, to `/outside/secret.md`",
            "symlink-outside content/folder: this link leads out of the site, to `/outside`",
            "symlink-outside content/gone.md: this link leads to `nowhere.md`, which does not exist",
            "symlink-outside content/hop: this link leads out of the site, to `/outside`",
            "symlink-outside content/me.md: this link leads round in a circle, to `me.md`",
            "symlink-outside content/round: this link leads round in a circle, to `content`",
            "symlink-outside content/site: this link leads round in a circle, to `/site`",
            "symlink-outside content/sub/up: this link leads round in a circle, to `content`",
            "symlink-outside dateline.yaml: this link leads out of the site, to `/outside/secret.md`",
            "symlink-outside static: this link leads out of the site, to `/outside`",
        ]
    );
}

#[test]
fn names_that_are_not_utf8_are_named_as_far_as_they_can_be() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::new(&["content/a.md"]);
    let content = site.root().join("content");
    fs::write(content.join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "").unwrap();
    let folder = content.join(std::ffi::OsStr::from_bytes(b"\xff"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("b.md"), "").unwrap();
    assert_eq!(site.content(), ["content/a.md"]);
    assert_eq!(
        site.findings(),
        [
            "unreadable-file content/caf\u{fffd}.md: the name of this file is not UTF-8",
            "unreadable-file content/\u{fffd}: the name of this folder is not UTF-8",
        ]
    );
}

#[test]
fn what_is_neither_file_nor_folder_is_named() {
    let site = Site::new(&["content/a.md", "templates"]);
    let _socket = std::os::unix::net::UnixListener::bind(site.root().join("content/s.md")).unwrap();
    assert_eq!(
        site.findings(),
        [
            "unreadable-file content/s.md: this is neither a file nor a folder",
            "unreadable-file templates: this should be a folder, and is not",
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let site = Site::new(&["content/a.md"]);
    let why = |path| match read(&site.root(), &SourcePath::new(path)).unwrap_err() {
        WorldError::System { reason, .. } => reason,
        WorldError::Refused(message) => message,
    };
    assert_eq!(why("content/b.md"), "it does not exist");
    assert_eq!(why("content"), "it is a folder");
    let huge = fs::File::create(site.root().join("content/huge.md")).unwrap();
    huge.set_len(5_000_000_000).unwrap();
    assert_eq!(why("content/huge.md"), "it has 5000 MB, the most that is read is 8 MB");
}

#[test]
fn a_site_may_lie_behind_a_link_or_be_the_folder_one_is_in() {
    let site = Site::new(&["content/a.md"]);
    let link = site.root().with_file_name("link");
    symlink(site.root(), &link).unwrap();
    let listing = discover(&link, &link.join("public")).unwrap();
    assert_eq!(names(&listing.content), ["content/a.md"]);
    assert_eq!(relative(Path::new("."), Path::new("./content/a.md")), Some(SourcePath::new("content/a.md")));
    assert_eq!(relative(Path::new(""), Path::new("content/a.md")), Some(SourcePath::new("content/a.md")));
}
