//! PATCH: in the size of the body and of what is stored, and where operations ask for their product,
//! charged.

use super::{Made, PARTS, cost, group_of, joined, linear, list};
use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::edit::{Edit, Patch};
use crate::limits::Limits;
use crate::rfc::{Email, Group, User};

/// More operations than a request may have: what is measured is the work of each.
const WIDE: Limits = Limits { operations: 1 << 20, elements: 1 << 24, ..Limits::DEFAULT };

fn body(operations: &str) -> String {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#)
}

fn apply<R: crate::ScimResource>(stored: &R, body: &str, limits: Limits) -> Result<R, u16> {
    let patch = Patch::<R>::with_limits(body, Dialect::OKTA, limits).map_err(|e| e.status())?;
    patch.apply(stored).map(|(edited, _)| edited).map_err(|error| error.status())
}

/// How much its operations say that they change.
fn told(body: &str) -> Option<usize> {
    let patch = Patch::<User>::with_limits(body, Dialect::OKTA, WIDE).unwrap();
    patch.operations().ok().map(|operations| Changes::of(&operations).paths().len())
}

fn user(emails: usize) -> User {
    let email = |index: usize| Email {
        value: Some(index.to_string()),
        r#type: Some("work".into()),
        ..Email::default()
    };
    User { emails: (0..emails).map(email).collect(), ..User::default() }
}

