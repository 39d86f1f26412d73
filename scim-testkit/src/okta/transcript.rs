//! What was sent and answered, as text that is the same in every run.

use super::org::Org;
use crate::live::{Recorded, is_assigned, member};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

impl Org {
    /// What Okta sent, and what came back, as text that is the same in every run: for snapshots.
    ///
    /// Ids of the server are `[id 1]`, `[id 2]`, in their order; times and versions have their
    /// names in their place. Headers are shown where they are others than before.
    ///
    /// ```
    /// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
    /// # use scim_testkit::{live::Target, okta::{App, Mode, Org}};
    /// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
    /// let mut org = Org::new(Target::service(scim), App::new(Mode::Put).import_groups(false));
    /// org.connect()?;
    /// assert!(org.transcript().starts_with("GET /Users?startIndex=1&count=2\n"));
    /// // insta::assert_snapshot!(org.transcript());
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    #[must_use]
    pub fn transcript(&self) -> String {
        let mut ids = Vec::new();
        for body in self.exchanges().filter_map(|one| one.reply.as_ref()) {
            if let Ok(json) = serde_json::from_str::<Value>(&body.body) {
                collect(&json, &mut ids);
            }
        }
        let (mut text, mut shown) = (String::new(), BTreeSet::new());
        for exchange in self.exchanges() {
            write_one(exchange, &ids, &mut shown, &mut text);
        }
        text
    }
}

fn collect(json: &Value, ids: &mut Vec<String>) {
    if let Some(id) = member(json, "id").and_then(Value::as_str)
        && member(json, "schemas").is_some()
        && !ids.iter().any(|known| known == id)
    {
        ids.push(id.to_owned());
    }
    for one in member(json, "Resources").and_then(Value::as_array).into_iter().flatten() {
        collect(one, ids);
    }
}

fn write_one(exchange: &Recorded, ids: &[String], shown: &mut BTreeSet<String>, text: &mut String) {
    let after = exchange.url.split_once("://").map_or(&*exchange.url, |(_, rest)| rest);
    let path = after.find('/').and_then(|at| after.get(at..)).unwrap_or("/");
    // writing to a string does not fail
    let _ = writeln!(text, "{} {}", exchange.method, named(path, ids));
    let mut headers: Vec<String> =
        exchange.headers.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    headers.sort();
    let headers = headers.concat();
    if shown.insert(headers.clone()) {
        text.push_str(&headers);
    }
    write_body("  > ", &exchange.body, ids, text);
    match (&exchange.reply, &exchange.error) {
        (Some(reply), _) => {
            let _ = writeln!(text, "  {}", reply.status);
            write_body("  < ", &reply.body, ids, text);
        }
        (None, error) => {
            let _ = writeln!(text, "  {}", error.as_deref().unwrap_or("no answer"));
        }
    }
}

fn write_body(before: &str, body: &str, ids: &[String], text: &mut String) {
    if body.is_empty() {
        return;
    }
    let shown = match serde_json::from_str::<Value>(body) {
        Ok(mut json) => {
            // serde_json sorts names or not, as any crate in the build may decide
            json.sort_all_objects();
            redact(&mut json, ids);
            json.to_string()
        }
        Err(_) => body.to_owned(),
    };
    let _ = writeln!(text, "{before}{shown}");
}

fn redact(json: &mut Value, ids: &[String]) {
    match json {
        Value::String(text) => *text = named(text, ids),
        Value::Array(all) => all.iter_mut().for_each(|one| redact(one, ids)),
        Value::Object(members) => {
            for (name, value) in members {
                if name == "meta" {
                    for stamp in ["created", "lastModified", "version"] {
                        if let Some(value) = value.get_mut(stamp).filter(|one| is_assigned(one)) {
                            *value = format!("[{stamp}]").into();
                        }
                    }
                }
                redact(value, ids);
            }
        }
        _ => {}
    }
}

/// A text with the names of ids in their place: short ones only as the whole of it or its end.
fn named(text: &str, ids: &[String]) -> String {
    let mut named = text.to_owned();
    for (index, id) in ids.iter().enumerate() {
        let name = format!("[id {}]", index + 1);
        if id.len() >= 8 {
            named = named.replace(id.as_str(), &name);
        } else if named == *id {
            named = name;
        } else if let Some(before) = named.strip_suffix(id.as_str()).filter(|b| b.ends_with('/')) {
            named = format!("{before}{name}");
        }
    }
    named
}
