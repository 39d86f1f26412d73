//! Pages by index and by cursor.

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use serde_json::{Value, json};

fn list(
    asked: &Asked,
    answer: &mut Answer,
    change: impl FnOnce(&mut serde_json::Map<String, Value>),
) {
    if asked.is_query() && answer.is_ok() {
        if let Some(body) = answer.json.as_object_mut() {
            change(body);
        }
    }
}

fn cursor(asked: &Asked) -> Option<String> {
    if asked.is_query() { asked.parameter("cursor") } else { None }
}

fn set(asked: &mut Asked, name: &str, value: &str) {
    asked.without(name);
    if asked.is_search() {
        asked.edit(|body| {
            body.insert(
                name.to_owned(),
                serde_json::from_str(value).unwrap_or_else(|_| json!(value)),
            );
        });
    } else {
        asked.query.push((name.to_owned(), value.to_owned()));
    }
}

fn first_page(server: &Server, asked: &Asked) -> Answer {
    let mut first = asked.clone();
    set(&mut first, "cursor", "");
    server.ask(&first)
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = by_index();
    faults.extend(by_cursor());
    faults
}

fn by_index() -> Vec<Fault> {
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
        gives("page.no-total", "7644-3.4.2-05", "there is no `totalResults`", |asked, answer| {
            list(asked, answer, |body| {
                body.remove("totalResults");
            });
        }),
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
        does(
            "page.max-results",
            "7643-5-10",
            "pages are larger than `filter.maxResults`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.path == "/ServiceProviderConfig" {
                    answer.json["filter"]["maxResults"] = json!(1);
                    answer.json["pagination"] = Value::Null;
                }
                answer
            },
        ),
    ]
}

