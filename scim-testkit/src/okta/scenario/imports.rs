//! What Okta reads, and whom it takes it for.

use crate::live::{Verdict, member};
use crate::okta::person::Lifecycle;
use crate::okta::stage::{Stage, expect, rename};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) fn import(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    let has_groups = s.groups().is_ok();
    s.org.configure(|app| app.partial_matches(true).import_groups(has_groups));
    // one whom Okta knows, one whose name it knows, one who is new, one who is not active
    let known = s.profile("Known");
    let exact = s.app_hire(&known)?;
    let okta_known = s.org.hire(known);
    let namesake = s.profile("Namesake");
    let okta_namesake = s.org.hire(namesake.clone());
    let other_login = s.profile("Other").text("login").to_owned();
    let partial =
        s.app_hire(&namesake.with("login", other_login.clone()).with("email", other_login))?;
    let new = s.profile("New");
    let new = s.app_hire(&new)?;
    let gone = s.profile("Gone");
    let gone = s.app_hire(&gone)?;
    s.app_set_active(&gone.id, false)?;
    let group = if has_groups {
        let name = s.unique();
        Some((s.app_group(&name, &[&exact.id, &new.id])?, name))
    } else {
        None
    };
    let import = s.org.import()?;
    expect(
        import.linked.contains(&okta_known),
        "the user with the same login to be linked",
        || format!("{} linked", import.linked.len()),
    )?;
    expect(s.id(&okta_known)? == exact.id, "it to be linked to its account", || {
        "another".to_owned()
    })?;
    let is_partial = import.partial.contains(&(okta_namesake.clone(), partial.id.clone()));
    expect(is_partial, "the user with the same name to be a partial match", || {
        format!("{} partial matches", import.partial.len())
    })?;
    let created = s.org.user(&new.login).filter(|user| import.created.contains(user));
    let Some(created) = created else {
        return expect(false, "the new user to be imported", || format!("not `{}`", new.login));
    };
    expect(s.org.user(&gone.login).is_none(), "the inactive user to be passed over", || {
        "it is imported".to_owned()
    })?;
    expect(
        s.org.lifecycle(&created) == Some(Lifecycle::Active),
        "the new user to be active",
        || "it is not".to_owned(),
    )?;
    s.org.confirm(&okta_namesake, &partial.id);
    if let Some((id, name)) = &group {
        let imported =
            s.org.app_groups().find(|(known, _)| known == id).map(|(_, group)| group.clone());
        let group = imported.unwrap_or_default();
        let is_named = member(&group, "displayName").and_then(Value::as_str) == Some(name);
        expect(is_named, "the group to be imported", || "it is not there".to_owned())?;
        let members = member(&group, "members").and_then(Value::as_array).cloned();
        let members: BTreeSet<String> = members
            .unwrap_or_default()
            .iter()
            .filter_map(|one| member(one, "value")?.as_str().map(str::to_owned))
            .collect();
        let expected = BTreeSet::from([exact.id.clone(), new.id.clone()]);
        expect(members == expected, "the group in the list to have its members", || {
            format!("{members:?}")
        })?;
    }
    // again: what changed, what is active now, and nobody twice
    s.app_change(&new.id, |user| rename(user, "Newest", "Tester"))?;
    s.app_set_active(&gone.id, true)?;
    let import = s.org.import()?;
    expect(import.updated.contains(&created), "the change to be seen", || "it is not".to_owned())?;
    let again = [&okta_known, &okta_namesake, &created];
    let twice =
        again.iter().any(|user| import.created.contains(user) || import.linked.contains(user));
    expect(
        !twice && import.partial.iter().all(|(_, id)| *id != partial.id),
        "nobody to be imported twice",
        || "somebody is".to_owned(),
    )?;
    expect(s.org.user(&gone.login).is_some(), "the user who is active now to be imported", || {
        format!("not `{}`", gone.login)
    })
}

pub(super) fn pages(s: &mut Stage<'_>) -> Verdict {
    const MORE: usize = 102;
    s.users()?;
    s.org.configure(|app| app.import_groups(false));
    let mut made = BTreeSet::new();
    for _ in 0..MORE {
        let profile = s.profile("Page");
        made.insert(s.app_hire(&profile)?.id);
    }
    let import = s.org.import()?;
    expect(import.scanned >= MORE, "all users to be read", || format!("{}", import.scanned))?;
    let missing = made.iter().filter(|id| !s.org.imported.contains_key(*id)).count();
    expect(missing == 0, "every user to be on a page", || format!("{missing} are on none"))
}
