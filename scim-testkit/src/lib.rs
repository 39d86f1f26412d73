//! Proof for SCIM 2.0 models and servers.
//!
//! Snapshots hold what a model publishes, writes and maps, so that a change of any of it shows up
//! in review: [`assert_schema_snapshot!`], [`assert_resource_snapshot!`] and
//! [`assert_mapping_snapshot!`].
//!
//! [`strategy`] generates resources, requests and what is wrong with them from any schema.
//! [`conformance!`] tests a model against all laws, on generated resources and requests:
//!
//! ```
//! # mod badges {
//! use scim_schema::ScimResource;
//!
//! #[derive(Debug, Clone, Default, ScimResource)]
//! #[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
//! struct Badge {
//!     #[scim(id)]
//!     id: String,
//!     #[scim(required, uniqueness = "server")]
//!     serial_number: String,
//! }
//!
//! scim_testkit::conformance!(Badge);
//! # }
//! ```
//!
//! [`conformance`](mod@conformance) says how to read what fails. [`oracle`] is a second
//! implementation of RFC 7644, [`law`] what holds of every model, [`strategy`] what it is tried
//! on. An [`Exchange`] is a request to a service in the same process and its response, and
//! [`assert_exchange_snapshot!`] holds one.
//! [`requirement`] numbers what the RFCs say, so that a test can name what it covers. The [guide] goes
//! from the laws of a model to a server that Okta accepts.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `cli` (default) | the program `scim-testkit` |
//! | `client` | checks of servers over HTTP, `live::Target::http` |
//! | `harness` | each check as a test of `cargo test`, `live::harness` |
#![forbid(unsafe_code)]
// what may grow says so before it is published
#![warn(clippy::exhaustive_enums, clippy::exhaustive_structs)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod codegen;
pub mod conformance;
pub mod entra;
mod exchange;
#[cfg(any(doc, doctest))]
pub mod guide;
mod header;
pub mod law;
pub mod live;
pub mod okta;
pub mod oracle;
mod password;
pub mod requirement;
mod snapshot;
pub mod strategy;

pub use exchange::{Answer, Exchange};
/// The version that [`strategy`] and [`conformance!`] take strategies of, for those of yours.
#[doc(no_inline)]
pub use proptest;

/// What the macros name, and nothing else may: no part of the public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::snapshot::{exchange, mapping, resource, schema};
    pub use insta;
}
