//! Value paths that choose among elements that are flat fields.

use super::*;
use crate::models::*;

fn homeless() -> Member {
    Member { home_email: None, ..member() }
}

/// Value paths choose slots that have a value.
#[test]
fn a_value_path_chooses_slots() {
    check(
        &member(),
        &[
            (
                "7644-3.5.2.3-08",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"].value","value":"x"}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "7644-3.5.2.3-08",
                RFC,
                r#"{"op":"replace","path":"emails[primary eq true].value","value":"x"}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "7644-3.5.2.3-08",
                RFC,
                r#"{"op":"replace","path":"addresses[type eq \"work\"].locality","value":"x"}"#,
                "/addresses/0/locality",
                Is(r#""x""#),
            ),
            (
                "7644-3.5.2.3-07",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"x"}}"#,
                "/emails/0/value",
                Is(r#""x""#),
            ),
            (
                "every slot",
                RFC,
                r#"{"op":"replace","path":"emails.value","value":"x"}"#,
                "/emails/1/value",
                Is(r#""x""#),
            ),
            (
                "what is fixed stays",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"].type","value":"home"}"#,
                "",
                Fails("mutability", "emails.type"),
            ),
            (
                "what is fixed is accepted",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"work\"].type","value":"Work"}"#,
                "",
                Stays,
            ),
            (
                "no slot",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "no slot",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "",
                Fails("invalidValue", "emails.value"),
            ),
            (
                "no slot",
                OKTA,
                r#"{"op":"replace","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "",
                Stays,
            ),
            (
                "no slot",
                ENTRA,
                r#"{"op":"Add","path":"emails[type eq \"other\"].value","value":"x"}"#,
                "",
                Stays,
            ),
        ],
    );
    check(
        &homeless(),
        &[
            (
                "7644-3.5.2.3-09",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"home\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "7644-3.5.2.3-09",
                OKTA,
                r#"{"op":"replace","path":"emails[type eq \"home\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
            (
                "value before target",
                RFC,
                r#"{"op":"replace","path":"emails[type eq \"home\"].value","value":7}"#,
                "",
                Fails("invalidValue", "emails.value"),
            ),
            (
                "add creates",
                RFC,
                r#"{"op":"add","path":"emails[type eq \"home\"].value","value":"x"}"#,
                "/emails/1",
                Is(r#"{"type":"home","value":"x"}"#),
            ),
            (
                "E4",
                ENTRA,
                r#"{"op":"Replace","path":"emails[type eq \"home\"].value","value":"x"}"#,
                "/emails/1",
                Is(r#"{"type":"home","value":"x"}"#),
            ),
            (
                "E4",
                ENTRA,
                r#"{"op":"Replace","path":"emails[type eq \"home\" and value eq \"y\"].value","value":"x"}"#,
                "/emails/1",
                Is(r#"{"type":"home","value":"x"}"#),
            ),
            (
                "not over another",
                ENTRA,
                r#"{"op":"Replace","path":"emails[type eq \"work\" and value eq \"y\"].value","value":"x"}"#,
                "",
                Fails("noTarget", "emails.value"),
            ),
        ],
    );
}
