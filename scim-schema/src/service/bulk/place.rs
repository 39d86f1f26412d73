//! Where references can be: in `value`, in `$ref`, and in attributes of the type reference.

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

/// What a name is below what was named before.
#[derive(Clone, Copy)]
enum At {
    Nodes(&'static [Node]),
    Attribute(&'static Attribute),
}

impl Place {
    /// Whether what these names lead to may be a reference, each the name of a member or a path. In
    /// what is writeOnly nothing is: `bulkId:x` may be a password.
    pub(super) fn has_reference(self, names: &[&str]) -> bool {
        let mut at = match self {
            Self::Resource(nodes) | Self::Patch(nodes) => At::Nodes(nodes),
            Self::Attribute(attribute) if attribute.mutability == Mutability::WriteOnly => {
                return false;
            }
            Self::Attribute(attribute) => At::Attribute(attribute),
        };
        let mut last = "";
        for path in names {
            let mut path = *path;
            if let At::Nodes(nodes) = at
                && let Some((extension, rest)) = extension(nodes, path)
            {
                (at, path) = (At::Nodes(extension.nodes()), rest);
            }
            for name in parts(path) {
                let next = match at {
                    At::Nodes(nodes) => named(nodes, name),
                    At::Attribute(attribute) => attribute.sub_attribute(name),
                };
                let Some(attribute) = next else { return false };
                if attribute.mutability == Mutability::WriteOnly {
                    return false;
                }
                (at, last) = (At::Attribute(attribute), name);
            }
        }
        let At::Attribute(attribute) = at else { return false };
        let is_id = |name: &str| ["value", "$ref"].iter().any(|id| name.eq_ignore_ascii_case(id));
        match attribute.r#type {
            Type::Reference => true,
            // one that is given as its `value` alone, as Entra ID does
            Type::Complex => attribute.sub_attribute("value").is_some(),
            _ => is_id(last) || last.is_empty() && is_id(&attribute.name),
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
