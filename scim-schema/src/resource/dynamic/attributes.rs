//! What a resource has of an extension that is defined at run time.

use super::registry::definition;
use super::single::Member;
use crate::resource::{Place, View};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::fmt;

/// The attributes that a resource has of a [`DynamicExtension`](super::DynamicExtension), for a
/// field behind `#[scim(dynamic)]`.
///
/// Serde reads and writes it as a JSON object, attribute names and values, for a JSON column. What
/// the extension in force does not define, or gives another type, is not seen and stays.
///
/// ```
/// use scim_schema::resource::DynamicAttributes;
///
/// // as a JSON column has it
/// let attributes: DynamicAttributes = serde_json::from_str(r#"{"costCentre":4130}"#)?;
/// assert_eq!(attributes.members()["costCentre"], 4130);
/// assert_eq!(serde_json::to_string(&attributes)?, r#"{"costCentre":4130}"#);
/// assert!(DynamicAttributes::new().members().is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DynamicAttributes {
    members: Map<String, Json>,
}

impl DynamicAttributes {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All of them, as JSON.
    #[must_use]
    pub const fn members(&self) -> &Map<String, Json> {
        &self.members
    }

    /// What a field number means here.
    #[must_use]
    pub(crate) fn get(&self, field: u16) -> View<'_> {
        definition(field).map_or(View::Null, |known| Member::of(known).view(&self.members))
    }

    /// The same to write.
    pub(crate) fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        Some(Member::of(definition(field)?).place(&mut self.members))
    }
}

impl From<Map<String, Json>> for DynamicAttributes {
    fn from(members: Map<String, Json>) -> Self {
        Self { members }
    }
}

impl From<DynamicAttributes> for Map<String, Json> {
    fn from(attributes: DynamicAttributes) -> Self {
        attributes.members
    }
}

impl fmt::Debug for DynamicAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // names only: values may be personal
        f.debug_set().entries(self.members.keys()).finish()
    }
}

impl AsRef<Self> for DynamicAttributes {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl AsMut<Self> for DynamicAttributes {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}
