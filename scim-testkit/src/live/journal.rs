//! What was created and not yet deleted: in memory, and in a file for after a crash.

use super::secret::Secrets;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A line of a journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Line {
    /// The base URL of all that follow.
    Server(String),
    /// A resource was created at a path below the base URL.
    Created(String),
    /// It was deleted.
    Deleted(String),
}

/// What was created and not yet deleted.
pub(crate) struct Journal {
    file: Option<Mutex<File>>,
    open: Mutex<BTreeSet<String>>,
}

impl Journal {
    /// A journal, in a file that must not exist if one is named.
    pub(crate) fn new(file: Option<&Path>, base: &str, secrets: &Secrets) -> io::Result<Self> {
        let file = match file {
            None => None,
            Some(path) => {
                Some(Mutex::new(OpenOptions::new().create_new(true).write(true).open(path)?))
            }
        };
        let journal = Self { file, open: Mutex::default() };
        journal.write(&Line::Server(secrets.hide(base)));
        Ok(journal)
    }

    pub(crate) fn created(&self, path: &str) {
        if self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned()) {
            self.write(&Line::Created(path.to_owned()));
        }
    }

    pub(crate) fn deleted(&self, path: &str) {
        if self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(path) {
            self.write(&Line::Deleted(path.to_owned()));
        }
    }

    /// What is still there.
    pub(crate) fn left(&self) -> Vec<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn write(&self, line: &Line) {
        let Some(file) = &self.file else { return };
        let Ok(mut text) = serde_json::to_string(line) else { return };
        text.push('\n');
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        // a journal that cannot be written must not stop the clean-up
        let _ = file.write_all(text.as_bytes());
    }
}

/// The base URL of a journal, and what was left, the newest first.
pub(super) fn read(text: &str) -> Option<(String, Vec<String>)> {
    let mut base = None;
    let mut left: Vec<String> = Vec::new();
    // the last line may be cut off
    for line in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
        match line {
            Line::Server(url) => base = Some(url),
            Line::Created(path) => left.push(path),
            Line::Deleted(path) => left.retain(|known| *known != path),
        }
    }
    left.reverse();
    Some((base?, left))
}

#[cfg(test)]
mod tests;
