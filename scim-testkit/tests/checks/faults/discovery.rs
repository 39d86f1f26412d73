//! `/ServiceProviderConfig`, `/Schemas` and `/ResourceTypes`.

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Map, Value, json};

/// The configuration.
fn config(asked: &Asked, answer: &mut Answer, change: impl FnOnce(&mut Map<String, Value>)) {
    if asked.path == "/ServiceProviderConfig" && answer.is_ok() {
        if let Some(config) = answer.json.as_object_mut() {
            change(config);
        }
    }
}

/// Each schema, in the list and alone.
fn schemas(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    if asked.segments().first() != Some(&"Schemas") || !answer.is_ok() {
        return;
    }
    match answer.json.get_mut("Resources") {
        Some(Value::Array(all)) => all.iter_mut().filter_map(Value::as_object_mut).for_each(change),
        _ => {
            if let Some(one) = answer.json.as_object_mut() {
                change(one);
            }
        }
    }
}

/// Each attribute and sub-attribute of each schema.
fn attributes(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    fn go(list: Option<&mut Value>, change: &mut dyn FnMut(&mut Map<String, Value>)) {
        for one in list
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
        {
            change(one);
            go(one.get_mut("subAttributes"), change);
        }
    }
    schemas(asked, answer, |schema| go(schema.get_mut("attributes"), &mut change));
}

fn types(asked: &Asked, answer: &mut Answer, mut change: impl FnMut(&mut Map<String, Value>)) {
    if asked.segments().first() != Some(&"ResourceTypes") || !answer.is_ok() {
        return;
    }
    match answer.json.get_mut("Resources") {
        Some(Value::Array(all)) => all.iter_mut().filter_map(Value::as_object_mut).for_each(change),
        _ => {
            if let Some(one) = answer.json.as_object_mut() {
                change(one);
            }
        }
    }
}

fn named(attribute: &Map<String, Value>, name: &str) -> bool {
    attribute.get("name").and_then(Value::as_str) == Some(name)
}

/// Without this member of the configuration.
macro_rules! no_config {
    ($id:literal, $breaks:literal, $title:literal, $name:literal) => {
        gives($id, $breaks, $title, |asked, answer| {
            config(asked, answer, |config| {
                config.remove($name);
            });
        })
    };
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = configuration();
    faults.extend(documents());
    faults.extend(attributes_of_documents());
    faults
}

