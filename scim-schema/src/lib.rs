//! SCIM 2.0 (RFC 7643, RFC 7644) on your own structs.
//!
//! Annotate a struct, flat rows included, and get from that one declaration the schema document
//! that `/Schemas` publishes, a serializer and a deserializer between the struct and SCIM JSON,
//! and the mapping that PATCH, filters and SQL use.
#![forbid(unsafe_code)]

// lets the derives work at home: in `rfc`, in tests and in doctests
#[allow(unused_extern_crates, reason = "unused without the feature `derive`")]
extern crate self as scim_schema;

pub mod changes;
pub mod compare;
pub mod dialect;
pub mod discovery;
pub mod edit;
#[cfg(feature = "http1")]
pub mod events;
pub mod filter;
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
mod work;
pub mod write;

pub use resource::{ScimComplex, ScimExtension, ScimResource, ScimValue};
#[cfg(feature = "derive")]
pub use scim_derive::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};

#[doc(hidden)]
pub mod __private;
