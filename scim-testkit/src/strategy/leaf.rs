//! The attributes that requests can name.

use super::expr::PathExpr;
use super::target::{Field, Target};
use scim_schema::schema::{Mutability, Returned, SCHEMAS, Type};
use serde_json::Value;
use std::sync::Arc;

/// An attribute, or a sub-attribute, that a request can name.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) path: PathExpr,
    pub(super) field: Field,
    /// Whether the attribute that the path begins with is multi-valued.
    pub(super) in_list: bool,
}

/// What requests can name of a target; made once.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) target: Target,
    /// Simple attributes and sub-attributes whose values are returned.
    pub(super) comparable: Vec<Leaf>,
    /// All attributes and sub-attributes, complex ones included.
    pub(super) all: Vec<Leaf>,
}

impl Names {
    pub(super) fn of(target: &Target) -> Arc<Self> {
        let parts = &target.parts;
        let schemas = Field::new(SCHEMAS, "");
        let own = parts.server.iter().chain([&schemas]).map(|field| (None, field));
        let mut all = Vec::new();
        for (urn, field) in parts.attributes().chain(own) {
            let path = PathExpr {
                urn: urn.map(str::to_owned),
                attribute: field.name().to_owned(),
                sub_attribute: None,
            };
            let in_list = field.is_multi_valued();
            for sub in &field.fields {
                all.push(Leaf { path: path.clone().dot(sub.name()), field: sub.clone(), in_list });
            }
            all.push(Leaf { path, field: field.clone(), in_list });
        }
        let comparable = all.iter().filter(|leaf| leaf.is_comparable()).cloned().collect();
        Arc::new(Self { target: target.clone(), comparable, all })
    }

    /// The attributes that have elements with sub-attributes.
    pub(super) fn lists(&self) -> impl Iterator<Item = &Leaf> {
        self.all.iter().filter(|leaf| {
            leaf.path.sub_attribute.is_none() && leaf.in_list && leaf.field.is_complex()
        })
    }
}

impl Leaf {
    /// Whether a filter can ask for its value.
    pub(super) fn is_comparable(&self) -> bool {
        !self.field.is_complex()
            && is_shown(&self.field)
            // without a base URL nobody knows it
            && !(self.field.is("location") && self.path.attribute.eq_ignore_ascii_case("meta"))
    }

    /// The values that a resource has of it.
    pub(super) fn values<'v>(&self, resource: &'v Value) -> Vec<&'v Value> {
        let whole = match &self.path.urn {
            None => Some(resource),
            Some(urn) => member(resource, urn),
        };
        let Some(value) = whole.and_then(|whole| member(whole, &self.path.attribute)) else {
            return Vec::new();
        };
        match &self.path.sub_attribute {
            None => each(value).collect(),
            // a sub-attribute may have several values too
            Some(name) => each(value).filter_map(|one| member(one, name)).flat_map(each).collect(),
        }
    }
}

/// The values of a multi-valued attribute, or the single one.
fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let (several, one) = match value {
        Value::Array(elements) => (Some(elements), None),
        value => (None, Some(value)),
    };
    several.into_iter().flatten().chain(one)
}

/// Whether answers have it, without which no filter may ask for it.
pub(super) fn is_shown(field: &Field) -> bool {
    field.attribute.returned != Returned::Never
        && field.attribute.mutability != Mutability::WriteOnly
}

/// A member of an object; names ignore case.
pub(super) fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v)
}

/// Whether a type's values are in an order, or have parts.
pub(super) const fn is_text(r#type: Type) -> bool {
    matches!(r#type, Type::String | Type::Reference)
}
