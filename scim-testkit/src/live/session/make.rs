//! Resources of a check's own.

use super::{Made, Session, resource_path};
use crate::live::{Answer, Attr, Kind, Stop, make};
use serde_json::Value;
use std::sync::atomic::Ordering;

impl Session<'_> {
    /// A text that nothing else has: lower-case letters, digits and hyphens, with the tag of the
    /// run.
    #[must_use]
    pub(crate) fn unique(&self) -> String {
        let number = self.shared.counter.fetch_add(1, Ordering::Relaxed);
        format!("{}-{number}", self.shared.tag)
    }

    /// A valid body of the resource type at hand: what is required, and nothing else.
    #[must_use]
    pub(crate) fn minimal(&self) -> Value {
        self.kind.minimal(&self.unique())
    }

    /// A valid body of the resource type at hand, with all that can be made: two elements of each
    /// multi-valued attribute; no passwords, nothing that a server grants, and no references to other
    /// resources.
    #[must_use]
    pub(crate) fn full(&self) -> Value {
        self.kind.full(&self.unique())
    }

    /// A valid body of any resource type: what is required.
    #[must_use]
    pub(crate) fn minimal_of(&self, kind: &Kind) -> Value {
        kind.minimal(&self.unique())
    }

    /// A new value of an attribute, valid and unlike those of other variants (0 is what bodies
    /// have); `None` for what refers to other resources.
    #[must_use]
    pub(crate) fn value(&self, attribute: &Attr, variant: u32) -> Option<Value> {
        make::value(attribute.declared(), attribute.parent(), &self.unique(), variant, true)
    }

    /// As [`value`](Self::value): one element of a multi-valued attribute.
    #[must_use]
    pub(crate) fn element(&self, attribute: &Attr, variant: u32) -> Option<Value> {
        make::one(attribute.declared(), attribute.parent(), &self.unique(), variant, true)
    }

    /// Makes a resource of the type at hand with what is required.
    ///
    /// # Errors
    /// Skips where the server refuses it, which `create.*` tells of.
    pub(crate) fn create(&mut self) -> Result<Made, Stop> {
        let body = self.minimal();
        self.create_body(&body)
    }

    /// Makes a resource of the type at hand with all that can be made.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub(crate) fn create_full(&mut self) -> Result<Made, Stop> {
        let body = self.full();
        self.create_body(&body)
    }

    /// Makes a resource of the type at hand with what is required, and with values of attributes.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub(crate) fn create_with(&mut self, values: &[(&Attr, Value)]) -> Result<Made, Stop> {
        let mut body = self.minimal();
        for (attribute, value) in values {
            attribute.put(&mut body, value.clone());
        }
        self.create_body(&body)
    }

    /// Makes a resource of the type at hand.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub(crate) fn create_body(&mut self, body: &Value) -> Result<Made, Stop> {
        let kind = self.kind.clone();
        self.create_of(&kind, body)
    }

    /// Makes a resource of any type.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub(crate) fn create_of(&mut self, kind: &Kind, body: &Value) -> Result<Made, Stop> {
        if let Some(reason) = self.shared.known_refusal(kind) {
            return Err(Stop::Skipped(reason));
        }
        let answer = self.post(kind.endpoint(), body)?;
        if answer.status() >= 500 && answer.status() != 501 {
            answer.expect_success()?;
        }
        let read = self.read_instead(kind, &answer)?;
        let id = read.as_ref().unwrap_or(&answer).text("id").to_owned();
        if !answer.is_success() || id.is_empty() {
            return Err(Stop::skipped(format!(
                "a {} to try it on could not be made ({}): {}",
                kind.name(),
                answer.line,
                super::short(answer.text("detail"))
            )));
        }
        let path = resource_path(kind.endpoint(), &id);
        Ok(Made { kind: kind.clone(), id, path, sent: body.clone(), answer, read })
    }

    /// What is read of a resource that a POST made and was answered without: a server only should
    /// answer with it (RFC 7644 section 3.3), and `Location` says where it is.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn read_instead(
        &mut self,
        kind: &Kind,
        answer: &Answer,
    ) -> Result<Option<Answer>, Stop> {
        if !answer.is_success() || !answer.body().is_empty() {
            return Ok(None);
        }
        let Some(path) = answer.header("location").and_then(|uri| below(kind, uri)) else {
            return Ok(None);
        };
        let read = self.get(&path)?;
        Ok(read.is_success().then_some(read))
    }

    /// The resource of the type at hand that a POST was answered with.
    ///
    /// # Errors
    /// When the answer has no `id`.
    pub(crate) fn made(&self, body: &Value, answer: Answer) -> Result<Made, Stop> {
        let id = answer.text("id").to_owned();
        if id.is_empty() {
            return Err(answer.failed("an `id`", "none"));
        }
        let path = resource_path(self.kind.endpoint(), &id);
        Ok(Made { kind: self.kind.clone(), id, path, sent: body.clone(), answer, read: None })
    }
}

/// The path of a resource of a type, at whatever base URL the server says that it is.
fn below(kind: &Kind, uri: &str) -> Option<String> {
    let (endpoint, id) = uri.split(['?', '#']).next()?.rsplit_once('/')?;
    let is = endpoint.ends_with(kind.endpoint()) && !id.is_empty();
    is.then(|| format!("{}/{id}", kind.endpoint()))
}
