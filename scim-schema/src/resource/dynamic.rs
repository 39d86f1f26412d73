//! Attributes that are defined at run time: a schema extension of each tenant's own.
//!
//! A [`DynamicExtension`] is such a schema, checked and kept; a field of type
//! [`DynamicAttributes`] behind `#[scim(dynamic)]` holds what resources have of it, as JSON that a
//! column takes as it is. The engines see one more extension: its nodes have field numbers from
//! [`FIRST`] on, and a derived [`Model`](super::Model) passes those on to the field.

mod attributes;
mod extension;
mod object;
mod registry;
mod several;
mod single;

#[cfg(test)]
mod tests;

pub use attributes::DynamicAttributes;
pub use extension::{DynamicExtension, InvalidExtension};
pub(super) use registry::described;

/// The first field number that means an attribute defined at run time.
pub const FIRST: u16 = 0x8000;
