//! Badges: a resource type of our own, with an attribute of every type and characteristic.

mod parts;
mod table;

pub use parts::{Door, Parking, Print, State, Zone};

use scim_schema::ScimResource;
use scim_schema::value::{Binary, DateTime, Reference, Secret};
use uuid::Uuid;

/// A badge that opens doors.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
pub struct Badge {
    /// The key of the row, for the tables that refer to it.
    #[scim(skip)]
    pub seq: i64,
    /// Given by this server.
    #[scim(id)]
    pub id: Uuid,
    /// The client's identifier.
    #[scim(path = "externalId")]
    pub external_id: Option<String>,
    /// The number on the back, unique among the badges.
    #[scim(required, case_exact, uniqueness = "server")]
    pub serial_number: String,
    /// The user who wears the badge.
    #[scim(reference = "User")]
    pub holder: Option<Reference>,
    /// Whether it opens anything now.
    pub state: Option<State>,
    /// Whether it was reported lost.
    pub lost: Option<bool>,
    /// From 0 for the lobby upwards.
    pub access_level: Option<i64>,
    /// What the holder paid for it, in the currency of the house.
    pub deposit: Option<f64>,
    /// When the badge was handed out; that happens once.
    #[scim(mutability = "immutable")]
    pub issued: Option<DateTime>,
    /// The picture on the front.
    pub picture: Option<Binary>,
    /// How the name is printed.
    pub print: Option<Print>,
    /// The zones of the building that it opens.
    pub zones: Vec<String>,
    /// The doors that it opens beyond those of its zones.
    pub doors: Vec<Door>,
    /// A remark for the guards, shown on request.
    #[scim(returned = "request")]
    pub note: Option<String>,
    /// The code to type beside the reader; it can be set and never read.
    #[scim(mutability = "writeOnly", returned = "never")]
    pub pin: Option<Secret>,
    /// A space in the garage.
    #[scim(extension)]
    pub parking: Option<Parking>,
    /// When the badge was created.
    #[scim(path = "meta.created")]
    pub created: DateTime,
    /// When the badge was last changed.
    #[scim(path = "meta.lastModified")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}
