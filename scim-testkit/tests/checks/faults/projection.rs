//! `attributes` and `excludedAttributes`.

use super::is_user;
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Value, json};

fn projected(asked: &Asked) -> bool {
    asked.parameter("attributes").is_some()
}

fn ignored(asked: &mut Asked, here: bool) {
    if here {
        asked.without("attributes");
        asked.without("excludedAttributes");
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes(
            "projection.ignored-in-get",
            "7644-3.9-04",
            "GET of a resource ignores `attributes`",
            |asked| {
                let here = asked.is("GET") && asked.is_one();
                ignored(asked, here);
            },
        ),
        takes(
            "projection.ignored-in-lists",
            "7644-3.4.2.5-02",
            "GET of a list ignores `attributes`",
            |asked| {
                let here = asked.is("GET") && asked.is_all();
                ignored(asked, here);
            },
        ),
        takes(
            "projection.ignored-in-search",
            "7644-3.4.3-12",
            "`.search` ignores `attributes`",
            |asked| {
                let here = asked.is_search();
                ignored(asked, here);
            },
        ),
        takes("projection.ignored-in-post", "7644-3.9-04", "POST ignores `attributes`", |asked| {
            let here = asked.is_create();
            ignored(asked, here);
        }),
        takes("projection.ignored-in-put", "7644-3.9-04", "PUT ignores `attributes`", |asked| {
            let here = asked.is("PUT");
            ignored(asked, here);
        }),
        takes(
            "projection.ignored-in-patch",
            "7644-3.9-04",
            "PATCH ignores the names in `attributes`",
            |asked| {
                if asked.is("PATCH") && projected(asked) {
                    let all = "userName,displayName,name,emails,externalId,meta,serialNumber,ports,maker,members,title,nickName,build,labels,uses";
                    asked.reset("attributes", |_| all.to_owned());
                }
            },
        ),
        takes(
            "projection.excluded-ignored",
            "7644-3.9-08",
            "`excludedAttributes` is ignored",
            |asked| asked.without("excludedAttributes"),
        ),
        gives("projection.no-id", "7643-7-29", "`attributes` leaves `id` out", |asked, answer| {
            if projected(asked) {
                answer.each(|resource| {
                    resource.remove("id");
                });
            }
        }),
        gives(
            "projection.excluded-id",
            "7644-3.4.2.5-05",
            "`excludedAttributes=id` leaves `id` out",
            |asked, answer| {
                if asked
                    .parameter("excludedAttributes")
                    .is_some_and(|names| names.split(',').any(|name| name == "id"))
                {
                    answer.each(|resource| {
                        resource.remove("id");
                    });
                }
            },
        ),
        takes(
            "projection.whole-complex",
            "7644-3.9-05",
            "`attributes` with a sub-attribute answers the whole complex attribute",
            |asked| {
                if projected(asked) {
                    asked.reset("attributes", |names| {
                        let names = names.split(',').map(|name| {
                            if name.contains(':') {
                                name
                            } else {
                                name.split('.').next().unwrap_or(name)
                            }
                        });
                        names.collect::<Vec<_>>().join(",")
                    });
                }
            },
        ),
        takes(
            "projection.first-name",
            "7644-3.9-05",
            "only the first name in `attributes` counts",
            |asked| {
                asked.reset("attributes", |names| {
                    names.split(',').next().unwrap_or_default().to_owned()
                });
            },
        ),
        does(
            "projection.name-case",
            "7643-2.1-01",
            "names in `attributes` in another case are ignored",
            |server, mut asked| {
                asked.reset("attributes", |names| {
                    let names = names.split(',').filter(|name| {
                        !name.trim().starts_with(|first: char| first.is_ascii_uppercase())
                    });
                    let names: Vec<_> = names.collect();
                    if names.is_empty() { "id".to_owned() } else { names.join(",") }
                });
                server.ask(&asked)
            },
        ),
        takes(
            "projection.urn",
            "7644-3.10-01",
            "names in `attributes` with a URN are ignored",
            |asked| {
                if projected(asked) {
                    asked.reset("attributes", |names| {
                        let names: Vec<_> =
                            names.split(',').filter(|name| !name.contains(':')).collect();
                        if names.is_empty() { "id".to_owned() } else { names.join(",") }
                    });
                }
            },
        ),
        gives("projection.meta", "7643-3.1-18", "`meta` is always returned", |asked, answer| {
            if projected(asked) {
                answer.each(|resource| {
                    let id = resource.get("id").cloned().unwrap_or_default();
                    resource.insert("meta".to_owned(), json!({"resourceType": if is_user(asked) { "User" } else { "Device" }, "location": format!("https://scim.example.com/scim/v2/x/{}", id.as_str().unwrap_or_default())}));
                });
            }
        }),
        gives(
            "projection.no-schemas",
            "7644-3.9-09",
            "`attributes` leaves `schemas` out",
            |asked, answer| {
                if projected(asked) {
                    answer.each(|resource| {
                        resource.remove("schemas");
                    });
                }
            },
        ),
        takes(
            "projection.excluded-sub",
            "7644-3.9-08",
            "`excludedAttributes` with a sub-attribute is ignored",
            |asked| {
                asked.reset("excludedAttributes", |names| {
                    let names: Vec<_> = names
                        .split(',')
                        .filter(|name| name.contains(':') || !name.contains('.'))
                        .collect();
                    if names.is_empty() { "externalIdX".to_owned() } else { names.join(",") }
                });
            },
        ),
        takes(
            "projection.request",
            "7643-7-33",
            "what is returned on request is never returned",
            |asked| {
                asked.reset("attributes", |names| names.replace("notes", "id"));
            },
        ),
        gives(
            "projection.given-post",
            "7643-7-33",
            "what is returned on request is not in the answer to a POST that gave it",
            |asked, answer| {
                if asked.is("POST") && asked.query.is_empty() {
                    answer.one(|resource| drop(resource.remove("notes")));
                }
            },
        ),
        gives(
            "projection.given-put",
            "7643-7-33",
            "what is returned on request is not in the answer to a PUT that gave it",
            |asked, answer| {
                if asked.is("PUT") && asked.query.is_empty() {
                    answer.one(|resource| drop(resource.remove("notes")));
                }
            },
        ),
        gives(
            "projection.given-patch",
            "7643-7-33",
            "what is returned on request is not in the answer to a PATCH that gave it",
            |asked, answer| {
                if asked.is("PATCH") && asked.query.is_empty() {
                    answer.one(|resource| drop(resource.remove("notes")));
                }
            },
        ),
        gives(
            "projection.default-too",
            "7644-3.4.2.5-03",
            "`attributes` answers `displayName` as well",
            |asked, answer| {
                if projected(asked) {
                    answer.each(|resource| {
                        resource.entry("displayName").or_insert_with(|| json!("x"));
                    });
                }
            },
        ),
        does(
            "projection.unknown",
            "7644-3.9-05",
            "an unknown name in `attributes` is an internal error",
            |server, asked| {
                if asked
                    .parameter("attributes")
                    .is_some_and(|names| names.to_lowercase().contains("nosuch"))
                {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        takes(
            "projection.multi-valued-sub",
            "7644-3.9-05",
            "sub-attributes of lists cannot be named in `attributes`",
            |asked| {
                if projected(asked) {
                    asked.reset("attributes", |names| {
                        names
                            .replace("emails.value", "id")
                            .replace("ports.value", "id")
                            .replace("emails.type", "id")
                            .replace("ports.type", "id")
                    });
                }
            },
        ),
        gives(
            "projection.stored",
            "7644-3.9-04",
            "`attributes` answers names with null",
            |asked, answer| {
                if asked.is_one() && asked.is("GET") && projected(asked) {
                    answer.one(|resource| {
                        resource.retain(|_, value| !value.is_object() || value == &Value::Null);
                    });
                }
            },
        ),
        does(
            "projection.both",
            "7644-3.9-03",
            "`attributes` with `excludedAttributes` is an internal error",
            |server, asked| {
                let both = ["attributes", "excludedAttributes"];
                if both.iter().all(|name| asked.parameter(name).is_some()) {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
    ]
}
