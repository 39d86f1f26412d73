//! What a body leaves out, and what it must not.

use super::{ALL, LENIENT, badge, member, patched, replaced, user};
use scim_schema::dialect::Dialect;
use scim_schema::rfc::Name;
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use scim_testkit::law::Shipped;
use scim_testkit::law::edit::create_agrees;
use scim_testkit::oracle::{Shape, create, document, patch};
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const METER: &str = "urn:example:scim:schemas:2.0:Meter";
const YARD: &str = "urn:example:scim:schemas:extension:2.0:Yard";

/// All that it must have it has, though a client leaves it out.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Meter", endpoint = "/Meters")]
struct Meter {
    #[scim(id)]
    id: String,
    #[scim(required, on_omit = "keep")]
    unit: Option<String>,
    #[scim(required, mutability = "immutable")]
    serial: Option<String>,
    #[scim(required, mutability = "readOnly")]
    stamp: Option<String>,
    #[scim(required, default = 7)]
    level: i64,
    #[scim(path = "seal.number", mutability = "immutable")]
    seal: Option<String>,
    #[scim(path = "seal.kind", required)]
    seal_kind: Option<String>,
    #[scim(path = "seal.note")]
    seal_note: Option<String>,
    #[scim(extension)]
    yard: Option<Yard>,
}

#[derive(Debug, Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Yard", name = "Yard")]
struct Yard {
    #[scim(mutability = "immutable")]
    plot: Option<String>,
    note: Option<String>,
    keeper: Option<Keeper>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Keeper {
    name: Option<String>,
    #[scim(required)]
    badge: Option<String>,
}

fn meter() -> Meter {
    Meter {
        id: "7".into(),
        unit: Some("kWh".into()),
        serial: Some("A-1".into()),
        stamp: Some("2024".into()),
        level: 9,
        seal: Some("1".into()),
        seal_kind: Some("lead".into()),
        seal_note: Some("x".into()),
        yard: Some(Yard { plot: Some("B".into()), note: Some("x".into()), keeper: None }),
    }
}

/// 7643-3.3-04: `schemas` is there, but where a dialect does without.
#[test]
fn a_body_without_schemas() {
    for body in [json!({"userName": "x"}), json!({"schemas": null, "userName": "x"})] {
        replaced(&user(), &[Dialect::RFC], &body, Err("invalidValue"));
        replaced(&user(), &LENIENT, &body, Ok(("/userName", json!("x"))));
    }
}

/// 7643-2.1-01: of two `schemas` either may be wrong by itself, and be seen first.
#[test]
fn schemas_given_twice() {
    let body = json!({
        "Schemas": ["urn:example:scim:schemas:2.0:None"],
        "schemas": [METER],
        "unit": "kWh",
        "serial": "A-1",
    });
    create_agrees(&Shipped, &meter(), &body, Dialect::RFC).unwrap();
    let refused = create(&body, &Shape::of(&meter()), &document(&meter()), Dialect::RFC);
    assert!(refused.unwrap_err().to_string().contains("`schemas` is given twice"));
}

/// 7644-3.5.1-13: what is required need not be given if a PUT without it keeps it.
#[test]
fn what_is_required_and_stays() {
    let body = json!({"schemas": [METER]});
    for name in ["unit", "serial", "stamp", "level"] {
        let held = document(&meter())[name].clone();
        replaced(&meter(), &ALL, &body, Ok((&format!("/{name}"), held)));
    }
    for lacking in [
        Meter { unit: None, ..meter() },
        Meter { serial: None, ..meter() },
        Meter { stamp: None, ..meter() },
    ] {
        replaced(&lacking, &ALL, &body, Err("invalidValue"));
    }
    for dialect in ALL {
        create_agrees(&Shipped, &meter(), &body, dialect).unwrap();
        let made = create(&body, &Shape::of(&meter()), &document(&meter()), dialect).unwrap();
        assert_eq!(made["level"], 7);
    }
}

/// 7643-2.5-01: with nothing in it a complex value lacks nothing, with something what is required.
#[test]
fn what_is_required_of_a_complex_value() {
    let body = |maker: Value| {
        json!({
            "schemas": ["urn:example:scim:schemas:2.0:Badge"],
            "serialNumber": "A-1",
            "maker": maker,
        })
    };
    for nothing in [json!({}), json!({"name": null}), json!(null)] {
        replaced(&badge(), &ALL, &body(nothing), Ok(("/maker", Value::Null)));
    }
    replaced(&badge(), &ALL, &body(json!({"name": "x"})), Err("invalidValue"));
    // in an extension as well
    let path = format!("{YARD}:keeper.name");
    let operation = json!({"op": "add", "path": path, "value": "x"});
    patched(&meter(), &ALL, &operation, Err("invalidValue"));
}

/// 7644-3.5.1-09: a part that is immutable holds the whole, which a PUT can leave out.
#[test]
fn a_part_that_is_immutable() {
    let without = |yard: Value| json!({"schemas": [METER, YARD], YARD: yard});
    replaced(&meter(), &ALL, &without(Value::Null), Err("mutability"));
    let left = json!({"plot": "B"});
    let pointer = format!("/{YARD}");
    replaced(&meter(), &ALL, &json!({"schemas": [METER]}), Ok((&pointer, left)));
    let free = Meter { yard: Some(Yard { note: Some("x".into()), ..Yard::default() }), ..meter() };
    replaced(&free, &ALL, &without(Value::Null), Ok((&pointer, Value::Null)));
}

/// Decided: what a part that stays requires stays with it, and goes if nothing stays.
#[test]
fn what_stays_keeps_what_it_requires() {
    let body = json!({"schemas": [METER]});
    replaced(&meter(), &ALL, &body, Ok(("/seal", json!({"number": "1", "kind": "lead"}))));
    let open = Meter { seal: None, ..meter() };
    replaced(&open, &ALL, &body, Ok(("/seal", Value::Null)));
}

/// 7644-3.5.2-14: within a value what is readOnly is passed over, and so is the own `id`.
#[test]
fn what_is_read_only_within_a_value() {
    let add = |value: Value| json!({"op": "add", "value": value});
    let given = add(json!({"groups": [{"value": "x"}], "title": "x"}));
    patched(&user(), &ALL, &given, Ok(("/groups", Value::Null)));
    let stamped = add(json!({"stamp": "x"}));
    patched(&meter(), &ALL, &stamped, Ok(("/stamp", json!("2024"))));
    let given = add(json!({"meta": {"created": "2011-05-13T04:42:34Z"}, "title": "x"}));
    patched(&user(), &ALL, &given, Ok(("/meta/created", Value::Null)));
    for id in [json!("7"), json!(8), Value::Null] {
        patched(&user(), &ALL, &add(json!({"id": id, "title": "x"})), Ok(("/id", json!("7"))));
    }
    patched(&user(), &ALL, &add(json!({"id": "8", "title": "x"})), Err("mutability"));
}

/// 7644-3.5.2-21: the first operation that is refused is what is told.
#[test]
fn which_operation_is_refused() {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [
            {"op": "add", "path": "title", "value": "x"},
            {"op": "add", "path": "shoeSize", "value": 9},
            {"op": "remove"},
        ],
    });
    let refusal = patch(&body, &Shape::of(&user()), &document(&user()), Dialect::RFC).unwrap_err();
    assert_eq!((refusal.scim_type, refusal.operation), ("invalidPath", Some(1)));
}

