//! What the type of a field implements.

use super::{Flags, ListMut, Model, Node, Scalar, View};
use crate::schema::{Attribute, Type};
use crate::value::InvalidValue;
use std::borrow::Cow;

/// A value that a field holds, seen by the engines. Object safe.
///
/// Implemented for `String`, `bool`, integers, `f32`, `f64`, the types of [`crate::value`],
/// `Option` and `Vec` of these, and by the derives `ScimComplex`, `ScimEnum` and `ScimValue`.
///
/// ```
/// use scim_schema::resource::{Scalar, Value, View};
///
/// let mut title = Some("Guide".to_owned());
/// assert_eq!(title.set(Scalar::String("Guide")), Ok(false), "nothing has changed");
/// assert_eq!(title.set(Scalar::String("Trainee")), Ok(true));
/// assert_eq!(title.clear(), Ok(true));
/// assert!(matches!(title.view(), View::Null));
/// assert!(title.complex().is_none() && title.list().is_none(), "it is simple");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a SCIM attribute",
    note = "derive `ScimComplex`, `ScimEnum` or `ScimValue` on it, or map the field with `#[scim(with = \"module\")]`"
)]
pub trait Value: Send + Sync + 'static {
    /// What it holds.
    fn view(&self) -> View<'_>;

    /// Takes a simple value; answers whether that changed anything.
    ///
    /// # Errors
    /// When it cannot hold the value. Then nothing has changed.
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue>;

    /// Unassigns it; answers whether that changed anything.
    ///
    /// # Errors
    /// When it has no unassigned state.
    fn clear(&mut self) -> Result<bool, InvalidValue>;

    /// The complex value to write, created blank where there is none; `None` if it holds no such.
    fn complex(&mut self) -> Option<&mut dyn Model> {
        None
    }

    /// The multiple values to write; `None` if it holds a single one.
    fn list(&mut self) -> Option<&mut dyn ListMut> {
        None
    }
}

/// The static side of a [`Value`]: what a schema says of an attribute of this type.
///
/// ```
/// use scim_schema::resource::{Scalar, ScimValue};
/// use scim_schema::schema::Type;
///
/// assert_eq!((<Vec<i64>>::TYPE, <Vec<i64>>::MULTI_VALUED), (Type::Integer, true));
/// assert_eq!(i8::from_scalar(Scalar::Integer(7)), Ok(7));
/// let error = i8::from_scalar(Scalar::Integer(700)).unwrap_err();
/// assert!(error.to_string().starts_with("expected"), "{error}");
/// use scim_schema::resource::{Value, View};
/// assert!(i64::blank().is_none() && <Vec<i64>>::blank().is_some());
/// assert!(matches!(String::new().view(), View::Null));
/// assert!(matches!(String::new().held(), View::String("")), "in a list it is a value");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a SCIM attribute",
    note = "derive `ScimComplex`, `ScimEnum` or `ScimValue` on it, or map the field with `#[scim(with = \"module\")]`"
)]
pub trait ScimValue: Value + Sized {
    /// The type of the attribute.
    const TYPE: Type;
    /// Whether the attribute is multi-valued.
    const MULTI_VALUED: bool = false;
    /// Whether the values are lists themselves, which no attribute has (RFC 7643 section 2.4).
    const NESTED: bool = false;
    /// Whether it can be unassigned (RFC 7643 section 2.5).
    const UNASSIGNABLE: bool = false;
    /// What else the engines know of a field of this type without a value at hand:
    /// [`Flags::BLANK`] and [`Flags::UUID`].
    const HOLDS: Flags = Flags::NONE;
    /// Whether comparisons tell upper case from lower case when nothing else is said.
    const CASE_EXACT: bool = false;
    /// The sub-attributes of a complex type.
    const SUB_ATTRIBUTES: &'static [Attribute] = &[];
    /// The sub-attributes and the fields that hold them.
    const NODES: &'static [Node] = &[];
    /// The canonical values of an enum.
    const CANONICAL_VALUES: &'static [Cow<'static, str>] = &[];

    /// A value from a simple one.
    ///
    /// # Errors
    /// When the type cannot hold it.
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue>;

    /// A value with nothing in it, for types that have one and no simple value.
    #[must_use]
    fn blank() -> Option<Self> {
        None
    }

    /// What it holds inside an `Option` or a `Vec`, where the empty string is a value.
    fn held(&self) -> View<'_> {
        self.view()
    }
}
