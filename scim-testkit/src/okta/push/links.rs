//! Which groups are pushed, and to which of the server's.

use crate::live::{Ask, member};
use crate::okta::app::Mode;
use crate::okta::group::Group;
use crate::okta::org::{Org, group_path};
use crate::okta::task::Task;
use serde_json::Value;

/// What becomes of the name of a group that Okta is linked to.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # use scim_testkit::{live::Target, okta::{App, Link, Mode, Org}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new()).unauthenticated().build();
/// # let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
/// let team = org.add_group("Team", &[]);
/// let task = org.link_group(&team, "team-of-the-app", Link::KeepName).unwrap_err();
/// assert!(task.to_string().contains("the app has no such group"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "Okta has these two")]
pub enum Link {
    /// It becomes that of the group in Okta.
    Rename,
    /// It stays, whatever the group is called in Okta.
    KeepName,
}

/// What becomes of a group that is not pushed any more.
///
/// ```
/// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder()
/// #     .resource(MemoryStore::<User>::new())
/// #     .resource(MemoryStore::<Group>::new())
/// #     .unauthenticated()
/// #     .build();
/// use scim_testkit::{live::Target, okta::{App, Mode, Org, Unlink}};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
/// let staff = org.add_group("Staff", &[]);
/// org.push_group(&staff)?;
/// let before = org.requests();
/// org.unlink_group(&staff, Unlink::Leave)?;
/// assert_eq!(org.requests(), before, "the server does not hear of it");
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "Okta has these two")]
pub enum Unlink {
    /// It is deleted on the server.
    Delete,
    /// It stays as it is.
    Leave,
}

impl Org {
    /// Pushes several groups, as [`push_group`](Self::push_group) does each.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # use scim_testkit::{live::Target, okta::{App, Link, Mode, Org, Profile}};
    /// # let scim = ScimService::builder().resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new()).unauthenticated().build();
    /// # let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
    /// let (a, b) = (org.add_group("A", &[]), org.add_group("B", &[]));
    /// org.push_groups(&[&a, &b])?;
    /// assert!(org.external_group(&b).is_some());
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    ///
    /// # Errors
    /// That of the first group that cannot be pushed; the others are.
    pub fn push_groups(&mut self, groups: &[&Group]) -> Result<(), Task> {
        let results: Vec<_> = groups.iter().map(|group| self.push_group(group)).collect();
        results.into_iter().collect()
    }

    /// Pushes the groups whose names a rule takes, now and from now on: those that are added or
    /// renamed too, of which [`tasks`](Self::tasks) has what fails.
    ///
    /// ```
    /// # use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
    /// # use scim_testkit::{live::Target, okta::{App, Link, Mode, Org, Profile}};
    /// # let scim = ScimService::builder().resource(MemoryStore::<User>::new())
    /// #     .resource(MemoryStore::<Group>::new()).unauthenticated().build();
    /// # let mut org = Org::new(Target::service(scim), App::new(Mode::Patch));
    /// org.push_by_rule(|name| name.starts_with("sales-"))?;
    /// let emea = org.add_group("sales-emea", &[]);
    /// assert!(org.external_group(&emea).is_some());
    /// # Ok::<(), scim_testkit::okta::Task>(())
    /// ```
    ///
    /// # Errors
    /// As [`push_groups`](Self::push_groups).
    pub fn push_by_rule(
        &mut self,
        takes: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Result<(), Task> {
        self.rules.push(Box::new(takes));
        let groups: Vec<Group> = self.teams.keys().cloned().collect();
        let results: Vec<_> = groups.iter().map(|group| self.push_ruled(group)).collect();
        results.into_iter().collect()
    }

    /// Pushes a group that a rule takes, if it is not yet.
    pub(in crate::okta) fn push_ruled(&mut self, group: &Group) -> Result<(), Task> {
        let Some(team) = self.teams.get(group).filter(|team| team.push.is_none()) else {
            return Ok(());
        };
        if self.rules.iter().any(|takes| takes(&team.name)) {
            self.push_group(group)
        } else {
            Ok(())
        }
    }

    /// Links a group to one of the server's, by its name there, and pushes its members. Okta knows
    /// the id of a group that it imported; any other it looks up.
    ///
    /// # Errors
    /// When the server has no such group, or refuses what is pushed.
    pub fn link_group(&mut self, group: &Group, name: &str, link: Link) -> Result<(), Task> {
        let result = self.linked_to(group, name, link);
        self.done(result)
    }

    fn linked_to(&mut self, group: &Group, name: &str, link: Link) -> Result<(), Task> {
        let what = format!("link a group to `{name}`");
        if !self.app.push_groups {
            return Err(Task::refused(&what, "the app does not push groups"));
        }
        let is_meant =
            |found: &Value| member(found, "displayName").and_then(Value::as_str) == Some(name);
        let mut imported = self.app_groups.iter().filter(|(_, found)| is_meant(found));
        let known = imported.next().map(|(id, _)| id.clone());
        let id = match known {
            Some(id) => id,
            None => match self.group_named(&what, name)? {
                (_, Some(id)) => id,
                (answer, None) => {
                    return Err(Task::unusable(&what, "the app has no such group", &answer));
                }
            },
        };
        let kept = (link == Link::KeepName).then(|| name.to_owned());
        self.pushed_as(group, id, kept);
        self.push_all(&what, group)
    }

    /// Renames a group, on the server too if it is pushed and does not [keep](Link::KeepName) its
    /// name there.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn rename_group(&mut self, group: &Group, name: &str) -> Result<(), Task> {
        let Some(team) = self.teams.get_mut(group) else { return Ok(()) };
        name.clone_into(&mut team.name);
        if team.push.is_none() {
            return self.push_ruled(group);
        }
        let Some((id, _)) = self.push_of(group).filter(|(_, pushed)| pushed == name) else {
            return Ok(());
        };
        let what = format!("rename the group `{name}`");
        let result = match self.app.mode {
            Mode::Put => {
                let members = self.members(group);
                self.put_members(&what, group, &members)
            }
            Mode::Patch => self.patch_name(&what, &id, name),
        };
        self.done(result)
    }

    /// Ends the push of a group. Its users stay.
    ///
    /// # Errors
    /// When the server refuses to delete it.
    pub fn unlink_group(&mut self, group: &Group, how: Unlink) -> Result<(), Task> {
        let Some(team) = self.teams.get_mut(group) else { return Ok(()) };
        let (what, push) = (format!("unlink the group `{}`", team.name), team.push.take());
        let (Some(push), Unlink::Delete) = (push, how) else { return Ok(()) };
        if !self.app.push_groups {
            return Ok(());
        }
        let answer = self.ask_well(&what, &Ask::delete(group_path(&push.external_id)));
        match self.done(answer)? {
            answer if answer.status() == 204 => {}
            answer => self.warn("a group is deleted, and the answer is not 204", answer.index()),
        }
        Ok(())
    }

    /// Stops the push of a group, or begins it again with all members.
    ///
    /// # Errors
    /// When the server refuses it.
    pub fn set_push_active(&mut self, group: &Group, active: bool) -> Result<(), Task> {
        if let Some(push) = self.teams.get_mut(group).and_then(|team| team.push.as_mut()) {
            push.active = active;
        }
        if active { self.push_now(group) } else { Ok(()) }
    }
}
