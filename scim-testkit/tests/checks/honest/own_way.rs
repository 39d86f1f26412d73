//! Servers that are right in a way of their own, which no check may hold against them.

use super::{expect_warnings, told};
use crate::fault::{does, gives};
use crate::faults::{GROUP, page};
use crate::server::{Answer, Asked, BASE, Server, TOKEN};
use crate::trial::{leaked, of, options};
use scim_schema::dialect::Dialect;
use scim_testkit::live::{self, Report, Status};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// 9865-2-16: who pages by cursor may leave out `totalResults`, on a last page and an only one too.
#[test]
fn who_pages_by_cursor_need_not_count() {
    let uncounted = gives("uncounted", "9865-2-16", "no list has `totalResults`", |_, answer| {
        if let Some(list) = answer.json.as_object_mut() {
            list.remove("totalResults");
        }
    });
    let options = options().random(10, 7);
    let report =
        live::run(&of(Server::new(Dialect::RFC), Some(leaked(&uncounted))), &options).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    expect_warnings(&report, &[]);
    let pages = ["page.list", "page.count", "page.walk", "page.beyond", "page.count-zero"];
    let cursors = ["cursor.walk", "cursor.sorted", "cursor.total", "cursor.count-zero"];
    let others = ["filter.nothing", "filter.total", "sort.total", "search.filter", "every.list"];
    for checks in [&pages[..], &cursors[..], &others[..], &["random.sequences"][..]] {
        expect(&report, Status::Passed, checks);
    }
    expect(&report, Status::Skipped, &["search.creates-nothing"]);
}

/// 7643-5-10, 7644-3.4.2.4-08: pages have `filter.maxResults` at most, whatever is asked for.
#[test]
fn pages_may_be_small() {
    let small = does("small", "7643-5-10", "pages have two at most", |server, asked| {
        page::limited(server, asked, |_| true)
    });
    expect(&told(&small, &["page.max-results"]), Status::Passed, &["page.max-results"]);
    // where all is on one page, none shows it
    let report =
        live::run(&of(Server::new(Dialect::RFC), None), &options().only("page.max-results"));
    expect(&report.unwrap(), Status::Skipped, &["page.max-results"]);
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

/// What a job comes to in which nothing can be done.
fn none_done(asked: &Asked) -> Answer {
    let body = asked.json();
    let all = body["Operations"].as_array().into_iter().flatten();
    let result = |one: &Value| {
        let error = Answer::error(405, "").json;
        json!({"method": one["method"], "bulkId": one["bulkId"], "status": "405", "response": error})
    };
    let results: Vec<Value> = all.map(result).collect();
    let schema = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
    Answer::new(200, json!({"schemas": [schema], "Operations": results}))
}

/// RFC 7644 section 3.12 has 403, 405 and 501 for what a service provider does not do.
#[test]
fn a_type_may_be_there_to_be_read() {
    static MADE: AtomicUsize = AtomicUsize::new(0);
    let read = does("read", "7644-3.12-19", "devices can only be read", |server, asked| {
        if asked.path == "/Bulk" && asked.body.contains("/Devices") {
            return none_done(&asked);
        }
        let reads = asked.is("GET") || asked.is_search();
        if reads || !asked.path.starts_with("/Devices") {
            return server.ask(&asked);
        }
        if asked.is_create() {
            MADE.fetch_add(1, Ordering::Relaxed);
        }
        Answer::error(405, "")
    });
    let report =
        live::run(&of(Server::new(Dialect::RFC), Some(leaked(&read))), &options()).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    assert_eq!(report.left, Vec::<String>::new());
    expect_warnings(&report, &[]);
    // by the first check that makes one, and then with what is required alone
    assert!(MADE.load(Ordering::Relaxed) <= 2, "{MADE:?}");
    let why = "Device: `/Devices` can only be read: a POST is answered 405";
    // each as the first one, too
    let checks = ["create.status", "body.syntax", "put.unknown", "patch.unknown", "delete.unknown"];
    for check in checks.into_iter().chain(["bulk.create"]) {
        let alone = told(&read, &[check]);
        for report in [&report, &alone] {
            let outcome = report.get(check).unwrap();
            assert_eq!(outcome.status, Status::Passed, "{check}: {}", outcome.message);
            assert_eq!(outcome.message, format!("not tried: {why}"), "{check}");
        }
    }
}

/// Nothing of it fails, and the report says why it tells so little.
#[test]
fn a_client_may_be_there_to_read() {
    let read = does("read", "7644-3.12-13", "this client may only read", |server, asked| {
        let token = format!("Bearer {TOKEN}");
        let given = asked.headers.get("authorization").and_then(|value| value.to_str().ok());
        let reads = asked.is("GET") || asked.is_search();
        if reads || given != Some(&*token) { server.ask(&asked) } else { Answer::error(403, "") }
    });
    let report =
        live::run(&of(Server::new(Dialect::RFC), Some(leaked(&read))), &options()).unwrap();
    assert!(report.is_conformant(), "{}", report.to_text(false));
    let warned: Vec<&str> = report.with(Status::Warned).map(|outcome| outcome.id).collect();
    assert_eq!(warned, ["create.status"], "{}", report.to_text(false));
    let outcome = report.get("create.status").unwrap();
    for (name, endpoint) in [("User", "/Users"), ("Group", "/Groups")] {
        let why = format!("`{endpoint}` can only be read: a POST is answered 403");
        let expected =
            format!("{name}: expected resources that a client can make, found that {why}");
        assert!(outcome.message.contains(&expected), "{}", outcome.message);
    }
}

/// RFC 6750 section 3.1: a request that is malformed should be 400; 7644-3.12-12 has 401.
#[test]
fn what_is_no_token_may_be_malformed() {
    let strict = does("strict", "7644-3.12-12", "no scheme or no token is 400", |server, asked| {
        let given = asked.headers.get("authorization").and_then(|value| value.to_str().ok());
        let malformed = given.is_some_and(|value| !value.contains(' '));
        if malformed { Answer::error(400, "") } else { server.ask(&asked) }
    });
    let report = told(&strict, &["access"]);
    assert!(report.is_conformant(), "{}", report.to_text(false));
    expect(&report, Status::Passed, &["access.wrong-token"]);
}

/// RFC 7644 section 3.5.2: PATCH is optional, so its route may be there for nobody.
#[test]
fn what_is_not_there_asks_for_no_token() {
    let none = does("none", "7644-3.5.2-01", "there is no PATCH", |server, asked| {
        if asked.is("PATCH") {
            return Answer::error(405, "");
        }
        let mut answer = server.ask(&asked);
        if asked.path == "/ServiceProviderConfig" {
            answer.json["patch"]["supported"] = false.into();
        }
        answer
    });
    let checks = ["access.anonymous-write", "access.wrong-token-write"];
    expect(&told(&none, &checks), Status::Passed, &checks);
}
