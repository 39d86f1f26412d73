//! Which attribute each field of a model holds.

use super::{Flags, Slot};
use crate::schema::{Attribute, SCHEMAS, Schema, Type};

/// An attribute of a model and the field or fields that hold it.
///
/// The derives build it in constants; [`base`](Self::base) is added to every field number below
/// it, down to a held complex value, whose numbers are its own.
///
/// What a derive writes for a resource with flat fields:
///
/// ```
/// use scim_schema::resource::{Kind, Literal, Node, Slot};
/// use scim_schema::schema::{Attribute, ID, Type};
///
/// const USER_NAME: &Attribute = &Attribute::new("userName", Type::String, "What one signs in with.");
/// const NAME: &Attribute = &Attribute::new("name", Type::Complex, "The parts of the name.");
/// const GIVEN_NAME: &Attribute = &Attribute::new("givenName", Type::String, "The first name.");
/// const EMAILS: &Attribute = &Attribute::new("emails", Type::Complex, "Addresses.").multi_valued();
/// const VALUE: &Attribute = &Attribute::new("value", Type::String, "The address.");
/// const VERSION: &Attribute = &Attribute::new("version", Type::String, "An ETag.");
///
/// const PARTS: &[Node] = &[Node::field(GIVEN_NAME, ",\"givenName\":", 2, "first_name").okta("firstName")];
/// const EMAIL: &[Node] = &[Node::field(VALUE, ",\"value\":", 3, "email")];
/// const SLOTS: &[Slot] = &[Slot::new("type", Literal::String("work"), ",\"type\":\"work\"", EMAIL)];
/// const NODES: &[Node] = &[
///     Node::schemas(),
///     Node::field(ID, ",\"id\":", 0, "id").column("user_id"),
///     Node::field(USER_NAME, ",\"userName\":", 1, "login").fold_column("login_key"),
///     Node::group(NAME, ",\"name\":", PARTS),
///     Node::slots(EMAILS, ",\"emails\":", SLOTS),
///     Node::computed(VERSION, ",\"version\":", Kind::Version(4)).held_by("revision"),
/// ];
/// assert_eq!(NODES[3].name(), "name");
/// assert_eq!(NODES[3].nodes()[0].okta, Some("firstName"));
/// assert_eq!((NODES[1].column, NODES[5].column), ("user_id", "revision"));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Node {
    /// The attribute and its characteristics. An extension is a complex attribute named by its URN.
    pub attribute: &'static Attribute,
    name: &'static str,
    /// The name as a JSON key, with what is around it: `,"userName":`.
    pub(crate) key: &'static str,
    /// What holds it.
    pub kind: Kind,
    /// What the engines ask often.
    pub flags: Flags,
    /// What to add to the field numbers below (a struct embedded by `flatten`).
    pub base: u16,
    /// The name of the Rust field; empty where several hold the attribute.
    pub field: &'static str,
    /// The column; empty where none does.
    pub column: &'static str,
    /// The column of the folded key, if there is one.
    pub fold_column: Option<&'static str>,
    /// The Okta profile attribute, where it is not the usual one.
    pub okta: Option<&'static str>,
}

