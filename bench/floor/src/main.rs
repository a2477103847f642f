//! The floor: the least work that any generator of a site must do.
//!
//! `floor SITE_DIR OUT_DIR FILES` reads every `.md` file below `SITE_DIR/content`, cuts off its front matter unread,
//! turns the Markdown into HTML and writes it to a folder of its own. Then it writes as many more files of about
//! 6 kB (standing for lists, feeds and other pages) as are missing to make `FILES` in all. No templates, no links
//! between pages, no checks, no configuration: a bound for the speed of a real generator, not a goal.
//!
//! `floor --look SITE_DIR FILE...` walks `SITE_DIR/content` on one core, asks the disk about each file, and reads the
//! `FILE`s: the least work to tell that nothing has changed.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;
use walkdir::WalkDir;

/// Bytes in a file that stands for a list.
const LIST_PAGE: usize = 6_000;

/// Folders below one folder, for the lists.
const LISTS_A_FOLDER: usize = 1_000;

const HEAD: &str =
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Floor</title>\n<main>\n";
const FOOT: &str = "</main>\n</html>\n";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, site, kept @ ..] = args.as_slice()
        && flag == "--look"
    {
        return match look(Path::new(site), kept) {
            Ok(count) => {
                println!("{count} files and bytes");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("floor: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let [site, out, files] = args.as_slice() else {
        eprintln!("usage: floor SITE_DIR OUT_DIR FILES");
        return ExitCode::from(2);
    };
    let Ok(files) = files.parse() else {
        eprintln!("floor: FILES is not a number: {files}");
        return ExitCode::from(2);
    };
    match build(Path::new(site), Path::new(out), files) {
        Ok(articles) => {
            println!("{articles} articles, {} files", articles.max(files));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("floor: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Asks about every file of the site and reads those that are kept; gives a number that hangs on all of it.
fn look(site: &Path, kept: &[String]) -> io::Result<u64> {
    let mut seen = 0;
    for entry in WalkDir::new(site.join("content")) {
        seen += entry?.metadata()?.len();
    }
    for file in kept {
        seen += fs::read(file)?.len() as u64;
    }
    Ok(seen)
}

/// Writes the site and returns the number of its articles.
fn build(site: &Path, out: &Path, files: usize) -> Result<usize, Box<dyn Error + Send + Sync>> {
    let content = site.join("content");
    let sources = sources(&content)?;
    sources.par_iter().try_for_each_init(
        || (String::new(), String::new()),
        |(source, page), path| -> Result<(), Box<dyn Error + Send + Sync>> {
            read(path, source).map_err(|error| format!("{}: {error}", path.display()))?;
            article(source, page);
            write(&out.join(path.strip_prefix(&content)?.with_extension("")), page)?;
            Ok(())
        },
    )?;
    let list = "<p>A line of a list.</p>\n".repeat(LIST_PAGE / 25);
    (sources.len()..files).into_par_iter().try_for_each_init(String::new, |page, number| {
        page.clear();
        page.extend([HEAD, &list, FOOT]);
        let group = number / LISTS_A_FOLDER;
        write(&out.join(format!("lists/{group}/{number}")), page)
    })?;
    Ok(sources.len())
}

/// All Markdown files below the folder.
fn sources(content: &Path) -> Result<Vec<PathBuf>, walkdir::Error> {
    let mut found = Vec::new();
    for entry in WalkDir::new(content) {
        let entry = entry?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "md") {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// Reads a file into a buffer that is used again.
fn read(path: &Path, text: &mut String) -> io::Result<()> {
    text.clear();
    io::Read::read_to_string(&mut fs::File::open(path)?, text)?;
    Ok(())
}

/// The article's page, from its source with front matter.
fn article(source: &str, page: &mut String) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    page.clear();
    page.push_str(HEAD);
    html::push_html(page, Parser::new_ext(body(source), options));
    page.push_str(FOOT);
}

/// What follows the front matter: all, where there is none.
fn body(source: &str) -> &str {
    source
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---\n").map(|end| &rest[end + 5..]))
        .unwrap_or(source)
}

/// Writes `folder/index.html`, and makes the folder; the folders above it are made by whoever comes first.
fn write(folder: &Path, page: &str) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder)?,
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    fs::write(folder.join("index.html"), page)
}
