//! Servers that are wrong in one way each, which a person who looks at Okta would notice.

use super::service;
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_schema::service::ScimService;
use scim_testkit::live::{Status, Target, Transport, TransportError};
use scim_testkit::okta::{self, Mode, Options};
use serde_json::{Value, json};
use std::sync::Mutex;

/// Changes a request before it is served, and the answer: its status and its JSON.
type Change = fn(&mut Asked, &mut Answered);

/// What was asked.
struct Asked {
    method: Method,
    path: String,
    query: String,
    body: Value,
}

/// What is answered; a request that has an answer is not served.
#[derive(Default)]
struct Answered {
    served: bool,
    status: u16,
    json: Value,
}

impl Answered {
    fn instead(&mut self, status: u16, json: Value) {
        (self.status, self.json) = (status, json);
    }

    fn resources(&mut self) -> impl Iterator<Item = &mut Value> {
        let list = self.json.get_mut("Resources").and_then(Value::as_array_mut);
        list.into_iter().flatten()
    }
}

struct Wrong(Mutex<ScimService>, Change);

impl Transport for Wrong {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let mut asked = Asked {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            body: serde_json::from_slice(&body).unwrap_or_default(),
        };
        let mut answered = Answered::default();
        (self.1)(&mut asked, &mut answered);
        if answered.status == 0 {
            parts.method = asked.method.clone();
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

fn is_user(asked: &Asked) -> bool {
    asked.path.starts_with("/Users/")
}

/// What is wrong, the scenario and the mode that notice, and part of what they say.
const FAULTS: &[(&str, &str, Mode, &str, Change)] = &[
    ("the login is lower-cased", "create", Mode::Put, "`userName` to be `", |_, answered| {
        if let Some(name) = answered.json.get("userName").and_then(Value::as_str) {
            answered.json["userName"] = json!(name.to_lowercase());
        }
    }),
    (
        "the password is echoed",
        "create",
        Mode::Put,
        "`password`, which is never",
        |asked, answered| {
            if answered.served && asked.method == Method::POST && asked.path == "/Users" {
                answered.json["password"] = json!("1m2345678");
            }
        },
    ),
    (
        "a new user is answered without a body",
        "create",
        Mode::Patch,
        "returned empty user",
        |asked, answered| {
            if answered.served && asked.method == Method::POST {
                answered.json = Value::Null;
            }
        },
    ),
    (
        "logins are looked up by another attribute",
        "link",
        Mode::Put,
        "errors reported by remote server",
        |asked, _| {
            asked.query = asked.query.replace("filter=userName", "filter=displayName");
        },
    ),
    (
        "PUT does nothing",
        "update",
        Mode::Put,
        "`name.givenName` to be `Janet`",
        |asked, answered| {
            if !answered.served && asked.method == Method::PUT && is_user(asked) {
                asked.method = Method::GET;
                asked.body = Value::Null;
            }
        },
    ),
    (
        "`active` is not changed by PATCH",
        "deprovision",
        Mode::Patch,
        "`active` to be `false`",
        |asked, answered| {
            if asked.method == Method::PATCH && is_user(asked) {
                answered.instead(204, Value::Null);
            }
        },
    ),
    ("there is no PATCH", "deprovision", Mode::Patch, "Okta to deactivate", |asked, answered| {
        if asked.method == Method::PATCH {
            answered.instead(501, Value::Null);
        }
    }),
    (
        "a deactivated user is not there",
        "deprovision",
        Mode::Put,
        "status 200, found 404",
        |asked, answered| {
            let gone = answered.json.get("active") == Some(&json!(false));
            if answered.served && asked.method == Method::GET && is_user(asked) && gone {
                answered.instead(404, json!({"detail": "gone"}));
            }
        },
    ),
    (
        "what is deactivated is not found",
        "reactivate",
        Mode::Patch,
        "errors reported by",
        |asked, answered| {
            if asked.query.contains("filter=") && answered.served {
                let list = answered.json["Resources"].as_array_mut().unwrap();
                list.retain(|user| user["active"] != json!(false));
                answered.json["totalResults"] = json!(list.len());
            }
        },
    ),
    (
        "PATCH answers no resource",
        "reactivate",
        Mode::Patch,
        "neither the resource nor 204",
        |asked, answered| {
            if answered.served && asked.method == Method::PATCH && is_user(asked) {
                answered.instead(200, json!({}));
            }
        },
    ),
    (
        "a password is refused",
        "password",
        Mode::Put,
        "Okta to sync the password",
        |asked, answered| {
            if asked.method == Method::PUT && asked.body.get("password").is_some() {
                answered.instead(400, json!({"detail": "no"}));
            }
        },
    ),
    (
        "a list of groups has no members",
        "import",
        Mode::Put,
        "to have its members",
        |asked, answered| {
            if asked.path == "/Groups" {
                answered.resources().for_each(|group| group["members"] = json!([]));
            }
        },
    ),
    ("pages have fifty at most", "pages", Mode::Put, "all users to be read", |asked, answered| {
        asked.query = asked.query.replace("count=100", "count=50");
        let _ = answered;
    }),
    ("the second page is the first", "pages", Mode::Put, "on a page", |asked, _| {
        asked.query = asked.query.replace("startIndex=101", "startIndex=1");
    }),
    ("totals are texts", "pages", Mode::Put, "no whole number", |_, answered| {
        if let Some(total) = answered.json.get("totalResults").and_then(Value::as_u64) {
            answered.json["totalResults"] = json!(total.to_string());
        }
    }),
    (
        "lists leave out who is not active",
        "app-as-master",
        Mode::Put,
        "to be Active",
        |asked, answered| {
            if answered.served && asked.path == "/Users" && asked.query.starts_with("startIndex") {
                let list = answered.json["Resources"].as_array_mut().unwrap();
                list.retain(|user| user["active"] != json!(false));
                answered.json["totalResults"] = json!(list.len());
            }
        },
    ),
    (
        "`groups: []` of a user empties them",
        "update",
        Mode::Put,
        "to have the members",
        |asked, answered| {
            if asked.method == Method::GET && asked.path.starts_with("/Groups/") && answered.served
            {
                answered.json["members"] = json!([]);
            }
        },
    ),
    ("members are added twice", "push", Mode::Patch, "to have the members", |asked, answered| {
        if let Some(members) = answered.json.get_mut("members").and_then(Value::as_array_mut)
            && asked.method == Method::GET
        {
            members.extend(members.clone());
        }
    }),
    (
        "a name that stays is a conflict",
        "push",
        Mode::Patch,
        "the name is taken",
        |asked, answered| {
            let renames = asked.body.pointer("/Operations/0/value/displayName").is_some();
            if asked.method == Method::PATCH && renames {
                answered.instead(409, json!({"detail": "the name is taken"}));
            }
        },
    ),
    ("an `id` in a value is refused", "push", Mode::Patch, "read-only", |asked, answered| {
        if asked.body.pointer("/Operations/0/value/id").is_some() {
            answered.instead(400, json!({"detail": "read-only"}));
        }
    }),
    (
        "members cannot be emptied",
        "push",
        Mode::Put,
        "to have the members []",
        |asked, answered| {
            let empty = asked.body.get("members") == Some(&json!([]));
            if asked.method == Method::PUT && empty && !answered.served {
                asked.method = Method::GET;
                asked.body = Value::Null;
            }
        },
    ),
    ("`display: null` is refused", "push", Mode::Put, "a text is expected", |asked, answered| {
        if asked.body.pointer("/members/0/display") == Some(&Value::Null) {
            answered.instead(400, json!({"detail": "a text is expected"}));
        }
    }),
    (
        "a group is not deleted",
        "push-link",
        Mode::Put,
        "the group to be deleted",
        |asked, answered| {
            if asked.method == Method::DELETE && asked.path.starts_with("/Groups/") {
                answered.instead(204, Value::Null);
            }
        },
    ),
    (
        "an offset from UTC is misread",
        "incremental",
        Mode::Put,
        "to find what changed then",
        |asked, _| {
            asked.query = asked.query.replace("%2B00%3A00", "%2B01%3A00");
        },
    ),
    ("`gt` is `ge`", "incremental", Mode::Put, "to find what changed then", |asked, _| {
        asked.query = asked.query.replace("lastModified%20gt", "lastModified%20ge");
    }),
    (
        "a stale version in a body is refused",
        "update",
        Mode::Put,
        "precondition",
        |asked, answered| {
            if asked.method == Method::PUT && asked.body.pointer("/meta/version").is_some() {
                answered.instead(412, json!({"detail": "precondition"}));
            }
        },
    ),
];

#[test]
fn each_is_noticed_by_the_scenario_that_it_breaks() {
    let mut escaped = Vec::new();
    for (fault, scenario, mode, says, change) in FAULTS {
        let wrong = Wrong(Mutex::new(service()), *change);
        let target = Target::over("http://localhost", wrong).unwrap();
        let options = Options::new().mode(*mode).scenario(scenario);
        let report = okta::play(&target, &options).unwrap();
        let outcome = &report.checks[0];
        if outcome.status != Status::Failed || !outcome.message.contains(says) {
            escaped.push(format!("{fault}: {}: {}", outcome.status, outcome.message));
        }
    }
    assert!(escaped.is_empty(), "{escaped:#?}");
}

/// A server that filters by no time gets full imports, and is told so.
#[test]
fn a_server_that_refuses_times_gets_full_imports() {
    let refuses: Change = |asked, answered| {
        if asked.query.contains("lastModified") {
            answered.instead(
                400,
                json!({"detail": "no such filter", "scimType": "invalidFilter",
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "400"}),
            );
        }
    };
    let target = Target::over("http://localhost", Wrong(Mutex::new(service()), refuses)).unwrap();
    let options = Options::new().mode(Mode::Put).scenario("incremental");
    let report = okta::play(&target, &options).unwrap();
    let outcome = &report.checks[0];
    assert_eq!(outcome.status, Status::Informed, "{}", outcome.message);
    assert!(outcome.message.contains("imports are full"), "{}", outcome.message);
}
