//! All faults, with the laws that must catch them and the models that they are tried on.

use crate::fault::Fault;
use crate::models::Badge;
use crate::{bodies, filter, laws, patch, published, search, service, store, typed, written};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, User};

/// What only a model with numbers, one with more types than a user has, shows.
const OF_BADGES: &[&str] = &[
    "fractions of seconds are dropped",
    "fractions of seconds are cut at milliseconds",
    "leap seconds are refused",
    "integers go through floating point",
    "decimals are read in single precision",
    "fractions are cut off integers",
    "texts are taken for numbers",
    "numbers compare as texts",
    "numbers compare in floating point",
    "numbers are sorted as texts",
    "date-times are sorted as texts",
    "decimals are written with six digits",
    "large integers are written in floating point",
    "date-times are written with milliseconds",
    "offsets of date-times are written as `Z`",
    "what is returned on request is by default",
    "what is returned on request is where others are excluded",
    "what is returned on request never is",
    "date-times compare as texts",
    "fractions of seconds are not compared",
    "a date without a time is accepted",
    "texts are taken for booleans",
];

fn general<R: ScimResource>() -> Vec<Fault<R>> {
    use scim_testkit::law::{order, search as found, written as told};
    [
        patch::removes(),
        patch::clears(),
        patch::replaces(),
        patch::adds(),
        patch::paths(),
        patch::whole(),
        patch::spellings(),
        patch::dialects(),
        bodies::puts(),
        bodies::nulls(),
        bodies::reading(),
        bodies::accepting(),
        filter::logic(),
        filter::negations(),
        filter::letters(),
        filter::comparisons(),
        filter::syntax(),
        filter::accepted(),
        search::sorting(&found::SORT_AGREES),
        search::paging(&found::SEARCH_AGREES, &order::PAGES),
        search::queries(&found::SEARCH_AGREES),
        written::projections(&found::PROJECTION_AGREES),
        written::characteristics(&told::RETURNED),
        written::lost(),
        written::unsaid(),
        written::wire(&found::PROJECTION_AGREES),
        published::attributes(),
        published::characteristics(),
        published::resource_types(),
        service::all(),
        store::all(),
        laws::all(),
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
    faults.retain(|fault| OF_BADGES.contains(&fault.name));
    faults.extend(typed::badges());
    faults.extend(service::on_request());
    faults
}
