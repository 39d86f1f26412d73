//! Booleans and numbers.

use super::{Scalar, ScimValue, Value, View};
use crate::schema::Type;
use crate::value::InvalidValue;

impl Value for bool {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Boolean(*self)
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        Ok(std::mem::replace(self, Self::from_scalar(scalar)?) != *self)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("a boolean, which cannot be unassigned"))
    }
}

impl ScimValue for bool {
    const TYPE: Type = Type::Boolean;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        match scalar {
            Scalar::Boolean(value) => Ok(value),
            _ => Err(InvalidValue::new("a boolean")),
        }
    }
}

macro_rules! integers { ($($ty:ident $expected:literal)*) => { $(
    impl Value for $ty {
        #[inline]
        fn view(&self) -> View<'_> {
            View::Integer(i128::from(*self))
        }
        fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
            Ok(std::mem::replace(self, Self::from_scalar(scalar)?) != *self)
        }
        fn clear(&mut self) -> Result<bool, InvalidValue> {
            Err(InvalidValue::new(concat!($expected, ", which cannot be unassigned")))
        }
    }
    impl ScimValue for $ty {
        const TYPE: Type = Type::Integer;
        fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
            // a fraction or an exponent makes it no integer (RFC 7643 section 2.3.4)
            match scalar {
                Scalar::Integer(value) => Self::try_from(value).map_err(|_| InvalidValue::new($expected)),
                _ => Err(InvalidValue::new($expected)),
            }
        }
    }
)* } }

integers! {
    i8 "an integer from -128 to 127"
    i16 "an integer from -32768 to 32767"
    i32 "an integer of 32 bits"
    i64 "an integer of 64 bits"
    u8 "an integer from 0 to 255"
    u16 "an integer from 0 to 65535"
    u32 "an integer of 32 bits, not negative"
    u64 "an integer of 64 bits, not negative"
}

macro_rules! decimals { ($($ty:ident $narrow:expr;)*) => { $(
    impl Value for $ty {
        #[inline]
        fn view(&self) -> View<'_> {
            // JSON has no other numbers (RFC 8259 section 6)
            if self.is_finite() { View::Decimal(f64::from(*self)) } else { View::Null }
        }
        fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
            let new = Self::from_scalar(scalar)?;
            Ok(std::mem::replace(self, new).to_bits() != new.to_bits())
        }
        fn clear(&mut self) -> Result<bool, InvalidValue> {
            Err(InvalidValue::new("a number, which cannot be unassigned"))
        }
    }
    impl ScimValue for $ty {
        const TYPE: Type = Type::Decimal;
        fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
            match scalar {
                #[expect(clippy::cast_precision_loss, reason = "a decimal has the precision of its type")]
                Scalar::Integer(value) => Ok(value as $ty),
                Scalar::Decimal(value) => $narrow(value).ok_or(InvalidValue::new("a number in range")),
                _ => Err(InvalidValue::new("a number")),
            }
        }
    }
)* } }

decimals! {
    f64 |value: f64| value.is_finite().then_some(value);
    f32 |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a decimal has the precision of its type")]
        let narrow = value as f32;
        narrow.is_finite().then_some(narrow)
    };
}
