//! Schemas and resource types that are published wrongly.

use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::resource::ScimResource;
use scim_testkit::law::case::CASE_EXACT;
use scim_testkit::law::held::UNIQUE;
use scim_testkit::law::published::{ACCEPTED, PUBLISHED};
use scim_testkit::law::schema::SOUND;
use scim_testkit::law::written::RETURNED;
use serde_json::{Value, json};

type Found = fn(&mut Value) -> bool;

/// The first of all values within others for which a change is one.
fn first(value: &mut Value, change: Found) -> bool {
    if change(value) {
        return true;
    }
    match value {
        Value::Array(elements) => elements.iter_mut().any(|one| first(one, change)),
        Value::Object(members) => members.values_mut().any(|one| first(one, change)),
        _ => false,
    }
}

fn attribute(value: &mut Value) -> Option<&mut Object> {
    let object = value.as_object_mut()?;
    (object.contains_key("type") && object.contains_key("multiValued")).then_some(object)
}

macro_rules! schemas { ($($law:ident: $name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, &$law, Wrong::Schemas(|mut right| {
        let wrong: Found = $wrong;
        first(&mut right, wrong);
        right
    })) ),*]
} }

fn set(value: &mut Value, name: &str, from: impl Into<Value>, to: impl Into<Value>) -> bool {
    let (from, to) = (from.into(), to.into());
    let Some(object) = attribute(value).filter(|one| one.get(name) == Some(&from)) else {
        return false;
    };
    object.insert(name.to_owned(), to);
    true
}

/// Which attributes there are, and of which type.
pub(crate) fn attributes<R: ScimResource>() -> Vec<Fault<R>> {
    schemas![
        SOUND: "an attribute is published twice", "7643-7-11", |value| {
            let Some(Value::Array(list)) = value.get_mut("attributes") else { return false };
            let last = list.last().cloned();
            list.extend(last);
            true
        };
        SOUND: "an attribute is published twice, in another case", "7643-7-11", |value| {
            let Some(Value::Array(list)) = value.get_mut("attributes") else { return false };
            let mut last = list.last().cloned().unwrap_or_default();
            last["name"] = last["name"].as_str().unwrap_or_default().to_uppercase().into();
            list.push(last);
            true
        };
        PUBLISHED: "an attribute is not published", "7643-7-01", |value| {
            let Some(Value::Array(list)) = value.get_mut("attributes") else { return false };
            list.pop().is_some()
        };
        ACCEPTED: "an attribute that is not mapped is published", "7643-7-01", |value| {
            let Some(Value::Array(list)) = value.get_mut("attributes") else { return false };
            let mut other = list.iter().find(|one| one["type"] == "string").cloned().unwrap_or_default();
            other["name"] = "shoeSize".into();
            list.push(other);
            true
        };
        PUBLISHED: "a sub-attribute is not published", "7643-7-13", |value| {
            let Some(Value::Array(list)) = value.get_mut("subAttributes") else { return false };
            list.pop().is_some()
        };
        SOUND: "a complex attribute is published without sub-attributes", "7643-7-13", |value| {
            let complex = attribute(value).filter(|one| one["type"] == "complex");
            complex.is_some_and(|one| one.remove("subAttributes").is_some())
        };
        PUBLISHED: "a list is published as singular", "7643-7-15", |value| {
            set(value, "multiValued", true, false)
        };
        PUBLISHED: "a singular attribute is published as a list", "7643-7-15", |value| {
            set(value, "multiValued", false, true)
        };
    ]
}

/// What is said of attributes.
pub(crate) fn characteristics<R: ScimResource>() -> Vec<Fault<R>> {
    schemas![
        ACCEPTED: "a required attribute is published as optional", "7643-7-17", |value| {
            set(value, "required", true, false)
        };
        ACCEPTED: "an optional attribute is published as required", "7643-7-17", |value| {
            set(value, "required", false, true)
        };
        CASE_EXACT: "`caseExact` is published as false", "7643-7-19", |value| {
            set(value, "caseExact", true, false)
        };
        ACCEPTED: "a readOnly attribute is published as readWrite", "7643-7-22", |value| {
            set(value, "mutability", "readOnly", "readWrite")
        };
        ACCEPTED: "a readWrite attribute is published as readOnly", "7643-7-23", |value| {
            set(value, "mutability", "readWrite", "readOnly")
        };
        SOUND: "what is never returned is published as `default`", "7643-7-30", |value| {
            set(value, "returned", "never", "default")
        };
        RETURNED: "what is returned by default is published as `request`", "7643-7-32", |value| {
            set(value, "returned", "default", "request")
        };
        UNIQUE: "uniqueness is not published", "7643-7-36", |value| {
            set(value, "uniqueness", "server", "none")
        };
        PUBLISHED: "a boolean is published as a string", "7643-7-12", |value| {
            set(value, "type", "boolean", "string")
        };
        SOUND: "a reference is published without `referenceTypes`", "7643-7-41", |value| {
            let reference = attribute(value).filter(|one| one["type"] == "reference");
            reference.is_some_and(|one| one.remove("referenceTypes").is_some())
        };
        SOUND: "a type is published that is none", "7643-7-12", |value| {
            set(value, "type", "string", "text")
        };
        SOUND: "a schema is published without its URN", "7643-7-08", |value| {
            let is_schema = value.get("attributes").is_some();
            if is_schema {
                value["id"] = "User".into();
            }
            is_schema
        };
    ]
}

pub(crate) fn resource_types<R: ScimResource>() -> Vec<Fault<R>> {
    fn resource(value: &mut Value) -> Option<&mut Value> {
        value.get_mut("Resources")?.get_mut(0)
    }
    let named = |name, requirement, wrong: fn(Value) -> Value| {
        fault(name, requirement, &SOUND, Wrong::ResourceTypes(wrong))
    };
    vec![
        named("a resource type has the schema of another", "7643-3-01", |mut value| {
            if let Some(one) = resource(&mut value) {
                one["schema"] = "urn:ietf:params:scim:schemas:core:2.0:Device".into();
            }
            value
        }),
        named("a resource type does not name its extensions", "7643-3-01", |mut value| {
            if let Some(Value::Object(one)) = resource(&mut value) {
                one.remove("schemaExtensions");
            }
            value
        })
        .of(&PUBLISHED),
        named("a resource type names an extension without a schema", "7643-3-01", |mut value| {
            if let Some(one) = resource(&mut value) {
                one["schemaExtensions"] =
                    json!([{"schema": "urn:example:none", "required": false}]);
            }
            value
        }),
    ]
}
