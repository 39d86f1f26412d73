//! Value paths, and removals, of multi-valued attributes that are lists.

use super::*;
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

/// What is left when the other went.
const WORK: &str = r#"[{"value":"b@work.example","type":"work","primary":true}]"#;
const HOME: &str = r#"[{"value":"b@home.example","type":"home"}]"#;

/// 7644-3.5.2.2: `remove` with and without filter and value.
#[test]
fn remove_removes_what_is_named() {
    check(
        &user(),
        &[
            ("7644-3.5.2.2-03", RFC, r#"{"op":"remove","path":"emails"}"#, "/emails", Is("null")),
            (
                "7644-3.5.2.2-05",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"work\" and value ew \"example\"]"}"#,
                "/emails",
                Is(HOME),
            ),
            (
                "7644-3.5.2.2-05",
                RFC,
                r#"{"op":"remove","path":"emails[value pr]"}"#,
                "/emails",
                Is("null"),
            ),
            (
                "7644-3.5.2.2-06",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"work\"].primary"}"#,
                "/emails/0",
                Is(r#"{"value":"b@work.example","type":"work"}"#),
            ),
            (
                "every element",
                RFC,
                r#"{"op":"remove","path":"emails.type"}"#,
                "/emails/1",
                Is(r#"{"value":"b@home.example"}"#),
            ),
            (
                "7644-3.5.2.2-08",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"other\"]"}"#,
                "",
                Stays,
            ),
            (
                "7644-3.5.2.2-08",
                RFC,
                r#"{"op":"remove","path":"ims[type eq \"x\"].value"}"#,
                "",
                Stays,
            ),
            (
                "with a value",
                RFC,
                r#"{"op":"remove","path":"emails","value":[{"value":"B@work.example"},{"value":"x"}]}"#,
                "/emails",
                Is(HOME),
            ),
            (
                "with a value",
                RFC,
                r#"{"op":"remove","path":"emails","value":{"type":"home"}}"#,
                "/emails",
                Is(WORK),
            ),
            (
                "with a value",
                RFC,
                r#"{"op":"remove","path":"emails","value":[{"value":"b@work.example","type":"home"}]}"#,
                "",
                Stays,
            ),
            ("with nothing", RFC, r#"{"op":"remove","path":"emails","value":[]}"#, "", Stays),
            ("with nothing", RFC, r#"{"op":"remove","path":"emails","value":null}"#, "", Stays),
            ("with nothing", RFC, r#"{"op":"remove","path":"emails","value":[{}]}"#, "", Stays),
            (
                "a bad filter",
                RFC,
                r#"{"op":"remove","path":"emails[typ eq \"x\"]"}"#,
                "",
                Fails("invalidFilter", ""),
            ),
            (
                "a bad filter",
                RFC,
                r#"{"op":"remove","path":"emails[type eq]"}"#,
                "",
                Fails("invalidFilter", ""),
            ),
            (
                "a bad filter",
                RFC,
                r#"{"op":"remove","path":"emails[type eq \"x\""}"#,
                "",
                Fails("invalidFilter", ""),
            ),
        ],
    );
    check(
        &group(),
        &[
            (
                "7644-3.5.2.2-04",
                RFC,
                r#"{"op":"remove","path":"members[value eq \"2\"]"}"#,
                "/members",
                Is(r#"[{"value":"1"}]"#),
            ),
            (
                "7644-3.5.2.2-04",
                RFC,
                r#"{"op":"remove","path":"members[value eq \"2\" or value eq \"1\"]"}"#,
                "/members",
                Is("null"),
            ),
            (
                "7644-3.5.2.2-08",
                RFC,
                r#"{"op":"remove","path":"members[value eq \"3\"]"}"#,
                "",
                Stays,
            ),
            (
                "E3",
                ENTRA,
                r#"{"op":"Remove","path":"members","value":[{"$ref":null,"value":"2"}]}"#,
                "/members",
                Is(r#"[{"value":"1"}]"#),
            ),
            (
                "immutable",
                RFC,
                r#"{"op":"replace","path":"members[value eq \"2\"].value","value":"3"}"#,
                "",
                Fails("mutability", "members.value"),
            ),
            (
                "immutable",
                RFC,
                r#"{"op":"remove","path":"members[value eq \"2\"].value"}"#,
                "",
                Fails("mutability", "members.value"),
            ),
        ],
    );
}

/// 7644-3.5.2.3 with a value path: each element that is chosen, and no other.
#[test]
fn a_value_path_chooses() {
    check(
        &user(),
        &[
            (
                "7644-3.5.2.3-08",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"].value","value":"x"}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "7644-3.5.2.3-07 merges",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"x"}}"#,
                "/emails/0",
                Is(r#"{"value":"x","type":"work","primary":true}"#),
            ),
            (
                "one element in brackets",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"]","value":[{"value":"x"}]}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "7644-3.5.2.3-07 all",
                RFC,
                r#"{"op":"replace","path":"emails[value co \"b@\"]","value":{"display":"D"}}"#,
                "/emails/1/display",
                Is(r#""D""#),
            ),
            (
                "7644-3.5.2.3-10",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}"#,
                "/emails",
                Is(
                    r#"[{"value":"b@work.example","type":"work","primary":false},{"value":"b@home.example","type":"home","primary":true}]"#,
                ),
            ),
            (
                "two primary",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"home\" or type eq \"x\"].primary","value":true}"#,
                "/emails/0/primary",
                Is("false"),
            ),
            (
                "add merges",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"work\"]","value":{"display":"D"}}"#,
                "/emails/0/display",
                Is(r#""D""#),
            ),
            (
                "no change",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"].value","value":"b@work.example"}"#,
                "",
                Stays,
            ),
            (
                "no change",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"]","value":{}}"#,
                "",
                Stays,
            ),
            (
                "emptied",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"home\"]","value":{"type":null,"value":null}}"#,
                "/emails",
                Is(WORK),
            ),
            (
                "7644-3.5.2.3-09",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "7644-3.5.2.3-09",
                OKTA,
                r#"{"op":"replace","path":"emails[type eq \"other\"]","value":{"value":"x"}}"#,
                "",
                Fails("noTarget", "emails"),
            ),
            (
                "value before target",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"other\"].value","value":7}"#,
                "",
                Fails("invalidValue", "emails.value"),
            ),
            (
                "null",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"]","value":null}"#,
                "",
                Fails("invalidValue", "emails"),
            ),
            (
                "add creates",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "/emails/2",
                Is(r#"{"value":"x","type":"other"}"#),
            ),
            (
                "add creates",
                RFC,
                r#"{"op":"add","path":"ims[type eq \"other\"]","value":{"value":"x"}}"#,
                "/ims",
                Is(r#"[{"value":"x","type":"other"}]"#),
            ),
            (
                "add creates nothing",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"other\"].value","value":null}"#,
                "",
                Stays,
            ),
            (
                "add creates what several describe",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"other\" and (primary eq true and type eq \"other\")].value","value":"x"}"#,
                "/emails/2",
                Is(r#"{"value":"x","type":"other","primary":true}"#),
            ),
            (
                "not of two values of one part",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"other\" and TYPE eq \"x\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "not of either",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"other\" or type eq \"x\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "not of others",
                RFC,
                r#"{"op":"add","path":"emails[type sw \"other\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "E4",
                ENTRA,
                r#"{"op":"Replace","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "/emails/2",
                Is(r#"{"value":"x","type":"other"}"#),
            ),
            (
                "E4",
                ENTRA,
                r#"{"op":"Add","path":"emails[type eq \"other\" and primary eq \"True\"].value","value":"x"}"#,
                "/emails/2",
                Is(r#"{"value":"x","type":"other","primary":true}"#),
            ),
            (
                "E4 of an empty text, which is none",
                ENTRA,
                r#"{"op":"Replace","path":"emails[display eq \"\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "E4",
                ENTRA,
                r#"{"op":"Replace","path":"emails[type ne \"work\" and type ne \"home\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
        ],
    );
}

/// A value path that chooses several cannot make all of them primary.
#[test]
fn only_one_becomes_primary() {
    let stored: User = resource(
        "urn:ietf:params:scim:schemas:core:2.0:User",
        r#""userName":"b","emails":[{"value":"x"},{"value":"y"}]"#,
    );
    check(
        &stored,
        &[
            (
                "two primary",
                RFC,
                r#"{"op":"replace","path":"emails[value pr].primary","value":true}"#,
                "",
                Fails("invalidValue", "emails.primary"),
            ),
            (
                "two primary",
                OKTA,
                r#"{"op":"add","path":"emails[value pr]","value":{"primary":true}}"#,
                "",
                Fails("invalidValue", "emails"),
            ),
            (
                "names before values",
                RFC,
                r#"{"op":"add","path":"emails[value pr]","value":{"primary":true,"shoeSize":null}}"#,
                "",
                Fails("invalidPath", "emails"),
            ),
        ],
    );
}

/// 7644-3.5.2.3-04: the elements that a value path does not choose stay, and so do those that hold
/// nothing of what the schema defines; what is empty then is no element.
#[test]
fn what_is_not_chosen_stays() {
    use scim_schema::{ScimComplex, ScimResource};

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Hall", endpoint = "/Halls")]
    struct Hall {
        #[scim(id)]
        id: u32,
        doors: Vec<Door>,
    }
    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Door {
        value: Option<String>,
        floor: Option<i64>,
        #[scim(skip)]
        painted: bool,
    }
    let door = |floor| Door { floor, ..Door::default() };
    let painted = Door { painted: true, ..Door::default() };
    let held = Hall { id: 1, doors: vec![painted.clone(), door(Some(3)), door(Some(5))] };
    let doors = |op: &str, path: &str, value: &str| {
        let operation = format!(r#"{{"op":"{op}","path":"{path}"{value}}}"#);
        apply(RFC, &held, &operation).unwrap().0.doors
    };
    let changed = doors("replace", "doors[floor eq 3].floor", r#","value":4"#);
    assert_eq!(changed, [painted.clone(), door(Some(4)), door(Some(5))]);
    let gone = doors("remove", "doors[floor eq 3].floor", "");
    assert_eq!(gone, [painted.clone(), door(Some(5))]);
    assert_eq!(doors("remove", "doors.floor", ""), [painted]);
}

/// What is passed over in an element is told below its attribute.
#[test]
fn what_is_passed_over_in_an_element_has_its_path() {
    let user: User = resource(
        "urn:ietf:params:scim:schemas:core:2.0:User",
        r#""userName":"b","addresses":[{"type":"work","locality":"a"}]"#,
    );
    let path = r#"addresses[type eq \"work\"]"#;
    let operation =
        format!(r#"{{"op":"replace","path":"{path}","value":{{"locality":"X","title":"y"}}}}"#);
    let (after, changes) = apply(Dialect::OKTA, &user, &operation).unwrap();
    assert_eq!(after.addresses[0].locality.as_deref(), Some("X"));
    assert_eq!(changes.ignored(), ["addresses.title"]);
}
