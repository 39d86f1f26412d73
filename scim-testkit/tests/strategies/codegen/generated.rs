// Written by `BLESS=1 cargo test -p scim-testkit --test strategies codegen`.

pub mod d0 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// A person or service with an account.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name the user signs in with, unique among the users.
    pub user_name: String,
    /// The parts of the user's name, the whole name, or both.
    pub name: Option<Name>,
    /// The name to show to other people.
    pub display_name: Option<String>,
    /// What the user is called informally; not a sign-in name.
    pub nick_name: Option<String>,
    /// A web page about the user.
    pub profile_url: Option<Reference>,
    /// The user's job title.
    pub title: Option<String>,
    /// How the user relates to the organization, such as employee or contractor.
    pub user_type: Option<String>,
    /// The language to address the user in, as in Accept-Language.
    pub preferred_language: Option<String>,
    /// The region whose formats for dates, numbers and currency the user expects.
    pub locale: Option<String>,
    /// The user's time zone, as the IANA database names it.
    pub timezone: Option<String>,
    /// Whether the account may be used.
    pub active: Option<bool>,
    /// A new password in clear text; it can be set and never read.
    pub password: Option<Secret>,
    /// The user's email addresses.
    pub emails: Vec<Email>,
    /// The user's phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// The user's instant messaging addresses.
    pub ims: Vec<Im>,
    /// Where pictures of the user are found.
    pub photos: Vec<Photo>,
    /// The user's postal addresses.
    pub addresses: Vec<Address>,
    /// The groups that the user is in; changed through the groups.
    pub groups: Vec<UserGroup>,
    /// What the user has been granted.
    pub entitlements: Vec<Entitlement>,
    /// The roles that the user has.
    pub roles: Vec<Role>,
    /// The certificates issued to the user.
    pub x509_certificates: Vec<X509Certificate>,
    #[scim(extension)]
    pub enterprise_user: Option<EnterpriseUser>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.name")]
pub struct Name {
    /// The whole name, as it is to be shown.
    pub formatted: Option<String>,
    /// The family or last name.
    pub family_name: Option<String>,
    /// The given or first name.
    pub given_name: Option<String>,
    /// The middle name or names.
    pub middle_name: Option<String>,
    /// What precedes the name, such as Dr.
    pub honorific_prefix: Option<String>,
    /// What follows the name, such as III.
    pub honorific_suffix: Option<String>,
}

/// An element of `emails`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.emails")]
pub struct Email {
    /// The email address.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// What the address is used for.
    pub r#type: Option<EmailType>,
    /// Whether this is the preferred address; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `emails.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum EmailType {
    Work,
    Home,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `phoneNumbers`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.phoneNumbers")]
pub struct PhoneNumber {
    /// The phone number, best written as a tel URI.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// What the number is used for.
    pub r#type: Option<PhoneNumberType>,
    /// Whether this is the preferred number; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `phoneNumbers.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhoneNumberType {
    Work,
    Home,
    Mobile,
    Fax,
    Pager,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `ims`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.ims")]
pub struct Im {
    /// The address within the messaging service.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// The messaging service.
    pub r#type: Option<ImType>,
    /// Whether this is the preferred messaging address; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `ims.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum ImType {
    Aim,
    Gtalk,
    Icq,
    Xmpp,
    Msn,
    Skype,
    Qq,
    Yahoo,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// An element of `photos`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.photos")]
pub struct Photo {
    /// The URL of the picture.
    pub value: Option<Reference>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// The size of the picture.
    pub r#type: Option<PhotoType>,
    /// Whether this is the preferred picture; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `photos.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhotoType {
    Photo,
    Thumbnail,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// An element of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub struct Address {
    /// The whole address as on a label; it may have several lines.
    pub formatted: Option<String>,
    /// The street, house number and the like; it may have several lines.
    pub street_address: Option<String>,
    /// The city or town.
    pub locality: Option<String>,
    /// The state, province or region.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country, as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// What the address is used for.
    pub r#type: Option<AddressType>,
    /// Whether this is the preferred address; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `addresses.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum AddressType {
    Work,
    Home,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `groups`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.groups")]
pub struct UserGroup {
    /// The id of the group.
    pub value: Option<String>,
    /// The URI of the group.
    #[scim(path = "$ref")]
    pub reference: Option<Reference>,
    /// The name of the group.
    pub display: Option<String>,
    /// Whether the user is a member itself or through another group.
    pub r#type: Option<UserGroupType>,
}

/// The canonical values of `groups.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum UserGroupType {
    Direct,
    Indirect,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// An element of `entitlements`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.entitlements")]
pub struct Entitlement {
    /// The entitlement.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// The kind of entitlement.
    pub r#type: Option<String>,
    /// Whether this is the main entitlement; one may be.
    pub primary: Option<bool>,
}

/// An element of `roles`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.roles")]
pub struct Role {
    /// The role.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// The kind of role.
    pub r#type: Option<String>,
    /// Whether this is the main role; one may be.
    pub primary: Option<bool>,
}

/// An element of `x509Certificates`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.x509Certificates")]
pub struct X509Certificate {
    /// The certificate in DER form, as base64.
    pub value: Option<Binary>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// The kind of certificate.
    pub r#type: Option<String>,
    /// Whether this is the preferred certificate; one may be.
    pub primary: Option<bool>,
}

/// A named set of users and groups.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "Group")]
pub struct Group {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name of the group, to be shown.
    pub display_name: String,
    /// Who is in the group.
    pub members: Vec<Member>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// An element of `members`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "Group.members")]
pub struct Member {
    /// The id of the member.
    pub value: Option<String>,
    /// The URI of the member.
    #[scim(path = "$ref")]
    pub reference: Option<Reference>,
    /// Whether the member is a user or a group.
    pub r#type: Option<MemberType>,
    /// The name of the member, taken from the member.
    pub display: Option<String>,
}

/// The canonical values of `members.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum MemberType {
    #[scim(rename = "User")]
    User,
    #[scim(rename = "Group")]
    Group,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// What an organization adds to its users.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(rfc = "EnterpriseUser")]
pub struct EnterpriseUser {
    /// The number or code the organization gave the person.
    pub employee_number: Option<String>,
    /// The cost center the person is charged to.
    pub cost_center: Option<String>,
    /// The organization the person belongs to.
    pub organization: Option<String>,
    /// The division the person works in.
    pub division: Option<String>,
    /// The department the person works in.
    pub department: Option<String>,
    /// The user whom this user reports to.
    pub manager: Option<Manager>,
}

/// The value of `manager`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "EnterpriseUser.manager")]
pub struct Manager {
    /// The id of the manager's user.
    pub value: Option<String>,
    /// The URI of the manager's user.
    #[scim(path = "$ref")]
    pub reference: Option<Reference>,
    /// The name of the manager, taken from the manager's user.
    pub display_name: Option<String>,
}
}

pub mod d1 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{DateTime, Secret};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

/// Whether it works; with `code` in it.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:Badge", name = "Door\"s")]
#[scim(endpoint = "/Things0")]
pub struct DoorS {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(mutability = "immutable", returned = "request", uniqueness = "server")]
    pub crate_: Option<bool>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:acme.v2")]
#[scim(name = "2FA Settings", description = "ends blank ")]
#[scim(endpoint = "/Things1")]
pub struct AcmeV2 {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name.
    #[scim(mutability = "readOnly", uniqueness = "server")]
    pub self_: Vec<AcmeV2Self>,
    /// a
    #[scim(rename = "$weird$name", mutability = "immutable", returned = "always")]
    pub weird_name: Option<WeirdName>,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// An element of `self`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct AcmeV2Self {
    #[scim(mutability = "writeOnly", returned = "never")]
    #[scim(description = " begins blank")]
    pub status: Option<Secret>,
}

/// The value of `$weird$name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct WeirdName {
    /// Whether it works; with `code` in it.
    pub version: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:acme.v2")]
#[scim(description = "\0nul")]
pub struct User {
    #[scim(mutability = "readOnly", description = "tab\there")]
    pub r2_d2: Vec<i64>,
    #[scim(case_exact, description = "a\n\nb")]
    pub value: Option<f64>,
}
}

pub mod d2 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:1x")]
#[scim(name = "2FA Settings", description = "tab\there")]
#[scim(endpoint = "/Things0")]
pub struct Schemas1x {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(mutability = "immutable", returned = "always")]
    #[scim(description = "1. first")]
    pub r#match: Option<Match>,
    #[scim(rename = "a-b", uniqueness = "global", description = "\n")]
    pub a_b: Option<Binary>,
    /// 日本語 — é
    #[scim(mutability = "immutable", uniqueness = "global")]
    pub status: Option<i64>,
    #[scim(case_exact, uniqueness = "server")]
    #[scim(canonical_values("work", "self", "-", "back\\slash"))]
    #[scim(description = "- item")]
    pub statuses: Option<f64>,
    #[scim(rename = "a__b", reference("Group", "acme-Door", "User"))]
    #[scim(description = "ends blank ")]
    pub a_b_2: Vec<Reference>,
    #[scim(required, returned = "always", uniqueness = "server")]
    #[scim(canonical_values("x, y", "other", "Work"), description = "\n")]
    pub companies: String,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `match`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Match {
    /// two  blanks
    #[scim(uniqueness = "server")]
    pub emails: Vec<String>,
    /// 日本語 — é
    #[scim(uniqueness = "global", reference("User", "acme-Door", "User"))]
    pub crate_: Option<Reference>,
    #[scim(required, uniqueness = "global")]
    pub value: Binary,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:1x")]
#[scim(description = "see https://example.com/a?b=c", endpoint = "/Things1")]
pub struct Badge {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(mutability = "readOnly", returned = "always", uniqueness = "server")]
    #[scim(canonical_values("a b", "other"), description = "line\r\nline")]
    pub display_name: Option<Binary>,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:User")]
#[scim(name = "用户", description = "# heading")]
pub struct User {
    #[scim(rename = "externalID2", case_exact, mutability = "readOnly")]
    #[scim(uniqueness = "server")]
    #[scim(canonical_values("inUse", "\"quoted\"", "2fa", "Other"))]
    #[scim(description = " begins blank")]
    pub external_id2: Option<bool>,
    #[scim(mutability = "readOnly", returned = "always", uniqueness = "server")]
    #[scim(canonical_values("x, y"), description = "C:\\path")]
    pub companies: Vec<Binary>,
    /// "quoted"
    #[scim(mutability = "readOnly", uniqueness = "global")]
    #[scim(canonical_values("a b", "ANY_OTHER"))]
    pub address2_line: Option<f64>,
    #[scim(rename = "a-b", mutability = "writeOnly", returned = "never")]
    #[scim(uniqueness = "global", description = "see https://example.com/a?b=c")]
    pub a_b: Option<Secret>,
}
}

pub mod d3 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:acme.v2")]
#[scim(name = "Option", description = "``` fence", endpoint = "/Things0")]
pub struct AcmeV2 {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(mutability = "readOnly", canonical_values("-", "Bearer", "2fa"))]
    #[scim(description = "- item")]
    pub crate_: Option<Binary>,
    #[scim(rename = "tail_", required, description = "bidi \u{202e}txet")]
    pub tail: Vec<i64>,
    #[scim(extension)]
    pub enterprise_user: Option<EnterpriseUser>,
    #[scim(extension, required)]
    pub extension_acme_v2: ExtensionAcmeV2,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// A named set of users and groups.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "Group", endpoint = "/Things1")]
pub struct Group {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name of the group, to be shown.
    #[scim(mutability = "immutable")]
    pub display_name: String,
    /// Who is in the group.
    pub members: Vec<Member>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// An element of `members`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "Group.members")]
pub struct Member {
    /// The URI of the member.
    #[scim(path = "$ref", reference("User"))]
    pub reference: Option<Reference>,
}

/// What an organization adds to its users.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(rfc = "EnterpriseUser")]
pub struct EnterpriseUser {
    /// The number or code the organization gave the person.
    pub employee_number: Option<String>,
    /// The user whom this user reports to.
    pub manager: Option<Manager>,
}

/// The value of `manager`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "EnterpriseUser.manager")]
pub struct Manager {
    /// The id of the manager's user.
    pub value: Option<String>,
    /// The URI of the manager's user.
    #[scim(path = "$ref", required)]
    pub reference: Reference,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(
        description = "Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone."
    )]
    pub display_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:acme.v2")]
#[scim(name = "用户", description = "tab\there")]
pub struct ExtensionAcmeV2 {
    #[scim(rename = "Vec", required, mutability = "immutable")]
    #[scim(description = "bidi \u{202e}txet")]
    pub vec: Vec<i64>,
}
}

pub mod d4 {
// Written by `scim-testkit codegen`.

use scim_schema::ScimResource;
use scim_schema::value::DateTime;

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:self")]
#[scim(description = " begins blank", endpoint = "/Things0")]
pub struct Badge {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(mutability = "readOnly", returned = "request", uniqueness = "global")]
    #[scim(description = "\n")]
    pub address2_line: Option<bool>,
    #[scim(rename = "tail_", mutability = "immutable", returned = "request")]
    #[scim(canonical_values("other", "-"), description = " begins blank")]
    pub tail: Vec<bool>,
    /// {braces} and %s
    #[scim(mutability = "immutable", returned = "request", uniqueness = "server")]
    pub display_name: Vec<DateTime>,
    #[scim(rename = "nYZYZ_1", required, mutability = "readOnly")]
    #[scim(returned = "always", canonical_values("Work"))]
    #[scim(description = "tab\there")]
    pub n_yzyz_1: i64,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}
}

pub mod d5 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:1x", name = "用户")]
#[scim(description = "ends */ here", endpoint = "/Things0")]
pub struct Schemas1x {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// {braces} and %s
    #[scim(rename = "$ref", mutability = "immutable", uniqueness = "global")]
    pub reference: Option<Ref>,
    /// two  blanks
    #[scim(mutability = "immutable", reference("external"))]
    pub created: Option<Reference>,
    #[scim(mutability = "readOnly", returned = "request", uniqueness = "global")]
    #[scim(canonical_values("2fa", "home"), description = "bidi \u{202e}txet")]
    pub ncaa: Option<Binary>,
    #[scim(rename = "B", case_exact, mutability = "immutable")]
    #[scim(canonical_values("-", "home"), description = "line\r\nline")]
    pub b: Vec<DateTime>,
    #[scim(rename = "n_0-bZ", required, uniqueness = "server")]
    pub n_0_b_z: Vec<Reference>,
    /// 日本語 — é
    #[scim(required, returned = "request", uniqueness = "global")]
    pub ncbc: Vec<bool>,
    #[scim(uniqueness = "server", reference("User", "User"))]
    #[scim(description = "a\n\nb")]
    pub n9: Vec<Reference>,
    #[scim(extension, required)]
    pub door_s: DoorS,
    #[scim(path = "meta.created")]
    pub meta_created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `$ref`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Ref {
    #[scim(rename = "nc_", returned = "request", uniqueness = "global")]
    #[scim(description = "\n")]
    pub nc: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:self")]
#[scim(name = "Door\"s", description = "\0nul")]
pub struct DoorS {
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(mutability = "immutable", returned = "always", uniqueness = "server")]
    #[scim(canonical_values("Other", "work"))]
    pub n_x: Option<bool>,
    #[scim(uniqueness = "global", description = "bidi \u{202e}txet")]
    pub created: Vec<f64>,
    #[scim(required, uniqueness = "global")]
    #[scim(canonical_values("x, y", "a b", "self"), description = "line\r\nline")]
    pub active: f64,
}
}

pub mod d6 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:User")]
#[scim(description = " begins blank", endpoint = "/Things0")]
pub struct Badge {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(rename = "a-b", required, mutability = "readOnly")]
    #[scim(uniqueness = "global", description = "line\r\nline")]
    pub a_b: AB,
    #[scim(rename = "externalID2", mutability = "immutable")]
    pub external_id2: Option<DateTime>,
    #[scim(rename = "foo_bar", required, mutability = "writeOnly")]
    #[scim(returned = "never", uniqueness = "global", description = "ends blank ")]
    pub foo_bar: Secret,
    #[scim(extension)]
    pub enterprise_user: Option<EnterpriseUser>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `a-b`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct AB {
    #[scim(uniqueness = "global", description = "C:\\path")]
    pub emails: Option<Binary>,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(returned = "always", uniqueness = "global")]
    #[scim(canonical_values("2fa", "work"))]
    pub self_: Vec<Binary>,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(returned = "request", canonical_values("work"))]
    pub created: Option<bool>,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(mutability = "readOnly", uniqueness = "server")]
    pub foo_bar: Option<DateTime>,
    #[scim(rename = "foo_bar", returned = "always", uniqueness = "global")]
    #[scim(description = "1. first")]
    pub foo_bar_2: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:acme.v2")]
