//! Operations on a list set apart do what they do to the list itself.

use super::*;
use scim_schema::edit::Edit;
use scim_schema::patch::ListEdit;
use scim_schema::rfc::{Group, Member, User};
use std::collections::BTreeSet;

type Ids = BTreeSet<String>;

fn ids(members: &[Member]) -> Ids {
    members.iter().filter_map(|member| member.value.clone()).collect()
}

fn group(members: &[&str]) -> Group {
    let members =
        members.iter().map(|id| Member { value: Some((*id).to_owned()), ..Member::default() });
    Group { display_name: "T".to_owned(), members: members.collect(), ..Group::default() }
}

/// What a store does with the answer: rows by their keys.
fn by_rows(held: &Ids, edit: &ListEdit<Member>) -> Ids {
    match edit {
        ListEdit::Set(members) => ids(members),
        ListEdit::Change { add, remove } => {
            assert!(ids(add).is_disjoint(&ids(remove)));
            let mut rows: Ids = held.difference(&ids(remove)).cloned().collect();
            rows.extend(ids(add));
            rows
        }
    }
}

/// Every sequence of up to three of these, on groups that hold none, one and both of what they
/// name: the same members, the same name, and the same answer to whether anything changed.
#[test]
fn a_list_set_apart_ends_as_the_list() {
    const OPERATIONS: [&str; 13] = [
        r#"{"op":"add","path":"members","value":[{"value":"1"}]}"#,
        r#"{"op":"add","path":"members","value":{"value":"2","display":"x","$ref":null}}"#,
        r#"{"op":"Add","value":{"members":[{"value":"1"},{"value":"1"},{"value":"3"}]}}"#,
        r#"{"op":"add","path":"members","value":[]}"#,
        r#"{"op":"replace","path":"members","value":[{"value":"2"},{"value":"3"}]}"#,
        r#"{"op":"replace","path":"members","value":[]}"#,
        r#"{"op":"remove","path":"members"}"#,
        r#"{"op":"remove","path":"members","value":[]}"#,
        r#"{"op":"remove","path":"members","value":[{"value":"1"},{"value":"9"}]}"#,
        r#"{"op":"remove","path":"members[value eq \"2\"]"}"#,
        r#"{"op":"remove","path":"members[value eq \"1\" or value eq \"3\"]"}"#,
        r#"{"op":"replace","path":"displayName","value":"N"}"#,
        r#"{"op":"replace","value":{"displayName":"T"}}"#,
    ];
    let some = OPERATIONS.map(Some);
    let maybe = || std::iter::once(None).chain(some);
    let mut apart = 0;
    let groups = [group(&[]), group(&["1"]), group(&["1", "2", "4"])];
    let each = |held| [(held, Dialect::RFC), (held, Dialect::ENTRA)];
    for (held, dialect) in groups.iter().flat_map(each) {
        for first in some {
            for (second, third) in maybe().flat_map(|two| maybe().map(move |three| (two, three))) {
                let operations: Vec<_> = [first, second, third].into_iter().flatten().collect();
                let edit = Patch::<Group>::new(body(&operations.join(",")), dialect).unwrap();
                let (expected, changes) = edit.apply(held).unwrap();
                let unloaded = Group { members: Vec::new(), ..held.clone() };
                let answer = Edit::from(edit)
                    .apply_apart(&unloaded, "members", |group| &mut group.members)
                    .unwrap();
                let mut answer = answer.unwrap_or_else(|| panic!("{operations:?}"));
                apart += 1;

                let before = ids(&held.members);
                let after = by_rows(&before, &answer.list);
                assert_eq!(after, ids(&expected.members), "{operations:?}");
                assert_eq!(answer.resource.display_name, expected.display_name);
                assert!(answer.resource.members.is_empty());
                if after != before {
                    answer.list_changed();
                }
                let set = |changes: &Changes| changed(changes).into_iter().collect::<BTreeSet<_>>();
                assert_eq!(set(&answer.changes), set(&changes), "{operations:?}");
            }
        }
    }
    assert_eq!(apart, 6 * 13 * 14 * 14);
}

#[test]
fn what_takes_the_list_is_left_to_it() {
    let apart = |operation: &str| {
        let edit = Edit::from(Patch::<Group>::new(body(operation), Dialect::RFC).unwrap());
        edit.apply_apart(&group(&[]), "members", |group| &mut group.members)
    };
    for operation in [
        r#"{"op":"remove","path":"members[display sw \"A\"]"}"#,
        r#"{"op":"remove","path":"members[not (value eq \"1\")]"}"#,
        r#"{"op":"remove","path":"members[value eq \"1\" and type eq \"User\"]"}"#,
        r#"{"op":"add","path":"members[value eq \"1\"]","value":{"value":"1"}}"#,
        r#"{"op":"replace","path":"members[value eq \"1\"]","value":{"value":"2"}}"#,
        // these fail: the list itself says how
        r#"{"op":"add","path":"members","value":[{"value":7}]}"#,
        r#"{"op":"add","path":"members","value":[{"type":"User"}]}"#,
        r#"{"op":"add","path":"members"}"#,
        r#"{"op":"add","path":"members","value":[{"type":"User"}]},{"op":"add","path":"nothing"}"#,
        // whatever comes after it
        r#"{"op":"remove","path":"members[display sw \"A\"]"},{"op":"add","path":"members","value":[{"value":"1"}]}"#,
    ] {
        assert!(apart(operation).unwrap().is_none(), "{operation}");
    }
    // another operation fails as ever, whatever comes before it
    let error = apart(
        r#"{"op":"add","path":"members","value":[{"value":"1"}]},{"op":"remove","path":"displayName"}"#,
    );
    assert_eq!(error.unwrap_err().path(), "displayName");

    // elements with more to write than a key
    let edit = Patch::<User>::new(
        body(r#"{"op":"remove","path":"emails[value eq \"a@b\"]"}"#),
        Dialect::RFC,
    );
    let edit = Edit::from(edit.unwrap());
    let answer = edit.apply_apart(&User::default(), "emails", |user| &mut user.emails);
    assert!(answer.unwrap().is_none());
}

/// 7644-3.14-06
#[test]
fn the_version_is_checked_first() {
    use scim_schema::query::Precondition;
    let held = Group { version: "7".to_owned(), ..group(&[]) };
    let operation = body(r#"{"op":"remove","path":"members"}"#);
    let edit = Edit::from(Patch::<Group>::new(operation, Dialect::RFC).unwrap());
    let edit = edit.when(Precondition::parse(Some("W/\"6\""), None).unwrap());
    let error = edit.apply_apart(&held, "members", |group| &mut group.members).unwrap_err();
    assert_eq!(error.status(), 412);
}
