//! Characteristics are narrowed, never contradicted: required more, written less, returned less,
//! more unique, fewer values.

use crate::attr::Field;
use crate::ctxt::Ctxt;
use crate::model::{Attribute, Numbered};
use crate::path::check_name;
use crate::rfc::{self, Mutability, Returned, Type};
use crate::suggest::one_of;

pub(super) fn check(cx: &Ctxt, field: Numbered<'_>, attribute: &Attribute<'_>) {
    let field = field.field;
    if let Some(row) = attribute.row {
        mutability(cx, field, row.attribute);
        returned(cx, field, row.attribute);
        uniqueness(cx, field, row.attribute);
        case_exact(cx, field, row.attribute);
        canonical_subset(cx, field, row.attribute);
        reference(cx, field, row.attribute);
    }
    canonical_once(cx, field);
    reference_names(cx, field);
    write_only_is_never_returned(cx, field, attribute);
    fold_and_case(cx, field, attribute);
    secret_is_never_returned(cx, field, attribute);
}

fn mutability(cx: &Ctxt, field: &Field, row: &rfc::Attribute) {
    let Some(given) = &field.mutability else { return };
    let narrower = match row.mutability {
        Mutability::ReadWrite => given.value != Mutability::WriteOnly,
        was => {
            given.value == was
                || was == Mutability::Immutable && given.value == Mutability::ReadOnly
        }
    };
    if !narrower {
        cx.error(
            &given.key,
            format!(
                "`{}` is {} in the RFC and cannot be {}: remove `mutability`",
                row.name,
                row.mutability.as_str(),
                given.value.as_str()
            ),
        );
    }
}

fn returned(cx: &Ctxt, field: &Field, row: &rfc::Attribute) {
    let Some(given) = &field.returned else { return };
    let narrower = given.value == row.returned
        || row.returned == Returned::Default
            && matches!(given.value, Returned::Request | Returned::Never);
    if !narrower {
        cx.error(
            &given.key,
            format!(
                "`{}` is returned `{}` in the RFC, which `{}` does not narrow: remove `returned`",
                row.name,
                row.returned.as_str(),
                given.value.as_str()
            ),
        );
    }
}

fn uniqueness(cx: &Ctxt, field: &Field, row: &rfc::Attribute) {
    let Some(given) = &field.uniqueness else { return };
    if given.value < row.uniqueness {
        cx.error(
            &given.key,
            format!(
                "`{}` has uniqueness `{}` in the RFC and cannot have `{}`: remove `uniqueness`",
                row.name,
                row.uniqueness.as_str(),
                given.value.as_str()
            ),
        );
    }
}

fn case_exact(cx: &Ctxt, field: &Field, row: &rfc::Attribute) {
    if let Some(given) = &field.case_exact
        && !row.case_exact
    {
        cx.error(
            &given.key,
            format!("`{}` is compared without case in the RFC: remove `case_exact`", row.name),
        );
    }
}

fn canonical_subset(cx: &Ctxt, field: &Field, row: &rfc::Attribute) {
    let Some(given) = &field.canonical_values else { return };
    if row.ty != Type::String {
        cx.error(
            &given.key,
            format!(
                "`{}` is no string, so it has no canonical values: remove `canonical_values`",
                row.name
            ),
        );
        return;
    }
    for value in &given.value {
        let text = value.value();
        if !row.canonical_values.is_empty() && !row.canonical_values.contains(&text.as_str()) {
            cx.error(
                value,
                format!(
                    "`{text}` is not a canonical value of `{}` in the RFC: write {}",
                    row.name,
                    one_of(row.canonical_values)
                ),
            );
        }
    }
}

fn canonical_once(cx: &Ctxt, field: &Field) {
    let Some(given) = &field.canonical_values else { return };
    let mut seen: Vec<String> = Vec::new();
    for value in &given.value {
        let text = value.value();
        if text.is_empty() {
            cx.error(value, "an empty text is no canonical value: write another, or remove it");
        } else if seen.contains(&text) {
            cx.error(
                value,
                format!("the canonical value `{text}` is given twice: remove one of them"),
            );
        }
        seen.push(text);
    }
}

fn reference(cx: &Ctxt, field: &Field, row: &rfc::Attribute) {
    let Some(given) = &field.reference else { return };
    if row.ty != Type::Reference {
        cx.error(
            &given.key,
            format!("`{}` is no reference in the RFC: remove `reference`", row.name),
        );
        return;
    }
    for value in &given.value {
        if !row.reference_types.contains(&value.value().as_str()) {
            cx.error(
                value,
                format!(
                    "`{}` is no reference type of `{}` in the RFC: write {}",
                    value.value(),
                    row.name,
                    one_of(row.reference_types)
                ),
            );
        }
    }
}

/// `referenceTypes` are names of resource types, `external` or `uri` (RFC 7643 section 7).
fn reference_names(cx: &Ctxt, field: &Field) {
    let Some(given) = &field.reference else { return };
    for value in &given.value {
        if check_name(&value.value()).is_err() {
            cx.error(
                value,
                format!(
                    "`{}` is no reference type: write a resource type such as `User`, `external` or `uri`",
                    value.value()
                ),
            );
        }
    }
    if let Some(values) = &field.canonical_values {
        cx.error(
            &values.key,
            "`canonical_values` has no meaning beside `reference`: remove one of them",
        );
    }
}

/// 7643-7: what cannot be read is not returned.
fn write_only_is_never_returned(cx: &Ctxt, field: &Field, attribute: &Attribute<'_>) {
    let Some(given) = &field.mutability else { return };
    let returned = field.returned.as_ref().map(|given| given.value);
    let returned = returned.or(attribute.row.map(|row| row.attribute.returned));
    if given.value == Mutability::WriteOnly && returned != Some(Returned::Never) {
        cx.error(
            &given.key,
            format!(
                "`{}` is writeOnly, so it is never returned: add `returned = \"never\"`",
                attribute.name
            ),
        );
    }
}

/// What is compared with case is not compared by a folded key. What its type says, the compiler
/// checks.
pub(super) fn fold_and_case(cx: &Ctxt, field: &Field, attribute: &Attribute<'_>) {
    let exact = field.case_exact.is_some()
        || field.reference.is_some()
        || attribute.row.is_some_and(|row| row.attribute.case_exact);
    if let Some(given) = &field.fold_column
        && exact
    {
        cx.error(
            &given.key,
            format!(
                "`{}` is compared with case, so it has no folded key: remove `fold_column`",
                attribute.name
            ),
        );
    }
}

/// A `Secret` is not written, and the schema says so.
fn secret_is_never_returned(cx: &Ctxt, field: &Field, attribute: &Attribute<'_>) {
    let returned = field.returned.as_ref().map(|given| given.value);
    if attribute.row.is_none()
        && field.with.is_none()
        && field.get.is_none()
        && returned != Some(Returned::Never)
        // said already
        && field.mutability.as_ref().map(|given| given.value) != Some(Mutability::WriteOnly)
        && super::structure::names(&field.ty, "Secret")
    {
        cx.error(
            &field.ty,
            format!("a `Secret` is never shown: add `#[scim(mutability = \"writeOnly\", returned = \"never\")]` to `{}`", attribute.name),
        );
    }
}