#[scim(name = "Enterprise User", description = "# heading")]
pub struct EnterpriseUser {
    #[scim(required, mutability = "immutable", returned = "request")]
    #[scim(uniqueness = "server", description = "bidi \u{202e}txet")]
    pub r2_d2: Reference,
    /// 日本語 — é
    #[scim(mutability = "immutable")]
    pub crate_: Option<bool>,
    #[scim(returned = "request", uniqueness = "global", description = "tab\there")]
    pub self_: Option<EnterpriseUserSelf>,
    #[scim(required, returned = "always", description = "# heading")]
    pub statuses: f64,
    #[scim(rename = "B", required, mutability = "readOnly", returned = "request")]
    #[scim(uniqueness = "global", description = "``` fence")]
    pub b: Binary,
    /// Two
    ///
    /// paragraphs.
    #[scim(rename = "foo_bar", case_exact, mutability = "immutable")]
    #[scim(returned = "request", uniqueness = "server")]
    #[scim(canonical_values("a b", "inUse", "x, y", "Bearer"))]
    pub foo_bar: Option<bool>,
}

/// The value of `self`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct EnterpriseUserSelf {
    #[scim(mutability = "immutable", uniqueness = "global")]
    #[scim(reference("acme-Door", "uri"), description = "line\r\nline")]
    pub value: Option<Reference>,
    #[scim(mutability = "readOnly", returned = "always", uniqueness = "server")]
    #[scim(canonical_values("self", "日本", "home"))]
    #[scim(description = "see https://example.com/a?b=c")]
    pub n0: Vec<f64>,
}
}

pub mod d7 {
// Written by `scim-testkit codegen`.
//
// What was decided:
// - `User` is written out and not `rfc = "User"`: the RFC has no `statuses`

use scim_schema::value::{DateTime, Reference};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// {braces} and %s
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:Badge")]
#[scim(endpoint = "/Things0")]
pub struct Badge {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// A person or service with an account.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:ietf:params:scim:schemas:core:2.0:User")]
#[scim(endpoint = "/Things1")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name the user signs in with, unique among the users.
    #[scim(required, uniqueness = "server")]
    pub user_name: String,
    /// The parts of the user's name, the whole name, or both.
    #[scim(uniqueness = "server")]
    pub name: Option<Name>,
    /// The name to show to other people.
    #[scim(uniqueness = "server")]
    pub display_name: Option<String>,
    #[scim(description = "# heading")]
    pub nick_name: Option<String>,
    /// A web page about the user.
    #[scim(uniqueness = "server", reference("external"))]
    pub profile_url: Option<Reference>,
    /// How the user relates to the organization, such as employee or contractor.
    #[scim(mutability = "immutable")]
    pub user_type: Option<String>,
    /// The region whose formats for dates, numbers and currency the user expects.
    #[scim(returned = "request")]
    pub locale: Option<String>,
    /// Whether the account may be used.
    #[scim(uniqueness = "server", on_omit = "keep")]
    pub active: Option<bool>,
    #[scim(returned = "request", uniqueness = "server")]
    #[scim(description = "bidi \u{202e}txet")]
    pub emails: Vec<Email>,
    /// The user's instant messaging addresses.
    pub ims: Vec<Im>,
    /// The user's postal addresses.
    pub addresses: Vec<Address>,
    /// The roles that the user has.
    #[scim(returned = "request")]
    pub roles: Vec<Role>,
    /// The certificates issued to the user.
    pub x509_certificates: Vec<X509Certificate>,
    #[scim(mutability = "immutable", returned = "always", uniqueness = "server")]
    #[scim(description = "see https://example.com/a?b=c")]
    pub statuses: Option<UserStatuses>,
    #[scim(extension, required)]
    pub extension_badge: ExtensionBadge,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Name {
    /// The whole name, as it is to be shown.
    #[scim(mutability = "immutable")]
    pub formatted: Option<String>,
    /// 日本語 — é
    pub family_name: Option<String>,
    /// The given or first name.
    pub given_name: Option<String>,
    /// What precedes the name, such as Dr.
    #[scim(required)]
    pub honorific_prefix: String,
}

/// An element of `emails`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Email {
    /// The email address.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
}

/// An element of `ims`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Im {
    /// The address within the messaging service.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
}

/// An element of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Address {
    #[scim(description = "\n")]
    pub formatted: Option<String>,
    /// The name.
    #[scim(returned = "request", uniqueness = "server")]
    pub locality: Option<String>,
    /// The state, province or region.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country, as an ISO 3166-1 alpha-2 code.
    #[scim(uniqueness = "server")]
    pub country: Option<String>,
    /// Two
    ///
    /// paragraphs.
    #[scim(uniqueness = "server")]
    pub r#type: Option<AddressType>,
    /// Whether this is the preferred address; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `addresses.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum AddressType {
    Work,
    Home,
}

/// An element of `roles`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Role {
    /// The role.
    #[scim(returned = "request", uniqueness = "server")]
    pub value: Option<String>,
    #[scim(description = "``` fence")]
    pub r#type: Option<String>,
    #[scim(description = "1. first")]
    pub primary: Option<bool>,
}

/// An element of `x509Certificates`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct X509Certificate {
    /// The text to show for this value.
    pub display: Option<String>,
    /// The kind of certificate.
    #[scim(uniqueness = "server")]
    pub r#type: Option<String>,
}

/// The canonical values of `statuses`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum UserStatuses {
    #[scim(rename = "self")]
    Self2,
    #[scim(rename = "Bearer")]
    Bearer,
}

