use super::{
    FIXED_POINT, Named, Parts, RETURNED, has_no_fixed_part, named_by, named_in, said, shows,
};
use crate::law::wrong::{PARKING, Pass, Wrong, broken};
use crate::law::{Cases, Engine, Shipped};
use crate::oracle::{Attribute, Shape};
use crate::strategy::ProjectionExpr;
use scim_schema::ScimResource as _;
use scim_schema::rfc::User;
use scim_schema::schema::Returned;
use serde_json::{Value, json};

#[test]
fn what_reads_back_is_what_a_client_writes_all_of() {
    let shape = Shape::of(&User::default());
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for (name, expected) in [
        ("userName", true),
        ("name", true),
        ("emails", true),
        ("id", false),
        ("meta", false),
        ("groups", false),
        ("schemas", false),
        // who a manager is called is not the client's to say
        (enterprise, false),
    ] {
        assert_eq!(has_no_fixed_part(shape.attribute(name).unwrap()), expected, "{name}");
    }
}

#[test]
fn what_is_written_otherwise_does_not_read_back() {
    let engine = Wrong::Write(|user: &User, projection| {
        let mut written = Shipped.write(user, projection);
        if let Some(Value::String(name)) = written.get_mut("userName") {
            name.push('!');
        }
        written
    });
    assert!(broken(&FIXED_POINT, &Cases::<User>::new().unwrap(), &engine).is_some());
}

/// 7643-7-29, 7643-7-30
#[test]
fn a_secret_is_in_no_response_and_an_id_in_every_one() {
    let cases = Cases::<User>::new().unwrap();
    let telling = Wrong::<User>::Write(|user, projection| {
        let mut written = Shipped.write(user, projection);
        written["password"] = "secret".into();
        written
    });
    let found = broken(&RETURNED, &cases, &telling).unwrap();
    assert_eq!(found.expected, "`password`, returned: Never");
    let forgetting = Wrong::<User>::Write(|user, projection| {
        let mut written = Shipped.write(user, projection);
        if !matches!(projection, ProjectionExpr::Default) {
            written.as_object_mut().unwrap().remove("id");
        }
        written
    });
    let found = broken(&RETURNED, &cases, &forgetting).unwrap();
    assert_eq!(found.expected, "`id`, returned: Always");
    assert_eq!(broken(&RETURNED, &cases, &Shipped), None);
}

fn vault(shape: &Shape) -> &Attribute {
    shape.attribute("vault").unwrap()
}

#[test]
fn a_complex_value_shows_with_a_part_that_is_not_on_request() {
    let shape = Shape::of(&Pass::default());
    let shown = |value: Option<Value>| shows(vault(&shape), value.as_ref());
    assert!(shown(Some(json!({"name": "a", "code": "b"}))));
    assert!(!shown(Some(json!({"code": "b"}))));
    assert!(!shown(None));
    let doors = shape.attribute("doors").unwrap();
    assert!(shows(doors, Some(&json!([{"code": "b"}, {"number": 1}]))));
    assert!(!shows(doors, Some(&json!([{"code": "b"}]))));
    assert!(shows(shape.attribute("notes").unwrap(), Some(&json!("a"))));
}

/// 7643-7-33
#[test]
fn parts_that_are_on_request_are_there_for_who_names_them() {
    let shape = Shape::of(&Pass::default());
    let right = |name: &str, names: &[&str], written: Value, held: Value| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let attribute = shape.attribute(name).unwrap();
        let inside = (Some(&written), Some(&held));
        Parts { names: &names }.are_right(attribute, &name.to_ascii_lowercase(), inside)
    };
    let both = || json!({"name": "a", "code": "b"});
    let name = || json!({"name": "a"});
    assert!(right("vault", &[], name(), both()));
    assert!(!right("vault", &[], both(), both()), "no one asked");
    assert!(right("vault", &["vault.code"], both(), both()));
    assert!(!right("vault", &["vault.code"], name(), both()), "it is not there");
    assert!(right("vault", &["vault.code"], name(), name()));
    assert!(!right("doors", &[], json!([{"number": 1}, {"code": "b"}]), json!([{"code": "b"}])));
    let owned = |owner: Value| json!({"owner": owner});
    let all = || owned(json!({"name": "a", "country": "NL"}));
    assert!(right(PARKING, &[], owned(name()), all()));
    assert!(!right(PARKING, &[], all(), all()), "a part of a part");
    let country = format!("{}:owner.country", PARKING.to_ascii_lowercase());
    assert!(right(PARKING, &[&country], all(), all()));
}

#[test]
fn names_are_those_of_attributes_without_the_urn_of_the_schema() {
    let urn = User::SCHEMA.id.to_string();
    let asked = vec![format!("{}:UserName", urn.to_uppercase()), " emails.VALUE ".to_owned()];
    let names = named_in(&ProjectionExpr::Attributes(asked.clone()), &urn);
    assert_eq!(names, ["username", "emails.value"]);
    assert!(named_in(&ProjectionExpr::Excluded(asked), &urn).is_empty());
    assert!(matches!(named_by(&names, "userName"), Named::Whole));
    assert!(matches!(named_by(&names, "emails"), Named::Part));
    assert!(matches!(named_by(&names, "user"), Named::Not), "another name begins like it");
    assert!(matches!(named_by(&names, "title"), Named::Not));
}

#[test]
fn when_it_is_returned_is_what_the_schemas_publish() {
    let schemas = Engine::<User>::schemas(&Shipped);
    let said = |name: &str| said(&schemas, &User::SCHEMA.id, name);
    assert_eq!(said("PASSWORD"), Some(Returned::Never));
    assert_eq!(said("title"), Some(Returned::Default));
    assert_eq!(said("undefined"), None);
}
