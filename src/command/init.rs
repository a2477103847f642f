//! `dateline init`: a new site that builds, with one briefing.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::disk::error::WorldError;
use crate::disk::scaffold::{is_free, write_new};

use super::report::output::Streams;
use super::status::Status;

const CONFIG: &str = "\
# Every key has a default; see the manual's chapter on the configuration.
title: My newsroom
description: Who sells what to whom.
language: en
time_zone: UTC
# base_url: https://news.example
navigation:
  - {label: Briefings, url: /briefings/}
  - {label: Vendors, url: /vendors/}
  - {label: Customers, url: /customers/}
  - {label: About, url: /about/}
";

const BODY: &str = "
[[Example Networks]] is to supply the radio network of Sample Mobile. Change these four lines and this
text, and run `dateline build` again: every company that you name has a page at once.
";

const VENDOR: &str = "---\nname: Example Networks\ndescription: It sells radio networks.\n---\n";

const CUSTOMER: &str = "---\nname: Sample Mobile\ndescription: It runs a mobile network.\n---\n";

const ABOUT: &str = "---\ntitle: About\n---\n\nWho we are, and how to reach us.\n";

/// Writes a new site into a folder that does not exist or is empty.
///
/// # Errors
/// The disk fails, or the folder holds files.
pub fn init(dir: &Path, now: Timestamp, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    if !is_free(dir)? {
        return Err(WorldError::Refused(format!("{} is not empty: choose another folder", dir.display())));
    }
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let article = format!(
        "---\ntitle: Example Networks wins Sample Mobile's radio network\ndate: {today}\nvendors: Example Networks\ncustomers: Sample Mobile\n---\n{BODY}"
    );
    let path = format!("content/briefings/{:04}/{:02}/first-briefing.md", today.year(), today.month());
    for (path, text) in [
        ("dateline.yaml", CONFIG),
        (path.as_str(), article.as_str()),
        ("content/organisations/example-networks.md", VENDOR),
        ("content/organisations/sample-mobile.md", CUSTOMER),
        ("content/pages/about.md", ABOUT),
        (".gitignore", "/public/\n/.dateline/\n"),
    ] {
        write_new(&dir.join(path), text)?;
    }
    let line = format!("a new site is in {0}; build it with `dateline build --root {0}`", dir.display());
    // Nobody reads a closed stream.
    let _ = streams.talk(&line);
    Ok(Status::Done)
}
