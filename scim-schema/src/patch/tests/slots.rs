//! Fixed elements: which is the primary one, what is theirs, and what is taken from them.

use super::{Dialect, body, patch, text};
use crate::edit::Patch;
use crate::limits::Limits;
use crate::message::ScimType;
use crate::{ScimComplex, ScimResource};

/// A row whose slots say by fields of their own which is the primary one, embedded behind others.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Row {
    #[scim(id)]
    id: u32,
    user_name: String,
    title: Option<String>,
    #[scim(flatten)]
    contact: Contact,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User")]
struct Contact {
    nick_name: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "work"].primary"#)]
    work_first: Option<bool>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home: Option<String>,
    #[scim(path = r#"emails[type eq "home"].primary"#)]
    home_first: Option<bool>,
    #[scim(path = r#"emails[type eq "other"].value"#)]
    other: Option<String>,
    #[scim(path = r#"emails[type eq "other"].primary"#)]
    other_first: Option<bool>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Place>,
    #[scim(path = r#"addresses[type eq "home"]"#)]
    flat: Option<Place>,
    #[scim(path = r#"phoneNumbers[primary eq true].value"#)]
    phone: Option<String>,
    #[scim(path = r#"phoneNumbers[primary eq true].display"#)]
    phone_name: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Place {
    locality: Option<String>,
    country: Option<String>,
    primary: Option<bool>,
}

fn place(locality: &str, primary: Option<bool>) -> Option<Place> {
    Some(Place { locality: text(locality), primary, ..Place::default() })
}

fn row() -> Row {
    let contact = Contact {
        work: text("w@x.example"),
        work_first: Some(true),
        home: text("h@x.example"),
        office: place("Hollywood", Some(true)),
        flat: place("Burbank", None),
        phone: text("1"),
        ..Contact::default()
    };
    Row { id: 7, user_name: "b".to_owned(), contact, ..Row::default() }
}

