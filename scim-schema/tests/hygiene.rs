//! Whatever the user's crate is like, what the derives write compiles in it, without a warning.
#![cfg(feature = "derive")]
#![deny(
    warnings,
    missing_docs,
    unused_qualifications,
    clippy::pedantic,
    clippy::nursery,
    clippy::missing_const_for_fn,
    clippy::use_self
)]

#[path = "hygiene/names.rs"]
mod names;

use scim_schema::resource::HoldsString;
use scim_schema::value::{DateTime, InvalidValue, Secret};
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimEnum, ScimExtension, ScimResource, ScimValue};
use std::fmt::Debug;

/// What is on its way out, and served until then: what the derive writes says nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimResource)]
#[scim(rfc = "User")]
#[deprecated]
pub struct Leaving {
    #[scim(id)]
    id: i64,
    #[deprecated]
    user_name: String,
    #[scim(path = "emails[type eq \"work\"].value")]
    #[deprecated]
    mail: Option<String>,
    name: Option<Former>,
}

/// A complex value, likewise.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
pub struct Former {
    #[deprecated]
    given_name: String,
}

/// A choice, likewise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ScimEnum)]
pub enum Seat {
    /// The one that there is.
    #[default]
    Current,
    /// One that there was.
    #[deprecated]
    Past,
}

/// A value, likewise.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimValue)]
#[deprecated]
pub struct Number(String);

/// The crate by another name, as a crate that wraps it has it.
pub mod identity {
    pub use scim_schema as scim;
}

/// Names of the prelude that mean something else.
pub mod shadowed {
    #![allow(
        dead_code,
        non_camel_case_types,
        clippy::upper_case_acronyms,
        reason = "the names are the point"
    )]

    use super::deactivation;

    macro_rules! shadow { ($($name:ident)*) => { $(
        /// Shadows the prelude.
        #[derive(::core::fmt::Debug)]
        pub struct $name;
    )* } }
    shadow! {
        Option Some None Result Ok Err String Vec Box Default Clone Copy Debug Cow PartialEq Iterator
        Send Sync Sized From Into ToString AsRef Drop Fn FnMut FnOnce ToOwned Eq Ord Extend
        str bool u8 u16 u32 u64 i32 i64 usize f64 char
        Value Model Node View Place Scalar Schema Attribute Type Flags Kind ResourceType
    }

    /// Shadows the crates.
    pub mod std {}
    /// Shadows the crates.
    pub mod core {}
    /// Shadows the crates.
    pub mod alloc {}
    /// Shadows the crates.
    pub mod scim_schema {}

    #[allow(unused_macros, reason = "the names are the point")]
    macro_rules! assert {
        ($($tokens:tt)*) => {
            compile_error!("the user's macro")
        };
    }
    #[allow(unused_macros, reason = "the names are the point")]
    macro_rules! matches {
        ($($tokens:tt)*) => {
            compile_error!("the user's macro")
        };
    }
    #[allow(unused_macros, reason = "the names are the point")]
    macro_rules! panic {
        ($($tokens:tt)*) => {
            compile_error!("the user's macro")
        };
    }

    /// Text under its full name.
    pub type Text = ::std::option::Option<::std::string::String>;

    /// A member.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::default::Default,
        ::scim_schema::ScimResource,
    )]
    #[scim(rfc = "User", extension = "EnterpriseUser")]
    pub struct Member {
        #[scim(id)]
        pub(super) id: ::std::string::String,
        #[scim(path = "userName")]
        pub(super) login: ::std::string::String,
        #[scim(path = r#"emails[type eq "work"].value"#, primary)]
        pub(super) email: Text,
        #[scim(path = r#"addresses[type eq "home"]"#)]
        pub(super) home: ::std::option::Option<Address>,
        #[scim(path = "active", with = "deactivation")]
        pub(super) deactivated: ::core::primitive::bool,
        #[scim(path = "groups", get = "Self::teams")]
        pub(super) teams: ::std::vec::Vec<Team>,
        #[scim(path = "EnterpriseUser:department", default = ::std::option::Option::None)]
        pub(super) department: Text,
        #[scim(flatten)]
        pub(super) contact: Contact,
        #[scim(version)]
        pub(super) revision: ::core::primitive::u64,
    }

    impl Member {
        fn teams(&self) -> ::std::vec::Vec<Team> {
            ::core::clone::Clone::clone(&self.teams)
        }
    }

    /// An address.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::default::Default,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::scim_schema::ScimComplex,
    )]
    #[scim(rfc = "User.addresses")]
    pub struct Address {
        pub(super) locality: Text,
        pub(super) r#type: ::std::option::Option<Place2>,
    }

    /// What kind of address.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::scim_schema::ScimEnum,
    )]
    pub enum Place2 {
        /// An office.
        Work,
        /// A home.
        Home,
    }

    /// A team.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::default::Default,
        ::scim_schema::ScimComplex,
    )]
    #[scim(rfc = "User.groups")]
    pub struct Team {
        pub(super) value: Text,
    }

    /// Embedded.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::default::Default,
        ::scim_schema::ScimComplex,
    )]
    #[scim(rfc = "User")]
    pub struct Contact {
        #[scim(path = "name.givenName")]
        pub(super) first_name: ::std::string::String,
        #[scim(path = "title")]
        pub(super) title: Title,
    }

    /// A newtype.
    #[derive(
        ::core::fmt::Debug, ::core::clone::Clone, ::core::default::Default, ::scim_schema::ScimValue,
    )]
    pub struct Title(pub(super) ::std::string::String);

    /// An extension with an open enum.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::default::Default,
        ::scim_schema::ScimExtension,
    )]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
    pub struct Parking {
        pub(super) lot: ::std::option::Option<Lot>,
    }

    /// An open enum.
    #[derive(::core::fmt::Debug, ::core::clone::Clone, ::scim_schema::ScimEnum)]
    pub enum Lot {
        /// The roof.
        Roof,
        /// Any other.
        #[scim(other)]
        Other(::std::string::String),
    }

    /// A badge.
    #[derive(
        ::core::fmt::Debug,
        ::core::clone::Clone,
        ::core::default::Default,
        ::scim_schema::ScimResource,
    )]
    #[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
    pub struct Badge {
        #[scim(id)]
        pub(super) id: ::std::string::String,
        pub(super) r#type: Text,
        #[scim(canonical_values("a", "b"))]
        pub(super) nothing: Text,
        #[scim(extension)]
        pub(super) parking: ::std::option::Option<Parking>,
    }
}

