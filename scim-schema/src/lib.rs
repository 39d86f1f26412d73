//! SCIM 2.0 (RFC 7643, RFC 7644) on your own structs.
//!
//! Annotate a struct, flat rows included, and get from that one declaration the schema document
//! that `/Schemas` publishes, a serializer and a deserializer between the struct and SCIM JSON,
//! and the mapping that PATCH, filters and SQL use.
//!
//! ```
//! # #[cfg(feature = "derive")] {
//! use scim_schema::ScimResource;
//! use scim_schema::dialect::Dialect;
//! use scim_schema::edit::Replace;
//!
//! #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
//! #[scim(rfc = "User")]
//! struct Member {
//!     #[scim(id)]
//!     id: i64,
//!     #[scim(path = "userName")]
//!     login: String,
//!     #[scim(path = r#"emails[type eq "work"].value"#, primary)]
//!     email: Option<String>,
//!     #[scim(skip)]
//!     billing_notes: String,
//! }
//!
//! let put = r#"{
//!     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
//!     "userName": "barbara",
//!     "emails": [{ "type": "work", "value": "barbara@example.com" }]
//! }"#;
//! let stored = Member { id: 7, billing_notes: "pays late".into(), ..Member::default() };
//! let (member, changes) = Replace::<Member>::new(put, Dialect::RFC)?.apply(&stored)?;
//! assert_eq!(member.email.as_deref(), Some("barbara@example.com"));
//! assert_eq!(member.billing_notes, "pays late");
//! assert_eq!(changes.paths(), ["userName", r#"emails[type eq "work"].value"#]);
//! # }
//! # Ok::<(), scim_schema::message::ScimError>(())
//! ```
//!
#![cfg_attr(
    all(doc, feature = "derive", feature = "http1", feature = "sea-query1"),
    doc = "The [guide] goes from there to a service on a database. \n"
)]
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `derive` (default) | the derive macros, and the ready-made types of `rfc` |
//! | `http1` | `service`: requests to stores to responses, a tower service over `http` types; `events` |
//! | `sea-query1` | `sql`: filters, sorting, pages and unique keys as expressions of sea-query |
//! | `schemars1` | `json_schema`: the JSON Schema of a resource |
//! | `uuid1`, `chrono04`, `jiff1`, `time03`, `url2` | field types of these crates, and conversions of `value::DateTime` and `value::Reference` |
#![forbid(unsafe_code)]
// what may grow says so before it is published
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

// lets the derives work at home: in `rfc`, in tests and in doctests
#[allow(unused_extern_crates, reason = "unused without the feature `derive`")]
extern crate self as scim_schema;

pub mod changes;
pub mod compare;
mod cost;
pub mod dialect;
pub mod discovery;
pub mod edit;
#[cfg(feature = "http1")]
pub mod events;
pub mod filter;
#[cfg(all(any(doc, doctest), feature = "derive", feature = "http1", feature = "sea-query1"))]
pub mod guide;
mod json;
#[cfg(feature = "schemars1")]
pub mod json_schema;
pub mod limits;
pub mod message;
pub mod ownership;
pub mod patch;
pub mod path;
pub mod projection;
pub mod query;
mod read;
pub mod resource;
#[cfg(feature = "derive")]
pub mod rfc;
pub mod schema;
#[cfg(feature = "http1")]
pub mod service;
pub mod sort;
#[cfg(feature = "sea-query1")]
pub mod sql;
pub mod value;
pub mod write;

pub use resource::{ScimComplex, ScimExtension, ScimResource, ScimValue};
#[cfg(feature = "derive")]
#[doc(inline)]
pub use scim_derive::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};

#[doc(hidden)]
pub mod __private;
