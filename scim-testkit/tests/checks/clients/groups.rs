//! Groups, as Okta pushes them.

use super::wire::refused;
use crate::fault::{Fault, does, takes};
use crate::faults::patch::{one_by_one, operations};
use crate::server::{Answer, Asked, Server};
use http::Method;
use serde_json::{Value, json};

fn is_group(asked: &Asked) -> bool {
    asked.path.starts_with("/Groups")
}

/// The ids of what an operation has as members.
fn values(operation: &Value) -> Vec<Value> {
    let list = operation["value"].as_array();
    list.into_iter().flatten().map(|one| one["value"].clone()).collect()
}

fn members(server: &Server, asked: &Asked) -> Vec<Value> {
    let group = server.get(asked, &asked.path).json;
    let list = group["members"].as_array();
    list.into_iter().flatten().map(|one| one["value"].clone()).collect()
}

/// Whether a write names the group as it is named.
fn keeps_name(server: &Server, asked: &Asked) -> bool {
    let now = server.get(asked, &asked.path).json["displayName"].clone();
    let patched = |one: &Value| {
        one["value"]["displayName"] == now || one["path"] == "displayName" && one["value"] == now
    };
    asked.json()["displayName"] == now || operations(asked).iter().any(patched)
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does("okta.own-name", "O3", "a rename to its own name is a conflict", |server, asked| {
            let conflict = is_group(&asked) && asked.is("PATCH") && keeps_name(server, &asked);
            if conflict { Answer::error(409, "uniqueness") } else { server.ask(&asked) }
        }),
        does(
            "okta.own-name-put",
            "O3",
            "a PUT with its own name is a conflict",
            |server, asked| {
                let conflict = is_group(&asked) && asked.is("PUT") && keeps_name(server, &asked);
                if conflict { Answer::error(409, "uniqueness") } else { server.ask(&asked) }
            },
        ),
        does(
            "okta.rename-id",
            "O2",
            "`id` in the value of a rename is refused",
            |server, asked| {
                let has = operations(&asked).iter().any(|one| one["value"].get("id").is_some());
                if has { refused("mutability") } else { server.ask(&asked) }
            },
        ),
        does("okta.rename-clears", "O3", "a rename clears the members", |server, asked| {
            let answer = server.ask(&asked);
            let renames = |one: &Value| one["value"].get("displayName").is_some();
            if is_group(&asked) && operations(&asked).iter().any(renames) {
                let mut clear = asked.clone();
                clear.edit(|body| {
                    body.insert(
                        "Operations".to_owned(),
                        json!([{"op": "remove", "path": "members"}]),
                    );
                });
                server.ask(&clear);
            }
            answer
        }),
        does(
            "okta.add-again",
            "O17",
            "members that are added again are there twice",
            |server, asked| {
                let there = if is_group(&asked) { members(server, &asked) } else { Vec::new() };
                let added = operations(&asked).into_iter().filter(|one| one["op"] == "add");
                for value in added.flat_map(|one| values(&one)) {
                    if there.contains(&value) {
                        server.remember(&asked.path, value);
                    }
                }
                let mut answer = server.ask(&asked);
                if asked.is("GET") && asked.is_one() {
                    if let Some(twice) = server.recall(&asked.path) {
                        answer.one(|group| {
                            if let Some(Value::Array(list)) = group.get_mut("members") {
                                list.push(json!({"value": twice}));
                            }
                        });
                    }
                }
                answer
            },
        ),
        does(
            "okta.add-conflict",
            "O17",
            "to add a member that is there is a conflict",
            |server, asked| {
                let there = if is_group(&asked) { members(server, &asked) } else { Vec::new() };
                let mut added = operations(&asked).into_iter().filter(|one| one["op"] == "add");
                let conflict =
                    added.any(|one| values(&one).iter().any(|value| there.contains(value)));
                if conflict { Answer::error(409, "uniqueness") } else { server.ask(&asked) }
            },
        ),
        does("okta.null-display", "O15", "`display: null` is refused", |server, asked| {
            let has = is_group(&asked) && asked.body.contains("\"display\":null");
            if has { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("okta.type-needed", "O15", "a member needs a `type`", |server, asked| {
            let lacks = is_group(&asked)
                && asked.body.contains("\"value\":\"")
                && asked.is_create()
                && !asked.body.contains("\"type\"");
            if lacks { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("okta.empty-members", "O16", "a group without members is refused", |server, asked| {
            let empty =
                is_group(&asked) && asked.is_create() && asked.json()["members"] == json!([]);
            if empty { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does(
            "okta.replace-none",
            "O16",
            "to replace the members by none does nothing",
            |server, asked| {
                let none = |one: &Value| one["op"] == "replace" && one["value"] == json!([]);
                if operations(&asked).iter().any(none) {
                    return Answer::new(204, Value::Null);
                }
                server.ask(&asked)
            },
        ),
        takes("okta.put-none", "O16", "`members: []` in a PUT leaves them", |asked| {
            // as if it asked for nothing but the name
            if is_group(asked) && asked.is("PUT") && asked.json()["members"] == json!([]) {
                let body = asked.json();
                asked.method = Method::PATCH;
                asked.body = json!({
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                    "Operations": [{"op": "replace", "path": "displayName", "value": body["displayName"]}],
                })
                .to_string();
            }
        }),
        does(
            "okta.absent-member",
            "O18",
            "to remove a member that is not there is 404",
            |server, asked| {
                let there = if is_group(&asked) { members(server, &asked) } else { Vec::new() };
                let removed = operations(&asked).into_iter().filter(|one| one["op"] == "remove");
                for one in removed {
                    let path = one["path"].as_str().unwrap_or_default().to_owned();
                    let known =
                        there.iter().any(|value| path.contains(value.as_str().unwrap_or("?")));
                    if path.starts_with("members[") && !known {
                        return Answer::error(404, "");
                    }
                }
                server.ask(&asked)
            },
        ),
        takes(
            "okta.first-operation",
            "O19",
            "only the first operation of a PATCH of a group is applied",
            |asked| {
                if is_group(asked) {
                    asked.operations(|operations| operations.truncate(1));
                }
            },
        ),
        does(
            "okta.not-atomic",
            "O19",
            "operations before one that is refused are applied",
            |server, asked| {
                if !asked.is("PATCH") {
                    return server.ask(&asked);
                }
                one_by_one(server, &asked, &operations(&asked))
            },
        ),
        does("okta.description-needed", "O20", "a group needs an `externalId`", |server, asked| {
            let lacks =
                is_group(&asked) && asked.is_create() && asked.json().get("externalId").is_none();
            if lacks { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does(
            "okta.deleted-members",
            "A9",
            "with a group its members are deleted",
            |server, asked| {
                if is_group(&asked) && asked.is("DELETE") {
                    for member in members(server, &asked) {
                        let path = format!("/Users/{}", member.as_str().unwrap());
                        server.also(&asked, &Method::DELETE, &path, Value::Null);
                    }
                }
                server.ask(&asked)
            },
        ),
    ]
}
