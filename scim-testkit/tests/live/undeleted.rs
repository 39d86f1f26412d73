//! Servers that delete nothing: not much is made there, and not long is waited for.

use crate::busy::users;
use crate::serve::service;
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_schema::service::ScimService;
use scim_testkit::Exchange;
use scim_testkit::live::{self, Options, Report, Status, Target, Transport, TransportError};
use scim_testkit::okta::{self, Load, Mode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

type Answer = fn() -> Result<Response<Bytes>, TransportError>;

struct Undeleted {
    service: Mutex<ScimService>,
    answer: Answer,
    deletes: Arc<AtomicUsize>,
}

impl Transport for Undeleted {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        if request.method() == Method::DELETE {
            self.deletes.fetch_add(1, Ordering::Relaxed);
            return (self.answer)();
        }
        let (parts, body) = request.into_parts();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let service = self.service.lock().unwrap();
        let answer = Exchange::of(&service, Request::from_parts(parts, body));
        Ok(answer.response().clone().map(Bytes::from))
    }
}

fn refused() -> Result<Response<Bytes>, TransportError> {
    Ok(Response::builder().status(405).body(Bytes::new()).unwrap())
}

fn silent() -> Result<Response<Bytes>, TransportError> {
    Err(TransportError::new("no whole answer within 60 s"))
}

/// A server, and how many deletes it was asked for.
fn target(service: &ScimService, answer: Answer) -> (Target, Arc<AtomicUsize>) {
    let deletes = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&deletes);
    let undeleted = Undeleted { service: Mutex::new(service.clone()), answer, deletes: count };
    (Target::over("http://localhost", undeleted).unwrap(), deletes)
}

const REFUSES: &str = "the server refuses to delete what was made (DELETE -> 405)";

fn expect_given_up(report: &Report) {
    let skipped = report.with(Status::Skipped).filter(|one| one.message == REFUSES);
    assert!(skipped.count() > 5, "{}", report.to_text(false));
    assert!(report.notes.iter().any(|note| note.starts_with(REFUSES)), "{:?}", report.notes);
    assert!((3..10).contains(&report.left.len()), "{:?}", report.left);
}

#[test]
fn where_deletes_are_refused_no_more_is_made() {
    let service = service();
    let (target, _) = target(&service, refused);
    let report = live::run(&target, &Options::new().only("create").jobs(1)).unwrap();
    expect_given_up(&report);
    let before = users(&service).len();
    let report = okta::play(&target, &okta::Options::new().mode(Mode::Put)).unwrap();
    expect_given_up(&report);
    assert!(users(&service).len() < before + 10);
}

/// Three are tried as they come, and three at the end: it may answer again.
#[test]
fn where_deletes_have_no_answer_few_are_tried() {
    let service = service();
    let (target, deletes) = target(&service, silent);
    let report = live::run(&target, &Options::new().only("create").jobs(1)).unwrap();
    assert_eq!(deletes.swap(0, Ordering::Relaxed), 6);
    let note =
        format!("3 deletes in a row had no answer: {} more were not tried", report.left.len() - 3);
    assert!(report.notes.contains(&note), "{note}: {:?}", report.notes);
    let load = Load::new(20).jobs(1);
    let loaded = load.run(&target, &okta::Options::new(), &|_, _| {}).unwrap();
    assert_eq!((loaded.left.len(), deletes.load(Ordering::Relaxed)), (20, 6), "{loaded}");
    assert!(loaded.to_string().contains("left behind: 20 in all"), "{loaded}");
}
