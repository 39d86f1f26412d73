//! What resources look like.

use super::{DEVICE, USER, is_user, member, object};
use crate::fault::{Fault, does, gives, takes};
use crate::server::Answer;
use serde_json::{Value, json};

/// In each resource of an answer.
fn each(answer: &mut Answer, name: &str, change: impl Fn(&mut Value)) {
    answer.each(|resource| {
        if let Some(value) = resource.get_mut(name) {
            change(value);
        }
    });
}

fn meta(answer: &mut Answer, name: &str, change: impl Fn(&mut Value)) {
    each(answer, "meta", |meta| {
        if let Some(value) = meta.get_mut(name) {
            change(value);
        }
    });
}

fn gone(answer: &mut Answer, name: &str) {
    answer.each(|resource| {
        resource.remove(name);
    });
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives(
            "representation.no-schemas",
            "7643-3-03",
            "resources have no `schemas`",
            |_, answer| {
                gone(answer, "schemas");
            },
        ),
        gives(
            "representation.no-schemas-in-lists",
            "7643-3-03",
            "resources in lists have no `schemas`",
            |asked, answer| {
                if asked.is_query() {
                    gone(answer, "schemas");
                }
            },
        ),
        gives("representation.empty-schemas", "7643-3-05", "`schemas` is empty", |_, answer| {
            each(answer, "schemas", |schemas| *schemas = json!([]));
        }),
        gives(
            "representation.schemas-twice",
            "7643-3-07",
            "`schemas` has a URN twice",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    let first = schemas[0].clone();
                    schemas.as_array_mut().unwrap().push(first);
                });
            },
        ),
        gives(
            "representation.other-schema",
            "7643-3-06",
            "`schemas` has a URN that is not of the type",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    schemas.as_array_mut().unwrap().push(json!("urn:example:other"));
                });
            },
        ),
        gives("representation.schemas-text", "7643-2.4-01", "`schemas` is a text", |_, answer| {
            each(answer, "schemas", |schemas| *schemas = schemas[0].clone());
        }),
        gives(
            "representation.no-base-schema",
            "7643-3.3-04",
            "`schemas` lacks the schema of the type where there is an extension",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    let all = schemas.as_array_mut().unwrap();
                    if all.len() > 1 {
                        all.retain(|urn| urn.as_str().unwrap().contains("extension"));
                    }
                });
            },
        ),
        gives(
            "representation.extension-not-in-schemas",
            "7643-3-05",
            "`schemas` lacks the extension that is there",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    schemas
                        .as_array_mut()
                        .unwrap()
                        .retain(|urn| !urn.as_str().unwrap().contains("extension"));
                });
            },
        ),
        gives(
            "representation.no-id",
            "7643-3.1-06",
            "resources in lists have no `id`",
            |asked, answer| {
                if asked.is_query() {
                    gone(answer, "id");
                }
            },
        ),
        gives("representation.id-number", "7643-2.3-02", "`id` is a number", |asked, answer| {
            if asked.is_one() && asked.is("GET") {
                each(answer, "id", |id| *id = json!(7));
            }
        }),
        gives(
            "representation.empty-id",
            "7643-3.1-06",
            "`id` is empty in what a PUT answers",
            |asked, answer| {
                if asked.is("PUT") {
                    each(answer, "id", |id| *id = json!(""));
                }
            },
        ),
        does(
            "representation.bulk-id",
            "7643-3.1-10",
            "ids contain `bulkId`",
            |server, mut asked| {
                asked.path = asked.path.replace("bulkId-", "");
                asked.body = asked.body.replace("bulkId-", "");
                for (_, value) in &mut asked.query {
                    *value = value.replace("bulkId-", "");
                }
                let mut answer = server.ask(&asked);
                let mut ids = Vec::new();
                answer.each(|resource| {
                    ids.push(resource["id"].as_str().unwrap_or_default().to_owned())
                });
                let mut text = answer.json.to_string();
                let location = answer.header("location");
                for id in ids {
                    text = text.replace(&id, &format!("bulkId-{id}"));
                    if !location.is_empty() {
                        answer.set("location", &location.replace(&id, &format!("bulkId-{id}")));
                    }
                }
                answer.headers.remove("content-location");
                answer.json = serde_json::from_str(&text).unwrap();
                answer
            },
        ),
        does(
            "representation.same-id",
            "7643-3.1-07",
            "users and groups have the same ids",
            |server, mut asked| {
                let known = server.recall("id").and_then(|id| Some(id.as_str()?.to_owned()));
                if let Some(known) = &known {
                    asked.path = asked.path.replace("/Groups/shared", &format!("/Groups/{known}"));
                }
                let shared = server.recall("user").and_then(|id| Some(id.as_str()?.to_owned()));
                if let (Some(known), Some(shared)) = (&known, &shared) {
                    if asked.path == format!("/Groups/{shared}") {
                        asked.path = format!("/Groups/{known}");
                    }
                }
                let mut answer = server.ask(&asked);
                if asked.is_create() && answer.is_ok() {
                    let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
                    match (is_user(&asked), shared, known) {
                        (true, None, _) => server.remember("user", id),
                        (false, Some(_), None) if asked.path == "/Groups" => {
                            server.remember("id", id)
                        }
                        _ => {}
                    }
                }
                let ids = server.recall("id").zip(server.recall("user"));
                if let Some((known, shared)) = ids {
                    let (known, shared) =
                        (known.as_str().unwrap_or_default(), shared.as_str().unwrap_or_default());
                    let location = answer.header("location").replace(known, shared);
                    if !location.is_empty() {
                        answer.set("location", &location);
                    }
                    answer.headers.remove("content-location");
                    answer.json =
                        serde_json::from_str(&answer.json.to_string().replace(known, shared))
                            .unwrap();
                }
                answer
            },
        ),
        gives("representation.no-meta", "7643-3.1-01", "resources have no `meta`", |_, answer| {
            gone(answer, "meta")
        }),
        gives(
            "representation.resource-type",
            "7643-3.1-20",
            "`meta.resourceType` is in lower case",
            |_, answer| {
                meta(answer, "resourceType", |name| {
                    *name = name.as_str().unwrap().to_lowercase().into()
                });
            },
        ),
        gives(
            "representation.no-created",
            "7643-3.1-02",
            "there is no `meta.created`",
            |_, answer| {
                each(answer, "meta", |meta| {
                    meta.as_object_mut().map(|meta| meta.remove("created"));
                });
            },
        ),
        gives("representation.date", "7643-2.3.5-02", "`meta.created` has no time", |_, answer| {
            meta(answer, "created", |time| *time = time.as_str().unwrap()[..10].into());
        }),
        gives(
            "representation.epoch",
            "7643-2.3.5-03",
            "`meta.lastModified` is a number",
            |_, answer| {
                meta(answer, "lastModified", |time| *time = json!(1_700_000_000));
            },
        ),
        gives(
            "representation.time-with-space",
            "7643-2.3.5-01",
            "`meta.lastModified` has a space for the `T`",
            |_, answer| {
                meta(answer, "lastModified", |time| {
                    *time = time.as_str().unwrap().replace('T', " ").into()
                });
            },
        ),
        gives(
            "representation.no-location",
            "7644-3.3-10",
            "there is no `meta.location`",
            |_, answer| {
                each(answer, "meta", |meta| {
                    meta.as_object_mut().map(|meta| meta.remove("location"));
                });
            },
        ),
        gives(
            "representation.location-of-none",
            "7643-2.3.7-08",
            "`meta.location` in lists leads nowhere",
            |asked, answer| {
                if asked.is_query() {
                    meta(answer, "location", |uri| {
                        *uri = uri.as_str().unwrap().replace("/v2/", "/v3/").into()
                    });
                }
            },
        ),
        gives("representation.boolean-text", "7643-2.3-03", "booleans are texts", |_, answer| {
            for name in ["active", "lost"] {
                each(answer, name, |value| *value = value.to_string().into());
            }
        }),
        gives("representation.integer-text", "7643-2.3-05", "integers are texts", |_, answer| {
            each(answer, "uses", |value| *value = value.to_string().into());
        }),
        gives(
            "representation.integer-fraction",
            "7643-2.3.4-01",
            "integers have a fraction",
            |_, answer| {
                each(answer, "uses", |value| *value = json!(value.as_f64()));
            },
        ),
        gives("representation.decimal-text", "7643-2.3-04", "decimals are texts", |_, answer| {
            each(answer, "weight", |value| *value = value.to_string().into());
        }),
        gives(
            "representation.one-value",
            "7643-2.4-01",
            "a list of one element is the element",
            |_, answer| {
                for name in ["emails", "ports", "members"] {
                    each(answer, name, |value| {
                        if value.as_array().is_some_and(|all| all.len() == 1) {
                            *value = value[0].clone();
                        }
                    });
                }
            },
        ),
        gives(
            "representation.simple-list-of-objects",
            "7643-2.4-01",
            "elements of a simple list are objects",
            |_, answer| {
                each(answer, "labels", |value| {
                    for label in value.as_array_mut().unwrap() {
                        *label = json!({"value": label});
                    }
                });
            },
        ),
        gives("representation.complex-text", "7643-2.3-09", "`name` is a text", |_, answer| {
            each(answer, "name", |value| *value = "Barbara Jensen".into());
        }),
        gives(
            "representation.singular-list",
            "7643-1.2-03",
            "`displayName` is a list",
            |_, answer| {
                each(answer, "displayName", |value| *value = json!([value]));
            },
        ),
        gives(
            "representation.binary",
            "7643-2.3.6-01",
            "binary values are hexadecimal, with spaces",
            |_, answer| {
                each(answer, "image", |value| *value = "4D 61 6E".into());
            },
        ),
        gives(
            "representation.reference",
            "7643-2.3.7-02",
            "references have spaces",
            |_, answer| {
                each(answer, "owner", |value| *value = "the owner".into());
                each(answer, "profileUrl", |value| *value = "the profile".into());
            },
        ),
        gives(
            "representation.extension-flat",
            "7643-3.3-08",
            "attributes of extensions are at the top",
            |_, answer| {
                answer.each(|resource| {
                    let urns: Vec<_> =
                        resource.keys().filter(|name| name.contains(':')).cloned().collect();
                    for urn in urns {
                        if let Some(Value::Object(extension)) = resource.remove(&urn) {
                            resource.extend(extension);
                        }
                    }
                });
            },
        ),
        gives(
            "representation.undeclared",
            "7643-3-06",
            "resources have an attribute that no schema has",
            |_, answer| {
                answer.each(|resource| {
                    resource.insert("rowNumber".to_owned(), json!(7));
                });
            },
        ),
        gives(
            "representation.undeclared-sub-attribute",
            "7643-3-06",
            "`name` has a sub-attribute that no schema has",
            |_, answer| {
                each(answer, "name", |name| {
                    name.as_object_mut()
                        .map(|name| name.insert("initials".to_owned(), json!("BJ")));
                });
            },
        ),
        gives(
            "representation.request-shown",
            "7643-7-33",
            "what is returned on request is in lists",
            |asked, answer| {
                if asked.is_query() && asked.path.starts_with("/Devices") {
                    answer.each(|resource| {
                        resource.insert("notes".to_owned(), json!("x"));
                    });
                }
            },
        ),
        does(
            "representation.default-hidden",
            "7643-7-32",
            "GET leaves `displayName` out",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is("GET") && asked.is_one() && asked.query.is_empty() {
                    gone(&mut answer, "displayName");
                }
                answer
            },
        ),
        gives(
            "representation.two-primaries",
            "7643-2.4-05",
            "all elements are primary",
            |_, answer| {
                for name in ["emails", "ports"] {
                    each(answer, name, |value| {
                        for element in value.as_array_mut().into_iter().flatten() {
                            element["primary"] = json!(true);
                        }
                    });
                }
            },
        ),
        gives(
            "representation.same-element-twice",
            "7643-2.4-12",
            "elements are there twice",
            |_, answer| {
                for name in ["emails", "ports"] {
                    each(answer, name, |value| {
                        if let Some(first) = value.get(0).cloned() {
                            value.as_array_mut().unwrap().push(first);
                        }
                    });
                }
            },
        ),
        gives(
            "representation.external-id",
            "7643-3.1-13",
            "`externalId` is made up",
            |asked, answer| {
                if asked.is_create() && !asked.body.contains("externalId") {
                    answer.one(|user| {
                        user.insert("externalId".to_owned(), json!("made-up"));
                    });
                }
            },
        ),
        gives(
            "representation.modified-later",
            "7643-3.1-22",
            "a new resource was modified after it was created",
            |asked, answer| {
                if asked.is_create() {
                    meta(answer, "lastModified", |time| *time = "2099-01-01T00:00:00Z".into());
                }
            },
        ),
        gives(
            "representation.content-type",
            "7644-3.1-01",
            "resources are `application/json`",
            |_, answer| {
                if answer.is_ok() && !answer.json.is_null() {
                    answer.set("content-type", "application/json");
                }
            },
        ),
        gives(
            "representation.content-type-html",
            "7644-3.8-01",
            "lists are `text/html`",
            |asked, answer| {
                if asked.is_query() {
                    answer.set("content-type", "text/html");
                }
            },
        ),
        gives(
            "representation.content-location",
            "7643-3.1-23",
            "`Content-Location` is another URI than `meta.location`",
            |_, answer| {
                if !answer.header("content-location").is_empty() {
                    answer.set("content-location", "https://scim.example.com/other");
                }
            },
        ),
        gives(
            "representation.password",
            "7643-4.1.1-19",
            "POST answers the password",
            |asked, answer| {
                if asked.is_create() {
                    let password = asked.json()["password"].clone();
                    if password.is_string() {
                        answer.one(|user| {
                            user.insert("password".to_owned(), password);
                        });
                    }
                }
            },
        ),
        gives(
            "representation.password-hash",
            "7643-4.1.1-26",
            "GET answers a hash of the password when asked for it",
            |asked, answer| {
                if asked.is("GET")
                    && asked.parameter("attributes").is_some_and(|names| names.contains("password"))
                {
                    answer.each(|user| {
                        user.insert("password".to_owned(), json!("$argon2id$v=19$"));
                    });
                }
            },
        ),
        gives(
            "representation.password-in-lists",
            "7643-7-30",
            "lists have passwords",
            |asked, answer| {
                if asked.is_query() && is_user(asked) {
                    answer.each(|user| {
                        user.insert("password".to_owned(), json!("*****"));
                    });
                }
            },
        ),
        gives(
            "representation.write-only",
            "7643-7-27",
            "PUT answers what can only be written",
            |asked, answer| {
                let pin = asked.json()["pin"].clone();
                if asked.is("PUT") && pin.is_string() {
                    answer.one(|device| {
                        device.insert("pin".to_owned(), pin);
                    });
                }
            },
        ),
        gives(
            "representation.write-only-patch",
            "7643-7-27",
            "PATCH answers what can only be written",
            |asked, answer| {
                if asked.is("PATCH") && asked.path.starts_with("/Devices") && answer.status == 200 {
                    answer.one(|device| {
                        device.insert("pin".to_owned(), json!("0000"));
                    });
                }
            },
        ),
        takes(
            "representation.ascii",
            "7643-2.3.1-01",
            "characters beyond ASCII are lost",
            |asked| {
                if matches!(asked.method.as_str(), "POST" | "PUT" | "PATCH") {
                    asked.body =
                        asked.body.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect();
                }
            },
        ),
        takes(
            "representation.basic-plane",
            "7643-2.3.1-01",
            "characters beyond the first 65,536 are lost",
            |asked| {
                asked.body = asked
                    .body
                    .chars()
                    .map(|c| if u32::from(c) > 0xFFFF { '?' } else { c })
                    .collect();
            },
        ),
        takes("representation.trimmed", "7643-2.3.1-01", "texts lose line breaks", |asked| {
            if asked.is_create() {
                asked.body = asked.body.replace("\\n", " ");
            }
        }),
        takes(
            "representation.lower-case",
            "7643-7-20",
            "case-exact texts are in lower case",
            |asked| {
                if asked.is_create() {
                    for name in ["externalId", "build"] {
                        member(asked, name, |value| {
                            *value = value.as_str().unwrap_or_default().to_lowercase().into()
                        });
                    }
                }
            },
        ),
        takes("representation.numbers-rounded", "7643-2.3-04", "decimals are rounded", |asked| {
            member(asked, "weight", |value| {
                if let Some(number) = value.as_f64() {
                    *value = json!(number.round());
                }
            });
        }),
        takes("representation.small-integers", "7643-2.3-05", "integers have 31 bits", |asked| {
            member(asked, "uses", |value| {
                if let Some(number) = value.as_i64() {
                    *value = json!(number % (1 << 31));
                }
            });
        }),
        gives(
            "representation.name-with-space",
            "7643-2.1-03",
            "an attribute of a schema has a space in its name",
            |_, answer| {
                let text = answer.json.to_string().replace("\"nickName\"", "\"nick name\"");
                answer.json = serde_json::from_str(&text).unwrap();
            },
        ),
        gives(
            "representation.extension-missing",
            "7643-3.3-08",
            "GET leaves extensions out",
            |asked, answer| {
                if asked.is("GET") && asked.is_one() {
                    answer.one(|resource| resource.retain(|name, _| !name.contains(':')));
                    each(answer, "schemas", |schemas| {
                        schemas.as_array_mut().unwrap().truncate(1);
                    });
                }
            },
        ),
        gives(
            "representation.null-id-of-groups",
            "7643-4.2-05",
            "members have no `value`",
            |_, answer| {
                each(answer, "members", |members| {
                    for one in members.as_array_mut().into_iter().flatten() {
                        object(one, |one| {
                            one.remove("value");
                        });
                    }
                });
            },
        ),
        gives(
            "representation.user-name-empty",
            "7643-4.1.1-01",
            "lists have users with an empty `userName`",
            |asked, answer| {
                if asked.is_query() {
                    each(answer, "userName", |name| *name = json!(""));
                }
            },
        ),
        gives(
            "representation.types-of-lists",
            "7643-3-10",
            "core attributes are below their URN",
            |asked, answer| {
                if asked.is_one() && asked.is("GET") {
                    answer.one(|resource| {
                        let urn = if resource.contains_key("serialNumber") { DEVICE } else { USER };
                        if let Some(name) = resource.remove("displayName") {
                            resource.insert(urn.to_owned(), json!({"displayName": name}));
                        }
                    });
                }
            },
        ),
    ]
}
