//! Putting fields into the tree, one path at a time.

use super::{Attribute, Holds, Known, Numbered, Row, Shape, Slot, Value};
use crate::ctxt::Ctxt;
use crate::path::{Path, Selector};
use crate::rfc::{Type, names};
use crate::suggest::{did_you_mean, did_you_mean_or_list, similar};

/// Why a field has no place in the tree.
type Refused = String;

/// Puts a field at its path, or says why not.
pub(super) fn insert<'a>(
    cx: &Ctxt,
    attributes: &mut Vec<Attribute<'a>>,
    known: Known,
    path: &Path<'_>,
    field: Numbered<'a>,
) {
    if let Err(message) = try_insert(attributes, known, path, field) {
        field.error(cx, message);
    }
}

fn try_insert<'a>(
    attributes: &mut Vec<Attribute<'a>>,
    known: Known,
    path: &Path<'_>,
    field: Numbered<'a>,
) -> Result<(), Refused> {
    let row = find(known, path.attribute, field)?;
    match (&path.selector, path.sub_attribute) {
        (None, None) => place(attributes, path.attribute, row, field),
        (None, Some(name)) => {
            fits_group(path, row.as_ref())?;
            let name_row = find(sub(row), name, field)?;
            let shape = entry(attributes, path.attribute, row, || Shape::Group(Vec::new()));
            let Shape::Group(parts) = shape else { return Err(both(path.attribute, shape)) };
            place(parts, name, name_row, field)
                .map_err(|message| within(path.attribute, name, message))
        }
        (Some(selector), name) => {
            fits_slot(path, row.as_ref())?;
            let selector_row = find(sub(row), selector.sub_attribute, field)?;
            fits_selector(selector, selector_row.as_ref())?;
            let name = match name {
                Some(name) => Some((name, find(sub(row), name, field)?)),
                None => None,
            };
            let shape = entry(attributes, path.attribute, row, || Shape::Slots(Vec::new()));
            let Shape::Slots(slots) = shape else { return Err(both(path.attribute, shape)) };
            place_slot(slots, path, selector, selector_row, name, field)
        }
    }
}

fn sub(row: Option<Row>) -> Known {
    row.map_or(Known::Own, |row| row.known())
}

/// The row of a name, in the RFC's spelling; none where names are the user's own.
fn find(known: Known, name: &str, field: Numbered<'_>) -> Result<Option<Row>, Refused> {
    let Some(rows) = known.rows() else { return Ok(None) };
    match known.row(name) {
        Some(row) if row.attribute.name == name => Ok(Some(row)),
        Some(row) if field.path.is_some() || name != field.wire_name() => {
            Err(format!("`{name}` is spelt otherwise: write `{}`", row.attribute.name))
        }
        Some(row) => Err(format!(
            "`{name}` is spelt otherwise: add `#[scim(path = \"{0}\")]`",
            row.attribute.name
        )),
        None if field.path.is_some()
            || matches!(known, Known::SubAttributes(..)) && name != field.wire_name() =>
        {
            let names: Vec<_> = names(rows).collect();
            let help = match known {
                Known::SubAttributes(..) => did_you_mean_or_list(name, &names),
                _ => match did_you_mean(name, names) {
                    help if help.is_empty() => {
                        ": add `#[scim(skip)]`, or declare an extension that has it".to_owned()
                    }
                    help => help,
                },
            };
            Err(format!("`{}` has no attribute `{name}`{help}", known.name()))
        }
        None => Err(match similar(name, names(rows)) {
            Some(like) => format!(
                "`{}` has no attribute `{name}`: write `#[scim(path = \"{like}\")]` or `#[scim(skip)]`",
                known.name()
            ),
            None => format!(
                "`{}` has no attribute `{name}`: add a `path`, or `#[scim(skip)]`",
                known.name()
            ),
        }),
    }
}

fn fits_group(path: &Path<'_>, row: Option<&Row>) -> Result<(), Refused> {
    let Some(row) = row else { return Ok(()) };
    if row.attribute.ty != Type::Complex || row.sub.is_some() {
        return Err(format!("`{0}` has no sub-attributes: write `{0}`", path.attribute));
    }
    if row.attribute.multi_valued {
        let sub = path.sub_attribute.unwrap_or("value");
        return Err(format!(
            "`{0}` is multi-valued: select one element, `{0}[type eq \"{1}\"].{sub}`",
            path.attribute,
            usual_type(row),
        ));
    }
    Ok(())
}

fn fits_slot(path: &Path<'_>, row: Option<&Row>) -> Result<(), Refused> {
    let Some(row) = row else { return Ok(()) };
    if row.attribute.multi_valued && row.attribute.ty == Type::Complex {
        return Ok(());
    }
    let sub = path.sub_attribute.map_or_else(String::new, |sub| format!(".{sub}"));
    Err(format!(
        "`{0}` holds one value, so there is nothing to select: write `{0}{sub}`",
        path.attribute
    ))
}

