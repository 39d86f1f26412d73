//! Whether `rfc = ".."` says what a document does: what the RFC says, or less.

use super::field::is_enumerable;
use scim_schema::rfc::{EnterpriseUser, Group, User};
use scim_schema::schema::{Attribute, Mutability, Returned, Schema, Type};
use scim_schema::{ScimExtension, ScimResource};

pub(super) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// The schema of the RFC with this URN, and what the derive calls it.
pub(super) fn of(urn: &str) -> Option<(&'static str, &'static Schema)> {
    let known = [
        ("User", User::SCHEMA),
        ("Group", Group::SCHEMA),
        ("EnterpriseUser", EnterpriseUser::SCHEMA),
    ];
    // a document in another spelling is not what the table says
    known.into_iter().find(|(_, schema)| schema.id == urn)
}

/// Whether the derive makes this document of the table; otherwise why not.
pub(super) fn check(document: &Schema, rfc: &Schema, enums: bool) -> Result<(), String> {
    if document.name != rfc.name {
        return Err(format!("its name is not `{}`", rfc.name));
    }
    list(&document.attributes, &rfc.attributes, "", enums)?;
    for row in rfc.attributes.iter().filter(|row| row.required) {
        if !document.attributes.iter().any(|attribute| attribute.name == row.name) {
            return Err(format!("it has no `{}`", row.name));
        }
    }
    Ok(())
}

/// Every attribute narrows its row, in the order of the table.
fn list(all: &[Attribute], rows: &[Attribute], above: &str, enums: bool) -> Result<(), String> {
    let mut rest = rows.iter();
    for attribute in all {
        let path = format!("{above}{}", attribute.name);
        let Some(row) = rest.find(|row| row.name == attribute.name) else {
            let known = rows.iter().any(|row| row.name == attribute.name);
            return Err(if known {
                format!("`{path}` is at another place")
            } else {
                format!("the RFC has no `{path}`")
            });
        };
        narrows(attribute, row, enums).map_err(|what| format!("`{path}` has another {what}"))?;
        list(&attribute.sub_attributes, &row.sub_attributes, &format!("{path}."), enums)?;
    }
    Ok(())
}

fn narrows(attribute: &Attribute, row: &Attribute, enums: bool) -> Result<(), &'static str> {
    let rules = [
        (attribute.r#type == row.r#type && attribute.multi_valued == row.multi_valued, "type"),
        (attribute.required || !row.required, "`required`"),
        (attribute.case_exact == row.case_exact, "`caseExact`"),
        (narrows_mutability(attribute.mutability, row.mutability), "`mutability`"),
        (narrows_returned(attribute.returned, row.returned), "`returned`"),
        (attribute.uniqueness >= row.uniqueness, "`uniqueness`"),
        (narrows_values(attribute, row, enums), "`canonicalValues`"),
        (narrows_types(attribute, row), "`referenceTypes`"),
    ];
    match rules.into_iter().find(|(holds, _)| !holds) {
        Some((_, what)) => Err(what),
        None => Ok(()),
    }
}

fn narrows_mutability(is: Mutability, row: Mutability) -> bool {
    match row {
        Mutability::ReadWrite => is != Mutability::WriteOnly,
        _ => is == row || row == Mutability::Immutable && is == Mutability::ReadOnly,
    }
}

fn narrows_returned(is: Returned, row: Returned) -> bool {
    is == row || row == Returned::Default && matches!(is, Returned::Request | Returned::Never)
}

/// The same, or some of them; where the RFC has none, any.
fn narrows_values(attribute: &Attribute, row: &Attribute, enums: bool) -> bool {
    let (is, of) = (&attribute.canonical_values, &row.canonical_values);
    if is == of {
        return true;
    }
    if attribute.r#type != Type::String || is.is_empty() {
        return false;
    }
    of.is_empty()
        || is.iter().all(|value| {
            let by_enum = enums && is_enumerable(attribute);
            of.iter().any(|other| other == value || by_enum && other.eq_ignore_ascii_case(value))
        })
}

fn narrows_types(attribute: &Attribute, row: &Attribute) -> bool {
    attribute.reference_types.iter().all(|name| row.reference_types.contains(name))
        && attribute.reference_types.is_empty() == row.reference_types.is_empty()
}
