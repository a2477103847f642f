//! One file of `content/` on its own: its front matter, and its body as HTML with a summary.
//!
//! Takes a decoded file, gives what it says and what is wrong with it. Knows no other file.

use serde::{Deserialize, Serialize};

use crate::base::diagnostic::{Code, Diagnostic, Finding, KeyPath, Place};
use crate::base::path::SourcePath;
use crate::base::source::SourceFile;
use crate::model::article::Manuscript;
use crate::model::body::Html;
use crate::model::config::Config;
use crate::model::deal::WrittenDeal;
use crate::model::profile::{OrganisationProfile, PageText, PersonProfile, TopicProfile};

use super::frontmatter::wish::{Wish, wish};
use super::frontmatter::{article, deal_file, fence, organisation, page, person, topic, yaml};
use super::in_place::{PLACING, check_record};
use super::locate::diagnostics;
use super::markdown::events::Text;
use super::markdown::html::html;
use super::markdown::inline::plain;
use super::markdown::options::MarkdownOptions;
use super::markdown::scan::scan;

/// What one file of `content/` turned out to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Parsed {
    /// The file.
    pub path: SourcePath,
    /// What it says; `None` where it cannot be built, and then a diagnostic tells why.
    pub content: Option<Content>,
    /// What was found in it.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it asks not to be published yet; only looked up where it cannot be built, for then
    /// nothing else tells.
    pub wish: Wish,
}

/// What a file of `content/` says, by the folder it lies in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Content {
    /// An article.
    Article(Box<Manuscript>),
    /// A file of `organisations/`.
    Organisation(Box<OrganisationProfile>),
    /// A file of `people/`.
    Person(Box<PersonProfile>),
    /// A file of `topics/`.
    Topic(Box<TopicProfile>),
    /// A file of `pages/`.
    Page(Box<PageText>),
    /// A file of `deals/`.
    Deal(Box<WrittenDeal>),
}

/// The folders of `content/` that hold something else than articles.
pub const RESERVED_FOLDERS: &[&str] = &["organisations", "people", "topics", "deals", "pages"];

/// The part of a path under `content/`: `briefings/2020/06/nokia.md`.
pub fn under_content(path: &SourcePath) -> &str {
    path.as_str().strip_prefix("content/").unwrap_or(path.as_str())
}

/// Whether a file is Markdown, by its name.
pub fn is_markdown(path: &SourcePath) -> bool {
    has_extension(path, &["md", "markdown"])
}

/// Whether a file of `content/` is read for what it says: Markdown, and the deals that are YAML. A
/// `README.md` among the deals is for the desk.
pub fn is_text(path: &SourcePath) -> bool {
    let of_deals = path.as_str().starts_with("content/deals/");
    if is_markdown(path) {
        return !(of_deals && path.stem().eq_ignore_ascii_case("readme"));
    }
    of_deals && has_extension(path, &["yaml", "yml"])
}

fn has_extension(path: &SourcePath, known: &[&str]) -> bool {
    path.extension().is_some_and(|extension| known.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Reads one file. Never fails: what cannot be read is told in the diagnostics.
pub fn parse(file: &SourceFile, config: &Config) -> Parsed {
    let mut findings: Vec<Finding> = Vec::new();
    let content = read(file, config, &mut findings);
    let wish = if content.is_none() { wish(&file.text, &config.time_zone) } else { Wish::None };
    Parsed { path: file.path.clone(), content, diagnostics: diagnostics(findings, file, config), wish }
}

fn read(file: &SourceFile, config: &Config, findings: &mut Vec<Finding>) -> Option<Content> {
    if is_text(&file.path) && !is_markdown(&file.path) {
        return deal_file::from_yaml(file, config, findings).map(|found| Content::Deal(Box::new(found)));
    }
    let front = fence::open(file, findings)?;
    let map = yaml::parse(file, front.yaml.clone(), findings);
    let folder = under_content(&file.path).split_once('/').map_or("", |(folder, _)| folder);
    let is_article = !RESERVED_FOLDERS.contains(&folder);
    let options = MarkdownOptions {
        smart_punctuation: config.smart_punctuation,
        raw_html: config.raw_html,
        placing: if is_article { PLACING } else { &[] },
    };
    let text = Text::new(file.text.get(front.body_start..).unwrap_or_default(), options);
    let events = text.events();
    let (mut body, first_paragraph) = scan(file, front.body_start, &text, &events, findings);
    let map = map?;
    if is_article {
        let mut found = article::article(file, map, config, body, findings)?;
        let repeated = repeats_standfirst(found.standfirst.as_deref(), first_paragraph.as_deref());
        if repeated {
            findings.push(standfirst_repeated(&file.path));
        }
        found.body.html = Html::of(html(&text, &events, &found.body.headings, repeated));
        if !check_record(file, &mut found, findings) {
            return None;
        }
        return Some(Content::Article(Box::new(found)));
    }
    body.html = Html::of(html(&text, &events, &body.headings, false));
    match folder {
        "organisations" => organisation::organisation(file, map, config, body, findings)
            .map(|found| Content::Organisation(Box::new(found))),
        "people" => {
            person::person(file, map, config, body, findings).map(|found| Content::Person(Box::new(found)))
        }
        "topics" => {
            topic::topic(file, map, config, body, findings).map(|found| Content::Topic(Box::new(found)))
        }
        "pages" => page::page(file, map, config, body, findings).map(|found| Content::Page(Box::new(found))),
        _ => deal_file::from_markdown(file, map, front.body_start, config, findings)
            .map(|found| Content::Deal(Box::new(found))),
    }
}

fn standfirst_repeated(path: &SourcePath) -> Finding {
    let place = Place::value(KeyPath::of("standfirst"));
    let message = "the first paragraph says the same as the standfirst; it is printed once";
    Finding::new(Code::StandfirstRepeated, path, place, message).help("take one of the two away")
}

/// Whether a body begins with its standfirst, so that it would be printed twice.
fn repeats_standfirst(standfirst: Option<&str>, first_paragraph: Option<&str>) -> bool {
    standfirst.zip(first_paragraph).is_some_and(|(standfirst, first)| plain(standfirst) == first)
}
