//! Versions and preconditions.

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Value, json};

fn without(asked: &mut Asked, method: &str, header: &str) {
    if asked.is(method) {
        asked.headers.remove(header);
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("etag.no-header", "7644-3.14-02", "there is no `ETag`", |_, answer| {
            answer.headers.remove("etag");
        }),
        gives(
            "etag.no-header-after-patch",
            "7644-3.14-02",
            "PATCH and PUT answer no `ETag`",
            |asked, answer| {
                if asked.is("PATCH") || asked.is("PUT") {
                    answer.headers.remove("etag");
                }
            },
        ),
        gives("etag.no-version", "7644-3.14-03", "there is no `meta.version`", |_, answer| {
            answer.each(|resource| {
                if let Some(meta) = resource.get_mut("meta").and_then(Value::as_object_mut) {
                    meta.remove("version");
                }
            });
        }),
        gives(
            "etag.other-version",
            "7643-3.1-24",
            "`meta.version` is another one than `ETag`",
            |_, answer| {
                answer.one(|resource| {
                    if let Some(version) = resource["meta"].get_mut("version") {
                        *version = json!("W/\"other\"");
                    }
                });
            },
        ),
        gives("etag.unquoted", "7643-3.1-26", "versions have no quotes", |_, answer| {
            let tag = answer.header("etag").replace("W/", "").replace('"', "");
            if !tag.is_empty() {
                answer.set("etag", &tag);
                answer.one(|resource| {
                    if let Some(version) = resource["meta"].get_mut("version") {
                        *version = tag.into();
                    }
                });
            }
        }),
        gives("etag.lower-case", "7643-3.1-26", "weak versions begin with `w/`", |_, answer| {
            let tag = answer.header("etag").replace("W/", "w/");
            if !tag.is_empty() {
                answer.set("etag", &tag);
                answer.one(|resource| {
                    if let Some(version) = resource["meta"].get_mut("version") {
                        *version = tag.into();
                    }
                });
            }
        }),
        does("etag.constant", "7644-3.14-02", "the version never moves", |server, mut asked| {
            asked.headers.remove("if-match");
            let mut answer = server.ask(&asked);
            if !answer.header("etag").is_empty() {
                answer.set("etag", "W/\"1\"");
            }
            answer.each(|resource| {
                if let Some(version) =
                    resource.get_mut("meta").and_then(|meta| meta.get_mut("version"))
                {
                    *version = json!("W/\"1\"");
                }
            });
            answer
        }),
        does(
            "etag.restless",
            "7644-3.14-05",
            "the version moves with each read",
            |server, mut asked| {
                asked.headers.remove("if-none-match");
                let mut answer = server.ask(&asked);
                let reads =
                    server.recall("reads").and_then(|reads| reads.as_u64()).unwrap_or(0) + 1;
                server.remember("reads", reads);
                let tag = format!("W/\"r{reads}\"");
                if !answer.header("etag").is_empty() {
                    answer.set("etag", &tag);
                }
                answer.one(|resource| {
                    if let Some(version) = resource["meta"].get_mut("version") {
                        *version = tag.into();
                    }
                });
                answer
            },
        ),
        takes("etag.put-if-match", "7644-3.14-07", "PUT ignores `If-Match`", |asked| {
            without(asked, "PUT", "if-match")
        }),
        takes("etag.patch-if-match", "7644-3.14-07", "PATCH ignores `If-Match`", |asked| {
            without(asked, "PATCH", "if-match")
        }),
        takes("etag.delete-if-match", "7644-3.14-07", "DELETE ignores `If-Match`", |asked| {
            without(asked, "DELETE", "if-match")
        }),
        takes("etag.if-none-match", "7644-3.14-05", "GET ignores `If-None-Match`", |asked| {
            without(asked, "GET", "if-none-match")
        }),
        does("etag.weak-never", "7644-3.14-08", "a weak version never matches", |server, asked| {
            let tag = asked.headers.get("if-match").and_then(|tag| tag.to_str().ok());
            if tag.is_some_and(|tag| tag.starts_with("W/")) {
                return Answer::error(412, "");
            }
            server.ask(&asked)
        }),
        does("etag.conflict", "7644-3.12-16", "another version is 400", |server, asked| {
            let answer = server.ask(&asked);
            if answer.status == 412 { Answer::error(400, "") } else { answer }
        }),
        does(
            "etag.stored-anyway",
            "7644-3.14-07",
            "what has another version is changed, and 412 is answered",
            |server, mut asked| {
                let answer = server.ask(&asked);
                if answer.status == 412 && (asked.is("PATCH") || asked.is("PUT")) {
                    asked.headers.remove("if-match");
                    server.ask(&asked);
                }
                answer
            },
        ),
        gives(
            "etag.304-with-body",
            "7644-3.14-05",
            "304 is 200 with an empty object",
            |_, answer| {
                if answer.status == 304 {
                    answer.status = 200;
                    answer.json = json!({});
                }
            },
        ),
        does(
            "etag.always-304",
            "7644-3.14-05",
            "GET with `If-None-Match` is always 304",
            |server, asked| {
                if asked.is("GET") && asked.headers.contains_key("if-none-match") && asked.is_one()
                {
                    return Answer { raw: Some(String::new()), ..Answer::new(304, Value::Null) };
                }
                server.ask(&asked)
            },
        ),
        gives(
            "etag.list-version",
            "7643-3.1-24",
            "resources in lists have versions of their own",
            |asked, answer| {
                if asked.is_query() {
                    answer.each(|resource| {
                        if let Some(version) =
                            resource.get_mut("meta").and_then(|meta| meta.get_mut("version"))
                        {
                            *version = json!("W/\"listed\"");
                        }
                    });
                }
            },
        ),
        gives(
            "etag.not-said",
            "7643-5-13",
            "the configuration does not say whether there are ETags",
            |_, answer| {
                if let Some(config) = answer
                    .json
                    .as_object_mut()
                    .filter(|config| config.contains_key("authenticationSchemes"))
                {
                    config.remove("etag");
                }
            },
        ),
    ]
}