/// "quoted"
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:Badge")]
#[scim(name = "Option")]
pub struct ExtensionBadge {
    #[scim(mutability = "immutable", returned = "always")]
    #[scim(description = "see https://example.com/a?b=c")]
    pub schemas: Vec<DateTime>,
    #[scim(required, uniqueness = "server", reference("acme-Door"))]
    #[scim(description = "\n")]
    pub self_: Vec<Reference>,
    #[scim(required, returned = "request")]
    pub foo_bar: f64,
    #[scim(rename = "meta_created", required, case_exact)]
    #[scim(canonical_values("self"), description = "ends */ here")]
    pub meta_created: bool,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(rename = "nX_01Y0", uniqueness = "global")]
    #[scim(reference("uri", "User", "acme-Door"))]
    pub n_x_01_y0: Option<Reference>,
    #[scim(case_exact, mutability = "immutable", uniqueness = "global")]
    #[scim(canonical_values("Work"), description = "``` fence")]
    pub r#type: Vec<i64>,
}
}

pub mod d8 {
// Written by `scim-testkit codegen`.
//
// What was decided:
// - `Group` is written out and not `rfc = "Group"`: the RFC has no `self`

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

/// A named set of users and groups.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:ietf:params:scim:schemas:core:2.0:Group")]
#[scim(endpoint = "/Things0")]
pub struct Group {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name of the group, to be shown.
    #[scim(required)]
    pub display_name: String,
    /// Who is in the group.
    pub members: Vec<Member>,
    /// "quoted"
    #[scim(mutability = "readOnly", returned = "always", uniqueness = "global")]
    pub self_: Option<i64>,
    #[scim(extension, required)]
    pub badge: Badge,
    #[scim(extension, required)]
    pub door_s: DoorS,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// An element of `members`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Member {
    /// The id of the member.
    #[scim(case_exact, mutability = "immutable")]
    pub value: Option<String>,
    /// The URI of the member.
    #[scim(rename = "$ref", mutability = "immutable", reference("User", "Group"))]
    pub reference: Option<Reference>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:Badge")]
#[scim(name = "用户", description = "C:\\path")]
pub struct Badge {
    /// {braces} and %s
    #[scim(rename = "foo_bar")]
    pub foo_bar: Option<FooBar>,
}

/// The value of `foo_bar`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct FooBar {
    #[scim(description = "a\n\nb")]
    pub primary: Option<Binary>,
}

/// This text is longer than a line of code has room for, so that it goes on in another line, and in
/// one more after that, which ends here.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:self")]
#[scim(name = "Door\"s")]
pub struct DoorS {
    /// {braces} and %s
    #[scim(rename = "HTTPUrl", required, mutability = "immutable")]
    #[scim(uniqueness = "global")]
    pub http_url: HTTPUrl,
    /// "quoted"
    #[scim(required, uniqueness = "server")]
    #[scim(canonical_values("other", "home", "2fa"))]
    pub r#match: Binary,
}

/// The value of `HTTPUrl`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct HTTPUrl {
    #[scim(returned = "request", uniqueness = "global", canonical_values("inUse"))]
    #[scim(description = "``` fence")]
    pub r#type: Option<DateTime>,
    /// two  blanks
    #[scim(rename = "$ref", mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "global")]
    pub reference: Option<i64>,
    #[scim(description = "bidi \u{202e}txet")]
    pub super_: Option<DateTime>,
    #[scim(mutability = "readOnly", uniqueness = "global")]
    #[scim(canonical_values("2fa"))]
    pub r2_d2: Option<DateTime>,
    /// a
    #[scim(case_exact, mutability = "readOnly", returned = "request")]
    #[scim(uniqueness = "global", canonical_values("home", "Work"))]
    pub status: Vec<DateTime>,
}
}

pub mod d9 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// The name.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:self", name = "用户")]
#[scim(endpoint = "/Things0")]
pub struct SchemasSelf {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(returned = "request", uniqueness = "server", description = "tab\there")]
    pub r#type: Option<Type>,
    #[scim(rename = "$ref", required, canonical_values("inUse", "self"))]
    #[scim(description = "C:\\path")]
    pub reference: Vec<i64>,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(extension)]
    pub extension_user: Option<ExtensionUser>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `type`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Type {
    #[scim(required, mutability = "writeOnly", returned = "never")]
    #[scim(uniqueness = "server", description = "\0nul")]
    pub super_: Secret,
    #[scim(required, case_exact, returned = "request")]
    #[scim(canonical_values("ANY_OTHER", "work"), description = "a\n\nb")]
    pub r#match: i64,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(rename = "meta_created", mutability = "immutable")]
    #[scim(uniqueness = "server", reference("acme-Door"))]
    pub meta_created: Option<Reference>,
    #[scim(rename = "Vec", uniqueness = "server", description = "- item")]
    pub vec: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:User")]
#[scim(name = "Enterprise User", description = "bidi \u{202e}txet")]
#[scim(endpoint = "/Things1")]
pub struct EnterpriseUser {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// Two
    ///
    /// paragraphs.
    #[scim(rename = "externalID2", mutability = "immutable")]
    #[scim(uniqueness = "server", canonical_values("ANY_OTHER"))]
    pub external_id2: Vec<i64>,
    #[scim(mutability = "immutable", uniqueness = "global", description = "\n")]
    pub created: Option<Binary>,
    #[scim(mutability = "readOnly", returned = "always", uniqueness = "global")]
    #[scim(description = "``` fence")]
    pub super_: Option<String>,
    /// Two
    ///
    /// paragraphs.
    #[scim(rename = "n_0a", uniqueness = "global", reference("Group", "Group"))]
    pub n_0a: Vec<Reference>,
    #[scim(rename = "$weird$name", required, mutability = "immutable")]
    #[scim(uniqueness = "server", canonical_values("a b", "work", "ANY_OTHER"))]
    #[scim(description = "C:\\path")]
    pub weird_name: Vec<f64>,
    #[scim(required, mutability = "readOnly", uniqueness = "global")]
    pub r#type: DateTime,
    #[scim(extension)]
    pub badge: Option<Badge>,
    #[scim(extension)]
    pub extension_badge: Option<ExtensionBadge>,
    #[scim(path = "meta.created")]
    pub meta_created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// What an organization adds to its users.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(rfc = "EnterpriseUser")]
pub struct User {
    /// The number or code the organization gave the person.
    pub employee_number: Option<String>,
    /// The cost center the person is charged to.
    pub cost_center: Option<String>,
    /// The division the person works in.
    pub division: Option<String>,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(
        description = "This text is longer than a line of code has room for, so that it goes on in another line, and in one more after that, which ends here."
    )]
    pub department: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:User")]
#[scim(name = "User", description = "ends */ here")]
pub struct ExtensionUser {
    #[scim(rename = "externalID2", uniqueness = "server", description = "\n")]
    pub external_id2: Option<f64>,
    #[scim(rename = "a__b", required, mutability = "immutable")]
    #[scim(uniqueness = "global", description = "a\n\nb")]
    pub a_b: DateTime,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:self")]
#[scim(description = "# heading")]
pub struct Badge {
    /// Whether it works; with `code` in it.
    #[scim(case_exact, returned = "request")]
    pub r#gen: Vec<Gen>,
}

/// An element of `gen`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Gen {
    #[scim(rename = "externalID2", uniqueness = "server")]
    #[scim(description = "ends blank ")]
    pub external_id2: Vec<DateTime>,
    #[scim(mutability = "immutable", returned = "always")]
    #[scim(canonical_values("Other", "Work", "home", "inUse"))]
    #[scim(description = "a\n\nb")]
    pub statuses: Option<DateTime>,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(case_exact, uniqueness = "global", canonical_values("self", "Bearer"))]
    pub n0_z0: Vec<DateTime>,
    #[scim(required, case_exact, mutability = "immutable", returned = "always")]
    #[scim(description = "ends */ here")]
    pub emails: Vec<DateTime>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-21:schemas:extension:2.0:Badge")]
#[scim(name = "用户", description = "\n")]
pub struct ExtensionBadge {
    #[scim(uniqueness = "server", description = "# heading")]
    pub n_yc: Option<NYc>,
    #[scim(rename = "foo_bar", mutability = "immutable", returned = "request")]
    #[scim(uniqueness = "global", reference("acme-Door", "User", "User"))]
    #[scim(description = "\0nul")]
    pub foo_bar: Option<Reference>,
    /// 日本語 — é
    #[scim(rename = "externalID2", returned = "request", uniqueness = "global")]
    pub external_id2: Option<ExternalID2>,
    #[scim(rename = "ncc1__b", mutability = "readOnly", returned = "never")]
    #[scim(uniqueness = "server")]
    #[scim(canonical_values("\"quoted\"", "home", "Bearer"))]
    #[scim(description = "see https://example.com/a?b=c")]
    pub ncc1_b: Option<Secret>,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(required)]
    pub r#type: DateTime,
    #[scim(rename = "n-c-", required, mutability = "readOnly")]
    #[scim(returned = "always", canonical_values("Bearer"))]
    #[scim(description = "bidi \u{202e}txet")]
    pub n_c: i64,
    #[scim(rename = "userID", uniqueness = "global")]
    #[scim(canonical_values("back\\slash", "-", "a b"), description = "\n")]
    pub user_id: Option<bool>,
}

/// The value of `nYc`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct NYc {
    /// The name.
    #[scim(mutability = "immutable", returned = "always", uniqueness = "server")]
    pub crate_: Vec<NYcCrate>,
    #[scim(rename = "a__b", required, returned = "request")]
    #[scim(canonical_values("work", "self"), description = "ends */ here")]
    pub a_b: bool,
    /// "quoted"
    #[scim(rename = "Vec", uniqueness = "server")]
    #[scim(canonical_values("other", "inUse"))]
    pub vec: Vec<Binary>,
    #[scim(rename = "$weird$name", required, case_exact, mutability = "immutable")]
    #[scim(returned = "request", description = "see https://example.com/a?b=c")]
    pub weird_name: Vec<String>,
    #[scim(mutability = "writeOnly", returned = "never", uniqueness = "server")]
    #[scim(description = "\0nul")]
    pub n_yabc: Option<Secret>,
}

/// The canonical values of `nYc.crate`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum NYcCrate {
    #[scim(rename = "2fa")]
    Value2fa,
    #[scim(rename = "日本")]
    Value,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// The value of `externalID2`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct ExternalID2 {
    #[scim(mutability = "readOnly", returned = "always", description = "\n")]
    pub password: Option<i64>,
    /// Two
    ///
    /// paragraphs.
    #[scim(required, case_exact, mutability = "readOnly", uniqueness = "server")]
    #[scim(canonical_values("日本", "back\\slash"))]
    pub value: i64,
    #[scim(mutability = "immutable", description = "[link] and <b>")]
    pub n_y99: Option<i64>,
    /// The name.
    #[scim(required, returned = "always", canonical_values("Other"))]
    pub created: bool,
}
}

