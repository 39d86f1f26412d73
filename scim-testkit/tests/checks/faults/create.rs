//! POST.

mod bodies;

use super::{DEVICE, ENTERPRISE, LEASE, USER, is_user, member};
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use serde_json::{Value, json};

/// A POST that has such a body.
fn has(asked: &Asked, is: impl Fn(&Value) -> bool) -> bool {
    asked.is_create() && is(&asked.json())
}

/// Whether a value anywhere in the body is like this.
fn anywhere(value: &Value, is: fn(&Value) -> bool) -> bool {
    is(value)
        || match value {
            Value::Array(all) => all.iter().any(|one| anywhere(one, is)),
            Value::Object(all) => all.values().any(|one| anywhere(one, is)),
            _ => false,
        }
}

/// What the service provider refuses is tried again, with another name.
fn again(server: &Server, asked: &Asked, status: u16) -> Answer {
    let answer = server.ask(asked);
    if !(asked.is_create() && answer.status == status) {
        return answer;
    }
    let mut other = asked.clone();
    let mut given = Value::Null;
    for name in ["userName", "serialNumber"] {
        member(&mut other, name, |value| {
            given = value.clone();
            *value = format!("{} again", value.as_str().unwrap_or_default()).into();
        });
    }
    let mut answer = server.ask(&other);
    answer.one(|resource| {
        for name in ["userName", "serialNumber"] {
            if let Some(value) = resource.get_mut(name) {
                *value = given.clone();
            }
        }
    });
    answer
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = first();
    faults.extend(bodies::all());
    faults
}

