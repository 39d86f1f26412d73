//! `/Schemas` and `/ResourceTypes`.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("schemas.array", "7644-4-03", "`/Schemas` is an array", |asked, answer| {
            if asked.path == "/Schemas" && answer.is_ok() {
                answer.json = answer.json["Resources"].take();
            }
        }),
        gives(
            "schemas.total",
            "7644-4-03",
            "`totalResults` of `/Schemas` is another number",
            |asked, answer| {
                if asked.path == "/Schemas" && answer.is_ok() {
                    answer.json["totalResults"] = json!(99);
                }
            },
        ),
        does("schemas.one", "7644-4-04", "a schema by its URN is 404", |server, asked| {
            if asked.path.starts_with("/Schemas/") {
                Answer::error(404, "")
            } else {
                server.ask(&asked)
            }
        }),
        gives(
            "schemas.differ",
            "7644-4-04",
            "a schema by its URN has fewer attributes than in the list",
            |asked, answer| {
                if asked.path.starts_with("/Schemas/") {
                    schemas(asked, answer, |schema| {
                        schema["attributes"].as_array_mut().map(Vec::pop);
                    });
                }
            },
        ),
        gives(
            "schemas.missing",
            "7643-6-08",
            "the schema of a resource type is not in `/Schemas`",
            |asked, answer| {
                if asked.path == "/Schemas" {
                    if let Some(all) = answer.listed() {
                        all.retain(|one| one["id"] != DEVICE);
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                } else if asked.path.starts_with("/Schemas/") && answer.json["id"] == DEVICE {
                    *answer = Answer::error(404, "");
                }
            },
        ),
        gives(
            "schemas.extension-missing",
            "7643-6-10",
            "the schema of an extension is not in `/Schemas`",
            |asked, answer| {
                if asked.path == "/Schemas" {
                    if let Some(all) = answer.listed() {
                        all.retain(|one| one["id"] != LEASE);
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                } else if asked.path.starts_with("/Schemas/") && answer.json["id"] == LEASE {
                    *answer = Answer::error(404, "");
                }
            },
        ),
        gives(
            "schemas.message",
            "7644-3.1-07",
            "`/Schemas` has the schema of a message",
            |asked, answer| {
                if asked.path == "/Schemas" {
                    if let Some(all) = answer.listed() {
                        all.push(json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": "urn:ietf:params:scim:api:messages:2.0:ListResponse", "name": "ListResponse", "description": "A list.", "attributes": []}));
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                }
            },
        ),
        does("schemas.paged", "7644-4-08", "`/Schemas` is cut by `count`", |server, asked| {
            let mut answer = server.ask(&asked);
            let count = asked
                .query
                .iter()
                .find(|(name, _)| name == "count")
                .and_then(|(_, count)| count.parse().ok());
            if let (true, Some(count)) = (asked.path == "/Schemas", count) {
                if let Some(all) = answer.listed() {
                    all.truncate(count);
                }
            }
            answer
        }),
        takes("schemas.filtered", "7644-4-09", "a filter on `/Schemas` is ignored", |asked| {
            if asked.is_discovery() {
                asked.query.clear();
            }
        }),
        gives("schemas.no-schemas", "7643-7-05", "schemas have no `schemas`", |asked, answer| {
            schemas(asked, answer, |schema| {
                schema.remove("schemas");
            })
        }),
        gives("schemas.id", "7643-7-08", "the `id` of a schema is its name", |asked, answer| {
            if asked.path == "/Schemas" {
                schemas(asked, answer, |schema| {
                    let name = schema["name"].clone();
                    schema.insert("id".to_owned(), name);
                });
            }
        }),
        gives("types.array", "7644-4-07", "`/ResourceTypes` is an array", |asked, answer| {
            if asked.path == "/ResourceTypes" && answer.is_ok() {
                answer.json = answer.json["Resources"].take();
            }
        }),
        does("types.one", "7644-4-06", "a resource type by its name is 404", |server, asked| {
            if asked.path.starts_with("/ResourceTypes/") {
                Answer::error(404, "")
            } else {
                server.ask(&asked)
            }
        }),
        gives(
            "types.name",
            "7643-6-05",
            "the name of a resource type is not that in `meta.resourceType`",
            |asked, answer| {
                types(asked, answer, |one| {
                    if one["name"] == "Device" {
                        one.insert("name".to_owned(), json!("Gadget"));
                    }
                })
            },
        ),
        gives("types.no-name", "7643-6-04", "resource types have no `name`", |asked, answer| {
            types(asked, answer, |one| {
                one.remove("name");
            })
        }),
        gives(
            "types.same-name",
            "7643-6-04",
            "two resource types have the same name",
            |asked, answer| {
                types(asked, answer, |one| {
                    if one["name"] == "Device" {
                        one.insert("name".to_owned(), json!("User"));
                    }
                })
            },
        ),
        gives(
            "types.no-schema",
            "7643-6-02",
            "resource types have no `schema`",
            |asked, answer| {
                types(asked, answer, |one| {
                    if one["name"] == "Device" {
                        one.remove("schema");
                    }
                })
            },
        ),
        gives(
            "types.endpoint",
            "7643-6-07",
            "the endpoint of a resource type is not there",
            |asked, answer| {
                types(asked, answer, |one| {
                    if one["name"] == "Device" {
                        one.insert("endpoint".to_owned(), json!("/Gadgets"));
                    }
                })
            },
        ),
        gives(
            "types.required",
            "7643-6-11",
            "`schemaExtensions.required` is missing",
            |asked, answer| {
                types(asked, answer, |one| {
                    for extension in one
                        .get_mut("schemaExtensions")
                        .and_then(Value::as_array_mut)
                        .into_iter()
                        .flatten()
                    {
                        extension.as_object_mut().map(|extension| extension.remove("required"));
                    }
                })
            },
        ),
        gives(
            "types.extensions-object",
            "7643-6-09",
            "`schemaExtensions` is an object",
            |asked, answer| {
                types(asked, answer, |one| {
                    if let Some(Value::Array(all)) = one.get("schemaExtensions").cloned() {
                        if let Some(first) = all.first() {
                            one.insert("schemaExtensions".to_owned(), first.clone());
                        }
                    }
                })
            },
        ),
        gives("types.schemas", "7643-6-01", "resource types have no `schemas`", |asked, answer| {
            types(asked, answer, |one| {
                one.remove("schemas");
            })
        }),
        gives(
            "types.differ",
            "7644-4-06",
            "a resource type by its name has another endpoint than in the list",
            |asked, answer| {
                if asked.path.starts_with("/ResourceTypes/") {
                    types(asked, answer, |one| {
                        one.insert("endpoint".to_owned(), json!("/Other"));
                    });
                }
            },
        ),
        gives(
            "types.location",
            "7643-2.3.7-08",
            "`meta.location` of schemas leads nowhere",
            |asked, answer| {
                schemas(asked, answer, |schema| {
                    if let Some(location) =
                        schema.get_mut("meta").and_then(|meta| meta.get_mut("location"))
                    {
                        *location = json!("https://scim.example.com/scim/v2/Nowhere");
                    }
                })
            },
        ),
    ]
}
