//! One attribute and its characteristics.

use super::{Mutability, Returned, Type, Uniqueness, find};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

type Text = Cow<'static, str>;

/// An attribute or sub-attribute of a schema, with the characteristics of RFC 7643 section 7.
///
/// Characteristics that a document leaves out take the RFC's defaults (section 2.2).
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::User;
/// use scim_schema::ScimResource;
/// use scim_schema::schema::{Mutability, Returned, Type, Uniqueness};
///
/// let name = User::SCHEMA.attribute("userName").unwrap();
/// assert_eq!((name.r#type, name.mutability), (Type::String, Mutability::ReadWrite));
/// assert_eq!((name.returned, name.uniqueness), (Returned::Default, Uniqueness::Server));
/// assert!(name.required && !name.case_exact);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attribute {
    /// The name, compared without ASCII case (section 2.1).
    pub name: Text,
    /// The data type.
    #[serde(default)]
    pub r#type: Type,
    /// The sub-attributes of a complex attribute.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub sub_attributes: Cow<'static, [Attribute]>,
    /// Whether it holds any number of values.
    #[serde(default)]
    pub multi_valued: bool,
    /// What it is for, in words a person reads.
    #[serde(default)]
    pub description: Text,
    /// Whether a resource must have a value.
    #[serde(default)]
    pub required: bool,
    /// Suggested values, such as `work` and `home`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub canonical_values: Cow<'static, [Text]>,
    /// Whether comparisons tell upper case from lower case.
    #[serde(default)]
    pub case_exact: bool,
    /// When it can be written.
    #[serde(default)]
    pub mutability: Mutability,
    /// When it is in a response.
    #[serde(default)]
    pub returned: Returned,
    /// How a value must differ from others.
    #[serde(default)]
    pub uniqueness: Uniqueness,
    /// What a reference may point to: resource types, `external` or `uri`.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub reference_types: Cow<'static, [Text]>,
}

#[expect(clippy::ptr_arg, reason = "the signature that serde's `skip_serializing_if` calls")]
fn is_empty<T: Clone>(list: &Cow<'static, [T]>) -> bool {
    list.is_empty()
}

impl Attribute {
    /// An attribute with the default characteristics (RFC 7643 section 2.2): optional, singular,
    /// readWrite, returned by default, not unique, compared without case.
    ///
    /// ```
    /// use scim_schema::schema::{Attribute, Mutability, Returned, Type, Uniqueness};
    /// use std::borrow::Cow;
    ///
    /// const DOORS: Attribute = Attribute::new("doors", Type::Complex, "What the badge opens.")
    ///     .multi_valued()
    ///     .sub_attributes(const { &[
    ///         Attribute::new("value", Type::Reference, "The door.")
    ///             .reference_types(const { &[Cow::Borrowed("Door")] })
    ///             .required()
    ///             .case_exact(),
    ///         Attribute::new("type", Type::String, "How it opens.")
    ///             .canonical_values(const { &[Cow::Borrowed("chip"), Cow::Borrowed("code")] })
    ///             .mutability(Mutability::Immutable)
    ///             .returned(Returned::Request)
    ///             .uniqueness(Uniqueness::None)
    ///             .description("How the door opens."),
    ///     ] });
    /// assert!(DOORS.is_writable());
    /// assert!(DOORS.sub_attribute("VALUE").is_some_and(|value| value.required));
    /// assert_eq!(serde_json::to_value(DOORS).unwrap()["subAttributes"][1]["returned"], "request");
    /// ```
    #[must_use]
    pub const fn new(name: &'static str, r#type: Type, description: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            r#type,
            sub_attributes: Cow::Borrowed(&[]),
            multi_valued: false,
            description: Cow::Borrowed(description),
            required: false,
            canonical_values: Cow::Borrowed(&[]),
            case_exact: false,
            mutability: Mutability::ReadWrite,
            returned: Returned::Default,
            uniqueness: Uniqueness::None,
            reference_types: Cow::Borrowed(&[]),
        }
    }

    /// Holding any number of values.
    #[must_use]
    pub const fn multi_valued(mut self) -> Self {
        self.multi_valued = true;
        self
    }

    /// Required of every resource.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Compared with case.
    #[must_use]
    pub const fn case_exact(mut self) -> Self {
        self.case_exact = true;
        self
    }

    /// Writable as given.
    #[must_use]
    pub const fn mutability(mut self, mutability: Mutability) -> Self {
        self.mutability = mutability;
        self
    }

    /// Returned as given.
    #[must_use]
    pub const fn returned(mut self, returned: Returned) -> Self {
        self.returned = returned;
        self
    }

    /// Unique as given.
    #[must_use]
    pub const fn uniqueness(mut self, uniqueness: Uniqueness) -> Self {
        self.uniqueness = uniqueness;
        self
    }

    /// With these suggested values.
    #[must_use]
    pub const fn canonical_values(mut self, values: &'static [Text]) -> Self {
        // assignment would drop the old value, which const fns cannot (E0493); it borrows
        core::mem::forget(core::mem::replace(&mut self.canonical_values, Cow::Borrowed(values)));
        self
    }

    /// Referring to these resource types.
    #[must_use]
    pub const fn reference_types(mut self, types: &'static [Text]) -> Self {
        core::mem::forget(core::mem::replace(&mut self.reference_types, Cow::Borrowed(types)));
        self
    }

    /// With these sub-attributes.
    #[must_use]
    pub const fn sub_attributes(mut self, attributes: &'static [Attribute]) -> Self {
        core::mem::forget(core::mem::replace(&mut self.sub_attributes, Cow::Borrowed(attributes)));
        self
    }

    /// With this description.
    #[must_use]
    pub const fn description(mut self, description: &'static str) -> Self {
        core::mem::forget(core::mem::replace(&mut self.description, Cow::Borrowed(description)));
        self
    }

    /// A copy of static data, in const contexts where `clone` is not to be had.
    ///
    /// # Panics
    /// When any part is owned, which static data never is: then it does not compile.
    #[doc(hidden)]
    #[must_use]
    pub const fn copied(&'static self) -> Self {
        Self {
            name: borrowed_text(&self.name),
            r#type: self.r#type,
            sub_attributes: borrowed(&self.sub_attributes),
            multi_valued: self.multi_valued,
            description: borrowed_text(&self.description),
            required: self.required,
            canonical_values: borrowed(&self.canonical_values),
            case_exact: self.case_exact,
            mutability: self.mutability,
            returned: self.returned,
            uniqueness: self.uniqueness,
            reference_types: borrowed(&self.reference_types),
        }
    }

    /// The sub-attribute of this name; ASCII case is ignored.
    #[must_use]
    pub fn sub_attribute(&self, name: &str) -> Option<&Attribute> {
        find(&self.sub_attributes, name)
    }

    /// Whether a client can give it a value.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.mutability != Mutability::ReadOnly
    }
}

#[expect(clippy::panic, reason = "only at compile time: a schema under construction is static")]
#[expect(clippy::ptr_arg, reason = "a const fn can match a `Cow`, not dereference it")]
const fn borrowed<T: Clone>(list: &'static Cow<'static, [T]>) -> Cow<'static, [T]> {
    match list {
        Cow::Borrowed(list) => Cow::Borrowed(list),
        Cow::Owned(_) => panic!("not static data"),
    }
}

#[expect(clippy::panic, reason = "only at compile time: a schema under construction is static")]
const fn borrowed_text(text: &'static Text) -> Text {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text),
        Cow::Owned(_) => panic!("not static data"),
    }
}
