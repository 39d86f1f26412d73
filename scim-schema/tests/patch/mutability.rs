//! What cannot be written again, or not at all.

use super::*;
use crate::models::*;
use scim_schema::message::ScimType;

/// 7644-3.5.2-16: an immutable attribute takes one value.
#[test]
fn immutable_is_set_once() {
    let blank: Badge = resource("urn:example:scim:schemas:2.0:Badge", r#""serialNumber":"A-1""#);
    let red = Badge { color: Some(Color("red".into())), ..blank.clone() };
    check(
        &blank,
        &[
            (
                "7644-3.5.2-16",
                RFC,
                r#"{"op":"add","path":"color","value":"red"}"#,
                "/color",
                Is(r#""red""#),
            ),
            (
                "7644-3.5.2-16",
                RFC,
                r#"{"op":"replace","path":"color","value":"red"}"#,
                "/color",
                Is(r#""red""#),
            ),
            ("decided", RFC, r#"{"op":"remove","path":"color"}"#, "", Fails("mutability", "color")),
        ],
    );
    check(
        &red,
        &[
            (
                "7644-3.5.2-15",
                RFC,
                r#"{"op":"replace","path":"color","value":"blue"}"#,
                "",
                Fails("mutability", "color"),
            ),
            (
                "7644-3.5.2-15",
                RFC,
                r#"{"op":"add","path":"color","value":null}"#,
                "",
                Fails("mutability", "color"),
            ),
            (
                "7644-3.5.2-15",
                RFC,
                r#"{"op":"remove","path":"color"}"#,
                "",
                Fails("mutability", "color"),
            ),
            ("decided", RFC, r#"{"op":"replace","path":"color","value":"red"}"#, "", Stays),
        ],
    );
}

/// 7643-2.5-01: null and `{}` unassign the whole, and what is readOnly in it goes with it.
#[test]
fn what_is_read_only_goes_with_the_whole() {
    use scim_schema::rfc::{EnterpriseUser, Manager, User};
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let manager =
        Manager { value: Some("26".into()), display_name: Some("John".into()), reference: None };
    let user = User {
        user_name: "b".into(),
        enterprise: Some(EnterpriseUser { manager: Some(manager), ..EnterpriseUser::default() }),
        ..User::default()
    };
    let all = [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA];
    for op in ["add", "replace"] {
        for (value, dialects) in [("null", &all[..]), ("{}", &all), ("\"\"", &all[1..])] {
            for (path, value) in [
                (format!("{urn}:manager"), value.to_owned()),
                (urn.to_owned(), value.to_owned()),
                (urn.to_owned(), format!(r#"{{"manager":{value}}}"#)),
            ] {
                let operation = format!(r#"{{"op":"{op}","path":"{path}","value":{value}}}"#);
                for dialect in dialects {
                    let (after, changes) = apply(*dialect, &user, &operation).unwrap();
                    assert_eq!(at(&after, &format!("/{urn}")), Value::Null, "{operation}");
                    assert!(!changes.is_empty(), "{operation}");
                }
            }
        }
    }
    for (value, dialects) in [("null", &all[..]), ("{}", &all), ("\"\"", &all[1..])] {
        for value in [value.to_owned(), format!(r#"{{"manager":{value}}}"#)] {
            let schema = "urn:ietf:params:scim:schemas:core:2.0:User";
            let body = format!(r#"{{"schemas":["{schema}"],"userName":"b","{urn}":{value}}}"#);
            for dialect in dialects {
                let put = scim_schema::edit::Replace::<User>::new(&body, *dialect).unwrap();
                let (after, changes) = put.apply(&user).unwrap();
                assert_eq!(at(&after, &format!("/{urn}")), Value::Null, "{body}");
                assert!(!changes.is_empty() && put.apply(&after).unwrap().1.is_empty(), "{body}");
            }
        }
    }
}

/// 7644-3.5.1-09, 7644-3.5.2-15, -16: so does what is immutable in an element, in PATCH and in PUT.
#[test]
fn what_is_immutable_in_an_element_is_set_once() {
    use scim_schema::edit::Replace;
    use scim_schema::rfc::Group;

    const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
    let put = |stored: &Group, members: &str| {
        let body = format!(r#"{{"schemas":["{GROUP}"],"displayName":"G","members":{members}}}"#);
        Replace::<Group>::new(body, RFC).unwrap().apply(stored)
    };
    let patched = |stored: &Group, op: &str, members: &str| {
        let operation = format!(r#"{{"op":"{op}","path":"members","value":{members}}}"#);
        apply(RFC, stored, &operation)
    };
    let group = |members: &str| -> Group {
        resource(GROUP, &format!(r#""displayName":"G","members":{members}"#))
    };
    let one = r#"{"value":"26","type":"User","$ref":"https://example.com/v2/Users/26"}"#;
    let (whole, twice) = (&*format!("[{one}]"), format!(r#"[{{"value":"26"}},{one}]"#));
    let bare = group(r#"[{"value":"26"}]"#);
    for (after, changes) in [
        put(&bare, whole).unwrap(),
        patched(&bare, "add", whole).unwrap(),
        patched(&bare, "replace", whole).unwrap(),
        patched(&bare, "add", &twice).unwrap(),
    ] {
        assert_eq!((&after, changed(&changes)), (&group(whole), vec!["members".to_owned()]));
    }
    // as they are, whatever the case, and left out
    let held = group(whole);
    for same in [whole, r#"[{"value":"26"}]"#, r#"[{"value":"26","type":"USER"}]"#] {
        for answer in
            [put(&held, same), patched(&held, "add", same), patched(&held, "replace", same)]
        {
            let (after, changes) = answer.unwrap();
            assert_eq!((&after, changed(&changes)), (&held, vec![]), "{same}");
        }
    }
    let other = r#"[{"value":"26","type":"Group"}]"#;
    for (answer, path) in [
        (put(&held, other), "members.type"),
        (patched(&held, "replace", other), "members.type"),
        (patched(&held, "add", other), "members[0].type"),
    ] {
        let error = answer.unwrap_err();
        let found = error.scim_type().map(ScimType::as_str);
        assert_eq!((found, &*error.path()), (Some("mutability"), path), "{error}");
    }
}
