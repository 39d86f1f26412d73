//! Who leads: Okta, or the application.

use crate::live::{Stop, Verdict};
use crate::okta::app::OnInactive;
use crate::okta::person::{Lifecycle, User};
use crate::okta::stage::{Account, Stage, expect, rename};

fn imported(s: &mut Stage<'_>, account: &Account) -> Result<User, Stop> {
    let found = s.org.user(&account.login);
    found.ok_or_else(|| Stop::failed(format!("`{}` to be imported", account.login), "nobody"))
}

fn expect_lifecycle(s: &Stage<'_>, user: &User, expected: Lifecycle) -> Result<(), Stop> {
    let found = s.org.lifecycle(user);
    expect(found == Some(expected), &format!("{} to be {expected:?}", s.login(user)), || {
        format!("{found:?}")
    })
}

/// Okta has only read.
fn expect_only_reads(s: &Stage<'_>) -> Verdict {
    let writes = s.org.exchanges().filter(|one| one.method != "GET").count();
    expect(writes == 0, "Okta to write nothing to the source", || format!("{writes} writes"))
}

pub(super) fn sourcing(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    for rule in [OnInactive::Deactivate, OnInactive::Suspend, OnInactive::Nothing] {
        // strangers may come and go meanwhile
        s.org.configure(|app| app.source(rule).import_groups(false).safeguard(100));
        let profile = s.profile("Jane");
        let account = s.app_hire(&profile)?;
        s.org.import()?;
        let jane = imported(s, &account)?;
        expect_lifecycle(s, &jane, Lifecycle::Active)?;
        s.app_change(&account.id, |user| rename(user, "Janet", "Doe"))?;
        s.org.import()?;
        let name = s.org.profile(&jane).map(|one| one.text("firstName").to_owned());
        expect(name.as_deref() == Some("Janet"), "the name to be the app's", || {
            name.clone().unwrap_or_default()
        })?;
        s.app_set_active(&account.id, false)?;
        s.org.import()?;
        let by_rule = match rule {
            OnInactive::Deactivate => Lifecycle::Deactivated,
            OnInactive::Suspend => Lifecycle::Suspended,
            OnInactive::Nothing => Lifecycle::Active,
        };
        expect_lifecycle(s, &jane, by_rule)?;
        s.app_set_active(&account.id, true)?;
        s.org.import()?;
        expect_lifecycle(s, &jane, Lifecycle::Active)?;
        s.app_delete(&account.id)?;
        let import = s.org.import()?;
        if import.removed.contains(&jane) {
            expect_lifecycle(s, &jane, Lifecycle::Deactivated)?;
            continue;
        }
        // an application may keep whom it deletes as somebody who has left
        expect(import.deactivated.contains(&jane), "the deleted user to be missed", || {
            "the list still has it".to_owned()
        })?;
        expect_lifecycle(s, &jane, by_rule)?;
    }
    expect_only_reads(s)
}

pub(super) fn directory(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    let has_groups = s.groups().is_ok();
    s.org.configure(|app| app.import_groups(has_groups));
    // those who are in the app already, once
    let profile = s.profile("Existing");
    let account = s.app_hire(&profile)?;
    let existing = s.org.hire(profile);
    s.org.import()?;
    expect(s.id(&existing)? == account.id, "the existing user to be linked", || {
        "it is not".to_owned()
    })?;
    s.org.update(&existing, |profile| {
        profile.set("firstName", "Linked");
    })?;
    s.see(&existing)?.expect_text("name.givenName", "Linked")?.expect_active(true)?;
    s.expect_one_account(&existing)?;
    // a joiner
    let names = [s.unique(), s.unique()];
    let teams = names.map(|name| s.org.add_group(&name, &[]));
    let [engineers, sellers] = &teams;
    for team in &teams {
        s.org.assign_group(team)?;
        if has_groups {
            s.org.push_group(team)?;
        }
    }
    let profile = s.profile("Joiner");
    let joiner = s.org.hire(profile.with("title", "Engineer"));
    s.org.join(engineers, &[&joiner])?;
    let seen = s.see(&joiner)?;
    seen.expect_active(true)?;
    s.expect_profile(&joiner, &seen)?;
    let id = s.id(&joiner)?;
    let ids: Vec<String> =
        teams.iter().filter_map(|team| s.org.external_group(team).map(str::to_owned)).collect();
    if let [engineers, sellers] = &*ids {
        s.expect_members(engineers, &[&joiner])?;
        s.expect_members(sellers, &[])?;
    }
    // who moves
    s.org.join(sellers, &[&joiner])?;
    s.org.leave(engineers, &[&joiner])?;
    s.org.update(&joiner, |profile| {
        profile.set("title", "Seller").set("department", "Sales");
    })?;
    let seen = s.see(&joiner)?;
    seen.expect_active(true)?;
    s.expect_profile(&joiner, &seen)?;
    if let [engineers, sellers] = &*ids {
        s.expect_members(engineers, &[])?;
        s.expect_members(sellers, &[&joiner])?;
    }
    // who leaves, and comes back
    s.org.deactivate(&joiner)?;
    s.see(&joiner)?.expect_active(false)?;
    s.org.reactivate(&joiner);
    s.org.assign(&joiner)?;
    expect(s.id(&joiner)? == id, "the account to be the one from before", || "another".to_owned())?;
    s.see(&joiner)?.expect_active(true)?;
    s.expect_one_account(&joiner)
}

pub(super) fn app(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(|app| app.source(OnInactive::Deactivate).import_groups(false).safeguard(100));
    // Okta knows one of them already
    let (jane, ann) = (s.profile("Jane"), s.profile("Ann"));
    let known = s.org.hire(ann.clone());
    let (jane, ann) = (s.app_hire(&jane)?, s.app_hire(&ann)?);
    let import = s.org.import()?;
    expect(import.linked.contains(&known), "the user whom Okta knows to be linked", || {
        "it is not".to_owned()
    })?;
    expect(s.id(&known)? == ann.id, "it to be linked to its account", || "another".to_owned())?;
    let user = imported(s, &jane)?;
    // changed
    s.app_change(&jane.id, |user| rename(user, "Jane", "Married"))?;
    s.org.import()?;
    let name = s.org.profile(&user).map(|one| one.text("lastName").to_owned());
    expect(name.as_deref() == Some("Married"), "the name to be the app's", || {
        name.clone().unwrap_or_default()
    })?;
    // on leave, and back
    for (active, lifecycle) in [(false, Lifecycle::Deactivated), (true, Lifecycle::Active)] {
        s.app_set_active(&jane.id, active)?;
        s.org.import()?;
        expect_lifecycle(s, &user, lifecycle)?;
    }
    // terminated, and hired again as somebody new
    s.app_set_active(&jane.id, false)?;
    s.org.import()?;
    expect_lifecycle(s, &user, Lifecycle::Deactivated)?;
    s.app_delete(&jane.id)?;
    s.org.import()?;
    let profile = s.org.profile(&user).cloned().unwrap_or_default();
    let again = s.app_hire(&profile)?;
    let import = s.org.import()?;
    let is_linked = import.linked.contains(&user) && s.id(&user)? == again.id;
    expect(is_linked, "who is hired again to be the Okta user from before", || {
        format!("{} linked", import.linked.len())
    })?;
    expect_lifecycle(s, &known, Lifecycle::Active)?;
    expect_only_reads(s)
}
