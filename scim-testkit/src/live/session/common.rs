//! Resources that several checks only read, made once in a run.

use super::{Recorded, Session};
use crate::live::Stop;
use crate::live::run::Shared;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// By the endpoints of resource types.
#[derive(Default)]
pub(in crate::live) struct Common(Mutex<BTreeMap<String, Set>>);

/// The resources of one type.
struct Set {
    /// What `make` answered.
    told: String,
    /// How they were made, for whoever is to repeat what a check did with them.
    exchanges: Vec<Recorded>,
    made: Vec<String>,
}

impl Session<'_> {
    /// What the first check that asked for it made of the resource type at hand. Nobody may change
    /// or delete it; the end of the run does.
    ///
    /// # Errors
    /// That of `make`, which the next check tries again.
    pub(in crate::live) fn common(
        &mut self,
        make: impl FnOnce(&mut Self) -> Result<String, Stop>,
    ) -> Result<String, Stop> {
        let shared = self.shared;
        // held while it is made: all who ask wait, those of another type too, a few requests long
        let mut sets = shared.common.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(set) = sets.get(self.kind.endpoint()) {
            self.exchanges.extend(set.exchanges.iter().cloned());
            return Ok(set.told.clone());
        }
        let (sent, made) = (self.exchanges.len(), self.made.len());
        let told = make(self)?;
        let set = Set {
            told: told.clone(),
            exchanges: self.exchanges.get(sent..).unwrap_or_default().to_vec(),
            made: self.made.split_off(made),
        };
        sets.insert(self.kind.endpoint().to_owned(), set);
        Ok(told)
    }
}

/// Deletes them.
pub(in crate::live) fn clean_up(shared: &Shared<'_>) {
    let sets = std::mem::take(&mut *shared.common.0.lock().unwrap_or_else(PoisonError::into_inner));
    for path in sets.into_values().flat_map(|set| set.made) {
        shared.delete(&path);
    }
}