/// `active` of what has a flag for the opposite.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unnecessary_wraps,
    reason = "a `with` module has these signatures"
)]
pub mod deactivation {
    use super::InvalidValue;

    #[must_use]
    pub(super) const fn view(field: &bool) -> Option<bool> {
        Some(!*field)
    }
    pub(super) const fn set(field: &mut bool, active: bool) -> Result<(), InvalidValue> {
        *field = !active;
        Ok(())
    }
    pub(super) const fn clear(field: &mut bool) -> Result<(), InvalidValue> {
        *field = true;
        Ok(())
    }
}

/// A resource for any kind of label.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Labelled", endpoint = "/Labelled")]
pub struct Labelled<T, const N: usize>
where
    T: ScimValue + HoldsString + Clone + Debug,
{
    #[scim(id)]
    id: String,
    label: Option<T>,
    parts: Vec<Part<T>>,
    #[scim(skip)]
    places: Places<N>,
}

/// Where it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places<const N: usize>;

/// A part of it.
#[derive(Debug, Clone, ScimComplex)]
pub struct Part<T: ScimValue> {
    name: Option<T>,
}

impl<T: ScimValue> Default for Part<T> {
    fn default() -> Self {
        Self { name: None }
    }
}

/// A resource of a crate that wraps this one.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "Group", crate = "identity::scim")]
pub struct Team {
    #[scim(id)]
    id: String,
    #[scim(path = "displayName")]
    name: String,
    #[scim(path = "members")]
    members: Vec<Member>,
}

