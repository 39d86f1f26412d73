//! Which of several elements that are flat fields is the primary one.

use super::*;

/// A slot chosen by being the primary element.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Chosen {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = "emails[primary eq true].value")]
    email: Option<String>,
    #[scim(path = "emails[primary eq true].type")]
    kind: Option<String>,
}

/// Slots with fields that say which is the primary element.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Said {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "work"].primary"#)]
    work_first: Option<bool>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home: Option<String>,
    #[scim(path = r#"emails[type eq "home"].primary"#)]
    home_first: Option<bool>,
}

/// Elements in a POST, and in a PATCH that adds or replaces them: what each makes of them.
fn each_way<R: ScimResource + Default + PartialEq + std::fmt::Debug>(
    dialect: Dialect,
    elements: &str,
) -> Value {
    let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
    let body = format!(r#"{{"schemas":["{urn}"],"userName":"b","emails":{elements}}}"#);
    let of = |answer: Result<(R, Changes), ScimError>| match answer {
        Ok((after, _)) => at(&after, "/emails"),
        Err(error) => error.scim_type().map_or("", |found| found.as_str()).into(),
    };
    let posted = of(Create::<R>::new(body, dialect).unwrap().apply(&R::default()));
    for op in ["add", "replace"] {
        let operation = format!(r#"{{"op":"{op}","path":"emails","value":{elements}}}"#);
        let patched = of(apply(dialect, &R::default(), &operation));
        assert_eq!(patched, posted, "{op} {dialect:?} {elements}");
    }
    posted
}

/// 7643-2.4-05: one primary at most, wherever it stands and whichever field holds it; for Okta and
/// Entra the first that a slot holds keeps it.
#[test]
fn one_primary() {
    let first = r#"[{"value":"a","primary":true}]"#;
    let home = r#"[{"type":"home","value":"b","primary":true}]"#;
    let both = r#"[{"type":"home","value":"b","primary":true},{"type":"work","value":"a","primary":false}]"#;
    for (dialect, elements, chosen, said) in [
        (
            RFC,
            r#"[{"primary":true,"value":"a","type":"work"},{"primary":true,"value":"b","type":"home"}]"#,
            r#""invalidValue""#,
            r#""invalidValue""#,
        ),
        (
            RFC,
            r#"[{"value":"a","primary":true,"type":"work"},{"type":"home","value":"b","primary":true}]"#,
            r#""invalidValue""#,
            r#""invalidValue""#,
        ),
        (OKTA, r#"[{"primary":true,"value":"a"},{"primary":true,"value":"b"}]"#, first, "null"),
        (OKTA, r#"[{"value":"a","primary":true},{"value":"b","primary":true}]"#, first, "null"),
        (
            ENTRA,
            r#"[{"value":"a","primary":"True"},{"value":"b","primary":"true"}]"#,
            first,
            "null",
        ),
        (
            OKTA,
            r#"[{"type":"home","value":"b","primary":true},{"type":"work","value":"a","primary":true}]"#,
            home,
            both,
        ),
        (
            ENTRA,
            r#"[{"value":"b","type":"home","primary":"True"},{"value":"a","type":"work","primary":"True"}]"#,
            home,
            both,
        ),
        (
            // the first has no place in `Said`
            OKTA,
            r#"[{"type":"other","value":"c","primary":true},{"type":"home","value":"b","primary":true}]"#,
            r#"[{"type":"other","value":"c","primary":true}]"#,
            home,
        ),
    ] {
        let unordered = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(each_way::<Chosen>(dialect, elements), unordered(chosen), "{elements}");
        let mut found = each_way::<Said>(dialect, elements);
        if let Some(found) = found.as_array_mut() {
            found.sort_by_key(|element| element.get("type").map(ToString::to_string));
        }
        assert_eq!(found, unordered(said), "{elements}");
    }
}
