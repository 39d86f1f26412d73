//! The values of a multi-valued attribute.

use super::{Flags, Model, Scalar, ScimValue, Value, View};
use crate::cost::step;
use crate::schema::{Attribute, Type};
use crate::value::InvalidValue;

/// The values of a multi-valued attribute, to read.
///
/// ```
/// use scim_schema::resource::{List, View};
///
/// let names = vec!["babs".to_owned(), "carla".to_owned()];
/// let list: &dyn List = &names;
/// assert!(list.len() == 2 && !list.is_empty());
/// assert!(matches!(list.at(1), View::String("carla")));
/// assert!(matches!(list.at(2), View::Null));
/// ```
pub trait List: Send + Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them; [`View::Null`] past the end.
    fn at(&self, index: usize) -> View<'_>;
}

/// The values of a multi-valued attribute, to write.
///
/// ```
/// use scim_schema::resource::{ListMut, Scalar, Value};
/// use scim_schema::rfc::Email;
///
/// let mut names = vec!["babs".to_owned(), "carla".to_owned()];
/// let list: &mut dyn ListMut = &mut names;
/// list.push(Scalar::String("dora"))?;
/// list.swap(0, 2);
/// list.at_mut(1).unwrap().set(Scalar::String("Carla"))?;
/// assert!(list.pop().is_some(), "babs");
/// list.retain(&mut |index| index != 0);
/// assert!(names.push_blank().is_none(), "simple values are not written by parts");
/// assert_eq!(names, ["Carla"]);
///
/// let mut emails = Vec::<Email>::new();
/// assert!(emails.push_blank().is_some());
/// assert!(ListMut::push(&mut emails, Scalar::String("babs@example.com")).is_err());
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
pub trait ListMut: List {
    /// Appends a simple value.
    ///
    /// # Errors
    /// When the elements cannot hold it.
    fn push(&mut self, scalar: Scalar<'_>) -> Result<(), InvalidValue>;

    /// Appends a blank complex value and gives it to write; `None`, and nothing is appended, when
    /// the elements are simple.
    fn push_blank(&mut self) -> Option<&mut dyn Model>;

    /// One of them, to write.
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Takes the last away.
    fn pop(&mut self) -> Option<Box<dyn Value>>;

    /// Exchanges two; nothing happens past the end.
    fn swap(&mut self, a: usize, b: usize);

    /// Keeps those whose index `keep` accepts, in order.
    fn retain(&mut self, keep: &mut dyn FnMut(usize) -> bool);
}

impl<T: ScimValue> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn at(&self, index: usize) -> View<'_> {
        step(1);
        self.get(index).map_or(View::Null, ScimValue::held)
    }
}

impl<T: ScimValue> ListMut for Vec<T> {
    fn push(&mut self, scalar: Scalar<'_>) -> Result<(), InvalidValue> {
        Vec::push(self, T::from_scalar(scalar)?);
        Ok(())
    }
    fn push_blank(&mut self) -> Option<&mut dyn Model> {
        let mut blank = T::blank()?;
        // a simple value is no complex one, and has no place in the list
        blank.complex()?;
        Vec::push(self, blank);
        self.last_mut()?.complex()
    }
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        step(1);
        self.get_mut(index).map(|value| value as &mut dyn Value)
    }
    fn pop(&mut self) -> Option<Box<dyn Value>> {
        Vec::pop(self).map(|value| Box::new(value) as Box<dyn Value>)
    }
    fn swap(&mut self, a: usize, b: usize) {
        step(1);
        if a < Vec::len(self) && b < Vec::len(self) {
            self.as_mut_slice().swap(a, b);
        }
    }
    fn retain(&mut self, keep: &mut dyn FnMut(usize) -> bool) {
        step(Vec::len(self));
        let mut index = 0;
        Vec::retain(self, |_| {
            index += 1;
            keep(index - 1)
        });
    }
}

impl<T: ScimValue> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        if self.is_empty() { View::Null } else { View::List(self) }
    }
    fn set(&mut self, _: Scalar<'_>) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("an array"))
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        let changed = !self.is_empty();
        Vec::clear(self);
        Ok(changed)
    }
    fn list(&mut self) -> Option<&mut dyn ListMut> {
        Some(self)
    }
}

impl<T: ScimValue> ScimValue for Vec<T> {
    const TYPE: Type = T::TYPE;
    const MULTI_VALUED: bool = true;
    const NESTED: bool = T::MULTI_VALUED;
    const UNASSIGNABLE: bool = true;
    const HOLDS: Flags = T::HOLDS.without(Flags::BLANK);
    const CASE_EXACT: bool = T::CASE_EXACT;
    const SUB_ATTRIBUTES: &'static [Attribute] = T::SUB_ATTRIBUTES;
    const NODES: &'static [super::Node] = T::NODES;
    const CANONICAL_VALUES: &'static [std::borrow::Cow<'static, str>] = T::CANONICAL_VALUES;

    fn from_scalar(_: Scalar<'_>) -> Result<Self, InvalidValue> {
        Err(InvalidValue::new("an array"))
    }
    fn blank() -> Option<Self> {
        Some(Self::new())
    }
}

#[cfg(test)]
mod tests;
