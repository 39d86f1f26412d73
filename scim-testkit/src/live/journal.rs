//! What was created and not yet deleted: in memory, and in a file for after a crash.

use super::Ask;
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
    /// A request that creates is about to be sent.
    Intended(Intent),
    /// It is known what became of it.
    Settled(Intent),
}

/// What a request is to create: a resource at an endpoint that has a text which no other has. While
/// there is no answer, it may be there or not, and under which id nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Intent {
    pub(crate) endpoint: String,
    /// The name of the attribute that has the text.
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Intent {
    /// The search for it, as a path below the base URL.
    pub(crate) fn path(&self) -> String {
        let filter = format!("{} eq {}", self.name, serde_json::Value::from(&*self.value));
        Ask::get(&*self.endpoint).query("filter", &filter).uri()
    }
}

/// What a journal says is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) base: String,
    /// Paths of resources, the newest first.
    pub(super) paths: Vec<String>,
    pub(super) intents: Vec<Intent>,
}

/// What was created and not yet deleted.
pub(crate) struct Journal {
    file: Option<Mutex<File>>,
    open: Mutex<BTreeSet<String>>,
    intents: Mutex<BTreeSet<Intent>>,
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
        let journal = Self { file, open: Mutex::default(), intents: Mutex::default() };
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

    pub(crate) fn intended(&self, intent: &Intent) {
        self.intents.lock().unwrap_or_else(PoisonError::into_inner).insert(intent.clone());
        self.write(&Line::Intended(intent.clone()));
    }

    pub(crate) fn settled(&self, intent: &Intent) {
        if self.intents.lock().unwrap_or_else(PoisonError::into_inner).remove(intent) {
            self.write(&Line::Settled(intent.clone()));
        }
    }

    /// What nobody knows of whether it is there.
    pub(crate) fn unsettled(&self) -> Vec<Intent> {
        self.intents.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).contains(path)
    }

    /// What is still there.
    pub(crate) fn open(&self) -> Vec<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// What is still there, and the searches for what may be.
    pub(crate) fn left(&self) -> Vec<String> {
        let mut left = self.open();
        left.extend(self.unsettled().iter().map(Intent::path));
        left
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

/// What a journal says is left.
pub(super) fn read(text: &str) -> Option<Left> {
    let mut base = None;
    let (mut paths, mut intents): (Vec<String>, Vec<Intent>) = Default::default();
    // the last line may be cut off
    for line in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
        match line {
            Line::Server(url) => base = Some(url),
            Line::Created(path) => paths.push(path),
            Line::Deleted(path) => paths.retain(|known| *known != path),
            Line::Intended(intent) => intents.push(intent),
            Line::Settled(intent) => intents.retain(|known| *known != intent),
        }
    }
    paths.reverse();
    Some(Left { base: base?, paths, intents })
}

#[cfg(test)]
mod tests;
