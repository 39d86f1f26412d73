//! Rules for every answer, whatever was asked.

use super::{Discovery, Failure, Kind, Level, Recorded};
use serde_json::Value;
use std::fmt;

/// A rule that every answer of a run must keep. It is reported as a check.
#[derive(Clone, Copy)]
pub(crate) struct Audit {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) requirements: &'static [&'static str],
    pub(super) level: Level,
    pub(super) look: fn(&Seen<'_>) -> Look,
}

/// Whether a rule concerns an exchange, and whether it is kept.
pub(crate) type Look = Option<Result<(), Failure>>;

/// An exchange, and its answer's body as JSON: null where it is none.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) struct Seen<'a> {
    /// What was sent and answered.
    pub exchange: &'a Recorded,
    /// The status of the answer.
    pub status: u16,
    /// The body of the answer.
    pub json: &'a Value,
    /// The base URL.
    pub base: &'a str,
    /// What the server says of itself.
    pub discovery: &'a Discovery,
}

impl Seen<'_> {
    /// A header of the answer.
    #[must_use]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let reply = self.exchange.reply.as_ref()?;
        let mut headers = reply.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }

    /// The resources of the answer: the one that it is, or those of a list; not errors.
    #[must_use]
    pub(crate) fn resources(&self) -> Vec<&Value> {
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

impl<'a> Seen<'a> {
    /// The path below the base URL, without the query.
    #[must_use]
    pub(crate) fn path(&self) -> &'a str {
        self.exchange.path(self.base)
    }

    /// Whether the request asked for some attributes only, or for none but some.
    #[must_use]
    pub(crate) fn is_projected(&self) -> bool {
        let names = ["attributes", "excludedAttributes"];
        let query = self.exchange.url.split_once('?').map_or("", |(_, query)| query);
        let in_query = names.iter().any(|name| query.contains(&format!("{name}=")));
        let searched = self.path().ends_with("/.search");
        in_query
            || (searched
                && names.iter().any(|name| self.exchange.body.contains(&format!("\"{name}\""))))
    }

    /// The resources of the answer that are of a resource type, results of bulk included, each
    /// with its type.
    #[must_use]
    pub(crate) fn typed(&self) -> Vec<(&'a Kind, &Value)> {
        let mut all = self.resources();
        if let Some(results) = self.json.get("Operations").and_then(Value::as_array) {
            all.extend(results.iter().filter_map(|result| result.get("response")));
        }
        if self.status / 100 != 2 {
            return Vec::new();
        }
        let first = self.path().trim_start_matches('/').split('/').next().unwrap_or_default();
        if ["ServiceProviderConfig", "ResourceTypes", "Schemas"].contains(&first) {
            return Vec::new();
        }
        let typed = all.into_iter().filter_map(|one| Some((self.kind_of(one, first)?, one)));
        typed.collect()
    }

    /// The type of a resource: by its endpoint, its `schemas`, or its `meta.resourceType`.
    fn kind_of(&self, resource: &Value, endpoint: &str) -> Option<&'a Kind> {
        let kinds = &self.discovery.kinds;
        let urns = resource.get("schemas").and_then(Value::as_array);
        let has = |kind: &Kind| {
            urns.is_some_and(|urns| {
                urns.iter().any(|urn| {
                    urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(&kind.schema().id))
                })
            })
        };
        let name = resource.pointer("/meta/resourceType").and_then(Value::as_str);
        kinds
            .iter()
            .find(|kind| kind.endpoint().trim_matches('/') == endpoint)
            .or_else(|| kinds.iter().find(|kind| has(kind)))
            .or_else(|| kinds.iter().find(|kind| name == Some(kind.name())))
    }
}

impl Audit {
    /// A rule at the level [`Level::Must`].
    #[must_use]
    pub(crate) const fn new(
        id: &'static str,
        title: &'static str,
        requirements: &'static [&'static str],
        look: fn(&Seen<'_>) -> Look,
    ) -> Self {
        Self { id, title, requirements, level: Level::Must, look }
    }

    /// Breaking it is a warning.
    #[must_use]
    pub(crate) const fn should(mut self) -> Self {
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
pub(crate) fn audits() -> impl Iterator<Item = &'static Audit> {
    [rules::AUDITS, list::AUDITS, resource::AUDITS, value::AUDITS, version::AUDITS]
        .into_iter()
        .flatten()
}

mod list;
mod resource;
mod rules;
mod value;
mod version;

pub(super) use value::is_uri;
