//! Which types can hold an attribute of a given type: bounds of the generated code, so that a
//! field that cannot says so at compile time, on its type.

use super::ScimValue;
use super::dynamic::DynamicAttributes;
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

// written out, as the compiler quotes them in its errors

/// Can hold a string attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a string attribute",
    label = "of another type",
    note = "write `String`, or a type with `#[derive(ScimEnum)]` or `#[derive(ScimValue)]`; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsString: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsString> HoldsString for Option<T> {}
impl HoldsString for String {}
impl HoldsString for Box<str> {}

/// Can hold a boolean attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a boolean attribute",
    label = "of another type",
    note = "write `bool` or `Option<bool>`; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsBoolean: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsBoolean> HoldsBoolean for Option<T> {}
impl HoldsBoolean for bool {}

/// Can hold an integer attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold an integer attribute",
    label = "of another type",
    note = "write `i64` or another integer; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsInteger: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsInteger> HoldsInteger for Option<T> {}
impl HoldsInteger for i8 {}
impl HoldsInteger for i16 {}
impl HoldsInteger for i32 {}
impl HoldsInteger for i64 {}
impl HoldsInteger for u8 {}
impl HoldsInteger for u16 {}
impl HoldsInteger for u32 {}
impl HoldsInteger for u64 {}

/// Can hold a decimal attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a decimal attribute",
    label = "of another type",
    note = "write `f64` or `f32`; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsDecimal: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsDecimal> HoldsDecimal for Option<T> {}
impl HoldsDecimal for f32 {}
impl HoldsDecimal for f64 {}

/// Can hold a dateTime attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a dateTime attribute",
    label = "of another type",
    note = "write `DateTime`, or a type of jiff, chrono or time with the feature `jiff1`, `chrono04` or `time03`; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsDateTime: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsDateTime> HoldsDateTime for Option<T> {}
impl HoldsDateTime for DateTime {}

/// Can hold a binary attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a binary attribute",
    label = "of another type",
    note = "write `Binary`; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsBinary: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsBinary> HoldsBinary for Option<T> {}
impl HoldsBinary for Binary {}

/// Can hold a reference attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a reference attribute",
    label = "of another type",
    note = "write `Reference` or `String`, or `Url` with the feature `url2`; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsReference: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsReference> HoldsReference for Option<T> {}
impl HoldsReference for Reference {}
impl HoldsReference for String {}
impl HoldsReference for Box<str> {}

/// Can hold a `returned: never` attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a `returned: never` attribute",
    label = "of another type",
    note = "write `Secret`, which is never shown; any other type: `#[scim(with = \"module\")]`"
)]
pub trait HoldsSecret: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsSecret> HoldsSecret for Option<T> {}
impl HoldsSecret for Secret {}

/// Can hold a complex attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a complex attribute",
    label = "of another type",
    note = "add `#[derive(ScimComplex)]` to `{Self}`, or give each sub-attribute a field of its own: `#[scim(path = \"name.givenName\")]`"
)]
pub trait HoldsComplex: ScimValue {}
#[diagnostic::do_not_recommend]
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
#[diagnostic::do_not_recommend]
impl<T: HoldsExtension> HoldsExtension for Option<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
    const KEY: &'static str = T::KEY;
}

/// A type that can hold attributes which are defined at run time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold attributes that are defined at run time",
    note = "the field behind `#[scim(dynamic)]` is a `scim_schema::resource::DynamicAttributes`"
)]
pub trait HoldsDynamic: AsRef<DynamicAttributes> + AsMut<DynamicAttributes> {}
impl HoldsDynamic for DynamicAttributes {}
