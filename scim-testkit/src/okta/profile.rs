//! What Okta knows of a user.

use serde_json::Value;
use std::collections::BTreeMap;

/// The 31 attributes that every Okta user profile has. Only the names may be left empty.
pub const BASE_ATTRIBUTES: [&str; 31] = [
    "login",
    "email",
    "secondEmail",
    "firstName",
    "lastName",
    "middleName",
    "honorificPrefix",
    "honorificSuffix",
    "title",
    "displayName",
    "nickName",
    "profileUrl",
    "primaryPhone",
    "mobilePhone",
    "streetAddress",
    "city",
    "state",
    "zipCode",
    "countryCode",
    "postalAddress",
    "preferredLanguage",
    "locale",
    "timezone",
    "userType",
    "employeeNumber",
    "costCenter",
    "organization",
    "division",
    "department",
    "managerId",
    "manager",
];

/// The profile of an Okta user: [base attributes](BASE_ATTRIBUTES) and custom ones, by name.
///
/// ```
/// use scim_testkit::okta::Profile;
///
/// let jane = Profile::new("jane@example.com", "Jane", "Smith").with("title", "Engineer");
/// assert_eq!(jane.text("email"), "jane@example.com");
/// assert_eq!(jane.text("displayName"), "Jane Smith");
/// ```
///
/// A profile keeps what it has cleared, as an update has to tell the server:
///
/// ```
/// use scim_testkit::okta::Profile;
///
/// let before = Profile::new("jane@example.com", "Jane", "Smith").with("title", "Guide");
/// let mut after = before.clone();
/// after.set("city", "Oslo").clear("title");
/// // what was cleared is known to have no value
/// assert!(after.knows("title") && after.get("title").is_none() && !after.knows("state"));
/// assert_eq!(after.changed_from(&before), ["city", "title"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    attributes: BTreeMap<String, Value>,
}

impl Profile {
    /// A profile with what every user has: the login, which is the email address too, and names.
    #[must_use]
    pub fn new(login: &str, first: &str, last: &str) -> Self {
        Self::default()
            .with("login", login)
            .with("email", login)
            .with("firstName", first)
            .with("lastName", last)
            .with("displayName", format!("{first} {last}"))
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.set(name, value);
        self
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.attributes.insert(name.to_owned(), value.into());
        self
    }

    /// Clears an attribute: the next update tells the server.
    pub fn clear(&mut self, name: &str) -> &mut Self {
        self.set(name, Value::Null)
    }

    /// An attribute that has a value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.attributes.get(name).filter(|value| !value.is_null() && **value != "")
    }

    /// The text of an attribute; empty if there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether an attribute was set or cleared.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// The names of the attributes that differ.
    #[must_use]
    pub fn changed_from(&self, before: &Self) -> Vec<String> {
        let names = self.attributes.keys().chain(before.attributes.keys());
        let mut changed: Vec<String> =
            names.filter(|name| self.get(name) != before.get(name)).cloned().collect();
        changed.sort();
        changed.dedup();
        changed
    }
}
