//! The types of [`crate::value`], and those of other crates, as values of fields.

use super::{Scalar, ScimValue, Value, View};
use crate::schema::Type;
use crate::value::{Binary, DateTime, InvalidValue, Reference, Secret};

fn text<'a>(scalar: &Scalar<'a>) -> Result<&'a str, InvalidValue> {
    match scalar {
        Scalar::String(text) => Ok(text),
        _ => Err(InvalidValue::new("a string")),
    }
}

/// Values made of text that replace one another whole and have no unassigned state.
macro_rules! parsed { ($($(#[$cfg:meta])* $ty:ty: $kind:ident $([$holds:ident])? $case_exact:literal $name:literal,
    |$view:ident| $to_view:expr, |$text:ident| $parse:expr;)*) => { $(
    $(#[$cfg])*
    impl Value for $ty {
        #[inline]
        fn view(&self) -> View<'_> {
            let $view = self;
            $to_view
        }
        fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
            let new = Self::from_scalar(scalar)?;
            let changed = *self != new;
            *self = new;
            Ok(changed)
        }
        fn clear(&mut self) -> Result<bool, InvalidValue> {
            Err(InvalidValue::new(concat!($name, ", which cannot be unassigned")))
        }
    }
    $(#[$cfg])*
    impl ScimValue for $ty {
        const TYPE: Type = Type::$kind;
        const CASE_EXACT: bool = $case_exact;
        $(const HOLDS: super::Flags = super::Flags::$holds;)?
        fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
            let $text = text(&scalar)?;
            $parse
        }
    }
)* } }

parsed! {
    DateTime: DateTime false "a date-time", |value| View::DateTime(value), |text| Self::parse(text);
    Binary: Binary true "base64 text", |value| View::String(value.as_str()), |text| Self::parse(text);
    Reference: Reference true "a reference", |value| View::String(value.as_str()), |text| Self::parse(text);
    #[cfg(feature = "uuid1")]
    uuid::Uuid: String [UUID] false "a UUID", |value| View::Display(value), |text| text.parse().map_err(|_| InvalidValue::new("a UUID such as `2819c223-7f76-453a-919d-413861904646`"));
    #[cfg(feature = "url2")]
    url::Url: Reference true "an absolute URI", |value| View::String(value.as_str()), |text| text.parse().map_err(|_| InvalidValue::new("an absolute URI such as `https://example.com/`"));
    #[cfg(feature = "jiff1")]
    jiff::Timestamp: DateTime false "a date-time", |value| super::computed(DateTime::from(*value)), |text| Self::try_from(&DateTime::parse(text)?);
    #[cfg(feature = "chrono04")]
    chrono::DateTime<chrono::Utc>: DateTime false "a date-time", |value| super::computed(DateTime::from(*value)), |text| Self::try_from(&DateTime::parse(text)?);
    #[cfg(feature = "time03")]
    time::OffsetDateTime: DateTime false "a date-time", |value| super::computed(DateTime::from(*value)), |text| Self::try_from(&DateTime::parse(text)?);
}

#[cfg(feature = "uuid1")]
impl super::HoldsString for uuid::Uuid {}
#[cfg(feature = "url2")]
impl super::HoldsReference for url::Url {}
#[cfg(feature = "jiff1")]
impl super::HoldsDateTime for jiff::Timestamp {}
#[cfg(feature = "chrono04")]
impl super::HoldsDateTime for chrono::DateTime<chrono::Utc> {}
#[cfg(feature = "time03")]
impl super::HoldsDateTime for time::OffsetDateTime {}

impl Value for Secret {
    fn view(&self) -> View<'_> {
        View::Secret(Some(self))
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        // a store may hold a hash only, so a secret that is set is always a change
        *self = Self::from_scalar(scalar)?;
        Ok(true)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("a string, which cannot be unassigned"))
    }
}

impl ScimValue for Secret {
    const TYPE: Type = Type::String;
    const CASE_EXACT: bool = true;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        text(&scalar).map(Self::new)
    }
}
