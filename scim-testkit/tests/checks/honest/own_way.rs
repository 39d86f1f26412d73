//! Servers that are right in a way of their own, which no check may hold against them.

use super::told;
use crate::fault::{does, gives};
use crate::faults::GROUP;
use crate::server::{Answer, BASE};
use scim_testkit::live::{Report, Status};
use serde_json::Value;

/// Expects checks to end so.
fn expect(report: &Report, status: Status, checks: &[&str]) {
    for check in checks {
        let outcome = report.get(check).unwrap();
        assert_eq!(outcome.status, status, "{check}: {}", outcome.message);
    }
}

/// RFC 7643 section 8.7.1 prints so, against section 4.2 (erratum 5368).
#[test]
fn the_schema_of_groups_may_be_the_printed_one() {
    let printed = gives("printed", "7643-4.2-02", "the printed schemas", |asked, answer| {
        let all = answer.listed().into_iter().flatten();
        for schema in all.filter(|schema| asked.path == "/Schemas" && schema["id"] == GROUP) {
            let attributes = schema["attributes"].as_array_mut().into_iter().flatten();
            attributes.for_each(|attribute| attribute["required"] = false.into());
        }
    });
    let checks = ["create.status", "value.required", "group.members", "every.user-name"];
    expect(&told(&printed, &checks), Status::Passed, &checks);
}

/// RFC 7643 section 2.5: null is unassigned.
#[test]
fn null_is_a_list_of_none() {
    let null = gives("null", "7644-3.4.2-12", "`Resources` of none is null", |_, answer| {
        if answer.listed().is_some_and(|all| all.is_empty()) {
            answer.json["Resources"] = Value::Null;
        }
    });
    let checks =
        ["filter.nothing", "delete.filter", "page.beyond", "page.count-zero", "every.list"];
    expect(&told(&null, &checks), Status::Passed, &checks);
}

/// RFC 7643 section 4.1.2 has no words for roles and entitlements: a server may know all there are.
#[test]
fn roles_may_be_those_that_the_server_grants() {
    let closed = does("closed", "7643-4.1.2-19", "no role is granted", |server, asked| {
        let body = asked.json();
        let given = ["roles", "entitlements"]
            .iter()
            .any(|name| body[*name].as_array().is_some_and(|all| !all.is_empty()));
        if given { Answer::error(400, "invalidValue") } else { server.ask(&asked) }
    });
    let checks = ["create.status", "create.full", "put.lists", "value.list", "patch.add.list"];
    expect(&told(&closed, &checks), Status::Passed, &checks);
}

/// RFC 3986 section 5.2: a path that begins with a slash is below the host.
#[test]
fn references_may_be_paths_from_the_host_on() {
    let paths = gives("paths", "7643-2.3.7-07", "references are paths", |_, answer| {
        let (_, host) = BASE.split_once("//").unwrap();
        let (_, path) = host.split_once('/').unwrap();
        let text = answer.json.to_string();
        let text = text.replace(&format!("\"$ref\":\"{BASE}/"), &format!("\"$ref\":\"/{path}/"));
        answer.json = serde_json::from_str(&text).unwrap();
    });
    let checks = ["user.manager", "group.members"];
    expect(&told(&paths, &checks), Status::Passed, &checks);
}

/// RFC 7644 section 3.6: it should not be in the way, and no `id` is used again.
#[test]
fn a_name_may_stay_taken() {
    let taken = does("taken", "7644-3.6-04", "names stay taken", |server, asked| {
        let name = asked.json()["userName"].as_str().map(str::to_owned);
        let taken = asked.is_create().then_some(name).flatten();
        if taken.as_ref().is_some_and(|name| server.recall(name).is_some()) {
            return Answer::error(409, "uniqueness");
        }
        let answer = server.ask(&asked);
        if let (Some(name), true) = (taken, answer.is_ok()) {
            server.remember(&name, true);
        }
        answer
    });
    let report = told(&taken, &["delete.new-id", "delete.again-created"]);
    let outcome = report.get("delete.new-id").unwrap();
    // users are passed over, groups and devices are tried
    assert_eq!(outcome.status, Status::Passed, "{}", outcome.message);
    assert!(outcome.message.contains("in the way of a new resource"), "{}", outcome.message);
    expect(&report, Status::Warned, &["delete.again-created"]);
}

/// RFC 7644 section 3.3: what is created should be in the answer, and `Location` says where it is.
#[test]
fn a_post_may_be_answered_without_the_resource() {
    let bare = gives("bare", "7644-3.3-08", "POST answers no body", |asked, answer| {
        if asked.is_create() && answer.is_ok() {
            answer.json = Value::Null;
        }
    });
    let report = told(&bare, &["create", "body", "value", "delete", "group", "projection"]);
    assert!(report.is_conformant(), "{}", report.to_text(false));
    let warned: Vec<&str> = report.with(Status::Warned).map(|outcome| outcome.id).collect();
    assert_eq!(warned, ["create.body"], "{}", report.to_text(false));
    expect(&report, Status::Skipped, &["create.answer", "projection.post", "projection.given"]);
    let passed = ["create.meta", "body.schemas-twice", "value.names-case", "group.members"];
    expect(&report, Status::Passed, &passed);
}
