//! What every command has that runs checks: which ones, where they may write, and reports.

use super::progress::Bar;
use super::report::{ReportFile, expect_writable, write};
use super::{Ended, at_least, notes, print, told};
use clap::Args;
use scim_testkit::live::{CannotRun, Options, Report};
use scim_testkit::okta::Loaded;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Which checks run, where they may write, and what is written of it.
#[derive(Debug, Args)]
pub(super) struct Running {
    /// Runs checks that make and delete resources on a host that is not this machine.
    #[arg(long)]
    pub(super) allow_writes: bool,

    /// Runs only checks that write nothing.
    #[arg(long, conflicts_with = "allow_writes")]
    pub(super) read_only: bool,

    /// Only this check, area or requirement (`patch.add`, `patch`, `7644-3.5.2`), or what begins
    /// so; may be given several times.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Not this one, named likewise.
    #[arg(long, value_name = "NAME")]
    skip: Vec<String>,

    /// How many checks run at a time.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = at_least(1_usize))]
    pub(super) jobs: usize,

    /// Writes a report, `json=FILE`, `junit=FILE`, `html=FILE` or `markdown=FILE`; may be given
    /// several times.
    #[arg(long = "report", value_name = "FORMAT=FILE")]
    reports: Vec<ReportFile>,

    /// Where to note what was created, for `scim-testkit cleanup` after a crash; by default a file
    /// in the directory for temporary files, which a note names. It is removed when all is deleted.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Lists the checks, and runs none.
    #[arg(long)]
    pub(super) list: bool,
}

impl Running {
    /// What to run, and how.
    pub(super) fn options(&self) -> Options {
        let mut options = Options::new()
            .jobs(self.jobs)
            .read_only(self.read_only)
            .allow_writes(self.allow_writes);
        for pattern in &self.only {
            options = options.only(pattern);
        }
        for pattern in &self.skip {
            options = options.skip(pattern);
        }
        options
    }

    /// Whether each name begins one of these, for a list, which runs nothing that would say so.
    pub(super) fn expect_known(&self, lists: impl Fn(&Options) -> bool) -> Result<(), String> {
        let mut names = self.only.iter().chain(&self.skip);
        names.find(|name| !lists(&Options::new().only(name))).map_or(Ok(()), |name| {
            Err(format!(
                "`{name}` is no check, area or requirement of a check; `--list` alone lists them"
            ))
        })
    }

    /// Runs, prints what was found, and writes the reports.
    pub(super) fn run(
        &self,
        options: Options,
        run: impl FnOnce(&Options) -> Result<Report, CannotRun>,
    ) -> Result<Ended, String> {
        expect_writable(&self.reports)?;
        let run = |options: &Options, journal: &Path| {
            let noted = (!self.read_only).then(|| noted(journal));
            run(&options.clone().progress(Arc::new(Bar::new(noted))))
        };
        let (report, journal) = self.through(options, run, |report| &report.left)?;
        let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        print(&report.to_text(colours))?;
        // first, as a report may turn out not to be written
        tell_left(&report.left, &journal)?;
        for file in &self.reports {
            write(file, &report)?;
        }
        let well = report.is_conformant();
        let ended = ended(report.interrupted, well)?;
        if !well && report.summary.failed == 0 {
            return Err(untried(&report));
        }
        Ok(ended)
    }

    /// Runs a load, and prints how fast it went.
    pub(super) fn run_load(
        &self,
        options: Options,
        run: impl FnOnce(&Options, &Path) -> Result<Loaded, CannotRun>,
    ) -> Result<Ended, String> {
        if !self.reports.is_empty() {
            return Err("`--report` is of checks, and a load has none: leave it out".to_owned());
        }
        let (loaded, journal) = self.through(options, run, |loaded| &loaded.left)?;
        print(&loaded.to_string())?;
        tell_left(&loaded.left, &journal)?;
        ended(loaded.interrupted, loaded.failures == 0)
    }

    /// Runs with a journal, which is removed when all is deleted.
    fn through<T>(
        &self,
        options: Options,
        run: impl FnOnce(&Options, &Path) -> Result<T, CannotRun>,
        left: impl FnOnce(&T) -> &[String],
    ) -> Result<(T, PathBuf), String> {
        let journal = self.journal.clone().unwrap_or_else(journal_file);
        let options = options.journal(&journal).interrupted(on_interrupt(&journal)?);
        let done = run(&options, &journal).map_err(told)?;
        if left(&done).is_empty() {
            // it has nothing to tell
            let _ = std::fs::remove_file(&journal);
        }
        Ok((done, journal))
    }
}

/// Said before anything is made, for whoever ends the run at once.
pub(super) fn noted(journal: &Path) -> String {
    format!("what is made is noted in `{}`, until it is deleted", journal.display())
}

fn tell_left(left: &[String], journal: &Path) -> Result<(), String> {
    if left.is_empty() {
        return Ok(());
    }
    print(&format!("to delete what is left: scim-testkit cleanup {}\n", journal.display()))
}

fn ended(interrupted: bool, well: bool) -> Result<Ended, String> {
    if interrupted {
        return Err("interrupted".to_owned());
    }
    Ok(if well { Ended::Well } else { Ended::Failed })
}

/// Nothing failed, as nothing was tried.
fn untried(report: &Report) -> String {
    let example = report.checks.first();
    let example = example.map(|one| format!(", such as `{}`: {}", one.id, one.message));
    format!("nothing was checked: all of it was skipped{}", example.unwrap_or_default())
}

/// A file of this run's own.
fn journal_file() -> PathBuf {
    let number = RandomState::new().hash_one(std::process::id());
    std::env::temp_dir().join(format!("scim-testkit-{number:016x}.journal"))
}

/// Ends the run at the first Ctrl-C, after the clean-up; at the second one at once.
fn on_interrupt(journal: &Path) -> Result<Arc<AtomicBool>, String> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let (flag, journal) = (Arc::clone(&interrupted), journal.to_owned());
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            if journal.exists() {
                let journal = journal.display();
                notes([format!("to delete what is left: scim-testkit cleanup {journal}")]);
            }
            std::process::exit(130);
        }
    })
    .map_err(told)?;
    Ok(interrupted)
}
