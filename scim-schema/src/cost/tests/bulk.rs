//! Bulk requests.

use super::{Made, PARTS, cost, group_of, linear, list};
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
    let bodies: [Made; 12] = [
        ("apart", |n| list(n, |i| group(i, ""))),
        ("forwards", |n| list(n, |i| group(i, &member((i + 1).min(n - 1))))),
        ("backwards", |n| list(n, |i| group(i, &member(i.saturating_sub(1))))),
        ("a circle", |n| list(n, |i| group(i, &member((i + 1) % n)))),
        ("circles of two", |n| list(n, |i| group(i, &member(i ^ 1)))),
        ("all of one", |n| list(n, |i| group(i, &member(0)))),
        ("one of all", |n| {
            list(n, |i| group(i, &if i == 0 { list(n, member) } else { String::new() }))
        }),
        ("all begun before one", |n| {
            list(n, |i| group(i, &if i == n - 1 { list(n, member) } else { member(n - 1) }))
        }),
        ("lists in part references", |n| {
            let others = list(8 * n, |_| "1".into());
            group(0, &(member(0) + "," + &others))
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

/// Strings that may be references, in one operation.
fn strings(n: usize) -> String {
    list(n, |_| r#""bulkId:x""#.into())
}

fn patch(operations: &str) -> String {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    format!(
        r#"{{"method":"PATCH","path":"/Groups/7","data":{{"schemas":["{urn}"],"Operations":[{operations}]}}}}"#
    )
}

/// A name or a path is looked up once, however many strings are below it: their product is nobody's
/// to choose (7644-3.7.4-01).
#[test]
fn long_names_beside_many_strings_cost_their_size() {
    let post =
        |data: &str| format!(r#"{{"method":"POST","path":"/Users","bulkId":"x","data":{data}}}"#);
    let put = |data: &str| format!(r#"{{"method":"PUT","path":"/Groups/7","data":{data}}}"#);
    let within = |name: &str, times: usize, value: &str| {
        format!("{}{value}{}", format!(r#"{{"{name}":"#).repeat(times), "}".repeat(times))
    };
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
    type Body<'a> = (&'a str, &'a dyn Fn(usize) -> String);
    let bodies: [Body<'_>; 17] = [
        ("a name", &|n| post(&format!(r#"{{"{}":[{}]}}"#, "a".repeat(20 * n), strings(n)))),
        ("escaped", &|n| post(&format!(r#"{{"{}":[{}]}}"#, r"\u0061".repeat(4 * n), strings(n)))),
        ("a known one", &|n| {
            let dots = ".".repeat(20 * n);
            put(&format!(r#"{{"MEMBERS{dots}":[{}]}}"#, strings(n)))
        }),
        ("of an extension", &|n| {
            let name = format!("{urn}manager{}", ".".repeat(20 * n));
            post(&format!(r#"{{"{name}":[{}]}}"#, strings(n)))
        }),
        ("with colons", &|n| {
            let name = ":".repeat(20 * n) + "members";
            put(&format!(r#"{{"{name}":[{}]}}"#, strings(n)))
        }),
        ("within one another", &|n| {
            post(&within(&"a".repeat(5 * n), 4, &format!("[{}]", strings(n))))
        }),
        ("known within one another", &|n| {
            let name = format!("members{}", ".".repeat(5 * n));
            put(&within(&name, 4, &format!("[{}]", strings(n))))
        }),
        ("deep", &|n| post(&within("a", 5 * n, &format!("[{}]", strings(n))))),
        ("deep lists", &|n| {
            let (open, close) = ("[".repeat(20 * n), "]".repeat(20 * n));
            put(&format!(r#"{{"members":{open}{}{close}}}"#, strings(n)))
        }),
        ("of a value", &|n| {
            let value = format!(r#"{{"{}":[{}]}}"#, "a".repeat(20 * n), strings(n));
            post(&format!(r#"{{"emails":["bulkId:x",{value}]}}"#))
        }),
        ("spaces", &|n| put(&format!(r#"{{"members"{}:[{}]}}"#, " ".repeat(20 * n), strings(n)))),
        ("a path", &|n| {
            let path = format!("members{}", ".".repeat(20 * n));
            patch(&format!(r#"{{"op":"add","path":"{path}","value":[{}]}}"#, strings(n)))
        }),
        ("a path after its value", &|n| {
            let path = format!("members[{}]", "a".repeat(20 * n));
            patch(&format!(r#"{{"value":[{}],"op":"add","path":"{path}"}}"#, strings(n)))
        }),
        ("an escaped path", &|n| {
            let path = r"\u0061".repeat(4 * n);
            patch(&format!(r#"{{"op":"add","path":"{path}","value":[{}]}}"#, strings(n)))
        }),
        ("paths", &|n| {
            let path = format!(r#""path":"members{}""#, ".".repeat(20 * n));
            patch(&format!("{{{path},{path},\"value\":[{}]}}", strings(n)))
        }),
        ("operations", &|n| {
            patch(&list(n, |i| format!(r#"{{"path":"members.{i}","value":["bulkId:x"]}}"#)))
        }),
        ("a name of a message", &|n| {
            let (name, value) = ("operations".to_owned(), r"v\u0061lue");
            let path = format!("members{}", ".".repeat(20 * n));
            patch(&format!(r#"{{"{name}":[{{"{value}":[{}]}}],"path":"{path}"}}"#, strings(n)))
        }),
    ];
    for (name, make) in bodies {
        linear(name, |n| body(&make(n)), send);
    }
}

/// What the longest names and the most strings of a body take is a multiple of it, and counted.
#[test]
fn long_names_beside_many_strings_are_not_copied() {
    let half = 1 << 16;
    let data = format!(r#"{{"{}":[{}]}}"#, "a".repeat(half), strings(half / 11));
    let operation = format!(r#"{{"method":"POST","path":"/Users","bulkId":"x","data":{data}}}"#);
    let body = body(&operation);
    let counted = cost(|| send(&body));
    assert!(counted.bytes <= 60 * body.len() as u64, "{counted:?}");
    // 32 bytes a step: of the text, and of the name
    let steps = (data.len() + half) as u64 / 32;
    assert!((steps..2 * steps).contains(&counted.steps), "{counted:?} {steps}");
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
