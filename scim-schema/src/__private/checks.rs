//! What only the compiler can check, as it needs types: what fails does not compile.

use crate::resource::Node;
use crate::schema::Attribute;
use std::borrow::Cow;

/// Refuses two nodes for one attribute, which embedding can bring about.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[expect(clippy::panic, reason = "only at compile time")]
pub const fn assert_distinct(nodes: &[Node], message: &'static str) {
    let mut i = 0;
    while i < nodes.len() {
        let mut j = 0;
        while j < i {
            if same_name(nodes[i].attribute, nodes[j].attribute) {
                panic!("{}", message);
            }
            j += 1;
        }
        i += 1;
    }
}

/// Refuses attributes that are not in the RFC's list, or are there with another type.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[expect(clippy::panic, reason = "only at compile time")]
pub const fn assert_known(
    rfc: &'static [Attribute],
    held: &'static [Attribute],
    message: &'static str,
) {
    let mut i = 0;
    while i < held.len() {
        match find(rfc, &held[i]) {
            Some(row) if row.r#type as u8 == held[i].r#type as u8 => {}
            _ => panic!("{}", message),
        }
        i += 1;
    }
}

/// Refuses a list without an attribute.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[expect(clippy::panic, reason = "only at compile time")]
pub const fn assert_mapped(attributes: &[Attribute], name: &str, message: &'static str) {
    let mut i = 0;
    while i < attributes.len() {
        if same_text(&attributes[i].name, name) {
            return;
        }
        i += 1;
    }
    panic!("{}", message);
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
