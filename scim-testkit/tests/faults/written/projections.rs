//! Engines that show other attributes than were asked for.

use super::{excluded, named, writes};
use crate::fault::{Fault, Wrong, fault};
use scim_schema::path::AttributePath;
use scim_schema::resource::ScimResource;
use scim_testkit::law::{Engine as _, Law, Shipped};
use scim_testkit::strategy::ProjectionExpr;
use serde_json::{Value, json};

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
