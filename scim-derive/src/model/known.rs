//! Where the names of attributes come from: a table of the RFC, or the user.

use crate::rfc;

/// The names that a path can use.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Known {
    /// The attributes of a schema.
    Schema(&'static rfc::Schema),
    /// The sub-attributes of an attribute of a schema.
    SubAttributes(&'static rfc::Schema, usize),
    /// Any.
    Own,
}

/// A row of the RFC's table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) schema: &'static rfc::Schema,
    pub(crate) index: usize,
    pub(crate) sub: Option<usize>,
    pub(crate) attribute: &'static rfc::Attribute,
}

impl Row {
    /// Its place among its siblings.
    pub(crate) const fn order(&self) -> usize {
        match self.sub {
            Some(sub) => sub,
            None => self.index,
        }
    }

    /// The names below it.
    pub(crate) const fn known(&self) -> Known {
        Known::SubAttributes(self.schema, self.index)
    }
}

impl Known {
    pub(crate) fn rows(&self) -> Option<&'static [rfc::Attribute]> {
        match *self {
            Self::Schema(schema) => Some(schema.attributes),
            Self::SubAttributes(schema, index) => {
                Some(schema.attributes.get(index).map_or(&[], |row| row.sub_attributes))
            }
            Self::Own => None,
        }
    }

    /// The row of a name, whatever its case.
    pub(crate) fn row(&self, name: &str) -> Option<Row> {
        let (found, attribute) = rfc::find(self.rows()?, name)?;
        match *self {
            Self::Schema(schema) => Some(Row { schema, index: found, sub: None, attribute }),
            Self::SubAttributes(schema, index) => {
                Some(Row { schema, index, sub: Some(found), attribute })
            }
            Self::Own => None,
        }
    }

    /// What has these attributes, for messages: `User`, `User.emails`.
    pub(crate) fn name(&self) -> String {
        match *self {
            Self::Schema(schema) => schema.key.to_owned(),
            Self::SubAttributes(schema, index) => {
                let name = schema.attributes.get(index).map_or("", |row| row.name);
                format!("{}.{name}", schema.key)
            }
            Self::Own => "the schema".to_owned(),
        }
    }
}
