//! `add`.

use super::*;

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes("patch.add-replaces", "7644-3.5.2.1-06", "`add` to a list replaces it", |asked| {
            each(asked, "add", |operation| {
                if is_list(text(operation, "path")) {
                    operation["op"] = json!("replace");
                    if !operation["value"].is_array() {
                        operation["value"] = json!([operation["value"]]);
                    }
                }
            });
        }),
        takes(
            "patch.add-no-path-replaces",
            "7644-3.5.2.1-03",
            "`add` without a path replaces lists",
            |asked| {
                each(asked, "add", |operation| {
                    if operation["path"].is_null() {
                        operation["op"] = json!("replace");
                    }
                });
            },
        ),
        does(
            "patch.add-single-kept",
            "7644-3.5.2.1-07",
            "`add` keeps the value that is there",
            |server, mut asked| {
                if asked.is("PATCH") {
                    let stored = server.get(&asked, &asked.path).json;
                    asked.operations(|operations| {
                        operations.retain(|operation| {
                            let path = text(operation, "path");
                            text(operation, "op") != "add"
                                || is_list(path)
                                || stored[path].is_null()
                        });
                        if operations.is_empty() {
                            operations.push(json!({"op": "remove", "path": "nickName"}));
                        }
                    });
                    if asked.path.starts_with("/Devices") {
                        asked.body = asked.body.replace("nickName", "build");
                    }
                    if asked.path.starts_with("/Groups") {
                        asked.body = asked.body.replace("nickName", "externalId");
                    }
                }
                server.ask(&asked)
            },
        ),
        takes(
            "patch.add-first-attribute",
            "7644-3.5.2.1-03",
            "`add` without a path adds the first attribute only",
            |asked| {
                each(asked, "add", |operation| {
                    if let (true, Some(value)) =
                        (operation["path"].is_null(), operation["value"].as_object_mut())
                    {
                        let first = value.keys().next().cloned();
                        value.retain(|name, _| Some(name) == first.as_ref());
                    }
                });
            },
        ),
        does(
            "patch.add-twice",
            "7644-3.5.2.1-10",
            "`add` of what is there adds it again",
            |server, asked| {
                let before = if asked.is("PATCH") {
                    server.get(&asked, &asked.path).json
                } else {
                    Value::Null
                };
                let key = format!("twice {}", asked.path);
                for operation in operations(&asked) {
                    let path = text(&operation, "path").to_owned();
                    let mut value = operation["value"].clone();
                    if value.is_array() {
                        value = value[0].clone();
                    }
                    let there = |one: &Value| {
                        *one == value || (value.is_object() && one["value"] == value["value"])
                    };
                    if text(&operation, "op") == "add"
                        && before[&path].as_array().is_some_and(|all| all.iter().any(there))
                    {
                        server.remember(&key, json!([path, value]));
                    }
                }
                let mut answer = server.ask(&asked);
                if let Some(again) = server.recall(&key) {
                    answer.one(|resource| {
                        if let Some(all) = resource
                            .get_mut(again[0].as_str().unwrap())
                            .and_then(Value::as_array_mut)
                        {
                            all.push(again[1].clone());
                        }
                    });
                }
                answer
            },
        ),
        does(
            "patch.add-nothing-moves",
            "7644-3.5.2.1-12",
            "`add` of what is there moves `meta.lastModified`",
            |server, asked| {
                let before = if asked.is("PATCH") {
                    server.get(&asked, &asked.path).json
                } else {
                    Value::Null
                };
                let answer = server.ask(&asked);
                if !(asked.is("PATCH") && answer.is_ok()) {
                    return answer;
                }
                let after = server.get(&asked, &asked.path);
                if after.json == before && !before["displayName"].is_null() {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                    for name in [json!("moved"), before["displayName"].clone()] {
                        let body = json!({"schemas": [PATCH_OP], "Operations": [{"op": "replace", "path": "displayName", "value": name}]});
                        server.also(&asked, &Method::PATCH, &asked.path, body);
                    }
                    if answer.status == 200 {
                        return server.get(&asked, &asked.path);
                    }
                }
                answer
            },
        ),
        takes(
            "patch.add-complex-ignored",
            "7644-3.5.2.1-05",
            "`add` of a complex attribute is ignored",
            |asked| {
                each(asked, "add", |operation| {
                    if ["name", "maker"].contains(&text(operation, "path")) {
                        operation["value"] = json!({});
                    }
                });
            },
        ),
        does(
            "patch.add-new-ignored",
            "7644-3.5.2.1-08",
            "`add` of what is not there is ignored",
            |server, mut asked| {
                if asked.is("PATCH") {
                    let stored = server.get(&asked, &asked.path).json;
                    asked.operations(|operations| {
                        for operation in operations {
                            let path = text(operation, "path").to_owned();
                            if text(operation, "op") == "add"
                                && !path.is_empty()
                                && !path.contains(['.', ':', '['])
                                && stored[&path].is_null()
                            {
                                *operation = json!({"op": "remove", "path": "externalId"});
                            }
                        }
                    });
                }
                server.ask(&asked)
            },
        ),
        does(
            "patch.add-primary",
            "7644-3.5.2-23",
            "a new primary element leaves the old one primary",
            |server, asked| {
                let key = format!("primary {}", asked.path);
                if asked.is("PATCH") && asked.body.contains("\"primary\":true") {
                    server.remember(&key, true);
                }
                let mut answer = server.ask(&asked);
                if server.recall(&key).is_some() {
                    answer.one(|resource| {
                        for name in ["emails", "ports"] {
                            for one in resource
                                .get_mut(name)
                                .and_then(Value::as_array_mut)
                                .into_iter()
                                .flatten()
                            {
                                one["primary"] = json!(true);
                            }
                        }
                    });
                }
                answer
            },
        ),
        takes(
            "patch.add-sub-ignored",
            "7644-3.5.2.1-04",
            "`add` to a sub-attribute is ignored",
            |asked| {
                each(asked, "add", |operation| {
                    if text(operation, "path").contains('.')
                        && !text(operation, "path").contains(':')
                    {
                        *operation = json!({"op": "remove", "path": "externalId"});
                    }
                });
            },
        ),
    ]
}
