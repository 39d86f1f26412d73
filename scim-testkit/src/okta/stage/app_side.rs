//! The application's own side: what its people do there, as another client of the server.

use super::Stage;
use crate::live::{Ask, Stop, patch_body};
use crate::okta::app::Mode;
use crate::okta::org::{group_path, user_path};
use crate::okta::place::Place;
use crate::okta::profile::Profile;
use crate::okta::provision::set;
use serde_json::{Map, Value, json};

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

    /// Changes a user in the application: by PUT, or where Okta's updates are by PATCH, by that
    /// too, if the server has it.
    pub(in crate::okta) fn app_change(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut Value),
    ) -> Result<(), Stop> {
        let seen = self.see_id(id)?;
        let before = seen.answer.json();
        let mut body = before.clone();
        change(&mut body);
        let patches = self.discovery.config.as_ref().is_some_and(|config| config.patch.supported);
        let ask = if self.org.app.mode == Mode::Patch && patches {
            let operations = difference(before, &body);
            if operations.is_empty() {
                return Ok(());
            }
            Ask::patch(user_path(id)).json(&patch_body(&Value::Array(operations)))
        } else {
            Ask::put(user_path(id)).json(&body)
        };
        self.send(&ask)?.expect_success()?;
        Ok(())
    }

    /// Sets `active` of a user in the application; where that follows from the date on which the
    /// user leaves, sets that.
    pub(in crate::okta) fn app_set_active(&mut self, id: &str, active: bool) -> Result<(), Stop> {
        let today = self.org.clock().now().as_str().to_owned();
        let ends = self.users()?.find(|one| one.name().eq_ignore_ascii_case("terminationDate"));
        match ends {
            Some(ends) if !self.holds("active") => self.app_change(id, |user| {
                if active {
                    ends.take(user);
                } else {
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

/// Names a user, and leaves what else the server has of the name.
pub(in crate::okta) fn rename(user: &mut Value, given: &str, family: &str) {
    for (place, name) in [("name.givenName", given), ("name.familyName", family)] {
        if let Ok(place) = place.parse::<Place>() {
            place.set(user, json!(name));
        }
    }
}

/// The operations that make one resource of the other: one for each attribute or sub-attribute.
fn difference(before: &Value, after: &Value) -> Vec<Value> {
    let (none, mut operations) = (Map::new(), Vec::new());
    let (before, after) = (before.as_object().unwrap_or(&none), after.as_object().unwrap_or(&none));
    for (name, value) in after {
        if name == "schemas" || before.get(name) == Some(value) {
            continue;
        }
        let Value::Object(value) = value else {
            operations.push(json!({"op": "replace", "path": name, "value": value}));
            continue;
        };
        let within = before.get(name).and_then(Value::as_object).unwrap_or(&none);
        // below a URN, or below a complex attribute
        let path = |sub: &str| format!("{name}{}{sub}", if name.contains(':') { ':' } else { '.' });
        for (sub, value) in value.iter().filter(|(sub, value)| within.get(*sub) != Some(*value)) {
            operations.push(json!({"op": "replace", "path": path(sub), "value": value}));
        }
        for sub in within.keys().filter(|sub| !value.contains_key(*sub)) {
            operations.push(json!({"op": "remove", "path": path(sub)}));
        }
    }
    for name in before.keys().filter(|name| !after.contains_key(*name)) {
        operations.push(json!({"op": "remove", "path": name}));
    }
    operations
}

#[cfg(test)]
mod tests {
    use super::{difference, rename};
    use serde_json::json;

    #[test]
    fn a_change_is_an_operation_for_each_attribute() {
        let before = json!({"schemas": ["urn:a"], "active": true, "title": "x",
            "name": {"givenName": "A", "formatted": "A B"}, "urn:a:2.0:User": {"x": "1", "y": "2"}});
        let mut after = before.clone();
        rename(&mut after, "C", "D");
        after["schemas"] = json!(["urn:a", "urn:b"]);
        after["active"] = json!(false);
        after["urn:a:2.0:User"] = json!({"y": "3"});
        after["urn:b:2.0:User"] = json!({"z": "4"});
        after.as_object_mut().unwrap().remove("title");
        let mut operations: Vec<_> =
            difference(&before, &after).iter().map(ToString::to_string).collect();
        operations.sort();
        let mut expected: Vec<_> = [
            json!({"op": "replace", "path": "active", "value": false}),
            json!({"op": "replace", "path": "name.givenName", "value": "C"}),
            json!({"op": "replace", "path": "name.familyName", "value": "D"}),
            json!({"op": "replace", "path": "urn:a:2.0:User:y", "value": "3"}),
            json!({"op": "remove", "path": "urn:a:2.0:User:x"}),
            json!({"op": "replace", "path": "urn:b:2.0:User:z", "value": "4"}),
            json!({"op": "remove", "path": "title"}),
        ]
        .iter()
        .map(ToString::to_string)
        .collect();
        expected.sort();
        assert_eq!(operations, expected);
        assert!(difference(&before, &before).is_empty());
    }
}
