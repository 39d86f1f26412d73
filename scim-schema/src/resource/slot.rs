//! Fixed elements of a multi-valued attribute.

use super::Node;

/// One fixed element of a multi-valued attribute: `emails[type eq "work"]`.
///
/// ```
/// use scim_schema::resource::{Literal, ScimValue, Slot};
/// use scim_schema::rfc::Address;
///
/// // `addresses[type eq "work"]` as a whole in the field `office`, number 5
/// const HEAD: &str = ",\"type\":\"work\",\"primary\":true";
/// const OFFICE: Slot = Slot::new("type", Literal::String("work"), HEAD, <Address as ScimValue>::NODES)
///     .element(5)
///     .held_by("office")
///     .primary();
/// assert_eq!((OFFICE.element, OFFICE.field, OFFICE.primary), (Some(5), "office", true));
/// assert_eq!(OFFICE.selector.sub_attribute, "type");
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Slot {
    /// What distinguishes the element.
    pub selector: Selector,
    /// Whether the element is the primary one, and takes elements without the selector's attribute.
    pub primary: bool,
    /// The members that the element always has as JSON: `,"type":"work","primary":true`.
    pub(crate) head: &'static str,
    /// The field that holds the whole element; otherwise the nodes' fields hold its parts.
    pub element: Option<u16>,
    /// The name of the field that holds the whole element; empty where there is none.
    pub field: &'static str,
    /// The sub-attributes that are mapped; of the held model if `element` is given.
    pub nodes: &'static [Node],
}

/// The sub-attribute and value that distinguish a [`Slot`].
///
/// ```
/// use scim_schema::resource::{Literal, Slot};
///
/// const HOME: Slot = Slot::new("type", Literal::String("home"), ",\"type\":\"home\"", &[]);
/// let selector = HOME.selector;
/// assert_eq!((selector.sub_attribute, selector.value), ("type", Literal::String("home")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selector {
    /// The name of the sub-attribute, mostly `type`.
    pub sub_attribute: &'static str,
    /// Its value.
    pub value: Literal,
}

/// A value in a [`Selector`].
///
/// ```
/// # use scim_schema::ScimResource;
/// use scim_schema::resource::{Kind, Literal};
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: String,
///     user_name: String,
///     #[scim(path = "emails[primary eq true].value")]
///     email: Option<String>,
/// }
/// let emails = Member::NODES.iter().find(|node| node.name() == "emails").unwrap();
/// let Kind::Slots([slot]) = emails.kind else { panic!("one slot") };
/// assert_eq!(slot.selector.value, Literal::Boolean(true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "selectors hold nothing else")]
pub enum Literal {
    /// Text.
    String(&'static str),
    /// A boolean.
    Boolean(bool),
}

impl Slot {
    /// A slot whose parts are fields of the same model.
    #[must_use]
    pub const fn new(
        sub_attribute: &'static str,
        value: Literal,
        head: &'static str,
        nodes: &'static [Node],
    ) -> Self {
        Self {
            selector: Selector { sub_attribute, value },
            primary: false,
            head,
            element: None,
            field: "",
            nodes,
        }
    }

    /// With the whole element in one field.
    #[must_use]
    pub const fn element(mut self, number: u16) -> Self {
        self.element = Some(number);
        self
    }

    /// With the name of the field that holds the whole element.
    #[must_use]
    pub const fn held_by(mut self, field: &'static str) -> Self {
        self.field = field;
        self
    }

    /// As the primary element.
    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.primary = true;
        self
    }
}
