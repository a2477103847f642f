//! The built-in theme: the templates and files that a site need not have of its own.

use include_dir::{Dir, DirEntry, include_dir};

use crate::compile::engine::Template;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The theme's templates, by name.
pub fn templates() -> Vec<Template<'static>> {
    let files = all(&TEMPLATES).into_iter();
    files
        .filter_map(|(name, bytes)| std::str::from_utf8(bytes).ok().map(|text| Template { name, text }))
        .collect()
}

/// The names of the theme's files.
pub fn files() -> Vec<&'static str> {
    all(&FILES).into_iter().map(|(name, _)| name).collect()
}

/// One of the theme's files.
pub fn file(name: &str) -> Option<&'static [u8]> {
    all(&FILES).into_iter().find(|(found, _)| *found == name).map(|(_, bytes)| bytes)
}

/// All files below a folder, by their path with `/`, sorted.
fn all(folder: &'static Dir<'static>) -> Vec<(&'static str, &'static [u8])> {
    let mut found = Vec::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(below) => open.push(below),
                DirEntry::File(file) => {
                    found.extend(file.path().to_str().map(|name| (name, file.contents())));
                }
            }
        }
    }
    found.sort_unstable();
    found
}
