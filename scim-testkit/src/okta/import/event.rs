//! Events: what Okta hears of a user without asking.

use crate::live::member;
use crate::okta::org::Org;
use crate::okta::person::User;
use serde_json::Value;

impl Org {
    /// Takes an event of the server's: the claims of a security event token that names a user, or
    /// any JSON that does. A user who is not active there is deactivated, where the app is the
    /// source. An event that is heard twice changes nothing the second time.
    ///
    /// It is read from the names of what happened; nothing is sent.
    pub fn receive(&mut self, event: &Value) {
        let Some(on_inactive) = self.app.source else { return };
        let inactive = ends(event);
        let ids: Vec<(User, String)> = self
            .people
            .iter()
            .filter_map(|(user, one)| Some((user.clone(), one.assignment.external_id.clone()?)))
            .collect();
        let named = ids.iter().filter(|(_, id)| names(event, id));
        for (user, _) in named {
            let Some(person) = self.people.get_mut(user) else { continue };
            if !inactive || !person.assignment.active {
                continue;
            }
            person.assignment.active = false;
            person.lifecycle = on_inactive.of(person.lifecycle);
        }
    }
}

/// Whether an event tells that a user is not active any more.
pub(in crate::okta) fn ends(event: &Value) -> bool {
    let Some(events) = member(event, "events").and_then(Value::as_object) else { return false };
    let inactive = |one: &Value| {
        let active = member(one, "data").and_then(|data| member(data, "active"));
        active.and_then(Value::as_bool) == Some(false)
    };
    let told = |urn: &String| urn.ends_with(":deactivate") || urn.ends_with(":delete");
    events.keys().any(told) || events.values().any(inactive)
}

/// Whether an event names a resource, alone or as the end of a URI.
pub(in crate::okta) fn names(event: &Value, id: &str) -> bool {
    match event {
        Value::String(text) => {
            text == id || text.strip_suffix(id).is_some_and(|before| before.ends_with('/'))
        }
        Value::Array(all) => all.iter().any(|one| names(one, id)),
        Value::Object(members) => members.values().any(|one| names(one, id)),
        _ => false,
    }
}
