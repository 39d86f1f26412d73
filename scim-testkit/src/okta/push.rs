//! Group push: groups of Okta's, with their members, on the server.

mod links;
mod members;

pub use links::{Link, Unlink};

use super::app::Mode;
use super::group::{Group, Push};
use super::org::{Org, group_path};
use super::person::User;
use super::provision::{patched, set};
use super::task::Task;
use super::wire::usable_id;
use crate::live::{Answer, Ask, patch_body};
use serde_json::{Value, json};

const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

impl Org {
    /// Pushes a group: looked up by its name, then linked or created, and filled.
    ///
    /// Members are those who are provisioned.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # let scim = ScimService::builder()
    /// #     .resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new())
    /// #     .unauthenticated()
    /// #     .build();
    /// use scim_testkit::{live::Target, okta::{App, Mode, Org, Profile, Unlink}};
    ///
    /// let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
    /// let [jane, bob] = ["Jane", "Bob"]
    ///     .map(|name| org.hire(Profile::new(&format!("{name}@example.com"), name, "Smith")));
    /// let staff = org.add_group("Staff", &[&jane]);
    /// org.assign_group(&staff)?;
    /// org.push_group(&staff)?;
    /// org.join(&staff, &[&bob])?;         // assigned, created and added
    /// org.rename_group(&staff, "All")?;
    /// org.leave(&staff, &[&jane])?;       // removed, and deactivated
    /// org.set_push_active(&staff, false)?;
    /// org.set_push_active(&staff, true)?;
    /// org.push_now(&staff)?;
    /// org.unlink_group(&staff, Unlink::Delete)?;
    /// assert_eq!(org.external_group(&staff), None);
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    ///
    /// # Errors
    /// When the server refuses it, or answers what Okta cannot use.
    pub fn push_group(&mut self, group: &Group) -> Result<(), Task> {
        let result = self.push(group);
        self.done(result)
    }

    fn push(&mut self, group: &Group) -> Result<(), Task> {
        let Some(name) = self.teams.get(group).map(|team| team.name.clone()) else { return Ok(()) };
        let what = format!("push the group `{name}`");
        if !self.app.push_groups {
            return Err(Task::refused(&what, "the app does not push groups"));
        }
        if let Some(id) = self.group_named(&what, &name)?.1 {
            self.pushed_as(group, id, None);
            return self.push_all(&what, group);
        }
        let members = self.members(group);
        // the same members follow by themselves, so a server hears of them twice
        let sent = if self.app.fill_new_groups { self.shown(&members) } else { json!([]) };
        let body = json!({"schemas": [GROUP], "displayName": name, "members": sent});
        let answer = self.ask_well(&what, &Ask::post("/Groups").json(&body))?;
        let Some(id) = usable_id(answer.json()).map(str::to_owned) else {
            return Err(Task::unusable(&what, "the new group has no `id` that is a text", &answer));
        };
        self.pushed_as(group, id.clone(), None);
        match self.app.mode {
            Mode::Put => self.put_members(&what, group, &members)?,
            Mode::Patch if members.is_empty() => self.replace_members(&what, group, &members)?,
            Mode::Patch => {
                self.patch_name(&what, &id, &name)?;
                let value = self.shown(&members);
                let add = json!([{"op": "add", "path": "members", "value": value}]);
                self.patch_group(&what, &id, &add)?;
            }
        }
        self.keep_pushed(group, &members);
        Ok(())
    }

    /// Looks a group up by its name; the answer, and the id of the first that has it.
    fn group_named(&mut self, what: &str, name: &str) -> Result<(Answer, Option<String>), Task> {
        let (answer, found) = self.look_up(what, "/Groups", "displayName", name)?;
        let Some(existing) = found else { return Ok((answer, None)) };
        match usable_id(&existing).map(str::to_owned) {
            Some(id) => Ok((answer, Some(id))),
            None => Err(Task::unusable(what, "the group has no `id` that is a text", &answer)),
        }
    }

    fn pushed_as(&mut self, group: &Group, external_id: String, kept_name: Option<String>) {
        if let Some(team) = self.teams.get_mut(group) {
            team.push = Some(Push { external_id, active: true, pushed: Vec::new(), kept_name });
        }
    }

