//! A resource type of a few attributes, for tests.

use super::Target;
use serde_json::{Value, json};

/// With these attributes, and those that every resource has.
pub(super) fn thing(attributes: &Value) -> Target {
    let resource_type = json!({"name": "Thing", "endpoint": "/Things", "schema": "urn:example:T"});
    let schemas = json!([{"id": "urn:example:T", "attributes": attributes}]);
    Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap()
}
