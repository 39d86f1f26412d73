//! What only the compiler can check, as it needs types: generated code asserts it.

use crate::resource::Node;
use crate::schema::{Attribute, Type};
use std::borrow::Cow;

/// Whether no two nodes are for one attribute, which embedding can bring about.
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

/// Whether attributes are in the RFC's list, with the same type.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn are_known(rfc: &'static [Attribute], held: &'static [Attribute]) -> bool {
    let mut i = 0;
    while i < held.len() {
        match find(rfc, &held[i]) {
            Some(row) if row.r#type as u8 == held[i].r#type as u8 => {}
            _ => return false,
        }
        i += 1;
    }
    true
}

/// Whether a list has an attribute.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn is_mapped(attributes: &[Attribute], name: &str) -> bool {
    let mut i = 0;
    while i < attributes.len() {
        if same_text(&attributes[i].name, name) {
            return true;
        }
        i += 1;
    }
    false
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

const fn same_text(a: &Cow<'static, str>, b: &str) -> bool {
    match a {
        Cow::Borrowed(a) => a.eq_ignore_ascii_case(b),
        Cow::Owned(_) => false,
    }
}

/// Whether all texts are among the others, in any case.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
pub(super) const fn is_subset(part: &[Cow<'static, str>], whole: &[Cow<'static, str>]) -> bool {
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
