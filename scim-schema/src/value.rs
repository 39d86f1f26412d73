//! The plain value types of SCIM (RFC 7643 section 2.3).
macro_rules! stand_in { ($($n:ident $f:ident)*) => { $(
    /// Stands in until the real one lands.
    #[derive(Debug, Clone, PartialEq)] pub struct $n(Box<str>);
    impl $n {
        /// Parses.
        /// # Errors
        /// None.
        pub fn $f(t: &str) -> Result<Self, InvalidValue> { Ok(Self(t.into())) }
        /// Text.
        #[must_use] pub fn as_str(&self) -> &str { &self.0 }
    }
)* } }
stand_in! { DateTime parse Binary parse Reference new }
/// Stands in.
#[derive(Clone, PartialEq, Debug)] pub struct Secret(Box<str>);
impl Secret { 
    /// New.
    #[must_use] pub fn new(t: &str) -> Self { Self(t.into()) } }
/// Stands in.
#[derive(Debug, Clone, PartialEq, Eq)] pub struct InvalidValue { expected: std::borrow::Cow<'static, str> }
impl InvalidValue {
    /// New.
    #[must_use] pub const fn new(e: &'static str) -> Self { Self { expected: std::borrow::Cow::Borrowed(e) } }
    /// What.
    #[must_use] pub fn expected(&self) -> &str { &self.expected }
}
