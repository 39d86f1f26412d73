//! Engines that write resources and schemas wrongly.

use crate::fault::{Fault, Wrong, fault};
use crate::message::Object;
use scim_schema::path::AttributePath;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Returned;
use scim_testkit::law::{Engine as _, Law, Shipped, published, written};
use scim_testkit::oracle::document;
use scim_testkit::strategy::ProjectionExpr;
use serde_json::{Value, json};

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

/// With other paths.
fn with(projection: &ProjectionExpr, paths: Vec<String>) -> ProjectionExpr {
    match projection {
        ProjectionExpr::Default => ProjectionExpr::Default,
        ProjectionExpr::Attributes(_) => ProjectionExpr::Attributes(paths),
        ProjectionExpr::Excluded(_) => ProjectionExpr::Excluded(paths),
    }
}

fn paths(projection: &ProjectionExpr) -> Vec<String> {
    projection.parameter().map(|(_, paths)| paths.to_vec()).unwrap_or_default()
}

fn path_of<R: ScimResource>(path: &str) -> Option<AttributePath<'_>> {
    AttributePath::parse_for(path, &R::descriptor())
}

fn has_sub<R: ScimResource>(path: &str) -> bool {
    path_of::<R>(path).is_some_and(|path| path.sub_attribute().is_some())
}

/// A path without its sub-attribute.
fn parent<R: ScimResource>(path: &str) -> String {
    if has_sub::<R>(path) {
        path.rsplit_once('.').map_or(path, |(parent, _)| parent).to_owned()
    } else {
        path.to_owned()
    }
}

macro_rules! writes { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, $law, Wrong::Write($wrong)) ),*]
} }

