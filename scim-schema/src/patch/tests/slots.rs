//! Fixed elements: which is the primary one, what is theirs, and what is taken from them.

use super::{Dialect, patch, text};
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
