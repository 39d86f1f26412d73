//! `scim-testkit check URL`.

use super::progress::Bar;
use super::report::{ReportFile, write};
use super::server::Access;
use super::{Ended, list, print, told};
use clap::{Args, ValueEnum};
use scim_testkit::live::{self, Level, Options, Profile, Report};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Checks a server: discovers what it has, tries each rule on resources of its own, deletes them.
///
/// The server's own schemas say what the test resources look like; what it declares not to support
/// is skipped, and the report says so. Names of test resources begin with `scimtk-` and addresses
/// end in `.example.com`. Nothing that the run did not create is changed.
///
/// Exit codes: 0 conformant, 1 something failed, 2 could not run.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The base URL, such as `https://example.com/scim/v2`.
    #[arg(required_unless_present = "list")]
    url: Option<String>,

    #[command(flatten)]
    access: Access,

    /// Runs checks that make and delete resources on a host that is not this machine.
    #[arg(long, conflicts_with = "read_only")]
    allow_writes: bool,

    /// Runs only checks that write nothing.
    #[arg(long)]
    read_only: bool,

    /// Only this check, area or requirement (`patch.add`, `patch`, `7644-3.5.2`), or what begins
    /// so; may be given several times.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Not this one, named likewise.
    #[arg(long, value_name = "NAME")]
    skip: Vec<String>,

    /// Only checks of this level or a stronger one.
    #[arg(long, value_enum, default_value_t = LevelName::May)]
    level: LevelName,

    /// Whose expectations count beside the RFCs'; those of `interop` only warn.
    #[arg(long, value_enum, default_value_t = ProfileName::Rfc)]
    profile: ProfileName,

    /// How many checks run at a time.
    #[arg(long, value_name = "N", default_value_t = 4)]
    jobs: usize,

    /// And so many random sequences of requests for each resource type; what fails is made short
    /// and printed as curl commands.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    random: u32,

    /// Draws the random sequences from this seed, which a failure tells.
    #[arg(long, value_name = "SEED", requires = "random")]
    seed: Option<u64>,

    /// Writes a report, `json=FILE`, `junit=FILE`, `html=FILE` or `markdown=FILE`; may be given
    /// several times.
    #[arg(long = "report", value_name = "FORMAT=FILE")]
    reports: Vec<ReportFile>,

    /// Where to note what was created, for `scim-testkit cleanup` after a crash; by default a file
    /// in the directory for temporary files. It is removed when all is deleted.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Lists the checks, and runs none.
    #[arg(long)]
    list: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LevelName {
    May,
    Should,
    Must,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProfileName {
    Rfc,
    Okta,
    Entra,
    Interop,
}

/// Runs the checks and tells what they found.
pub(super) fn run(check: &Check) -> Result<Ended, String> {
    let options = options(check);
    if check.list {
        print(&list::checks(&options))?;
        return Ok(Ended::Well);
    }
    let target = check.access.target(check.url.as_deref().unwrap_or_default())?;
    let journal = check.journal.clone().unwrap_or_else(journal_file);
    let interrupted = on_interrupt()?;
    let options = options.journal(&journal).interrupted(Arc::clone(&interrupted));
    let result = live::run(&target, &options);
    if result.as_ref().is_ok_and(|report| report.left.is_empty()) {
        // it has nothing to tell
        let _ = std::fs::remove_file(&journal);
    }
    let report = result.map_err(told)?;
    let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    print(&report.to_text(colours))?;
    for file in &check.reports {
        write(file, &report)?;
    }
    ended(&report, &journal)
}

fn ended(report: &Report, journal: &std::path::Path) -> Result<Ended, String> {
    if !report.left.is_empty() {
        print(&format!("to delete what is left: scim-testkit cleanup {}\n", journal.display()))?;
    }
    if report.interrupted {
        return Err("interrupted".to_owned());
    }
    Ok(if report.is_conformant() { Ended::Well } else { Ended::Failed })
}

fn options(check: &Check) -> Options {
    let level = match check.level {
        LevelName::May => Level::May,
        LevelName::Should => Level::Should,
        LevelName::Must => Level::Must,
    };
    let profile = match check.profile {
        ProfileName::Rfc => Profile::Rfc,
        ProfileName::Okta => Profile::Okta,
        ProfileName::Entra => Profile::Entra,
        ProfileName::Interop => Profile::Interop,
    };
    let seed = check.seed.unwrap_or_else(|| RandomState::new().hash_one(0));
    let mut options = Options::new()
        .level(level)
        .profile(profile)
        .jobs(check.jobs)
        .read_only(check.read_only)
        .allow_writes(check.allow_writes)
        .random(check.random, seed)
        .progress(Arc::new(Bar::new()));
    for pattern in &check.only {
        options = options.only(pattern);
    }
    for pattern in &check.skip {
        options = options.skip(pattern);
    }
    options
}

/// A file of this run's own.
fn journal_file() -> PathBuf {
    let number = RandomState::new().hash_one(std::process::id());
    std::env::temp_dir().join(format!("scim-testkit-{number:016x}.journal"))
}

/// Ends the run at the first Ctrl-C, after the clean-up; at the second one at once.
fn on_interrupt() -> Result<Arc<AtomicBool>, String> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })
    .map_err(told)?;
    Ok(interrupted)
}
