//! A PATCH as a whole.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "patch.not-atomic",
            "7644-3.5.2-24",
            "operations before one that fails are kept",
            |server, asked| {
                if asked.is("PATCH") && operations(&asked).len() > 1 {
                    return one_by_one(server, &asked, &operations(&asked));
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.goes-on",
            "7644-3.5.2-26",
            "operations that fail are left out",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH") && !answer.is_ok() && operations(&asked).len() > 1 {
                    for operation in operations(&asked) {
                        one_by_one(server, &asked, &[operation]);
                    }
                    return server.get(&asked, &asked.path);
                }
                answer
            },
        ),
        does(
            "patch.backwards",
            "7644-3.5.2-21",
            "operations run from the last to the first",
            |server, mut asked| {
                asked.operations(|operations| operations.reverse());
                server.ask(&asked)
            },
        ),
        takes("patch.first-operation", "7644-3.5.2-22", "only the first operation runs", |asked| {
            asked.operations(|operations| operations.truncate(1));
        }),
        does("patch.unknown-op", "7644-3.5.2-03", "an unknown `op` is ignored", |server, asked| {
            if operations(&asked).iter().any(|one| {
                !["add", "remove", "replace"].contains(&text(one, "op").to_lowercase().as_str())
            }) {
                return server.get(&asked, &asked.path);
            }
            server.ask(&asked)
        }),
        does(
            "patch.invalid-path",
            "7644-3.12-25",
            "a path that cannot be is ignored",
            |server, asked| {
                let answer = server.ask(&asked);
                as_if(server, &asked, answer, "invalidPath")
            },
        ),
        does(
            "patch.invalid-path-500",
            "7644-3.12-25",
            "a path that cannot be is an internal error",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH") && answer.json["scimType"] == "invalidPath" {
                    return Answer::error(500, "");
                }
                answer
            },
        ),
        gives(
            "patch.invalid-path-type",
            "7644-3.12-25",
            "a path that cannot be is `invalidSyntax`",
            |asked, answer| {
                if asked.is("PATCH") && answer.json["scimType"] == "invalidPath" {
                    answer.failure(|error| {
                        error.insert("scimType".to_owned(), json!("invalidSyntax"));
                    });
                }
            },
        ),
        does(
            "patch.not-stored",
            "7644-3.1-10",
            "PATCH answers the change and GET does not have it",
            |server, asked| {
                if !asked.is("PATCH") || asked.path.starts_with("/Groups") {
                    return server.ask(&asked);
                }
                let before = server.get(&asked, &asked.path);
                let answer = server.ask(&asked);
                if let (true, Some(old)) = (answer.is_ok(), before.json.as_object()) {
                    let mut body = before.json.clone();
                    object(&mut body, |body| {
                        for name in answer.json.as_object().into_iter().flat_map(|all| all.keys()) {
                            if !old.contains_key(name)
                                && !["id", "meta", "schemas"].contains(&name.as_str())
                            {
                                body.insert(name.clone(), Value::Null);
                            }
                        }
                    });
                    server.also(&asked, &Method::PUT, &asked.path, body);
                }
                answer
            },
        ),
        does(
            "patch.stale-lists",
            "7644-3.1-10",
            "lists have what was there before PATCH",
            |server, asked| {
                if asked.is("PATCH") {
                    let before = server.get(&asked, &asked.path).json;
                    if before["id"].is_string() && server.recall(&asked.path).is_none() {
                        server.remember(&asked.path, before);
                    }
                }
                let mut answer = server.ask(&asked);
                if asked.is_query() {
                    for one in answer.listed().into_iter().flatten() {
                        let kind = one["meta"]["resourceType"].as_str().unwrap_or_default();
                        let path = format!("/{kind}s/{}", one["id"].as_str().unwrap_or_default());
                        if let Some(old) = server.recall(&path) {
                            *one = old;
                        }
                    }
                }
                answer
            },
        ),
        does(
            "patch.stale-index",
            "7644-3.4.2.2-04",
            "filters do not find what PATCH wrote",
            |server, asked| {
                if asked.is("PATCH") && asked.is_one() {
                    let id = asked.segments()[1].to_owned();
                    server.remember(&format!("patched {id}"), true);
                }
                let mut answer = server.ask(&asked);
                if asked.is_query()
                    && asked.parameter("filter").is_some_and(|filter| {
                        !filter.starts_with("id ") && !filter.starts_with("userName ")
                    })
                {
                    let mut dropped = 0;
                    if let Some(all) = answer.listed() {
                        let before = all.len();
                        all.retain(|one| {
                            server
                                .recall(&format!(
                                    "patched {}",
                                    one["id"].as_str().unwrap_or_default()
                                ))
                                .is_none()
                        });
                        dropped = before - all.len();
                    }
                    if dropped > 0 {
                        let left = answer.json["Resources"].as_array().map_or(0, Vec::len);
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                }
                answer
            },
        ),
        gives(
            "patch.attributes-204",
            "7644-3.5.2-30",
            "PATCH with `attributes` answers 204",
            |asked, answer| {
                if asked.is("PATCH") && answer.status == 200 {
                    answer.status = 204;
                    answer.raw = Some(String::new());
                }
            },
        ),
        gives(
            "patch.empty-200",
            "7644-3.5.2-28",
            "PATCH answers 200 with an empty object",
            |asked, answer| {
                if asked.is("PATCH") && answer.status == 200 {
                    answer.json = json!({});
                }
            },
        ),
        gives("patch.201", "7644-3.5.2-28", "PATCH answers 201", |asked, answer| {
            if asked.is("PATCH") && answer.is_ok() {
                answer.status = 201;
            }
        }),
        does(
            "patch.clears-others",
            "7644-3.5.2.3-11",
            "PATCH clears what it does not name",
            |server, mut asked| {
                asked.operations(|operations| {
                    if !operations.iter().any(|one| one.to_string().contains("externalId")) {
                        operations.push(json!({"op": "remove", "path": "externalId"}));
                    }
                });
                server.ask(&asked)
            },
        ),
        does(
            "patch.urn",
            "7644-3.10-01",
            "a path with the URN of the schema is refused",
            |server, asked| {
                let urn = |one: &Value| text(one, "path").to_lowercase().contains(":core:2.0:");
                if operations(&asked).iter().any(urn) {
                    return Answer::error(400, "invalidPath");
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.extension",
            "7643-3.3-08",
            "a path into an extension is ignored",
            |server, asked| {
                let urn = |one: &Value| text(one, "path").to_lowercase().contains(":extension:");
                if operations(&asked).iter().any(urn) {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        takes(
            "patch.extension-in-value",
            "7643-3.3-08",
            "extensions in a value without a path are ignored",
            |asked| {
                asked.operations(|operations| {
                    for operation in operations {
                        if operation["path"].is_null() {
                            object(&mut operation["value"], |value| {
                                value.retain(|name, _| !name.contains(':'))
                            });
                        }
                    }
                });
            },
        ),
        does(
            "patch.names-case",
            "7643-2.1-01",
            "paths in another case are refused",
            |server, asked| {
                let other = |one: &Value| {
                    text(one, "path").starts_with(|first: char| first.is_ascii_uppercase())
                };
                if operations(&asked).iter().any(other) {
                    return Answer::error(400, "invalidPath");
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.unknown-200",
            "7644-3.12-14",
            "PATCH of an unknown id is 204",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH") && answer.status == 404 {
                    return Answer { raw: Some(String::new()), ..Answer::new(204, Value::Null) };
                }
                answer
            },
        ),
        does(
            "patch.conflict",
            "7644-3.12-22",
            "PATCH to a name that is taken succeeds",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PATCH") && answer.status == 409 {
                    return server.get(&asked, &asked.path);
                }
                answer
            },
        ),
        does(
            "patch.501",
            "7644-3.5-02",
            "PATCH is said to be supported and is 501",
            |server, asked| {
                if asked.is("PATCH") { Answer::error(501, "") } else { server.ask(&asked) }
            },
        ),
        does(
            "patch.empty-operations",
            "7644-3.5.2-27",
            "a PATCH that is none is an internal error",
            |server, asked| {
                if asked.is("PATCH")
                    && (operations(&asked).is_empty() || !asked.body.contains("Operations"))
                {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.unicode-paths",
            "7644-3.8-01",
            "PATCH reads values as Latin-1",
            |server, mut asked| {
                if asked.is("PATCH") {
                    asked.body = asked.body.bytes().map(char::from).collect();
                }
                server.ask(&asked)
            },
        ),
        does("patch.null", "7643-2.5-02", "`replace` with `null` is an error", |server, asked| {
            if is_user(&asked)
                && operations(&asked).iter().any(|one| one.get("value").is_some_and(Value::is_null))
            {
                return Answer::error(400, "invalidValue");
            }
            server.ask(&asked)
        }),
    ]
}
