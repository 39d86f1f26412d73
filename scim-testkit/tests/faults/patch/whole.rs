//! A PATCH as a whole, and the dialect that it is read by.

use super::operations;
use crate::fault::{Fault, Wrong, fault};
use crate::message::Op;
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use scim_testkit::law::{Engine as _, Shipped, edit, equivalence};
use serde_json::Value;

pub(crate) fn whole<R: ScimResource>() -> Vec<Fault<R>> {
    vec![
        fault(
            "operations are applied in reverse",
            "7644-3.5.2-21",
            &edit::PATCH_AGREES,
            Wrong::Operations(|mut operations| {
                operations.reverse();
                operations
            }),
        ),
        fault(
            "two equal operations in a row are one",
            "7644-3.5.2-21",
            &edit::PATCH_AGREES,
            Wrong::Operations(|mut operations| {
                operations.dedup_by_key(|op| op.path.clone());
                operations
            }),
        ),
        fault(
            "a PATCH that changes nothing is reported as a change",
            "7644-3.5.2.1-12",
            &edit::PATCH_AGREES,
            Wrong::Patch(|stored, body, dialect| {
                let mut edited = Shipped.patch(stored, body, dialect)?;
                if edited.changed.is_empty() {
                    edited.changed.insert("meta.lastModified".to_owned());
                }
                Ok(edited)
            }),
        ),
        fault(
            "of several changes one is not reported",
            "7644-3.5.2-21",
            &edit::PATCH_AGREES,
            Wrong::Patch(|stored, body, dialect| {
                let mut edited = Shipped.patch(stored, body, dialect)?;
                if edited.changed.len() > 1 {
                    edited.changed.pop_last();
                }
                Ok(edited)
            }),
        ),
        fault(
            "a change of an extension is not reported",
            "7644-3.5.2-20",
            &edit::PATCH_AGREES,
            Wrong::Patch(|stored, body, dialect| {
                let mut edited = Shipped.patch(stored, body, dialect)?;
                edited.changed.retain(|path| !path.contains(':'));
                Ok(edited)
            }),
        ),
        fault(
            "what a dialect passes over is not reported",
            "7644-3.5.2-14",
            &edit::PATCH_AGREES,
            Wrong::Patch(|stored, body, dialect| {
                let mut edited = Shipped.patch(stored, body, dialect)?;
                edited.ignored.clear();
                Ok(edited)
            }),
        ),
        fault(
            "after an error the operations before it stay",
            "7644-3.5.2-24",
            &edit::PATCH_AGREES,
            Wrong::Operation(|at, op| if at.after(&op).is_some() { vec![op] } else { vec![] }),
        ),
    ]
}

/// What Okta and Entra write, taken for what it says.
pub(crate) fn spellings<R: ScimResource>() -> Vec<Fault<R>> {
    operations![&equivalence::SPELLINGS;
        "`\"False\"` is read as true", "7643-2.3.2-01",
        |at, op| match &op.value {
            Some(Value::String(text))
                if text.eq_ignore_ascii_case("false") && !at.dialect.is_strict()
                    && at.after(&op.with(true.into())).is_some() =>
            {
                vec![op.with(true.into())]
            }
            _ => vec![op],
        };
        "`\"False\"` is refused", "7643-2.3.2-01",
        |at, op| match &op.value {
            Some(Value::String(text))
                if text == "False" && at.after(&op.with(false.into())).is_some() =>
            {
                vec![Op::refused()]
            }
            _ => vec![op],
        };
    ]
}

/// A dialect that is taken for another.
pub(crate) fn dialects<R: ScimResource>() -> Vec<Fault<R>> {
    vec![
        fault(
            "Entra is read as Okta",
            "7644-3.5.2-14",
            &equivalence::SPELLINGS,
            Wrong::Patch(|stored, body, dialect| {
                let entra = dialect == Dialect::ENTRA;
                Shipped.patch(stored, body, if entra { Dialect::OKTA } else { dialect })
            }),
        ),
        fault(
            "Okta is read strictly",
            "7644-3.5.2-14",
            &equivalence::SPELLINGS,
            Wrong::Patch(|stored, body, dialect| {
                let okta = dialect == Dialect::OKTA;
                Shipped.patch(stored, body, if okta { Dialect::RFC } else { dialect })
            }),
        ),
        fault(
            "the RFC's dialect tolerates what Okta sends",
            "7644-3.5.2-17",
            &edit::PATCH_AGREES,
            Wrong::Patch(|stored, body, dialect| {
                let strict = dialect == Dialect::RFC;
                Shipped.patch(stored, body, if strict { Dialect::OKTA } else { dialect })
            }),
        ),
    ]
}
