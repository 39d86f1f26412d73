//! Preconditions (RFC 7644 section 3.14).

use super::{Model, version};
use crate::live::session::patch_body;
use crate::live::{Ask, Verdict};
use serde_json::json;

impl Model<'_, '_> {
    /// Expects a write on the version before the last change to be refused, and to change nothing.
    pub(super) fn stale(&mut self, which: usize, write: u32) -> Verdict {
        let Some(held) = self.held.get_mut(which).and_then(Option::take) else { return Ok(()) };
        let Some(previous) = held.previous.clone().filter(|_| self.fields.versions) else {
            self.put_back(which, held);
            return Ok(());
        };
        let path = &*held.made.path;
        let ask = match (write, self.fields.singular.first()) {
            (0, _) => Ask::delete(path),
            (1, Some(text)) if self.fields.patch => {
                let value = self.value(0, 1);
                let change = json!([{"op": "replace", "path": text.path(), "value": value}]);
                Ask::patch(path).json(&patch_body(&change))
            }
            _ => Ask::put(path).json(&held.made.sent),
        };
        let answer = self.session.send(&ask.if_match(&previous))?;
        let read = self.session.read(&held.made)?;
        self.expect(&held, &read, false)?;
        if version(&read) != held.version {
            return Err(read.failed("no other version after a write that is refused", "another"));
        }
        answer.expect_status(412)?;
        self.put_back(which, held);
        Ok(())
    }
}
