use super::{Extension, Kind};
use scim_schema::dialect::Dialect;
use scim_schema::edit::Create;
use scim_schema::rfc::{EnterpriseUser, Group, User};
use scim_schema::{ScimExtension, ScimResource};
use serde_json::json;

fn users() -> Kind {
    let enterprise = Extension { schema: EnterpriseUser::SCHEMA.clone(), required: false };
    Kind::new("User".to_owned(), "Users/", User::SCHEMA.clone(), vec![enterprise])
}

fn groups() -> Kind {
    Kind::new("Group".to_owned(), "/Groups", Group::SCHEMA.clone(), Vec::new())
}

#[test]
fn bodies_are_valid() {
    for body in [users().minimal("one"), users().full("one")] {
        let (user, _) = Create::<User>::new(body.to_string(), Dialect::RFC)
            .and_then(|create| create.apply(&User::default()))
            .unwrap_or_else(|error| panic!("{error}: {body}"));
        assert!(user.user_name.ends_with(".example.com") && user.user_name.contains("one"));
    }
    let body = groups().full("two");
    assert!(Create::<Group>::new(body.to_string(), Dialect::RFC).is_ok(), "{body}");
}

#[test]
fn a_minimal_body_has_what_is_required_and_a_full_one_all_but_secrets() {
    let minimal = users().minimal("one");
    assert_eq!(minimal, json!({"schemas": [User::SCHEMA.id], "userName": minimal["userName"]}));
    let full = users().full("one");
    for attribute in users().attributes() {
        // what other resources or the server alone fill in, what it grants, and the password
        let left = ["groups", "manager", "password", "roles", "entitlements"];
        let left = left.contains(&attribute.name());
        assert_eq!(attribute.of(&full).is_none(), left, "{}", attribute.path());
    }
    assert_eq!(full["emails"].as_array().unwrap().len(), 2);
    assert!(groups().full("one").get("members").is_none());
}

/// RFC 7643 section 8.7.1 prints otherwise of groups.
#[test]
fn users_and_groups_have_their_names_whatever_the_schema_says() {
    for (named, name) in [(User::SCHEMA, "userName"), (Group::SCHEMA, "displayName")] {
        let mut printed = named.clone();
        printed.attributes.to_mut().iter_mut().for_each(|one| one.required = false);
        let kind = Kind::new(named.name.to_string(), "/All", printed, Vec::new());
        assert!(kind.minimal("one")[name].is_string(), "{name}");
        assert!(kind.attribute(name).is_some_and(|one| one.is_required()), "{name}");
        assert_ne!(kind.optional_string().map(|one| one.path().to_owned()).as_deref(), Some(name));
    }
}

#[test]
fn a_required_extension_is_in_every_body() {
    let required = Extension { schema: EnterpriseUser::SCHEMA.clone(), required: true };
    let kind = Kind::new("User".to_owned(), "/Users", User::SCHEMA.clone(), vec![required]);
    let minimal = kind.minimal("one");
    assert_eq!(minimal["schemas"][1], *EnterpriseUser::SCHEMA.id);
    assert!(minimal.get(&*EnterpriseUser::SCHEMA.id).is_some());
}

#[test]
fn attributes_to_try_things_on() {
    let path = |attribute: Option<crate::live::Attr>| attribute.unwrap().path().to_owned();
    assert_eq!(path(users().optional_string()), "displayName");
    assert_eq!(path(groups().any_string()), "displayName");
    assert_eq!(groups().optional_string(), None);
    assert_eq!(path(users().any_list()), "emails");
    assert_eq!(path(users().any_complex()), "name");
    assert_eq!(users().endpoint(), "/Users");
    let manager = format!("{}:manager.value", EnterpriseUser::SCHEMA.id);
    assert_eq!(path(users().attribute(&manager.to_uppercase())), manager);
}
