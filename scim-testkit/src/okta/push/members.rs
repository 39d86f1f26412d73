//! Who is in a group, in Okta and on the server.

use crate::okta::app::Mode;
use crate::okta::group::Group;
use crate::okta::org::Org;
use crate::okta::person::User;
use crate::okta::task::Task;
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Org {
    /// Adds users to a group: they are assigned if the group is, and the group is pushed if it is.
    ///
    /// # Errors
    /// As [`change_members`](Self::change_members).
    pub fn join(&mut self, group: &Group, users: &[&User]) -> Result<(), Task> {
        self.change_members(group, users, &[])
    }

    /// Removes users from a group: they leave the app if nothing else assigns them.
    ///
    /// # Errors
    /// As [`change_members`](Self::change_members).
    pub fn leave(&mut self, group: &Group, users: &[&User]) -> Result<(), Task> {
        self.change_members(group, &[], users)
    }

    /// Adds users to a group and removes others, of which the server hears at once: by one PATCH that
    /// removes each and then adds, or by one PUT.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # use scim_testkit::{live::Target, okta::{App, Link, Mode, Org, Profile}};
    /// # let scim = ScimService::builder().resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new()).unauthenticated().build();
    /// # let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
    /// let ann = org.hire(Profile::new("ann@example.com", "Ann", "Smith"));
    /// let bob = org.hire(Profile::new("bob@example.com", "Bob", "Jones"));
    /// let team = org.add_group("Team", &[&ann]);
    /// org.assign(&ann)?;
    /// org.assign(&bob)?;
    /// org.push_group(&team)?;
    /// org.change_members(&team, &[&bob], &[&ann])?;
    /// let last = org.exchanges().last().unwrap();
    /// assert!(last.body.contains("\"remove\"") && last.body.contains("\"add\""));
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    ///
    /// # Errors
    /// The first of what the server refuses; the rest is done.
    pub fn change_members(
        &mut self,
        group: &Group,
        join: &[&User],
        leave: &[&User],
    ) -> Result<(), Task> {
        let Some(team) = self.teams.get_mut(group) else { return Ok(()) };
        team.members.extend(join.iter().map(|user| (*user).clone()));
        for user in leave {
            team.members.remove(*user);
        }
        let assigned = team.assigned;
        let mut results = Vec::new();
        if assigned {
            results.extend(join.iter().map(|user| self.assign_by(user, group)));
        }
        let pushed = self.push_members(group);
        results.push(self.done(pushed));
        if assigned {
            results.extend(leave.iter().map(|user| self.unassign_by(user, group)));
        }
        results.into_iter().collect()
    }

    /// Pushes what has changed of the members, after the name, as ever.
    fn push_members(&mut self, group: &Group) -> Result<(), Task> {
        let Some((id, name)) = self.push_of(group) else { return Ok(()) };
        let what = format!("push the members of `{name}`");
        let members = self.members(group);
        let known = self.teams.get(group).and_then(|team| team.push.as_ref());
        let known = known.map(|push| push.pushed.clone()).unwrap_or_default();
        let before: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        let now: BTreeSet<&str> = members.iter().map(|(id, _)| id.as_str()).collect();
        if before == now {
            return Ok(());
        }
        if self.app.mode == Mode::Put {
            // once as it was, then with the change
            let echo: Vec<(String, String)> =
                known.iter().map(|id| (id.clone(), String::new())).collect();
            self.put_members(&what, group, &echo)?;
            self.put_members(&what, group, &members)?;
        } else {
            self.patch_name(&what, &id, &name)?;
            let removed = known.iter().filter(|id| !now.contains(id.as_str()));
            let remove =
                |id| json!({"op": "remove", "path": format!("members[value eq {}]", json!(id))});
            let mut operations: Vec<Value> = removed.map(remove).collect();
            let is_new = |(id, _): &&(String, String)| !before.contains(id.as_str());
            let added: Vec<(String, String)> = members.iter().filter(is_new).cloned().collect();
            if !added.is_empty() {
                let value = self.shown(&added);
                operations.push(json!({"op": "add", "path": "members", "value": value}));
            }
            self.patch_group(&what, &id, &Value::Array(operations))?;
        }
        self.keep_pushed(group, &members);
        Ok(())
    }
}
