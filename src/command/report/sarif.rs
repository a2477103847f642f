//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.
//!
//! The structs are the part of the standard that is used here, field by field.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::base::diagnostic::{Code, Diagnostic, Severity, Spot};
use crate::base::path::SourcePath;

use super::advice;

/// What may stand in a relative URI as it is.
const IN_URI: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes one log with one run. `prefix` is the way from the repository's root to the site's
/// folder, empty or with a slash at its end.
///
/// # Errors
/// The stream cannot be written, or was closed by its reader.
pub fn write(diagnostics: &[Diagnostic], prefix: &str, to: &mut dyn Write) -> io::Result<()> {
    let driver = Driver {
        name: "dateline",
        version: env!("CARGO_PKG_VERSION"),
        rules: Code::ALL.iter().map(|&code| rule(code)).collect(),
    };
    let results = diagnostics.iter().map(|diagnostic| result(diagnostic, prefix)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    };
    serde_json::to_writer_pretty(&mut *to, &log)?;
    to.write_all(b"\n")
}

fn rule(code: Code) -> Rule {
    let level = level(code.severity());
    let short_description = Message { text: code.meaning().to_owned() };
    Rule { id: code.as_str(), short_description, default_configuration: Configuration { level } }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn result(diagnostic: &Diagnostic, prefix: &str) -> Outcome {
    let related = diagnostic.related.iter().map(|related| Location {
        physical_location: physical(prefix, &related.file, &related.spot),
        message: Some(Message { text: related.note.clone() }),
    });
    Outcome {
        rule_id: diagnostic.code.as_str(),
        rule_index: Code::ALL.iter().position(|code| *code == diagnostic.code).unwrap_or_default(),
        level: level(diagnostic.severity),
        message: Message { text: advice::text(diagnostic) },
        locations: [Location {
            physical_location: physical(prefix, &diagnostic.file, &diagnostic.spot),
            message: None,
        }],
        related_locations: related.collect(),
        fixes: fix(diagnostic, prefix).into_iter().collect(),
    }
}

/// The whole line, replaced by the mended one.
fn fix(diagnostic: &Diagnostic, prefix: &str) -> Option<Fix> {
    let mended = diagnostic.mended.as_ref().filter(|_| !diagnostic.spot.text.is_empty())?;
    let replacement = Replacement {
        deleted_region: Region {
            start_line: diagnostic.spot.line,
            start_column: 1,
            end_column: diagnostic.spot.line_end,
        },
        inserted_content: Message { text: mended.clone() },
    };
    Some(Fix {
        description: Message { text: "write the line so".to_owned() },
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(prefix, &diagnostic.file),
            replacements: [replacement],
        }],
    })
}

fn physical(prefix: &str, file: &SourcePath, spot: &Spot) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: artifact(prefix, file),
        region: Region {
            start_line: spot.line,
            start_column: spot.column,
            end_column: spot.end_column.max(spot.column),
        },
    }
}

fn artifact(prefix: &str, file: &SourcePath) -> ArtifactLocation {
    ArtifactLocation { uri: utf8_percent_encode(&advice::path(prefix, file), IN_URI).to_string() }
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::{Finding, Place};
    use serde_json::{Value, json};

    fn log(findings: Vec<Finding>) -> Value {
        let text = "title: Acme: wins\ntitle: x";
        let found: Vec<_> = findings
            .into_iter()
            .map(|finding| {
                finding.located(&mut |_, place| match place {
                    Place::Bytes(range) => Spot::of(text, range),
                    _ => Spot::unknown(),
                })
            })
            .collect();
        let mut out = Vec::new();
        write(&found, "my site/", &mut out).unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn every_code_is_a_rule_with_a_meaning_and_a_level() {
        let log = log(Vec::new());
        assert_eq!((&log["version"], &log["runs"][0]["results"]), (&json!("2.1.0"), &json!([])));
        let driver = &log["runs"][0]["tool"]["driver"];
        assert_eq!(driver["name"], "dateline");
        let rules = driver["rules"].as_array().unwrap();
        assert_eq!(rules.len(), Code::ALL.len());
        for (rule, code) in rules.iter().zip(Code::ALL) {
            assert_eq!(rule["id"], code.as_str());
            assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
            assert!(
                ["note", "warning", "error"]
                    .contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
            );
        }
    }

    #[test]
    fn a_result_points_at_its_rule_its_place_and_its_mended_line() {
        let file = SourcePath::new("content/Ü #1.md");
        let finding = Finding::new(Code::UnquotedColon, &file, Place::at(7..17), "quote this value")
            .mended("title: \"Acme: wins\"")
            .related(&file, Place::at(18..23), "the other title");
        let log = log(vec![finding]);
        let result = &log["runs"][0]["results"][0];
        let rule = format!("/runs/0/tool/driver/rules/{}/id", result["ruleIndex"]);
        assert_eq!(log.pointer(&rule), Some(&result["ruleId"]));
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("unquoted-colon"), &json!("error")));
        assert_eq!(result["message"]["text"], "quote this value\nwrite: title: \"Acme: wins\"");
        let uri = json!({ "uri": "my%20site/content/%C3%9C%20%231.md" });
        assert_eq!(
            result["locations"],
            json!([{ "physicalLocation": {
                "artifactLocation": uri,
                "region": { "startLine": 1, "startColumn": 8, "endColumn": 18 },
            }}])
        );
        assert_eq!(
            result["relatedLocations"],
            json!([{ "message": { "text": "the other title" }, "physicalLocation": {
                "artifactLocation": uri,
                "region": { "startLine": 2, "startColumn": 1, "endColumn": 6 },
            }}])
        );
        assert_eq!(
            result["fixes"][0]["artifactChanges"],
            json!([{ "artifactLocation": uri, "replacements": [{
                "deletedRegion": { "startLine": 1, "startColumn": 1, "endColumn": 18 },
                "insertedContent": { "text": "title: \"Acme: wins\"" },
            }]}])
        );
    }

    #[test]
    fn a_finding_about_a_whole_file_has_a_region_all_the_same() {
        let log =
            log(vec![Finding::new(Code::EmptyFile, &SourcePath::new("content/a.md"), Place::File, "x")]);
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["region"], json!({ "startLine": 1, "startColumn": 1, "endColumn": 1 }));
    }
}
