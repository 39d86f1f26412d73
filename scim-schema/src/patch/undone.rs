//! Changes that later operations undid.

use crate::changes::{ChangedPath, Changes};
use crate::read::{equal, holds_secret};
use crate::resource::{Flags, Kind, Model, Node, View, is_assigned};

/// Forgets the changes that later operations undid: an edit that changes nothing in the end is no
/// write. A secret counts as changed whatever it was.
pub(crate) fn forget_undone(changes: &mut Changes, before: &dyn Model, after: &dyn Model) {
    changes.retain(|path| {
        let Some(extension) = path.extension() else {
            return differs(before, after, path, path.node().base);
        };
        match extension.kind {
            Kind::Complex(field, _) => {
                let field = extension.base + field;
                within(&before.get(field), &after.get(field), |before, after| {
                    differs(before, after, path, path.node().base)
                })
            }
            _ => differs(before, after, path, extension.base + path.node().base),
        }
    });
}

/// Whether what a path names has another value.
fn differs(before: &dyn Model, after: &dyn Model, path: &ChangedPath, base: u16) -> bool {
    let node = path.node();
    let Some(part) = path.part() else { return node_differs(before, after, node, base) };
    match (node.kind, path.of_slot().and_then(|slot| slot.element)) {
        (Kind::Complex(field, _), _) | (_, Some(field)) => {
            let field = base + field;
            within(&before.get(field), &after.get(field), |before, after| {
                node_differs(before, after, part, part.base)
            })
        }
        _ => node_differs(before, after, part, base + part.base),
    }
}

/// Whether complex values differ, if there are two; else whether there is one before and after.
fn within(
    before: &View<'_>,
    after: &View<'_>,
    differ: impl FnOnce(&dyn Model, &dyn Model) -> bool,
) -> bool {
    match (before.complex(), after.complex()) {
        (Some(before), Some(after)) => differ(before, after),
        _ => is_assigned(before) != is_assigned(after),
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
