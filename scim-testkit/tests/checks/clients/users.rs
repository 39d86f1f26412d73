//! Users, as Okta provisions them.

use super::wire::{is_user, refused};
use crate::fault::{Fault, does, gives, takes};
use crate::faults::patch::operations;
use crate::server::{Answer, Asked, Server};
use http::Method;
use serde_json::{Value, json};

fn is_put(asked: &Asked) -> bool {
    asked.is("PUT") && is_user(asked)
}

fn id(asked: &Asked) -> String {
    asked.segments().last().copied().unwrap_or_default().to_owned()
}

fn patch(server: &Server, by: &Asked, path: &str, operation: Value) {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    server.also(by, &Method::PATCH, path, body);
}

/// Takes a user out of all groups.
fn leave(server: &Server, asked: &Asked) {
    let mut groups = server.get(asked, "/Groups");
    for group in groups.listed().into_iter().flatten() {
        let path = format!("/Groups/{}", group["id"].as_str().unwrap());
        let member = format!("members[value eq \"{}\"]", id(asked));
        patch(server, asked, &path, json!({"op": "remove", "path": member}));
    }
}

/// Whether a write sets `active` to false.
fn deactivates(asked: &Asked) -> bool {
    let set = |value: &Value| value["active"] == false;
    let by_path = |one: &Value| one["path"] == "active" && one["value"] == false;
    set(&asked.json()) || operations(asked).iter().any(|one| set(&one["value"]) || by_path(one))
}

