//! Fields behind `#[scim(with = "module")]` and `#[scim(get = "function")]`.

use super::{ScimValue, Value, View};
use crate::value::InvalidValue;

/// A module's three functions over a field of type `F`, which they show as a `V`.
///
/// ```
/// use scim_schema::resource::{Scalar, With};
/// use scim_schema::value::InvalidValue;
///
/// // `active`, of an application that locks accounts
/// fn view(locked: &bool) -> Option<bool> {
///     Some(!locked)
/// }
/// fn set(locked: &mut bool, active: bool) -> Result<(), InvalidValue> {
///     *locked = !active;
///     Ok(())
/// }
/// fn clear(locked: &mut bool) -> Result<(), InvalidValue> {
///     set(locked, true)
/// }
/// let mut locked = false;
/// let mut field = With::new(view, set, clear).bind(&mut locked);
/// field.edit(&mut |active| assert_eq!(active.set(Scalar::Boolean(false)), Ok(true)))?;
/// drop(field);
/// assert!(locked);
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[derive(Debug)]
pub struct With<F, V> {
    view: fn(&F) -> Option<V>,
    set: fn(&mut F, V) -> Result<(), InvalidValue>,
    clear: fn(&mut F) -> Result<(), InvalidValue>,
}

impl<F, V: ScimValue + PartialEq> With<F, V> {
    /// The functions `view`, `set` and `clear` of a module.
    #[must_use]
    pub const fn new(
        view: fn(&F) -> Option<V>,
        set: fn(&mut F, V) -> Result<(), InvalidValue>,
        clear: fn(&mut F) -> Result<(), InvalidValue>,
    ) -> Self {
        Self { view, set, clear }
    }

    /// The field, to write through the functions.
    pub fn bind(self, field: &mut F) -> Box<dyn Adapted + '_> {
        Box::new(Bound { with: self, field })
    }
}

/// A field to write through a module's functions. Object safe.
///
/// ```
/// use scim_schema::resource::{Adapted, Scalar, Value};
/// use scim_schema::value::InvalidValue;
///
/// /// A number that is kept as text.
/// struct Digits<'a>(&'a mut String);
///
/// impl Adapted for Digits<'_> {
///     fn edit(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) -> Result<(), InvalidValue> {
///         let mut number = self.0.parse().unwrap_or(0_i64);
///         edit(&mut number);
///         *self.0 = number.to_string();
///         Ok(())
///     }
/// }
/// let mut text = "41".to_owned();
/// Digits(&mut text).edit(&mut |number| assert_eq!(number.set(Scalar::Integer(42)), Ok(true))).unwrap();
/// assert_eq!(text, "42");
/// ```
pub trait Adapted {
    /// Gives a copy of the value to `edit` and stores it if that changed it. The module is not
    /// called for an edit that changes nothing, so a deactivation date survives a second
    /// deactivation.
    ///
    /// # Errors
    /// What the module refuses.
    fn edit(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) -> Result<(), InvalidValue>;
}

struct Bound<'a, F, V> {
    with: With<F, V>,
    field: &'a mut F,
}

impl<F, V: ScimValue + PartialEq> Adapted for Bound<'_, F, V> {
    fn edit(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) -> Result<(), InvalidValue> {
        let mut value = (self.with.view)(self.field);
        edit(&mut value);
        if value == (self.with.view)(self.field) {
            return Ok(());
        }
        match value {
            Some(value) => (self.with.set)(self.field, value),
            None => (self.with.clear)(self.field),
        }
    }
}

/// The view of a value made for this call.
///
/// ```
/// use scim_schema::resource::{View, computed};
///
/// assert!(matches!(computed(7_i64), View::Integer(7)));
/// let names = computed(vec!["Guides".to_owned()]);
/// let View::Computed(list) = &names else { panic!("made for this call") };
/// assert!(matches!(list.view(), View::List(list) if list.len() == 1));
/// ```
pub fn computed<V: Value>(value: V) -> View<'static> {
    match value.view() {
        View::Null => View::Null,
        View::Boolean(value) => View::Boolean(value),
        View::Integer(value) => View::Integer(value),
        View::Decimal(value) => View::Decimal(value),
        View::Secret(_) => View::Secret(None),
        _ => View::Computed(Box::new(value)),
    }
}
