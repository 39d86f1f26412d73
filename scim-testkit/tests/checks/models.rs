//! A resource type of our own, with an attribute of each type and each set of characteristics.
#![allow(unreachable_pub, reason = "tests")]

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

/// A device that people carry.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:params:scim:schemas:core:2.0:Device", endpoint = "/Devices")]
pub(crate) struct Device {
    #[scim(id)]
    pub(crate) id: String,
    #[scim(path = "externalId")]
    pub(crate) external_id: Option<String>,
    /// Printed on the back.
    #[scim(required, case_exact, uniqueness = "server")]
    pub(crate) serial_number: String,
    /// What people call it.
    pub(crate) display_name: Option<String>,
    /// What it was made as.
    #[scim(mutability = "immutable")]
    pub(crate) model: Option<String>,
    /// What unlocks it.
    #[scim(mutability = "writeOnly", returned = "never")]
    pub(crate) pin: Option<Secret>,
    /// What it was last seen as.
    #[scim(get = "Device::seen")]
    pub(crate) seen: (),
    /// Where it was last opened.
    #[scim(case_exact)]
    pub(crate) build: Option<String>,
    /// How often it was opened.
    pub(crate) uses: Option<i64>,
    /// How heavy it is, in grams.
    pub(crate) weight: Option<f64>,
    /// When it was bought.
    pub(crate) bought_at: Option<DateTime>,
    /// Whether it was lost.
    pub(crate) lost: Option<bool>,
    /// What it looks like.
    pub(crate) image: Option<Binary>,
    /// Whose it is.
    #[scim(reference = "User")]
    pub(crate) owner: Option<Reference>,
    /// Only for those who ask.
    #[scim(returned = "request")]
    pub(crate) notes: Option<String>,
    /// What it is found by.
    pub(crate) labels: Vec<String>,
    /// What can be plugged in.
    pub(crate) ports: Vec<Port>,
    /// Who made it.
    pub(crate) maker: Option<Maker>,
    /// When it was created.
    #[scim(path = "meta.created")]
    pub(crate) created: Option<DateTime>,
    /// When it was last changed.
    #[scim(path = "meta.lastModified")]
    pub(crate) last_modified: Option<DateTime>,
    #[scim(version)]
    pub(crate) version: String,
    #[scim(extension)]
    pub(crate) lease: Option<Lease>,
}

impl Device {
    fn seen(&self) -> String {
        "online".to_owned()
    }
}

/// What can be plugged in.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
pub(crate) struct Port {
    /// What it is called.
    pub(crate) value: Option<String>,
    /// What it is for.
    pub(crate) r#type: Option<String>,
    /// How fast it is.
    pub(crate) speed: Option<i64>,
    /// Whether it is the main one.
    pub(crate) primary: Option<bool>,
}

/// Who made it.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
pub(crate) struct Maker {
    /// Its name.
    pub(crate) name: Option<String>,
    /// Where it is.
    pub(crate) country: Option<String>,
}

/// Who pays.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:params:scim:schemas:extension:2.0:Lease", name = "Lease")]
pub(crate) struct Lease {
    /// To whom.
    pub(crate) lessor: Option<String>,
    /// How many months.
    pub(crate) months: Option<i64>,
}

/// A role, as Okta grants it.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimResource)]
#[scim(schema = "urn:okta:scim:schemas:core:1.0:Role", endpoint = "/Roles")]
pub(crate) struct Role {
    #[scim(id)]
    pub(crate) id: String,
    /// What it is called.
    #[scim(required)]
    pub(crate) display_name: String,
    /// What it is for.
    pub(crate) description: Option<String>,
}

/// Something else that Okta grants.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimResource)]
#[scim(schema = "urn:okta:scim:schemas:core:1.0:Entitlement", endpoint = "/Entitlements")]
pub(crate) struct Entitlement {
    #[scim(id)]
    pub(crate) id: String,
    /// What it is called.
    #[scim(required)]
    pub(crate) display_name: String,
    /// The kind that it is of.
    pub(crate) r#type: Option<String>,
    /// What it is for.
    pub(crate) description: Option<String>,
}
