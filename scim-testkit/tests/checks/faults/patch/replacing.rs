//! `replace`.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes("patch.replace-adds", "7644-3.5.2.3-03", "`replace` of a list adds to it", |asked| {
            each(asked, "replace", |operation| {
                if is_list(text(operation, "path")) {
                    operation["op"] = json!("add");
                }
            });
        }),
        takes(
            "patch.replace-no-path-adds",
            "7644-3.5.2.3-03",
            "`replace` without a path adds to lists",
            |asked| {
                each(asked, "replace", |operation| {
                    if operation["path"].is_null() {
                        operation["op"] = json!("add");
                    }
                });
            },
        ),
        does(
            "patch.replace-complex",
            "7644-3.5.2.3-06",
            "`replace` of a complex attribute drops what is not named",
            |server, mut asked| {
                asked.operations(|operations| {
                    let mut all = Vec::new();
                    for operation in operations.drain(..) {
                        if text(&operation, "op") == "replace"
                            && ["name", "maker"].contains(&text(&operation, "path"))
                        {
                            all.push(json!({"op": "remove", "path": operation["path"]}));
                        }
                        all.push(operation);
                    }
                    *operations = all;
                });
                server.ask(&asked)
            },
        ),
        does(
            "patch.replace-absent",
            "7644-3.5.2.3-04",
            "`replace` of what is not there is an error",
            |server, asked| {
                let stored = if asked.is("PATCH") {
                    server.get(&asked, &asked.path).json
                } else {
                    Value::Null
                };
                let absent = |one: &Value| {
                    let path = text(one, "path");
                    text(one, "op") == "replace"
                        && !path.is_empty()
                        && !path.contains(['.', '[', ':'])
                        && stored[path].is_null()
                };
                if stored["id"].is_string() && operations(&asked).iter().any(absent) {
                    return Answer::error(400, "noTarget");
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.replace-no-target",
            "7644-3.5.2.3-09",
            "`replace` of no element succeeds",
            |server, asked| {
                let answer = server.ask(&asked);
                as_if(server, &asked, answer, "noTarget")
            },
        ),
        gives(
            "patch.replace-no-target-type",
            "7644-3.5.2.3-09",
            "`replace` of no element is `invalidPath`",
            |asked, answer| {
                if asked.is("PATCH") && answer.json["scimType"] == "noTarget" {
                    answer.failure(|error| {
                        error.insert("scimType".to_owned(), json!("invalidPath"));
                    });
                }
            },
        ),
        takes(
            "patch.replace-every-element",
            "7644-3.5.2.3-08",
            "`replace` of a sub-attribute replaces it in every element",
            |asked| {
                each(asked, "replace", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let (Some((list, _)), Some((_, sub))) =
                        (path.split_once('['), path.rsplit_once("]."))
                    {
                        operation["path"] = format!("{list}[value pr].{sub}").into();
                    }
                });
            },
        ),
        does(
            "patch.replace-first-element",
            "7644-3.5.2.3-07",
            "`replace` of a sub-attribute replaces it in the first element that matches",
            |server, mut asked| {
                let before = if asked.is("PATCH") {
                    server.get(&asked, &asked.path).json
                } else {
                    Value::Null
                };
                asked.operations(|operations| {
                    for operation in operations {
                        let path = text(operation, "path").to_owned();
                        let Some((list, rest)) = path.split_once('[') else { continue };
                        let Some((filter, sub)) = rest.rsplit_once("].") else { continue };
                        let Some(wanted) = filter.strip_prefix("type eq ") else { continue };
                        let wanted: Value = serde_json::from_str(wanted).unwrap_or_default();
                        let first = before[list]
                            .as_array()
                            .into_iter()
                            .flatten()
                            .find(|one| one["type"] == wanted);
                        if let Some(value) = first.and_then(|one| one["value"].as_str()) {
                            operation["path"] =
                                format!("{list}[value eq {}].{sub}", json!(value)).into();
                        }
                    }
                });
                server.ask(&asked)
            },
        ),
        takes(
            "patch.replace-element-ignored",
            "7644-3.5.2.3-07",
            "`replace` of elements is ignored",
            |asked| {
                each(asked, "replace", |operation| {
                    if text(operation, "path").ends_with(']') {
                        *operation = json!({"op": "remove", "path": "externalId"});
                    }
                });
            },
        ),
        takes(
            "patch.replace-sub-ignored",
            "7644-3.5.2.3-06",
            "`replace` of a sub-attribute is ignored",
            |asked| {
                each(asked, "replace", |operation| {
                    let path = text(operation, "path");
                    if path.contains('.') && !path.contains([':', '[']) {
                        *operation = json!({"op": "remove", "path": "externalId"});
                    }
                });
            },
        ),
        does(
            "patch.replace-read-only",
            "7644-3.5.2-14",
            "`replace` of a readOnly attribute is ignored",
            |server, asked| {
                let read_only = operations(&asked).iter().any(|one| {
                    ["id", "meta.created", "groups", "seen", "meta.resourceType"]
                        .contains(&text(one, "path"))
                });
                if read_only {
                    with_op(server, &asked, "replace", "mutability")
                } else {
                    server.ask(&asked)
                }
            },
        ),
        does(
            "patch.read-only-type",
            "7644-3.12-23",
            "to change what is readOnly is `invalidValue`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is("PATCH") && answer.json["scimType"] == "mutability" {
                    answer.failure(|error| {
                        error.insert("scimType".to_owned(), json!("invalidValue"));
                    });
                }
                answer
            },
        ),
        does("patch.immutable", "7643-7-25", "PATCH changes what is immutable", |server, asked| {
            let key = format!("model {}", asked.path);
            let answer = server.ask(&asked);
            if asked.is("PATCH") && answer.json["scimType"] == "mutability" {
                for operation in operations(&asked) {
                    if text(&operation, "path") == "model" {
                        server.remember(&key, operation["value"].clone());
                    }
                }
            }
            match server.recall(&key) {
                Some(model) if asked.is("PATCH") || asked.is("GET") => {
                    let mut answer = server.get(&asked, &asked.path);
                    answer.one(|device| {
                        device.insert("model".to_owned(), model);
                    });
                    answer
                }
                _ => answer,
            }
        }),
        does(
            "patch.immutable-ignored",
            "7644-3.5.2-14",
            "PATCH of what is immutable succeeds and changes nothing",
            |server, asked| {
                let model = operations(&asked).iter().any(|one| text(one, "path") == "model");
                let answer = server.ask(&asked);
                if model { as_if(server, &asked, answer, "mutability") } else { answer }
            },
        ),
        does(
            "patch.member-value",
            "7643-4.2-04",
            "the `value` of a member is replaced",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.path.starts_with("/Groups") {
                    as_if(server, &asked, answer, "mutability")
                } else {
                    answer
                }
            },
        ),
        takes("patch.value-type", "7644-3.5.2-14", "PATCH takes any text for a boolean", |asked| {
            each(asked, "replace", |operation| {
                if ["active", "lost"].contains(&text(operation, "path"))
                    && operation["value"].is_string()
                {
                    operation["value"] = json!(true);
                }
            });
        }),
        takes(
            "patch.value-integer",
            "7644-3.5.2-14",
            "PATCH takes a text for an integer",
            |asked| {
                each(asked, "replace", |operation| {
                    if text(operation, "path") == "uses" && operation["value"].is_string() {
                        operation["value"] = json!(7);
                    }
                });
            },
        ),
    ]
}
