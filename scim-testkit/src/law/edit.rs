//! Laws of edits: POST, PUT and PATCH.

use super::{Broken, Edited, Engine, Law};
use crate::oracle::{self, Patched, Refusal, Shape, changes, document, is_same_resource};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::resource::ScimResource;
use serde_json::Value;
use std::collections::BTreeSet;

/// The law of [`create_agrees`].
pub static CREATE_AGREES: Law = Law {
    name: "a POST holds what the RFC says it holds",
    requirements: &["7643-2.1-01", "7643-2.5-01", "7643-2.5-02", "7643-2.4-05", "7644-3.12-27"],
};

/// The law of [`replace_agrees`].
pub static REPLACE_AGREES: Law = Law {
    name: "a PUT replaces what the RFC says it replaces, and nothing else",
    requirements: &[
        "7644-3.5.1-03",
        "7644-3.5.1-04",
        "7644-3.5.1-05",
        "7644-3.5.1-06",
        "7644-3.5.1-08",
        "7644-3.5.1-09",
        "7644-3.5.1-10",
        "7644-3.5.1-11",
        "7644-3.5.1-12",
        "7644-3.5.1-13",
        "7644-3.5.1-16",
    ],
};

/// The law of [`patch_agrees`].
pub static PATCH_AGREES: Law = Law {
    name: "a PATCH changes what the RFC says it changes, and nothing else",
    requirements: &[
        "7644-3.5.2-03",
        "7644-3.5.2-14",
        "7644-3.5.2-15",
        "7644-3.5.2-21",
        "7644-3.5.2-23",
        "7644-3.5.2-24",
        "7644-3.5.2.1-03",
        "7644-3.5.2.1-06",
        "7644-3.5.2.1-07",
        "7644-3.5.2.1-10",
        "7644-3.5.2.2-02",
        "7644-3.5.2.2-03",
        "7644-3.5.2.2-04",
        "7644-3.5.2.2-05",
        "7644-3.5.2.2-07",
        "7644-3.5.2.2-08",
        "7644-3.5.2.3-02",
        "7644-3.5.2.3-03",
        "7644-3.5.2.3-04",
        "7644-3.5.2.3-06",
        "7644-3.5.2.3-07",
        "7644-3.5.2.3-08",
        "7644-3.5.2.3-09",
        "7644-3.5.2.3-11",
    ],
};

/// A POST on a prepared resource ends as the oracle says, reports what changed, or is refused as
/// the oracle refuses it.
///
/// ```
/// use scim_schema::{ScimResource, dialect::Dialect};
/// use scim_testkit::law::{Shipped, edit};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "Group")]
/// struct Team {
///     #[scim(id)]
///     id: u32,
///     display_name: String,
/// }
///
/// let body = serde_json::json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Staff"
/// });
/// edit::create_agrees(&Shipped, &Team { id: 7, ..Team::default() }, &body, Dialect::RFC)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn create_agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    prepared: &R,
    body: &Value,
    dialect: Dialect,
) -> Result<(), Broken> {
    let shape = Shape::shared(prepared);
    let expected = oracle::create(body, &shape, &document(prepared), dialect);
    let actual = engine.create(prepared, &body.to_string(), dialect);
    compare(&CREATE_AGREES, prepared, body, expected.map(unreported), actual)
}

/// The same of a PUT.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::law::{Shipped, edit};
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let body = serde_json::json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": ""
/// });
/// // refused or taken, both implementations must be of one mind
/// edit::replace_agrees(&Shipped, &group, &body, Dialect::RFC)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn replace_agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    stored: &R,
    body: &Value,
    dialect: Dialect,
) -> Result<(), Broken> {
    let shape = Shape::shared(stored);
    let expected = oracle::replace(body, &shape, &document(stored), dialect);
    let actual = engine.replace(stored, &body.to_string(), dialect);
    compare(&REPLACE_AGREES, stored, body, expected.map(unreported), actual)
}

