//! Writes of other forms than most, alone and in bulk.

use super::object;
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use http::Method;
use serde_json::{Value, json};

fn is_write(asked: &Asked) -> bool {
    ["POST", "PUT"].iter().any(|method| asked.is(method)) && !asked.is_search()
}

/// The operations of a job.
fn job(asked: &mut Asked, change: impl FnOnce(&mut Vec<Value>)) {
    if asked.path == "/Bulk" {
        asked.edit(|body| {
            if let Some(Value::Array(operations)) = body.get_mut("Operations") {
                change(operations);
            }
        });
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "write.put-same-immutable",
            "7644-3.5.1-09",
            "PUT of what is immutable is refused, the same or not",
            |server, asked| {
                if asked.is("PUT") && !asked.json()["model"].is_null() {
                    return Answer::error(400, "mutability");
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.put-without-required",
            "7644-3.5.1-13",
            "PUT without what is required is done without it",
            |server, mut asked| {
                if asked.is("PUT") {
                    let old = server.get(&asked, &asked.path).json;
                    asked.edit(|body| {
                        for name in ["userName", "serialNumber", "displayName"] {
                            if !body.contains_key(name) && old[name].is_string() {
                                body.insert(name.to_owned(), json!(format!("was {}", old[name])));
                            }
                        }
                    });
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.put-partial",
            "7644-3.5.1-05",
            "PUT without what is optional is refused",
            |server, asked| {
                if asked.is("PUT") && asked.json().as_object().is_some_and(|body| body.len() < 4) {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.put-other-id",
            "7644-3.5.1-15",
            "PUT with another `id` is of that resource",
            |server, mut asked| {
                let id = asked.json()["id"].as_str().unwrap_or_default().to_owned();
                if asked.is("PUT") && !id.is_empty() && !asked.path.ends_with(&format!("/{id}")) {
                    let endpoint = asked.segments().first().copied().unwrap_or_default().to_owned();
                    asked.path = format!("/{endpoint}/{id}");
                }
                server.ask(&asked)
            },
        ),
        does("write.put-meta", "7643-3.1-19", "PUT with `meta` is refused", |server, asked| {
            if asked.is("PUT") && asked.json().get("meta").is_some() {
                return Answer::error(400, "mutability");
            }
            server.ask(&asked)
        }),
        does(
            "write.put-once",
            "7644-3.5.1-04",
            "PUT of the same body again is refused",
            |server, asked| {
                if asked.is("PUT") {
                    let key = format!("{} {}", asked.path, asked.body);
                    if server.recall(&key).is_some() {
                        return Answer::error(409, "");
                    }
                    server.remember(&key, true);
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.old-name",
            "7643-4.1.1-02",
            "a name that a user gave up is taken for ever",
            |server, asked| {
                let name = asked.json()["userName"].as_str().unwrap_or_default().to_owned();
                if asked.is_create() && server.recall(&name).is_some() {
                    return Answer::error(409, "uniqueness");
                }
                if asked.is("PUT") {
                    let old = server.get(&asked, &asked.path).json["userName"].clone();
                    if old.as_str().is_some_and(|old| old != name) {
                        server.remember(old.as_str().unwrap(), true);
                    }
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.broken-put",
            "7644-3.12-24",
            "PUT of what is no JSON does nothing",
            |server, asked| {
                if asked.is("PUT") && asked.json().is_null() {
                    return server.get(&asked, &asked.path);
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.invalid-put",
            "7644-3.12-27",
            "PUT leaves out what is of another type",
            |server, mut asked| {
                let answer = server.ask(&asked);
                if asked.is("PUT") && answer.json["scimType"] == "invalidValue" {
                    let was = server.get(&asked, &asked.path).json;
                    asked.edit(|body| {
                        body.retain(|name, value| {
                            was[name.as_str()].is_null()
                                || was[name.as_str()].is_string() == value.is_string()
                        });
                    });
                    return server.ask(&asked);
                }
                answer
            },
        ),
        gives(
            "write.no-schema",
            "7643-3.3-03",
            "a new resource has no value in `schemas`",
            |asked, answer| {
                if asked.is_create() && answer.is_ok() {
                    answer.json["schemas"] = json!([]);
                }
            },
        ),
        does(
            "write.names-of-all",
            "7643-7-36",
            "no two resources have one `displayName`",
            |server, asked| {
                let name = asked.json()["displayName"].as_str().unwrap_or_default().to_owned();
                if asked.is_create() && !name.is_empty() {
                    let key = format!("{} {name}", asked.path);
                    if server.recall(&key).is_some() {
                        return Answer::error(409, "uniqueness");
                    }
                    server.remember(&key, true);
                }
                server.ask(&asked)
            },
        ),
        does("write.wrong-token", "7644-2-10", "a wrong token may delete", |server, mut asked| {
            if asked.is("DELETE") || asked.is("PUT") {
                let token = format!("Bearer {}", crate::server::TOKEN);
                asked.headers.insert("authorization", token.parse().unwrap());
            }
            server.ask(&asked)
        }),
        takes("write.short", "7643-2.3.1-01", "texts have 100 characters", |asked| {
            if is_write(asked) {
                asked.edit(|body| {
                    for (name, value) in body {
                        if let Value::String(text) = value {
                            if name != "userName" && text.len() > 100 && text.is_ascii() {
                                text.truncate(100);
                            }
                        }
                    }
                });
            }
        }),
        takes("write.immutable-lost", "7643-7-24", "what is immutable is not kept", |asked| {
            if is_write(asked) {
                asked.edit(|body| {
                    body.remove("model");
                });
            }
        }),
        does(
            "write.unknown-extension",
            "7643-6-13",
            "an extension in `schemas` must have a value",
            |server, asked| {
                let body = asked.json();
                let urns = body["schemas"].as_array().cloned().unwrap_or_default();
                let extensions =
                    urns.iter().filter_map(Value::as_str).filter(|urn| urn.contains(":extension:"));
                if is_write(&asked) && extensions.into_iter().any(|urn| body.get(urn).is_none()) {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        does(
            "write.device-type",
            "7644-3.12-27",
            "what is missing is `invalidSyntax`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is_create() && answer.json["scimType"] == "invalidValue" {
                    answer.json["scimType"] = "invalidSyntax".into();
                }
                answer
            },
        ),
        does(
            "job.no-bulk-id",
            "7644-3.7-09",
            "a POST with a `bulkId` is refused",
            |server, asked| {
                if asked.path == "/Bulk" && asked.body.contains("bulkId") {
                    return Answer::error(400, "invalidSyntax");
                }
                server.ask(&asked)
            },
        ),
        takes("job.no-data", "7644-3.7-14", "PUT in a job has no `data`", |asked| {
            job(asked, |all| {
                for one in all.iter_mut().filter(|one| one["method"] == "PUT") {
                    one.as_object_mut().unwrap().remove("data");
                }
            });
        }),
        gives(
            "job.missing-200",
            "7644-3.7-19",
            "to delete what is not there is 204 in a job",
            |asked, answer| {
                if asked.path == "/Bulk" && answer.is_ok() {
                    let results = answer.json["Operations"].as_array_mut();
                    for one in results.into_iter().flatten().filter(|one| one["status"] == "404") {
                        one["status"] = "204".into();
                        object(one, |one| {
                            one.remove("response");
                        });
                    }
                }
            },
        ),
        does(
            "write.delete-unknown",
            "7644-3.6-06",
            "to delete what is not there is 204",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("DELETE") && answer.status == 404 {
                    return Answer::new(204, Value::Null);
                }
                answer
            },
        ),
        does(
            "write.visits",
            "7644-3.1-10",
            "each GET counts visits in `displayName`",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is("GET") && asked.is_one() && answer.is_ok() && asked.query.is_empty() {
                    let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
                    let visits = server.recall(&id).and_then(|visits| visits.as_u64()).unwrap_or(0);
                    server.remember(&id, visits + 1);
                    if visits > 0 {
                        let mut body = answer.json.clone();
                        body["displayName"] = format!("visit {visits}").into();
                        server.also(&asked, &Method::PUT, &asked.path, body);
                    }
                }
                answer
            },
        ),
    ]
}
