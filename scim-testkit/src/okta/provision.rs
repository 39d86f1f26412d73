//! Users: created, linked, updated, deactivated, and never deleted.

use super::app::{Clear, Mode};
use super::org::{Org, password, user_path};
use super::person::User;
use super::profile::Profile;
use super::task::Task;
use super::wire::{Finding, usable_id};
use crate::live::{Answer, Ask, member, patch_body};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The password that is sent.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Password, Profile}};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
/// let jane = org.hire(Profile::new("jane@example.com", "Jane", "Smith"));
/// org.assign(&jane)?;
/// org.sync_password(&jane, Password::Okta)?;
/// let sent = org.exchanges().last().unwrap();
/// // no record has a password
/// assert!(sent.body.contains("$PASSWORD"), "{}", sent.body);
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "Okta has these two")]
pub enum Password {
    /// The user's own.
    Okta,
    /// A random one, which nobody knows.
    Random,
}

/// How a PATCH names what it replaces. Okta's is not documented for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    Pathless,
    Path,
}

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

impl Org {
    /// Saves the settings of the app, which tries the connection: a first page of users, and one
    /// of groups if they are imported.
    ///
    /// # Errors
    /// When an answer is no list.
    pub fn connect(&mut self) -> Result<(), Task> {
        let result = self.try_connection();
        self.done(result)
    }

    fn try_connection(&mut self) -> Result<(), Task> {
        let what = "save the API integration";
        let users = Ask::get("/Users").query("startIndex", "1").query("count", "2");
        let answer = self.ask_well(what, &users)?;
        listed(what, &answer)?;
        if self.app.import_groups {
            let groups = Ask::get("/Groups").query("startIndex", "1").query("count", "100");
            let answer = self.ask_well(what, &groups)?;
            listed(what, &answer)?;
        }
        Ok(())
    }

