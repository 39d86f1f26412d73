//! Waiting, compression, and what stays within the URL.

use super::service;
use bytes::Bytes;
use http::{Request, Response};
use scim_testkit::live::{Target, Transport, TransportError};
use scim_testkit::okta::{self, App, Clock, Lifecycle, Mode, OnInactive, Options, Org, Profile};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A transport that answers by a function of the request and the number of requests before it.
struct Answers<F>(F, AtomicU32);

impl<F: Fn(&Request<Bytes>, u32) -> Response<Bytes> + Send + Sync> Transport for Answers<F> {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        Ok((self.0)(&request, self.1.fetch_add(1, Ordering::Relaxed)))
    }
}

fn target(
    answer: impl Fn(&Request<Bytes>, u32) -> Response<Bytes> + Send + Sync + 'static,
) -> Target {
    Target::over("http://localhost:1/scim", Answers(answer, AtomicU32::new(0))).unwrap()
}

fn respond(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

const LIST: &str = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": []}"#;

fn list() -> Response<Bytes> {
    respond(200, &[("content-type", "application/scim+json")], LIST)
}

#[test]
fn a_rate_limit_is_waited_for_as_long_as_it_says() {
    let limited = |header: Option<&'static str>, times: u32| {
        let target = target(move |_, number| match (number < times, header) {
            (true, Some(value)) => respond(429, &[("retry-after", value)], ""),
            (true, None) => respond(429, &[], ""),
            _ => list(),
        });
        let mut org = Org::new(target, App::new(Mode::Put).import_groups(false));
        let result = org.connect();
        (result.map_err(|task| task.to_string()), org.clock().passed().as_secs(), org.requests())
    };
    assert_eq!(limited(Some("7"), 1), (Ok(()), 7, 2));
    // each further one doubles it; what is no number of seconds is five minutes
    assert_eq!(limited(Some("7"), 3), (Ok(()), 7 + 14 + 28, 4));
    assert_eq!(limited(None, 1), (Ok(()), 300, 2));
    assert_eq!(limited(Some("Sun, 06 Nov 1994 08:49:37 GMT"), 1), (Ok(()), 300, 2));
    let (result, _, requests) = limited(Some("1"), 10);
    assert_eq!(result.unwrap_err(), "save the API integration: every attempt was answered 429");
    assert_eq!(requests, 10);
}

/// Every other POST is one too many: it is sent again, and makes one user.
#[test]
fn a_limit_fails_no_scenario() {
    let (service, posts) = (Mutex::new(service()), AtomicU32::new(0));
    let answers = move |request: &Request<Bytes>, _| {
        if request.method() == "POST" && posts.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
            let error = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
                "status": "429", "detail": "too many requests"});
            let headers = [("content-type", "application/scim+json"), ("retry-after", "60")];
            return respond(429, &headers, error.to_string());
        }
        let (parts, body) = request.clone().into_parts();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let service = service.lock().unwrap();
        let answer = scim_testkit::Exchange::of(&service, Request::from_parts(parts, body));
        answer.response().clone().map(Bytes::from)
    };
    let target = Target::over("http://localhost", Answers(answers, AtomicU32::new(0))).unwrap();
    let options = Options::new().scenario("create");
    let report = okta::play(&target, &options).unwrap();
    assert_eq!(report.summary.passed, Mode::ALL.len(), "{}", report.to_text(false));
    assert!(report.left.is_empty(), "{:?}", report.left);
}

#[test]
fn an_answer_after_a_minute_is_none() {
    let clock = Clock::new();
    let slow = clock.clone();
    let target = target(move |_, number| {
        slow.advance(Duration::from_secs(if number == 0 { 59 } else { 61 }));
        list()
    });
    let mut org = Org::new(target, App::new(Mode::Put).import_groups(false)).with_clock(clock);
    org.connect().unwrap();
    let task = org.connect().unwrap_err();
    assert_eq!(task.to_string(), "save the API integration: no answer within 60 s");
    assert_eq!(org.tasks(), [task]);
}

#[test]
fn what_the_server_says_is_told_word_for_word() {
    let error = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": "409", "detail": "no seats are left"}"#;
    let target = target(move |request, _| match request.method().as_str() {
        "GET" => list(),
        _ => respond(409, &[("content-type", "application/scim+json")], error),
    });
    let mut org = Org::new(target, App::new(Mode::Put));
    let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
    let task = org.assign(&jane).unwrap_err();
    assert_eq!(
        task.to_string(),
        "create `jane@example.com`: errors reported by remote server: no seats are left \
         (POST /scim/Users -> 409)"
    );
    assert_eq!((task.status(), org.external_id(&jane)), (Some(409), None));
}

