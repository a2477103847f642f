//! Whether a folder may be the output folder of a site.
//!
//! Takes two paths, gives a refusal in words. Must not make or change anything.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use super::error::WorldError;

/// Folders of a site in which nothing is ever written by a build.
const SOURCES: [&str; 6] = ["content", "templates", "static", "data", ".git", ".dateline"];

/// Refuses an output folder in which a build would write over the site itself: the site's folder,
/// one above it, or one of its source folders.
///
/// # Errors
/// The refusal in words, or a path that cannot be looked up.
pub fn check_place(root: &Path, out: &Path) -> Result<(), WorldError> {
    let real_root = resolve(root).map_err(WorldError::on("read", root))?;
    let real_out = resolve(out).map_err(WorldError::on("read", out))?;
    let why = if real_out == real_root {
        "it is the site's own folder".to_owned()
    } else if real_root.starts_with(&real_out) {
        "the site itself lies in it".to_owned()
    } else {
        let inside = |name: &&&str| {
            let source = root.join(name);
            real_out.starts_with(resolve(&source).unwrap_or(source))
        };
        match SOURCES.iter().find(inside) {
            Some(name) => format!("it would mix with the site's {name}/"),
            None => return Ok(()),
        }
    };
    Err(WorldError::Refused(format!(
        "{} cannot be the output folder: {why}; choose another with `--out DIR`",
        out.display()
    )))
}

/// The path without links and dots, as far as it exists; what does not exist yet follows as it is.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut missing: Vec<&OsStr> = Vec::new();
    let mut here = path.as_path();
    let mut real = loop {
        match fs::canonicalize(here) {
            Ok(real) => break real,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let (Some(parent), Some(last)) = (here.parent(), here.components().next_back()) else {
            break here.to_owned();
        };
        missing.push(last.as_os_str());
        here = parent;
    };
    for name in missing.into_iter().rev() {
        if Path::new(name).components().next() == Some(Component::ParentDir) {
            real.pop();
        } else {
            real.push(name);
        }
    }
    Ok(real)
}

/// Where a path really leads; none where nothing is there.
pub fn real_path(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(out: &str) -> Option<String> {
        let site = tempfile::tempdir().unwrap();
        let root = site.path().join("news");
        fs::create_dir_all(root.join("content")).unwrap();
        let out = root.join(out);
        let refused = check_place(&root, &out).err()?.to_string();
        Some(refused.split(": ").nth(1).unwrap().split(';').next().unwrap().to_owned())
    }

    #[test]
    fn a_folder_of_its_own_may_be_the_output_folder() {
        for out in ["public", "build/public", "../www", "content/../public", "contents", "no/such/../folder"]
        {
            assert_eq!(refusal(out), None, "{out}");
        }
    }

    #[test]
    fn the_site_and_what_it_lies_in_are_never_written_over() {
        for out in [".", "", "public/..", "no/../such/.."] {
            assert_eq!(refusal(out).as_deref(), Some("it is the site's own folder"), "{out}");
        }
        for out in ["..", "../..", "/"] {
            assert_eq!(refusal(out).as_deref(), Some("the site itself lies in it"), "{out}");
        }
        for out in ["content", "content/public", "public/../content"] {
            assert_eq!(refusal(out).as_deref(), Some("it would mix with the site's content/"), "{out}");
        }
        assert_eq!(refusal("static").as_deref(), Some("it would mix with the site's static/"));
        assert_eq!(refusal(".git").as_deref(), Some("it would mix with the site's .git/"));
    }

    #[test]
    #[cfg(unix)]
    fn a_link_to_the_site_is_seen_through() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir_all(site.path().join("content")).unwrap();
        let link = site.path().join("www");
        std::os::unix::fs::symlink(site.path(), &link).unwrap();
        assert!(check_place(site.path(), &link).is_err());
        assert!(check_place(site.path(), &link.join("content")).is_err());
        assert!(check_place(site.path(), &link.join("public")).is_ok());
    }
}
