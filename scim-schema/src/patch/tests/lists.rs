//! Elements that are added, merged, and made the primary one.

use super::{Dialect, Extra, Keyed, Part, Thing, patch, text};
use crate::edit::Patch;
use crate::message::ScimType;
use crate::value::DateTime;

/// A thing with elements of these values, and which of them are primary.
fn thing(elements: &[(&str, Option<bool>)]) -> Thing {
    let keyed = elements.iter().map(|(value, primary)| Keyed {
        value: text(value),
        primary: *primary,
        ..Keyed::default()
    });
    Thing { keyed: keyed.collect(), ..Thing::default() }
}

fn primary(thing: &Thing) -> Vec<(&str, Option<bool>)> {
    let each = thing.keyed.iter();
    each.map(|keyed| (keyed.value.as_deref().unwrap_or(""), keyed.primary)).collect()
}

/// 7644-3.5.2-04: the element that an operation makes primary is the only one, whatever was stored.
#[test]
fn an_element_made_primary_is_the_only_one() {
    let (yes, no) = (Some(true), Some(false));
    let add = |elements: &str| format!(r#"{{"op":"add","path":"keyed","value":[{elements}]}}"#);
    let one = |value: &str| format!(r#"{{"value":"{value}","primary":true}}"#);
    let known = r#"{"value":"1"}"#;
    for (held, operation, expected) in [
        (&[("1", yes)][..], add(&one("9")), &[("1", no), ("9", yes)][..]),
        // behind an element that is there already
        (&[("1", yes)], add(&format!("{known},{}", one("9"))), &[("1", no), ("9", yes)]),
        (&[("2", yes), ("1", None)], add(&one("1")), &[("2", no), ("1", yes)]),
        // behind another new one, and given before without saying so
        (
            &[("1", yes)],
            add(&format!(r#"{known},{{"value":"8"}},{{"value":"9"}},{}"#, one("9"))),
            &[("1", no), ("8", None), ("9", yes)],
        ),
        // more than one were stored
        (&[("1", yes), ("2", yes)], add(&one("2")), &[("1", no), ("2", yes)]),
        (
            &[("1", yes), ("2", yes), ("3", yes)],
            add(&one("2")),
            &[("1", no), ("2", yes), ("3", no)],
        ),
        (
            &[("1", yes), ("2", None)],
            r#"{"op":"replace","path":"keyed[value eq \"2\"].primary","value":true}"#.to_owned(),
            &[("1", no), ("2", yes)],
        ),
        (
            &[("1", yes), ("2", None)],
            r#"{"op":"add","path":"keyed[value eq \"2\"]","value":{"primary":true}}"#.to_owned(),
            &[("1", no), ("2", yes)],
        ),
    ] {
        let (after, changed) = patch(Dialect::RFC, &thing(held), &operation).unwrap();
        assert_eq!(
            (primary(&after), changed),
            (expected.to_vec(), vec!["keyed".to_owned()]),
            "{operation}"
        );
    }
    // no one is, if an operation says that of several
    for operation in [
        r#"{"op":"replace","path":"keyed.primary","value":true}"#.to_owned(),
        r#"{"op":"add","path":"keyed[value pr].primary","value":true}"#.to_owned(),
        add(&format!("{},{}", one("8"), one("9"))),
    ] {
        for held in [[("1", None), ("2", None), ("3", None)], [("1", yes), ("2", None), ("3", no)]]
        {
            let error = patch(Dialect::RFC, &thing(&held), &operation).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{operation}: {error}");
            assert_eq!(error.found(), "two elements with `primary` true", "{operation}");
        }
    }
}

/// 7644-3.5.2.1-11: what is there already is not added; what an element with the same key lacks is.
#[test]
fn an_element_with_a_known_key_is_merged() {
    let held = thing(&[("1", None), ("2", None)]);
    let add = |elements: &str| {
        let operation = format!(r#"{{"op":"add","path":"keyed","value":[{elements}]}}"#);
        patch(Dialect::RFC, &held, &operation).unwrap()
    };
    let (after, changed) = add(r#"{"value":"1","name":"a","note":"b"}"#);
    let merged = Keyed { name: text("a"), note: text("b"), ..held.keyed[0].clone() };
    assert_eq!(
        (after.keyed, changed),
        (vec![merged, held.keyed[1].clone()], vec!["keyed".to_owned()])
    );
    for nothing in ["", r#"{"value":"2"}"#, r#"{"value":"2","name":null},{"value":"1"}"#] {
        assert_eq!(add(nothing), (held.clone(), vec![]), "{nothing}");
    }
    // of several for one element the last holds
    let (after, _) = add(r#"{"value":"2","name":"a"},{"value":"3"},{"value":"2","name":"b"}"#);
    assert_eq!(after.keyed[1].name, text("b"));
    assert_eq!(after.keyed.len(), 3);
}

/// Elements without a key are there already if all that is given of them is.
#[test]
fn an_element_without_a_key_is_known_by_what_is_given() {
    let part = Part {
        name: text("a"),
        size: Some(1),
        price: Some(2.5),
        tags: vec!["x".to_owned(), "y".to_owned()],
        made: Some(DateTime::default()),
    };
    let held = Thing { parts: vec![part.clone()], ..Thing::default() };
    for given in [
        r#"{"name":"a"}"#,
        r#"{"size":1,"price":2.5}"#,
        r#"{"tags":["x","y"]}"#,
        r#"{"name":"a","tags":["y","x"]}"#,
        r#"{"made":"1970-01-01T01:00:00+01:00"}"#,
    ] {
        let operation = format!(r#"{{"op":"add","path":"parts","value":[{given}]}}"#);
        assert_eq!(
            patch(Dialect::RFC, &held, &operation).unwrap(),
            (held.clone(), vec![]),
            "{given}"
        );
        let remove = operation.replace(r#""add""#, r#""remove""#);
        let (after, changed) = patch(Dialect::RFC, &held, &remove).unwrap();
        assert_eq!((after.parts.len(), changed.len()), (0, 1), "{given}");
    }
    for given in [r#"{"size":2}"#, r#"{"size":1,"tags":["x"]}"#, r#"{"size":1,"name":"b"}"#] {
        let operation = format!(r#"{{"op":"add","path":"parts","value":[{given}]}}"#);
        let (after, changed) = patch(Dialect::RFC, &held, &operation).unwrap();
        assert_eq!((after.parts.len(), changed.len()), (2, 1), "{given}");
        // a new element gets its defaults
        assert_eq!(
            (after.parts[0].clone(), after.parts[1].price),
            (part.clone(), Some(1.5)),
            "{given}"
        );
        let remove = operation.replace(r#""add""#, r#""remove""#);
        assert_eq!(patch(Dialect::RFC, &held, &remove).unwrap(), (held.clone(), vec![]), "{given}");
    }
    let priced = r#"{"op":"add","path":"parts","value":[{"size":3,"price":7}]}"#;
    assert_eq!(patch(Dialect::RFC, &held, priced).unwrap().0.parts[1].price, Some(7.0));
    let lacking = r#"{"op":"add","path":"parts","value":[{"size":3},{"name":"b"}]}"#;
    let error = patch(Dialect::RFC, &held, lacking).unwrap_err();
    assert_eq!((error.path(), error.found()), ("parts[1].size".to_owned(), "no value"));
}

/// 7644-3.5.2.2-04, -07: what is required or written once stays while the rest of it does.
#[test]
fn what_must_stay_is_not_removed() {
    let part = Part { size: Some(1), made: Some(DateTime::default()), ..Part::default() };
    let held = Thing {
        part: Some(part.clone()),
        parts: vec![part.clone()],
        inner: text("a"),
        needed: text("b"),
        extra: Some(Extra { level: Some(1), ..Extra::default() }),
        ..Thing::default()
    };
    let fixed = Thing { fixed: text("c"), ..held.clone() };
    let urn = "urn:example:scim:schemas:extension:2.0:Extra";
    for (held, path, refused) in [
        (&held, "group.needed", Some("group.needed")),
        (&held, "group.inner", None),
        (&held, "group", None),
        (&fixed, "group", Some("group")),
        (&fixed, "group.fixed", Some("group.fixed")),
        (&held, "part.size", Some("part.size")),
        (&held, "part", Some("part")),
        (&held, "part.made", Some("part.made")),
        (&held, "parts", None),
        (
            &held,
            &format!("{urn}:level"),
            Some("urn:example:scim:schemas:extension:2.0:Extra:level"),
        ),
        (&held, urn, None),
    ] {
        let operation = format!(r#"{{"op":"remove","path":"{path}"}}"#);
        match (patch(Dialect::RFC, held, &operation), refused) {
            (Ok((after, changed)), None) => {
                assert!(after != *held && !changed.is_empty(), "{path}");
            }
            (Err(error), Some(at)) => {
                assert_eq!((error.scim_type(), &*error.path()), (Some(ScimType::Mutability), at));
            }
            (answer, _) => panic!("{path}: {answer:?}"),
        }
    }
    // several operations may make up what is required of a group
    for (operations, path) in [
        (r#"{"op":"add","path":"group.inner","value":"a"}"#, Some("group.needed")),
        (
            r#"{"op":"add","path":"group.inner","value":"a"},{"op":"add","path":"group.needed","value":"b"}"#,
            None,
        ),
        (r#"{"op":"add","path":"part.name","value":"a"}"#, Some("part.size")),
        (r#"{"op":"add","path":"part","value":{"name":"a","size":1}}"#, None),
    ] {
        let error = patch(Dialect::RFC, &Thing::default(), operations).err();
        assert_eq!(error.map(|error| error.path()).as_deref(), path, "{operations}");
    }
}

/// 7644-3.5.2.3-09: where a filter chooses nothing that is the mistake, not what a new element
/// would lack.
#[test]
fn nothing_is_required_of_an_element_that_is_not_there() {
    for operation in [
        r#"{"op":"replace","path":"parts[name eq \"a\"]","value":{"name":"b"}}"#,
        r#"{"op":"replace","path":"parts[name eq \"a\"].name","value":"b"}"#,
        r#"{"op":"replace","path":"keyed[value eq \"a\"].name","value":"b"}"#,
    ] {
        let error = patch(Dialect::RFC, &Thing::default(), operation).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::NoTarget), "{operation}: {error}");
    }
    // a value that could not be written is the worse one
    let wrong = r#"{"op":"replace","path":"parts[name eq \"a\"].name","value":7}"#;
    let error = patch(Dialect::RFC, &Thing::default(), wrong).unwrap_err();
    assert_eq!((error.scim_type(), error.found()), (Some(ScimType::InvalidValue), "a number"));
}

/// 7644-3.5.2-15: of a complex attribute that is immutable no part changes, once it has a value.
#[test]
fn parts_of_what_is_immutable_stay() {
    let part = Part { name: text("a"), size: Some(1), ..Part::default() };
    let held = Thing { origin: Some(part.clone()), ..Thing::default() };
    for (operation, refused) in [
        (r#"{"op":"replace","path":"origin.name","value":"b"}"#, Some("origin.name")),
        (r#"{"op":"add","path":"origin.price","value":2.5}"#, Some("origin.price")),
        (r#"{"op":"remove","path":"origin.name"}"#, Some("origin.name")),
        (r#"{"op":"replace","path":"origin","value":{"name":"b"}}"#, Some("origin")),
        (r#"{"op":"replace","value":{"origin":{"name":"b"}}}"#, Some("origin")),
        (r#"{"op":"replace","path":"origin","value":{}}"#, Some("origin")),
        (r#"{"op":"replace","path":"origin.name","value":"a"}"#, None),
        (r#"{"op":"replace","path":"origin","value":{"size":1,"name":"a"}}"#, None),
        (r#"{"op":"add","path":"origin.tags","value":[]}"#, None),
    ] {
        match (patch(Dialect::RFC, &held, operation), refused) {
            (Ok(answer), None) => assert_eq!(answer, (held.clone(), vec![]), "{operation}"),
            (Err(error), Some(path)) => {
                let told = (error.scim_type(), &*error.path());
                assert_eq!(told, (Some(ScimType::Mutability), path), "{operation}");
            }
            (answer, _) => panic!("{operation}: {answer:?}"),
        }
    }
    // without a value it takes one
    let first = r#"{"op":"add","path":"origin","value":{"name":"a","size":1}}"#;
    assert_eq!(patch(Dialect::RFC, &Thing::default(), first).unwrap().0, held);
    // which several operations may make up
    let parts = r#"{"op":"add","path":"origin.name","value":"a"},{"op":"add","path":"origin.size","value":1}"#;
    assert_eq!(patch(Dialect::RFC, &Thing::default(), parts).unwrap().0, held);
}

/// Of an extension the parts of an error's path stand behind its URN, however it was written.
#[test]
fn errors_name_what_is_in_an_extension() {
    let urn = "urn:example:scim:schemas:extension:2.0:Extra";
    for operation in [
        format!(r#"{{"op":"add","path":"{urn}:level","value":"x"}}"#),
        format!(r#"{{"op":"add","path":"{urn}","value":{{"level":"x"}}}}"#),
        format!(r#"{{"op":"add","value":{{"{urn}":{{"level":"x"}}}}}}"#),
    ] {
        let error = patch(Dialect::RFC, &Thing::default(), &operation).unwrap_err();
        assert_eq!(error.path(), format!("{urn}:level"), "{operation}");
    }
    let whole = format!(r#"{{"op":"add","path":"{urn}","value":7}}"#);
    assert_eq!(patch(Dialect::RFC, &Thing::default(), &whole).unwrap_err().path(), urn);
}

/// A list in an extension that one field holds is as one of the resource.
#[test]
fn lists_of_an_extension() {
    let extra = Extra { level: Some(1), keyed: thing(&[("1", Some(true)), ("2", None)]).keyed };
    let held = Thing { extra: Some(extra), ..Thing::default() };
    let urn = "urn:example:scim:schemas:extension:2.0:Extra";
    let operations = [
        format!(r#"{{"op":"replace","path":"{urn}:keyed[value eq \"2\"].primary","value":true}}"#),
        format!(r#"{{"op":"add","path":"{urn}:keyed","value":[{{"value":"2","primary":true}}]}}"#),
        format!(
            r#"{{"op":"add","value":{{"{urn}":{{"keyed":[{{"value":"2","primary":true}}]}}}}}}"#
        ),
    ];
    for operation in operations {
        let (after, changed) = patch(Dialect::RFC, &held, &operation).unwrap();
        let keyed = after.extra.unwrap().keyed;
        assert_eq!((keyed[0].primary, keyed[1].primary), (Some(false), Some(true)), "{operation}");
        assert_eq!(changed, [format!("{urn}:keyed")], "{operation}");
    }
}

/// Several new elements that are the same are one, with the parts of all.
#[test]
fn new_elements_are_merged_with_their_like() {
    let add = r#"{"op":"add","path":"keyed","value":[{"value":"a"},{"value":"b","note":"n"},{"value":"b","name":"x"}]}"#;
    let keyed = patch(Dialect::RFC, &Thing::default(), add).unwrap().0.keyed;
    let a = Keyed { value: text("a"), ..Keyed::default() };
    let b = Keyed { value: text("b"), note: text("n"), name: text("x"), ..Keyed::default() };
    assert_eq!(keyed, [a, b]);
}

/// JSON in a text is one of Entra's roles, and a text elsewhere; an empty text is one for the RFC.
#[test]
fn texts_that_mean_something_to_some() {
    let add = r#"{"op":"add","path":"keyed","value":[{"value":"{\"value\":\"a\"}"}]}"#;
    let keyed = patch(Dialect::ENTRA, &Thing::default(), add).unwrap().0.keyed;
    assert_eq!(keyed[0].value, text(r#"{"value":"a"}"#));

    let part = Part { name: text("a"), size: Some(1), ..Part::default() };
    let held = Thing { part: Some(part), ..Thing::default() };
    let empty = r#"{"op":"replace","path":"part","value":""}"#;
    let error = patch(Dialect::RFC, &held, empty).unwrap_err();
    assert_eq!((error.scim_type(), error.found()), (Some(ScimType::InvalidValue), "a string"));
    assert_eq!(patch(Dialect::OKTA, &held, empty).unwrap().0.part, None);
}

/// 7644-3.5.2-01: the URN of the message is among the schemas, once or several times.
#[test]
fn the_urn_of_the_message() {
    let body = |urns: &str| {
        format!(r#"{{"schemas":[{urns}],"Operations":[{{"op":"remove","path":"part"}}]}}"#)
    };
    let urn = r#""urn:ietf:params:scim:api:messages:2.0:PatchOp""#;
    for (urns, accepted) in [
        (urn.to_owned(), true),
        (format!("{urn},{urn}"), true),
        (format!(r#"{urn},"urn:x""#), true),
        (r#""urn:x""#.to_owned(), false),
    ] {
        let patch = Patch::<Thing>::new(body(&urns), Dialect::RFC).unwrap();
        assert_eq!(patch.apply(&Thing::default()).is_ok(), accepted, "{urns}");
    }
}
