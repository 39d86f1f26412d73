//! An attribute, and what is known of the values it takes.

use scim_schema::resource::{Kind, Literal, Node};
use scim_schema::schema::{Attribute, Type};
use scim_schema::value::{Binary, DateTime, Reference};
use serde_json::Value;
use std::ops::RangeInclusive;

/// An attribute, and what is known of the values it takes.
#[derive(Debug, Clone)]
pub(in crate::strategy) struct Field {
    pub(in crate::strategy) attribute: Attribute,
    /// With the URN of an extension, as errors have it.
    pub(in crate::strategy) path: String,
    pub(in crate::strategy) fields: Vec<Field>,
    pub(in crate::strategy) integers: RangeInclusive<i64>,
    /// Whether only its canonical values are taken.
    pub(in crate::strategy) closed: bool,
    /// Whether odd values are taken, such as a date-time with a leap second.
    pub(in crate::strategy) odd: bool,
    /// Whether a body without it is refused, if it is required: a model may have a default.
    pub(in crate::strategy) enforced: bool,
    /// The fixed elements that a model holds; none where it holds any.
    pub(in crate::strategy) slots: Vec<Slot>,
    /// Values to use where a model refuses all that its schema allows, or a server what it does not
    /// know.
    pub(in crate::strategy) only: Vec<Value>,
}

/// One fixed element.
#[derive(Debug, Clone)]
pub(in crate::strategy) struct Slot {
    pub(in crate::strategy) sub_attribute: &'static str,
    pub(in crate::strategy) value: Value,
    pub(in crate::strategy) primary: bool,
    /// Whether a field says whether it is the primary one.
    pub(in crate::strategy) says_primary: bool,
    /// The sub-attributes that it has fields for.
    pub(in crate::strategy) held: Vec<&'static str>,
}

impl Field {
    pub(in crate::strategy) fn new(attribute: &Attribute, prefix: &str) -> Self {
        let path = format!("{prefix}{}", attribute.name);
        let fields = attribute.sub_attributes.iter();
        Self {
            fields: fields.map(|sub| Self::new(sub, &format!("{path}."))).collect(),
            path,
            attribute: attribute.clone(),
            integers: i64::MIN..=i64::MAX,
            closed: attribute.r#type == Type::Boolean,
            odd: true,
            enforced: true,
            slots: Vec::new(),
            only: Vec::new(),
        }
    }

    pub(super) fn all(attributes: &[Attribute], prefix: &str) -> Vec<Self> {
        let own = attributes.iter().filter(|a| !(prefix.is_empty() && is_common(&a.name)));
        own.map(|attribute| Self::new(attribute, prefix)).collect()
    }

    pub(in crate::strategy) fn name(&self) -> &str {
        &self.attribute.name
    }

    pub(in crate::strategy) fn is(&self, name: &str) -> bool {
        self.attribute.name.eq_ignore_ascii_case(name)
    }

    pub(in crate::strategy) fn is_complex(&self) -> bool {
        self.attribute.r#type == Type::Complex
    }

    pub(in crate::strategy) fn is_multi_valued(&self) -> bool {
        self.attribute.multi_valued
    }

    pub(in crate::strategy) fn field(&self, name: &str) -> Option<&Self> {
        self.fields.iter().find(|field| field.is(name))
    }

    /// The attribute or sub-attribute that a path is of.
    pub(super) fn at(&mut self, path: &str) -> Option<&mut Self> {
        if self.path.eq_ignore_ascii_case(path) {
            return Some(self);
        }
        self.fields.iter_mut().find_map(|field| field.at(path))
    }

    /// Whether it is the `primary` of a multi-valued attribute (RFC 7643 section 2.4).
    pub(in crate::strategy) fn is_primary(&self) -> bool {
        self.attribute.r#type == Type::Boolean && self.is("primary")
    }

    /// Whether a client gives it a value.
    pub(in crate::strategy) fn is_written(&self) -> bool {
        self.attribute.is_writable()
            && (self.fields.is_empty() || self.fields.iter().any(Self::is_written))
    }
}

/// Notes which attributes a model holds in slots.
pub(super) fn add_slots(fields: &mut [Field], nodes: &[Node]) {
    for node in nodes {
        let Kind::Slots(slots) = node.kind else { continue };
        let Some(field) = fields.iter_mut().find(|field| field.is(node.name())) else { continue };
        field.slots = slots
            .iter()
            .map(|slot| Slot {
                sub_attribute: slot.selector.sub_attribute,
                value: match slot.selector.value {
                    Literal::String(text) => text.into(),
                    Literal::Boolean(value) => value.into(),
                },
                primary: slot.primary,
                says_primary: !slot.primary
                    && slot.nodes.iter().any(|node| node.name().eq_ignore_ascii_case("primary")),
                held: slot.nodes.iter().map(Node::name).collect(),
            })
            .collect();
    }
}

/// Removes the attribute or sub-attribute that a path is of; answers whether there was one.
pub(super) fn remove(fields: &mut Vec<Field>, path: &str) -> bool {
    let before = fields.len();
    fields.retain(|field| !field.path.eq_ignore_ascii_case(path));
    fields.len() < before || fields.iter_mut().any(|field| remove(&mut field.fields, path))
}

/// Whether an attribute is one that every resource has and no schema lists.
pub(super) fn is_common(name: &str) -> bool {
    ["schemas", "id", "externalId", "meta"].iter().any(|common| common.eq_ignore_ascii_case(name))
}

/// Whether a canonical value is a value of a type.
pub(super) fn is_value(r#type: Type, text: &str) -> bool {
    match r#type {
        Type::String => true,
        Type::Boolean => matches!(text, "true" | "false"),
        Type::Integer => text.parse::<i64>().is_ok(),
        Type::Decimal => text.parse::<f64>().is_ok_and(f64::is_finite),
        Type::DateTime => DateTime::parse(text).is_ok(),
        Type::Binary => Binary::parse(text).is_ok(),
        Type::Reference => Reference::parse(text).is_ok(),
        Type::Complex => false,
    }
}
