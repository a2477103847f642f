//! The command line: flags and arguments, checked, and handed to the commands.
//!
//! The texts here are what `--help` and the man page print.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::command::build::{BuildOptions, Mode, build};
use crate::command::due::{DueOptions, due};
use crate::command::init::init;
use crate::command::new::{NewOptions, new};
use crate::command::redirects::{RedirectsOptions, redirects};
use crate::command::report::output::{Format, Streams};
use crate::command::status::Status;
use crate::command::why::{WhyOptions, why};
use crate::compile::frontmatter::config::read_base_url;
use crate::compile::frontmatter::when;
use crate::disk::error::WorldError;
use crate::model::config::{BaseUrl, Host};

/// A static site generator for news briefings that knows vendors and customers.
#[derive(Parser, Debug)]
#[command(name = "dateline", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Exit status: 0 done, 1 the site has errors, 2 the command line cannot be followed, 3 the disk failed.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const NOW: &str =
    "The time to take for now (2026-11-23 or 2026-11-23T09:00:00Z); else $SOURCE_DATE_EPOCH, else the clock";

#[derive(Subcommand, Debug)]
enum Command {
    /// Build the site into its output folder
    Build(BuildArgs),
    /// Report everything that is wrong with the site; write nothing
    Check(CheckArgs),
    /// List when the output will change by itself, and why: embargoes, planned pieces, expiry
    Due(DueArgs),
    /// Tell what a page is made from and why it was written last, or what a file is a part of
    Why(WhyArgs),
    /// Print all redirects as rules of a host or server
    Redirects(RedirectsArgs),
    /// Start a new site, with one briefing
    Init {
        /// The folder of the new site; it must not exist, or be empty
        dir: PathBuf,
    },
    /// Write a new article with its front matter
    New(NewArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
struct SiteArgs {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the site will stand, instead of `base_url` in dateline.yaml
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<BaseUrl>,
    /// Include what is not public yet: drafts, pieces on hold, under embargo or scheduled
    #[arg(long)]
    drafts: bool,
    /// The time to take for now
    #[arg(long, value_name = "INSTANT", value_parser = read_instant, help = NOW)]
    now: Option<Timestamp>,
    /// Make errors of warnings, and of organisations without a file
    #[arg(long)]
    strict: bool,
    /// How many threads to use; by default as many as there are cores
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Print notes, too, and all diagnostics of a code
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The output folder; by default `public` in the site's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build what is sound, in spite of errors; the exit status is still 1
    #[arg(long)]
    keep_going: bool,
    /// List what would be written and deleted; write nothing
    #[arg(long, conflicts_with = "verify")]
    dry_run: bool,
    /// Read every file and every output, even if the disk says that it has not changed
    #[arg(long)]
    paranoid: bool,
    /// Say how long each stage takes
    #[arg(long)]
    timings: bool,
    /// Write the times of the stages to a file that <chrome://tracing> and ui.perfetto.dev show
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Say why each file is written or deleted
    #[arg(long)]
    explain: bool,
    /// Render everything and compare it with the output folder; write nothing
    #[arg(long)]
    verify: bool,
    /// Add the addresses of articles and organisations to dateline.urls: from then on each must lead somewhere
    #[arg(long, conflicts_with_all = ["drafts", "now", "keep_going", "dry_run", "verify"])]
    record_urls: bool,
    /// How to print diagnostics
    #[arg(long, value_enum, default_value = "human")]
    format: BuildFormat,
}

#[derive(Args, Debug)]
struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// How to print diagnostics
    #[arg(long, value_enum, default_value = "human")]
    format: CheckFormat,
}

#[derive(Args, Debug)]
struct WhyArgs {
    /// An address of the site (/vendors/), a file of the output folder, or a file of the site
    #[arg(value_name = "URL|FILE")]
    what: String,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The output folder; by default `public` in the site's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Include what is not public yet: drafts, pieces on hold, under embargo or scheduled
    #[arg(long)]
    drafts: bool,
    /// The time to take for now
    #[arg(long, value_name = "INSTANT", value_parser = read_instant, help = NOW)]
    now: Option<Timestamp>,
}

#[derive(Args, Debug)]
struct DueArgs {
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The time to take for now
    #[arg(long, value_name = "INSTANT", value_parser = read_instant, help = NOW)]
    now: Option<Timestamp>,
    /// How to print the list
    #[arg(long, value_enum, default_value = "human")]
    format: DueFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
enum DueFormat {
    /// One line each
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Args, Debug)]
struct RedirectsArgs {
    /// The host or server: nginx, caddy, s3, apache, netlify or cloudflare
    #[arg(long, value_name = "HOST")]
    format: Host,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the site will stand, instead of `base_url` in dateline.yaml
    #[arg(long, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<BaseUrl>,
    /// The time to take for now
    #[arg(long, value_name = "INSTANT", value_parser = read_instant, help = NOW)]
    now: Option<Timestamp>,
}

#[derive(Args, Debug)]
struct NewArgs {
    /// The headline
    title: String,
    /// Who sells in it; may be given several times
    #[arg(long, value_name = "NAME")]
    vendor: Vec<String>,
    /// Who buys in it; may be given several times
    #[arg(long, value_name = "NAME")]
    customer: Vec<String>,
    /// The section, a folder of content/
    #[arg(long, default_value = "briefings")]
    section: String,
    /// The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The time to take for now
    #[arg(long, value_name = "INSTANT", value_parser = read_instant, help = NOW)]
    now: Option<Timestamp>,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum BuildFormat {
    /// For people, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum CheckFormat {
    /// For people, on standard error
    Human,
    /// One JSON object a line, on standard output
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Commands of a GitHub workflow
    Github,
}

/// Runs the program with the arguments it was started with.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are data, not errors; clap knows which stream and status is right.
            let status = if error.use_stderr() { Status::Usage } else { Status::Done };
            let _ = error.print();
            return status.into();
        }
    };
    let stderr = std::io::stderr();
    let colours = crate::command::report::human::colours(&stderr);
    let (mut out, mut err) = (std::io::BufWriter::new(std::io::stdout()), stderr);
    let mut streams = Streams { out: &mut out, err: &mut err, colours };
    let status = match dispatch(cli.command, &mut streams) {
        Ok(status) => status,
        Err(error) => {
            let _ = streams.talk(&format!("dateline: {error}"));
            match error {
                // Another folder or name on the command line mends it.
                WorldError::Refused(_) => Status::Usage,
                WorldError::System { .. } => Status::WorldFailed,
            }
        }
    };
    let _ = streams.out.flush();
    status.into()
}

