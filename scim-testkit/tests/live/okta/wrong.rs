//! A server that is wrong in one way, and what a scenario comes to with it.

use super::service;
use super::staff::{Feed, OKTA, staffed};
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_schema::service::ScimService;
use scim_testkit::live::{Outcome, Target, Transport, TransportError};
use scim_testkit::okta::{self, Mode, Options};
use serde_json::Value;
use std::sync::Mutex;
use std::time::Duration;

/// Changes a request before it is served, and the answer: its status and its JSON.
pub(super) type Change = fn(&mut Asked, &mut Answered);

/// What was asked.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) body: Value,
    /// Whose token it has.
    pub(super) token: String,
}

/// What is answered; a request that has an answer is not served.
#[derive(Default)]
pub(super) struct Answered {
    pub(super) served: bool,
    pub(super) status: u16,
    pub(super) json: Value,
}

impl Answered {
    pub(super) fn instead(&mut self, status: u16, json: Value) {
        (self.status, self.json) = (status, json);
    }

    pub(super) fn resources(&mut self) -> impl Iterator<Item = &mut Value> {
        let list = self.json.get_mut("Resources").and_then(Value::as_array_mut);
        list.into_iter().flatten()
    }
}

pub(super) struct Wrong(pub(super) Mutex<ScimService>, pub(super) Change);

impl Transport for Wrong {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let token = parts.headers.get("authorization").map_or("", |value| value.to_str().unwrap());
        let token = token.trim_start_matches("Bearer ");
        let mut asked = Asked {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            body: serde_json::from_slice(&body).unwrap_or_default(),
            token: token.to_owned(),
        };
        let mut answered = Answered::default();
        (self.1)(&mut asked, &mut answered);
        if answered.status == 0 {
            parts.method = asked.method.clone();
            if !asked.token.is_empty() {
                let bearer = format!("Bearer {}", asked.token).parse().unwrap();
                parts.headers.insert("authorization", bearer);
            }
            parts.uri = match &*asked.query {
                "" => asked.path.parse().unwrap(),
                query => format!("{}?{query}", asked.path).parse().unwrap(),
            };
            let body = if asked.body.is_null() { String::new() } else { asked.body.to_string() };
            let service = self.0.lock().unwrap();
            let answer = scim_testkit::Exchange::of(&service, Request::from_parts(parts, body));
            (answered.status, answered.json) = (answer.status(), answer.json());
            answered.served = true;
            (self.1)(&mut asked, &mut answered);
        }
        let body = match &answered.json {
            Value::Null => String::new(),
            json => json.to_string(),
        };
        let response = Response::builder().status(answered.status);
        let response = response.header("content-type", "application/scim+json");
        Ok(response.body(body.into()).unwrap())
    }
}

pub(super) fn is_user(asked: &Asked) -> bool {
    asked.path.starts_with("/Users/")
}

impl Asked {
    /// Whether all users are asked for, as an import does.
    pub(super) fn is_import(&self) -> bool {
        self.path == "/Users" && self.query.starts_with("startIndex")
    }

    pub(super) fn is_okta(&self) -> bool {
        self.token == OKTA
    }

    /// In the place of a part of the query.
    pub(super) fn requery(&mut self, part: &str, by: &str) {
        self.query = self.query.replace(part, by);
    }
}

/// What a scenario comes to with a server that has nothing beside SCIM.
pub(super) fn plainly(scenario: &str, mode: Mode, change: Change) -> Outcome {
    let target = Target::over("http://localhost", Wrong(Mutex::new(service()), change)).unwrap();
    only(okta::play(&target, &Options::new().mode(mode).scenario(scenario)).unwrap())
}

/// And with one that has all that there is, and tells of what happens.
pub(super) fn fully(scenario: &str, mode: Mode, change: Change, feed: Feed) -> Outcome {
    let staff = staffed(scim_schema::value::DateTime::now);
    let target = |token: &str| {
        let wrong = Wrong(Mutex::new(staff.service.clone()), change);
        Target::over("http://localhost", wrong).unwrap().token(token).unwrap()
    };
    let events = staff.events(feed);
    let options = Options::new().mode(mode).scenario(scenario).application(target("app"));
    let options = options.events(events).events_within(Duration::from_millis(400));
    only(okta::play(&target(OKTA), &options).unwrap())
}

fn only(mut report: scim_testkit::live::Report) -> Outcome {
    report.checks.remove(0)
}
