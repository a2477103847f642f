//! What the fuzz targets call: one stage each, with whatever bytes, and no panic.

use jiff::Timestamp;

use crate::base::path::SourcePath;
use crate::base::source::SourceFile;
use crate::compile::bodies::Bodies;
use crate::compile::check::check_links;
use crate::compile::frontmatter::{config, fence, yaml};
use crate::compile::href::Hrefs;
use crate::compile::link::mentions::AllFound;
use crate::compile::link::site::{LinkOptions, link};
use crate::compile::links::Links;
use crate::compile::markdown::events::Text;
use crate::compile::markdown::html::html;
use crate::compile::markdown::options::MarkdownOptions;
use crate::compile::markdown::scan::scan;
use crate::compile::markdown::slots::fill;
use crate::compile::parse::parse;
use crate::compile::plan::planner::plan;
use crate::compile::published::Published;
use crate::model::config::{Config, RawHtml};

/// Front matter of an article and of every other kind of file, and the configuration.
pub fn frontmatter(bytes: &[u8]) {
    for path in [
        "content/a/b.md",
        "content/organisations/a.md",
        "content/people/a.md",
        "content/pages/a.md",
        "content/deals/a.md",
        "content/deals/a.yaml",
    ] {
        if let Ok(file) = SourceFile::decode(SourcePath::new(path), bytes.to_vec()) {
            if let Some(front) = fence::open(&file, &mut Vec::new()) {
                yaml::parse(&file, front.yaml, &mut Vec::new());
            }
            parse(&file, &Config::default());
            config::config(&file);
        }
    }
}

/// A body, read and written, with HTML sanitised, allowed and escaped.
pub fn markdown(bytes: &[u8]) {
    let Ok(file) = SourceFile::decode(SourcePath::new("content/a/b.md"), bytes.to_vec()) else { return };
    for raw_html in [RawHtml::Sanitize, RawHtml::Allow, RawHtml::Escape] {
        let text = Text::new(
            &file.text,
            MarkdownOptions { smart_punctuation: true, raw_html, placing: &["figure"] },
        );
        let events = text.events();
        let (body, _) = scan(&file, 0, &text, &events, &mut Vec::new());
        for skip_first_paragraph in [false, true] {
            let open = html(&text, &events, &body.headings, skip_first_paragraph);
            fill(&open, &|_, to| Some(to.to_owned()));
        }
    }
}

/// Several files, each after a line `==> path <==`, through every stage up to the plan and its
/// links. Without such a line all of it is one article.
pub fn compile(bytes: &[u8]) {
    let config = Config::default();
    let text = String::from_utf8_lossy(bytes);
    let parsed = files(&text).into_iter().take(32).filter_map(|(path, part)| {
        let file = SourceFile::decode(SourcePath::new(path), part.as_bytes().to_vec()).ok()?;
        Some(parse(&file, &config))
    });
    let options = LinkOptions { drafts: true, now: Timestamp::UNIX_EPOCH, strict: false };
    let mut findings = Vec::new();
    let linked =
        link(parsed.collect(), &config, options, Bodies::all_kept(), AllFound::default(), &mut findings);
    let plan = plan(&linked.site, &config, &[], Published::default(), &mut findings);
    let hrefs = Hrefs::new(&config.base_url);
    check_links(&linked.site, &Links::new(&linked.site, &linked.registers, &plan, &hrefs), &mut findings);
}

fn files(text: &str) -> Vec<(&str, &str)> {
    let mut files: Vec<(&str, &str)> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("==> ") {
        let Some((path, after)) = rest[at + 4..].split_once(" <==\n") else { break };
        let end = after.find("\n==> ").map_or(after.len(), |end| end + 1);
        files.push((path, &after[..end]));
        rest = &after[end..];
    }
    if files.is_empty() { vec![("content/briefings/2026/01/a.md", text)] } else { files }
}
