//! Which types can hold an attribute of a given type: bounds of the generated code, so that a
//! field that cannot says so at compile time, on its type.

use super::ScimValue;
use super::dynamic::DynamicAttributes;
use crate::schema::Schema;
use crate::value::{Binary, DateTime, Reference, Secret};

/// A collection that can hold a multi-valued attribute.
///
/// ```
/// use scim_schema::resource::{Many, ScimValue};
/// use scim_schema::schema::Type;
///
/// fn element<T: Many>() -> Type {
///     T::Element::TYPE
/// }
/// assert_eq!(element::<Vec<bool>>(), Type::Boolean);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a multi-valued attribute",
    label = "no `Vec`",
    note = "write a `Vec` of the type of one value, such as `Vec<Email>`, or give each element a field of its own: `#[scim(path = r#\"emails[type eq \"work\"].value\"#)]`; any other collection: `#[scim(with = \"module\")]`"
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
///
/// ```
/// use scim_schema::{resource::HoldsString, schema::Type};
///
/// fn holds<T: HoldsString>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<String>(), Type::String);
/// assert_eq!(holds::<Option<Box<str>>>(), Type::String);
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsBoolean, schema::Type};
///
/// fn holds<T: HoldsBoolean>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<Option<bool>>(), Type::Boolean);
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsInteger, schema::Type};
///
/// fn holds<T: HoldsInteger>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<u16>(), Type::Integer);
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsDecimal, schema::Type};
///
/// fn holds<T: HoldsDecimal>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<f64>(), Type::Decimal);
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsDateTime, schema::Type, value::DateTime};
///
/// fn holds<T: HoldsDateTime>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<Option<DateTime>>(), Type::DateTime);
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsBinary, schema::Type, value::Binary};
///
/// fn holds<T: HoldsBinary>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<Binary>(), Type::Binary);
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsReference, schema::Type, value::Reference};
///
/// fn holds<T: HoldsReference>() -> Type {
///     T::TYPE
/// }
/// assert_eq!(holds::<Reference>(), Type::Reference);
/// assert_eq!(holds::<String>(), Type::String, "the schema says that it is a reference");
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsSecret, value::Secret};
///
/// fn holds<T: HoldsSecret>(value: &T) -> bool {
///     matches!(value.view(), scim_schema::resource::View::Secret(_))
/// }
/// assert!(holds(&Some(Secret::new("t1meMa$heen"))));
/// ```
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
///
/// ```
/// use scim_schema::{resource::HoldsComplex, rfc::Name};
///
/// fn names<T: HoldsComplex>() -> usize {
///     T::SUB_ATTRIBUTES.len()
/// }
/// assert_eq!(names::<Option<Name>>(), 6);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a complex attribute",
    label = "of another type",
    note = "add `#[derive(ScimComplex)]` to `{Self}`, or give each sub-attribute a field of its own: `#[scim(path = \"name.givenName\")]`"
)]
pub trait HoldsComplex: ScimValue {}
#[diagnostic::do_not_recommend]
impl<T: HoldsComplex> HoldsComplex for Option<T> {}

/// Can hold a schema extension.
///
/// ```
/// use scim_schema::{resource::HoldsExtension, rfc::EnterpriseUser};
///
/// fn urn<T: HoldsExtension>() -> &'static str {
///     &T::SCHEMA.id
/// }
/// let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// assert_eq!(urn::<Option<EnterpriseUser>>(), enterprise);
/// ```
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
///
/// ```
/// use scim_schema::resource::{DynamicAttributes, HoldsDynamic};
///
/// fn count<T: HoldsDynamic>(field: &T) -> usize {
///     field.as_ref().members().len()
/// }
/// assert_eq!(count(&DynamicAttributes::new()), 0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold attributes that are defined at run time",
    note = "the field behind `#[scim(dynamic)]` is a `scim_schema::resource::DynamicAttributes`"
)]
pub trait HoldsDynamic: AsRef<DynamicAttributes> + AsMut<DynamicAttributes> {}
impl HoldsDynamic for DynamicAttributes {}
