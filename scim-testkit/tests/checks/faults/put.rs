//! PUT.

use super::{is_user, member, object};
use crate::fault::{Fault, does, gives, takes};
use crate::server::Answer;
use http::Method;
use scim_schema::value::DateTime;
use serde_json::{Map, Value, json};

/// The `meta` of what was changed.
fn changed(answer: &mut Answer, change: impl Fn(&mut Map<String, Value>)) {
    answer.each(|resource| {
        if let Some(Value::Object(meta)) = resource.get_mut("meta") {
            if meta.get("lastModified") != meta.get("created") {
                change(meta);
            }
        }
    });
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does("put.creates", "7644-3.5.1-02", "PUT creates what is not there", |server, asked| {
            let answer = server.ask(&asked);
            if asked.is("PUT") && answer.status == 404 {
                let path = format!("/{}", asked.segments()[0]);
                return server.also(&asked, &Method::POST, &path, asked.json());
            }
            answer
        }),
        does("put.merges-lists", "7644-3.5.1-16", "PUT adds to lists", |server, mut asked| {
            if asked.is("PUT") {
                let stored = server.get(&asked, &asked.path).json;
                for name in ["emails", "ports", "members", "labels"] {
                    member(&mut asked, name, |given| {
                        let given = given.as_array_mut();
                        for old in stored[name].as_array().into_iter().flatten() {
                            if let Some(given) = &given {
                                if given.contains(old) {
                                    continue;
                                }
                            }
                            let mut old = old.clone();
                            object(&mut old, |old| {
                                old.remove("primary");
                            });
                            server.remember("old", json!([]));
                            let all = server.recall("old").unwrap();
                            let mut all = all.as_array().cloned().unwrap_or_default();
                            all.push(old);
                            server.remember("old", Value::Array(all));
                        }
                    });
                    let old = server.recall("old").unwrap_or_default();
                    member(&mut asked, name, |given| {
                        if let (Some(given), Some(old)) = (given.as_array_mut(), old.as_array()) {
                            given.extend(old.iter().cloned());
                        }
                    });
                    server.remember("old", json!([]));
                }
            }
            server.ask(&asked)
        }),
        does(
            "put.not-stored",
            "7644-3.5.1-04",
            "PUT answers what it was sent and stores nothing",
            |server, asked| {
                if !asked.is("PUT") {
                    return server.ask(&asked);
                }
                let mut answer = server.get(&asked, &asked.path);
                let body = asked.json();
                answer.one(|resource| {
                    for (name, value) in body.as_object().into_iter().flatten() {
                        if !["id", "meta", "schemas", "password", "pin", "groups", "seen", "notes"]
                            .contains(&name.as_str())
                        {
                            resource.insert(name.clone(), value.clone());
                        }
                    }
                });
                answer
            },
        ),
        gives("put.no-content", "7644-3.5.1-14", "PUT answers 204", |asked, answer| {
            if asked.is("PUT") && answer.status == 200 {
                answer.status = 204;
                answer.raw = Some(String::new());
            }
        }),
        does("put.not-implemented", "7644-3.5-01", "PUT is not implemented", |server, asked| {
            if asked.is("PUT") { Answer::error(501, "") } else { server.ask(&asked) }
        }),
        does(
            "put.read-only-refused",
            "7644-3.5.1-12",
            "PUT refuses readOnly attributes",
            |server, asked| {
                let body = asked.json();
                if asked.is("PUT")
                    && ["meta", "groups", "seen"].iter().any(|name| !body[*name].is_null())
                {
                    return Answer::error(400, "mutability");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "put.read-only-taken",
            "7644-3.5.1-12",
            "PUT answers the readOnly attributes that it was sent",
            |asked, answer| {
                let body = asked.json();
                if asked.is("PUT") {
                    answer.one(|resource| {
                        for name in ["groups", "seen"] {
                            if !body[name].is_null() {
                                resource.insert(name.to_owned(), body[name].clone());
                            }
                        }
                        if let Some(created) = body["meta"]["created"].as_str() {
                            resource["meta"]["created"] = created.into();
                        }
                    });
                }
            },
        ),
        does(
            "put.immutable-taken",
            "7643-7-25",
            "PUT changes what is immutable",
            |server, mut asked| {
                let model = asked.json()["model"].clone();
                let key = format!("model {}", asked.path);
                if asked.is("PUT") && model.is_string() {
                    let stored = server.get(&asked, &asked.path).json["model"].clone();
                    if stored.is_string() && stored != model {
                        member(&mut asked, "model", |value| *value = stored);
                        server.remember(&key, model);
                    }
                }
                let mut answer = server.ask(&asked);
                if let Some(model) = server.recall(&key) {
                    answer.one(|device| {
                        device.insert("model".to_owned(), model);
                    });
                }
                answer
            },
        ),
        does(
            "put.immutable-ignored",
            "7644-3.5.1-10",
            "PUT ignores another value of what is immutable",
            |server, mut asked| {
                if asked.is("PUT") {
                    let stored = server.get(&asked, &asked.path).json["model"].clone();
                    if stored.is_string() {
                        member(&mut asked, "model", |value| *value = stored);
                    }
                }
                server.ask(&asked)
            },
        ),
        does(
            "put.immutable-first",
            "7644-3.5.1-11",
            "PUT ignores the first value of what is immutable",
            |server, mut asked| {
                if asked.is("PUT") && server.get(&asked, &asked.path).json["model"].is_null() {
                    asked.edit(|body| {
                        body.remove("model");
                    });
                }
                server.ask(&asked)
            },
        ),
        gives("put.created-moves", "7643-3.1-02", "PUT moves `meta.created`", |asked, answer| {
            if asked.is("PUT") {
                answer.one(|resource| resource["meta"]["created"] = json!("2099-01-01T00:00:00Z"));
            }
        }),
        does(
            "put.modified-stays",
            "7643-3.1-22",
            "writes do not move `meta.lastModified`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                answer.each(|resource| {
                    let created = resource["meta"]["created"].clone();
                    if !created.is_null() {
                        resource["meta"]["lastModified"] = created;
                    }
                });
                answer
            },
        ),
        gives(
            "put.modified-local",
            "7643-3.1-22",
            "`meta.lastModified` of what was changed is in local time, with `Z`",
            |_, answer| {
                changed(answer, |meta| {
                    let utc = DateTime::parse(meta["lastModified"].as_str().unwrap()).unwrap();
                    let west = utc.unix_seconds() - 8 * 3600;
                    let local = DateTime::from_unix(west, utc.subsec_nanos()).unwrap();
                    meta.insert("lastModified".to_owned(), local.as_str().into());
                });
            },
        ),
        gives(
            "put.location-moves",
            "7643-3.1-02",
            "`meta.location` of what was changed names the change",
            |_, answer| {
                changed(answer, |meta| {
                    let at = meta["lastModified"].as_str().unwrap();
                    let location = format!("{}?at={at}", meta["location"].as_str().unwrap());
                    meta.insert("location".to_owned(), location.into());
                });
            },
        ),
        does(
            "put.null",
            "7643-2.5-02",
            "PUT does not clear what is `null`",
            |server, mut asked| {
                if asked.is("PUT") {
                    let stored = server.get(&asked, &asked.path).json;
                    asked.edit(|body| {
                        for (name, value) in body.iter_mut() {
                            if value.is_null() || *value == json!([]) {
                                *value = stored[name.as_str()].clone();
                            }
                        }
                    });
                }
                server.ask(&asked)
            },
        ),
        gives(
            "put.incomplete-answer",
            "7644-3.5.1-14",
            "PUT answers what it was sent only",
            |asked, answer| {
                if asked.is("PUT") {
                    answer.one(|resource| {
                        resource.retain(|name, _| {
                            ["id", "schemas", "userName", "serialNumber", "displayName"]
                                .contains(&name.as_str())
                        })
                    });
                }
            },
        ),
        does("put.unknown-200", "7644-3.2-06", "PUT to an unknown id is 200", |server, asked| {
            let mut answer = server.ask(&asked);
            if asked.is("PUT") && answer.status == 404 {
                answer = Answer::new(200, asked.json());
            }
            answer
        }),
        does("put.id", "7643-3.1-08", "PUT gives a new `id`", |server, asked| {
            let mut answer = server.ask(&asked);
            if asked.is("PUT") {
                answer.one(|resource| {
                    resource.insert("id".to_owned(), json!("another"));
                });
            }
            answer
        }),
        takes(
            "put.required",
            "7643-2-01",
            "PUT keeps a required attribute that is left out, and says nothing",
            |asked| {
                if asked.is("PUT") && is_user(asked) {
                    asked.edit(|body| {
                        if body.get("userName").is_none_or(Value::is_null) {
                            body.insert("userName".to_owned(), json!("kept"));
                        }
                    });
                }
            },
        ),
        does(
            "put.conflict",
            "7643-4.1.1-02",
            "PUT gives a user the name of another",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("PUT") && answer.status == 409 {
                    return Answer::new(200, asked.json());
                }
                answer
            },
        ),
        does(
            "put.conflict-type",
            "7644-3.12-22",
            "a conflict in PUT has no `scimType`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is("PUT") && answer.status == 409 {
                    answer.failure(|error| {
                        error.remove("scimType");
                    });
                }
                answer
            },
        ),
        takes("put.extension", "7643-3.3-08", "PUT ignores extensions", |asked| {
            if asked.is("PUT") {
                asked.edit(|body| body.retain(|name, _| !name.contains(':')));
            }
        }),
        takes("put.boolean", "7643-2.3.2-01", "PUT takes any text for a boolean", |asked| {
            if asked.is("PUT") {
                for name in ["active", "lost"] {
                    member(asked, name, |value| {
                        if value.is_string() {
                            *value = json!(false);
                        }
                    });
                }
            }
        }),
    ]
}
