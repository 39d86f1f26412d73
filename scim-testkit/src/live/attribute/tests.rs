use super::Attr;
use scim_schema::ScimResource;
use scim_schema::rfc::User;
use serde_json::{Value, json};

fn attribute(path: &str) -> Attr {
    match path.split_once('.') {
        None => Attr::new(None, None, User::SCHEMA.attribute(path).unwrap()),
        Some((parent, _)) => {
            let parent = User::SCHEMA.attribute(parent).unwrap();
            Attr::new(None, Some(parent), User::SCHEMA.attribute(path).unwrap())
        }
    }
}

#[test]
fn values_are_the_same_if_they_say_the_same() {
    let same =
        |path: &str, found: Value, expected: Value| attribute(path).is_same(&found, &expected);
    assert!(same("displayName", json!("ÄNNE"), json!("änne")));
    assert!(!same("x509Certificates.value", json!("AAAA"), json!("aaaa")), "binary is caseExact");
    let sent = json!([{"value": "a@b.example", "type": "work"}, {"value": "c@d.example"}]);
    let found = json!([
        {"value": "c@d.example", "primary": false},
        {"type": "work", "value": "a@b.example", "display": "a"},
    ]);
    assert!(same("emails", found.clone(), sent.clone()), "in any order, with more than was sent");
    assert!(!same("emails", sent, found), "what was sent is not there");
    assert!(same("name", json!({"givenName": "a"}), json!({"givenName": "a", "familyName": null})));
}

#[test]
fn an_attribute_is_put_where_it_belongs() {
    let mut body = json!({"schemas": ["urn:a"], "NAME": {"givenName": "a"}});
    attribute("title").put(&mut body, json!("x"));
    attribute("emails.value").put(&mut body, json!("a@b.example"));
    assert_eq!(body["title"], "x");
    assert_eq!(body["emails"], json!([{"value": "a@b.example"}]));
    assert_eq!(attribute("name.givenName").of(&body), Some(&json!("a")), "names ignore case");
    attribute("title").take(&mut body);
    assert_eq!(attribute("title").of(&body), None);

    let urn = "urn:b";
    let extended = Attr::new(Some(urn), None, User::SCHEMA.attribute("title").unwrap());
    extended.put(&mut body, json!("y"));
    assert_eq!((extended.path(), &body[urn]["title"]), ("urn:b:title", &json!("y")));
    assert_eq!(body["schemas"], json!(["urn:a", urn]));
}
