//! A resource type of our own, with an attribute of each type and of each characteristic.

use scim_schema::value::{Binary, DateTime, Reference, Secret};
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource};

/// Its schema.
pub(crate) const DEVICE: &str = "urn:example:params:scim:schemas:2.0:Device";
/// An extension that every device has.
pub(crate) const WARRANTY: &str = "urn:example:params:scim:schemas:extension:2.0:Warranty";

/// A device that the organization hands out.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:params:scim:schemas:2.0:Device", endpoint = "/Devices")]
pub(crate) struct Device {
    #[scim(id)]
    pub(crate) id: String,
    #[scim(path = "externalId")]
    pub(crate) external_id: Option<String>,
    /// Printed on the back, and compared as printed.
    #[scim(required, case_exact, uniqueness = "server")]
    pub(crate) serial: String,
    /// What it is called.
    pub(crate) label: Option<String>,
    /// Chosen once.
    #[scim(mutability = "immutable")]
    pub(crate) color: Option<String>,
    /// What unlocks it.
    #[scim(mutability = "writeOnly", returned = "never")]
    pub(crate) pin: Option<Secret>,
    /// Only shown when asked for.
    #[scim(returned = "request")]
    pub(crate) notes: Option<String>,
    /// Shown in every response.
    #[scim(returned = "always")]
    pub(crate) shelf: Option<String>,
    /// What the store counts.
    #[scim(mutability = "readOnly")]
    pub(crate) writes: Option<i64>,
    /// How many ports it has.
    pub(crate) ports: Option<i64>,
    /// In kilograms.
    pub(crate) weight: Option<f64>,
    /// Whether it is in use.
    #[scim(default = Some(true))]
    pub(crate) in_use: Option<bool>,
    /// When it was bought.
    pub(crate) bought_at: Option<DateTime>,
    /// What it starts from.
    pub(crate) firmware: Option<Binary>,
    /// Where it is described.
    pub(crate) manual: Option<Reference>,
    /// Its words.
    pub(crate) tags: Vec<String>,
    /// How it is reached.
    pub(crate) interfaces: Vec<Interface>,
    /// Its state.
    pub(crate) state: Option<State>,
    #[scim(extension, required)]
    pub(crate) warranty: Warranty,
    #[scim(path = "meta.created")]
    pub(crate) created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    pub(crate) last_modified: Option<DateTime>,
    #[scim(version)]
    pub(crate) version: String,
}

/// How a device is reached.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Interface {
    pub(crate) value: Option<String>,
    pub(crate) r#type: Option<String>,
    pub(crate) primary: Option<bool>,
}

/// The state of a device.
#[derive(Debug, Clone, PartialEq, Eq, ScimEnum)]
pub(crate) enum State {
    InStock,
    HandedOut,
}

/// How long it is repaired for nothing.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:params:scim:schemas:extension:2.0:Warranty", name = "Warranty")]
pub(crate) struct Warranty {
    /// In months.
    #[scim(required)]
    pub(crate) months: Option<i64>,
}
