//! Users: created, linked, updated, deactivated, back again.

use crate::live::{Stop, Verdict};
use crate::okta::app::{Clear, Mode};
use crate::okta::person::User;
use crate::okta::provision::{Form, Password, set};
use crate::okta::stage::{Stage, expect};
use serde_json::json;

pub(super) fn connect(s: &mut Stage<'_>) -> Verdict {
    if s.discovery.group().is_none() {
        s.org.configure(|app| app.import_groups(false));
    }
    s.org.connect()?;
    Ok(())
}

pub(super) fn create(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    s.org.configure(super::super::app::App::all_attributes);
    let boss = s.joiner("Boss")?;
    let seen = s.see(&boss)?;
    seen.expect_active(true)?;
    s.expect_profile(&boss, &seen)?;
    s.expect_one_account(&boss)?;
    // one with everything, of whom the first is the manager
    let mut profile = s.full_profile("Jane");
    profile.set("managerId", s.id(&boss)?).set("manager", "The Boss");
    let jane = s.org.hire(profile);
    s.org.assign(&jane)?;
    let seen = s.see(&jane)?;
    seen.expect_active(true)?;
    s.expect_profile(&jane, &seen)?;
    s.expect_one_account(&jane)?;
    if s.holds("externalId") && seen.text("externalId") != jane.id() {
        s.warn("`externalId` is not the id of the Okta user, as it was sent");
    }
    // by a group, one of them assigned already
    let profile = s.profile("Ann");
    let ann = s.org.hire(profile);
    let name = s.unique();
    let group = s.org.add_group(&name, &[&ann, &jane]);
    let before = s.answered();
    s.org.assign_group(&group)?;
    expect(s.answered() == before + 2, "one user to be created", || {
        "another number of requests".to_owned()
    })?;
    s.see(&ann)?.expect_active(true)?;
    s.expect_one_account(&ann)?;
    // who joins the group later
    let profile = s.profile("Bob");
    let bob = s.org.hire(profile);
    s.org.join(&group, &[&bob])?;
    s.see(&bob)?.expect_active(true)?;
    Ok(())
}

pub(super) fn link(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    let profile = s.profile("Jane");
    let account = s.app_hire(&profile)?;
    let jane = s.org.hire(profile.clone().with("firstName", "Janet").with("title", "Engineer"));
    s.org.assign(&jane)?;
    expect(s.id(&jane)? == account.id, "the account that is there to be linked", || {
        "another account".to_owned()
    })?;
    let seen = s.see(&jane)?;
    seen.expect_active(true)?;
    s.expect_profile(&jane, &seen)?;
    s.expect_one_account(&jane)?;
    // one that is not active any more
    let profile = s.profile("Ann");
    let account = s.app_hire(&profile)?;
    s.app_set_active(&account.id, false)?;
    let ann = s.org.hire(profile);
    s.org.assign(&ann)?;
    expect(s.id(&ann)? == account.id, "the inactive account to be found and linked", || {
        "another account".to_owned()
    })?;
    s.see(&ann)?.expect_active(true)?;
    s.expect_one_account(&ann)?;
    // `userName` is the same in any case (RFC 7643 section 4.1.1), but Okta's test takes both
    let profile = s.profile("Carol");
    s.app_hire(&profile)?;
    let (found, _) = s.find(&profile.text("login").to_uppercase())?;
    if found.len() != 1 {
        s.warn(format!("a login in upper case finds {} accounts, not the one", found.len()));
    }
    Ok(())
}

pub(super) fn update(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    let mut profile = s.full_profile("Jane");
    profile.clear("nickName");
    let jane = s.org.hire(profile);
    s.org.assign(&jane)?;
    let team = if s.groups().is_ok() {
        let name = s.unique();
        let group = s.org.add_group(&name, &[&jane]);
        s.org.push_group(&group)?;
        s.org.external_group(&group).map(str::to_owned)
    } else {
        None
    };
    let id = s.id(&jane)?;
    // what Okta does not map is the application's
    let own = s.holds("nickName");
    if own {
        s.app_change(&id, |user| set(user, "nickName", json!("Jay")))?;
    }
    s.org.update(&jane, |profile| {
        profile.set("firstName", "Janet").set("title", "Director").set("department", "Sales");
    })?;
    let seen = s.see(&jane)?;
    seen.expect_active(true)?;
    seen.expect_text("name.givenName", "Janet")?;
    s.expect_profile(&jane, &seen)?;
    if own {
        seen.expect_text("nickName", "Jay")?;
    }
    if let Some(team) = &team {
        // `groups: []` in the body is not for the server to read
        s.expect_members(team, &[&jane])?;
    }
    // what is cleared is no error, and gone
    for clear in [Clear::Empty, Clear::Null] {
        s.org.configure(|app| app.clear(clear));
        s.org.update(&jane, |profile| {
            profile.clear("title").clear("middleName").clear("department");
        })?;
        let seen = s.see(&jane)?;
        seen.expect_text("title", "")?.expect_text("name.middleName", "")?;
        seen.expect_text("name.givenName", "Janet")?;
        s.org.update(&jane, |profile| {
            profile.set("title", "Engineer").set("middleName", "Q.").set("department", "Sales");
        })?;
        let seen = s.see(&jane)?;
        s.expect_profile(&jane, &seen)?;
    }
    // a new login is no new user
    let login = s.profile("Janet").text("login").to_owned();
    s.org.update(&jane, |profile| {
        profile.set("login", login.clone()).set("email", login);
    })?;
    let seen = s.see(&jane)?;
    s.expect_profile(&jane, &seen)?;
    s.expect_one_account(&jane)?;
    // the same again changes nothing
    s.org.force_sync(&jane)?;
    let before = s.see(&jane)?;
    s.org.force_sync(&jane)?;
    let after = s.see(&jane)?;
    if before.text("meta.version") != after.text("meta.version")
        || before.text("meta.lastModified") != after.text("meta.lastModified")
    {
        s.warn("a PUT that changes nothing moves `meta.lastModified` or `meta.version`");
    }
    s.expect_profile(&jane, &after)
}

