//! The derives where they are not expected: shadowed names, strict lints, generics, raw
//! identifiers, a renamed crate, `macro_rules`.
#![cfg(feature = "derive")]
#![deny(warnings, clippy::pedantic, unused_qualifications, missing_docs)]
#![allow(unreachable_pub, reason = "a test has no other crate to be reached from")]

/// Everything the prelude has means something else here.
mod shadowed {
    #![allow(
        dead_code,
        non_camel_case_types,
        clippy::upper_case_acronyms,
        reason = "names that get in the way"
    )]

    use std::string::String as Text;

    pub struct Option;
    pub struct Some;
    pub struct None;
    pub struct Result;
    pub struct Ok;
    pub struct Err;
    pub struct String;
    pub struct Vec;
    pub struct Box;
    pub trait Default {}
    pub trait Clone {}
    pub trait Into {}
    pub trait From {}
    pub trait Iterator {}
    pub struct Cow;
    pub struct Node;
    pub struct Attribute;
    pub struct Schema;
    pub struct View;
    pub struct Value;
    pub struct Model;
    pub mod core {}

    type Maybe<T> = ::core::option::Option<T>;
    type Many<T> = ::std::vec::Vec<T>;

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimResource)]
    #[scim(rfc = "User", extension = "EnterpriseUser")]
    pub struct Member {
        #[scim(id)]
        pub id: Text,
        #[scim(path = "userName")]
        pub login: Text,
        #[scim(path = r#"emails[type eq "work"].value"#, primary)]
        pub email: Maybe<Text>,
        #[scim(path = r#"addresses[type eq "work"]"#)]
        pub office: Maybe<Office>,
        #[scim(path = "active", default = true)]
        pub active: bool,
        #[scim(path = "title", with = "title")]
        pub rank: u8,
        #[scim(path = "EnterpriseUser:department")]
        pub department: Maybe<Text>,
        #[scim(path = "userType")]
        pub kind: Maybe<Kind>,
        #[scim(path = "nickName")]
        pub nick: Nick,
        #[scim(path = "groups", get = "Self::teams")]
        pub teams: (),
        #[scim(flatten)]
        pub names: Names,
    }

    impl Member {
        pub fn teams(&self) -> Many<Team> {
            let () = self.teams;
            Many::new()
        }
    }

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimComplex)]
    #[scim(rfc = "User.groups")]
    pub struct Team {
        pub value: Maybe<Text>,
    }

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimComplex)]
    #[scim(rfc = "User.addresses")]
    pub struct Office {
        pub locality: Maybe<Text>,
    }

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimComplex)]
    #[scim(rfc = "User")]
    pub struct Names {
        #[scim(path = "displayName")]
        pub display: Maybe<Text>,
    }

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimEnum)]
    pub enum Kind {
        #[default]
        Employee,
        #[scim(other)]
        Other(Text),
    }

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimValue)]
    pub struct Nick(pub Maybe<Text>);

    #[derive(::core::clone::Clone, ::core::default::Default, scim_schema::ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking")]
    pub struct Parking {
        pub lot: Maybe<Text>,
    }

    #[allow(
        clippy::trivially_copy_pass_by_ref,
        clippy::unnecessary_wraps,
        reason = "what `with` asks for"
    )]
    pub mod title {
        use scim_schema::value::InvalidValue;

        pub fn view(rank: &u8) -> Option<String> {
            (*rank > 0).then(|| rank.to_string())
        }
        pub fn set(rank: &mut u8, title: String) -> Result<(), InvalidValue> {
            *rank = title.parse().map_err(|_| InvalidValue::new("a rank"))?;
            drop(title);
            Ok(())
        }
        pub fn clear(rank: &mut u8) -> Result<(), InvalidValue> {
            *rank = 0;
            Ok(())
        }
    }
}

/// Under another name.
mod renamed {
    pub mod inner {
        pub use scim_schema as scim;
    }

    #[derive(Clone, Default, inner::scim::ScimResource)]
    #[scim(schema = "urn:example:2.0:Door", endpoint = "/Doors", crate = "inner::scim")]
    pub struct Door {
        #[scim(id)]
        pub id: i64,
        pub lock: Option<Lock>,
        pub color: Option<Color>,
        pub code: Option<Code>,
        #[scim(extension)]
        pub parking: Parking,
    }

    #[derive(Clone, Default, inner::scim::ScimComplex)]
    #[scim(crate = "inner::scim")]
    pub struct Lock {
        pub key: Option<String>,
    }

    #[derive(Clone, inner::scim::ScimEnum)]
    #[scim(crate = "inner::scim")]
    pub enum Color {
        Red,
    }

    #[derive(Clone, Default, inner::scim::ScimValue)]
    #[scim(crate = "inner::scim")]
    pub struct Code(String);

    #[derive(Clone, Default, inner::scim::ScimExtension)]
    #[scim(schema = "urn:example:2.0:Parking", crate = "inner::scim")]
    pub struct Parking {
        pub lot: Option<String>,
    }
}

