//! Bodies of POST and PUT.

use super::{Made, PARTS, cost, linear, list};
use crate::dialect::Dialect;
use crate::edit::{Create, Replace};
use crate::limits::Limits;
use crate::resource::{DynamicAttributes, DynamicExtension, Kind};
use crate::rfc::{Group, User};
use crate::schema::{Attribute, Schema, Type};

const URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

fn user(members: &str) -> String {
    format!(r#"{{"schemas":["{URN}"],"userName":"u",{members}}}"#)
}

fn group(members: &str) -> String {
    let urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
    format!(r#"{{"schemas":["{urn}"],"displayName":"g","members":[{members}]}}"#)
}

fn email(index: usize) -> String {
    format!(r#"{{"value":"u{index}@example.com","type":"work"}}"#)
}

#[test]
fn bodies_are_read_in_their_size() {
    let bodies: [Made; 18] = [
        ("elements", |n| user(&format!(r#""emails":[{}]"#, list(n, email)))),
        ("the same element", |n| user(&format!(r#""emails":[{}]"#, list(n, |_| email(0))))),
        ("empty elements", |n| user(&format!(r#""emails":[{}]"#, list(n, |_| "{}".into())))),
        ("empty elements between others", |n| {
            let both = |index| email(index) + r#",{},null,{"value":""},{"shoeSize":7}"#;
            user(&format!(r#""emails":[{}]"#, list(n, both)))
        }),
        ("primary elements", |n| {
            let primary = |index: usize| format!(r#"{{"value":"{index}","primary":true}}"#);
            user(&format!(r#""emails":[{}]"#, list(n, primary)))
        }),
        ("elements that are no objects", |n| {
            user(&format!(r#""emails":[{}]"#, list(n, |_| "7".into())))
        }),
        ("unknown members", |n| user(&list(n, |index| format!(r#""a{index}":{index}"#)))),
        ("unknown members of an element", |n| {
            let members = list(n, |index| format!(r#""a{index}":{index}"#));
            user(&format!(r#""emails":[{{"value":"x",{members}}}]"#))
        }),
        ("unknown values", |n| user(&format!(r#""a":[{}]"#, list(n, |_| "[{}]".into())))),
        ("the same member", |n| user(&list(n, |_| r#""title":"x""#.into()))),
        ("the same unknown member", |n| user(&list(n, |_| r#""a":"x""#.into()))),
        ("schemas", |n| {
            let urns = list(n, |index| format!(r#""urn:example:{index}""#));
            format!(r#"{{"schemas":["{URN}",{urns}],"userName":"u"}}"#)
        }),
        ("known schemas", |n| {
            let urns = list(n, |_| format!("\"{URN}\""));
            format!(r#"{{"schemas":[{urns}],"userName":"u"}}"#)
        }),
        ("long text", |n| user(&format!(r#""title":"{}""#, "a".repeat(40 * n)))),
        ("escaped text", |n| user(&format!(r#""title":"{}""#, "\\u00e9".repeat(10 * n)))),
        ("long name", |n| user(&format!(r#""{}":1"#, "a".repeat(40 * n)))),
        ("spaces", |n| user(&format!(r#""title":{}"x""#, " ".repeat(40 * n)))),
        ("broken at the end", |n| user(&format!(r#""emails":[{},"#, list(n, email)))),
    ];
    for (name, make) in bodies {
        for dialect in [Dialect::RFC, Dialect::OKTA] {
            linear(name, make, |body| {
                Create::<User>::new(body, dialect).unwrap().apply(&User::default()).is_ok()
            });
            linear(name, make, |body| {
                let stored = User { title: Some("x".into()), ..User::default() };
                Replace::<User>::new(body, dialect).unwrap().apply(&stored).is_ok()
            });
        }
    }
    // nested deeper than anything reads
    for text in ["[", "{\"a\":"] {
        let make = |n: usize| user(&format!(r#""a":{}"#, text.repeat(20 * n)));
        linear(text, make, |body| {
            Create::<User>::new(body, Dialect::RFC).unwrap().apply(&User::default()).is_err()
        });
    }
}

/// What is held already is found, in whatever order it is sent.
#[test]
fn lists_are_compared_in_their_size() {
    let member = |index: usize| format!(r#"{{"value":"{index}"}}"#);
    let stored = |n: usize| {
        let limits = Limits { elements: usize::MAX, ..Limits::DEFAULT };
        let body = group(&list(n, member));
        let create = Create::<Group>::with_limits(&body, Dialect::RFC, limits).unwrap();
        create.apply(&Group::default()).unwrap().0
    };
    let orders: [Made; 6] = [
        ("the same", |n| list(n, |index| format!(r#"{{"value":"{index}"}}"#))),
        ("the other way round", |n| list(n, |index| format!(r#"{{"value":"{}"}}"#, n - 1 - index))),
        ("others", |n| list(n, |index| format!(r#"{{"value":"x{index}"}}"#))),
        ("every other", |n| list(n / 2, |index| format!(r#"{{"value":"{}"}}"#, 2 * index))),
        ("all the same", |n| list(n, |_| r#"{"value":"1"}"#.into())),
        ("none", |_| String::new()),
    ];
    for (name, members) in orders {
        let make = |n: usize| (stored(n), group(&members(n)));
        linear(name, make, |(stored, body)| {
            Replace::<Group>::new(body, Dialect::RFC).unwrap().apply(stored).unwrap()
        });
    }
    let emails = |n: usize, r#type: &str| {
        let email = |index: usize| format!(r#"{{"value":"{index}","type":"{type}"}}"#);
        user(&format!(r#""emails":[{}]"#, list(n, email)))
    };
    let make = |n: usize| {
        let create = Create::<User>::new(emails(n, "home"), Dialect::RFC).unwrap();
        (create.apply(&User::default()).unwrap().0, emails(n, "work"))
    };
    linear("changed elements", make, |(stored, body)| {
        Replace::<User>::new(body, Dialect::RFC).unwrap().apply(stored).unwrap()
    });
}

/// Whether a list in a JSON object has something in it is told without a copy of it.
#[test]
fn what_is_held_as_json_is_not_copied_to_be_looked_at() {
    let tags = vec![Attribute::new("tags", Type::String, "").multi_valued()];
    let desk =
        Attribute { sub_attributes: tags.into(), ..Attribute::new("desk", Type::Complex, "") };
    let schema = Schema {
        attributes: vec![desk].into(),
        ..Schema::new("urn:example:acme:2.0:User", "Acme", "")
    };
    let extension = DynamicExtension::new(&schema).unwrap();
    let Kind::Complex(desk, _) = extension.node().nodes()[0].kind else { panic!("complex") };
    let json = format!(r#"{{"desk":{{"tags":[{}]}}}}"#, list(PARTS, |_| r#""x""#.into()));
    let held: DynamicAttributes = serde_json::from_str(&json).unwrap();
    let view = held.get(desk);
    let parts = view.complex().unwrap();
    assert!(parts.is_assigned(0));
    let looked = cost(|| parts.is_assigned(0));
    assert_eq!((looked.allocations, looked.steps), (0, 0), "{looked:?}");
}
