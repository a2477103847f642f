//! Builds small outputs in a temporary folder and looks at what lies there then.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;

use rayon::prelude::*;

use super::*;

/// A folder with an output folder `public` and a neighbour that nobody may touch.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.0.path().join("neighbour")).unwrap();
        fs::write(place.0.path().join("neighbour/a.html"), "theirs").unwrap();
        place
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("public")
    }

    /// Builds these files, given as `path=text`; says what happened to each and what was deleted.
    fn build(&self, files: &[&str]) -> Vec<String> {
        run(prepare(&self.out(), &Known::default()).unwrap(), files)
    }

    fn rehearse(&self, files: &[&str]) -> Vec<String> {
        run(rehearse(&self.out(), &Known::default()).unwrap(), files)
    }

    /// Every file as `path=text`, and every link as `path -> target`, without the marker.
    fn files(&self) -> Vec<String> {
        assert_eq!(fs::read_to_string(self.0.path().join("neighbour/a.html")).unwrap(), "theirs");
        let mut found = tree(&self.out());
        assert_eq!(
            found.remove(MARKER).as_deref(),
            Some("=This folder is written by dateline. Files that are not part of the site are deleted.\n")
        );
        found.into_iter().map(|(path, text)| path + &text).collect()
    }
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .map(|entry| {
            let entry = entry.unwrap();
            let text = match entry.file_type() {
                kind if kind.is_dir() => "/".to_owned(),
                kind if kind.is_symlink() => {
                    format!(" -> {}", fs::read_link(entry.path()).unwrap().display())
                }
                _ => format!("={}", fs::read_to_string(entry.path()).unwrap()),
            };
            (entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned(), text)
        })
        .filter(|(_, text)| text != "/")
        .collect()
}

fn path(name: &str) -> OutPath {
    OutPath::new(name).unwrap()
}

fn run(stage: Stage, files: &[&str]) -> Vec<String> {
    let files: Vec<_> = files.iter().map(|file| file.split_once('=').unwrap()).collect();
    let mut done: Vec<String> = files
        .par_iter()
        .map(|(name, text)| {
            let word = match stage.put(&path(name), text.as_bytes()).unwrap().change {
                Change::New => "new",
                Change::Changed => "changed",
                Change::Kept => "kept",
            };
            format!("{word} {name}")
        })
        .collect();
    let planned: Vec<_> = files.iter().map(|(name, _)| path(name)).collect();
    let (deleted, _) = stage.commit(&planned).unwrap();
    done.extend(deleted.into_iter().map(|name| format!("deleted {name}")));
    done
}

#[test]
fn a_first_build_makes_the_folder_and_a_second_writes_nothing() {
    let place = Place::new();
    let site = ["index.html=home", "a/index.html=A", "a/b/index.html=B", "feed.xml=feed", "css/x.css="];
    assert_eq!(
        place.build(&site),
        ["new index.html", "new a/index.html", "new a/b/index.html", "new feed.xml", "new css/x.css"]
    );
    let built = ["a/b/index.html=B", "a/index.html=A", "css/x.css=", "feed.xml=feed", "index.html=home"];
    assert_eq!(place.files(), built);
    let stamp = fs::metadata(place.out().join("index.html")).unwrap().modified().unwrap();
    assert_eq!(
        place.build(&site),
        ["kept index.html", "kept a/index.html", "kept a/b/index.html", "kept feed.xml", "kept css/x.css"]
    );
    assert_eq!(place.files(), built);
    assert_eq!(fs::metadata(place.out().join("index.html")).unwrap().modified().unwrap(), stamp);
}

#[test]
fn only_what_changed_is_written_and_what_is_not_planned_goes() {
    let place = Place::new();
    place.build(&["index.html=home", "a/index.html=A", "old/deep/index.html=x", "old/deep.html=x"]);
    let next = ["index.html=home", "a/index.html=AA", "b/index.html=B"];
    let expected = [
        "kept index.html",
        "changed a/index.html",
        "new b/index.html",
        "deleted old/deep.html",
        "deleted old/deep/index.html",
    ];
    let before = tree(&place.out());
    assert_eq!(place.rehearse(&next), expected);
    assert_eq!(tree(&place.out()), before, "a rehearsal writes nothing");
    assert_eq!(place.build(&next), expected);
    assert_eq!(place.files(), ["a/index.html=AA", "b/index.html=B", "index.html=home"]);
    assert!(!place.out().join("old").exists());
}

#[test]
fn what_is_planned_but_not_put_again_stays() {
    let place = Place::new();
    place.build(&["a/index.html=A", "b/index.html=B"]);
    let stage = prepare(&place.out(), &Known::default()).unwrap();
    assert!(stage.holds(&path("a/index.html")) && !stage.holds(&path("c/index.html")));
    stage.put(&path("b/index.html"), b"BB").unwrap();
    assert!(stage.commit(&[path("a/index.html"), path("b/index.html")]).unwrap().0.is_empty());
    assert_eq!(place.files(), ["a/index.html=A", "b/index.html=BB"]);
}

