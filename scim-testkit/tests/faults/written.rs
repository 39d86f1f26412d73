//! Engines that write resources and schemas wrongly.

mod projections;

pub(crate) use projections::projections;

use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Returned;
use scim_testkit::law::{Engine as _, Law, Shipped, published, written};
use scim_testkit::oracle::document;
use scim_testkit::strategy::ProjectionExpr;
use serde_json::Value;

fn named(projection: &ProjectionExpr) -> &[String] {
    match projection {
        ProjectionExpr::Attributes(paths) => paths,
        _ => &[],
    }
}

fn excluded(projection: &ProjectionExpr) -> &[String] {
    match projection {
        ProjectionExpr::Excluded(paths) => paths,
        _ => &[],
    }
}

macro_rules! writes { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, $law, Wrong::Write($wrong)) ),*]
} }
use writes;

/// Attributes of the resource by how they are returned, with their values.
fn returned<R: ScimResource>(resource: &R, returned: Returned) -> Object {
    let document = document(resource);
    let is = |one: &&scim_schema::schema::Attribute| one.returned == returned;
    let attributes = R::SCHEMA.attributes.iter().filter(is);
    attributes
        .filter_map(|one| Some((one.name.clone().into_owned(), document.get(&*one.name)?.clone())))
        .collect()
}

pub(crate) fn characteristics<R: ScimResource>(law: &'static Law) -> Vec<Fault<R>> {
    writes![law;
        "what is never returned is, if it is named", "7643-7-30", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            for (name, value) in returned(resource, Returned::Never) {
                if named(projection).iter().any(|path| path.eq_ignore_ascii_case(&name)) {
                    written[name] = value;
                }
            }
            written
        };
        "what is never returned is", "7643-7-30", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            for (name, value) in returned(resource, Returned::Never) {
                if *projection == ProjectionExpr::Default {
                    written[name] = value;
                }
            }
            written
        };
        "what is returned on request is by default", "7643-7-33", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            for (name, value) in returned(resource, Returned::Request) {
                if *projection == ProjectionExpr::Default {
                    written[name] = value;
                }
            }
            written
        };
        "what is returned on request is where others are excluded", "7643-7-33",
        |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            for (name, value) in returned(resource, Returned::Request) {
                if !excluded(projection).is_empty() {
                    written[name] = value;
                }
            }
            written
        };
        "what is returned on request never is", "7643-7-33", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            for (name, _) in returned(resource, Returned::Request) {
                written.as_object_mut().map(|object| object.remove(&name));
            }
            written
        };
        "what is returned by default is not, if it is false", "7643-7-32", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(object) = written.as_object_mut() {
                object.retain(|_, value| *value != Value::Bool(false));
            }
            written
        };
    ]
}

fn each(value: &mut Value, change: &dyn Fn(&mut Value)) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|one| each(one, change)),
        Value::Object(members) => members.values_mut().for_each(|one| each(one, change)),
        _ => {}
    }
    change(value);
}

fn changed(mut value: Value, change: &dyn Fn(&mut Value)) -> Value {
    each(&mut value, change);
    value
}

