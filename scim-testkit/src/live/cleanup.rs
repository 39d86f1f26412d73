//! Finishes what a crash left: deletes the resources of a journal.

use super::session::delete;
use super::{CannotRun, Target, journal};

/// What became of the resources of a journal, as paths below the base URL.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CleanUp {
    /// They are gone now, or were already.
    pub deleted: Vec<String>,
    /// They could not be deleted.
    pub left: Vec<String>,
}

/// Deletes the resources that a journal says were created and not deleted.
///
/// # Errors
/// When it is no journal, or one of another server.
pub fn clean_up(target: &Target, journal: &str) -> Result<CleanUp, CannotRun> {
    let Some((base, left)) = journal::read(journal) else {
        return Err(CannotRun("the file is no journal of `scim-testkit check`".to_owned()));
    };
    if base != target.secrets().hide(target.url()) {
        return Err(CannotRun(format!("the journal is of `{base}`, not of `{}`", target.url())));
    }
    let mut done = CleanUp::default();
    for path in left {
        let list = if delete(target, &path) { &mut done.deleted } else { &mut done.left };
        list.push(path);
    }
    Ok(done)
}

/// The base URL of the server that a journal is of.
#[must_use]
pub fn journal_url(journal: &str) -> Option<String> {
    journal::read(journal).map(|(base, _)| base)
}
