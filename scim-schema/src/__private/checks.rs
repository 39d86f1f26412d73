//! What only the compiler can check, as it needs types: what fails does not compile.

use super::held::Held;
use crate::resource::Node;
use crate::schema::{Attribute, Schema, Type};
use std::borrow::Cow;

/// Whether all nodes are of different attributes, which embedding can keep them from being.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_distinct(nodes: &[Node]) -> bool {
    let mut i = 0;
    while i < nodes.len() {
        let mut j = 0;
        while j < i {
            if same_name(nodes[i].attribute, nodes[j].attribute) {
                return false;
            }
            j += 1;
        }
        i += 1;
    }
    true
}

/// Whether two schemas have different URNs.
#[must_use]
pub const fn are_two(schema: &Schema, other: &Schema) -> bool {
    match &other.id {
        Cow::Borrowed(id) => !same_text(&schema.id, id),
        Cow::Owned(_) => true,
    }
}

/// Whether all attributes are in a list, such as the RFC's, with the same type, and single or
/// multi-valued as there.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_known(known: &'static [Attribute], held: &'static [Attribute]) -> bool {
    let mut i = 0;
    while i < held.len() {
        match find(known, &held[i]) {
            Some(row)
                if row.r#type as u8 == held[i].r#type as u8
                    && row.multi_valued == held[i].multi_valued => {}
            _ => return false,
        }
        i += 1;
    }
    true
}

/// Whether no attribute has sub-attributes.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_simple(attributes: &[Attribute]) -> bool {
    let mut i = 0;
    while i < attributes.len() {
        if matches!(attributes[i].r#type, Type::Complex) {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether a list has an attribute of this name.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn has(attributes: &[Attribute], name: &str) -> bool {
    let mut i = 0;
    while i < attributes.len() {
        if same_text(&attributes[i].name, name) {
            return true;
        }
        i += 1;
    }
    false
}

/// Whether the canonical values of a type are among those of the RFC, where it has some.
#[must_use]
pub const fn is_narrower<T>(held: Held<T>, rfc: &'static Attribute) -> bool {
    match &rfc.canonical_values {
        Cow::Borrowed(values) => values.is_empty() || is_subset(held.canonical_values, values),
        Cow::Owned(_) => false,
    }
}

/// Whether a type can hold a reference: it is one, or text.
#[must_use]
pub const fn is_reference<T>(held: Held<T>) -> bool {
    matches!(held.r#type, Type::Reference | Type::String)
}

/// Whether two types can hold the same attribute.
#[must_use]
pub const fn are_alike<T, U>(held: Held<T>, other: Held<U>) -> bool {
    held.r#type as u8 == other.r#type as u8 && held.multi_valued == other.multi_valued
}

#[expect(clippy::indexing_slicing, reason = "only at compile time")]
pub(super) const fn find(
    attributes: &'static [Attribute],
    like: &'static Attribute,
) -> Option<&'static Attribute> {
    let mut i = 0;
    while i < attributes.len() {
        if same_name(&attributes[i], like) {
            return Some(&attributes[i]);
        }
        i += 1;
    }
    None
}

const fn same_name(a: &Attribute, b: &Attribute) -> bool {
    match &b.name {
        Cow::Borrowed(name) => same_text(&a.name, name),
        Cow::Owned(_) => false,
    }
}

#[expect(clippy::ptr_arg, reason = "a const fn can match a `Cow`, not dereference it")]
const fn same_text(a: &Cow<'static, str>, b: &str) -> bool {
    match a {
        Cow::Borrowed(a) => a.eq_ignore_ascii_case(b),
        Cow::Owned(_) => false,
    }
}

/// Whether all texts are among the others, in any case.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
const fn is_subset(part: &[Cow<'static, str>], whole: &[Cow<'static, str>]) -> bool {
    let mut i = 0;
    while i < part.len() {
        let (mut j, mut found) = (0, false);
        while j < whole.len() {
            if let Cow::Borrowed(text) = &part[i] {
                found |= same_text(&whole[j], text);
            }
            j += 1;
        }
        if !found {
            return false;
        }
        i += 1;
    }
    true
}
