//! Fields behind `#[scim(with = "module")]` and `#[scim(get = "function")]`.

use super::{ScimValue, Value, View};
use crate::value::InvalidValue;

/// A module's three functions over a field of type `F`, which they show as a `V`.
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
pub fn computed<V: Value>(value: V) -> View<'static> {
    match value.view() {
        View::Null => View::Null,
        View::Boolean(value) => View::Boolean(value),
        View::Integer(value) => View::Integer(value),
        View::Decimal(value) => View::Decimal(value),
        View::Secret => View::Secret,
        _ => View::Computed(Box::new(value)),
    }
}
