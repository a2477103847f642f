//! Golden sites: a small site, and the whole output folder that it must become.
//!
//! `UPDATE_GOLDEN=1` accepts what was built.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::sandbox::{Sandbox, files_below};

#[test]
fn golden_sites_are_built_as_they_were_accepted() {
    let mut sites: Vec<_> =
        fs::read_dir("tests/golden").unwrap().map(|entry| entry.unwrap().path()).collect();
    sites.sort();
    assert!(!sites.is_empty());
    for site in sites {
        check(&site);
    }
}

fn check(site: &Path) {
    let sandbox = Sandbox::new(&[]);
    for (name, bytes) in files_below(site).iter().filter(|(name, _)| !name.starts_with("expected/")) {
        sandbox.write(name, bytes);
    }
    let built = sandbox.build();
    assert!(!built.err.contains("warning"), "{}: {}", site.display(), built.err);
    let outputs = sandbox.outputs();
    let expected = site.join("expected");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::remove_dir_all(&expected);
        for (name, bytes) in &outputs {
            let path = expected.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        return;
    }
    let accepted = files_below(&expected);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&outputs), names(&accepted), "{}", site.display());
    for (name, bytes) in &outputs {
        let (found, wanted) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&accepted[name]));
        assert_eq!(found, wanted, "{}: {name}", site.display());
    }
}
