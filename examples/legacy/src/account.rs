//! A row of the table, as it is.

use scim_schema::ScimResource;
use scim_schema::value::{DateTime, InvalidValue};
use sqlx::FromRow;

/// An account of the application.
#[derive(Debug, Clone, Default, PartialEq, ScimResource, FromRow)]
#[scim(rfc = "User")]
pub struct Account {
    /// The key that all other tables refer to, as text, unless that may have been another account's.
    #[scim(id)]
    pub scim_id: i64,
    /// The identifier of the client, which links the account to its user there.
    #[scim(path = "externalId")]
    pub external_id: Option<String>,
    /// What is typed to sign in, in whatever case it was entered.
    #[scim(path = "userName", fold_column = "login_key")]
    pub login: String,
    /// The given name.
    #[scim(path = "name.givenName")]
    pub first_name: String,
    /// The family name.
    #[scim(path = "name.familyName")]
    pub last_name: String,
    /// The address.
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    pub mail: Option<String>,
    /// Whether the account is barred: the contrary of `active`.
    #[scim(path = "active", with = "enabled")]
    pub disabled: bool,
    /// Not SCIM's business; no request touches it.
    #[scim(skip)]
    pub billing_notes: String,
    /// When the row was made, or migrated.
    #[scim(path = "meta.created")]
    #[sqlx(try_from = "Millis")]
    pub created_at: DateTime,
    /// When it was last changed, by whomever.
    #[scim(path = "meta.lastModified")]
    #[sqlx(try_from = "Millis")]
    pub modified_at: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}

/// `active` as the table has it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the derive hands over the field")]
#[expect(clippy::unnecessary_wraps, reason = "others have no value, or refuse one")]
mod enabled {
    use super::InvalidValue;

    pub(super) fn view(disabled: &bool) -> Option<bool> {
        Some(!*disabled)
    }
    pub(super) fn set(disabled: &mut bool, active: bool) -> Result<(), InvalidValue> {
        *disabled = !active;
        Ok(())
    }
    /// Without a word from anyone an account is in use.
    pub(super) fn clear(disabled: &mut bool) -> Result<(), InvalidValue> {
        *disabled = false;
        Ok(())
    }
}

/// Milliseconds since 1970.
#[derive(Debug, Clone, Copy, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct Millis(i64);

impl TryFrom<Millis> for DateTime {
    type Error = InvalidValue;

    fn try_from(Millis(millis): Millis) -> Result<Self, InvalidValue> {
        let nanos = u32::try_from(millis.rem_euclid(1_000)).unwrap_or_default() * 1_000_000;
        Self::from_unix(millis.div_euclid(1_000), nanos)
            .ok_or(InvalidValue::new("milliseconds since 1970"))
    }
}
