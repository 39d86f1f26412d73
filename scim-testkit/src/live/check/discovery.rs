//! Discovery (RFC 7644 section 4, RFC 7643 sections 6 and 7).

pub(super) mod config;

use super::subject::{at, difference};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Session, Stop};
use serde_json::{Value, json};

const TYPES: &[Need] = &[Need::ResourceTypes];
const SCHEMAS: &[Need] = &[Need::Schemas];
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "discovery.there",
        "`/ServiceProviderConfig`, `/ResourceTypes` and `/Schemas` are there",
        &["7644-4-02", "7644-4-03", "7644-4-05", "7644-4-01", "7643-1.2-02", "7644-3.2-09"],
        |s| {
            for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
                s.get(path)?.expect_status(200)?.expect_object()?;
            }
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "discovery.written",
        "the configuration, schemas and resource types cannot be written",
        &["7644-3.2-09", "7643-5-02", "7643-6-01", "7643-7-02"],
        |s| {
            let mut tried = false;
            for path in ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"] {
                let read = s.get(path)?;
                if !read.is_success() {
                    continue;
                }
                tried = true;
                for method in super::get::WRITES {
                    let body = if read.member("Resources").is_some() {
                        json!({"schemas": [], "id": "urn:example:scim-testkit"})
                    } else {
                        read.json().clone()
                    };
                    s.send(&Ask::new(method, path).json(&body))?
                        .expect_one_of(&[400, 403, 404, 405, 501])?;
                }
                s.send(&Ask::delete(format!("{path}/scim-testkit")))?
                    .expect_one_of(&[400, 403, 404, 405, 501])?;
            }
            super::subject::tried(tried, "a discovery endpoint that answers")
        },
    ),
    Check::new(
        "discovery.filter",
        "a filter on a discovery endpoint is answered 403",
        &["7644-4-09"],
        |s| {
            for path in ["/ResourceTypes", "/Schemas"] {
                s.send(&Ask::get(path).query("filter", "name eq \"User\""))?.expect_status(403)?;
            }
            Ok(())
        },
    )
    .needs(SCHEMAS)
    .should()
    .reads(),
    Check::new(
        "discovery.pages",
        "discovery endpoints ignore what lists are paged and sorted by",
        &["7644-4-08", "7643-7-03"],
        |s| {
            for path in ["/ResourceTypes", "/Schemas"] {
                let whole = s.get(path)?;
                let answer = s.send(&Ask::get(path).queries(&[
                    ("count", "1"),
                    ("startIndex", "2"),
                    ("sortBy", "name"),
                    ("attributes", "name"),
                ]))?;
                answer.expect_status(200)?;
                let count = |answer: &Answer| {
                    answer.member("Resources").and_then(Value::as_array).map(Vec::len)
                };
                if count(&answer) != count(&whole) {
                    return Err(answer.failed(
                        format!("{:?} resources", count(&whole)),
                        format!("{:?}", count(&answer)),
                    ));
                }
            }
            Ok(())
        },
    )
    .needs(SCHEMAS)
    .reads(),
    Check::new(
        "discovery.lists",
        "`/Schemas` and `/ResourceTypes` are list responses of all there are",
        &["7644-4-03", "7644-4-05", "7644-4-07", "7643-8-03", "7644-3.4.2-04"],
        |s| {
            for path in ["/ResourceTypes", "/Schemas"] {
                let answer = s.get(path)?;
                answer.expect_status(200)?;
                let urns = answer.member("schemas").cloned().unwrap_or_default();
                if urns != json!([LIST]) {
                    return Err(answer.failed(format!("`schemas` `{LIST}`"), urns.to_string()));
                }
                let list = answer.expect_list()?;
                if !answer.has_total(list.len() as u64) {
                    return Err(answer.failed(
                        format!("`totalResults` {}", list.len()),
                        format!("{:?}", answer.total()),
                    ));
                }
            }
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "discovery.message-schemas",
        "`/Schemas` has no schemas of messages",
        &["7644-3.1-07"],
        |s| {
            let found = s
                .discovery()
                .schemas_json
                .iter()
                .find(|one| at(one, "/id").starts_with("urn:ietf:params:scim:api:"));
            if let Some(found) = found {
                return Err(Stop::failed(
                    "no schema of a message",
                    format!("`{}`", at(found, "/id")),
                ));
            }
            s.get(&format!("/Schemas/{LIST}"))?.expect_status(404)?;
            Ok(())
        },
    )
    .needs(SCHEMAS)
    .reads(),
    Check::new(
        "discovery.one-schema",
        "a schema by its URN is what it is in the list",
        &["7644-4-04", "7643-7-08"],
        |s| {
            for one in s.discovery().schemas_json.clone() {
                let answer = s.get(&format!("/Schemas/{}", at(&one, "/id")))?;
                answer.expect_status(200)?;
                alike(&answer, &one)?;
            }
            Ok(())
        },
    )
    .needs(SCHEMAS)
    .reads(),
    Check::new(
        "discovery.one-type",
        "a resource type by its name is what it is in the list",
        &["7644-4-06", "7643-3-02", "7643-6-03"],
        |s| {
            for one in s.discovery().resource_types_json.clone() {
                let id =
                    if at(&one, "/id").is_empty() { at(&one, "/name") } else { at(&one, "/id") };
                let answer = s.get(&format!("/ResourceTypes/{id}"))?;
                answer.expect_status(200)?;
                alike(&answer, &one)?;
            }
            Ok(())
        },
    )
    .needs(TYPES)
    .reads(),
    Check::new(
        "discovery.unknown",
        "an unknown schema or resource type is answered 404",
        &["7644-4-04", "7644-4-06", "7644-3.12-14"],
        |s| {
            for path in
                ["/Schemas/urn:example:scim-testkit:nothing", "/ResourceTypes/ScimTestkitNothing"]
            {
                s.get(path)?.expect_status(404)?;
            }
            Ok(())
        },
    )
    .needs(SCHEMAS)
    .reads(),
    Check::new(
        "discovery.type-members",
        "resource types have a schema, name, endpoint and schema of their own",
        &["7643-6-01", "7643-6-02", "7643-6-04", "7643-6-06", "7643-6-08"],
        |s| {
            let urn = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
            let mut names = Vec::new();
            for one in &s.discovery().resource_types_json {
                if !one.get("schemas").map(ToString::to_string).unwrap_or_default().contains(urn) {
                    return Err(Stop::failed(format!("`schemas` with `{urn}`"), one.to_string()));
                }
                for name in ["name", "endpoint", "schema"] {
                    if one.get(name).and_then(Value::as_str).is_none_or(str::is_empty) {
                        return Err(Stop::failed(
                            format!("`{name}` of each resource type"),
                            one.to_string(),
                        ));
                    }
                }
                let name = at(one, "/name");
                if names.contains(&name) {
                    return Err(Stop::failed(
                        "resource types with names of their own",
                        format!("`{name}` twice"),
                    ));
                }
                names.push(name);
            }
            Ok(())
        },
    )
    .needs(TYPES)
    .reads(),
    Check::new(
        "discovery.extensions",
        "extensions of resource types have a schema, and say whether they are required",
        &["7643-6-09", "7643-6-10", "7643-6-11"],
        |s| {
            let mut tried = false;
            for one in &s.discovery().resource_types_json {
                match one.get("schemaExtensions") {
                    None | Some(Value::Null) => {}
                    Some(Value::Array(all)) => {
                        for extension in all {
                            tried = true;
                            if at(extension, "/schema").is_empty()
                                || !extension.get("required").is_some_and(Value::is_boolean)
                            {
                                return Err(Stop::failed(
                                    "`schema` and `required` of each extension",
                                    extension.to_string(),
                                ));
                            }
                        }
                    }
                    Some(other) => {
                        return Err(Stop::failed(
                            "`schemaExtensions` as an array",
                            other.to_string(),
                        ));
                    }
                }
            }
            super::subject::tried(tried, "extension of a resource type")
        },
    )
    .needs(TYPES)
    .reads(),
    Check::new(
        "discovery.schema-of-type",
        "the schemas of each resource type are described",
        &["7643-6-08", "7643-6-10", "7643-3.2-01", "7643-7-01"],
        schemas,
    )
    .needs(&[Need::ResourceTypes, Need::Schemas])
    .reads(),
    Check::new(
        "discovery.endpoint",
        "the endpoint of each resource type answers a list",
        &["7643-6-07", "7644-3.4.2-04"],
        |s| {
            let mut tried = false;
            for one in s.discovery().resource_types_json.clone() {
                let endpoint = at(&one, "/endpoint").trim_matches('/').to_owned();
                if ["ServiceProviderConfig", "ResourceTypes", "Schemas"]
                    .contains(&endpoint.as_str())
                {
                    continue;
                }
                s.send(&Ask::get(format!("/{endpoint}")).query("count", "1"))?.expect_list()?;
                tried = true;
            }
            super::subject::tried(tried, "resource type but those of discovery")
        },
    )
    .needs(TYPES)
    .reads(),
    Check::new("discovery.plural", "endpoints are plural", &["7644-3.2-02"], |s| {
        let found = s.discovery().kinds.iter().find(|kind| !kind.endpoint().ends_with('s'));
        match found {
            Some(kind) => Err(Stop::informed(format!(
                "the endpoint `{}` does not end in `s`",
                kind.endpoint()
            ))),
            None => Ok(()),
        }
    })
    .reads()
    .may(),
    Check::new(
        "discovery.locations",
        "`meta.location` of schemas and resource types leads to them",
        &["7643-2.3.7-08", "7643-3.1-23"],
        |s| {
            let (discovery, mut tried) = (s.discovery(), false);
            for one in discovery.schemas_json.iter().chain(&discovery.resource_types_json) {
                let location = at(one, "/meta/location").to_owned();
                let Some(path) = s.target().referred(&location) else { continue };
                tried = true;
                let answer = s.get(&path)?;
                answer.expect_status(200)?;
                if at(answer.json(), "/name") != at(one, "/name") {
                    return Err(answer.failed(
                        format!("`{}`", at(one, "/name")),
                        format!("`{}`", at(answer.json(), "/name")),
                    ));
                }
            }
            super::subject::tried(tried, "`meta.location` below the base URL")
        },
    )
    .reads(),
    Check::new(
        "discovery.in-use",
        "the schemas that resources name are described",
        &["7643-7-01"],
        |s| {
            let (made, mut tried) = (s.create_full()?, false);
            for urn in made
                .body()
                .get("schemas")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                s.get(&format!("/Schemas/{urn}"))?.expect_status(200)?;
                tried = true;
            }
            super::subject::tried(tried, "`schemas` in a resource")
        },
    )
    .needs(SCHEMAS)
    .each_type(),
];

/// Whether a document by its own URL is what the list has.
fn alike(answer: &Answer, listed: &Value) -> Verdict {
    match difference(answer.json(), listed) {
        None => Ok(()),
        Some((name, ..)) => Err(answer.failed(format!("`{name}` as in the list"), "another")),
    }
}

fn schemas(s: &mut Session<'_>) -> Verdict {
    let discovery = s.discovery();
    for declared in &discovery.resource_types_json {
        let extensions = declared.get("schemaExtensions").and_then(|list| list.as_array());
        let extensions = extensions.into_iter().flatten().filter_map(|one| one.get("schema"));
        for urn in declared.get("schema").into_iter().chain(extensions) {
            let is = |one: &Value| {
                urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(at(one, "/id")))
            };
            if !discovery.schemas_json.iter().any(is) {
                return Err(Stop::failed(format!("{urn} at `/Schemas`"), "no such schema"));
            }
        }
    }
    Ok(())
}
