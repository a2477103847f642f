//! Finds the files of a site, and reads one.
//!
//! Takes the site's folder, gives sorted paths and what is wrong with those that cannot be used.
//! Must not know what the files hold, nor read any of them while walking: each file costs one
//! directory entry, and only a symbolic link costs more.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::path::SourcePath;
use crate::base::source::MAX_FILE;

use super::error::{WorldError, reason, unreadable};
use super::leftovers::Rule;
use super::stamp::Stamp;

/// A file far beyond what can be an article is not read into memory only to be refused.
const MAX_READ: u64 = 8 * MAX_FILE as u64;

/// The files of a site, each list sorted by path.
#[derive(Debug, Default)]
pub struct Listing {
    /// `dateline.yaml` or `dateline.yml`, if there is one.
    pub config: Option<SourcePath>,
    /// `dateline.urls`, if there is one.
    pub published: Option<SourcePath>,
    /// All files under `content/`.
    pub content: Vec<SourcePath>,
    /// All files under `templates/`.
    pub templates: Vec<SourcePath>,
    /// All files under `static/`.
    pub assets: Vec<SourcePath>,
    /// All files under `data/`.
    pub data: Vec<SourcePath>,
    /// Files and folders that cannot be used.
    pub findings: Vec<Finding>,
}

/// Finds the files of the site in `root`. The output folder `out` is never entered.
///
/// # Errors
/// `root` is not there, or has no `content/`. What is wrong with single files is in the listing.
pub fn discover(root: &Path, out: &Path) -> Result<Listing, WorldError> {
    let real_root = fs::canonicalize(root).map_err(WorldError::on("read", root))?;
    if !real_root.join("content").is_dir() && fs::symlink_metadata(real_root.join("content")).is_err() {
        return Err(no_content(&real_root));
    }
    let mut walk = Walk { root, real_root, real_out: fs::canonicalize(out).ok(), findings: Vec::new() };
    Ok(Listing {
        config: walk.file(&["dateline.yaml", "dateline.yml"]),
        published: walk.file(&["dateline.urls"]),
        content: walk.folder("content", Rule::Text),
        templates: walk.folder("templates", Rule::Text),
        assets: walk.folder("static", Rule::Assets),
        data: walk.folder("data", Rule::Text),
        findings: walk.findings,
    })
}

/// Reads one file of the site.
///
/// # Errors
/// It cannot be read, or is so large that it cannot be text.
pub fn read(root: &Path, path: &SourcePath) -> Result<Vec<u8>, WorldError> {
    read_stamped(root, path).map(|(bytes, _)| bytes)
}

/// What the disk says of one file of the site; none where it says nothing.
pub fn stamp(root: &Path, path: &SourcePath) -> Option<Stamp> {
    fs::metadata(root.join(path.as_str())).ok().map(|meta| Stamp::of_source(&meta))
}

/// Reads one file of the site, and what the disk says of it.
///
/// # Errors
/// It cannot be read, or is so large that it cannot be text.
pub fn read_stamped(root: &Path, path: &SourcePath) -> Result<(Vec<u8>, Stamp), WorldError> {
    let full = root.join(path.as_str());
    let on = WorldError::on("read", &full);
    let mut file = fs::File::open(&full).map_err(&on)?;
    let meta = file.metadata().map_err(&on)?;
    let size = meta.len();
    if size > MAX_READ {
        let reason =
            format!("it has {} MB, the most that is read is {} MB", size / 1_000_000, MAX_FILE >> 20);
        return Err(WorldError::System { action: "read", path: full.clone(), reason });
    }
    // One byte more than the file has, so that its end is seen without growing; and not through the
    // file itself, which would ask the system for its size once more.
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.by_ref().take(u64::MAX).read_to_end(&mut bytes).map_err(&on)?;
    Ok((bytes, Stamp::of_source(&meta)))
}

fn no_content(root: &Path) -> WorldError {
    WorldError::Refused(format!(
        "no content/ in {}: is this the site's folder? name it with `--root DIR`, or make a new site with `dateline init DIR`",
        root.display()
    ))
}

struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    /// `None` while there is no output folder yet.
    real_out: Option<PathBuf>,
    findings: Vec<Finding>,
}

/// What is done with one entry of a folder.
enum Verdict {
    Take(SourcePath),
    Enter,
    LeaveOut,
}