pub mod d10 {
// Written by `scim-testkit codegen`.
//
// What was decided:
// - `User` is written out and not `rfc = "User"`: `password` has another `caseExact`

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// two  blanks
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:User", name = "user")]
#[scim(endpoint = "/Things0")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(required, uniqueness = "global", description = "1. first")]
    pub self_: Binary,
    #[scim(rename = "foo_bar", mutability = "immutable", returned = "request")]
    #[scim(description = "C:\\path")]
    pub foo_bar: Option<UserFooBar>,
    #[scim(rename = "a-b", uniqueness = "server")]
    #[scim(reference("acme-Door", "uri", "acme-Door"), description = "tab\there")]
    pub a_b: Vec<Reference>,
    #[scim(required, mutability = "readOnly", uniqueness = "global")]
    #[scim(description = "C:\\path")]
    pub emails: Vec<DateTime>,
    #[scim(extension)]
    pub extension1x: Option<Extension1x>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The canonical values of `foo_bar`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
#[scim(case_exact)]
pub enum UserFooBar {
    #[scim(rename = "\"quoted\"")]
    Quoted,
}

/// A person or service with an account.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:ietf:params:scim:schemas:core:2.0:User", name = "User")]
#[scim(endpoint = "/Things1")]
pub struct CoreUser {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name the user signs in with, unique among the users.
    #[scim(required, uniqueness = "server")]
    pub user_name: String,
    /// The parts of the user's name, the whole name, or both.
    pub name: Option<Name>,
    /// {braces} and %s
    #[scim(reference("external"))]
    pub profile_url: Option<Reference>,
    /// The user's job title.
    pub title: Option<String>,
    /// How the user relates to the organization, such as employee or contractor.
    pub user_type: Option<String>,
    /// The language to address the user in, as in Accept-Language.
    pub preferred_language: Option<String>,
    /// The user's time zone, as the IANA database names it.
    #[scim(returned = "request")]
    pub timezone: Option<String>,
    #[scim(on_omit = "keep")]
    pub active: Option<bool>,
    /// A new password in clear text; it can be set and never read.
    #[scim(mutability = "writeOnly", returned = "never")]
    pub password: Option<Secret>,
    /// The user's email addresses.
    pub emails: Vec<Email>,
    /// The user's phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// The user's instant messaging addresses.
    pub ims: Vec<Im>,
    /// Where pictures of the user are found.
    pub photos: Vec<Photo>,
    /// The groups that the user is in; changed through the groups.
    #[scim(mutability = "readOnly")]
    pub groups: Vec<Group>,
    /// What the user has been granted.
    #[scim(returned = "request")]
    pub entitlements: Vec<Entitlement>,
    /// The roles that the user has.
    #[scim(required)]
    pub roles: Vec<Role>,
    #[scim(returned = "never", uniqueness = "server")]
    #[scim(canonical_values("x, y", "Work", "other"))]
    #[scim(description = "ends */ here")]
    pub n_ya_x: Option<Secret>,
    #[scim(extension)]
    pub badge: Option<Badge>,
    #[scim(extension)]
    pub extension_user: Option<ExtensionUser>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Name {
    /// The whole name, as it is to be shown.
    pub formatted: Option<String>,
    /// The middle name or names.
    pub middle_name: Option<String>,
    /// Whether it works; with `code` in it.
    pub honorific_prefix: Option<String>,
    /// What follows the name, such as III.
    #[scim(required)]
    pub honorific_suffix: String,
}

/// An element of `emails`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Email {
    /// The email address.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
}

/// An element of `phoneNumbers`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct PhoneNumber {
    /// The phone number, best written as a tel URI.
    #[scim(returned = "request")]
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    #[scim(mutability = "immutable", uniqueness = "server")]
    #[scim(description = "# heading")]
    pub r#type: Option<PhoneNumberType>,
    /// Whether this is the preferred number; one may be.
    #[scim(mutability = "immutable")]
    pub primary: Option<bool>,
}

/// The canonical values of `phoneNumbers.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhoneNumberType {
    Work,
    Home,
    Mobile,
    Fax,
    Pager,
    Other,
}

/// An element of `ims`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Im {
    /// The address within the messaging service.
    pub value: Option<String>,
    #[scim(returned = "request", uniqueness = "server", description = "1. first")]
    pub display: Option<String>,
}

/// An element of `photos`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Photo {
    /// The URL of the picture.
    #[scim(mutability = "immutable", reference("external"))]
    pub value: Option<Reference>,
    /// 日本語 — é
    pub display: Option<String>,
    /// The size of the picture.
    #[scim(uniqueness = "server")]
    pub r#type: Option<PhotoType>,
    /// Two
    ///
    /// paragraphs.
    pub primary: Option<bool>,
}

/// The canonical values of `photos.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhotoType {
    Photo,
}

/// An element of `groups`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Group {
    /// The URI of the group.
    #[scim(rename = "$ref", required, mutability = "readOnly", reference("Group"))]
    pub reference: Reference,
    /// The name of the group.
    #[scim(mutability = "readOnly", returned = "request")]
    pub display: Option<String>,
    /// Whether the user is a member itself or through another group.
    #[scim(mutability = "readOnly")]
    pub r#type: Option<GroupType>,
}

/// The canonical values of `groups.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum GroupType {
    Direct,
    Indirect,
}

/// An element of `entitlements`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Entitlement {
    /// The text to show for this value.
    #[scim(returned = "request")]
    pub display: Option<String>,
    /// The kind of entitlement.
    pub r#type: Option<String>,
}

/// An element of `roles`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Role {
    /// The role.
    #[scim(returned = "request")]
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    pub r#type: Option<String>,
    /// Whether this is the main role; one may be.
    #[scim(uniqueness = "server")]
    pub primary: Option<bool>,
}

/// two  blanks
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:1x")]
#[scim(name = "user")]
pub struct Extension1x {
    #[scim(required, mutability = "immutable")]
    #[scim(canonical_values("2fa", "in use", "-"))]
    pub address2_line: DateTime,
    #[scim(case_exact, mutability = "immutable", returned = "request")]
    #[scim(uniqueness = "server", description = " begins blank")]
    pub crate_: Vec<DateTime>,
    #[scim(rename = "nc_-9a", required, description = "line\r\nline")]
    pub nc_9a: DateTime,
    #[scim(required, mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "global", description = "see https://example.com/a?b=c")]
    pub primary: f64,
    #[scim(rename = "a-b", mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "server", reference("external", "acme-Door", "User"))]
    pub a_b: Option<Reference>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:Badge")]
#[scim(name = "用户", description = "line\r\nline")]
pub struct Badge {
    #[scim(mutability = "immutable")]
    #[scim(canonical_values("back\\slash", "a b", "2fa"))]
    #[scim(description = "``` fence")]
    pub id: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-21:schemas:extension:2.0:User")]
#[scim(name = "Badge", description = "\n")]
pub struct ExtensionUser {
    /// 日本語 — é
    #[scim(mutability = "immutable", returned = "always", uniqueness = "server")]
    pub schemas: Option<i64>,
}
}

pub mod d11 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:Badge", name = "user")]
#[scim(description = "\n", endpoint = "/Things0")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(extension, required)]
    pub enterprise_user: EnterpriseUser,
    #[scim(extension, required)]
    pub extension_self: ExtensionSelf,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:1x")]
#[scim(name = "Enterprise User", description = "ends blank ")]
pub struct EnterpriseUser {
    /// two  blanks
    #[scim(case_exact, mutability = "readOnly", uniqueness = "server")]
    pub id: Vec<String>,
    #[scim(rename = "nY-9X", required, mutability = "immutable")]
    #[scim(returned = "always", uniqueness = "global")]
    #[scim(description = "ends */ here")]
    pub n_y_9_x: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:self")]
#[scim(name = "用户", description = "C:\\path")]
pub struct ExtensionSelf {
    /// a
    #[scim(required, canonical_values("Bearer", "self", "-", "Work"))]
    pub r#gen: Vec<i64>,
    /// two  blanks
    #[scim(uniqueness = "server")]
    pub value: Option<i64>,
    #[scim(mutability = "immutable", description = "ends blank ")]
    pub password: Vec<i64>,
    /// {braces} and %s
    #[scim(rename = "B", required, mutability = "immutable", returned = "request")]
    #[scim(canonical_values("\"quoted\""))]
    pub b: Vec<Binary>,
    #[scim(rename = "nZZ-", uniqueness = "global", canonical_values("Bearer"))]
    #[scim(description = "line\r\nline")]
    pub n_zz: Vec<DateTime>,
    #[scim(rename = "a__b", case_exact, uniqueness = "server")]
    #[scim(description = "[link] and <b>")]
    pub a_b: Option<AB>,
    #[scim(required, mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "global", description = " begins blank")]
    pub na9c: f64,
}

/// The value of `a__b`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct AB {
    #[scim(rename = "B", mutability = "immutable", reference("acme-Door"))]
    #[scim(description = "tab\there")]
    pub b: Vec<Reference>,
    #[scim(mutability = "readOnly", uniqueness = "server", description = "\n")]
    pub crate_: Option<i64>,
    #[scim(mutability = "immutable", returned = "always", uniqueness = "server")]
    #[scim(description = "[link] and <b>")]
    pub address2_line: Option<DateTime>,
    /// {braces} and %s
    #[scim(uniqueness = "server", reference("User", "external", "Group"))]
    pub x509_certificates: Vec<Reference>,
}
}

pub mod d12 {
// Written by `scim-testkit codegen`.

use scim_schema::ScimResource;
use scim_schema::value::{DateTime, Reference};

/// a
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:self", name = "用户")]
#[scim(endpoint = "/Things0")]
pub struct SchemasSelf {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(rename = "HTTPUrl")]
    pub http_url: Vec<String>,
    /// 日本語 — é
    #[scim(mutability = "readOnly", uniqueness = "server", reference("external"))]
    pub x509_certificates: Option<Reference>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}
}

pub mod d13 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:User", name = "Door\"s")]
#[scim(description = "\n", endpoint = "/Things0")]
pub struct DoorS {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// Two
    ///
    /// paragraphs.
    #[scim(rename = "userID", returned = "request")]
    pub user_id: Option<bool>,
    #[scim(rename = "foo_bar", mutability = "readOnly", description = "tab\there")]
    pub foo_bar: Option<DateTime>,
    #[scim(required, mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "server", description = "bidi \u{202e}txet")]
    pub x509_certificates: Binary,
    #[scim(rename = "externalID2", required, mutability = "readOnly")]
    #[scim(returned = "never", description = "line\r\nline")]
    pub external_id2: Secret,
    #[scim(rename = "nY-Y0cX", uniqueness = "server")]
    #[scim(description = "line\r\nline")]
    pub n_y_y0c_x: Option<bool>,
    #[scim(extension)]
    pub extension1x: Option<Extension1x>,
    #[scim(extension, required)]
    pub acme_v2: AcmeV2,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:User", name = "用户")]
#[scim(description = "a\n\nb", endpoint = "/Things1")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(required, uniqueness = "global", canonical_values("Work", "ANY_OTHER"))]
    #[scim(description = "ends blank ")]
    pub display_name: Vec<f64>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:1x")]
#[scim(name = "user")]
pub struct Extension1x {
    #[scim(rename = "nba_Y", required, mutability = "readOnly")]
    #[scim(returned = "always", uniqueness = "global")]
    #[scim(canonical_values("x, y", "inUse", "a b"), description = "\0nul")]
    pub nba_y: i64,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:acme.v2")]
#[scim(name = "Option", description = "[link] and <b>")]
pub struct AcmeV2 {
    #[scim(mutability = "readOnly", reference("Group", "User", "uri"))]
    pub self_: Option<Reference>,
    #[scim(rename = "nYZ_0_X", mutability = "readOnly", reference("Group"))]
    pub n_yz_0_x: Option<Reference>,
}
}

pub mod d14 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:self")]
#[scim(name = "Enterprise User")]
#[scim(description = "see https://example.com/a?b=c", endpoint = "/Things0")]
pub struct EnterpriseUser {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(uniqueness = "server", description = "\0nul")]
    pub self_: Option<Binary>,
    #[scim(required, case_exact, uniqueness = "global")]
    #[scim(description = "bidi \u{202e}txet")]
    pub n_x9: Vec<f64>,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(extension)]
    pub acme_v2: Option<AcmeV2>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:User", name = "Door\"s")]