/// 7644-3.5.2-23: the element that becomes primary is the only one, in fields and in what fields
/// hold; two at once are none.
#[test]
fn a_slot_made_primary_is_the_only_one() {
    for operation in [
        r#"{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}"#,
        r#"{"op":"add","path":"emails[type eq \"home\"]","value":{"primary":true}}"#,
        r#"{"op":"add","path":"emails","value":[{"type":"home","primary":true}]}"#,
        r#"{"op":"add","value":{"emails":[{"type":"home","primary":true}]}}"#,
    ] {
        let (after, changed) = patch(Dialect::RFC, &row(), operation).unwrap();
        let contact = Contact { work_first: Some(false), home_first: Some(true), ..row().contact };
        assert_eq!(after, Row { contact, ..row() }, "{operation}");
        let mut changed = changed;
        changed.sort();
        let paths = [r#"emails[type eq "home"].primary"#, r#"emails[type eq "work"].primary"#];
        assert_eq!(changed, paths, "{operation}");
    }
    let of_home = r#"{"op":"replace","path":"addresses[type eq \"home\"].primary","value":true}"#;
    let (after, _) = patch(Dialect::RFC, &row(), of_home).unwrap();
    let (office, flat) = (place("Hollywood", Some(false)), place("Burbank", Some(true)));
    assert_eq!((after.contact.office, after.contact.flat), (office, flat));

    let no = Row { contact: Contact { work_first: None, ..row().contact }, ..row() };
    for (held, operation) in [
        (&no, r#"{"op":"replace","path":"emails.primary","value":true}"#),
        (&no, r#"{"op":"replace","path":"emails[value pr].primary","value":true}"#),
        (
            &row(),
            r#"{"op":"add","path":"emails","value":[{"type":"work","primary":true},{"type":"home","primary":true}]}"#,
        ),
    ] {
        let error = patch(Dialect::RFC, held, operation).unwrap_err();
        assert_eq!(error.found(), "two elements with `primary` true", "{operation}: {error}");
    }
    // what else is written makes none the primary one
    let both = Contact { home_first: Some(true), ..row().contact };
    let held = Row { contact: both, ..row() };
    let value = r#"{"op":"replace","path":"emails[type eq \"home\"].value","value":"i@x.example"}"#;
    let (after, changed) = patch(Dialect::RFC, &held, value).unwrap();
    assert_eq!((after.contact.work_first, changed.len()), (Some(true), 1));
}

/// 7644-3.5.2.2-04, -05: what is the same as an element that is given goes, and no other.
#[test]
fn elements_are_removed_by_what_is_given() {
    let remove = |path: &str, element: &str| {
        let operation = format!(r#"{{"op":"remove","path":"{path}","value":[{element}]}}"#);
        patch(Dialect::RFC, &row(), &operation).unwrap().0.contact
    };
    let all = row().contact;
    let without_home = Contact { home: None, ..all.clone() };
    assert_eq!(remove("emails", r#"{"value":"H@x.example"}"#), without_home);
    assert_eq!(remove("emails", r#"{"value":"h@x.example","type":"home"}"#), without_home);
    assert_eq!(remove("emails", r#"{"type":"home"}"#), without_home);
    assert_eq!(remove("emails", r#"{"value":"h@x.example","type":"work"}"#), all);
    assert_eq!(remove("emails", r#"{"value":"x@x.example"}"#), all);
    let without_work = Contact { work: None, work_first: None, ..all.clone() };
    assert_eq!(remove("emails", r#"{"primary":true}"#), without_work);
    let without_flat = Contact { flat: None, ..all.clone() };
    assert_eq!(remove("addresses", r#"{"locality":"burbank"}"#), without_flat);
    assert_eq!(remove("addresses", r#"{"locality":"Burbank","country":"US"}"#), all);
    assert_eq!(remove("addresses", r#"{"locality":"Hollywood","primary":true}"#).office, None);
    assert_eq!(remove("addresses", r#"{"locality":"Hollywood","primary":false}"#), all);
    // its `value` decides
    assert_eq!(remove("emails", r#"{"value":"h@x.example","primary":true}"#), without_home);
}

/// 7644-3.5.2.3-03, 7643-2.5-02: elements that are left out go, with all of their parts; a filter
/// that describes an empty slot fills it.
#[test]
fn elements_are_replaced_and_made() {
    let edit =
        |dialect, operation: &str| patch(dialect, &row(), operation).map(|(row, _)| row.contact);
    let all = row().contact;
    let only_home =
        r#"{"op":"replace","path":"emails","value":[{"type":"home","value":"i@x.example"}]}"#;
    let expected =
        Contact { work: None, work_first: None, home: text("i@x.example"), ..all.clone() };
    assert_eq!(edit(Dialect::RFC, only_home).unwrap(), expected);
    for nothing in [
        r#"{"op":"replace","path":"emails","value":[]}"#,
        r#"{"op":"replace","path":"emails","value":null}"#,
        r#"{"op":"remove","path":"emails"}"#,
        r#"{"op":"remove","path":"emails[value pr]"}"#,
    ] {
        let expected = Contact { work: None, work_first: None, home: None, ..all.clone() };
        assert_eq!(edit(Dialect::RFC, nothing).unwrap(), expected, "{nothing}");
    }
    let part = r#"{"op":"replace","path":"addresses","value":[{"type":"home","country":"US"}]}"#;
    let after = edit(Dialect::RFC, part).unwrap();
    let flat = Some(Place { country: text("US"), ..Place::default() });
    assert_eq!((after.office, after.flat), (None, flat));

    let empty = Row { contact: Contact { nick_name: text("babs"), ..Contact::default() }, ..row() };
    let made = r#"{"op":"add","path":"emails[type eq \"home\" and primary eq true].value","value":"i@x.example"}"#;
    let (after, _) = patch(Dialect::ENTRA, &empty, made).unwrap();
    let contact =
        Contact { home: text("i@x.example"), home_first: Some(true), ..empty.contact.clone() };
    assert_eq!(after.contact, contact);
    for (dialect, value) in [(Dialect::RFC, "true"), (Dialect::ENTRA, r#"\"True\""#)] {
        let first = format!(
            r#"{{"op":"add","path":"phoneNumbers[primary eq {value}].value","value":"2"}}"#
        );
        let (after, _) = patch(dialect, &row(), &first).unwrap();
        assert_eq!(after.contact, Contact { phone: text("2"), ..all.clone() }, "{first}");
    }
    // what tells an element from others stays as it is
    for (value, refused) in [("true", false), ("false", true), ("null", true)] {
        let operation =
            format!(r#"{{"op":"replace","path":"phoneNumbers.primary","value":{value}}}"#);
        let scim_type = edit(Dialect::RFC, &operation).err().and_then(|error| error.scim_type());
        assert_eq!(scim_type, refused.then_some(ScimType::Mutability), "{value}");
    }
    let text_for_all = r#"{"op":"replace","path":"emails[type eq \"home\"]","value":[]}"#;
    let error = edit(Dialect::RFC, text_for_all).unwrap_err();
    assert_eq!((error.scim_type(), error.found()), (Some(ScimType::InvalidValue), "an array"));
}

/// A text chooses a slot by a boolean for those who write booleans so, and if it is the same one.
#[test]
fn texts_that_choose_a_slot() {
    let add = |value: &str| {
        format!(
            r#"{{"op":"add","path":"phoneNumbers","value":[{{"primary":{value},"value":"2"}}]}}"#
        )
    };
    let phone = |dialect, value| {
        patch(dialect, &row(), &add(value)).ok().map(|(row, _)| row.contact.phone.unwrap())
    };
    assert_eq!(phone(Dialect::RFC, "true"), text("2"));
    assert_eq!(phone(Dialect::RFC, "\"true\""), None);
    assert_eq!(phone(Dialect::ENTRA, "\"True\""), text("2"));
    assert_eq!(phone(Dialect::ENTRA, "\"False\""), text("1"));
    assert_eq!(phone(Dialect::ENTRA, "\"no\""), text("1"));
}

/// Of several primary elements the first is it, for those who may send several; and one that is
/// made by what describes it is the only one.
#[test]
fn the_first_primary_slot() {
    let one = |kind: &str| format!(r#"{{"type":"{kind}","primary":true,"value":"x"}}"#);
    let all = [one("home"), one("work"), one("other")].join(",");
    let all = format!(r#"{{"op":"replace","path":"emails","value":[{all}]}}"#);
    let Contact { home_first, work_first, other_first, .. } =
        patch(Dialect::OKTA, &row(), &all).unwrap().0.contact;
    let (yes, no) = (Some(true), Some(false));
    assert_eq!((home_first, work_first, other_first), (yes, no, no));
    assert!(patch(Dialect::RFC, &row(), &all).is_err());
    // whatever was before
    let stays = [one("work"), one("home"), one("other")].join(",");
    let stays = format!(r#"{{"op":"replace","path":"emails","value":[{stays}]}}"#);
    let Contact { home_first, work_first, other_first, .. } =
        patch(Dialect::OKTA, &row(), &stays).unwrap().0.contact;
    assert_eq!((work_first, home_first, other_first), (yes, no, no));
    let phones = ["a", "b", "c"].map(|phone| format!(r#"{{"primary":true,"value":"{phone}"}}"#));
    let phones = format!(r#"{{"op":"add","path":"phoneNumbers","value":[{}]}}"#, phones.join(","));
    assert_eq!(patch(Dialect::OKTA, &row(), &phones).unwrap().0.contact.phone, text("a"));

    let held = Row { contact: Contact { home: None, ..row().contact }, ..row() };
    let made = r#"{"op":"add","path":"emails[type eq \"home\" and primary eq true].value","value":"i@x.example"}"#;
    let (after, _) = patch(Dialect::ENTRA, &held, made).unwrap();
    let contact = after.contact;
    assert_eq!((contact.home_first, contact.work_first), (Some(true), Some(false)));
}

/// Every element counts against the limit, null as well.
#[test]
fn as_many_elements_as_the_limit_are_written() {
    let limits = Limits { elements: 3, ..Limits::DEFAULT };
    for (op, elements, allowed) in [
        ("add", "null,null,null", true),
        ("add", "null,null,null,null", false),
        ("remove", "null,null,null", true),
        ("remove", "null,null,null,null", false),
    ] {
        let operation = format!(r#"{{"op":"{op}","path":"emails","value":[{elements}]}}"#);
        let patch = Patch::<Row>::with_limits(body(&operation), Dialect::RFC, limits).unwrap();
        let status = patch.apply(&row()).err().map(|error| error.status());
        assert_eq!(status, (!allowed).then_some(413), "{operation}");
    }
}

/// A row with an office that is nowhere without a locality.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Employee {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"addresses[type eq "work"]"#, primary)]
    office: Option<Office>,
    #[scim(path = r#"addresses[type eq "home"]"#)]
    flat: Option<Office>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Office {
    #[scim(required)]
    locality: Option<String>,
    country: Option<String>,
}

/// 7644-3.5.2.3-03: an element that replaces has what is required, as in a body; one that is added
/// and has nothing says nothing.
#[test]
fn an_element_that_replaces_has_what_is_required() {
    let office = Some(Office { locality: text("Burbank"), country: None });
    for held in [Employee::default(), Employee { office, ..Employee::default() }] {
        for value in [r#"{"value":"x"}"#, r#"{"type":"work"}"#, r#"{"type":"home","country":"US"}"#]
        {
            let operation = format!(r#"{{"op":"replace","path":"addresses","value":{value}}}"#);
            let error = patch(Dialect::RFC, &held, &operation).unwrap_err();
            assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{operation}");
        }
        let nothing = r#"{"op":"add","path":"addresses","value":{"type":"work"}}"#;
        assert_eq!(patch(Dialect::RFC, &held, nothing).unwrap().0, held);
    }
}

/// 7644-3.5.2.3-09: where a filter chooses no slot there is no target, whatever another slot holds;
/// a value that none could hold is the worse mistake.
#[test]
fn what_chooses_no_slot_has_no_target() {
    let office = Some(Office { locality: text("Burbank"), country: None });
    for held in [Employee::default(), Employee { office, ..Employee::default() }] {
        for (end, scim_type) in [
            (r#"","value":{"country":"US"}"#, ScimType::NoTarget),
            (r#"","value":{"type":"home","country":"US"}"#, ScimType::NoTarget),
            (r#"","value":{"locality":1}"#, ScimType::InvalidValue),
            (r#".country","value":"US""#, ScimType::NoTarget),
            (r#".locality","value":true"#, ScimType::InvalidValue),
        ] {
            let operation =
                format!(r#"{{"op":"replace","path":"addresses[type eq \"home\"]{end}}}"#);
            let error = patch(Dialect::RFC, &held, &operation).unwrap_err();
            assert_eq!(error.scim_type(), Some(scim_type), "{operation}");
        }
    }
}
