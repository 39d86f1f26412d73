//! Filters.

/// One operator for another.
macro_rules! operator {
    ($id:literal, $breaks:literal, $title:literal, $from:literal => $to:literal) => {
        takes($id, $breaks, $title, |asked| other(asked, |text| text.replace($from, $to)))
    };
}

mod logic;
mod names;
mod operators;
mod refusals;

use super::is_user;
use crate::fault::{Fault, does, takes};
use crate::server::{Answer, Asked, Server};
use http::Method;
use serde_json::{Value, json};

/// Another filter in the place of this one; nothing in quotes is touched.
fn other(asked: &mut Asked, change: impl Fn(&str) -> String) {
    if asked.is_query() {
        asked.reset("filter", |filter| outside(filter, &change));
    }
}

/// Changes what is not in quotes.
fn outside(filter: &str, change: &dyn Fn(&str) -> String) -> String {
    let (mut out, mut plain, mut quoted) = (String::new(), String::new(), false);
    let mut before = ' ';
    for c in filter.chars() {
        if c == '"' && before != '\\' {
            if quoted {
                quoted = false;
                out.push(c);
            } else {
                out.push_str(&change(&std::mem::take(&mut plain)));
                out.push(c);
                quoted = true;
            }
        } else if quoted {
            out.push(c);
        } else {
            plain.push(c);
        }
        before = c;
    }
    out.push_str(&change(&plain));
    out
}

fn filter(asked: &Asked) -> Option<String> {
    if asked.is_query() { asked.parameter("filter") } else { None }
}

/// Refused, if the filter is like this.
fn refused(server: &Server, asked: &Asked, is: impl Fn(&str) -> bool) -> Answer {
    if filter(asked).is_some_and(|filter| is(&filter)) {
        return Answer::error(400, "invalidFilter");
    }
    server.ask(asked)
}

/// Without a filter, if it is refused.
fn ignored(server: &Server, asked: &Asked, is: impl Fn(&str) -> bool) -> Answer {
    let answer = server.ask(asked);
    if answer.status == 400 && filter(asked).is_some_and(|filter| is(&filter)) {
        let mut without = asked.clone();
        without.without("filter");
        return server.ask(&without);
    }
    answer
}

/// Nothing, if the filter is refused.
fn nothing() -> Answer {
    Answer::new(
        200,
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 0, "startIndex": 1, "itemsPerPage": 0, "Resources": [],
        }),
    )
}

/// Only what is like this remains of a list.
fn keep(answer: &mut Answer, is: impl Fn(&Value) -> bool) {
    if let Some(all) = answer.listed() {
        all.retain(|one| is(one));
        let left = all.len();
        answer.json["totalResults"] = json!(left);
        answer.json["itemsPerPage"] = json!(left);
    }
}

/// The text that an attribute is compared with: `userName eq "x"`.
fn compared(filter: &str, operator: &str) -> Option<(String, String)> {
    let (name, value) = filter.split_once(&format!(" {operator} "))?;
    let value: Value = serde_json::from_str(value).ok()?;
    Some((name.to_owned(), value.as_str()?.to_owned()))
}

/// Texts in a list, with `value` for elements.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(object) => object.get("value").map(texts).unwrap_or_default(),
        _ => Vec::new(),
    }
}

pub(super) fn all() -> Vec<Fault> {
    let mut faults = operators::all();
    faults.extend(logic::all());
    faults.extend(names::all());
    faults.extend(refusals::all());
    faults
}

/// A comparison of one of these attributes by its text, in the place of the service provider's:
/// by itself, or in parentheses with another condition behind it.
fn as_text(
    server: &Server,
    asked: &Asked,
    names: &[&str],
    is: fn(&str, &str, &str) -> bool,
) -> Answer {
    let text = filter(asked).unwrap_or_default();
    let (inner, rest) = match text.strip_prefix('(').and_then(|text| text.split_once(") and ")) {
        Some((inner, rest)) => (inner.to_owned(), Some(rest.to_owned())),
        None => (text, None),
    };
    let parts: Vec<&str> = inner.splitn(3, ' ').collect();
    let [name, operator, value] = parts[..] else { return server.ask(asked) };
    if !names.contains(&name) {
        return server.ask(asked);
    }
    let mut all = asked.clone();
    match rest {
        Some(rest) => all.reset("filter", |_| rest.clone()),
        None => all.without("filter"),
    }
    let mut answer = server.ask(&all);
    let pointer = format!("/{}", name.replace('.', "/"));
    keep(&mut answer, |one| match one.pointer(&pointer) {
        Some(Value::String(text)) => is(text, operator, value.trim_matches('"')),
        Some(Value::Number(number)) => is(&number.to_string(), operator, value),
        _ => false,
    });
    answer
}

fn ordered(text: &str, operator: &str, value: &str) -> bool {
    match operator {
        "eq" => text == value,
        "ne" => text != value,
        "gt" => text > value,
        "ge" => text >= value,
        "lt" => text < value,
        _ => text <= value,
    }
}