/// What is lost on the way out, and so not there when it is read back.
pub(crate) fn lost<R: ScimResource>() -> Vec<Fault<R>> {
    writes![&written::FIXED_POINT;
        "control characters are written as spaces", "7643-2.3.1-01", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value {
                    *text = text.replace(|c: char| c.is_control(), " ");
                }
            })
        };
        "quotes are written twice", "7643-2.3.1-01", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value
                    && !text.starts_with("W/")
                {
                    *text = text.replace('"', "\"\"");
                }
            })
        };
        "backslashes are lost", "7643-2.3.1-01", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value {
                    *text = text.replace('\\', "");
                }
            })
        };
        "line separators are written as line feeds", "7643-2.3.1-01", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value {
                    *text = text.replace('\u{2028}', "\n");
                }
            })
        };
        "texts are written in one normal form", "7643-2.3.1-01", |resource, projection| {
            use unicode_normalization::UnicodeNormalization as _;
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value {
                    *text = text.nfc().collect();
                }
            })
        };
        "large integers are written in floating point", "7643-2.3-05", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "wrong")]
                if let Some(number) = value.as_i64() {
                    *value = (number as f64 as i64).into();
                }
            })
        };
        "decimals are written with six digits", "7643-2.3-04", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Some(number) = value.as_f64().filter(|_| value.is_f64()) {
                    let text = format!("{number:.6}");
                    *value = text.parse::<f64>().map_or(Value::Null, Value::from);
                }
            })
        };
        "date-times are written with milliseconds", "7643-2.3.5-03", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value
                    && text.len() == 20
                    && text.ends_with('Z')
                    && text.chars().all(|c| c.is_ascii_digit() || "-T:Z".contains(c))
                {
                    *text = text.replace('Z', ".000Z");
                }
            })
        };
        "offsets of date-times are written as `Z`", "7643-2.3.5-03", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::String(text) = value
                    && text.len() > 24
                    && text.contains('T')
                    && let Some((time, offset)) = text.rsplit_once('+')
                    && offset.len() == 5
                    && offset.contains(':')
                {
                    *text = format!("{time}Z");
                }
            })
        };
        "the last attribute of a complex value is lost", "7643-2.3-09", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::Object(object) = value
                    && object.len() > 4
                    && !object.contains_key("schemas")
                    && !object.contains_key("location")
                {
                    let last = object.keys().next_back().cloned().unwrap_or_default();
                    object.remove(&last);
                }
            })
        };
    ]
}

/// What no schema says.
pub(crate) fn unsaid<R: ScimResource>() -> Vec<Fault<R>> {
    writes![&published::PUBLISHED;
        "empty lists are written", "7643-2.5-03", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if *projection == ProjectionExpr::Default
                && let Some(object) = written.as_object_mut()
            {
                for attribute in R::SCHEMA.attributes.iter().filter(|one| one.multi_valued) {
                    let list = || Value::Array(Vec::new());
                    object.entry(attribute.name.to_string()).or_insert_with(list);
                }
            }
            written
        };
        "the URN of an extension is not in `schemas`", "7643-3-05", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(Value::Array(urns)) = written.get_mut("schemas") {
                urns.truncate(1);
            }
            written
        };
        "`schemas` has a URN twice", "7643-3-07", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(Value::Array(urns)) = written.get_mut("schemas")
                && let Some(last) = urns.get(1).cloned()
            {
                urns.push(last);
            }
            written
        };
        "attributes of an extension are beside the others", "7643-3-11", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(object) = written.as_object_mut() {
                let names: Vec<String> =
                    object.keys().filter(|name| name.contains(':')).cloned().collect();
                for name in names {
                    if let Some(Value::Object(members)) = object.remove(&name) {
                        object.extend(members);
                    }
                }
            }
            written
        };
    ]
}

/// What is written and is not so.
pub(crate) fn wire<R: ScimResource>(law: &'static Law) -> Vec<Fault<R>> {
    writes![law;
        "`schemas` has the URN of an extension without values", "7643-3.3-05",
        |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(Value::Array(urns)) = written.get_mut("schemas") {
                for extension in R::descriptor().extensions {
                    let urn = Value::from(&*extension.id);
                    if !urns.contains(&urn) {
                        urns.push(urn);
                    }
                }
            }
            written
        };
        "`meta.location` has no base", "7643-3.1-23", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(Value::String(location)) = written.pointer_mut("/meta/location") {
                *location = location.replace("https://example.com/scim/v2", "");
            }
            written
        };
        "an `id` is not escaped in `meta.location`", "7643-3.1-23", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            let id = resource.id().to_string();
            if let Some(Value::String(location)) = written.pointer_mut("/meta/location") {
                let place = location.rfind('/').unwrap_or(0);
                *location = format!("{}/{id}", location.get(..place).unwrap_or_default());
            }
            written
        };
        "`meta.resourceType` is the endpoint", "7643-3.1-20", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if let Some(kind) = written.pointer_mut("/meta/resourceType") {
                *kind = R::RESOURCE_TYPE.endpoint.trim_start_matches('/').into();
            }
            written
        };
        "an element of a list is lost", "7643-2.4-01", |resource, projection| {
            changed(Shipped.write(resource, projection), &|value| {
                if let Value::Array(list) = value
                    && list.len() > 2
                {
                    list.pop();
                }
            })
        };
    ]
}