fn first() -> Vec<Fault> {
    vec![
        gives("create.status", "7644-3.3-07", "POST answers 200", |asked, answer| {
            if asked.is_create() && answer.status == 201 {
                answer.status = 200;
            }
        }),
        gives(
            "create.no-location",
            "7644-3.3-09",
            "POST answers no `Location`",
            |asked, answer| {
                if asked.is_create() {
                    answer.headers.remove("location");
                }
            },
        ),
        gives(
            "create.other-location",
            "7644-3.3-10",
            "`Location` is of the endpoint",
            |asked, answer| {
                if asked.is_create() && answer.is_ok() {
                    let location = answer.header("location");
                    answer.set("location", location.rsplit_once('/').unwrap().0);
                }
            },
        ),
        gives("create.no-body", "7644-3.3-08", "POST answers no body", |asked, answer| {
            if asked.is_create() && answer.is_ok() {
                answer.raw = Some(String::new());
            }
        }),
        gives(
            "create.id-of-client",
            "7644-3.3-02",
            "POST answers the `id` that was sent",
            |asked, answer| {
                let id = asked.json()["id"].clone();
                if asked.is_create() && id.is_string() {
                    answer.one(|resource| {
                        resource.insert("id".to_owned(), id);
                    });
                }
            },
        ),
        gives(
            "create.meta-of-client",
            "7643-3.1-19",
            "POST answers the `meta.created` that was sent",
            |asked, answer| {
                let created = asked.json()["meta"]["created"].clone();
                if asked.is_create() && created.is_string() {
                    answer.one(|resource| {
                        resource["meta"]["created"] = created.clone();
                    });
                }
            },
        ),
        gives(
            "create.groups-of-client",
            "7644-3.3-02",
            "POST answers the readOnly attributes that were sent",
            |asked, answer| {
                if asked.is_create() {
                    for name in ["groups", "seen"] {
                        let sent = asked.json()[name].clone();
                        if !sent.is_null() {
                            answer.one(|resource| {
                                resource.insert(name.to_owned(), sent);
                            });
                        }
                    }
                }
            },
        ),
        does(
            "create.read-only-refused",
            "7644-3.3-02",
            "POST refuses readOnly attributes",
            |server, asked| {
                if has(&asked, |body| {
                    ["meta", "groups", "seen"].iter().any(|name| !body[*name].is_null())
                }) {
                    return Answer::error(400, "mutability");
                }
                server.ask(&asked)
            },
        ),
        takes("create.no-user-name", "7643-4.1.1-01", "POST makes a `userName` up", |asked| {
            if has(asked, |body| body["userName"].is_null()) && is_user(asked) {
                asked.edit(|body| {
                    body.insert("userName".to_owned(), format!("user {}", body.len()).into());
                });
            }
        }),
        takes("create.no-required", "7643-2-01", "POST makes a required attribute up", |asked| {
            if has(asked, |body| body["serialNumber"].is_null()) && asked.path == "/Devices" {
                let serial = format!("made-up {}", asked.body.len());
                asked.edit(|body| {
                    body.insert("serialNumber".to_owned(), serial.into());
                });
            }
        }),
        takes(
            "create.empty-user-name",
            "7643-4.1.1-01",
            "POST takes an empty `userName`",
            |asked| {
                if asked.is_create() {
                    member(asked, "userName", |name| {
                        if name == "" {
                            *name = json!("nobody");
                        }
                    });
                }
            },
        ),
        takes("create.boolean", "7643-2.3.2-01", "any text is a boolean", |asked| {
            for name in ["active", "lost"] {
                member(asked, name, |value| {
                    if value.is_string() {
                        *value = json!(true);
                    }
                });
            }
        }),
        takes("create.integer", "7643-2.3.4-02", "integers with a fraction are cut", |asked| {
            member(asked, "uses", |value| {
                if let (true, Some(number)) = (value.is_f64(), value.as_f64()) {
                    *value = json!(number as i64);
                }
            });
        }),
        takes("create.number-text", "7643-2.3-05", "a text is taken for a number", |asked| {
            for name in ["uses", "weight"] {
                member(asked, name, |value| {
                    if value.is_string() {
                        *value = json!(7);
                    }
                });
            }
        }),
        takes("create.text-number", "7643-2.3-02", "a number is taken for a text", |asked| {
            for name in ["displayName", "title", "build"] {
                member(asked, name, |value| {
                    if value.is_number() {
                        *value = value.to_string().into();
                    }
                });
            }
        }),
        takes("create.date", "7643-2.3.5-02", "a date is taken for a date and time", |asked| {
            member(asked, "boughtAt", |value| {
                if value.as_str().is_some_and(|text| !text.contains('T')) {
                    *value = json!("2011-05-13T00:00:00Z");
                }
            });
        }),
        takes("create.binary", "7643-2.3.6-01", "what is no base64 is taken for binary", |asked| {
            member(asked, "image", |value| {
                if value.as_str().is_some_and(|text| text.contains(['!', '*', ' ', '%'])) {
                    *value = json!("TWFu");
                }
            });
        }),
        takes(
            "create.list-of-one",
            "7643-2.4-01",
            "an object is taken for a list of it",
            |asked| {
                for name in ["emails", "ports", "members"] {
                    member(asked, name, |value| {
                        if value.is_object() {
                            *value = json!([value]);
                        }
                    });
                }
            },
        ),
        takes(
            "create.complex-text",
            "7643-2.3-09",
            "a text is taken for a complex value",
            |asked| {
                for (name, sub) in [("name", "formatted"), ("maker", "name")] {
                    member(asked, name, |value| {
                        if value.is_string() {
                            *value = json!({sub: value});
                        }
                    });
                }
            },
        ),
        gives("create.conflict-400", "7644-3.3-11", "a conflict is 400", |asked, answer| {
            if asked.is_create() && answer.status == 409 {
                answer.status = 400;
                answer.failure(|error| {
                    error.insert("status".to_owned(), json!("400"));
                });
            }
        }),
        gives(
            "create.conflict-without-type",
            "7644-3.3-11",
            "a conflict has no `scimType`",
            |asked, answer| {
                if asked.is_create() && answer.status == 409 {
                    answer.failure(|error| {
                        error.remove("scimType");
                    });
                }
            },
        ),
        does(
            "create.user-name-twice",
            "7643-4.1.1-02",
            "two users have the same `userName`",
            |server, asked| {
                if is_user(&asked) { again(server, &asked, 409) } else { server.ask(&asked) }
            },
        ),
        does(
            "create.unique-twice",
            "7643-7-37",
            "two devices have the same `serialNumber`",
            |server, asked| {
                if is_user(&asked) { server.ask(&asked) } else { again(server, &asked, 409) }
            },
        ),
        does(
            "create.user-name-case",
            "7643-4.1.1-04",
            "two users have the same `userName` but for case",
            |server, asked| {
                let name = asked.json()["userName"].as_str().unwrap_or_default().to_owned();
                let key = format!("name {name}");
                let known = server.recall(&key).is_some();
                server.remember(&key, true);
                if known || !is_user(&asked) {
                    server.ask(&asked)
                } else {
                    again(server, &asked, 409)
                }
            },
        ),
        does(
            "create.case-exact-conflict",
            "7643-7-19",
            "case-exact texts that differ in case are a conflict",
            |server, asked| {
                if asked.path == "/Devices" && asked.is_create() {
                    let serial =
                        asked.json()["serialNumber"].as_str().unwrap_or_default().to_lowercase();
                    let key = format!("serial {serial}");
                    if server.recall(&key).is_some() {
                        return Answer::error(409, "uniqueness");
                    }
                    server.remember(&key, true);
                }
                server.ask(&asked)
            },
        ),
        does(
            "create.external-id-conflict",
            "7643-3.1-15",
            "two users with the same `externalId` are a conflict",
            |server, asked| {
                if let (true, Some(id)) = (asked.is_create(), asked.json()["externalId"].as_str()) {
                    let key = format!("external {id}");
                    if server.recall(&key).is_some() {
                        return Answer::error(409, "uniqueness");
                    }
                    server.remember(&key, true);
                }
                server.ask(&asked)
            },
        ),
        gives(
            "create.incomplete-answer",
            "7644-3.1-10",
            "POST answers less than GET",
            |asked, answer| {
                if asked.is_create() {
                    answer.one(|resource| {
                        for name in ["displayName", "name", "ports", "externalId"] {
                            resource.remove(name);
                        }
                    });
                }
            },
        ),
        takes("create.not-stored", "7644-3.1-10", "POST leaves lists out", |asked| {
            if asked.is_create() {
                asked.edit(|body| {
                    body.retain(|_, value| {
                        !value.is_array()
                            || value[0].as_str().is_some_and(|text| text.starts_with("urn:"))
                    })
                });
            }
        }),
        does(
            "create.echo",
            "7644-3.1-10",
            "POST answers what it was sent, and stores less",
            |server, mut asked| {
                if !(asked.is_create()) {
                    return server.ask(&asked);
                }
                let sent = asked.json()["displayName"].clone();
                if asked.path != "/Groups" {
                    asked.edit(|body| {
                        body.remove("displayName");
                    });
                }
                let mut answer = server.ask(&asked);
                answer.one(|resource| {
                    if !sent.is_null() {
                        resource.insert("displayName".to_owned(), sent);
                    }
                });
                answer
            },
        ),
        takes("create.names-case", "7643-2.1-01", "names in another case are ignored", |asked| {
            if asked.is_create() {
                asked.edit(|body| {
                    body.retain(|name, _| {
                        !name.starts_with(char::is_uppercase) && name != &name.to_uppercase()
                    })
                });
            }
        }),
        does("create.null", "7643-2.5-01", "POST refuses `null`", |server, asked| {
            if has(&asked, |body| anywhere(body, Value::is_null)) {
                return Answer::error(400, "invalidValue");
            }
            server.ask(&asked)
        }),
        does("create.empty-list", "7643-2.5-01", "POST refuses `[]`", |server, asked| {
            if has(&asked, |body| {
                body.as_object().is_some_and(|body| {
                    body.iter().any(|(name, value)| name != "schemas" && *value == json!([]))
                })
            }) {
                return Answer::error(400, "invalidValue");
            }
            server.ask(&asked)
        }),
    ]
}
