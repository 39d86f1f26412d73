//! The values of a resource that no other may have.

use crate::compare::{Key, Rule};
use crate::resource::{Flags, Kind, Model, Node, ScimResource, View};
use crate::schema::Uniqueness;

/// The path of an attribute, and a value of it as it compares.
pub(super) type UniqueKey = (String, Key<'static>);

/// The attribute, or the extension, that nodes are in, and what that is in.
struct Above<'a> {
    node: &'a Node,
    above: Option<&'a Above<'a>>,
}

impl Above<'_> {
    /// The path of what is named so in it.
    fn path(&self, name: &str) -> String {
        let between = if self.node.flags.has(Flags::EXTENSION) { ':' } else { '.' };
        path(self.above, &format!("{}{between}{name}", self.node.name()))
    }
}

fn path(above: Option<&Above<'_>>, name: &str) -> String {
    above.map_or_else(|| name.to_owned(), |above| above.path(name))
}

/// The keys of a resource. Its id is none: that is unique by how it is made.
pub(super) fn keys<R: ScimResource>(resource: &R) -> Vec<UniqueKey> {
    let mut keys = Vec::new();
    collect(resource, R::NODES, 0, None, &mut keys);
    keys
}

fn collect(
    model: &dyn Model,
    nodes: &[Node],
    base: u16,
    above: Option<&Above<'_>>,
    keys: &mut Vec<UniqueKey>,
) {
    for node in nodes {
        if above.is_none() && node.name() == "id" {
            continue;
        }
        let base = base + node.base;
        let here = Above { node, above };
        match node.kind {
            Kind::Field(_) if node.attribute.uniqueness == Uniqueness::None => {}
            Kind::Field(field) => {
                let rule = Rule::of(node);
                each(&model.get(base + field), &mut |view| {
                    let key = Key::of(view, rule);
                    keys.extend(key.map(|key| (path(above, node.name()), key.into_owned())));
                });
            }
            Kind::Complex(field, nodes) => within(&model.get(base + field), nodes, &here, keys),
            Kind::Group(nodes) => collect(model, nodes, base, Some(&here), keys),
            Kind::Slots(slots) => {
                for slot in slots {
                    match slot.element {
                        Some(field) => within(&model.get(base + field), slot.nodes, &here, keys),
                        None => collect(model, slot.nodes, base, Some(&here), keys),
                    }
                }
            }
            Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => {}
        }
    }
}

fn within(view: &View<'_>, nodes: &[Node], above: &Above<'_>, keys: &mut Vec<UniqueKey>) {
    each(view, &mut |view| {
        if let View::Complex(model) = view {
            collect(*model, nodes, 0, Some(above), keys);
        }
    });
}

/// The values of a multi-valued attribute, or the single one.
fn each(view: &View<'_>, visit: &mut dyn FnMut(&View<'_>)) {
    match view {
        View::List(list) => (0..list.len()).for_each(|index| each(&list.at(index), visit)),
        View::Computed(value) => each(&value.view(), visit),
        view => visit(view),
    }
}
