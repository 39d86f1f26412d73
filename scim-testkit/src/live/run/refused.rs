//! Resource types that can only be read: what writes passes over them.

use super::Shared;
use crate::live::{Check, Failure, Kind, Level, Need, Recorded, Session, Stop};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What a minimal POST told, by the endpoints of resource types.
#[derive(Default)]
pub(in crate::live) struct Refused {
    /// Whether it is asked: what a client needs to write is not passed over.
    asks: bool,
    /// Why none can be made; `None` if they can.
    told: Mutex<BTreeMap<String, Option<String>>>,
}

/// That this client may not, or that there is no such method (RFC 7644 section 3.12).
const REFUSALS: [u16; 3] = [403, 405, 501];

/// The check that tells of users and groups that can only be read.
const TELLS: &str = "create.status";

/// How a check ends that would write, and what that means.
pub(super) type Passed = (Stop, Level);

impl Refused {
    pub(super) fn asked() -> Self {
        Self { asks: true, ..Self::default() }
    }
}

impl Shared<'_> {
    /// Why no resource of a type can be made, as far as that is known.
    pub(in crate::live) fn known_refusal(&self, kind: &Kind) -> Option<String> {
        let told = self.refused.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.get(kind.endpoint()).cloned().flatten()
    }

    /// Likewise, and asks for it once in a run.
    fn refusal(&self, kind: &Kind) -> Option<String> {
        if !self.refused.asks {
            return None;
        }
        // held while it is asked: all who ask wait, a request long
        let mut told = self.refused.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = told.get(kind.endpoint()) {
            return known.clone();
        }
        let mut session = Session::new(self, kind.clone());
        let body = session.minimal();
        let answer = session.post(kind.endpoint(), &body);
        session.clean_up();
        let (status, endpoint) = (answer.ok()?.status(), kind.endpoint());
        let found = REFUSALS.contains(&status);
        let found =
            found.then(|| format!("`{endpoint}` can only be read: a POST is answered {status}"));
        told.insert(endpoint.to_owned(), found.clone());
        found
    }
}

/// How a check ends that cannot be tried, as is known before.
pub(super) fn before(shared: &Shared<'_>, check: &Check, kind: &Kind) -> Option<Passed> {
    if check.reads {
        return None;
    }
    let kinds = written(shared, check, kind);
    kinds.iter().find_map(|kind| Some(passed(check, kind, &shared.known_refusal(kind)?)))
}

/// Likewise, as is found by what it sent: a write was refused, or a job with writes failed.
pub(super) fn after(
    shared: &Shared<'_>,
    check: &Check,
    session: &Session<'_>,
    failed: bool,
) -> Option<Passed> {
    if check.reads {
        return None;
    }
    let mut kinds = written(shared, check, session.kind());
    if !check.each_type {
        // one that looks at several types may have passed over this one
        if !failed {
            return None;
        }
        kinds.push(session.kind().clone());
    }
    let base = shared.target.url();
    let tried = |kind: &&Kind| {
        let mut all = session.exchanges().iter();
        all.any(|one| is_refused(one, base, kind) || (failed && is_job(one, base)))
    };
    let mut tried = kinds.iter().filter(tried);
    tried.find_map(|kind| Some(passed(check, kind, &shared.refusal(kind)?)))
}

/// The types that a check writes.
fn written(shared: &Shared<'_>, check: &Check, kind: &Kind) -> Vec<Kind> {
    if check.each_type {
        return vec![kind.clone()];
    }
    let needs = |need: Need| check.needs.contains(&need);
    let users = needs(Need::User) || needs(Need::Enterprise);
    let user = shared.discovery.user().filter(|_| users);
    let group = shared.discovery.group().filter(|_| needs(Need::Group));
    user.into_iter().chain(group).cloned().collect()
}

fn passed(check: &Check, kind: &Kind, reason: &str) -> Passed {
    if check.id == TELLS && (kind.is_user() || kind.is_group()) {
        let failure = Failure::new("resources that a client can make", format!("that {reason}"));
        return (failure.into(), Level::Should);
    }
    (Stop::skipped(reason), check.level)
}

/// Whether a write below the endpoint of a type was refused.
fn is_refused(exchange: &Recorded, base: &str, kind: &Kind) -> bool {
    let path = exchange.path(base);
    let below = path
        .strip_prefix(kind.endpoint())
        .is_some_and(|rest| rest.is_empty() || (rest.starts_with('/') && rest != "/.search"));
    let writes = ["POST", "PUT", "PATCH", "DELETE"].contains(&&*exchange.method);
    let reply = exchange.reply.as_ref();
    below && writes && reply.is_some_and(|reply| REFUSALS.contains(&reply.status))
}

fn is_job(exchange: &Recorded, base: &str) -> bool {
    exchange.method == "POST" && exchange.path(base) == "/Bulk"
}
