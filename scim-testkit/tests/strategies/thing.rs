//! A resource type of a few attributes, so that what is drawn of each of them is plain to see.

use scim_testkit::strategy::Target;
use serde_json::{Value, json};

/// The URN of its extension.
pub(crate) const MORE: &str = "urn:example:M";

pub(crate) fn thing(attributes: &Value) -> Target {
    of(&json!([]), &json!([{"id": "urn:example:T", "attributes": attributes}]))
}

/// With an extension.
pub(crate) fn extended(attributes: &Value, more: &Value) -> Target {
    of(
        &json!([{"schema": MORE, "required": false}]),
        &json!([
            {"id": "urn:example:T", "attributes": attributes},
            {"id": MORE, "attributes": more},
        ]),
    )
}

fn of(extensions: &Value, schemas: &Value) -> Target {
    let resource_type = json!({
        "name": "Thing", "endpoint": "/Things", "schema": "urn:example:T",
        "schemaExtensions": extensions,
    });
    Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap()
}

/// How many of a hundred are so.
pub(crate) fn percent<T>(drawn: &[T], is: impl Fn(&T) -> bool) -> usize {
    assert!(drawn.len() >= 100, "{} are few", drawn.len());
    100 * drawn.iter().filter(|one| is(one)).count() / drawn.len()
}
