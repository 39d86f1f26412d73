//! Users: one row of flat columns, and a table for each attribute with several values.

mod elements;
mod table;

pub(crate) use table::user_id;

pub use elements::{
    Address, Certificate, Email, Entitlement, GroupMembership, Im, PhoneNumber, Photo, Role,
};

use crate::database::{Millis, Nullable};
use scim_schema::ScimResource;
use scim_schema::value::{DateTime, InvalidValue, Reference, Secret};
use sqlx::FromRow;
use uuid::Uuid;

/// A user, whole: RFC 7643 sections 4.1 and 4.3.
///
/// It holds what was sent and nothing else: no `active` where none was given, no `formatted`
/// made of the other names, no value that is primary because it is the only one.
#[derive(Debug, Clone, Default, ScimResource, FromRow)]
#[sqlx(default)]
#[scim(
    rfc = "User",
    extension = "EnterpriseUser",
    extension(
        schema = "urn:example:scim:schemas:extension:employment:2.0:User",
        name = "Employment",
        description = "When someone begins to work here"
    )
)]
pub struct User {
    /// The key of the row, for the tables that refer to it.
    #[scim(skip)]
    pub seq: i64,
    /// Given by this server.
    #[scim(id)]
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    /// The client's identifier.
    pub external_id: Option<String>,
    /// Unique in its tenant, compared by its folded key.
    #[scim(fold_column = "user_name_key")]
    pub user_name: String,
    /// The whole name.
    #[scim(path = "name.formatted")]
    pub name_formatted: Option<String>,
    /// The family name.
    #[scim(path = "name.familyName")]
    pub name_family_name: Option<String>,
    /// The given name.
    #[scim(path = "name.givenName")]
    pub name_given_name: Option<String>,
    /// The middle names.
    #[scim(path = "name.middleName")]
    pub name_middle_name: Option<String>,
    /// What precedes the name.
    #[scim(path = "name.honorificPrefix")]
    pub name_honorific_prefix: Option<String>,
    /// What follows the name.
    #[scim(path = "name.honorificSuffix")]
    pub name_honorific_suffix: Option<String>,
    /// The name to show.
    pub display_name: Option<String>,
    /// The casual name.
    pub nick_name: Option<String>,
    /// A page about the user.
    #[scim(with = "uri")]
    pub profile_url: Option<String>,
    /// The job title.
    pub title: Option<String>,
    /// The relation to the organization.
    pub user_type: Option<String>,
    /// The language to write in.
    pub preferred_language: Option<String>,
    /// The region for formats.
    pub locale: Option<String>,
    /// The time zone.
    pub timezone: Option<String>,
    /// Whether the user may sign in. Only `Some(false)` forbids it: `active IS NOT FALSE`.
    pub active: Option<bool>,
    /// In clear between an edit and its hashing, else the hash, so that an edit can unassign it;
    /// never shown.
    #[sqlx(skip)]
    pub password: Option<Secret>,
    /// The column of the password, on its way from the row to the field above.
    #[scim(skip)]
    pub(crate) password_hash: Option<String>,
    /// Email addresses.
    #[sqlx(skip)]
    pub emails: Vec<Email>,
    /// Telephone numbers.
    #[sqlx(skip)]
    pub phone_numbers: Vec<PhoneNumber>,
    /// Instant messaging addresses.
    #[sqlx(skip)]
    pub ims: Vec<Im>,
    /// Pictures.
    #[sqlx(skip)]
    pub photos: Vec<Photo>,
    /// Postal addresses.
    #[sqlx(skip)]
    pub addresses: Vec<Address>,
    /// The groups the user is in, directly or through others; derived from the memberships.
    #[sqlx(skip)]
    pub groups: Vec<GroupMembership>,
    /// What the user was granted.
    #[sqlx(skip)]
    pub entitlements: Vec<Entitlement>,
    /// Roles.
    #[sqlx(skip)]
    pub roles: Vec<Role>,
    /// Certificates.
    #[sqlx(skip)]
    pub x509_certificates: Vec<Certificate>,
    /// The number of the employee.
    #[scim(path = "EnterpriseUser:employeeNumber")]
    pub employee_number: Option<String>,
    /// The cost center.
    #[scim(path = "EnterpriseUser:costCenter")]
    pub cost_center: Option<String>,
    /// The organization.
    #[scim(path = "EnterpriseUser:organization")]
    pub organization: Option<String>,
    /// The division.
    #[scim(path = "EnterpriseUser:division")]
    pub division: Option<String>,
    /// The department.
    #[scim(path = "EnterpriseUser:department")]
    pub department: Option<String>,
    /// The id of the manager, as given: identity providers create managers after their reports.
    #[scim(path = "EnterpriseUser:manager.value")]
    pub manager_value: Option<String>,
    /// The URI of the manager, as given.
    #[scim(path = "EnterpriseUser:manager.$ref", with = "uri")]
    pub manager_ref: Option<String>,
    /// The name of the manager, if that is a user here; readOnly, so derived.
    #[scim(path = "EnterpriseUser:manager.displayName")]
    #[sqlx(skip)]
    pub manager_display_name: Option<String>,
    /// When the first working day begins, with the UTC offset of the place of work: who imports
    /// users sees those who are still to come.
    #[scim(path = "Employment:hireDate", fold_column = "hire_date_key")]
    #[sqlx(try_from = "Nullable")]
    pub hire_date: Option<DateTime>,
    /// When the user was created.
    #[scim(path = "meta.created", column = "created_at")]
    #[sqlx(rename = "created_at", try_from = "Millis")]
    pub created: DateTime,
    /// When the user was last changed.
    #[scim(path = "meta.lastModified", column = "modified_at")]
    #[sqlx(rename = "modified_at", try_from = "Millis")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}

/// A column of text that holds URIs and nothing else.
mod uri {
    use super::{InvalidValue, Reference};

    #[expect(clippy::ref_option, reason = "the derive hands over the field")]
    pub(super) fn view(url: &Option<String>) -> Option<Reference> {
        url.as_deref().and_then(|url| Reference::parse(url).ok())
    }
    #[expect(clippy::unnecessary_wraps, reason = "other columns refuse")]
    #[expect(clippy::needless_pass_by_value, reason = "other columns keep it")]
    pub(super) fn set(url: &mut Option<String>, given: Reference) -> Result<(), InvalidValue> {
        *url = Some(given.as_str().to_owned());
        Ok(())
    }
    #[expect(clippy::unnecessary_wraps, reason = "other columns refuse")]
    pub(super) fn clear(url: &mut Option<String>) -> Result<(), InvalidValue> {
        *url = None;
        Ok(())
    }
}
