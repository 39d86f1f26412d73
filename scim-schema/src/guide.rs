//! How it is used, in the order in which one meets it; every block of code on these pages is a test.
//!
//! 1. [Getting started](getting_started): a struct, its schema, a request applied to it, a service.
//! 2. [Flat mapping](flat_mapping): rows as applications have them.
//! 3. [Custom resources](custom_resources): schemas and extensions of your own, at compile time and
//!    at run time.
//! 4. [Stores and SQL](stores_and_sql): where resources are kept, and how they are searched.
//! 5. [Dialects](dialects): what Okta and Entra ID send that the RFCs do not have.
//!
//! Every key of `#[scim(..)]` is listed at [`ScimResource`](derive@crate::ScimResource). What tests a
//! server, and how one is published to Okta, is the guide of `scim-testkit`.

#[doc = include_str!("../guide/getting_started.md")]
pub mod getting_started {}

#[doc = include_str!("../guide/flat_mapping.md")]
pub mod flat_mapping {}

#[doc = include_str!("../guide/custom_resources.md")]
pub mod custom_resources {}

#[doc = include_str!("../guide/stores_and_sql.md")]
pub mod stores_and_sql {}

#[doc = include_str!("../guide/dialects.md")]
pub mod dialects {}

/// The README of the crate compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub mod readme {}
