use super::{Client, with_keys_of};
use crate::law::Shipped;
use scim_schema::rfc::User;
use serde_json::json;

#[test]
fn a_body_takes_over_what_must_be_unique() {
    let body = json!({"USERNAME": "a", "title": "x"});
    let other = json!({"userName": "b", "title": "y"});
    assert_eq!(with_keys_of::<User>(&body, &other), json!({"userName": "b", "title": "x"}));
    assert_eq!(with_keys_of::<User>(&body, &json!({"title": "y"})), json!({"title": "x"}));
}

/// 7643-7-36
#[test]
fn uniqueness_is_what_the_schemas_publish() {
    let client = Client::<User>::new(&Shipped, &User::default());
    assert!(client.publishes_unique("userName"));
    assert!(!client.publishes_unique("title"));
    assert!(!client.publishes_unique("undefined"));
}