    /// Changes a profile, and sends what is mapped of it.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn update(&mut self, user: &User, change: impl FnOnce(&mut Profile)) -> Result<(), Task> {
        let Some(person) = self.people.get_mut(user) else { return Ok(()) };
        let before = person.profile.clone();
        change(&mut person.profile);
        let changed: BTreeSet<String> = person.profile.changed_from(&before).into_iter().collect();
        let is_sent = |name: &str| changed.contains(name);
        let any = self.app.mappings.iter().any(|one| one.attribute().is_some_and(is_sent));
        if !any || !self.is_updated(user) {
            return Ok(());
        }
        let result = self.push_profile(user, Some(&changed), None);
        self.done(result)
    }

    /// Sends all that is mapped of a profile to a server that may have lost it.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn force_sync(&mut self, user: &User) -> Result<(), Task> {
        if !self.is_updated(user) {
            return Ok(());
        }
        let result = self.push_profile(user, None, None);
        self.done(result)
    }

    /// Sends a password.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn sync_password(&mut self, user: &User, which: Password) -> Result<(), Task> {
        let result = self.send_password(user, which, Form::Pathless);
        self.done(result)
    }

    pub(super) fn send_password(
        &mut self,
        user: &User,
        which: Password,
        form: Form,
    ) -> Result<(), Task> {
        let what = format!("sync the password of {}", self.named(user));
        if !self.app.sync_password {
            return Ok(());
        }
        let Some(id) = self.external_id(user).map(str::to_owned) else { return Ok(()) };
        let text = match (which, self.people.get(user)) {
            (Password::Okta, Some(person)) => person.password.clone(),
            _ => password(&user.0),
        };
        match (self.app.mode, form) {
            (Mode::Put, _) => {
                let mut body = self.read(&what, &user_path(&id))?;
                set(&mut body, "password", json!(text));
                self.ask_well(&what, &Ask::put(user_path(&id)).json(&body))?;
            }
            (Mode::Patch, Form::Pathless) => {
                self.patch_user(
                    &what,
                    &id,
                    &json!({"op": "replace", "value": {"password": text}}),
                )?;
            }
            (Mode::Patch, Form::Path) => {
                let operation = json!({"op": "replace", "path": "password", "value": text});
                self.patch_user(&what, &id, &operation)?;
            }
        }
        self.took(user, text);
        Ok(())
    }

    fn took(&mut self, user: &User, password: String) {
        if let Some(person) = self.people.get_mut(user) {
            person.sent = Some(password);
        }
    }

    /// The password that the app has of a user, if it was sent one.
    pub(super) fn sent_password(&self, user: &User) -> Option<&str> {
        self.people.get(user)?.sent.as_deref()
    }

    fn is_updated(&self, user: &User) -> bool {
        let assigned = self.assignment(user);
        self.app.update && assigned.is_some_and(|one| one.active && one.external_id.is_some())
    }

    /// Looks a user up, then creates or links.
    pub(super) fn provision(&mut self, user: &User) -> Result<(), Task> {
        if !self.app.create {
            return Ok(());
        }
        let what = format!("create {}", self.named(user));
        let Some(person) = self.people.get(user) else { return Ok(()) };
        let value = person.profile.text(&self.app.unique_source).to_owned();
        let unique = self.app.unique.clone();
        match self.look_up(&what, "/Users", &unique, &value)? {
            (answer, Some(existing)) => self.link(user, &existing, &answer),
            (_, None) => self.create_user(&what, user),
        }
    }

    pub(super) fn warn(&mut self, text: &str, exchange: usize) {
        self.wire.find(Finding { fails: false, text: text.to_owned(), exchange });
    }

    fn create_user(&mut self, what: &str, user: &User) -> Result<(), Task> {
        let Some(person) = self.people.get(user) else { return Ok(()) };
        let secret = password(&user.0);
        let mut body = json!({
            "schemas": [USER],
            "groups": [],
            "password": secret,
            "active": true,
        });
        for mapping in &self.app.mappings {
            if let Some(value) = mapping.value(&user.0, &person.profile) {
                mapping.place.set(&mut body, value);
            }
        }
        let answer = self.ask_well(what, &Ask::post("/Users").json(&body))?;
        if answer.body().is_empty() {
            return Err(Task::unusable(what, "create new user returned empty user", &answer));
        }
        let Some(id) = usable_id(answer.json()).map(str::to_owned) else {
            return Err(Task::unusable(what, "the new user has no `id` that is a text", &answer));
        };
        if answer.status() != 201 {
            self.warn("a user is created, and the answer is not 201", answer.index());
        }
        self.linked(user, id, true);
        self.took(user, secret);
        Ok(())
    }

    fn linked(&mut self, user: &User, id: String, active: bool) {
        self.linked.insert(id.clone(), user.clone());
        if let Some(person) = self.people.get_mut(user) {
            person.assignment.external_id = Some(id);
            person.assignment.active = active;
        }
    }

    /// Takes an account that is there already, and brings it up to date.
    fn link(&mut self, user: &User, existing: &Value, answer: &Answer) -> Result<(), Task> {
        let what = format!("link {}", self.named(user));
        let Some(id) = usable_id(existing).map(str::to_owned) else {
            return Err(Task::unusable(&what, "the user has no `id` that is a text", answer));
        };
        let inactive = member(existing, "active") == Some(&json!(false));
        self.linked(user, id.clone(), !inactive || self.app.deactivate);
        if inactive && self.app.deactivate {
            match self.app.mode {
                Mode::Patch => self.activate(&what, &id)?,
                // then the profile follows, so there are two
                Mode::Put => self.put_active(&what, &id, true)?,
            }
        } else if inactive {
            return Ok(());
        }
        if self.app.update { self.push_profile(user, None, Some(true)) } else { Ok(()) }
    }

    fn activate(&mut self, what: &str, id: &str) -> Result<(), Task> {
        self.patch_user(what, id, &json!({"op": "replace", "value": {"active": true}}))
    }

    fn patch_user(&mut self, what: &str, id: &str, operation: &Value) -> Result<(), Task> {
        let body = patch_body(&json!([operation]));
        let answer = self.ask_well(what, &Ask::patch(user_path(id)).json(&body))?;
        patched(what, &answer, id)
    }

    /// PUT of what GET answers, with another `active`.
    fn put_active(&mut self, what: &str, id: &str, active: bool) -> Result<(), Task> {
        let mut body = self.read(what, &user_path(id))?;
        set(&mut body, "active", json!(active));
        let answer = self.ask_well(what, &Ask::put(user_path(id)).json(&body))?;
        expect_resource(what, &answer, id)
    }

    /// PUT of what GET answers, with the attributes that changed, or all that are mapped.
    fn push_profile(
        &mut self,
        user: &User,
        changed: Option<&BTreeSet<String>>,
        active: Option<bool>,
    ) -> Result<(), Task> {
        let what = format!("push the profile of {}", self.named(user));
        let Some(id) = self.external_id(user).map(str::to_owned) else { return Ok(()) };
        let mut body = self.read(&what, &user_path(&id))?;
        let Some(person) = self.people.get(user) else { return Ok(()) };
        for mapping in &self.app.mappings {
            let is_sent = match (changed, mapping.attribute()) {
                (Some(changed), Some(name)) => changed.contains(name),
                (Some(_), None) => false,
                (None, _) => true,
            };
            if !is_sent {
                continue;
            }
            let known = mapping.attribute().is_none_or(|name| person.profile.knows(name));
            match (mapping.value(&user.0, &person.profile), self.app.clear) {
                (Some(value), _) => mapping.place.set(&mut body, value),
                (None, Clear::Empty) if known => mapping.place.set(&mut body, json!("")),
                (None, Clear::Null) if known => mapping.place.set(&mut body, Value::Null),
                (None, Clear::Omit) if known => mapping.place.remove(&mut body),
                _ => {}
            }
        }
        if let Some(active) = active {
            set(&mut body, "active", json!(active));
        }
        if member(&body, "groups").is_none() {
            set(&mut body, "groups", json!([]));
        }
        let answer = self.ask_well(&what, &Ask::put(user_path(&id)).json(&body))?;
        expect_resource(&what, &answer, &id)
    }

    /// The user is not assigned any more.
    pub(super) fn leave_app(&mut self, user: &User) -> Result<(), Task> {
        let what = format!("deactivate {}", self.named(user));
        let id = match self.people.get_mut(user) {
            Some(person) if self.app.deactivate && person.assignment.active => {
                person.assignment.active = false;
                person.assignment.external_id.clone()
            }
            _ => None,
        };
        let Some(id) = id else { return Ok(()) };
        let result = match self.app.mode {
            Mode::Put => self.put_active(&what, &id, false),
            Mode::Patch => {
                let operation = json!({"op": "replace", "value": {"active": false}});
                self.patch_user(&what, &id, &operation)
            }
        };
        self.done(result)
    }
}

