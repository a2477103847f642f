//! `dateline new`: an article with its front matter, at its place in `content/`.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::base::path::SourcePath;
use crate::base::slug::slug;
use crate::compile::frontmatter::config;
use crate::compile::parse::RESERVED_FOLDERS;
use crate::disk::error::WorldError;
use crate::disk::scaffold::write_new;
use crate::model::config::Config;

use super::load::read_text;
use super::report::output::Streams;
use super::status::Status;

/// The longest slug, so that the file's name is one that file systems take.
const LONGEST_SLUG: usize = 200;

/// The arguments of `new`.
#[derive(Clone, Debug)]
pub struct NewOptions {
    /// The headline.
    pub title: String,
    /// Who sells in it.
    pub vendors: Vec<String>,
    /// Who buys in it.
    pub customers: Vec<String>,
    /// The folder of `content/`.
    pub section: String,
    /// The site's folder.
    pub root: PathBuf,
    /// The clock; the day is that of the site's time zone.
    pub now: Timestamp,
}

/// Writes the article and prints its path. An article that is there already stays as it is.
///
/// # Errors
/// The disk fails, or there is such an article.
pub fn new(options: &NewOptions, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    let config = site_config(options);
    let slug = slug(&options.title, &config.language);
    let section = options.section.trim_matches('/');
    let sound =
        section.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains('\\'));
    let first = section.split('/').next().unwrap_or_default();
    let fault = if RESERVED_FOLDERS.contains(&first) {
        Some(format!("content/{first}/ has no articles in it: choose another `--section`"))
    } else if slug.len() > LONGEST_SLUG {
        Some(format!("this title makes an address of {} letters; {LONGEST_SLUG} are the most", slug.len()))
    } else if slug.is_empty() {
        Some("no address can be made from this title: it has neither a letter nor a digit".to_owned())
    } else if !sound {
        Some(format!("`{}` is no folder of content/", options.section))
    } else if !options.root.join("content").is_dir() {
        Some(format!("there is no content/ in {}: is this the site's folder?", options.root.display()))
    } else {
        None
    };
    if let Some(fault) = fault {
        let _ = streams.talk(&format!("dateline: {fault}"));
        return Ok(Status::Usage);
    }
    let today = options.now.to_zoned_datetime(config.time_zone.clone()).date();
    let name = format!("content/{section}/{:04}/{:02}/{slug}.md", today.year(), today.month());
    let mut text = format!("---\ntitle: {}\ndate: {today}\n", quoted(&options.title));
    for (key, names) in [("vendors", &options.vendors), ("customers", &options.customers)] {
        let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        match names.as_slice() {
            [] => {}
            [one] => text.push_str(&format!("{key}: {one}\n")),
            several => text.push_str(&format!("{key}: [{}]\n", several.join(", "))),
        }
    }
    text.push_str("---\n\n");
    write_new(&options.root.join(&name), &text)?;
    let _ = streams.data(&options.root.join(&name).display().to_string());
    Ok(Status::Done)
}

/// The site's configuration as far as it can be read; faults are for `check` to tell.
fn site_config(options: &NewOptions) -> Config {
    let path = SourcePath::new("dateline.yaml");
    if options.root.join(path.as_str()).exists() {
        read_text(&options.root, &path).map(|file| config::config(&file).0).unwrap_or_default()
    } else {
        Config { time_zone: TimeZone::UTC, ..Config::default() }
    }
}

/// A text as YAML: bare where that is safe in a flow list, too, else in double quotes, which JSON's
/// are (YAML 1.2, section 1.3).
fn quoted(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.starts_with(char::is_alphabetic)
        && text.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '\'' | '.' | '&' | '/'))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    if bare { text } else { serde_json::Value::String(text).to_string() }
}
