//! SCIM on a table that an application has had for years, and goes on using.
//!
//! [`account`] maps the row as it is, [`migrate`] adds what is missing and reports what stands in
//! the way, [`store`] is what requests do. The guide is in `docs/EXISTING_PRODUCT.md`.

pub mod account;
pub mod migrate;
pub mod store;