#[scim(description = "line\r\nline", endpoint = "/Things1")]
pub struct DoorS {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// Whether it works; with `code` in it.
    #[scim(required, uniqueness = "server")]
    #[scim(canonical_values("\"quoted\"", "self", "a b"))]
    pub value: i64,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(uniqueness = "global", canonical_values("-", "ANY_OTHER", "Work"))]
    pub companies: Option<DateTime>,
    #[scim(extension, required)]
    pub extension_user: ExtensionUser,
    #[scim(extension, required)]
    pub extension1x: Extension1x,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:User")]
#[scim(name = "Self", description = "- item")]
pub struct User {
    /// a
    #[scim(uniqueness = "global", canonical_values("Work"))]
    pub id: Vec<f64>,
    #[scim(rename = "tail_", required, returned = "request")]
    #[scim(description = "bidi \u{202e}txet")]
    pub tail: Binary,
}

/// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:acme.v2")]
#[scim(name = "用户")]
pub struct AcmeV2 {
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(returned = "request", uniqueness = "global")]
    pub password: Vec<Password>,
    #[scim(rename = "n_bbc", returned = "request", uniqueness = "global")]
    #[scim(description = "``` fence")]
    pub n_bbc: Option<Binary>,
    #[scim(rename = "Vec", mutability = "immutable", description = "\0nul")]
    pub vec: Vec<String>,
}

/// An element of `password`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Password {
    /// Two
    ///
    /// paragraphs.
    #[scim(rename = "ncc_Xa", mutability = "readOnly", returned = "request")]
    #[scim(uniqueness = "global")]
    pub ncc_xa: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:User")]
#[scim(name = "Door\"s", description = "line\r\nline")]
pub struct ExtensionUser {
    #[scim(mutability = "immutable", returned = "request")]
    #[scim(description = "[link] and <b>")]
    pub na_y0c11: Option<f64>,
    /// {braces} and %s
    #[scim(uniqueness = "server", canonical_values("2fa", "Work"))]
    pub super_: Option<Binary>,
    #[scim(rename = "n1YX-Z", description = "[link] and <b>")]
    pub n1_yx_z: Option<N1YXZ>,
    #[scim(case_exact, returned = "request", description = "bidi \u{202e}txet")]
    pub x509_certificates: Option<X509Certificates>,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(rename = "foo_bar", case_exact, uniqueness = "server")]
    pub foo_bar: Option<i64>,
    #[scim(rename = "n_", mutability = "immutable", uniqueness = "server")]
    #[scim(description = "- item")]
    pub n: Option<f64>,
    #[scim(uniqueness = "server", canonical_values("Other"))]
    #[scim(description = "- item")]
    pub status: Option<DateTime>,
}

/// The value of `n1YX-Z`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct N1YXZ {
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(rename = "externalID2", case_exact, mutability = "readOnly")]
    pub external_id2: Vec<String>,
    #[scim(uniqueness = "global", description = "1. first")]
    pub na9: Option<DateTime>,
    #[scim(description = "ends */ here")]
    pub r#gen: Option<f64>,
    /// two  blanks
    #[scim(mutability = "immutable", returned = "always")]
    pub r#match: Option<bool>,
}

/// The value of `x509Certificates`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct X509Certificates {
    #[scim(returned = "request", uniqueness = "server")]
    #[scim(reference("User", "acme-Door"), description = " begins blank")]
    pub n1: Vec<Reference>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-21:schemas:extension:2.0:1x")]
#[scim(name = "Enterprise User", description = "C:\\path")]
pub struct Extension1x {
    #[scim(required, uniqueness = "server", canonical_values("home", "2fa"))]
    #[scim(description = "C:\\path")]
    pub companies: Vec<String>,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(mutability = "immutable", returned = "request", uniqueness = "server")]
    pub na_z: Vec<NaZ>,
    #[scim(rename = "tail_", mutability = "immutable", returned = "always")]
    #[scim(description = "``` fence")]
    pub tail: Option<i64>,
    #[scim(required, returned = "always", description = "a\n\nb")]
    pub statuses: Binary,
    /// {braces} and %s
    #[scim(rename = "userID", mutability = "immutable", uniqueness = "server")]
    #[scim(canonical_values("self"))]
    pub user_id: Vec<String>,
    /// a
    #[scim(rename = "n1bXX", required, case_exact, uniqueness = "server")]
    pub n1b_xx: N1bXX,
}

/// An element of `naZ`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct NaZ {
    #[scim(mutability = "readOnly", returned = "always", description = "\n")]
    pub n_y: Option<String>,
    /// Whether it works; with `code` in it.
    #[scim(uniqueness = "global", reference("acme-Door", "Group", "external"))]
    pub x509_certificates: Vec<Reference>,
}

/// The value of `n1bXX`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct N1bXX {
    /// The name.
    #[scim(case_exact, mutability = "immutable", returned = "request")]
    #[scim(uniqueness = "server", canonical_values("x, y"))]
    pub display_name: Option<DateTime>,
}
}

pub mod d15 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// A person or service with an account.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", endpoint = "/Things0")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(description = "1. first")]
    pub user_name: String,
    /// The parts of the user's name, the whole name, or both.
    pub name: Option<Name>,
    /// The name to show to other people.
    pub display_name: Option<String>,
    /// A web page about the user.
    pub profile_url: Option<Reference>,
    /// How the user relates to the organization, such as employee or contractor.
    pub user_type: Option<String>,
    /// The region whose formats for dates, numbers and currency the user expects.
    pub locale: Option<String>,
    #[scim(returned = "request", description = "\0nul")]
    pub active: Option<bool>,
    /// A new password in clear text; it can be set and never read.
    pub password: Option<Secret>,
    /// Where pictures of the user are found.
    pub photos: Vec<Photo>,
    /// The user's postal addresses.
    pub addresses: Vec<Address>,
    #[scim(extension)]
    pub door_s: Option<DoorS>,
    #[scim(extension)]
    pub acme_v2: Option<AcmeV2>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.name")]
pub struct Name {
    /// The whole name, as it is to be shown.
    pub formatted: Option<String>,
    /// The family or last name.
    #[scim(returned = "request")]
    pub family_name: Option<String>,
    #[scim(mutability = "immutable", description = "ends */ here")]
    pub middle_name: Option<String>,
    /// What precedes the name, such as Dr.
    pub honorific_prefix: Option<String>,
}

/// An element of `photos`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.photos")]
pub struct Photo {
    /// The URL of the picture.
    #[scim(required, uniqueness = "server")]
    pub value: Reference,
    /// The size of the picture.
    #[scim(returned = "request", uniqueness = "server")]
    pub r#type: Option<PhotoType>,
    /// Whether this is the preferred picture; one may be.
    #[scim(mutability = "immutable", returned = "request")]
    pub primary: Option<bool>,
}

/// The canonical values of `photos.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhotoType {
    Photo,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// An element of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub struct Address {
    /// The whole address as on a label; it may have several lines.
    pub formatted: Option<String>,
    /// The street, house number and the like; it may have several lines.
    #[scim(mutability = "immutable")]
    pub street_address: Option<String>,
    /// The city or town.
    #[scim(returned = "request")]
    pub locality: Option<String>,
    /// The country, as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// What the address is used for.
    pub r#type: Option<AddressType>,
}

/// The canonical values of `addresses.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum AddressType {
    Work,
    Home,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:self")]
#[scim(name = "Door\"s", description = "line\r\nline")]
pub struct DoorS {
    /// Whether it works; with `code` in it.
    #[scim(mutability = "immutable", uniqueness = "global")]
    pub n_y: Option<f64>,
    #[scim(rename = "$weird$name", returned = "always")]
    #[scim(reference("acme-Door", "external", "acme-Door"))]
    #[scim(description = "bidi \u{202e}txet")]
    pub weird_name: Vec<Reference>,
    #[scim(mutability = "immutable", returned = "always", uniqueness = "server")]
    #[scim(canonical_values("Work", "self"), description = "ends */ here")]
    pub self_: Option<i64>,
    /// {braces} and %s
    pub x509_certificates: Vec<X509Certificate>,
    #[scim(mutability = "immutable", uniqueness = "global")]
    #[scim(canonical_values("home", "inUse", "back\\slash", "in use"))]
    #[scim(description = "bidi \u{202e}txet")]
    pub r#match: Option<Binary>,
    /// 日本語 — é
    #[scim(case_exact)]
    pub foo_bar: Vec<f64>,
}

/// An element of `x509Certificates`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct X509Certificate {
    /// The name.
    #[scim(rename = "HTTPUrl", required, case_exact)]
    pub http_url: Vec<bool>,
    #[scim(rename = "foo_bar", case_exact, mutability = "immutable")]
    #[scim(returned = "always", uniqueness = "global")]
    #[scim(description = "see https://example.com/a?b=c")]
    pub foo_bar: Vec<DateTime>,
    #[scim(returned = "request", description = "1. first")]
    pub status: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:acme.v2")]
#[scim(name = "用户", description = "\n")]
pub struct AcmeV2 {
    #[scim(mutability = "immutable", returned = "request", uniqueness = "server")]
    pub created: Vec<Binary>,
    /// {braces} and %s
    #[scim(required, case_exact, mutability = "immutable", returned = "request")]
    #[scim(uniqueness = "global")]
    pub status: Vec<i64>,
}
}

pub mod d16 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

/// a
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:acme.v2")]
#[scim(endpoint = "/Things0")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(extension)]
    pub extension_user: Option<ExtensionUser>,
    #[scim(extension)]
    pub badge: Option<Badge>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:User", name = "Self")]
