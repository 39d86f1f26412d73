//! Bodies that are refused, and what the error says.

use super::*;

/// Every error names the path, what was found, what is expected and the scimType.
#[test]
fn errors_name_path_found_and_expected() {
    let user_errors = [
        (user(r#""active":"yes""#), "active", "a string", "a boolean"),
        (user(r#""userType":1,"externalId":5"#), "externalId", "a number", "a string"),
        (user(r#""name":"Barbara""#), "name", "a string", "an object"),
        (user(r#""name":{"givenName":["x"]}"#), "name.givenName", "an array", "a string"),
        (user(r#""emails":{"value":"x"}"#), "emails", "an object", "an array"),
        (user(r#""emails":["x"]"#), "emails", "a string", "an object"),
        (
            user(r#""emails":[{"type":"work","value":true}]"#),
            r#"emails[type eq "work"].value"#,
            "a boolean",
            "a string",
        ),
        (
            user(
                r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":1}}"#,
            ),
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "a number",
            "a string",
        ),
        (
            user(r#""active":null"#).replace("active", "emails").replace("null", "7"),
            "emails",
            "a number",
            "an array",
        ),
    ];
    for (body, path, found, expected) in user_errors {
        check(&put(&body, &member()).expect_err(&body), &body, path, found, expected);
    }
    let badge_errors = [
        (badge(r#""uses":1.5"#), "uses", "a number", "an integer of 32 bits"),
        (badge(r#""uses":3000000000"#), "uses", "a number", "an integer of 32 bits"),
        (
            badge(r#""doors":[{"number":1},{"number":"two"}]"#),
            "doors[1].number",
            "a string",
            "an integer of 32 bits",
        ),
        (badge(r#""doors":[[]]"#), "doors[0]", "an array", "an object"),
        (badge(r#""labels":[{}]"#), "labels[0]", "an object", "a string"),
        (
            badge(r#""issuedAt":"yesterday""#),
            "issuedAt",
            "a string",
            "a date-time such as `2011-05-13T04:42:34Z`",
        ),
        (badge(r#""state":"burnt""#), "state", "a string", "one of `issued`, `inUse`, `lost`"),
        (badge(r#""state":null"#), "state", "null", ""),
        (
            badge(r#""maker":{"name":"x"}"#),
            "maker.country",
            "no value",
            "one, as the attribute is required",
        ),
        (
            badge(r#""doors":[{"primary":true},{"primary":true}]"#),
            "doors",
            "two elements with `primary` true",
            "one at most",
        ),
        (
            badge(r#""urn:example:scim:schemas:extension:2.0:Parking":{"lot":"A"}"#),
            "urn:example:scim:schemas:extension:2.0:Parking:level",
            "no value",
            "one, as the attribute is required",
        ),
    ];
    for (body, path, found, expected) in badge_errors {
        check(&put(&body, &Badge::default()).expect_err(&body), &body, path, found, expected);
    }
}

fn check(error: &ScimError, body: &str, path: &str, found: &str, expected: &str) {
    assert_eq!(
        (error.status(), error.scim_type()),
        (400, Some(ScimType::InvalidValue)),
        "{body}: {error}"
    );
    assert_eq!((&*error.path(), error.found()), (path, found), "{body}: {error}");
    assert!(expected.is_empty() || error.expected() == expected, "{body}: {error}");
}

#[test]
fn twice_the_same_attribute_is_refused() {
    for body in [
        user(r#""USERNAME":"c""#),
        user(r#""name":{"givenName":"a","GIVENNAME":"b"}"#),
        user(r#""emails":[{"type":"work","value":"a","VALUE":"b"}]"#),
        user(r#""emails":[{"type":"work","value":"a","primary":true,"PRIMARY":true}]"#),
        user(r#""emails":[{"value":"a","primary":false,"type":"work","PRIMARY":true}]"#),
        user(r#""groups":[],"GROUPS":[]"#),
    ] {
        let error = put(&body, &member()).expect_err(&body);
        assert_eq!(error.scim_type(), Some(ScimType::InvalidSyntax), "{body}: {error}");
    }
}

/// Hostile bodies are refused at a bounded cost, and say why.
#[test]
fn hostile_bodies() {
    let deep = user(&format!(r#""x":{}{}"#, "[".repeat(10_000), "]".repeat(10_000)));
    let deep_known = user(&format!(r#""name":{}"#, "{\"givenName\":".repeat(10_000)));
    let many = format!("[{}null]", "null,".repeat(200_000));
    for (body, status) in [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ("\"x\"", 400),
        ("{} x", 400),
        (r#"{"userName":"\ud800"}"#, 400),
        (&*deep, 400),
        (&*deep_known, 400),
        (&*user(&format!(r#""emails":{many}"#)), 413),
        (&*user(&format!(r#""schemas":{many}"#)), 400),
    ] {
        let limits = Limits::DEFAULT;
        let error = Replace::<Member>::with_limits(body, Dialect::RFC, limits)
            .and_then(|put| put.apply(&member()));
        let error = error.map(|_| ()).expect_err(&body.chars().take(80).collect::<String>());
        assert_eq!(error.status(), status, "{error}");
        assert!(!error.detail().is_empty());
    }
    assert_eq!(Create::<Member>::new([b'"', 0xff], Dialect::RFC).unwrap_err().status(), 400);
    assert_eq!(Create::<Member>::new(vec![b' '; 2 << 20], Dialect::RFC).unwrap_err().status(), 413);
}

/// No error quotes what it was given: it may be a password.
#[test]
fn errors_never_quote_values() {
    for value in [r#"{"canary":"canary"}"#, r#"["canary"]"#, "1234567890"] {
        for attribute in ["password", "userName", "active", "name"] {
            let body = format!(
                r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"{attribute}":{value}}}"#
            );
            if let Err(error) = put(&body, &member()) {
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains("canary") && !shown.contains("1234567890"), "{shown}");
            }
        }
    }
    let create = Create::<Member>::new(MEMBER, Dialect::RFC).unwrap();
    assert!(!format!("{create:?} {:?}", member()).contains("t1meMa$heen"));
}
