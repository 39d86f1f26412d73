//! What clients send that the RFC does not allow, one by one and all at once.

use super::*;
use crate::models::*;
use scim_schema::message::ScimType;
use scim_schema::rfc::User;

const ENTERPRISE: &str = "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn user() -> User {
    resource("urn:ietf:params:scim:schemas:core:2.0:User", r#""userName":"b","active":true"#)
}

/// Each spelling a dialect has is refused by the RFC, but for the case of `op`.
#[test]
fn one_by_one() {
    check(
        &user(),
        &[
            (
                "E1",
                RFC,
                r#"{"op":"Replace","path":"active","value":false}"#,
                "/active",
                Is("false"),
            ),
            (
                "E2",
                RFC,
                r#"{"op":"replace","path":"active","value":"False"}"#,
                "",
                Fails("invalidValue", "active"),
            ),
            (
                "E2",
                ENTRA,
                r#"{"op":"replace","path":"active","value":"False"}"#,
                "/active",
                Is("false"),
            ),
            (
                "E2",
                OKTA,
                r#"{"op":"replace","path":"active","value":"false"}"#,
                "/active",
                Is("false"),
            ),
            ("O1", RFC, r#"{"op":"replace","value":{"active":false}}"#, "/active", Is("false")),
            (
                "E5",
                RFC,
                r#"{"op":"replace","value":{"name.givenName":"B"}}"#,
                "",
                Fails("invalidPath", ""),
            ),
            (
                "E5",
                ENTRA,
                r#"{"op":"replace","value":{"name.givenName":"B"}}"#,
                "/name/givenName",
                Is(r#""B""#),
            ),
            (
                "E5",
                OKTA,
                r#"{"op":"add","value":{"emails[type eq \"work\"].value":"B"}}"#,
                "/emails/0",
                Is(r#"{"value":"B","type":"work"}"#),
            ),
            (
                "E5",
                ENTRA,
                r#"{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"7"}}"#,
                ENTERPRISE,
                Is(r#"{"employeeNumber":"7"}"#),
            ),
            (
                "read-only",
                ENTRA,
                r#"{"op":"add","value":{"meta.version":"7","urn:ietf:params:scim:schemas:core:2.0:User:groups":[]}}"#,
                "",
                Stays,
            ),
            (
                "no URN",
                OKTA,
                r#"{"op":"add","path":"department","value":"D"}"#,
                "",
                Fails("invalidPath", ""),
            ),
            (
                "no URN",
                ENTRA,
                r#"{"op":"add","path":"department","value":"D"}"#,
                ENTERPRISE,
                Is(r#"{"department":"D"}"#),
            ),
            (
                "no URN",
                ENTRA,
                r#"{"op":"add","value":{"department":"D"}}"#,
                ENTERPRISE,
                Is(r#"{"department":"D"}"#),
            ),
            (
                "manager",
                RFC,
                r#"{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"7"}"#,
                "",
                Fails(
                    "invalidValue",
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
                ),
            ),
            (
                "manager",
                ENTRA,
                r#"{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"7"}"#,
                ENTERPRISE,
                Is(r#"{"manager":{"value":"7"}}"#),
            ),
            (
                "manager",
                ENTRA,
                r#"{"op":"Add","path":"manager","value":[{"$ref":"../Users/7","value":"7"}]}"#,
                "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager/value",
                Is(r#""7""#),
            ),
            (
                "E7",
                OKTA,
                r#"{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"1\",\"value\":\"admin\",\"displayName\":\"Admin\"}"}]}"#,
                "/roles/0/display",
                Is("null"),
            ),
            (
                "E7",
                ENTRA,
                r#"{"op":"Add","path":"roles","value":[{"value":"{\"id\":\"1\",\"value\":\"admin\",\"displayName\":\"Admin\"}"}]}"#,
                "/roles",
                Is(r#"[{"value":"admin","display":"Admin"}]"#),
            ),
            (
                "E7",
                ENTRA,
                r#"{"op":"Add","path":"roles","value":[{"value":"admin"}]}"#,
                "/roles",
                Is(r#"[{"value":"admin"}]"#),
            ),
            (
                "undefined",
                OKTA,
                r#"{"op":"replace","value":{"nonsense":1,"name":{"nonsense":1},"displayName":"B"}}"#,
                "/displayName",
                Is(r#""B""#),
            ),
            (
                "undefined",
                OKTA,
                r#"{"op":"replace","path":"nonsense","value":1}"#,
                "",
                Fails("invalidPath", ""),
            ),
            (
                "undefined",
                ENTRA,
                r#"{"op":"replace","path":"urn:x:y:nonsense","value":1}"#,
                "",
                Fails("invalidPath", ""),
            ),
            (
                "undefined",
                ENTRA,
                r#"{"op":"remove","path":"nonsense"}"#,
                "",
                Fails("invalidPath", ""),
            ),
        ],
    );
}

/// What the RFC defines and a model lacks: an error, or passed over and reported.
#[test]
fn what_the_model_does_not_map() {
    for (path, is_ignored) in [
        ("nickName", true),
        ("name.middleName", true),
        ("ims", true),
        (r#"phoneNumbers[type eq \"work\"].value"#, true),
        (r#"emails[display eq \"x\"].value"#, true),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division", true),
        ("urn:ietf:params:scim:schemas:core:2.0:User:title", true),
        ("nonsense", false),
        ("name.nonsense", false),
        (r#"emails[nonsense eq \"x\"].value"#, false),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:nonsense", false),
    ] {
        let operation = format!(r#"{{"op":"replace","path":"{path}","value":"x"}}"#);
        let strict = apply(RFC, &member(), &operation).unwrap_err();
        assert_eq!(strict.status(), 400, "{path}");
        for dialect in [OKTA, ENTRA] {
            match apply(dialect, &member(), &operation) {
                Ok((_, changes)) => {
                    assert!(is_ignored && changes.is_empty(), "{path}");
                    // without the values that a filter names
                    let told = match (path.split_once('['), path.split_once(']')) {
                        (Some((before, _)), Some((_, after))) => [before, after].concat(),
                        _ => path.to_owned(),
                    };
                    assert_eq!(changes.ignored(), [told]);
                }
                Err(error) => assert!(!is_ignored, "{path}: {error}"),
            }
        }
    }
}

/// Entra ID names attributes of the extension without its URN, also where a model has none of it
/// (found by fuzzing).
#[test]
fn what_the_model_does_not_map_of_the_extension() {
    let operation = r#"{"op":"replace","path":"division","value":"x"}"#;
    let (_, changes) = apply(ENTRA, &member(), operation).unwrap();
    assert_eq!(changes.ignored(), ["division"]);
    for dialect in [RFC, OKTA] {
        let error = apply(dialect, &member(), operation).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::InvalidPath));
    }
}

/// All tolerances in one request do together what the strict spelling does.
#[test]
fn all_at_once() {
    let entra = r#"
        {"OP":"Replace","Path":"","value":{"name.givenName":"B","active":"False","nonsense":{},"id":"7",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"7","costCenter":"9"}},
        {"op":"Add","path":"manager","value":"8"},
        {"op":"Add","path":"roles","value":"{\"value\":\"admin\",\"displayName\":\"Admin\"}"},
        {"op":"Replace","path":"emails[type eq \"work\" and primary eq \"True\"].value","value":"b@x.example"},
        {"op":"Replace","path":"displayName","value":""},
        {"op":"Remove","path":"emails","value":[{"value":"absent"}]}"#;
    let strict = r#"
        {"op":"replace","path":"name","value":{"givenName":"B"}},
        {"op":"replace","path":"active","value":false},
        {"op":"add","path":"roles","value":[{"value":"admin","display":"Admin"}]},
        {"op":"add","path":"emails","value":[{"value":"b@x.example","type":"work","primary":true}]},
        {"op":"replace","path":"displayName","value":null},
        {"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
            {"employeeNumber":"7","costCenter":"9","manager":{"value":"8"}}}}"#;
    let stored = User { id: "7".into(), display_name: Some("x".into()), ..user() };
    let (tolerated, changes) = apply(ENTRA, &stored, entra).unwrap();
    assert_eq!(changes.ignored(), ["nonsense"]);
    assert_eq!(tolerated, apply(RFC, &stored, strict).unwrap().0);
    assert!(apply(RFC, &stored, entra).is_err());
}

/// What a dialect passes over is what a model lacks, not what is wrong (found by fuzzing).
#[test]
fn a_filter_that_is_wrong_is_no_filter_of_what_the_model_lacks() {
    for path in [
        r#"x509Certificates[value eq \"k+t$\" and type eq \"I\"].type"#,
        r#"emails[primary eq 7].value"#,
        r#"emails[primary gt true]"#,
    ] {
        for dialect in [RFC, OKTA, ENTRA] {
            let operation = format!(r#"{{"op":"replace","path":"{path}","value":"x"}}"#);
            let error = apply(dialect, &user(), &operation).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::InvalidFilter), "{path}: {error}");
        }
    }
}

/// 7643-2.1-01: a path as a key is a name that is given once; a filter keeps its case.
#[test]
fn a_key_is_given_once() {
    check(
        &user(),
        &[
            (
                "twice",
                ENTRA,
                r#"{"op":"add","value":{"name.givenName":"a","NAME.GIVENNAME":"b"}}"#,
                "",
                Fails("invalidSyntax", "NAME.GIVENNAME"),
            ),
            (
                "twice",
                ENTRA,
                r#"{"op":"add","value":{"department":"a","Department":"b"}}"#,
                "",
                Fails("invalidSyntax", "Department"),
            ),
            (
                "twice",
                OKTA,
                r#"{"op":"add","value":{"emails[type eq \"a\"].value":"a","Emails[type eq \"a\"].VALUE":"b"}}"#,
                "",
                Fails("invalidSyntax", "Emails[type eq \"a\"].VALUE"),
            ),
            (
                "another",
                OKTA,
                r#"{"op":"add","value":{"roles[value eq \"a\"].display":"x","roles[value eq \"A\"].display":"y"}}"#,
                "/roles/0/display",
                Is(r#""y""#),
            ),
            (
                "not defined",
                OKTA,
                r#"{"op":"add","value":{"name.shoeSize":"a","NAME.shoeSize":"b"}}"#,
                "",
                Stays,
            ),
        ],
    );
}
