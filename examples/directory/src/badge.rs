//! Badges: a resource type of our own, with an attribute of every type and characteristic.

mod parts;
mod table;

pub use parts::{Door, Parking, Print, State, Zone};

use crate::database::{Columns, Millis, Nullable};
use scim_schema::ScimResource;
use scim_schema::value::{Binary, DateTime, Reference, Secret};
use sqlx::FromRow;
use uuid::Uuid;

/// A badge that opens doors.
#[derive(Debug, Clone, Default, ScimResource, FromRow)]
#[sqlx(default)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
pub struct Badge {
    /// The key of the row, for the tables that refer to it.
    #[scim(skip)]
    pub seq: i64,
    /// Given by this server.
    #[scim(id)]
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    /// The client's identifier.
    #[scim(path = "externalId")]
    pub external_id: Option<String>,
    /// The number on the back, unique among the badges.
    #[scim(required, case_exact, uniqueness = "server")]
    pub serial_number: String,
    /// The user who wears the badge.
    #[scim(reference = "User")]
    #[sqlx(try_from = "Nullable")]
    pub holder: Option<Reference>,
    /// Whether it opens anything now.
    #[sqlx(try_from = "Nullable")]
    pub state: Option<State>,
    /// Whether it was reported lost.
    pub lost: Option<bool>,
    /// From 0 for the lobby upwards.
    pub access_level: Option<i64>,
    /// What the holder paid for it, in the currency of the house.
    pub deposit: Option<f64>,
    /// When the badge was handed out; that happens once.
    #[scim(mutability = "immutable", fold_column = "issued_key")]
    #[sqlx(try_from = "Nullable")]
    pub issued: Option<DateTime>,
    /// The picture on the front.
    #[sqlx(try_from = "Nullable")]
    pub picture: Option<Binary>,
    /// How the name is printed.
    #[sqlx(flatten, try_from = "Columns<Print>")]
    pub print: Option<Print>,
    /// The zones of the building that it opens.
    #[sqlx(skip)]
    pub zones: Vec<String>,
    /// The doors that it opens beyond those of its zones.
    #[sqlx(skip)]
    pub doors: Vec<Door>,
    /// A remark for the guards, shown on request.
    #[scim(returned = "request")]
    pub note: Option<String>,
    /// The code to type beside the reader; it can be set and never read.
    #[scim(mutability = "writeOnly", returned = "never")]
    #[sqlx(skip)]
    pub pin: Option<Secret>,
    /// The column of the PIN, on its way from the row to the field above.
    #[scim(skip)]
    pub(crate) pin_hash: Option<String>,
    /// A space in the garage.
    #[scim(extension)]
    #[sqlx(flatten, try_from = "Columns<Parking>")]
    pub parking: Option<Parking>,
    /// When the badge was created.
    #[scim(path = "meta.created", column = "created_at")]
    #[sqlx(rename = "created_at", try_from = "Millis")]
    pub created: DateTime,
    /// When the badge was last changed.
    #[scim(path = "meta.lastModified", column = "modified_at")]
    #[sqlx(rename = "modified_at", try_from = "Millis")]
    pub last_modified: DateTime,
    /// Counts the changes.
    #[scim(version)]
    pub revision: i64,
}