/// 7644-3.5.1-13: a name that a POST or a PUT must have is not there by an empty one.
#[test]
fn a_user_without_a_name() {
    let body = json!({"schemas": [USER]});
    replaced(&user(), &ALL, &body, Err("invalidValue"));
    replaced(&member(), &ALL, &body, Err("invalidValue"));
    let named = scim_schema::rfc::User {
        name: Some(Name { given_name: Some("B".into()), ..Name::default() }),
        ..user()
    };
    let body = json!({"schemas": [USER], "userName": "bjensen"});
    replaced(&named, &ALL, &body, Ok(("/name", Value::Null)));
}

/// What has no unassigned state.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Gate", endpoint = "/Gates")]
struct Gate {
    #[scim(id)]
    id: String,
    #[scim(required)]
    open: bool,
    #[scim(required)]
    lock: Lock,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Lock {
    #[scim(required)]
    shut: bool,
    note: Option<String>,
}

/// 7644-3.5.2.2-07: what is required is not unassigned, whether its field could be or not.
#[test]
fn what_is_required_is_not_unassigned() {
    let gate = Gate { id: "7".into(), ..Gate::default() };
    let replace = |path: &str, value: Value| json!({"op": "replace", "path": path, "value": value});
    patched(&gate, &ALL, &replace("open", Value::Null), Err("mutability"));
    patched(&gate, &ALL, &replace("lock", Value::Null), Err("mutability"));
    patched(&gate, &ALL, &replace("lock", json!({})), Err("mutability"));
}

/// 7644-3.5.2.3-04: what can be without a value goes, and it is told, whatever stays.
#[test]
fn what_goes_beside_what_stays_is_a_change() {
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Shed", endpoint = "/Sheds")]
    struct Shed {
        #[scim(id)]
        id: String,
        bolt: Bolt,
    }
    #[derive(Debug, Clone, Default, ScimComplex)]
    struct Bolt {
        note: Option<String>,
        #[scim(mutability = "readOnly")]
        shut: bool,
    }
    let shed = Shed { id: "7".into(), bolt: Bolt { note: Some("n".into()), shut: true } };
    let operation = json!({"op": "replace", "path": "bolt", "value": null});
    patched(&shed, &ALL, &operation, Ok(("/bolt", json!({"shut": true}))));
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation],
    });
    let patch = scim_schema::edit::Patch::<Shed>::new(body.to_string(), Dialect::RFC).unwrap();
    let (_, changes) = patch.apply(&shed).unwrap();
    assert_eq!(changes.paths().iter().map(ToString::to_string).collect::<Vec<_>>(), ["bolt"]);
}

/// 7644-3.5.2.1-06: the URN of the resource type is there, whatever is added to it.
#[test]
fn urns_that_are_added_or_replace() {
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let held = document(&user())["schemas"].clone();
    for urns in [json!([enterprise]), json!([])] {
        let operation = json!({"op": "add", "path": "schemas", "value": urns});
        patched(&user(), &ALL, &operation, Ok(("/schemas", held.clone())));
        let operation = json!({"op": "replace", "path": "schemas", "value": urns});
        patched(&user(), &[Dialect::RFC], &operation, Err("invalidValue"));
        patched(&user(), &LENIENT, &operation, Ok(("/schemas", held.clone())));
    }
    let operation = json!({"op": "add", "path": "schemas", "value": ["urn:x:y"]});
    patched(&user(), &[Dialect::RFC], &operation, Err("invalidValue"));
}
