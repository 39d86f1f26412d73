//! Rules for resources: what all of them have (RFC 7643 section 3).

use super::value::{is_date_time, is_uri};
use super::{Audit, Look, Seen};
use crate::live::{Failure, Kind};
use scim_schema::schema::Returned;
use serde_json::Value;

pub(super) const AUDITS: &[Audit] = &[
    Audit::new(
        "every.schemas",
        "every resource has `schemas`: its schema and those of its extensions, each once",
        &[
            "7643-3-03",
            "7643-3-04",
            "7643-3-05",
            "7643-3-06",
            "7643-3-07",
            "7643-3.3-02",
            "7643-3.3-03",
            "7643-3.3-04",
            "7643-2.1-02",
            "7644-3.1-03",
            "7643-1.1-01",
        ],
        |seen| each(seen, |kind, one, seen| schemas(kind, one, seen.is_projected())),
    ),
    Audit::new(
        "every.id",
        "every resource has an `id`, a text without `bulkId`",
        &["7643-3.1-06", "7643-3.1-10", "7643-3.1-01", "7643-3.1-11", "7643-2.3-02", "7643-7-29"],
        |seen| each(seen, |_, one, _| id(one)),
    ),
    Audit::new(
        "every.meta",
        "every resource has `meta` with its type, times and location",
        &[
            "7643-3.1-01",
            "7643-3.1-02",
            "7643-3.1-20",
            "7643-3.1-21",
            "7643-6-05",
            "7643-3-01",
            "7643-2.3.5-01",
            "7643-2.3.5-02",
            "7643-2.3.5-03",
            "7643-2.3-06",
            "7643-8-01",
            "7644-3.3-10",
        ],
        |seen| {
            each(seen, |kind, one, seen| if seen.is_projected() { Ok(()) } else { meta(kind, one) })
        },
    ),
    Audit::new(
        "every.location",
        "`meta.location` ends in the endpoint and the `id`",
        &["7643-2.3.7-08", "7643-3.1-23", "7643-2.3.7-02"],
        |seen| each(seen, |kind, one, _| location(kind, one)),
    ),
    Audit::new(
        "every.declared",
        "no resource has attributes that no schema declares, and those of extensions are below their URN",
        &["7643-3-06", "7643-3-10", "7643-3-11", "7643-3.3-08"],
        |seen| each(seen, |kind, one, _| declared(kind, one)),
    ),
    Audit::new(
        "every.secret",
        "nothing that is never returned, or that can only be written, is in an answer",
        &["7643-7-27", "7643-7-30", "7643-4.1.1-19", "7643-4.1.1-26"],
        |seen| each(seen, |kind, one, _| secret(kind, one)),
    ),
    Audit::new(
        "every.request",
        "what is returned on request is in no list and GET that does not ask for it",
        &["7643-7-33", "7644-3.4-02"],
        |seen| {
            if seen.is_projected()
                || !(seen.exchange.method == "GET" || seen.path().ends_with(".search"))
            {
                return None;
            }
            each(seen, |kind, one, _| request(kind, one))
        },
    ),
    Audit::new(
        "every.user-name",
        "every user has a `userName`, and every group a `displayName`",
        &["7643-4.1.1-01", "7643-4.1.1-07", "7643-4.2-02"],
        |seen| {
            each(seen, |kind, one, seen| if seen.is_projected() { Ok(()) } else { name(kind, one) })
        },
    ),
];

type Rule = Result<(), Failure>;

/// Looks at each resource of an answer.
pub(super) fn each(seen: &Seen<'_>, rule: impl Fn(&Kind, &Value, &Seen<'_>) -> Rule) -> Look {
    let all = seen.typed();
    if all.is_empty() {
        return None;
    }
    Some(all.into_iter().try_for_each(|(kind, one)| rule(kind, one, seen)))
}

fn text<'a>(resource: &'a Value, pointer: &str) -> Option<&'a str> {
    resource.pointer(pointer).and_then(Value::as_str)
}

fn failed(expected: impl Into<String>, found: Option<&Value>) -> Rule {
    let found = found.map_or("none".to_owned(), |found| {
        format!("`{}`", crate::live::answer::short(&found.to_string()))
    });
    Err(Failure::new(expected, found))
}

fn schemas(kind: &Kind, one: &Value, projected: bool) -> Rule {
    let own = &kind.schema().id;
    let found = one.get("schemas");
    if projected && found.is_none() {
        // what a part of a resource has of it is not defined (`projection.schemas`)
        return Ok(());
    }
    let Some(urns) = found.and_then(Value::as_array) else {
        return failed("`schemas` as an array", found);
    };
    let urns: Vec<&str> = urns.iter().filter_map(Value::as_str).collect();
    let has = |urn: &str| urns.iter().filter(|one| one.eq_ignore_ascii_case(urn)).count();
    if has(own) == 0 {
        return failed(format!("`schemas` with `{own}`"), found);
    }
    for urn in &urns {
        let known = urn.eq_ignore_ascii_case(own)
            || kind.extensions().iter().any(|one| one.schema.id.eq_ignore_ascii_case(urn));
        if !known {
            return failed("`schemas` of the resource type alone", found);
        }
        if has(urn) > 1 {
            return failed("each URN in `schemas` once", found);
        }
    }
    for extension in kind.extensions() {
        let urn = &extension.schema.id;
        let used =
            crate::live::attribute::get(one, urn).is_some_and(crate::live::answer::is_assigned);
        if used && has(urn) == 0 {
            return failed(format!("`schemas` with `{urn}`, of which there are attributes"), found);
        }
    }
    Ok(())
}

