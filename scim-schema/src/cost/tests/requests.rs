//! Whole requests by their method, each dialect, and what is defined at run time: the size of the
//! request and of the resource is what is paid for.

use super::{Made, PARTS, cost, joined, linear, list};
use crate::ScimResource;
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::message::ScimError;
use crate::resource::{DynamicAttributes, DynamicExtension};
use crate::rfc::{Email, Group};
use crate::schema::Schema;
use crate::service::tests::Send;
use crate::service::{
    Audited, Authenticate, Context, Credential, Identity, MemoryStore, ScimService,
};
use http::request::Parts;
use std::hint::black_box;
use std::sync::LazyLock;

const DIALECTS: [&str; 3] = ["rfc", "okta", "entra"];
const URN: &str = "urn:example:acme:2.0:User";

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: String,
    user_name: String,
    title: Option<String>,
    emails: Vec<Email>,
    #[scim(dynamic)]
    extra: DynamicAttributes,
}

static ACME: LazyLock<DynamicExtension> = LazyLock::new(|| {
    let part = |name: &str, r#type: &str, several: bool| serde_json::json!({ "name": name, "type": r#type, "multiValued": several });
    let complex = |name: &str, several: bool| {
        let parts = [
            part("tags", "string", true),
            part("n", "integer", false),
            part("value", "string", false),
        ];
        serde_json::json!({ "name": name, "type": "complex", "multiValued": several, "subAttributes": parts })
    };
    let attributes = [part("words", "string", true), complex("obj", false), complex("objs", true)];
    let schema = serde_json::json!({ "id": URN, "name": "Acme", "attributes": attributes });
    let schema: Schema = serde_json::from_value(schema).unwrap();
    DynamicExtension::new(&schema).unwrap()
});

struct Clients;

impl Authenticate for Clients {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        let dialect: Dialect = credential.secret().expose().parse().unwrap();
        Ok(Identity::new().dialect(dialect).dynamic::<Member>(*ACME))
    }
}

