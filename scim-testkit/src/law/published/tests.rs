use super::{
    ACCEPTED, Published, as_published, attributes, is_unknown, of_type, undeclared, unnamed,
    value_of,
};
use crate::law::wrong::{Wrong, broken};
use crate::law::{Broken, Cases, Edited, Engine, Shipped, check};
use crate::oracle::{Shape, document};
use crate::strategy::ProjectionExpr;
use scim_schema::dialect::Dialect;
use scim_schema::message::{ScimError, ScimType};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Email, EnterpriseUser, Group, User};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn barbara() -> User {
    User {
        id: "7".into(),
        user_name: "bjensen".into(),
        title: Some("Guide".into()),
        active: Some(true),
        emails: vec![Email { value: Some("a".into()), ..Email::default() }],
        enterprise: Some(EnterpriseUser {
            department: Some("Tours".into()),
            ..EnterpriseUser::default()
        }),
        ..User::default()
    }
}

fn schemas() -> Value {
    Engine::<User>::schemas(&Shipped)
}

/// What is changed of a response, and what the schemas lack then.
type Change = (fn(&mut Value), &'static str);

/// What the schemas do not say of a response that is changed.
fn unsaid(change: fn(&mut Value)) -> Option<(String, String)> {
    let mut written = Shipped.write(&barbara(), &ProjectionExpr::Default);
    change(&mut written);
    undeclared(&written, &schemas(), &Shape::of(&barbara()))
}

#[test]
fn what_is_written_and_not_published_is_found() {
    assert_eq!(unsaid(|_| {}), None);
    let changes: [Change; 6] = [
        (|user| user["shoeSize"] = json!(1), "an attribute `shoeSize` in urn"),
        (|user| user[ENTERPRISE]["badge"] = json!(1), "an attribute `badge` in urn"),
        (|user| user["urn:example:none"] = json!({}), "a schema urn:example:none"),
        (|user| user["active"] = json!("true"), "`active`: boolean"),
        (|user| user["emails"][0]["value"] = json!(1), "`emails.value`: string"),
        (|user| *user = json!("Barbara"), "a JSON object"),
    ];
    for (change, expected) in changes {
        let (found, _) = unsaid(change).unwrap();
        assert!(found.starts_with(expected), "{expected}: {found}");
    }
}

/// 7643-3-05, 7643-3-06, 7643-3-07
#[test]
fn schemas_has_each_urn_once_that_is_published_and_used() {
    let changes: [fn(&mut Vec<Value>); 3] = [
        |urns| urns.push(urns[0].clone()),
        |urns| urns.retain(|urn| *urn != ENTERPRISE),
        |urns| urns.push(json!("urn:example:none")),
    ];
    for change in changes {
        let mut written = Shipped.write(&barbara(), &ProjectionExpr::Default);
        change(written["schemas"].as_array_mut().unwrap());
        let found = undeclared(&written, &schemas(), &Shape::of(&barbara()));
        let (expected, actual) = found.unwrap();
        assert!(expected.starts_with("schemas ["), "{expected}");
        assert_eq!(actual, written["schemas"].to_string());
    }
}

/// 7643-6-09
#[test]
fn an_extension_that_the_resource_type_does_not_name_is_found() {
    let (mut types, shape) = (Engine::<User>::resource_types(&Shipped), Shape::of(&barbara()));
    let written = Shipped.write(&barbara(), &ProjectionExpr::Default);
    assert_eq!(unnamed(&written, &types, &shape), None);
    types["Resources"][0].as_object_mut().unwrap().remove("schemaExtensions");
    assert!(unnamed(&written, &types, &shape).unwrap().0.contains(ENTERPRISE));
}

#[test]
fn a_value_is_of_the_type_that_is_declared() {
    let of = |r#type: &str, multi_valued: bool, value: Value| {
        let declared = json!({"type": r#type, "multiValued": multi_valued, "subAttributes": [
            {"name": "value", "type": "string", "multiValued": false},
        ]});
        of_type("one", &value, &declared).is_none()
    };
    assert!(of("string", false, json!("a")) && !of("string", false, json!(1)));
    assert!(of("integer", false, json!(1)) && !of("integer", false, json!(1.5)));
    assert!(of("decimal", false, json!(1.5)) && !of("decimal", false, json!("1")));
    assert!(of("boolean", false, json!(true)) && !of("boolean", false, json!("true")));
    assert!(of("complex", false, json!({"value": "a"})) && !of("complex", false, json!("a")));
    assert!(!of("complex", false, json!({"other": "a"})));
    assert!(of("string", true, json!(["a"])) && !of("string", true, json!(["a", 1])));
    assert!(!of("string", true, json!("a")) && !of("string", false, json!(["a"])));
    // 7643-2.5-03
    assert!(!of("string", true, json!([])));
}

