//! Which lists can be set apart, and what is told of them.

use super::{Dialect, body, text};
use crate::edit::{Edit, Patch, Replace};
use crate::patch::ListEdit;
use crate::{ScimComplex, ScimResource};

/// A club with lists of every kind.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Club", endpoint = "/Clubs")]
struct Club {
    #[scim(id)]
    id: u32,
    title: Option<String>,
    labels: Vec<String>,
    #[scim(on_omit = "keep")]
    kept: Vec<String>,
    #[scim(mutability = "immutable")]
    fixed: Vec<String>,
    #[scim(required)]
    needed: Vec<String>,
    refs: Vec<Ref>,
    nested: Vec<Nested>,
    marked: Vec<Marked>,
    #[scim(path = r#"lines[type eq "first"].value"#)]
    line: Option<String>,
}

/// Only what identifies it is written again.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Ref {
    value: Option<String>,
    #[scim(mutability = "immutable")]
    note: Option<String>,
}

/// What identifies it is in a struct that is embedded in it.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Nested {
    #[scim(mutability = "readOnly")]
    seen: Option<String>,
    #[scim(flatten)]
    key: Key,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Key {
    #[scim(mutability = "readOnly")]
    shown: Option<String>,
    value: Option<String>,
}

/// What identifies it stays, and the rest is written.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Marked {
    #[scim(mutability = "immutable")]
    value: Option<String>,
    mark: Option<String>,
}

fn patch(operations: &str) -> Edit<Club> {
    Patch::new(body(operations), Dialect::RFC).unwrap().into()
}

fn put(members: &str) -> Edit<Club> {
    let body =
        format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Club"],"needed":["n"]{members}}}"#);
    Replace::new(body, Dialect::RFC).unwrap().into()
}

/// Lists whose elements are no more than what identifies them, and of these such as clients write.
#[test]
fn which_lists_can_be_set_apart() {
    let club = Club { needed: vec!["n".to_owned()], ..Club::default() };
    for edit in [patch(r#"{"op":"add","path":"title","value":"T"}"#), put(r#","title":"T""#)] {
        let simple = |name| edit.apply_apart(&club, name, |club| &mut club.labels).unwrap();
        assert!(simple("labels").is_some());
        for name in ["title", "fixed", "needed", "lines", "nothing"] {
            assert!(simple(name).is_none(), "{name}");
        }
        assert!(edit.apply_apart(&club, "refs", |club| &mut club.refs).unwrap().is_some());
        assert!(edit.apply_apart(&club, "marked", |club| &mut club.marked).unwrap().is_none());
    }
    // what a body leaves out of it stays
    let kept = |edit: &Edit<Club>| edit.apply_apart(&club, "kept", |club| &mut club.kept).unwrap();
    let title = patch(r#"{"op":"remove","path":"title"}"#);
    assert!(kept(&put("")).is_none() && kept(&title).is_some());
}

/// Filters that name elements by what identifies them, and no others, say what goes.
#[test]
fn what_filters_name() {
    let apart = |filter: &str| {
        let edit = patch(&format!(r#"{{"op":"remove","path":"refs[{filter}]"}}"#));
        let apart = edit.apply_apart(&Club::default(), "refs", |club| &mut club.refs).unwrap();
        apart.map(|apart| apart.list)
    };
    let one = |value: &str| Ref { value: text(value), note: None };
    let gone = |refs: &[Ref]| Some(ListEdit::Change { add: vec![], remove: refs.to_vec() });
    assert_eq!(apart(r#"value eq \"1\""#), gone(&[one("1")]));
    assert_eq!(apart(r#"value eq \"1\" or value eq \"2\""#), gone(&[one("1"), one("2")]));
    for filter in [r#"value sw \"1\""#, r#"note eq \"1\""#, r#"value eq \"1\" or note eq \"1\""#] {
        assert_eq!(apart(filter), None, "{filter}");
    }
}

/// Of what is the same the first is added; what several operations undo is nothing.
#[test]
fn all_operations_in_one() {
    let edit = patch(
        r#"{"op":"add","path":"nested","value":[{"value":"a"},{"value":"b"}]},
           {"op":"add","path":"nested","value":[{"value":"A"}]}"#,
    );
    let apart = edit.apply_apart(&Club::default(), "nested", |club| &mut club.nested).unwrap();
    let one = |value: &str| Nested { seen: None, key: Key { shown: None, value: text(value) } };
    let list = apart.unwrap().list;
    assert_eq!(list, ListEdit::Change { add: vec![one("a"), one("b")], remove: vec![] });
    assert!(!list.is_nothing());
    assert!(!ListEdit::Change { add: vec![], remove: vec![1] }.is_nothing());
    assert!(!ListEdit::Set(Vec::<u8>::new()).is_nothing());
    assert!(ListEdit::Change { add: Vec::<u8>::new(), remove: vec![] }.is_nothing());
}

/// Of several operations on one element the last holds.
#[test]
fn the_last_operation_on_an_element_holds() {
    let apart = |operations: &[&str]| {
        let of = |op: &&str| format!(r#"{{"op":"{op}","path":"labels","value":["a"]}}"#);
        let edit = patch(&operations.iter().map(of).collect::<Vec<_>>().join(","));
        let apart = edit.apply_apart(&Club::default(), "labels", |club| &mut club.labels).unwrap();
        apart.unwrap().list
    };
    let one = || vec!["a".to_owned()];
    let (added, removed) = (
        ListEdit::Change { add: one(), remove: vec![] },
        ListEdit::Change { add: vec![], remove: one() },
    );
    assert_eq!(apart(&["add", "remove"]), removed);
    assert_eq!(apart(&["remove", "add"]), added);
    assert_eq!(apart(&["add", "remove", "add"]), added);
    assert_eq!(apart(&["remove", "remove"]), removed);
}
