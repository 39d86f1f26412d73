//! Operations on any attribute, on those too that a client may not write.

use super::{Op, OperationExpr, PatchTarget, Patches};
use crate::strategy::Source;
use crate::strategy::leaf::Leaf;
use crate::strategy::near;
use crate::strategy::resource::some_value;
use serde_json::Value;

impl Patches {
    /// An operation on any attribute or sub-attribute, of the resource or of an element: those that
    /// are required, immutable or readOnly are as likely as the many others. It may be refused.
    pub fn anywhere(&self, source: &mut Source, resource: &Value) -> Option<OperationExpr> {
        let (op, filtered) = (self.op(source), source.chance(70));
        let mut leaves: Vec<&Leaf> = self.filters.names.all.iter().collect();
        one_rule(source, &mut leaves);
        let leaf = *source.pick(&leaves)?;
        let held = leaf.values(resource);
        let (held, kind) = (source.pick(&held).copied(), source.below(10));
        let value = match (op, kind, held) {
            (Op::Remove, ..) => None,
            (_, 0, _) => Some(Value::Null),
            (_, 1..4, Some(held)) => Some(held.clone()),
            (_, 4, Some(Value::String(text))) => Some(near::swapped(text).into()),
            _ => some_value(source, &leaf.field, &self.settings),
        };
        let mut target = PatchTarget::from(leaf.path.clone());
        if filtered && leaf.in_list && leaf.path.sub_attribute.is_some() {
            let mut path = leaf.path.clone();
            target.sub_attribute = path.sub_attribute.take();
            let list = self.filters.names.all.iter().find(|one| one.path == path)?;
            let elements = list.values(resource);
            let chosen = source.pick(&elements).copied();
            target.filter = self.choosing(source, &list.field, chosen);
            target.path = path;
        }
        Some(OperationExpr::new(op, Some(target), value))
    }
}

/// Leaves the attributes that the same rules hold for.
fn one_rule(source: &mut Source, leaves: &mut Vec<&Leaf>) {
    let rule = |leaf: &Leaf| {
        let attribute = &leaf.field.attribute;
        let inner = leaf.path.sub_attribute.is_some();
        (attribute.mutability, attribute.required, leaf.in_list, inner)
    };
    let mut rules = Vec::new();
    for leaf in &*leaves {
        if !rules.contains(&rule(leaf)) {
            rules.push(rule(leaf));
        }
    }
    let one = source.pick(&rules).copied();
    leaves.retain(|leaf| one.is_none_or(|one| rule(leaf) == one));
}

#[cfg(test)]
mod tests;
