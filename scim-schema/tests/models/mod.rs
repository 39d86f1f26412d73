//! Models as applications have them.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses some; tests")]

use scim_schema::value::{Binary, DateTime, InvalidValue, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};

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

pub(crate) const MEMBER: &str = r#"{
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
    "externalId": "00u1", "userName": "bjensen@example.com",
    "name": {"givenName": "Barbara", "familyName": "Jensen"},
    "emails": [{"type": "work", "value": "bjensen@example.com", "primary": true},
               {"type": "home", "value": "babs@jensen.org"}],
    "addresses": [{"type": "work", "streetAddress": "100 Universal City Plaza", "locality": "Hollywood"}],
    "active": true, "password": "t1meMa$heen",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
        {"department": "Tour Operations", "manager": {"value": "26118915"}}
}"#;

/// A member as it is stored.
pub(crate) fn member() -> Member {
    Member {
        id: 7,
        okta_id: Some("00u1".into()),
        login: "bjensen@example.com".into(),
        first_name: "Barbara".into(),
        last_name: "Jensen".into(),
        email: "bjensen@example.com".into(),
        home_email: Some("babs@jensen.org".into()),
        office: Some(Address {
            street_address: Some("100 Universal City Plaza".into()),
            locality: Some("Hollywood".into()),
            r#type: Some("work".into()),
            geo_code: "34.1,-118.3".into(),
        }),
        deactivated_at: None,
        password: Some(Secret::new("t1meMa$heen")),
        department: Some("Tour Operations".into()),
        manager_id: Some("26118915".into()),
        team_ids: vec![3],
        created_at: DateTime::parse("2010-01-23T04:56:22Z").unwrap(),
        updated_at: DateTime::parse("2011-05-13T04:42:34Z").unwrap(),
        revision: 7,
        billing_notes: "pays late".into(),
    }
}