fn compressed(encoding: &str, body: &[u8]) -> Vec<u8> {
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;
    macro_rules! by {
        ($encoder:ident) => {{
            let mut encoder = $encoder::new(Vec::new(), Compression::fast());
            encoder.write_all(body).unwrap();
            encoder.finish().unwrap()
        }};
    }
    match encoding {
        "gzip" => by!(GzEncoder),
        "deflate" => by!(ZlibEncoder),
        _ => by!(DeflateEncoder),
    }
}

#[test]
fn compressed_answers_are_read() {
    for (header, encoding) in [("gzip", "gzip"), ("deflate", "deflate"), ("deflate", "raw")] {
        let body = compressed(encoding, LIST.as_bytes());
        let target = target(move |_, _| {
            let headers = [("content-type", "application/scim+json"), ("content-encoding", header)];
            respond(200, &headers, body.clone())
        });
        Org::new(target, App::new(Mode::Put)).connect().unwrap();
    }
}

/// A small transport, as far as answers go.
struct Small(Bytes, u64);

impl Transport for Small {
    fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        Ok(respond(200, &[("content-encoding", "gzip")], self.0.clone()))
    }

    fn limit(&self) -> u64 {
        self.1
    }
}

/// An answer is read up to the limit of its target, and never a part of one.
#[test]
fn a_compressed_answer_has_the_limit_of_any() {
    let body = Bytes::from(compressed("gzip", LIST.as_bytes()));
    let length = u64::try_from(LIST.len()).unwrap();
    let connect = |limit: u64| {
        let target = Target::over("http://localhost:1/scim", Small(body.clone(), limit)).unwrap();
        let mut org = Org::new(target, App::new(Mode::Put).import_groups(false));
        org.connect().map_err(|task| task.to_string())
    };
    assert_eq!(connect(length), Ok(()));
    assert_eq!(
        connect(length - 1),
        Err(format!(
            "save the API integration: the answer is larger than {} bytes, once decompressed \
             (see `--max-answer`)",
            length - 1
        ))
    );
    // as much as the program allows Okta, and more than anything else is by default
    let page = vec![b' '; 17 << 20];
    let body = Bytes::from(compressed("gzip", &[&page, LIST.as_bytes()].concat()));
    let large = |limit: u64| {
        let target = Target::over("http://localhost:1/scim", Small(body.clone(), limit)).unwrap();
        Org::new(target, App::new(Mode::Put)).connect()
    };
    assert!(large(256 << 20).is_ok());
    assert!(large(16 << 20).is_err());
}

/// Whatever locations, references and ids a server names, requests stay below its URL.
#[test]
fn nothing_is_sent_elsewhere() {
    let urls = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&urls);
    let elsewhere = "http://elsewhere.example/Users/1";
    let target = target(move |request, _| {
        seen.lock().unwrap().push(request.uri().to_string());
        let path = request.uri().path().to_owned();
        let body = match (request.method().as_str(), path.as_str()) {
            (_, "/scim/ResourceTypes") => json!({"totalResults": 2, "Resources": [
                {"name": "Role", "endpoint": elsewhere, "schema": "urn:okta:scim:schemas:core:1.0:Role"},
                {"name": "Other", "endpoint": "/../Roles", "schema": "urn:okta:scim:schemas:core:1.0:Role"},
            ]}),
            ("GET", "/scim/Users" | "/scim/Groups" | "/scim/Schemas") => {
                json!({"totalResults": 0, "Resources": []})
            }
            ("POST", "/scim/Groups") => json!({"id": "..", "$ref": elsewhere}),
            _ => json!({"id": "../1?a#b", "meta": {"location": elsewhere}, "$ref": elsewhere}),
        };
        let headers = [("content-type", "application/scim+json"), ("location", elsewhere)];
        respond(if request.method() == "POST" { 201 } else { 200 }, &headers, body.to_string())
    });
    for mode in Mode::ALL {
        let mut org = Org::new(target.clone(), App::new(mode));
        let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
        org.assign(&jane).unwrap();
        org.update(&jane, |profile| {
            profile.set("title", "x");
        })
        .unwrap();
        org.unassign(&jane).unwrap();
        assert_eq!(org.discover_entitlements().unwrap(), []);
        let team = org.add_group("Team", &[&jane]);
        let task = org.push_group(&team).unwrap_err();
        assert!(task.to_string().contains("no `id`"), "{task}");
    }
    let urls = urls.lock().unwrap();
    assert!(urls.len() > 10);
    for url in urls.iter() {
        assert!(url.starts_with("http://localhost:1/scim/") && !url.contains("/../"), "{url}");
    }
    assert!(urls.contains(&"http://localhost:1/scim/Users/..%2F1%3Fa%23b".to_owned()));
}

