//! What is held as JSON is seen and edited as the type that the schema says.

use super::{complex, of, text};
use crate::resource::{
    DynamicAttributes, DynamicExtension, Kind, Node, Scalar, Value, View, is_assigned,
};
use crate::schema::{Attribute, Type};
use serde_json::{Map, Value as Json, json};

const MEMBERS: [(&str, Type); 7] = [
    ("text", Type::String),
    ("flag", Type::Boolean),
    ("whole", Type::Integer),
    ("real", Type::Decimal),
    ("time", Type::DateTime),
    ("bytes", Type::Binary),
    ("link", Type::Reference),
];

fn extension() -> DynamicExtension {
    let one = MEMBERS.iter().map(|(name, r#type)| Attribute::new(name, *r#type, ""));
    let many = MEMBERS
        .iter()
        .map(|(name, r#type)| (format!("{name}s"), Attribute::new("", *r#type, "").multi_valued()))
        .map(|(name, attribute)| Attribute { name: name.into(), ..attribute });
    let desk = || vec![text("room"), Attribute::new("floor", Type::Integer, "")];
    let complex = [complex("desk", desk()), complex("desks", desk()).multi_valued()];
    DynamicExtension::new(&of(one.chain(many).chain(complex).collect())).unwrap()
}

fn number(name: &str) -> u16 {
    let extension = extension();
    let node = extension.node().nodes().iter().find(|node| node.name() == name).unwrap();
    match node.kind {
        Kind::Field(number) | Kind::Complex(number, _) => number,
        other => panic!("{name}: {other:?}"),
    }
}

fn held(json: Json) -> DynamicAttributes {
    let Json::Object(members) = json else { panic!("an object") };
    DynamicAttributes::from(members)
}

/// The JSON that a view is, and whether there is a box around it.
fn shown(view: &View<'_>) -> (Json, bool) {
    let object = |nodes: &[Node], get: &dyn Fn(u16) -> Json| -> Json {
        let member = |node: &Node| match node.kind {
            Kind::Field(number) => (node.name().to_owned(), get(number)),
            other => panic!("{other:?}"),
        };
        nodes.iter().map(member).filter(|(_, json)| !json.is_null()).collect::<Map<_, _>>().into()
    };
    let json = match view {
        View::Null => Json::Null,
        View::Boolean(value) => json!(value),
        View::Integer(value) => json!(i64::try_from(*value).unwrap()),
        View::Decimal(value) => json!(value),
        View::String(text) => json!(text),
        View::DateTime(time) => json!(time.as_str()),
        View::Complex(model) => object(model.nodes(), &|number| shown(&model.get(number)).0),
        View::List(list) => (0..list.len()).map(|index| shown(&list.at(index)).0).collect(),
        View::Computed(value) => return (shown(&value.view()).0, true),
        other => panic!("{other:?}"),
    };
    (json, false)
}

/// Values of a type, and others that are none of it.
fn values(r#type: Type) -> (Vec<Json>, Vec<Json>) {
    let (texts, flags) = (vec![json!("a"), json!("TWFu")], vec![json!(true), json!(false)]);
    let numbers = vec![json!(7), json!(-1), json!(i64::MIN), json!(i64::MAX)];
    let others = vec![json!({ "a": 1 }), json!([[]]), Json::Null];
    let all = |lists: &[&Vec<Json>]| lists.iter().flat_map(|list| (*list).clone()).collect();
    match r#type {
        Type::String | Type::Reference => (texts, all(&[&flags, &numbers, &others])),
        Type::Boolean => (flags, all(&[&texts, &numbers, &others])),
        Type::Integer => {
            (numbers, all(&[&texts, &flags, &others, &vec![json!(u64::MAX), json!(1.5)]]))
        }
        Type::Decimal => {
            (vec![json!(1.5), json!(-0.25), json!(2e300)], all(&[&texts, &flags, &others]))
        }
        Type::DateTime => (vec![json!("2011-05-13T04:42:34Z")], all(&[&texts, &flags, &others])),
        Type::Binary => (vec![json!("TWFu"), json!("TWE=")], all(&[&flags, &others])),
        Type::Complex => panic!("no simple value"),
    }
}

/// A value of the type is seen as it is, one of another type is not; of lists the elements.
#[test]
fn each_type_is_seen_as_the_schema_says() {
    for (name, r#type) in MEMBERS {
        let (own, others) = values(r#type);
        let (one, many) = (number(name), number(&format!("{name}s")));
        for json in &own {
            let (seen, boxed) = shown(&held(json!({ name: json })).get(one));
            assert_eq!(seen, *json, "{name}");
            // what the engines ask often is not made anew
            assert_eq!(boxed, r#type == Type::DateTime, "{name}");
        }
        for json in &others {
            assert_eq!(shown(&held(json!({ name: json })).get(one)).0, Json::Null, "{name} {json}");
            let list = json!({ format!("{name}s"): [json, own.first(), json] });
            assert_eq!(shown(&held(list).get(many)).0, json!([own.first()]), "{name} {json}");
        }
        let list = Json::Array(own.clone());
        let several = held(json!({ format!("{name}s"): list }));
        assert_eq!(shown(&several.get(many)), (list, true));
        // each as one alone is
        let View::Computed(several) = several.get(many) else { panic!("{name}") };
        let View::List(several) = several.view() else { panic!("{name}") };
        assert_eq!(shown(&several.at(0)).1, r#type == Type::DateTime, "{name}");
        for nothing in [json!([]), own.first().cloned().into()] {
            let seen = shown(&held(json!({ format!("{name}s"): nothing })).get(many)).0;
            assert_eq!(seen, Json::Null, "{name} {nothing}");
        }
    }
    assert_eq!(
        shown(&held(json!({ "real": u64::MAX })).get(number("real"))).0,
        json!(2_f64.powi(64))
    );
}

/// Text that is no base64 is no less seen: what it is was for the application to say.
#[test]
fn text_that_is_no_base64_is_seen() {
    let held = held(json!({ "bytes": "no!", "bytess": ["no!", "TWFu", 7] }));
    assert_eq!(shown(&held.get(number("bytes"))).0, json!("no!"));
    assert_eq!(shown(&held.get(number("bytess"))).0, json!(["no!", "TWFu"]));
}

/// A part of a complex value has a value where one is seen.
#[test]
fn parts_that_have_a_value() {
    let one = MEMBERS.iter().map(|(name, r#type)| Attribute::new(name, *r#type, ""));
    let parts: Vec<_> = one.clone().chain(one.map(Attribute::multi_valued)).collect();
    let parts = parts.into_iter().enumerate().map(|(index, part)| {
        let name = if index < MEMBERS.len() { part.name } else { format!("{}s", part.name).into() };
        Attribute { name, ..part }
    });
    let extension = DynamicExtension::new(&of(vec![complex("kit", parts.collect())])).unwrap();
    let Kind::Complex(kit, _) = extension.node().nodes()[0].kind else { panic!("complex") };
    for (name, r#type) in MEMBERS {
        let (own, others) = values(r#type);
        for json in own.iter().chain(&others) {
            let several = format!("{name}s");
            for members in [
                json!({ name: json, &*several: [json] }),
                json!({ name: [json], &*several: json }),
                json!({ "former": json }),
            ] {
                let held = held(json!({ "kit": members }));
                let view = held.get(kit);
                let kit = view.complex().unwrap();
                for node in kit.nodes() {
                    let Kind::Field(number) = node.kind else { panic!("simple") };
                    let seen = is_assigned(&kit.get(number));
                    assert_eq!(kit.is_assigned(number), seen, "{} of {members}", node.name());
                }
            }
        }
    }
}

fn edit<T>(held: &mut DynamicAttributes, name: &str, edit: impl FnOnce(&mut dyn Value) -> T) -> T {
    held.edit(number(name)).unwrap().edit(edit).unwrap()
}

fn members(held: &DynamicAttributes) -> Json {
    Json::Object(held.clone().into())
}

fn scalar(json: &Json) -> Scalar<'_> {
    match json {
        Json::Bool(value) => Scalar::Boolean(*value),
        Json::String(text) => Scalar::String(text),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Scalar::Integer(number.into()),
            None => Scalar::Decimal(number.as_f64().unwrap()),
        },
        other => panic!("{other}"),
    }
}

/// What is set is kept as JSON under the name of the schema; what is unassigned is not kept, and
/// what is beside it stays.
#[test]
fn each_type_is_kept_as_json() {
    for (name, r#type) in MEMBERS {
        let (own, _) = values(r#type);
        let several = format!("{name}s");
        for json in &own {
            let mut one = held(json!({ "old": [1] }));
            assert_eq!(edit(&mut one, name, |value| value.set(scalar(json))), Ok(true), "{name}");
            assert_eq!(members(&one), json!({ "old": [1], name: json }));
            assert_eq!(edit(&mut one, name, |value| value.set(scalar(json))), Ok(false));
            assert_eq!(edit(&mut one, name, Value::clear), Ok(true));
            assert_eq!(edit(&mut one, name, Value::clear), Ok(false));
            assert_eq!(members(&one), json!({ "old": [1] }));
            assert!(edit(&mut one, name, |value| value.list().is_none()));

            let mut many = held(json!({ "old": 1 }));
            let push = |value: &mut dyn Value| value.list().unwrap().push(scalar(json));
            assert_eq!(edit(&mut many, &several, push), Ok(()));
            assert_eq!(members(&many), json!({ "old": 1, &*several: [json] }));
            assert_eq!(edit(&mut many, &several, push), Ok(()));
            assert_eq!(members(&many), json!({ "old": 1, &*several: [json, json] }));
            edit(&mut many, &several, |value| value.list().unwrap().retain(&mut |_| false));
            assert_eq!(members(&many), json!({ "old": 1 }));
        }
    }
}

/// One of several simple values is set where it is, to one of its type; a text can be emptied, and
/// nothing else is without a value.
#[test]
fn one_of_several_is_kept_as_json() {
    fn first(value: &mut dyn Value) -> &mut dyn Value {
        value.list().unwrap().at_mut(0).unwrap()
    }
    for (name, r#type) in MEMBERS {
        let (own, _) = values(r#type);
        let several = format!("{name}s");
        for json in &own {
            let mut held = held(json!({ &*several: [own[0], "rest"] }));
            let set = edit(&mut held, &several, |value| first(value).set(scalar(json)));
            assert_eq!(set, Ok(*json != own[0]), "{name} {json}");
            let wrong = if json.is_string() { Scalar::Boolean(true) } else { Scalar::String("a") };
            assert!(edit(&mut held, &several, |value| first(value).set(wrong)).is_err(), "{name}");
            assert_eq!(members(&held), json!({ &*several: [json, "rest"] }));

            let cleared =
                edit(&mut held, &several, |value| (first(value).clear(), first(value).clear()));
            let is_text = r#type == Type::String;
            assert_eq!(
                (cleared.0.ok(), cleared.1.ok()),
                match is_text {
                    true => (Some(true), Some(false)),
                    false => (None, None),
                }
            );
            let left = if is_text { json!("") } else { json.clone() };
            assert_eq!(members(&held), json!({ &*several: [left, "rest"] }), "{name}");
        }
    }
}

/// A complex value is made when it is written and goes when there is nothing in it; parts that the
/// schema does not define stay.
#[test]
fn a_complex_value_is_an_object() {
    let floor = |value: &mut dyn Value, floor: i128| {
        let desk = value.complex().unwrap();
        desk.edit(1).unwrap().edit(|value| value.set(Scalar::Integer(floor))).unwrap()
    };
    let mut desk = held(json!({ "old": 1 }));
    assert!(matches!(desk.get(number("desk")), View::Null));
    assert_eq!(edit(&mut desk, "desk", |value| floor(value, 3)), Ok(true));
    assert_eq!(members(&desk), json!({ "old": 1, "desk": { "floor": 3 } }));
    assert_eq!(edit(&mut desk, "desk", |value| floor(value, 3)), Ok(false));
    assert_eq!(shown(&desk.get(number("desk"))), (json!({ "floor": 3 }), true));
    assert!(desk.get(number("desk")).complex().is_some());
    assert!(edit(&mut desk, "desk", |value| value.set(Scalar::Integer(1)).is_err()));
    assert!(edit(&mut desk, "desk", |value| value.complex().unwrap().edit(2).is_none()));
    let none = edit(&mut desk, "desk", |value| {
        matches!(value.complex().unwrap().get(2), View::Null) && value.list().is_none()
    });
    assert!(none, "two parts are defined");
    let place = |value: &mut dyn Value| {
        let desk = value.complex().unwrap();
        desk.edit(1).unwrap().edit(Value::clear).unwrap()
    };
    assert_eq!(edit(&mut desk, "desk", place), Ok(true));
    assert_eq!(members(&desk), json!({ "old": 1 }), "nothing in it");

    let mut desk = held(json!({ "desk": { "floor": 3, "former": true } }));
    assert_eq!(edit(&mut desk, "desk", place), Ok(true));
    assert_eq!(members(&desk), json!({ "desk": { "former": true } }));
    assert_eq!(edit(&mut desk, "desk", Value::clear), Ok(true));
    assert_eq!(edit(&mut desk, "desk", Value::clear), Ok(false));
    assert_eq!(members(&desk), json!({}));
}

/// Several complex values are a list like any other.
#[test]
fn complex_values_are_a_list_of_objects() {
    let floors: Vec<_> = (0..4).map(|floor| json!({ "floor": floor, "former": floor })).collect();
    let mut desks = held(json!({ "desks": floors }));
    assert_eq!(shown(&desks.get(number("desks"))).0.as_array().map(Vec::len), Some(4));
    let floor = |view: &View<'_>| match view {
        View::Complex(desk) => match desk.get(1) {
            View::Integer(floor) => floor,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    edit(&mut desks.clone(), "desks", |value| {
        crate::resource::tests::is_a_list(value.list().unwrap(), &floor);
    });
    edit(&mut desks, "desks", |value| value.list().unwrap().swap(0, 3));
    edit(&mut desks, "desks", |value| value.list().unwrap().retain(&mut |index| index % 2 == 0));
    assert_eq!(
        members(&desks),
        json!({ "desks": [floors[3], floors[2]] }),
        "parts stay with theirs"
    );
    let refused = edit(&mut desks, "desks", |value| {
        let set = value.set(Scalar::Integer(1)).is_err();
        let list = value.list().unwrap();
        let element = list.at_mut(0).unwrap();
        set && element.set(Scalar::Integer(1)).is_err() && list.push(Scalar::Integer(1)).is_err()
    });
    assert!(refused, "objects are not simple");
    let blank = edit(&mut desks, "desks", |value| {
        let desk = value.list().unwrap().push_blank().unwrap();
        desk.edit(0).unwrap().edit(|value| value.set(Scalar::String("7a"))).unwrap()
    });
    assert_eq!(blank, Ok(true));
    assert_eq!(members(&desks), json!({ "desks": [floors[3], floors[2], { "room": "7a" }] }));
    let cleared = edit(&mut desks, "desks", |value| {
        let element = value.list().unwrap().at_mut(0).unwrap();
        (element.clear(), element.clear(), element.complex().is_some())
    });
    assert_eq!(cleared, (Ok(true), Ok(false), true));
    let cleared = edit(&mut desks, "desks", |value| (value.clear(), value.clear()));
    assert_eq!((cleared, members(&desks)), ((Ok(true), Ok(false)), json!({})));
    assert!(matches!(desks.get(number("desks")), View::Null));
}

/// What is not of the type that the schema says stays where nothing is changed, and beside what is
/// added; it goes with the rest.
#[test]
fn what_is_not_seen_stays() {
    for json in [
        json!({ "texts": [7, {}], "desks": [[]], "desk": 7 }),
        json!({ "texts": "a", "desks": {}, "desk": {} }),
        json!({ "TEXTS": ["a", 7], "desks": [{ "floor": 1 }, 7], "DESK": { "floor": 1 } }),
        json!({ "texts": [], "desks": [], "desk": null }),
    ] {
        let mut held = held(json.clone());
        for name in ["texts", "desks", "desk"] {
            edit(&mut held, name, |value| drop(value.view()));
        }
        edit(&mut held, "desk", |value| value.complex().is_some());
        assert_eq!(members(&held), json);
    }
    let mut several = held(json!({ "texts": [7, "a"], "desks": [7, { "floor": 1 }] }));
    edit(&mut several, "texts", |value| value.list().unwrap().push(Scalar::String("b"))).unwrap();
    assert_eq!(members(&several)["texts"], json!(["a", "b", 7]));
    for name in ["texts", "desks"] {
        assert_eq!(edit(&mut several, name, Value::clear), Ok(true));
    }
    assert_eq!(members(&several), json!({}));
}
