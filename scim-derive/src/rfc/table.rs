//! What a row of the table is, and the const builders that write one.

/// A schema document of RFC 7643 section 8.7.
#[derive(Debug)]
pub(crate) struct Schema {
    /// What `rfc = ".."` and `extension = ".."` call it.
    pub(crate) key: &'static str,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    /// Where its resources live; an extension has none.
    pub(crate) endpoint: Option<&'static str>,
    pub(crate) attributes: &'static [Attribute],
}

/// An attribute with the characteristics of RFC 7643 section 7.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) name: &'static str,
    pub(crate) ty: Type,
    pub(crate) multi_valued: bool,
    pub(crate) description: &'static str,
    pub(crate) required: bool,
    pub(crate) canonical_values: &'static [&'static str],
    pub(crate) case_exact: bool,
    pub(crate) mutability: Mutability,
    pub(crate) returned: Returned,
    pub(crate) uniqueness: Uniqueness,
    pub(crate) reference_types: &'static [&'static str],
    pub(crate) sub_attributes: &'static [Attribute],
    /// Why it is here although the RFC's document does not list it.
    pub(crate) addition: Option<&'static str>,
}

/// The data types (RFC 7643 section 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(dead_code, reason = "no attribute of the table is a decimal or a dateTime")]
pub(crate) enum Type {
    String,
    Boolean,
    Decimal,
    Integer,
    DateTime,
    Binary,
    Reference,
    Complex,
}

/// When an attribute can be written (RFC 7643 section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mutability {
    ReadOnly,
    ReadWrite,
    Immutable,
    WriteOnly,
}

/// When an attribute is in a response (RFC 7643 section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returned {
    Always,
    Never,
    Default,
    Request,
}

/// How a value must differ from others (RFC 7643 section 7), from weak to strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Uniqueness {
    None,
    Server,
    Global,
}

macro_rules! variants {
    ($type:ident: $($variant:ident),+) => {
        impl $type {
            /// The name of the variant, here and in the runtime.
            pub(crate) const fn variant(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }
        }
    };
}

variants!(Type: String, Boolean, Decimal, Integer, DateTime, Binary, Reference, Complex);

/// The wire names of a characteristic's values, both ways.
macro_rules! wire_names {
    ($type:ident: $($variant:ident = $name:literal),+) => {
        variants!($type: $($variant),+);

        impl $type {
            pub(crate) const NAMES: &'static [&'static str] = &[$($name),+];

            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The value that is written `name`; these names have one spelling.
            pub(crate) fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

wire_names!(Mutability: ReadOnly = "readOnly", ReadWrite = "readWrite", Immutable = "immutable",
    WriteOnly = "writeOnly");
wire_names!(Returned: Always = "always", Never = "never", Default = "default", Request = "request");
wire_names!(Uniqueness: None = "none", Server = "server", Global = "global");

const fn new(name: &'static str, ty: Type, description: &'static str) -> Attribute {
    Attribute {
        name,
        ty,
        multi_valued: false,
        description,
        required: false,
        canonical_values: &[],
        case_exact: false,
        mutability: Mutability::ReadWrite,
        returned: Returned::Default,
        uniqueness: Uniqueness::None,
        reference_types: &[],
        sub_attributes: &[],
        addition: None,
    }
}

pub(super) const fn string(name: &'static str, description: &'static str) -> Attribute {
    new(name, Type::String, description)
}

pub(super) const fn boolean(name: &'static str, description: &'static str) -> Attribute {
    new(name, Type::Boolean, description)
}

pub(super) const fn integer(name: &'static str, description: &'static str) -> Attribute {
    new(name, Type::Integer, description)
}

/// Binary data is case exact (RFC 7643 section 2.3.6; erratum 6000).
pub(super) const fn binary(name: &'static str, description: &'static str) -> Attribute {
    new(name, Type::Binary, description).case_exact()
}

/// A reference is case exact (RFC 7643 section 2.3.7; erratum 6001), whatever a document says.
pub(super) const fn reference(
    name: &'static str,
    to: &'static [&'static str],
    description: &'static str,
) -> Attribute {
    Attribute { reference_types: to, ..new(name, Type::Reference, description).case_exact() }
}

pub(super) const fn complex(
    name: &'static str,
    sub_attributes: &'static [Attribute],
    description: &'static str,
) -> Attribute {
    Attribute { sub_attributes, ..new(name, Type::Complex, description) }
}

/// The identifier of a resource, case exact like every `id` (RFC 7643 section 3.1; erratum 8472).
pub(super) const fn resource_id(name: &'static str, description: &'static str) -> Attribute {
    string(name, description).case_exact()
}

impl Attribute {
    pub(super) const fn multi_valued(self) -> Self {
        Self { multi_valued: true, ..self }
    }

    pub(super) const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub(super) const fn case_exact(self) -> Self {
        Self { case_exact: true, ..self }
    }

    pub(super) const fn read_only(self) -> Self {
        Self { mutability: Mutability::ReadOnly, ..self }
    }

    pub(super) const fn immutable(self) -> Self {
        Self { mutability: Mutability::Immutable, ..self }
    }

    pub(super) const fn write_only(self) -> Self {
        Self { mutability: Mutability::WriteOnly, ..self }
    }

    pub(super) const fn never_returned(self) -> Self {
        Self { returned: Returned::Never, ..self }
    }

    pub(super) const fn unique_on_server(self) -> Self {
        Self { uniqueness: Uniqueness::Server, ..self }
    }

    pub(super) const fn canonical_values(self, values: &'static [&'static str]) -> Self {
        Self { canonical_values: values, ..self }
    }

    pub(super) const fn addition(self, why: &'static str) -> Self {
        Self { addition: Some(why), ..self }
    }
}
