//! Models that hold their values wrongly.

mod badges;

pub(crate) use badges::badges;

use crate::fault::{Fault, Wrong, fault};
use crate::message::{Op, operations, unchanged};
use scim_schema::message::ScimType;
use scim_schema::rfc::{Email, Group, User};
use scim_schema::value::Secret;
use scim_testkit::law::{edit, equivalence, frame};
use serde_json::Value;

fn body(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// A member of a body; its name may be in another case.
fn given<'v>(body: &'v Value, name: &str) -> Option<&'v Value> {
    let members = body.as_object()?;
    members.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The operations of a PATCH on an attribute.
fn on(body: &str, attribute: &str) -> Vec<Op> {
    let is = |op: &Op| {
        let path = op.path.as_deref().unwrap_or_default();
        let path = path.split(['[', '.']).next().unwrap_or_default();
        path.eq_ignore_ascii_case(attribute)
    };
    operations(body).unwrap_or_default().into_iter().filter(is).collect()
}

macro_rules! after {
    ($model:ty, $law:expr, $form:ident: $($name:literal, $requirement:literal, $wrong:expr;)*) => {
        vec![$( fault::<$model>($name, $requirement, $law, Wrong::$form($wrong)) ),*]
    };
}
use after;

pub(crate) fn users() -> Vec<Fault<User>> {
    let mut faults = after![User, &edit::PATCH_AGREES, Patched:
        "a new primary element leaves the others primary", "7644-3.5.2-23", |before, _, answer| {
            let mut edited = answer?;
            for email in &mut edited.resource.emails {
                let was = |old: &&Email| old.primary == Some(true) && old.value == email.value;
                if let Some(old) = before.emails.iter().find(was) {
                    email.primary = old.primary;
                }
            }
            Ok(edited)
        };
        "a new primary element takes away what the others say of it", "7644-3.5.2-23",
        |before, _, answer| {
            let mut edited = answer?;
            let primary = |user: &User| user.emails.iter().any(|one| one.primary == Some(true));
            if !primary(before) && primary(&edited.resource) {
                for email in &mut edited.resource.emails {
                    email.primary = email.primary.filter(|primary| *primary);
                }
            }
            Ok(edited)
        };
        "`groups` can be written", "7644-3.5.2-15", |before, text, answer| {
            match (answer, on(text, "groups").is_empty()) {
                (Err(_), false) => {
                    let mut edited = unchanged(before);
                    edited.resource.groups.clear();
                    Ok(edited)
                }
                (answer, _) => answer,
            }
        };
        "`userName` can be removed", "7644-3.5.2.2-07", |before, text, answer| {
            let removed = on(text, "userName").iter().any(|op| op.is("remove"));
            match answer {
                Err(error) if removed && error.scim_type() == Some(ScimType::Mutability) => {
                    let mut edited = unchanged(before);
                    edited.resource.user_name.clear();
                    Ok(edited)
                }
                answer => answer,
            }
        };
        "deactivation removes the roles", "7644-3.5.2.3-11", |_, text, answer| {
            let mut edited = answer?;
            if on(text, "active").iter().any(|op| op.value == Some(false.into())) {
                edited.resource.roles.clear();
            }
            Ok(edited)
        };
        "a new given name makes a new display name", "7644-3.5.2.3-11", |before, _, answer| {
            let mut edited = answer?;
            let given = |user: &User| user.name.as_ref().and_then(|name| name.given_name.clone());
            if given(before) != given(&edited.resource) {
                edited.resource.display_name = given(&edited.resource);
            }
            Ok(edited)
        };
        "`userName` is held in lower case", "7643-7-20", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.user_name = edited.resource.user_name.to_lowercase();
            Ok(edited)
        };
    ];
    faults.extend(after![User, &edit::REPLACE_AGREES, Replaced:
        "a PUT clears what is readOnly", "7644-3.5.1-12", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.groups.clear();
            Ok(edited)
        };
        "a PUT writes what is readOnly", "7644-3.5.1-12", |_, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "groups").is_some_and(|groups| groups != &Value::Array(vec![])) {
                edited.resource.groups.pop();
            }
            Ok(edited)
        };
        "a PUT writes `meta.created`", "7643-3.1-19", |_, text, answer| {
            let mut edited = answer?;
            let body = body(text);
            let created = given(&body, "meta").and_then(|meta| given(meta, "created"));
            if let Some(Ok(created)) = created.and_then(Value::as_str).map(str::parse) {
                edited.resource.created = Some(created);
            }
            Ok(edited)
        };
        "a PUT without `active` deactivates", "7644-3.5.1-05", |_, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "active").is_none() && edited.resource.active == Some(true) {
                edited.resource.active = Some(false);
            }
            Ok(edited)
        };
        "a new password is not taken", "7644-3.5.1-04", |before, _, answer| {
            let mut edited = answer?;
            if before.password.is_some() {
                edited.resource.password.clone_from(&before.password);
                edited.changed.remove("password");
            }
            Ok(edited)
        };
        "elements are matched by their position", "7644-3.5.1-16", |before, _, answer| {
            let mut edited = answer?;
            for (old, new) in before.emails.iter().zip(&mut edited.resource.emails) {
                if new.display.is_none() && old.value != new.value {
                    new.display.clone_from(&old.display);
                }
            }
            Ok(edited)
        };
        "two elements with the same value become one", "7643-2.4-11", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.emails.dedup_by(|a, b| a.value == b.value && a.value.is_some());
            Ok(edited)
        };
    ]);
    faults.extend(after![User, &edit::CREATE_AGREES, Created:
        "a POST writes what is readOnly", "7644-3.3-02", |_, text, answer| {
            let mut edited = answer?;
            let body = body(text);
            let groups = given(&body, "groups").and_then(Value::as_array);
            let id = groups.into_iter().flatten().find_map(|one| one.get("value")?.as_str());
            let group = scim_schema::rfc::GroupMembership {
                value: id.map(str::to_owned),
                ..Default::default()
            };
            edited.resource.groups.extend(id.map(|_| group));
            Ok(edited)
        };
        "a client chooses the `id`", "7643-3.1-09", |_, text, answer| {
            let mut edited = answer?;
            if let Some(id) = given(&body(text), "id").and_then(Value::as_str) {
                edited.resource.id = id.to_owned();
            }
            Ok(edited)
        };
        "a POST makes the first element primary", "7643-2.4-06", |_, _, answer| {
            let mut edited = answer?;
            let emails = &mut edited.resource.emails;
            if emails.iter().all(|one| one.primary.is_none())
                && let Some(first) = emails.first_mut()
            {
                first.primary = Some(true);
            }
            Ok(edited)
        };
        "a POST activates", "7644-3.3-03", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.active = edited.resource.active.or(Some(true));
            Ok(edited)
        };
        "a POST makes a display name", "7644-3.3-03", |_, _, answer| {
            let mut edited = answer?;
            let User { name, display_name, .. } = &mut edited.resource;
            let formatted = name.as_ref().and_then(|name| name.formatted.clone());
            *display_name = display_name.take().or(formatted);
            Ok(edited)
        };
        "a POST forgets the password", "7643-7-26", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.password = None;
            Ok(edited)
        };
        "an empty password is set", "7643-2.5-01", |_, text, answer| {
            let mut edited = answer?;
            if given(&body(text), "password").is_some_and(Value::is_null) {
                edited.resource.password = Some(Secret::new(String::new()));
            }
            Ok(edited)
        };
    ]);
    faults.extend(after![User, &equivalence::ADD_TWICE, Patched:
        "`add` of an element that is there makes another", "7644-3.5.2.1-10",
        |before, text, answer| {
            let mut edited = answer?;
            for op in on(text, "emails").iter().filter(|op| op.is("add")) {
                let elements = op.value.as_ref().and_then(Value::as_array).into_iter().flatten();
                for element in elements {
                    let value = element.get("value").and_then(Value::as_str);
                    let there = before.emails.iter().find(|one| one.value.as_deref() == value);
                    edited.resource.emails.extend(there.filter(|_| value.is_some()).cloned());
                }
            }
            Ok(edited)
        };
    ]);
    faults.extend(after![User, &frame::PATCH_FRAME, Patched:
        "a PATCH touches the password", "7644-3.5.2.3-11", |_, text, answer| {
            let mut edited = answer?;
            if on(text, "userName").iter().any(|op| op.is("replace")) {
                edited.resource.password = None;
            }
            Ok(edited)
        };
    ]);
    faults.extend(after![User, &frame::MUTABILITY, Patched:
        "a PATCH of `groups` is taken", "7643-7-22", |before, text, answer| {
            match (answer, on(text, "groups").is_empty()) {
                (Err(_), false) => {
                    let mut edited = unchanged(before);
                    edited.resource.groups.pop();
                    Ok(edited)
                }
                (answer, _) => answer,
            }
        };
        "a PATCH moves `meta.created`", "7643-7-22", |before, _, answer| {
            let mut edited = answer?;
            if !edited.changed.is_empty() {
                edited.resource.created.clone_from(&before.last_modified);
            }
            Ok(edited)
        };
        "a PATCH of `userName` is a PATCH of `id`", "7643-3.1-08", |before, _, answer| {
            let mut edited = answer?;
            if before.user_name != edited.resource.user_name {
                edited.resource.id.clone_from(&edited.resource.user_name);
            }
            Ok(edited)
        };
    ]);
    faults.extend(after![User, &frame::REMOVE, Patched:
        "`remove` of some elements makes another primary", "7644-3.5.2.2-05",
        |before, text, answer| {
            let mut edited = answer?;
            let removed = on(text, "emails").iter().any(|op| op.is("remove"));
            let fewer = edited.resource.emails.len() < before.emails.len();
            if let Some(first) = edited.resource.emails.first_mut().filter(|_| removed && fewer) {
                first.primary = Some(first.primary != Some(true));
            }
            Ok(edited)
        };
    ]);
    faults
}