#[scim(description = "1. first", endpoint = "/Things1")]
pub struct SchemasUser {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// a
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:User")]
#[scim(name = "用户")]
pub struct ExtensionUser {
    #[scim(returned = "request", uniqueness = "server", description = "\0nul")]
    pub n0_y9: Vec<bool>,
}

/// "quoted"
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:Badge")]
#[scim(name = "User")]
pub struct Badge {
    #[scim(required, mutability = "readOnly", description = "``` fence")]
    pub statuses: bool,
    /// 日本語 — é
    #[scim(case_exact, mutability = "readOnly", returned = "request")]
    #[scim(uniqueness = "server")]
    pub display_name: Option<String>,
    #[scim(rename = "a__b", required, mutability = "immutable")]
    #[scim(description = "a\n\nb")]
    pub a_b: f64,
    #[scim(rename = "B", case_exact, returned = "always")]
    #[scim(canonical_values("日本"), description = "``` fence")]
    pub b: Option<bool>,
    #[scim(mutability = "readOnly", returned = "always")]
    #[scim(description = "tab\there")]
    pub last_modified: Option<LastModified>,
    /// 日本語 — é
    #[scim(rename = "tail_", mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "global")]
    pub tail: Option<Tail>,
}

/// The value of `lastModified`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct LastModified {
    #[scim(mutability = "readOnly", reference("User"))]
    #[scim(description = "see https://example.com/a?b=c")]
    pub primary: Option<Reference>,
    #[scim(mutability = "readOnly", returned = "request", uniqueness = "global")]
    #[scim(reference("acme-Door"), description = "line\r\nline")]
    pub n0_x0: Option<Reference>,
}

/// The value of `tail_`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Tail {
    /// Whether it works; with `code` in it.
    #[scim(returned = "always")]
    pub companies: Vec<bool>,
    /// The name.
    #[scim(case_exact, mutability = "immutable", returned = "always")]
    #[scim(uniqueness = "global")]
    pub n_z: Option<f64>,
    /// two  blanks
    #[scim(mutability = "readOnly", returned = "request")]
    #[scim(canonical_values("self"))]
    pub password: Vec<bool>,
}
}

pub mod d17 {
// Written by `scim-testkit codegen`.
//
// What was decided:
// - `Group` is written out and not `rfc = "Group"`: the RFC has no `lastModified`

use scim_schema::value::{DateTime, Reference, Secret};
use scim_schema::{ScimExtension, ScimResource};

/// A named set of users and groups.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:ietf:params:scim:schemas:core:2.0:Group")]
#[scim(endpoint = "/Things0")]
pub struct Group {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name of the group, to be shown.
    #[scim(required, mutability = "immutable")]
    pub display_name: String,
    /// Two
    ///
    /// paragraphs.
    #[scim(uniqueness = "global")]
    pub last_modified: Vec<i64>,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub meta_last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:User")]
#[scim(name = "Option", description = "\n")]
pub struct User {
    /// 日本語 — é
    #[scim(required, uniqueness = "server", reference("uri", "uri"))]
    pub external_id: Vec<Reference>,
    #[scim(uniqueness = "global", description = " begins blank")]
    pub display_name: Option<DateTime>,
    #[scim(rename = "n-1b", mutability = "writeOnly", returned = "never")]
    #[scim(description = "[link] and <b>")]
    pub n_1b: Option<Secret>,
    #[scim(rename = "HTTPUrl", returned = "never", uniqueness = "server")]
    #[scim(canonical_values("inUse"), description = "[link] and <b>")]
    pub http_url: Option<Secret>,
}
}

pub mod d18 {
// Written by `scim-testkit codegen`.
//
// What was decided:
// - `User` is written out and not `rfc = "User"`: the RFC has no `foo_bar`

use scim_schema::value::{DateTime, Reference};
use scim_schema::{ScimComplex, ScimEnum, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:User")]
#[scim(name = "Enterprise User", endpoint = "/Things0")]
pub struct EnterpriseUser {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(required, mutability = "immutable", description = "- item")]
    pub display_name: Vec<EnterpriseUserDisplayName>,
    /// "quoted"
    #[scim(rename = "$weird$name", case_exact, uniqueness = "server")]
    #[scim(canonical_values("Other", "x, y"))]
    pub weird_name: Option<i64>,
    /// The name.
    #[scim(rename = "tail_", required, mutability = "readOnly")]
    #[scim(returned = "always")]
    pub tail: Tail,
    #[scim(rename = "B", case_exact, mutability = "immutable")]
    #[scim(uniqueness = "server")]
    pub b: Vec<i64>,
    #[scim(uniqueness = "server", reference("uri", "Group"))]
    #[scim(description = "1. first")]
    pub foo_bar: Option<Reference>,
    /// Two
    ///
    /// paragraphs.
    #[scim(mutability = "readOnly", returned = "request", uniqueness = "global")]
    pub value: Option<Value>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The canonical values of `displayName`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum EnterpriseUserDisplayName {
    #[scim(rename = "ANY_OTHER")]
    ANYOTHER,
    #[scim(rename = "\"quoted\"")]
    Quoted,
    #[scim(rename = "x, y")]
    XY,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// The value of `tail_`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Tail {
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(rename = "n--a", required, case_exact, uniqueness = "server")]
    pub n_a: bool,
}

/// The value of `value`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Value {
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(mutability = "readOnly", reference("User"))]
    pub password: Option<Reference>,
    #[scim(rename = "meta_created", required, uniqueness = "global")]
    #[scim(description = "``` fence")]
    pub meta_created: bool,
}

/// A person or service with an account.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:ietf:params:scim:schemas:core:2.0:User")]
#[scim(endpoint = "/Things1")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name.
    #[scim(required, uniqueness = "server")]
    pub user_name: String,
    /// The parts of the user's name, the whole name, or both.
    pub name: Option<Name>,
    /// The name to show to other people.
    pub display_name: Option<String>,
    /// How the user relates to the organization, such as employee or contractor.
    pub user_type: Option<String>,
    /// The language to address the user in, as in Accept-Language.
    pub preferred_language: Option<String>,
    #[scim(description = "ends */ here")]
    pub locale: Option<String>,
    /// The user's time zone, as the IANA database names it.
    pub timezone: Option<String>,
    /// The user's phone numbers.
    #[scim(uniqueness = "server")]
    pub phone_numbers: Vec<PhoneNumber>,
    /// Where pictures of the user are found.
    #[scim(required, uniqueness = "server")]
    pub photos: Vec<Photo>,
    /// The user's postal addresses.
    pub addresses: Vec<Address>,
    /// The groups that the user is in; changed through the groups.
    #[scim(mutability = "readOnly")]
    pub groups: Vec<Group>,
    /// What the user has been granted.
    #[scim(uniqueness = "server")]
    pub entitlements: Vec<Entitlement>,
    #[scim(rename = "foo_bar", returned = "always", uniqueness = "server")]
    #[scim(description = "ends blank ")]
    pub foo_bar: Vec<String>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Name {
    /// 日本語 — é
    #[scim(required)]
    pub family_name: String,
    /// What precedes the name, such as Dr.
    pub honorific_prefix: Option<String>,
}

/// An element of `phoneNumbers`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct PhoneNumber {
    /// The phone number, best written as a tel URI.
    #[scim(returned = "request")]
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// What the number is used for.
    pub r#type: Option<PhoneNumberType>,
    /// Whether this is the preferred number; one may be.
    #[scim(returned = "request")]
    pub primary: Option<bool>,
}

/// The canonical values of `phoneNumbers.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhoneNumberType {
    Work,
    Home,
    Mobile,
    Fax,
    Pager,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `photos`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Photo {
    /// The URL of the picture.
    #[scim(reference("external"))]
    pub value: Option<Reference>,
    #[scim(mutability = "immutable")]
    #[scim(description = "see https://example.com/a?b=c")]
    pub r#type: Option<PhotoType>,
}

/// The canonical values of `photos.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhotoType {
    Photo,
    Thumbnail,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// An element of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Address {
    /// The whole address as on a label; it may have several lines.
    pub formatted: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country, as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// What the address is used for.
    pub r#type: Option<AddressType>,
    #[scim(description = "ends blank ")]
    pub primary: Option<bool>,
}

/// The canonical values of `addresses.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum AddressType {
    Work,
    Home,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `groups`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Group {
    #[scim(case_exact, mutability = "readOnly", description = "- item")]
    pub value: Option<String>,
    /// The name of the group.
    #[scim(mutability = "readOnly")]
    pub display: Option<String>,
}

/// An element of `entitlements`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Entitlement {
    /// The entitlement.
    pub value: Option<String>,
    /// "quoted"
    #[scim(required)]
    pub display: String,
    /// Whether this is the main entitlement; one may be.
    pub primary: Option<bool>,
}
}

pub mod d19 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{DateTime, Secret};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

/// Two
///
/// paragraphs.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:acme.v2")]
#[scim(name = "Option", endpoint = "/Things0")]
pub struct AcmeV2 {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(extension, required)]
    pub enterprise_user: EnterpriseUser,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// What an organization adds to its users.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(rfc = "EnterpriseUser")]
pub struct EnterpriseUser {
    /// The cost center the person is charged to.
    pub cost_center: Option<String>,
    /// The division the person works in.
    #[scim(uniqueness = "server")]
    pub division: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:User")]
#[scim(name = "2FA Settings", description = "see https://example.com/a?b=c")]
pub struct User {
    /// The name.
    #[scim(rename = "userID", returned = "always")]
    pub user_id: Option<String>,
    #[scim(required, returned = "request", uniqueness = "server")]
    #[scim(description = "``` fence")]
    pub status: i64,
    /// {braces} and %s
    #[scim(required, case_exact, mutability = "immutable", returned = "always")]
    #[scim(uniqueness = "global")]
    pub self_: UserSelf,
    /// Thisisonewordthatislongerthanalineofcodehasroomforsothatitcannotbebrokenanywherewithoutchangingitandsoitstaysone.
    #[scim(rename = "na0XY", case_exact, uniqueness = "global")]
    pub na0_xy: Vec<DateTime>,
    #[scim(mutability = "readOnly", uniqueness = "global")]
    #[scim(canonical_values("back\\slash", "in use"))]
    #[scim(description = "ends */ here")]
    pub display_name: Option<DateTime>,
}

/// The value of `self`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct UserSelf {
    /// "quoted"
    #[scim(case_exact, mutability = "immutable", uniqueness = "global")]
    pub r#gen: Vec<String>,
    #[scim(required, returned = "never", canonical_values("Bearer"))]
    #[scim(description = "a\n\nb")]
    pub foo_bar: Secret,
}
}

pub mod d20 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{DateTime, Reference};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", description = "1. first", endpoint = "/Things0")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name the user signs in with, unique among the users.
    pub user_name: String,
    /// The parts of the user's name, the whole name, or both.
    pub name: Option<Name>,
    /// What the user is called informally; not a sign-in name.
    pub nick_name: Option<String>,
    /// How the user relates to the organization, such as employee or contractor.
    pub user_type: Option<String>,
    /// The user's time zone, as the IANA database names it.
    pub timezone: Option<String>,
    /// The user's instant messaging addresses.
    #[scim(mutability = "immutable")]
    pub ims: Vec<Im>,
    /// Where pictures of the user are found.
    #[scim(uniqueness = "server")]
    pub photos: Vec<Photo>,
    /// The user's postal addresses.
    pub addresses: Vec<Address>,
    /// The groups that the user is in; changed through the groups.
    pub groups: Vec<Group>,
    /// What the user has been granted.
    #[scim(returned = "request")]
    pub entitlements: Vec<Entitlement>,
    /// The roles that the user has.
    pub roles: Vec<Role>,
    #[scim(extension)]
    pub extension_self: Option<ExtensionSelf>,
    #[scim(extension, required)]
    pub enterprise_user: EnterpriseUser,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The value of `name`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.name")]
