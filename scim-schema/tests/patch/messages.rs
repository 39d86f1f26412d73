//! The body as a whole.

use super::*;
use crate::models::*;
use scim_schema::ScimExtension;
use scim_schema::limits::Limits;
use scim_schema::message::ScimType;

fn refused(dialect: Dialect, body: &str) -> Option<(u16, Option<ScimType>)> {
    let answer = Patch::<Member>::new(body, dialect).unwrap().apply(&member());
    answer.err().map(|error| (error.status(), error.scim_type()))
}

/// 7644-3.5.2-04, -05, -06, -07, -08: what is no PATCH is `invalidSyntax`.
#[test]
fn what_is_no_patch_is_refused() {
    let urn = r#""schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]"#;
    let op = r#"{"op":"replace","path":"userName","value":"b"}"#;
    for members in [
        format!(r#"{{"Operations":[{op}]}}"#),
        format!(r#"{{"schemas":[],"Operations":[{op}]}}"#),
        format!(r#"{{"schemas":"x","Operations":[{op}]}}"#),
        format!("{{{urn}}}"),
        format!(r#"{{{urn},"Operations":null}}"#),
        format!(r#"{{{urn},"Operations":[]}}"#),
        format!(r#"{{{urn},"Operations":{op}}}"#),
        format!(r#"{{{urn},"Operations":[7]}}"#),
        format!(r#"{{{urn},"Operations":[{op}],"operations":[{op}]}}"#),
        format!(r#"{{{urn},"Operations":[{{"path":"userName","value":"b"}}]}}"#),
        format!(r#"{{{urn},"Operations":[{{"op":"move","path":"userName"}}]}}"#),
        format!(r#"{{{urn},"Operations":[{{"op":["add"],"path":"userName"}}]}}"#),
        format!(r#"{{{urn},"Operations":[{{"op":"add","op":"add","path":"title","value":"b"}}]}}"#),
        format!(r#"{{{urn},"Operations":[{{"op":"add","path":5,"value":"b"}}]}}"#),
        format!(r#"{{{urn},"Operations":[{op}]"#),
        format!(r#"{{{urn},"Operations":[{op}]}} x"#),
        "[]".to_owned(),
        String::new(),
    ] {
        let expected = Some((400, Some(ScimType::InvalidSyntax)));
        assert_eq!(refused(Dialect::RFC, &members), expected, "{members}");
    }
    let nested = format!(
        r#"{{{urn},"Operations":[{{"op":"add","path":"name","value":{}1{}}}]}}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(refused(Dialect::RFC, &nested).unwrap().0, 400);
}

/// RFC 8259 section 7: a name means what its escapes say, and one of the same length is another.
#[test]
fn names_may_be_escaped() {
    let urn = r#""schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]"#;
    for (body, expected) in [
        (
            r#""Operation\u0073":[{"\u006fp":"repl\u0061ce","p\u0061th":"us\u0065rName","v\u0061lue":"b"}]"#,
            Some("b"),
        ),
        (r#""OPERATIONS":[{"OP":"Replace","PATH":"USERNAME","VALUE":"b"}]"#, Some("b")),
        (
            r#""Operations":[{"op":"replace","path":"userName","valu\u0065":"\u0062\n"}]"#,
            Some("b\n"),
        ),
        (r#""Operation\u0074":[{"op":"replace","path":"userName","value":"b"}]"#, None),
        (r#""Operations":[{"\u0078p":"replace","path":"userName","value":"b"}]"#, None),
        (r#""Operations":[{"xp":"replace","path":"userName","value":"b"}]"#, None),
    ] {
        let patch = Patch::<Member>::new(format!("{{{urn},{body}}}"), Dialect::RFC).unwrap();
        let login = patch.apply(&member()).ok().map(|(member, _)| member.login);
        assert_eq!(login.as_deref(), expected, "{body}");
    }
}

/// The syntax of the whole body comes before what its operations name, and is told apart from a
/// message that is JSON and no PATCH.
#[test]
fn what_is_wrong_is_said() {
    let urn = r#""schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]"#;
    let unknown = r#"{"op":"add","path":"nope","value":1}"#;
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    for (body, path, detail) in [
        ("[]".to_owned(), "", "found an array, expected an object with `schemas` and `Operations`"),
        (format!(r#"{{{urn},"Operations":{{}}}}"#), "Operations", "found an object, expected"),
        (format!(r#"{{{urn},"Operations":[7]}}"#), "Operations[0]", "found a number, expected"),
        (format!(r#"{{{urn},"Operations":["x"]}}"#), "Operations[0]", "found a string, expected"),
        (format!(r#"{{{urn},"Operations":[true]}}"#), "Operations[0]", "found a boolean, expected"),
        (format!(r#"{{{urn},"Operations":[null]}}"#), "Operations[0]", "found null, expected"),
        (format!(r#"{{{urn},"Operations":[{unknown}]"#), "", "in the middle"),
        (format!(r#"{{{urn},"Operations":[{unknown}],}}"#), "", "is not JSON at line 1 column "),
        (format!(r#"{{{urn},"Operations":[{unknown}],"x":{deep}}}"#), "", "nested too deep"),
        (format!(r#"{{{urn},"Operations":[{unknown}],"x":"\ud800"}}"#), "", "is not JSON at"),
    ] {
        let error = Patch::<Member>::new(&body, Dialect::RFC).unwrap().apply(&member());
        let error = error.unwrap_err();
        assert_eq!(
            (error.path(), error.scim_type()),
            (path.to_owned(), Some(ScimType::InvalidSyntax))
        );
        assert!(error.to_string().contains(detail), "{body}: {error}");
    }
}

/// What helps where nothing is chosen is another thing for an `add`, which was sent already.
#[test]
fn what_chooses_nothing_is_told_what_helps() {
    let user: scim_schema::rfc::User =
        resource("urn:ietf:params:scim:schemas:core:2.0:User", r#""userName":"b""#);
    for (op, path, help) in [
        ("replace", r#"emails[type eq \"x\"].value"#, "; use `add` to make one"),
        ("replace", "emails.value", "; use `add` with a whole one"),
        ("add", "emails.value", "; use `add` with a whole one"),
        (
            "add",
            r#"emails[type eq \"x\" or type eq \"y\"].value"#,
            "; compare by `eq` and `and`, or add a whole element without a filter",
        ),
    ] {
        let operation = format!(r#"{{"op":"{op}","path":"{path}","value":"b@x.example"}}"#);
        let error = apply(Dialect::RFC, &user, &operation).map(|_| ()).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::NoTarget), "{operation}");
        assert!(error.to_string().ends_with(help), "{operation}: {error}");
    }
}

/// What may have been meant is said of a name, wherever it stands and whatever URN is before it.
#[test]
fn what_may_have_been_meant_is_said() {
    let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
    let path = |path: &str| format!(r#"{{"op":"replace","path":"{path}","value":"b"}}"#);
    let key = |key: &str| format!(r#"{{"op":"replace","value":{{"{key}":"b"}}}}"#);
    let own = "`userNam` is not an attribute of `User`; did you mean `userName`?".to_owned();
    for (operation, detail) in [
        (path("userNam"), own.clone()),
        (path(&format!("{urn}:userNam")), own.clone()),
        (key("userNam"), own),
        (
            key(&format!("{urn}:userNam")),
            format!("`{urn}:userNam` is not an attribute of `User`; did you mean `userName`?"),
        ),
        (
            key(&format!("{urn}:userName")),
            format!("`{urn}:userName` is not an attribute of `User`; did you mean `userName`?"),
        ),
        (
            path(&format!("{urn}s:userName")),
            format!("`{urn}s` is not a schema of `User`; did you mean `{urn}`?"),
        ),
        (
            path("department"),
            "`department` is not an attribute of `User`; write \
             `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`"
                .to_owned(),
        ),
    ] {
        let error = apply(Dialect::RFC, &member(), &operation).map(|_| ()).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::InvalidPath), "{operation}");
        assert!(error.to_string().ends_with(&detail), "{operation}: {error}");
    }
}

/// 7644-3.5.2-07, 7643-2.1-05: names of members, and `op`, ignore case.
#[test]
fn names_ignore_case() {
    let body = r#"{"SCHEMAS":["URN:ietf:params:scim:api:messages:2.0:patchop"],
        "operations":[{"OP":"Replace","Path":"USERNAME","VALUE":"b","x":[{}]}],"y":null}"#;
    let (member, _) = Patch::<Member>::new(body, Dialect::RFC).unwrap().apply(&member()).unwrap();
    assert_eq!(member.login, "b");
}

/// Okta and Entra may leave out `schemas` (E19), and write an empty path for none.
#[test]
fn what_dialects_leave_out() {
    let body = r#"{"Operations":[{"op":"replace","path":"","value":{"userName":"b"}}]}"#;
    assert_eq!(refused(Dialect::OKTA, body), None);
    assert_eq!(refused(Dialect::ENTRA, body), None);
    assert_eq!(refused(Dialect::RFC, body), Some((400, Some(ScimType::InvalidSyntax))));
}

/// 7644-3.5.2-24, -25, -26: the operations before an error are undone with it.
#[test]
fn all_operations_or_none() {
    let stored = member();
    let operations = r#"{"op":"replace","path":"userName","value":"b"},
        {"op":"remove","path":"emails"},{"op":"replace","path":"active","value":7}"#;
    let error = apply(Dialect::RFC, &stored, operations).unwrap_err();
    assert_eq!((error.path(), error.found()), ("active".to_owned(), "a number"));
    assert_eq!(stored, member());
}

/// 7644-3.5.2-21: each operation works on what the ones before it left.
#[test]
fn operations_run_in_order() {
    let operations = r#"{"op":"remove","path":"emails[type eq \"home\"]"},
        {"op":"add","path":"emails","value":[{"type":"home","value":"c@d.e"}]},
        {"op":"replace","path":"emails[value eq \"c@d.e\"].value","value":"f@g.h"}"#;
    let (after, _) = apply(Dialect::RFC, &member(), operations).unwrap();
    assert_eq!(after.home_email.as_deref(), Some("f@g.h"));
}

/// 7644-3.5.2.1-12: operations that undo one another are no write; a secret counts whatever it was.
#[test]
fn what_is_undone_is_no_change() {
    let there_and_back = r#"{"op":"replace","path":"userName","value":"b"},{"op":"remove","path":"emails"},
        {"op":"add","path":"emails","value":[{"type":"home","value":"babs@jensen.org"},{"value":"bjensen@example.com"}]},
        {"op":"replace","path":"userName","value":"bjensen@example.com"},{"op":"remove","path":"addresses"}"#;
    let (after, changes) = apply(Dialect::RFC, &member(), there_and_back).unwrap();
    assert_eq!(after.office, None);
    assert_eq!(changed(&changes), ["addresses"]);
    let same = r#"{"op":"replace","path":"password","value":"t1meMa$heen"}"#;
    assert_eq!(
        changed(&apply(Dialect::RFC, &Member { password: None, ..member() }, same).unwrap().1),
        ["password"]
    );
}

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Seated {
    #[scim(id)]
    id: u32,
    #[scim(path = "userName")]
    login: String,
    #[scim(extension)]
    seat: Seat,
}

/// Groups and slots in an extension that is always held.
#[derive(Debug, Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Place", name = "Place")]
struct Seat {
    number: Option<i32>,
    #[scim(path = "desk.floor")]
    floor: Option<i32>,
    #[scim(path = r#"phones[type eq "desk"].value"#)]
    desk: Option<String>,
    #[scim(path = r#"phones[type eq "mobile"].value"#)]
    mobile: Option<String>,
}

/// The same of an extension as a whole.
#[test]
fn what_is_undone_in_an_extension_is_no_change() {
    let urn = "urn:example:scim:schemas:extension:2.0:Place";
    let apply = |row: &Seated, operations: &str| {
        let operations = operations.replace("URN", urn);
        let patch = Patch::<Seated>::new(body(&operations), Dialect::RFC).unwrap();
        let (row, changes) = patch.apply(row).unwrap();
        (row, changed(&changes))
    };
    let remove = r#"{"op":"remove","path":"URN"}"#;
    let row = Seated { id: 1, login: "a".into(), ..Seated::default() };
    for part in [
        r#"{"number":0}"#,
        r#"{"desk":{"floor":1}}"#,
        r#"{"phones":[{"type":"desk","value":"x"}]}"#,
    ] {
        let add = format!(r#"{{"op":"add","value":{{"URN":{part}}}}}"#);
        assert!(apply(&row, &format!("{add},{remove}")).1.is_empty(), "{part}");
        let (filled, changes) = apply(&row, &add);
        assert_eq!(changes.len(), 1, "{part}");
        assert!(apply(&filled, &format!("{remove},{add}")).1.is_empty(), "{part}");
        assert!(!apply(&filled, remove).1.is_empty(), "{part}");
    }
    // the same text in another slot is another value
    let desk = Seated { seat: Seat { desk: Some("x".into()), ..Seat::default() }, ..row.clone() };
    let mobile = r#"{"op":"add","path":"URN:phones","value":[{"type":"mobile","value":"x"}]}"#;
    let (moved, changes) = apply(&desk, &format!("{remove},{mobile}"));
    assert_eq!((moved.seat.desk.is_none(), moved.seat.mobile.as_deref()), (true, Some("x")));
    assert!(!changes.is_empty());
    // what came and went in one slot is no change, whatever is in another
    let instead = mobile.replace("add", "replace");
    let add = r#"{"op":"add","path":"URN:phones","value":[{"type":"desk","value":"x"}]}"#;
    let (_, changes) = apply(&row, &format!("{add},{instead}"));
    assert_eq!(changes, [format!(r#"{urn}:phones[type eq "mobile"].value"#)]);
}

/// The same where the complex value or the extension appears, or goes, with what is not undone.
#[test]
fn what_is_undone_in_what_appears_is_no_change() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let add = |path: &str| format!(r#"{{"op":"add","path":"{path}","value":"x"}}"#);
    let remove = |path: &str| format!(r#"{{"op":"remove","path":"{path}"}}"#);
    let user = scim_schema::rfc::User { user_name: "b".into(), ..Default::default() };
    for (one, other) in [
        ("name.givenName".to_owned(), "name.familyName".to_owned()),
        (format!("{urn}:department"), format!("{urn}:division")),
        (format!("{urn}:manager.value"), format!("{urn}:manager.$ref")),
        (format!("{urn}:department"), format!("{urn}:manager.value")),
    ] {
        let appears = [add(&one), add(&other), remove(&other)].join(",");
        let (with, changes) = apply(RFC, &user, &appears).unwrap();
        assert_eq!(changed(&changes), [&*one]);
        let goes = [add(&other), remove(&other), remove(&one)].join(",");
        let (without, changes) = apply(RFC, &with, &goes).unwrap();
        assert_eq!((without, changed(&changes)), (user.clone(), vec![one]));
    }
}

/// Work is bounded: operations, and elements to compare.
#[test]
fn limits_are_413() {
    let within = |change: fn(&mut Limits)| {
        let mut limits = Limits::DEFAULT;
        change(&mut limits);
        move |operations: &str| {
            Patch::<Badge>::with_limits(body(operations), Dialect::RFC, limits).unwrap()
        }
    };
    let few = within(|limits| limits.operations = 2);
    let one = r#"{"op":"add","path":"uses","value":1}"#;
    assert!(few(&format!("{one},{one}")).apply(&Badge::default()).is_ok());
    assert_eq!(
        few(&format!("{one},{one},{one}")).apply(&Badge::default()).unwrap_err().status(),
        413
    );

    let badge = Badge { labels: (0..100).map(|n| n.to_string()).collect(), ..Badge::default() };
    let quick = within(|limits| limits.comparisons = 250);
    let remove = r#"{"op":"remove","path":"labels[value eq \"x\"]"}"#;
    assert!(quick(&format!("{remove},{remove}")).apply(&badge).is_ok());
    assert_eq!(quick(&[remove; 3].join(",")).apply(&badge).unwrap_err().status(), 413);
}

/// What `Debug` shows of a patch and its operations holds no value.
#[test]
fn no_value_is_shown() {
    let patch = Patch::<Member>::new(
        body(r#"{"op":"add","path":"password","value":"s3cret"}"#),
        Dialect::RFC,
    )
    .unwrap();
    let shown = format!("{patch:?} {:?}", patch.operations().unwrap());
    assert!(!shown.contains("s3cret") && shown.contains("add password"), "{shown}");
}
