//! Where references can be: in `value`, in `$ref`, and in attributes of the type reference.

use crate::cost::step;
use crate::resource::{Flags, Node};
use crate::schema::{Attribute, Mutability, Type};

/// What a JSON text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// A resource with these attributes.
    Resource(&'static [Node]),
    /// The body of a PATCH of such a resource.
    Patch(&'static [Node]),
    /// A value of this attribute.
    Attribute(&'static Attribute),
}

/// What names have led to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot {
    Nodes(&'static [Node]),
    Attribute(&'static Attribute),
}

impl Place {
    /// What the text itself is; for the body of a PATCH, what its paths begin at.
    pub(super) fn spot(self) -> Option<Spot> {
        match self {
            Self::Resource(nodes) | Self::Patch(nodes) => Some(Spot::Nodes(nodes)),
            Self::Attribute(attribute) => Spot::attribute(attribute),
        }
    }
}

impl Spot {
    /// In what is writeOnly nothing is a reference: `bulkId:x` may be a password.
    fn attribute(attribute: &'static Attribute) -> Option<Self> {
        let is_read = attribute.mutability != Mutability::WriteOnly;
        is_read.then_some(Self::Attribute(attribute))
    }

    /// What the name of a member, or a path, leads to from here; `None` where the schema has
    /// nothing that may hold a reference.
    pub(super) fn below(self, path: &str) -> Option<Self> {
        step(1 + path.len() / 32);
        let (mut at, mut rest, mut is_named) = (self, path, false);
        if let Self::Nodes(nodes) = at
            && let Some((extension, attributes)) = extension(nodes, path)
        {
            (at, rest, is_named) = (Self::Nodes(extension.nodes()), attributes, true);
        }
        for name in parts(rest) {
            let attribute = match at {
                Self::Nodes(nodes) => named(nodes, name),
                Self::Attribute(attribute) => attribute.sub_attribute(name),
            };
            (at, is_named) = (Self::attribute(attribute?)?, true);
        }
        is_named.then_some(at)
    }

    /// Whether a string that a filter of the elements here compares with this part of them may be
    /// a reference.
    pub(super) fn compares_reference(self, part: &str) -> bool {
        match self {
            // elements that are simple are chosen by their `value`
            Self::Attribute(attribute) if attribute.sub_attributes.is_empty() => {
                self.has_reference()
            }
            _ => self.below(part).is_some_and(Self::has_reference),
        }
    }

    /// Whether a string here may be a reference.
    pub(super) fn has_reference(self) -> bool {
        let Self::Attribute(attribute) = self else { return false };
        match attribute.r#type {
            Type::Reference => true,
            // one that is given as its `value` alone, as Entra ID does
            Type::Complex => attribute.sub_attribute("value").is_some(),
            _ => ["value", "$ref"].iter().any(|id| attribute.name.eq_ignore_ascii_case(id)),
        }
    }
}

/// The extension whose URN a path begins with, and the rest of the path.
fn extension<'p>(nodes: &'static [Node], path: &'p str) -> Option<(&'static Node, &'p str)> {
    let mut extensions = nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION));
    extensions.find_map(|node| {
        let (urn, rest) = path.split_at_checked(node.name().len())?;
        let ends = rest.is_empty() || rest.starts_with(':');
        (ends && urn.eq_ignore_ascii_case(node.name())).then_some((node, rest))
    })
}

/// An attribute, or that of an extension: some clients leave out its URN.
fn named(nodes: &'static [Node], name: &str) -> Option<&'static Attribute> {
    let is_named = |node: &&Node| node.name().eq_ignore_ascii_case(name);
    let own = nodes.iter().find(is_named);
    let extensions = nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION));
    let found = own.or_else(|| extensions.flat_map(Node::nodes).find(is_named));
    found.map(|node| node.attribute)
}

/// The attribute and the sub-attribute of a path, without its filter and the URN before it.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    let (before, after) = match path.split_once('[') {
        Some((before, rest)) => (before, rest.rsplit_once(']').map_or("", |(_, after)| after)),
        None => (path, ""),
    };
    let name = before.rsplit_once(':').map_or(before, |(_, name)| name);
    name.split('.').chain(after.split('.')).filter(|part| !part.is_empty())
}
