//! Multi-valued attributes whose elements are flat fields.

use super::*;
use crate::models::*;
use scim_schema::message::ScimType;
use scim_schema::rfc::User;

const WORK: &str = r#"[{"type":"work","primary":true,"value":"bjensen@example.com"}]"#;
const HOME: &str = r#"[{"type":"home","value":"babs@jensen.org"}]"#;

/// 7644-3.5.2.1 and 3.5.2.3 on flat fields: as on a list whose elements are fixed.
#[test]
fn elements_go_to_their_slots() {
    check(
        &member(),
        &[
            (
                "add",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"HOME","value":"x"}]}"#,
                "/emails/1/value",
                Is(r#""x""#),
            ),
            (
                "add without type",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"x"}]}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "7644-3.5.2.1-10",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"home","value":"babs@jensen.org"}]}"#,
                "",
                Stays,
            ),
            (
                "add merges parts",
                RFC,
                r#"{"op":"add","path":"addresses","value":[{"type":"work","locality":"Bergen"}]}"#,
                "/addresses/0",
                Is(
                    r#"{"type":"work","streetAddress":"100 Universal City Plaza","locality":"Bergen"}"#,
                ),
            ),
            (
                "replace does not",
                RFC,
                r#"{"op":"replace","path":"addresses","value":[{"type":"work","locality":"Bergen"}]}"#,
                "/addresses/0",
                Is(r#"{"type":"work","locality":"Bergen"}"#),
            ),
            (
                "7644-3.5.2.3-03",
                RFC,
                r#"{"op":"replace","path":"emails","value":[{"type":"work","value":"bjensen@example.com"}]}"#,
                "/emails",
                Is(WORK),
            ),
            (
                "7643-2.5-02",
                RFC,
                r#"{"op":"replace","path":"emails","value":[]}"#,
                "/emails",
                Is("null"),
            ),
            ("nothing", RFC, r#"{"op":"add","path":"emails","value":[]}"#, "", Stays),
            (
                "what is fixed is accepted",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"work","primary":true,"value":"x","display":"unmapped"}]}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "what is fixed stays",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"work","primary":false}]}"#,
                "",
                Fails("mutability", "emails[type eq \"work\"].primary"),
            ),
            (
                "what is fixed stays",
                OKTA,
                r#"{"op":"add","path":"emails","value":[{"type":"home","primary":true}]}"#,
                "",
                Fails("mutability", "emails[type eq \"home\"].primary"),
            ),
            (
                "no slot",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"other","value":"x"}]}"#,
                "",
                Fails("invalidValue", "emails"),
            ),
            (
                "no slot",
                OKTA,
                r#"{"op":"add","path":"emails","value":[{"type":"other","value":"x"}]}"#,
                "",
                Stays,
            ),
            (
                "one slot twice",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"home","value":"x"},{"type":"home","value":"y"}]}"#,
                "",
                Fails("invalidValue", "emails[type eq \"home\"]"),
            ),
            (
                "one slot twice",
                ENTRA,
                r#"{"op":"replace","path":"emails","value":[{"type":"home","value":"x"},{"type":"home","value":"y"}]}"#,
                "",
                Fails("invalidValue", "emails[type eq \"home\"]"),
            ),
            (
                "wrong kind",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":"home","value":7}]}"#,
                "",
                Fails("invalidValue", "emails[type eq \"home\"].value"),
            ),
            (
                "wrong kind",
                RFC,
                r#"{"op":"add","path":"emails","value":["x"]}"#,
                "",
                Fails("invalidValue", "emails"),
            ),
        ],
    );
}

/// 7644-3.5.2.2 on flat fields.
#[test]
fn slots_are_emptied() {
    check(
        &member(),
        &[
            ("7644-3.5.2.2-03", RFC, r#"{"op":"remove","path":"emails"}"#, "/emails", Is("null")),
            (
                "7644-3.5.2.2-05",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"home\"]"}"#,
                "/emails",
                Is(WORK),
            ),
            (
                "7644-3.5.2.2-05",
                RFC,
                r#"{"op":"remove","path":"emails[value co \"example\"]"}"#,
                "/emails",
                Is(HOME),
            ),
            (
                "7644-3.5.2.2-05",
                RFC,
                r#"{"op":"remove","path":"addresses[type eq \"work\"]"}"#,
                "/addresses",
                Is("null"),
            ),
            (
                "7644-3.5.2.2-06",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"home\"].value"}"#,
                "/emails",
                Is(WORK),
            ),
            (
                "7644-3.5.2.2-08",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"other\"]"}"#,
                "",
                Stays,
            ),
            (
                "with a value",
                RFC,
                r#"{"op":"remove","path":"emails","value":[{"value":"BABS@jensen.org"}]}"#,
                "/emails",
                Is(WORK),
            ),
            (
                "with a value",
                RFC,
                r#"{"op":"remove","path":"emails","value":[{"value":"babs@jensen.org","type":"work"}]}"#,
                "",
                Stays,
            ),
            (
                "with a value",
                RFC,
                r#"{"op":"remove","path":"emails","value":{"type":"home"}}"#,
                "/emails",
                Is(WORK),
            ),
            ("with nothing", RFC, r#"{"op":"remove","path":"emails","value":[]}"#, "", Stays),
            (
                "what is fixed stays",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"work\"].type"}"#,
                "",
                Fails("mutability", "emails.type"),
            ),
            (
                "what is fixed stays",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"work\"].primary"}"#,
                "",
                Fails("mutability", "emails.primary"),
            ),
        ],
    );
}