#[test]
fn operations_cost_what_they_say() {
    let operations: [Made; 13] = [
        ("the same attribute", |n| {
            list(n, |i| format!(r#"{{"op":"replace","path":"title","value":"t{i}"}}"#))
        }),
        ("there and back", |n| {
            list(n, |_| {
                r#"{"op":"add","path":"title","value":"t"},{"op":"remove","path":"title"}"#.into()
            })
        }),
        ("parts of a complex value", |n| {
            list(n, |i| format!(r#"{{"op":"add","path":"name.givenName","value":"t{i}"}}"#))
        }),
        ("an extension", |n| {
            let path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
            list(n, |i| format!(r#"{{"op":"add","path":"{path}","value":"t{i}"}}"#))
        }),
        ("without a path", |n| list(n, |_| r#"{"op":"add","value":{"title":"x"}}"#.into())),
        ("unknown attributes", |n| {
            let members = list(n, |i| format!(r#""a{i}":[{i}]"#));
            format!(r#"{{"op":"add","value":{{{members}}}}}"#)
        }),
        ("unknown paths", |n| {
            list(n, |i| format!(r#"{{"op":"add","path":"nickname{i}","value":1}}"#))
        }),
        ("elements in one", |n| {
            let elements = list(n, |i| format!(r#"{{"value":"e{i}"}}"#));
            format!(r#"{{"op":"add","path":"emails","value":[{elements}]}}"#)
        }),
        ("elements for elements", |n| {
            let elements = list(n, |i| format!(r#"{{"value":"e{i}"}},{{}}"#));
            format!(r#"{{"op":"replace","path":"emails","value":[{elements}]}}"#)
        }),
        ("the same element", |n| {
            let elements = list(n, |_| r#"{"value":"e","type":"work"}"#.into());
            format!(r#"{{"op":"add","path":"emails","value":[{elements}]}}"#)
        }),
        ("elements with one primary", |n| {
            let elements = list(n, |i| format!(r#"{{"value":"e{i}","primary":{}}}"#, i == 7));
            format!(r#"{{"op":"add","path":"emails","value":[{elements}]}}"#)
        }),
        ("removed elements", |n| {
            let elements = list(n, |i| format!(r#"{{"value":"{i}"}}"#));
            format!(r#"{{"op":"remove","path":"emails","value":[{elements}]}}"#)
        }),
        ("long value paths", |n| {
            let path = joined(n.min(400), " or ", |i| format!("value eq \\\"{i}\\\""));
            format!(r#"{{"op":"add","path":"emails[{path}].display","value":"x"}}"#)
        }),
    ];
    for (name, make) in operations {
        linear(&format!("{name}, told"), |n| body(&make(n)), |body| told(body));
        for stored in [user(0), user(5)] {
            linear(name, |n| body(&make(n)), |body| apply(&stored, body, WIDE).is_ok());
        }
    }
}

/// One operation looks at each element a few times, however it names those it means.
#[test]
fn an_operation_costs_what_the_list_has() {
    for operation in [
        r#"{"op":"add","path":"members","value":[{"value":"new"}]}"#,
        r#"{"op":"add","path":"members","value":[{"value":"7"}]}"#,
        r#"{"op":"remove","path":"members","value":[{"value":"7"}]}"#,
        r#"{"op":"remove","path":"members[value eq \"7\"]"}"#,
        r#"{"op":"remove","path":"members[value ne \"7\"]"}"#,
        r#"{"op":"remove","path":"members"}"#,
        r#"{"op":"replace","path":"members","value":[{"value":"7"}]}"#,
    ] {
        let body = body(operation);
        linear(operation, group_of, |group| apply(group, &body, WIDE).unwrap());
    }
    for operation in [
        r#"{"op":"replace","path":"emails[type eq \"work\"].display","value":"x"}"#,
        r#"{"op":"replace","path":"emails[value eq \"7\"].primary","value":true}"#,
        r#"{"op":"remove","path":"emails[not (type eq \"home\")].value"}"#,
        r#"{"op":"add","path":"emails[type eq \"none\"].value","value":"x"}"#,
        r#"{"op":"add","path":"emails","value":[{"value":"x","primary":true}]}"#,
    ] {
        let body = body(operation);
        linear(operation, user, |user| apply(user, &body, WIDE).unwrap());
    }
    // many against many
    let make = |n: usize| {
        let members = list(n, |i| format!(r#"{{"value":"{}"}}"#, 2 * i));
        let of =
            |op: &str| body(&format!(r#"{{"op":"{op}","path":"members","value":[{members}]}}"#));
        (group_of(n), [of("add"), of("remove")])
    };
    linear("many", make, |(group, bodies)| {
        bodies.iter().map(|body| apply(group, body, WIDE).unwrap()).collect::<Vec<_>>()
    });
}

/// Operations times elements times conditions is what a request may ask for, and no more than it is
/// allowed: steps and allocations are charged before they are made.
#[test]
fn products_are_charged() {
    let terms = joined(100, " or ", |i| format!("value eq \\\"x{i}\\\""));
    let operations: [String; 8] = [
        r#"{"op":"add","path":"members","value":[{"value":"new"}]}"#.into(),
        r#"{"op":"add","path":"members","value":{"value":"7"}}"#.into(),
        r#"{"op":"remove","path":"members","value":[{"value":"none"}]}"#.into(),
        r#"{"op":"remove","path":"members[value eq \"none\"]"}"#.into(),
        format!(r#"{{"op":"remove","path":"members[{terms}]"}}"#),
        format!(r#"{{"op":"remove","path":"members[not ({terms})]"}}"#),
        r#"{"op":"add","path":"members","value":[]}"#.into(),
        // more than are compared one by one
        format!(
            r#"{{"op":"add","path":"members","value":[{}]}}"#,
            list(100, |i| format!(r#"{{"value":"x{i}"}}"#))
        ),
    ];
    let stored = group_of(10 * PARTS);
    for operation in operations {
        let body = body(&list(400, |_| operation.clone()));
        for comparisons in [100_000, 1_000_000] {
            let limits = Limits { comparisons, ..WIDE };
            let counted = cost(|| {
                let answer = apply(&stored, &body, limits);
                assert!(matches!(answer, Err(413) | Ok(_)), "{answer:?}");
            });
            // beside the body and one copy of what is stored
            let copy = cost(|| stored.clone());
            let parsed = body.len() as u64;
            let shown: String = operation.chars().take(100).collect();
            assert!(counted.steps <= 8 * comparisons as u64 + parsed, "{shown}: {counted:?}");
            let allocated = counted.allocations - copy.allocations;
            assert!(allocated <= 2 * comparisons as u64 + parsed, "{shown}: {counted:?}");
        }
    }
}

/// Bytes that are compared are charged as well: few elements can be long ones.
#[test]
fn long_texts_are_charged() {
    // where nothing is found, and the end of a beginning is everywhere
    let text = |letter: &str| letter.repeat(1 << 19);
    let stored = |letter: &str| {
        let email = Email { value: Some(text(letter)), ..Email::default() };
        User { emails: vec![email], ..User::default() }
    };
    let filter = |operator: &str, key: &str| {
        let terms = joined(100, " or ", |_| format!("value {operator} \\\"{key}\\\""));
        format!(r#"{{"op":"remove","path":"emails[{terms}]"}}"#)
    };
    let add = |value: &str, times| {
        let elements = list(times, |_| format!(r#"{{"value":"{value}"}}"#));
        format!(r#"{{"op":"add","path":"emails","value":[{elements}]}}"#)
    };
    let mut operations = vec![filter("co", "aab"), filter("co", &"a".repeat(60)), add("new", 8)];
    operations.extend([add("new", 100), add("new", 1)]);
    for operator in ["eq", "sw", "ew", "gt", "le", "ne"] {
        operations.push(filter(operator, &"a".repeat(60)));
    }
    for letter in ["a", "A", "\u{e9}"] {
        let stored = stored(letter);
        for operation in &operations {
            let body = body(&list(100, |_| operation.clone()));
            for comparisons in [100_000, 1_000_000] {
                let limits = Limits { comparisons, ..WIDE };
                let counted = cost(|| {
                    let answer = apply(&stored, &body, limits);
                    assert!(matches!(answer, Err(413) | Ok(_)), "{answer:?}");
                });
                let shown: String = operation.chars().take(100).collect();
                let (most, given) = (40 * comparisons as u64, body.len() as u64);
                assert!(counted.steps <= most + 2 * given, "{letter} {shown}: {counted:?}");
                // a few copies of what is stored, not one an operation
                assert!(counted.peak <= 8 * (1 << 20) + 8 * given, "{letter} {shown}: {counted:?}");
            }
        }
    }
    // what is usual is charged next to nothing
    let operation =
        r#"{"op":"remove","path":"emails[type eq \"home\" or value co \"@example.com\"]"}"#;
    let limits = Limits { comparisons: 10 * 5 * 16, ..WIDE };
    apply(&user(5), &body(&list(10, |_| operation.to_owned())), limits).unwrap();
}

/// Elements without a key are the same by all that they have, and lists in them have no order.
#[test]
fn lists_in_elements_are_charged() {
    #[derive(Clone, Default, PartialEq, crate::ScimComplex)]
    struct Item {
        label: Option<String>,
        marks: Vec<String>,
    }
    #[derive(Clone, Default, crate::ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Parcel", endpoint = "/Parcels")]
    struct Parcel {
        #[scim(id)]
        id: i64,
        items: Vec<Item>,
    }
    let marks = |count: usize, length| (0..count).map(move |i| format!("{i:0length$}"));
    for (count, length) in [(PARTS / 2, 1), (8, 4096)] {
        let item = |_| Item { marks: marks(count, length).collect(), ..Item::default() };
        let stored = Parcel { items: (0..50).map(item).collect(), ..Parcel::default() };
        // another in the end, which is only seen when both are sorted
        let given: Vec<_> = marks(count - 1, length).chain(["x".to_owned()]).collect();
        let given = format!(r#"{{"marks":["{}"]}}"#, given.join(r#"",""#));
        for (op, given) in [
            ("remove", given.clone()),
            ("add", given.clone()),
            ("remove", list(10, |_| given.clone())),
        ] {
            let operation = format!(r#"{{"op":"{op}","path":"items","value":[{given}]}}"#);
            let body = body(&list(PARTS / 4, |_| operation.clone()));
            for comparisons in [20_000, 200_000] {
                let limits = Limits { comparisons, ..WIDE };
                let counted = cost(|| {
                    let answer = apply(&stored, &body, limits);
                    assert_eq!(answer.map(drop), Err(413));
                });
                let (most, given) = (comparisons as u64, body.len() as u64);
                let allocated = counted.allocations;
                assert!(allocated <= 2 * most + given, "{op} {count}: {counted:?}");
                assert!(counted.bytes <= 80 * most + 8 * given, "{op} {count}: {counted:?}");
            }
        }
    }
    // what is usual is charged next to nothing, and lists of other lengths nothing
    let item = |count: usize| Item { marks: marks(count, 1).collect(), ..Item::default() };
    let stored = Parcel { items: (0..100).map(item).collect(), ..Parcel::default() };
    let operation = r#"{"op":"remove","path":"items","value":[{"marks":["0","x"]}]}"#;
    let limits = Limits { comparisons: 20 * 220, ..WIDE };
    apply(&stored, &body(&list(20, |_| operation.to_owned())), limits).map(drop).unwrap();
}

/// The same of an element that flat fields hold.
#[test]
fn long_texts_of_slots_are_charged() {
    #[derive(Clone, Default, crate::ScimResource)]
    #[scim(rfc = "User")]
    struct Flat {
        #[scim(id)]
        id: i64,
        #[scim(path = "userName")]
        login: String,
        #[scim(path = r#"emails[type eq "work"].value"#)]
        email: Option<String>,
    }
    let stored = Flat { email: Some("a".repeat(1 << 19)), ..Flat::default() };
    let terms = joined(100, " or ", |_| r#"value co \"aab\""#.into());
    let operation = format!(r#"{{"op":"remove","path":"emails[{terms}]"}}"#);
    let filtered = body(&list(100, |_| operation.clone()));
    for comparisons in [100_000, 1_000_000] {
        let limits = Limits { comparisons, ..WIDE };
        let counted = cost(|| assert_eq!(apply(&stored, &filtered, limits).err(), Some(413)));
        let given = filtered.len() as u64;
        assert!(counted.steps <= 40 * comparisons as u64 + given, "{counted:?}");
    }
    let upper = Flat { email: Some("A".repeat(1 << 19)), ..Flat::default() };
    let elements = list(PARTS, |index| format!(r#"{{"value":"a{index}"}}"#));
    let removed = body(&format!(r#"{{"op":"remove","path":"emails","value":[{elements}]}}"#));
    let counted = cost(|| apply(&upper, &removed, WIDE).map(drop).unwrap());
    assert!(counted.bytes < 4 << 20 && counted.steps < 2 << 20, "{counted:?}");
}

/// The same of keys, which comparing a text with a folded column makes: of what is held and of what
/// is given.
#[test]
fn long_keys_are_charged() {
    #[derive(Clone, Default, crate::ScimComplex)]
    struct Tag {
        #[scim(fold_column = "value_key")]
        value: Option<String>,
    }
    #[derive(Clone, Default, crate::ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Parcel", endpoint = "/Parcels")]
    struct Parcel {
        #[scim(id)]
        id: i64,
        #[scim(path = r#"owners[type eq "first"].name"#, fold_column = "owner_key")]
        owner: Option<String>,
        tags: Vec<Tag>,
    }
    let long = Parcel { owner: Some("A".repeat(1 << 19)), ..Parcel::default() };
    let owners = list(PARTS, |index| format!(r#"{{"name":"é{index}"}}"#));
    let tag = |index: usize| Tag { value: Some(index.to_string()) };
    let many = Parcel { tags: (0..PARTS).map(tag).collect(), ..Parcel::default() };
    let tags = format!(r#"{{"value":"{}"}}"#, "\u{e9}".repeat(1 << 12));
    for (stored, path, given) in [(long, "owners", owners), (many, "tags", tags)] {
        let body = body(&format!(r#"{{"op":"remove","path":"{path}","value":[{given}]}}"#));
        let limits = Limits { comparisons: 200_000, ..WIDE };
        let counted = cost(|| assert_eq!(apply(&stored, &body, limits).err(), Some(413), "{path}"));
        assert!(counted.bytes < 16 << 20 && counted.steps < 1 << 20, "{path}: {counted:?}");
    }
}

/// One value that every element gets is as many copies.
#[test]
fn copies_are_charged() {
    let (stored, value) = (user(PARTS), "x".repeat(1 << 16));
    for path in [r#"emails[type eq \"work\"].display"#, "emails.display"] {
        let body = body(&format!(r#"{{"op":"replace","path":"{path}","value":"{value}"}}"#));
        let copies = (PARTS * value.len()) as u64;
        let refused = cost(|| {
            let limits = Limits { comparisons: 1 << 20, ..WIDE };
            assert_eq!(apply(&stored, &body, limits).err(), Some(413));
        });
        assert!(refused.peak < copies / 8, "{refused:?}");
        let allowed = cost(|| apply(&stored, &body, Limits::DEFAULT).unwrap());
        assert!(allowed.peak > copies && allowed.peak < 4 * copies, "{allowed:?}");
    }
}

/// A list that is kept as rows is not loaded, and what an operation says of it costs just that.
#[test]
fn lists_apart_cost_what_operations_say() {
    let operations: [Made; 4] = [
        ("added", |n| {
            list(n, |i| format!(r#"{{"op":"add","path":"members","value":[{{"value":"{i}"}}]}}"#))
        }),
        ("removed", |n| {
            list(n, |i| format!(r#"{{"op":"remove","path":"members[value eq \"{i}\"]"}}"#))
        }),
        ("added and removed", |n| {
            list(n, |i| {
                format!(
                    r#"{{"op":"add","path":"members","value":[{{"value":"{}"}}]}},{{"op":"remove","path":"members","value":[{{"value":"{}"}}]}}"#,
                    i % 9,
                    i % 7
                )
            })
        }),
        ("set", |n| {
            list(n, |i| {
                format!(r#"{{"op":"replace","path":"members","value":[{{"value":"{i}"}}]}}"#)
            })
        }),
    ];
    for (name, make) in operations {
        linear(
            name,
            |n| body(&make(n)),
            |body| {
                let patch = Patch::<Group>::with_limits(body, Dialect::RFC, WIDE).unwrap();
                let edit = Edit::from(patch);
                edit.apply_apart(&Group::default(), "members", |group| &mut group.members)
                    .unwrap()
                    .unwrap()
            },
        );
    }
}
