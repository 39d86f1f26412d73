//! Flat models, whose lists have one place for each type.

use bytes::Bytes;
use http::{Request, Response};
use scim_schema::ScimResource;
use scim_schema::service::{MemoryStore, ScimService};
use scim_schema::value::DateTime;
use scim_testkit::Exchange;
use scim_testkit::live::{self, Options, Report, Status, Target, Transport, TransportError};
use serde_json::{Value, json};

/// As the quickstart has it: one e-mail address.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct One {
    #[scim(id)]
    id: i64,
    #[scim(path = "externalId")]
    okta_id: Option<String>,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "name.givenName")]
    first_name: String,
    #[scim(path = "name.familyName")]
    last_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: String,
    #[scim(path = "active")]
    enabled: Option<bool>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "meta.created")]
    created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    changed: Option<DateTime>,
    #[scim(version)]
    revision: u64,
}

/// Two telephones, the second of which is the one to call.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Two {
    #[scim(id)]
    id: i64,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = "displayName")]
    name: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "mobile"].value"#)]
    mobile: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "work"].value"#, primary)]
    desk: Option<String>,
    #[scim(path = "meta.created")]
    created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    changed: Option<DateTime>,
    #[scim(version)]
    revision: u64,
}

pub(crate) fn one() -> ScimService {
    ScimService::builder().resource(MemoryStore::<One>::new()).unauthenticated().build()
}

fn two() -> ScimService {
    ScimService::builder().resource(MemoryStore::<Two>::new()).unauthenticated().build()
}

/// What a fault makes of a request: its method, its query and its body.
type Change = fn(&mut Asked);

struct Asked {
    method: http::Method,
    uri: String,
    body: Value,
}

impl Asked {
    fn is_patch_of(&self, list: &str) -> bool {
        self.method == http::Method::PATCH && self.body.to_string().contains(list)
    }
}

/// A service that gets other requests than were sent.
struct Faulty(ScimService, Change);

impl Transport for Faulty {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let json = serde_json::from_slice(&body).unwrap_or_default();
        let uri = parts.uri.to_string().replace("http://flat.example.com", "");
        let mut asked = Asked { method: parts.method, uri, body: json };
        (self.1)(&mut asked);
        (parts.method, parts.uri) = (asked.method, asked.uri.parse().unwrap());
        let body = match asked.body {
            Value::Null => String::from_utf8_lossy(&body).into_owned(),
            json => json.to_string(),
        };
        let exchange = Exchange::of(&self.0, Request::from_parts(parts, body));
        Ok(exchange.response().clone().map(Bytes::from))
    }
}

fn checked(service: ScimService, change: Change) -> Report {
    let target = Target::over("http://flat.example.com", Faulty(service, change)).unwrap();
    let options = Options::new().allow_writes(true).jobs(1).random(20, 1);
    live::run(&target, &options).unwrap()
}

fn expect_caught(report: &Report, check: &str) {
    let outcome = report.get(check).unwrap();
    assert_eq!(outcome.status, Status::Failed, "{check}: {}", report.to_text(false));
}

#[test]
fn a_model_with_one_place_for_a_list_passes() {
    let report = checked(one(), |_| {});
    assert!(report.is_conformant(), "{}", report.to_text(false));
    let warned: Vec<_> = report.with(Status::Warned).map(|one| one.id).collect();
    assert_eq!(warned, ["user.canonical"], "{}", report.to_text(false));
    for skipped in ["value.list", "patch.add.list", "filter.value-path"] {
        let outcome = report.get(skipped).unwrap();
        assert!(
            outcome.message.contains("`work`") || outcome.message.contains("one `type`"),
            "{outcome:?}"
        );
    }
}

#[test]
fn a_model_with_a_place_for_each_of_two_types_passes_and_none_of_its_checks_is_skipped() {
    let report = checked(two(), |_| {});
    assert!(report.is_conformant(), "{}", report.to_text(false));
    let warned: Vec<_> = report.with(Status::Warned).map(|one| one.id).collect();
    assert!(warned.is_empty(), "{}", report.to_text(false));
    for passed in [
        "value.list",
        "patch.add.list",
        "patch.add.no-path-list",
        "patch.remove.element",
        "patch.replace.element",
        "patch.replace.value-path",
        "filter.list",
        "filter.value-path",
        "random.sequences",
    ] {
        assert_eq!(report.get(passed).unwrap().status, Status::Passed, "{}", report.to_text(false));
    }
}

#[test]
fn the_faults_of_one_place_are_caught() {
    // a PATCH of e-mail addresses is done without them
    let deaf = checked(one(), |asked| {
        if asked.is_patch_of("emails") {
            asked.method = http::Method::GET;
            asked.body = Value::Null;
        }
    });
    expect_caught(&deaf, "patch.add.list-new");
    expect_caught(&deaf, "random.sequences");
}

#[test]
fn the_faults_of_two_places_are_caught() {
    let forgets = checked(two(), |asked| {
        if let Some(Value::Array(all)) = asked.body.get_mut("phoneNumbers") {
            all.truncate(1);
        }
    });
    expect_caught(&forgets, "value.list");
    // `add` of one element replaces all of them
    let replaces = checked(two(), |asked| {
        if asked.is_patch_of("phoneNumbers") {
            for operation in asked.body["Operations"].as_array_mut().into_iter().flatten() {
                if operation["op"] == "add" {
                    operation["op"] = json!("replace");
                }
            }
        }
    });
    expect_caught(&replaces, "patch.add.list");
    expect_caught(&replaces, "random.sequences");
    // what is looked for is another attribute
    let blind = checked(two(), |asked| {
        if asked.uri.contains("phoneNumbers.value") {
            asked.uri = asked.uri.replace("phoneNumbers.value", "displayName");
        }
    });
    expect_caught(&blind, "filter.list");
}
