//! `.search`, and queries of all types.

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use http::Method;
use serde_json::{Value, json};

fn is_root(asked: &Asked) -> bool {
    asked.is_query() && (asked.segments().is_empty() || asked.path == "/.search")
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "search.creates",
            "7644-3.4.3-02",
            "POST to `.search` creates a resource",
            |server, asked| {
                if asked.is_search()
                    && asked.segments().len() == 2
                    && asked.segments()[0] == "Users"
                {
                    let name = format!("searched {}", asked.body.len());
                    server.also(
                        &asked,
                        &Method::POST,
                        "/Users",
                        json!({"schemas": [super::USER], "userName": name}),
                    );
                }
                server.ask(&asked)
            },
        ),
        does("search.404", "7644-3.4.3-02", "`.search` is not there", |server, asked| {
            if asked.is_search() { Answer::error(404, "") } else { server.ask(&asked) }
        }),
        gives("search.201", "7644-3.4.3-12", "`.search` answers 201", |asked, answer| {
            if asked.is_search() && answer.is_ok() {
                answer.status = 201;
            }
        }),
        takes("search.filter", "7644-3.4.3-12", "`.search` ignores `filter`", |asked| {
            if asked.is_search() {
                asked.without("filter");
            }
        }),
        takes("search.count", "7644-3.4.3-12", "`.search` ignores `count`", |asked| {
            if asked.is_search() {
                asked.without("count");
            }
        }),
        takes("search.start", "7644-3.4.3-12", "`.search` ignores `startIndex`", |asked| {
            if asked.is_search() {
                asked.without("startIndex");
            }
        }),
        takes("search.sort", "7644-3.4.3-12", "`.search` ignores `sortBy`", |asked| {
            if asked.is_search() {
                asked.without("sortBy");
                asked.without("sortOrder");
            }
        }),
        takes(
            "search.excluded",
            "7644-3.4.3-12",
            "`.search` ignores `excludedAttributes`",
            |asked| {
                if asked.is_search() {
                    asked.without("excludedAttributes");
                }
            },
        ),
        does("search.cursor", "9865-2-07", "`.search` ignores `cursor`", |server, mut asked| {
            if asked.is_search() {
                asked.without("cursor");
            }
            server.ask(&asked)
        }),
        gives(
            "search.other-schema",
            "7644-3.4.2-04",
            "`.search` answers a SearchRequest",
            |asked, answer| {
                if asked.is_search() && answer.is_ok() {
                    answer.json["schemas"] =
                        json!(["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]);
                }
            },
        ),
        does(
            "search.root-users",
            "7644-3.4.2.1-02",
            "a query of all types answers users only",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if is_root(&asked) {
                    if let Some(all) = answer.listed() {
                        all.retain(|one| one["meta"]["resourceType"] == "User");
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                }
                answer
            },
        ),
        takes(
            "search.root-filter",
            "7644-3.4.2.1-05",
            "a query of all types ignores filters",
            |asked| {
                if is_root(asked) {
                    asked.without("filter");
                }
            },
        ),
        does(
            "search.root-undefined",
            "7644-3.4.2.1-06",
            "a query of all types refuses attributes that a type does not have",
            |server, asked| {
                let filter = asked.parameter("filter").unwrap_or_default();
                if is_root(&asked)
                    && (filter.contains("userName")
                        || filter.contains("serialNumber")
                        || filter.contains("members"))
                {
                    return Answer::error(400, "invalidFilter");
                }
                server.ask(&asked)
            },
        ),
        does(
            "search.syntax",
            "7644-3.12-24",
            "a search that is none is an internal error",
            |server, asked| {
                if asked.is_search() && !asked.json().is_object() {
                    Answer::error(500, "")
                } else {
                    server.ask(&asked)
                }
            },
        ),
        does(
            "search.invalid-filter",
            "7644-3.12-20",
            "`.search` finds nothing for a filter that cannot be",
            |server, asked| {
                let answer = server.ask(&asked);
                if asked.is_search() && answer.json["scimType"] == "invalidFilter" {
                    return Answer::new(
                        200,
                        json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "startIndex": 1, "itemsPerPage": 0}),
                    );
                }
                answer
            },
        ),
        gives(
            "search.total",
            "7644-3.4.3-12",
            "`.search` has another `totalResults` than GET",
            |asked, answer| {
                if asked.is_search() && answer.is_ok() {
                    answer.json["totalResults"] =
                        json!(answer.json["totalResults"].as_u64().unwrap_or(0) + 1);
                }
            },
        ),
        gives(
            "search.empty",
            "7644-3.4.3-12",
            "`.search` answers no resources",
            |asked, answer| {
                if asked.is_search() && answer.is_ok() {
                    answer.json["Resources"] = Value::Array(Vec::new());
                    answer.json["itemsPerPage"] = json!(0);
                }
            },
        ),
    ]
}
