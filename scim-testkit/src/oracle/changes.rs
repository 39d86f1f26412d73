//! What an edit changed: what differs before and after.

use super::shape::{Attribute, Shape};
use super::slots;
use super::value::Object;
use serde_json::Value;
use std::collections::BTreeSet;

/// Whether two documents are the same resource: the order of elements means nothing (decided).
///
/// ```
/// use scim_testkit::oracle::is_same_resource;
/// use serde_json::json;
///
/// let stored = json!({"members": [{"value": "1"}, {"value": "2"}]});
/// assert!(is_same_resource(&stored, &json!({"members": [{"value": "2"}, {"value": "1"}]})));
/// assert!(!is_same_resource(&stored, &json!({"members": [{"value": "1"}]})));
/// ```
#[must_use]
pub fn is_same_resource(a: &Value, b: &Value) -> bool {
    unordered(a) == unordered(b)
}

/// A value whose arrays are in an order of their own.
pub(super) fn unordered(value: &Value) -> Value {
    match value {
        Value::Array(elements) => {
            let mut elements: Vec<_> = elements.iter().map(unordered).collect();
            elements.sort_by_key(Value::to_string);
            Value::Array(elements)
        }
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), unordered(value))).collect()
        }
        simple => simple.clone(),
    }
}

/// The paths of what differs: an attribute, the sub-attribute of a complex one, the part of a slot.
/// Elements of lists are not told apart (decided).
#[must_use]
pub(crate) fn changes(shape: &Shape, before: &Value, after: &Value) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let object = |value: &Value| value.as_object().cloned().unwrap_or_default();
    differing("", &shape.attributes, &object(before), &object(after), &mut paths);
    paths
}

fn differing(
    above: &str,
    attributes: &[Attribute],
    before: &Object,
    after: &Object,
    paths: &mut BTreeSet<String>,
) {
    for attribute in attributes.iter().filter(|attribute| !attribute.computed) {
        let (old, new) = (before.get(&attribute.name), after.get(&attribute.name));
        // by text, as zero has two
        let text = |value: Option<&Value>| value.map(|value| unordered(value).to_string());
        if text(old) == text(new) {
            continue;
        }
        let path = format!("{above}{}", attribute.name);
        let inner = |value: Option<&Value>| value.and_then(Value::as_object).cloned();
        if !attribute.slots.is_empty() {
            let (old, new) = (slots::parts(attribute, old), slots::parts(attribute, new));
            for ((slot, old), new) in attribute.slots.iter().zip(&old).zip(&new) {
                let parts = slot.sub_attributes.iter();
                for part in parts.filter(|part| !slots::is_declared(slot, &part.name)) {
                    if old.get(&part.name) != new.get(&part.name) {
                        let (selector, value) = (&slot.selector, &slot.value);
                        paths.insert(format!("{path}[{selector} eq {value}].{}", part.name));
                    }
                }
            }
        } else if attribute.multi_valued || attribute.sub_attributes.is_empty() {
            paths.insert(path);
        } else {
            let separator = if attribute.extension { ":" } else { "." };
            let (old, new) = (inner(old).unwrap_or_default(), inner(new).unwrap_or_default());
            differing(&format!("{path}{separator}"), &attribute.sub_attributes, &old, &new, paths);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_resource;
    use serde_json::json;

    /// Decided: the order of elements means nothing, at any depth; all else does.
    #[test]
    fn what_is_the_same_resource() {
        let stored = json!({"emails": [{"value": "a", "tags": [1, 2]}, {"value": "b"}]});
        let same = json!({"emails": [{"value": "b"}, {"value": "a", "tags": [2, 1]}]});
        assert!(is_same_resource(&stored, &same));
        for other in [
            json!({"emails": [{"value": "b"}, {"value": "a", "tags": [2]}]}),
            json!({"emails": [{"value": "b"}]}),
            json!({"emails": {"value": "a"}}),
            json!({}),
        ] {
            assert!(!is_same_resource(&stored, &other), "{other}");
        }
    }
}
