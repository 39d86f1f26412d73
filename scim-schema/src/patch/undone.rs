//! Changes that later operations undid.

use crate::changes::{ChangedPath, Changes};
use crate::read::{equal, holds_secret};
use crate::resource::{Flags, Kind, Model, Node, Slot, View, is_node_assigned, is_slot_assigned};

/// Forgets the changes that later operations undid: an edit that changes nothing in the end is no
/// write. A secret counts as changed whatever it was.
pub(crate) fn forget_undone(changes: &mut Changes, before: &dyn Model, after: &dyn Model) {
    changes.retain(|path| {
        let Some(extension) = path.extension() else {
            return differs(before, after, path, path.node().base);
        };
        match extension.kind {
            Kind::Complex(field, _) => {
                let (field, base) = (extension.base + field, path.node().base);
                within(
                    (&before.get(field), &after.get(field)),
                    |before, after| differs(before, after, path, base),
                    |only| is_there(only, path, base),
                )
            }
            _ => differs(before, after, path, extension.base + path.node().base),
        }
    });
}

/// Whether what a path names has another value.
fn differs(before: &dyn Model, after: &dyn Model, path: &ChangedPath, base: u16) -> bool {
    let Some(part) = path.part() else {
        return match path.of_slot() {
            Some(slot) => slot_differs(before, after, slot, base),
            None => node_differs(before, after, path.node(), base),
        };
    };
    match whole(path) {
        Some(field) => within(
            (&before.get(base + field), &after.get(base + field)),
            |before, after| node_differs(before, after, part, part.base),
            |only| is_node_assigned(only, part, part.base),
        ),
        None => node_differs(before, after, part, base + part.base),
    }
}

/// Whether what a path names has a value.
fn is_there(model: &dyn Model, path: &ChangedPath, base: u16) -> bool {
    let Some(part) = path.part() else {
        return match path.of_slot() {
            Some(slot) => is_slot_assigned(model, slot, base),
            None => is_node_assigned(model, path.node(), base),
        };
    };
    match whole(path) {
        Some(field) => {
            let view = model.get(base + field);
            view.complex().is_some_and(|inner| is_node_assigned(inner, part, part.base))
        }
        None => is_node_assigned(model, part, base + part.base),
    }
}

/// The field that holds the complex value or the element of a part, if one does.
fn whole(path: &ChangedPath) -> Option<u16> {
    match path.node().kind {
        Kind::Complex(field, _) => Some(field),
        _ => path.of_slot().and_then(|slot| slot.element),
    }
}

/// Whether complex values differ in a part, if there are two; else whether the only one has it.
fn within(
    (before, after): (&View<'_>, &View<'_>),
    differ: impl FnOnce(&dyn Model, &dyn Model) -> bool,
    is_there: impl FnOnce(&dyn Model) -> bool,
) -> bool {
    match (before.complex(), after.complex()) {
        (Some(before), Some(after)) => differ(before, after),
        (Some(only), None) | (None, Some(only)) => is_there(only),
        (None, None) => false,
    }
}

/// Whether one element of a list is another, whatever the others are.
fn slot_differs(before: &dyn Model, after: &dyn Model, slot: &Slot, base: u16) -> bool {
    match slot.element {
        Some(field) => {
            view_differs(&before.get(base + field), &after.get(base + field), slot.nodes)
        }
        None => slot.nodes.iter().any(|part| node_differs(before, after, part, base + part.base)),
    }
}

fn node_differs(before: &dyn Model, after: &dyn Model, node: &Node, base: u16) -> bool {
    node.any_field(base, &|field, nodes| view_differs(&before.get(field), &after.get(field), nodes))
}

fn view_differs(before: &View<'_>, after: &View<'_>, nodes: &[Node]) -> bool {
    let secret = |view| may_hold_secret(view, nodes) && holds_secret(view, nodes);
    secret(before) || secret(after) || !equal(before, after, nodes)
}

/// Whether it is worth looking, as a list may be long.
fn may_hold_secret(view: &View<'_>, nodes: &[Node]) -> bool {
    fn any(nodes: &[Node]) -> bool {
        let hidden = Flags::NEVER.and(Flags::WRITE_ONLY);
        nodes.iter().any(|node| node.flags.any(hidden) || any(node.nodes()))
    }
    matches!(view, View::Secret(_)) || any(nodes)
}
