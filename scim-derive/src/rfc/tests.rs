use super::*;

#[test]
fn schemas_have_one_spelling_and_urns_any_case() {
    assert_eq!(schema("User").map(|s| s.endpoint), Some(Some("/Users")));
    assert_eq!(schema("EnterpriseUser").map(|s| s.endpoint), Some(None));
    assert!(schema("user").is_none());
    assert!(
        schema_of_urn("URN:ietf:params:scim:schemas:core:2.0:group")
            .is_some_and(|s| s.key == "Group")
    );
    assert!(schema_of_urn("Group").is_none());
    assert_eq!(keys().count(), SCHEMAS.len());
}

/// 7643-2.1-01: attribute names ignore case.
#[test]
fn attributes_are_found_in_any_case_with_their_index() {
    let user = schema("User").unwrap().attributes;
    let (index, name) = find(user, "NAME").unwrap();
    assert_eq!((user[index].name, name.name), ("name", "name"));
    assert_eq!(find(name.sub_attributes, "givenname").map(|(i, _)| i), Some(2));
    assert!(find(user, "nam").is_none());
    assert_eq!(names(name.sub_attributes).last(), Some("honorificSuffix"));
}

/// What every row must keep whatever the documents say: sections 2.3.6, 2.3.7, 2.3.8 and 3.
#[test]
fn every_row_makes_sense() {
    fn check(parent: &str, attributes: &'static [Attribute]) {
        for (i, attribute) in attributes.iter().enumerate() {
            let path = format!("{parent}.{}", attribute.name);
            let is = |ty| attribute.ty == ty;
            assert_eq!(
                find(attributes, attribute.name).map(|(i, _)| i),
                Some(i),
                "{path} is there twice"
            );
            assert_eq!(is(Type::Complex), !attribute.sub_attributes.is_empty(), "{path}");
            assert_eq!(is(Type::Reference), !attribute.reference_types.is_empty(), "{path}");
            assert!(attribute.case_exact || !(is(Type::Reference) || is(Type::Binary)), "{path}");
            assert!(
                is(Type::String)
                    || is(Type::Reference)
                    || is(Type::Binary)
                    || !attribute.case_exact,
                "{path}"
            );
            assert!(attribute.canonical_values.is_empty() || is(Type::String), "{path}");
            let description = attribute.description;
            assert!(description.ends_with('.') && description.len() < 100, "{path}: {description}");
            check(&path, attribute.sub_attributes);
        }
    }
    for schema in SCHEMAS {
        check(schema.key, schema.attributes);
    }
}

#[test]
fn characteristics_are_read_as_they_are_written() {
    assert!(
        Mutability::NAMES
            .iter()
            .all(|n| Mutability::from_name(n).is_some_and(|v| v.as_str() == *n))
    );
    assert!(
        Returned::NAMES.iter().all(|n| Returned::from_name(n).is_some_and(|v| v.as_str() == *n))
    );
    assert!(
        Uniqueness::NAMES
            .iter()
            .all(|n| Uniqueness::from_name(n).is_some_and(|v| v.as_str() == *n))
    );
    assert_eq!(Mutability::from_name("readonly"), None);
}

#[test]
fn consts_are_named_after_the_schema() {
    let names: Vec<_> = SCHEMAS.iter().map(|s| tokens::const_name(s).to_string()).collect();
    assert_eq!(
        names,
        ["USER", "ENTERPRISE_USER", "GROUP", "SERVICE_PROVIDER_CONFIG", "RESOURCE_TYPE", "SCHEMA"]
    );
}