fn id(one: &Value) -> Rule {
    match one.get("id") {
        Some(Value::String(id)) if !id.is_empty() && !id.contains("bulkId") => Ok(()),
        other => failed("an `id` that is a text, not empty, without `bulkId`", other),
    }
}

fn meta(kind: &Kind, one: &Value) -> Rule {
    let Some(meta) = one.get("meta").filter(|meta| meta.is_object()) else {
        return failed("`meta`", one.get("meta"));
    };
    if text(meta, "/resourceType") != Some(kind.name()) {
        return failed(format!("`meta.resourceType` `{}`", kind.name()), meta.get("resourceType"));
    }
    for name in ["created", "lastModified"] {
        let found = meta.get(name);
        if !found.and_then(Value::as_str).is_some_and(is_date_time) {
            return failed(format!("`meta.{name}` as a date-time"), found);
        }
    }
    let found = meta.get("location");
    if !found.and_then(Value::as_str).is_some_and(is_uri) {
        return failed("`meta.location` as a URI", found);
    }
    Ok(())
}

fn location(kind: &Kind, one: &Value) -> Rule {
    let (Some(location), Some(id)) = (text(one, "/meta/location"), text(one, "/id")) else {
        return Ok(());
    };
    let endpoint = kind.endpoint().trim_matches('/');
    let mut segments = location.rsplit('/');
    let last = segments.next().unwrap_or_default();
    let fits = last == id || last.contains('%');
    if fits && location.contains(&format!("/{endpoint}/")) {
        Ok(())
    } else {
        failed(format!("`meta.location` of `{endpoint}/{id}`"), one.pointer("/meta/location"))
    }
}

const COMMON: [&str; 4] = ["schemas", "id", "externalId", "meta"];

fn declared(kind: &Kind, one: &Value) -> Rule {
    let Some(members) = one.as_object() else { return Ok(()) };
    for (name, value) in members {
        if COMMON.iter().any(|common| common.eq_ignore_ascii_case(name)) {
            continue;
        }
        let extension =
            kind.extensions().iter().find(|one| one.schema.id.eq_ignore_ascii_case(name));
        let attributes = match extension {
            Some(extension) => &extension.schema.attributes,
            None => {
                let Some(attribute) = kind.schema().attribute(name) else {
                    return failed("attributes that schemas declare", Some(&name.as_str().into()));
                };
                subs(name, &attribute.sub_attributes, value)?;
                continue;
            }
        };
        for (sub, value) in value.as_object().into_iter().flatten() {
            let Some(attribute) = attributes.iter().find(|one| one.name.eq_ignore_ascii_case(sub))
            else {
                return failed(
                    format!("attributes that `{name}` declares"),
                    Some(&sub.as_str().into()),
                );
            };
            subs(sub, &attribute.sub_attributes, value)?;
        }
    }
    Ok(())
}

fn subs(name: &str, declared: &[scim_schema::schema::Attribute], value: &Value) -> Rule {
    // a complex attribute without sub-attributes in its schema may have any
    if declared.is_empty() {
        return Ok(());
    }
    let elements = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    for element in elements {
        for sub in element.as_object().into_iter().flat_map(|members| members.keys()) {
            let known = declared.iter().any(|one| one.name.eq_ignore_ascii_case(sub))
                // the default set (RFC 7643 section 2.4)
                || (value.is_array() && ["value", "display", "type", "primary", "$ref"].contains(&sub.as_str()));
            if !known {
                return failed(
                    format!("sub-attributes that `{name}` declares"),
                    Some(&sub.as_str().into()),
                );
            }
        }
    }
    Ok(())
}

fn secret(kind: &Kind, one: &Value) -> Rule {
    let password = kind.is_user().then(|| one.get("password")).flatten();
    let found =
        kind.secrets().iter().find_map(|secret| secret.of(one).map(|_| secret.path().to_owned()));
    match (found, password.is_some_and(|found| !found.is_null())) {
        (Some(path), _) => Err(Failure::new(format!("no `{path}`"), "it")),
        (None, true) => Err(Failure::new("no `password`", "it")),
        (None, false) => Ok(()),
    }
}

fn request(kind: &Kind, one: &Value) -> Rule {
    for attribute in kind.attributes() {
        if attribute.declared().returned == Returned::Request && attribute.of(one).is_some() {
            return Err(Failure::new(
                format!("no `{}`, which is returned on request", attribute.path()),
                "it",
            ));
        }
    }
    Ok(())
}

fn name(kind: &Kind, one: &Value) -> Rule {
    let required = if kind.is_user() {
        "userName"
    } else if kind.is_group() {
        "displayName"
    } else {
        return Ok(());
    };
    let found = crate::live::attribute::get(one, required);
    if found.and_then(Value::as_str).is_some_and(|text| !text.is_empty()) {
        Ok(())
    } else {
        failed(format!("`{required}`, not empty"), found)
    }
}
