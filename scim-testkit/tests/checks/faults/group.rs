//! Groups, and the groups of users (RFC 7643 sections 4.1.2 and 4.2).

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use serde_json::{Value, json};

fn is_group(asked: &Asked) -> bool {
    asked.path.starts_with("/Groups")
}

/// Each member of each group in an answer.
fn members(answer: &mut Answer, change: impl Fn(&mut Value)) {
    answer.each(|resource| {
        if let Some(Value::Array(members)) = resource.get_mut("members") {
            members.iter_mut().for_each(&change);
        }
    });
}

/// The operations on members.
fn on_members(asked: &mut Asked, change: impl FnMut(&mut Value)) {
    if is_group(asked) {
        asked.operations(|all| {
            let is = |one: &&mut Value| {
                one["path"].as_str().is_some_and(|path| path.starts_with("members"))
            };
            all.iter_mut().filter(is).for_each(change);
        });
    }
}

/// Shows users the groups that they are in.
fn with_groups(server: &Server, asked: Asked, show: impl Fn(&Value) -> Value) -> Answer {
    let mut answer = server.ask(&asked);
    if asked.is("GET") && asked.path.starts_with("/Users/") && answer.is_ok() {
        let mut all = server.get(&asked, "/Groups");
        let id = answer.json["id"].clone();
        let is = |group: &&Value| {
            let members = group["members"].as_array();
            members.is_some_and(|members| members.iter().any(|one| one["value"] == id))
        };
        let groups = all.listed().cloned().unwrap_or_default();
        let groups: Vec<Value> = groups.iter().filter(is).map(show).collect();
        if !groups.is_empty() {
            answer.json["groups"] = groups.into();
        }
    }
    answer
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("group.no-value", "7643-4.2-05", "members have no `value`", |_, answer| {
            members(answer, |one| {
                one.as_object_mut().unwrap().remove("value");
            });
        }),
        gives(
            "group.reference-nowhere",
            "7643-2.3.7-07",
            "`$ref` of members leads nowhere",
            |_, answer| {
                members(answer, |one| {
                    one["$ref"] = json!("https://scim.example.com/scim/v2/Users/nobody");
                });
            },
        ),
        takes("group.add-replaces", "7643-4.1.2-24", "`add` of a member replaces all", |asked| {
            on_members(asked, |one| {
                if one["op"] == "add" {
                    one["op"] = "replace".into();
                }
            });
        }),
        takes("group.replace-adds", "7643-4.2-03", "`replace` of members adds them", |asked| {
            on_members(asked, |one| {
                if one["op"] == "replace" {
                    one["op"] = "add".into();
                }
            });
        }),
        does(
            "group.add-twice-refused",
            "7644-3.5.2.1-11",
            "a member that is there already is refused",
            |server, asked| {
                let group =
                    if is_group(&asked) { server.get(&asked, &asked.path).json } else { json!({}) };
                let has = |one: &Value| {
                    let members = group["members"].as_array();
                    members
                        .is_some_and(|all| all.iter().any(|member| member["value"] == one["value"]))
                };
                let twice = super::patch::operations(&asked).iter().any(|operation| {
                    operation["op"] == "add"
                        && operation["path"] == "members"
                        && operation["value"].as_array().is_some_and(|all| all.iter().any(has))
                });
                if twice { Answer::error(409, "uniqueness") } else { server.ask(&asked) }
            },
        ),
        does(
            "group.remove-one",
            "7644-3.5.2.2-03",
            "`remove` of `members` removes none",
            |server, asked| {
                let all = |one: &Value| one["op"] == "remove" && one["path"] == "members";
                if is_group(&asked) && super::patch::operations(&asked).iter().any(all) {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        does(
            "group.put-keeps",
            "7644-3.5.1-16",
            "PUT leaves members that are there",
            |server, mut asked| {
                if asked.is("PUT") && is_group(&asked) {
                    let old = server.get(&asked, &asked.path).json["members"].clone();
                    asked.edit(|body| {
                        let members = body.entry("members").or_insert_with(|| json!([]));
                        if let (Some(all), Some(old)) = (members.as_array_mut(), old.as_array()) {
                            all.extend(old.iter().cloned());
                        }
                    });
                }
                server.ask(&asked)
            },
        ),
        does(
            "group.member-filter",
            "7644-3.4.2.2-42",
            "a filter on members finds no group",
            |server, mut asked| {
                if is_group(&asked) && asked.is_query() {
                    asked.reset("filter", |filter| {
                        filter.replace("members.value", "members.display")
                    });
                }
                server.ask(&asked)
            },
        ),
        gives("group.no-name", "7643-4.2-02", "groups have no `displayName`", |asked, answer| {
            if is_group(asked) && !asked.query.iter().any(|(name, _)| name.contains("ttributes")) {
                answer.each(|resource| {
                    resource.remove("displayName");
                });
            }
        }),
        does(
            "group.of-user-name",
            "7643-4.1.2-22",
            "`groups` of a user has names in place of ids",
            |server, asked| {
                with_groups(server, asked, |group| json!({"value": group["displayName"]}))
            },
        ),
        does(
            "group.of-user-reference",
            "7643-4.1.2-23",
            "`$ref` in `groups` of a user leads nowhere",
            |server, asked| {
                with_groups(server, asked, |group| {
                    let id = &group["id"];
                    json!({"value": id, "$ref": "https://scim.example.com/scim/v2/Groups/none"})
                })
            },
        ),
        does(
            "group.of-user-stays",
            "7643-4.1.2-20",
            "`groups` of a user has those that it has left",
            |server, asked| {
                let mut answer = server.ask(&asked);
                let id = asked.segments().last().copied().unwrap_or_default().to_owned();
                if is_group(&asked) && asked.is_create() && answer.is_ok() {
                    for one in answer.json["members"].as_array().cloned().unwrap_or_default() {
                        let user = one["value"].as_str().unwrap_or_default();
                        server.remember(user, answer.json["id"].clone());
                    }
                } else if let Some(group) = server.recall(&id).filter(|_| answer.json["id"] == id) {
                    answer.json["groups"] = json!([{"value": group}]);
                }
                answer
            },
        ),
    ]
}
