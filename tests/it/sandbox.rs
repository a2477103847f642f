//! A site in a temporary folder, and the commands run on it in this process.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::command::build::{BuildOptions, Mode, build};
use dateline::command::report::output::{Format, Streams};
use dateline::command::status::Status;
use jiff::Timestamp;

/// A site in a folder that is deleted at the end of the test.
pub(crate) struct Sandbox {
    dir: tempfile::TempDir,
}

/// What a build came to.
pub(crate) struct Built {
    pub status: Status,
    /// What went to standard output.
    pub out: String,
    /// What went to standard error.
    pub err: String,
}

impl Sandbox {
    /// A site of these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let sandbox = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(sandbox.path("content")).unwrap();
        for (path, text) in files {
            sandbox.write(path, text.as_bytes());
        }
        sandbox
    }

    /// The example site.
    pub(crate) fn example() -> Self {
        let sandbox = Self::new(&[("dateline.yaml", &fs::read_to_string("dateline.yaml").unwrap())]);
        for folder in ["content", "templates", "static"] {
            for (name, bytes) in files_below(Path::new(folder)) {
                sandbox.write(&format!("{folder}/{name}"), &bytes);
            }
        }
        sandbox
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The text of an output.
    pub(crate) fn output(&self, path: &str) -> String {
        let path = self.path("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn has_output(&self, path: &str) -> bool {
        self.path("public").join(path).exists()
    }

    /// Every output with its bytes.
    pub(crate) fn outputs(&self) -> BTreeMap<String, Vec<u8>> {
        files_below(&self.path("public"))
    }

    pub(crate) fn options(&self) -> BuildOptions {
        BuildOptions {
            root: self.root().to_owned(),
            out: self.path("public"),
            base_url: None,
            drafts: false,
            now: "2026-11-23T12:00:00Z".parse::<Timestamp>().unwrap(),
            strict: false,
            keep_going: false,
            mode: Mode::Write,
            paranoid: false,
            timings: false,
            trace: None,
            explain: false,
            format: Format::Human,
            quiet: false,
            verbose: false,
            record_urls: false,
            ends: false,
        }
    }

    pub(crate) fn run(&self, options: &BuildOptions) -> Built {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { out: &mut out, err: &mut err, colours: false };
        let status = match build(options, &mut streams) {
            Ok(status) => status,
            Err(error) => {
                streams.talk(&error.to_string()).unwrap();
                Status::WorldFailed
            }
        };
        Built { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    /// Builds, and requires that there is no error.
    #[track_caller]
    pub(crate) fn build(&self) -> Built {
        let built = self.run(&self.options());
        assert_eq!(built.status, Status::Done, "{}", built.err);
        built
    }

    /// What `check` finds, one line a diagnostic, with helps and mended lines below it.
    pub(crate) fn check(&self, strict: bool) -> String {
        let options = BuildOptions { mode: Mode::Check, format: Format::Json, strict, ..self.options() };
        let built = self.run(&options);
        let lines = built.out.lines().map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            short(&value)
        });
        lines.collect()
    }
}

/// A diagnostic on one line: `content/a.md:3:8: error[unquoted-colon]: message`.
fn short(value: &serde_json::Value) -> String {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let mut lines = format!(
        "{}:{}:{}: {}[{}]: {}\n",
        text("file"),
        value["line"],
        value["column"],
        text("severity"),
        text("code"),
        text("message")
    );
    for help in value["help"].as_array().into_iter().flatten() {
        lines.push_str(&format!("  help: {}\n", help.as_str().unwrap()));
    }
    if let Some(mended) = value["mended"].as_str() {
        for line in mended.lines() {
            lines.push_str(&format!("  write: {line}\n"));
        }
    }
    for related in value["related"].as_array().into_iter().flatten() {
        let place =
            format!("{}:{}:{}", related["file"].as_str().unwrap(), related["line"], related["column"]);
        lines.push_str(&format!("  see {place}: {}\n", related["note"].as_str().unwrap()));
    }
    lines
}

/// Every file below a folder with its bytes, by its path with `/`.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read(entry.path()).unwrap())
    });
    files.collect()
}
