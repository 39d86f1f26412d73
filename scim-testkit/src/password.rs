//! The passwords in bodies, which no report and no snapshot shows.

use serde_json::Value;
use std::borrow::Cow;

/// Calls `then` with each: the text of a member `password`, and of the value of an operation on one.
/// A number is made a text.
pub(crate) fn each(json: &mut Value, then: &mut dyn FnMut(&mut String)) {
    visit(json, false, then);
}

fn visit(json: &mut Value, is_one: bool, then: &mut dyn FnMut(&mut String)) {
    match json {
        Value::String(text) if is_one => then(text),
        // no password is a number, but what was meant as one is as secret
        Value::Number(number) if is_one => {
            let mut text = number.to_string();
            then(&mut text);
            *json = Value::String(text);
        }
        Value::Array(all) => all.iter_mut().for_each(|one| visit(one, is_one, then)),
        Value::Object(members) => {
            let is = |name: &str, other: &str| name.eq_ignore_ascii_case(other);
            let path = members.iter().find(|(name, _)| is(name, "path"));
            let of_one = path.and_then(|(_, path)| path.as_str()).is_some_and(names_one);
            for (name, value) in members {
                let is_one = is_one || names_one(name) || of_one && is(name, "value");
                visit(value, is_one, then);
            }
        }
        _ => {}
    }
}

/// Whether a text may have one.
pub(crate) fn may_be_in(text: &[u8]) -> bool {
    const NAME: &[u8] = b"password";
    text.windows(NAME.len()).any(|part| part.eq_ignore_ascii_case(NAME))
}

/// A body to show: as it is where it has no password, and without it where it has. Of what is no
/// JSON nobody knows where one is, so its size is all if there `may_be` one.
pub(crate) fn hidden(body: &str, may_be: bool) -> Cow<'_, str> {
    match without(body, |_| true) {
        Some(shown) => shown,
        None if may_be && !body.is_empty() => no_json(body).into(),
        None => body.into(),
    }
}

/// JSON without the passwords that are secret, as it is where it has none; `None` of what is no JSON.
fn without(json: &str, is_secret: fn(&str) -> bool) -> Option<Cow<'_, str>> {
    let mut value = serde_json::from_str(json).ok()?;
    let mut found = false;
    each(&mut value, &mut |text| {
        if is_secret(text) {
            found = true;
            "[password]".clone_into(text);
        }
    });
    Some(if found { value.to_string().into() } else { json.into() })
}

/// What stands for a body in which nobody knows where a password is.
pub(crate) fn no_json(body: &str) -> String {
    format!("[no JSON, {} bytes]", body.len())
}

/// A text with `[password]` for each that is in the JSON at the end of a line. An empty one is nobody's.
pub(crate) fn masked(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(masked_line).collect();
    lines.join("\n")
}

fn masked_line(line: &str) -> String {
    let start = line.find(['{', '[']).unwrap_or(line.len());
    let (before, json) = line.split_at(start);
    match without(json, |text| !text.is_empty()) {
        Some(shown) => format!("{before}{shown}"),
        None => line.to_owned(),
    }
}

/// Whether an attribute path ends with `password`.
fn names_one(path: &str) -> bool {
    path.rsplit([':', '.']).next().is_some_and(|last| last.eq_ignore_ascii_case("password"))
}

#[cfg(test)]
mod tests {
    use super::{each, hidden, masked, may_be_in};
    use serde_json::json;

    #[test]
    fn all_are_found() {
        let mut body = json!({
            "userName": "1", "Password": "2", "urn:example:2.0:User:password": "3",
            "Operations": [
                { "op": "add", "PATH": "urn:ietf:params:scim:schemas:core:2.0:User:password", "Value": "4" },
                { "op": "add", "path": "title", "value": "5" },
                { "op": "add", "value": { "password": "6", "nested": { "name.password": ["7"] } } },
                { "data": { "password": { "value": "8" } } },
                { "data": { "password": 9 } },
                { "op": "replace", "path": "password", "value": 10 }
            ],
            "changePassword": "11", "name": "password"
        });
        let mut found = Vec::new();
        each(&mut body, &mut |text| found.push(std::mem::take(text)));
        found.sort_unstable();
        assert_eq!(found, ["10", "2", "3", "4", "6", "7", "8", "9"]);
        assert_eq!(body["Operations"][1]["value"], "5");
    }

    /// What has no password stays as it was written.
    #[test]
    fn bodies_are_shown_without() {
        let group = r#"{ "displayName" : "password" }"#;
        assert_eq!(hidden(group, true), group);
        assert_eq!(hidden("", true), "");
        let one = r#"{ "password" : "secret" }"#;
        assert_eq!(hidden(one, may_be_in(one.as_bytes())), r#"{"password":"[password]"}"#);
        let cut = r#"{"password":"secret"#;
        assert_eq!(hidden(cut, may_be_in(cut.as_bytes())), "[no JSON, 19 bytes]");
        let other = "upstream timed out";
        assert_eq!(hidden(other, may_be_in(other.as_bytes())), other);
    }

    #[test]
    fn a_text_has_none() {
        let text = "PUT {\"password\":\"hush\"}\n{\"password\":\"\"}\n[{\"title\": \"hush\"}]\nchanged: {x}";
        let shown = "PUT {\"password\":\"[password]\"}\n{\"password\":\"\"}\n[{\"title\": \"hush\"}]\nchanged: {x}";
        assert_eq!(masked(text), shown);
    }
}
