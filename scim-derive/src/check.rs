//! The rules over the attribute tree, one function each.
//!
//! What a name can be is decided while the tree is built ([`crate::model`]); what a type can hold
//! is decided by the compiler ([`crate::emit`]).

mod characteristics;
mod structure;

use crate::attr::Field;
use crate::ctxt::Ctxt;
use crate::model::{Attribute, Holds, Model, Numbered, Shape, Slot};
use crate::rfc::{Mutability, Returned};

/// Reports whatever breaks a rule.
pub(crate) fn check(cx: &Ctxt, model: &Model<'_>) {
    structure::check(cx, model);
    let extensions = model.extensions.iter().flat_map(|extension| &extension.attributes);
    for attribute in model.core.iter().chain(extensions) {
        each(cx, model, attribute);
    }
    let common = &model.common;
    for field in [common.external_id, common.created, common.last_modified].into_iter().flatten() {
        sources(cx, field.field);
        columns(cx, field.field);
    }
}

fn each(cx: &Ctxt, model: &Model<'_>, attribute: &Attribute<'_>) {
    match &attribute.shape {
        Shape::Field(field) => {
            one_field(cx, model, *field, attribute);
            characteristics::check(cx, *field, attribute);
            not_a_slot(cx, field.field);
        }
        Shape::Group(parts) => {
            for part in parts {
                each(cx, model, part);
            }
        }
        Shape::Slots(slots) => {
            structure::one_primary(cx, slots);
            structure::primary_is_fixed(cx, slots);
            structure::elements_are_concrete(cx, model, slots);
            for slot in slots {
                structure::selector_is_fixed(cx, slot);
                match &slot.holds {
                    Holds::Element(field) => {
                        shared(cx, field.field);
                        whole(cx, field.field);
                        one_field(cx, model, *field, attribute);
                    }
                    Holds::Parts(parts) => {
                        for part in parts {
                            for field in part.fields() {
                                shared(cx, field.field);
                                one_field(cx, model, field, part);
                                characteristics::fold_and_case(cx, field.field, part);
                            }
                        }
                    }
                }
            }
            computed_alike(cx, slots);
        }
    }
}

/// What is said of a field, whatever holds the attribute.
fn one_field(cx: &Ctxt, model: &Model<'_>, field: Numbered<'_>, attribute: &Attribute<'_>) {
    sources(cx, field.field);
    columns(cx, field.field);
    writable(cx, field.field, attribute);
    structure::key_of_an_element(cx, model, field);
}

/// A field is read by itself, by a module, or by a function.
fn sources(cx: &Ctxt, field: &Field) {
    let Some(get) = &field.get else { return };
    for (key, other) in [
        ("with", field.with.as_ref().map(|given| &given.key)),
        ("default", field.default.as_ref().map(|given| &given.key)),
        ("on_omit", field.on_omit.as_ref().map(|given| &given.key)),
    ] {
        if let Some(other) = other {
            cx.error(
                other,
                format!("`{key}` has no meaning beside `get`, as what is computed is readOnly: remove `{key}`"),
            );
        }
    }
    if let Some(given) = &field.mutability
        && given.value != Mutability::ReadOnly
    {
        cx.error(
            &given.key,
            format!(
                "what `get` computes is readOnly, not {}: remove `mutability`",
                given.value.as_str()
            ),
        );
    }
    if let Some(given) = &field.returned
        && given.value == Returned::Never
    {
        cx.error(&get.key, "what is computed and never returned is of no use: remove the field or add `#[scim(skip)]`");
    }
}

/// Columns have names.
fn columns(cx: &Ctxt, field: &Field) {
    for given in [&field.column, &field.fold_column, &field.okta].into_iter().flatten() {
        if given.value.value().trim().is_empty() {
            cx.error(&given.value, format!("`{}` is empty: write a name", given.key));
        }
    }
}

/// A default and `on_omit` are for what a client can write.
fn writable(cx: &Ctxt, field: &Field, attribute: &Attribute<'_>) {
    let rfc = attribute.row.map(|row| row.attribute.mutability);
    let own = field.mutability.as_ref().map(|given| given.value);
    if own.or(rfc) != Some(Mutability::ReadOnly) {
        return;
    }
    let default = field.default.as_ref().map(|given| &given.key);
    let on_omit = field.on_omit.as_ref().map(|given| &given.key);
    for key in [default, on_omit].into_iter().flatten() {
        cx.error(
            key,
            format!("`{}` is readOnly, so `{key}` has no meaning: remove it", attribute.name),
        );
    }
}

/// `primary` says which slot is the primary one.
fn not_a_slot(cx: &Ctxt, field: &Field) {
    if let Some(given) = &field.primary {
        cx.error(
            &given.key,
            "`primary` marks a slot such as `emails[type eq \"work\"].value`, and this is none: remove `primary`",
        );
    }
}

/// All elements share one schema, so a slot has no characteristics of its own.
fn shared(cx: &Ctxt, field: &Field) {
    let characteristics = [
        "required",
        "case_exact",
        "mutability",
        "returned",
        "uniqueness",
        "canonical_values",
        "reference",
    ];
    for key in field.given() {
        if characteristics.contains(&key.to_string().as_str()) {
            cx.error(
                key,
                format!(
                    "`{key}` cannot be said of one slot, as all elements have one schema: remove it"
                ),
            );
        }
    }
}

/// A whole element is no attribute, so what attributes have it has not; an edit changes it where it
/// is held, so nothing makes it.
fn whole(cx: &Ctxt, field: &Field) {
    let keys = [&field.column, &field.fold_column, &field.okta];
    let keys = keys.into_iter().flatten().map(|given| &given.key);
    let on_omit = field.on_omit.as_ref().map(|given| &given.key);
    let with = field.with.as_ref().map(|given| &given.key);
    let get = field.get.as_ref().map(|given| &given.key);
    for key in keys.chain(on_omit).chain(with).chain(get) {
        cx.error(
            key,
            format!(
                "`{key}` is for one attribute, and this field holds a whole element: remove it"
            ),
        );
    }
}

/// A sub-attribute is computed in all slots or in none: its mutability is published once.
fn computed_alike(cx: &Ctxt, slots: &[Slot<'_>]) {
    let parts = || {
        slots.iter().flat_map(|slot| match &slot.holds {
            Holds::Parts(parts) => parts.as_slice(),
            Holds::Element(_) => &[],
        })
    };
    for part in parts() {
        let Shape::Field(field) = &part.shape else { continue };
        let Some(get) = &field.get else { continue };
        let mixed = parts().any(|other| {
            other.name == part.name
                && matches!(&other.shape, Shape::Field(field) if field.get.is_none())
        });
        if mixed {
            cx.error(&get.key, format!("`{}` is computed in this slot and written in another: give both `get`, or neither", part.name));
        }
    }
}
