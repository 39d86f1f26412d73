//! The user as plain serde derives have it: the attributes of `rfc::User` in its order.

use serde::{Deserialize, Serialize};

type Text = Option<String>;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    schemas: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Text,
    user_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    nick_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile_url: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_language: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    emails: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    phone_numbers: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ims: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    photos: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<Address>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) groups: Vec<Group>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entitlements: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    x509_certificates: Vec<Element>,
    #[serde(
        rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) enterprise: Option<Enterprise>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) meta: Option<Meta>,
}

impl User {
    /// Without what clients may not set.
    pub(super) fn as_sent(&self) -> Self {
        let mut user = self.clone();
        (user.id, user.groups, user.meta) = (None, vec![], None);
        if let Some(manager) = user.enterprise.as_mut().and_then(|e| e.manager.as_mut()) {
            manager.display_name = None;
        }
        user
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Name {
    #[serde(skip_serializing_if = "Option::is_none")]
    formatted: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    middle_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    honorific_prefix: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    honorific_suffix: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Element {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    formatted: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Group {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Text,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) display: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) r#type: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manager {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Text,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    reference: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) display_name: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Enterprise {
    #[serde(skip_serializing_if = "Option::is_none")]
    employee_number: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_center: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    division: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) manager: Option<Manager>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Meta {
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) created: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_modified: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Text,
}