impl Walk<'_> {
    /// The first of these files in the site's folder itself.
    fn file(&mut self, names: &[&str]) -> Option<SourcePath> {
        for name in names {
            let path = self.root.join(name);
            let Ok(meta) = fs::symlink_metadata(&path) else { continue };
            let name = SourcePath::new(name);
            if meta.is_symlink() && !self.link_is_sound(&path, &name, &self.real_root.clone()) {
                return None;
            }
            if fs::metadata(&path).is_ok_and(|meta| meta.is_file()) {
                return Some(name);
            }
            self.findings.push(unreadable(&name, "this should be a file, and is not"));
        }
        None
    }

    fn folder(&mut self, name: &str, rule: Rule) -> Vec<SourcePath> {
        let base = self.root.join(name);
        let path = SourcePath::new(name);
        let Ok(meta) = fs::symlink_metadata(&base) else { return Vec::new() };
        if meta.is_symlink() && !self.link_is_sound(&base, &path, &self.real_root.clone()) {
            return Vec::new();
        }
        if !base.is_dir() {
            self.findings.push(unreadable(&path, "this should be a folder, and is not"));
            return Vec::new();
        }
        let real_base = fs::canonicalize(&base).unwrap_or_else(|_| base.clone());
        let mut files = Vec::new();
        let mut walk = WalkDir::new(&base).min_depth(1).follow_links(true).into_iter();
        while let Some(next) = walk.next() {
            match next {
                Ok(entry) => match self.judge(&entry, rule, &real_base) {
                    Verdict::Take(path) => files.push(path),
                    Verdict::LeaveOut if entry.file_type().is_dir() => walk.skip_current_dir(),
                    Verdict::Enter | Verdict::LeaveOut => {}
                },
                Err(error) => self.failed(&error, rule),
            }
        }
        // Sorted once here and not by folder in the walk: `a.md` comes before `a/b.md`.
        files.sort_unstable();
        files
    }

    fn judge(&mut self, entry: &DirEntry, rule: Rule, base: &Path) -> Verdict {
        let kind = entry.file_type();
        let name = entry.file_name().to_string_lossy();
        let left_out =
            if kind.is_dir() { rule.leaves_out_folder(&name) } else { rule.leaves_out_file(&name) };
        if left_out || (kind.is_dir() && self.is_output(entry)) {
            return Verdict::LeaveOut;
        }
        let Some(path) = relative(self.root, entry.path()) else {
            let what = if kind.is_dir() { "folder" } else { "file" };
            self.not_utf8(entry.path(), what);
            return Verdict::LeaveOut;
        };
        if entry.path_is_symlink() && !self.link_is_sound(entry.path(), &path, base) {
            return Verdict::LeaveOut;
        }
        match kind {
            kind if kind.is_dir() => Verdict::Enter,
            kind if kind.is_file() => Verdict::Take(path),
            _ => {
                self.findings.push(unreadable(&path, "this is neither a file nor a folder"));
                Verdict::LeaveOut
            }
        }
    }

    /// Asks the disk only about a folder that has the output folder's name.
    fn is_output(&self, entry: &DirEntry) -> bool {
        let Some(out) = &self.real_out else { return false };
        out.file_name() == Some(entry.file_name())
            && fs::canonicalize(entry.path()).is_ok_and(|path| path == *out)
    }

    /// Whether a symbolic link leads to something that may be used; says so where it does not.
    /// `base` is the folder being walked: a link to it or above it would never end.
    fn link_is_sound(&mut self, link: &Path, path: &SourcePath, base: &Path) -> bool {
        let target = match fs::canonicalize(link) {
            Ok(target) => target,
            Err(error) => {
                self.broken_link(link, path, &error);
                return false;
            }
        };
        if self.real_out.as_ref().is_some_and(|out| target.starts_with(out)) {
            return false;
        }
        let message = if !target.starts_with(&self.real_root) {
            format!("this link leads out of the site, to `{}`", target.display())
        } else if base.starts_with(&target) {
            format!("this link leads round in a circle, to `{}`", target.display())
        } else {
            return true;
        };
        self.link_finding(path, message);
        false
    }

    fn broken_link(&mut self, link: &Path, path: &SourcePath, error: &std::io::Error) {
        let named = fs::read_link(link).unwrap_or_default();
        let message = match error.kind() {
            ErrorKind::NotFound => format!("this link leads to `{}`, which does not exist", named.display()),
            ErrorKind::PermissionDenied => {
                format!("this link leads to `{}`, which cannot be read: permission denied", named.display())
            }
            _ => format!("this link leads round in a circle, to `{}`", named.display()),
        };
        self.link_finding(path, message);
    }

    fn link_finding(&mut self, path: &SourcePath, message: String) {
        let finding = Finding::new(Code::SymlinkOutside, path, Place::File, message)
            .help("copy the file into the site instead, or delete the link");
        self.findings.push(finding);
    }

    fn not_utf8(&mut self, path: &Path, what: &str) {
        let shown = path.strip_prefix(self.root).unwrap_or(path).to_string_lossy();
        let message = format!("the name of this {what} is not UTF-8");
        self.findings.push(
            unreadable(&SourcePath::new(&shown), &message)
                .help(format!("give the {what} a new name; � stands for what cannot be read")),
        );
    }

    /// A folder that cannot be listed, or a link that cannot be followed.
    fn failed(&mut self, error: &walkdir::Error, rule: Rule) {
        let Some(path) = error.path() else { return };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if rule.leaves_out_file(&name) {
            return;
        }
        let shown = path.strip_prefix(self.root).unwrap_or(path).to_string_lossy();
        let file = SourcePath::new(&shown);
        if let Some(ancestor) = error.loop_ancestor() {
            let ancestor = ancestor.strip_prefix(self.root).unwrap_or(ancestor).display();
            return self.link_finding(&file, format!("this link leads round in a circle, to `{ancestor}`"));
        }
        let Some(cause) = error.io_error() else { return };
        if path.is_symlink() {
            return self.broken_link(path, &file, cause);
        }
        // Deleted while we walked: as if it had never been there.
        if cause.kind() != ErrorKind::NotFound {
            let message = format!("this folder cannot be read: {}", reason(cause));
            self.findings.push(unreadable(&file, &message));
        }
    }
}

/// The path inside the site with `/` on every system; `None` where it is not UTF-8.
fn relative(root: &Path, path: &Path) -> Option<SourcePath> {
    let text = path.strip_prefix(root).unwrap_or(path).to_str()?;
    Some(if cfg!(windows) { SourcePath::new(&text.replace('\\', "/")) } else { SourcePath::new(text) })
}

#[cfg(test)]
mod tests;
