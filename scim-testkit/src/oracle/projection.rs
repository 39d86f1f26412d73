//! Which attributes a response has (RFC 7644 sections 3.4.2.5 and 3.9).

use super::path::{Chain, Path};
use super::shape::{Attribute, Shape};
use super::value::{Object, has};
use crate::strategy::ProjectionExpr;
use scim_schema::dialect::Dialect;
use scim_schema::schema::Returned;
use serde_json::Value;

/// The response that has a resource, of its `document_at`.
///
/// Names that the resource type does not have add and exclude nothing (decided).
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::oracle::{self, Shape, document};
/// use scim_testkit::strategy::ProjectionExpr;
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let asked = ProjectionExpr::Excluded(vec!["id".into(), "displayName".into()]);
/// let response = oracle::project(&document(&group), &Shape::of(&group), &asked);
/// // the id is returned always
/// assert!(response.get("id").is_some() && response.get("displayName").is_none());
/// ```
#[must_use]
pub fn project(document: &Value, shape: &Shape, projection: &ProjectionExpr) -> Value {
    let chains = |paths: &[String]| -> Vec<Vec<String>> {
        paths.iter().filter_map(|path| names(path.trim(), shape)).collect()
    };
    let asked = match projection {
        ProjectionExpr::Default => Asked::Default,
        ProjectionExpr::Attributes(paths) => Asked::Only(chains(paths)),
        ProjectionExpr::Excluded(paths) => Asked::Without(chains(paths)),
    };
    let object = document.as_object().cloned().unwrap_or_default();
    Value::Object(members(&object, &shape.attributes, &asked))
}

/// The names from the top to the attribute that a path names.
fn names(path: &str, shape: &Shape) -> Option<Vec<String>> {
    let mut chain: Chain<'_> = Path::parse(path, shape)?.resolve(shape, Dialect::RFC)?;
    // the `value` of what is simple is the attribute itself
    chain.dedup_by(|below, above| std::ptr::eq(*below, *above));
    Some(chain.into_iter().map(|attribute| attribute.name.clone()).collect())
}

/// What is asked for of one object: paths within it.
enum Asked {
    Default,
    Only(Vec<Vec<String>>),
    /// What is returned by default, and these.
    Also(Vec<Vec<String>>),
    Without(Vec<Vec<String>>),
}

/// The members of an object that a response has.
fn members(object: &Object, attributes: &[Attribute], asked: &Asked) -> Object {
    let mut kept = Object::new();
    for attribute in attributes.iter().filter(|attribute| has(object, attribute)) {
        let Some(value) = object.get(&attribute.name) else { continue };
        // what is asked for of this attribute: all of it, or parts
        let below = |paths: &[Vec<String>]| -> (bool, Vec<Vec<String>>) {
            let here = paths
                .iter()
                .filter_map(|path| path.split_first())
                .filter(|(name, _)| **name == attribute.name)
                .map(|(_, rest)| rest.to_vec());
            let (whole, parts): (Vec<_>, Vec<_>) = here.partition(Vec::is_empty);
            (!whole.is_empty(), parts)
        };
        let asked = match (asked, attribute.returned) {
            (_, Returned::Never) => continue,
            (Asked::Default, Returned::Request) => continue,
            (Asked::Default, _) => Asked::Default,
            // 7643-7-33: a part that is returned on request, beside the whole that it is a part of
            (Asked::Also(paths), returned) => match below(paths) {
                (false, parts) if returned == Returned::Request && parts.is_empty() => continue,
                (false, parts) if returned == Returned::Request => Asked::Only(parts),
                (_, parts) => Asked::Also(parts),
            },
            (Asked::Only(paths), returned) => match below(paths) {
                (true, parts) => Asked::Also(parts),
                // what is always there is not less of it where a part is asked for
                (false, parts) if returned == Returned::Always => Asked::Also(parts),
                (false, parts) if !parts.is_empty() => Asked::Only(parts),
                // an extension's attributes are attributes like any other
                _ if attribute.extension => Asked::Only(Vec::new()),
                _ => continue,
            },
            (Asked::Without(paths), returned) => match below(paths) {
                _ if returned == Returned::Request => continue,
                (true, _) if attribute.extension => Asked::Only(Vec::new()),
                (true, _) if returned != Returned::Always => continue,
                (_, parts) => Asked::Without(parts),
            },
        };
        if let Some(value) = part(value, attribute, &asked) {
            kept.insert(attribute.name.clone(), value);
        }
    }
    kept
}

/// What of a value is returned; nothing if nothing of it is.
fn part(value: &Value, attribute: &Attribute, asked: &Asked) -> Option<Value> {
    match value {
        Value::Array(elements) => {
            let kept: Vec<_> =
                elements.iter().filter_map(|element| part(element, attribute, asked)).collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        Value::Object(object) => {
            let kept = members(object, &attribute.sub_attributes, asked);
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        simple => Some(simple.clone()),
    }
}

#[cfg(test)]
mod tests;
