//! PATCH (RFC 7644 section 3.5.2).

pub(super) mod add;
pub(super) mod error;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod whole;

use super::subject::{element, made, set, unset};
use crate::live::{Attr, Made, Session, Stop};
use serde_json::{Value, json};

/// A resource with two elements of a list, of the types `work` and `home`, none of them primary.
fn with_elements(s: &mut Session<'_>) -> Result<(Attr, Made, [Value; 2]), Stop> {
    let list = s.any_list()?;
    if list.sub("type").is_none() {
        return Err(Stop::skipped(format!("`{}` has no `type`", list.path())));
    }
    let (mut one, mut other) = (element(s, &list, 0)?, element(s, &list, 1)?);
    for (element, kind) in [(&mut one, "work"), (&mut other, "home")] {
        set(element, "type", json!(kind));
        unset(element, "primary");
    }
    let made = made(s, &[(&list, json!([one, other]))])?;
    let read = s.read(&made)?;
    let both = super::subject::elements(read.json(), &list);
    let typed = |kind: &str| both.iter().any(|one| one.get("type") == Some(&json!(kind)));
    if both.len() < 2 || !typed("work") || !typed("home") {
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

/// A value path: `emails[type eq "work"]`.
fn chosen(list: &Attr, kind: &str) -> String {
    format!("{}[type eq \"{kind}\"]", list.path())
}
