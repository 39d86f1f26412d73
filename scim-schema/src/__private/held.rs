//! The type that a field shows to the engines, whether directly, through a module or by a function.

use crate::resource::{
    Flags, HoldsBinary, HoldsBoolean, HoldsComplex, HoldsDateTime, HoldsDecimal, HoldsExtension,
    HoldsInteger, HoldsReference, HoldsSecret, HoldsString, Many, Node, ScimValue,
};
use crate::schema::{Attribute, ResourceType, Schema, SchemaExtension, Type};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The type `T` of a field, as a value.
///
/// What is asked of it later needs no bound: a type that is no value is one error, not one for
/// each question.
pub struct Held<T> {
    pub(super) r#type: Type,
    pub(super) multi_valued: bool,
    nested: bool,
    case_exact: bool,
    unassignable: bool,
    holds: Flags,
    pub(super) sub_attributes: &'static [Attribute],
    nodes: &'static [Node],
    pub(super) canonical_values: &'static [Cow<'static, str>],
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Held<T> {}
impl<T> fmt::Debug for Held<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("type", &self.r#type).finish_non_exhaustive()
    }
}

/// The type of a field.
#[must_use]
pub const fn field<T: ScimValue>() -> Held<T> {
    Held {
        r#type: T::TYPE,
        multi_valued: T::MULTI_VALUED,
        nested: T::NESTED,
        case_exact: T::CASE_EXACT,
        unassignable: T::UNASSIGNABLE,
        holds: T::HOLDS,
        sub_attributes: T::SUB_ATTRIBUTES,
        nodes: T::NODES,
        canonical_values: T::CANONICAL_VALUES,
        of: PhantomData,
    }
}

/// What a `with` module shows of a field of type `F`.
#[must_use]
pub const fn shown<F, V: ScimValue>(_: fn(&F) -> Option<V>) -> Held<V> {
    adapted()
}

/// What a `get` function answers of a struct `M`.
#[must_use]
pub const fn got<M, V: ScimValue>(_: fn(&M) -> V) -> Held<V> {
    adapted()
}

/// Made by a function, so that the field has something else.
const fn adapted<T: ScimValue>() -> Held<T> {
    let mut held = field::<T>();
    held.holds = held.holds.and(Flags::ADAPTED);
    held
}

// written out, as the compiler quotes them in its errors; they answer what a database has to know

/// Compiles when the type can hold a string attribute.
#[must_use]
pub const fn holds_string<T: HoldsString>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued string attribute.
#[must_use]
pub const fn many_string<T: Many<Element: HoldsString>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a boolean attribute.
#[must_use]
pub const fn holds_boolean<T: HoldsBoolean>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued boolean attribute.
#[must_use]
pub const fn many_boolean<T: Many<Element: HoldsBoolean>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold an integer attribute.
#[must_use]
pub const fn holds_integer<T: HoldsInteger>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued integer attribute.
#[must_use]
pub const fn many_integer<T: Many<Element: HoldsInteger>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a decimal attribute.
#[must_use]
pub const fn holds_decimal<T: HoldsDecimal>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued decimal attribute.
#[must_use]
pub const fn many_decimal<T: Many<Element: HoldsDecimal>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a dateTime attribute.
#[must_use]
pub const fn holds_date_time<T: HoldsDateTime>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued dateTime attribute.
#[must_use]
pub const fn many_date_time<T: Many<Element: HoldsDateTime>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a binary attribute.
#[must_use]
pub const fn holds_binary<T: HoldsBinary>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued binary attribute.
#[must_use]
pub const fn many_binary<T: Many<Element: HoldsBinary>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a reference attribute.
#[must_use]
pub const fn holds_reference<T: HoldsReference>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued reference attribute.
#[must_use]
pub const fn many_reference<T: Many<Element: HoldsReference>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a `returned: never` attribute.
#[must_use]
pub const fn holds_secret<T: HoldsSecret>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued `returned: never` attribute.
#[must_use]
pub const fn many_secret<T: Many<Element: HoldsSecret>>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a complex attribute.
#[must_use]
pub const fn holds_complex<T: HoldsComplex>(held: Held<T>) -> Flags {
    flags_of(held)
}

/// Compiles when the type can hold a multi-valued complex attribute.
#[must_use]
pub const fn many_complex<T: Many<Element: HoldsComplex>>(held: Held<T>) -> Flags {
    flags_of(held)
}

