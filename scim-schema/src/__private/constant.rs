//! Const functions over types that a macro cannot see: what they check fails to compile.

use crate::resource::{
    HoldsBinary, HoldsBoolean, HoldsComplex, HoldsDateTime, HoldsDecimal, HoldsInteger,
    HoldsReference, HoldsSecret, HoldsString, Many, Node, ScimValue, With,
};
use crate::schema::{Attribute, Schema, Type};
use std::borrow::Cow;

/// The attributes of `meta`, in the order of the RFC (section 3.1).
pub const META_ATTRIBUTES: &[Attribute] = match &crate::schema::META.sub_attributes {
    Cow::Borrowed(attributes) => attributes,
    Cow::Owned(_) => &[],
};

macro_rules! holds { ($($function:ident $many:ident $bound:ident)*) => { $(
    pub const fn $function<T: $bound>() {}
    pub const fn $many<T: Many>() where T::Element: $bound {}
)* } }
holds! {
    holds_string many_string HoldsString
    holds_boolean many_boolean HoldsBoolean
    holds_integer many_integer HoldsInteger
    holds_decimal many_decimal HoldsDecimal
    holds_date_time many_date_time HoldsDateTime
    holds_binary many_binary HoldsBinary
    holds_reference many_reference HoldsReference
    holds_secret many_secret HoldsSecret
    holds_complex many_complex HoldsComplex
}

/// An attribute of a field's own type: what the schema of an unknown attribute says.
#[must_use]
pub const fn attribute_of<T: ScimValue>(
    name: &'static str,
    description: &'static str,
) -> Attribute {
    let mut attribute = Attribute::new(name, T::TYPE, description)
        .sub_attributes(T::SUB_ATTRIBUTES)
        .canonical_values(T::CANONICAL_VALUES);
    if T::MULTI_VALUED {
        attribute = attribute.multi_valued();
    }
    if T::CASE_EXACT {
        attribute = attribute.case_exact();
    }
    attribute
}

/// The same for what a `with` module shows.
#[must_use]
pub const fn attribute_with<F, V: ScimValue>(
    _: &With<F, V>,
    name: &'static str,
    description: &'static str,
) -> Attribute {
    attribute_of::<V>(name, description)
}

/// The same for what a `get` function answers.
#[must_use]
pub const fn attribute_got<M, V: ScimValue>(
    _: fn(&M) -> V,
    name: &'static str,
    description: &'static str,
) -> Attribute {
    attribute_of::<V>(name, description)
}

/// The nodes below what a `get` function answers.
#[must_use]
pub const fn nodes_got<M, V: ScimValue>(_: fn(&M) -> V) -> &'static [Node] {
    V::NODES
}

/// The sub-attributes of what a `get` function answers.
#[must_use]
pub const fn sub_attributes_got<M, V: ScimValue>(_: fn(&M) -> V) -> &'static [Attribute] {
    V::SUB_ATTRIBUTES
}

/// A node that holds simple or complex values, as the type of the field says.
#[must_use]
pub const fn node_of<T: ScimValue>(
    attribute: &'static Attribute,
    key: &'static str,
    number: u16,
    field: &'static str,
) -> Node {
    match T::TYPE {
        Type::Complex => Node::complex(attribute, key, number, field, T::NODES),
        _ => Node::field(attribute, key, number, field),
    }
}

/// The attributes of a schema that is static data.
#[must_use]
pub const fn attributes(schema: &'static Schema) -> &'static [Attribute] {
    match &schema.attributes {
        Cow::Borrowed(attributes) => attributes,
        Cow::Owned(_) => &[],
    }
}

/// The total length of several lists.
#[must_use]
pub const fn total<T>(lists: &[&[T]]) -> usize {
    let (mut sum, mut i) = (0, 0);
    while let Some((list, _)) = at(lists, i) {
        sum += list.len();
        i += 1;
    }
    sum
}

const fn at<'a, T: ?Sized>(lists: &[&'a T], i: usize) -> Option<(&'a T, ())> {
    #[expect(clippy::indexing_slicing, reason = "just compared")]
    if i < lists.len() { Some((lists[i], ())) } else { None }
}

/// The attributes of a struct and of those embedded in it, in one list.
#[expect(clippy::indexing_slicing, reason = "only at compile time: `N` is the total length")]
#[must_use]
pub const fn concat_attributes<const N: usize>(lists: &[&'static [Attribute]]) -> [Attribute; N] {
    let mut all = [const { Attribute::new("", Type::String, "") }; N];
    let (mut n, mut i) = (0, 0);
    while i < lists.len() {
        let mut j = 0;
        while j < lists[i].len() {
            core::mem::forget(core::mem::replace(&mut all[n], lists[i][j].copied()));
            n += 1;
            j += 1;
        }
        i += 1;
    }
    all
}

/// The nodes of a struct and of those embedded in it, each list with its base.
#[expect(clippy::indexing_slicing, reason = "only at compile time: `N` is the total length")]
#[must_use]
pub const fn concat_nodes<const N: usize>(lists: &[(u16, &'static [Node])]) -> [Node; N] {
    let mut all = [const { Node::schemas() }; N];
    let (mut n, mut i) = (0, 0);
    while i < lists.len() {
        let mut j = 0;
        while j < lists[i].1.len() {
            all[n] = lists[i].1[j].at(lists[i].0);
            n += 1;
            j += 1;
        }
        i += 1;
    }
    all
}

/// Fails to compile when two nodes hold the same attribute, which embedding can bring about.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[expect(clippy::panic, reason = "only at compile time")]
pub const fn assert_distinct(nodes: &[Node]) {
    let mut i = 0;
    while i < nodes.len() {
        let mut j = 0;
        while j < i {
            if same_name(nodes[i].attribute, nodes[j].attribute) {
                panic!("an embedded struct maps an attribute that is mapped already");
            }
            j += 1;
        }
        i += 1;
    }
}

/// Fails to compile when a type has sub-attributes that the RFC's attribute does not have, or has
/// with another type.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[expect(clippy::panic, reason = "only at compile time")]
pub const fn assert_sub_attributes(rfc: &'static [Attribute], held: &'static [Attribute]) {
    let mut i = 0;
    while i < held.len() {
        let (mut j, mut found) = (0, false);
        while j < rfc.len() {
            if same_name(&held[i], &rfc[j]) {
                assert!(
                    held[i].r#type as u8 == rfc[j].r#type as u8,
                    "a sub-attribute has another type than in the RFC: add `#[scim(rfc = \"..\")]` to the struct"
                );
                found = true;
            }
            j += 1;
        }
        if !found {
            panic!("the type has a sub-attribute that the RFC's attribute does not have");
        }
        i += 1;
    }
}

const fn same_name(a: &'static Attribute, b: &'static Attribute) -> bool {
    match (&a.name, &b.name) {
        (Cow::Borrowed(a), Cow::Borrowed(b)) => a.eq_ignore_ascii_case(b),
        _ => false,
    }
}