pub(crate) fn groups() -> Vec<Fault<Group>> {
    let mut faults = after![Group, &edit::PATCH_AGREES, Patched:
        "members keep their first hundred", "7644-3.5.2.1-06", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.members.truncate(100);
            Ok(edited)
        };
        "a member that is added again loses its `display`", "7644-3.5.2.1-10",
        |before, text, answer| {
            let mut edited = answer?;
            for op in on(text, "members").iter().filter(|op| op.is("add")) {
                let text = op.value.as_ref().map(ToString::to_string).unwrap_or_default();
                for member in &mut edited.resource.members {
                    let value = member.value.clone().unwrap_or_default();
                    if before.members.contains(member) && text.contains(&format!("{value:?}")) {
                        member.display = None;
                    }
                }
            }
            Ok(edited)
        };
        "the `type` of a member can be changed", "7644-3.5.2-15", |before, text, answer| {
            let given = on(text, "members").iter().any(|op| {
                op.path.as_deref().is_some_and(|path| path.to_lowercase().ends_with("].type"))
            });
            match answer {
                Err(error) if given && error.scim_type() == Some(ScimType::Mutability) => {
                    Ok(unchanged(before))
                }
                answer => answer,
            }
        };
        "members are told apart without case", "7643-2.3.7-05", |before, text, answer| {
            let mut edited = answer?;
            if on(text, "members").iter().any(|op| op.is("remove")) {
                let kept = &mut edited.resource.members;
                let gone: Vec<String> = before
                    .members
                    .iter()
                    .filter(|old| !kept.contains(old))
                    .filter_map(|old| Some(old.value.as_ref()?.to_lowercase()))
                    .collect();
                kept.retain(|one| {
                    !one.value.as_ref().is_some_and(|one| gone.contains(&one.to_lowercase()))
                });
            }
            Ok(edited)
        };
    ];
    faults.extend(after![Group, &edit::REPLACE_AGREES, Replaced:
        "the `display` of members is lost by a PUT", "7644-3.5.1-12", |_, _, answer| {
            let mut edited = answer?;
            edited.resource.members.iter_mut().for_each(|member| member.display = None);
            Ok(edited)
        };
        "the `display` of members stays at its position", "7644-3.5.1-12", |before, _, answer| {
            let mut edited = answer?;
            for (old, new) in before.members.iter().zip(&mut edited.resource.members) {
                new.display.clone_from(&old.display);
            }
            Ok(edited)
        };
        "a PUT changes the `type` of a member", "7644-3.5.1-09", |_, text, answer| {
            let mut edited = answer?;
            let body = body(text);
            let given = given(&body, "members").and_then(Value::as_array);
            for element in given.into_iter().flatten() {
                let of = |name: &str| element.get(name).and_then(Value::as_str);
                let members = edited.resource.members.iter_mut();
                for member in members.filter(|one| one.value.as_deref() == of("value")) {
                    member.r#type = of("type").map(str::to_owned);
                }
            }
            Ok(edited)
        };
    ]);
    faults
}