#[test]
fn a_build_that_is_given_up_leaves_no_trace() {
    let place = Place::new();
    let deep = place.0.path().join("x/y/public");
    let stage = prepare(&deep, &Known::default()).unwrap();
    stage.put(&path("a/index.html"), b"A").unwrap();
    assert!(!deep.join("a").exists(), "nothing is in place before the end");
    stage.discard();
    assert!(!place.0.path().join("x").exists());

    fs::create_dir(place.out()).unwrap();
    prepare(&place.out(), &Known::default()).unwrap().discard();
    assert!(tree(&place.out()).is_empty(), "an empty folder is empty again");

    place.build(&["a/index.html=A", "b.html=B"]);
    let before = tree(&place.out());
    let stage = prepare(&place.out(), &Known::default()).unwrap();
    stage.put(&path("a/index.html"), b"new").unwrap();
    drop(stage);
    assert_eq!(tree(&place.out()), before);
}

#[test]
fn what_a_crashed_build_left_is_removed() {
    let place = Place::new();
    place.build(&["index.html=home"]);
    fs::create_dir_all(place.out().join(STAGE).join("a")).unwrap();
    fs::write(place.out().join(STAGE).join("a/index.html"), "half").unwrap();
    assert_eq!(place.build(&["index.html=home"]), ["kept index.html"]);
    assert_eq!(place.files(), ["index.html=home"]);
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let place = Place::new();
    let refusal = |error: WorldError| error.to_string().replace(place.0.path().to_str().unwrap(), "");
    let neighbour = place.0.path().join("neighbour");
    assert_eq!(
        refusal(prepare(&neighbour, &Known::default()).unwrap_err()),
        "/neighbour holds files that dateline did not write, such as a.html: empty it, or choose another folder with `--out DIR`"
    );
    assert!(rehearse(&neighbour, &Known::default()).is_err());
    fs::write(neighbour.join(MARKER), "something else").unwrap();
    assert!(prepare(&neighbour, &Known::default()).is_err(), "a file of the marker's name is not the marker");
    assert_eq!(
        refusal(prepare(&neighbour.join("a.html"), &Known::default()).unwrap_err()),
        "/neighbour/a.html is a file, not a folder"
    );
    assert_eq!(
        refusal(prepare(&neighbour.join("a.html/public"), &Known::default()).unwrap_err()),
        "cannot read /neighbour/a.html/public: a part of its path is a file, not a folder"
    );
}

#[test]
fn a_link_in_place_of_the_marker_is_not_written_through() {
    let place = Place::new();
    fs::create_dir(place.out()).unwrap();
    symlink(place.0.path().join("neighbour/a.html"), place.out().join(MARKER)).unwrap();
    let error = prepare(&place.out(), &Known::default()).unwrap_err().to_string();
    assert!(error.ends_with(".dateline: something else has this name"), "{error}");
    assert_eq!(fs::read_to_string(place.0.path().join("neighbour/a.html")).unwrap(), "theirs");
    assert!(place.out().join(MARKER).is_symlink());
}

#[test]
fn a_checked_out_branch_keeps_its_git_folder() {
    let place = Place::new();
    fs::create_dir_all(place.out().join(".git")).unwrap();
    fs::write(place.out().join(".git/HEAD"), "ref").unwrap();
    place.build(&["index.html=home"]);
    assert_eq!(place.build(&["a.html=A"]), ["new a.html", "deleted index.html"]);
    assert_eq!(place.files(), [".git/HEAD=ref", "a.html=A"]);
    let stage = prepare(&place.out(), &Known::default()).unwrap();
    for own in [".git/HEAD", ".dateline", ".Dateline-Stage/x", ".git"] {
        let error = stage.put(&path(own), b"x").unwrap_err().to_string();
        assert!(error.ends_with(" is kept for dateline itself or for git"), "{error}");
    }
    assert!(stage.put(&path("a/.git"), b"x").is_ok());
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let place = Place::new();
    place.build(&["a=file", "b/x/y.html=1", "b/z.html=2", "c/d/e=1"]);
    fs::create_dir_all(place.out().join("empty/inner")).unwrap();
    let done = place.build(&["a/index.html=A", "b=file", "c/d=file", "empty=file"]);
    assert_eq!(done[4..], ["deleted a", "deleted b/x/y.html", "deleted b/z.html", "deleted c/d/e"]);
    assert_eq!(place.files(), ["a/index.html=A", "b=file", "c/d=file", "empty=file"]);
}

