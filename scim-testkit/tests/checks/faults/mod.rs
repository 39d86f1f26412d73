//! The faults, by area.

mod access;
mod bulk;
mod create;
mod declared;
mod delete;
mod discovery;
mod error;
mod etag;
mod filter;
mod group;
pub(crate) mod interop;
mod kept;
pub(crate) mod page;
pub(crate) mod patch;
mod projection;
mod put;
mod queries;
mod representation;
mod search;
mod sort;
mod user;
mod written;

use crate::fault::Fault;
use crate::server::Asked;
use serde_json::{Map, Value};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(crate) const DEVICE: &str = "urn:example:params:scim:schemas:core:2.0:Device";
pub(crate) const LEASE: &str = "urn:example:params:scim:schemas:extension:2.0:Lease";

pub(crate) fn all() -> Vec<Fault> {
    [
        representation::all(),
        create::all(),
        error::all(),
        put::all(),
        patch::all(),
        delete::all(),
        filter::all(),
        sort::all(),
        page::all(),
        projection::all(),
        search::all(),
        bulk::all(),
        bulk::results::all(),
        etag::all(),
        discovery::all(),
        access::all(),
        user::all(),
        group::all(),
        declared::all(),
        queries::all(),
        written::all(),
        kept::all(),
        interop::all(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_user(asked: &Asked) -> bool {
    asked.path.starts_with("/Users")
}

/// Changes a member of the body.
fn member(asked: &mut Asked, name: &str, change: impl FnOnce(&mut Value)) {
    asked.edit(|body| {
        if let Some(value) = body.get_mut(name) {
            change(value);
        }
    });
}

fn object(value: &mut Value, change: impl FnOnce(&mut Map<String, Value>)) {
    if let Some(object) = value.as_object_mut() {
        change(object);
    }
}
