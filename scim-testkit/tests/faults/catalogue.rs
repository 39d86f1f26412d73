//! All faults, and the models that they are tried on.

use crate::fault::Fault;
use crate::models::Badge;
use crate::{bodies, filter, patch, typed};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, User};

/// What only a model with numbers, binaries or many characteristics shows.
const OF_BADGES: &[&str] = &[];

fn general<R: ScimResource>() -> Vec<Fault<R>> {
    [
        patch::removes(),
        patch::replaces(),
        patch::adds(),
        patch::paths(),
        patch::whole(),
        patch::spellings(),
        patch::dialects(),
        bodies::puts(),
        bodies::reading(),
        bodies::accepting(),
        filter::logic(),
        filter::comparisons(),
        filter::syntax(),
        filter::accepted(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) fn of_users() -> Vec<Fault<User>> {
    let mut faults = general();
    faults.retain(|fault| !OF_BADGES.contains(&fault.name));
    faults.extend(typed::users());
    faults
}

pub(crate) fn of_groups() -> Vec<Fault<Group>> {
    typed::groups()
}

pub(crate) fn of_badges() -> Vec<Fault<Badge>> {
    let mut faults = general();
    faults.retain(|fault| std::env::var("BADGE").is_ok() || OF_BADGES.contains(&fault.name));
    faults.extend(typed::badges());
    faults
}
