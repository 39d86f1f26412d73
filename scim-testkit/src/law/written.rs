//! Laws of what is written and read.

use super::frame::whole;
use super::published::{named, published};
use super::{Cases, Law, Trial};
use crate::oracle::{Attribute, Shape, document};
use crate::strategy::{Generator, ProjectionExpr, Searches, violation};
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Returned;
use serde_json::Value;

/// What is written reads back.
pub static FIXED_POINT: Law = Law {
    name: "what is written reads back, and is written again as it was",
    requirements: &["7643-2.3-02", "7643-2.5-03", "7643-7-20", "7644-3.3-02"],
};

/// `returned`.
pub static RETURNED: Law = Law {
    name: "what is never returned is in no response, and what is always returned in every one",
    requirements: &[
        "7643-7-27",
        "7643-7-29",
        "7643-7-30",
        "7643-7-32",
        "7643-7-33",
        "7644-3.4.2.5-05",
    ],
};

/// `required` and the other rules of a body.
pub static VIOLATION: Law = Law {
    name: "a body with one thing wrong is refused, and the error says what and where",
    requirements: &["7644-3.12-11", "7644-3.12-24", "7644-3.12-27", "7644-3.5.1-13"],
};

/// A request for everything that can be returned.
pub(super) fn everything(shape: &Shape) -> ProjectionExpr {
    let mut names = Vec::new();
    for attribute in &shape.attributes {
        names.push(attribute.name.clone());
        let separator = if attribute.extension { ':' } else { '.' };
        on_request(&format!("{}{separator}", attribute.name), attribute, &mut names);
    }
    ProjectionExpr::Attributes(names)
}

/// What the name of a whole does not ask for (7643-7-33).
fn on_request(above: &str, attribute: &Attribute, names: &mut Vec<String>) {
    for sub in &attribute.sub_attributes {
        let path = format!("{above}{}", sub.name);
        on_request(&format!("{path}."), sub, names);
        if sub.returned == Returned::Request {
            names.push(path);
        }
    }
}

pub(super) fn fixed_point<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let cases = cases.clone();
    Generator::new(move |source| {
        let (resource, base) = (cases.models().draw(source), cases.bases().draw(source));
        let held = document(&resource);
        Trial::new(held.clone(), "a response, as a POST", move |engine| {
            let shape = Shape::shared(&resource);
            let everything = everything(&shape);
            let written = engine.write(&resource, &everything);
            let mut body = written.clone();
            if let Value::Object(members) = &mut body {
                // another resource has an id of its own
                members.remove("id");
            }
            let made = match engine.create(&base, &body.to_string(), Dialect::RFC) {
                Ok(made) => made.resource,
                Err(error) => return Err(FIXED_POINT.broken(&held, &body, &"a resource", &error)),
            };
            let again = engine.write(&made, &everything);
            let (read, seen) = (document(&made), whole(&shape, &held));
            for attribute in shape.attributes.iter().filter(|one| has_no_fixed_part(one)) {
                let name = &attribute.name;
                let (before, after) = (written.get(name), again.get(name));
                let request = format!("{body}\n`{name}`");
                if before.is_some() && before != after {
                    return Err(FIXED_POINT.broken(&held, &request, &written, &again));
                }
                if before.is_some() && seen.get(name) != whole(&shape, &read).get(name) {
                    return Err(FIXED_POINT.broken(&held, &request, &held, &read));
                }
            }
            Ok(())
        })
    })
}

/// Whether a client can write all of an attribute.
fn has_no_fixed_part(attribute: &Attribute) -> bool {
    use scim_schema::schema::Mutability::{Immutable, ReadOnly};
    fn has_read_only(sub: &Attribute) -> bool {
        sub.mutability == ReadOnly || sub.sub_attributes.iter().any(has_read_only)
    }
    !matches!(attribute.mutability, ReadOnly | Immutable)
        && !attribute.computed
        && !attribute.sub_attributes.iter().any(has_read_only)
}

pub(super) fn returned<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let (cases, searches) = (cases.clone(), Searches::new(cases.target(), cases.get_settings()));
    Generator::new(move |source| {
        let resource = cases.models().draw(source);
        let projection = searches.projection(source);
        let as_published = source.chance(25);
        let held = document(&resource);
        let request = super::agreement::shown_projection(&projection);
        Trial::new(held.clone(), request.clone(), move |engine| {
            let written = engine.write(&resource, &projection);
            let default = matches!(projection, ProjectionExpr::Default);
            let shape = Shape::shared(&resource);
            let schemas = as_published.then(|| engine.schemas());
            let names = named_in(&projection, &shape.urn);
            for one in shape.attributes.iter().filter(|one| !one.computed) {
                let (is, has) = (written.get(&one.name).is_some(), held.get(&one.name).is_some());
                let whole = is == has || !shows(one, held.get(&one.name));
                let said = schemas.as_ref().and_then(|all| said(all, &shape.urn, &one.name));
                let right = match said.unwrap_or(one.returned) {
                    Returned::Never => !is,
                    Returned::Always => whole,
                    // 7643-7-33: where it is named, and nowhere else
                    Returned::Request => match named_by(&names, &one.name) {
                        Named::Whole => whole,
                        Named::Part => true,
                        Named::Not => !is,
                    },
                    // of a complex one parts may be left
                    Returned::Default => !default || !one.sub_attributes.is_empty() || is == has,
                };
                let parts = Parts { names: &names };
                let path = one.name.to_ascii_lowercase();
                let inside = (written.get(&one.name), held.get(&one.name));
                if !right || !parts.are_right(one, &path, inside) {
                    let expected = format!("`{}`, returned: {:?}", one.name, one.returned);
                    return Err(RETURNED.broken(&held, &request, &expected, &written));
                }
            }
            Ok(())
        })
    })
}

