//! Where the values of each field are, checked.

use super::declare::Stored;
use crate::schema::Type;
use sea_query::{Expr, SelectStatement};

/// The fields of one struct.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(pub(super) Vec<(u16, Held)>);

impl Places {
    pub(super) fn get(&self, field: u16) -> Option<&Held> {
        self.0.iter().find(|(number, _)| *number == field).map(|(_, held)| held)
    }
}

/// Where one field is.
#[derive(Debug, Clone)]
pub(super) enum Held {
    Simple(Column),
    Inside(Inside),
    Many(Many),
    /// What is never shown: asked whether it has a value, with what it is in, and nothing else.
    Hidden(Column),
    Without(String),
}

/// A simple value.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The attribute, for messages.
    pub(super) path: String,
    pub(super) source: Source,
    /// The key that it compares by, where it is not made from the value.
    pub(super) fold: Option<String>,
    pub(super) stored: Stored,
    pub(super) r#type: Type,
    /// Whether it may be absent.
    pub(super) null: bool,
    /// Whether the empty text is absent as well.
    pub(super) blank: bool,
    /// Whether it may be an empty text.
    pub(super) empty: bool,
    /// Whether it may be JSON of another type, which then is no value.
    pub(super) unsure: bool,
}

/// What gives a value.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// A column, or a member of a JSON object.
    Named(String),
    /// The JSON value itself.
    Itself,
    /// An expression of the application's.
    Expr(Box<Expr>),
}

/// A complex value of one field.
#[derive(Debug, Clone)]
pub(super) struct Inside {
    pub(super) places: Places,
    /// The column, or the member, that is a JSON object; else the parts are in the same row.
    pub(super) json: Option<String>,
    /// Whether that may be JSON of another type, which then has no parts.
    pub(super) unsure: bool,
}

/// The values of a multi-valued attribute.
#[derive(Debug, Clone)]
pub(super) struct Many {
    pub(super) from: From,
    pub(super) position: Option<String>,
    /// The parts of a complex value.
    pub(super) places: Places,
    /// A simple value.
    pub(super) value: Option<Column>,
    /// Whether it may be JSON of another type, and what is in it too, which then is no value.
    pub(super) unsure: bool,
}

#[derive(Debug, Clone)]
pub(super) enum From {
    Table {
        name: String,
        parent: String,
    },
    Relation {
        select: Box<SelectStatement>,
        parent: String,
    },
    /// The column, or the member, that is a JSON array.
    Json(String),
}
