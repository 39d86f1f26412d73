//! Who is assigned to the app, and what becomes of users in Okta.

use super::group::Group;
use super::org::Org;
use super::person::{Lifecycle, User};
use super::task::Task;
use std::collections::BTreeSet;

impl Org {
    /// Assigns a user to the app: looked up, then created or linked.
    ///
    /// # Errors
    /// When the server refuses it, or answers what Okta cannot use.
    pub fn assign(&mut self, user: &User) -> Result<(), Task> {
        if let Some(person) = self.people.get_mut(user) {
            person.assignment.direct = true;
        }
        let result = self.provision(user);
        self.done(result)
    }

    /// Assigns a user again who was assigned before; the same as [`assign`](Self::assign).
    ///
    /// # Errors
    /// As [`assign`](Self::assign).
    pub fn reassign(&mut self, user: &User) -> Result<(), Task> {
        self.assign(user)
    }

    /// Assigns all members of a group, now and from now on.
    ///
    /// # Errors
    /// That of the first user who cannot be provisioned; the others are.
    pub fn assign_group(&mut self, group: &Group) -> Result<(), Task> {
        let Some(team) = self.teams.get_mut(group) else { return Ok(()) };
        team.assigned = true;
        self.each_of(group, Self::assign_by)
    }

    /// Does something to all members; answers the first error.
    fn each_of(
        &mut self,
        group: &Group,
        each: fn(&mut Self, &User, &Group) -> Result<(), Task>,
    ) -> Result<(), Task> {
        let members = self.teams.get(group).map(|team| team.members.clone()).unwrap_or_default();
        let results: Vec<_> = members.iter().map(|user| each(self, user, group)).collect();
        results.into_iter().collect()
    }

    pub(super) fn assign_by(&mut self, user: &User, group: &Group) -> Result<(), Task> {
        let Some(person) = self.people.get_mut(user) else { return Ok(()) };
        let was = person.assignment.is_assigned();
        person.assignment.by.insert(group.clone());
        if was {
            return Ok(());
        }
        let result = self.provision(user);
        self.done(result)
    }

    /// Ends the assignment of a user, whether direct or by groups.
    ///
    /// # Errors
    /// When the server refuses to deactivate the user.
    pub fn unassign(&mut self, user: &User) -> Result<(), Task> {
        let Some(person) = self.people.get_mut(user) else { return Ok(()) };
        let was = person.assignment.is_assigned();
        person.assignment.direct = false;
        person.assignment.by = BTreeSet::new();
        if was { self.leave_app(user) } else { Ok(()) }
    }

    /// Ends the assignment of a group: its members leave, but those who are assigned otherwise.
    ///
    /// # Errors
    /// That of the first user who cannot be deactivated; the others are.
    pub fn unassign_group(&mut self, group: &Group) -> Result<(), Task> {
        let Some(team) = self.teams.get_mut(group) else { return Ok(()) };
        team.assigned = false;
        self.each_of(group, Self::unassign_by)
    }

    pub(super) fn unassign_by(&mut self, user: &User, group: &Group) -> Result<(), Task> {
        let Some(person) = self.people.get_mut(user) else { return Ok(()) };
        if !person.assignment.by.remove(group) || person.assignment.is_assigned() {
            return Ok(());
        }
        self.leave_app(user)
    }

    /// Deactivates a user in Okta, which ends the assignment.
    ///
    /// # Errors
    /// When the server refuses to deactivate the user.
    pub fn deactivate(&mut self, user: &User) -> Result<(), Task> {
        if let Some(person) = self.people.get_mut(user) {
            person.lifecycle = Lifecycle::Deactivated;
        }
        self.unassign(user)
    }

    /// Activates a user in Okta again, of which no app hears.
    pub fn reactivate(&mut self, user: &User) {
        if let Some(person) = self.people.get_mut(user) {
            person.lifecycle = Lifecycle::Active;
        }
    }

    /// Suspends a user in Okta, of which no app hears.
    pub fn suspend(&mut self, user: &User) {
        if let Some(person) = self.people.get_mut(user) {
            person.lifecycle = Lifecycle::Suspended;
        }
    }

    /// Deletes a user in Okta, who must be deactivated; no app hears of it.
    ///
    /// # Errors
    /// When the user is not deactivated.
    pub fn delete(&mut self, user: &User) -> Result<(), Task> {
        if self.lifecycle(user) != Some(Lifecycle::Deactivated) {
            return Err(Task::refused("delete a user", "the user is not deactivated"));
        }
        self.people.remove(user);
        self.linked.retain(|_, linked| linked != user);
        for team in self.teams.values_mut() {
            team.members.remove(user);
        }
        Ok(())
    }
}
