//! What a check does its work with.

mod clean;
mod common;
mod delete;
mod make;
mod send;

pub(crate) use clean::{Search, created, found, is_told, settle};
pub(in crate::live) use common::{Common, clean_up};
pub(crate) use delete::Deletes;

use super::answer::short;
use super::request::{Ask, encoded};
use super::run::Shared;
use super::{Answer, Attr, Discovery, Kind, Profile, Recorded, Secrets, Stop, Target};
use serde_json::{Value, json};
use std::fmt;

/// What a check does its work with: requests, recorded, and resources of its own.
pub(crate) struct Session<'r> {
    shared: &'r Shared<'r>,
    kind: Kind,
    exchanges: Vec<Recorded>,
    /// The target's, and the passwords of all bodies so far.
    secrets: Secrets,
    made: Vec<String>,
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("kind", &self.kind.name()).finish_non_exhaustive()
    }
}

/// A resource that a check made.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Made {
    /// Its resource type.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its path below the base URL.
    pub path: String,
    /// What was sent.
    pub sent: Value,
    /// What was answered: the resource, unless the server answers without.
    pub answer: Answer,
    /// What is read of it, where the server answers without.
    pub read: Option<Answer>,
}

impl fmt::Debug for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // what was sent may hold a password
        f.debug_struct("Made")
            .field("path", &self.path)
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}

impl Made {
    /// The resource as it was answered, or else as it is read.
    #[must_use]
    pub(crate) fn body(&self) -> &Value {
        self.read.as_ref().unwrap_or(&self.answer).json()
    }
}

impl<'r> Session<'r> {
    pub(super) fn new(shared: &'r Shared<'r>, kind: Kind) -> Self {
        let secrets = shared.target.secrets().clone();
        Self { shared, kind, exchanges: Vec::new(), secrets, made: Vec::new() }
    }

    /// The resource type at hand; of a check that runs once, the first one (users, if there are
    /// any).
    #[must_use]
    pub(crate) const fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Goes on with another resource type.
    pub(crate) fn set_kind(&mut self, kind: &Kind) {
        self.kind = kind.clone();
    }

