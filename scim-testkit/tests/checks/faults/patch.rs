//! PATCH.

use super::{is_user, object};
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use http::Method;
use serde_json::{Value, json};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

fn text<'a>(operation: &'a Value, name: &str) -> &'a str {
    operation[name].as_str().unwrap_or_default()
}

/// Changes each operation with this `op`.
fn each(asked: &mut Asked, op: &str, mut change: impl FnMut(&mut Value)) {
    asked.operations(|operations| {
        for operation in operations {
            if text(operation, "op").eq_ignore_ascii_case(op) {
                change(operation);
            }
        }
    });
}

fn is_list(path: &str) -> bool {
    ["emails", "ports", "labels", "members", "phoneNumbers", "addresses", "roles"].contains(&path)
}

/// Each operation by itself, in this order.
fn one_by_one(server: &Server, asked: &Asked, operations: &[Value]) -> Answer {
    let mut last = Answer::error(400, "invalidSyntax");
    for operation in operations {
        let mut one = asked.clone();
        one.edit(|body| {
            body.insert("Operations".to_owned(), json!([operation]));
        });
        last = server.ask(&one);
        if !last.is_ok() {
            break;
        }
    }
    last
}

fn operations(asked: &Asked) -> Vec<Value> {
    asked.json()["Operations"].as_array().cloned().unwrap_or_default()
}

/// Success, whatever it was.
fn as_if(server: &Server, asked: &Asked, answer: Answer, scim_type: &str) -> Answer {
    if asked.is("PATCH") && answer.status == 400 && answer.json["scimType"] == scim_type {
        return server.get(asked, &asked.path);
    }
    answer
}

/// As if, for requests with this operation.
fn with_op(server: &Server, asked: &Asked, op: &str, scim_type: &str) -> Answer {
    let answer = server.ask(asked);
    if operations(asked).iter().any(|one| text(one, "op") == op) {
        return as_if(server, asked, answer, scim_type);
    }
    answer
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = adding();
    faults.extend(removing());
    faults.extend(replacing());
    faults.extend(around());
    faults
}

fn adding() -> Vec<Fault> {
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
            "7644-3.5.2.1-04",
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

fn removing() -> Vec<Fault> {
    vec![
        takes(
            "patch.remove-all",
            "7644-3.5.2.2-05",
            "`remove` with a filter removes all elements",
            |asked| {
                each(asked, "remove", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let (Some((list, _)), true) = (path.split_once('['), path.ends_with(']')) {
                        operation["path"] = list.into();
                    }
                });
            },
        ),
        takes(
            "patch.remove-element",
            "7644-3.5.2.2-06",
            "`remove` of a sub-attribute removes the element",
            |asked| {
                each(asked, "remove", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let Some((element, _)) = path.rsplit_once("].") {
                        operation["path"] = format!("{element}]").into();
                    }
                });
            },
        ),
        takes(
            "patch.remove-complex",
            "7644-3.5.2.2-02",
            "`remove` of a sub-attribute removes the complex attribute",
            |asked| {
                each(asked, "remove", |operation| {
                    let path = text(operation, "path").to_owned();
                    if let (Some((complex, _)), false) =
                        (path.split_once('.'), path.contains([':', '[']))
                    {
                        operation["path"] = complex.into();
                    }
                });
            },
        ),
        does(
            "patch.remove-without-path",
            "7644-3.5.2.2-01",
            "`remove` without a path succeeds",
            |server, asked| {
                if operations(&asked)
                    .iter()
                    .any(|one| text(one, "op") == "remove" && one["path"].is_null())
                {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        gives(
            "patch.remove-without-path-type",
            "7644-3.5.2.2-01",
            "`remove` without a path is `invalidSyntax`",
            |asked, answer| {
                if operations(asked)
                    .iter()
                    .any(|one| text(one, "op") == "remove" && one["path"].is_null())
                {
                    answer.failure(|error| {
                        error.insert("scimType".to_owned(), json!("invalidSyntax"));
                    });
                }
            },
        ),
        does(
            "patch.remove-required",
            "7644-3.5.2.2-07",
            "`remove` of a required attribute succeeds",
            |server, asked| {
                let required = operations(&asked)
                    .iter()
                    .any(|one| ["userName", "serialNumber"].contains(&text(one, "path")));
                let answer = server.ask(&asked);
                if required { as_if(server, &asked, answer, "mutability") } else { answer }
            },
        ),
        does(
            "patch.remove-read-only",
            "7644-3.5.2.2-07",
            "`remove` of a readOnly attribute succeeds",
            |server, asked| {
                let read_only = operations(&asked).iter().any(|one| {
                    ["id", "meta", "groups", "seen", "meta.created"].contains(&text(one, "path"))
                });
                let answer = server.ask(&asked);
                if read_only { with_op(server, &asked, "remove", "mutability") } else { answer }
            },
        ),
        does(
            "patch.remove-single-ignored",
            "7644-3.5.2.2-02",
            "`remove` of a simple attribute is ignored",
            |server, mut asked| {
                each(&mut asked, "remove", |operation| {
                    let path = text(operation, "path");
                    if !path.is_empty()
                        && !is_list(path)
                        && !path.contains(['.', '[', ':', '"'])
                        && !["id", "meta", "userName", "serialNumber", "groups", "seen"]
                            .contains(&path)
                        && path != "name"
                    {
                        operation["path"] = json!("externalId");
                    }
                });
                server.ask(&asked)
            },
        ),
        takes(
            "patch.remove-list-ignored",
            "7644-3.5.2.2-03",
            "`remove` of a list is ignored",
            |asked| {
                each(asked, "remove", |operation| {
                    if is_list(text(operation, "path")) {
                        operation["path"] = json!("externalId");
                    }
                });
            },
        ),
        does(
            "patch.remove-absent",
            "7644-3.5.2.2-08",
            "`remove` of a member that is not there is an error",
            |server, asked| {
                if asked.is("PATCH") && asked.path.starts_with("/Groups") {
                    let before = server.get(&asked, &asked.path).json;
                    let answer = server.ask(&asked);
                    let removes = operations(&asked)
                        .iter()
                        .any(|one| text(one, "op") == "remove" && text(one, "path").contains('['));
                    if removes && server.get(&asked, &asked.path).json == before {
                        return Answer::error(400, "noTarget");
                    }
                    return answer;
                }
                server.ask(&asked)
            },
        ),
        gives(
            "patch.remove-empty-list",
            "7644-3.5.2.2-04",
            "a list whose last element was removed has an empty one",
            |asked, answer| {
                if asked.is("PATCH") || asked.is("GET") {
                    answer.one(|resource| {
                        if resource.get("members").is_none()
                            && resource["meta"]["resourceType"] == "Group"
                        {
                            resource.insert("members".to_owned(), json!([{}]));
                        }
                    });
                }
            },
        ),
    ]
}

fn replacing() -> Vec<Fault> {
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

fn around() -> Vec<Fault> {
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
