//! The law of schemas: that they are ones.

use super::{Cases, Law, Trial};
use crate::strategy::Generator;
use scim_schema::resource::ScimResource;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The law of schemas.
pub static SOUND: Law = Law {
    name: "a schema names each attribute once, and says of it what its type allows",
    requirements: &[
        "7643-2.1-03",
        "7643-2.3-01",
        "7643-2.3.8-03",
        "7643-2.3.8-04",
        "7643-7-08",
        "7643-7-11",
        "7643-7-12",
        "7643-7-13",
        "7643-7-15",
        "7643-7-28",
        "7643-7-40",
        "7643-7-41",
    ],
};

pub(super) fn sound<R: ScimResource>(_: &Cases<R>) -> Generator<Trial<R>> {
    Generator::new(|_| {
        Trial::new(Value::Null, "/Schemas and /ResourceTypes", |engine| {
            let (schemas, types) = (engine.schemas(), engine.resource_types());
            let fault = fault(&schemas, &types);
            fault.map_or(Ok(()), |(place, expected, actual)| {
                Err(SOUND.broken(&Value::Null, &place, &expected, &actual))
            })
        })
    })
}

/// Where, what should be, what is.
type Fault = (String, &'static str, String);

fn resources(list: &Value) -> Vec<&Value> {
    list.get("Resources").and_then(Value::as_array).into_iter().flatten().collect()
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn fault(schemas: &Value, types: &Value) -> Option<Fault> {
    let schemas = resources(schemas);
    let known = |urn: &str| schemas.iter().any(|schema| text(schema, "id") == urn);
    for one in resources(types) {
        let extensions = one.get("schemaExtensions").and_then(Value::as_array);
        let named = extensions.into_iter().flatten().map(|extension| text(extension, "schema"));
        let missing = std::iter::once(text(one, "schema")).chain(named).find(|urn| !known(urn));
        if let Some(urn) = missing {
            return Some((
                text(one, "name").to_owned(),
                "schemas that are published",
                urn.to_owned(),
            ));
        }
    }
    let mut urns = BTreeSet::new();
    for schema in schemas {
        let urn = text(schema, "id");
        if !urn.contains(':') || !urns.insert(urn.to_ascii_lowercase()) {
            return Some((urn.to_owned(), "an id of its own, which is a URI", urn.to_owned()));
        }
        let attributes = schema.get("attributes").and_then(Value::as_array);
        if let Some(fault) = all(urn, attributes.map_or(&[], Vec::as_slice), false) {
            return Some(fault);
        }
    }
    None
}

fn all(above: &str, attributes: &[Value], inside: bool) -> Option<Fault> {
    let mut names = BTreeSet::new();
    for attribute in attributes {
        let name = text(attribute, "name");
        let place = format!("{above} {name}");
        if !names.insert(name.to_ascii_lowercase()) {
            return Some((place, "a name of its own, in whatever case", name.to_owned()));
        }
        if let Some((expected, actual)) = one(attribute, name, inside) {
            return Some((place, expected, actual));
        }
        let subs = attribute.get("subAttributes").and_then(Value::as_array);
        if let Some(fault) = all(&place, subs.map_or(&[], Vec::as_slice), true) {
            return Some(fault);
        }
    }
    None
}

fn one(attribute: &Value, name: &str, inside: bool) -> Option<(&'static str, String)> {
    let shown = || attribute.to_string();
    let has = |name: &str| {
        attribute.get(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty())
    };
    let is = |name: &str, value: &str| attribute.get(name) == Some(&json!(value));
    let r#type = text(attribute, "type");
    let complex = r#type == "complex";
    let mut letters = name.strip_prefix('$').unwrap_or(name).chars();
    let named = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '$'));
    const TYPES: [&str; 8] =
        ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"];
    let rules = [
        (named, "a name of letters, digits, `-` and `_`"),
        (TYPES.contains(&r#type), "one of the data types"),
        (attribute.get("multiValued").is_some_and(Value::is_boolean), "`multiValued`"),
        (complex == has("subAttributes"), "sub-attributes where it is complex, and only there"),
        (!(complex && inside), "no complex sub-attribute"),
        (
            (r#type == "reference") == has("referenceTypes"),
            "`referenceTypes` where it is a reference",
        ),
        (
            !has("canonicalValues")
                || matches!(r#type, "string" | "reference" | "integer" | "decimal"),
            "`canonicalValues` of texts and numbers",
        ),
        (
            ["readOnly", "readWrite", "immutable", "writeOnly"]
                .contains(&text(attribute, "mutability")),
            "a mutability",
        ),
        (
            ["always", "never", "default", "request"].contains(&text(attribute, "returned")),
            "a `returned`",
        ),
        (
            !is("mutability", "writeOnly") || is("returned", "never"),
            "what is writeOnly is never returned",
        ),
        (
            !(is("mutability", "readOnly") && is("returned", "never")),
            "someone who reads or writes it",
        ),
        (["none", "server", "global", ""].contains(&text(attribute, "uniqueness")), "a uniqueness"),
        (
            !(complex || r#type == "boolean")
                || matches!(text(attribute, "uniqueness"), "none" | ""),
            "no uniqueness of what is complex or true or false",
        ),
        (
            !complex || attribute.get("caseExact") != Some(&json!(true)),
            "no letter case of what is complex",
        ),
    ];
    rules.into_iter().find(|(holds, _)| !holds).map(|(_, expected)| (expected, shown()))
}

#[cfg(test)]
mod tests;
