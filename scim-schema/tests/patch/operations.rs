//! Operations as a store sees them.

use super::*;
use scim_schema::patch::Op;
use scim_schema::rfc::{Group, User};

/// A store that keeps members as rows sees which rows to insert and to delete.
#[test]
fn members_as_rows() {
    let operations = r#"{"op":"add","path":"members","value":[{"value":"1"},{"value":"2"}]},
        {"op":"remove","path":"members[value eq \"3\"]"},
        {"op":"replace","value":{"displayName":"T","members":[]}}"#;
    let patch = Patch::<Group>::new(body(operations), Dialect::RFC).unwrap();
    let operations = patch.operations().unwrap();
    let seen: Vec<_> = operations
        .iter()
        .map(|operation| (operation.op(), operation.attribute(), operation.filter().is_some()))
        .collect();
    assert_eq!(
        seen,
        [
            (Op::Add, "members", false),
            (Op::Remove, "members", true),
            (Op::Replace, "displayName", false),
            (Op::Replace, "members", false)
        ]
    );
    assert_eq!(operations[0].value(), Some(r#"[{"value":"1"},{"value":"2"}]"#));
    assert_eq!(operations[3].to_string(), "replace members");
}

/// 7644-3.5.2-21, -24: the error is that of the first operation that fails, whatever is wrong with
/// those after it; what is no operation at all comes before, and what the result lacks last.
#[test]
fn the_first_that_fails_is_told() {
    let user: User = resource("urn:ietf:params:scim:schemas:core:2.0:User", r#""userName":"b""#);
    let (of_path, of_value, of_id) = (
        (r#"{"op":"add","path":"shoeSize","value":1}"#, "invalidPath"),
        (r#"{"op":"add","path":"active","value":"x"}"#, "invalidValue"),
        (r#"{"op":"add","path":"id","value":"x"}"#, "mutability"),
    );
    let no_target = (r#"{"op":"replace","path":"emails[value eq \"x\"]","value":{}}"#, "noTarget");
    let fine = r#"{"op":"add","path":"title","value":"T"}"#;
    let told = |operations: &[&str]| {
        let error = apply(Dialect::RFC, &user, &operations.join(",")).unwrap_err();
        (error.scim_type().unwrap().as_str(), error.path())
    };
    for (first, scim_type) in [of_path, of_value, of_id, no_target] {
        let alone = told(&[first]);
        assert_eq!(alone.0, scim_type);
        for (second, _) in [of_path, of_value, of_id, no_target] {
            assert_eq!(told(&[fine, first, second]), alone, "{first} {second}");
        }
        assert_eq!(told(&[first, r#"{"op":"move","path":"title"}"#]).0, "invalidSyntax");
    }
}

/// What is wrong with a path is found without a resource; what a dialect passes over is left out.
#[test]
fn paths_are_checked() {
    let of = |dialect, operations: &str| {
        let patch = Patch::<User>::new(body(operations), dialect).unwrap();
        patch.operations().map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value";
    let paths = format!(
        r#"{{"op":"replace","value":{{"x":1,"title":"T"}}}},{{"op":"add","path":"{extension}","value":"7"}}"#
    );
    assert_eq!(
        of(Dialect::OKTA, &paths).unwrap(),
        ["replace title".to_owned(), format!("add {extension}")]
    );
    assert_eq!(of(Dialect::RFC, &paths).unwrap_err().scim_type().unwrap().as_str(), "invalidPath");
    let error = of(Dialect::RFC, r#"{"op":"add","path":"usrName","value":1}"#).unwrap_err();
    assert_eq!(error.detail(), "`usrName` is not an attribute of `User`; did you mean `userName`?");
    for (path, told) in [
        (
            "{extension}:department2",
            "`department2` is not an attribute of `{extension}`; did you mean `department`?",
        ),
        ("urn:x:y:title", "`urn:x:y` is not a schema of `User`"),
        ("{core}:titel", "`titel` is not an attribute of `User`; did you mean `title`?"),
    ] {
        let urns = |text: &str| {
            text.replace(
                "{extension}",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            )
            .replace("{core}", "urn:ietf:params:scim:schemas:core:2.0:User")
        };
        let operation = format!(r#"{{"op":"add","path":"{}","value":"x"}}"#, urns(path));
        assert_eq!(of(Dialect::RFC, &operation).unwrap_err().detail(), urns(told));
    }
    for path in [r#"emails[type eq \"work\"]x"#, r#"emails[type eq \"work\"].valuex"#] {
        let operation = format!(r#"{{"op":"add","path":"{path}","value":"x"}}"#);
        let error = of(Dialect::RFC, &operation).unwrap_err();
        assert_eq!(error.scim_type().unwrap().as_str(), "invalidPath", "{path}");
    }
}

/// A dialect may pass over what the RFC defines and a model does not map; what nobody defines is an error in each.
#[test]
fn paths_that_the_rfc_defines() {
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Login {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(path = r#"emails[type eq "work"].value"#)]
        email: Option<String>,
    }
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "Group")]
    struct Team {
        #[scim(id)]
        id: u32,
        display_name: String,
    }
    fn of<R: ScimResource>(dialect: Dialect, path: &str) -> Result<usize, ScimError> {
        let operation = format!(r#"{{"op":"add","path":"{path}","value":"x"}}"#);
        Patch::<R>::new(body(&operation), dialect).unwrap().operations().map(|all| all.len())
    }
    let user = |dialect, path: &str| of::<Login>(dialect, path);
    let group = |dialect, path: &str| of::<Team>(dialect, path);
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    for path in [
        "nickName",
        "externalId",
        "name.givenName",
        "emails.display",
        &format!("{core}:nickName"),
        &format!("{enterprise}:department"),
        &format!("{enterprise}:manager.value"),
        enterprise,
    ] {
        assert_eq!(user(Dialect::OKTA, path).ok(), Some(0), "{path}");
        assert!(user(Dialect::RFC, path).is_err(), "{path}");
    }
    for path in [
        "shoeSize",
        "name.shoeSize",
        "emails.shoeSize",
        "members",
        "urn:x:y:department",
        &format!("{enterprise}:shoeSize"),
        &format!("{core}:department"),
    ] {
        assert!(user(Dialect::OKTA, path).is_err(), "{path}");
    }
    assert_eq!(group(Dialect::OKTA, "members").ok(), Some(0));
    assert!(group(Dialect::OKTA, "nickName").is_err());
    assert!(group(Dialect::OKTA, &format!("{enterprise}:department")).is_err());
}

/// What changed is told once, however many operations changed it; what an extension has by the same name is another.
#[test]
fn changes_are_told_once() {
    use scim_schema::changes::ChangedPath;
    #[derive(Debug, Clone, Default, PartialEq, scim_schema::ScimExtension)]
    #[scim(schema = "urn:example:scim:schemas:extension:2.0:Desk", name = "Desk")]
    struct Desk {
        title: Option<String>,
    }
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Login {
        #[scim(id)]
        id: u32,
        user_name: String,
        title: Option<String>,
        #[scim(extension)]
        desk: Option<Desk>,
    }
    let urn = "urn:example:scim:schemas:extension:2.0:Desk:title";
    let operations = ["title", "title", urn, urn]
        .into_iter()
        .enumerate()
        .map(|(at, path)| format!(r#"{{"op":"add","path":"{path}","value":"{at}"}}"#));
    let operations = operations.collect::<Vec<_>>().join(",");
    let patch = Patch::<Login>::new(body(&operations), Dialect::RFC).unwrap();
    let (login, changes) = patch.apply(&Login::default()).unwrap();
    let desk = Desk { title: Some("3".into()) };
    assert_eq!((login.title.as_deref(), login.desk), (Some("1"), Some(desk)));
    assert_eq!(changes.paths(), ["title", urn]);
    let paths = changes.paths();
    let names: Vec<_> = paths.iter().map(ChangedPath::attribute).collect();
    assert_eq!(names, ["title", "title"]);
}
