//! The values of a resource that no other may have.

use crate::compare::{Key, Rule};
use crate::resource::{Flags, Kind, Model, Node, ScimResource, View};
use crate::schema::Uniqueness;

/// The path of an attribute, and a value of it as it compares.
pub(super) type UniqueKey = (String, Key<'static>);

/// The keys of a resource. Its id is none: that is unique by how it is made.
pub(super) fn keys<R: ScimResource>(resource: &R) -> Vec<UniqueKey> {
    let mut keys = Vec::new();
    collect(resource, R::NODES, 0, "", &mut keys);
    keys
}

fn collect(model: &dyn Model, nodes: &[Node], base: u16, above: &str, keys: &mut Vec<UniqueKey>) {
    for node in nodes {
        if above.is_empty() && node.name() == "id" {
            continue;
        }
        let base = base + node.base;
        let path = || format!("{above}{}", node.name());
        let prefix = || path() + if node.flags.has(Flags::EXTENSION) { ":" } else { "." };
        match node.kind {
            Kind::Field(_) if node.attribute.uniqueness == Uniqueness::None => {}
            Kind::Field(field) => {
                let rule = Rule::of(node);
                each(&model.get(base + field), &mut |view| {
                    keys.extend(Key::of(view, rule).map(|key| (path(), key.into_owned())));
                });
            }
            Kind::Complex(field, nodes) => within(&model.get(base + field), nodes, &prefix(), keys),
            Kind::Group(nodes) => collect(model, nodes, base, &prefix(), keys),
            Kind::Slots(slots) => {
                for slot in slots {
                    match slot.element {
                        Some(field) => {
                            within(&model.get(base + field), slot.nodes, &prefix(), keys);
                        }
                        None => collect(model, slot.nodes, base, &prefix(), keys),
                    }
                }
            }
            Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => {}
        }
    }
}

fn within(view: &View<'_>, nodes: &[Node], above: &str, keys: &mut Vec<UniqueKey>) {
    each(view, &mut |view| {
        if let View::Complex(model) = view {
            collect(*model, nodes, 0, above, keys);
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
