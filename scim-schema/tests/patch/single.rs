//! Single-valued attributes, simple and complex, of the resource and of extensions.

use super::*;
use crate::models::*;
use scim_schema::rfc::User;

fn user() -> User {
    User {
        id: "7".into(),
        ..resource(
            "urn:ietf:params:scim:schemas:core:2.0:User",
            r#"
        "userName":"bjensen","displayName":"Babs","active":true,
        "name":{"givenName":"Barbara","familyName":"Jensen"},
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Tours","manager":{"value":"26"}}"#,
        )
    }
}

const ENTERPRISE: &str = "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// 7644-3.5.2.1 and 3.5.2.3: of one value `add` and `replace` are the same.
#[test]
fn one_value_is_replaced() {
    for op in ["add", "replace"] {
        let rows = [
            (
                "7644-3.5.2.1-04 7644-3.5.2.3-04",
                r#""path":"nickName","value":"B""#,
                "/nickName",
                Is(r#""B""#),
            ),
            (
                "7644-3.5.2.1-07 7644-3.5.2.3-02",
                r#""path":"displayName","value":"B""#,
                "/displayName",
                Is(r#""B""#),
            ),
            ("7644-3.5.2.1-10 -11 -12", r#""path":"displayName","value":"Babs""#, "", Stays),
            ("7643-2.1-05", r#""path":"DISPLAYname","value":"B""#, "/displayName", Is(r#""B""#)),
            (
                "7644-3.5.2-20",
                r#""path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"B""#,
                "/title",
                Is(r#""B""#),
            ),
            ("7643-2.5-01", r#""path":"displayName","value":null"#, "/displayName", Is("null")),
            ("7643-2.5-01", r#""path":"nickName","value":null"#, "", Stays),
            (
                "7644-3.5.2.1-02",
                r#""path":"name.middleName","value":"J""#,
                "/name/middleName",
                Is(r#""J""#),
            ),
            (
                "7644-3.5.2.1-05 7644-3.5.2.3-06",
                r#""path":"name","value":{"middleName":"J","givenName":null}"#,
                "/name",
                Is(r#"{"familyName":"Jensen","middleName":"J"}"#),
            ),
            ("7644-3.5.2.3-05", r#""path":"name","value":{"familyName":"Jensen"}"#, "", Stays),
            ("decided", r#""path":"name","value":{}"#, "/name", Is("null")),
            ("decided", r#""path":"name","value":null"#, "/name", Is("null")),
            (
                "7644-3.5.2.1-03 7644-3.5.2.3-01",
                r#""value":{"title":"T","name":{"givenName":"B"}}"#,
                "/name",
                Is(r#"{"familyName":"Jensen","givenName":"B"}"#),
            ),
            ("7644-3.5.2-09", r#""value":{}"#, "", Stays),
            (
                "extension",
                r#""path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter","value":"4130""#,
                ENTERPRISE,
                Is(r#"{"costCenter":"4130","department":"Tours","manager":{"value":"26"}}"#),
            ),
            (
                "extension",
                r#""path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value","value":"27""#,
                ENTERPRISE,
                Is(r#"{"department":"Tours","manager":{"value":"27"}}"#),
            ),
            (
                "extension",
                r#""path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":{"division":"D"}"#,
                ENTERPRISE,
                Is(r#"{"division":"D","department":"Tours","manager":{"value":"26"}}"#),
            ),
            (
                "extension",
                r#""value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":null,"department":"D"}}"#,
                ENTERPRISE,
                Is(r#"{"department":"D"}"#),
            ),
            (
                "wrong kind",
                r#""path":"displayName","value":7"#,
                "",
                Fails("invalidValue", "displayName"),
            ),
            (
                "wrong kind",
                r#""path":"active","value":"True""#,
                "",
                Fails("invalidValue", "active"),
            ),
            ("wrong kind", r#""path":"name","value":"B""#, "", Fails("invalidValue", "name")),
            (
                "wrong kind",
                r#""path":"name","value":[{"givenName":"B"}]"#,
                "",
                Fails("invalidValue", "name"),
            ),
            (
                "wrong kind",
                r#""path":"name","value":{"givenName":["B"]}"#,
                "",
                Fails("invalidValue", "name.givenName"),
            ),
            ("wrong kind", r#""value":"B""#, "", Fails("invalidValue", "")),
            (
                "7644-3.5.2.1-01",
                r#""path":"displayName""#,
                "",
                Fails("invalidValue", "displayName"),
            ),
            ("7644-3.5.2.1-01", "\"x\":1", "", Fails("invalidValue", "")),
            ("undefined", r#""path":"nikName","value":"B""#, "", Fails("invalidPath", "")),
            ("undefined", r#""path":"name.nikName","value":"B""#, "", Fails("invalidPath", "")),
            (
                "undefined",
                r#""path":"displayName.value","value":"B""#,
                "",
                Fails("invalidPath", ""),
            ),
            ("undefined", r#""path":"urn:x:y:nickName","value":"B""#, "", Fails("invalidPath", "")),
            (
                "undefined",
                r#""path":"name[givenName eq \"x\"]","value":"B""#,
                "",
                Fails("invalidPath", ""),
            ),
            ("undefined", r#""value":{"nikName":"B"}"#, "", Fails("invalidPath", "")),
            (
                "undefined",
                r#""path":"name","value":{"nikName":"B"}"#,
                "",
                Fails("invalidPath", "name"),
            ),
            ("undefined", r#""path":"","value":{}"#, "", Fails("invalidPath", "")),
            ("undefined", r#""path":"a b","value":{}"#, "", Fails("invalidPath", "")),
            (
                "given twice",
                r#""value":{"title":"a","Title":"b"}"#,
                "",
                Fails("invalidSyntax", "title"),
            ),
            (
                "given twice",
                r#""path":"name","value":{"givenName":"a","GIVENNAME":"b"}"#,
                "",
                Fails("invalidSyntax", "name.givenName"),
            ),
            ("7644-3.5.2-15", r#""path":"id","value":"8""#, "", Fails("mutability", "id")),
            (
                "7644-3.5.2-15",
                r#""path":"meta.created","value":"2011-05-13T04:42:34Z""#,
                "",
                Fails("mutability", "meta.created"),
            ),
            (
                "7644-3.5.2-15",
                r#""path":"groups","value":[{"value":"3"}]"#,
                "",
                Fails("mutability", "groups"),
            ),
            (
                "7644-3.5.2-14",
                r#""path":"groups[value eq \"3\"].display","value":7"#,
                "",
                Fails("mutability", "groups.display"),
            ),
            (
                "decided",
                r#""value":{"id":"7","meta":{"version":"x"},"groups":[7],"schemas":["x"]}"#,
                "",
                Stays,
            ),
            ("decided", r#""value":{"id":"8","title":"T"}"#, "", Fails("mutability", "id")),
            (
                "decided",
                r#""path":"schemas","value":["urn:ietf:params:scim:schemas:core:2.0:User"]"#,
                "",
                Stays,
            ),
            (
                "decided",
                r#""path":"schemas","value":["urn:x:y"]"#,
                "",
                Fails("invalidValue", "schemas"),
            ),
        ];
        for (ids, rest, pointer, then) in rows {
            let operation = format!(r#"{{"op":"{op}",{rest}}}"#);
            check(&user(), &[(ids, RFC, &operation, pointer, then)]);
        }
    }
}

/// 7644-3.5.2.1-06: URNs that are added come to the type's own, which is there; that of no other type.
#[test]
fn schemas_are_added_or_replaced() {
    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for (op, urns, then) in [
        ("add", format!(r#"["{ENTERPRISE}"]"#), Stays),
        ("add", "[]".to_owned(), Stays),
        ("add", r#"["urn:x:y"]"#.to_owned(), Fails("invalidValue", "schemas")),
        ("replace", format!(r#"["{ENTERPRISE}"]"#), Fails("invalidValue", "schemas")),
        ("replace", "[]".to_owned(), Fails("invalidValue", "schemas")),
    ] {
        let operation = format!(r#"{{"op":"{op}","path":"schemas","value":{urns}}}"#);
        check(&user(), &[("7644-3.5.2.1-06", RFC, &operation, "", then)]);
    }
}

/// 7644-3.5.2.2: a value that is removed is unassigned.
#[test]
fn one_value_is_removed() {
    check(
        &user(),
        &[
            (
                "7644-3.5.2.2-02",
                RFC,
                r#"{"op":"remove","path":"displayName"}"#,
                "/displayName",
                Is("null"),
            ),
            ("7644-3.5.2.2-02", RFC, r#"{"op":"remove","path":"name"}"#, "/name", Is("null")),
            (
                "7644-3.5.2.2-06",
                RFC,
                r#"{"op":"remove","path":"name.givenName"}"#,
                "/name",
                Is(r#"{"familyName":"Jensen"}"#),
            ),
            ("decided", RFC, r#"{"op":"remove","path":"nickName"}"#, "", Stays),
            (
                "decided",
                RFC,
                r#"{"op":"remove","path":"displayName","value":"x"}"#,
                "/displayName",
                Is("null"),
            ),
            (
                "extension",
                RFC,
                r#"{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}"#,
                ENTERPRISE,
                Is("null"),
            ),
            (
                "extension",
                RFC,
                r#"{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}"#,
                ENTERPRISE,
                Is(r#"{"department":"Tours"}"#),
            ),
            ("7644-3.5.2.2-01 7644-3.5.2-10", RFC, r#"{"op":"remove"}"#, "", Fails("noTarget", "")),
            (
                "7644-3.5.2.2-01",
                RFC,
                r#"{"op":"remove","value":{"displayName":"x"}}"#,
                "",
                Fails("noTarget", ""),
            ),
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"remove","path":"userName"}"#,
                "",
                Fails("mutability", "userName"),
            ),
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"remove","path":"id"}"#,
                "",
                Fails("mutability", "id"),
            ),
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"remove","path":"meta"}"#,
                "",
                Fails("mutability", "meta"),
            ),
            (
                "decided",
                RFC,
                r#"{"op":"remove","path":"groups"}"#,
                "",
                Fails("mutability", "groups"),
            ),
            (
                "decided",
                RFC,
                r#"{"op":"remove","path":"schemas"}"#,
                "",
                Fails("mutability", "schemas"),
            ),
            ("undefined", RFC, r#"{"op":"remove","path":"nikName"}"#, "", Fails("invalidPath", "")),
        ],
    );
}

/// 7644-3.5.2.2-07: what is required stays assigned.
#[test]
fn what_is_required_stays() {
    check(
        &user(),
        &[
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"replace","path":"userName","value":null}"#,
                "",
                Fails("mutability", "userName"),
            ),
            (
                "7644-3.5.2.2-07",
                RFC,
                r#"{"op":"add","value":{"userName":""}}"#,
                "",
                Fails("mutability", "userName"),
            ),
            (
                "7644-3.5.2.2-07",
                OKTA,
                r#"{"op":"replace","path":"userName","value":""}"#,
                "",
                Fails("mutability", "userName"),
            ),
            (
                "OKTA clears",
                OKTA,
                r#"{"op":"replace","path":"displayName","value":""}"#,
                "/displayName",
                Is("null"),
            ),
            (
                "OKTA clears",
                OKTA,
                r#"{"op":"replace","path":"name","value":{"givenName":""}}"#,
                "/name",
                Is(r#"{"familyName":"Jensen"}"#),
            ),
        ],
    );
}

/// A write-only attribute is written, and its value never shown; frame: the rest is untouched.
#[test]
fn only_what_is_named_changes() {
    let (after, changes) =
        apply(RFC, &member(), r#"{"op":"replace","path":"password","value":"n3w"}"#).unwrap();
    assert_eq!(changed(&changes), ["password"]);
    assert_eq!(after, Member { password: after.password.clone(), ..member() });
    assert!(after.password != member().password);
}
