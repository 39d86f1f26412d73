//! The User of RFC 7643 section 4.1, complete.

use super::EnterpriseUser;
use crate::value::{Binary, DateTime, Reference, Secret};
use crate::{ScimComplex, ScimResource};

/// A user with every attribute of RFC 7643 section 4.1 and the enterprise extension.
///
/// Use it where the application has no model of its own; otherwise derive [`ScimResource`] on
/// that.
///
/// ```
/// use scim_schema::rfc::{Email, User};
/// use scim_schema::write::Scim;
///
/// let email = Email { value: Some("babs@example.com".into()), ..Email::default() };
/// let user = User { user_name: "babs".into(), emails: vec![email], ..User::default() };
/// assert!(Scim::new(&user).to_string().contains(r#""emails":[{"value":"babs@example.com"}]"#));
/// ```
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
pub struct User {
    /// The identifier.
    #[scim(id)]
    pub id: String,
    /// The client's identifier.
    pub external_id: Option<String>,
    /// The name the user signs in with.
    pub user_name: String,
    /// The parts of the name.
    pub name: Option<Name>,
    /// The name to show.
    pub display_name: Option<String>,
    /// The casual name.
    pub nick_name: Option<String>,
    /// The page of the user.
    pub profile_url: Option<Reference>,
    /// The title, such as `Vice President`.
    pub title: Option<String>,
    /// The relation to the organization, such as `Contractor`.
    pub user_type: Option<String>,
    /// The preferred written or spoken languages.
    pub preferred_language: Option<String>,
    /// The locale, for dates and currencies.
    pub locale: Option<String>,
    /// The time zone, such as `America/Los_Angeles`.
    pub timezone: Option<String>,
    /// Whether the user may sign in; what unassigned means is the application's choice.
    pub active: Option<bool>,
    /// The password, as given: it is stored hashed and never returned.
    pub password: Option<Secret>,
    /// Email addresses.
    pub emails: Vec<Email>,
    /// Telephone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// Instant messaging addresses.
    pub ims: Vec<Im>,
    /// URIs of photos.
    pub photos: Vec<Photo>,
    /// Postal addresses.
    pub addresses: Vec<Address>,
    /// The groups the user is in, as the groups have it.
    pub groups: Vec<GroupMembership>,
    /// What the user is entitled to.
    pub entitlements: Vec<Entitlement>,
    /// The roles of the user.
    pub roles: Vec<Role>,
    /// Certificates.
    pub x509_certificates: Vec<X509Certificate>,
    /// The enterprise extension.
    #[scim(extension)]
    pub enterprise: Option<EnterpriseUser>,
    /// When the user was created.
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    /// When the user was last changed.
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    /// The version; becomes a weak ETag. Empty means none.
    #[scim(version)]
    pub version: String,
}

/// The parts of a user's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
#[scim(rfc = "User.name")]
pub struct Name {
    /// The whole name, to show.
    pub formatted: Option<String>,
    /// The family name.
    pub family_name: Option<String>,
    /// The given name.
    pub given_name: Option<String>,
    /// The middle names.
    pub middle_name: Option<String>,
    /// What precedes the name, such as `Ms.`.
    pub honorific_prefix: Option<String>,
    /// What follows the name, such as `III`.
    pub honorific_suffix: Option<String>,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub struct Address {
    /// The whole address, to print.
    pub formatted: Option<String>,
    /// Street, house number, box.
    pub street_address: Option<String>,
    /// The city.
    pub locality: Option<String>,
    /// The state or region.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country, an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// Which address: `work`, `home`, `other`.
    pub r#type: Option<String>,
    /// Whether it is the preferred one.
    pub primary: Option<bool>,
}

macro_rules! multi_valued { ($($(#[$doc:meta])* $name:ident $path:literal $value:ty;)*) => { $(
    $(#[$doc])*
    #[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
    #[scim(rfc = $path)]
    pub struct $name {
        /// The value.
        pub value: Option<$value>,
        /// The name to show.
        pub display: Option<String>,
        /// Which one it is, such as `work`.
        pub r#type: Option<String>,
        /// Whether it is the preferred one.
        pub primary: Option<bool>,
    }
)* } }

multi_valued! {
    /// An email address.
    Email "User.emails" String;
    /// A telephone number.
    PhoneNumber "User.phoneNumbers" String;
    /// An instant messaging address.
    Im "User.ims" String;
    /// A photo.
    Photo "User.photos" Reference;
    /// What a user is entitled to.
    Entitlement "User.entitlements" String;
    /// A role.
    Role "User.roles" String;
    /// A certificate.
    X509Certificate "User.x509Certificates" Binary;
}

/// A group the user is in; clients change it by changing the group.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
#[scim(rfc = "User.groups")]
pub struct GroupMembership {
    /// The identifier of the group.
    pub value: Option<String>,
    /// The URI of the group.
    #[scim(path = "$ref")]
    pub reference: Option<Reference>,
    /// The name of the group.
    pub display: Option<String>,
    /// Whether the user is a `direct` or an `indirect` member.
    pub r#type: Option<String>,
}
