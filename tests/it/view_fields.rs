//! The manual of templates tells of every field that a template sees: `src/compile/view/*.rs` against
//! the tables of `docs/templates.md`.
//!
//! In the manual, `<!-- view: DealRow -->` below a heading names the views of which the next table is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::sandbox::files_below;

/// The name of a field, and its type as Rust has it.
type Field = (String, String);

/// The fields that templates see, by the name of their view.
fn views() -> BTreeMap<String, Vec<Field>> {
    let mut views = BTreeMap::new();
    for (name, bytes) in files_below(Path::new("src/compile/view")) {
        let text = String::from_utf8(bytes).unwrap();
        let mut lines = text.split("#[cfg(test)]").next().unwrap().lines();
        let mut serialized = false;
        while let Some(line) = lines.next() {
            if line.starts_with("#[derive(") {
                serialized = line.contains("Serialize");
            }
            let view = line.strip_prefix("pub struct ").filter(|_| serialized && line.ends_with('{'));
            let Some(view) = view else { continue };
            let view = view.split(['<', ' ']).next().unwrap().to_owned();
            let mut skipped = false;
            let mut fields = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "}") {
                let line = line.trim();
                if line == "#[serde(skip)]" {
                    skipped = true;
                } else if let Some(field) = line.strip_prefix("pub ") {
                    let (field, kind) = field.trim_end_matches(',').split_once(": ").unwrap();
                    // `page` is on every page.
                    if !std::mem::take(&mut skipped) && !kind.starts_with("PageView") {
                        fields.push((field.to_owned(), kind.to_owned()));
                    }
                }
            }
            let again = views.insert(view.clone(), fields);
            assert!(again.is_none(), "src/compile/view/{name}: there are two views called {view}");
            serialized = false;
        }
    }
    views
}

/// A table of the manual: its heading, its views, and its rows of field, type and example.
struct Table {
    heading: String,
    views: Vec<String>,
    rows: BTreeMap<String, (String, String)>,
}

fn tables(manual: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut heading, mut open) = ("", false);
    for line in manual.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            (heading, open) = (title, false);
        } else if let Some(views) =
            line.strip_prefix("<!-- view: ").and_then(|line| line.strip_suffix(" -->"))
        {
            let views = views.split(", ").map(str::to_owned).collect();
            tables.push(Table { heading: heading.to_owned(), views, rows: BTreeMap::new() });
            open = true;
        } else if line.starts_with("| `") && open {
            let cells: Vec<&str> = line.split(" | ").collect();
            let field = cells[0].trim_matches(['|', ' ', '`']).to_owned();
            let row = (cells[1].to_owned(), cells.get(2).copied().unwrap_or_default().trim().to_owned());
            tables.last_mut().unwrap().rows.insert(field, row);
        }
    }
    tables
}

/// A type in the words of the manual.
fn words(kind: &str, html: bool, names: &BTreeMap<&str, &str>) -> String {
    let kind = kind.trim_start_matches('&');
    let kind = kind.strip_prefix('\'').and_then(|kind| kind.split_once(' ')).map_or(kind, |(_, kind)| kind);
    let inside =
        |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_prefix('<')?.strip_suffix('>'));
    if let Some(inner) = inside("Option") {
        return format!("{} or none", words(inner, html, names));
    }
    if let Some(inner) = inside("Vec").or_else(|| kind.strip_prefix('[')?.strip_suffix(']')) {
        return format!("list: {}", words(inner, html, names));
    }
    if let Some(inner) = inside("Ready") {
        return words(inner, html, names);
    }
    match kind.split('<').next().unwrap() {
        "str" | "String" | "Cow" | "Keyed" => if html { "HTML" } else { "text" }.to_owned(),
        "u8" | "u32" | "usize" | "i16" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "Map" => "map".to_owned(),
        "Link" => names["LinkView"].to_owned(),
        view => names.get(view).map_or_else(|| format!("({view} has no table)"), |name| (*name).to_owned()),
    }
}

#[test]
fn the_manual_tells_of_every_field_that_templates_see() {
    let views = views();
    let manual = fs::read_to_string("docs/templates.md").unwrap();
    let tables = tables(&manual);
    let names: BTreeMap<&str, &str> = tables
        .iter()
        .flat_map(|table| table.views.iter().map(|view| (view.as_str(), table.heading.as_str())))
        .collect();
    let mut wrong = Vec::new();
    // Told of in the table of another view: it has the lists of quotes, figures and series.
    let inner = BTreeSet::from(["Told"]);
    for view in
        views.keys().filter(|view| !names.contains_key(view.as_str()) && !inner.contains(view.as_str()))
    {
        wrong.push(format!(
            "{view} has no table: write `<!-- view: {view} -->` below a heading, and its fields"
        ));
    }
    for table in &tables {
        for view in &table.views {
            let Some(fields) = views.get(view) else {
                wrong.push(format!("{}: there is no view {view}", table.heading));
                continue;
            };
            for (field, kind) in fields {
                let kind = words(kind, field.ends_with("_html"), &names);
                match table.rows.get(field) {
                    Some((told, example)) if *told == kind && example.len() > 2 => {}
                    _ => wrong.push(format!("{}: it lacks | `{field}` | {kind} | … | … |", table.heading)),
                }
            }
            for field in table.rows.keys().filter(|row| !fields.iter().any(|(field, _)| field == *row)) {
                wrong.push(format!("{}: {view} has no field `{field}`", table.heading));
            }
        }
    }
    assert!(wrong.is_empty(), "docs/templates.md\n{}", wrong.join("\n"));
}
