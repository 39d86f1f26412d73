//! `User` (RFC 7643 sections 4.1 and 8.7.1).

use super::table::{Attribute, Schema, binary, boolean, complex, reference, resource_id, string};

pub(super) const SCHEMA: Schema = Schema {
    key: "User",
    id: "urn:ietf:params:scim:schemas:core:2.0:User",
    name: "User",
    description: "A person or service with an account.",
    endpoint: Some("/Users"),
    attributes: &[
        string("userName", "The name the user signs in with, unique among the users.")
            .required()
            .unique_on_server(),
        complex("name", NAME, "The parts of the user's name, the whole name, or both."),
        string("displayName", "The name to show to other people."),
        string("nickName", "What the user is called informally; not a sign-in name."),
        reference("profileUrl", &["external"], "A web page about the user."),
        string("title", "The user's job title."),
        string(
            "userType",
            "How the user relates to the organization, such as employee or contractor.",
        ),
        string("preferredLanguage", "The language to address the user in, as in Accept-Language."),
        string(
            "locale",
            "The region whose formats for dates, numbers and currency the user expects.",
        ),
        string("timezone", "The user's time zone, as the IANA database names it."),
        boolean("active", "Whether the account may be used."),
        string("password", "A new password in clear text; it can be set and never read.")
            .write_only()
            .never_returned(),
        complex("emails", EMAILS, "The user's email addresses.").multi_valued(),
        complex("phoneNumbers", PHONE_NUMBERS, "The user's phone numbers.").multi_valued(),
        complex("ims", IMS, "The user's instant messaging addresses.").multi_valued(),
        complex("photos", PHOTOS, "Where pictures of the user are found.").multi_valued(),
        complex("addresses", ADDRESSES, "The user's postal addresses.").multi_valued(),
        complex("groups", GROUPS, "The groups that the user is in; changed through the groups.")
            .multi_valued()
            .read_only(),
        complex("entitlements", ENTITLEMENTS, "What the user has been granted.").multi_valued(),
        complex("roles", ROLES, "The roles that the user has.").multi_valued(),
        complex("x509Certificates", X509_CERTIFICATES, "The certificates issued to the user.")
            .multi_valued(),
    ],
};

/// The documents give `display` readWrite; erratum 8358, which doubts their prose, changes nothing.
const DISPLAY: Attribute = string("display", "The text to show for this value.");

const NAME: &[Attribute] = &[
    string("formatted", "The whole name, as it is to be shown."),
    string("familyName", "The family or last name."),
    string("givenName", "The given or first name."),
    string("middleName", "The middle name or names."),
    string("honorificPrefix", "What precedes the name, such as Dr."),
    string("honorificSuffix", "What follows the name, such as III."),
];

const EMAILS: &[Attribute] = &[
    string("value", "The email address."),
    DISPLAY,
    string("type", "What the address is used for.").canonical_values(&["work", "home", "other"]),
    boolean("primary", "Whether this is the preferred address; one may be."),
];

const PHONE_NUMBERS: &[Attribute] = &[
    string("value", "The phone number, best written as a tel URI."),
    DISPLAY,
    string("type", "What the number is used for.")
        .canonical_values(&["work", "home", "mobile", "fax", "pager", "other"]),
    boolean("primary", "Whether this is the preferred number; one may be."),
];

/// 7643-4.1.2-10: only the prose knows `other`, so the canonical values are the document's.
const IMS: &[Attribute] = &[
    string("value", "The address within the messaging service."),
    DISPLAY,
    string("type", "The messaging service.")
        .canonical_values(&["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"]),
    boolean("primary", "Whether this is the preferred messaging address; one may be."),
];

const PHOTOS: &[Attribute] = &[
    reference("value", &["external"], "The URL of the picture."),
    DISPLAY,
    string("type", "The size of the picture.").canonical_values(&["photo", "thumbnail"]),
    boolean("primary", "Whether this is the preferred picture; one may be."),
];

const ADDRESSES: &[Attribute] = &[
    string("formatted", "The whole address as on a label; it may have several lines."),
    string("streetAddress", "The street, house number and the like; it may have several lines."),
    string("locality", "The city or town."),
    string("region", "The state, province or region."),
    string("postalCode", "The postal code."),
    string("country", "The country, as an ISO 3166-1 alpha-2 code."),
    string("type", "What the address is used for.").canonical_values(&["work", "home", "other"]),
    boolean("primary", "Whether this is the preferred address; one may be.").addition(
        "a default sub-attribute of section 2.4, used by RFC 7644 section 3.5.2.3 (erratum 6005)",
    ),
];

const GROUPS: &[Attribute] = &[
    resource_id("value", "The id of the group.").read_only(),
    // erratum 8471: a group, never a user
    reference("$ref", &["Group"], "The URI of the group.").read_only(),
    string("display", "The name of the group.").read_only(),
    string("type", "Whether the user is a member itself or through another group.")
        .canonical_values(&["direct", "indirect"])
        .read_only(),
];

const ENTITLEMENTS: &[Attribute] = &[
    string("value", "The entitlement."),
    DISPLAY,
    string("type", "The kind of entitlement."),
    boolean("primary", "Whether this is the main entitlement; one may be."),
];

const ROLES: &[Attribute] = &[
    string("value", "The role."),
    DISPLAY,
    string("type", "The kind of role."),
    boolean("primary", "Whether this is the main role; one may be."),
];

const X509_CERTIFICATES: &[Attribute] = &[
    binary("value", "The certificate in DER form, as base64."),
    DISPLAY,
    string("type", "The kind of certificate."),
    boolean("primary", "Whether this is the preferred certificate; one may be."),
];
