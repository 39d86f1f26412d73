//! The application's own side: what its people do there, as another client of the server.

use super::Stage;
use crate::live::{Ask, Stop};
use crate::okta::org::{group_path, user_path};
use crate::okta::profile::Profile;
use crate::okta::provision::set;
use scim_schema::value::DateTime;
use serde_json::{Value, json};

/// A user that the application made.
#[derive(Debug, Clone)]
pub(in crate::okta) struct Account {
    pub(in crate::okta) id: String,
    pub(in crate::okta) login: String,
}

impl Stage<'_> {
    /// A user of a profile, made in the application. It has no password.
    pub(in crate::okta) fn app_hire(&mut self, profile: &Profile) -> Result<Account, Stop> {
        self.app_hire_with(profile, |_| {})
    }

    /// Likewise, with more in the body.
    pub(in crate::okta) fn app_hire_with(
        &mut self,
        profile: &Profile,
        more: impl FnOnce(&mut Value),
    ) -> Result<Account, Stop> {
        let unique = self.unique();
        let mut body = self.users()?.minimal(&unique);
        for mapping in &self.org.app.mappings {
            let Some(value) = mapping.value("", profile) else { continue };
            if mapping.attribute().is_some() && (self.is_known(&mapping.place.path())) {
                mapping.place.set(&mut body, value);
            }
        }
        set(&mut body, "active", json!(true));
        more(&mut body);
        let id = self.app_post("/Users", &body)?;
        Ok(Account { id, login: profile.text("login").to_owned() })
    }

    fn is_known(&self, path: &str) -> bool {
        ["userName", "emails.value"].contains(&path)
            || path.starts_with("name.")
            || self.holds(path)
    }

    /// A group, made in the application.
    pub(in crate::okta) fn app_group(
        &mut self,
        name: &str,
        members: &[&str],
    ) -> Result<String, Stop> {
        let members: Vec<Value> = members.iter().map(|id| json!({"value": id})).collect();
        let body = json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": name,
            "members": members,
        });
        self.app_post("/Groups", &body)
    }

    fn app_post(&mut self, endpoint: &str, body: &Value) -> Result<String, Stop> {
        let answer = self.send(&Ask::post(endpoint).json(body))?;
        answer.expect_success()?;
        match answer.text("id") {
            "" => Err(answer.failed("an `id`", "none")),
            id => Ok(id.to_owned()),
        }
    }

    /// Changes a user in the application.
    pub(in crate::okta) fn app_change(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut Value),
    ) -> Result<(), Stop> {
        let seen = self.see_id(id)?;
        let mut body = seen.answer.json().clone();
        change(&mut body);
        self.send(&Ask::put(user_path(id)).json(&body))?.expect_success()?;
        Ok(())
    }

    /// Sets `active` of a user in the application; where that follows from the date on which the
    /// user leaves, sets that.
    pub(in crate::okta) fn app_set_active(&mut self, id: &str, active: bool) -> Result<(), Stop> {
        let ends = self.users()?.find(|one| one.name().eq_ignore_ascii_case("terminationDate"));
        match ends {
            Some(ends) if !self.holds("active") => self.app_change(id, |user| {
                if active {
                    ends.take(user);
                } else {
                    let today = DateTime::now().as_str().to_owned();
                    ends.put(user, json!(today));
                }
            }),
            _ => self.app_change(id, |user| set(user, "active", json!(active))),
        }
    }

    /// Deletes a user in the application.
    pub(in crate::okta) fn app_delete(&mut self, id: &str) -> Result<(), Stop> {
        self.send(&Ask::delete(user_path(id)))?.expect_success()?;
        Ok(())
    }

    /// Whether a group is there.
    pub(in crate::okta) fn has_group(&mut self, id: &str) -> Result<bool, Stop> {
        let answer = self.send(&Ask::get(group_path(id)))?;
        answer.expect_one_of(&[200, 404])?;
        Ok(answer.status() == 200)
    }
}
