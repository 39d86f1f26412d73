//! What can be an extension that is defined at run time, and what is kept of it.

mod held;

use super::{DynamicAttributes, DynamicExtension};
use crate::resource::View;
use crate::schema::{Attribute, Mutability, Returned, Schema, Type, Uniqueness};
use std::borrow::Cow;

const URN: &str = "urn:example:acme:2.0:User";

fn of(attributes: Vec<Attribute>) -> Schema {
    Schema { attributes: Cow::Owned(attributes), ..Schema::new(URN, "Acme", "") }
}

fn text(name: &'static str) -> Attribute {
    Attribute::new(name, Type::String, "")
}

fn complex(name: &'static str, parts: Vec<Attribute>) -> Attribute {
    Attribute { sub_attributes: Cow::Owned(parts), ..Attribute::new(name, Type::Complex, "") }
}

#[test]
fn the_same_schema_is_kept_once() {
    let of = |description| DynamicExtension::new(&of(vec![text("desk").description(description)]));
    assert_eq!(of("Where."), of("Where."));
    assert_ne!(of("Where."), of("Where one sits."));
}

#[test]
fn what_cannot_be_held_is_refused_where_it_is() {
    let cases = [
        (vec![text("")], ""),
        (vec![text("1st")], "1st"),
        (vec![text("a.b")], "a.b"),
        (vec![text("desk"), text("DESK")], "DESK"),
        (vec![text("pin").returned(Returned::Never)], "pin"),
        (vec![text("pin").mutability(Mutability::WriteOnly)], "pin"),
        (vec![text("number").uniqueness(Uniqueness::Server)], "number"),
        (vec![complex("desk", vec![])], "desk"),
        (vec![complex("desk", vec![text("floor"), text("Floor")])], "desk.Floor"),
        (vec![complex("desk", vec![complex("floor", vec![text("a")])])], "desk.floor"),
        (vec![Attribute { r#type: Type::String, ..complex("desk", vec![text("a")]) }], "desk"),
    ];
    for (attributes, path) in cases {
        let error = DynamicExtension::new(&of(attributes)).unwrap_err();
        assert_eq!(error.path(), path, "{error}");
        assert!(error.to_string().starts_with(&format!("`{path}`: ")), "{error}");
    }
    for id in [
        "",
        "acme",
        "urn",
        "urn:",
        "urn:acme",
        "urn:acme:",
        "https://acme.example",
        "urn:a b:c",
        "urn:a:\"b",
    ] {
        let schema = Schema { id: id.into(), ..of(vec![text("desk")]) };
        assert_eq!(DynamicExtension::new(&schema).unwrap_err().path(), "id", "{id}");
    }
    assert!(DynamicExtension::new(&of(vec![])).is_ok(), "nothing is defined yet");
}

/// Names go into paths of SQL's JSON, so none may end one: those of attributes and of their parts.
#[test]
fn what_could_leave_a_path_of_json_is_no_name() {
    const NAMES: [&str; 16] = [
        "desk\"",
        "desk\\",
        "desk\\\"",
        "desk\\u0022",
        "desk'",
        "desk\".\"floor",
        "desk'; DROP TABLE users; --",
        "desk[0]",
        "desk#>>'{}'",
        "desk$1",
        "desk?",
        "desk\0",
        "desk\n",
        "$",
        "$reference",
        "d\u{ff45}sk",
    ];
    for name in NAMES {
        let error = DynamicExtension::new(&of(vec![text(name)])).unwrap_err();
        assert_eq!(error.path(), name);
        let parts = vec![text("floor"), text(name)];
        let error = DynamicExtension::new(&of(vec![complex("desk", parts)])).unwrap_err();
        assert_eq!(error.path(), format!("desk.{name}"));
        // as a tenant's own definition is read
        let json = serde_json::json!({
            "id": URN, "name": "Acme", "attributes": [{ "name": name, "type": "string" }]
        });
        let schema: Schema = serde_json::from_value(json).unwrap();
        assert_eq!(DynamicExtension::new(&schema).unwrap_err().path(), name);
    }
}

/// What a former schema left is not seen under the new one, and is not lost by an edit.
#[test]
fn what_is_of_another_type_is_not_seen_and_stays() {
    let extension =
        DynamicExtension::new(&of(vec![Attribute::new("floor", Type::Integer, ""), text("desk")]))
            .unwrap();
    let [floor, desk] = extension.node().nodes() else { panic!("two attributes") };
    let number = |node: &crate::resource::Node| match node.kind {
        crate::resource::Kind::Field(number) => number,
        _ => panic!("simple"),
    };
    let json = r#"{"floor":"third","DESK":"7a","old":[1]}"#;
    let mut held: DynamicAttributes = serde_json::from_str(json).unwrap();
    assert!(matches!(held.get(number(floor)), View::Null));
    assert!(matches!(held.get(number(desk)), View::String("7a")));
    assert!(matches!(held.get(7), View::Null) && held.edit(7).is_none(), "a field of the struct");
    assert!(matches!(held.get(u16::MAX), View::Null), "nothing has this number yet");

    let set = |held: &mut DynamicAttributes, node, scalar| {
        let place = held.edit(number(node)).unwrap();
        place.edit(|value| value.set(scalar)).unwrap()
    };
    assert_eq!(set(&mut held, desk, crate::resource::Scalar::String("7a")), Ok(false));
    assert!(set(&mut held, floor, crate::resource::Scalar::String("third")).is_err());
    assert_eq!(serde_json::to_string(&held).unwrap(), r#"{"DESK":"7a","floor":"third","old":[1]}"#);
    assert_eq!(set(&mut held, desk, crate::resource::Scalar::String("8b")), Ok(true));
    assert_eq!(serde_json::to_string(&held).unwrap(), r#"{"desk":"8b","floor":"third","old":[1]}"#);
    assert_eq!(format!("{held:?}"), r#"{"desk", "floor", "old"}"#, "values may be personal");
}

/// As of any other resource, `meta` is what is written last.
#[cfg(feature = "derive")]
#[test]
fn what_is_defined_at_run_time_comes_before_meta() {
    use crate::ScimResource;

    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Member {
        #[scim(id)]
        id: String,
        user_name: String,
        #[scim(path = "meta.created")]
        created: Option<crate::value::DateTime>,
        #[scim(dynamic)]
        extra: DynamicAttributes,
    }

    let extension = DynamicExtension::new(&of(vec![text("desk")])).unwrap();
    let nodes = Member::descriptor_with(Some(extension)).nodes;
    let names: Vec<_> = nodes.iter().map(crate::resource::Node::name).collect();
    assert_eq!(names, ["schemas", "id", "userName", URN, "meta"]);
}
