//! Models as applications have them, and resources of them.
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::unwrap_used,
    reason = "each test file uses some; tests"
)]

mod drawn;

pub use drawn::{badges, members, users};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use scim_schema::changes::Changes;
use scim_schema::message::ScimError;
use scim_schema::ownership::Owned;
use scim_schema::schema::Mutability;
use scim_schema::value::{Binary, DateTime, InvalidValue, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};
use scim_testkit::oracle::{Attribute, Refusal, Shape, document, is_same_resource};
use serde_json::Value;

/// A member of a workspace: one row of a table.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
pub(crate) struct Member {
    #[scim(id)]
    pub(crate) id: i64,
    #[scim(path = "externalId")]
    pub(crate) okta_id: Option<String>,
    #[scim(path = "userName")]
    pub(crate) login: String,
    #[scim(path = "name.givenName")]
    pub(crate) first_name: String,
    #[scim(path = "name.familyName")]
    pub(crate) last_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub(crate) email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    pub(crate) home_email: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    pub(crate) office: Option<Address>,
    #[scim(path = "active", with = "deactivation")]
    pub(crate) deactivated_at: Option<DateTime>,
    #[scim(path = "password")]
    pub(crate) password: Option<Secret>,
    #[scim(path = "EnterpriseUser:department")]
    pub(crate) department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    pub(crate) manager_id: Option<String>,
    #[scim(path = "groups", get = "Member::teams")]
    pub(crate) team_ids: Vec<i64>,
    #[scim(path = "meta.created")]
    pub(crate) created_at: DateTime,
    #[scim(path = "meta.lastModified")]
    pub(crate) updated_at: DateTime,
    #[scim(version)]
    pub(crate) revision: u64,
    #[scim(skip)]
    pub(crate) billing_notes: String,
}

