//! Operations on the elements that a filter chooses.

use super::Patches;
use crate::strategy::Source;
use crate::strategy::expr::{Compare, FilterExpr, PathExpr};
use crate::strategy::leaf::member;
use crate::strategy::near;
use crate::strategy::patch::spots::{Spot, prefer};
use crate::strategy::patch::{Op, OperationExpr, PatchTarget};
use crate::strategy::resource::{Scope, value};
use crate::strategy::target::Field;
use serde_json::{Map, Value};

impl Patches {
    /// Of the elements that a filter chooses, whole or one sub-attribute, which may be in the
    /// first operation.
    pub(super) fn of_elements(
        &self,
        source: &mut Source,
        resource: &Value,
        last: Option<&PathExpr>,
        sub_attribute: Option<bool>,
    ) -> Option<OperationExpr> {
        let elements = |spot: &Spot| {
            spot.held(resource).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let lists: Vec<&Spot> = self
            .usable(resource)
            .filter(|spot| spot.is_list() && !spot.subs().is_empty())
            .collect();
        // what is one choice comes first, so that it stays when what follows shrinks
        let (any, op, sub) = (source.chance(10), self.op(source), source.below(100));
        let mut held: Vec<&Spot> =
            lists.iter().filter(|spot| any || !elements(spot).is_empty()).copied().collect();
        prefer(&mut held, |spot| last.is_some_and(|last| *last == spot.path));
        let spot = *source.pick(if held.is_empty() { &lists } else { &held })?;
        let elements = elements(spot);
        let chosen = source.pick(&elements);
        let filter = source.span(|source| self.choosing(source, &spot.field, chosen))?;
        let mut target =
            PatchTarget { path: spot.path.clone(), filter: Some(filter), sub_attribute: None };
        if let Some(first) = sub_attribute {
            let subs = spot.subs();
            let sub = *subs.get(sub as usize % subs.len().max(1))?;
            target.sub_attribute = Some(sub.name().to_owned());
            let op = if op == Op::Remove && sub.attribute.required { Op::Replace } else { op };
            let held = chosen.and_then(|element| member(element, sub.name()));
            let value = (op != Op::Remove).then(|| self.new_value(source, sub, held)).flatten();
            // several elements cannot be primary; one is chosen by a value that it alone has, unless
            // operations before gave it to others
            let fixed = !spot.field.slots.is_empty();
            let one = first && (fixed || target.filter.as_ref().is_some_and(is_by_value));
            let value =
                value.map(|value| if sub.is_primary() && !one { false.into() } else { value });
            return Some(OperationExpr::new(op, Some(target), value));
        }
        if op == Op::Remove && spot.can_be_removed() {
            return Some(OperationExpr::new(op, Some(target), None));
        }
        let op = if op == Op::Remove { Op::Replace } else { op };
        // parts of an element: those that can be rewritten
        let mut parts = Map::new();
        let mut scope = Scope::no_primary();
        for sub in spot.subs() {
            let part = source.span(|source| {
                source
                    .chance(self.settings.optional)
                    .then(|| value(source, sub, &self.settings, &mut scope))
            });
            // a primary element is made by a sub-attribute alone
            if let Some(part) = part.flatten().filter(|_| !sub.is_primary()) {
                parts.insert(sub.name().to_owned(), part);
            }
        }
        if parts.is_empty() {
            let subs = spot.subs();
            let sub = subs.iter().find(|sub| !sub.is_primary())?;
            parts.insert(sub.name().to_owned(), value(source, sub, &self.settings, &mut scope)?);
        }
        Some(OperationExpr::new(op, Some(target), Some(Value::Object(parts))))
    }

    /// A filter that chooses an element, mostly by one sub-attribute.
    pub(in crate::strategy::patch) fn choosing(
        &self,
        source: &mut Source,
        list: &Field,
        chosen: Option<&Value>,
    ) -> Option<FilterExpr> {
        let general = source.chance(30);
        let stray = source.chance(15);
        if let Some(slot) = source.pick(&list.slots) {
            // a model holds no others
            let value = slot.value.clone();
            return Some(FilterExpr::compare(
                PathExpr::new(slot.sub_attribute),
                Compare::Eq,
                value,
            ));
        }
        let chosen = chosen.filter(|_| !stray);
        let by = ["value", "type"].into_iter().find_map(|name| {
            let value = chosen.and_then(|element| member(element, name))?;
            value.is_string().then(|| (name, value.clone()))
        });
        match by {
            Some((name, value)) if !general => {
                let exact = list.field(name).is_none_or(|sub| sub.attribute.case_exact);
                let recased = !exact && source.chance(15);
                let value = value
                    .as_str()
                    .filter(|_| recased)
                    .map(near::swapped)
                    .map_or(value.clone(), Value::from);
                Some(FilterExpr::compare(PathExpr::new(name), Compare::Eq, value))
            }
            _ => self.filters.in_element(source, list, chosen, 1),
        }
    }
}

/// Whether a filter chooses one element at most.
pub(super) fn is_by_value(filter: &FilterExpr) -> bool {
    matches!(filter, FilterExpr::Compare(path, Compare::Eq, _) if path.attribute == "value")
}
