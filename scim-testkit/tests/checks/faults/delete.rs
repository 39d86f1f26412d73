//! DELETE, and what comes after it.

use crate::fault::{Fault, does, gives};
use crate::server::{Answer, Asked, Server};
use serde_json::{Value, json};

/// Before a deletion, what is there is remembered.
fn remembered(server: &Server, asked: &Asked) -> Answer {
    if asked.is("DELETE") && asked.is_one() {
        let before = server.get(asked, &asked.path).json;
        if before["id"].is_string() {
            server.remember(&format!("deleted {}", asked.path), before);
        }
    }
    server.ask(asked)
}

fn deleted(server: &Server, asked: &Asked) -> Option<Value> {
    server.recall(&format!("deleted {}", asked.path))
}

/// A deleted resource is put into lists.
fn listed(server: &Server, asked: &Asked, with_filter: bool) -> Answer {
    let mut answer = remembered(server, asked);
    let filter = asked.parameter("filter");
    if !(asked.is_query() && asked.is_all() || asked.is_query() && asked.is_search())
        || filter.is_some() != with_filter
    {
        return answer;
    }
    let endpoint = asked.path.trim_end_matches("/.search").to_owned();
    let memory = server.all();
    for (key, resource) in memory {
        let Some(path) = key.strip_prefix("deleted ") else { continue };
        let names = ["userName", "displayName", "serialNumber", "id"];
        let named = |filter: &str| {
            names
                .iter()
                .any(|name| resource[*name].as_str().is_some_and(|value| filter.contains(value)))
        };
        if path.starts_with(&format!("{endpoint}/")) && filter.as_deref().is_none_or(named) {
            if let Some(all) = answer.listed() {
                all.push(resource);
                let count = all.len();
                answer.json["itemsPerPage"] = json!(count);
                answer.json["totalResults"] =
                    json!(answer.json["totalResults"].as_u64().unwrap_or(0) + 1);
            }
        }
    }
    answer
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("delete.200", "7644-3.6-05", "DELETE answers 200", |asked, answer| {
            if asked.is("DELETE") && answer.status == 204 {
                answer.status = 200;
            }
        }),
        does("delete.nothing", "7644-3.6-02", "DELETE deletes nothing", |server, asked| {
            if asked.is("DELETE") && server.get(&asked, &asked.path).is_ok() {
                return Answer { raw: Some(String::new()), ..Answer::new(204, Value::Null) };
            }
            server.ask(&asked)
        }),
        does("delete.get", "7644-3.6-02", "GET answers what was deleted", |server, asked| {
            let answer = remembered(server, &asked);
            match deleted(server, &asked) {
                Some(resource) if asked.is("GET") => Answer::new(200, resource),
                _ => answer,
            }
        }),
        does("delete.put", "7644-3.6-02", "PUT changes what was deleted", |server, asked| {
            let answer = remembered(server, &asked);
            match deleted(server, &asked) {
                Some(resource) if asked.is("PUT") => Answer::new(200, resource),
                _ => answer,
            }
        }),
        does("delete.patch", "7644-3.6-02", "PATCH changes what was deleted", |server, asked| {
            let answer = remembered(server, &asked);
            match deleted(server, &asked) {
                Some(resource) if asked.is("PATCH") => Answer::new(200, resource),
                _ => answer,
            }
        }),
        does("delete.again", "7644-3.6-06", "a second DELETE answers 204", |server, asked| {
            let answer = server.ask(&asked);
            if asked.is("DELETE") && answer.status == 404 {
                return Answer { raw: Some(String::new()), ..Answer::new(204, Value::Null) };
            }
            answer
        }),
        does("delete.410", "7644-3.6-02", "what was deleted is 410", |server, asked| {
            let answer = remembered(server, &asked);
            match deleted(server, &asked) {
                Some(_) if answer.status == 404 => Answer::error(410, ""),
                _ => answer,
            }
        }),
        does("delete.listed", "7644-3.6-03", "lists have what was deleted", |server, asked| {
            listed(server, &asked, false)
        }),
        does("delete.filtered", "7644-3.6-03", "filters find what was deleted", |server, asked| {
            listed(server, &asked, true)
        }),
        does(
            "delete.conflict",
            "7644-3.6-04",
            "what was deleted is in the way of a new one",
            |server, asked| {
                let answer = remembered(server, &asked);
                let body = asked.json();
                let memory = server.all();
                let taken = memory.iter().any(|(key, old)| {
                    key.starts_with("deleted ")
                        && ["userName", "serialNumber"]
                            .iter()
                            .any(|name| old[*name].is_string() && old[*name] == body[*name])
                });
                if asked.is_create() && taken { Answer::error(409, "uniqueness") } else { answer }
            },
        ),
        does(
            "delete.id-again",
            "7643-3.1-08",
            "a new resource has the id of the last that was deleted",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if let (true, true, [endpoint, id]) =
                    (asked.is("DELETE"), answer.is_ok(), asked.segments().as_slice())
                {
                    server.remember(&format!("/{endpoint}"), *id);
                }
                if let (true, true, Some(Value::String(last))) =
                    (asked.is_create(), answer.is_ok(), server.recall(&asked.path))
                {
                    let id = answer.json["id"].as_str().unwrap_or_default().to_owned();
                    answer.set("location", &answer.header("location").replace(&id, &last));
                    answer.headers.remove("content-location");
                    let text = answer.json.to_string().replace(&id, &last);
                    answer.json = serde_json::from_str(&text).unwrap();
                }
                answer
            },
        ),
        gives("delete.with-body", "7644-3.6-05", "DELETE answers the resource", |asked, answer| {
            if asked.is("DELETE") && answer.status == 204 {
                *answer = Answer::new(200, json!({"schemas": []}));
            }
        }),
        does(
            "delete.all-in-lists",
            "7644-3.4.2-06",
            "DELETE of one hides another in lists",
            |server, asked| {
                let mut answer = remembered(server, &asked);
                let any = server.all().keys().any(|key| key.starts_with("deleted "));
                if any && asked.is_query() && asked.parameter("filter").is_some() {
                    if let Some(all) = answer.listed() {
                        all.pop();
                    }
                }
                answer
            },
        ),
    ]
}
