//! Pages by index and by cursor.

mod by_cursor;
mod by_index;

use super::USER;
use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked, Server};
use http::Method;
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

/// With more users than `filter.maxResults`, which is two, and no larger pages where it `keeps` to it.
pub(crate) fn limited(server: &Server, mut asked: Asked, keeps: fn(&Asked) -> bool) -> Answer {
    const MOST: i64 = 2;
    if asked.is_query() && keeps(&asked) {
        let count: Option<i64> = asked.parameter("count").and_then(|count| count.parse().ok());
        set(&mut asked, "count", &MOST.min(count.unwrap_or(MOST)).to_string());
    }
    let mut answer = server.ask(&asked);
    if asked.path == "/ServiceProviderConfig" {
        answer.json["filter"]["maxResults"] = json!(MOST);
        answer.json["pagination"] = Value::Null;
        for name in ["a", "b", "c"] {
            let user = json!({"schemas": [USER], "userName": name});
            server.also(&asked, &Method::POST, "/Users", user);
        }
    }
    answer
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = by_index::all();
    faults.extend(by_cursor::all());
    faults
}
