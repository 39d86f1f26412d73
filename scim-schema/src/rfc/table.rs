//! The RFC's attributes, which derived schemas refer to; the facts stand in `scim-derive`.

use crate::schema::Attribute;
use std::borrow::Cow;

scim_derive::__rfc_tables! {}

/// A copy of the attribute at an index, where a derived schema is built.
///
/// # Panics
/// At compile time, when the table has no such row.
#[must_use]
pub const fn attribute(attributes: &'static [Attribute], index: usize) -> Attribute {
    at(attributes, index).copied()
}

/// A copy of a sub-attribute, by its attribute's index and its own.
///
/// # Panics
/// At compile time, when the table has no such row.
#[must_use]
pub const fn sub_attribute(
    attributes: &'static [Attribute],
    index: usize,
    sub_index: usize,
) -> Attribute {
    match &at(attributes, index).sub_attributes {
        Cow::Borrowed(sub_attributes) => at(sub_attributes, sub_index).copied(),
        Cow::Owned(_) => at(&[], sub_index).copied(),
    }
}

#[expect(clippy::indexing_slicing, reason = "only at compile time, with an index from this table")]
const fn at(attributes: &'static [Attribute], index: usize) -> &'static Attribute {
    &attributes[index]
}
