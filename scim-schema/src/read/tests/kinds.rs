//! Each place of a body takes its own kind of JSON value, and says so of any other.

use super::{Thing, URN};
use crate::ScimResource;
use crate::dialect::Dialect;
use crate::edit::{Create, Replace};
use crate::message::{ScimError, ScimType};

/// Flat fields.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Member {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = "name.givenName")]
    given_name: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<crate::rfc::Address>,
    #[scim(path = "EnterpriseUser:manager.value")]
    manager: Option<String>,
}

/// JSON values and what messages call them.
const VALUES: [(&str, &str); 8] = [
    ("null", "null"),
    ("true", "a boolean"),
    (r#""x""#, "a string"),
    ("-1", "a number"),
    ("1", "a number"),
    ("1.5", "a number"),
    ("[]", "an array"),
    ("{}", "an object"),
];

/// The values that a place takes, by their place in [`VALUES`].
struct Place {
    body: &'static str,
    takes: &'static [usize],
    path: &'static str,
    expected: &'static str,
}

const fn at(
    body: &'static str,
    takes: &'static [usize],
    path: &'static str,
    expected: &'static str,
) -> Place {
    Place { body, takes, path, expected }
}

const DATE_TIME: &str = "a date-time such as `2011-05-13T04:42:34Z`";
const URNS: &str = "an array of schema URNs";

/// 7643-2.3-02, -03, -04, -05, -06, -09: types of attributes are those of JSON values; a refusal names the place, what was
/// found there and what is expected.
#[test]
fn every_place_refuses_what_is_of_another_kind() {
    let things = [
        at(r#""text":@"#, &[0, 2], "text", "a string"),
        at(r#""whole":@"#, &[0, 3, 4], "whole", "an integer of 64 bits"),
        at(r#""real":@"#, &[0, 3, 4, 5], "real", "a number"),
        at(r#""flag":@"#, &[0, 1], "flag", "a boolean"),
        at(r#""time":@"#, &[0], "time", DATE_TIME),
        at(r#""part":@"#, &[0, 7], "part", "an object"),
        at(r#""texts":@"#, &[0, 6], "texts", "an array"),
        at(r#""parts":@"#, &[0, 6], "parts", "an array"),
        at(r#""texts":[null,@]"#, &[0, 2], "texts[0]", "a string"),
        at(r#""wholes":[7,@]"#, &[0, 3, 4], "wholes[1]", "an integer of 64 bits"),
        at(r#""reals":[7,@]"#, &[0, 3, 4, 5], "reals[1]", "a number"),
        at(r#""flags":[true,@]"#, &[0, 1], "flags[1]", "a boolean"),
        at(r#""times":[@]"#, &[0], "times[0]", DATE_TIME),
        at(r#""parts":[{"size":1},@]"#, &[0, 7], "parts[1]", "an object"),
        at(r#""parts":[{"size":1,"name":@}]"#, &[0, 2], "parts[0].name", "a string"),
        at(r#""group":@"#, &[0, 7], "group", "an object"),
        at(r#""group":{"inner":@}"#, &[0, 2], "group.inner", "a string"),
    ];
    for place in things {
        let read = |body: &str| {
            let body = format!(r#"{{"schemas":["{URN}"],{body}}}"#);
            let create = Create::<Thing>::new(&body, Dialect::RFC)?;
            let (created, _) = create.apply(&Thing::default())?;
            let (put, _) = Replace::<Thing>::new(&body, Dialect::RFC)?.apply(&created)?;
            assert_eq!(put, created, "{body}");
            Ok(())
        };
        check(&place, read);
    }
    let members = [
        at(r#""name":@"#, &[0, 7], "name", "an object"),
        at(r#""emails":@"#, &[0, 6], "emails", "an array"),
        at(r#""emails":[@]"#, &[0, 7], "emails", "an object"),
        at(
            r#""emails":[{"type":"work","value":@}]"#,
            &[0, 2],
            r#"emails[type eq "work"].value"#,
            "a string",
        ),
        at(
            r#""emails":[{"value":@,"type":"work"}]"#,
            &[0, 2],
            r#"emails[type eq "work"].value"#,
            "a string",
        ),
        at(r#""addresses":[{"type":"work"},@]"#, &[0, 7], "addresses", "an object"),
        at(
            r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":@"#,
            &[0, 7],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "an object",
        ),
        at(
            r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":@}"#,
            &[0, 7],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
            "an object",
        ),
    ];
    for place in members {
        check(&place, |body| {
            let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
            member(Dialect::RFC, &format!(r#"{{"schemas":["{urn}"],"userName":"b",{body}}}"#))
        });
    }
    // an array without the URN, and a text that is none, are refused as such: `tests/read.rs`
    let schemas = [
        at("@", &[6], "schemas", URNS),
        at(r#"["urn:ietf:params:scim:schemas:core:2.0:User",@]"#, &[2], "schemas", "a schema URN"),
    ];
    for place in schemas {
        check(&place, |body| {
            if body == "[]" || body.ends_with(r#","x"]"#) {
                return Ok(());
            }
            member(Dialect::RFC, &format!(r#"{{"schemas":{body},"userName":"b"}}"#))
        });
    }
}

fn member(dialect: Dialect, body: &str) -> Result<(), ScimError> {
    Replace::<Member>::new(body, dialect)?.apply(&Member::default()).map(drop)
}

fn check(place: &Place, read: impl Fn(&str) -> Result<(), ScimError>) {
    for (index, (value, kind)) in VALUES.iter().enumerate() {
        let body = place.body.replace('@', value);
        match read(&body) {
            Ok(()) => assert!(place.takes.contains(&index), "{body} is not refused"),
            Err(error) => {
                assert!(!place.takes.contains(&index), "{body}: {error}");
                assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{body}: {error}");
                assert_eq!((&*error.path(), error.found()), (place.path, *kind), "{body}");
                // of what range a number is, is told of numbers; of what form a text is, of texts
                let expected = error.expected();
                let told = place.expected.starts_with(expected) && !expected.is_empty()
                    || place.expected == DATE_TIME && expected == "a string";
                assert!(told, "{body}: {error}, not {}", place.expected);
            }
        }
    }
}

/// A body that is no object is not a resource, whatever the dialect.
#[test]
fn a_body_is_an_object() {
    for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
        for (value, kind) in VALUES.iter().chain(&[(r#""""#, "a string")]) {
            if *value == "{}" {
                continue;
            }
            let error = member(dialect, value).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::InvalidSyntax), "{value}: {error}");
            assert_eq!(error.detail(), format!("the body is {kind}, expected an object"));
        }
    }
}

/// `""` is null to Okta and Entra where an object or an array stands, and a text to others; any
/// other text is refused.
#[test]
fn an_empty_text_for_an_object_by_dialect() {
    let stored = Member {
        user_name: "b".to_owned(),
        given_name: Some("Barbara".to_owned()),
        work: Some("b@x.example".to_owned()),
        ..Member::default()
    };
    for (attribute, expected) in [("name", "an object"), ("emails", "an array")] {
        for (text, dialects) in [("", 2), (" ", 0), ("x", 0)] {
            let body = format!(
                r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b","{attribute}":"{text}"}}"#
            );
            let read = |dialect| Replace::<Member>::new(&body, dialect)?.apply(&stored);
            assert_eq!(read(Dialect::RFC).unwrap_err().expected(), expected, "{body}");
            for dialect in [Dialect::OKTA, Dialect::ENTRA] {
                match read(dialect) {
                    Ok((member, _)) => {
                        assert_eq!(dialects, 2, "{body}");
                        assert_eq!((member.given_name, member.work), (None, None), "{body}");
                    }
                    Err(error) => {
                        assert_eq!((dialects, error.expected()), (0, expected), "{body}");
                    }
                }
            }
        }
    }
}