fn has_empty_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.values().any(has_empty_text),
        Value::Array(list) => list.iter().any(has_empty_text),
        _ => false,
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "okta.put-groups",
            "O6",
            "`groups: []` in a PUT takes the user out of its groups",
            |server, asked| {
                if is_put(&asked) && asked.json()["groups"] == json!([]) {
                    leave(server, &asked);
                }
                server.ask(&asked)
            },
        ),
        does(
            "okta.put-no-groups",
            "O5",
            "a PUT takes the user out of its groups",
            |server, asked| {
                if is_put(&asked) {
                    leave(server, &asked);
                }
                server.ask(&asked)
            },
        ),
        does("okta.put-password", "O7", "a PUT without `password` erases it", |server, asked| {
            let answer = server.ask(&asked);
            if asked.is_create() && asked.json().get("password").is_some() {
                server.remember(answer.json["id"].as_str().unwrap_or_default(), true);
            }
            if is_put(&asked) && asked.json().get("password").is_none() {
                if server.recall(&id(&asked)) == Some(json!(true)) {
                    server.remember(&id(&asked), false);
                    patch(server, &asked, &asked.path, json!({"op": "remove", "path": "password"}));
                }
            }
            answer
        }),
        takes("okta.put-active", "O29", "a PUT without `active` reactivates a leaver", |asked| {
            if is_put(asked) {
                asked.edit(|body| {
                    body.entry("active").or_insert(true.into());
                });
            }
        }),
        gives("okta.password-echo", "O7", "the password is in the answer", |asked, answer| {
            let sent = asked.json()["password"].clone();
            if is_user(asked) && !sent.is_null() {
                answer.one(|user| {
                    user.insert("password".to_owned(), sent);
                });
            }
        }),
        does(
            "okta.password-put-refused",
            "O7",
            "a PUT with `password` is refused",
            |server, asked| {
                let has = is_put(&asked) && asked.json().get("password").is_some();
                if has { refused("mutability") } else { server.ask(&asked) }
            },
        ),
        does(
            "okta.password-policy",
            "O7",
            "a password without a capital letter is refused",
            |server, asked| {
                let password = asked.json()["password"].as_str().unwrap_or("A").to_owned();
                let weak =
                    asked.is_create() && !password.contains(|c: char| c.is_ascii_uppercase());
                if weak { refused("invalidValue") } else { server.ask(&asked) }
            },
        ),
        does(
            "okta.password-sync",
            "A7",
            "PATCH of a password without a path is refused",
            |server, asked| {
                let has =
                    operations(&asked).iter().any(|one| one["value"].get("password").is_some());
                if has { refused("invalidPath") } else { server.ask(&asked) }
            },
        ),
        does(
            "okta.stale-version",
            "O36",
            "an old `meta.version` in a PUT is refused",
            |server, asked| {
                let sent = asked.json()["meta"]["version"].clone();
                if is_put(&asked)
                    && !sent.is_null()
                    && server.get(&asked, &asked.path).json["meta"]["version"] != sent
                {
                    return Answer::error(412, "");
                }
                server.ask(&asked)
            },
        ),
        does("okta.meta-refused", "O5", "`meta` in a PUT is refused", |server, asked| {
            let has = is_put(&asked) && asked.json().get("meta").is_some();
            if has { refused("mutability") } else { server.ask(&asked) }
        }),
        does("okta.id-refused", "O5", "`id` in a PUT is refused", |server, asked| {
            let has = is_put(&asked) && asked.json().get("id").is_some();
            if has { refused("mutability") } else { server.ask(&asked) }
        }),
        does("okta.groups-refused", "O6", "`groups` of a user is refused", |server, asked| {
            let has = is_user(&asked) && asked.json().get("groups").is_some();
            if has { refused("mutability") } else { server.ask(&asked) }
        }),
        does("okta.empty-text", "O26", "an empty text is refused", |server, asked| {
            let has = is_put(&asked) && has_empty_text(&asked.json());
            if has { refused("invalidValue") } else { server.ask(&asked) }
        }),
        takes("okta.lower-case", "SPEC 6", "`userName` is kept in lower case", |asked| {
            if is_user(asked) {
                asked.edit(|body| {
                    if let Some(Value::String(name)) = body.get_mut("userName") {
                        *name = name.to_lowercase();
                    }
                });
            }
        }),
        does(
            "okta.deactivated-deleted",
            "O12",
            "a user who is deactivated is deleted",
            |server, asked| {
                let answer = server.ask(&asked);
                if is_user(&asked) && answer.is_ok() && deactivates(&asked) {
                    server.also(&asked, &Method::DELETE, &asked.path, Value::Null);
                }
                answer
            },
        ),
        does("okta.inactive-404", "O12", "a user who is inactive is not read", |server, asked| {
            let answer = server.ask(&asked);
            let hidden = asked.is("GET") && asked.is_one() && answer.json["active"] == false;
            if hidden { Answer::error(404, "") } else { answer }
        }),
        does(
            "okta.hidden-inactive",
            "O14",
            "searches do not find inactive users",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.parameter("filter").is_some() {
                    let mut left = 0;
                    if let Some(list) = answer.listed() {
                        list.retain(|user| user["active"] != false);
                        left = list.len();
                    }
                    for name in ["totalResults", "itemsPerPage"] {
                        answer.json[name] = left.into();
                    }
                }
                answer
            },
        ),
        does("okta.inactive-frozen", "O14", "an inactive user is not changed", |server, asked| {
            let frozen = is_user(&asked)
                && asked.is("PUT")
                && server.get(&asked, &asked.path).json["active"] == false;
            if frozen { Answer::error(403, "") } else { server.ask(&asked) }
        }),
        does("okta.path-needed", "O1", "PATCH without a path is refused", |server, asked| {
            let has =
                is_user(&asked) && operations(&asked).iter().any(|one| one.get("path").is_none());
            if has { refused("noTarget") } else { server.ask(&asked) }
        }),
        does(
            "okta.path-refused",
            "O1",
            "PATCH of `active` with a path is refused",
            |server, asked| {
                let has = operations(&asked).iter().any(|one| one["path"] == "active");
                if has { refused("invalidPath") } else { server.ask(&asked) }
            },
        ),
        does("okta.external-unique", "O8", "an `externalId` is taken once", |server, asked| {
            let id = asked.json()["externalId"].as_str().unwrap_or_default().to_owned();
            if asked.is_create() && !id.is_empty() {
                if server.recall(&id).is_some() {
                    return Answer::error(409, "uniqueness");
                }
                server.remember(&id, true);
            }
            server.ask(&asked)
        }),
        does("okta.external-needed", "O8", "a PUT needs `externalId`", |server, asked| {
            let lacks = is_put(&asked) && asked.json().get("externalId").is_none();
            if lacks { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does("okta.external-lost", "O8", "`externalId` is not kept", |server, mut asked| {
            if is_user(&asked) {
                asked.edit(|body| {
                    body.remove("externalId");
                });
            }
            server.ask(&asked)
        }),
        does(
            "okta.put-again",
            "O4",
            "the second of two equal PUTs is a conflict",
            |server, asked| {
                if is_put(&asked) {
                    let sent = Value::from(asked.body.clone());
                    if server.recall(&asked.path) == Some(sent.clone()) {
                        return Answer::error(409, "");
                    }
                    server.remember(&asked.path, sent);
                }
                server.ask(&asked)
            },
        ),
        does("okta.one-email", "O28", "a second address is refused", |server, asked| {
            let several = asked.json()["emails"].as_array().is_some_and(|all| all.len() > 1);
            if several { refused("invalidValue") } else { server.ask(&asked) }
        }),
    ]
}
