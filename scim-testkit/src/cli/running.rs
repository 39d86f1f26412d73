//! What every command has that runs checks: which ones, where they may write, and reports.

use super::progress::Bar;
use super::report::{ReportFile, write};
use super::{Ended, print, told};
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
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub(super) jobs: usize,

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
    pub(super) list: bool,
}

impl Running {
    /// What to run, and how.
    pub(super) fn options(&self) -> Options {
        let mut options = Options::new()
            .jobs(self.jobs)
            .read_only(self.read_only)
            .allow_writes(self.allow_writes)
            .progress(Arc::new(Bar::new()));
        for pattern in &self.only {
            options = options.only(pattern);
        }
        for pattern in &self.skip {
            options = options.skip(pattern);
        }
        options
    }

    /// Runs, prints what was found, and writes the reports.
    pub(super) fn run(
        &self,
        options: Options,
        run: impl FnOnce(&Options) -> Result<Report, CannotRun>,
    ) -> Result<Ended, String> {
        let (journal, options) = self.begin(options)?;
        let result = run(&options);
        if result.as_ref().is_ok_and(|report| report.left.is_empty()) {
            // it has nothing to tell
            let _ = std::fs::remove_file(&journal);
        }
        let report = result.map_err(told)?;
        let colours = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        print(&report.to_text(colours))?;
        for file in &self.reports {
            write(file, &report)?;
        }
        ended(&report, &journal)
    }

    /// Runs a load, and prints how fast it went.
    pub(super) fn run_load(
        &self,
        options: Options,
        run: impl FnOnce(&Options) -> Result<Loaded, CannotRun>,
    ) -> Result<Ended, String> {
        let (journal, options) = self.begin(options)?;
        let result = run(&options);
        if result.as_ref().is_ok_and(|loaded| loaded.left.is_empty()) {
            let _ = std::fs::remove_file(&journal);
        }
        let loaded = result.map_err(told)?;
        print(&loaded.to_string())?;
        if !loaded.left.is_empty() {
            print(&format!(
                "to delete what is left: scim-testkit cleanup {}\n",
                journal.display()
            ))?;
        }
        if loaded.interrupted {
            return Err("interrupted".to_owned());
        }
        Ok(if loaded.failures == 0 { Ended::Well } else { Ended::Failed })
    }

    /// The journal of a run, and the options with it.
    fn begin(&self, options: Options) -> Result<(PathBuf, Options), String> {
        let journal = self.journal.clone().unwrap_or_else(journal_file);
        let interrupted = on_interrupt()?;
        let options = options.journal(&journal).interrupted(interrupted);
        Ok((journal, options))
    }
}

fn ended(report: &Report, journal: &Path) -> Result<Ended, String> {
    if !report.left.is_empty() {
        print(&format!("to delete what is left: scim-testkit cleanup {}\n", journal.display()))?;
    }
    if report.interrupted {
        return Err("interrupted".to_owned());
    }
    Ok(if report.is_conformant() { Ended::Well } else { Ended::Failed })
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