/// What holds an attribute.
///
/// ```
/// use scim_schema::{ScimResource, resource::{Kind, Node}, rfc::User};
///
/// fn what(node: &Node) -> &'static str {
///     match node.kind {
///         Kind::Field(_) | Kind::Version(_) => "simple",
///         Kind::Complex(..) | Kind::Group(_) => "complex",
///         Kind::Slots(_) => "a list of fixed elements",
///         _ => "computed",
///     }
/// }
/// let of = |name| User::NODES.iter().find(|node| node.name() == name).map(what);
/// assert_eq!((of("schemas"), of("userName"), of("name")), (Some("computed"), Some("simple"), Some("complex")));
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Kind {
    /// A field with simple values.
    Field(u16),
    /// A field with complex values, whose nodes these are.
    Complex(u16, &'static [Node]),
    /// Several fields of the same model, each a sub-attribute.
    Group(&'static [Node]),
    /// Several fields of the same model, each a fixed element or a part of one.
    Slots(&'static [Slot]),
    /// The URNs of the schemas in use; computed.
    Schemas,
    /// `meta.resourceType`; computed.
    ResourceType,
    /// `meta.location`; computed.
    Location,
    /// `meta.version`: a field whose text becomes a weak ETag.
    Version(u16),
}

impl Node {
    const fn new(attribute: &'static Attribute, key: &'static str, kind: Kind) -> Self {
        Self {
            attribute,
            name: match &attribute.name {
                std::borrow::Cow::Borrowed(name) => name,
                std::borrow::Cow::Owned(_) => "",
            },
            key,
            kind,
            flags: Flags::of(attribute),
            base: 0,
            field: "",
            column: "",
            fold_column: None,
            okta: None,
        }
    }

    /// A field with simple values. Its column has the field's name.
    #[must_use]
    pub const fn field(
        attribute: &'static Attribute,
        key: &'static str,
        number: u16,
        field: &'static str,
    ) -> Self {
        Self { field, column: field, ..Self::new(attribute, key, Kind::Field(number)) }
    }

    /// A field with complex values.
    ///
    /// ```
    /// use scim_schema::resource::{Kind, Node, ScimValue};
    /// use scim_schema::rfc::Name;
    /// use scim_schema::schema::{Attribute, Type};
    ///
    /// const NAME: &Attribute = &Attribute::new("name", Type::Complex, "The parts of the name.")
    ///     .sub_attributes(<Name as ScimValue>::SUB_ATTRIBUTES);
    /// const NODE: Node = Node::complex(NAME, ",\"name\":", 3, "name", <Name as ScimValue>::NODES);
    /// assert!(matches!(NODE.kind, Kind::Complex(3, nodes) if nodes.len() == 6));
    /// ```
    #[must_use]
    pub const fn complex(
        attribute: &'static Attribute,
        key: &'static str,
        number: u16,
        field: &'static str,
        nodes: &'static [Node],
    ) -> Self {
        Self { field, ..Self::new(attribute, key, Kind::Complex(number, nodes)) }
    }

    /// A complex attribute whose sub-attributes are fields of the same model.
    #[must_use]
    pub const fn group(
        attribute: &'static Attribute,
        key: &'static str,
        nodes: &'static [Node],
    ) -> Self {
        let node = Self::new(attribute, key, Kind::Group(nodes));
        if any_default(nodes) { node.with(Flags::DEFAULT) } else { node }
    }

    /// A multi-valued attribute whose elements are fields of the same model.
    #[must_use]
    pub const fn slots(
        attribute: &'static Attribute,
        key: &'static str,
        slots: &'static [Slot],
    ) -> Self {
        let mut node = Self::new(attribute, key, Kind::Slots(slots));
        let mut rest = slots;
        while let [slot, others @ ..] = rest {
            if slot.element.is_some() || any_default(slot.nodes) {
                node = node.with(Flags::DEFAULT);
            }
            rest = others;
        }
        node
    }

    /// `schemas`.
    #[must_use]
    pub const fn schemas() -> Self {
        Self::new(SCHEMAS, ",\"schemas\":", Kind::Schemas)
    }

    /// `meta.resourceType`, `meta.location` or, with the field that holds it, `meta.version`.
    #[must_use]
    pub const fn computed(attribute: &'static Attribute, key: &'static str, kind: Kind) -> Self {
        Self::new(attribute, key, kind)
    }

    /// As a schema extension.
    ///
    /// ```
    /// use scim_schema::ScimExtension;
    /// use scim_schema::resource::{Flags, Node};
    /// use scim_schema::rfc::EnterpriseUser;
    /// use scim_schema::schema::{Attribute, Schema};
    ///
    /// const SCHEMA: &Schema = <EnterpriseUser as ScimExtension>::SCHEMA;
    /// const ATTRIBUTE: &Attribute = &Attribute::extension(SCHEMA);
    /// const KEY: &str = ",\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":";
    /// const NODE: Node = Node::group(ATTRIBUTE, KEY, EnterpriseUser::NODES).extension();
    /// assert!(NODE.flags.has(Flags::EXTENSION));
    /// ```
    #[must_use]
    pub const fn extension(self) -> Self {
        self.with(Flags::EXTENSION)
    }

    /// Held by the field of this name, in the column of the same name.
    #[must_use]
    pub const fn held_by(mut self, field: &'static str) -> Self {
        self.field = field;
        self.column = field;
        self
    }

    /// In this column.
    #[must_use]
    pub const fn column(mut self, column: &'static str) -> Self {
        self.column = column;
        self
    }

    /// With the folded key in this column.
    #[must_use]
    pub const fn fold_column(mut self, column: &'static str) -> Self {
        self.fold_column = Some(column);
        self
    }

    /// Mapped to this attribute of an Okta profile.
    #[must_use]
    pub const fn okta(mut self, name: &'static str) -> Self {
        self.okta = Some(name);
        self
    }

    /// With these flags as well.
    ///
    /// ```
    /// use scim_schema::resource::{Flags, Node};
    /// use scim_schema::schema::EXTERNAL_ID;
    ///
    /// const NODE: Node = Node::field(EXTERNAL_ID, ",\"externalId\":", 0, "okta_id").with(Flags::KEEP);
    /// assert!(NODE.flags.has(Flags::KEEP.and(Flags::CASE_EXACT)));
    /// ```
    #[must_use]
    pub const fn with(mut self, flags: Flags) -> Self {
        self.flags = self.flags.and(flags);
        self
    }

    /// With field numbers from this one.
    ///
    /// A struct that is embedded by `#[scim(flatten)]` owns a range of numbers:
    ///
    /// ```
    /// # use scim_schema::{ScimComplex, ScimResource};
    /// #[derive(Clone, Default, ScimComplex)]
    /// #[scim(rfc = "User")]
    /// struct Contact {
    ///     nick_name: Option<String>,
    /// }
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(flatten)]
    ///     contact: Contact,
    ///     #[scim(id)]
    ///     id: String,
    ///     user_name: String,
    /// }
    /// let nick_name = Member::NODES.iter().find(|node| node.name() == "nickName").unwrap();
    /// assert_eq!(nick_name.base, Contact::NODES[0].at(nick_name.base).base);
    /// assert!(nick_name.base > 0);
    /// ```
    #[must_use]
    pub const fn at(mut self, base: u16) -> Self {
        self.base += base;
        self
    }

    /// The same with other characteristics, for one who asks.
    pub(crate) const fn with_attribute(
        mut self,
        attribute: &'static Attribute,
        kind: Kind,
        flags: Flags,
    ) -> Self {
        self.attribute = attribute;
        self.kind = kind;
        self.flags = flags;
        self
    }

    /// The name of the attribute.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The nodes below: of a group or a held complex value.
    #[must_use]
    pub const fn nodes(&self) -> &'static [Node] {
        match self.kind {
            Kind::Group(nodes) | Kind::Complex(_, nodes) => nodes,
            _ => &[],
        }
    }

    /// Whether any of the fields that hold it is so: their numbers, with the base added, and the
    /// nodes of what they hold.
    pub(crate) fn any_field(&self, base: u16, is: &dyn Fn(u16, &[Self]) -> bool) -> bool {
        let any = |nodes: &[Self]| nodes.iter().any(|node| node.any_field(base + node.base, is));
        match self.kind {
            Kind::Field(field) | Kind::Complex(field, _) => is(base + field, self.nodes()),
            Kind::Group(nodes) => any(nodes),
            Kind::Slots(slots) => slots.iter().any(|slot| match slot.element {
                Some(field) => is(base + field, slot.nodes),
                None => any(slot.nodes),
            }),
            Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => false,
        }
    }
}

/// The field that holds the `id` of a resource.
pub(crate) fn id_field(nodes: &[Node]) -> Option<u16> {
    nodes.iter().find_map(|node| match node.kind {
        Kind::Field(field) if node.name() == "id" => Some(node.base + field),
        _ => None,
    })
}

/// Whether a field below has a default: the node above says so as well, so that a POST need not
/// look.
const fn any_default(mut nodes: &[Node]) -> bool {
    while let [node, others @ ..] = nodes {
        if node.flags.has(Flags::DEFAULT) {
            return true;
        }
        nodes = others;
    }
    false
}

impl Attribute {
    /// An extension as a complex attribute named by its URN, which is how resources hold it.
    ///
    /// ```
    /// use scim_schema::schema::{Attribute, Schema, Type};
    ///
    /// const PARKING: &Schema = &Schema::new("urn:example:2.0:Parking", "Parking", "Where a user parks.")
    ///     .attributes(const { &[Attribute::new("lot", Type::String, "The lot.")] });
    /// const ATTRIBUTE: &Attribute = &Attribute::extension(PARKING);
    /// assert_eq!((&*ATTRIBUTE.name, ATTRIBUTE.r#type), ("urn:example:2.0:Parking", Type::Complex));
    /// ```
    #[must_use]
    pub const fn extension(schema: &'static Schema) -> Self {
        use std::borrow::Cow;
        let Cow::Borrowed(id) = &schema.id else { return Self::new("", Type::Complex, "") };
        let Cow::Borrowed(description) = &schema.description else {
            return Self::new(id, Type::Complex, "");
        };
        let Cow::Borrowed(attributes) = &schema.attributes else {
            return Self::new(id, Type::Complex, description);
        };
        Self::new(id, Type::Complex, description).sub_attributes(attributes)
    }
}
