//! An exchange as text that is the same in every run.

use crate::exchange::Exchange;
use crate::header;
use crate::password;
use http::HeaderMap;
use serde_json::Value;

/// The request and the response, without what differs from run to run. For the macros alone.
#[doc(hidden)]
#[must_use]
pub fn exchange(exchange: &Exchange) -> String {
    let (request, response) = (exchange.request(), exchange.response());
    let mut ids = Vec::new();
    let bodies = [request.body(), response.body()].map(|body| parsed(body));
    for body in bodies.iter().flatten() {
        collect(body, &mut ids);
    }
    let known = |text: &str| named(text, &ids);
    let may_be = exchange.may_have_a_password();
    let raw = |body: &str| if may_be { password::no_json(body) } else { body.to_owned() };
    let mut text = format!("{} {}\n", request.method(), path(&request.uri().to_string(), &ids));
    let [sent, answered] = bodies;
    headers(request.headers(), &known, &mut text);
    body(sent, request.body(), &known, &raw, &mut text);
    text.push_str(&format!("\n{}\n", response.status().as_u16()));
    headers(response.headers(), &known, &mut text);
    body(answered, response.body(), &known, &raw, &mut text);
    text
}

fn parsed(body: &str) -> Option<Value> {
    serde_json::from_str(body).ok()
}

/// The ids of resources that a store gave.
fn collect(value: &Value, ids: &mut Vec<String>) {
    if let (Some(Value::String(id)), Some(_)) = (value.get("id"), value.get("schemas"))
        && !ids.contains(id)
    {
        ids.push(id.clone());
    }
    for resource in value.get("Resources").and_then(Value::as_array).into_iter().flatten() {
        collect(resource, ids);
    }
}

/// A text, with the name of an id in its place: the whole, or what a URI ends with.
fn named(text: &str, ids: &[String]) -> String {
    for (index, id) in ids.iter().enumerate() {
        let name = if index == 0 { "[id]".to_owned() } else { format!("[id {}]", index + 1) };
        if text == id {
            return name;
        }
        if let Some(before) = text.strip_suffix(id.as_str()).filter(|before| before.ends_with('/'))
        {
            return format!("{before}{name}");
        }
    }
    text.to_owned()
}

fn path(uri: &str, ids: &[String]) -> String {
    let (path, query) =
        uri.split_once('?').map_or((uri, None), |(path, query)| (path, Some(query)));
    let path = named(path, ids);
    query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
}

fn headers(headers: &HeaderMap, known: &dyn Fn(&str) -> String, text: &mut String) {
    let mut lines: Vec<String> = headers
        .iter()
        .map(|(name, value)| {
            let value_is_sensitive = value.is_sensitive();
            let value = value.to_str().unwrap_or("[bytes]");
            let value = match name.as_str() {
                name if value_is_sensitive || header::is_secret(name) => format!("[{name}]"),
                "etag" => "[version]".to_owned(),
                "if-match" | "if-none-match" if value != "*" => "[version]".to_owned(),
                "x-request-id" => "[request id]".to_owned(),
                "date" => "[date]".to_owned(),
                _ => known(value),
            };
            format!("{name}: {value}\n")
        })
        .collect();
    lines.sort();
    text.extend(lines);
}

fn body(
    value: Option<Value>,
    raw: &str,
    known: &dyn Fn(&str) -> String,
    shown: &dyn Fn(&str) -> String,
    text: &mut String,
) {
    match value {
        Some(mut value) => {
            // serde_json sorts names or not, as any crate in the build may decide
            value.sort_all_objects();
            redact(&mut value, known);
            password::each(&mut value, &mut |text| *text = "[password]".to_owned());
            text.push_str(&format!("\n{}\n", super::pretty(&value)));
        }
        None if raw.is_empty() => {}
        None => text.push_str(&format!("\n{}\n", shown(raw))),
    }
}

fn redact(value: &mut Value, known: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = known(text),
        Value::Array(elements) => elements.iter_mut().for_each(|one| redact(one, known)),
        Value::Object(members) => {
            for (name, value) in members {
                if name == "meta" {
                    for stamp in ["created", "lastModified", "version"] {
                        super::redact(value, stamp);
                    }
                }
                if matches!(name.as_str(), "nextCursor" | "previousCursor") && value.is_string() {
                    *value = "[cursor]".into();
                }
                redact(value, known);
            }
        }
        _ => {}
    }
}
