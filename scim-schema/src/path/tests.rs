use super::*;

/// 7644-3.10: attributes by name, by sub-attribute and with the URN of the schema.
#[test]
fn accepted() {
    for (text, schema, attribute, sub) in [
        ("userName", None, "userName", None),
        ("name.givenName", None, "name", Some("givenName")),
        ("members.$ref", None, "members", Some("$ref")),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:userName",
            Some("urn:ietf:params:scim:schemas:core:2.0:User"),
            "userName",
            None,
        ),
        ("URN:x:2.0:User:manager.value", Some("URN:x:2.0:User"), "manager", Some("value")),
    ] {
        let path = AttributePath::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (path.schema(), path.attribute(), path.sub_attribute()),
            (schema, attribute, sub)
        );
        assert_eq!(path.to_string(), text);
    }
}

#[test]
fn refused() {
    for text in [
        "",
        ".",
        "a.",
        ".a",
        "1a",
        "a b",
        "a.b.c",
        "emails[type]",
        "x:userName",
        "urn:x:",
        "é",
        "$",
    ] {
        assert_eq!(AttributePath::parse(text), None, "{text}");
    }
}
