//! Deprovisioning takes many forms: `active` over a `bool`, a nullable `bool`, a date of
//! deactivation and a status of three states is written, read and filtered alike.
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, reason = "tests")]

use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::filter::Filter;
use scim_schema::value::{DateTime, InvalidValue};
use scim_schema::write::Scim;

macro_rules! model { ($name:ident { $(#[$meta:meta])* $field:ident: $ty:ty }) => {
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct $name {
        #[scim(id)]
        id: i64,
        #[scim(path = "userName")]
        login: String,
        $(#[$meta])*
        $field: $ty,
    }
} }

model! { Flag { #[scim(path = "active", default = true)] enabled: bool } }
model! { Nullable { active: Option<bool> } }
model! { Dated { #[scim(path = "active", with = "dated")] deactivated_at: Option<DateTime> } }
model! { Lower { #[scim(path = "nickName", with = "lower")] nick: String } }
model! { Staged { #[scim(path = "active", with = "staged")] status: Status } }

mod lower {
    use super::*;

    #[expect(clippy::ptr_arg, reason = "the type of the field")]
    pub(super) fn view(field: &String) -> Option<String> {
        (!field.is_empty()).then(|| field.clone())
    }
    pub(super) fn set(field: &mut String, mut text: String) -> Result<(), InvalidValue> {
        text.make_ascii_lowercase();
        *field = text;
        Ok(())
    }
    pub(super) fn clear(field: &mut String) -> Result<(), InvalidValue> {
        field.clear();
        Ok(())
    }
}

mod dated {
    use super::*;

    pub(super) fn view(field: &Option<DateTime>) -> Option<bool> {
        Some(field.is_none())
    }
    pub(super) fn set(field: &mut Option<DateTime>, active: bool) -> Result<(), InvalidValue> {
        *field = (!active).then(DateTime::now);
        Ok(())
    }
    pub(super) fn clear(field: &mut Option<DateTime>) -> Result<(), InvalidValue> {
        set(field, false)
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Status {
    Invited,
    #[default]
    Active,
    Suspended,
}

mod staged {
    use super::*;

    pub(super) fn view(field: &Status) -> Option<bool> {
        match field {
            Status::Invited => None,
            Status::Active => Some(true),
            Status::Suspended => Some(false),
        }
    }
    pub(super) fn set(field: &mut Status, active: bool) -> Result<(), InvalidValue> {
        *field = if active { Status::Active } else { Status::Suspended };
        Ok(())
    }
    pub(super) fn clear(field: &mut Status) -> Result<(), InvalidValue> {
        *field = Status::Invited;
        Ok(())
    }
}

fn body(active: &str) -> String {
    format!(
        r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b"{active}}}"#
    )
}

fn holds<R: ScimResource>(filter: &str, resource: &R) -> bool {
    Filter::<R>::parse(filter).unwrap().matches(resource)
}

/// Written, read back and filtered: all three say the same.
fn agrees<R: ScimResource>(resource: &R, active: Option<bool>) {
    let json: serde_json::Value = serde_json::from_slice(&Scim::new(resource).to_vec()).unwrap();
    assert_eq!(json.get("active").and_then(serde_json::Value::as_bool), active);
    assert_eq!(holds("active eq true", resource), active == Some(true));
    assert_eq!(holds("active eq false", resource), active == Some(false));
    assert_eq!(holds("active ne true", resource), active != Some(true));
    assert_eq!(holds("active pr", resource), active.is_some());
    assert_eq!(holds("not (active eq true)", resource), active != Some(true));
}

fn lives<R: ScimResource + Default>(unassigned: Option<bool>) {
    let create =
        |active: &str| Create::<R>::new(body(active), Dialect::RFC).unwrap().apply(&R::default());
    let replace = |active: &str, stored: &R| {
        Replace::<R>::new(body(active), Dialect::RFC)
            .unwrap()
            .apply(stored)
            .map(|(edited, _)| edited)
    };
    // hired
    let (member, _) = create(r#","active":true"#).unwrap();
    agrees(&member, Some(true));
    // left; a PUT that does not say keeps it so (design: omitted is not null)
    let left = replace(r#","active":false"#, &member).unwrap();
    agrees(&left, Some(false));
    agrees(&replace("", &left).unwrap(), Some(false));
    // back
    agrees(&replace(r#","active":true"#, &left).unwrap(), Some(true));
    // hired without a word
    agrees(&create("").unwrap().0, unassigned);
}

#[test]
fn a_bool() {
    lives::<Flag>(Some(true));
    let member = Flag { id: 1, login: "b".into(), enabled: true };
    let null =
        Replace::<Flag>::new(body(r#","active":null"#), Dialect::RFC).unwrap().apply(&member);
    assert_eq!(null.unwrap_err().path(), "active");
}

#[test]
fn a_nullable_bool() {
    lives::<Nullable>(None);
}

#[test]
fn a_date_of_deactivation() {
    lives::<Dated>(Some(true));
}

#[test]
fn a_status_of_three_states() {
    lives::<Staged>(Some(true));
    let member = Staged { id: 1, login: "b".into(), status: Status::Suspended };
    let null =
        Replace::<Staged>::new(body(r#","active":null"#), Dialect::RFC).unwrap().apply(&member);
    let (invited, _) = null.unwrap();
    assert_eq!(invited.status, Status::Invited);
    agrees(&invited, None);
}

/// 7644-3.5.1-03: what a module makes of a value decides whether it is another: a client that sends
/// again what it sent before changes nothing.
#[test]
fn what_a_module_makes_of_it_decides() {
    let held = Lower { id: 1, login: "b".to_owned(), nick: "bob".to_owned() };
    let put = |nick: &str| {
        let schema = "urn:ietf:params:scim:schemas:core:2.0:User";
        let body = format!(r#"{{"schemas":["{schema}"],"userName":"b","nickName":"{nick}"}}"#);
        Replace::<Lower>::new(body, Dialect::RFC).unwrap().apply(&held).unwrap()
    };
    for nick in ["Bob", "bob", "BOB"] {
        let (after, changes) = put(nick);
        assert!(changes.is_empty() && after == held, "{nick}: {changes:?}");
    }
    let (after, changes) = put("Rob");
    assert_eq!((after.nick.as_str(), changes.paths().len()), ("rob", 1));
}
