//! What is told of changes.
#![cfg(feature = "derive")]

use crate::dialect::Dialect;
use crate::edit::{Edit, Patch, Replace};
use crate::{ScimExtension, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Member {
    #[scim(id)]
    id: u32,
    user_name: String,
    title: Option<String>,
    #[scim(extension)]
    parking: Option<Parking>,
    #[scim(version)]
    revision: u64,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Parking", name = "Parking")]
struct Parking {
    level: Option<i64>,
    lot: Option<String>,
}

/// What a client could have given, with what an extension holds.
#[cfg(feature = "http1")]
#[test]
fn what_a_new_resource_has() {
    let assigned = |member: &Member| super::assigned(member, Member::NODES);
    let member = Member { id: 7, user_name: "b".to_owned(), revision: 1, ..Member::default() };
    assert_eq!(assigned(&member), ["userName"]);
    let parking = Some(Parking { level: None, lot: Some("a".to_owned()) });
    assert_eq!(
        assigned(&Member { parking, ..member }),
        ["userName", "urn:example:scim:schemas:extension:2.0:Parking:lot"]
    );
}

/// A path is equal to its text, and to no other.
#[test]
fn paths_are_compared_with_texts() {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let body = format!(
        r#"{{"schemas":["{urn}"],"Operations":[{{"op":"add","path":"title","value":"T"}}]}}"#
    );
    let patch = Patch::<Member>::new(body, Dialect::RFC).unwrap();
    let (_, changes) = patch.apply(&Member::default()).unwrap();
    let [path] = changes.paths() else { panic!("{changes:?}") };
    assert!(*path == "title" && *path != "Title" && *path != "userName");

    // an edit in place tells the same
    let mut member = Member::default();
    let changes = Edit::from(patch).apply_to(&mut member).unwrap();
    assert_eq!((member.title.as_deref(), changes.paths()), (Some("T"), &[*path][..]));
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b"}"#;
    let put = Edit::from(Replace::<Member>::new(body, Dialect::RFC).unwrap());
    assert_eq!(put.apply_to(&mut member).unwrap().paths(), ["userName", "title"]);
}
