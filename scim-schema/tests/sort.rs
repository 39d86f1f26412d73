//! What models are sorted by (RFC 7644 section 3.4.2.3).
#![cfg(feature = "derive")]
#![expect(clippy::panic, reason = "tests")]

mod models;

use models::*;
use scim_schema::compare::Key;
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::message::ScimType;
use scim_schema::resource::Model;
use scim_schema::rfc::{Email, Group, Member as GroupMember, User};
use scim_schema::sort::{Order, Sort, SortKey};
use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimResource};
use std::cmp::Ordering;

#[track_caller]
fn sort<R: ScimResource>(by: &str) -> Sort<R> {
    Sort::parse(by, Order::Ascending).unwrap_or_else(|error| panic!("{by}: {error}"))
}

#[track_caller]
fn check<R: ScimResource>(resource: &R, table: &[(&str, Option<Key<'_>>)]) {
    for (by, expected) in table {
        assert_eq!(sort::<R>(by).key().of(resource), *expected, "{by}");
    }
}

fn text(text: &str) -> Option<Key<'_>> {
    Some(Key::Text(text.into()))
}

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// 7644-3.4.2.3-04 to -06, -10: fields, slots, groups and extensions of a flat row.
#[test]
fn flat_rows() {
    check(
        &member(),
        &[
            ("id", text("7")),
            ("EXTERNALID", text("00u1")),
            ("userName", text("bjensen@example.com")),
            ("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName", text("jensen")),
            ("active", Some(Key::Boolean(true))),
            // the primary slot, whose selector and `primary` are fixed
            ("emails", text("bjensen@example.com")),
            ("emails.type", text("work")),
            ("emails.primary", Some(Key::Boolean(true))),
            ("addresses.locality", text("hollywood")),
            ("groups", text("3")),
            ("groups.display", None),
            (&format!("{ENTERPRISE}:department"), text("tour operations")),
            (&format!("{ENTERPRISE}:Manager.value"), text("26118915")),
            ("meta.created", Some(Key::Instant(1_264_222_582, 0))),
            ("meta.version", text("W/\"7\"")),
            ("meta.resourceType", text("User")),
            ("schemas", text("urn:ietf:params:scim:schemas:core:2.0:User")),
        ],
    );
    let other = Member { email: String::new(), office: None, ..member() };
    check(
        &other,
        &[
            ("emails", text("babs@jensen.org")),
            ("emails.type", text("home")),
            ("addresses.locality", None),
        ],
    );
    let blank = Member { team_ids: vec![], home_email: None, email: String::new(), ..other };
    check(&blank, &[("emails", None), ("emails.type", None), ("groups", None)]);
}

/// 7644-3.4.2.3-05: slots of which a field says whether it is the primary one.
#[test]
fn slots_that_say_so() {
    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
        desk: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "home"].value"#)]
        home: Option<String>,
        #[scim(path = r#"phoneNumbers[type eq "home"].primary"#)]
        home_first: Option<bool>,
        #[scim(path = r#"ims[type eq "work"]"#)]
        chat: Option<Chat>,
        #[scim(path = r#"ims[type eq "home"]"#)]
        home_chat: Option<Chat>,
    }

    #[derive(Clone, Default, ScimComplex)]
    #[scim(rfc = "User.ims")]
    struct Chat {
        value: Option<String>,
        primary: Option<bool>,
    }

    let text_of = |text: &str| Some(text.to_owned());
    let chat = |value: &str, primary| Some(Chat { value: text_of(value), primary });
    let row = Row {
        desk: text_of("a"),
        home: text_of("b"),
        home_first: Some(true),
        chat: chat("a", None),
        home_chat: chat("b", Some(true)),
        ..Row::default()
    };
    let table = [("phoneNumbers", text("b")), ("phoneNumbers.type", text("home"))];
    check(&row, &table);
    check(&row, &[("ims", text("b")), ("ims.type", text("home"))]);
    let primary = Some(Key::Boolean(true));
    check(&row, &[("phoneNumbers.primary", primary.clone()), ("ims.primary", primary)]);
    // without a primary one the first counts
    let no = Row { home_first: Some(false), home_chat: chat("b", None), ..row.clone() };
    check(&no, &[("phoneNumbers", text("a")), ("ims", text("a"))]);
    // the primary one, and no other in its place
    let blank = Row { home: None, ..row };
    check(&blank, &[("phoneNumbers", None), ("phoneNumbers.type", text("home"))]);
}