const URI: &[Cow<'static, str>] = &[Cow::Borrowed("uri")];

/// An attribute as its type has it: what the schema of an attribute of the user's own says.
#[must_use]
pub const fn attribute_of<T>(
    held: Held<T>,
    name: &'static str,
    description: &'static str,
) -> Attribute {
    let mut attribute = Attribute::new(name, held.r#type, description)
        .sub_attributes(held.sub_attributes)
        .canonical_values(held.canonical_values);
    if held.multi_valued {
        attribute = attribute.multi_valued();
    }
    if held.case_exact {
        attribute = attribute.case_exact();
    }
    if matches!(held.r#type, Type::Reference) {
        attribute = attribute.reference_types(URI);
    }
    attribute
}

/// A reference, which text can hold as well.
#[must_use]
pub const fn reference_of<T>(
    held: Held<T>,
    name: &'static str,
    description: &'static str,
) -> Attribute {
    let mut attribute = attribute_of(held, name, description).case_exact();
    attribute.r#type = Type::Reference;
    attribute
}

/// An attribute of the RFC with the canonical values of the enum that holds it, if it is one.
#[must_use]
pub const fn narrowed_to<T: HoldsString>(held: Held<T>, attribute: Attribute) -> Attribute {
    if held.canonical_values.is_empty() {
        return attribute;
    }
    attribute.canonical_values(held.canonical_values)
}

/// Whether values of the type are compared with case.
#[must_use]
pub const fn is_exact<T>(held: Held<T>) -> bool {
    held.case_exact
}

/// Whether the type holds one value.
#[must_use]
pub const fn is_single<T>(held: Held<T>) -> bool {
    !held.multi_valued
}

/// Whether the type holds lists in a list.
#[must_use]
pub const fn is_nested<T>(held: Held<T>) -> bool {
    held.nested
}

/// Whether the type has no sub-attributes.
#[must_use]
pub const fn is_simple<T>(held: Held<T>) -> bool {
    !matches!(held.r#type, Type::Complex)
}

/// Whether the type can hold the version of a resource.
#[must_use]
pub const fn is_version<T>(held: Held<T>) -> bool {
    !held.multi_valued && matches!(held.r#type, Type::String | Type::Integer | Type::DateTime)
}

/// The nodes of the complex values that a field holds.
#[must_use]
pub const fn nodes_of<T>(held: Held<T>) -> &'static [Node] {
    held.nodes
}

/// The sub-attributes of the complex values that a field holds.
#[must_use]
pub const fn sub_attributes_of<T>(held: Held<T>) -> &'static [Attribute] {
    held.sub_attributes
}

/// What a field's type says to a database.
#[must_use]
pub const fn flags_of<T>(held: Held<T>) -> Flags {
    if held.unassignable { held.holds } else { held.holds.and(Flags::HELD) }
}

/// A node that holds simple or complex values, as the type says.
#[must_use]
pub const fn node_of<T>(
    held: Held<T>,
    attribute: &'static Attribute,
    key: &'static str,
    number: u16,
    field: &'static str,
) -> Node {
    let node = match held.r#type {
        Type::Complex => Node::complex(attribute, key, number, field, held.nodes),
        _ => Node::field(attribute, key, number, field),
    };
    node.with(flags_of(held))
}

/// The schema of the extension that a field holds.
#[must_use]
pub const fn extension_of<T: HoldsExtension>(_: Held<T>) -> &'static Schema {
    T::SCHEMA
}

/// The node of a field that holds an extension.
#[must_use]
pub const fn extension_node<T: HoldsExtension>(
    _: Held<T>,
    attribute: &'static Attribute,
    number: u16,
    field: &'static str,
) -> Node {
    Node::complex(attribute, T::KEY, number, field, T::NODES).extension()
}

/// The resource type of a schema.
#[expect(clippy::panic, reason = "only at compile time: a derived schema is static")]
#[must_use]
pub const fn resource_type(schema: &'static Schema, endpoint: &'static str) -> ResourceType {
    match &schema.name {
        Cow::Borrowed(name) => named_resource_type(schema, endpoint, name),
        Cow::Owned(_) => panic!("not static data"),
    }
}

/// A resource type of a schema, with a name of its own (RFC 7643 section 6).
#[expect(clippy::panic, reason = "only at compile time: a derived schema is static")]
#[must_use]
pub const fn named_resource_type(
    schema: &'static Schema,
    endpoint: &'static str,
    name: &'static str,
) -> ResourceType {
    match (&schema.id, &schema.description) {
        (Cow::Borrowed(id), Cow::Borrowed(description)) => {
            ResourceType::new(name, endpoint, id, description)
        }
        _ => panic!("not static data"),
    }
}

/// An extension as a resource type lists it.
#[expect(clippy::panic, reason = "only at compile time: a derived schema is static")]
#[must_use]
pub const fn listed(schema: &'static Schema, required: bool) -> SchemaExtension {
    match &schema.id {
        Cow::Borrowed(id) => SchemaExtension::new(id, required),
        Cow::Owned(_) => panic!("not static data"),
    }
}