pub struct Name {
    /// The family or last name.
    pub family_name: Option<String>,
    /// The given or first name.
    pub given_name: Option<String>,
    /// What follows the name, such as III.
    pub honorific_suffix: Option<String>,
}

/// An element of `ims`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.ims")]
pub struct Im {
    /// The address within the messaging service.
    #[scim(required)]
    pub value: String,
    /// The text to show for this value.
    pub display: Option<String>,
    /// Whether this is the preferred messaging address; one may be.
    pub primary: Option<bool>,
}

/// An element of `photos`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.photos")]
pub struct Photo {
    /// The URL of the picture.
    #[scim(mutability = "immutable", uniqueness = "server")]
    pub value: Option<Reference>,
    /// The size of the picture.
    #[scim(required)]
    pub r#type: String,
}

/// An element of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
pub struct Address {
    /// The whole address as on a label; it may have several lines.
    #[scim(required, returned = "request")]
    pub formatted: String,
    #[scim(description = "``` fence")]
    pub locality: Option<String>,
    /// The state, province or region.
    #[scim(required)]
    pub region: String,
    /// "quoted"
    #[scim(mutability = "immutable", description = "\"quoted\"")]
    pub postal_code: Option<String>,
    /// What the address is used for.
    pub r#type: Option<String>,
}

/// An element of `groups`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.groups")]
pub struct Group {
    /// The id of the group.
    pub value: Option<String>,
    /// The name of the group.
    #[scim(uniqueness = "server")]
    pub display: Option<String>,
    /// Whether the user is a member itself or through another group.
    pub r#type: Option<String>,
}

/// An element of `entitlements`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.entitlements")]
pub struct Entitlement {
    /// The entitlement.
    pub value: Option<String>,
    /// Whether this is the main entitlement; one may be.
    #[scim(required, returned = "request")]
    pub primary: bool,
}

/// An element of `roles`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.roles")]
pub struct Role {
    /// The role.
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// The kind of role.
    #[scim(mutability = "immutable")]
    pub r#type: Option<String>,
    /// Whether this is the main role; one may be.
    pub primary: Option<bool>,
}

/// two  blanks
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:1x", name = "用户")]
#[scim(endpoint = "/Things1")]
pub struct Schemas1x {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:self")]
#[scim(name = "User", description = "line\r\nline")]
pub struct ExtensionSelf {
    #[scim(rename = "$ref", mutability = "immutable", returned = "always")]
    #[scim(description = "[link] and <b>")]
    pub reference: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:self")]
#[scim(name = "Enterprise User", description = "- item")]
pub struct EnterpriseUser {
    #[scim(required, case_exact, mutability = "readOnly", uniqueness = "server")]
    #[scim(description = " begins blank")]
    pub companies: Vec<Company>,
}

/// An element of `companies`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Company {
    /// two  blanks
    #[scim(mutability = "readOnly", returned = "always")]
    #[scim(canonical_values("work", "-", "a b"))]
    pub super_: Option<String>,
    /// a
    #[scim(mutability = "immutable", returned = "request", uniqueness = "global")]
    #[scim(canonical_values("work"))]
    pub r#type: Vec<String>,
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(rename = "externalID2", required, returned = "always")]
    #[scim(uniqueness = "global", canonical_values("home", "a b"))]
    pub external_id2: i64,
    #[scim(rename = "$weird$name", uniqueness = "server")]
    #[scim(canonical_values("home", "-"), description = "\0nul")]
    pub weird_name: Vec<bool>,
    #[scim(returned = "request", uniqueness = "global", description = "# heading")]
    pub foo_bar: Option<bool>,
}
}

pub mod d21 {
// Written by `scim-testkit codegen`.
//
// What was decided:
// - `User` is written out and not `rfc = "User"`: the RFC has no `n910Z1`

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimEnum, ScimResource};

/// A person or service with an account.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:ietf:params:scim:schemas:core:2.0:User")]
#[scim(endpoint = "/Things0")]
pub struct User {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// The name the user signs in with, unique among the users.
    #[scim(required, returned = "request", uniqueness = "server")]
    pub user_name: String,
    /// The name to show to other people.
    pub display_name: Option<String>,
    /// A web page about the user.
    #[scim(reference("external"))]
    pub profile_url: Option<Reference>,
    /// How the user relates to the organization, such as employee or contractor.
    pub user_type: Option<String>,
    /// The language to address the user in, as in Accept-Language.
    pub preferred_language: Option<String>,
    /// The region whose formats for dates, numbers and currency the user expects.
    pub locale: Option<String>,
    /// The user's time zone, as the IANA database names it.
    pub timezone: Option<String>,
    /// The user's email addresses.
    #[scim(uniqueness = "server")]
    pub emails: Vec<Email>,
    /// The user's phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// Where pictures of the user are found.
    pub photos: Vec<Photo>,
    /// The user's postal addresses.
    #[scim(mutability = "immutable", uniqueness = "server")]
    pub addresses: Vec<Address>,
    /// The groups that the user is in; changed through the groups.
    #[scim(mutability = "readOnly")]
    pub groups: Vec<Group>,
    #[scim(required, mutability = "readOnly", uniqueness = "server")]
    #[scim(description = "ends */ here")]
    pub n910_z1: Binary,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// An element of `emails`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Email {
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    #[scim(required)]
    pub value: String,
    /// The text to show for this value.
    pub display: Option<String>,
    /// What the address is used for.
    #[scim(mutability = "immutable")]
    pub r#type: Option<EmailType>,
}

/// The canonical values of `emails.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum EmailType {
    Work,
    Home,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `phoneNumbers`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct PhoneNumber {
    /// The phone number, best written as a tel URI.
    #[scim(uniqueness = "server")]
    pub value: Option<String>,
    /// The text to show for this value.
    pub display: Option<String>,
    /// What the number is used for.
    pub r#type: Option<PhoneNumberType>,
}

/// The canonical values of `phoneNumbers.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhoneNumberType {
    Work,
    Home,
    Mobile,
    Fax,
    Pager,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `photos`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Photo {
    /// The URL of the picture.
    #[scim(reference("external"))]
    pub value: Option<Reference>,
    /// The size of the picture.
    pub r#type: Option<PhotoType>,
}

/// The canonical values of `photos.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum PhotoType {
    Photo,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// An element of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Address {
    /// The state, province or region.
    #[scim(uniqueness = "server")]
    pub region: Option<String>,
    /// The country, as an ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// What the address is used for.
    pub r#type: Option<AddressType>,
    /// Whether this is the preferred address; one may be.
    pub primary: Option<bool>,
}

/// The canonical values of `addresses.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum AddressType {
    Work,
    Home,
    Other,
    /// Any other value.
    #[scim(other)]
    AnyOther(String),
}

/// An element of `groups`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct Group {
    /// The name.
    #[scim(rename = "$ref", mutability = "readOnly", reference("Group"))]
    pub reference: Option<Reference>,
    /// Whether the user is a member itself or through another group.
    #[scim(mutability = "readOnly", returned = "request")]
    pub r#type: Option<GroupType>,
}

/// The canonical values of `groups.type`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub enum GroupType {
    Direct,
    /// Any other value.
    #[scim(other)]
    Other(String),
}
}

pub mod d22 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{DateTime, Reference, Secret};
use scim_schema::{ScimExtension, ScimResource};

/// Whether it works; with `code` in it.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:acme.v2", name = "Self")]
#[scim(endpoint = "/Things0")]
pub struct AcmeV2 {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// 日本語 — é
    #[scim(mutability = "readOnly", uniqueness = "global")]
    #[scim(reference("Group", "User", "external"))]
    pub n190: Option<Reference>,
    #[scim(extension)]
    pub enterprise_user: Option<EnterpriseUser>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// "quoted"
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:Badge")]
#[scim(name = "Enterprise User")]
pub struct EnterpriseUser {
    #[scim(required, mutability = "writeOnly", returned = "never")]
    #[scim(uniqueness = "server")]
    pub password: Secret,
}
}

pub mod d23 {
// Written by `scim-testkit codegen`.

use scim_schema::ScimResource;
use scim_schema::value::{DateTime, Reference};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:Badge", name = "Option")]
#[scim(description = "see https://example.com/a?b=c", endpoint = "/Things0")]
pub struct Badge {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:self", name = "Door\"s")]
#[scim(description = "ends */ here", endpoint = "/Things1")]
pub struct DoorS {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    /// a
    #[scim(required, uniqueness = "global", canonical_values("inUse"))]
    pub primary: Vec<DateTime>,
    #[scim(mutability = "immutable", returned = "request", uniqueness = "server")]
    #[scim(canonical_values("in use", "x, y"))]
    #[scim(description = "see https://example.com/a?b=c")]
    pub status: Option<DateTime>,
    #[scim(returned = "request", uniqueness = "global")]
    #[scim(reference("Group", "external", "acme-Door"))]
    #[scim(description = "see https://example.com/a?b=c")]
    pub last_modified: Option<Reference>,
    /// {braces} and %s
    #[scim(rename = "nbXY0Xb", canonical_values("Other"))]
    pub nb_xy0_xb: Option<f64>,
    #[scim(uniqueness = "server", reference("User"), description = "1. first")]
    pub r2_d2: Option<Reference>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub meta_last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}
}

pub mod d24 {
// Written by `scim-testkit codegen`.

use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-0:schemas:2.0:Badge", name = "Door\"s")]
#[scim(description = "# heading", endpoint = "/Things0")]
pub struct DoorS {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(rename = "nX01-", mutability = "immutable", description = "1. first")]
    pub n_x01: Option<NX01>,
    #[scim(required, case_exact, mutability = "immutable", returned = "always")]
    #[scim(description = "C:\\path")]
    pub value: DateTime,
    #[scim(mutability = "readOnly", description = "bidi \u{202e}txet")]
    pub version: Option<f64>,
    #[scim(extension)]
    pub enterprise_user: Option<EnterpriseUser>,
    #[scim(extension)]
    pub user: Option<User>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub meta_version: String,
}

/// The value of `nX01-`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct NX01 {
    /// This text is longer than a line of code has room for, so that it goes on in another line,
    /// and in one more after that, which ends here.
    pub r#match: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim.acme-1:schemas:2.0:self", name = "Option")]
