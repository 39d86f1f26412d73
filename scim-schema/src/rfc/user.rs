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
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Create, rfc::User};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bjensen",
///     "name": { "formatted": "Ms. Barbara J Jensen III", "familyName": "Jensen", "givenName": "Barbara" }
/// }"#;
/// let (user, _) = Create::<User>::new(body, Dialect::RFC)?.apply(&User::default())?;
/// let name = user.name.unwrap();
/// assert_eq!((name.given_name.as_deref(), name.middle_name), (Some("Barbara"), None));
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
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
///
/// ```
/// use scim_schema::rfc::{Address, User};
/// use scim_schema::write::Scim;
///
/// let office = Address {
///     street_address: Some("100 Universal City Plaza".into()),
///     locality: Some("Hollywood".into()),
///     country: Some("US".into()),
///     r#type: Some("work".into()),
///     ..Address::default()
/// };
/// let user = User { addresses: vec![office], ..User::default() };
/// assert!(Scim::new(&user).to_string().contains(r#""locality":"Hollywood","country":"US","type":"work""#));
/// ```
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
    ///
    /// ```
    /// use scim_schema::rfc::Email;
    ///
    /// let email = Email {
    ///     value: Some("babs@example.com".into()),
    ///     r#type: Some("work".into()),
    ///     primary: Some(true),
    ///     ..Email::default()
    /// };
    /// assert_eq!(email.display, None);
    /// ```
    Email "User.emails" String;
    /// A telephone number.
    ///
    /// ```
    /// use scim_schema::rfc::{PhoneNumber, User};
    /// use scim_schema::write::Scim;
    ///
    /// let phone = PhoneNumber { value: Some("tel:+1-201-555-0123".into()), ..PhoneNumber::default() };
    /// let user = User { phone_numbers: vec![phone], ..User::default() };
    /// assert!(Scim::new(&user).to_string().contains(r#""phoneNumbers":[{"value":"tel:+1-201-555-0123"}]"#));
    /// ```
    PhoneNumber "User.phoneNumbers" String;
    /// An instant messaging address.
    ///
    /// ```
    /// use scim_schema::filter::Filter;
    /// use scim_schema::rfc::{Im, User};
    ///
    /// let im = Im { value: Some("babs".into()), r#type: Some("xmpp".into()), ..Im::default() };
    /// let filter = Filter::<User>::parse(r#"ims[type eq "xmpp"]"#).unwrap();
    /// assert!(filter.matches(&User { ims: vec![im], ..User::default() }));
    /// ```
    Im "User.ims" String;
    /// A photo.
    ///
    /// ```
    /// use scim_schema::rfc::Photo;
    /// use scim_schema::value::Reference;
    ///
    /// let url = Reference::parse("https://photos.example.com/babs.jpg").unwrap();
    /// let photo = Photo { value: Some(url), r#type: Some("thumbnail".into()), ..Photo::default() };
    /// assert!(photo.value.unwrap().is_absolute());
    /// ```
    Photo "User.photos" Reference;
    /// What a user is entitled to.
    ///
    /// ```
    /// use scim_schema::rfc::{Entitlement, User};
    /// use scim_schema::write::Scim;
    ///
    /// let seat = Entitlement { value: Some("seat".into()), ..Entitlement::default() };
    /// let user = User { entitlements: vec![seat], ..User::default() };
    /// assert!(Scim::new(&user).to_string().contains(r#""entitlements":[{"value":"seat"}]"#));
    /// ```
    Entitlement "User.entitlements" String;
    /// A role.
    ///
    /// ```
    /// use scim_schema::rfc::{Role, User};
    /// use scim_schema::{dialect::Dialect, edit::Patch};
    ///
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [{ "op": "add", "path": "roles", "value": [{ "value": "admin" }] }]
    /// }"#;
    /// let (user, _) = Patch::<User>::new(body, Dialect::RFC)?.apply(&User::default())?;
    /// assert_eq!(user.roles, [Role { value: Some("admin".into()), ..Role::default() }]);
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    Role "User.roles" String;
    /// A certificate.
    ///
    /// ```
    /// use scim_schema::rfc::X509Certificate;
    /// use scim_schema::value::Binary;
    ///
    /// // DER as base64, as the wire has it
    /// let value = Binary::parse("MIIDQzCC").unwrap();
    /// let certificate = X509Certificate { value: Some(value), ..X509Certificate::default() };
    /// assert_eq!(certificate.value.unwrap().as_str(), "MIIDQzCC");
    /// ```
    X509Certificate "User.x509Certificates" Binary;
}

/// A group the user is in; clients change it by changing the group.
///
/// ```
/// use scim_schema::rfc::{GroupMembership, User};
/// use scim_schema::value::Reference;
/// use scim_schema::write::Scim;
///
/// let guides = GroupMembership {
///     value: Some("e9e30dba".into()),
///     reference: Some(Reference::parse("../Groups/e9e30dba").unwrap()),
///     display: Some("Tour Guides".into()),
///     ..GroupMembership::default()
/// };
/// let user = User { groups: vec![guides], ..User::default() };
/// assert!(Scim::new(&user).to_string().contains(r#""$ref":"../Groups/e9e30dba","display":"Tour Guides""#));
/// ```
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
