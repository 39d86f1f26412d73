//! What is wrong in bodies, in all its ways.

use crate::models::Badge;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Create;
use scim_schema::message::ScimError;
use scim_testkit::strategy::{Settings, Target, Violation, Wrong, violation};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn refusal(body: &str) -> Option<ScimError> {
    match Create::<Badge>::new(body, Dialect::RFC) {
        Ok(create) => create.apply(&Badge::default()).err(),
        Err(error) => Some(error),
    }
}

/// Each way of being wrong, in values of each type, and refused for it.
#[test]
fn every_way_of_being_wrong_is_drawn() {
    let badges = Target::of::<Badge>().unwrap();
    let settings = Settings::default().optional(10).extensions(10).elements(2);
    let mut found: BTreeMap<(Wrong, String), Vec<Value>> = BTreeMap::new();
    let mut broken: Vec<Violation> = Vec::new();
    for one in violation(&badges, &settings).samples().take(5_000) {
        assert!(!one.requirements.is_empty(), "{one}");
        if let Ok(Value::Object(body)) = serde_json::from_str(&one.body) {
            let values = found.entry((one.kind, one.path.clone())).or_default();
            let value = body.get(&one.path).cloned();
            let value = value.unwrap_or_else(|| "scim-testkit: missing".into());
            if !values.contains(&value) {
                values.push(value);
            }
        } else if one.kind == Wrong::NoObject {
            let value: Value = serde_json::from_str(&one.body).unwrap();
            let kind = [value.is_array(), value.is_null(), value.is_string(), value.is_number()];
            let kind = kind.iter().position(|is| *is).unwrap();
            let values = found.entry((Wrong::NoObject, String::new())).or_default();
            if !values.contains(&kind.into()) {
                values.push(kind.into());
            }
        } else if one.kind == Wrong::Syntax {
            broken.push(one);
        }
    }
    let missing = json!("scim-testkit: missing");
    let object = json!({"a": 1});
    let beyond = i64::from(i32::MAX) + 1;
    for (kind, path, values) in [
        (Wrong::NoSchemas, "schemas", vec![missing.clone(), json!([]), Value::Null]),
        (Wrong::SchemasType, "schemas", vec![json!(badges.urn()), json!(7), json!(true)]),
        (Wrong::SchemasType, "schemas", vec![json!({"value": badges.urn()})]),
        (Wrong::NoObject, "", vec![json!(0), json!(1), json!(2), json!(3)]),
        (Wrong::Type, "lost", vec![json!("yes"), json!(7), object.clone()]),
        (Wrong::Type, "uses", vec![json!("1"), json!(true), object.clone()]),
        (Wrong::Type, "serialNumber", vec![json!(7), json!(true), object]),
        (Wrong::Array, "lost", vec![json!([true])]),
        (Wrong::Array, "uses", vec![json!([7])]),
        (Wrong::Array, "serialNumber", vec![json!(["a"])]),
        (Wrong::NoArray, "labels", vec![json!("a"), json!(7), json!(true), json!({"value": "a"})]),
        (Wrong::NoArray, "doors", vec![json!("a"), json!(7), json!(true), json!({"value": "a"})]),
        (Wrong::TextBoolean, "lost", vec![json!("true"), json!("True"), json!("False")]),
        (Wrong::EmptyText, "lost", vec![json!("")]),
        (Wrong::Fraction, "uses", vec![json!(1.5), json!(-0.25)]),
        (Wrong::Range, "uses", vec![json!(1e30), json!(-1e30), json!(beyond), json!(-beyond - 1)]),
        (Wrong::DateTime, "issuedAt", vec![json!("yesterday"), json!("2011-02-29T00:00:00Z")]),
        (Wrong::Base64, "image", vec![json!("TQ="), json!("+_+_")]),
        (Wrong::Reference, "holder", vec![json!("not a reference"), json!("%zz")]),
        (Wrong::Canonical, "state", vec![json!("scim-testkit")]),
        (Wrong::Missing, "serialNumber", vec![missing]),
        (Wrong::Null, "serialNumber", vec![Value::Null]),
    ] {
        let drawn = found.get(&(kind, path.to_owned())).cloned().unwrap_or_default();
        for value in values {
            assert!(drawn.contains(&value), "{kind:?} at {path:?}: {value} of {drawn:?}");
        }
    }
    let of = |is: &dyn Fn(&str) -> bool| broken.iter().filter(|one| is(&one.body)).count();
    for (way, count) in [
        ("nothing", of(&str::is_empty)),
        ("more", of(&|body| body.ends_with(" x"))),
        ("another quote", of(&|body| body.starts_with("{'"))),
        ("a part", of(&|body| body.starts_with("{\"") && !body.ends_with([' ', 'x']))),
    ] {
        assert!(count * 8 > broken.len(), "{way}: {count} of {}", broken.len());
    }
}

/// 7644-3.12-24: another error than the one foretold is told from it.
#[test]
fn every_other_error_is_told_from_the_one_foretold() {
    let badges = Target::of::<Badge>().unwrap();
    let drawn: Vec<Violation> =
        violation(&badges, &Settings::default()).samples().take(400).collect();
    let syntax = refusal("{").unwrap();
    let mut told = 0;
    for one in drawn.iter().filter(|one| !one.put_only) {
        one.check(&refusal(&one.body).unwrap()).unwrap();
        if !matches!(one.kind, Wrong::Twice | Wrong::Syntax | Wrong::NoObject) {
            assert!(one.check(&syntax).is_err(), "{one}");
            told += 1;
        }
    }
    assert!(told > 200, "{told}");
}
