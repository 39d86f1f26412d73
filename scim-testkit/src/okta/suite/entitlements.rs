//! Okta's test of an endpoint of roles or entitlements, and the discovery before it.

use super::client::LIST;
use crate::live::{
    Answer, Ask, Assertion, Check, Expect, Series, Session, Step, Stop, Variables, Verdict,
};
use serde_json::Value;

const ROLE: &str = "urn:okta:scim:schemas:core:1.0:Role";
const ENTITLEMENT: &str = "urn:okta:scim:schemas:core:1.0:Entitlement";

pub(super) const SERIES: &[Series] = &[
    Series::new(&[Step::new(first, ROLES)]).prepare(|s, v| prepare(s, v, ROLE)).reads(),
    Series::new(&[Step::new(first, ENTITLEMENTS)])
        .prepare(|s, v| prepare(s, v, ENTITLEMENT))
        .reads(),
];

macro_rules! assertions {
    ($of:literal) => {
        &[
            Assertion::new(
                concat!("okta.entitlements.", $of, ".status"),
                "a page of one is answered 200",
                Expect::Status(&[200]),
            ),
            Assertion::new(
                concat!("okta.entitlements.", $of, ".resources"),
                "there is one",
                Expect::NotEmpty("/Resources"),
            ),
            Assertion::new(
                concat!("okta.entitlements.", $of, ".schemas"),
                "it is a list response",
                Expect::Has("/schemas", LIST),
            ),
            Assertion::new(
                concat!("okta.entitlements.", $of, ".start-index"),
                "`startIndex` is a number",
                Expect::Number("/startIndex"),
            ),
            Assertion::new(
                concat!("okta.entitlements.", $of, ".items-per-page"),
                "`itemsPerPage` is 1: what the page has",
                Expect::NumberIs("/itemsPerPage", 1),
            ),
            Assertion::new(
                concat!("okta.entitlements.", $of, ".total-results"),
                "`totalResults` is a number",
                Expect::Number("/totalResults"),
            ),
        ]
    };
}

const ROLES: &[Assertion] = assertions!("role");
const ENTITLEMENTS: &[Assertion] = assertions!("entitlement");

pub(super) const CHECKS: &[Check] = &[Check::new(
    "okta.entitlements.discovery",
    "`/ResourceTypes` and `/Schemas` are list responses, and have a name, an endpoint and a schema each",
    &[],
    discovery,
)
.reads()];

/// The endpoint of the resource type with a schema.
fn prepare(s: &mut Session<'_>, v: &mut Variables, urn: &str) -> Verdict {
    let text = |one: &Value, name: &str| one.get(name).and_then(Value::as_str).map(str::to_owned);
    let mut types = s.discovery().resource_types_json.iter();
    let found = types.find(|one| text(one, "schema").as_deref() == Some(urn));
    let endpoint = found.and_then(|one| text(one, "endpoint"));
    let none = || Stop::skipped(format!("there is no resource type with the schema `{urn}`"));
    v.set("endpoint", format!("/{}", endpoint.ok_or_else(none)?.trim_matches('/')));
    Ok(())
}

fn first(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    s.send(&Ask::get(v.get("endpoint")?).query("count", "1").query("startIndex", "1"))
}

fn discovery(s: &mut Session<'_>) -> Verdict {
    let types = s.get("/ResourceTypes")?;
    for one in types.expect_list()? {
        for name in ["name", "endpoint", "schema"] {
            if one.get(name).and_then(Value::as_str).is_none_or(str::is_empty) {
                return Err(types.failed(format!("`{name}` of each resource type"), "none"));
            }
        }
    }
    let schemas = s.get("/Schemas")?;
    for one in schemas.expect_list()? {
        if one.get("id").and_then(Value::as_str).is_none_or(str::is_empty) {
            return Err(schemas.failed("the `id` of each schema", "none"));
        }
    }
    Ok(())
}