/// The same of a PATCH, which also reports what a dialect passed over.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::law::{Shipped, edit};
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// // as Entra ID writes it
/// let patch = serde_json::json!({
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{"op": "Replace", "value": {"displayName": "All"}}]
/// });
/// edit::patch_agrees(&Shipped, &group, &patch, Dialect::ENTRA)?;
/// # Ok::<(), scim_testkit::law::Broken>(())
/// ```
///
/// # Errors
/// The case, if not.
pub fn patch_agrees<R: ScimResource>(
    engine: &dyn Engine<R>,
    stored: &R,
    body: &Value,
    dialect: Dialect,
) -> Result<(), Broken> {
    let shape = Shape::shared(stored);
    let expected = oracle::patch(body, &shape, &document(stored), dialect);
    let actual = engine.patch(stored, &body.to_string(), dialect);
    if let (Err(refusal), Err(told)) = (&expected, &actual)
        && let Some(before) = up_to(body, refusal)
    {
        // 7644-3.5.2-21: what is wrong with operations after it does not matter
        let first = engine.patch(stored, &before.to_string(), dialect);
        let first = first.map_or_else(|error| error.to_string(), |_| "it is applied".to_owned());
        PATCH_AGREES.same(&document(stored), body, &first, &told.to_string())?;
    }
    compare(&PATCH_AGREES, stored, body, expected, actual)
}

/// A patch without the operations after the one that is refused, if there are such.
fn up_to(body: &Value, refusal: &Refusal) -> Option<Value> {
    let mut body = body.clone();
    let mut members = body.as_object_mut()?.iter_mut();
    let (_, operations) = members.find(|(name, _)| name.eq_ignore_ascii_case("Operations"))?;
    let (operations, count) = (operations.as_array_mut()?, refusal.operation? + 1);
    let more = operations.len() > count;
    operations.truncate(count);
    more.then_some(body)
}

fn unreported(document: Value) -> Patched {
    Patched { document, ignored: Vec::new() }
}

fn compare<R: ScimResource>(
    law: &'static Law,
    stored: &R,
    body: &Value,
    expected: Result<Patched, Refusal>,
    actual: Result<Edited<R>, ScimError>,
) -> Result<(), Broken> {
    let before = document(stored);
    let shape = Shape::shared(stored);
    let shown = |document: &Value, changed: &BTreeSet<String>, ignored: bool| {
        format!("{document}\n            changed: {changed:?}, ignored: {ignored}")
    };
    let (agree, expected, actual) = match (expected, actual) {
        (Ok(expected), Ok(Edited { resource: actual, changed: paths, ignored: passed })) => {
            let after = document(&actual);
            let differing = changes(&shape, &before, &expected.document);
            let ignored = (!expected.ignored.is_empty(), !passed.is_empty());
            let agree = is_same_resource(&expected.document, &after)
                && (law == &CREATE_AGREES
                    || reports(&paths, &differing) && nothing_else(&shape, &paths, &differing))
                && ignored.0 == ignored.1;
            let expected = shown(&expected.document, &differing, ignored.0);
            (agree, expected, shown(&after, &paths, ignored.1))
        }
        (Err(expected), Err(actual)) => {
            let scim_type = actual.scim_type().map_or("", |scim_type| scim_type.as_str());
            let agree = expected.allows(actual.status(), scim_type);
            (agree, expected.to_string(), format!("{} {scim_type}: {actual}", actual.status()))
        }
        (Ok(expected), Err(actual)) => {
            (false, expected.document.to_string(), format!("{} {actual}", actual.status()))
        }
        (Err(expected), Ok(actual)) => {
            (false, expected.to_string(), document(&actual.resource).to_string())
        }
    };
    if agree {
        return Ok(());
    }
    Err(Broken { law, request: body.to_string(), resource: before, expected, actual })
}

/// Whether what differs is reported as changed.
fn reports(reported: &BTreeSet<String>, differing: &BTreeSet<String>) -> bool {
    differing.iter().all(|path| reported.iter().any(|reported| agree(reported, path)))
}

/// Whether nothing is reported that does not differ: what later operations put back is no change,
/// nor is what the last of several elements for one slot does.
fn nothing_else(shape: &Shape, reported: &BTreeSet<String>, differing: &BTreeSet<String>) -> bool {
    let differs = |path: &String| differing.iter().any(|differing| agree(path, differing));
    reported.iter().all(|path| is_hidden(shape, path) || differs(path))
}

/// Whether nobody sees that what a path names is another: a secret, which counts as one (decided),
/// and what a field holds that shows a value while it is unassigned.
fn is_hidden(shape: &Shape, path: &str) -> bool {
    let mut on_path = shape.on_path(path).into_iter();
    on_path.any(|a| a.holds_hidden() || matches!(a.cleared, oracle::Held::Value(_)))
}

/// Whether two paths are of the same: an attribute may stand for its parts, and a slot is there or
/// not because of its parts, which may be what is reported.
fn agree(a: &str, b: &str) -> bool {
    let covers = |whole: &str, path: &str| {
        path.strip_prefix(whole)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':', '[']))
    };
    covers(a, b) || covers(b, a)
}

#[cfg(test)]
mod tests;
