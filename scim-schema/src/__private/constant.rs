//! Const functions that put derived statics together.

use crate::resource::{Kind, Literal, Node, Slot};
use crate::schema::{Attribute, Schema, Type};
use std::borrow::Cow;

/// The attributes of `meta`, in the order of the RFC (section 3.1).
const META_ATTRIBUTES: &[Attribute] = borrowed(&crate::schema::META.sub_attributes);

/// `meta.resourceType`.
pub const META_RESOURCE_TYPE: Node =
    Node::computed(at(META_ATTRIBUTES, 0), ",\"resourceType\":", Kind::ResourceType);

/// `meta.location`.
pub const META_LOCATION: Node =
    Node::computed(at(META_ATTRIBUTES, 3), ",\"location\":", Kind::Location);

/// `meta.created`.
#[must_use]
pub const fn created(number: u16, field: &'static str) -> Node {
    Node::field(at(META_ATTRIBUTES, 1), ",\"created\":", number, field)
}

/// `meta.lastModified`.
#[must_use]
pub const fn last_modified(number: u16, field: &'static str) -> Node {
    Node::field(at(META_ATTRIBUTES, 2), ",\"lastModified\":", number, field)
}

/// `meta.version`.
#[must_use]
pub const fn version(number: u16, field: &'static str) -> Node {
    let node = Node::computed(at(META_ATTRIBUTES, 4), ",\"version\":", Kind::Version(number));
    node.held_by(field)
}

/// The node of a simple attribute of a schema, by its place.
#[must_use]
pub const fn node(
    schema: &'static Schema,
    index: usize,
    key: &'static str,
    number: u16,
    field: &'static str,
) -> Node {
    Node::field(of(schema, index), key, number, field)
}

/// The node of a sub-attribute of a schema, by its place and that of its attribute.
#[must_use]
pub const fn sub_node(
    schema: &'static Schema,
    index: usize,
    sub_index: usize,
    key: &'static str,
    number: u16,
    field: &'static str,
) -> Node {
    Node::field(sub_of(schema, index, sub_index), key, number, field)
}

/// A slot that text selects.
#[must_use]
pub const fn slot(
    sub_attribute: &'static str,
    text: &'static str,
    head: &'static str,
    nodes: &'static [Node],
) -> Slot {
    Slot::new(sub_attribute, Literal::String(text), head, nodes)
}

/// A slot that a boolean selects.
#[must_use]
pub const fn boolean_slot(
    sub_attribute: &'static str,
    value: bool,
    head: &'static str,
    nodes: &'static [Node],
) -> Slot {
    Slot::new(sub_attribute, Literal::Boolean(value), head, nodes)
}

#[expect(clippy::ptr_arg, reason = "a const fn can match a `Cow`, not dereference it")]
const fn borrowed(attributes: &'static Cow<'static, [Attribute]>) -> &'static [Attribute] {
    match attributes {
        Cow::Borrowed(attributes) => attributes,
        Cow::Owned(_) => &[],
    }
}

/// An attribute by its place in a list.
#[expect(clippy::indexing_slicing, reason = "only at compile time, with an index of this list")]
#[must_use]
pub const fn at(attributes: &'static [Attribute], index: usize) -> &'static Attribute {
    &attributes[index]
}

/// An attribute of a schema by its place.
#[must_use]
pub const fn of(schema: &'static Schema, index: usize) -> &'static Attribute {
    at(attributes(schema), index)
}

/// A sub-attribute of a schema by its place and that of its attribute.
#[must_use]
pub const fn sub_of(schema: &'static Schema, index: usize, sub_index: usize) -> &'static Attribute {
    sub_at(attributes(schema), index, sub_index)
}

/// A sub-attribute by its place and that of its attribute.
#[must_use]
pub const fn sub_at(
    attributes: &'static [Attribute],
    index: usize,
    sub_index: usize,
) -> &'static Attribute {
    at(borrowed(&at(attributes, index).sub_attributes), sub_index)
}

/// The sub-attributes of an attribute by its place.
#[must_use]
pub const fn sub_rows(attributes: &'static [Attribute], index: usize) -> &'static [Attribute] {
    borrowed(&at(attributes, index).sub_attributes)
}

/// The attributes of a derived schema.
#[must_use]
pub const fn attributes(schema: &'static Schema) -> &'static [Attribute] {
    borrowed(&schema.attributes)
}

/// An extension by its place.
#[expect(clippy::indexing_slicing, reason = "only at compile time, with an index of this list")]
#[must_use]
pub const fn extension(extensions: &'static [&'static Schema], index: usize) -> &'static Schema {
    extensions[index]
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

/// How many attributes [`merge_attributes`] yields.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
#[must_use]
pub const fn merged(lists: &[&'static [Attribute]]) -> usize {
    let (mut n, mut i) = (0, 0);
    while i < lists.len() {
        let mut j = 0;
        while j < lists[i].len() {
            if !is_before(lists, i, &lists[i][j]) {
                n += 1;
            }
            j += 1;
        }
        i += 1;
    }
    n
}

/// The attributes of several lists; of those with one name the first.
#[expect(clippy::indexing_slicing, reason = "only at compile time: `N` is `merged` of the lists")]
#[must_use]
pub const fn merge_attributes<const N: usize>(lists: &[&'static [Attribute]]) -> [Attribute; N] {
    let mut all = [const { Attribute::new("", Type::String, "") }; N];
    let (mut n, mut i) = (0, 0);
    while i < lists.len() {
        let mut j = 0;
        while j < lists[i].len() {
            if !is_before(lists, i, &lists[i][j]) {
                core::mem::forget(core::mem::replace(&mut all[n], lists[i][j].copied()));
                n += 1;
            }
            j += 1;
        }
        i += 1;
    }
    all
}

/// Whether an attribute of this name is in one of the first `end` lists.
#[expect(clippy::indexing_slicing, reason = "only at compile time")]
const fn is_before(
    lists: &[&'static [Attribute]],
    end: usize,
    attribute: &'static Attribute,
) -> bool {
    let mut i = 0;
    while i < end {
        if super::checks::find(lists[i], attribute).is_some() {
            return true;
        }
        i += 1;
    }
    false
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