pub(crate) fn projections<R: ScimResource>(law: &'static Law) -> Vec<Fault<R>> {
    writes![law;
        "`id` can be excluded", "7644-3.4.2.5-05", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if excluded(projection).iter().any(|path| path.eq_ignore_ascii_case("id")) {
                written.as_object_mut().map(|object| object.remove("id"));
            }
            written
        };
        "`attributes` leaves out `id`", "7643-7-29", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            let asked = named(projection).iter().any(|path| path.eq_ignore_ascii_case("id"));
            if !named(projection).is_empty() && !asked {
                written.as_object_mut().map(|object| object.remove("id"));
            }
            written
        };
        "`attributes` leaves out `schemas`", "7644-3.9-09", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if !named(projection).is_empty() {
                written.as_object_mut().map(|object| object.remove("schemas"));
            }
            written
        };
        "`attributes` always has `meta`", "7644-3.9-05", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            if !named(projection).is_empty() {
                let whole = Shipped.write(resource, &ProjectionExpr::Default);
                written["meta"] = whole["meta"].clone();
            }
            written
        };
        "excluding a sub-attribute excludes the attribute", "7644-3.4.2.5-06",
        |resource, projection| match projection {
            ProjectionExpr::Excluded(paths) => {
                let paths = paths.iter().map(|path| parent::<R>(path)).collect();
                Shipped.write(resource, &ProjectionExpr::Excluded(paths))
            }
            other => Shipped.write(resource, other),
        };
        "naming a sub-attribute gives the whole attribute", "7644-3.9-05",
        |resource, projection| match projection {
            ProjectionExpr::Attributes(paths) => {
                let paths = paths.iter().map(|path| parent::<R>(path)).collect();
                Shipped.write(resource, &ProjectionExpr::Attributes(paths))
            }
            other => Shipped.write(resource, other),
        };
        "sub-attributes cannot be excluded", "7644-3.4.2.5-06", |resource, projection| {
            let mut kept = paths(projection);
            if matches!(projection, ProjectionExpr::Excluded(_)) {
                kept.retain(|path| !has_sub::<R>(path));
            }
            Shipped.write(resource, &with(projection, kept))
        };
        "sub-attributes cannot be named", "7644-3.9-05", |resource, projection| {
            let mut kept = paths(projection);
            let all = kept.len();
            kept.retain(|path| !has_sub::<R>(path));
            if kept.len() == all || !matches!(projection, ProjectionExpr::Attributes(_)) {
                return Shipped.write(resource, projection);
            }
            kept.push("id".to_owned());
            Shipped.write(resource, &with(projection, kept))
        };
        "names in a projection are case-sensitive", "7644-3.10-05", |resource, projection| {
            let mut kept = paths(projection);
            let all = kept.len();
            kept.retain(|path| {
                let parsed = path_of::<R>(path);
                let spelt = parsed.and_then(|one| R::SCHEMA.attribute(one.attribute()));
                spelt.is_none_or(|one| path.contains(&*one.name))
            });
            if kept.len() == all {
                return Shipped.write(resource, projection);
            }
            kept.push("scimTestkitUndefined".to_owned());
            Shipped.write(resource, &with(projection, kept))
        };
        "the URN of the core schema in a projection is unknown", "7644-3.10-02",
        |resource, projection| {
            let mut kept = paths(projection);
            let all = kept.len();
            kept.retain(|path| !path.to_lowercase().starts_with(&R::SCHEMA.id.to_lowercase()));
            if kept.len() == all {
                return Shipped.write(resource, projection);
            }
            kept.push("scimTestkitUndefined".to_owned());
            Shipped.write(resource, &with(projection, kept))
        };
        "the URN of an extension alone is unknown", "7644-3.10-03", |resource, projection| {
            let mut kept = paths(projection);
            let all = kept.len();
            let is = |path: &str| {
                R::descriptor().extensions.iter().any(|one| one.id.eq_ignore_ascii_case(path))
            };
            kept.retain(|path| !is(path));
            if kept.len() == all {
                return Shipped.write(resource, projection);
            }
            kept.push("scimTestkitUndefined".to_owned());
            Shipped.write(resource, &with(projection, kept))
        };
        "attributes of extensions cannot be excluded", "7644-3.4.2.5-07", |resource, projection| {
            let mut kept = paths(projection);
            if matches!(projection, ProjectionExpr::Excluded(_)) {
                kept.retain(|path| !path.to_lowercase().contains("extension"));
            }
            Shipped.write(resource, &with(projection, kept))
        };
        "an extension cannot be left out", "7644-3.9-04", |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            let whole = Shipped.write(resource, &ProjectionExpr::Default);
            if let (Some(to), Some(from)) = (written.as_object_mut(), whole.as_object()) {
                for (name, value) in from.iter().filter(|(name, _)| name.contains(':')) {
                    to.insert(name.clone(), value.clone());
                }
            }
            written
        };
        "only the first name in a list counts", "7644-3.9-06", |resource, projection| {
            let mut kept = paths(projection);
            kept.truncate(1);
            Shipped.write(resource, &with(projection, kept))
        };
        "an unknown name gives everything", "7644-3.9-04", |resource, projection| {
            let unknown = paths(projection).iter().any(|path| path == "scimTestkitUndefined");
            let all = ProjectionExpr::Default;
            Shipped.write(resource, if unknown { &all } else { projection })
        };
        "`excludedAttributes` is `attributes`", "7644-3.9-08", |resource, projection| {
            match projection {
                ProjectionExpr::Excluded(paths) => {
                    Shipped.write(resource, &ProjectionExpr::Attributes(paths.clone()))
                }
                other => Shipped.write(resource, other),
            }
        };
        "`attributes` adds to what is returned by default", "7644-3.4.2.5-03",
        |resource, projection| {
            let mut written = Shipped.write(resource, &ProjectionExpr::Default);
            let asked = Shipped.write(resource, projection);
            match (projection, written.as_object_mut(), asked) {
                (ProjectionExpr::Attributes(_), Some(to), Value::Object(from)) => {
                    to.extend(from);
                    written
                }
                (_, _, asked) => asked,
            }
        };
        "what is excluded of an element leaves an empty one", "7643-2.5-01",
        |resource, projection| {
            let mut written = Shipped.write(resource, projection);
            let whole = Shipped.write(resource, &ProjectionExpr::Default);
            if let (Some(to), Some(from)) = (written.as_object_mut(), whole.as_object()) {
                for (name, value) in from.iter().filter(|(_, value)| value.is_array()) {
                    let subs = excluded(projection).iter().any(|path| {
                        path.to_lowercase().starts_with(&format!("{}.", name.to_lowercase()))
                    });
                    if subs && value.as_array().is_some_and(|list| list.iter().any(Value::is_object)) {
                        to.entry(name.clone()).or_insert_with(|| json!([{}]));
                    }
                }
            }
            written
        };
    ]
}

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
