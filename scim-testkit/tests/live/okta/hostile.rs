//! Servers that violate everything: findings, and no crash.

use super::service;
use bytes::Bytes;
use http::{Request, Response};
use scim_testkit::live::{Status, Target, Transport, TransportError};
use scim_testkit::okta::{self, App, Mode, Options, Org, Password, Profile, Unlink};
use std::sync::Mutex;

/// An honest service, but that some answers are replaced.
struct Hostile {
    honest: Mutex<scim_schema::service::ScimService>,
    answer: Answer,
}

impl Transport for Hostile {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        match (self.answer)(&request) {
            Some(Ok((status, body))) => {
                let response = Response::builder().status(status);
                Ok(response
                    .header("content-type", "application/scim+json")
                    .body(body.into())
                    .unwrap())
            }
            Some(Err(error)) => Err(error),
            None => {
                let service = self.honest.lock().unwrap();
                let (parts, body) = request.into_parts();
                let body = String::from_utf8(body.to_vec()).unwrap();
                let answer = scim_testkit::Exchange::of(&service, Request::from_parts(parts, body));
                Ok(answer.response().clone().map(Bytes::from))
            }
        }
    }
}

type Answer = fn(&Request<Bytes>) -> Option<Result<(u16, &'static str), TransportError>>;

fn target(answer: Answer) -> Target {
    let hostile = Hostile { honest: Mutex::new(service()), answer };
    Target::over("http://localhost", hostile).unwrap()
}

/// All that is not discovery is answered so.
macro_rules! but_discovery {
    ($answer:expr) => {{
        let answer: Answer = |request| {
            let path = request.uri().path();
            let discovery = ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"];
            (!discovery.contains(&path)).then(|| $answer)
        };
        answer
    }};
}

const GARBAGE: &[(&str, Answer)] = &[
    ("text", but_discovery!(Ok((200, "<html>")))),
    ("half of JSON", but_discovery!(Ok((200, "{\"Resources\": [")))),
    ("nothing", but_discovery!(Ok((200, "")))),
    ("null", but_discovery!(Ok((200, "null")))),
    (
        "a list of nulls",
        but_discovery!(Ok((200, r#"{"totalResults": 3, "Resources": [null, 1, []]}"#))),
    ),
    (
        "no end",
        but_discovery!(Ok((200, r#"{"totalResults": 18446744073709551615, "Resources": []}"#))),
    ),
    (
        "text for numbers",
        but_discovery!(Ok((
            200,
            r#"{"totalResults": "1", "startIndex": "x", "Resources": [{"id": 7}]}"#
        ))),
    ),
    (
        "wrong types",
        but_discovery!(Ok((
            201,
            r#"{"id": "a", "schemas": 1, "active": "maybe", "emails": "x", "name": [], "meta": 5, "members": {}, "totalResults": 1, "Resources": [{"id": "a", "active": "yes", "emails": {"a": 1}, "name": 3}]}"#
        ))),
    ),
    (
        "a password",
        but_discovery!(Ok((
            200,
            r#"{"id": "a", "password": "told-to-all", "totalResults": 1, "Resources": [{"id": "a", "password": "told-to-all"}]}"#
        ))),
    ),
    ("500", but_discovery!(Ok((500, "stack trace")))),
    ("501", but_discovery!(Ok((501, "")))),
    ("404", but_discovery!(Ok((404, r#"{"detail": 5}"#)))),
    ("429", but_discovery!(Ok((429, "")))),
    ("a redirect", but_discovery!(Ok((302, "")))),
    ("a closed connection", but_discovery!(Err(TransportError::new("the connection ended")))),
];

#[test]
fn every_scenario_ends_and_says_what_is_wrong() {
    for (name, answer) in GARBAGE {
        let report = okta::play(&target(*answer), &Options::new()).unwrap();
        assert!(!report.is_conformant(), "{name}: {report}");
        for outcome in report.with(Status::Failed) {
            assert!(!outcome.message.contains("a panic"), "{name}: {}", outcome.message);
        }
        // what has the form of a list is a connection, whatever is in it
        let mut passed = report.with(Status::Passed).map(|one| one.id);
        assert!(passed.all(|id| id.ends_with(".connect")), "{name}: {report}");
    }
}

/// Every call of an org ends, whatever is answered, and nothing else is done.
#[test]
fn every_call_ends() {
    for (name, answer) in GARBAGE {
        for mode in Mode::ALL {
            let mut org = Org::new(target(*answer), App::new(mode));
            let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
            let team = org.add_group("Team", &[&jane]);
            let before = org.requests();
            let _ = org.connect();
            let _ = org.assign(&jane);
            let _ = org.force_sync(&jane);
            let _ = org.sync_password(&jane, Password::Random);
            let _ = org.push_group(&team);
            let _ = org.push_now(&team);
            let _ = org.import();
            let _ = org.import_changes();
            let _ = org.discover_entitlements();
            let _ = org.grant(&jane, &[]);
            let _ = org.unassign(&jane);
            let _ = org.unlink_group(&team, Unlink::Delete);
            assert!(!org.tasks().is_empty() || org.findings().count() > 0, "{name}");
            assert!((1..200).contains(&(org.requests() - before)), "{name}: {}", org.requests());
        }
    }
}

/// What is not seen before the end of a scenario is seen in each answer.
#[test]
fn one_thing_that_is_wrong_is_named() {
    let named = |answer: Answer, scenario: &str| {
        let options = Options::new().mode(Mode::Patch).scenario(scenario);
        let report = okta::play(&target(answer), &options).unwrap();
        let outcome = report.checks.first().unwrap();
        (outcome.status, outcome.message.clone())
    };
    let (status, message) =
        named(|request| (request.method() == "PATCH").then_some(Ok((501, ""))), "deprovision");
    assert_eq!(status, Status::Failed);
    assert!(message.starts_with("expected Okta to deactivate `"), "{message}");
    let (status, message) = named(
        |request| {
            let hidden = request.uri().query().unwrap_or_default().contains("filter=");
            hidden.then_some(Ok((404, r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": "none", "status": "404"}"#)))
        },
        "connect",
    );
    assert_eq!((status, &*message), (Status::Passed, ""));
    let (status, message) = named(
        |request| {
            let hidden = request.uri().query().unwrap_or_default().contains("filter=");
            hidden.then_some(Ok((200, r#"{"totalResults": 0, "Resources": []}"#)))
        },
        "reactivate",
    );
    assert_eq!(status, Status::Failed);
    assert!(message.contains("errors reported by remote server"), "{message}");
}