#[test]
fn links_in_the_output_are_replaced_and_never_followed() {
    let place = Place::new();
    place.build(&["index.html=home"]);
    let neighbour = place.0.path().join("neighbour");
    for name in ["folder", "stray"] {
        symlink(&neighbour, place.out().join(name)).unwrap();
    }
    symlink(neighbour.join("a.html"), place.out().join("file.html")).unwrap();
    symlink("nowhere", place.out().join("dangling")).unwrap();
    let done = place.build(&["index.html=home", "folder/a.html=theirs", "file.html=theirs"]);
    assert_eq!(
        done,
        [
            "kept index.html",
            "new folder/a.html",
            "changed file.html",
            "deleted dangling",
            "deleted folder",
            "deleted stray",
        ]
    );
    assert_eq!(place.files(), ["file.html=theirs", "folder/a.html=theirs", "index.html=home"]);
}

#[test]
fn the_output_folder_itself_may_be_a_link() {
    let place = Place::new();
    let real = place.0.path().join("real");
    fs::create_dir(&real).unwrap();
    symlink(&real, place.out()).unwrap();
    place.build(&["index.html=home"]);
    assert_eq!(place.build(&["index.html=new"]), ["changed index.html"]);
    assert_eq!(fs::read_to_string(real.join("index.html")).unwrap(), "new");
    assert!(place.out().is_symlink());
}

#[test]
fn another_spelling_is_deleted_before_the_new_one_comes() {
    let place = Place::new();
    place.build(&["News/index.html=old", "News/kept.html=k", "U\u{308}ber.html=old"]);
    let done = place.build(&["news/index.html=new", "News/kept.html=k", "\u{fc}ber.html=new"]);
    assert_eq!(done[3..], ["deleted News/index.html", "deleted U\u{308}ber.html"]);
    assert_eq!(place.files(), ["News/kept.html=k", "news/index.html=new", "\u{fc}ber.html=new"]);
}

#[test]
fn names_that_are_no_text_are_deleted_like_others() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    place.build(&["index.html=home"]);
    let odd = place.out().join(std::ffi::OsStr::from_bytes(b"\xff"));
    fs::create_dir(&odd).unwrap();
    fs::write(odd.join("x"), "").unwrap();
    fs::write(place.out().join("a\\b"), "").unwrap();
    assert_eq!(place.build(&["index.html=home"]), ["kept index.html", "deleted a\\b", "deleted \u{fffd}/x"]);
    assert!(!odd.exists());
    assert_eq!(place.files(), ["index.html=home"]);
}

#[test]
fn files_are_copied_only_where_they_differ() {
    let place = Place::new();
    let source = place.0.path().join("hero.svg");
    let put = |text: &str| {
        fs::write(&source, text).unwrap();
        let stage = prepare(&place.out(), &Known::default()).unwrap();
        let change = stage.put_file(&path("img/hero.svg"), &source).unwrap().change;
        stage.commit(&[path("img/hero.svg")]).unwrap();
        assert_eq!(place.files(), [format!("img/hero.svg={text}")]);
        change
    };
    let large = "x".repeat(200_000);
    assert_eq!(put("one"), Change::New);
    assert_eq!(put("one"), Change::Kept);
    assert_eq!(put("two"), Change::Changed);
    assert_eq!(put(&large), Change::Changed);
    assert_eq!(put(&large.replace("xx", "xy")), Change::Changed);
    let error = prepare(&place.out(), &Known::default())
        .unwrap()
        .put_file(&path("a"), Path::new("/no/such"))
        .unwrap_err();
    assert_eq!(error.to_string(), "cannot read /no/such: it does not exist");
}

#[test]
fn a_rehearsal_in_a_folder_that_is_not_there_does_not_make_it() {
    let place = Place::new();
    assert_eq!(place.rehearse(&["index.html=home"]), ["new index.html"]);
    assert!(!place.out().exists());
}

#[test]
fn a_name_that_is_too_long_is_named_as_it_would_be() {
    let place = Place::new();
    let stage = prepare(&place.out(), &Known::default()).unwrap();
    let long = format!("{}/index.html", "x".repeat(300));
    let error = stage.put(&path(&long), b"x").unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "cannot write {}: the disk does not allow this name, it may be too long",
            place.out().join(long).display()
        )
    );
}

#[test]
fn a_marker_that_a_killed_build_left_empty_is_written() {
    let place = Place::new();
    fs::create_dir(place.out()).unwrap();
    fs::write(place.out().join(MARKER), "").unwrap();
    assert_eq!(place.build(&["a.html=1"]), ["new a.html"]);
    assert_eq!(place.files(), ["a.html=1"]);
}

#[test]
fn one_build_at_a_time_has_the_folder() {
    let place = Place::new();
    let first = prepare(&place.out(), &Known::default()).unwrap();
    first.put(&path("a.html"), b"1").unwrap();
    let told = prepare(&place.out(), &Known::default()).unwrap_err().to_string();
    assert!(told.contains(&format!("another build (process {})", std::process::id())), "{told}");
    assert_eq!(place.rehearse(&[]), Vec::<String>::new(), "to look disturbs nobody");
    first.commit([&path("a.html")]).unwrap();
    assert_eq!(place.files(), ["a.html=1"]);
    assert_eq!(place.build(&["a.html=2"]), ["changed a.html"]);
}
