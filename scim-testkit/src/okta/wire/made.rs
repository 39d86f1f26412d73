//! What requests make and delete, for the clean-up.

use super::Wire;
use crate::live::{Answer, Ask, Intent, created, is_told, member};
use http::Method;
use serde_json::Value;

impl Wire {
    /// What a request is to create, told by a text of the run's own.
    pub(super) fn intent(&self, ask: &Ask) -> Option<Intent> {
        let tag = &*self.run.tag;
        if ask.method != Method::POST || tag.is_empty() {
            return None;
        }
        let body: Value = serde_json::from_slice(ask.body.as_deref()?).ok()?;
        // that of a user, that of a group
        let (name, value) = ["userName", "displayName"].into_iter().find_map(|name| {
            let value = member(&body, name)?.as_str()?;
            value.contains(tag).then(|| (name.to_owned(), value.to_owned()))
        })?;
        Some(Intent { endpoint: ask.path().to_owned(), name, value })
    }

    /// Why a request of a run is not sent: it would change or delete what the run did not make.
    /// An org that is no run's has no journal: whoever has it says what it links.
    pub(super) fn not_made(&self, ask: &Ask) -> Option<String> {
        let journal = self.run.journal.as_deref()?;
        let path = ask.path();
        let writes = [Method::PUT, Method::PATCH, Method::DELETE].contains(&ask.method);
        (writes && !journal.has(path))
            .then(|| format!("`{} {path}` is not sent: the run did not make that", ask.method))
    }

    /// Notes what was made or deleted, and whether it is known what came of what was to be made.
    pub(super) fn note(&mut self, ask: &Ask, answer: &Answer, intent: Option<&Intent>) {
        let path = ask.path();
        let journal = self.run.journal.as_deref();
        if ask.method == Method::DELETE {
            self.run.deletes.answered(answer.is_success());
        }
        if ask.method == Method::DELETE && (answer.is_success() || answer.status() == 404) {
            self.made.retain(|known| known != path);
            if let Some(journal) = journal {
                journal.deleted(path);
            }
        }
        if ask.method != Method::POST {
            return;
        }
        let is_endpoint = |name: &str| name == path.trim_matches('/');
        let made = match answer.is_success() {
            true => created(&self.target, path, answer, is_endpoint),
            false => None,
        };
        let told = is_told(answer, made.is_some());
        if let Some(made) = made {
            if let Some(journal) = journal {
                journal.created(&made);
            }
            self.made.push(made);
        }
        if let (true, Some(journal), Some(intent)) = (told, journal, intent) {
            journal.settled(intent);
        }
    }
}
