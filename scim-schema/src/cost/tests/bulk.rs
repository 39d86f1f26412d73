//! Bulk requests.

use super::{Made, PARTS, group_of, linear, list};
use crate::limits::Limits;
use crate::rfc::{Group, User};
use crate::service::tests::Send;
use crate::service::{Context, Identity, MemoryStore, ScimService};

const WIDE: Limits = Limits { bulk_operations: 1 << 20, ..Limits::DEFAULT };

fn body(operations: &str) -> String {
    let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#)
}

fn group(name: usize, members: &str) -> String {
    let urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
    format!(
        r#"{{"method":"POST","path":"/Groups","bulkId":"g{name}","data":{{"schemas":["{urn}"],"displayName":"g{name}","members":[{members}]}}}}"#
    )
}

fn member(name: usize) -> String {
    format!(r#"{{"value":"bulkId:g{name}"}}"#)
}

#[expect(clippy::ptr_arg, reason = "what `linear` gives to what it runs")]
fn send(body: &String) -> u16 {
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .limits(WIDE)
        .build();
    let answer = Send::post("/Bulk", body).to(&service);
    answer.status
}

/// Whatever refers to whatever: operations and references are what is paid for.
#[test]
fn bulk_requests_cost_their_size() {
    let bodies: [Made; 10] = [
        ("apart", |n| list(n, |i| group(i, ""))),
        ("forwards", |n| list(n, |i| group(i, &member((i + 1).min(n - 1))))),
        ("backwards", |n| list(n, |i| group(i, &member(i.saturating_sub(1))))),
        ("a circle", |n| list(n, |i| group(i, &member((i + 1) % n)))),
        ("circles of two", |n| list(n, |i| group(i, &member(i ^ 1)))),
        ("all of one", |n| list(n, |i| group(i, &member(0)))),
        ("one of all", |n| {
            list(n, |i| group(i, &if i == 0 { list(n, member) } else { String::new() }))
        }),
        ("the same again", |n| group(0, "") + "," + &group(1, &list(n, |_| member(0)))),
        ("unknown", |n| list(n, |i| group(i, r#"{"value":"bulkId:none"}"#))),
        ("failed", |n| {
            list(n, |i| format!(r#"{{"method":"PATCH","path":"/Groups/bulkId:g{i}"}}"#))
        }),
    ];
    for (name, make) in bodies {
        linear(name, |n| body(&make(n / 4)), send);
    }
}

#[test]
fn messages_cost_their_size() {
    let bodies: [Made; 4] = [
        ("members", |n| format!("{{{}}}", list(n, |i| format!(r#""a{i}":{i}"#)))),
        ("members of an operation", |n| {
            body(&format!("{{{}}}", list(n, |i| format!(r#""a{i}":{i}"#))))
        }),
        ("texts", |n| body(&format!(r#"{{"method":"PUT","path":"{}"}}"#, "/a".repeat(20 * n)))),
        ("deep", |n| body(&"[".repeat(40 * n))),
    ];
    for (name, make) in bodies {
        linear(name, make, send);
    }
}

/// Many operations may not cost more together than one may.
#[test]
fn operations_share_what_a_request_may_cost() {
    let store = MemoryStore::<Group>::new();
    let large = Group { display_name: "large".into(), ..group_of(PARTS) };
    let id = store.insert(&Context::new(Identity::new()), large).unwrap().id;
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let patch = format!(
        r#"{{"method":"PATCH","path":"/Groups/{id}","data":{{"schemas":["{urn}"],"Operations":[{{"op":"remove","path":"members[value eq \"none\"]"}}]}}}}"#
    );
    let service = ScimService::builder()
        .resource(store)
        .unauthenticated()
        .limits(Limits { comparisons: 20 * PARTS, ..WIDE })
        .build();
    let body = body(&list(50, |_| patch.clone()));
    let answer = Send::post("/Bulk", &body).to(&service);
    let statuses = |status: &str| {
        let answered = answer.json();
        let all = answered["Operations"].as_array().unwrap();
        all.iter().filter(|one| one["status"] == status).count()
    };
    assert_eq!((answer.status, statuses("200"), statuses("413")), (200, 20, 30));
}