#[test]
fn attributes_are_as_the_schemas_publish_them() {
    let one = |name: &str, mutability: &str, returned: &str, multi_valued: bool, subs: Value| {
        json!({"name": name, "mutability": mutability, "returned": returned,
            "multiValued": multi_valued, "required": false, "subAttributes": subs})
    };
    let simple = |name: &str, mutability: &str, returned: &str| {
        one(name, mutability, returned, false, json!([]))
    };
    let parts = |mutability: &str| json!([simple("part", mutability, "default")]);
    let list = json!({"Resources": [
        {"id": "urn:a", "attributes": [
            simple("plain", "readWrite", "default"),
            simple("hidden", "readWrite", "never"),
            simple("given", "writeOnly", "default"),
            one("fixed", "readWrite", "default", false, parts("immutable")),
            one("list", "readWrite", "default", true, parts("immutable")),
            one("told", "readOnly", "default", false, parts("readWrite")),
            one("partly", "readWrite", "default", false, parts("readOnly")),
        ]},
        {"id": "urn:b", "attributes": [simple("more", "readWrite", "default")]},
    ]});
    let all = attributes(&list, "URN:A");
    let those = |is: fn(&Published) -> bool| {
        let paths: Vec<&str> = all.iter().filter(|one| is(one)).map(|one| &*one.path).collect();
        paths.join(" ")
    };
    assert_eq!(
        those(|_| true),
        "plain hidden given fixed fixed.part list list.part told told.part partly partly.part \
         urn:b:more"
    );
    assert_eq!(those(|one| one.secret), "hidden given");
    assert_eq!(those(|one| one.fixed_part), "fixed");
    assert_eq!(those(|one| one.inside), "list.part");
    assert_eq!(those(|one| one.read_only), "told told.part partly.part");
    assert_eq!(those(|one| one.read_write), "plain hidden fixed list partly urn:b:more");
}

/// An engine that keeps which paths a PATCH names.
#[derive(Default)]
struct Named(Mutex<BTreeSet<String>>);

impl<R: ScimResource> Engine<R> for Named {
    fn patch(&self, stored: &R, body: &str, dialect: Dialect) -> Result<Edited<R>, ScimError> {
        let patch: Value = serde_json::from_str(body).unwrap();
        let path = patch["Operations"][0]["path"].as_str().unwrap();
        self.0.lock().unwrap().insert(path.to_owned());
        Shipped.patch(stored, body, dialect)
    }
}

/// However few there are.
#[test]
fn every_attribute_of_a_small_type_is_named_soon() {
    let (engine, cases) = (Named::default(), Cases::<Group>::new().unwrap());
    let check = check(&ACCEPTED, &cases).unwrap();
    assert_eq!(check.first_broken(&engine, 0..60), None);
    let named = engine.0.lock().unwrap();
    let all = attributes(&Engine::<Group>::schemas(&Shipped), &Group::SCHEMA.id);
    assert!((3..20).contains(&all.len()), "{}", all.len());
    for one in all {
        assert!(named.contains(&one.path), "{}", one.path);
    }
}

#[test]
fn every_published_attribute_is_named_at_some_time() {
    let (engine, cases) = (Named::default(), Cases::<User>::new().unwrap());
    let check = check(&ACCEPTED, &cases).unwrap();
    assert_eq!(check.first_broken(&engine, 0..500), None);
    let named = engine.0.lock().unwrap();
    let all = attributes(&schemas(), &User::SCHEMA.id);
    assert!(all.len() > 60, "{}", all.len());
    for one in all {
        assert!(named.contains(&one.path), "{}", one.path);
    }
}