/// Whether a value has something that is shown with the whole of it: of a complex one a part that is
/// not returned on request alone.
fn shows(attribute: &Attribute, value: Option<&Value>) -> bool {
    let with_it = |sub: &&Attribute| !matches!(sub.returned, Returned::Request | Returned::Never);
    let mut parts = attribute.sub_attributes.iter().filter(with_it);
    attribute.sub_attributes.is_empty() || parts.any(|sub| !of_each(value, &sub.name).is_empty())
}

/// What the schemas say of when an attribute is returned.
fn said(schemas: &Value, urn: &str, name: &str) -> Option<Returned> {
    let one = named(published(schemas, urn)?, name)?;
    serde_json::from_value(one.get("returned")?.clone()).ok()
}

/// Whether `attributes` names an attribute.
enum Named {
    Whole,
    Part,
    Not,
}

/// The paths of `attributes` in lower case, without the URN of the resource's own schema.
fn named_in(projection: &ProjectionExpr, urn: &str) -> Vec<String> {
    let ProjectionExpr::Attributes(paths) = projection else { return Vec::new() };
    let prefix = format!("{}:", urn.to_ascii_lowercase());
    let lower = paths.iter().map(|path| path.trim().to_ascii_lowercase());
    lower.map(|path| path.strip_prefix(&prefix).map_or(path.clone(), str::to_owned)).collect()
}

fn named_by(names: &[String], name: &str) -> Named {
    let (mut found, name) = (Named::Not, name.to_ascii_lowercase());
    for path in names {
        match path.strip_prefix(&name) {
            Some("") => return Named::Whole,
            Some(rest) if rest.starts_with(['.', ':']) => found = Named::Part,
            _ => {}
        }
    }
    found
}

/// What is in a complex value, an element or an extension.
struct Parts<'r> {
    /// What `attributes` names.
    names: &'r [String],
}

impl Parts<'_> {
    /// Whether it is right of what `attribute`, at this path, has inside: written, and held.
    fn are_right(
        &self,
        attribute: &Attribute,
        path: &str,
        (written, held): (Option<&Value>, Option<&Value>),
    ) -> bool {
        let separator = if attribute.extension { ':' } else { '.' };
        attribute.sub_attributes.iter().filter(|sub| !sub.computed).all(|sub| {
            let path = format!("{path}{separator}{}", sub.name.to_ascii_lowercase());
            let values = |value| of_each(value, &sub.name);
            let (is, has) = (!values(written).is_empty(), !values(held).is_empty());
            let right = match (sub.returned, named_by(self.names, &path)) {
                (Returned::Never, _) | (Returned::Request, Named::Not) => !is,
                // 7643-7-33: also beside the whole that it is a part of
                (Returned::Request, Named::Whole) => is == has || attribute.is_hidden(),
                _ => true,
            };
            let inner =
                |value: Option<&Value>| value.and_then(|value| value.get(&sub.name)).cloned();
            let (written, held) = (inner(written), inner(held));
            right && self.are_right(sub, &path, (written.as_ref(), held.as_ref()))
        })
    }
}

/// What a complex value, or each of some elements, has of a part.
fn of_each<'v>(value: Option<&'v Value>, name: &str) -> Vec<&'v Value> {
    let elements = match value {
        Some(Value::Array(elements)) => elements.as_slice(),
        one => one.map(std::slice::from_ref).unwrap_or_default(),
    };
    elements.iter().filter_map(|element| element.get(name)).collect()
}

pub(super) fn violations<R: ScimResource>(cases: &Cases<R>) -> Generator<Trial<R>> {
    let violations = violation(cases.target(), cases.get_settings());
    let cases = cases.clone();
    Generator::new(move |source| {
        let dialect = cases.draw_dialect(source);
        let (base, one) = (cases.bases().draw(source), violations.draw(source));
        let held = document(&base);
        let request =
            format!("{} ({}) {one}", if one.put_only { "PUT" } else { "POST" }, dialect.name());
        Trial::new(held.clone(), request.clone(), move |engine| {
            if !one.is_refused_by(dialect) {
                return Ok(());
            }
            let answer = if one.put_only {
                engine.replace(&base, &one.body, dialect)
            } else {
                engine.create(&base, &one.body, dialect)
            };
            let expected = format!("{} {} at `{}`", one.status, one.scim_type.as_str(), one.path);
            match answer {
                Ok(edited) => {
                    Err(VIOLATION.broken(&held, &request, &expected, &document(&edited.resource)))
                }
                Err(error) => one.check(&error).map_err(|_| {
                    let scim_type = error.scim_type().map_or("", |scim_type| scim_type.as_str());
                    let actual =
                        format!("{} {scim_type} at `{}`: {error}", error.status(), error.path());
                    VIOLATION.broken(&held, &request, &expected, &actual)
                }),
            }
        })
    })
}

#[cfg(test)]
mod tests;