/// 7644-3.4.2.3-05, -07, -10: lists, complex values and every type.
#[test]
fn nested_values() {
    let door = |name: &str, primary| Door {
        name: (!name.is_empty()).then(|| name.to_owned()),
        primary,
        ..Door::default()
    };
    let badge = Badge {
        serial_number: "S-1b".into(),
        doors: vec![door("First", None), door("", Some(false)), door("Main", Some(true))],
        labels: vec!["Zed".into(), "a".into()],
        color: Some(Color("Red".into())),
        uses: Some(-3),
        weight: Some(0.5),
        issued_at: Some(DateTime::parse("2011-05-13T06:42:34.5+02:00").unwrap()),
        maker: Maker { name: Some("ACME".into()), country: None },
        parking: Some(Parking { lot: None, level: Some(2) }),
        notes: Some(String::new()),
        ..Badge::default()
    };
    let parking = "urn:example:scim:schemas:extension:2.0:Parking";
    check(
        &badge,
        &[
            // caseExact
            ("serialNumber", text("S-1b")),
            ("doors.name", text("main")),
            ("doors.primary", Some(Key::Boolean(true))),
            ("labels", text("zed")),
            ("labels.value", text("zed")),
            ("color", text("red")),
            ("uses", Some(Key::Integer(-3))),
            ("weight", Some(Key::Decimal(0.5))),
            ("issuedAt", Some(Key::Instant(1_305_261_754, 500_000_000))),
            ("maker.name", text("acme")),
            ("maker.country", None),
            ("state", text("issued")),
            ("holder", None),
            ("notes", None),
            (&format!("{parking}:level"), Some(Key::Integer(2))),
            (&format!("{parking}:lot"), None),
        ],
    );
    // without a primary one the first counts, and no other in its place
    let badge = Badge { doors: vec![door("", None), door("b", None)], ..Badge::default() };
    check(&badge, &[("doors.name", None), (&format!("{parking}:level"), None), ("labels", None)]);
    let email =
        |value: &str, primary| Email { value: Some(value.into()), primary, ..Email::default() };
    let emails = vec![email("B@x.example", None), email("A@x.example", Some(true))];
    check(&User { emails, ..User::default() }, &[("emails", text("a@x.example"))]);
    let members = vec![GroupMember { value: Some("Z".into()), ..GroupMember::default() }];
    // ids are caseExact
    check(&Group { members, ..Group::default() }, &[("members", text("Z"))]);
}

/// 7644-3.4.2.3-06 and what the RFC leaves open: `400 invalidValue`, with what to write.
#[test]
fn what_is_refused() {
    for (by, detail) in [
        ("departement", "`departement` is not an attribute of `User`"),
        (
            "department",
            "write `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`",
        ),
        ("name", "such as `name."),
        (ENTERPRISE, "`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User` is complex"),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:departmnt", "did you mean"),
        ("userName.x", "`userName` has no sub-attributes"),
        ("emails.valu", "did you mean `value`?"),
        ("addresses", "`addresses` is complex"),
        ("password", "never returned"),
        ("emails[type eq \"work\"]", "is no attribute path; write one such as `userName`"),
        ("", "is no attribute path; write one such as `userName`"),
    ] {
        let error = Sort::<Member>::parse(by, Order::Ascending).unwrap_err();
        assert_eq!(
            (error.status(), error.scim_type()),
            (400, Some(ScimType::InvalidValue)),
            "{by}"
        );
        assert!(error.detail().starts_with("`sortBy`: "), "{error}");
        assert!(error.detail().contains(detail), "{by}: {error}");
    }
    let long = format!("urn:x:{}", "a".repeat(100_000));
    assert!(Sort::<Member>::parse(&long, Order::Ascending).unwrap_err().detail().len() < 300);
}

/// What a dialect, a search at the root and a base URL add.
#[test]
fn options() {
    let sort = |by: &str, options: Options<'_>| {
        Sort::<Member>::parse_with(by, Order::Ascending, &options).unwrap()
    };
    let entra = sort("Department", Options::default().dialect(Dialect::ENTRA));
    assert_eq!(entra.key().of(&member()), text("tour operations"));
    assert_eq!(entra.attribute(), ENTERPRISE);
    let root = Options::default().root();
    for by in ["members", "urn:x:y", "name.x", "nothing.at", "userName.x"] {
        assert!(matches!(sort(by, root).key(), SortKey::Absent), "{by}");
    }
    assert!(Sort::<Member>::parse_with("name", Order::Ascending, &root).is_err());
    let location = sort("meta.location", Options::default().base("https://example.com/v2/"));
    assert_eq!(location.key().of(&member()), text("https://example.com/v2/Users/7"));
}

/// What a store that translates sorting reads.
#[test]
fn columns() {
    let first_name = sort::<Member>("name.givenName");
    let SortKey::Field { field, node, .. } = first_name.key() else { panic!("{first_name:?}") };
    assert_eq!((node.column, *field), ("first_name", 3));
    assert!(matches!(member().get(*field), scim_schema::resource::View::String("Barbara")));
    let emails = sort::<Member>("emails");
    let SortKey::Slots(slots) = emails.key() else { panic!("{emails:?}") };
    let columns: Vec<_> = slots
        .iter()
        .map(|slot| match &slot.key {
            SortKey::Field { node, .. } => node.column,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(columns, ["email", "home_email"]);
}

/// 7644-3.4.2.3-08, -09: the order is total; ids decide where values are the same.
#[test]
fn order() {
    let of = |id: i64, login: &str| Member { id, login: login.into(), ..member() };
    let ascending = sort::<Member>("userName");
    let descending =
        Sort::<Member>::parse("userName", Order::parse("DESCENDING").unwrap()).unwrap();
    for (a, b) in [(of(1, "a"), of(2, "B")), (of(1, "a"), of(2, "A")), (of(2, "a"), of(1, ""))] {
        assert_eq!(ascending.compare(&a, &b), Ordering::Less);
        assert_eq!(descending.compare(&a, &b), Ordering::Greater);
        assert_eq!(ascending.compare(&a, &a), Ordering::Equal);
    }
    assert_eq!(Order::parse("up").unwrap_err().scim_type(), Some(ScimType::InvalidValue));
}
