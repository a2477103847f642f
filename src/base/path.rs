//! Three kinds of path that cannot be mixed up: where a file lies in the site's folder, where an
//! output lies in the output folder, and what a reader's browser asks for.
//!
//! All three use `/` on every system. Nothing here touches a disk.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A file of the site, relative to the site's folder: `content/briefings/2020/06/nokia.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path that is already relative to the site's folder and separated by `/`.
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last component: `nokia.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last component without its last extension: `nokia`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(0) | None => name,
            Some(dot) => &name[..dot],
        }
    }

    /// What stands after the last dot of the last component, if anything: `md`.
    pub fn extension(&self) -> Option<&str> {
        let name = self.file_name();
        match name.rfind('.') {
            Some(0) | None => None,
            Some(dot) => Some(&name[dot + 1..]),
        }
    }

    /// The folder, without a slash at its end; empty for a file in the site's folder itself.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |slash| &self.0[..slash])
    }

    /// The file that `relative` names as seen from this file's folder, or `None` where the dots
    /// lead out of the site. A leading `/` starts at the site's folder.
    pub fn join(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = Vec::new();
        if !relative.starts_with('/') {
            parts.extend(self.folder().split('/').filter(|part| !part.is_empty()));
        }
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Some(Self::new(&parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of the output folder, relative to it: `vendors/nokia/index.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct OutPath(Box<str>);

impl TryFrom<String> for OutPath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        Self::new(&path).ok_or("this path would leave the output folder")
    }
}

impl OutPath {
    /// Takes a relative path separated by `/`; `None` where a component is empty, `.` or `..`, or
    /// holds a backslash or NUL, so that no output can leave the output folder.
    pub fn new(path: &str) -> Option<Self> {
        is_sound(path).then(|| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether no component is empty, `.` or `..`, or holds a backslash or NUL.
fn is_sound(path: &str) -> bool {
    let sound = |part: &str| !matches!(part, "" | "." | "..");
    !path.contains(['\\', '\0']) && path.split('/').all(sound)
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A page or file of the site as a browser names it, from the site's root and not yet
/// percent-encoded: `/vendors/nokia/`. A folder's URL ends with a slash.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct Url(Arc<str>);

impl Url {
    /// Takes an absolute path; a missing first slash is added.
    pub fn new(path: &str) -> Self {
        if path.starts_with('/') { Self(Arc::from(path)) } else { Self(format!("/{path}").into()) }
    }

    /// The URL of the folder made of these components: `["vendors", "nokia"]` is `/vendors/nokia/`.
    pub fn folder<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut url = String::from("/");
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            url.push_str(part);
            url.push('/');
        }
        Self(url.into())
    }

    /// This folder's URL with one more component: `/vendors/` and `nokia` is `/vendors/nokia/`.
    #[must_use]
    pub fn child(&self, part: &str) -> Self {
        Self(format!("{}{part}/", self.0).into())
    }

    /// The URL of a file that belongs to a page: in its folder, or where the page is a file itself, beside it under
    /// its name. `/a/` and `x.json` is `/a/x.json`, `/b.html` and `x.json` is `/b.x.json`.
    #[must_use]
    pub fn beside(&self, file: &str) -> Self {
        let page = &*self.0;
        let name = if page.ends_with('/') { page } else { page.strip_suffix("html").unwrap_or(page) };
        Self(format!("{name}{file}").into())
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file a static host serves for this URL: a folder's is its `index.html`.
    /// `None` where a component would leave the output folder.
    pub fn out_path(&self) -> Option<OutPath> {
        let path = &self.0[1..];
        let folder = path.strip_suffix('/');
        if path.is_empty() || folder.is_some_and(is_sound) {
            Some(OutPath([path, "index.html"].concat().into()))
        } else {
            OutPath::new(path)
        }
    }
}

impl Borrow<str> for Url {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joined_path_cannot_leave_the_site() {
        let from = SourcePath::new("content/a/b.md");
        assert_eq!(from.join("../c.md").unwrap().as_str(), "content/c.md");
        assert_eq!(from.join("./x/./y.svg").unwrap().as_str(), "content/a/x/y.svg");
        assert_eq!(from.join("/static/a.css").unwrap().as_str(), "static/a.css");
        assert!(from.join("../../../etc/passwd").is_none());
    }

    #[test]
    fn an_output_path_cannot_leave_the_output_folder() {
        assert!(OutPath::new("a/../b").is_none());
        assert!(OutPath::new("/etc/passwd").is_none());
        assert!(OutPath::new("a//b").is_none());
        assert!(OutPath::new("a\\b").is_none());
        assert_eq!(OutPath::new("a/b.html").unwrap().as_str(), "a/b.html");
    }

    #[test]
    fn a_folder_url_is_served_from_its_index() {
        assert_eq!(Url::new("/").out_path().unwrap().as_str(), "index.html");
        assert_eq!(
            Url::folder(["vendors", "nokia"]).out_path().unwrap().as_str(),
            "vendors/nokia/index.html"
        );
        assert_eq!(Url::new("/404.html").out_path().unwrap().as_str(), "404.html");
    }
}
