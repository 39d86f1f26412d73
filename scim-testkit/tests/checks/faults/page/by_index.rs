//! Pages by index.

use super::*;

/// All resources of a type are asked for.
fn is_unfiltered(asked: &Asked) -> bool {
    asked.is("GET") && asked.is_all() && asked.parameter("filter").is_none()
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "page.start-zero",
            "7644-3.4.2.4-03",
            "`startIndex` below 1 is refused",
            |server, asked| {
                if asked.is_query()
                    && asked
                        .parameter("startIndex")
                        .is_some_and(|start| start.starts_with(['0', '-']))
                {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        does(
            "page.negative-count",
            "7644-3.4.2.4-04",
            "a negative `count` is refused",
            |server, asked| {
                if asked.is_query()
                    && asked.parameter("count").is_some_and(|count| count.starts_with('-'))
                {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        takes(
            "page.negative-count-all",
            "7644-3.4.2.4-04",
            "a negative `count` is no limit",
            |asked| {
                if asked.is_query()
                    && asked.parameter("count").is_some_and(|count| count.starts_with('-'))
                {
                    asked.without("count");
                }
            },
        ),
        takes("page.count-ignored", "7644-3.4.2.4-06", "`count` is ignored", |asked| {
            if asked.is_query() && asked.parameter("count").as_deref() != Some("0") {
                asked.without("count");
            }
        }),
        takes("page.count-more", "7644-3.4.2.4-06", "a page has one more than `count`", |asked| {
            if asked.is_query() {
                if let Some(count) = asked
                    .parameter("count")
                    .and_then(|count| count.parse::<u32>().ok())
                    .filter(|count| *count > 0)
                {
                    set(asked, "count", &(count + 1).to_string());
                }
            }
        }),
        takes("page.count-zero", "7644-3.4.2.4-05", "`count=0` is no limit", |asked| {
            if asked.is_query() && asked.parameter("count").as_deref() == Some("0") {
                asked.without("count");
            }
        }),
        takes("page.start-ignored", "7644-3.4.2.4-11", "`startIndex` is ignored", |asked| {
            if asked.is_query() {
                asked.without("startIndex");
            }
        }),
        does(
            "page.start-from-zero",
            "7644-3.4.2.4-03",
            "`startIndex` counts from 0",
            |server, mut asked| {
                let start =
                    asked.parameter("startIndex").and_then(|start| start.parse::<u32>().ok());
                if let (true, Some(start)) = (asked.is_query(), start.filter(|start| *start > 0)) {
                    set(&mut asked, "startIndex", &(start + 1).to_string());
                    let mut answer = server.ask(&asked);
                    list(&asked, &mut answer, |body| {
                        body.insert("startIndex".to_owned(), json!(start));
                    });
                    return answer;
                }
                server.ask(&asked)
            },
        ),
        gives(
            "page.total-of-page",
            "7644-3.4.2-06",
            "`totalResults` is the number on the page",
            |asked, answer| {
                list(asked, answer, |body| {
                    let count = body.get("Resources").and_then(Value::as_array).map_or(0, Vec::len);
                    body.insert("totalResults".to_owned(), json!(count));
                });
            },
        ),
        gives(
            "page.items-of-request",
            "7644-3.4.2.4-09",
            "`itemsPerPage` is the `count` asked for",
            |asked, answer| {
                if let Some(count) =
                    asked.parameter("count").and_then(|count| count.parse::<u32>().ok())
                {
                    list(asked, answer, |body| {
                        body.insert("itemsPerPage".to_owned(), json!(count));
                    });
                }
            },
        ),
        gives("page.no-items", "7644-3.4.2-10", "there is no `itemsPerPage`", |asked, answer| {
            list(asked, answer, |body| {
                body.remove("itemsPerPage");
            });
        }),
        gives("page.no-start", "7644-3.4.2-09", "there is no `startIndex`", |asked, answer| {
            list(asked, answer, |body| {
                body.remove("startIndex");
            });
        }),
        gives("page.start-one", "7644-3.4.2.4-11", "`startIndex` is always 1", |asked, answer| {
            list(asked, answer, |body| {
                body.insert("startIndex".to_owned(), json!(1));
            });
        }),
        does("page.beyond", "7644-3.4.2.4-13", "a page beyond the end is 404", |server, asked| {
            let answer = server.ask(&asked);
            let start = asked
                .parameter("startIndex")
                .and_then(|start| start.parse::<u64>().ok())
                .unwrap_or(1);
            if asked.is_query()
                && answer.is_ok()
                && start > answer.json["totalResults"].as_u64().unwrap_or(0).max(1)
            {
                return Answer::error(404, "");
            }
            answer
        }),
        gives(
            "page.beyond-total",
            "7644-3.4.2.4-13",
            "beyond the end, `totalResults` is 0",
            |asked, answer| {
                list(asked, answer, |body| {
                    if body.get("Resources").and_then(Value::as_array).is_none_or(Vec::is_empty) {
                        body.insert("totalResults".to_owned(), json!(0));
                    }
                });
            },
        ),
        gives("page.schemas", "7644-3.4.2-04", "lists have no `schemas`", |asked, answer| {
            list(asked, answer, |body| {
                body.remove("schemas");
            });
        }),
        gives(
            "page.other-schema",
            "7644-3.4.2-04",
            "the schema of lists is one of SCIM 1.1",
            |asked, answer| {
                list(asked, answer, |body| {
                    body.insert("schemas".to_owned(), json!(["urn:scim:schemas:core:1.0"]));
                });
            },
        ),
        gives(
            "page.no-total",
            "7644-3.4.2-05",
            "there is no `totalResults`, and no cursor",
            |asked, answer| {
                if asked.path == "/ServiceProviderConfig" {
                    answer.json["pagination"] = Value::Null;
                }
                list(asked, answer, |body| {
                    body.remove("totalResults");
                });
            },
        ),
        gives("page.total-text", "7644-3.4.2-05", "`totalResults` is a text", |asked, answer| {
            list(asked, answer, |body| {
                let text = body.get("totalResults").map(ToString::to_string).unwrap_or_default();
                body.insert("totalResults".to_owned(), text.into());
            });
        }),
        gives(
            "page.resources-name",
            "7644-3.4.2-12",
            "`Resources` is `resources`",
            |asked, answer| {
                list(asked, answer, |body| {
                    if let Some(all) = body.remove("Resources") {
                        body.insert("resources".to_owned(), all);
                    }
                });
            },
        ),
        gives("page.array", "7644-3.4.2-12", "a list is a JSON array", |asked, answer| {
            if asked.is_query() && answer.is_ok() {
                answer.json = answer.json["Resources"].take();
            }
        }),
        gives(
            "page.one-object",
            "7644-3.4.2-12",
            "a list of one is the resource",
            |asked, answer| {
                if asked.is_query()
                    && answer.is_ok()
                    && answer.json["Resources"].as_array().is_some_and(|all| all.len() == 1)
                {
                    answer.json = answer.json["Resources"][0].take();
                }
            },
        ),
        takes("page.overlap", "7644-3.4.2.4-11", "pages begin one too early", |asked| {
            if asked.is_query() {
                if let Some(start) = asked
                    .parameter("startIndex")
                    .and_then(|start| start.parse::<u32>().ok())
                    .filter(|start| *start > 1)
                {
                    set(asked, "startIndex", &(start - 1).to_string());
                }
            }
        }),
        gives(
            "page.list-of-ids",
            "7644-3.4.2-12",
            "`Resources` is an object by id",
            |asked, answer| {
                list(asked, answer, |body| {
                    if let Some(Value::Array(all)) = body.remove("Resources") {
                        let by_id = all
                            .into_iter()
                            .map(|one| (one["id"].as_str().unwrap_or("none").to_owned(), one));
                        body.insert("Resources".to_owned(), Value::Object(by_id.collect()));
                    }
                });
            },
        ),
        takes(
            "page.unfiltered-whole",
            "7644-3.4.2.4-06",
            "lists without a filter ignore `startIndex` and `count`",
            |asked| {
                if is_unfiltered(asked) {
                    asked.without("startIndex");
                    asked.without("count");
                }
            },
        ),
        gives(
            "page.unfiltered-total",
            "7644-3.4.2-06",
            "`totalResults` of a list without a filter is the number on the page",
            |asked, answer| {
                if is_unfiltered(asked) {
                    list(asked, answer, |body| {
                        let all = body.get("Resources").and_then(Value::as_array);
                        let count = all.map_or(0, Vec::len);
                        body.insert("totalResults".to_owned(), json!(count));
                    });
                }
            },
        ),
        does(
            "page.max-results",
            "7643-5-10",
            "pages are larger than `filter.maxResults`",
            |server, asked| limited(server, asked, |_| false),
        ),
        does(
            "page.max-results-count",
            "7643-5-10",
            "a larger `count` is more than `filter.maxResults`",
            |server, asked| limited(server, asked, |asked| asked.parameter("count").is_none()),
        ),
        does(
            "page.max-results-unasked",
            "7644-3.4.2.4-08",
            "without `count`, pages are larger than `filter.maxResults`",
            |server, asked| limited(server, asked, |asked| asked.parameter("count").is_some()),
        ),
    ]
}
