//! What Okta plans, or has for other sources: these need things of a server that SCIM leaves open.

mod incremental;
mod pre_hire;
mod real_time;

pub(super) use incremental::incremental;
pub(super) use pre_hire::pre_hire;
pub(super) use real_time::real_time;

use crate::live::{Stop, Verdict};
use crate::okta::app::{App, Mapping, Source};
use crate::okta::stage::{Stage, expect};
use scim_schema::schema::Mutability;
use serde_json::json;

/// The attributes that Okta maps: the first one that the application leads, as `/Schemas` says
/// `readOnly`, and the first one that Okta does.
fn led(s: &Stage<'_>) -> (Option<Mapping>, Option<Mapping>) {
    let Some(kind) = s.discovery.user() else { return (None, None) };
    let is_read_only = |mapping: &&Mapping| {
        let path = mapping.place.path();
        let Some(attribute) = kind.attribute(&path) else { return false };
        let read_only = |one: Mutability| one == Mutability::ReadOnly;
        // what the RFC has read-only anyway is nobody's choice
        !path.ends_with("manager.displayName")
            && (read_only(attribute.declared().mutability)
                || attribute.parent().is_some_and(|parent| read_only(parent.mutability)))
    };
    // texts that may be anything
    let is_free = |mapping: &&Mapping| {
        ["title", "department", "nickName", "firstName"]
            .contains(&mapping.attribute().unwrap_or(""))
            && s.holds(&mapping.place.path())
    };
    let of_attribute = |mapping: &&Mapping| matches!(mapping.source, Source::Attribute { .. });
    let all = || s.org.app().mappings.iter().filter(of_attribute);
    (all().find(is_read_only).cloned(), all().find(is_free).cloned())
}

pub(super) fn attribute(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(|app| App::all_attributes(app).import_groups(false));
    let (Some(theirs), ours) = led(s) else {
        let reason =
            "no attribute that Okta maps is `readOnly` in `/Schemas`: the application leads none";
        return Err(Stop::skipped(reason));
    };
    let (place, name) =
        (theirs.place.to_string(), theirs.attribute().unwrap_or_default().to_owned());
    // an account of the application's, with a value that only it writes
    let profile = s.full_profile("Jane");
    let value = profile.text(&name).to_owned();
    let account = s.app_hire_with(&profile, |user| theirs.place.set(user, json!(value)))?;
    let own = s.see_id(&account.id)?.text(&place);
    // whatever Okta sends there, it stays, and the answer shows it
    let other = format!("{value} of Okta");
    let jane = s.org.hire(profile.with(&name, other));
    s.org.assign(&jane)?;
    let first = s.see(&jane)?;
    first.expect_text(&place, &own)?.expect_active(true)?;
    s.org.update(&jane, |profile| {
        profile.set(&name, format!("{value} of Okta again"));
    })?;
    let second = s.see(&jane)?;
    second.expect_text(&place, &own)?;
    if first.text("meta.version") != second.text("meta.version") {
        s.warn(format!("a change of `{place}` alone, which is ignored, moves `meta.version`"));
    }
    if let Some(ours) = ours {
        let changed = ours.attribute().unwrap_or_default().to_owned();
        s.org.update(&jane, |profile| {
            profile.set(&changed, "Changed").set(&name, "Changed");
        })?;
        let third = s.see(&jane)?;
        third.expect_text(&place, &own)?.expect_text(&ours.place.to_string(), "Changed")?;
    }
    // the application changes its own, and Okta, which knows nothing of it, writes
    if s.offers.application.is_some() {
        let newer = format!("{value} of the application");
        s.app_change(&account.id, |user| theirs.place.set(user, json!(newer)))?;
        s.org.force_sync(&jane)?;
        s.see(&jane)?.expect_text(&place, &newer)?.expect_active(true)?;
        // and reads
        let import = s.org.import()?;
        // what becomes of others is nobody's business here
        let is_known = !import.removed.contains(&jane) && s.id(&jane)? == account.id;
        expect(is_known, "the import to know the user", || "it does not".to_owned())?;
        let seen = s.org.imported.get(&account.id).and_then(|user| theirs.place.text(user));
        return expect(seen == Some(&*newer), "the import to have the application's value", || {
            seen.unwrap_or("nothing").to_owned()
        });
    }
    s.org.force_sync(&jane)?;
    s.see(&jane)?.expect_text(&place, &own)?.expect_active(true)?;
    Ok(())
}
