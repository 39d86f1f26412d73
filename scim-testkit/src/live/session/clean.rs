//! Deletes what a check made, and nothing else.

use super::{Session, resource_path};
use crate::live::run::Shared;
use crate::live::{Answer, Ask};
use bytes::Bytes;
use http::header::{AUTHORIZATION, RETRY_AFTER};
use http::{Method, Request};
use serde_json::Value;
use std::thread;
use std::time::Duration;

impl Session<'_> {
    /// Notes what a request made or deleted.
    pub(super) fn note(&mut self, ask: &Ask, answer: &Answer) {
        let uri = ask.uri();
        let path = uri.split('?').next().unwrap_or(&uri);
        if ask.method == Method::DELETE {
            if answer.is_success() || answer.status() == 404 {
                self.shared.journal.deleted(path);
            }
            return;
        }
        if !answer.is_success() {
            return;
        }
        if ask.method == Method::PUT && answer.status() == 201 {
            self.noted(path.to_owned());
        }
        if ask.method != Method::POST || path.ends_with("/.search") {
            return;
        }
        if path.ends_with("/Bulk") {
            for made in self.of_bulk(answer) {
                self.noted(made);
            }
            return;
        }
        let located = answer.header("location").and_then(|location| self.below(location));
        let made = match answer.text("id") {
            "" => located,
            id if path.len() > 1 && path != "/Me" => Some(resource_path(path, id)),
            _ => located,
        };
        if let Some(made) = made {
            self.noted(made);
        }
    }

    fn of_bulk(&self, answer: &Answer) -> Vec<String> {
        let operations = answer.member("Operations").and_then(Value::as_array);
        let text = |operation: &Value, name: &str| {
            operation.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let posts = operations
            .into_iter()
            .flatten()
            .filter(|operation| text(operation, "method").eq_ignore_ascii_case("POST"));
        posts.filter_map(|operation| self.below(&text(operation, "location"))).collect()
    }

    fn noted(&mut self, path: String) {
        self.shared.journal.created(&path);
        if !self.made.contains(&path) {
            self.made.push(path);
        }
    }

    /// The path of a URL below the base URL, its last two segments if it is below another.
    fn below(&self, url: &str) -> Option<String> {
        if let Some(path) = url.strip_prefix(self.shared.target.url()) {
            return Some(path.to_owned());
        }
        let mut segments = url.split('?').next()?.rsplit('/');
        let (id, endpoint) = (segments.next()?, segments.next()?);
        let known =
            self.discovery().kinds.iter().any(|kind| kind.endpoint().trim_matches('/') == endpoint);
        (known && !id.is_empty()).then(|| format!("/{endpoint}/{id}"))
    }

    /// Deletes what was made, the newest first. What cannot be deleted stays in the journal.
    pub(in crate::live) fn clean_up(&mut self) {
        let left = self.shared.journal.left();
        for path in std::mem::take(&mut self.made).into_iter().rev() {
            if left.contains(&path) {
                self.shared.delete(&path);
            }
        }
    }
}

impl Shared<'_> {
    /// Deletes what was made. What cannot be deleted stays in the journal.
    pub(super) fn delete(&self, path: &str) {
        if delete(self.target, path) {
            self.journal.deleted(path);
        }
    }
}

/// Whether a resource is gone now. A limit that says for how long is waited for, a few seconds at
/// most: clean-ups come in bursts.
pub(crate) fn delete(target: &crate::live::Target, path: &str) -> bool {
    for _ in 0..4 {
        let request = Request::delete(format!("{}{path}", target.url())).body(Bytes::new());
        let Ok(mut request) = request else { return false };
        request.headers_mut().extend(target.headers().clone());
        if let Some(value) = target.authorization() {
            request.headers_mut().insert(AUTHORIZATION, value.clone());
        }
        let Ok(response) = target.send(request) else { return false };
        let wait = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        match (response.status().as_u16(), wait.and_then(|text| text.trim().parse().ok())) {
            (429, Some(seconds @ 0..=10)) => {
                thread::sleep(Duration::from_secs(seconds).max(Duration::from_millis(200)));
            }
            (status, _) => return (200..300).contains(&status) || matches!(status, 404 | 410),
        }
    }
    false
}
