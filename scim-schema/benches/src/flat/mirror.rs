//! The member as plain serde derives have it: what the flat model maps, in SCIM's shape.

use serde::{Deserialize, Serialize};

type Text = Option<String>;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Mirror {
    schemas: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Text,
    user_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    emails: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    phone_numbers: Vec<Element>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<Address>,
    #[serde(
        rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        skip_serializing_if = "Option::is_none"
    )]
    enterprise: Option<Enterprise>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Meta>,
}

impl Mirror {
    /// Without what clients may not set.
    pub(super) fn as_sent(&self) -> Self {
        Self { id: None, meta: None, ..self.clone() }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Name {
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Element {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Enterprise {
    #[serde(skip_serializing_if = "Option::is_none")]
    employee_number: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    manager: Option<Manager>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manager {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Text,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_type: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_modified: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Text,
}
