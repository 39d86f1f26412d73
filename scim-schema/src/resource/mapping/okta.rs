//! The 31 base attributes of an Okta user profile and where Okta's SCIM template sends them.

use super::{Literal, Slot};
use crate::schema::Schema;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";

/// By path; of a multi-valued attribute, in its primary element.
pub(super) const ATTRIBUTES: &[(&str, &str)] = &[
    ("userName", "login"),
    ("name.givenName", "firstName"),
    ("name.familyName", "lastName"),
    ("name.middleName", "middleName"),
    ("name.honorificPrefix", "honorificPrefix"),
    ("name.honorificSuffix", "honorificSuffix"),
    ("displayName", "displayName"),
    ("nickName", "nickName"),
    ("profileUrl", "profileUrl"),
    ("title", "title"),
    ("userType", "userType"),
    ("preferredLanguage", "preferredLanguage"),
    ("locale", "locale"),
    ("timezone", "timezone"),
    ("emails.value", "email"),
    ("phoneNumbers.value", "primaryPhone"),
    ("addresses.streetAddress", "streetAddress"),
    ("addresses.locality", "city"),
    ("addresses.region", "state"),
    ("addresses.postalCode", "zipCode"),
    ("addresses.country", "countryCode"),
    ("addresses.formatted", "postalAddress"),
];

/// By path and `type` of the element.
pub(super) const OF_TYPE: &[(&str, &str, &str)] =
    &[("emails.value", "other", "secondEmail"), ("phoneNumbers.value", "mobile", "mobilePhone")];

/// By path below the URN of the enterprise extension.
pub(super) const ENTERPRISE: &[(&str, &str)] = &[
    ("employeeNumber", "employeeNumber"),
    ("costCenter", "costCenter"),
    ("organization", "organization"),
    ("division", "division"),
    ("department", "department"),
    ("manager.value", "managerId"),
    ("manager.displayName", "manager"),
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
    let enterprise = path
        .split_at_checked(ENTERPRISE_USER.len())
        .filter(|(urn, _)| urn.eq_ignore_ascii_case(ENTERPRISE_USER));
    if let Some((_, path)) = enterprise {
        return find(ENTERPRISE, path);
    }
    match element {
        Some(Element { primary: false, r#type }) => {
            let r#type = (*r#type)?;
            let mut rows = OF_TYPE.iter();
            let row = rows.find(|(of, value, _)| same(of, path) && same(value, r#type));
            row.map(|(_, _, okta)| *okta)
        }
        _ => find(ATTRIBUTES, path),
    }
}

fn find(table: &[(&str, &'static str)], path: &str) -> Option<&'static str> {
    table.iter().find(|(of, _)| same(of, path)).map(|(_, okta)| *okta)
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
