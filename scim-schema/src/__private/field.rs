//! What generated methods call at run time.

use crate::resource::{
    HoldsDynamic, Model, Place, Scalar, ScimComplex, ScimExtension, ScimResource, ScimValue, Value,
    View, With, clear,
};
use crate::value::InvalidValue;
use std::any::Any;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// What [`ScimResource::Id`] has to be, in words.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an id",
    label = "of another type",
    note = "write `String`, `i64` or a type with `FromStr`, `Display` and `Clone`"
)]
pub trait HoldsId: Display + Sync + 'static {}
#[diagnostic::do_not_recommend]
impl<T: FromStr + Display + Clone + Send + Sync + 'static> HoldsId for T {}

/// The view of an identifier: its text, without a copy where it is a `String`.
pub fn id_view<T: HoldsId>(id: &T) -> View<'_> {
    match (id as &dyn Any).downcast_ref::<String>() {
        Some(text) => View::String(text),
        None => View::Display(id),
    }
}

/// Unassigns every attribute of a struct that holds an extension.
///
/// # Errors
/// When one cannot be unassigned.
pub fn clear_all(model: &mut dyn Model) -> Result<bool, InvalidValue> {
    let mut changed = false;
    for node in model.nodes() {
        changed |= clear(model, node, node.base)?;
    }
    Ok(changed)
}

/// What a scalar cannot do for a complex value.
///
/// # Errors
/// Always.
pub const fn not_an_object<T>() -> Result<T, InvalidValue> {
    Err(InvalidValue::new("an object"))
}

/// What an enum answers to a value it does not have.
///
/// # Errors
/// Always.
pub const fn not_one_of<T>(expected: &'static str) -> Result<T, InvalidValue> {
    Err(InvalidValue::new(expected))
}

/// A complex value with nothing in it. The bound spares a user without `Default` a second error.
#[must_use]
pub fn blank_complex<T: ScimComplex>() -> T {
    T::default()
}

/// An extension with nothing in it.
#[must_use]
pub fn blank_extension<T: ScimExtension>() -> T {
    T::default()
}

/// A field that holds a value. One trait for reading and writing it, with its bound on the impl
/// alone, so that a type that is no value is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a SCIM attribute",
    note = "derive `ScimComplex`, `ScimEnum` or `ScimValue` on it, or map the field with `#[scim(with = \"module\")]`"
)]
pub trait Field {
    /// What it holds.
    fn view(&self) -> View<'_>;
    /// The field to write.
    fn place(&mut self) -> Option<Place<'_>>;
}
impl<T: Value> Field for T {
    fn view(&self) -> View<'_> {
        Value::view(self)
    }
    fn place(&mut self) -> Option<Place<'_>> {
        Some(Place::Value(self))
    }
}

/// A field with attributes that are defined at run time, by number; one trait, as [`Field`] is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold attributes that are defined at run time",
    note = "the field behind `#[scim(dynamic)]` is a `scim_schema::resource::DynamicAttributes`"
)]
pub trait Extra {
    /// What it holds.
    fn get(&self, field: u16) -> View<'_>;
    /// The attribute to write.
    fn edit(&mut self, field: u16) -> Option<Place<'_>>;
}
impl<T: HoldsDynamic> Extra for T {
    fn get(&self, field: u16) -> View<'_> {
        self.as_ref().get(field)
    }
    fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        self.as_mut().edit(field)
    }
}

/// A field to write through a `with` module.
pub fn with<F, V: ScimValue + PartialEq>(
    field: &mut F,
    view: fn(&F) -> Option<V>,
    set: fn(&mut F, V) -> Result<(), InvalidValue>,
    clear: fn(&mut F) -> Result<(), InvalidValue>,
) -> Option<Place<'_>> {
    Some(Place::With(With::new(view, set, clear).bind(field)))
}

/// An identifier to write, as its text. Bound to the resource, so that a type that is no
/// identifier is not one error more.
pub fn id_place<R: ScimResource>(id: &mut R::Id) -> Option<Place<'_>> {
    let set = |id: &mut R::Id, text: String| match text.parse() {
        Ok(parsed) => {
            *id = parsed;
            Ok(())
        }
        Err(_) => Err(InvalidValue::new("an identifier")),
    };
    let clear = |_: &mut R::Id| Err(InvalidValue::new("an identifier"));
    with(id, |id| Some(id.to_string()), set, clear)
}

/// Assigns a default.
pub fn assign<T>(field: &mut T, value: T) -> bool {
    *field = value;
    true
}

/// Replaces an enum; answers whether that changed its text.
///
/// # Errors
/// When it has no such value.
pub fn replace<T: ScimValue>(value: &mut T, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
    let new = T::from_scalar(scalar)?;
    let changed = match (value.view(), new.view()) {
        (View::String(old), View::String(new)) => old != new,
        _ => true,
    };
    *value = new;
    Ok(changed)
}

/// What the variant of an enum for any other value holds.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold the text of other values",
    label = "of another type",
    note = "write `String` or `Box<str>`"
)]
pub trait OtherText {
    /// The text.
    fn text(&self) -> &str;
    /// From a text.
    fn from_text(text: &str) -> Self;
}
#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + for<'a> From<&'a str>> OtherText for T {
    fn text(&self) -> &str {
        self.as_ref()
    }
    fn from_text(text: &str) -> Self {
        text.into()
    }
}

/// Which canonical value a scalar is, or its text if it is none.
///
/// # Errors
/// When it is not text.
pub fn canonical<'a, T: ScimValue>(
    scalar: Scalar<'a>,
    expected: &'static str,
) -> Result<Result<usize, &'a str>, InvalidValue> {
    let Scalar::String(text) = scalar else { return Err(InvalidValue::new(expected)) };
    let is = |value: &Cow<'static, str>| {
        if T::CASE_EXACT { **value == *text } else { value.eq_ignore_ascii_case(text) }
    };
    Ok(T::CANONICAL_VALUES.iter().position(is).ok_or(text))
}
