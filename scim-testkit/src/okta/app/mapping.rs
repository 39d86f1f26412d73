//! Which attribute of Okta goes where.

use crate::okta::place::Place;
use crate::okta::profile::Profile;
use scim_schema::ScimResource;
use scim_schema::resource::OktaMapping;
use scim_schema::rfc::User;
use serde_json::{Value, json};

/// What goes to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::okta) enum Source {
    /// An Okta attribute, or else a value.
    Attribute { name: String, or: Option<Value> },
    /// A value, if an Okta attribute has one.
    With { name: String, value: Value },
    /// The id of the Okta user.
    Id,
}

/// An attribute of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::okta) struct Mapping {
    pub(in crate::okta) source: Source,
    pub(in crate::okta) place: Place,
}

impl Mapping {
    /// What it sends of a profile.
    pub(in crate::okta) fn value(&self, id: &str, profile: &Profile) -> Option<Value> {
        match &self.source {
            Source::Attribute { name, or } => {
                let cleared = profile.knows(name) && profile.get(name).is_none();
                profile.get(name).cloned().or_else(|| or.clone().filter(|_| !cleared))
            }
            Source::With { name, value } => profile.get(name).map(|_| value.clone()),
            Source::Id => Some(json!(id)),
        }
    }

    /// The Okta attribute that it is of.
    pub(in crate::okta) fn attribute(&self) -> Option<&str> {
        match &self.source {
            Source::Attribute { name, .. } | Source::With { name, .. } => Some(name),
            Source::Id => None,
        }
    }
}

/// The base attributes that are not mapped unless an administrator does so.
const MORE: [&str; 7] = [
    "honorificPrefix",
    "honorificSuffix",
    "nickName",
    "profileUrl",
    "secondEmail",
    "mobilePhone",
    "postalAddress",
];

impl Mapping {
    pub(super) fn is_more(&self) -> bool {
        self.attribute().is_some_and(|name| MORE.contains(&name))
    }
}

/// Where Okta's template sends the base attributes.
pub(super) fn usual() -> impl Iterator<Item = Mapping> {
    let rows = OktaMapping::template().rows().to_vec().into_iter();
    rows.filter_map(|row| {
        let name = row.profile?;
        let place = match row.external_namespace == User::SCHEMA.id {
            true => row.external_name,
            false => format!("{}:{}", row.external_namespace, row.external_name),
        };
        let or = (name == "locale").then(|| json!("en-US"));
        Some(Mapping { source: Source::Attribute { name, or }, place: place.parse().ok()? })
    })
}

pub(super) fn defaults() -> Vec<Mapping> {
    let mut all: Vec<Mapping> = usual().filter(|mapping| !mapping.is_more()).collect();
    for (with, place) in [
        ("email", "emails.^[primary==true].type"),
        ("primaryPhone", "phoneNumbers.^[primary==true].type"),
        ("streetAddress", "addresses.^[primary==true].type"),
    ] {
        if let Ok(place) = place.parse() {
            let source = Source::With { name: with.to_owned(), value: json!("work") };
            all.push(Mapping { source, place });
        }
    }
    if let Ok(place) = "externalId".parse() {
        all.push(Mapping { source: Source::Id, place });
    }
    all
}
