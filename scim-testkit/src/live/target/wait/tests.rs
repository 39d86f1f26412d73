use super::super::Target;
use super::{LONG, PATIENCE, Pause, left_alone, patiently};
use crate::Exchange;
use crate::live::{self, Options, Status, Transport, TransportError};
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_schema::rfc::User;
use scim_schema::service::{MemoryStore, ScimService};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often a server is asked that asks for such waits, in seconds, and then for none; and the wait
/// that is not waited for.
fn asked(pause: &Pause, most: Duration, waits: &[u64]) -> (usize, Option<u64>) {
    let mut count = 0;
    let ask = || {
        let wait = waits.get(count).copied().map(Duration::from_secs);
        count += 1;
        Ok::<_, TransportError>(((), wait))
    };
    let ((), left) = patiently(pause, most, || false, ask).unwrap();
    (count, left.map(|left| left.as_secs()))
}

#[test]
fn a_minute_is_waited_for_and_more_in_the_clean_up() {
    let waits = |most, waits: &[u64]| asked(&Pause::at_once(), most, waits);
    assert_eq!(waits(PATIENCE, &[]), (1, None));
    assert_eq!(waits(PATIENCE, &[30, 20]), (3, None));
    assert_eq!(waits(PATIENCE, &[1; 6]), (7, None));
    assert_eq!(waits(PATIENCE, &[30, 40]), (2, Some(40)));
    assert_eq!(waits(PATIENCE, &[3600]), (1, Some(3600)));
    assert_eq!(waits(LONG, &[30, 40, 200]), (4, None));
    assert_eq!(waits(LONG, &[3600]), (1, Some(3600)));
    // each is at least twice the one before, or a server that always asks for none is never left alone
    let (count, left) = waits(PATIENCE, &[0; 100]);
    assert!((5..15).contains(&count) && left == Some(0), "{count}");
    assert_eq!(left_alone(Duration::from_secs(40)), "the server asks to be left alone for 40 s");
}

#[test]
fn what_was_in_vain_three_times_is_not_waited_for_again() {
    let pause = Pause::at_once();
    for _ in 0..3 {
        assert_eq!(asked(&pause, PATIENCE, &[3600]), (1, Some(3600)));
    }
    assert_eq!(asked(&pause, PATIENCE, &[5]), (1, Some(5)));
    assert_eq!(asked(&pause, PATIENCE, &[]), (1, None));
    assert_eq!(asked(&pause, PATIENCE, &[5]), (2, None));
}

#[test]
fn a_wait_is_that_of_all_and_ends_with_the_run() {
    let pause = Pause::at_once();
    pause.extend(Duration::from_secs(20));
    // of another who was told to wait
    assert_eq!(asked(&pause, PATIENCE, &[]), (1, None));
    let passed = || pause.passed.as_ref().unwrap().load(Ordering::Relaxed);
    let before = passed();
    assert!(before > 15_000, "{before}");
    pause.extend(Duration::from_secs(20));
    let ask = || Ok::<_, TransportError>(((), Some(Duration::from_secs(1))));
    let ((), left) = patiently(&pause, PATIENCE, || true, ask).unwrap();
    assert_eq!((left, passed()), (Some(Duration::from_secs(1)), before));
}

/// A service that answers the first requests of a method 429, with these waits in seconds.
struct Limited {
    service: Mutex<ScimService>,
    waits: Mutex<BTreeMap<&'static str, Vec<u64>>>,
}

impl Transport for Limited {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let wait = self.waits.lock().unwrap().get_mut(request.method().as_str()).and_then(Vec::pop);
        if let Some(wait) = wait {
            let limited = Response::builder().status(429).header("retry-after", wait);
            return Ok(limited.body(Bytes::new()).unwrap());
        }
        let (parts, body) = request.into_parts();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let service = self.service.lock().unwrap();
        let answer = Exchange::of(&service, Request::from_parts(parts, body));
        Ok(answer.response().clone().map(Bytes::from))
    }
}

/// What becomes of a check, and what of its user is left.
fn checked(waits: &[(Method, u64, usize)]) -> (Status, String, Vec<String>) {
    let service =
        ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
    let name = |method: &Method| if *method == Method::POST { "POST" } else { "DELETE" };
    let waits = waits.iter().map(|(method, wait, times)| (name(method), vec![*wait; *times]));
    let limited = Limited { service: Mutex::new(service), waits: Mutex::new(waits.collect()) };
    let mut target = Target::over("http://localhost", limited).unwrap();
    target.pause = Arc::new(Pause::at_once());
    let options = Options::new().only("create.status").jobs(1);
    let report = live::run(&target, &options).unwrap();
    let outcome = report.get("create.status").unwrap();
    (outcome.status, outcome.message.clone(), report.left.clone())
}

#[test]
fn a_server_that_asks_to_be_left_alone_fails_nothing_and_keeps_nothing() {
    let passed = checked(&[(Method::POST, 30, 1), (Method::DELETE, 60, 3)]);
    assert_eq!(passed, (Status::Passed, String::new(), Vec::new()));
    let (status, message, left) = checked(&[(Method::POST, 3600, 1)]);
    assert_eq!((status, left), (Status::Skipped, Vec::new()));
    assert!(message.ends_with("the server asks to be left alone for 3600 s"), "{message}");
}