/// A slot is one element, so its selector can be true of one element only.
fn fits_selector(selector: &Selector<'_>, row: Option<&Row>) -> Result<(), Refused> {
    let name = selector.sub_attribute;
    match (Value::from(selector.value), row) {
        (Value::Boolean(true), None) if name == "primary" => Ok(()),
        (Value::Boolean(true), Some(row)) if row.attribute.ty == Type::Boolean => Ok(()),
        (Value::Boolean(_), _) => Err(format!(
            "`{name}` cannot select a slot like this: write `type eq \"..\"` or `primary eq true`"
        )),
        (Value::String(_), Some(row)) if row.attribute.ty == Type::Boolean => {
            Err(format!("`{name}` is a boolean: write `{name} eq true`"))
        }
        (Value::String(text), Some(row)) => {
            let canonical = row.attribute.canonical_values;
            match similar(&text, canonical.iter().copied()) {
                Some(like) if like != text && !canonical.contains(&text.as_str()) => Err(format!(
                    "`{text}` is not a canonical value of `{name}`: did you mean `{like}`?"
                )),
                _ => Ok(()),
            }
        }
        (Value::String(_), None) => Ok(()),
    }
}

fn usual_type(row: &Row) -> &'static str {
    row.known()
        .row("type")
        .and_then(|row| row.attribute.canonical_values.first().copied())
        .unwrap_or("work")
}

/// The shape of an attribute, which is added if it is not there yet.
fn entry<'t, 'a>(
    attributes: &'t mut Vec<Attribute<'a>>,
    name: &str,
    row: Option<Row>,
    shape: impl FnOnce() -> Shape<'a>,
) -> &'t mut Shape<'a> {
    let found = attributes.iter().position(|attribute| attribute.name.eq_ignore_ascii_case(name));
    let index = found.unwrap_or_else(|| {
        attributes.push(Attribute { name: name.to_owned(), row, shape: shape() });
        attributes.len() - 1
    });
    #[expect(clippy::indexing_slicing, reason = "found or just pushed")]
    &mut attributes[index].shape
}

fn place<'a>(
    attributes: &mut Vec<Attribute<'a>>,
    name: &str,
    row: Option<Row>,
    field: Numbered<'a>,
) -> Result<(), Refused> {
    match attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)) {
        None => {
            attributes.push(Attribute { name: name.to_owned(), row, shape: Shape::Field(field) });
            Ok(())
        }
        Some(Attribute { shape: Shape::Field(other), .. }) => Err(taken(name, *other)),
        Some(Attribute { shape, .. }) => Err(both(name, shape)),
    }
}

fn place_slot<'a>(
    slots: &mut Vec<Slot<'a>>,
    path: &Path<'_>,
    selector: &Selector<'_>,
    row: Option<Row>,
    part: Option<(&str, Option<Row>)>,
    field: Numbered<'a>,
) -> Result<(), Refused> {
    let value = Value::from(selector.value);
    let attribute = path.attribute;
    if let Some(other) = slots.iter().find(|slot| slot.sub_attribute != selector.sub_attribute) {
        return Err(format!(
            "`{attribute}` is selected by `{}` elsewhere: all its slots go by one sub-attribute",
            other.sub_attribute
        ));
    }
    let same = |slot: &&mut Slot<'a>| match (&slot.value, &value) {
        (Value::String(a), Value::String(b)) => a.eq_ignore_ascii_case(b),
        (a, b) => a == b,
    };
    let Some(slot) = slots.iter_mut().find(same) else {
        let holds = match part {
            None => Holds::Element(field),
            Some((name, row)) => {
                let shape = Shape::Field(field);
                Holds::Parts(vec![Attribute { name: name.to_owned(), row, shape }])
            }
        };
        slots.push(Slot { sub_attribute: selector.sub_attribute.to_owned(), row, value, holds });
        return Ok(());
    };
    let selector = slot.selector();
    match (&mut slot.holds, part) {
        (Holds::Element(other), None) => Err(taken(&format!("{attribute}{selector}"), *other)),
        (Holds::Parts(parts), Some((name, row))) => place(parts, name, row, field)
            .map_err(|message| within(&format!("{attribute}{selector}"), name, message)),
        _ => Err(format!(
            "the whole `{attribute}{selector}` and a part of it are both mapped: map one of them"
        )),
    }
}

fn taken(path: &str, other: Numbered<'_>) -> Refused {
    format!("`{path}` is held by the field `{}` already: remove one of them", other.name())
}

fn within(parent: &str, name: &str, message: Refused) -> Refused {
    match message.strip_prefix(&format!("`{name}`")) {
        Some(rest) => format!("`{parent}.{name}`{rest}"),
        None => message,
    }
}

fn both(name: &str, existing: &Shape<'_>) -> Refused {
    let other = match existing {
        Shape::Field(_) => "as a whole",
        Shape::Group(_) => "by its sub-attributes",
        Shape::Slots(_) => "by its slots",
    };
    format!("`{name}` is mapped {other} already: map the whole or its parts, not both")
}