/// What a law says of an engine, where an attribute is published like this.
fn tried(engine: &dyn Engine<User>, one: &Published) -> Result<(), Broken> {
    as_published(engine, &barbara(), &document(&barbara()), one)
}

fn published(path: &str) -> Published {
    Published {
        path: path.to_owned(),
        secret: false,
        read_only: false,
        read_write: true,
        required: false,
        fixed_part: false,
        inside: false,
    }
}

#[test]
fn what_is_published_can_be_written_as_it_says() {
    let expected = |engine: &dyn Engine<User>, one: &Published| {
        tried(engine, one).map_err(|broken| broken.expected)
    };
    let told = |one: Published| expected(&Shipped, &one);
    let title = || published("title");
    assert_eq!(told(title()), Ok(()));
    assert_eq!(told(Published { required: true, ..published("userName") }), Ok(()));
    assert_eq!(told(published("userName")), Err("it is readWrite".to_owned()), "null is refused");
    let read_only = Published { read_only: true, read_write: false, ..title() };
    assert_eq!(told(read_only), Err("400 mutability: it is readOnly".to_owned()));
    let required = Published { required: true, ..title() };
    assert_eq!(told(required), Err("400 mutability: it is required".to_owned()));
    assert_eq!(told(published("undefined")), Err("a path that is defined".to_owned()));

    let unknown =
        Wrong::Patch(|_, _, _| Err(ScimError::bad_request(ScimType::InvalidPath, "unknown")));
    assert_eq!(expected(&unknown, &title()), Err("a path that is defined".to_owned()));
    // null is taken, and what is there is not
    let fixed = Wrong::Patch(|user, body, dialect| {
        if body.contains("null") {
            Shipped.patch(user, body, dialect)
        } else {
            Err(ScimError::mutability("fixed"))
        }
    });
    assert_eq!(expected(&fixed, &title()), Err("it is readWrite".to_owned()));
    let unfiltered = Wrong::Matches(|_, _| Err(ScimError::invalid_syntax("no")));
    assert_eq!(expected(&unfiltered, &title()), Err("a filter".to_owned()));
    assert_eq!(expected(&unfiltered, &Published { secret: true, ..title() }), Ok(()));
}

/// What happened is told: that it is edited, or the error.
#[test]
fn what_happened_to_what_is_published_is_told() {
    fn unknown() -> ScimError {
        ScimError::bad_request(ScimType::InvalidPath, "unknown")
    }
    let read_only = || Published { read_only: true, read_write: false, ..published("title") };
    assert_eq!(tried(&Shipped, &read_only()).unwrap_err().actual, "it is edited");
    let refusing = Wrong::<User>::Patch(|_, _, _| Err(unknown()));
    let broken = tried(&refusing, &read_only()).unwrap_err();
    assert_eq!(broken.actual, unknown().to_string());
}

#[test]
fn what_is_not_published_cannot_be_named() {
    let (user, held) = (barbara(), document(&barbara()));
    let told = |engine: &dyn Engine<User>| is_unknown(engine, &user, &held, "title");
    assert_eq!(told(&Shipped), Ok(()));
    let patched = Wrong::Patch(|user, _, _| {
        let (changed, ignored) = (BTreeSet::new(), Vec::new());
        Ok(Edited { resource: User::clone(user), changed, ignored })
    });
    assert_eq!(told(&patched).unwrap_err().expected, "400 invalidPath");
    let matched = Wrong::Matches(|_, _| Ok(false));
    assert_eq!(told(&matched).unwrap_err().expected, "400 invalidFilter");
    assert!(broken(&ACCEPTED, &Cases::<User>::new().unwrap(), &patched).is_some());
}

#[test]
fn a_path_leads_to_its_value() {
    let held = json!({"title": "a", "name": {"givenName": "b"}, ENTERPRISE: {
        "department": "c", "manager": {"value": "d"},
    }});
    let of = |path: &str| value_of(&held, path).and_then(Value::as_str);
    assert_eq!((of("title"), of("name.givenName")), (Some("a"), Some("b")));
    assert_eq!(of(&format!("{ENTERPRISE}:department")), Some("c"));
    assert_eq!(of(&format!("{ENTERPRISE}:manager.value")), Some("d"));
    assert_eq!(
        (of("nickName"), of("name.title"), of("urn:example:none:title")),
        (None, None, None)
    );
}
