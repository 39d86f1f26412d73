//! Finishes what a crash left: deletes the resources of a journal.

use super::journal::{Intent, Left};
use super::session::{Deletes, Search, found};
use super::{CannotRun, Target, journal};
use std::collections::BTreeSet;

/// What became of the resources of a journal, as paths below the base URL.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Target};
///
/// // the journal of a run that ended before it could clean up; the user is gone meanwhile
/// let journal = r#"{"server": "http://localhost"}
/// {"created": "/Users/7"}"#;
/// let done = live::clean_up(&Target::service(scim), journal)?;
/// assert_eq!(done.deleted, ["/Users/7"]);
/// assert!(done.left.is_empty());
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CleanUp {
    /// They are gone now, or were already.
    pub deleted: Vec<String>,
    /// They could not be deleted; and searches for what may be there, which had no answer.
    pub left: Vec<String>,
}

/// Deletes the resources that a journal says were created and not deleted, and those that a search
/// finds of what it says was to be created.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::{self, Options, Target};
///
/// let target = Target::service(scim);
/// let file = std::env::temp_dir().join(format!("scim-testkit-{}.journal", std::process::id()));
/// live::run(&target, &Options::new().only("get.known").journal(&file))?;
/// let journal = std::fs::read_to_string(&file)?;
/// std::fs::remove_file(&file)?;
/// // that run has deleted all it made
/// assert!(live::clean_up(&target, &journal)?.deleted.is_empty());
/// assert!(live::clean_up(&Target::http("http://localhost:1")?, &journal).is_err(), "another server");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When it is no journal, or one of another server, or the server is not on this machine and the target
/// does not [allow writes](Target::allow_writes).
pub fn clean_up(target: &Target, journal: &str) -> Result<CleanUp, CannotRun> {
    let Some(Left { base, mut paths, intents }) = journal::read(journal) else {
        return Err(CannotRun(
            "the text is no journal; give that of the file that the run named".to_owned(),
        ));
    };
    if base != target.secrets().hide(target.url()) {
        return Err(CannotRun(format!("the journal is of `{base}`, not of `{}`", target.url())));
    }
    if !target.may_be_written() {
        return Err(CannotRun(format!(
            "`{base}` is not on this machine, and the journal's resources are to be deleted there; \
             allow it with `--allow-writes`"
        )));
    }
    let mut done = CleanUp::default();
    let mut answers = true;
    for intent in &intents {
        let search = if answers { found(target, intent) } else { Search::Silent };
        // it would be waited for each time
        answers = search != Search::Silent;
        match search {
            Search::Found(made) => paths.extend(made),
            Search::Unclear | Search::Silent => done.left.push(Intent::path(intent)),
        }
    }
    let mut seen = BTreeSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    let deletes = Deletes::default();
    for path in paths {
        let list = if deletes.delete(target, &path) { &mut done.deleted } else { &mut done.left };
        list.push(path);
    }
    Ok(done)
}

/// The base URL of the server that a journal is of.
///
/// ```
/// use scim_testkit::live;
///
/// let journal = r#"{"server": "http://localhost/scim/v2"}"#;
/// assert_eq!(live::journal_url(journal).as_deref(), Some("http://localhost/scim/v2"));
/// assert_eq!(live::journal_url("no journal"), None);
/// ```
#[must_use]
pub fn journal_url(journal: &str) -> Option<String> {
    journal::read(journal).map(|left| left.base)
}