impl Member {
    pub(crate) fn teams(&self) -> Vec<Team> {
        self.team_ids.iter().map(|id| Team { value: Some(id.to_string()), display: None }).collect()
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.groups")]
pub(crate) struct Team {
    pub(crate) value: Option<String>,
    pub(crate) display: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub(crate) struct Address {
    pub(crate) street_address: Option<String>,
    pub(crate) locality: Option<String>,
    pub(crate) r#type: Option<String>,
    #[scim(skip)]
    pub(crate) geo_code: String,
}

/// `active` of a user that is deactivated at a time.
pub(crate) mod deactivation {
    use super::*;

    pub(crate) const NOW: &str = "2026-01-01T00:00:00Z";

    pub(crate) fn view(field: &Option<DateTime>) -> Option<bool> {
        Some(field.is_none())
    }
    pub(crate) fn set(field: &mut Option<DateTime>, active: bool) -> Result<(), InvalidValue> {
        *field = if active { None } else { Some(DateTime::parse(NOW)?) };
        Ok(())
    }
    pub(crate) fn clear(field: &mut Option<DateTime>) -> Result<(), InvalidValue> {
        set(field, false)
    }
}

/// A badge that opens doors.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
pub(crate) struct Badge {
    #[scim(id)]
    pub(crate) id: String,
    /// Printed on the back.
    #[scim(required, case_exact, uniqueness = "server")]
    pub(crate) serial_number: String,
    /// Whose it is.
    #[scim(reference = "User")]
    pub(crate) holder: Option<Reference>,
    /// What it opens.
    pub(crate) doors: Vec<Door>,
    /// Whether it works.
    #[scim(default = BadgeState::Issued)]
    pub(crate) state: BadgeState,
    /// What it is called.
    pub(crate) labels: Vec<String>,
    /// Chosen once.
    #[scim(mutability = "immutable")]
    pub(crate) color: Option<Color>,
    /// Only shown when asked for.
    #[scim(returned = "request")]
    pub(crate) notes: Option<String>,
    pub(crate) uses: Option<i32>,
    pub(crate) weight: Option<f64>,
    pub(crate) issued_at: Option<DateTime>,
    pub(crate) image: Option<Binary>,
    pub(crate) lost: Option<bool>,
    /// Survives a PUT that leaves it out.
    #[scim(on_omit = "keep")]
    pub(crate) remark: Option<String>,
    pub(crate) maker: Maker,
    #[scim(extension)]
    pub(crate) parking: Option<Parking>,
    #[scim(skip)]
    pub(crate) stock_row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Door {
    #[scim(key)]
    pub(crate) number: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) primary: Option<bool>,
    #[scim(skip)]
    pub(crate) row_id: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Maker {
    pub(crate) name: Option<String>,
    #[scim(required)]
    pub(crate) country: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, ScimEnum)]
pub(crate) enum BadgeState {
    #[default]
    Issued,
    InUse,
    #[scim(rename = "lost")]
    Gone,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, ScimValue)]
pub(crate) struct Color(pub(crate) String);

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
pub(crate) struct Parking {
    /// The lot.
    pub(crate) lot: Option<String>,
    #[scim(required)]
    pub(crate) level: Option<i64>,
}

/// What the application owns of a model, and the shape of what is left to clients.
pub(crate) fn owning<R: ScimResource>(sample: &R, paths: &[&str]) -> (Owned<R>, Shape) {
    let mut shape = Shape::of(sample);
    for path in paths {
        let (urn, path) = match path.rsplit_once(':') {
            _ if shape.attribute(path).is_some() => (None, *path),
            Some((urn, path)) => (Some(urn), path),
            None => (None, *path),
        };
        let parts = if path.contains(':') { vec![path] } else { path.split('.').collect() };
        own(&mut shape.attributes, &urn.into_iter().chain(parts).collect::<Vec<_>>());
    }
    (Owned::new(paths).unwrap(), shape)
}

fn own(attributes: &mut [Attribute], names: &[&str]) {
    let [name, rest @ ..] = names else { return };
    let attribute = attributes.iter_mut().find(|known| known.name == *name);
    let Some(attribute) = attribute else { return };
    if rest.is_empty() {
        attribute.mutability = Mutability::ReadOnly;
        attribute.owned = true;
        return;
    }
    own(&mut attribute.sub_attributes, rest);
    for slot in &mut attribute.slots {
        own(&mut slot.sub_attributes, rest);
    }
}

/// Whether an edit for someone who does not write what is owned ends as the oracle says.
pub(crate) fn agrees<R: ScimResource>(
    before: &R,
    body: &Value,
    expected: Result<(Value, bool), Refusal>,
    actual: Result<(R, Changes), ScimError>,
) -> TestCaseResult {
    let expected = match expected {
        Ok((document, ignored)) => (document, ignored),
        Err(refusal) => {
            let Err(error) = actual else {
                return Err(TestCaseError::fail(format!("{body}\nis {refusal}")));
            };
            let kind = error.scim_type().map_or("", |kind| kind.as_str());
            let allowed = refusal.allows(error.status(), kind);
            prop_assert!(allowed, "{body}\nexpected {refusal}\n but {kind} {error}");
            return Ok(());
        }
    };
    let (after, changes) =
        actual.map_err(|error| TestCaseError::fail(format!("{body}\n{error}")))?;
    let (held, after) = (document(before), document(&after));
    let same = is_same_resource(&expected.0, &after);
    prop_assert!(same, "{body}\n on {held}\n expected {}\n but {after}", expected.0);
    // the engine tells of parts of fixed elements as well
    prop_assert!(!expected.1 || !changes.ignored().is_empty(), "{body}\nnothing is reported");
    Ok(())
}

/// Some of what can be owned of users.
pub(crate) fn paths_of_users() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "externalId",
        "name",
        "name.givenName",
        "name.familyName",
        "title",
        "active",
        "profileUrl",
        "emails",
        "addresses",
        "roles",
        "x509Certificates",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    ];
    prop::sample::subsequence(all, 1..6)
}

/// The same of flat members.
pub(crate) fn paths_of_members() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "externalId",
        "name",
        "name.givenName",
        "active",
        "emails",
        "emails.value",
        "addresses",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    ];
    prop::sample::subsequence(all, 1..5)
}

/// The same of badges.
pub(crate) fn paths_of_badges() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec![
        "holder",
        "doors",
        "state",
        "labels",
        "color",
        "notes",
        "uses",
        "remark",
        "maker",
        "maker.name",
        "urn:example:scim:schemas:extension:2.0:Parking",
        "urn:example:scim:schemas:extension:2.0:Parking:lot",
    ];
    prop::sample::subsequence(all, 1..6)
}
