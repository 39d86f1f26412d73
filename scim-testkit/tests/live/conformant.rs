//! A server that does all it must is told so.

use crate::busy::bystander;
use crate::serve::{http, service};
use scim_testkit::live::{self, Options, Target};
use serde_json::{Value, json};

/// Beside what somebody else made, which stays as it is, whatever the run does.
#[test]
fn a_conformant_service_passes_and_nothing_is_left_behind_or_changed() {
    let service = service();
    let user = bystander(&service);
    let asked = |method: &str, path: &str, body: &Value| {
        let request = http::Request::builder().method(method).uri(path);
        let request = request.header("content-type", "application/scim+json");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        scim_testkit::Exchange::of(&service, request.body(body).unwrap()).json()
    };
    let schemas = json!(["urn:ietf:params:scim:schemas:core:2.0:Group"]);
    let members = json!([{"value": user["id"]}]);
    let group = json!({"schemas": schemas, "displayName": "bystanders", "members": members});
    asked("POST", "/Groups", &group);
    let all = || ["/Users", "/Groups"].map(|path| asked("GET", path, &Value::Null));
    let before = all();
    let options = Options::new().random(20, 1);
    let report = live::run(&Target::service(service.clone()), &options).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert!(report.summary.passed > 5, "{report}");
    assert!(report.left.is_empty(), "{:?}", report.left);
    // ids, versions and times, members and groups
    assert_eq!(all(), before);
}

#[test]
fn what_only_reads_writes_nothing() {
    let url = http(service(), |request, response| {
        assert_eq!(request.method(), http::Method::GET, "{}", request.uri());
        response
    });
    let options = Options::new().read_only(true).random(5, 1);
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    assert!(report.is_conformant(), "{report}");
    assert!(report.get("create.status").is_some_and(|one| one.message.contains("only reads")));
}
