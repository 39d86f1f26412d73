//! What Entra ID would notice.

use super::wire::{is_user, keep, refused, wanted};
use crate::fault::{Fault, does, gives, takes};
use crate::faults::patch::operations;
use crate::server::{Answer, Asked, TOKEN};
use serde_json::{Value, json};

fn any(asked: &Asked, is: impl Fn(&Value) -> bool) -> bool {
    operations(asked).iter().any(is)
}

fn path(operation: &Value) -> &str {
    operation["path"].as_str().unwrap_or_default()
}

fn has_null(value: &Value) -> bool {
    value.as_object().is_some_and(|members| members.values().any(Value::is_null))
}

/// Whether an operation is for an element of a list of addresses that the user lacks.
fn is_absent(user: &Value, operation: &Value) -> bool {
    ["emails", "phoneNumbers", "addresses"].iter().any(|list| {
        let r#type =
            path(operation).strip_prefix(&format!("{list}[type eq \"")).unwrap_or_default();
        let r#type = r#type.split('"').next().unwrap_or_default();
        let has = |one: &Value| one["type"] == r#type;
        !r#type.is_empty() && !user[list].as_array().is_some_and(|all| all.iter().any(has))
    })
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "entra.op-case",
            "E1",
            "`Add`, `Replace` and `Remove` are refused",
            |server, asked| {
                let title = |one: &Value| {
                    one["op"]
                        .as_str()
                        .is_some_and(|op| op.starts_with(|c: char| c.is_ascii_uppercase()))
                };
                if any(&asked, title) { refused("invalidSyntax") } else { server.ask(&asked) }
            },
        ),
        does("entra.text-boolean", "E2", "`\"False\"` is refused for `active`", |server, asked| {
            let text = |one: &Value| path(one) == "active" && one["value"].is_string();
            if any(&asked, text) { refused("invalidValue") } else { server.ask(&asked) }
        }),
        takes("entra.text-truthy", "E2", "`\"False\"` is true", |asked| {
            asked.operations(|operations| {
                for one in operations.iter_mut().filter(|one| one["value"] == "False") {
                    one["value"] = true.into();
                }
            });
        }),
        takes("entra.remove-all", "E3", "`Remove` of members with a value removes all", |asked| {
            asked.operations(|operations| {
                for one in operations
                    .iter_mut()
                    .filter(|one| one["op"] == "Remove" && one["path"] == "members")
                {
                    one.as_object_mut().unwrap().remove("value");
                }
            });
        }),
        takes(
            "entra.flag.remove-all",
            "E3",
            "`remove` of a member by filter removes all",
            |asked| {
                asked.operations(|operations| {
                    for one in operations.iter_mut().filter(|one| path(one).starts_with("members["))
                    {
                        one["path"] = "members".into();
                    }
                });
            },
        ),
        does(
            "entra.absent-element",
            "E4",
            "an element that is not there is not made",
            |server, asked| {
                let user = if is_user(&asked) && asked.is("PATCH") {
                    server.get(&asked, &asked.path).json
                } else {
                    Value::Null
                };
                let absent = !user.is_null() && any(&asked, |one| is_absent(&user, one));
                if absent { refused("noTarget") } else { server.ask(&asked) }
            },
        ),
        does("entra.dotted", "E5", "a dotted name in a value is refused", |server, asked| {
            let dotted = |one: &Value| {
                one["value"]
                    .as_object()
                    .is_some_and(|value| value.keys().any(|key| key.contains('.')))
            };
            if any(&asked, dotted) { refused("invalidPath") } else { server.ask(&asked) }
        }),
        takes("entra.flag.dotted-lost", "E5", "a dotted name in a value is passed over", |asked| {
            asked.operations(|operations| {
                for one in operations {
                    if let Some(value) = one.get_mut("value").and_then(Value::as_object_mut) {
                        value.retain(|key, _| !key.contains('.'));
                    }
                }
            });
        }),
        does(
            "entra.parameter",
            "E6",
            "a query parameter that is unknown is refused",
            |server, asked| {
                let has = asked.query.iter().any(|(name, _)| name == "aadOptscim062020");
                if has { refused("invalidSyntax") } else { server.ask(&asked) }
            },
        ),
        does("entra.roles", "E7", "roles as JSON in a text are refused", |server, asked| {
            let json =
                |one: &Value| path(one) == "roles" && one["value"].to_string().contains("{\\\"");
            if any(&asked, json) { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("entra.null", "E8", "null in a body is refused", |server, asked| {
            let has = asked.is_create() && has_null(&asked.json());
            if has { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("entra.case-filter", "E9", "`userName` is compared with its case", |server, asked| {
            let mut answer = server.ask(&asked);
            if let Some(wanted) = wanted(&asked).filter(|_| is_user(&asked)) {
                if asked.parameter("filter").unwrap().starts_with("userName eq") {
                    keep(&mut answer, |user| user["userName"] == *wanted);
                }
            }
            answer
        }),
        takes("entra.lower-case", "E10", "`userName` is kept in lower case", |asked| {
            asked.edit(|body| {
                if let Some(Value::String(name)) = body.get_mut("userName") {
                    *name = name.to_lowercase();
                }
            });
        }),
        does(
            "entra.one-hit",
            "E11",
            "a search with one hit is answered with it",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.parameter("filter").is_some() {
                    if let Some([one]) = answer.listed().map(|list| list.clone()).as_deref() {
                        answer.json = one.clone();
                    }
                }
                answer
            },
        ),
        does(
            "entra.apostrophe",
            "E14",
            "a filter with an apostrophe is refused",
            |server, asked| {
                let has = asked.parameter("filter").is_some_and(|filter| filter.contains('\''));
                if has { refused("invalidFilter") } else { server.ask(&asked) }
            },
        ),
        does("entra.manager-text", "E15", "a manager that is an id is refused", |server, asked| {
            let bare = |one: &Value| path(one).ends_with(":manager") && one["value"].is_string();
            if any(&asked, bare) { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("entra.manager-list", "E15", "a manager in a list is refused", |server, asked| {
            let list = |one: &Value| path(one).ends_with(":manager") && one["value"].is_array();
            if any(&asked, list) { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does(
            "entra.again",
            "E16",
            "a user who is there is answered instead of 409",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is_create() && answer.status == 409 {
                    answer.status = 201;
                }
                answer
            },
        ),
        does(
            "entra.all-members",
            "E17",
            "a PATCH of a group is answered with its members",
            |server, asked| {
                let answer = server.ask(&asked);
                let patched = asked.is("PATCH") && !is_user(&asked) && answer.is_ok();
                if patched { server.get(&asked, &asked.path) } else { answer }
            },
        ),
        does("entra.schemas", "E19", "a body without `schemas` is refused", |server, asked| {
            let lacks = asked.is_create() && asked.json().get("schemas").is_none();
            if lacks { refused("invalidSyntax") } else { server.ask(&asked) }
        }),
        gives("entra.media-type", "E20", "bodies are application/json", |_, answer| {
            if !answer.json.is_null() {
                answer.set("content-type", "application/json");
            }
        }),
        does("entra.adscim", "5.1", "a schema that is unknown is refused", |server, asked| {
            let has = asked.body.contains("ADSCIM");
            if has { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("entra.meta", "5.1", "`meta` in a new user is refused", |server, asked| {
            let has = asked.is_create() && asked.json().get("meta").is_some();
            if has { refused("mutability") } else { server.ask(&asked) }
        }),
        takes("entra.excluded", "5.1", "`excludedAttributes` is not heard", |asked| {
            asked.without("excludedAttributes");
        }),
        takes(
            "entra.membership",
            "5.1",
            "a search for a member finds the group without it",
            |asked| {
                asked.reset("filter", |filter| {
                    filter.split(" and members").next().unwrap_or(filter).to_owned()
                });
            },
        ),
        does(
            "entra.value-path",
            "5.1",
            "a search for a work address is refused",
            |server, asked| {
                let has =
                    asked.parameter("filter").is_some_and(|filter| filter.contains("].value eq"));
                if has { refused("invalidFilter") } else { server.ask(&asked) }
            },
        ),
        does(
            "entra.external-filter",
            "5.1",
            "a search for `externalId` is refused",
            |server, asked| {
                let has =
                    asked.parameter("filter").is_some_and(|filter| filter.contains("externalId"));
                if has { refused("invalidFilter") } else { server.ask(&asked) }
            },
        ),
        does("entra.empty-404", "5.1", "a search that finds nothing is 404", |server, asked| {
            let answer = server.ask(&asked);
            let none = asked.parameter("filter").is_some() && answer.json["totalResults"] == 0;
            if none { Answer::error(404, "") } else { answer }
        }),
        does(
            "entra.deleted-stays",
            "5.1",
            "a user who is deleted is only deactivated",
            |server, asked| {
                if asked.is("DELETE") && is_user(&asked) {
                    let body = json!({
                        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                        "Operations": [{"op": "replace", "path": "active", "value": false}],
                    });
                    server.also(&asked, &http::Method::PATCH, &asked.path, body);
                    return Answer::new(204, Value::Null);
                }
                server.ask(&asked)
            },
        ),
        does("entra.primary-text", "5.3", "`primary` as a text is refused", |server, asked| {
            let has = asked.body.contains("\"primary\":\"true\"");
            if has { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does(
            "entra.primary-path",
            "5.3",
            "`emails[primary eq true].value` is refused",
            |server, asked| {
                let has = any(&asked, |one| path(one).contains("[primary eq"));
                if has { refused("invalidPath") } else { server.ask(&asked) }
            },
        ),
        does("entra.user-name", "5.3", "`userName` is not changed", |server, asked| {
            let has = any(&asked, |one| path(one) == "userName");
            if has { refused("mutability") } else { server.ask(&asked) }
        }),
        does("entra.rate", "E12", "every twentieth request is one too many", |server, asked| {
            let count = server.recall("asked").and_then(|count| count.as_u64()).unwrap_or(0) + 1;
            server.remember("asked", count);
            if asked.is("GET") && asked.is_all() && count.is_multiple_of(20) {
                let mut answer = Answer::error(429, "");
                answer.set("retry-after", "0");
                return answer;
            }
            server.ask(&asked)
        }),
        takes("entra.any-token", "E13", "any bearer token does", |asked| {
            if asked.headers.contains_key("authorization") {
                let token = format!("Bearer {TOKEN}").parse().unwrap();
                asked.headers.insert("authorization", token);
            }
        }),
        does("entra.late-read", "5.1", "a new user is not there at first", |server, asked| {
            if asked.is("GET") && server.recall(&asked.path) == Some(true.into()) {
                server.remember(&asked.path, false);
                return Answer::error(404, "");
            }
            let answer = server.ask(&asked);
            let id = answer.json["id"].as_str().unwrap_or_default();
            if is_user(&asked) && asked.is_create() && !id.is_empty() {
                server.remember(&format!("/Users/{id}"), true);
            }
            answer
        }),
        gives("entra.empty-members", "5.3", "a group always has `members`", |asked, answer| {
            if asked.is("GET") && !is_user(asked) {
                answer.each(|group| {
                    group.entry("members").or_insert_with(|| json!([]));
                });
            }
        }),
        does("entra.group-stays", "5.1", "a group that is deleted stays", |server, asked| {
            let deletes =
                asked.is("DELETE") && !is_user(&asked) && server.get(&asked, &asked.path).is_ok();
            if deletes { Answer::new(204, Value::Null) } else { server.ask(&asked) }
        }),
        does(
            "entra.delete-any",
            "5.3",
            "what is not there is deleted with 204",
            |server, asked| {
                let answer = server.ask(&asked);
                let gone = asked.is("DELETE") && answer.status == 404;
                if gone { Answer::new(204, Value::Null) } else { answer }
            },
        ),
        gives("entra.schema-null", "5.1", "a schema has null in it", |asked, answer| {
            if asked.path == "/Schemas" {
                for schema in answer.listed().into_iter().flatten() {
                    schema["description"] = Value::Null;
                }
            }
        }),
    ]
}