fn dispatch(command: Command, streams: &mut Streams<'_>) -> Result<Status, WorldError> {
    match command {
        Command::Build(args) => in_pool(args.site.jobs, || build(&args.options(), streams)),
        Command::Check(args) => in_pool(args.site.jobs, || build(&args.options(), streams)),
        Command::Due(DueArgs { root, now, format }) => {
            due(&DueOptions { root, now: clock(now), json: format == DueFormat::Json }, streams)
        }
        Command::Why(WhyArgs { what, root, out, drafts, now }) => {
            let out = out.unwrap_or_else(|| root.join("public"));
            why(&WhyOptions { root, out, drafts, now: clock(now), what }, streams)
        }
        Command::Redirects(RedirectsArgs { format, root, base_url, now }) => {
            redirects(&RedirectsOptions { root, base_url, now: clock(now), host: format }, streams)
        }
        Command::Init { dir } => init(&dir, clock(None), streams),
        Command::New(args) => {
            let NewArgs { title, vendor, customer, section, root, now } = args;
            let options =
                NewOptions { title, vendors: vendor, customers: customer, section, root, now: clock(now) };
            new(&options, streams)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut script);
            data(streams, &script)
        }
        Command::Man => {
            let mut page = Vec::new();
            let rendered = crate::command::manual::render(Cli::command(), &mut page);
            rendered.map_err(|error| WorldError::new("write", "standard output".as_ref(), &error))?;
            data(streams, &page)
        }
    }
}

fn data(streams: &mut Streams<'_>, bytes: &[u8]) -> Result<Status, WorldError> {
    match streams.out.write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(WorldError::new("write", "standard output".as_ref(), &error))
        }
        _ => Ok(Status::Done),
    }
}

impl BuildArgs {
    fn options(&self) -> BuildOptions {
        let out = self.out.clone().unwrap_or_else(|| self.site.root.join("public"));
        let mode = match (self.dry_run, self.verify) {
            (true, _) => Mode::DryRun,
            (_, true) => Mode::Verify,
            _ => Mode::Write,
        };
        let format = match self.format {
            BuildFormat::Human => Format::Human,
            BuildFormat::Json => Format::Json,
        };
        let options = self.site.options(out, mode, format);
        BuildOptions {
            keep_going: self.keep_going,
            paranoid: self.paranoid,
            timings: self.timings,
            trace: self.trace.clone(),
            explain: self.explain,
            record_urls: self.record_urls,
            ..options
        }
    }
}

impl CheckArgs {
    fn options(&self) -> BuildOptions {
        let format = match self.format {
            CheckFormat::Human => Format::Human,
            CheckFormat::Json => Format::Json,
            CheckFormat::Sarif => Format::Sarif,
            CheckFormat::Github => Format::Github,
        };
        self.site.options(self.site.root.join("public"), Mode::Check, format)
    }
}

impl SiteArgs {
    fn options(&self, out: PathBuf, mode: Mode, format: Format) -> BuildOptions {
        BuildOptions {
            root: self.root.clone(),
            out,
            base_url: self.base_url.clone(),
            drafts: self.drafts,
            now: clock(self.now),
            strict: self.strict,
            keep_going: false,
            mode,
            paranoid: false,
            timings: false,
            trace: None,
            explain: false,
            format,
            quiet: self.quiet,
            verbose: self.verbose,
            record_urls: false,
            ends: true,
        }
    }
}

/// Runs work on as many threads as are asked for.
fn in_pool<T: Send>(jobs: Option<u16>, work: impl FnOnce() -> T + Send) -> T {
    let threads = jobs.map_or(0, usize::from);
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // Without threads of its own the work is done on this one.
        Err(_) => work(),
    }
}

/// The build's clock: what the command line says, else `SOURCE_DATE_EPOCH`
/// (<https://reproducible-builds.org/specs/source-date-epoch/>), else the machine's.
fn clock(now: Option<Timestamp>) -> Timestamp {
    let epoch = || {
        let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?;
        Timestamp::from_second(seconds).ok()
    };
    now.or_else(epoch).unwrap_or_else(Timestamp::now)
}

fn read_instant(text: &str) -> Result<Timestamp, String> {
    let read = when::read(text, &jiff::tz::TimeZone::UTC);
    read.map(|when| when.instant).map_err(|_| "write it as 2026-11-23 or 2026-11-23T09:00:00Z".to_owned())
}

fn parse_base_url(text: &str) -> Result<BaseUrl, String> {
    read_base_url(text)
        .ok_or_else(|| "write it as https://example.org or https://example.org/news".to_owned())
}