#[scim(description = "line\r\nline", endpoint = "/Things1")]
pub struct SchemasSelf {
    #[scim(id)]
    pub id: String,
    pub external_id: Option<String>,
    #[scim(mutability = "immutable", returned = "request", uniqueness = "global")]
    #[scim(description = "[link] and <b>")]
    pub display_name: Vec<DateTime>,
    #[scim(rename = "externalID2", case_exact, mutability = "readOnly")]
    #[scim(returned = "request", uniqueness = "server")]
    #[scim(canonical_values("-", "self", "ANY_OTHER"), description = "\n")]
    pub external_id2: Option<DateTime>,
    #[scim(rename = "userID", required, mutability = "immutable")]
    #[scim(returned = "request", canonical_values("other", "Other", "home"))]
    #[scim(description = "``` fence")]
    pub user_id: DateTime,
    /// two  blanks
    #[scim(mutability = "immutable", uniqueness = "server")]
    pub companies: Option<Binary>,
    #[scim(rename = "$weird$name", required, returned = "request")]
    #[scim(uniqueness = "server", description = "\0nul")]
    pub weird_name: Vec<SchemasSelfWeirdName>,
    /// a
    #[scim(rename = "$ref", mutability = "immutable", returned = "request")]
    #[scim(uniqueness = "server")]
    pub reference: Vec<i64>,
    #[scim(extension)]
    pub extension1x: Option<Extension1x>,
    #[scim(path = "meta.created")]
    pub created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub last_modified: Option<DateTime>,
    #[scim(version)]
    pub version: String,
}

/// The canonical values of `$weird$name`.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
#[scim(case_exact)]
pub enum SchemasSelfWeirdName {
    #[scim(rename = "Work")]
    Work,
    #[scim(rename = "self")]
    Self2,
    Home,
    /// Any other value.
    #[scim(other)]
    Other(String),
}

/// Whether it works; with `code` in it.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-10:schemas:extension:2.0:self")]
#[scim(name = "Enterprise User")]
pub struct EnterpriseUser {
    #[scim(case_exact, returned = "request", uniqueness = "server")]
    #[scim(description = "see https://example.com/a?b=c")]
    pub super_: Option<f64>,
    #[scim(rename = "n_c009", mutability = "immutable")]
    #[scim(reference("Group", "Group", "uri"), description = "line\r\nline")]
    pub n_c009: Vec<Reference>,
    #[scim(returned = "always", uniqueness = "server")]
    #[scim(description = " begins blank")]
    pub n9: Option<N9>,
    #[scim(rename = "n-0Y", mutability = "readOnly", returned = "always")]
    #[scim(uniqueness = "server", canonical_values("Other"))]
    #[scim(description = "ends blank ")]
    pub n_0_y: Vec<bool>,
    /// a
    #[scim(case_exact)]
    pub r#match: Option<i64>,
    #[scim(rename = "n9b-", required, returned = "request", uniqueness = "server")]
    #[scim(canonical_values("self", "back\\slash"), description = "ends */ here")]
    pub n9b: Vec<i64>,
}

/// The value of `n9`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct N9 {
    /// two  blanks
    #[scim(mutability = "readOnly", uniqueness = "server")]
    #[scim(canonical_values("in use", "日本", "inUse"))]
    pub password: Option<Binary>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-11:schemas:extension:2.0:Badge")]
#[scim(description = "ends blank ")]
pub struct User {
    #[scim(case_exact, mutability = "readOnly", returned = "request")]
    #[scim(description = "[link] and <b>")]
    pub companies: Option<i64>,
    #[scim(rename = "a__b", required, mutability = "immutable")]
    #[scim(returned = "request", uniqueness = "global")]
    #[scim(reference("Group", "User", "Group"), description = "ends blank ")]
    pub a_b: Reference,
    /// two  blanks
    #[scim(rename = "HTTPUrl", returned = "request", uniqueness = "global")]
    pub http_url: Option<String>,
    /// a
    #[scim(rename = "$weird$name", uniqueness = "global", reference("Group"))]
    pub weird_name: Option<Reference>,
    #[scim(rename = "$ref", case_exact, mutability = "readOnly")]
    #[scim(returned = "request", uniqueness = "server")]
    #[scim(description = "ends */ here")]
    pub reference: Vec<i64>,
    #[scim(required, returned = "always")]
    #[scim(reference("acme-Door", "uri", "acme-Door"))]
    #[scim(description = "bidi \u{202e}txet")]
    pub n_z: Vec<Reference>,
}

/// two  blanks
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim.acme-20:schemas:extension:2.0:1x")]
#[scim(name = "Self")]
pub struct Extension1x {
    #[scim(required, canonical_values("\"quoted\""), description = "ends blank ")]
    pub r#gen: Vec<DateTime>,
    #[scim(mutability = "readOnly", uniqueness = "global")]
    #[scim(description = "ends blank ")]
    pub naac_z9: Vec<DateTime>,
    #[scim(case_exact, description = "[link] and <b>")]
    pub crate_: Vec<bool>,
    #[scim(rename = "n0_", case_exact, returned = "always", uniqueness = "global")]
    #[scim(description = "ends blank ")]
    pub n0: Vec<N0>,
    #[scim(mutability = "readOnly", uniqueness = "global", reference("external"))]
    #[scim(description = "see https://example.com/a?b=c")]
    pub nc9_z0_y9: Option<Reference>,
}

/// An element of `n0_`.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub struct N0 {
    /// Whether it works; with `code` in it.
    pub n1: Option<Binary>,
    /// Two
    ///
    /// paragraphs.
    #[scim(rename = "meta_created", case_exact, uniqueness = "global")]
    pub meta_created: Option<DateTime>,
    #[scim(required, returned = "always", uniqueness = "global")]
    #[scim(canonical_values("-"), description = "ends */ here")]
    pub primary: i64,
    /// two  blanks
    #[scim(rename = "foo_bar", case_exact, mutability = "immutable")]
    pub foo_bar: Option<bool>,
    #[scim(required, uniqueness = "global")]
    #[scim(description = "see https://example.com/a?b=c")]
    pub r2_d2: Vec<String>,
}
}

pub const ALL: &[&scim_schema::schema::Schema] = &[
    <d0::User as scim_schema::ScimResource>::SCHEMA,
    <d0::Group as scim_schema::ScimResource>::SCHEMA,
    <d0::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d1::DoorS as scim_schema::ScimResource>::SCHEMA,
    <d1::AcmeV2 as scim_schema::ScimResource>::SCHEMA,
    <d1::User as scim_schema::ScimExtension>::SCHEMA,
    <d2::Schemas1x as scim_schema::ScimResource>::SCHEMA,
    <d2::Badge as scim_schema::ScimResource>::SCHEMA,
    <d2::User as scim_schema::ScimExtension>::SCHEMA,
    <d3::AcmeV2 as scim_schema::ScimResource>::SCHEMA,
    <d3::Group as scim_schema::ScimResource>::SCHEMA,
    <d3::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d3::ExtensionAcmeV2 as scim_schema::ScimExtension>::SCHEMA,
    <d4::Badge as scim_schema::ScimResource>::SCHEMA,
    <d5::Schemas1x as scim_schema::ScimResource>::SCHEMA,
    <d5::DoorS as scim_schema::ScimExtension>::SCHEMA,
    <d6::Badge as scim_schema::ScimResource>::SCHEMA,
    <d6::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d7::Badge as scim_schema::ScimResource>::SCHEMA,
    <d7::User as scim_schema::ScimResource>::SCHEMA,
    <d7::ExtensionBadge as scim_schema::ScimExtension>::SCHEMA,
    <d8::Group as scim_schema::ScimResource>::SCHEMA,
    <d8::Badge as scim_schema::ScimExtension>::SCHEMA,
    <d8::DoorS as scim_schema::ScimExtension>::SCHEMA,
    <d9::SchemasSelf as scim_schema::ScimResource>::SCHEMA,
    <d9::EnterpriseUser as scim_schema::ScimResource>::SCHEMA,
    <d9::User as scim_schema::ScimExtension>::SCHEMA,
    <d9::ExtensionUser as scim_schema::ScimExtension>::SCHEMA,
    <d9::Badge as scim_schema::ScimExtension>::SCHEMA,
    <d9::ExtensionBadge as scim_schema::ScimExtension>::SCHEMA,
    <d10::User as scim_schema::ScimResource>::SCHEMA,
    <d10::CoreUser as scim_schema::ScimResource>::SCHEMA,
    <d10::Extension1x as scim_schema::ScimExtension>::SCHEMA,
    <d10::Badge as scim_schema::ScimExtension>::SCHEMA,
    <d10::ExtensionUser as scim_schema::ScimExtension>::SCHEMA,
    <d11::User as scim_schema::ScimResource>::SCHEMA,
    <d11::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d11::ExtensionSelf as scim_schema::ScimExtension>::SCHEMA,
    <d12::SchemasSelf as scim_schema::ScimResource>::SCHEMA,
    <d13::DoorS as scim_schema::ScimResource>::SCHEMA,
    <d13::User as scim_schema::ScimResource>::SCHEMA,
    <d13::Extension1x as scim_schema::ScimExtension>::SCHEMA,
    <d13::AcmeV2 as scim_schema::ScimExtension>::SCHEMA,
    <d14::EnterpriseUser as scim_schema::ScimResource>::SCHEMA,
    <d14::DoorS as scim_schema::ScimResource>::SCHEMA,
    <d14::User as scim_schema::ScimExtension>::SCHEMA,
    <d14::AcmeV2 as scim_schema::ScimExtension>::SCHEMA,
    <d14::ExtensionUser as scim_schema::ScimExtension>::SCHEMA,
    <d14::Extension1x as scim_schema::ScimExtension>::SCHEMA,
    <d15::User as scim_schema::ScimResource>::SCHEMA,
    <d15::DoorS as scim_schema::ScimExtension>::SCHEMA,
    <d15::AcmeV2 as scim_schema::ScimExtension>::SCHEMA,
    <d16::User as scim_schema::ScimResource>::SCHEMA,
    <d16::SchemasUser as scim_schema::ScimResource>::SCHEMA,
    <d16::ExtensionUser as scim_schema::ScimExtension>::SCHEMA,
    <d16::Badge as scim_schema::ScimExtension>::SCHEMA,
    <d17::Group as scim_schema::ScimResource>::SCHEMA,
    <d17::User as scim_schema::ScimExtension>::SCHEMA,
    <d18::EnterpriseUser as scim_schema::ScimResource>::SCHEMA,
    <d18::User as scim_schema::ScimResource>::SCHEMA,
    <d19::AcmeV2 as scim_schema::ScimResource>::SCHEMA,
    <d19::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d19::User as scim_schema::ScimExtension>::SCHEMA,
    <d20::User as scim_schema::ScimResource>::SCHEMA,
    <d20::Schemas1x as scim_schema::ScimResource>::SCHEMA,
    <d20::ExtensionSelf as scim_schema::ScimExtension>::SCHEMA,
    <d20::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d21::User as scim_schema::ScimResource>::SCHEMA,
    <d22::AcmeV2 as scim_schema::ScimResource>::SCHEMA,
    <d22::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d23::Badge as scim_schema::ScimResource>::SCHEMA,
    <d23::DoorS as scim_schema::ScimResource>::SCHEMA,
    <d24::DoorS as scim_schema::ScimResource>::SCHEMA,
    <d24::SchemasSelf as scim_schema::ScimResource>::SCHEMA,
    <d24::EnterpriseUser as scim_schema::ScimExtension>::SCHEMA,
    <d24::User as scim_schema::ScimExtension>::SCHEMA,
    <d24::Extension1x as scim_schema::ScimExtension>::SCHEMA,
];
