//! Operations that are told without being applied.

use super::names::Member;
use super::{Dialect, Patch, body};
use crate::ScimResource;
use crate::changes::{ChangedPath, Changes};
use crate::rfc::{Email, EnterpriseUser, User};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// What operations say that they change, and what they change when they are applied.
fn told<R: ScimResource>(stored: &R, operations: &str, dialect: Dialect) -> [Vec<String>; 2] {
    let patch = Patch::<R>::new(body(operations), dialect).unwrap();
    let (_, applied) = patch.apply(stored).unwrap();
    let paths = |changes: &Changes| changes.paths().iter().map(ChangedPath::to_string).collect();
    [paths(&Changes::of(&patch.operations().unwrap())), paths(&applied)]
}

/// As applying tells it, where all of it changes something.
#[test]
fn operations_tell_what_they_change() {
    let emails = vec![Email { r#type: Some("work".into()), ..Email::default() }];
    let enterprise =
        Some(EnterpriseUser { division: Some("d".into()), ..EnterpriseUser::default() });
    let user = User { user_name: "u".into(), emails, enterprise, ..User::default() };
    for (operations, expected) in [
        (r#"{"op":"add","path":"title","value":"t"}"#.to_owned(), "title"),
        (r#"{"op":"add","path":"NAME.givenname","value":"g"}"#.to_owned(), "name.givenName"),
        (
            r#"{"op":"replace","path":"emails[type eq \"work\"].value","value":"e"}"#.to_owned(),
            "emails",
        ),
        (r#"{"op":"remove","path":"emails"}"#.to_owned(), "emails"),
        (r#"{"op":"add","value":{"title":"t","nickName":"n"}}"#.to_owned(), "title nickName"),
        (
            r#"{"op":"add","path":"title","value":"t"},{"op":"add","path":"title","value":"u"}"#
                .to_owned(),
            "title",
        ),
        (format!(r#"{{"op":"add","path":"{ENTERPRISE}:department","value":"d"}}"#), "department"),
        (
            format!(r#"{{"op":"add","path":"{ENTERPRISE}:manager.value","value":"7"}}"#),
            "manager.value",
        ),
        (
            format!(
                r#"{{"op":"add","value":{{"{ENTERPRISE}":{{"department":"d","costCenter":"c"}}}}}}"#
            ),
            "department costCenter",
        ),
    ] {
        let of_extension = operations.contains(ENTERPRISE);
        let expected = expected.split_whitespace().map(|path| {
            if of_extension { format!("{ENTERPRISE}:{path}") } else { path.to_owned() }
        });
        let expected: Vec<_> = expected.collect();
        let [told, applied] = told(&user, &operations, Dialect::RFC);
        assert_eq!((&told, &applied), (&expected, &expected), "{operations}");
    }
    // the parts of a complex attribute are not told apart
    let [name, _] =
        told(&user, r#"{"op":"add","path":"name","value":{"givenName":"g"}}"#, Dialect::RFC);
    assert_eq!(name, ["name"]);
    // what unassigns an extension tells it as a whole
    for operation in
        [r#""op":"remove""#, r#""op":"replace","value":{}"#, r#""op":"add","value":null"#]
    {
        let operation = format!(r#"{{"path":"{ENTERPRISE}",{operation}}}"#);
        let [told, applied] = told(&user, &operation, Dialect::RFC);
        assert_eq!(
            (&*told, &*applied),
            (&[ENTERPRISE.to_owned()][..], &[ENTERPRISE.to_owned()][..])
        );
    }
}

/// What a dialect passes over is not told, nor what no client writes.
#[test]
fn what_is_passed_over_is_not_told() {
    let user = User { user_name: "u".into(), ..User::default() };
    let passed = r#"{"op":"add","path":"title","value":"t"},
        {"op":"add","value":{"groups":[{"value":"7"}],"shoeSize":7}}"#;
    let [told, applied] = told(&user, passed, Dialect::OKTA);
    assert_eq!((told, applied), (vec!["title".to_owned()], vec!["title".to_owned()]));
}

/// A slot is a part of its list.
#[test]
fn a_slot_is_told_as_its_list() {
    let operation = r#"{"op":"add","path":"emails[type eq \"work\"].value","value":"e"}"#;
    let [told, applied] = told(&Member::default(), operation, Dialect::RFC);
    assert_eq!(told, ["emails"]);
    assert_eq!(applied, [r#"emails[type eq "work"].value"#]);
    assert!(Changes::of(&[]).is_empty());
}
