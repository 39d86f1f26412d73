//! Which elements of a list a PUT keeps, changes, adds and removes.

use super::{Keyed, Nested, Pair, Part, Thing, body, post, put};
use crate::dialect::Dialect;
use crate::edit::Replace;
use crate::value::DateTime;
use crate::{ScimComplex, ScimResource};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn time(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

fn part(name: &str, row: u32) -> Part {
    Part { name: Some(name.to_owned()), size: Some(1), row, ..Part::default() }
}

fn keyed(value: &str, name: &str, row: u32) -> Keyed {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Keyed { value: text(value), name: text(name), row, ..Keyed::default() }
}

/// 7644-3.5.1-16: lists have no order, so what is there already is no change; what differs in any
/// element is one.
#[test]
fn a_list_of_simple_values_holds_what_was_put() {
    let stored = Thing { texts: texts(&["a", "b"]), ..Thing::default() };
    for (given, expected) in [
        (r#"["a","b"]"#, None),
        (r#"["b","a"]"#, None),
        (r#"["a","b","a","b"]"#, None),
        (r#"["a","c"]"#, Some(texts(&["a", "c"]))),
        (r#"["c","b"]"#, Some(texts(&["b", "c"]))),
        (r#"["c","d"]"#, Some(texts(&["c", "d"]))),
        (r#"["b","b"]"#, Some(texts(&["b"]))),
        (r#"["A","b"]"#, Some(texts(&["b", "A"]))),
        (r#"["c","c","a","b"]"#, Some(texts(&["a", "b", "c"]))),
        ("[]", Some(vec![])),
    ] {
        let (thing, changed) = put(&format!(r#""texts":{given}"#), &stored).unwrap();
        assert_eq!(
            thing.texts,
            expected.clone().unwrap_or_else(|| stored.texts.clone()),
            "{given}"
        );
        assert_eq!(changed == ["texts"], expected.is_some(), "{given}: {changed:?}");
    }
    let longer = Thing { texts: texts(&["a", "b", "c"]), ..Thing::default() };
    let (thing, _) = put(r#""texts":["x","x"]"#, &longer).unwrap();
    assert_eq!(thing.texts, ["x"]);
}

/// What is stored twice stays so when a client sends back what it was given.
#[test]
fn what_is_stored_twice_is_no_change_when_it_is_sent_back() {
    let stored = Thing { texts: texts(&["a", "a"]), ..Thing::default() };
    let (thing, changed) = put(r#""texts":["a","a"]"#, &stored).unwrap();
    assert_eq!((thing, changed.len()), (stored, 0));
}

/// 7643-2.4-12: what a body gives twice is held once, in lists of every type and length.
#[test]
fn what_a_body_gives_twice_is_held_once() {
    let count = |members: &str| {
        let thing = post(members).unwrap();
        let numbers = thing.wholes.len() + thing.reals.len() + thing.flags.len();
        thing.texts.len() + numbers + thing.times.len() + thing.parts.len() + thing.keyed.len()
    };
    let two = |name: &str, one: &str, other: &str| {
        for (given, expected) in [
            (vec![one], 1),
            (vec![one, one], 1),
            (vec![one, other], 2),
            (vec![one, other, one], 2),
            ([[one, other]; 5].concat(), 2),
        ] {
            let members = format!(r#""{name}":[{}]"#, given.join(","));
            assert_eq!(count(&members), expected, "{members}");
        }
    };
    two("texts", r#""a""#, r#""b""#);
    two("wholes", "1", "2");
    two("reals", "1.5", "2.5");
    two("flags", "true", "false");
    two("times", r#""2011-05-13T04:42:34Z""#, r#""2011-05-13T04:42:35Z""#);
    two("parts", r#"{"size":1,"name":"x"}"#, r#"{"size":1,"note":"x"}"#);
    two("parts", r#"{"size":1,"tags":["x","y"]}"#, r#"{"size":1,"tags":["x","z"]}"#);
    two("parts", r#"{"size":1,"since":"2011-05-13T04:42:34Z"}"#, r#"{"size":1}"#);
    two("keyed", r#"{"value":"a","name":"x"}"#, r#"{"value":"a","name":"y"}"#);
    assert_eq!(count(r#""parts":[{"size":1,"tags":["x","y"]},{"size":1,"tags":["y","x"]}]"#), 1);
}

/// Elements without a key are the same when all that clients write of them is.
#[test]
fn elements_without_a_key_are_known_by_all_that_is_written() {
    let seen = |part: Part| Part { seen: Some("today".to_owned()), ..part };
    let tagged = |part: Part| Part { tags: texts(&["x", "y"]), ..part };
    let since = Part { since: Some(time("2011-05-13T04:42:34Z")), ..part("c", 3) };
    let parts = vec![seen(part("a", 1)), tagged(part("b", 2)), since];
    let stored = Thing { parts, ..Thing::default() };
    let a = r#"{"size":1,"name":"a","seen":"never"}"#;
    let b = r#"{"size":1,"name":"b","tags":["y","x"]}"#;
    let c = r#"{"size":1,"name":"c","since":"2011-05-13T04:42:34Z"}"#;
    for same in [[a, b, c], [c, b, a], [b, a, c]] {
        let (thing, changed) = put(&format!(r#""parts":[{}]"#, same.join(",")), &stored).unwrap();
        assert_eq!((&thing, changed.len()), (&stored, 0), "{same:?}");
    }
    let rows = |given: &str| {
        let (thing, changed) = put(&format!(r#""parts":[{given}]"#), &stored).unwrap();
        assert_eq!(changed, ["parts"], "{given}");
        thing.parts.iter().map(|part| part.row).collect::<Vec<_>>()
    };
    assert_eq!(rows(a), [1]);
    // another value, another sub-attribute with the value, another time: other elements
    assert_eq!(rows(&format!(r#"{{"size":1,"name":"z"}},{b},{c}"#)), [2, 3, 0]);
    assert_eq!(rows(&format!(r#"{{"size":1,"note":"a"}},{b},{c}"#)), [2, 3, 0]);
    assert_eq!(rows(&format!("{a},{b},{}", c.replace(":34Z", ":35Z"))), [1, 2, 0]);
    assert_eq!(rows(&format!("{a},{},{c}", b.replace(r#""x""#, r#""z""#))), [1, 3, 0]);
}

/// Elements with a key are changed where they are, so what is not mapped of them stays; that is
/// said of the list whichever of its elements it was.
#[test]
fn elements_with_a_key_are_changed_where_they_are() {
    let stored =
        Thing { keyed: vec![keyed("1", "a", 11), keyed("2", "b", 12)], ..Thing::default() };
    let one = |value: &str, name: &str| format!(r#"{{"value":"{value}","name":"{name}"}}"#);
    let rows = |given: [String; 2], expected: [Keyed; 2]| {
        let (thing, changed) = put(&format!(r#""keyed":[{}]"#, given.join(",")), &stored).unwrap();
        assert_eq!(thing.keyed, expected, "{given:?}");
        assert_eq!(changed == ["keyed"], thing != stored, "{given:?}: {changed:?}");
    };
    rows([one("1", "x"), one("2", "b")], [keyed("1", "x", 11), keyed("2", "b", 12)]);
    rows([one("1", "a"), one("2", "x")], [keyed("1", "a", 11), keyed("2", "x", 12)]);
    rows([one("2", "x"), one("1", "y")], [keyed("1", "y", 11), keyed("2", "x", 12)]);
    rows([one("2", "b"), one("1", "a")], [keyed("1", "a", 11), keyed("2", "b", 12)]);
    rows([one("3", "a"), one("2", "b")], [keyed("2", "b", 12), keyed("3", "a", 0)]);
    let (thing, changed) = put(
        r#""keyed":[{"value":"2","name":"b"},{"value":"1","since":"2011-05-13T04:42:34Z"}]"#,
        &stored,
    )
    .unwrap();
    let since = Keyed { since: Some(time("2011-05-13T04:42:34Z")), ..keyed("1", "", 11) };
    assert_eq!(thing.keyed, [since, keyed("2", "b", 12)], "what is left out goes");
    assert_eq!(changed, ["keyed"], "by several parts of one");
}

/// Lists in elements are sets as well, and what is in a struct that is embedded is written there.
#[test]
fn parts_of_elements_with_a_key() {
    let tagged = |tags: &[&str]| Keyed { tags: texts(tags), ..keyed("1", "a", 11) };
    let stored = Thing { keyed: vec![tagged(&["x", "y"])], ..Thing::default() };
    for (given, expected) in
        [(r#"["y","x"]"#, None), (r#"["y","z"]"#, Some(["y", "z"].as_slice())), ("[]", Some(&[]))]
    {
        let members = format!(r#""keyed":[{{"value":"1","name":"a","tags":{given}}}]"#);
        let (thing, changed) = put(&members, &stored).unwrap();
        assert_eq!(thing.keyed, [tagged(expected.unwrap_or(&["x", "y"]))], "{given}");
        assert_eq!(changed == ["keyed"], expected.is_some(), "{given}: {changed:?}");
    }

    let pair = |left: &str, right: &str| {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Pair { left: text(left), right: text(right) }
    };
    let nested = |sides: Pair| vec![Nested { value: Some("1".to_owned()), sides }];
    let stored =
        Thing { pairs: vec![pair("a", "")], nested: nested(pair("a", "b")), ..Thing::default() };
    let members = r#""pairs":[{"right":"a"}],"nested":[{"value":"1","right":"c"}]"#;
    let (thing, changed) = put(members, &stored).unwrap();
    assert_eq!((thing.pairs, thing.nested), (vec![pair("", "a")], nested(pair("", "c"))));
    assert_eq!(changed, ["pairs", "nested"]);
}

/// Of several primary elements the first stays so, for those who may send several.
#[test]
fn the_first_of_many_primary_elements_stays_primary() {
    let primary: Vec<_> =
        (0..4).map(|value| format!(r#"{{"value":"{value}","primary":true}}"#)).collect();
    let body = body(&format!(r#""keyed":[{{"value":"x"}},{}]"#, primary.join(",")));
    let replace = Replace::<Thing>::new(&body, Dialect::OKTA).unwrap();
    let (thing, _) = replace.apply(&Thing::default()).unwrap();
    let primary: Vec<_> = thing.keyed.iter().map(|keyed| keyed.primary).collect();
    assert_eq!(primary, [None, Some(true), Some(false), Some(false), Some(false)]);
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Inbox", endpoint = "/Inboxes")]
struct Inbox {
    #[scim(id)]
    id: u32,
    mails: Vec<Mail>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Mail {
    value: Option<String>,
    r#type: Option<String>,
    display: Option<String>,
    #[scim(mutability = "readOnly")]
    verified: Option<bool>,
    #[scim(skip)]
    row: u32,
}

/// 7643-2.4-11, 7644-3.5.1-12: of several elements with a key the one of the same `type` is meant, and
/// keys compare as their attribute does, so that what is not a client's to write stays where it is.
#[test]
fn an_element_is_the_one_of_its_type() {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mail = |value: &str, of: &str, display: &str, row: u32| Mail {
        value: text(value),
        r#type: text(of),
        display: text(display),
        verified: (row > 0).then_some(row == 1),
        row,
    };
    let held = Inbox { mails: vec![mail("a", "work", "", 1), mail("a", "home", "", 2)], id: 1 };
    for (given, expected) in [
        (r#"{"value":"a","type":"home","display":"x"}"#, vec![mail("a", "home", "x", 2)]),
        (
            r#"{"value":"A","type":"Home"},{"value":"A","type":"WORK"}"#,
            vec![mail("A", "WORK", "", 1), mail("A", "Home", "", 2)],
        ),
        // the key alone, where no other is of the type
        (r#"{"value":"A","type":"other"}"#, vec![mail("A", "other", "", 1)]),
        (r#"{"value":"A"}"#, vec![mail("A", "", "", 1)]),
        // the type alone does not tell which is meant
        (r#"{"type":"home"}"#, vec![mail("", "home", "", 0)]),
        (
            r#"{"value":"b","type":"home"},{"value":"a","type":"home"}"#,
            vec![mail("a", "home", "", 2), mail("b", "home", "", 0)],
        ),
    ] {
        let body =
            format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Inbox"],"mails":[{given}]}}"#);
        let put = Replace::<Inbox>::new(body, Dialect::RFC).unwrap();
        assert_eq!(put.apply(&held).unwrap().0.mails, expected, "{given}");
    }
}

/// 7644-3.5.1-03: several instants of another crate in an element are what was put.
#[cfg(feature = "chrono04")]
#[test]
fn several_instants_of_another_crate_in_an_element_are_put() {
    use crate::edit::Patch;
    use chrono::{DateTime, Utc};

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:House", endpoint = "/Houses")]
    struct House {
        #[scim(id)]
        id: u32,
        doors: Vec<Door>,
    }
    #[derive(Debug, Clone, Default, ScimComplex)]
    struct Door {
        value: Option<String>,
        inspected: Vec<DateTime<Utc>>,
    }

    let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let door =
        Door { value: Some("a".to_owned()), inspected: vec![instant("2024-01-01T00:00:00Z")] };
    let held = House { id: 1, doors: vec![door] };
    let given = r#"[{"value":"a","inspected":["2024-01-02T00:00:00Z"]}]"#;
    let put = format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:House"],"doors":{given}}}"#);
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let operation = format!(r#"{{"op":"add","path":"doors","value":{given}}}"#);
    let add = format!(r#"{{"schemas":["{urn}"],"Operations":[{operation}]}}"#);
    let put = Replace::<House>::new(put, Dialect::RFC).unwrap().apply(&held).unwrap();
    let add = Patch::<House>::new(add, Dialect::RFC).unwrap().apply(&held).unwrap();
    for (house, changes) in [put, add] {
        assert_eq!(house.doors[0].inspected, [instant("2024-01-02T00:00:00Z")]);
        assert_eq!(changes.paths(), ["doors"]);
    }
}