/// Nor to another machine, unless somebody says so.
#[test]
fn another_machine_is_left_alone() {
    let sent = Arc::new(Mutex::new(0));
    let count = Arc::clone(&sent);
    let counted = Answers(
        move |_: &Request<Bytes>, _| {
            *count.lock().unwrap() += 1;
            list()
        },
        AtomicU32::new(0),
    );
    let target = Target::over("https://scim.example.com/v2", counted).unwrap();
    let app = || App::new(Mode::Put).import_groups(false);
    let mut org = Org::new(target.clone(), app());
    let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
    for task in [org.connect().unwrap_err(), org.assign(&jane).unwrap_err()] {
        let why = "`https://scim.example.com/v2` is not on this machine: allow it with \
                   `Target::allow_writes`";
        assert_eq!((&*task.why, task.exchange), (why, None));
    }
    assert_eq!((*sent.lock().unwrap(), org.requests(), org.tasks().len()), (0, 0, 2));
    Org::new(target.allow_writes(true), app()).connect().unwrap();
    assert_eq!(*sent.lock().unwrap(), 1);
}

fn post(service: &scim_schema::service::ScimService, path: &str, body: &Value) -> Value {
    let request = Request::post(path).header("content-type", "application/scim+json");
    let made = scim_testkit::Exchange::of(service, request.body(body.to_string()).unwrap());
    assert_eq!(made.status(), 201, "{made}");
    made.json()
}

/// More than a fifth of the users is missing: nobody is removed.
#[test]
fn an_import_that_would_remove_many_is_given_up() {
    let service = service();
    let mut ids = Vec::new();
    for number in 0..10 {
        let name = format!("user{number}@example.com");
        let user = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": name, "name": {"givenName": "A", "familyName": format!("B{number}")},
            "emails": [{"value": name, "primary": true}], "active": true});
        ids.push(post(&service, "/Users", &user)["id"].as_str().unwrap().to_owned());
    }
    let app = App::new(Mode::Put).source(OnInactive::Deactivate);
    let mut org = Org::new(Target::service(service.clone()), app);
    assert_eq!(org.import().unwrap().created.len(), 10);
    let delete = |id: &str| {
        let request = Request::delete(format!("/Users/{id}")).body(String::new()).unwrap();
        assert_eq!(scim_testkit::Exchange::of(&service, request).status(), 204);
    };
    delete(&ids[0]);
    delete(&ids[1]);
    let import = org.import().unwrap();
    assert_eq!((import.removed.len(), import.safeguarded), (2, false));
    delete(&ids[2]);
    delete(&ids[3]);
    let import = org.import().unwrap();
    assert_eq!((import.removed.len(), import.safeguarded), (0, true));
    let active = org.users().filter(|user| org.lifecycle(user) == Some(Lifecycle::Active));
    assert_eq!(active.count(), 8);
}

/// Whatever page is asked for, the answer is the same: it is read once, or once more to see that.
#[test]
fn an_import_of_a_server_without_pages_ends() {
    for (users, total, requests, told) in [
        (150, 150, 1, "a page has more than the 100 resources that are asked for"),
        (100, 10_000, 2, "a page has only resources that earlier pages have"),
    ] {
        let all: Vec<Value> = (0..users).map(|id| json!({"id": id.to_string()})).collect();
        let list = json!({"totalResults": total, "Resources": all}).to_string();
        let headers = [("content-type", "application/scim+json")];
        let target = target(move |_, _| respond(200, &headers, list.clone()));
        let mut org = Org::new(target, App::new(Mode::Put).import_groups(false));
        let import = org.import().unwrap();
        assert_eq!((import.scanned, org.requests()), (users, requests));
        let findings: Vec<&str> = org.findings().collect();
        assert!(findings.contains(&told), "{findings:?}");
    }
}

#[test]
fn spaces_were_plus_signs_once() {
    let mut org = Org::new(Target::service(service()), App::new(Mode::Put).spaces_as_plus(true));
    let jane = org.hire(Profile::new("jane+1@example.com", "Jane", "Smith"));
    org.assign(&jane).unwrap();
    let lookup = org.exchanges().next().unwrap().line();
    assert_eq!(
        lookup,
        "GET /Users?filter=userName+eq+%22jane%2B1%40example.com%22&startIndex=1&count=100 -> 200"
    );
    let id = org.external_id(&jane).map(str::to_owned);
    org.unassign(&jane).unwrap();
    org.reassign(&jane).unwrap();
    assert_eq!(org.external_id(&jane).map(str::to_owned), id);
}
