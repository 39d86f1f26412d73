//! What only the compiler can check, as it needs types: what fails does not compile.

use super::held::Held;
use crate::resource::Node;
use crate::schema::{Attribute, Mutability, Returned, Schema, Type};
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

/// Whether all attributes are in a list with the same type, and single or multi-valued as there.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_known(known: &'static [Attribute], held: &'static [Attribute]) -> bool {
    let mut i = 0;
    while i < held.len() {
        match find(known, &held[i]) {
            Some(row) if is_like(&held[i], row) => {}
            _ => return false,
        }
        i += 1;
    }
    true
}

/// Whether all attributes are among those of the RFC, and contradict nothing that it says of them.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_narrower(rfc: &'static [Attribute], held: &'static [Attribute]) -> bool {
    let mut i = 0;
    while i < held.len() {
        match find(rfc, &held[i]) {
            Some(row) if is_like(&held[i], row) && narrows(&held[i], row) => {}
            _ => return false,
        }
        i += 1;
    }
    true
}

/// Whether the attributes of a struct are those of a part of the RFC. A struct that cannot be
/// derived has none, and errors of its own.
#[must_use]
pub const fn are_of(rfc: Option<&str>, attributes: &[Attribute], part: &str) -> bool {
    attributes.is_empty() || matches!(rfc, Some(rfc) if rfc.eq_ignore_ascii_case(part))
}

/// Whether a list has an attribute that every resource has (RFC 7643 section 3.1).
#[must_use]
pub const fn has_common(attributes: &[Attribute]) -> bool {
    has(attributes, "id")
        || has(attributes, "externalId")
        || has(attributes, "meta")
        || has(attributes, "schemas")
}

/// Whether all attributes have one value.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_single(attributes: &[Attribute]) -> bool {
    let mut i = 0;
    while i < attributes.len() {
        if attributes[i].multi_valued {
            return false;
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
    are_canonical(held.canonical_values, rfc)
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

const fn is_like(held: &Attribute, other: &Attribute) -> bool {
    held.r#type as u8 == other.r#type as u8 && held.multi_valued == other.multi_valued
}

/// What the derive lets a field say of an attribute of the RFC.
const fn narrows(held: &Attribute, rfc: &Attribute) -> bool {
    let mutability = match rfc.mutability {
        Mutability::ReadWrite => !matches!(held.mutability, Mutability::WriteOnly),
        Mutability::Immutable => {
            matches!(held.mutability, Mutability::Immutable | Mutability::ReadOnly)
        }
        Mutability::ReadOnly => matches!(held.mutability, Mutability::ReadOnly),
        Mutability::WriteOnly => matches!(held.mutability, Mutability::WriteOnly),
    };
    let returned = match rfc.returned {
        Returned::Default => !matches!(held.returned, Returned::Always),
        Returned::Always => matches!(held.returned, Returned::Always),
        Returned::Never => matches!(held.returned, Returned::Never),
        Returned::Request => matches!(held.returned, Returned::Request),
    };
    let values = match &held.canonical_values {
        Cow::Borrowed(values) => are_canonical(values, rfc),
        Cow::Owned(_) => false,
    };
    held.case_exact == rfc.case_exact
        && (held.required || !rfc.required)
        && held.uniqueness as u8 >= rfc.uniqueness as u8
        && mutability
        && returned
        && values
}

/// Whether values are among the canonical ones of the RFC, where it has some.
const fn are_canonical(values: &[Cow<'static, str>], rfc: &Attribute) -> bool {
    match &rfc.canonical_values {
        Cow::Borrowed(canonical) => canonical.is_empty() || is_subset(values, canonical),
        Cow::Owned(_) => false,
    }
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

#[cfg(test)]
mod tests;
