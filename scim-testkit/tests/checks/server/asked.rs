//! A request, taken apart, for whoever stands before the service provider.

use super::BASE;
use http::{HeaderMap, Method, Request};
use serde_json::{Map, Value};

/// A request, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// Below the base, such as `/Users/7`.
    pub(crate) path: String,
    /// Decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn of(request: Request<String>) -> Self {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let path = path.strip_prefix("/scim/v2").unwrap_or(path).to_owned();
        let query = parts.uri.query().unwrap_or_default();
        let query = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        let query = query.collect();
        Self { method: parts.method, path, query, headers: parts.headers, body }
    }

    pub(super) fn request(&self) -> Request<String> {
        let pairs =
            self.query.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let pairs: Vec<_> = pairs.collect();
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(format!("{BASE}{}{query}", self.path))
            .body(self.body.clone())
            .unwrap();
        *request.headers_mut() = self.headers.clone();
        request
    }

    pub(crate) fn is(&self, method: &str) -> bool {
        self.method == method
    }

    /// The segments of the path.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path.split('/').filter(|segment| !segment.is_empty()).collect()
    }

    pub(crate) fn is_discovery(&self) -> bool {
        matches!(
            self.segments().first(),
            Some(&("Schemas" | "ResourceTypes" | "ServiceProviderConfig"))
        )
    }

    /// One resource: `/Users/7`.
    pub(crate) fn is_one(&self) -> bool {
        let segments = self.segments();
        segments.len() == 2 && !self.is_discovery() && segments[1] != ".search"
    }

    /// All of a type: `/Users`.
    pub(crate) fn is_all(&self) -> bool {
        let segments = self.segments();
        segments.len() == 1
            && !self.is_discovery()
            && !matches!(segments[0], "Bulk" | ".search" | "Me")
    }

    pub(crate) fn is_search(&self) -> bool {
        self.path.ends_with("/.search")
    }

    /// A query of resources, by GET or POST.
    pub(crate) fn is_query(&self) -> bool {
        (self.is("GET") && (self.is_all() || self.segments().is_empty())) || self.is_search()
    }

    pub(crate) fn is_create(&self) -> bool {
        self.is("POST") && self.is_all()
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let json = self.json();
        if self.is_search() {
            return json.get(name).map(|value| match value {
                Value::String(text) => text.clone(),
                Value::Array(names) => {
                    names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
                }
                other => other.to_string(),
            });
        }
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }

    pub(crate) fn without(&mut self, name: &str) {
        if self.is_search() {
            self.edit(|body| {
                body.remove(name);
            });
        }
        self.query.retain(|(known, _)| known != name);
    }

    /// Sets a parameter that is there.
    pub(crate) fn reset(&mut self, name: &str, change: impl Fn(&str) -> String) {
        if self.is_search() {
            self.edit(|body| {
                if let Some(Value::String(text)) = body.get_mut(name) {
                    *text = change(text);
                }
            });
        }
        for (known, value) in &mut self.query {
            if known == name {
                *value = change(value);
            }
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut Map<String, Value>)) {
        if let Value::Object(mut body) = self.json() {
            change(&mut body);
            self.body = Value::Object(body).to_string();
        }
    }

    /// The operations of a PATCH.
    pub(crate) fn operations(&mut self, change: impl FnOnce(&mut Vec<Value>)) {
        if self.is("PATCH") {
            self.edit(|body| {
                if let Some(Value::Array(operations)) = body.get_mut("Operations") {
                    change(operations);
                }
            });
        }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte.unwrap_or(b'0')).to_digit(16);
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                let code = high.unwrap_or(0) * 16 + low.unwrap_or(0);
                bytes.push(u8::try_from(code).unwrap_or(b'?'));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
