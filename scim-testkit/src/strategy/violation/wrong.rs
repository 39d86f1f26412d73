//! Values that an attribute does not take, and what a violation says.

use super::{Violation, Wrong};
use crate::strategy::Source;
use crate::strategy::target::Field;
use scim_schema::dialect::Tolerance;
use scim_schema::message::ScimType;
use scim_schema::schema::Type;
use serde_json::{Value, json};

const DATE_TIMES: [&str; 10] = [
    "yesterday",
    "2011-05-13",
    "2011-05-13T04:42Z",
    "2011-02-29T00:00:00Z",
    "2011-13-01T00:00:00Z",
    "2011-05-13 04:42:34Z",
    "2011-05-13t04:42:34z",
    "2011-05-13T24:00:01Z",
    "2011-05-13T04:42:34+14:01",
    "2011-05-13T04:42:34.Z",
];
const BASE64: [&str; 6] = ["A", "TWFu=", "TW Fu", "TQ=", "+_+_", "é"];
const REFERENCES: [&str; 5] = ["not a reference", "<a>", "%zz", "1:a", "a\\b"];

/// A value that is wrong in this way, where one value stands.
pub(super) fn value(source: &mut Source, kind: Wrong, field: &Field) -> Value {
    let mut one = |values: &[Value]| source.pick(values).cloned().unwrap_or_default();
    let text = |source: &mut Source, texts: &[&str]| {
        source.pick(texts).map_or(Value::Null, |text| (*text).into())
    };
    match kind {
        Wrong::Type => {
            let (number, boolean, object) = (json!(7), json!(true), json!({"a": 1}));
            match field.attribute.r#type {
                Type::Boolean => one(&[json!("yes"), number, object]),
                Type::Integer | Type::Decimal => one(&[json!("1"), boolean, object]),
                // Entra gives a manager as a text
                Type::Complex => one(&[number, boolean]),
                _ => one(&[number, boolean, object]),
            }
        }
        Wrong::Array => match field.attribute.r#type {
            // Entra gives a manager in an array
            Type::Complex => json!([7]),
            Type::Boolean => json!([true]),
            Type::Integer | Type::Decimal => json!([7]),
            _ => json!(["a"]),
        },
        Wrong::NoArray => match field.attribute.r#type {
            Type::Complex => one(&[json!({"value": "a"}), json!("a"), json!(7), json!(true)]),
            _ => one(&[json!("a"), json!(7), json!(true), json!({"value": "a"})]),
        },
        Wrong::Element => match field.attribute.r#type {
            Type::Boolean => one(&[json!(7), json!("yes"), json!({"a": 1}), json!(["a"])]),
            Type::Integer | Type::Decimal => one(&[json!("1"), json!({"a": 1}), json!(["a"])]),
            Type::Complex => one(&[json!("a"), json!(7), json!(true), json!(["a"])]),
            _ => one(&[json!(7), json!(true), json!({"a": 1}), json!(["a"])]),
        },
        Wrong::TextBoolean => one(&[json!("true"), json!("False"), json!("True")]),
        Wrong::EmptyText => json!(""),
        Wrong::Fraction => one(&[json!(1.5), json!(-0.25)]),
        Wrong::Range => {
            let mut beyond = vec![json!(1e30), json!(-1e30)];
            beyond.extend(field.integers.end().checked_add(1).map(Value::from));
            beyond.extend(field.integers.start().checked_sub(1).map(Value::from));
            one(&beyond)
        }
        Wrong::DateTime => text(source, &DATE_TIMES),
        Wrong::Base64 => text(source, &BASE64),
        Wrong::Reference => text(source, &REFERENCES),
        Wrong::Canonical => json!("scim-testkit"),
        Wrong::Null if field.is_multi_valued() => one(&[json!([]), Value::Null]),
        _ => Value::Null,
    }
}

impl Violation {
    /// What a violation of this kind says, of a body.
    pub(super) fn new(kind: Wrong, r#type: Option<Type>, path: String, body: String) -> Self {
        let scim_type = match kind {
            Wrong::Twice | Wrong::Syntax | Wrong::NoObject => ScimType::InvalidSyntax,
            Wrong::OtherId => ScimType::Mutability,
            _ => ScimType::InvalidValue,
        };
        let tolerances: &[Tolerance] = match kind {
            Wrong::TextBoolean => &[Tolerance::StringBoolean],
            Wrong::EmptyText => &[Tolerance::EmptyString],
            Wrong::Primaries => &[Tolerance::FirstPrimary],
            Wrong::NoSchemas | Wrong::UnknownSchema | Wrong::OtherSchema => &[Tolerance::Schemas],
            _ => &[],
        };
        let put_only = kind == Wrong::OtherId;
        let requirements = requirements(kind, r#type);
        Self { kind, body, path, status: 400, scim_type, tolerances, put_only, requirements }
    }
}

fn requirements(kind: Wrong, r#type: Option<Type>) -> &'static [&'static str] {
    match kind {
        Wrong::Type | Wrong::Element | Wrong::EmptyText => match r#type {
            Some(Type::String) => &["7643-2.3-02", "7644-3.12-27"],
            Some(Type::Boolean) => &["7643-2.3-03", "7644-3.12-27"],
            Some(Type::Decimal) => &["7643-2.3-04", "7644-3.12-27"],
            Some(Type::Integer) => &["7643-2.3-05", "7644-3.12-27"],
            Some(Type::DateTime) => &["7643-2.3-06", "7644-3.12-27"],
            Some(Type::Binary) => &["7643-2.3-07", "7644-3.12-27"],
            Some(Type::Reference) => &["7643-2.3-08", "7644-3.12-27"],
            Some(Type::Complex) | None => &["7643-2.3-09", "7644-3.12-27"],
        },
        Wrong::Array | Wrong::NoArray => &["7643-1.2-03", "7643-2.4-01", "7644-3.12-27"],
        Wrong::TextBoolean => &["7643-2.3-03", "7643-2.3.2-01"],
        Wrong::Fraction => &["7643-2.3.4-01", "7643-2.3.4-02"],
        Wrong::Range => &["7643-2.3.4-01", "7644-3.12-27"],
        Wrong::DateTime => &["7643-2.3.5-01", "7643-2.3.5-02"],
        Wrong::Base64 => &["7643-2.3.6-01"],
        Wrong::Reference => &["7643-2.3.7-02"],
        Wrong::Canonical => &["7643-2.3.1-03"],
        Wrong::Missing | Wrong::Null => &["7644-3.12-27"],
        Wrong::Primaries => &["7643-2.4-05"],
        Wrong::NoSchemas => &["7643-3-03", "7643-3-05"],
        Wrong::SchemasType => &["7643-3-03"],
        Wrong::UnknownSchema => &["7643-3-06"],
        Wrong::OtherSchema => &["7643-3-05"],
        Wrong::Twice => &["7643-2.1-01", "7644-3.12-24"],
        Wrong::OtherId => &["7644-3.12-23"],
        Wrong::Syntax | Wrong::NoObject => &["7644-3.12-24"],
    }
}

#[cfg(test)]
mod tests;
