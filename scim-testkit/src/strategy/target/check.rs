//! Whether anything can be generated from a schema.

use super::SchemaError;
use super::field::{is_common, is_value};
use scim_schema::path::is_name;
use scim_schema::schema::{Attribute, Mutability, Returned, Schema, Type};
use std::collections::HashSet;

/// Refuses a schema that contradicts itself, or that no resource can satisfy.
pub(super) fn schema(schema: &Schema, prefix: &str) -> Result<(), SchemaError> {
    attributes(&schema.attributes, prefix, false)
}

fn attributes(list: &[Attribute], prefix: &str, nested: bool) -> Result<(), SchemaError> {
    let mut names = HashSet::new();
    for attribute in list {
        let path = format!("{prefix}{}", attribute.name);
        let fail = |problem: String| Err(SchemaError::new(&path, problem));
        if !nested && prefix.is_empty() && is_common(&attribute.name) {
            continue; // servers list them, though no schema does
        }
        if !is_name(&attribute.name) {
            return fail("is not the name of an attribute (RFC 7643 section 2.1)".into());
        }
        if !names.insert(attribute.name.to_ascii_lowercase()) {
            return fail("is defined twice, as names ignore case (RFC 7643 section 2.1)".into());
        }
        match (attribute.r#type, attribute.sub_attributes.is_empty()) {
            (Type::Complex, _) if nested => {
                // never walked further, so a schema that contains itself ends here
                return fail(
                    "is complex within a complex attribute, which cannot be (RFC 7643 section \
                     2.3.8)"
                        .into(),
                );
            }
            (Type::Complex, true) => {
                return fail(
                    "is complex and has no sub-attributes; list them in `subAttributes`".into(),
                );
            }
            (Type::Complex, false) => {
                attributes(&attribute.sub_attributes, &format!("{path}."), true)?;
                if attribute.required && attribute.is_writable() && !has_writable(attribute) {
                    return fail(
                        "is required, and no client can give it a value: all its sub-attributes \
                         are readOnly"
                            .into(),
                    );
                }
            }
            (simple, false) => {
                let problem = "has sub-attributes, which only complex attributes have";
                return fail(format!("is of type {} and {problem}", simple.as_str()));
            }
            (_, true) => {}
        }
        if let Some(wrong) =
            attribute.canonical_values.iter().find(|text| !is_value(attribute.r#type, text))
        {
            let kind = attribute.r#type.as_str();
            return fail(format!("has the canonical value `{wrong}`, which is not of type {kind}"));
        }
        if attribute.mutability == Mutability::WriteOnly && attribute.returned == Returned::Always {
            return fail("is writeOnly and always returned, which contradict each other".into());
        }
    }
    Ok(())
}

fn has_writable(attribute: &Attribute) -> bool {
    attribute.sub_attributes.iter().any(Attribute::is_writable)
}
