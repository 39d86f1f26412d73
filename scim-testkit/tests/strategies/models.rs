//! Models as applications have them: flat rows, narrow numbers, closed enums.

use scim_schema::value::{Binary, DateTime, InvalidValue, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};

/// One row of a table.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
pub(crate) struct Member {
    #[scim(id)]
    pub(crate) id: i64,
    #[scim(path = "userName")]
    pub(crate) login: String,
    #[scim(path = "name.givenName")]
    pub(crate) first_name: String,
    #[scim(path = "name.familyName")]
    pub(crate) last_name: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub(crate) email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    pub(crate) home_email: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    pub(crate) office: Option<Address>,
    pub(crate) active: Option<bool>,
    pub(crate) password: Option<Secret>,
    #[scim(path = "EnterpriseUser:department")]
    pub(crate) department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    pub(crate) manager_id: Option<String>,
    #[scim(path = "meta.created")]
    pub(crate) created_at: DateTime,
    #[scim(version)]
    pub(crate) revision: u64,
    #[scim(skip)]
    pub(crate) billing_notes: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub(crate) struct Address {
    pub(crate) street_address: Option<String>,
    pub(crate) locality: Option<String>,
    pub(crate) r#type: Option<String>,
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
    #[scim(required)]
    pub(crate) state: BadgeState,
    /// What it is called.
    pub(crate) labels: Vec<String>,
    /// Chosen once.
    #[scim(mutability = "immutable")]
    pub(crate) color: Option<Color>,
    pub(crate) uses: Option<i32>,
    pub(crate) floor: Option<u8>,
    pub(crate) weight: Option<f64>,
    pub(crate) issued_at: Option<DateTime>,
    pub(crate) image: Option<Binary>,
    pub(crate) lost: Option<bool>,
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

/// A key with a rule of its own, which no schema tells.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Key", endpoint = "/Keys")]
pub(crate) struct Key {
    #[scim(id)]
    pub(crate) id: String,
    /// The code, digits only.
    #[scim(required, with = "digits")]
    pub(crate) code: String,
    /// Where to send it.
    #[scim(with = "digits")]
    pub(crate) room: String,
}

#[expect(clippy::ptr_arg, reason = "the signature that `with` calls")]
mod digits {
    use super::InvalidValue;

    pub(crate) fn view(field: &String) -> Option<String> {
        (!field.is_empty()).then(|| field.clone())
    }
    pub(crate) fn set(field: &mut String, text: String) -> Result<(), InvalidValue> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidValue::new("digits"));
        }
        *field = text;
        Ok(())
    }
    pub(crate) fn clear(field: &mut String) -> Result<(), InvalidValue> {
        field.clear();
        Ok(())
    }
}
