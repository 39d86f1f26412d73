//! Text: `String` and `Box<str>`, whose empty state is unassigned.

use super::{Flags, Scalar, ScimValue, Value, View};
use crate::schema::Type;
use crate::value::InvalidValue;

const EXPECTED: InvalidValue = InvalidValue::new("a string");

impl Value for String {
    #[inline]
    fn view(&self) -> View<'_> {
        if self.is_empty() { View::Null } else { View::String(self) }
    }
    #[inline]
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        let Scalar::String(text) = scalar else { return Err(EXPECTED) };
        if self == text {
            return Ok(false);
        }
        if self.capacity() < text.len() {
            // what it grows to is as much as it needs
            *self = text.to_owned();
        } else {
            Self::clear(self);
            self.push_str(text);
        }
        Ok(true)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        let changed = !self.is_empty();
        Self::clear(self);
        Ok(changed)
    }
}

impl ScimValue for String {
    const TYPE: Type = Type::String;
    const UNASSIGNABLE: bool = true;
    const HOLDS: Flags = Flags::BLANK;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        match scalar {
            Scalar::String(text) => Ok(text.to_owned()),
            _ => Err(EXPECTED),
        }
    }
    fn blank() -> Option<Self> {
        Some(Self::new())
    }
    #[inline]
    fn held(&self) -> View<'_> {
        View::String(self)
    }
}

impl Value for Box<str> {
    #[inline]
    fn view(&self) -> View<'_> {
        if self.is_empty() { View::Null } else { View::String(self) }
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        let Scalar::String(text) = scalar else { return Err(EXPECTED) };
        let changed = **self != *text;
        if changed {
            *self = text.into();
        }
        Ok(changed)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Ok(!std::mem::take(self).is_empty())
    }
}

impl ScimValue for Box<str> {
    const TYPE: Type = Type::String;
    const UNASSIGNABLE: bool = true;
    const HOLDS: Flags = Flags::BLANK;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        match scalar {
            Scalar::String(text) => Ok(text.into()),
            _ => Err(EXPECTED),
        }
    }
    fn blank() -> Option<Self> {
        Some(Self::default())
    }
    #[inline]
    fn held(&self) -> View<'_> {
        View::String(self)
    }
}
