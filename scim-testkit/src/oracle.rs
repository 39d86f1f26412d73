//! A second implementation of RFC 7644 on JSON values, written to be obviously right.
//!
//! It clones freely, knows no struct and shares no code with the engines of `scim-schema`: it has
//! its own parsers, its own comparisons and its own arithmetic of instants. What it takes from
//! there is the contract: the schema and its characteristics, and a [`Shape`] of how the model
//! holds them. Each function cites the section of the RFC that it transcribes, or the decision
//! where the RFC leaves room.
//!
//! ```
//! use scim_schema::{dialect::Dialect, rfc::User};
//! use scim_testkit::oracle::{Shape, document, filter};
//!
//! let user = User { user_name: "bjensen".into(), ..User::default() };
//! let shape = Shape::of(&user);
//! let filter = filter::parse(r#"userName sw "BJ""#, &shape, Dialect::RFC)?;
//! assert_eq!(filter::matches(&filter, &shape, &document(&user), Dialect::RFC), Ok(true));
//! # Ok::<(), scim_testkit::oracle::Refusal>(())
//! ```

mod changes;
pub mod filter;
pub(crate) mod instant;
mod key;
mod list;
mod page;
mod patch;
mod path;
mod projection;
mod replace;
mod shape;
mod slots;
pub mod sort;
mod stored;
mod value;

pub(crate) use key::key as comparison_key;

pub(crate) use changes::changes;
pub use changes::is_same_resource;
pub(crate) use page::{Page, page};
pub use patch::{Patched, patch};
pub use projection::project;
pub use replace::{create, replace};
pub use shape::{Attribute, Held, Shape, Slot};
pub(crate) use slots::parts as slot_parts;
pub(crate) use stored::document_at;
pub use stored::{SECRET, document};

use std::fmt;

/// What the oracle answers to a request that cannot be served (RFC 7644 section 3.12).
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{self, Shape, document};
///
/// let group = Group::default();
/// let body = serde_json::json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]});
/// let refusal = oracle::create(&body, &Shape::of(&group), &document(&group), Dialect::RFC).unwrap_err();
/// assert!(refusal.allows(400, "invalidValue"), "{refusal}");
/// assert!(!refusal.allows(409, "uniqueness"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The `scimType`; empty where there is none.
    pub scim_type: &'static str,
    /// Why, for the person who reads a failed property.
    pub why: String,
    /// What else is wrong with a body, where no rule says what comes first.
    pub or: Vec<Refusal>,
    /// The index of the operation of a PATCH that is refused, if it is one: the first that is.
    pub operation: Option<usize>,
}

impl Refusal {
    fn new(scim_type: &'static str, why: impl Into<String>) -> Self {
        Self { status: 400, scim_type, why: why.into(), or: Vec::new(), operation: None }
    }

    /// Any one of these, if there is any.
    fn any(refusals: Vec<Self>) -> Result<(), Self> {
        let mut refusals = refusals.into_iter();
        let Some(mut first) = refusals.next() else { return Ok(()) };
        first.or.extend(refusals);
        Err(first)
    }

    /// Whether a service provider that answers so is right.
    #[must_use]
    pub fn allows(&self, status: u16, scim_type: &str) -> bool {
        (self.status == status && self.scim_type == scim_type)
            || self.or.iter().any(|other| other.allows(status, scim_type))
    }

    fn invalid_filter(why: impl Into<String>) -> Self {
        Self::new("invalidFilter", why)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.scim_type, self.why)?;
        self.or.iter().try_for_each(|other| write!(f, "; or {other}"))
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn what_a_refusal_allows() {
        let other = Refusal { status: 409, ..Refusal::new("uniqueness", "taken") };
        let refusal = Refusal { or: vec![other], ..Refusal::new("invalidValue", "no array") };
        assert!(refusal.allows(400, "invalidValue") && refusal.allows(409, "uniqueness"));
        for (status, scim_type) in
            [(400, "mutability"), (409, "invalidValue"), (400, "uniqueness"), (500, "")]
        {
            assert!(!refusal.allows(status, scim_type), "{status} {scim_type}");
        }
        let shown = "400 invalidValue: no array; or 409 uniqueness: taken";
        assert_eq!(refusal.to_string(), shown);
    }
}