fn configuration() -> Vec<Fault> {
    vec![
        no_config!("config.patch", "7643-5-05", "the configuration has no `patch`", "patch"),
        no_config!("config.bulk", "7643-5-06", "the configuration has no `bulk`", "bulk"),
        no_config!("config.filter", "7643-5-09", "the configuration has no `filter`", "filter"),
        no_config!(
            "config.change-password",
            "7643-5-11",
            "the configuration has no `changePassword`",
            "changePassword"
        ),
        no_config!("config.sort", "7643-5-12", "the configuration has no `sort`", "sort"),
        no_config!(
            "config.authentication",
            "7643-5-14",
            "the configuration has no `authenticationSchemes`",
            "authenticationSchemes"
        ),
        no_config!("config.schemas", "7643-5-01", "the configuration has no `schemas`", "schemas"),
        gives(
            "config.max-operations",
            "7643-5-07",
            "the configuration has no `bulk.maxOperations`",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["bulk"].as_object_mut().map(|bulk| bulk.remove("maxOperations"));
                })
            },
        ),
        gives(
            "config.max-payload",
            "7643-5-08",
            "`bulk.maxPayloadSize` is a text",
            |asked, answer| {
                config(asked, answer, |config| config["bulk"]["maxPayloadSize"] = json!("1 MB"))
            },
        ),
        gives(
            "config.max-results",
            "7643-5-10",
            "the configuration has no `filter.maxResults`",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["filter"].as_object_mut().map(|filter| filter.remove("maxResults"));
                })
            },
        ),
        gives(
            "config.supported-text",
            "7643-5-05",
            "`patch.supported` is a text",
            |asked, answer| {
                config(asked, answer, |config| config["patch"]["supported"] = json!("true"))
            },
        ),
        gives("config.flat", "7643-5-12", "`sort` is a boolean", |asked, answer| {
            config(asked, answer, |config| {
                config.insert("sort".to_owned(), json!(true));
            })
        }),
        gives(
            "config.scheme-type",
            "7643-5-16",
            "an authentication scheme is of an unknown type",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["authenticationSchemes"][0]["type"] = json!("bearer")
                })
            },
        ),
        gives(
            "config.scheme-name",
            "7643-5-17",
            "an authentication scheme has no name",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["authenticationSchemes"][0]
                        .as_object_mut()
                        .map(|scheme| scheme.remove("name"));
                })
            },
        ),
        gives(
            "config.scheme-description",
            "7643-5-18",
            "an authentication scheme has no description",
            |asked, answer| {
                config(asked, answer, |config| {
                    config["authenticationSchemes"][0]
                        .as_object_mut()
                        .map(|scheme| scheme.remove("description"));
                })
            },
        ),
        gives("config.list", "7644-4-02", "the configuration is a list", |asked, answer| {
            if asked.path == "/ServiceProviderConfig" && answer.is_ok() {
                answer.json = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 1, "startIndex": 1, "itemsPerPage": 1, "Resources": [answer.json]});
            }
        }),
        does("config.written", "7643-5-02", "PUT of the configuration is 200", |server, asked| {
            if asked.path == "/ServiceProviderConfig" && asked.is("PUT") {
                return Answer::new(200, asked.json());
            }
            server.ask(&asked)
        }),
        does("config.posted", "7644-3.2-09", "POST of a schema is 201", |server, asked| {
            if asked.path == "/Schemas" && asked.is("POST") {
                Answer::new(201, asked.json())
            } else {
                server.ask(&asked)
            }
        }),
        does("config.deleted", "7643-6-01", "DELETE of a resource type is 204", |server, asked| {
            if asked.segments().first() == Some(&"ResourceTypes") && asked.is("DELETE") {
                return Answer { raw: Some(String::new()), ..Answer::new(204, Value::Null) };
            }
            server.ask(&asked)
        }),
        does("config.secret", "7643-5-15", "the configuration needs a token", |server, asked| {
            if asked.path == "/ServiceProviderConfig"
                && asked.headers.get("authorization").is_none()
            {
                let mut answer = Answer::error(401, "");
                answer.set("www-authenticate", "Bearer");
                return answer;
            }
            server.ask(&asked)
        }),
        does(
            "config.sort-unsupported",
            "7644-3.4.2.3-03",
            "sorting is said to be supported and is not",
            |server, mut asked| {
                if asked.is_query() {
                    asked.without("sortBy");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "config.documentation",
            "7643-5-04",
            "`documentationUri` is no URI",
            |asked, answer| {
                config(asked, answer, |config| {
                    config.insert("documentationUri".to_owned(), json!("see the wiki"));
                })
            },
        ),
    ]
}

