//! A server whose ids are no texts, and which says in no other way where a resource is: what was made
//! is deleted all the same.

use crate::busy::users;
use crate::flat::one;
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_schema::service::ScimService;
use scim_testkit::Exchange;
use scim_testkit::live::{self, Options, Target, Transport, TransportError};
use scim_testkit::okta::{self, Mode};
use serde_json::{Value, json};
use std::sync::Mutex;

struct Odd {
    service: Mutex<ScimService>,
    /// Whether a POST has no answer.
    silent: bool,
    /// What an id is written as.
    id: fn(&str) -> Value,
}

impl Odd {
    fn edit(&self, resource: &mut Value) {
        let id = resource.get("id").and_then(Value::as_str).map(self.id);
        if let Some(id) = id {
            resource["id"] = id;
        }
    }
}

impl Transport for Odd {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (parts, body) = request.into_parts();
        let is_user = parts.uri.path().starts_with("/Users");
        let is_post = parts.method == Method::POST;
        let body = String::from_utf8(body.to_vec()).unwrap();
        let service = self.service.lock().unwrap();
        let answer = Exchange::of(&service, Request::from_parts(parts, body));
        if is_post && self.silent {
            return Err(TransportError::new("the connection ended"));
        }
        let (mut head, body) = answer.response().clone().into_parts();
        let mut json: Value = serde_json::from_str(&body).unwrap_or_default();
        if !is_user || json.is_null() {
            return Ok(Response::from_parts(head, Bytes::from(body)));
        }
        for name in ["location", "content-length"] {
            head.headers.remove(name);
        }
        self.edit(&mut json);
        let listed = json.get_mut("Resources").and_then(Value::as_array_mut);
        listed.into_iter().flatten().for_each(|resource| self.edit(resource));
        Ok(Response::from_parts(head, Bytes::from(json.to_string())))
    }
}

fn target(service: &ScimService, silent: bool, id: fn(&str) -> Value) -> Target {
    let odd = Odd { service: Mutex::new(service.clone()), silent, id };
    Target::over("http://localhost", odd).unwrap()
}

fn number(id: &str) -> Value {
    id.parse::<i64>().unwrap().into()
}

fn object(id: &str) -> Value {
    json!({"value": id})
}

#[test]
fn what_has_a_number_for_an_id_is_deleted() {
    for silent in [false, true] {
        let service = one();
        let options = Options::new().only("create.status");
        let report = live::run(&target(&service, silent, number), &options).unwrap();
        assert_eq!(report.left, Vec::<String>::new(), "{silent}: {report}");
        assert_eq!(users(&service), Vec::<String>::new(), "{silent}");
        let options = okta::Options::new().scenario("link").mode(Mode::Put);
        let report = okta::play(&target(&service, silent, number), &options).unwrap();
        assert!(!report.is_conformant(), "{silent}: {report}");
        assert_eq!(report.left, Vec::<String>::new(), "{silent}: {report}");
        assert_eq!(users(&service), Vec::<String>::new(), "{silent}");
    }
}

/// What is found without an id is not taken for nothing.
#[test]
fn what_has_no_readable_id_is_left() {
    let service = one();
    let request = Request::post("/Users").header("content-type", "application/scim+json");
    let body = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bystander",
        "name": {"givenName": "By", "familyName": "Stander"},
        "emails": [{"type": "work", "value": "bystander@example.com"}]});
    let made = Exchange::of(&service, request.body(body.to_string()).unwrap());
    assert_eq!(made.status(), 201, "{made}");
    let intent = json!({"endpoint": "/Users", "name": "userName", "value": "bystander"});
    let lines = [json!({"server": "http://localhost"}), json!({"intended": intent})];
    let journal = lines.map(|line| line.to_string()).join("\n");
    let done = live::clean_up(&target(&service, false, object), &journal).unwrap();
    assert_eq!(done.deleted, Vec::<String>::new());
    assert_eq!(done.left, ["/Users?filter=userName%20eq%20%22bystander%22"]);
    let done = live::clean_up(&target(&service, false, number), &journal).unwrap();
    assert_eq!((done.deleted.len(), done.left.len()), (1, 0), "{done:?}");
    assert_eq!(users(&service), Vec::<String>::new());
}
