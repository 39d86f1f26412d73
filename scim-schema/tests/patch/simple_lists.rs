//! Lists of simple values.

use super::*;
use crate::models::*;

/// Each operation, on the list, on one value and on those that a filter chooses.
#[test]
fn simple_values() {
    let stored: Badge =
        resource("urn:example:scim:schemas:2.0:Badge", r#""serialNumber":"A","labels":["a","b"]"#);
    check(
        &stored,
        &[
            (
                "add",
                RFC,
                r#"{"op":"add","path":"labels","value":["B","c","C"]}"#,
                "/labels",
                Is(r#"["a","b","c"]"#),
            ),
            (
                "add one",
                RFC,
                r#"{"op":"add","path":"labels","value":"c"}"#,
                "/labels",
                Is(r#"["a","b","c"]"#),
            ),
            ("add the same", RFC, r#"{"op":"add","path":"labels","value":["A"]}"#, "", Stays),
            (
                "replace",
                RFC,
                r#"{"op":"replace","path":"labels","value":["c"]}"#,
                "/labels",
                Is(r#"["c"]"#),
            ),
            (
                "remove",
                RFC,
                r#"{"op":"remove","path":"labels","value":["B"]}"#,
                "/labels",
                Is(r#"["a"]"#),
            ),
            (
                "7644-3.5.2-13",
                RFC,
                r#"{"op":"remove","path":"labels[value eq \"b\"]"}"#,
                "/labels",
                Is(r#"["a"]"#),
            ),
            (
                "7644-3.5.2-13",
                RFC,
                r#"{"op":"replace","path":"labels[value eq \"b\"]","value":"c"}"#,
                "/labels",
                Is(r#"["a","c"]"#),
            ),
            (
                "no target",
                RFC,
                r#"{"op":"replace","path":"labels[value eq \"x\"]","value":"c"}"#,
                "",
                Fails("noTarget", "labels"),
            ),
            (
                "value first",
                RFC,
                r#"{"op":"replace","path":"labels[value eq \"x\"]","value":7}"#,
                "",
                Fails("invalidValue", "labels[0]"),
            ),
            (
                "wrong kind",
                RFC,
                r#"{"op":"replace","path":"labels[value eq \"b\"]","value":{"value":"c"}}"#,
                "",
                Fails("invalidValue", "labels"),
            ),
            (
                "no sub-attribute",
                RFC,
                r#"{"op":"remove","path":"labels.value"}"#,
                "",
                Fails("invalidPath", ""),
            ),
        ],
    );
}
