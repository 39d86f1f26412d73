//! The 31 base attributes of an Okta user profile and where Okta's SCIM template sends them.

use super::{Literal, Slot};
use crate::schema::Schema;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// What Okta's template for SCIM sends of a user.
pub(super) struct Sent {
    /// The base attribute of the Okta profile; none for what the template makes.
    pub(super) profile: Option<&'static str>,
    /// The variable of the app's profile.
    pub(super) variable: &'static str,
    /// Where it goes, in Okta's words.
    pub(super) external_name: &'static str,
    /// And in those of the RFC.
    pub(super) path: &'static str,
    /// The element of a list that it is sent in; empty where there is no list.
    pub(super) element: &'static str,
    /// What else there is to know.
    pub(super) note: &'static str,
}

const fn sent(
    profile: Option<&'static str>,
    variable: &'static str,
    external_name: &'static str,
    path: &'static str,
    element: &'static str,
    note: &'static str,
) -> Sent {
    Sent { profile, variable, external_name, path, element, note }
}

/// The base attributes in the order of a profile, and what the template adds.
#[rustfmt::skip] // a line for each
pub(super) const SENT: &[Sent] = &[
    sent(Some("login"), "userName", "userName", "userName", "", "from the app's sign-on settings"),
    sent(Some("firstName"), "givenName", "name.givenName", "name.givenName", "", ""),
    sent(Some("lastName"), "familyName", "name.familyName", "name.familyName", "", ""),
    sent(Some("middleName"), "middleName", "name.middleName", "name.middleName", "", ""),
    sent(Some("honorificPrefix"), "honorificPrefix", "name.honorificPrefix", "name.honorificPrefix", "", ""),
    sent(Some("honorificSuffix"), "honorificSuffix", "name.honorificSuffix", "name.honorificSuffix", "", ""),
    sent(Some("email"), "email", "emails.^[primary==true].value", "emails.value", "primary", ""),
    sent(None, "emailType", "emails.^[primary==true].type", "emails.type", "primary", "the constant `work`"),
    sent(Some("secondEmail"), "secondEmail", "emails.^[type==other].value", "emails[type eq \"other\"].value", "other", "not in the usual mapping"),
    sent(Some("title"), "title", "title", "title", "", ""),
    sent(Some("displayName"), "displayName", "displayName", "displayName", "", ""),
    sent(Some("nickName"), "nickName", "nickName", "nickName", "", ""),
    sent(Some("profileUrl"), "profileUrl", "profileUrl", "profileUrl", "", ""),
    sent(Some("primaryPhone"), "primaryPhone", "phoneNumbers.^[primary==true].value", "phoneNumbers.value", "primary", ""),
    sent(None, "primaryPhoneType", "phoneNumbers.^[primary==true].type", "phoneNumbers.type", "primary", "the constant `work`"),
    sent(Some("mobilePhone"), "mobilePhone", "phoneNumbers.^[type==mobile].value", "phoneNumbers[type eq \"mobile\"].value", "mobile", "not in the usual mapping"),
    sent(None, "addressType", "addresses.^[primary==true].type", "addresses.type", "primary", "the constant `work`"),
    sent(Some("streetAddress"), "streetAddress", "addresses.^[primary==true].streetAddress", "addresses.streetAddress", "primary", ""),
    sent(Some("city"), "locality", "addresses.^[primary==true].locality", "addresses.locality", "primary", ""),
    sent(Some("state"), "region", "addresses.^[primary==true].region", "addresses.region", "primary", ""),
    sent(Some("zipCode"), "postalCode", "addresses.^[primary==true].postalCode", "addresses.postalCode", "primary", ""),
    sent(Some("countryCode"), "country", "addresses.^[primary==true].country", "addresses.country", "primary", "two letters (ISO 3166)"),
    sent(Some("postalAddress"), "formatted", "addresses.^[primary==true].formatted", "addresses.formatted", "primary", "not in the usual mapping"),
    sent(Some("preferredLanguage"), "preferredLanguage", "preferredLanguage", "preferredLanguage", "", ""),
    sent(Some("locale"), "locale", "locale", "locale", "", "such as `en-US`"),
    sent(Some("timezone"), "timezone", "timezone", "timezone", "", ""),
    sent(Some("userType"), "userType", "userType", "userType", "", ""),
    sent(Some("employeeNumber"), "employeeNumber", "employeeNumber", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "", ""),
    sent(Some("costCenter"), "costCenter", "costCenter", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter", "", ""),
    sent(Some("organization"), "organization", "organization", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization", "", ""),
    sent(Some("division"), "division", "division", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division", "", ""),
    sent(Some("department"), "department", "department", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "", ""),
    sent(Some("managerId"), "managerValue", "manager.value", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "", ""),
    sent(Some("manager"), "managerDisplayName", "manager.displayName", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName", "", "read only in the RFC: passed over on write"),
    sent(None, "externalId", "externalId", "externalId", "", "the id of the Okta user"),
];

/// What a slot tells of the element that Okta sends into it.
#[derive(Clone, Copy)]
pub(super) struct Element {
    r#type: Option<&'static str>,
    primary: bool,
}

impl Element {
    /// The primary element is the one marked so; without a mark, `work` is, the type that Okta's
    /// template gives its primary elements.
    pub(super) fn new(slot: &Slot, slots: &[Slot]) -> Self {
        let r#type = match slot.selector.value {
            Literal::String(value) if slot.selector.sub_attribute == "type" => Some(value),
            _ => None,
        };
        let is_work = r#type.is_some_and(|value| value.eq_ignore_ascii_case("work"));
        let primary = is_primary(slot) || is_work && !slots.iter().any(is_primary);
        Self { r#type, primary }
    }
}

fn is_primary(slot: &Slot) -> bool {
    slot.primary
        || slot.selector.sub_attribute == "primary" && slot.selector.value == Literal::Boolean(true)
}

/// Whether the attributes of an Okta user profile go into resources of this schema.
pub(super) fn is_user(schema: &Schema) -> bool {
    schema.id.eq_ignore_ascii_case(USER)
}

/// The Okta attribute that usually goes to a path, which has no selectors.
pub(super) fn usual(path: &str, element: Option<&Element>) -> Option<&'static str> {
    let is_element = |sent: &&Sent| match (element, sent.path.contains('[')) {
        (Some(Element { primary: false, r#type }), true) => {
            r#type.is_some_and(|value| same(sent.element, value))
        }
        (Some(Element { primary: false, .. }), false) => false,
        (_, of_type) => !of_type,
    };
    SENT.iter().filter(is_element).find(|sent| sent.is_to(path))?.profile
}

impl Sent {
    /// Whether it goes to this path, whatever the element of the list.
    fn is_to(&self, path: &str) -> bool {
        match (self.path.split_once('['), self.path.split_once(']')) {
            (Some((list, _)), Some((_, part))) => path
                .split_at_checked(list.len())
                .is_some_and(|(of, rest)| same(of, list) && same(rest, part)),
            _ => same(self.path, path),
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
