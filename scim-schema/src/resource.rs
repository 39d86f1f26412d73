//! What the derives implement: how a struct of yours holds SCIM attributes.
//!
//! A [`Model`] is a struct seen as numbered fields; its [`Node`]s say which attribute each field
//! holds. Reading, writing, PATCH, filters and SQL are engines over these two and are not generic
//! over the struct, so a derive adds little code. [`ScimResource`], [`ScimExtension`] and
//! [`ScimComplex`] add the static parts; [`Value`] and [`ScimValue`] are what a field's type
//! implements.
//!
//! A [`Model`] or a [`Node`] that is written by hand, not by a derive, may need a change with a
//! minor version: what the engines ask of them is the derives' to say. The changelog tells.

mod assigned;
pub mod dynamic;
mod flags;
mod holds;
mod list;
mod mapping;
mod model;
mod node;
mod numbers;
mod option;
mod simple;
mod slot;
mod text;
mod value;
mod view;
mod with;

pub use dynamic::{DynamicAttributes, DynamicExtension};
pub use flags::Flags;
pub use holds::{
    HoldsBinary, HoldsBoolean, HoldsComplex, HoldsDateTime, HoldsDecimal, HoldsDynamic,
    HoldsExtension, HoldsInteger, HoldsReference, HoldsSecret, HoldsString, Many,
};
pub use list::{List, ListMut};
pub use mapping::{Mapping, OktaMapping, OktaRow, Row};
pub use model::{Model, Place};
pub(crate) use node::id_field;
pub use node::{Kind, Node};
pub use slot::{Literal, Selector, Slot};
pub use value::{ScimValue, Value};
pub use view::{Scalar, View};
pub use with::{Adapted, With, computed};

#[cfg(test)]
mod tests;

pub use assigned::{clear, is_assigned, is_node_assigned, is_slot_assigned};

use crate::schema::{Attribute, ResourceType, Schema};
use std::fmt::Display;
use std::str::FromStr;

/// A struct that is a SCIM resource: derive it with `#[derive(ScimResource)]`.
///
/// ```
/// use scim_schema::ScimResource;
///
/// /// What every resource type has, whatever its struct.
/// fn endpoint<R: ScimResource>() -> String {
///     format!("{} at {}", R::RESOURCE_TYPE.name, R::RESOURCE_TYPE.endpoint)
/// }
/// # #[cfg(feature = "derive")]
/// assert_eq!(endpoint::<scim_schema::rfc::Group>(), "Group at /Groups");
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::User;
///
/// let user = User { id: "7".into(), ..User::default() };
/// assert_eq!(ScimResource::id(&user), "7");
/// assert_eq!(User::descriptor().schema.id, User::SCHEMA.id);
/// assert_eq!(User::descriptor_with(None).extensions.len(), 1, "the enterprise extension");
/// assert_eq!(User::mapping().rows()[0].path, "id");
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a SCIM resource",
    note = "add `#[derive(ScimResource)]` to `{Self}`"
)]
pub trait ScimResource: Model + Clone {
    /// The type of the identifier; a request's id that does not parse names no resource (`404`).
    type Id: FromStr + Display + Clone + Send + Sync + 'static;

    /// The primary schema, as `/Schemas` publishes it: what is mapped, and only that.
    const SCHEMA: &'static Schema;
    /// The schemas of the extensions.
    const EXTENSIONS: &'static [&'static Schema];
    /// The resource type, as `/ResourceTypes` publishes it.
    const RESOURCE_TYPE: &'static ResourceType;
    /// The attributes and the fields that hold them.
    const NODES: &'static [Node];
    /// The field, and the JSON column, of attributes that are defined at run time, if there is one.
    const DYNAMIC: Option<&'static str> = None;

    /// The identifier.
    fn id(&self) -> &Self::Id;

    /// The static parts in one value, for engines that are not generic.
    #[must_use]
    fn descriptor() -> Descriptor {
        Descriptor {
            schema: Self::SCHEMA,
            extensions: Self::EXTENSIONS,
            resource_type: Self::RESOURCE_TYPE,
            nodes: Self::NODES,
        }
    }

    /// The same with an extension that is defined at run time. Without one, or where the type has
    /// no field for it or declares an extension of that URN itself, it is the plain description.
    #[must_use]
    fn descriptor_with(extension: Option<DynamicExtension>) -> Descriptor {
        extension.map_or_else(Self::descriptor, dynamic::described::<Self>)
    }

    /// Which field holds which attribute, for people who map attributes in Okta.
    #[must_use]
    fn mapping() -> Mapping {
        Mapping::of(&Self::descriptor())
    }
}

/// The static parts of a [`ScimResource`].
///
/// ```
/// use scim_schema::{ScimResource, resource::Descriptor, rfc::{Group, User}};
///
/// /// What an endpoint is told of its types, which are of different Rust types.
/// fn paths(types: &[Descriptor]) -> Vec<&str> {
///     types.iter().map(|known| &*known.resource_type.endpoint).collect()
/// }
/// assert_eq!(paths(&[User::descriptor(), Group::descriptor()]), ["/Users", "/Groups"]);
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Descriptor {
    /// The primary schema.
    pub schema: &'static Schema,
    /// The schemas of the extensions.
    pub extensions: &'static [&'static Schema],
    /// The resource type.
    pub resource_type: &'static ResourceType,
    /// The attributes and the fields that hold them.
    pub nodes: &'static [Node],
}

/// A struct that holds the sub-attributes of a complex attribute: derive it with
/// `#[derive(ScimComplex)]`. A resource embeds one with `#[scim(flatten)]` as well.
///
/// ```
/// use scim_schema::ScimComplex;
///
/// #[derive(Clone, Default, ScimComplex)]
/// struct Door {
///     value: String,
///     floor: Option<i32>,
/// }
/// let names: Vec<_> = Door::ATTRIBUTES.iter().map(|attribute| &*attribute.name).collect();
/// assert_eq!((names, Door::FIELDS), (vec!["value", "floor"], 2));
/// assert_eq!((Door::RFC, scim_schema::rfc::Email::RFC), (None, Some("User.emails")));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold a complex attribute",
    note = "add `#[derive(ScimComplex)]` to `{Self}`"
)]
pub trait ScimComplex: Model + Default {
    /// The sub-attributes.
    const ATTRIBUTES: &'static [Attribute];
    /// The sub-attributes and the fields that hold them.
    const NODES: &'static [Node];
    /// How many field numbers the struct uses, embedded structs included.
    const FIELDS: u16;
    /// What of RFC 7643 the attributes are, as `rfc = ".."` says it: what is embedded beside others
    /// of the RFC's says the same.
    const RFC: Option<&'static str> = None;
}

/// A struct that holds a schema extension: derive it with `#[derive(ScimExtension)]`.
///
/// ```
/// use scim_schema::ScimExtension;
///
/// /// Where a user parks.
/// #[derive(Clone, Default, ScimExtension)]
/// #[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
/// struct Parking {
///     lot: Option<String>,
/// }
/// assert_eq!(Parking::SCHEMA.description, "Where a user parks.");
/// assert!(Parking::SCHEMA.attribute("lot").is_some());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a SCIM schema extension",
    note = "add `#[derive(ScimExtension)]` to `{Self}`"
)]
pub trait ScimExtension: Model + Default {
    /// The schema of the extension.
    const SCHEMA: &'static Schema;
    /// The attributes and the fields that hold them.
    const NODES: &'static [Node];
}
