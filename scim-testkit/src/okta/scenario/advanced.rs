//! What Okta plans, or has for other sources: these need things of a server that SCIM leaves open.

mod incremental;
mod pre_hire;
mod real_time;

pub(super) use incremental::incremental;
pub(super) use pre_hire::pre_hire;
pub(super) use real_time::real_time;

use crate::live::{Stop, Verdict};
use crate::okta::app::Mapping;
use crate::okta::stage::Stage;
use scim_schema::schema::Mutability;

/// An attribute that Okta maps, and the application leads: `/Schemas` says `readOnly`.
fn led(s: &Stage<'_>) -> Option<Mapping> {
    let kind = s.discovery.user()?;
    let mappings = s.org.app().mappings.iter();
    let mut texts = mappings.filter(|mapping| mapping.place.path() != "externalId");
    texts
        .find(|mapping| {
            let Some(attribute) = kind.attribute(&mapping.place.path()) else { return false };
            let read_only = |one: Mutability| one == Mutability::ReadOnly;
            // what the RFC has read-only anyway is nobody's choice
            !mapping.place.path().ends_with("manager.displayName")
                && (read_only(attribute.declared().mutability)
                    || attribute.parent().is_some_and(|parent| read_only(parent.mutability)))
        })
        .cloned()
}

pub(super) fn attribute(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(crate::okta::app::App::all_attributes);
    let Some(mapping) = led(s) else {
        let reason =
            "no attribute that Okta maps is `readOnly` in `/Schemas`: the application leads none";
        return Err(Stop::skipped(reason));
    };
    let place = mapping.place.to_string();
    let name = mapping.attribute().unwrap_or_default().to_owned();
    let profile = s.full_profile("Jane");
    let jane = s.org.hire(profile);
    s.org.assign(&jane)?;
    let first = s.see(&jane)?;
    // whatever Okta sends there, it keeps what it has, and the answer shows it
    s.org.update(&jane, |profile| {
        profile.set(&name, "of Okta");
    })?;
    let second = s.see(&jane)?;
    second.expect_text(&place, &first.text(&place))?;
    if first.text("meta.version") != second.text("meta.version") {
        s.warn(format!("a change of `{place}` alone, which is ignored, moves `meta.version`"));
    }
    s.org.update(&jane, |profile| {
        profile.set(&name, "of Okta again").set("firstName", "Janet");
    })?;
    let third = s.see(&jane)?;
    third.expect_text(&place, &first.text(&place))?.expect_text("name.givenName", "Janet")?;
    s.org.force_sync(&jane)?;
    s.see(&jane)?.expect_text(&place, &first.text(&place))?.expect_active(true)?;
    // and both flow: the next import has the one, and changes nothing of the other
    s.org.configure(|app| app.import_groups(false));
    s.org.import()?;
    s.see(&jane)?.expect_text("name.givenName", "Janet")?;
    Ok(())
}
