//! Deletes what a check made, and nothing else.

use super::{Session, resource_path};
use crate::live::journal::Intent;
use crate::live::run::Shared;
use crate::live::target::wait::LONG;
use crate::live::{Answer, Ask, Deletes, Journal, Target, member};
use http::Method;
use scim_schema::schema::Returned;
use serde_json::Value;

impl Session<'_> {
    /// Notes what a request made or deleted, and what became of what it was to make.
    pub(super) fn note(&mut self, ask: &Ask, answer: &Answer, intents: &[Intent]) {
        let path = ask.path();
        if ask.method == Method::DELETE && (answer.is_success() || answer.status() == 404) {
            self.shared.journal.deleted(path);
        }
        if ask.method == Method::DELETE {
            self.shared.deletes.answered(answer.is_success());
        }
        // a write may make what it names, or bring back what was deleted, whatever it is answered
        let wrote = [Method::PUT, Method::PATCH].contains(&ask.method) && answer.is_success();
        if wrote && self.is_resource(path) && !self.shared.journal.has(path) {
            self.noted(path.to_owned());
        }
        if ask.method != Method::POST || path.ends_with("/.search") {
            return;
        }
        let made = if answer.is_success() { self.made_by(path, answer) } else { Vec::new() };
        let told = is_told(answer, path.ends_with("/Bulk") || !made.is_empty());
        made.into_iter().for_each(|made| self.noted(made));
        if told {
            intents.iter().for_each(|intent| self.shared.journal.settled(intent));
        }
    }

    fn made_by(&self, path: &str, answer: &Answer) -> Vec<String> {
        if path.ends_with("/Bulk") {
            return self.of_bulk(answer);
        }
        let made = created(self.shared.target, path, answer, |name| self.is_endpoint(name));
        made.into_iter().collect()
    }

    /// What a request is to create, each told by a text of the run's own.
    pub(super) fn intents(&self, ask: &Ask) -> Vec<Intent> {
        let path = ask.path();
        if ask.method != Method::POST || path.ends_with("/.search") {
            return Vec::new();
        }
        let body = ask.body.as_deref().and_then(|body| serde_json::from_slice(body).ok());
        let body: Value = body.unwrap_or_default();
        if !path.ends_with("/Bulk") {
            return self.intent(path, &body).into_iter().collect();
        }
        let operations = body.get("Operations").and_then(Value::as_array);
        let of = |operation: &Value| {
            self.intent(operation.get("path")?.as_str()?, operation.get("data")?)
        };
        operations.into_iter().flatten().filter_map(of).collect()
    }

    /// Whether a request may be sent again that had no answer: it writes what it may have written,
    /// or what it was to create or to delete is as it was.
    pub(super) fn may_repeat(&self, ask: &Ask, intents: &[Intent]) -> bool {
        let target = self.shared.target;
        let none = |intent: &Intent| found(target, intent) == Search::Found(Vec::new());
        let conditional = ask.headers.iter().any(|(name, _)| name == "if-match");
        match ask.method {
            // `add` of what is there changes nothing (RFC 7644 section 3.5.2.1)
            Method::PUT | Method::PATCH => !conditional,
            Method::DELETE => target.get(&ask.uri()).is_ok_and(|answer| answer.status() == 200),
            Method::POST => {
                ask.uri().contains("/.search") || (!intents.is_empty() && intents.iter().all(none))
            }
            _ => false,
        }
    }

    fn intent(&self, path: &str, body: &Value) -> Option<Intent> {
        let endpoint = path.trim_matches('/');
        let kinds = &self.discovery().kinds;
        let kind = kinds.iter().find(|kind| kind.endpoint().trim_matches('/') == endpoint)?;
        let texts = body.as_object()?.iter().filter_map(|(name, value)| {
            let value = value.as_str().filter(|value| value.contains(&self.shared.tag))?;
            let attribute = kind.attribute(name)?;
            let shown =
                matches!(attribute.declared().returned, Returned::Always | Returned::Default);
            shown.then(|| (attribute.is_required(), name, value))
        });
        // what is required is what servers can be relied on to find
        let (_, name, value) = texts.max_by_key(|(required, ..)| *required)?;
        let endpoint = format!("/{endpoint}");
        Some(Intent { endpoint, name: name.clone(), value: value.to_owned() })
    }

    fn of_bulk(&self, answer: &Answer) -> Vec<String> {
        let operations = answer.member("Operations").and_then(Value::as_array);
        let text = |operation: &Value, name: &str| {
            operation.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let posts = operations
            .into_iter()
            .flatten()
            .filter(|operation| text(operation, "method").eq_ignore_ascii_case("POST"));
        posts
            .filter_map(|operation| {
                below(self.shared.target, &text(operation, "location"), |name| {
                    self.is_endpoint(name)
                })
            })
            .collect()
    }

    fn noted(&mut self, path: String) {
        self.shared.journal.created(&path);
        if !self.made.contains(&path) {
            self.made.push(path);
        }
    }

    /// Whether a path is that of a resource. Checks write to those alone whose ids were answered to
    /// a POST of their own, and to names that nobody else has.
    fn is_resource(&self, path: &str) -> bool {
        path.rsplit_once('/').is_some_and(|(endpoint, id)| {
            !matches!(id, "" | "." | "..") && self.is_endpoint(endpoint.trim_matches('/'))
        })
    }

    fn is_endpoint(&self, name: &str) -> bool {
        self.discovery().kinds.iter().any(|kind| kind.endpoint().trim_matches('/') == name)
    }

    /// Deletes what was made, the newest first. What cannot be deleted stays in the journal.
    pub(in crate::live) fn clean_up(&mut self) {
        for path in std::mem::take(&mut self.made).into_iter().rev() {
            if self.shared.journal.has(&path) {
                self.shared.delete(&path);
            }
        }
    }
}

