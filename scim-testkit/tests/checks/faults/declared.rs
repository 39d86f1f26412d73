//! What the server says that it does not do, and does; and what it says in other words than it may.

use super::object;
use crate::fault::{Fault, does, gives};
use crate::server::{Answer, Asked};
use serde_json::{Value, json};

fn config(asked: &Asked, answer: &mut Answer, change: impl FnOnce(&mut Value)) {
    if asked.path == "/ServiceProviderConfig" && answer.is_ok() {
        change(&mut answer.json);
    }
}

/// Each schema, by itself or in a list.
fn schemas(asked: &Asked, answer: &mut Answer, change: impl Fn(&mut Value)) {
    if asked.path.starts_with("/Schemas") && answer.is_ok() {
        match answer.listed() {
            Some(all) => all.iter_mut().for_each(change),
            None => change(&mut answer.json),
        }
    }
}

fn types(asked: &Asked, answer: &mut Answer, change: impl Fn(&mut Value)) {
    if asked.path.starts_with("/ResourceTypes") && answer.is_ok() {
        match answer.listed() {
            Some(all) => all.iter_mut().for_each(change),
            None => change(&mut answer.json),
        }
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives(
            "declared.patch",
            "7644-3.5.2-02",
            "PATCH works and is said not to",
            |asked, answer| {
                config(asked, answer, |config| config["patch"]["supported"] = false.into());
            },
        ),
        gives("declared.bulk", "7644-3.7-01", "bulk works and is said not to", |asked, answer| {
            config(asked, answer, |config| config["bulk"]["supported"] = false.into());
        }),
        does(
            "declared.filter",
            "7644-3.4.2.2-02",
            "filters are said not to work, and are an internal error",
            |server, asked| {
                if asked.is_query() && asked.parameter("filter").is_some() {
                    return Answer::error(500, "");
                }
                let mut answer = server.ask(&asked);
                config(&asked, &mut answer, |config| config["filter"]["supported"] = false.into());
                answer
            },
        ),
        gives(
            "declared.extension-required",
            "7643-6-12",
            "an extension is said to be required, and is not",
            |asked, answer| {
                types(asked, answer, |one| {
                    for extension in one
                        .get_mut("schemaExtensions")
                        .and_then(Value::as_array_mut)
                        .into_iter()
                        .flatten()
                    {
                        extension["required"] = true.into();
                    }
                });
            },
        ),
        gives("declared.no-limits", "7644-3.7.4-01", "bulk has no limits", |asked, answer| {
            config(asked, answer, |config| {
                object(&mut config["bulk"], |bulk| {
                    bulk.remove("maxOperations");
                    bulk.remove("maxPayloadSize");
                });
            });
        }),
        does(
            "declared.bulk-size",
            "7644-3.7.4-01",
            "bulk requests may be of any size",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.path == "/Bulk" && answer.status == 413 {
                    let schemas = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
                    return Answer::new(200, json!({"schemas": [schemas], "Operations": []}));
                }
                answer
            },
        ),
        gives(
            "declared.schema-without-attributes",
            "7643-7-07",
            "schemas have no `attributes`",
            |asked, answer| {
                schemas(asked, answer, |schema| {
                    object(schema, |schema| {
                        let attributes = schema.remove("attributes");
                        schema.insert("fields".to_owned(), attributes.unwrap_or_default());
                    });
                });
            },
        ),
        gives("declared.schema-id", "7643-7-08", "ids of schemas are names", |asked, answer| {
            schemas(asked, answer, |schema| schema["id"] = schema["name"].clone());
        }),
        gives(
            "declared.attribute-twice",
            "7643-2.1-01",
            "a schema has an attribute twice",
            |asked, answer| {
                schemas(asked, answer, |schema| {
                    if let Some(all) = schema["attributes"].as_array_mut() {
                        let mut again = all[0].clone();
                        again["name"] = json!(again["name"].as_str().unwrap().to_uppercase());
                        all.push(again);
                    }
                });
            },
        ),
        gives("declared.photo-types", "7643-4.1.2-15", "photos are portraits", |asked, answer| {
            schemas(asked, answer, |schema| {
                let attributes = schema["attributes"].as_array_mut().into_iter().flatten();
                for photos in attributes.filter(|one| one["name"] == "photos") {
                    let subs = photos["subAttributes"].as_array_mut().into_iter().flatten();
                    for kind in subs.filter(|one| one["name"] == "type") {
                        kind["canonicalValues"] = json!(["portrait"]);
                    }
                }
            });
        }),
        does("declared.endpoint", "7644-3.2-01", "users are at `/People`", |server, mut asked| {
            if asked.path == "/People" || asked.path.starts_with("/People/") {
                asked.path = asked.path.replacen("/People", "/Users", 1);
            }
            let mut answer = server.ask(&asked);
            types(&asked, &mut answer, |one| {
                if one["name"] == "User" {
                    one["endpoint"] = "/People".into();
                }
            });
            answer
        }),
        does(
            "declared.unknown-schema",
            "7644-4-04",
            "an unknown schema is an empty one",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.path.starts_with("/Schemas/") && answer.status == 404 {
                    return Answer::new(200, json!({"schemas": [], "attributes": []}));
                }
                answer
            },
        ),
        does(
            "declared.schema-hidden",
            "7643-7-01",
            "schemas that resources name are not found one by one",
            |server, asked| {
                if asked.path.starts_with("/Schemas/urn:") && asked.is("GET") {
                    return Answer::error(404, "");
                }
                server.ask(&asked)
            },
        ),
    ]
}
