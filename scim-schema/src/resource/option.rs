//! `Option`: any value, or unassigned.

use super::{Flags, ListMut, Model, Node, Scalar, ScimValue, Value, View};
use crate::schema::{Attribute, Type};
use crate::value::InvalidValue;
use std::borrow::Cow;

impl<T: ScimValue> Value for Option<T> {
    #[inline]
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, ScimValue::held)
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        if let Some(value) = self {
            return value.set(scalar);
        }
        *self = Some(T::from_scalar(scalar)?);
        Ok(true)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Ok(self.take().is_some())
    }
    fn complex(&mut self) -> Option<&mut dyn Model> {
        if self.is_none() {
            *self = T::blank();
        }
        self.as_mut()?.complex()
    }
    fn list(&mut self) -> Option<&mut dyn ListMut> {
        if self.is_none() {
            *self = T::blank();
        }
        self.as_mut()?.list()
    }
}

impl<T: ScimValue> ScimValue for Option<T> {
    const TYPE: Type = T::TYPE;
    const MULTI_VALUED: bool = T::MULTI_VALUED;
    const NESTED: bool = T::NESTED;
    const UNASSIGNABLE: bool = true;
    // inside, the empty text is a value
    const HOLDS: Flags = T::HOLDS.without(Flags::BLANK);
    const CASE_EXACT: bool = T::CASE_EXACT;
    const SUB_ATTRIBUTES: &'static [Attribute] = T::SUB_ATTRIBUTES;
    const NODES: &'static [Node] = T::NODES;
    const CANONICAL_VALUES: &'static [Cow<'static, str>] = T::CANONICAL_VALUES;

    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        T::from_scalar(scalar).map(Some)
    }
    fn blank() -> Option<Self> {
        T::blank().map(Some)
    }
}