pub(super) fn deprovision(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    let profile = s.full_profile("Jane");
    let jane = s.org.hire(profile);
    s.org.assign(&jane)?;
    let before = s.org.exchanges().count();
    s.org.suspend(&jane);
    s.org.reactivate(&jane);
    s.expect_silence(before, "a user was suspended")?;
    s.see(&jane)?.expect_active(true)?;
    s.org.unassign(&jane)?;
    let seen = s.see(&jane)?;
    seen.expect_active(false)?;
    s.expect_profile(&jane, &seen)?;
    s.expect_one_account(&jane)?;
    // by a group, but who is assigned otherwise stays
    let (bob, carol) = (s.profile("Bob"), s.joiner("Carol")?);
    let bob = s.org.hire(bob);
    let name = s.unique();
    let group = s.org.add_group(&name, &[&bob, &carol]);
    s.org.assign_group(&group)?;
    s.org.unassign_group(&group)?;
    s.see(&bob)?.expect_active(false)?;
    s.see(&carol)?.expect_active(true)?;
    // and when Okta's own user is deactivated, and deleted
    let id = s.id(&carol)?;
    s.org.deactivate(&carol)?;
    s.see(&carol)?.expect_active(false)?;
    let before = s.org.exchanges().count();
    s.org.delete(&carol)?;
    s.expect_silence(before, "a deactivated user was deleted")?;
    s.see_id(&id)?.expect_active(false)?;
    no_deletes(s)
}

/// No request of Okta's deletes a user.
fn no_deletes(s: &Stage<'_>) -> Verdict {
    let deletes =
        s.org.exchanges().filter(|one| one.method == "DELETE" && one.url.contains("/Users"));
    expect(deletes.count() == 0, "no user to be deleted", || "a DELETE".to_owned())
}

pub(super) fn reactivate(s: &mut Stage<'_>) -> Verdict {
    s.users()?;
    let jane = s.joiner("Jane")?;
    let id = s.id(&jane)?;
    for _ in 0..2 {
        s.org.deactivate(&jane)?;
        s.see(&jane)?.expect_active(false)?;
        let before = s.org.exchanges().count();
        s.org.reactivate(&jane);
        s.expect_silence(before, "a user was activated in Okta")?;
        s.org.update(&jane, |profile| {
            profile.set("title", "Returned");
        })?;
        s.expect_silence(before, "the profile of a user who is not assigned changed")?;
        s.org.reassign(&jane)?;
        expect(s.id(&jane)? == id, "the account to be the one from before", || {
            "another one: the search by `userName` does not find users who are not active"
                .to_owned()
        })?;
        let seen = s.see(&jane)?;
        seen.expect_active(true)?;
        s.expect_profile(&jane, &seen)?;
        s.expect_one_account(&jane)?;
    }
    no_deletes(s)
}

pub(super) fn password(s: &mut Stage<'_>) -> Verdict {
    let kind = s.users()?;
    if kind.attribute("password").is_none() {
        return Err(Stop::skipped("users have no `password`"));
    }
    let declared = s.discovery.config.as_ref();
    if declared.is_some_and(|config| !config.change_password.supported) {
        return Err(Stop::skipped("the server declares `changePassword.supported` false"));
    }
    let jane = s.joiner("Jane")?;
    let before = s.see(&jane)?;
    let mut passwords = Vec::new();
    signs_in_with_the_last(s, &jane, &mut passwords)?;
    for which in [Password::Okta, Password::Random] {
        match s.org.app.mode {
            Mode::Put => s.org.sync_password(&jane, which)?,
            Mode::Patch => {
                // Okta does not say how it writes this, so either will do
                let forms = [Form::Pathless, Form::Path];
                let results = forms.map(|form| s.org.send_password(&jane, which, form));
                match results {
                    [Ok(()), Ok(())] => {}
                    [Err(task), Ok(())] => s.warn(format!("without a `path`: {task}")),
                    [Ok(()), Err(task)] => s.warn(format!("with a `path`: {task}")),
                    [Err(task), Err(_)] => return Err(task.into()),
                }
            }
        }
        signs_in_with_the_last(s, &jane, &mut passwords)?;
    }
    let after = s.see(&jane)?;
    after.expect_active(true)?;
    for place in ["userName", "name.givenName", "name.familyName", "emails.^[primary==true].value"]
    {
        after.expect_text(place, &before.text(place))?;
    }
    Ok(())
}

/// Expects the password that was sent last to sign a user in, and no earlier one; as far as
/// somebody can tell.
fn signs_in_with_the_last(s: &Stage<'_>, user: &User, earlier: &mut Vec<String>) -> Verdict {
    let (login, sent) = (s.login(user), s.org.sent_password(user).map(str::to_owned));
    let (Some(signs_in), Some(sent)) = (&s.offers.signs_in, sent) else { return Ok(()) };
    expect(signs_in(&login, &sent), "the password that was sent last to sign the user in", || {
        "it does not".to_owned()
    })?;
    let old = earlier.iter().any(|old| *old != sent && signs_in(&login, old));
    expect(!old, "no earlier password to sign the user in", || "one does".to_owned())?;
    earlier.push(sent);
    Ok(())
}
