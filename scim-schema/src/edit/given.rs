//! What a write gives of what is returned on request: its answer has that, though nobody asks for
//! it (RFC 7643 section 7, `returned`: 7643-7-33).
//!
//! Given is what the body names, whether it was another value before or not. What the client cannot
//! write it did not give.

use crate::json::{Scanner, members};
use crate::patch::PatchOperation;
use crate::path::AttributePath;
use crate::resource::{Descriptor, Flags, Node};
use crate::schema::{Attribute, Mutability, Returned, same_name};

/// The paths of attributes and sub-attributes.
pub(crate) type Given = Vec<AttributePath<'static>>;

/// Whether a type has anything that is returned on request: most have not.
pub(super) fn may_have(descriptor: &Descriptor) -> bool {
    fn has(attribute: &Attribute) -> bool {
        attribute.returned == Returned::Request || attribute.sub_attributes.iter().any(has)
    }
    descriptor.nodes.iter().any(|node| has(node.attribute))
}

/// What the body of a POST or a PUT gives.
pub(super) fn by_body(body: &str, descriptor: &Descriptor) -> Given {
    let mut given = Vec::new();
    members(body, &mut |name, value| {
        if let Some(node) = named(descriptor.nodes, name) {
            give_of_resource(&mut given, node, value);
        }
    });
    given
}

/// What the operations of a PATCH give.
pub(super) fn by_operations(operations: &[PatchOperation<'_>]) -> Given {
    let mut given = Vec::new();
    for operation in operations {
        let (extension, node) = operation.node();
        match operation.sub_attribute().and_then(|name| node.attribute.sub_attribute(name)) {
            Some(sub_attribute) => {
                if is_given(node.attribute) {
                    given.push(path(extension, node, None));
                }
                if is_given(sub_attribute) {
                    given.push(path(extension, node, Some(&sub_attribute.name)));
                }
            }
            None => {
                let value = operation.value().unwrap_or_default();
                match extension {
                    Some(_) => give(&mut given, extension, node, value),
                    None => give_of_resource(&mut given, node, value),
                }
            }
        }
    }
    given
}

/// Adds an attribute of a resource with a value, or what the value has of an extension.
fn give_of_resource(given: &mut Given, node: &'static Node, value: &str) {
    if !node.flags.has(Flags::EXTENSION) {
        return give(given, None, node, value);
    }
    members(value, &mut |name, value| {
        if let Some(inner) = named(node.nodes(), name) {
            give(given, Some(node), inner, value);
        }
    });
}

fn is_given(attribute: &Attribute) -> bool {
    attribute.returned == Returned::Request && attribute.mutability != Mutability::ReadOnly
}

/// Adds an attribute with a value, and what the value has.
fn give(given: &mut Given, extension: Option<&'static Node>, node: &'static Node, value: &str) {
    if node.flags.has(Flags::READ_ONLY) {
        return;
    }
    if is_given(node.attribute) {
        given.push(path(extension, node, None));
    }
    for one in node.attribute.sub_attributes.iter().filter(|one| is_given(one)) {
        let mut has = false;
        objects(value, &mut |name, _| has |= same_name(&one.name, name));
        if has {
            given.push(path(extension, node, Some(&one.name)));
        }
    }
}

fn path(
    extension: Option<&'static Node>,
    node: &'static Node,
    sub_attribute: Option<&'static str>,
) -> AttributePath<'static> {
    AttributePath::of(extension.map(Node::name), node.name(), sub_attribute)
}

fn named(nodes: &'static [Node], name: &str) -> Option<&'static Node> {
    nodes.iter().find(|node| same_name(node.name(), name))
}

/// The members of a text that is an object, or of the objects in an array.
fn objects<'j>(json: &'j str, each: &mut dyn FnMut(&str, &'j str)) {
    let mut scanner = Scanner::new(json);
    if scanner.open(b'[') == Ok(true) {
        while scanner.element() == Ok(true) {
            let Ok(element) = scanner.value() else { return };
            members(element, each);
        }
    } else {
        members(json, each);
    }
}

#[cfg(test)]
mod tests;