    /// What the server says of itself.
    #[must_use]
    pub(crate) const fn discovery(&self) -> &'r Discovery {
        &self.shared.discovery
    }

    /// What is checked.
    #[must_use]
    pub(crate) const fn target(&self) -> &'r Target {
        self.shared.target
    }

    /// Whose expectations count.
    #[must_use]
    pub(crate) const fn profile(&self) -> Profile {
        self.shared.options.profile
    }

    /// Notes in the report what was done that no outcome tells.
    pub(crate) fn remark(&self, text: impl Into<String>) {
        self.shared.remark(text.into());
    }

    /// The RFC's users.
    ///
    /// # Errors
    /// Skips where there are none.
    pub(crate) fn user(&self) -> Result<Kind, Stop> {
        let found = self.discovery().user().cloned();
        found.ok_or_else(|| Stop::skipped("there is no resource type with the schema User"))
    }

    /// The RFC's groups.
    ///
    /// # Errors
    /// Skips where there are none.
    pub(crate) fn group(&self) -> Result<Kind, Stop> {
        let found = self.discovery().group().cloned();
        found.ok_or_else(|| Stop::skipped("there is no resource type with the schema Group"))
    }

    /// An attribute of the resource type at hand, by its path.
    ///
    /// # Errors
    /// Skips where there is none.
    pub(crate) fn attribute(&self, path: &str) -> Result<Attr, Stop> {
        self.wanted(self.kind.attribute(path), &format!("attribute `{path}`"))
    }

    /// An attribute or sub-attribute that is as wanted; `what` is part of the reason to skip.
    ///
    /// # Errors
    /// Skips where there is none.
    pub(crate) fn find(&self, what: &str, wanted: impl Fn(&Attr) -> bool) -> Result<Attr, Stop> {
        self.wanted(self.kind.find(wanted), what)
    }

    /// [`Kind::optional_string`].
    ///
    /// # Errors
    /// Skips where there is none.
    pub(crate) fn optional_string(&self) -> Result<Attr, Stop> {
        self.wanted(self.kind.optional_string(), "optional text that a client may write and read")
    }

    /// [`Kind::any_string`].
    ///
    /// # Errors
    /// Skips where there is none.
    pub(crate) fn any_string(&self) -> Result<Attr, Stop> {
        self.wanted(self.kind.any_string(), "text that a client may write and read")
    }

    /// [`Kind::any_list`].
    ///
    /// # Errors
    /// Skips where there is none.
    pub(crate) fn any_list(&self) -> Result<Attr, Stop> {
        self.wanted(self.kind.any_list(), "multi-valued complex attribute with a `value`")
    }

    /// [`Kind::any_complex`].
    ///
    /// # Errors
    /// Skips where there is none.
    pub(crate) fn any_complex(&self) -> Result<Attr, Stop> {
        self.wanted(self.kind.any_complex(), "singular complex attribute")
    }

    fn wanted(&self, found: Option<Attr>, what: &str) -> Result<Attr, Stop> {
        found.ok_or_else(|| Stop::skipped(format!("{} has no {what}", self.kind.name())))
    }

    /// Whether requests have a bearer token.
    pub(crate) fn has_bearer_token(&self) -> bool {
        let header = self.shared.target.authorization().and_then(|value| value.to_str().ok());
        let scheme = header.and_then(|header| header.split_once(' ')).map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer"))
    }

    /// GET of a path.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn get(&mut self, path: &str) -> Result<Answer, Stop> {
        self.send(&Ask::get(path))
    }

    /// POST of a body.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Result<Answer, Stop> {
        self.send(&Ask::post(path).json(body))
    }

    /// PUT of a body to a resource.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn put(&mut self, made: &Made, body: &Value) -> Result<Answer, Stop> {
        self.send(&Ask::put(&made.path).json(body))
    }

    /// PATCH of a resource with an array of operations.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn patch(&mut self, made: &Made, operations: &Value) -> Result<Answer, Stop> {
        self.send(&Ask::patch(&made.path).json(&patch_body(operations)))
    }

    /// DELETE of a resource.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn delete(&mut self, made: &Made) -> Result<Answer, Stop> {
        self.send(&Ask::delete(&made.path))
    }

    /// GET of a resource, which must be there.
    ///
    /// # Errors
    /// When it is not, or as [`send`](Self::send).
    pub(crate) fn read(&mut self, made: &Made) -> Result<Answer, Stop> {
        let answer = self.get(&made.path)?;
        answer.expect_status(200)?.expect_object()?;
        Ok(answer)
    }

    /// GET of the endpoint of the resource type at hand, with query parameters.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub(crate) fn list(&mut self, parameters: &[(&str, &str)]) -> Result<Answer, Stop> {
        let endpoint = self.kind.endpoint().to_owned();
        self.send(&Ask::get(endpoint).queries(parameters))
    }

    /// The resources of the type at hand that a filter finds.
    ///
    /// # Errors
    /// When there is no list, or as [`send`](Self::send).
    pub(crate) fn filter(&mut self, filter: &str) -> Result<Vec<Value>, Stop> {
        self.list(&[("filter", filter)])?.expect_list()
    }

    /// Whether a filter finds a resource.
    ///
    /// # Errors
    /// As [`filter`](Self::filter).
    pub(crate) fn finds(&mut self, filter: &str, made: &Made) -> Result<bool, Stop> {
        let found = self.filter(filter)?;
        Ok(found.iter().any(|one| one.get("id").and_then(Value::as_str) == Some(&made.id)))
    }

    /// Expects a filter to find a resource, or not to.
    ///
    /// # Errors
    /// When it does not, or as [`filter`](Self::filter).
    pub(crate) fn expect_found(
        &mut self,
        filter: &str,
        made: &Made,
        found: bool,
    ) -> Result<(), Stop> {
        let answer = self.list(&[("filter", filter)])?;
        let list = answer.expect_list()?;
        let is = list.iter().any(|one| one.get("id").and_then(Value::as_str) == Some(&made.id));
        let words = |found: bool| if found { "found" } else { "not found" };
        if is == found {
            return Ok(());
        }
        Err(answer.failed(
            format!("the resource to be {} by `{}`", words(found), short(filter)),
            format!("it is {}", words(is)),
        ))
    }

    /// The requests so far.
    #[must_use]
    pub(crate) fn exchanges(&self) -> &[Recorded] {
        &self.exchanges
    }

    /// What no report shows of it.
    pub(super) const fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(super) fn into_exchanges(self) -> Vec<Recorded> {
        self.exchanges
    }
}

/// The body of a PATCH of an array of operations.
#[must_use]
pub(crate) fn patch_body(operations: &Value) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    })
}

/// The path of a resource: an endpoint and an id, percent-encoded.
pub(crate) fn resource_path(endpoint: &str, id: &str) -> String {
    format!("{}/{}", endpoint.trim_end_matches('/'), encoded(id))
}
