//! Which field holds which attribute, as a table for people.

mod okta;
mod profile;
mod render;
#[cfg(test)]
mod tests;

pub use profile::{OktaMapping, OktaRow};

use super::{Descriptor, Flags, Kind, Literal, Node, Selector, Slot};
use crate::schema::Attribute;
use okta::Element;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::slice;

/// Which field of a model holds which attribute, in the order of the schema: what an
/// administrator needs to map a user profile.
///
/// It shows what fields hold. `schemas`, `meta.resourceType` and `meta.location` are computed and
/// not in it. [`Display`](std::fmt::Display) is [`to_markdown`](Self::to_markdown); serde gives a
/// list of rows.
///
/// ```
/// # use scim_schema::ScimResource;
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = r#"emails[type eq "work"].value"#)]
///     email: String,
/// }
/// let okta: Vec<_> = Member::mapping().rows().iter().map(|row| (row.okta, row.path.clone())).collect();
/// assert_eq!(okta, [
///     (None, "id".to_owned()),
///     (Some("login"), "userName".to_owned()),
///     (Some("email"), r#"emails[type eq "work"].value"#.to_owned()),
/// ]);
/// assert_eq!(scim_schema::resource::Mapping::of(&Member::descriptor()), Member::mapping());
/// assert!(Member::mapping().to_markdown().contains("SCIM attribute"));
/// assert!(Member::mapping().to_csv().starts_with("field,path,type,multiValued,"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    rows: Vec<Row>,
    is_user: bool,
}

/// One field and the attribute it holds.
///
/// ```
/// use scim_schema::{ScimResource, rfc::User};
///
/// let mapping = User::mapping();
/// let row = mapping.rows().iter().find(|row| row.path == "name.givenName").unwrap();
/// assert_eq!((&*row.field, row.column), ("name.given_name", Some("given_name")));
/// assert_eq!(row.okta, Some("firstName"));
/// assert_eq!(row.attribute.name, "givenName");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The Rust field; with dots below a field that holds a complex value. A field of a struct
    /// embedded by `flatten` has its own name only.
    pub field: String,
    /// The path of the attribute: `name.givenName`, `emails[type eq "work"].value`.
    pub path: String,
    /// The attribute and its characteristics.
    pub attribute: &'static Attribute,
    /// The column; below a field that holds a complex value, one of that value's own columns.
    pub column: Option<&'static str>,
    /// The column of the folded key.
    pub fold_column: Option<&'static str>,
    /// The attribute of an Okta user profile: what the model says, else the usual one among the 31
    /// base attributes. For a list it is the one that Okta sends in the primary element.
    pub okta: Option<&'static str>,
}

impl Mapping {
    /// The mapping of a resource type; [`ScimResource::mapping`](super::ScimResource::mapping).
    #[must_use]
    pub fn of(descriptor: &Descriptor) -> Self {
        let mut walk = Walk { rows: Vec::new(), is_user: okta::is_user(descriptor.schema) };
        walk.nodes(descriptor.nodes, &Place::default());
        Self { rows: walk.rows, is_user: walk.is_user }
    }

    /// The rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Row;
    type IntoIter = slice::Iter<'a, Row>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl Serialize for Mapping {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let attribute = self.attribute;
        let mut row = serializer.serialize_struct("Row", 12)?;
        row.serialize_field("field", &self.field)?;
        row.serialize_field("path", &self.path)?;
        row.serialize_field("type", &attribute.r#type)?;
        row.serialize_field("multiValued", &attribute.multi_valued)?;
        row.serialize_field("required", &attribute.required)?;
        row.serialize_field("caseExact", &attribute.case_exact)?;
        row.serialize_field("mutability", &attribute.mutability)?;
        row.serialize_field("returned", &attribute.returned)?;
        row.serialize_field("uniqueness", &attribute.uniqueness)?;
        row.serialize_field("column", &self.column)?;
        row.serialize_field("foldColumn", &self.fold_column)?;
        row.serialize_field("okta", &self.okta)?;
        row.end()
    }
}

/// Where the walk is in the tree of nodes.
#[derive(Clone, Default)]
struct Place {
    /// What precedes the name of an attribute: `name.`, `urn:example:Parking:`.
    path: String,
    /// What precedes the name of a field: `office.`.
    field: String,
    /// The path without selectors.
    plain: String,
    /// The element that the attributes are part of.
    element: Option<Element>,
}

struct Walk {
    rows: Vec<Row>,
    is_user: bool,
}

impl Walk {
    fn nodes(&mut self, nodes: &[Node], place: &Place) {
        for node in nodes {
            self.node(node, place);
        }
    }

    fn node(&mut self, node: &Node, place: &Place) {
        let path = format!("{}{}", place.path, node.name());
        let separator = if node.flags.has(Flags::EXTENSION) { ':' } else { '.' };
        let below = Place {
            path: format!("{path}{separator}"),
            plain: format!("{}{}{separator}", place.plain, node.name()),
            ..place.clone()
        };
        match node.kind {
            Kind::Field(_) | Kind::Version(_) => self.row(node, path, place),
            Kind::Complex(_, nodes) => {
                self.row(node, path, place);
                let field = format!("{}{}.", place.field, node.field);
                self.nodes(nodes, &Place { field, ..below });
            }
            Kind::Group(nodes) => self.nodes(nodes, &below),
            Kind::Slots(slots) => {
                for slot in slots {
                    let path = format!("{path}[{}]", selector(&slot.selector));
                    let element = Element::new(slot, slots);
                    self.slot(node, slot, path, Place { element: Some(element), ..below.clone() });
                }
            }
            Kind::Schemas | Kind::ResourceType | Kind::Location => {}
        }
    }

    fn slot(&mut self, node: &Node, slot: &Slot, path: String, mut place: Place) {
        place.path = format!("{path}.");
        if slot.element.is_some() {
            let field = format!("{}{}", place.field, slot.field);
            place.field = format!("{field}.");
            self.rows.push(Row {
                field,
                path,
                attribute: node.attribute,
                column: None,
                fold_column: None,
                okta: None,
            });
        }
        for part in slot.nodes {
            // fixed by the slot: no field's value counts
            let name = part.name();
            if name != slot.selector.sub_attribute && !(slot.primary && name == "primary") {
                self.node(part, &place);
            }
        }
    }

    fn row(&mut self, node: &Node, path: String, place: &Place) {
        let usual = || {
            let plain = format!("{}{}", place.plain, node.name());
            if self.is_user { okta::usual(&plain, place.element.as_ref()) } else { None }
        };
        self.rows.push(Row {
            field: format!("{}{}", place.field, node.field),
            path,
            attribute: node.attribute,
            column: (!node.column.is_empty()).then_some(node.column),
            fold_column: node.fold_column,
            okta: node.okta.or_else(usual),
        });
    }
}

/// As a filter: `type eq "work"`.
fn selector(selector: &Selector) -> String {
    let name = selector.sub_attribute;
    match selector.value {
        Literal::String(text) => format!("{name} eq {}", serde_json::Value::from(text)),
        Literal::Boolean(value) => format!("{name} eq {value}"),
    }
}