fn by_cursor() -> Vec<Fault> {
    vec![
        gives(
            "cursor.no-next",
            "9865-2-07",
            "the first page has no `nextCursor`",
            |asked, answer| {
                if cursor(asked).as_deref() == Some("") {
                    list(asked, answer, |body| {
                        body.remove("nextCursor");
                    });
                }
            },
        ),
        gives(
            "cursor.never-ends",
            "9865-2-08",
            "the last page has a `nextCursor`",
            |asked, answer| {
                if cursor(asked).is_some() {
                    list(asked, answer, |body| {
                        body.entry("nextCursor").or_insert_with(|| json!("again"));
                    });
                }
            },
        ),
        does(
            "cursor.garbage",
            "9865-2.1-02",
            "a cursor that is none is the first page",
            |server, asked| {
                let answer = server.ask(&asked);
                if cursor(&asked).is_some() && answer.json["scimType"] == "invalidCursor" {
                    first_page(server, &asked)
                } else {
                    answer
                }
            },
        ),
        does(
            "cursor.forged",
            "9865-5-05",
            "a cursor whose end was changed is accepted",
            |server, asked| {
                let answer = server.ask(&asked);
                if cursor(&asked).is_some_and(|cursor| cursor.len() > 20)
                    && answer.json["scimType"] == "invalidCursor"
                {
                    return first_page(server, &asked);
                }
                answer
            },
        ),
        does(
            "cursor.error-type",
            "9865-2.1-02",
            "a cursor that is none is `invalidValue`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if answer.json["scimType"] == "invalidCursor" {
                    answer.json["scimType"] = json!("invalidValue");
                }
                answer
            },
        ),
        does(
            "cursor.error-500",
            "9865-2.1-01",
            "a cursor that is none is an internal error",
            |server, asked| {
                let answer = server.ask(&asked);
                if answer.json["scimType"] == "invalidCursor" {
                    Answer::error(500, "")
                } else {
                    answer
                }
            },
        ),
        gives(
            "cursor.previous",
            "9865-2-11",
            "the first page has a `previousCursor`",
            |asked, answer| {
                if cursor(asked).as_deref() == Some("") {
                    list(asked, answer, |body| {
                        body.insert("previousCursor".to_owned(), json!("abc"));
                    });
                }
            },
        ),
        gives(
            "cursor.characters",
            "9865-2-02",
            "cursors have characters that URLs do not",
            |asked, answer| {
                list(asked, answer, |body| {
                    if let Some(Value::String(next)) = body.get_mut("nextCursor") {
                        next.push_str("+/==");
                    }
                });
            },
        ),
        takes("cursor.count-ignored", "9865-2-05", "pages by cursor ignore `count`", |asked| {
            if cursor(asked).is_some() {
                asked.without("count");
            }
        }),
        does(
            "cursor.count-zero",
            "9865-2-04",
            "by cursor, `count=0` is no limit",
            |server, mut asked| {
                if cursor(&asked).is_some() && asked.parameter("count").as_deref() == Some("0") {
                    asked.without("count");
                }
                server.ask(&asked)
            },
        ),
        does(
            "cursor.count-negative",
            "9865-2-03",
            "by cursor, a negative `count` is refused",
            |server, asked| {
                if cursor(&asked).is_some()
                    && asked.parameter("count").is_some_and(|count| count.starts_with('-'))
                {
                    return Answer::error(400, "invalidCount");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "cursor.loses",
            "9865-2-07",
            "each page by cursor loses a resource",
            |asked, answer| {
                if cursor(asked).is_some() {
                    list(asked, answer, |body| {
                        if let Some(Value::Array(all)) = body.get_mut("Resources") {
                            if all.len() > 1 {
                                all.pop();
                            }
                        }
                        let count =
                            body.get("Resources").and_then(Value::as_array).map_or(0, Vec::len);
                        body.insert("itemsPerPage".to_owned(), json!(count));
                    });
                }
            },
        ),
        does(
            "cursor.stands",
            "9865-2-07",
            "the second page is the first again",
            |server, asked| {
                if cursor(&asked).is_some_and(|cursor| !cursor.is_empty()) {
                    let answer = server.ask(&asked);
                    return if answer.is_ok() { first_page(server, &asked) } else { answer };
                }
                server.ask(&asked)
            },
        ),
        gives("cursor.total", "9865-2-15", "`totalResults` is what is left", |asked, answer| {
            if cursor(asked).is_some_and(|cursor| !cursor.is_empty()) {
                list(asked, answer, |body| {
                    let total = body.get("totalResults").and_then(Value::as_u64).unwrap_or(1);
                    body.insert("totalResults".to_owned(), json!(total.saturating_sub(1)));
                });
            }
        }),
        takes("cursor.unsorted", "9865-2.2-01", "pages by cursor are not sorted", |asked| {
            if cursor(asked).as_deref() == Some("") {
                asked.without("sortBy");
                asked.without("sortOrder");
            }
            if cursor(asked).is_some() {
                asked.without("sortBy");
                asked.without("sortOrder");
            }
        }),
        takes("cursor.unfiltered", "9865-2-13", "pages by cursor are not filtered", |asked| {
            if cursor(asked).is_some() {
                asked.without("filter");
            }
        }),
        gives("cursor.config", "9865-4-03", "`pagination` has no `index`", |_, answer| {
            if let Some(pagination) =
                answer.json.get_mut("pagination").and_then(Value::as_object_mut)
            {
                pagination.remove("index");
            }
        }),
        gives("cursor.config-text", "9865-4-02", "`pagination.cursor` is a text", |_, answer| {
            if let Some(pagination) =
                answer.json.get_mut("pagination").and_then(Value::as_object_mut)
            {
                pagination.insert("cursor".to_owned(), json!("true"));
            }
        }),
        gives("cursor.page-size", "9865-4-06", "`pagination.maxPageSize` is 0", |_, answer| {
            if let Some(pagination) =
                answer.json.get_mut("pagination").and_then(Value::as_object_mut)
            {
                pagination.insert("maxPageSize".to_owned(), json!(0));
            }
        }),
        gives(
            "cursor.method",
            "9865-4-04",
            "`pagination.defaultPaginationMethod` is `offset`",
            |_, answer| {
                if let Some(pagination) =
                    answer.json.get_mut("pagination").and_then(Value::as_object_mut)
                {
                    pagination.insert("defaultPaginationMethod".to_owned(), json!("offset"));
                }
            },
        ),
        does(
            "cursor.not-there",
            "9865-4-02",
            "cursors are said to be supported and are not",
            |server, mut asked| {
                if asked.is_query() {
                    asked.without("cursor");
                }
                server.ask(&asked)
            },
        ),
    ]
}
