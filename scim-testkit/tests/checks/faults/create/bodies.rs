//! Bodies.

use super::*;
use crate::faults::object;

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("create.null-kept", "7643-2.5-01", "`null` is kept as the text", |asked, answer| {
            if has(asked, |body| body["displayName"].is_null() && body.get("displayName").is_some())
            {
                answer.one(|resource| {
                    resource.insert("displayName".to_owned(), json!("null"));
                });
            }
        }),
        takes("create.no-schemas", "7643-3-03", "POST takes a body without `schemas`", |asked| {
            if has(asked, |body| body.is_object() && body["schemas"].is_null()) {
                let urn = match asked.path.as_str() {
                    "/Users" => USER,
                    "/Devices" => DEVICE,
                    _ => "urn:ietf:params:scim:schemas:core:2.0:Group",
                };
                asked.edit(|body| {
                    body.insert("schemas".to_owned(), json!([urn]));
                });
            }
        }),
        takes("create.empty-schemas", "7643-3-05", "POST takes empty `schemas`", |asked| {
            if has(asked, |body| body["schemas"] == json!([])) {
                let urn = if is_user(asked) { USER } else { DEVICE };
                asked.edit(|body| {
                    body.insert("schemas".to_owned(), json!([urn]));
                });
            }
        }),
        takes("create.unknown-schema", "7643-3-06", "POST takes a URN of no schema", |asked| {
            if asked.is_create() {
                member(asked, "schemas", |schemas| {
                    if let Some(all) = schemas.as_array_mut() {
                        all.retain(|urn| {
                            urn.as_str().is_some_and(|urn| {
                                [USER, ENTERPRISE, DEVICE, LEASE].contains(&urn)
                                    || urn.ends_with(":Group")
                            })
                        });
                    }
                });
            }
        }),
        takes(
            "create.only-extension",
            "7643-3.3-04",
            "POST takes `schemas` of extensions only",
            |asked| {
                if has(asked, |body| {
                    body["schemas"].as_array().is_some_and(|all| {
                        !all.is_empty()
                            && all.iter().all(|urn| {
                                urn.as_str().is_some_and(|urn| urn.contains("extension"))
                            })
                    })
                }) {
                    let urn = if is_user(asked) { USER } else { DEVICE };
                    member(asked, "schemas", |schemas| {
                        schemas.as_array_mut().unwrap().push(json!(urn))
                    });
                }
            },
        ),
        takes(
            "create.schemas-order",
            "7643-3-08",
            "extensions are read where their URN comes last",
            |asked| {
                if has(asked, |body| {
                    body["schemas"][0].as_str().is_some_and(|urn| urn.contains("extension"))
                }) {
                    asked.edit(|body| body.retain(|name, _| !name.contains(':')));
                }
            },
        ),
        takes("create.extension-lost", "7643-3.3-08", "POST ignores extensions", |asked| {
            if asked.is_create() {
                asked.edit(|body| body.retain(|name, _| !name.contains(':')));
            }
        }),
        takes(
            "create.primary-lost",
            "7643-2.4-01",
            "POST ignores which element is said to be primary",
            |asked| {
                if asked.is_create() {
                    for name in ["emails", "ports", "addresses"] {
                        member(asked, name, |elements| {
                            for element in elements.as_array_mut().into_iter().flatten() {
                                object(element, |element| {
                                    element.remove("primary");
                                });
                            }
                        });
                    }
                }
            },
        ),
        does(
            "create.two-primaries",
            "7643-2.4-05",
            "two elements are primary when POST says so",
            |server, mut asked| {
                let mut both = false;
                for name in ["emails", "ports", "addresses"] {
                    member(&mut asked, name, |elements| {
                        let mut seen = false;
                        for element in elements.as_array_mut().into_iter().flatten() {
                            if element["primary"] == json!(true) {
                                both |= seen;
                                seen = true;
                                if both {
                                    element["primary"] = json!(false);
                                }
                            }
                        }
                    });
                }
                let mut answer = server.ask(&asked);
                if both {
                    answer.one(|resource| {
                        for name in ["emails", "ports", "addresses"] {
                            if let Some(elements) =
                                resource.get_mut(name).and_then(Value::as_array_mut)
                            {
                                elements
                                    .iter_mut()
                                    .for_each(|element| element["primary"] = json!(true));
                            }
                        }
                    });
                }
                answer
            },
        ),
        gives(
            "create.resource-type",
            "7644-3.3.1-01",
            "POST to any endpoint makes a `User`",
            |asked, answer| {
                if asked.is_create() {
                    answer.one(|resource| resource["meta"]["resourceType"] = json!("User"));
                }
            },
        ),
        takes("create.json-refused-utf8", "7644-3.8-02", "bodies are read as Latin-1", |asked| {
            if asked.is_create() {
                asked.body = asked.body.bytes().map(char::from).collect();
            }
        }),
        does(
            "create.unpadded",
            "7643-2.3.6-03",
            "base64 without padding is refused",
            |server, asked| {
                let image = asked.json()["image"].as_str().unwrap_or_default().to_owned();
                if asked.is_create() && image.len() % 4 != 0 {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        does(
            "create.order-of-members",
            "7643-2.3.8-02",
            "`schemas` has to come first",
            |server, asked| {
                let schemas = asked.body.find("\"schemas\"");
                let quote = asked.body.find('"');
                if asked.is_create() && schemas.is_some() && schemas != quote {
                    return Answer::error(400, "invalidSyntax");
                }
                server.ask(&asked)
            },
        ),
    ]
}
