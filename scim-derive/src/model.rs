//! The attribute tree of a struct: which field holds which attribute.
//!
//! Building it reports what keeps it from being built: paths and names that mean nothing, and two
//! fields for one attribute.

mod build;
mod common;
mod known;
mod schema;
mod tree;

pub(crate) use known::{Known, Row};

use crate::attr::{Container, Field};
use crate::path::Literal;
use crate::rfc;
use std::ops::Deref;

/// A struct and the attributes that its fields hold.
pub(crate) struct Model<'a> {
    pub(crate) container: &'a Container,
    /// Where the names of the core attributes come from.
    pub(crate) known: Known,
    /// Whether `known` is no more than a stand-in after an error.
    pub(crate) unknown_schema: bool,
    /// Whether an extension is declared wrongly, so that its attributes have no place.
    broken_extension: bool,
    pub(crate) common: Common<'a>,
    /// In the RFC's order, or as declared.
    pub(crate) core: Vec<Attribute<'a>>,
    /// Those declared on the struct.
    pub(crate) extensions: Vec<Extension<'a>>,
    /// Fields that hold a whole extension.
    pub(crate) held_extensions: Vec<Numbered<'a>>,
}

impl Model<'_> {
    /// Whether a field has its place. One that has none has a message of its own.
    pub(crate) fn is_placed(&self, field: &Field) -> bool {
        let extensions = self.extensions.iter().flat_map(|extension| &extension.attributes);
        let attributes = self.core.iter().chain(extensions).flat_map(Attribute::fields);
        let mut placed =
            attributes.chain(self.held_extensions.iter().copied()).chain(self.common.fields());
        placed.any(|placed| placed.field.ident == field.ident)
    }
}

/// The fields that hold what every resource has (RFC 7643 section 3.1).
#[derive(Default)]
pub(crate) struct Common<'a> {
    pub(crate) id: Option<Numbered<'a>>,
    pub(crate) external_id: Option<Numbered<'a>>,
    pub(crate) created: Option<Numbered<'a>>,
    pub(crate) last_modified: Option<Numbered<'a>>,
    pub(crate) version: Option<Numbered<'a>>,
}

impl<'a> Common<'a> {
    fn fields(&self) -> impl Iterator<Item = Numbered<'a>> {
        let Self { id, external_id, created, last_modified, version } = *self;
        [id, external_id, created, last_modified, version].into_iter().flatten()
    }
}

/// A field and its number.
#[derive(Clone, Copy)]
pub(crate) struct Numbered<'a> {
    pub(crate) number: u16,
    pub(crate) field: &'a Field,
}

impl Deref for Numbered<'_> {
    type Target = Field;
    fn deref(&self) -> &Field {
        self.field
    }
}

/// An extension whose attributes are fields of the resource.
pub(crate) struct Extension<'a> {
    pub(crate) schema: ExtensionSchema<'a>,
    pub(crate) required: bool,
    pub(crate) attributes: Vec<Attribute<'a>>,
}

pub(crate) enum ExtensionSchema<'a> {
    Rfc(&'static rfc::Schema),
    Own { urn: String, name: String, description: &'a str },
}

impl ExtensionSchema<'_> {
    pub(crate) fn urn(&self) -> &str {
        match self {
            Self::Rfc(schema) => schema.id,
            Self::Own { urn, .. } => urn,
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Rfc(schema) => schema.key,
            Self::Own { name, .. } => name,
        }
    }

    pub(crate) fn known(&self) -> Known {
        match self {
            Self::Rfc(schema) => Known::Schema(schema),
            Self::Own { .. } => Known::Own,
        }
    }
}

/// An attribute or sub-attribute.
pub(crate) struct Attribute<'a> {
    pub(crate) name: String,
    /// What the RFC says of it.
    pub(crate) row: Option<Row>,
    pub(crate) shape: Shape<'a>,
}

/// What holds an attribute.
pub(crate) enum Shape<'a> {
    Field(Numbered<'a>),
    /// One field for each sub-attribute.
    Group(Vec<Attribute<'a>>),
    /// One field or more for each element.
    Slots(Vec<Slot<'a>>),
}

/// One element of a multi-valued attribute.
pub(crate) struct Slot<'a> {
    pub(crate) sub_attribute: String,
    /// What the RFC says of the selector's sub-attribute.
    pub(crate) row: Option<Row>,
    pub(crate) value: Value,
    pub(crate) holds: Holds<'a>,
}

/// What holds an element.
pub(crate) enum Holds<'a> {
    Element(Numbered<'a>),
    Parts(Vec<Attribute<'a>>),
}

/// The value of a selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    String(String),
    Boolean(bool),
}

impl From<Literal<'_>> for Value {
    fn from(literal: Literal<'_>) -> Self {
        match literal {
            Literal::String(text) => Self::String(text.to_owned()),
            Literal::Boolean(value) => Self::Boolean(value),
        }
    }
}

impl<'a> Slot<'a> {
    /// The fields that hold it.
    pub(crate) fn fields(&self) -> Vec<Numbered<'a>> {
        match &self.holds {
            Holds::Element(field) => vec![*field],
            Holds::Parts(parts) => parts.iter().flat_map(Attribute::fields).collect(),
        }
    }

    /// Whether it is the primary element: marked so, or selected so.
    pub(crate) fn is_primary(&self) -> bool {
        self.value == Value::Boolean(true)
            || self.fields().iter().any(|field| field.primary.is_some())
    }

    /// The selector as it is written.
    pub(crate) fn selector(&self) -> String {
        match &self.value {
            Value::String(text) => format!("[{} eq \"{text}\"]", self.sub_attribute),
            Value::Boolean(value) => format!("[{} eq {value}]", self.sub_attribute),
        }
    }
}

impl<'a> Attribute<'a> {
    /// The fields that hold it.
    pub(crate) fn fields(&self) -> Vec<Numbered<'a>> {
        match &self.shape {
            Shape::Field(field) => vec![*field],
            Shape::Group(inner) => inner.iter().flat_map(Attribute::fields).collect(),
            Shape::Slots(slots) => slots.iter().flat_map(Slot::fields).collect(),
        }
    }
}
