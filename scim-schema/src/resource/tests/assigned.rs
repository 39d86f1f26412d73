//! Assigned, and unassigned by [`clear`].
#![cfg(feature = "derive")]

use crate::resource::{
    Kind, Node, View, clear, computed, is_assigned, is_node_assigned, is_slot_assigned,
};
use crate::rfc::{Address, Name};
use crate::value::DateTime;
use crate::{ScimComplex, ScimResource};

/// A model of which each field may be missing.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Row {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(flatten)]
    more: More,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User")]
struct More {
    title: Option<String>,
    #[scim(path = "name.givenName")]
    given: Option<String>,
    #[scim(path = "name.familyName")]
    family: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home: Option<String>,
    #[scim(path = r#"emails[type eq "home"].display"#)]
    home_name: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Address>,
    #[scim(path = r#"addresses[type eq "home"]"#)]
    home_address: Option<Address>,
    active: Option<bool>,
}

fn node(name: &str) -> &'static Node {
    Row::NODES.iter().find(|node| node.name() == name).unwrap()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn place(locality: &str) -> Option<Address> {
    Some(Address { locality: text(locality), r#type: text("work"), ..Address::default() })
}

/// 7643-2.5-01: null, no element and nothing in it are one state, also of what is computed.
#[test]
fn what_is_assigned() {
    let time = DateTime::parse("2011-05-13T04:42:34Z").unwrap();
    let named = Name { given_name: text("Barbara"), ..Name::default() };
    let (none, some) = (Vec::<i64>::new(), vec![1_i64]);
    for (view, assigned) in [
        (View::Null, false),
        (View::Boolean(false), true),
        (View::Integer(0), true),
        (View::DateTime(&time), true),
        (View::List(&none), false),
        (View::List(&some), true),
        (View::Complex(&Name::default()), false),
        (View::Complex(&named), true),
        (View::Computed(Box::new(none.clone())), false),
        (View::Computed(Box::new(some.clone())), true),
        (View::Computed(Box::new(Name::default())), false),
        (computed(Some(named.clone())), true),
    ] {
        assert_eq!(is_assigned(&view), assigned, "{view:?}");
    }
    assert!(computed(Some(named)).complex().is_some() && computed(some).complex().is_none());
}

type Set = fn(&mut Row);

/// Each part of a node assigns it, and no other node; [`clear`] takes it away and says so once.
#[test]
fn nodes_are_assigned_by_any_of_their_parts() {
    let cases: [(&str, Set); 9] = [
        ("title", |row| row.more.title = text("Guide")),
        ("name", |row| row.more.given = text("Barbara")),
        ("name", |row| row.more.family = text("Jensen")),
        ("emails", |row| row.more.work = text("b@x.example")),
        ("emails", |row| row.more.home = text("b@y.example")),
        ("emails", |row| row.more.home_name = text("Barbara")),
        ("addresses", |row| row.more.office = place("Hollywood")),
        ("addresses", |row| row.more.home_address = place("Burbank")),
        ("active", |row| row.more.active = Some(false)),
    ];
    let names = ["title", "name", "emails", "addresses", "active"];
    let blank = Row { id: 7, user_name: "b".to_owned(), ..Row::default() };
    for (name, set) in cases {
        let mut row = blank.clone();
        set(&mut row);
        for other in names {
            let node = node(other);
            assert_eq!(
                is_node_assigned(&row, node, node.base),
                other == name,
                "{other} of {row:?}"
            );
        }
        let mut cleared = row.clone();
        for other in names {
            let node = node(other);
            assert_eq!(
                clear(&mut cleared, node, node.base),
                Ok(other == name),
                "{other} of {row:?}"
            );
        }
        assert_eq!(cleared, blank, "{name}");
    }
    // all at once
    let mut row = blank.clone();
    cases.iter().for_each(|(_, set)| set(&mut row));
    for name in names {
        assert_eq!(clear(&mut row, node(name), node(name).base), Ok(true), "{name}");
    }
    assert_eq!(row, blank);
    for name in ["schemas", "meta"] {
        assert_eq!(clear(&mut row, node(name), node(name).base), Ok(false), "{name}");
    }
}

/// What the declaration of a slot says of its element does not assign it.
#[test]
fn a_slot_is_assigned_by_what_is_not_declared_of_it() {
    let assigned = |name: &str, index: usize, set: Set| {
        let mut row = Row::default();
        set(&mut row);
        let Kind::Slots(slots) = node(name).kind else { panic!("{name} has slots") };
        is_slot_assigned(&row, slots.get(index).unwrap(), node(name).base)
    };
    assert!(assigned("emails", 0, |row| row.more.work = text("b@x.example")));
    assert!(!assigned("emails", 1, |row| row.more.work = text("b@x.example")));
    assert!(assigned("emails", 1, |row| row.more.home_name = text("Barbara")));
    assert!(assigned("addresses", 0, |row| row.more.office = place("Hollywood")));
    assert!(!assigned("addresses", 1, |row| row.more.office = place("Hollywood")));
    let only_type = |row: &mut Row| {
        row.more.office = Some(Address { r#type: text("work"), ..Address::default() });
    };
    assert!(!assigned("addresses", 0, only_type), "its `type` is declared");
}
