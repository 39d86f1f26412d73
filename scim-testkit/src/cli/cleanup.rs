//! `scim-testkit cleanup JOURNAL`.

use super::server::{Access, read};
use super::{Ended, print, told};
use clap::Args;
use scim_testkit::live::{clean_up, journal_url};
use std::path::PathBuf;

/// Deletes what a run that crashed left behind: the resources of its journal, those that it was
/// about to create, found by their names, and nothing else.
#[derive(Debug, Args)]
pub(super) struct CleanUp {
    /// The journal of the run.
    journal: PathBuf,

    /// Deletes on a host that is not this machine: the one that the journal names.
    #[arg(long)]
    allow_writes: bool,

    #[command(flatten)]
    access: Access,
}

pub(super) fn run(asked: &CleanUp) -> Result<Ended, String> {
    let journal = read(&asked.journal)?;
    let url = journal_url(&journal);
    let url = url.ok_or("the file is no journal of `scim-testkit check`")?;
    let target = asked.access.target(&url)?.allow_writes(asked.allow_writes);
    let done = clean_up(&target, &journal).map_err(told)?;
    for path in &done.left {
        let what = if path.contains("?filter=") { "looked for" } else { "deleted" };
        print(&format!("{url}{path} could not be {what}\n"))?;
    }
    print(&format!("{} deleted, {} left\n", done.deleted.len(), done.left.len()))?;
    if !done.left.is_empty() {
        return Ok(Ended::Failed);
    }
    std::fs::remove_file(&asked.journal).map_err(told)?;
    Ok(Ended::Well)
}
