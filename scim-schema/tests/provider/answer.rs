//! Responses, and what is said of them.

use serde_json::{Value, json};

/// A response, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    pub(super) fn new(parts: http::response::Parts, body: Vec<u8>) -> Self {
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    #[track_caller]
    pub(crate) fn status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    pub(crate) fn code(&self) -> u16 {
        self.status
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.status, self.text()))
    }

    /// The value of a header; empty without one.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub(crate) fn id(&self) -> String {
        self.json()["id"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn has_header(self, name: &str, value: &str) -> Self {
        assert_eq!(self.header(name), value, "{name}");
        self
    }

    /// The body has these members, at any depth; what is `null` here it has not. Arrays are as
    /// long, and their elements likewise.
    #[track_caller]
    pub(crate) fn shows(self, expected: Value) -> Self {
        let body = self.json();
        if let Err(path) = shows(&body, &expected, String::new()) {
            panic!("at `{path}`: expected {expected:#}\nfound {body:#}");
        }
        self
    }

    /// The names of the body's members, in order of the alphabet.
    #[track_caller]
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.json().as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    }

    /// A list with this many results in all; gives its resources.
    #[track_caller]
    pub(crate) fn list(self, total: usize) -> Vec<Value> {
        let answer = self.status(200);
        let body = answer.json();
        assert_eq!(body["schemas"], json!([super::LIST]));
        assert_eq!(body["totalResults"], total, "{body:#}");
        body["Resources"].as_array().cloned().unwrap_or_default()
    }

    /// An attribute of each resource of a list.
    #[track_caller]
    pub(crate) fn each(self, total: usize, attribute: &str) -> Vec<Value> {
        self.list(total).into_iter().map(|mut resource| resource[attribute].take()).collect()
    }

    /// 7644-3.12-02 to -06, 7644-3.2-13, 7644-3.1-06: an Error of this kind, its status in the header
    /// and as text in the body; gives its detail.
    #[track_caller]
    pub(crate) fn error(self, status: u16, scim_type: Option<&str>) -> String {
        let answer = self.status(status);
        let body = answer.json();
        assert_eq!(answer.header("content-type"), "application/scim+json");
        assert_eq!(body["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
        assert_eq!(body["status"], status.to_string());
        assert_eq!(body["scimType"].as_str(), scim_type, "{body:#}");
        body["detail"].as_str().filter(|detail| !detail.is_empty()).unwrap().to_owned()
    }
}

fn shows(found: &Value, expected: &Value, path: String) -> Result<(), String> {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().try_for_each(|(name, expected)| {
                let path = format!("{path}.{name}");
                shows(found.get(name).unwrap_or(&Value::Null), expected, path)
            })
        }
        (Value::Array(found), Value::Array(expected)) if found.len() == expected.len() => {
            let pairs = found.iter().zip(expected).enumerate();
            pairs.into_iter().try_for_each(|(i, (found, expected))| {
                shows(found, expected, format!("{path}[{i}]"))
            })
        }
        _ if found == expected => Ok(()),
        _ => Err(path),
    }
}
