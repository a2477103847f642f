//! A file of `data/`: YAML, JSON or a table as CSV.
//!
//! Takes its text, gives a value or what is wrong, with its place. Knows nothing of what the values mean.

use std::collections::BTreeSet;
use std::ops::Range;

use csv::StringRecord;

use crate::base::diagnostic::{Code, Finding, Place};
use crate::base::path::SourcePath;
use crate::base::source::{SourceFile, line_range};
use crate::model::data::{Data, Map};

use super::yaml;

/// What a file of `data/` is by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Yaml,
    Json,
    Csv,
}

/// Whether a file of `data/` is one that templates may ask for.
pub fn is_data(path: &SourcePath) -> bool {
    format(path).is_some()
}

fn format(path: &SourcePath) -> Option<Format> {
    let (_, ending) = path.as_str().rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => Some(Format::Yaml),
        "json" => Some(Format::Json),
        "csv" => Some(Format::Csv),
        _ => None,
    }
}

/// What a file holds. `None` if an error was found.
pub fn read(file: &SourceFile, findings: &mut Vec<Finding>) -> Option<Data> {
    match format(&file.path)? {
        Format::Yaml => read_yaml(file, findings),
        Format::Json => read_json(file, findings),
        Format::Csv => table(file).map_err(|fault| findings.push(*fault)).ok(),
    }
}

fn read_yaml(file: &SourceFile, findings: &mut Vec<Finding>) -> Option<Data> {
    let mut found = Vec::new();
    let data = yaml::whole(file, &mut found);
    for finding in &mut found {
        // The reader was made for front matter, and speaks of it.
        if finding.code == Code::FrontMatterTooLarge {
            finding.code = Code::DataSyntax;
            finding.help.clear();
        }
        finding.message = finding.message.replace("front matter", "file");
    }
    findings.append(&mut found);
    data
}

fn read_json(file: &SourceFile, findings: &mut Vec<Finding>) -> Option<Data> {
    let mut reader = serde_json::Deserializer::from_str(&file.text);
    match yaml::value(&mut reader).and_then(|read| reader.end().map(|()| read)) {
        Ok((data, false)) => Some(data),
        Ok((_, true)) => {
            findings.extend(yaml::duplicates(file));
            None
        }
        Err(error) => {
            let told = error.to_string();
            let what = told.split(" at line ").next().unwrap_or_default();
            let message = match what {
                what if what.starts_with("dateline: ") => "this is nested deeper than 32 levels".to_owned(),
                what => format!("this is no JSON: {what}"),
            };
            let at = offset(&file.text, error.line(), error.column());
            findings.push(fault(file, at, message));
            None
        }
    }
}

/// Where a line and a column are, both from 1 and the column in bytes.
fn offset(text: &str, line: usize, column: usize) -> Range<usize> {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (before + column.saturating_sub(1)).min(text.len());
    at..line_range(text, at).end.max(at)
}

fn fault(file: &SourceFile, at: Range<usize>, message: impl Into<String>) -> Finding {
    Finding::new(Code::DataSyntax, &file.path, Place::at(at), message)
}

/// A table as a list of maps: of each row, what stands under each name of the first one. All of it is text.
fn table(file: &SourceFile) -> Result<Data, Box<Finding>> {
    let text = &file.text;
    let first = text.trim_start().lines().next().unwrap_or_default();
    // Spreadsheets in countries with a decimal comma part cells by semicolons.
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let failed = |error: &csv::Error| {
        let at = error.position().map_or(0..0, |position| place(text, position));
        Box::new(fault(file, at, "this row cannot be read"))
    };
    let names = reader.headers().map_err(|error| failed(&error))?.clone();
    check_names(file, &names)?;
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| failed(&error))?;
        if row.len() != names.len() {
            let at = row.position().map_or(0..0, |position| place(text, position));
            let message = format!("this row has {}, and the first row has {}", cells(row.len()), names.len());
            let help = "put a cell with a comma or a line end in it in double quotes";
            return Err(Box::new(fault(file, at, message).help(help)));
        }
        let row: Map = names
            .iter()
            .zip(&row)
            .map(|(name, cell)| (name.to_owned(), Data::Text(cell.to_owned())))
            .collect();
        rows.push(Data::Map(row));
    }
    Ok(Data::List(rows))
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// The first row has a name for each column.
fn check_names(file: &SourceFile, names: &StringRecord) -> Result<(), Box<Finding>> {
    let at = names.position().map_or(0..0, |position| place(&file.text, position));
    if names.is_empty() {
        let message = "this table is empty: its first row should have the names of its columns";
        return Err(Box::new(fault(file, at, message)));
    }
    let mut seen = BTreeSet::new();
    for (nth, name) in names.iter().enumerate() {
        if name.is_empty() {
            let message = format!("column {} has no name in the first row", nth + 1);
            return Err(Box::new(fault(file, at, message)));
        }
        if !seen.insert(name) {
            return Err(Box::new(fault(file, at, format!("two columns are called `{name}`"))));
        }
    }
    Ok(())
}

/// The first line of a row.
fn place(text: &str, position: &csv::Position) -> Range<usize> {
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(text.len());
    // A row is said to begin before the blank lines above it.
    let blank = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\n').len());
    line_range(text, at + blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, text: &str) -> Result<String, String> {
        let file = SourceFile { path: SourcePath::new(&format!("data/{name}")), text: text.to_owned() };
        let mut findings = Vec::new();
        match read(&file, &mut findings) {
            Some(data) => Ok(serde_json::to_string(&crate::model::data::Shown(&data)).unwrap()),
            None => {
                let told = findings.iter().map(|found| {
                    let Place::Bytes(at) = &found.place else { return format!("{:?}", found.place) };
                    format!("{}: {}: {}", found.code.as_str(), at.start, found.message)
                });
                Err(told.collect::<Vec<_>>().join("\n"))
            }
        }
    }

    #[test]
    fn values_come_in_three_formats() {
        assert_eq!(told("a.yaml", "- a: 1\n  b: x\n").unwrap(), r#"[{"a":1,"b":"x"}]"#);
        assert_eq!(told("a.yml", "b: 2\na: [true, ~]\n").unwrap(), r#"{"b":2,"a":[true,null]}"#);
        assert_eq!(told("a.JSON", r#"{"b": [1.5, "x"], "a": {}}"#).unwrap(), r#"{"b":[1.5,"x"],"a":{}}"#);
        assert_eq!(
            told("a.csv", "vendor, share\nNokia,12\n\"A, B\",\n").unwrap(),
            r#"[{"vendor":"Nokia","share":"12"},{"vendor":"A, B","share":""}]"#
        );
        assert_eq!(
            told("a.csv", "vendor;share\nNokia;1,5\n").unwrap(),
            r#"[{"vendor":"Nokia","share":"1,5"}]"#
        );
        assert_eq!(told("a.csv", "vendor,share\n").unwrap(), "[]");
        assert!(!is_data(&SourcePath::new("data/notes.txt")));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let faults = [
            told("a.yaml", "a: 1\na: 2\n"),
            told("a.yaml", "a: \"x\n"),
            told("a.json", "{\"a\": 1,\n \"b\": }"),
            told("a.json", "{\"a\": 1, \"a\": 2}"),
            told("a.json", "[1] x"),
            told("a.json", &"[".repeat(60)),
            told("a.csv", "a,b\n1,2\n\n3\n"),
            told("a.csv", "a,a\n1,2\n"),
            told("a.csv", "a,\n1,2\n"),
            told("a.csv", ""),
        ];
        insta::assert_snapshot!(faults.map(Result::unwrap_err).join("\n"));
    }
}
