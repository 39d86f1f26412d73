//! Pages by index and by cursor.

mod by_cursor;
mod by_index;

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
    let mut faults = by_index::all();
    faults.extend(by_cursor::all());
    faults
}
