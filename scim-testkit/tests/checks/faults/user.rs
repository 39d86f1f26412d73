//! Users, and the values of all answers (RFC 7643 sections 2.3 and 4.1).

use super::{ENTERPRISE, is_user, member, object};
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Value, json};

fn manager(answer: &mut Answer, change: impl Fn(&mut Value)) {
    answer.each(|resource| {
        if let Some(manager) = resource.get_mut(ENTERPRISE).and_then(|one| one.get_mut("manager")) {
            change(manager);
        }
    });
}

/// Users whose names are so conflict with no others.
fn apart(asked: &mut Asked, is: fn(&str) -> bool) {
    if asked.is_create() && is_user(asked) {
        member(asked, "userName", |name| {
            if let Value::String(name) = name {
                if is(name) {
                    name.push_str("-apart");
                }
            }
        });
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("user.country", "7643-4.1.2-18", "countries have three letters", |_, answer| {
            answer.each(|resource| {
                for one in resource
                    .get_mut("addresses")
                    .and_then(Value::as_array_mut)
                    .into_iter()
                    .flatten()
                {
                    if one["country"].is_string() {
                        one["country"] = json!("DEU");
                    }
                }
            });
        }),
        gives("user.date-only", "7643-2.3.5-02", "dates have no time", |_, answer| {
            answer.each(|resource| {
                if let Some(Value::String(bought)) = resource.get_mut("boughtAt") {
                    bought.truncate(10);
                }
            });
        }),
        gives("user.no-name", "7643-4.1.1-03", "users have no `userName`", |asked, answer| {
            if is_user(asked) && !asked.query.iter().any(|(name, _)| name.contains("ttributes")) {
                answer.each(|resource| {
                    resource.remove("userName");
                });
            }
        }),
        does(
            "user.name-made-up",
            "7643-4.1.1-03",
            "a user without `userName` gets one",
            |server, mut asked| {
                if asked.is_create() && is_user(&asked) {
                    let number = server.all().len();
                    asked.edit(|body| {
                        if !body.contains_key("userName") {
                            body.insert("userName".to_owned(), json!(format!("user-{number}")));
                            server.remember(&number.to_string(), true);
                        }
                    });
                }
                server.ask(&asked)
            },
        ),
        takes("user.active-lost", "7643-4.1.1-18", "PATCH of `active` does nothing", |asked| {
            if is_user(asked) {
                asked.operations(|all| {
                    for one in all {
                        if one["path"] == "active" {
                            *one = json!({"op": "replace", "value": {}});
                        }
                        if let Some(value) = one["value"].as_object_mut() {
                            value.remove("active");
                        }
                    }
                });
            }
        }),
        does(
            "user.language",
            "7643-4.1.1-14",
            "languages with weights are refused",
            |server, asked| {
                let language =
                    asked.json()["preferredLanguage"].as_str().unwrap_or_default().to_owned();
                if language.contains(";q=") {
                    Answer::error(400, "invalidValue")
                } else {
                    server.ask(&asked)
                }
            },
        ),
        gives("user.manager", "7643-4.3-04", "`manager.value` is a name", |_, answer| {
            manager(answer, |one| one["value"] = json!("The boss"));
        }),
        gives(
            "user.manager-reference",
            "7643-4.3-05",
            "`manager.$ref` leads nowhere",
            |_, answer| {
                manager(answer, |one| {
                    one["$ref"] = json!("https://scim.example.com/scim/v2/Users/nobody");
                });
            },
        ),
        does(
            "user.manager-name",
            "7643-4.3-06",
            "`manager.displayName` is the client's",
            |server, asked| {
                let mut answer = server.ask(&asked);
                let sent = asked.json()[ENTERPRISE]["manager"]["displayName"].clone();
                if !sent.is_null() && answer.is_ok() {
                    let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
                    server.remember(&id, sent);
                }
                let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
                if let Some(name) = server.recall(&id) {
                    manager(&mut answer, |one| one["displayName"] = name.clone());
                }
                answer
            },
        ),
        does(
            "user.password-patched",
            "7643-4.1.1-19",
            "PATCH of a password answers it",
            |server, asked| {
                let mut answer = server.ask(&asked);
                for one in super::patch::operations(&asked) {
                    let path = one["path"].as_str().unwrap_or_default();
                    if ["password", "pin"].contains(&path) && answer.is_ok() {
                        let mut shown = server.get(&asked, &asked.path);
                        shown.json[path] = one["value"].clone();
                        answer = shown;
                    }
                }
                answer
            },
        ),
        takes("user.photo-lost", "7643-2.3.7-02", "photos are lost", |asked| {
            if is_user(asked) && (asked.is("POST") || asked.is("PUT")) {
                asked.edit(|body| {
                    body.remove("photos");
                });
            }
        }),
        gives("user.created-text", "7643-3.1-21", "`meta.created` is a weekday", |_, answer| {
            answer.each(|resource| {
                if let Some(meta) = resource.get_mut("meta") {
                    object(meta, |meta| {
                        if meta.contains_key("created") {
                            meta.insert("created".to_owned(), json!("Thursday"));
                        }
                    });
                }
            });
        }),
        takes(
            "user.wide-name",
            "7644-5-01",
            "a name in full-width letters is another name",
            |asked| {
                apart(asked, |name| name.chars().any(|c| ('\u{ff01}'..='\u{ff5e}').contains(&c)))
            },
        ),
        takes(
            "user.decomposed-name",
            "7644-7.8-01",
            "a name with a combining accent is another name",
            |asked| apart(asked, |name| name.contains('\u{301}')),
        ),
        takes(
            "user.decomposed-filter",
            "7644-7.8-01",
            "a filter with a combining accent finds nothing else",
            |asked| asked.reset("filter", |filter| filter.replace('\u{301}', "'")),
        ),
    ]
}
