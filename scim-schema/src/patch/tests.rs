//! What operations do to lists, to elements and to names that a model does not map.
#![cfg(feature = "derive")]

mod apart;
mod blank;
mod changed;
mod charges;
mod elements;
mod lists;
mod names;
mod parcels;
mod slot_elements;
mod slots;
mod visitors;
mod which_slot;
mod work;

use crate::dialect::Dialect;
use crate::edit::Patch;
use crate::message::ScimError;
use crate::value::DateTime;
use crate::{ScimComplex, ScimExtension, ScimResource};

/// A thing with lists of every kind.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct Thing {
    #[scim(id)]
    id: u32,
    texts: Vec<String>,
    parts: Vec<Part>,
    keyed: Vec<Keyed>,
    part: Option<Part>,
    #[scim(mutability = "immutable")]
    origin: Option<Part>,
    #[scim(path = "group.inner")]
    inner: Option<String>,
    #[scim(path = "group.needed", required)]
    needed: Option<String>,
    #[scim(path = "group.fixed", mutability = "immutable")]
    fixed: Option<String>,
    #[scim(extension)]
    extra: Option<Extra>,
}

/// An element without a key.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Part {
    name: Option<String>,
    #[scim(required)]
    size: Option<i64>,
    #[scim(default = Some(1.5))]
    price: Option<f64>,
    tags: Vec<String>,
    #[scim(mutability = "immutable")]
    made: Option<DateTime>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Keyed {
    value: Option<String>,
    name: Option<String>,
    note: Option<String>,
    primary: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Extra", name = "Extra")]
struct Extra {
    keyed: Vec<Keyed>,
    #[scim(required)]
    level: Option<i64>,
}

/// The body of a PATCH with these operations.
fn body(operations: &str) -> String {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#)
}

/// What operations make of a resource, and the paths that they say they changed.
fn patch<R: ScimResource>(
    dialect: Dialect,
    held: &R,
    operations: &str,
) -> Result<(R, Vec<String>), ScimError> {
    let (after, changes) = Patch::<R>::new(body(operations), dialect)?.apply(held)?;
    Ok((after, changes.paths().iter().map(ToString::to_string).collect()))
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}
