//! Parts of an attribute that always have a value: what a POST gives them, and what stays of the whole.

use crate::ScimResource;
use crate::changes::Changes;
use crate::dialect::Dialect;
use crate::edit::{Create, Patch, Replace};
use crate::message::ScimType;

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Box", endpoint = "/Boxes")]
struct Crate {
    #[scim(id)]
    id: u32,
    #[scim(path = "size.note")]
    note: Option<String>,
    #[scim(path = "size.width", default = 1)]
    width: i64,
    #[scim(path = "size.height", default = 2)]
    height: i64,
    #[scim(path = "size.remark")]
    remark: Option<String>,
    #[scim(path = r#"shelves[type eq "low"].floor"#, default = 3)]
    floor: i64,
    #[scim(path = r#"shelves[type eq "low"].row"#, default = 4)]
    row: i64,
    #[scim(path = r#"shelves[type eq "high"].floor"#)]
    high: Option<i64>,
}

fn body(members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Box"]{comma}{members}}}"#)
}

fn told((edited, changes): (Crate, Changes)) -> (Crate, Vec<String>) {
    (edited, changes.paths().iter().map(ToString::to_string).collect())
}

/// 7644-3.3-04: what is left out has its default, all parts of it; that is a change of the whole.
#[test]
fn every_part_has_its_default() {
    let post = |members: &str| {
        let create = Create::<Crate>::new(body(members), Dialect::RFC).unwrap();
        told(create.apply(&Crate::default()).unwrap())
    };
    let made = Crate { width: 1, height: 2, floor: 3, row: 4, ..Crate::default() };
    assert_eq!(post(""), (made.clone(), vec!["size".to_owned(), "shelves".to_owned()]));
    let (high, changes) = post(r#""shelves":[{"type":"high","floor":9}]"#);
    assert_eq!(high, Crate { high: Some(9), ..made });
    let shelves = [r#"shelves[type eq "high"].floor"#, r#"shelves[type eq "low"]"#];
    assert!(shelves.iter().all(|path| changes.iter().any(|one| one == path)), "{changes:?}");
}

/// 7643-2.5-02: a PUT without the whole takes what can go, and says so; what says that the whole is
/// to go is refused.
#[test]
fn what_cannot_go_stays_when_the_whole_is_left_out() {
    let stored = Crate {
        note: Some("n".to_owned()),
        width: 7,
        height: 8,
        remark: Some("r".to_owned()),
        floor: 5,
        row: 6,
        high: Some(9),
        ..Crate::default()
    };
    let put = |members: &str| {
        Replace::<Crate>::new(body(members), Dialect::RFC)?.apply(&stored).map(told)
    };
    let rest = Crate { note: None, remark: None, high: None, ..stored.clone() };
    let (left, changes) = put("").unwrap();
    assert_eq!((left, &*changes), (rest, &["size".to_owned(), "shelves".to_owned()][..]));
    for name in ["size", "shelves"] {
        let error = put(&format!(r#""{name}":null"#)).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{error}");
        let remove = format!(
            r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations":[{{"op":"remove","path":"{name}"}}]}}"#
        );
        let error = Patch::<Crate>::new(remove, Dialect::RFC).unwrap().apply(&stored).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{error}");
    }
}
