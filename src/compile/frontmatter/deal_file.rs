//! A file of `content/deals/`: one deal, as YAML or as the front matter of a Markdown file.
//!
//! Takes the file, gives a [`WrittenDeal`] with all faults. Knows one file at a time.

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::slug::slug;
use crate::base::source::{SourceFile, line_range};
use crate::model::config::Config;
use crate::model::data::Map;
use crate::model::deal::WrittenDeal;

use super::deal;
use super::deal_keys::DEAL;
use super::fence;
use super::reader::{At, Reader};
use super::yaml;

/// Reads a file that is YAML as a whole. `None` if an error was found; all of them are reported.
pub fn from_yaml(file: &SourceFile, config: &Config, findings: &mut Vec<Finding>) -> Option<WrittenDeal> {
    let text = file.text.as_str();
    if text.trim().is_empty() {
        let finding = Finding::new(Code::EmptyFile, &file.path, Place::File, "this file is empty");
        findings.push(finding.help("write the deal, or delete the file"));
        return None;
    }
    // Between fences it is read as meant.
    let fenced = fence::find(text).filter(|front| says_nothing(&text[front.body_start..]));
    let range = fenced.map_or(0..text.len(), |front| front.yaml);
    if let Some(finding) = not_one_deal(file, &text[range.clone()], range.start) {
        findings.push(finding);
        return None;
    }
    let map = yaml::parse(file, range, findings)?;
    deal(file, map, config, findings)
}

/// Reads the front matter of a Markdown file; its text has no place on the site.
pub fn from_markdown(
    file: &SourceFile,
    map: Map,
    body_start: usize,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> Option<WrittenDeal> {
    let body = file.text.get(body_start..).unwrap_or_default();
    if !body.trim().is_empty() {
        let at = body_start + body.len() - body.trim_start().len();
        let message = "text stands below the deal; it is not published";
        let place = Place::at(line_range(&file.text, at));
        let finding = Finding::new(Code::DealWithText, &file.path, place, message);
        findings.push(finding.help("what is to be read belongs in an article that reports the deal"));
    }
    deal(file, map, config, findings)
}

fn deal(file: &SourceFile, map: Map, config: &Config, findings: &mut Vec<Finding>) -> Option<WrittenDeal> {
    if map.is_empty() {
        nothing_said(file, findings);
        return None;
    }
    let reader = &mut Reader::new(file, config, &DEAL, Map::new(), findings);
    let mut deal = deal::deal(reader, At::Root, map);
    if !reader.is_sound() {
        return None;
    }
    if deal == WrittenDeal::default() {
        nothing_said(file, findings);
        return None;
    }
    if deal.id.is_empty() {
        deal.id = slug(file.path.stem(), &config.language);
    }
    Some(deal)
}

fn nothing_said(file: &SourceFile, findings: &mut Vec<Finding>) {
    let finding = Finding::new(Code::MissingKey, &file.path, Place::File, "this file says nothing of a deal");
    findings.push(finding.help("write `vendors: …` and `customers: …`, each on a line of its own"));
}

/// A list of deals, or a second document.
fn not_one_deal(file: &SourceFile, yaml: &str, start: usize) -> Option<Finding> {
    let mut at = start;
    let mut said = false;
    for line in yaml.split_inclusive('\n') {
        let place = Place::at(line_range(&file.text, at));
        at += line.len();
        if begins_document(line) {
            if said {
                let message = "a second document begins here; a file of content/deals/ is one deal";
                let finding = Finding::new(Code::YamlSyntax, &file.path, place, message);
                return Some(finding.help("make a file of each deal"));
            }
            continue;
        }
        if says_nothing(line) {
            continue;
        }
        if !said && (line.starts_with('[') || line.trim_end() == "-" || line.starts_with("- ")) {
            let message = "this file is a list; a file of content/deals/ is one deal";
            let finding = Finding::new(Code::FrontMatterNotMap, &file.path, place, message);
            return Some(finding.help("make a file of each deal, with its keys from the first column"));
        }
        said = true;
    }
    None
}

fn begins_document(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.trim().is_empty() || rest.starts_with(' '))
}

fn says_nothing(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#') || line == "...")
}
