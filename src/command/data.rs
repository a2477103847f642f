//! Reads the files of `data/`, and the list of what was published.
//!
//! Takes their names, gives what they hold. Knows nothing of who asks for it.

use std::path::Path;

use rayon::prelude::*;

use crate::base::path::SourcePath;
use crate::compile::frontmatter::data_file;
use crate::compile::published::Published;
use crate::compile::questions::data_files::DataFiles;

use super::load::{Found, read_text};

/// What the files of `data/` hold. What is wrong with one goes to `found`.
pub(super) fn read_data(root: &Path, files: &[SourcePath], found: &mut Found) -> DataFiles {
    let files = files.par_iter().filter(|path| data_file::is_data(path));
    let read = files.map(|path| {
        let mut found = Found::default();
        let data = match read_text(root, path) {
            Ok(file) => data_file::read(&file, &mut found.findings),
            Err(unreadable) => {
                found.diagnostics.push(*unreadable);
                None
            }
        };
        let name = path.as_str().strip_prefix("data/").unwrap_or(path.as_str());
        (name.to_owned(), data, found)
    });
    let read: Vec<(String, _, Found)> = read.collect();
    DataFiles::new(read.into_iter().map(|(name, data, of_one)| {
        found.add(of_one);
        (name, data)
    }))
}

/// The addresses that were ever published, as far as the site keeps a list of them.
pub(super) fn read_published(root: &Path, path: Option<&SourcePath>, found: &mut Found) -> Published {
    match path.map(|path| read_text(root, path)) {
        Some(Ok(file)) => Published::read(&file, &mut found.findings),
        Some(Err(unreadable)) => {
            found.diagnostics.push(*unreadable);
            Published::default()
        }
        None => Published::default(),
    }
}