fn documents() -> Vec<Fault> {
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
                        all.retain(|one| one["id"] != super::DEVICE);
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                } else if asked.path.starts_with("/Schemas/") && answer.json["id"] == super::DEVICE
                {
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
                        all.retain(|one| one["id"] != super::LEASE);
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                } else if asked.path.starts_with("/Schemas/") && answer.json["id"] == super::LEASE {
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

fn attributes_of_documents() -> Vec<Fault> {
    vec![
        gives("attributes.no-type", "7643-7-12", "attributes have no `type`", |asked, answer| {
            attributes(asked, answer, |one| {
                if named(one, "nickName") {
                    one.remove("type");
                }
            })
        }),
        gives(
            "attributes.type",
            "7643-7-12",
            "an attribute is of the type `text`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("type".to_owned(), json!("text"));
                    }
                })
            },
        ),
        gives(
            "attributes.type-wrong",
            "7643-2-02",
            "an attribute is of another type than its values",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "uses") {
                        one.insert("type".to_owned(), json!("string"));
                    }
                })
            },
        ),
        gives(
            "attributes.multi-valued",
            "7643-7-15",
            "attributes have no `multiValued`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    one.remove("multiValued");
                })
            },
        ),
        gives("attributes.no-name", "7643-7-11", "an attribute has no `name`", |asked, answer| {
            attributes(asked, answer, |one| {
                if named(one, "nickName") {
                    one.remove("name");
                }
            })
        }),
        gives(
            "attributes.sub-attributes",
            "7643-7-13",
            "a complex attribute has no `subAttributes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "addresses") {
                        one.remove("subAttributes");
                    }
                })
            },
        ),
        gives(
            "attributes.simple-with-subs",
            "7643-1.2-01",
            "a simple attribute has `subAttributes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("subAttributes".to_owned(), json!([{"name": "x", "type": "string", "multiValued": false, "description": "x", "required": false, "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none"}]));
                    }
                })
            },
        ),
        gives(
            "attributes.nested",
            "7643-2.3.8-04",
            "a complex attribute has a complex sub-attribute",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "locality") {
                        one.insert("type".to_owned(), json!("complex"));
                    }
                })
            },
        ),
        gives(
            "attributes.reference-types",
            "7643-2.3.7-06",
            "a reference has no `referenceTypes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    one.remove("referenceTypes");
                })
            },
        ),
        gives(
            "attributes.reference-type",
            "7643-7-40",
            "a reference is to what is no resource type",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "owner") {
                        one.insert("referenceTypes".to_owned(), json!(["Person"]));
                    }
                })
            },
        ),
        gives(
            "attributes.reference-types-of-string",
            "7643-7-41",
            "a string has `referenceTypes`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("referenceTypes".to_owned(), json!(["User"]));
                    }
                })
            },
        ),
        gives(
            "attributes.password",
            "7643-4.1.1-25",
            "`password` is said to be returned",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "password") {
                        one.insert("returned".to_owned(), json!("default"));
                    }
                })
            },
        ),
        gives(
            "attributes.password-mutability",
            "7643-4.1.1-25",
            "`password` is said to be readWrite",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "password") {
                        one.insert("mutability".to_owned(), json!("readWrite"));
                    }
                })
            },
        ),
        gives(
            "attributes.groups",
            "7643-4.1.2-25",
            "`groups` is said to be readWrite",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "groups") {
                        one.insert("mutability".to_owned(), json!("readWrite"));
                    }
                })
            },
        ),
        gives(
            "attributes.write-only",
            "7643-7-28",
            "what is writeOnly is said to be returned",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "pin") {
                        one.insert("returned".to_owned(), json!("default"));
                    }
                })
            },
        ),
        gives(
            "attributes.mutability",
            "7643-2.2-04",
            "`mutability` is a word of its own",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "nickName") {
                        one.insert("mutability".to_owned(), json!("read-write"));
                    }
                })
            },
        ),
        gives(
            "attributes.description",
            "7643-7-16",
            "attributes have no `description`",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    one.remove("description");
                })
            },
        ),
        gives("attributes.required-text", "7643-7-17", "`required` is a text", |asked, answer| {
            attributes(asked, answer, |one| {
                one.insert("required".to_owned(), json!("false"));
            })
        }),
        gives(
            "attributes.boolean-unique",
            "7643-2.3.2-02",
            "a boolean is unique",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "lost") {
                        one.insert("uniqueness".to_owned(), json!("server"));
                    }
                })
            },
        ),
        gives(
            "attributes.complex-unique",
            "7643-2.3.8-03",
            "a complex attribute is unique",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "maker") {
                        one.insert("uniqueness".to_owned(), json!("server"));
                    }
                })
            },
        ),
        gives(
            "attributes.user-name",
            "7643-4.1.1-02",
            "`userName` is not said to be unique",
            |asked, answer| {
                attributes(asked, answer, |one| {
                    if named(one, "userName") {
                        one.insert("uniqueness".to_owned(), json!("none"));
                    }
                })
            },
        ),
    ]
}
