//! Names that a model does not map.

use super::{Dialect, body, patch, text};
use crate::ScimResource;
use crate::edit::Patch;
use crate::message::ScimType;
use crate::patch::PatchOperation;
use crate::value::DateTime;

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
pub(super) struct Member {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "meta.created")]
    created: DateTime,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Bare {
    #[scim(id)]
    id: u32,
    user_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "Group")]
struct Team {
    #[scim(id)]
    id: u32,
    display_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
struct Badge {
    #[scim(id)]
    id: u32,
    serial: Option<String>,
}

fn add(path: &str) -> String {
    format!(r#"{{"op":"add","path":"{path}","value":"x"}}"#)
}

/// 7644-3.12-16: of what a path names, the part that there is not is named, and what may be meant.
#[test]
fn what_is_not_an_attribute_is_told() {
    let member = Member::default();
    for (path, detail) in [
        (
            "userName.value".to_owned(),
            "`userName` is simple and has no sub-attribute `value`".to_owned(),
        ),
        (
            "userNam".to_owned(),
            "`userNam` is not an attribute of `User`; did you mean `userName`?".to_owned(),
        ),
        (
            format!("{USER}:userNam"),
            "`userNam` is not an attribute of `User`; did you mean `userName`?".to_owned(),
        ),
        (
            format!("{ENTERPRISE}:departmnt"),
            format!(
                "`departmnt` is not an attribute of `{ENTERPRISE}`; did you mean `department`?"
            ),
        ),
        (
            format!("{ENTERPRISE}:employeeNumber"),
            format!("`employeeNumber` is not an attribute of `{ENTERPRISE}`"),
        ),
        (
            "urn:example:2.0:Other:department".to_owned(),
            "`urn:example:2.0:Other` is not a schema of `User`".to_owned(),
        ),
    ] {
        let error = patch(Dialect::RFC, &member, &add(&path)).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::InvalidPath), "{path}");
        assert!(error.detail().contains(&detail), "{path}: {error}");
        assert_eq!(
            error.detail().contains("did you mean"),
            detail.contains("did you mean"),
            "{error}"
        );
    }
}

/// What is passed over of the path of an operation; `None` where that is refused.
fn ignored<R: ScimResource + Default>(dialect: Dialect, path: &str) -> Option<Vec<String>> {
    // `schemas` may say the same twice
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let body = format!(r#"{{"schemas":["{urn}","{urn}"],"Operations":[{}]}}"#, add(path));
    let (_, changes) = Patch::<R>::new(body, dialect).unwrap().apply(&R::default()).ok()?;
    Some(changes.ignored().to_vec())
}

/// Okta and Entra send attributes that the RFC defines and a model does not map: these are passed
/// over, and told. What the RFC does not define is a mistake, and so is what it does for others.
#[test]
fn what_the_rfc_defines_is_passed_over_by_dialect() {
    let of_enterprise = |name: &str| format!("{ENTERPRISE}:{name}");
    let passed = |path: &str| Some(vec![path.to_owned()]);
    for dialect in [Dialect::OKTA, Dialect::ENTRA] {
        for path in [
            "title",
            "externalId",
            "name.givenName",
            "NAME.formatted",
            &of_enterprise("employeeNumber"),
        ] {
            assert_eq!(ignored::<Member>(dialect, path), passed(path), "{path}");
            assert_eq!(ignored::<Bare>(dialect, path), passed(path), "{path}");
            assert_eq!(ignored::<Member>(Dialect::RFC, path), None, "{path}");
        }
        for path in [
            "titel",
            "name.firstName",
            "members",
            "urn:example:2.0:Other:title",
            "urn:example:2.0:Other:employeeNumber",
            &of_enterprise("shoeSize"),
            // a dot where a colon belongs
            &format!("{ENTERPRISE}.department"),
            &format!("{ENTERPRISE}.shoeSize"),
        ] {
            assert_eq!(ignored::<Member>(dialect, path), None, "{path}");
            assert_eq!(ignored::<Bare>(dialect, path), None, "{path}");
        }
        assert_eq!(ignored::<Bare>(dialect, ENTERPRISE), passed(ENTERPRISE), "the URN alone");
        for path in ["members", "externalId"] {
            assert_eq!(ignored::<Team>(dialect, path), passed(path), "{path}");
        }
        for path in ["title", ENTERPRISE, &of_enterprise("employeeNumber")] {
            assert_eq!(ignored::<Team>(dialect, path), None, "{path}");
            assert_eq!(ignored::<Badge>(dialect, path), None, "{path}");
        }
        // what every resource has
        assert_eq!(ignored::<Badge>(dialect, "externalId"), passed("externalId"));
    }
}

/// A fixed element that has no field for a part has no value of it: none is taken away from it,
/// and none can be given.
#[test]
fn what_one_element_of_several_has() {
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(rfc = "User")]
    struct Mails {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(path = r#"emails[type eq "work"].value"#)]
        work: Option<String>,
        #[scim(path = r#"emails[type eq "work"].display"#)]
        work_name: Option<String>,
        #[scim(path = r#"emails[type eq "home"].value"#)]
        home: Option<String>,
    }
    let held = Mails { work_name: text("b"), home: text("c"), ..Mails::default() };
    let named = |value| format!(r#"{{"op":"replace","path":"emails.display","value":{value}}}"#);
    for nothing in [named("null"), r#"{"op":"remove","path":"emails.display"}"#.to_owned()] {
        let (after, _) = patch(Dialect::RFC, &held, &nothing).unwrap();
        assert_eq!(after, Mails { work_name: None, ..held.clone() }, "{nothing}");
    }
    let error = patch(Dialect::RFC, &held, &named(r#""d""#)).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::InvalidPath));
    let detail = r#"the element with [type eq "home"] has no `display`"#;
    assert!(error.detail().contains(detail), "{error}");
}

/// An operation says which extension its attribute is of.
#[test]
fn operations_tell_their_extension() {
    let department = format!("{ENTERPRISE}:department");
    let body = body(&format!("{},{}", add("userName"), add(&department)));
    let patch = Patch::<Member>::new(body, Dialect::RFC).unwrap();
    let operations = patch.operations().unwrap();
    let extensions: Vec<_> = operations.iter().map(PatchOperation::extension).collect();
    assert_eq!(extensions, [None, Some(ENTERPRISE)]);
    let held = Member { user_name: "x".to_owned(), department: text("x"), ..Member::default() };
    assert_eq!(patch.apply(&Member::default()).unwrap().0, held);
}

/// 7643-7-13: what a value gives of what is readOnly is passed over, however it is spelt and
/// whatever it is, and is nothing to tell of.
#[test]
fn what_is_read_only_in_a_value() {
    let created = format!("{USER}:meta.created");
    for (dialect, value) in [
        (Dialect::RFC, r#"{"meta":"x"}"#.to_owned()),
        (Dialect::ENTRA, r#"{"meta.created":"x"}"#.to_owned()),
        (Dialect::ENTRA, format!(r#"{{"{created}":"x"}}"#)),
    ] {
        let body = body(&format!(r#"{{"op":"add","value":{value}}}"#));
        let held = Member { user_name: "b".to_owned(), ..Member::default() };
        let (after, changes) = Patch::<Member>::new(body, dialect).unwrap().apply(&held).unwrap();
        assert_eq!((after, changes.is_empty()), (held, true), "{value}");
        assert_eq!(changes.ignored(), <[&str; 0]>::default(), "{value}");
    }
}
