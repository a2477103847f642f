//! Says by one hash what this program is built from, so that what another version of it remembers of a
//! site is never taken for its own.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for folder in ["src", "templates", "static", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={folder}");
        add(Path::new(folder), &mut hasher)?;
    }
    // What is switched on changes what is printed: the order of names, for one.
    let mut features: Vec<String> =
        env::vars().map(|(name, _)| name).filter(|name| name.starts_with("CARGO_FEATURE_")).collect();
    features.sort();
    features.hash(&mut hasher);
    println!("cargo::rustc-env=DATELINE_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Adds a file, or all files below a folder in the order of their names.
fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| add(path, hasher));
    }
    // A packed crate need not have its lock file.
    if path.exists() {
        path.to_string_lossy().replace('\\', "/").hash(hasher);
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}
