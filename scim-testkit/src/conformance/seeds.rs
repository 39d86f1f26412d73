//! Where the seeds of what failed are kept.

use super::{Place, path};
use proptest::test_runner::{FailurePersistence, FileFailurePersistence, PersistedSeed};
use std::any::Any;
use std::env;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// The variable that says which seed to run, and no other.
pub(super) const VARIABLE: &str = "SCIM_TESTKIT_SEED";

/// The seeds of one test: a file of its own in the user's crate, which has what failed before.
#[derive(Debug, Clone)]
pub(super) struct Seeds {
    file: &'static str,
    shown: String,
    only: Option<PersistedSeed>,
    /// What failed now.
    failed: Arc<Mutex<Option<String>>>,
}

impl Seeds {
    pub(super) fn new(place: Place, test: &str) -> Self {
        let shown =
            format!("proptest-regressions/{}/{test}.txt", path(place.module).replace("::", "/"));
        let file = Path::new(place.directory).join(&shown).to_string_lossy().into_owned();
        Self {
            // proptest takes a static one; it is one for each test of a process
            file: file.leak(),
            shown,
            only: env::var(VARIABLE).ok().and_then(|seed| seed.trim().parse().ok()),
            failed: Arc::default(),
        }
    }

    /// The file, from the directory of the crate.
    pub(super) fn file(&self) -> &str {
        &self.shown
    }

    /// The only seed to run.
    pub(super) const fn only(&self) -> Option<&PersistedSeed> {
        self.only.as_ref()
    }

    /// The seed of what failed, unless it was kept before.
    pub(super) fn failed(&self) -> Option<String> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn persistence(&self) -> Box<dyn FailurePersistence> {
        Box::new(self.clone())
    }
}

impl FailurePersistence for Seeds {
    fn load_persisted_failures2(&self, _: Option<&'static str>) -> Vec<PersistedSeed> {
        match &self.only {
            Some(only) => vec![only.clone()],
            None => FileFailurePersistence::Direct(self.file).load_persisted_failures2(None),
        }
    }

    fn save_persisted_failure2(
        &mut self,
        _: Option<&'static str>,
        seed: PersistedSeed,
        smallest: &dyn fmt::Debug,
    ) {
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(seed.to_string());
        FileFailurePersistence::Direct(self.file).save_persisted_failure2(None, seed, smallest);
    }

    fn box_clone(&self) -> Box<dyn FailurePersistence> {
        Box::new(self.clone())
    }

    fn eq(&self, other: &dyn FailurePersistence) -> bool {
        other.as_any().downcast_ref::<Self>().is_some_and(|other| other.file == self.file)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
