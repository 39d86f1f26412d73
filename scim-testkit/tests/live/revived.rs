//! Servers that bring back what was deleted, and make what a write names: nothing of that stays, or
//! the report says so.

use crate::serve::service;
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_schema::service::ScimService;
use scim_testkit::Exchange;
use scim_testkit::live::{self, Options, Report, Status, Target, Transport, TransportError};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// Makes what a PUT or a PATCH names that is not there, and answers it as any other.
struct Reviving {
    service: Mutex<ScimService>,
    /// Whether what it made can be deleted again.
    deletes: bool,
    made: Arc<Mutex<BTreeSet<String>>>,
}

impl Transport for Reviving {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let (parts, body) = request.into_parts();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let service = self.service.lock().unwrap();
        let answer = Exchange::of(&service, Request::from_parts(parts, body));
        if answer.status() != 404 {
            return Ok(answer.response().clone().map(Bytes::from));
        }
        let mut made = self.made.lock().unwrap();
        let status = if [Method::PUT, Method::PATCH].contains(&method) {
            made.insert(path);
            200
        } else if method == Method::DELETE && made.contains(&path) && !self.deletes {
            405
        } else if method == Method::DELETE && made.remove(&path) {
            204
        } else {
            404
        };
        Ok(Response::builder().status(status).body(Bytes::new()).unwrap())
    }
}

const CHECKS: [&str; 4] = ["put.unknown", "patch.unknown", "delete.put", "delete.patch"];

/// What is found of such a server, and what it made and has.
fn checked(deletes: bool) -> (Report, Vec<String>) {
    let made = Arc::<Mutex<BTreeSet<String>>>::default();
    let service = Mutex::new(service());
    let reviving = Reviving { service, deletes, made: Arc::clone(&made) };
    let target = Target::over("http://localhost", reviving).unwrap();
    let options = CHECKS.iter().fold(Options::new(), |options, id| options.only(id));
    let report = live::run(&target, &options).unwrap();
    let made = made.lock().unwrap().iter().cloned().collect();
    (report, made)
}

/// 7644-3.5.1-02 and 7644-3.6-02, of which the checks tell, and the clean-up is none the worse.
#[test]
fn what_a_write_makes_is_deleted() {
    let (report, made) = checked(true);
    for id in CHECKS {
        let outcome = report.get(id).unwrap();
        assert_eq!(outcome.status, Status::Failed, "{outcome}");
    }
    assert_eq!((made, &report.left), (Vec::new(), &Vec::new()));
}

#[test]
fn what_a_write_makes_and_nobody_can_delete_is_told() {
    let (report, made) = checked(false);
    assert!(!made.is_empty(), "{}", report.to_text(false));
    assert_eq!(report.left, made);
}
