//! PATCH (RFC 7644 section 3.5.2).

pub(super) mod add;
pub(super) mod error;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod whole;

use super::pair::{type_of, typed_pair};
use super::subject::made;
use crate::live::{Attr, Made, Session, Stop};
use serde_json::{Value, json};

/// A resource with two elements of a list, of two types (`work` and `home` unless the schema names
/// others), none of them primary.
fn with_elements(s: &mut Session<'_>) -> Result<(Attr, Made, [Value; 2]), Stop> {
    let list = s.any_list()?;
    let [one, other] = typed_pair(s, &list)?;
    let made = made(s, &[(&list, json!([one, other]))])?;
    let read = s.read(&made)?;
    let both = super::subject::elements(read.json(), &list);
    let typed = |wanted: &Value| both.iter().any(|one| type_of(one) == type_of(wanted));
    if both.len() < 2 || !typed(&one) || !typed(&other) {
        return Err(Stop::skipped(format!(
            "the server does not keep two elements of `{}`",
            list.path()
        )));
    }
    Ok((list, made, [one, other]))
}

/// A `value` of an element.
fn value_of(element: &Value) -> &Value {
    element.get("value").unwrap_or(&Value::Null)
}

/// A value path that chooses elements of the type of one: `emails[type eq "work"]`.
fn chosen(list: &Attr, element: &Value) -> String {
    format!("{}[type eq {}]", list.path(), super::subject::quoted(type_of(element)))
}
