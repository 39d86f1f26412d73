//! Multi-valued attributes that are lists.

use super::*;
use crate::models::*;
use scim_schema::rfc::{Group, User};

fn user() -> User {
    resource(
        "urn:ietf:params:scim:schemas:core:2.0:User",
        r#""userName":"b","emails":[
        {"value":"b@work.example","type":"work","primary":true},{"value":"b@home.example","type":"home"}],
        "addresses":[{"type":"work","locality":"Hollywood","country":"US"}]"#,
    )
}

fn group() -> Group {
    resource(
        "urn:ietf:params:scim:schemas:core:2.0:Group",
        r#""displayName":"T","members":[{"value":"1"},{"value":"2"}]"#,
    )
}

/// 7644-3.5.2.1: `add` appends what is not there.
#[test]
fn add_appends() {
    check(
        &user(),
        &[
            (
                "7644-3.5.2.1-06",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"b@x.example","type":"other"}]}"#,
                "/emails/2",
                Is(r#"{"value":"b@x.example","type":"other"}"#),
            ),
            (
                "one element without brackets",
                RFC,
                r#"{"op":"add","path":"emails","value":{"value":"b@x.example"}}"#,
                "/emails/2",
                Is(r#"{"value":"b@x.example"}"#),
            ),
            (
                "7644-3.5.2.1-03",
                RFC,
                r#"{"op":"add","value":{"emails":[{"value":"b@x.example"}]}}"#,
                "/emails/2",
                Is(r#"{"value":"b@x.example"}"#),
            ),
            (
                "7644-3.5.2.1-10",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"B@home.example"}]}"#,
                "",
                Stays,
            ),
            (
                "7644-3.5.2.1-10",
                RFC,
                r#"{"op":"add","path":"addresses","value":[{"locality":"hollywood"}]}"#,
                "",
                Stays,
            ),
            (
                "the same takes more",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"b@home.example","display":"B"}]}"#,
                "/emails/1",
                Is(r#"{"value":"b@home.example","display":"B","type":"home"}"#),
            ),
            (
                "of several for one element the last holds",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"n@x.example"},
                    {"value":"n@x.example","display":"aa"},{"value":"n@x.example","display":"a"},
                    {"value":"m@x.example"}]}"#,
                "/emails/2",
                Is(r#"{"value":"n@x.example","display":"a"}"#),
            ),
            (
                "of another type",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"b@home.example","type":"other"}]}"#,
                "/emails/2",
                Is(r#"{"value":"b@home.example","type":"other"}"#),
            ),
            (
                "not the same",
                RFC,
                r#"{"op":"add","path":"addresses","value":[{"type":"work","locality":"Bergen"}]}"#,
                "/addresses/1",
                Is(r#"{"type":"work","locality":"Bergen"}"#),
            ),
            ("nothing", RFC, r#"{"op":"add","path":"emails","value":[]}"#, "", Stays),
            ("nothing", RFC, r#"{"op":"add","path":"emails","value":null}"#, "", Stays),
            ("nothing", RFC, r#"{"op":"add","path":"emails","value":[null,{}]}"#, "", Stays),
            (
                "once",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"b@x.example"},{"value":"B@X.example","display":"B"}]}"#,
                "/emails",
                Is(
                    r#"[{"value":"b@work.example","type":"work","primary":true},{"value":"b@home.example","type":"home"},{"value":"b@x.example","display":"B"}]"#,
                ),
            ),
            (
                "7644-3.5.2-23",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"b@x.example","primary":true}]}"#,
                "/emails/0",
                Is(r#"{"value":"b@work.example","type":"work","primary":false}"#),
            ),
            (
                "7644-3.5.2-23",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"b@home.example","primary":true}]}"#,
                "/emails",
                Is(
                    r#"[{"value":"b@work.example","type":"work","primary":false},{"value":"b@home.example","type":"home","primary":true}]"#,
                ),
            ),
            (
                "two primary",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":"x","primary":true},{"value":"y","primary":true}]}"#,
                "",
                Fails("invalidValue", "emails"),
            ),
            (
                "two primary",
                OKTA,
                r#"{"op":"add","path":"emails","value":[{"value":"x","primary":true},{"value":"y","primary":true}]}"#,
                "/emails/3/primary",
                Is("false"),
            ),
            (
                "wrong kind",
                RFC,
                r#"{"op":"add","path":"emails","value":["x"]}"#,
                "",
                Fails("invalidValue", "emails[0]"),
            ),
            (
                "wrong kind",
                RFC,
                r#"{"op":"add","path":"emails","value":[{"value":7}]}"#,
                "",
                Fails("invalidValue", "emails[0].value"),
            ),
        ],
    );
    check(
        &group(),
        &[
            (
                "7644-3.5.2.1-10",
                RFC,
                r#"{"op":"add","path":"members","value":[{"value":"2","display":"B","$ref":null}]}"#,
                "",
                Stays,
            ),
            (
                "7644-3.5.2-16",
                RFC,
                r#"{"op":"add","path":"members","value":[{"value":"2","type":"User"}]}"#,
                "/members/1",
                Is(r#"{"value":"2","type":"User"}"#),
            ),
            (
                "7644-3.5.2.1-06",
                RFC,
                r#"{"op":"add","path":"members","value":[{"value":"2"},{"value":"3"},{"value":"3"}]}"#,
                "/members",
                Is(r#"[{"value":"1"},{"value":"2"},{"value":"3"}]"#),
            ),
        ],
    );
}

/// 7644-3.5.2.3: `replace` without a filter replaces all.
#[test]
fn replace_replaces_all() {
    check(
        &user(),
        &[
            (
                "7644-3.5.2.3-03",
                RFC,
                r#"{"op":"replace","path":"emails","value":[{"value":"x"}]}"#,
                "/emails",
                Is(r#"[{"value":"x"}]"#),
            ),
            (
                "7644-3.5.2.3-01",
                RFC,
                r#"{"op":"replace","value":{"emails":[{"value":"x"}]}}"#,
                "/emails",
                Is(r#"[{"value":"x"}]"#),
            ),
            (
                "one element without brackets",
                RFC,
                r#"{"op":"replace","path":"emails","value":{"value":"x"}}"#,
                "/emails",
                Is(r#"[{"value":"x"}]"#),
            ),
            (
                "7644-3.5.2.3-04",
                RFC,
                r#"{"op":"replace","path":"ims","value":[{"value":"x"}]}"#,
                "/ims",
                Is(r#"[{"value":"x"}]"#),
            ),
            (
                "7643-2.5-02",
                RFC,
                r#"{"op":"replace","path":"emails","value":[]}"#,
                "/emails",
                Is("null"),
            ),
            (
                "7643-2.5-01",
                RFC,
                r#"{"op":"replace","path":"emails","value":null}"#,
                "/emails",
                Is("null"),
            ),
            (
                "no change",
                RFC,
                r#"{"op":"replace","path":"emails","value":[{"value":"b@home.example","type":"home"},{"value":"b@work.example","type":"work","primary":true}]}"#,
                "",
                Stays,
            ),
            (
                "every element",
                RFC,
                r#"{"op":"replace","path":"emails.type","value":"other"}"#,
                "/emails/0/type",
                Is(r#""other""#),
            ),
            (
                "every element",
                RFC,
                r#"{"op":"replace","path":"emails.display","value":"x"}"#,
                "/emails/1/display",
                Is(r#""x""#),
            ),
            (
                "no element",
                RFC,
                r#"{"op":"replace","path":"ims.type","value":"x"}"#,
                "",
                Fails("noTarget", "ims.type"),
            ),
            (
                "wrong kind",
                RFC,
                r#"{"op":"replace","path":"emails","value":"x"}"#,
                "",
                Fails("invalidValue", "emails[0]"),
            ),
        ],
    );
}

/// What is not mapped in an element survives what happens to the element, found by its key.
#[test]
fn elements_keep_their_identity() {
    let door = |number, name: &str, row_id| Door {
        number: Some(number),
        name: Some(name.into()),
        row_id,
        ..Door::default()
    };
    let stored = Badge {
        serial_number: "A".into(),
        doors: vec![door(1, "a", 11), door(2, "b", 12)],
        ..Badge::default()
    };
    for (operation, rows) in [
        (
            r#"{"op":"add","path":"doors","value":[{"number":2,"name":"c"}]}"#,
            vec![(1, "a", 11), (2, "c", 12)],
        ),
        (
            r#"{"op":"add","path":"doors","value":[{"number":3,"name":"c"}]}"#,
            vec![(1, "a", 11), (2, "b", 12), (3, "c", 0)],
        ),
        (
            r#"{"op":"replace","path":"doors","value":[{"number":2,"name":"c"}]}"#,
            vec![(2, "c", 12)],
        ),
        (
            r#"{"op":"replace","path":"doors[number eq 1].name","value":"c"}"#,
            vec![(1, "c", 11), (2, "b", 12)],
        ),
        (
            r#"{"op":"remove","path":"doors","value":[{"number":1,"name":"other"}]}"#,
            vec![(2, "b", 12)],
        ),
    ] {
        let (after, changes) = apply(RFC, &stored, operation).unwrap();
        let expected: Vec<_> = rows.into_iter().map(|(n, name, row)| door(n, name, row)).collect();
        assert_eq!(after.doors, expected, "{operation}");
        assert_eq!(changed(&changes), ["doors"]);
    }
}

/// Many elements are found by their texts, few one after the other: both find the same.
#[test]
fn many_elements_are_found_as_few_are() {
    let numbers = |range: std::ops::Range<i32>| {
        let values: Vec<_> = range.map(|n| format!(r#"{{"number":{n},"name":"x"}}"#)).collect();
        values.join(",")
    };
    let stored: Badge = resource(
        "urn:example:scim:schemas:2.0:Badge",
        &format!(r#""serialNumber":"A","doors":[{}]"#, numbers(0..500)),
    );
    let add = format!(
        r#"{{"op":"add","path":"doors","value":[{},{{"name":"no key"}}]}}"#,
        numbers(250..750)
    );
    let (after, _) = apply(RFC, &stored, &add).unwrap();
    assert_eq!(after.doors.len(), 751);
    let remove = format!(r#"{{"op":"remove","path":"doors","value":[{}]}}"#, numbers(0..700));
    let (after, _) = apply(RFC, &after, &remove).unwrap();
    let left: Vec<_> = after.doors.iter().filter_map(|door| door.number).collect();
    assert_eq!(left, (700..750).collect::<Vec<_>>());
}

/// 7644-3.12-27: what a dialect means by null is no element that another could become.
#[test]
fn an_empty_text_is_no_element() {
    let badge: Badge = resource(
        "urn:example:scim:schemas:2.0:Badge",
        r#""serialNumber":"A-1","labels":["a","b"]"#,
    );
    let path = r#"{"op":"replace","path":"labels[value eq \"b\"]","value":"#;
    let (empty, in_array) = (format!("{path}\"\"}}"), format!("{path}[\"\"]}}"));
    let refused = || Fails("invalidValue", "labels");
    check(
        &badge,
        &[
            ("null", RFC, &*format!("{path}null}}"), "", refused()),
            ("a value", RFC, &empty, "/labels", Is(r#"["a",""]"#)),
            ("null", OKTA, &empty, "", refused()),
            ("null", OKTA, &in_array, "", refused()),
            ("null", Dialect::ENTRA, &empty, "", refused()),
        ],
    );
}
