//! Errors.

use crate::fault::{Fault, does, gives};
use crate::server::Answer;
use serde_json::json;

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("error.unknown-200", "7644-3.4.1-03", "an unknown id is 200", |asked, answer| {
            if asked.is("GET") && asked.is_one() && answer.status == 404 {
                *answer = Answer::new(200, json!({}));
            }
        }),
        gives("error.unknown-400", "7644-3.4.1-03", "an unknown id is 400", |asked, answer| {
            if asked.is_one() && answer.status == 404 {
                *answer = Answer::error(400, "invalidValue");
            }
        }),
        gives("error.unknown-403", "7644-3.12-14", "an unknown id is 403", |asked, answer| {
            if asked.is_one() && answer.status == 404 {
                *answer = Answer::error(403, "");
            }
        }),
        gives("error.no-body", "7644-3.12-02", "404 has no body", |_, answer| {
            if answer.status == 404 {
                answer.raw = Some(String::new());
            }
        }),
        gives("error.html", "7644-3.12-02", "400 has an HTML body", |_, answer| {
            if answer.status == 400 {
                answer.set("content-type", "text/html");
                answer.raw = Some("<html>Bad Request</html>".to_owned());
            }
        }),
        gives("error.status-number", "7644-3.12-04", "`status` is a number", |_, answer| {
            let status = answer.status;
            answer.failure(|error| {
                error.insert("status".to_owned(), json!(status));
            });
        }),
        gives("error.status-missing", "7644-3.12-04", "`status` is missing", |_, answer| {
            answer.failure(|error| {
                error.remove("status");
            });
        }),
        gives(
            "error.status-other",
            "7644-3.2-13",
            "`status` is another one than that of the response",
            |_, answer| {
                answer.failure(|error| {
                    error.insert("status".to_owned(), json!("500"));
                });
            },
        ),
        gives("error.no-schemas", "7644-3.12-03", "errors have no `schemas`", |_, answer| {
            answer.failure(|error| {
                error.remove("schemas");
            });
        }),
        gives(
            "error.other-schema",
            "7644-3.12-03",
            "errors have a schema of their own",
            |_, answer| {
                answer.failure(|error| {
                    error.insert(
                        "schemas".to_owned(),
                        json!(["urn:ietf:params:scim:schemas:core:2.0:Error"]),
                    );
                });
            },
        ),
        gives(
            "error.list-of-errors",
            "7644-3.12-02",
            "errors are lists, as in SCIM 1.1",
            |_, answer| {
                if answer.status >= 400 {
                    answer.json = json!({"Errors": [{"code": answer.status.to_string()}]});
                }
            },
        ),
        gives("error.scim-type", "7644-3.12-05", "`scimType` is a word of its own", |_, answer| {
            answer.failure(|error| {
                if error.contains_key("scimType") {
                    error.insert("scimType".to_owned(), json!("badRequest"));
                }
            });
        }),
        gives("error.detail", "7644-3.12-06", "`detail` is a list", |_, answer| {
            answer.failure(|error| {
                error.insert("detail".to_owned(), json!(["no"]));
            });
        }),
        gives("error.content-type", "7644-3.1-01", "errors are `text/plain`", |_, answer| {
            if answer.status >= 400 {
                answer.set("content-type", "text/plain");
            }
        }),
        gives("error.ok-with-error", "7644-3.12-01", "errors are 200", |_, answer| {
            if answer.status == 400 {
                answer.status = 200;
            }
        }),
        does(
            "error.syntax-500",
            "7644-3.12-11",
            "broken JSON is an internal error",
            |server, asked| {
                if asked.is_create() && asked.json().is_null() {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "error.syntax-type",
            "7644-3.12-24",
            "broken JSON is `invalidValue`",
            |asked, answer| {
                if asked.is_create() && asked.json().is_null() {
                    answer.failure(|error| {
                        error.insert("scimType".to_owned(), json!("invalidValue"));
                    });
                }
            },
        ),
        does(
            "error.list-body",
            "7644-3.12-24",
            "a body that is a list is an internal error",
            |server, asked| {
                if asked.is_create() && asked.json().is_array() {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "error.value-type",
            "7644-3.12-27",
            "a value of another type is `invalidSyntax`",
            |_, answer| {
                answer.failure(|error| {
                    if error.get("scimType") == Some(&json!("invalidValue")) {
                        error.insert("scimType".to_owned(), json!("invalidPath"));
                    }
                });
            },
        ),
        does(
            "error.value-500",
            "7644-3.12-11",
            "a value of another type is an internal error",
            |server, asked| {
                let answer = server.ask(&asked);
                if answer.status == 400
                    && asked.is_create()
                    && answer.json["scimType"] == "invalidValue"
                {
                    return Answer::error(500, "");
                }
                answer
            },
        ),
        gives(
            "error.endpoint-200",
            "7644-3.12-14",
            "an endpoint that does not exist is 200",
            |asked, answer| {
                if asked.is("GET") && answer.status == 404 && asked.segments().len() == 1 {
                    *answer = Answer::new(200, json!({}));
                }
            },
        ),
        gives(
            "error.method-500",
            "7644-3.2-09",
            "a method that is not offered is an internal error",
            |_, answer| {
                if answer.status == 405 {
                    *answer = Answer::error(500, "");
                }
            },
        ),
        does(
            "error.unknown-parameter",
            "7644-3.4.2-03",
            "unknown parameters are refused",
            |server, asked| {
                let known = [
                    "filter",
                    "sortBy",
                    "sortOrder",
                    "startIndex",
                    "count",
                    "cursor",
                    "attributes",
                    "excludedAttributes",
                ];
                if asked.query.iter().any(|(name, _)| !known.contains(&name.as_str())) {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        does(
            "error.accept-json",
            "7644-3.8-07",
            "`Accept: application/json` is refused",
            |server, asked| {
                let accept = asked.headers.get("accept").and_then(|value| value.to_str().ok());
                if accept == Some("application/json") {
                    return Answer::error(406, "");
                }
                server.ask(&asked)
            },
        ),
        does(
            "error.accept-scim",
            "7644-3.8-06",
            "`Accept: application/scim+json` is refused",
            |server, asked| {
                let accept = asked.headers.get("accept").and_then(|value| value.to_str().ok());
                if accept == Some("application/scim+json") {
                    return Answer::error(406, "");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "error.me",
            "7644-3.11-03",
            "`/Me` is an internal error where it is not offered",
            |asked, answer| {
                if asked.path == "/Me" {
                    *answer = Answer::error(500, "");
                }
            },
        ),
        does(
            "error.version",
            "7644-3.13-03",
            "another version of the protocol is served",
            |server, mut asked| {
                for version in ["/v1/", "/v9/", "/v99/", "/v3/"] {
                    if let Some(rest) = asked.path.strip_prefix(version) {
                        asked.path = format!("/{rest}");
                    }
                }
                let path = asked.path.replace("/scim/v99", "").replace("/scim/v1", "");
                asked.path = path;
                server.ask(&asked)
            },
        ),
    ]
}
