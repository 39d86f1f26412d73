//! Reading SCIM JSON into a model, in one streaming pass.
//!
//! A body edits a model, it never rebuilds one: what it does not name and what is not mapped
//! survives. Every error names the attribute path, the kind of value found and what would be
//! accepted.

mod copy;
mod element;
mod list;
mod object;
mod part;
mod reading;
mod reconcile;
mod schemas;
mod scope;
mod seen;
mod slot;
mod slots;
mod unassign;
mod value;

pub(crate) use copy::{agree, copy_given, same_simple};
pub(crate) use element::Held;
pub(crate) use list::two_primary;
pub(crate) use object::{given_twice, is_id, other_id, required};
pub(crate) use part::{Json, scalar};
pub(crate) use reading::{Mode, Reading};
pub(crate) use reconcile::{equal, holds_secret, kind};
pub(crate) use scope::{Scope, segment};
pub(crate) use seen::{Blanks, Seen, blank, holds_given};
pub(crate) use unassign::{clear_element, default, holds_fixed, omit, unassign};
pub(crate) use value::{expected_one, fixed_error};

use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::message::{NO_BODY, ScimError};
use crate::resource::{Descriptor, Model};
use object::Root;
use serde::de::DeserializeSeed;

/// Edits a model with a whole resource.
pub(crate) fn resource(
    model: &mut dyn Model,
    descriptor: Descriptor,
    body: &str,
    mode: Mode,
    dialect: Dialect,
    limits: &Limits,
) -> Result<Changes, ScimError> {
    let mut reading = Reading::new(descriptor, mode, dialect, limits);
    let mut json = serde_json::Deserializer::from_str(body);
    let answer =
        Root { model, reading: &mut reading }.deserialize(&mut json).and_then(|()| json.end());
    match answer {
        Ok(()) => Ok(reading.changes),
        Err(error) => Err(reading.error.take().unwrap_or_else(|| syntax(&error))),
    }
}

/// What is wrong with a text that is not JSON, or nested too deep. The message of the parser is
/// not repeated where it could quote the body.
#[cold]
pub(crate) fn syntax(error: &serde_json::Error) -> ScimError {
    use serde_json::error::Category;
    let (line, column) = (error.line(), error.column());
    ScimError::invalid_syntax(match error.classify() {
        // the parser counts columns from 1
        Category::Eof if (line, column) == (1, 0) => NO_BODY.to_owned(),
        Category::Eof => "the body ends in the middle of a JSON value".to_owned(),
        Category::Syntax if error.to_string().starts_with("recursion limit") => {
            "the body is nested too deep".to_owned()
        }
        Category::Syntax => format!("the body is not JSON at line {line} column {column}"),
        _ => format!("the body has an unexpected value at line {line} column {column}"),
    })
}

/// What is wrong with a text that a [`Scanner`](crate::json::Scanner) found to be no JSON.
#[cold]
pub(crate) fn malformed(text: &str) -> ScimError {
    let mut json = serde_json::Deserializer::from_str(text);
    match element::Skip.deserialize(&mut json).and_then(|()| json.end()) {
        Err(error) => syntax(&error),
        Ok(()) => ScimError::invalid_syntax("the body is not JSON"),
    }
}

#[cfg(test)]
mod tests;
