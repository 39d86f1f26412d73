//! Removals of one element of several.

use super::draw::said;
use super::spots::Spot;
use super::{Op, OperationExpr, Patches};
use crate::strategy::Source;
use crate::strategy::resource::is_assigned;
use serde_json::Value;

impl Patches {
    /// Removes one element of a list that has others, by its `value` or by all of it; `None` where no
    /// list has two elements.
    pub(crate) fn one_removed(
        &self,
        source: &mut Source,
        resource: &Value,
    ) -> Option<OperationExpr> {
        let held = |spot: &Spot| spot.held(resource)?.as_array().filter(|list| list.len() > 1);
        let lists: Vec<(&Spot, &Vec<Value>)> = self
            .usable(resource)
            .filter(|spot| spot.is_list() && spot.can_be_removed() && spot.field.slots.is_empty())
            .filter_map(|spot| Some((spot, held(spot)?)))
            .collect();
        let (spot, elements) = *source.pick(&lists)?;
        let (element, by_value) = (source.pick(elements)?, source.chance(50));
        let said = said(&spot.field, element, by_value);
        let removal = || {
            let target = Some(spot.path.clone().into());
            OperationExpr::new(Op::Remove, target, Some(Value::Array(vec![said.clone()])))
        };
        is_assigned(&said).then(removal)
    }
}

#[cfg(test)]
mod tests;
