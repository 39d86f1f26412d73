//! Structs with parameters: the derives add no bounds and carry the user's through.
#![cfg(feature = "derive")]
#![deny(warnings, clippy::pedantic)]

use scim_schema::resource::{HoldsString, Model, Scalar, Value, View};
use scim_schema::schema::Type;
use scim_schema::value::InvalidValue;
use scim_schema::{ScimComplex, ScimExtension, ScimResource, ScimValue};
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member<N, T = String>
where
    N: HoldsString + Clone + Default,
    T: ScimValue + HoldsString + Clone + Default,
{
    #[scim(id)]
    id: String,
    #[scim(path = "userName", required)]
    login: N,
    #[scim(path = "name.givenName")]
    given: Option<T>,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    email: Option<T>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<T>,
    #[scim(path = "displayName", get = "Self::shown")]
    shown: (),
    #[scim(flatten)]
    region: Region,
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
struct Region {
    locale: Option<String>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:2.0:Crate", endpoint = "/Crates")]
struct Crate<const SIZE: usize, T: ScimComplex + ScimValue + Clone> {
    #[scim(id)]
    id: String,
    inside: Vec<T>,
    #[scim(extension)]
    more: Option<More<Tag<String>>>,
}

#[derive(Clone, Default, ScimComplex)]
struct Thing<T: ScimValue + Clone + Default> {
    #[scim(rename = "$ref", required)]
    reference: T,
}

#[derive(Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:2.0:More")]
struct More<T: ScimValue + Clone + Default> {
    tag: Option<T>,
}

#[derive(Clone, Default, ScimValue)]
struct Tag<T: ScimValue>(T);

/// The id of a `T`, which is no part of it.
struct Id<T>(String, PhantomData<fn() -> T>);

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> Default for Id<T> {
    fn default() -> Self {
        Self(String::new(), PhantomData)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<T> FromStr for Id<T> {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned(), PhantomData))
    }
}

impl<T: 'static> Value for Id<T> {
    fn view(&self) -> View<'_> {
        self.0.view()
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        self.0.set(scalar)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Value::clear(&mut self.0)
    }
}

impl<T: 'static> ScimValue for Id<T> {
    const TYPE: Type = Type::String;
    const UNASSIGNABLE: bool = true;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        String::from_scalar(scalar).map(|text| Self(text, PhantomData))
    }
}

impl<T: 'static> HoldsString for Id<T> {}

#[derive(Clone, Default, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
#[scim(extension(schema = "urn:example:2.0:Team", name = "Team"))]
struct Worker {
    #[scim(id)]
    id: Id<Worker>,
    user_name: String,
    #[scim(path = "EnterpriseUser:manager.value")]
    boss: Option<Id<Self>>,
    #[scim(path = "Team:mates")]
    mates: Vec<Id<Self>>,
    #[scim(path = "Team:mentor")]
    mentor: Id<Worker>,
}

#[derive(Clone, Default, ScimResource)]
#[scim(schema = "urn:example:2.0:Part", endpoint = "/Parts")]
struct Part<T: ScimValue + Clone + Default> {
    #[scim(id)]
    id: Id<Self>,
    label: Option<T>,
    inside: Option<Id<Self>>,
}

fn text(view: &View<'_>) -> String {
    match view {
        View::String(text) => (*text).to_owned(),
        View::Computed(value) => text(&value.view()),
        _ => String::new(),
    }
}

#[test]
fn fields_of_a_parameter_are_mapped_and_numbered() {
    let names: Vec<_> = Member::<String>::SCHEMA.attributes.iter().map(|a| &*a.name).collect();
    assert_eq!(names, ["userName", "name", "displayName", "emails", "locale"]);
    let mut member = Member::<String> {
        given: Some("Barbara".into()),
        department: Some("Tours".into()),
        region: Region { locale: Some("en-US".into()) },
        ..Member::default()
    };
    assert_eq!(text(&member.get(4)), "Tours");
    assert_eq!(text(&member.get(5)), "Barbara", "computed");
    let locale = Member::<String>::NODES.iter().find(|node| node.name() == "locale").unwrap();
    assert_eq!((locale.base, text(&member.get(locale.base))), (6, "en-US".to_owned()));
    assert!(member.edit(6).is_some() && member.edit(7).is_none());
}

#[test]
fn values_of_a_parameter_are_described_by_their_type() {
    type Things = Crate<3, Thing<String>>;
    assert!(Things::SCHEMA.attribute("inside.$ref").is_some_and(|a| a.required));
    assert_eq!(Things::EXTENSIONS[0].attributes[0].name, "tag");
    assert_eq!(Things::RESOURCE_TYPE.schema_extensions[0].schema, "urn:example:2.0:More");
    assert_eq!(<Thing<String> as ScimComplex>::FIELDS, 1);
}

#[test]
fn an_id_may_say_what_it_is_of() {
    let mut worker = Worker { boss: Some("7".parse().unwrap()), ..Worker::default() };
    worker.mates.push("8".parse().unwrap());
    assert_eq!(text(&worker.get(2)), "7");
    assert_eq!((worker.mates.len(), text(&worker.mentor.view())), (1, String::new()));
    let mates = Worker::EXTENSIONS[1].attribute("mates").unwrap();
    assert!(mates.multi_valued && mates.r#type == Type::String);

    let part = Part::<String> { inside: Some("9".parse().unwrap()), ..Part::default() };
    assert_eq!(text(&part.get(2)), "9");
    assert!(Part::<String>::SCHEMA.attribute("label").is_some());
}
