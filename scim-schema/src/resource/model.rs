//! A struct as numbered fields.

use super::{Node, Value, View, with::Adapted};
use crate::value::InvalidValue;
use std::fmt;

/// A struct as numbered fields, which its [`Node`]s map to attributes. Object safe; the derives
/// implement it.
///
/// Field numbers count from 0 in the order of the declaration. A struct embedded by
/// `#[scim(flatten)]` owns a range of them after those, from the [`base`](Node::base) of its nodes.
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::resource::{Model, Scalar, View};
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String, // field 0
///     #[scim(path = "userName")]
///     login: String, // field 1
///     #[scim(default = "Guest".to_owned())]
///     title: String, // field 2
/// }
/// let mut member = Member { login: "babs".into(), ..Member::default() };
/// let model: &mut dyn Model = &mut member;
/// assert_eq!(model.nodes().len(), Member::NODES.len());
/// assert!(matches!(model.get(1), View::String("babs")));
/// model.edit(1).unwrap().edit(|login| login.set(Scalar::String("bjensen")))??;
/// assert!(model.is_assigned(1) && !model.is_assigned(9), "there are three");
/// assert!(model.edit(0).is_none(), "no client writes the id");
/// model.stamp(0).unwrap().edit(|id| id.set(Scalar::String("7")))??;
/// assert!(model.set_default(2) && !model.set_default(1));
/// assert_eq!((&*member.id, &*member.login, &*member.title), ("7", "bjensen", "Guest"));
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` maps no attributes",
    note = "add `#[derive(ScimComplex)]` to `{Self}`, or `ScimResource` if it is a resource"
)]
pub trait Model: Send + Sync + 'static {
    /// The attributes and the fields that hold them.
    fn nodes(&self) -> &'static [Node];

    /// What a field holds; [`View::Null`] for a number that no field has.
    fn get(&self, field: u16) -> View<'_>;

    /// Whether a field has a value ([`is_assigned`](super::is_assigned)), for a model whose
    /// [`get`](Self::get) has to make what it gives.
    fn is_assigned(&self, field: u16) -> bool {
        super::is_assigned(&self.get(field))
    }

    /// A field to write; `None` for one that is computed, or that does not exist.
    fn edit(&mut self, field: u16) -> Option<Place<'_>>;

    /// A field that the service provider writes and no client can: the id, `meta.created`,
    /// `meta.lastModified` or the version; `None` for any other, and for one behind a module.
    fn stamp(&mut self, field: u16) -> Option<Place<'_>> {
        let _ = field;
        None
    }

    /// Sets a field to its `#[scim(default = ..)]`, if it has one.
    fn set_default(&mut self, field: u16) -> bool {
        let _ = field;
        false
    }
}

impl fmt::Debug for dyn Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // values may be personal or secret
        f.debug_struct("Model").finish_non_exhaustive()
    }
}

/// A field to write.
///
/// ```
/// use scim_schema::resource::{Place, Scalar};
///
/// let mut title = Some("Guide".to_owned());
/// let changed = Place::Value(&mut title).edit(|value| value.set(Scalar::String("Trainee")))??;
/// assert!(changed);
/// assert_eq!(title.as_deref(), Some("Trainee"));
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[non_exhaustive]
pub enum Place<'a> {
    /// A field whose type is a [`Value`].
    Value(&'a mut dyn Value),
    /// A field behind `#[scim(with = "module")]`.
    With(Box<dyn Adapted + 'a>),
}

impl Place<'_> {
    /// Edits the value in place, or a copy that the module stores if it differs.
    ///
    /// # Errors
    /// What the module refuses.
    pub fn edit<T>(self, edit: impl FnOnce(&mut dyn Value) -> T) -> Result<T, InvalidValue> {
        match self {
            Self::Value(value) => Ok(edit(value)),
            Self::With(mut adapted) => {
                let (mut edit, mut answer) = (Some(edit), None);
                adapted.edit(&mut |value| {
                    if let Some(edit) = edit.take() {
                        answer = Some(edit(value));
                    }
                })?;
                answer.ok_or(InvalidValue::new("a value"))
            }
        }
    }
}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value(_) => "Value(..)",
            Self::With(_) => "With(..)",
        })
    }
}