/// The answer to a PATCH: the resource, or nothing at all.
pub(super) fn patched(what: &str, answer: &Answer, id: &str) -> Result<(), Task> {
    if answer.status() == 204 || usable_id(answer.json()) == Some(id) {
        return Ok(());
    }
    Err(Task::unusable(what, "the answer to PATCH is neither the resource nor 204", answer))
}

fn expect_resource(what: &str, answer: &Answer, id: &str) -> Result<(), Task> {
    match usable_id(answer.json()) {
        Some(found) if found == id => Ok(()),
        Some(_) => Err(Task::unusable(what, "the answer to PUT has another `id`", answer)),
        None => Err(Task::unusable(what, "the answer to PUT is not the whole user", answer)),
    }
}

/// Sets a member of a resource, its name in any case.
pub(super) fn set(resource: &mut Value, name: &str, value: Value) {
    let Value::Object(members) = resource else { return };
    members.retain(|key, _| !key.eq_ignore_ascii_case(name));
    members.insert(name.to_owned(), value);
}

/// The resources of a list.
pub(super) fn listed(what: &str, answer: &Answer) -> Result<Vec<Value>, Task> {
    let list = answer.json();
    let total = member(list, "totalResults");
    match (member(list, "Resources"), total) {
        (Some(Value::Array(resources)), _) if resources.iter().all(Value::is_object) => {
            Ok(resources.clone())
        }
        (Some(Value::Array(_)), _) => {
            Err(Task::unusable(what, "a list has something that is no resource", answer))
        }
        (None | Some(Value::Null), Some(total)) if *total == 0 => Ok(Vec::new()),
        // a later page may have nothing left
        (None, Some(total)) if total.is_u64() => Ok(Vec::new()),
        _ => Err(Task::unusable(what, "the answer is no list with `Resources`", answer)),
    }
}