impl Shared<'_> {
    /// Deletes what was made. What cannot be deleted stays in the journal.
    pub(super) fn delete(&self, path: &str) {
        delete(self.target, &self.journal, &self.deletes, path);
    }
}

/// Deletes a resource, and notes it if that is done.
fn delete(target: &Target, journal: &Journal, deletes: &Deletes, path: &str) {
    if deletes.delete(target, path) {
        journal.deleted(path);
    }
}

/// Deletes at last what was passed over while the server did not answer. Then looks for what requests
/// without an answer may have made, and deletes that. What is not found stays in the journal: the
/// server may yet be about to make it.
pub(crate) fn settle(target: &Target, journal: &Journal, deletes: &Deletes) {
    let untried = if deletes.begin_again() { journal.open() } else { Vec::new() };
    for path in untried {
        delete(target, journal, deletes, &path);
    }
    for intent in journal.unsettled() {
        let paths = match found(target, &intent) {
            Search::Found(paths) => paths,
            Search::Unclear => continue,
            // it would be waited for as often as it did not answer
            Search::Silent => break,
        };
        for path in &paths {
            journal.created(path);
            delete(target, journal, deletes, path);
        }
        if !paths.is_empty() {
            journal.settled(&intent);
        }
    }
}

/// Whether an answer to a request that creates says what came of it: a gateway does not know, nor does
/// who is not told where it is.
pub(crate) fn is_told(answer: &Answer, is_located: bool) -> bool {
    match answer.status() {
        502 | 504 => false,
        _ => !answer.is_success() || is_located,
    }
}

/// Where a resource is that a POST to a path created: by its id, or else by `Location`, below the
/// base URL.
pub(crate) fn created(
    target: &Target,
    path: &str,
    answer: &Answer,
    is_endpoint: impl Fn(&str) -> bool,
) -> Option<String> {
    match id(answer.json()) {
        Some(id) if path.len() > 1 && path != "/Me" => Some(resource_path(path, &id)),
        _ => below(target, answer.header("location")?, is_endpoint),
    }
}

/// The path of a URL below the base URL, its last two segments if it is below another.
fn below(target: &Target, url: &str, is_endpoint: impl Fn(&str) -> bool) -> Option<String> {
    if let Some(path) = target.below(url) {
        return Some(path.to_owned());
    }
    let mut segments = url.split('?').next()?.rsplit('/');
    let (id, endpoint) = (segments.next()?, segments.next()?);
    let leads_out = matches!(id, "" | "." | "..");
    (is_endpoint(endpoint) && !leads_out).then(|| format!("/{endpoint}/{id}"))
}

/// The id of a resource as it is in its URL, a number as well: what is wrong is to be deleted too.
fn id(resource: &Value) -> Option<String> {
    match member(resource, "id")? {
        Value::String(id) if !matches!(&**id, "" | "." | "..") => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// What a search tells of what was to be created.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Search {
    /// The paths of what was.
    Found(Vec<String>),
    /// The server does not say.
    Unclear,
    /// The server does not answer.
    Silent,
}

/// Looks for what was to be created.
pub(crate) fn found(target: &Target, intent: &Intent) -> Search {
    let Ok(response) = target.get_within(&intent.path(), LONG) else { return Search::Silent };
    let list = match response.status().as_u16() {
        200 => serde_json::from_slice(response.body()).ok(),
        _ => None,
    };
    let paths = list.and_then(|list| listed(&list, intent));
    paths.map_or(Search::Unclear, Search::Found)
}

/// The paths of what was to be created in a list; `None` if it has others alone, as of a server
/// that does not filter, or what was to be created without an id.
fn listed(list: &Value, intent: &Intent) -> Option<Vec<String>> {
    let all = match list.get("Resources") {
        Some(Value::Array(all)) => all.as_slice(),
        None | Some(Value::Null) if list.get("totalResults")?.as_u64() == Some(0) => &[],
        _ => return None,
    };
    let is = |one: &&Value| {
        let mut members = one.as_object().into_iter().flatten();
        members.any(|(name, value)| {
            name.eq_ignore_ascii_case(&intent.name)
                && value.as_str().is_some_and(|value| value.eq_ignore_ascii_case(&intent.value))
        })
    };
    let ours: Vec<&Value> = all.iter().filter(is).collect();
    if ours.is_empty() && !all.is_empty() {
        return None;
    }
    ours.into_iter().map(|one| Some(resource_path(&intent.endpoint, &id(one)?))).collect()
}
