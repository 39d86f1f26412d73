//! Which types can hold an attribute of a given type: bounds of the generated code, so that a
//! field that cannot says so at compile time, on its type.

use super::ScimValue;
use crate::schema::Schema;
use crate::value::{Binary, DateTime, Reference, Secret};

/// A collection that can hold a multi-valued attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a multi-valued attribute",
    label = "one value only",
    note = "write `Vec<{Self}>`, or give each element a field of its own: `#[scim(path = r#\"emails[type eq \"work\"].value\"#)]`"
)]
pub trait Many: ScimValue {
    /// The type of the elements.
    type Element: ScimValue;
}
impl<T: ScimValue> Many for Vec<T> {
    type Element = T;
}

macro_rules! holds { ($($(#[$doc:meta])* $name:ident: $message:literal, $note:literal, [$($ty:ty),*];)*) => { $(
    $(#[$doc])*
    #[diagnostic::on_unimplemented(message = $message, label = "of another type", note = $note)]
    pub trait $name: ScimValue {}
    #[diagnostic::do_not_recommend]
    impl<T: $name> $name for Option<T> {}
    $(#[diagnostic::do_not_recommend] impl $name for $ty {})*
)* } }

holds! {
    /// Can hold a string attribute.
    HoldsString: "`{Self}` cannot hold a string attribute", "write `String`, or a type with `#[derive(ScimEnum)]` or `#[derive(ScimValue)]`; any other type: `#[scim(with = \"module\")]`", [String, Box<str>];
    /// Can hold a boolean attribute.
    HoldsBoolean: "`{Self}` cannot hold a boolean attribute", "write `bool` or `Option<bool>`; any other type: `#[scim(with = \"module\")]`", [bool];
    /// Can hold an integer attribute.
    HoldsInteger: "`{Self}` cannot hold an integer attribute", "write `i64` or another integer; any other type: `#[scim(with = \"module\")]`", [i8, i16, i32, i64, u8, u16, u32, u64];
    /// Can hold a decimal attribute.
    HoldsDecimal: "`{Self}` cannot hold a decimal attribute", "write `f64` or `f32`; any other type: `#[scim(with = \"module\")]`", [f32, f64];
    /// Can hold a dateTime attribute.
    HoldsDateTime: "`{Self}` cannot hold a dateTime attribute", "write `DateTime`, or a type of jiff, chrono or time with the feature `jiff1`, `chrono04` or `time03`; any other type: `#[scim(with = \"module\")]`", [DateTime];
    /// Can hold a binary attribute.
    HoldsBinary: "`{Self}` cannot hold a binary attribute", "write `Binary`; any other type: `#[scim(with = \"module\")]`", [Binary];
    /// Can hold a reference attribute.
    HoldsReference: "`{Self}` cannot hold a reference attribute", "write `Reference` or `String`, or `Url` with the feature `url2`; any other type: `#[scim(with = \"module\")]`", [Reference, String, Box<str>];
    /// Can hold a `returned: never` attribute.
    HoldsSecret: "`{Self}` cannot hold a `returned: never` attribute", "write `Secret`, which is never shown; any other type: `#[scim(with = \"module\")]`", [Secret];
}

/// Can hold a complex attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a complex attribute",
    label = "of another type",
    note = "write a struct with `#[derive(ScimComplex)]`, or give each sub-attribute a field of its own: `#[scim(path = \"name.givenName\")]`"
)]
pub trait HoldsComplex: ScimValue {}
impl<T: HoldsComplex> HoldsComplex for Option<T> {}

/// Can hold a schema extension.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a SCIM schema extension",
    label = "of another type",
    note = "add `#[derive(ScimExtension)]` to `{Self}`"
)]
pub trait HoldsExtension: ScimValue {
    /// The schema of the extension.
    const SCHEMA: &'static Schema;
    /// Its URN as a JSON key with its colon.
    const KEY: &'static str;
}
impl<T: HoldsExtension> HoldsExtension for Option<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const KEY: &'static str = T::KEY;
}