mod generic {
    use scim_schema::resource::HoldsString;
    use scim_schema::{ScimComplex, ScimExtension, ScimResource, ScimValue};

    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User", extension = "EnterpriseUser")]
    pub struct Member<N, T = String>
    where
        N: HoldsString + Clone + Default,
        T: ScimValue + HoldsString + Clone + Default,
    {
        #[scim(id)]
        pub id: String,
        #[scim(path = "userName", required)]
        pub login: N,
        #[scim(path = "name.givenName")]
        pub given: Option<T>,
        #[scim(path = r#"emails[type eq "work"].value"#)]
        pub email: Option<T>,
        #[scim(path = "EnterpriseUser:department")]
        pub department: Option<T>,
        #[scim(path = "displayName", get = "Self::shown")]
        pub shown: (),
        #[scim(flatten)]
        pub locale: Locale,
    }

    impl<N, T> Member<N, T>
    where
        N: HoldsString + Clone + Default,
        T: ScimValue + HoldsString + Clone + Default,
    {
        fn shown(&self) -> Option<T> {
            let () = self.shown;
            self.given.clone()
        }
    }

    #[derive(Clone, Default, ScimComplex)]
    #[scim(rfc = "User")]
    pub struct Locale {
        pub locale: Option<String>,
    }

    #[derive(Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:2.0:Box", endpoint = "/Boxes")]
    pub struct Crate<const SIZE: usize, T: ScimValue + Clone + Default + ScimComplex> {
        #[scim(id)]
        pub id: String,
        pub r#type: Option<String>,
        pub inside: Vec<T>,
        #[scim(extension)]
        pub more: Option<More<Tag<String>>>,
    }

    #[derive(Clone, Default, ScimComplex)]
    pub struct Thing<T: ScimValue + Clone + Default> {
        #[scim(rename = "$ref", required)]
        pub reference: T,
    }

    #[derive(Clone, Default, ScimExtension)]
    #[scim(schema = "urn:example:2.0:More")]
    pub struct More<T: ScimValue + Clone + Default> {
        pub tag: Option<T>,
    }

    #[derive(Clone, Default, ScimValue)]
    pub struct Tag<T: ScimValue>(pub T);
}

/// Types and paths that come through `macro_rules` are in groups without delimiters.
mod by_macro {
    macro_rules! resource {
        ($name:ident $path:literal $ty:ty, $default:expr) => {
            #[derive(Clone, Default, scim_schema::ScimResource)]
            #[scim(rfc = "User")]
            pub struct $name {
                #[scim(id)]
                pub id: String,
                #[scim(path = "userName")]
                pub login: String,
                #[scim(path = $path, default = $default)]
                pub value: $ty,
            }
        };
    }
    resource! { Member "active" bool, i32::MAX > 2 }
}

use scim_schema::resource::{Model, View};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};

fn text(view: &View<'_>) -> String {
    match view {
        View::String(text) => (*text).to_owned(),
        View::Computed(value) => text(&value.view()),
        View::Null => "null".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn names_of_the_prelude_can_be_shadowed() {
    let member = shadowed::Member { rank: 3, ..Default::default() };
    assert_eq!(shadowed::Member::SCHEMA.name, "User");
    assert_eq!(text(&member.get(5)), "3");
    assert_eq!(member.get(4).to_string_for_test(), "Boolean(..)");
    assert_eq!(shadowed::Parking::SCHEMA.name, "Parking");
}

trait ForTest {
    fn to_string_for_test(&self) -> String;
}
impl ForTest for View<'_> {
    fn to_string_for_test(&self) -> String {
        format!("{self:?}")
    }
}

#[test]
fn the_crate_can_have_another_name() {
    assert_eq!(renamed::Door::RESOURCE_TYPE.endpoint, "/Doors");
    let extensions = renamed::Door::EXTENSIONS.iter().map(|schema| &*schema.id);
    assert_eq!(extensions.collect::<Vec<_>>(), ["urn:example:2.0:Parking"]);
}

#[test]
fn structs_can_have_parameters() {
    type Member = generic::Member<String, String>;
    type Crate = generic::Crate<3, generic::Thing<String>>;

    let names: Vec<_> = Member::SCHEMA.attributes.iter().map(|a| &*a.name).collect();
    assert_eq!(names, ["userName", "name", "displayName", "emails", "locale"]);
    let member = Member {
        given: Some("Barbara".into()),
        department: Some("Tours".into()),
        locale: generic::Locale { locale: Some("en-US".into()) },
        ..Default::default()
    };
    assert_eq!(text(&member.get(4)), "Tours");
    assert_eq!(text(&member.get(5)), "Barbara");
    let locale = Member::NODES.iter().find(|node| node.name() == "locale").unwrap();
    assert_eq!((locale.base, text(&member.get(locale.base))), (6, "en-US".to_owned()));

    let inside = Crate::SCHEMA.attribute("inside.$ref").unwrap();
    assert!(inside.required);
    assert!(Crate::SCHEMA.attribute("type").is_some(), "`r#type` is `type`");
    assert_eq!(Crate::EXTENSIONS[0].attributes[0].name, "tag");
    assert_eq!(<generic::Thing<String> as ScimComplex>::FIELDS, 1);
}

#[test]
fn attributes_can_come_from_a_macro() {
    let mut member = by_macro::Member::default();
    assert!(member.set_default(2));
    assert!(member.value);
    assert!(!member.set_default(1));
}
