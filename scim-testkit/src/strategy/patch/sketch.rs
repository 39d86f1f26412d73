//! What a resource is after an operation, about: enough for the next one to be on something that is
//! there.

use super::{Op, OperationExpr};
use serde_json::{Map, Value};

/// About what an operation makes of a resource, so that later ones can ask for it.
pub(super) fn sketch(resource: &mut Value, operation: &OperationExpr) {
    let Some(resource) = resource.as_object_mut() else { return };
    match (&operation.target, &operation.value) {
        (None, Some(Value::Object(given))) => {
            for (name, value) in given.iter().filter(|(name, _)| !name.contains(':')) {
                write(resource, name, value, operation.op);
            }
        }
        (Some(target), value) if target.filter.is_none() && target.path.sub_attribute.is_none() => {
            let of = match &target.path.urn {
                Some(urn) => resource.get_mut(urn).and_then(Value::as_object_mut),
                None => Some(resource),
            };
            let name = &target.path.attribute;
            match (of, value) {
                (Some(of), Some(value)) if operation.op != Op::Remove => {
                    write(of, name, value, operation.op);
                }
                (Some(of), None) => drop(of.remove(name)),
                _ => {}
            }
        }
        _ => {}
    }
}

fn write(object: &mut Map<String, Value>, name: &str, value: &Value, op: Op) {
    match (object.get_mut(name), value, op) {
        (Some(Value::Array(held)), Value::Array(given), Op::Add) => append(held, given),
        (Some(Value::Array(held)), one, Op::Add) => append(held, std::slice::from_ref(one)),
        (Some(Value::Object(held)), Value::Object(given), _) => held.extend(given.clone()),
        _ => drop(object.insert(name.to_owned(), value.clone())),
    }
}

fn append(held: &mut Vec<Value>, given: &[Value]) {
    for element in held.iter_mut().filter_map(Value::as_object_mut) {
        // 7644-3.5.2-23: a new one may be primary
        element.remove("primary");
    }
    let new: Vec<Value> = given.iter().filter(|one| !held.contains(one)).cloned().collect();
    held.extend(new);
}

#[cfg(test)]
mod tests;