    fn keep_pushed(&mut self, group: &Group, members: &[(String, String)]) {
        if let Some(push) = self.teams.get_mut(group).and_then(|team| team.push.as_mut()) {
            push.pushed = members.iter().map(|(id, _)| id.clone()).collect();
        }
    }

    /// The id and the name of a group on the server, while it is pushed.
    fn push_of(&self, group: &Group) -> Option<(String, String)> {
        let team = self.teams.get(group)?;
        let push = team.push.as_ref().filter(|push| push.active && self.app.push_groups)?;
        let name = push.kept_name.as_ref().unwrap_or(&team.name);
        Some((push.external_id.clone(), name.clone()))
    }

    /// The members who are provisioned: ids on the server, and logins.
    fn members(&self, group: &Group) -> Vec<(String, String)> {
        let Some(team) = self.teams.get(group) else { return Vec::new() };
        let of = |user: &User| {
            let login = self.profile(user)?.text("login").to_owned();
            let assignment = self.assignment(user).filter(|assignment| assignment.active)?;
            Some((assignment.external_id.clone()?, login))
        };
        team.members.iter().filter_map(of).collect()
    }

    fn shown(&self, members: &[(String, String)]) -> Value {
        let shown = members.iter().map(|(id, login)| json!({"value": id, "display": login}));
        Value::Array(shown.collect())
    }

    /// Pushes a group that is pushed, with all of its members: "Push Now".
    ///
    /// # Errors
    /// When the server does not have it, or refuses it.
    pub fn push_now(&mut self, group: &Group) -> Result<(), Task> {
        let Some((id, name)) = self.push_of(group) else { return Ok(()) };
        let what = format!("push the group `{name}`");
        let there = self.read(&what, &group_path(&id));
        let result = match there {
            Ok(_) => self.push_all(&what, group),
            Err(task) => Err(task),
        };
        self.done(result)
    }

    fn push_all(&mut self, what: &str, group: &Group) -> Result<(), Task> {
        let members = self.members(group);
        match self.app.mode {
            Mode::Put => self.put_members(what, group, &members)?,
            Mode::Patch => {
                let Some((id, name)) = self.push_of(group) else { return Ok(()) };
                self.patch_name(what, &id, &name)?;
                self.replace_members(what, group, &members)?;
            }
        }
        self.keep_pushed(group, &members);
        Ok(())
    }

    fn replace_members(
        &mut self,
        what: &str,
        group: &Group,
        members: &[(String, String)],
    ) -> Result<(), Task> {
        let Some((id, _)) = self.push_of(group) else { return Ok(()) };
        let value = self.shown(members);
        self.patch_group(what, &id, &json!([{"op": "replace", "path": "members", "value": value}]))
    }

    fn patch_group(&mut self, what: &str, id: &str, operations: &Value) -> Result<(), Task> {
        let body = patch_body(operations);
        let answer = self.ask_well(what, &Ask::patch(group_path(id)).json(&body))?;
        patched(what, &answer, id)
    }

    fn patch_name(&mut self, what: &str, id: &str, name: &str) -> Result<(), Task> {
        let value = json!({"id": id, "displayName": name});
        self.patch_group(what, id, &json!([{"op": "replace", "value": value}]))
    }

    /// GET, then PUT with all members. Whose login is not known has `display` null.
    fn put_members(
        &mut self,
        what: &str,
        group: &Group,
        members: &[(String, String)],
    ) -> Result<(), Task> {
        let Some((id, name)) = self.push_of(group) else { return Ok(()) };
        self.read(what, &group_path(&id))?;
        let members: Vec<Value> = members
            .iter()
            .map(|(id, login)| {
                let display = if login.is_empty() { Value::Null } else { json!(login) };
                json!({"value": id, "display": display})
            })
            .collect();
        let mut body = json!({"schemas": [GROUP], "id": id, "displayName": name});
        set(&mut body, "members", Value::Array(members));
        let answer = self.ask_well(what, &Ask::put(group_path(&id)).json(&body))?;
        match usable_id(answer.json()) {
            Some(found) if found == id => Ok(()),
            _ => Err(Task::unusable(what, "the answer to PUT is not the group", &answer)),
        }
    }
}
