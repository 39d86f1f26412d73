//! Which check catches a fault.

use crate::fault::Fault;
use crate::server::{self, Asked, BASE, Server, TOKEN};
use bytes::Bytes;
use http::{Request, Response};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Options, Report, Status, Target, Transport, TransportError};
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

fn run(fault: &Fault, only: &[&str]) -> Option<Report> {
    let options = only.iter().fold(options(), |options, pattern| options.only(pattern));
    live::run(&target(Dialect::RFC, Some(leaked(fault))), &options).ok()
}

/// The first of what a run found that finds it alone too, failures before warnings.
fn found(fault: &Fault, report: &Report) -> Option<Caught> {
    let all = report.with(Status::Failed).chain(report.with(Status::Warned));
    all.map(|outcome| outcome.id).find_map(|check| by(fault, check))
}

/// The check that catches it, of those of the requirement that it breaks, or else of all.
pub(crate) fn whole(fault: &Fault) -> Option<Caught> {
    let of_requirement = run(fault, &[fault.breaks]).and_then(|report| found(fault, &report));
    of_requirement.or_else(|| run(fault, &[]).and_then(|report| found(fault, &report)))
}

/// Whether this check still catches it.
pub(crate) fn by(fault: &Fault, check: &str) -> Option<Caught> {
    let area = check.split('.').next().unwrap_or(check);
    // rules for all answers need answers
    let only = if area == "every" {
        vec![
            "every",
            "create",
            "value",
            "get",
            "page",
            "user.password",
            "access",
            "patch.replace",
            fault.breaks,
        ]
    } else {
        vec![check]
    };
    let report = run(fault, &only)?;
    let outcome = report.get(check)?;
    let caught = matches!(outcome.status, Status::Failed | Status::Warned);
    caught.then(|| Caught { check: check.to_owned(), status: outcome.status })
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
