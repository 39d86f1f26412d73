//! What schemas say of attributes (RFC 7643 sections 2 and 7).

use super::subject::{at, tried};
use super::{Check, Need, Verdict};
use crate::live::{Session, Stop};
use serde_json::Value;
use std::cell::Cell;

const NEEDS: &[Need] = &[Need::Schemas];
const TYPES: [&str; 8] =
    ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "schema.members",
        "schemas have the schema Schema, an id that is a URI, and attributes",
        &["7643-7-05", "7643-7-07", "7643-7-08", "7643-7-09", "7643-7-10"],
        |s| {
            let urn = "urn:ietf:params:scim:schemas:core:2.0:Schema";
            for schema in &s.discovery().schemas_json {
                let id = at(schema, "/id");
                if !id.contains(':') {
                    return Err(Stop::failed(
                        "a URI as the `id` of each schema",
                        format!("`{id}`"),
                    ));
                }
                if !schema.get("attributes").is_some_and(Value::is_array) {
                    return Err(Stop::failed(
                        format!("`attributes` of `{id}` as an array"),
                        "something else",
                    ));
                }
                // the examples of RFC 7643 section 8.7 leave `schemas` out (errata 5999, 8417)
                let urns = schema.get("schemas").map(ToString::to_string);
                if let Some(urns) = urns.filter(|urns| !urns.contains(&format!("\"{urn}\""))) {
                    return Err(Stop::failed(format!("`schemas` of `{id}` with `{urn}`"), urns));
                }
            }
            Ok(())
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new("schema.schemas", "schemas have `schemas`", &["7643-7-05", "7643-2.1-02"], |s| {
        match s.discovery().schemas_json.iter().find(|schema| schema.get("schemas").is_none()) {
            Some(schema) => {
                Err(Stop::failed(format!("`schemas` of `{}`", at(schema, "/id")), "none"))
            }
            None => Ok(()),
        }
    })
    .needs(NEEDS)
    .should()
    .reads(),
    Check::new(
        "schema.names",
        "names of attributes begin with a letter, and have letters, digits, `$`, `-` and `_`",
        &["7643-2.1-03", "7643-7-11"],
        |s| {
            each(s, |one, _| {
                let name = at(one, "/name");
                let rest = name.strip_prefix('$').unwrap_or(name);
                let fine = rest.starts_with(|first: char| first.is_ascii_alphabetic())
                    && rest.chars().all(|c| c.is_ascii_alphanumeric() || "$-_".contains(c));
                fine.then_some(())
                    .ok_or_else(|| ("a name of an attribute".to_owned(), format!("`{name}`")))
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.types",
        "attributes are of the types that the RFC knows",
        &["7643-7-12", "7643-2.3-01", "7643-2.2-08"],
        |s| {
            each(s, |one, _| {
                let found = one.get("type").cloned().unwrap_or_default();
                found
                    .as_str()
                    .is_some_and(|found| TYPES.contains(&found))
                    .then_some(())
                    .ok_or_else(|| (format!("one of {TYPES:?}"), found.to_string()))
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.multi-valued",
        "attributes say whether they are multi-valued",
        &["7643-7-15"],
        |s| {
            each(s, |one, _| {
                one.get("multiValued")
                    .is_some_and(Value::is_boolean)
                    .then_some(())
                    .ok_or_else(|| ("`multiValued` as a boolean".to_owned(), "none".to_owned()))
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.characteristics",
        "characteristics have the values that the RFC knows",
        &["7643-2.2-08", "7643-2.2-04", "7643-2.2-05", "7643-2.2-06", "7643-7-17", "7643-7-14"],
        |s| {
            each(s, |one, _| {
                let words = [
                    ("mutability", &["readOnly", "readWrite", "immutable", "writeOnly"][..]),
                    ("returned", &["always", "never", "default", "request"]),
                    ("uniqueness", &["none", "server", "global"]),
                ];
                for (name, known) in words {
                    let wrong = |found: &&Value| {
                        !found.as_str().is_some_and(|found| known.contains(&found))
                    };
                    if let Some(found) = one.get(name).filter(wrong) {
                        return Err((format!("`{name}` as one of {known:?}"), found.to_string()));
                    }
                }
                for name in ["required", "caseExact"] {
                    if let Some(found) = one.get(name).filter(|found| !found.is_boolean()) {
                        return Err((format!("`{name}` as a boolean"), found.to_string()));
                    }
                }
                for name in ["canonicalValues", "referenceTypes", "subAttributes"] {
                    let wrong = |found: &&Value| !found.is_array() && !found.is_null();
                    if let Some(found) = one.get(name).filter(wrong) {
                        return Err((format!("`{name}` as an array"), found.to_string()));
                    }
                }
                Ok(())
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.simple",
        "simple attributes have no sub-attributes",
        &["7643-1.2-01"],
        |s| {
            each(s, |one, _| {
                let subs = one
                    .get("subAttributes")
                    .and_then(Value::as_array)
                    .is_some_and(|subs| !subs.is_empty());
                (at(one, "/type") == "complex" || !subs)
                    .then_some(())
                    .ok_or_else(|| ("no `subAttributes`".to_owned(), "some".to_owned()))
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new("schema.complex", "complex attributes have sub-attributes", &["7643-7-13"], |s| {
        each(s, |one, _| {
            let subs = one
                .get("subAttributes")
                .and_then(Value::as_array)
                .is_some_and(|subs| !subs.is_empty());
            (at(one, "/type") != "complex" || subs)
                .then_some(())
                .ok_or_else(|| ("`subAttributes`".to_owned(), "none".to_owned()))
        })
    })
    .needs(NEEDS)
    .should()
    .reads(),
    Check::new(
        "schema.nested",
        "complex attributes have no complex sub-attributes",
        &["7643-2.3.8-04", "7643-7-06"],
        |s| {
            each(s, |one, depth| {
                (depth == 0 || at(one, "/type") != "complex")
                    .then_some(())
                    .ok_or_else(|| ("no complex sub-attribute".to_owned(), "one".to_owned()))
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.reference-types",
        "references say what they refer to, and nothing else does",
        &["7643-2.3.7-06", "7643-7-40", "7643-7-41"],
        |s| {
            let names: Vec<String> = s
                .discovery()
                .resource_types_json
                .iter()
                .map(|one| at(one, "/name").to_owned())
                .collect();
            each(s, |one, _| {
                let types: Vec<&str> = one
                    .get("referenceTypes")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                match (at(one, "/type") == "reference", types.is_empty()) {
                    (true, true) => Err(("`referenceTypes`".to_owned(), "none".to_owned())),
                    (false, false) => Err((
                        "no `referenceTypes`, as it is no reference".to_owned(),
                        format!("{types:?}"),
                    )),
                    _ => match types.iter().find(|name| {
                        !["external", "uri"].contains(name)
                            && !names.iter().any(|known| known == *name)
                    }) {
                        Some(unknown)
                            if !names.is_empty() && !["User", "Group"].contains(unknown) =>
                        {
                            Err((
                                "names of resource types, `external` or `uri`".to_owned(),
                                format!("`{unknown}`"),
                            ))
                        }
                        _ => Ok(()),
                    },
                }
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.unique",
        "booleans and complex attributes are not unique",
        &["7643-2.3.2-02", "7643-2.3.8-03", "7643-2.3.6-04"],
        |s| {
            each(s, |one, _| {
                let unique = !["", "none"].contains(&at(one, "/uniqueness"));
                (!(unique && ["boolean", "complex", "binary"].contains(&at(one, "/type"))))
                    .then_some(())
                    .ok_or_else(|| {
                        ("`uniqueness` `none`".to_owned(), format!("`{}`", at(one, "/uniqueness")))
                    })
            })
        },
    )
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.write-only",
        "what can only be written is never returned",
        &["7643-7-28"],
        |s| {
            let some = Cell::new(false);
            each(s, |one, _| {
                let write_only = at(one, "/mutability") == "writeOnly";
                some.set(some.get() || write_only);
                (!write_only || at(one, "/returned") == "never").then_some(()).ok_or_else(|| {
                    ("`returned` `never`".to_owned(), format!("`{}`", at(one, "/returned")))
                })
            })?;
            tried(some.get(), "writeOnly attribute in a schema")
        },
    )
    .needs(NEEDS)
    .should()
    .reads(),
    Check::new("schema.descriptions", "attributes have descriptions", &["7643-7-16"], |s| {
        each(s, |one, _| {
            (!at(one, "/description").is_empty())
                .then_some(())
                .ok_or_else(|| ("a `description`".to_owned(), "none".to_owned()))
        })
    })
    .needs(NEEDS)
    .should()
    .reads(),
    Check::new("schema.twice", "no schema has a name twice", &["7643-2.1-01"], |s| {
        for schema in &s.discovery().schemas_json {
            let mut seen = Vec::new();
            for one in schema.get("attributes").and_then(Value::as_array).into_iter().flatten() {
                let name = at(one, "/name").to_ascii_lowercase();
                if seen.contains(&name) {
                    return Err(Stop::failed(
                        format!("each attribute of `{}` once", at(schema, "/id")),
                        format!("`{name}` twice"),
                    ));
                }
                seen.push(name);
            }
        }
        Ok(())
    })
    .needs(NEEDS)
    .reads(),
    Check::new(
        "schema.photos",
        "photos, if they have canonical types, have `photo` and `thumbnail`",
        &["7643-4.1.2-15"],
        |s| {
            let user = s.user()?;
            let Some(kind) = user.attribute("photos.type") else {
                return Err(Stop::skipped("users have no `photos.type`"));
            };
            let found = &kind.declared().canonical_values;
            if found.is_empty()
                || ["photo", "thumbnail"].iter().all(|known| found.iter().any(|one| one == known))
            {
                Ok(())
            } else {
                Err(Stop::failed("`photo` and `thumbnail`", format!("{found:?}")))
            }
        },
    )
    .needs(&[Need::User, Need::Schemas])
    .reads()
    .should(),
];

/// What is wrong with an attribute: what was expected, what was found.
type Wrong = Result<(), (String, String)>;

/// Looks at each attribute and sub-attribute of each schema; not of Schema itself, which nests.
fn each(s: &Session<'_>, look: impl Fn(&Value, usize) -> Wrong) -> Verdict {
    fn go(
        list: Option<&Value>,
        path: &str,
        depth: usize,
        look: &dyn Fn(&Value, usize) -> Wrong,
    ) -> Verdict {
        for one in list.and_then(Value::as_array).into_iter().flatten() {
            let path = format!("{path}{}", at(one, "/name"));
            look(one, depth).map_err(|(expected, found)| {
                Stop::failed(format!("{expected} at `{path}`"), found)
            })?;
            go(one.get("subAttributes"), &format!("{path}."), depth + 1, look)?;
        }
        Ok(())
    }
    let some = Cell::new(false);
    let look = |one: &Value, depth: usize| {
        some.set(true);
        look(one, depth)
    };
    for schema in &s.discovery().schemas_json {
        let id = at(schema, "/id");
        if !id.ends_with(":core:2.0:Schema") {
            go(schema.get("attributes"), &format!("{id}:"), 0, &look)?;
        }
    }
    tried(some.get(), "attribute in a schema")
}
