//! A server that has too much to do, and one that says nothing of what it has done: nothing stays.

use crate::serve::{answered, raw, read, service};
use http::Method;
use scim_schema::service::ScimService;
use scim_testkit::live::{self, Options, Status, Target};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Mutex;

pub(crate) const BYSTANDER: &str =
    r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bystander"}"#;

/// A user that somebody else made; as GET has it.
pub(crate) fn bystander(service: &ScimService) -> Value {
    let request = http::Request::post("/Users").header("content-type", "application/scim+json");
    let request = request.body(BYSTANDER.to_owned()).unwrap();
    let made = scim_testkit::Exchange::of(service, request);
    assert_eq!(made.status(), 201);
    made.json()
}

/// All users, by name.
pub(crate) fn users(service: &ScimService) -> Vec<String> {
    let request = http::Request::get("/Users").body(String::new()).unwrap();
    let list = scim_testkit::Exchange::of(service, request).json();
    let all = list["Resources"].as_array().cloned().unwrap_or_default();
    all.iter().map(|user| user["userName"].as_str().unwrap().to_owned()).collect()
}

/// Each request is put off once, discovery too, and each DELETE three times: with `Retry-After`,
/// without, and as `503`.
#[test]
fn a_server_that_has_too_much_to_do_is_asked_again() {
    let (service, seen) = (service(), Mutex::new(BTreeMap::new()));
    bystander(&service);
    let held = service.clone();
    let url = raw(move |stream| {
        let Some(request) = read(stream) else { return };
        let times = {
            let mut seen = seen.lock().unwrap();
            let key = (request.method().clone().to_string(), request.uri().to_string());
            let times = seen.entry(key).or_insert(0);
            *times += 1;
            *times
        };
        let put_off = match (request.method() == Method::DELETE, times) {
            (_, 1) => Some("429 Too Many Requests\r\nretry-after: 0"),
            (true, 2) => Some("429 Too Many Requests"),
            (true, 3) => Some("503 Service Unavailable\r\nretry-after: 0"),
            _ => None,
        };
        let answer = match put_off {
            Some(head) => {
                format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
                    .into_bytes()
            }
            None => answered(&held, request),
        };
        let _ = stream.write_all(&answer);
    });
    let options = Options::new().only("create.status");
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    assert!(report.notes.is_empty(), "{:?}", report.notes);
    let outcome = report.get("create.status").unwrap();
    assert_eq!(outcome.status, Status::Passed, "{outcome}");
    assert_eq!(report.left, Vec::<String>::new());
    assert_eq!(users(&service), ["bystander"]);
}

/// A server ends each connection once before it reads from it, as it may with one that it takes to
/// be idle; that is no failure of the server.
#[test]
fn a_connection_that_is_closed_is_no_failure() {
    let (service, seen) = (service(), Mutex::new(BTreeMap::new()));
    let held = service.clone();
    let url = raw(move |stream| {
        let Some(request) = read(stream) else { return };
        let first = {
            let mut seen = seen.lock().unwrap();
            let key = (request.method().clone().to_string(), request.uri().to_string());
            let times = seen.entry(key).or_insert(0);
            *times += 1;
            *times == 1
        };
        if !first {
            let _ = stream.write_all(&answered(&held, request));
        }
    });
    let checks = ["create.status", "put.status", "delete.status", "patch.replace.single"];
    let options = checks.iter().fold(Options::new().jobs(1), |all, check| all.only(check));
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    for check in checks {
        let outcome = report.get(check).unwrap();
        assert_eq!(outcome.status, Status::Passed, "{outcome}");
    }
    assert_eq!(report.left, Vec::<String>::new());
    assert_eq!(users(&service), Vec::<String>::new());
}

/// A server that makes what a POST asks for, and ends the connection instead of saying so.
fn silent(service: &ScimService, deaf: bool) -> live::Report {
    let held = service.clone();
    let url = raw(move |stream| {
        let Some(mut request) = read(stream) else { return };
        let made = request.method() == Method::POST;
        if deaf && request.uri().query().is_some_and(|query| query.contains("filter")) {
            let other = "/Users?filter=userName%20eq%20%22bystander%22";
            *request.uri_mut() = other.parse().unwrap();
        }
        let answer = answered(&held, request);
        if !made {
            let _ = stream.write_all(&answer);
        }
    });
    let options = Options::new().only("create.status");
    live::run(&Target::http(&url).unwrap(), &options).unwrap()
}

#[test]
fn what_a_post_without_an_answer_made_is_found_by_its_name() {
    let service = service();
    bystander(&service);
    let report = silent(&service, false);
    let outcome = report.get("create.status").unwrap();
    assert!(outcome.status == Status::Failed && outcome.message.contains("none"), "{outcome}");
    assert_eq!(report.left, Vec::<String>::new());
    assert_eq!(users(&service), ["bystander"]);
}

/// A server that heeds no filter answers what is somebody else's, which stays.
#[test]
fn what_is_somebody_elses_is_not_taken_for_it() {
    let service = service();
    let before = bystander(&service);
    let report = silent(&service, true);
    let path = format!("/Users/{}", before["id"].as_str().unwrap());
    let request = http::Request::get(path).body(String::new()).unwrap();
    assert_eq!(scim_testkit::Exchange::of(&service, request).json(), before);
    // a user and a group
    let searches = report.left.iter().filter(|path| path.contains("?filter="));
    assert_eq!(searches.count(), 2, "{:?}", report.left);
    let text = report.to_text(false);
    assert!(text.contains("perhaps left behind: what http://127.0.0.1:"), "{text}");
}
