//! Pages by cursor.

use super::*;

pub(super) fn all() -> Vec<Fault> {
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
