//! JSON values, as clients send them and as they should not.
#![allow(dead_code, unreachable_pub, reason = "each test file uses some")]

use proptest::prelude::*;
use scim_schema::dialect::Dialect;
use serde_json::{Map, Value, json};

pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub const BADGE: &str = "urn:example:scim:schemas:2.0:Badge";
pub const PARKING: &str = "urn:example:scim:schemas:extension:2.0:Parking";

pub fn anything() -> BoxedStrategy<Value> {
    prop::sample::select(vec![
        json!(null),
        json!(""),
        json!("bjensen"),
        json!("É"),
        json!("7"),
        json!("True"),
        json!("false"),
        json!(true),
        json!(false),
        json!(0),
        json!(7),
        json!(-1),
        json!(7.0),
        json!(7.5),
        json!(3_000_000_000_u64),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!([null]),
        json!([{}]),
        json!(["x"]),
        json!([["x"]]),
        json!({ "value": "x" }),
        json!([{ "value": null }]),
        json!("2011-05-13T04:42:34Z"),
        json!("2011-05-13"),
        json!("TWFu"),
        json!("T=="),
        json!("in-use"),
        json!("IN-USE"),
        json!("inUse"),
        json!("../Users/7"),
        json!("a b"),
    ])
    .boxed()
}

/// What is no container.
fn simple() -> BoxedStrategy<Value> {
    anything().prop_filter("a container", |value| !value.is_array() && !value.is_object()).boxed()
}

pub fn texts() -> BoxedStrategy<Value> {
    prop_oneof![
        4 => prop::sample::select(vec!["bjensen", "BJensen", "b", "É", "7"]).prop_map(Value::from),
        1 => simple(),
    ]
    .boxed()
}

pub fn one_of(values: &[Value]) -> BoxedStrategy<Value> {
    prop_oneof![4 => prop::sample::select(values.to_vec()), 1 => simple()].boxed()
}

/// An object with some of these members, some spelt otherwise.
pub fn object(members: Vec<(&'static str, u32, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, percent, value)| {
            let spelt = prop_oneof![
                9 => Just(name.to_owned()),
                1 => Just(name.to_ascii_uppercase()),
            ];
            prop::option::weighted(f64::from(percent) / 100.0, (spelt, value))
        })
        .collect();
    members
        .prop_map(|members| Value::Object(members.into_iter().flatten().collect::<Map<_, _>>()))
        .boxed()
}

pub fn list(element: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop_oneof![
        5 => prop::collection::vec(element, 0..4).prop_map(Value::from),
        1 => anything(),
    ]
    .boxed()
}

pub fn email() -> BoxedStrategy<Value> {
    object(vec![
        ("value", 70, texts()),
        ("display", 30, texts()),
        ("type", 80, one_of(&[json!("work"), json!("WORK"), json!("home"), json!("other")])),
        ("primary", 40, one_of(&[json!(true), json!(false)])),
        ("shoeSize", 10, anything()),
    ])
}

pub fn dialects() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![Dialect::RFC, Dialect::OKTA, Dialect::ENTRA])
}
