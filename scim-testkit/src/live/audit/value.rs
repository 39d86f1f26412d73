//! Rules for values: each is of the type that its schema says (RFC 7643 section 2.3).

use super::Audit;
use super::resource::each;
use crate::live::{Failure, Kind};
use scim_schema::schema::{Attribute, Type};
use scim_schema::value::{DateTime, Reference};
use serde_json::Value;

pub(super) const AUDITS: &[Audit] = &[
    Audit::new(
        "every.type",
        "every value is of the type that its schema says: texts, numbers, booleans, lists and objects",
        &[
            "7643-2.3-02",
            "7643-2.3-03",
            "7643-2.3-04",
            "7643-2.3-05",
            "7643-2.3-08",
            "7643-2.3-09",
            "7643-2.4-01",
            "7643-1.2-03",
            "7643-2.3.4-01",
            "7643-2.3.2-01",
            "7644-3.8-09",
            "7643-2-02",
        ],
        |seen| each(seen, |kind, one, _| all(kind, one, &of_type)),
    ),
    Audit::new(
        "every.date-time",
        "every date-time is an xsd:dateTime",
        &["7643-2.3.5-01", "7643-2.3.5-02", "7643-2.3.5-03", "7643-2.3-06"],
        |seen| each(seen, |kind, one, _| all(kind, one, &date_time)),
    ),
    Audit::new(
        "every.binary",
        "every binary value is base64",
        &["7643-2.3-07", "7643-2.3.6-01"],
        |seen| each(seen, |kind, one, _| all(kind, one, &binary)),
    ),
    Audit::new(
        "every.reference",
        "every reference is a URI",
        &["7643-2.3.7-02", "7643-2.3-08"],
        |seen| each(seen, |kind, one, _| all(kind, one, &reference)),
    ),
    Audit::new("every.primary", "no list has two primary elements", &["7643-2.4-05"], |seen| {
        each(seen, |kind, one, _| all(kind, one, &primary))
    }),
    Audit::new(
        "every.element",
        "no list has a `value` twice with one `type`",
        &["7643-2.4-12"],
        |seen| each(seen, |kind, one, _| all(kind, one, &twice)),
    )
    .should(),
    Audit::new("every.member", "every member of a group has a `value`", &["7643-4.2-05"], |seen| {
        each(
            seen,
            |kind, one, seen| {
                if kind.is_group() && !seen.is_projected() { members(one) } else { Ok(()) }
            },
        )
    }),
    Audit::new("every.country", "every `country` has two letters", &["7643-4.1.2-18"], |seen| {
        each(seen, |kind, one, _| if kind.is_user() { country(one) } else { Ok(()) })
    })
    .should(),
];

type Rule = Result<(), Failure>;

/// A rule for the value of an attribute.
type OfValue = dyn Fn(&Attribute, &str, &Value) -> Rule;

/// Looks at each value of a resource that a schema declares, those within others too.
fn all(kind: &Kind, one: &Value, rule: &OfValue) -> Rule {
    for attribute in kind.attributes() {
        if let Some(value) = attribute.of(one).filter(|value| !value.is_null()) {
            go(attribute.declared(), attribute.path(), value, rule)?;
        }
    }
    Ok(())
}

fn go(attribute: &Attribute, path: &str, value: &Value, rule: &OfValue) -> Rule {
    rule(attribute, path, value)?;
    let elements = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    for sub in attribute.sub_attributes.iter() {
        for element in elements {
            if let Some(value) =
                crate::live::attribute::get(element, &sub.name).filter(|value| !value.is_null())
            {
                go(sub, &format!("{path}.{}", sub.name), value, rule)?;
            }
        }
    }
    Ok(())
}

fn failed(path: &str, expected: &str, found: &Value) -> Rule {
    Err(Failure::new(
        format!("`{path}` as {expected}"),
        format!("`{}`", crate::live::answer::short(&found.to_string())),
    ))
}

fn singles<'a>(attribute: &Attribute, value: &'a Value) -> &'a [Value] {
    match value {
        Value::Array(elements) if attribute.multi_valued => elements,
        other => std::slice::from_ref(other),
    }
}

fn of_type(attribute: &Attribute, path: &str, value: &Value) -> Rule {
    if attribute.multi_valued && !value.is_array() {
        return failed(path, "an array", value);
    }
    for one in singles(attribute, value) {
        let (fits, expected) = match attribute.r#type {
            Type::Boolean => (one.is_boolean(), "`true` or `false`"),
            Type::Integer => (one.is_i64() || one.is_u64(), "a number without a fraction"),
            Type::Decimal => (one.is_number(), "a number"),
            Type::Complex => (one.is_object(), "an object"),
            Type::String | Type::DateTime | Type::Binary | Type::Reference => {
                (one.is_string(), "a text")
            }
        };
        if !fits {
            return failed(path, expected, one);
        }
    }
    Ok(())
}

fn texts(
    attribute: &Attribute,
    wanted: Type,
    path: &str,
    value: &Value,
    expected: &str,
    is: fn(&str) -> bool,
) -> Rule {
    if attribute.r#type != wanted {
        return Ok(());
    }
    for one in singles(attribute, value) {
        if one.as_str().is_some_and(|text| !is(text)) {
            return failed(path, expected, one);
        }
    }
    Ok(())
}

fn date_time(attribute: &Attribute, path: &str, value: &Value) -> Rule {
    texts(attribute, Type::DateTime, path, value, "a date and time", is_date_time)
}

fn binary(attribute: &Attribute, path: &str, value: &Value) -> Rule {
    let is = |text: &str| {
        text.trim_end_matches('=')
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte))
    };
    texts(attribute, Type::Binary, path, value, "base64", is)
}

fn reference(attribute: &Attribute, path: &str, value: &Value) -> Rule {
    texts(attribute, Type::Reference, path, value, "a URI", is_uri)
}

fn primary(attribute: &Attribute, path: &str, value: &Value) -> Rule {
    let count = value
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| one.get("primary") == Some(&Value::Bool(true)))
        .count();
    if attribute.multi_valued && count > 1 {
        failed(path, "at most one primary element", value)
    } else {
        Ok(())
    }
}

fn twice(attribute: &Attribute, path: &str, value: &Value) -> Rule {
    if !(attribute.multi_valued && attribute.r#type == Type::Complex) {
        return Ok(());
    }
    let mut seen = Vec::new();
    for one in value.as_array().into_iter().flatten() {
        let Some(found) = one.get("value") else { continue };
        let pair = (one.get("type"), found);
        if seen.contains(&pair) {
            return failed(path, "elements that differ in `type` or `value`", found);
        }
        seen.push(pair);
    }
    Ok(())
}

fn members(one: &Value) -> Rule {
    for member in one.get("members").and_then(Value::as_array).into_iter().flatten() {
        if member.get("value").and_then(Value::as_str).is_none_or(str::is_empty) {
            return failed("members", "members with a `value`", member);
        }
    }
    Ok(())
}

fn country(one: &Value) -> Rule {
    for address in one.get("addresses").and_then(Value::as_array).into_iter().flatten() {
        let country = address.get("country").and_then(Value::as_str).unwrap_or("XX");
        if !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            return failed("addresses.country", "two letters", &country.into());
        }
    }
    Ok(())
}

pub(super) fn is_date_time(text: &str) -> bool {
    DateTime::parse(text).is_ok()
}

/// Whether a text is an absolute or relative URI (RFC 7643 section 2.3.7).
pub(in crate::live) fn is_uri(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && Reference::parse(text).is_ok()
}
