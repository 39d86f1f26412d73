//! What resources look like.

mod values;

use super::{DEVICE, USER, is_user, member, object};
use crate::fault::{Fault, does, gives, takes};
use crate::server::Answer;
use serde_json::{Value, json};

/// In each resource of an answer.
fn each(answer: &mut Answer, name: &str, change: impl Fn(&mut Value)) {
    answer.each(|resource| {
        if let Some(value) = resource.get_mut(name) {
            change(value);
        }
    });
}

fn meta(answer: &mut Answer, name: &str, change: impl Fn(&mut Value)) {
    each(answer, "meta", |meta| {
        if let Some(value) = meta.get_mut(name) {
            change(value);
        }
    });
}

fn gone(answer: &mut Answer, name: &str) {
    answer.each(|resource| {
        resource.remove(name);
    });
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = first();
    faults.extend(values::all());
    faults
}

fn first() -> Vec<Fault> {
    vec![
        gives(
            "representation.no-schemas",
            "7643-3-03",
            "resources have no `schemas`",
            |_, answer| {
                gone(answer, "schemas");
            },
        ),
        gives(
            "representation.no-schemas-in-lists",
            "7643-3-03",
            "resources in lists have no `schemas`",
            |asked, answer| {
                if asked.is_query() {
                    gone(answer, "schemas");
                }
            },
        ),
        gives("representation.empty-schemas", "7643-3-05", "`schemas` is empty", |_, answer| {
            each(answer, "schemas", |schemas| *schemas = json!([]));
        }),
        gives(
            "representation.schemas-twice",
            "7643-3-07",
            "`schemas` has a URN twice",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    let first = schemas[0].clone();
                    schemas.as_array_mut().unwrap().push(first);
                });
            },
        ),
        gives(
            "representation.other-schema",
            "7643-3-06",
            "`schemas` has a URN that is not of the type",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    schemas.as_array_mut().unwrap().push(json!("urn:example:other"));
                });
            },
        ),
        gives("representation.schemas-text", "7643-2.4-01", "`schemas` is a text", |_, answer| {
            each(answer, "schemas", |schemas| *schemas = schemas[0].clone());
        }),
        gives(
            "representation.no-base-schema",
            "7643-3.3-04",
            "`schemas` lacks the schema of the type where there is an extension",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    let all = schemas.as_array_mut().unwrap();
                    if all.len() > 1 {
                        all.retain(|urn| urn.as_str().unwrap().contains("extension"));
                    }
                });
            },
        ),
        gives(
            "representation.extension-not-in-schemas",
            "7643-3-05",
            "`schemas` lacks the extension that is there",
            |_, answer| {
                each(answer, "schemas", |schemas| {
                    schemas
                        .as_array_mut()
                        .unwrap()
                        .retain(|urn| !urn.as_str().unwrap().contains("extension"));
                });
            },
        ),
        gives(
            "representation.no-id",
            "7643-3.1-06",
            "resources in lists have no `id`",
            |asked, answer| {
                if asked.is_query() {
                    gone(answer, "id");
                }
            },
        ),
        gives("representation.id-number", "7643-2.3-02", "`id` is a number", |asked, answer| {
            if asked.is_one() && asked.is("GET") {
                each(answer, "id", |id| *id = json!(7));
            }
        }),
        gives(
            "representation.empty-id",
            "7643-3.1-06",
            "`id` is empty in what a PUT answers",
            |asked, answer| {
                if asked.is("PUT") {
                    each(answer, "id", |id| *id = json!(""));
                }
            },
        ),
        does(
            "representation.bulk-id",
            "7643-3.1-10",
            "ids contain `bulkId`",
            |server, mut asked| {
                asked.path = asked.path.replace("bulkId-", "");
                asked.body = asked.body.replace("bulkId-", "");
                for (_, value) in &mut asked.query {
                    *value = value.replace("bulkId-", "");
                }
                let mut answer = server.ask(&asked);
                let mut ids = Vec::new();
                answer.each(|resource| {
                    ids.push(resource["id"].as_str().unwrap_or_default().to_owned())
                });
                let mut text = answer.json.to_string();
                let location = answer.header("location");
                for id in ids {
                    text = text.replace(&id, &format!("bulkId-{id}"));
                    if !location.is_empty() {
                        answer.set("location", &location.replace(&id, &format!("bulkId-{id}")));
                    }
                }
                answer.headers.remove("content-location");
                answer.json = serde_json::from_str(&text).unwrap();
                answer
            },
        ),
        does(
            "representation.same-id",
            "7643-3.1-07",
            "users and groups have the same ids",
            |server, mut asked| {
                let known = server.recall("id").and_then(|id| Some(id.as_str()?.to_owned()));
                if let Some(known) = &known {
                    asked.path = asked.path.replace("/Groups/shared", &format!("/Groups/{known}"));
                }
                let shared = server.recall("user").and_then(|id| Some(id.as_str()?.to_owned()));
                if let (Some(known), Some(shared)) = (&known, &shared) {
                    if asked.path == format!("/Groups/{shared}") {
                        asked.path = format!("/Groups/{known}");
                    }
                }
                let mut answer = server.ask(&asked);
                if asked.is_create() && answer.is_ok() {
                    let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
                    match (is_user(&asked), shared, known) {
                        (true, None, _) => server.remember("user", id),
                        (false, Some(_), None) if asked.path == "/Groups" => {
                            server.remember("id", id)
                        }
                        _ => {}
                    }
                }
                let ids = server.recall("id").zip(server.recall("user"));
                if let Some((known, shared)) = ids {
                    let (known, shared) =
                        (known.as_str().unwrap_or_default(), shared.as_str().unwrap_or_default());
                    let location = answer.header("location").replace(known, shared);
                    if !location.is_empty() {
                        answer.set("location", &location);
                    }
                    answer.headers.remove("content-location");
                    answer.json =
                        serde_json::from_str(&answer.json.to_string().replace(known, shared))
                            .unwrap();
                }
                answer
            },
        ),
        gives("representation.no-meta", "7643-3.1-01", "resources have no `meta`", |_, answer| {
            gone(answer, "meta")
        }),
        gives(
            "representation.resource-type",
            "7643-3.1-20",
            "`meta.resourceType` is in lower case",
            |_, answer| {
                meta(answer, "resourceType", |name| {
                    *name = name.as_str().unwrap().to_lowercase().into()
                });
            },
        ),
        gives(
            "representation.no-created",
            "7643-3.1-02",
            "there is no `meta.created`",
            |_, answer| {
                each(answer, "meta", |meta| {
                    meta.as_object_mut().map(|meta| meta.remove("created"));
                });
            },
        ),
        gives("representation.date", "7643-2.3.5-02", "`meta.created` has no time", |_, answer| {
            meta(answer, "created", |time| *time = time.as_str().unwrap()[..10].into());
        }),
        gives(
            "representation.epoch",
            "7643-2.3.5-03",
            "`meta.lastModified` is a number",
            |_, answer| {
                meta(answer, "lastModified", |time| *time = json!(1_700_000_000));
            },
        ),
        gives(
            "representation.time-with-space",
            "7643-2.3.5-01",
            "`meta.lastModified` has a space for the `T`",
            |_, answer| {
                meta(answer, "lastModified", |time| {
                    *time = time.as_str().unwrap().replace('T', " ").into()
                });
            },
        ),
        gives(
            "representation.no-location",
            "7644-3.3-10",
            "there is no `meta.location`",
            |_, answer| {
                each(answer, "meta", |meta| {
                    meta.as_object_mut().map(|meta| meta.remove("location"));
                });
            },
        ),
        gives(
            "representation.location-of-none",
            "7643-2.3.7-08",
            "`meta.location` in lists leads nowhere",
            |asked, answer| {
                if asked.is_query() {
                    meta(answer, "location", |uri| {
                        *uri = uri.as_str().unwrap().replace("/v2/", "/v3/").into()
                    });
                }
            },
        ),
    ]
}