/// A slot that one field holds as a whole: made, edited, and gone with its last part; what is not
/// mapped in it survives.
#[test]
fn a_slot_in_one_field() {
    let without = Member { office: None, ..member() };
    let (after, changes) = apply(
        RFC,
        &without,
        r#"{"op":"add","path":"addresses[type eq \"work\"].locality","value":"Bergen"}"#,
    )
    .unwrap();
    let office = after.office.clone().unwrap();
    assert_eq!(
        (office.locality.as_deref(), office.r#type.as_deref()),
        (Some("Bergen"), Some("work"))
    );
    assert_eq!(changed(&changes), [r#"addresses[type eq "work"].locality"#]);
    let (gone, _) = apply(
        RFC,
        &after,
        r#"{"op":"replace","path":"addresses[type eq \"work\"].locality","value":null}"#,
    )
    .unwrap();
    assert_eq!(at(&gone, "/addresses"), Value::Null);
    let (edited, _) = apply(
        RFC,
        &member(),
        r#"{"op":"add","path":"addresses","value":[{"type":"work","locality":"Bergen"}]}"#,
    )
    .unwrap();
    assert_eq!(edited.office.unwrap().geo_code, member().office.unwrap().geo_code);
}

/// The paths of what changed, and of what was passed over.
#[test]
fn changes_name_slots_and_parts() {
    let operations = r#"{"op":"replace","path":"emails","value":[{"type":"home","value":"x"},{"type":"other","value":"y"}]},
        {"op":"replace","path":"nickName","value":"B"},{"op":"replace","value":{"employeeNumber":"7"}}"#;
    let (_, changes) = apply(OKTA, &member(), operations).unwrap();
    assert_eq!(
        changed(&changes),
        [r#"emails[type eq "home"].value"#, r#"emails[type eq "work"].value"#]
    );
    assert_eq!(changes.ignored(), ["emails", "nickName", "employeeNumber"]);
}

/// 7643-2.5-01: null is nothing, also in an element, and takes nothing away.
#[test]
fn elements_with_nothing_in_them() {
    check(
        &member(),
        &[
            (
                "no element",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":null}]}"#,
                "",
                Stays,
            ),
            (
                "no selector",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"type":null,"value":"x"}]}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "not mapped in the slot",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"work\"]","value":{"display":"x"}}"#,
                "",
                Fails("invalidPath", "emails"),
            ),
        ],
    );
    let badge = Badge { serial_number: "1".into(), ..Badge::default() };
    check(
        &badge,
        &[
            (
                "no ghost",
                RFC,
                r#"{"op":"add","path":"doors[number eq 1]","value":{"number":null}}"#,
                "",
                Stays,
            ),
            (
                "7644-3.12-27",
                RFC,
                r#"{"op":"add","path":"labels[value eq \"x\"]","value":null}"#,
                "",
                Fails("invalidValue", "labels"),
            ),
        ],
    );
    let user: User = resource(
        "urn:ietf:params:scim:schemas:core:2.0:User",
        r#""userName":"b","emails":[{"type":"work","primary":true},{"type":"home"}]"#,
    );
    check(
        &user,
        &[(
            "7643-2.4-05",
            RFC,
            r#"{"op":"add","path":"emails.primary","value":true}"#,
            "",
            Fails("invalidValue", "emails.primary"),
        )],
    );
}

/// 7643-2.1-01: in whatever case, a name in an element is there once.
#[test]
fn a_name_is_given_once() {
    for value in [
        r#"[{"TYPE":"home","type":"work","value":"x"}]"#,
        r#"[{"type":"home","value":"x","VALUE":"y"}]"#,
        r#"[{"type":"work","primary":true,"value":"x","PRIMARY":true}]"#,
    ] {
        for op in ["add", "replace"] {
            let operation = format!(r#"{{"op":"{op}","path":"emails","value":{value}}}"#);
            for dialect in [RFC, OKTA, ENTRA] {
                let error = apply(dialect, &member(), &operation).unwrap_err();
                let found = error.scim_type().map(ScimType::as_str);
                assert_eq!(found, Some("invalidSyntax"), "{operation}: {error}");
            }
        }
    }
    let chosen = r#""path":"emails[type eq \"work\"]","value":{"type":"work","TYPE":"work"}"#;
    let error = apply(RFC, &member(), &format!(r#"{{"op":"replace",{chosen}}}"#)).unwrap_err();
    assert_eq!(error.scim_type().map(ScimType::as_str), Some("invalidSyntax"), "{error}");
}
