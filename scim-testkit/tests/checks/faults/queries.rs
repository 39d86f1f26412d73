//! Queries of other forms than most: what a server takes that it must not, or refuses that it must
//! take.

use super::object;
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use serde_json::{Value, json};

/// The filter of a query.
fn filter(asked: &Asked) -> Option<String> {
    if asked.is_query() { asked.parameter("filter") } else { None }
}

/// Without its filter, where that is like this and was refused.
fn taken(server: &Server, asked: &Asked, is: impl Fn(&str) -> bool) -> Answer {
    let answer = server.ask(asked);
    if answer.status == 400 && filter(asked).is_some_and(|filter| is(&filter)) {
        let mut without = asked.clone();
        without.without("filter");
        return server.ask(&without);
    }
    answer
}

/// Refused, where its filter is like this.
fn refused(server: &Server, asked: &Asked, is: impl Fn(&str) -> bool) -> Answer {
    if filter(asked).is_some_and(|filter| is(&filter)) {
        return Answer::error(400, "invalidFilter");
    }
    server.ask(asked)
}

fn names(asked: &Asked, parameter: &str, is: impl Fn(&str) -> bool) -> bool {
    asked.parameter(parameter).is_some_and(|names| names.split(',').any(|name| is(name.trim())))
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does(
            "query.half-filter",
            "7644-3.4.2.2-06",
            "half of an `and` finds all",
            |server, asked| {
                taken(server, &asked, |filter| {
                    filter.starts_with("and ") || filter.ends_with(" and")
                })
            },
        ),
        does(
            "query.name-alone",
            "7644-3.4.2.2-07",
            "a filter without an operator finds all",
            |server, asked| {
                taken(server, &asked, |filter| {
                    let words = filter.split_whitespace().count();
                    words == 1 || (words == 2 && !filter.ends_with(" pr"))
                })
            },
        ),
        does(
            "query.rest-ignored",
            "7644-3.4.2.2-33",
            "what follows a filter is ignored",
            |server, asked| taken(server, &asked, |filter| filter.split_whitespace().count() > 2),
        ),
        does(
            "query.or-in-brackets",
            "7644-3.4.2.2-31",
            "`or` in brackets is refused",
            |server, asked| {
                refused(server, &asked, |filter| {
                    filter.split_once('[').is_some_and(|(_, rest)| rest.contains(" or "))
                })
            },
        ),
        does("query.case-of-text", "7644-3.4.2.2-48", "`ew` regards case", |server, asked| {
            let mut answer = server.ask(&asked);
            let ends = filter(&asked).and_then(|filter| {
                let (name, text) = filter.split_once(" ew ")?;
                Some((name.to_owned(), text.trim_matches('"').to_owned()))
            });
            if let (Some((name, end)), Some(all)) = (ends, answer.listed()) {
                all.retain(|one| one[&name].as_str().is_none_or(|text| text.ends_with(&end)));
                let count = all.len();
                answer.json["totalResults"] = count.into();
                answer.json["itemsPerPage"] = count.into();
            }
            answer
        }),
        does("query.plus", "7644-1.2-01", "`%20` is no space", |server, asked| {
            // decoded already: what GET has in its URL
            refused(server, &asked, |filter| filter.contains(' ') && asked.is("GET"))
        }),
        does(
            "query.deep",
            "7644-3.12-11",
            "a deep filter is an internal error",
            |server, asked| {
                if filter(&asked).is_some_and(|filter| filter.matches('(').count() > 50) {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.pr-of-list",
            "7644-3.4.2.2-15",
            "`pr` of a list finds nothing",
            |server, mut asked| {
                asked.reset("filter", |filter| {
                    let lists = [
                        "emails",
                        "phoneNumbers",
                        "addresses",
                        "roles",
                        "labels",
                        "ports",
                        "members",
                    ];
                    lists.iter().fold(filter.to_owned(), |filter, list| {
                        filter.replace(&format!("{list} pr"), "id eq \"nothing\"")
                    })
                });
                server.ask(&asked)
            },
        ),
        gives(
            "query.no-resources",
            "7644-3.4.2-07",
            "a list has no `Resources`, and counts them",
            |asked, answer| {
                if asked.is_query() && answer.json["totalResults"].as_u64() > Some(0) {
                    object(&mut answer.json, |list| {
                        list.remove("Resources");
                    });
                }
            },
        ),
        gives(
            "query.other-message",
            "7644-3.1-06",
            "lists have a schema of resources",
            |asked, answer| {
                if asked.is_query() && answer.is_ok() {
                    answer.json["schemas"] =
                        json!(["urn:ietf:params:scim:schemas:core:2.0:ListResponse"]);
                }
            },
        ),
        gives("query.list-itself", "7643-2.1-02", "a list is an array", |asked, answer| {
            if asked.is_query() && answer.is_ok() {
                answer.json = answer.json["Resources"].clone();
            }
        }),
        does(
            "query.excluded-names",
            "7644-3.4.2.5-07",
            "`excludedAttributes` with a dot is refused",
            |server, asked| {
                if names(&asked, "excludedAttributes", |name| name.contains('.')) {
                    return Answer::error(400, "invalidPath");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.attributes-names",
            "7644-3.4.2.5-04",
            "`attributes` with a dot is refused",
            |server, asked| {
                if names(&asked, "attributes", |name| {
                    name.contains('.') && !name.starts_with("urn:")
                }) {
                    return Answer::error(400, "invalidPath");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.attributes-of-extension",
            "7644-3.10-03",
            "`attributes` with a URN of an extension is refused",
            |server, asked| {
                if names(&asked, "attributes", |name| name.contains(":extension:")) {
                    return Answer::error(400, "invalidPath");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "query.excluded-all",
            "7644-3.9-07",
            "`excludedAttributes` leaves `id` and `schemas` out",
            |asked, answer| {
                if names(asked, "excludedAttributes", |_| true) {
                    answer.each(|resource| {
                        resource.remove("id");
                        resource.remove("schemas");
                    });
                }
            },
        ),
        takes(
            "query.excluded-in-lists",
            "7644-3.9-08",
            "lists ignore `excludedAttributes`",
            |asked| {
                if asked.is_query() {
                    asked.without("excludedAttributes");
                }
            },
        ),
        does(
            "query.search-schema",
            "7644-3.4.3-04",
            "`.search` with its schema is refused",
            |server, asked| {
                if asked.is_search() && asked.body.contains(":SearchRequest") {
                    return Answer::error(400, "invalidSyntax");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.search-any-filter",
            "7644-3.4.3-07",
            "`.search` ignores a filter that is none",
            |server, asked| {
                if asked.is_search() { taken(server, &asked, |_| true) } else { server.ask(&asked) }
            },
        ),
        does(
            "query.root",
            "7644-3.4.2.1-01",
            "a query of all types is an internal error",
            |server, asked| {
                if asked.is("GET") && asked.segments().is_empty() {
                    return Answer::error(500, "");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.unsorted-types",
            "7644-3.4.2.3-10",
            "sorting by `meta.created` is ignored",
            |server, mut asked| {
                if asked.parameter("sortBy").is_some_and(|by| by.starts_with("meta.")) {
                    asked.without("sortBy");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.sort-urn",
            "7644-3.10-01",
            "`sortBy` with a URN is ignored",
            |server, mut asked| {
                if asked.parameter("sortBy").is_some_and(|by| by.starts_with("urn:")) {
                    asked.without("sortBy");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.large-count",
            "7644-3.4.2.4-07",
            "a `count` beyond all there is is refused",
            |server, asked| {
                let count = asked.parameter("count").and_then(|count| count.parse::<u64>().ok());
                if asked.is_query() && count > Some(500) {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        does(
            "query.shuffled",
            "7644-3.4.2.4-11",
            "each list is in another order",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is_query() && asked.parameter("sortBy").is_none() {
                    let turn = server.recall("turn").and_then(|turn| turn.as_u64()).unwrap_or(0);
                    server.remember("turn", turn + 1);
                    if let Some(all) = answer.listed().filter(|_| turn % 2 == 1) {
                        all.reverse();
                    }
                }
                answer
            },
        ),
        does(
            "query.no-first-cursor",
            "9865-2-01",
            "an empty cursor is refused",
            |server, asked| {
                if asked.query.iter().any(|(name, value)| name == "cursor" && value.is_empty()) {
                    return Answer::error(400, "invalidCursor");
                }
                server.ask(&asked)
            },
        ),
        gives("query.cursor-characters", "9865-2-02", "cursors have a `/`", |asked, answer| {
            if asked.is_query() {
                if let Some(Value::String(cursor)) = answer.json.get_mut("nextCursor") {
                    cursor.push_str("/+");
                }
            }
        }),
        does(
            "query.default-method",
            "9865-2.4-02",
            "pages by index are the default, and have a `nextCursor`",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.path == "/ServiceProviderConfig" && answer.is_ok() {
                    answer.json["pagination"]["defaultPaginationMethod"] = "index".into();
                }
                if asked.is_query() && answer.is_ok() && asked.parameter("cursor").is_none() {
                    answer.json["nextCursor"] = "next".into();
                }
                answer
            },
        ),
        does("query.me", "7644-3.11-07", "`Location` of `/Me` is `/Me`", |server, asked| {
            if asked.path != "/Me" || !asked.is("GET") {
                return server.ask(&asked);
            }
            let id = "2819c223";
            let location = format!("https://scim.example.com/scim/v2/Users/{id}");
            let meta = json!({"resourceType": "User", "location": location});
            let schemas = json!(["urn:ietf:params:scim:schemas:core:2.0:User"]);
            let me = json!({"schemas": schemas, "id": id, "userName": "me", "meta": meta});
            let mut answer = Answer::new(200, me);
            answer.set("location", "https://scim.example.com/scim/v2/Me");
            answer
        }),
    ]
}
