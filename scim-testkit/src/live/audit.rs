//! Rules for every answer, whatever was asked.

use super::{Failure, Level, Recorded};
use serde_json::Value;
use std::fmt;

/// A rule that every answer of a run must keep. It is reported as a check.
#[derive(Clone, Copy)]
pub struct Audit {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) requirements: &'static [&'static str],
    pub(super) level: Level,
    pub(super) look: fn(&Seen<'_>) -> Look,
}

/// Whether a rule concerns an exchange, and whether it is kept.
pub type Look = Option<Result<(), Failure>>;

/// An exchange, and its answer's body as JSON: null where it is none.
#[derive(Debug)]
#[non_exhaustive]
pub struct Seen<'a> {
    /// What was sent and answered.
    pub exchange: &'a Recorded,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer.
    pub json: &'a Value,
    /// The base URL.
    pub base: &'a str,
}

impl Seen<'_> {
    /// A header of the answer.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let reply = self.exchange.reply.as_ref()?;
        let mut headers = reply.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// The resources of the answer: the one that it is, or those of a list; not errors.
    #[must_use]
    pub fn resources(&self) -> Vec<&Value> {
        let urns = self.json.get("schemas").and_then(Value::as_array);
        let is = |part: &str| {
            urns.is_some_and(|urns| {
                urns.iter().any(|urn| urn.as_str().is_some_and(|u| u.contains(part)))
            })
        };
        if is(":messages:2.0:ListResponse") {
            let list = self.json.get("Resources").and_then(Value::as_array);
            return list.map(|list| list.iter().collect()).unwrap_or_default();
        }
        if self.json.is_object() && self.status / 100 == 2 && !is(":api:messages:") {
            return vec![self.json];
        }
        Vec::new()
    }
}

impl Audit {
    /// A rule at the level [`Level::Must`].
    #[must_use]
    pub const fn new(
        id: &'static str,
        title: &'static str,
        requirements: &'static [&'static str],
        look: fn(&Seen<'_>) -> Look,
    ) -> Self {
        Self { id, title, requirements, level: Level::Must, look }
    }

    /// Breaking it is a warning.
    #[must_use]
    pub const fn should(mut self) -> Self {
        self.level = Level::Should;
        self
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit").field("id", &self.id).finish_non_exhaustive()
    }
}

/// All rules.
pub fn audits() -> impl Iterator<Item = &'static Audit> {
    [rules::AUDITS].into_iter().flatten()
}

mod rules;
