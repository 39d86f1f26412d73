//! Which check catches a fault.

use crate::fault::Fault;
use crate::honest::WARNINGS;
use crate::server::{self, Asked, BASE, Server, TOKEN};
use bytes::Bytes;
use http::{Request, Response};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Options, Profile, Status, Target, Transport, TransportError};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What caught it.
#[derive(Debug, Clone)]
pub(crate) struct Caught {
    pub(crate) check: String,
    pub(crate) status: Status,
}

/// A service provider behind a fault, or none.
struct Faulty {
    server: Server,
    fault: Option<&'static Fault>,
}

impl Transport for Faulty {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let request = request.map(|body| String::from_utf8_lossy(&body).into_owned());
        let honest = || self.server.ask(&Asked::of(request.clone())).response();
        let Some(fault) = self.fault else { return Ok(honest().map(Bytes::from)) };
        // what a fault cannot be applied to, it leaves; a panic would prove nothing
        let wrong = || fault.answer(&self.server, request.clone());
        let answer = catch_unwind(AssertUnwindSafe(wrong)).unwrap_or_else(|_| honest());
        Ok(answer.map(Bytes::from))
    }
}

pub(crate) fn target(dialect: Dialect, fault: Option<&'static Fault>) -> Target {
    of(Server::new(dialect), fault)
}

/// Likewise with what a client such as Okta asks for beside users and groups.
pub(crate) fn for_client(dialect: Dialect, fault: Option<&'static Fault>) -> Target {
    of(Server::of(server::for_client(dialect, None)), fault)
}

pub(crate) fn of(server: Server, fault: Option<&'static Fault>) -> Target {
    Target::over(BASE, Faulty { server, fault }).unwrap().token(TOKEN).unwrap()
}

pub(crate) fn options() -> Options {
    Options::new().allow_writes(true).jobs(1)
}

pub(crate) fn leaked(fault: &Fault) -> &'static Fault {
    Box::leak(Box::new(*fault))
}

/// What a run of some checks, or of all, tells of a fault: those that fail or warn, and do not of the
/// server without it.
fn run(fault: &Fault, profile: Profile, only: &[&str]) -> BTreeMap<String, Status> {
    let options = only.iter().fold(options().profile(profile), |all, pattern| all.only(pattern));
    let server = match profile {
        Profile::Okta => Server::new(Dialect::OKTA),
        Profile::Entra => Server::new(Dialect::ENTRA),
        Profile::Interop => Server::interoperable(),
        _ => Server::new(Dialect::RFC),
    };
    let Ok(report) = live::run(&of(server, Some(leaked(fault))), &options) else {
        return BTreeMap::new();
    };
    let all = report.with(Status::Failed).chain(report.with(Status::Warned));
    let all = all.filter(|outcome| !WARNINGS.contains(&outcome.id));
    all.map(|outcome| (outcome.id.to_owned(), outcome.status)).collect()
}

/// The check that catches it, of those of the requirement that it breaks, or else of all; failures
/// before warnings, and by itself too.
pub(crate) fn whole(fault: &Fault) -> Option<Caught> {
    let found = |tripped: BTreeMap<String, Status>| {
        let of = |status| tripped.iter().filter(move |(_, found)| **found == status);
        let all = of(Status::Failed).chain(of(Status::Warned));
        all.map(|(check, _)| check).find_map(|check| by(fault, check))
    };
    let of_requirement = found(run(fault, Profile::Rfc, &[fault.breaks]));
    let profile = profile(fault.id);
    of_requirement.or_else(|| found(run(fault, profile, &[])))
}

/// Whether this check still catches it.
pub(crate) fn by(fault: &Fault, check: &str) -> Option<Caught> {
    let status = *tripped(fault, [check]).get(check)?;
    Some(Caught { check: check.to_owned(), status })
}

/// What of these checks catches it, each in a run with its profile; others that do may be with them.
pub(crate) fn tripped<'c>(
    fault: &Fault,
    checks: impl IntoIterator<Item = &'c str>,
) -> BTreeMap<String, Status> {
    let mut runs: BTreeMap<String, (Profile, Vec<&str>)> = BTreeMap::new();
    for check in checks {
        let profile = profile(check);
        runs.entry(format!("{profile:?}")).or_insert((profile, Vec::new())).1.push(check);
    }
    let mut found = BTreeMap::new();
    for (profile, mut only) in runs.into_values() {
        // rules for all answers need answers
        if only.iter().any(|check| check.starts_with("every.")) {
            only.extend(["create", "value", "get", "page", "user.password", "access"]);
            only.extend(["patch.replace", "cursor.walk"]);
            let mut all = live::listed(&options()).into_iter();
            if all.any(|check| check.requirements.contains(&fault.breaks)) {
                only.push(fault.breaks);
            }
        }
        found.extend(run(fault, profile, &only));
    }
    found
}

/// With which a check runs, or a fault is looked for.
pub(crate) fn profile(check: &str) -> Profile {
    match check.split('.').next() {
        Some("okta") => Profile::Okta,
        Some("entra") => Profile::Entra,
        Some("interop") => Profile::Interop,
        _ => Profile::Rfc,
    }
}

/// Tries faults on two threads.
pub(crate) fn all<T: Default + Send>(
    faults: &[Fault],
    trial: impl Fn(&Fault) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let found: Vec<Mutex<T>> = faults.iter().map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(fault) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let caught = trial(fault);
                    let index = faults.iter().position(|one| one.id == fault.id).unwrap();
                    *found[index].lock().unwrap() = caught;
                }
            });
        }
    });
    found.into_iter().map(|slot| slot.into_inner().unwrap()).collect()
}