/// A member of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimComplex)]
#[scim(rfc = "Group.members", crate = "crate::identity::scim")]
pub struct Member {
    value: Option<UserId>,
    r#type: Option<Kind>,
}

/// The id of a user.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimValue)]
#[scim(crate = "crate::identity::scim")]
pub struct UserId(String);

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ScimEnum)]
#[scim(crate = "crate::identity::scim")]
pub enum Kind {
    /// A person.
    #[scim(rename = "User")]
    User,
    /// A team in a team.
    #[scim(rename = "Group")]
    Group,
}

/// An extension.
#[derive(Debug, Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Door", crate = "crate::identity::scim")]
pub struct Door {
    r#match: Option<DateTime>,
    #[scim(mutability = "writeOnly", returned = "never")]
    code: Option<Secret>,
}

/// Names that generated code uses, or that keywords are.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Odd", endpoint = "/Odd", crate = "::scim_schema")]
pub struct Odd {
    #[scim(id)]
    r#final: String,
    field: Option<String>,
    r#fn: Option<String>,
    r#struct: Option<String>,
    __scim: Option<String>,
    number: Option<i64>,
    #[scim(extension)]
    door: Option<Door>,
}

macro_rules! of_a_macro {
    ($name:ident, $field:ident: $type:ty) => {
        /// A struct that a macro writes.
        #[derive(Debug, Clone, Default, ScimResource)]
        #[scim(schema = "urn:example:scim:schemas:2.0:Made", endpoint = "/Made")]
        pub struct $name {
            #[scim(id)]
            id: String,
            $field: $type,
        }
    };
}
of_a_macro!(Made, colour: Option<String>);

fn names<R: ScimResource>() -> Vec<&'static str> {
    R::SCHEMA.attributes.iter().map(|attribute| &*attribute.name).collect()
}

#[test]
fn raw_and_odd_names_are_wire_names() {
    assert_eq!(names::<Odd>(), ["field", "fn", "struct", "scim", "number"]);
    assert_eq!(names::<Made>(), ["colour"]);
    assert_eq!(<Door as ScimExtension>::SCHEMA.attributes[0].name, "match");
    let odd = Odd { r#fn: Some("x".into()), ..Odd::default() };
    let json: serde_json::Value = serde_json::from_slice(&Scim::new(&odd).to_vec()).unwrap();
    assert_eq!(json["fn"], "x");
}

#[test]
fn parameters_are_carried_through() {
    type Of = Labelled<String, 3>;
    assert_eq!(names::<Of>(), ["label", "parts"]);
    let part = Part { name: Some("p".to_owned()) };
    let of = Of { label: Some("l".into()), parts: vec![part], ..Of::default() };
    let json: serde_json::Value = serde_json::from_slice(&Scim::new(&of).to_vec()).unwrap();
    assert_eq!(json["label"], "l");
    assert_eq!(json["parts"][0]["name"], "p");
    assert_eq!(of.places, Places);
}

#[test]
fn a_re_export_stands_for_the_crate() {
    let members = vec![Member { value: Some(UserId("7".into())), r#type: Some(Kind::User) }];
    let team = Team { id: "1".into(), name: "Ops".into(), members };
    let json: serde_json::Value = serde_json::from_slice(&Scim::new(&team).to_vec()).unwrap();
    assert_eq!(json["members"][0]["type"], "User");
    assert_eq!(json["members"][0]["value"], "7");
}

#[test]
fn a_shadowed_prelude_changes_nothing() {
    let member = shadowed::Member {
        id: "1".into(),
        login: "bjensen".into(),
        home: Some(shadowed::Address {
            locality: Some("Hollywood".into()),
            r#type: Some(shadowed::Place2::Home),
        }),
        ..shadowed::Member::default()
    };
    let json: serde_json::Value = serde_json::from_slice(&Scim::new(&member).to_vec()).unwrap();
    assert_eq!(json["userName"], "bjensen");
    assert_eq!(json["active"], true);
    assert_eq!(json["addresses"][0]["locality"], "Hollywood");
    assert_eq!(names::<shadowed::Badge>(), ["type", "nothing"]);
}