/// A service with members and groups, and whoever is told of writes.
fn service(stored: &[Member], limits: Limits) -> (ScimService, Vec<String>) {
    let members = MemoryStore::<Member>::new();
    let cx = Context::new(Identity::new());
    let insert = |one: &Member| format!("/Users/{}", members.insert(&cx, one.clone()).unwrap().id);
    let paths = stored.iter().map(insert).collect();
    let service = ScimService::builder()
        .resource(members.clone())
        .resource(MemoryStore::<Group>::new())
        .authenticate(Clients)
        .limits(limits)
        .audit(|write: &Audited<'_>| drop(black_box(write.ignored.join(","))))
        .build();
    (service, paths)
}

/// More than one request may have; what is compared stays bounded.
const WIDE: Limits =
    Limits { operations: 1 << 20, elements: 1 << 24, bulk_operations: 1 << 20, ..Limits::DEFAULT };

/// A member with so many of everything.
fn member(parts: usize) -> Member {
    let email = |index: usize| Email { value: Some(index.to_string()), ..Email::default() };
    let words: Vec<_> = (0..parts).map(|index| format!("w{index}")).collect();
    let objects: Vec<_> = words.iter().map(|word| serde_json::json!({ "value": word })).collect();
    let extra =
        serde_json::json!({ "words": words, "obj": { "tags": words, "n": 0 }, "objs": objects });
    Member {
        user_name: "babs".into(),
        title: Some("t".repeat(40 * parts)),
        emails: (0..parts).map(email).collect(),
        extra: serde_json::from_value(extra).unwrap(),
        ..Member::default()
    }
}

fn send(service: &ScimService, dialect: &str, request: Send) -> u16 {
    request.header("authorization", dialect).to(service).status
}

fn operations(operations: &str) -> String {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#)
}

fn patch(uri: &str, body: &str) -> Send {
    Send::new("PATCH", uri).body(body).header("content-type", "application/scim+json")
}

#[test]
fn patches_cost_their_size() {
    let bodies: [Made; 12] = [
        ("unknown names", |n| {
            let names = list(n, |i| format!(r#""q{i}":1"#));
            format!(r#"{{"op":"add","value":{{{names}}}}}"#)
        }),
        ("unknown names of an extension", |n| {
            let names = list(n, |i| format!(r#""q{i}":1"#));
            format!(r#"{{"op":"add","value":{{"{URN}":{{{names}}}}}}}"#)
        }),
        ("unknown names of a value", |n| {
            let names = list(n, |i| format!(r#""q{i}":1"#));
            format!(r#"{{"op":"add","path":"{URN}:obj","value":{{{names}}}}}"#)
        }),
        ("names that are not mapped", |n| {
            list(n, |i| {
                format!(
                    r#"{{"op":"add","path":"name.{}","value":"x"}}"#,
                    ["givenName", "familyName"][i % 2]
                )
            })
        }),
        ("filters of what is not mapped", |n| {
            list(n, |i| {
                format!(
                    r#"{{"op":"add","path":"phoneNumbers[value eq \"{i}\"].value","value":"x"}}"#
                )
            })
        }),
        ("the same attribute", |n| {
            list(n, |i| format!(r#"{{"op":"replace","path":"title","value":"t{i}"}}"#))
        }),
        ("a part beside a long one", |n| {
            list(n, |i| format!(r#"{{"op":"replace","path":"{URN}:obj.n","value":{i}}}"#))
        }),
        ("a part beside a long one, without a path", |n| {
            list(n, |i| format!(r#"{{"op":"add","value":{{"{URN}":{{"obj":{{"n":{i}}}}}}}}}"#))
        }),
        ("a list of texts", |n| {
            let words = list(n, |i| format!(r#""w{}""#, 2 * i));
            format!(r#"{{"op":"add","path":"{URN}:words","value":[{words}]}}"#)
        }),
        ("a list of objects", |n| {
            let objects = list(n, |i| format!(r#"{{"value":"w{}"}}"#, 2 * i));
            format!(r#"{{"op":"add","path":"{URN}:objs","value":[{objects}]}}"#)
        }),
        ("a list of objects that go", |n| {
            let objects = list(n, |i| format!(r#"{{"value":"w{}"}}"#, 2 * i));
            format!(r#"{{"op":"remove","path":"{URN}:objs","value":[{objects}]}}"#)
        }),
        ("a long text", |n| {
            format!(r#"{{"op":"replace","path":"title","value":"{}"}}"#, "x".repeat(40 * n))
        }),
    ];
    for (name, make) in bodies {
        for dialect in DIALECTS {
            let input = |n: usize| (service(&[member(n)], WIDE), operations(&make(n)));
            linear(&format!("{name} {dialect}"), input, |((service, paths), body)| {
                let status = send(service, dialect, patch(&paths[0], body));
                assert!(matches!(status, 200 | 400), "{status}");
            });
        }
    }
}

/// What operations ask of each other's product is charged, of what is defined at run time as well.
#[test]
fn products_are_charged() {
    let terms = joined(50, " or ", |i| format!("value co \\\"x{i}\\\""));
    let tags = joined(50, " or ", |i| format!("tags eq \\\"x{i}\\\""));
    let stored = member(PARTS);
    for operation in [
        format!(r#"{{"op":"add","path":"{URN}:words","value":["w1"]}}"#),
        format!(r#"{{"op":"remove","path":"{URN}:words","value":["none"]}}"#),
        format!(r#"{{"op":"remove","path":"{URN}:words[{terms}]"}}"#),
        format!(r#"{{"op":"remove","path":"{URN}:objs[{terms}]"}}"#),
        format!(r#"{{"op":"remove","path":"{URN}:objs[{tags}]"}}"#),
        format!(r#"{{"op":"add","path":"{URN}:objs","value":[{{"value":"w1","n":1}}]}}"#),
        format!(r#"{{"op":"remove","path":"emails[{terms}]"}}"#),
    ] {
        let body = operations(&list(2_000, |_| operation.clone()));
        for comparisons in [50_000, 500_000] {
            let limits = Limits { comparisons, body: 1 << 24, ..WIDE };
            let (service, paths) = service(std::slice::from_ref(&stored), limits);
            let counted = cost(|| {
                let status = send(&service, "okta", patch(&paths[0], &body));
                assert!(matches!(status, 200 | 413), "{status}");
            });
            let shown: String = operation.chars().take(80).collect();
            let most = 16 * comparisons as u64 + 2 * body.len() as u64;
            assert!(counted.steps + counted.allocations <= most, "{shown}: {counted:?}");
        }
    }
}

#[test]
fn puts_cost_their_size() {
    let bodies: [Made; 6] = [
        ("unknown names", |n| list(n, |i| format!(r#""q{i}":1"#))),
        ("elements", |n| {
            format!(r#""emails":[{}]"#, list(n, |i| format!(r#"{{"value":"{}"}}"#, 2 * i)))
        }),
        ("a long text", |n| format!(r#""title":"{}""#, "x".repeat(40 * n))),
        ("texts", |n| {
            format!(r#""{URN}":{{"words":[{}]}}"#, list(n, |i| format!(r#""w{}""#, 2 * i)))
        }),
        ("parts of a value", |n| {
            format!(
                r#""{URN}":{{"obj":{{"tags":[{}],"n":1}}}}"#,
                list(n, |i| format!(r#""w{}""#, 2 * i))
            )
        }),
        ("objects", |n| {
            format!(
                r#""{URN}":{{"objs":[{}]}}"#,
                list(n, |i| format!(r#"{{"value":"w{}"}}"#, 2 * i))
            )
        }),
    ];
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    for (name, make) in bodies {
        for dialect in DIALECTS {
            let input = |n: usize| {
                let body =
                    format!(r#"{{"schemas":["{core}","{URN}"],"userName":"babs",{}}}"#, make(n));
                (service(&[member(n)], WIDE), body)
            };
            linear(&format!("{name} {dialect}"), input, |((service, paths), body)| {
                assert_eq!(send(service, dialect, Send::put(&paths[0], body)), 200);
            });
        }
    }
}

#[test]
fn bulk_requests_cost_their_size() {
    let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    let groups = "urn:ietf:params:scim:schemas:core:2.0:Group";
    let create = |name: &str, members: &str| {
        format!(
            r#"{{"method":"POST","path":"/Groups","bulkId":"{name}","data":{{"schemas":["{groups}"],"displayName":"g",{members}}}}}"#
        )
    };
    let bodies: [(&str, &dyn Fn(usize) -> String); 4] = [
        ("the same name in a circle", &|n| {
            create("a", &list(n, |_| r#""members":"bulkId:b""#.into()))
                + ","
                + &create("b", r#""members":[{"value":"bulkId:a"}]"#)
        }),
        ("references in a circle", &|n| {
            let members = list(n, |_| r#"{"value":"bulkId:b"}"#.into());
            create("a", &format!(r#""members":[{members}]"#))
                + ","
                + &create("b", r#""members":[{"value":"bulkId:a"}]"#)
        }),
        ("texts that are no references", &|n| {
            create("a", &list(n, |i| format!(r#""q{i}":{{"value":"bulkId:b"}}"#)))
        }),
        ("patches of one", &|n| {
            let operation = format!(r#"{{"op":"add","value":{{"q":1,"{URN}:obj.n":1}}}}"#);
            let data = operations(&operation);
            list(n, |_| format!(r#"{{"method":"PATCH","path":"/Users/1","data":{data}}}"#))
        }),
    ];
    for (name, make) in bodies {
        for dialect in DIALECTS {
            let input = |n: usize| format!(r#"{{"schemas":["{urn}"],"Operations":[{}]}}"#, make(n));
            linear(&format!("{name} {dialect}"), input, |body| {
                let (service, _) = service(&[], WIDE);
                assert_eq!(send(&service, dialect, Send::post("/Bulk", body)), 200);
            });
        }
    }
}

/// A search looks at what is stored once for each condition, which `filter_terms` bounds, and at the
/// bytes of what it compares.
#[test]
fn searches_cost_what_is_stored() {
    let filters = [
        r#"title co "aab""#.to_owned(),
        r#"title co "AAB" and not (emails.value co "999")"#.to_owned(),
        format!(r#"{URN}:words co "none""#),
        format!(r#"{URN}:objs[value eq "w7" and n pr]"#),
        format!(r#"{URN}:obj.n eq 0"#),
    ];
    for filter in &filters {
        let query: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let uri = format!("/Users?count=1&sortBy=title&attributes=userName&filter={query}");
        for dialect in DIALECTS {
            let input = |n: usize| {
                let text =
                    |index: usize| if index.is_multiple_of(2) { "a" } else { "A" }.repeat(20 * n);
                let one = |index: usize| Member {
                    user_name: format!("u{index}"),
                    title: Some(text(index)),
                    ..member(n)
                };
                service(&(0..4).map(one).collect::<Vec<_>>(), WIDE).0
            };
            linear(&format!("{filter} {dialect}"), input, |service| {
                assert_eq!(send(service, dialect, Send::get(&uri)), 200);
            });
        }
    }
}
