//! Reading: bodies that edit models (RFC 7644 sections 3.3 and 3.5.1).
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "read/kept.rs"]
mod kept;
mod models;

use models::*;
use scim_schema::ScimResource;
use scim_schema::changes::Changes;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::limits::Limits;
use scim_schema::message::{ScimError, ScimType};
use scim_schema::value::{DateTime, Secret};

const USER: &str = r#""schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b","#;
const BADGE: &str = r#""schemas":["urn:example:scim:schemas:2.0:Badge"],"serialNumber":"A-1","#;

fn put<R: ScimResource>(body: &str, stored: &R) -> Result<(R, Changes), ScimError> {
    put_as(Dialect::RFC, body, stored)
}

fn put_as<R: ScimResource>(
    dialect: Dialect,
    body: &str,
    stored: &R,
) -> Result<(R, Changes), ScimError> {
    Replace::<R>::new(body, dialect).unwrap().apply(stored)
}

/// The members of a body, after those every body has.
fn user(rest: &str) -> String {
    format!("{{{USER}{rest}}}").replace(",}", "}")
}

fn badge(rest: &str) -> String {
    format!("{{{BADGE}{rest}}}").replace(",}", "}")
}

fn post_badge(rest: &str) -> Result<Badge, ScimError> {
    Create::<Badge>::new(badge(rest), Dialect::RFC)
        .unwrap()
        .apply(&Badge::default())
        .map(|(badge, _)| badge)
}

fn changed(changes: &Changes) -> Vec<String> {
    changes.paths().iter().map(ToString::to_string).collect()
}

/// 7644-3.3: a POST fills a blank resource, and keeps what the application prepared.
#[test]
fn post_edits_a_blank_from_the_application() {
    let blank = Member {
        id: 7,
        team_ids: vec![3],
        created_at: member().created_at,
        updated_at: member().updated_at,
        revision: 7,
        billing_notes: "pays late".into(),
        ..Member::default()
    };
    let (created, changes) =
        Create::<Member>::new(MEMBER, Dialect::RFC).unwrap().apply(&blank).unwrap();
    let mut expected = member();
    expected.office.as_mut().unwrap().geo_code = String::new();
    assert_eq!(created, expected);
    assert!(changes.touches("userName") && !changes.touches("active"), "{changes:?}");
}

/// 7643-2.1-01: attribute names ignore case; so do URNs.
#[test]
fn names_ignore_case() {
    let body = MEMBER
        .replace("userName", "USERNAME")
        .replace("givenName", "GivenNAME")
        .replace("emails", "Emails")
        .replace("urn:ietf", "URN:IETF");
    let (read, _) =
        Create::<Member>::new(body, Dialect::RFC).unwrap().apply(&Member::default()).unwrap();
    assert_eq!(
        (&*read.login, &*read.first_name, &*read.email),
        ("bjensen@example.com", "Barbara", "bjensen@example.com")
    );
    assert_eq!(read.department.as_deref(), Some("Tour Operations"));
}

/// 7644-3.5.1: a PUT of what is stored changes nothing, in any order of elements.
#[test]
fn put_of_the_same_is_no_change() {
    let body = MEMBER.replace(r#""password": "t1meMa$heen","#, "");
    let (read, changes) = put(&body, &member()).unwrap();
    assert_eq!(read, member());
    assert!(changes.is_empty(), "{changes:?}");
}

/// A password edit always counts as a change: a store holds a hash and cannot compare.
#[test]
fn a_password_is_always_a_change() {
    let (_, changes) = put(MEMBER, &member()).unwrap();
    assert_eq!(changed(&changes), ["password"]);
}

/// 7644-3.5.1: what a PUT leaves out is unassigned, but for `active` and secrets; what is not
/// mapped survives.
#[test]
fn put_unassigns_what_it_leaves_out_and_nothing_else() {
    let stored =
        Member { deactivated_at: Some(DateTime::parse(deactivation::NOW).unwrap()), ..member() };
    let (read, changes) = put(&user(""), &stored).unwrap();
    let expected = Member {
        id: 7,
        login: "b".into(),
        deactivated_at: stored.deactivated_at.clone(),
        password: Some(Secret::new("t1meMa$heen")),
        team_ids: vec![3],
        created_at: stored.created_at.clone(),
        updated_at: stored.updated_at.clone(),
        revision: 7,
        billing_notes: "pays late".into(),
        ..Member::default()
    };
    assert_eq!(read, expected);
    assert!(
        !changes.touches("active") && !changes.touches("password") && changes.touches("emails")
    );
}

/// The module of a `with` field is not called when the value is the same: the date of the first
/// deactivation survives a second.
#[test]
fn deactivating_twice_keeps_the_first_date() {
    let at = DateTime::parse("2020-02-02T02:02:02Z").unwrap();
    let stored = Member { deactivated_at: Some(at.clone()), ..member() };
    let (read, _) = put(&user(r#""active":false"#), &stored).unwrap();
    assert_eq!(read.deactivated_at, Some(at));
    let (read, changes) = put(&user(r#""active":true"#), &stored).unwrap();
    assert_eq!(read.deactivated_at, None);
    assert!(changes.touches("active"));
}

/// Elements keep their identity by key: unmapped parts survive a PUT in any order.
#[test]
fn elements_keep_their_identity() {
    let door = |number, name: &str, row_id| Door {
        number: Some(number),
        name: Some(name.into()),
        primary: None,
        row_id,
    };
    let stored = Badge {
        serial_number: "A-1".into(),
        doors: vec![door(1, "front", 11), door(2, "back", 12), door(3, "side", 13)],
        stock_row: 5,
        ..Badge::default()
    };
    let body = badge(
        r#""doors":[{"number":4,"name":"roof"},{"number":3,"name":"side"},{"number":1,"name":"main"}]"#,
    );
    let (read, changes) = put(&body, &stored).unwrap();
    assert_eq!(read.doors, [door(1, "main", 11), door(3, "side", 13), door(4, "roof", 0)]);
    assert_eq!(read.stock_row, 5);
    assert_eq!(changed(&changes), ["doors"]);

    let same = badge(
        r#""doors":[{"number":3,"name":"side"},{"number":2,"name":"back"},{"number":1,"name":"front"}]"#,
    );
    let (read, changes) = put(&same, &stored).unwrap();
    assert_eq!(read.doors, stored.doors);
    assert!(changes.is_empty(), "{changes:?}");
}

/// 7643-2.5: null, `[]`, `{}` and a complex value with nothing in it are unassigned.
#[test]
fn unassigned_has_many_spellings() {
    let body = user(
        r#""externalId":null,"name":{},"emails":[],"addresses":[{"type":"work"},null,{}],"active":true,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":null"#,
    );
    let (read, _) = put(&body, &member()).unwrap();
    assert_eq!(
        (read.okta_id, &*read.first_name, &*read.email, read.department),
        (None, "", "", None)
    );
    assert_eq!(read.home_email, None);
}

/// `""` is unassigned for Okta and Entra; for others only where a field has no other empty state.
#[test]
fn the_empty_string_by_dialect() {
    let body = user(r#""externalId":"","name":{"givenName":""},"active":true"#);
    let (read, _) = put(&body, &member()).unwrap();
    assert_eq!((read.okta_id.as_deref(), &*read.first_name), (Some(""), ""));
    let (read, _) = put_as(Dialect::OKTA, &body, &member()).unwrap();
    assert_eq!((read.okta_id, &*read.first_name), (None, ""));
}

#[test]
fn elements_go_to_the_slot_whose_selector_they_satisfy() {
    let emails = |emails: &str| {
        let (read, _) =
            put(&user(&format!(r#""active":true,"emails":{emails}"#)), &member()).unwrap();
        (read.email, read.home_email)
    };
    let some = |text: &str| Some(text.to_owned());
    // without the selector's sub-attribute to the primary slot
    assert_eq!(emails(r#"[{"value":"x"}]"#), ("x".into(), None));
    assert_eq!(emails(r#"[{"value":"x","type":""}]"#), ("x".into(), None));
    assert_eq!(
        emails(r#"[{"value":"h","type":"HOME"},{"value":"x","type":"Work"}]"#),
        ("x".into(), some("h"))
    );
    // what no slot can hold is left out
    assert_eq!(emails(r#"[{"value":"o","type":"other","primary":true}]"#), (String::new(), None));
    // the last of two wins
    assert_eq!(
        emails(r#"[{"value":"1","type":"work"},{"value":"2","type":"work"}]"#),
        ("2".into(), None)
    );
    // a slot's primary is fixed: accepted and ignored
    assert_eq!(
        emails(r#"[{"value":"h","type":"home","primary":true}]"#),
        (String::new(), some("h"))
    );
}

/// An object has no order (RFC 8259 section 1): where the selector stands makes no difference, to
/// what is written and to what is refused.
#[test]
fn the_members_of_an_element_have_no_order() {
    let read = |attribute: &str, members: &[&str]| {
        let body = user(&format!(r#""{attribute}":[{{{}}}]"#, members.join(",")));
        let read = put(&body, &member()).map_err(|error| error.scim_type());
        read.map(|(member, changes)| {
            let mut changes = changed(&changes);
            changes.sort();
            (member, changes)
        })
    };
    let cases: [(&str, &[&str], bool); 11] = [
        ("emails", &[r#""TYPE":"WORK""#, r#""Value":"x""#, r#""primary":true"#], true),
        ("emails", &[r#""type":"home""#, r#""value":"x""#, r#""x":{"y":[1]}"#], true),
        ("emails", &[r#""type":"home""#, r#""value":null"#], true),
        ("emails", &[r#""type":"home""#], true),
        ("emails", &[r#""type":"other""#, r#""value":"x""#], true),
        ("emails", &[r#""type":"work""#, r#""value":["x"]"#], false),
        ("emails", &[r#""type":"work""#, r#""value":5"#], false),
        ("emails", &[r#""type":"work""#, r#""value":"x""#, r#""value":"y""#], false),
        ("emails", &[r#""type":"work""#, r#""value":"x""#, r#""type":"work""#], false),
        ("addresses", &[r#""type":"WORK""#, r#""locality":"x""#, r#""streetAddress":"y""#], true),
        ("addresses", &[r#""type":"work""#, r#""locality":{"x":1}"#], false),
    ];
    for (attribute, members, accepted) in cases {
        let mut members = members.to_vec();
        let first = read(attribute, &members);
        assert_eq!(first.is_ok(), accepted, "{members:?}: {first:?}");
        for _ in 1..members.len() {
            members.rotate_left(1);
            assert_eq!(read(attribute, &members), first, "{members:?}");
        }
    }
}

#[test]
fn a_slot_may_hold_the_whole_element() {
    let body = user(
        r#""addresses":[{"type":"work","locality":"Burbank"},{"type":"home","locality":"x"}]"#,
    );
    let (read, changes) = put(&body, &member()).unwrap();
    let office = read.office.unwrap();
    assert_eq!(
        (office.locality.as_deref(), office.street_address, &*office.geo_code),
        (Some("Burbank"), None, "34.1,-118.3")
    );
    assert!(
        changed(&changes).contains(&r#"addresses[type eq "work"].locality"#.to_owned()),
        "{changes:?}"
    );
}

/// What the declaration of a slot says of its element is so in the field that holds it, however the
/// client spells it.
#[test]
fn a_whole_element_has_what_its_slot_says() {
    let stored = Member { office: None, ..member() };
    for element in
        [r#"{"type":"WORK","locality":"Burbank"}"#, r#"{"locality":"Burbank","type":"WORK"}"#]
    {
        let (read, _) = put(&user(&format!(r#""addresses":[{element}]"#)), &stored).unwrap();
        assert_eq!(read.office.unwrap().r#type.as_deref(), Some("work"), "{element}");
    }
}

/// Every error names the path, what was found, what is expected and the scimType.
#[test]
fn errors_name_path_found_and_expected() {
    let user_errors = [
        (user(r#""active":"yes""#), "active", "a string", "a boolean"),
        (user(r#""userType":1,"externalId":5"#), "externalId", "a number", "a string"),
        (user(r#""name":"Barbara""#), "name", "a string", "an object"),
        (user(r#""name":{"givenName":["x"]}"#), "name.givenName", "an array", "a string"),
        (user(r#""emails":{"value":"x"}"#), "emails", "an object", "an array"),
        (user(r#""emails":["x"]"#), "emails", "a string", "an object"),
        (
            user(r#""emails":[{"type":"work","value":true}]"#),
            r#"emails[type eq "work"].value"#,
            "a boolean",
            "a string",
        ),
        (
            user(
                r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":1}}"#,
            ),
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "a number",
            "a string",
        ),
        (
            user(r#""active":null"#).replace("active", "emails").replace("null", "7"),
            "emails",
            "a number",
            "an array",
        ),
    ];
    for (body, path, found, expected) in user_errors {
        check(&put(&body, &member()).expect_err(&body), &body, path, found, expected);
    }
    let badge_errors = [
        (badge(r#""uses":1.5"#), "uses", "a number", "an integer of 32 bits"),
        (badge(r#""uses":3000000000"#), "uses", "a number", "an integer of 32 bits"),
        (
            badge(r#""doors":[{"number":1},{"number":"two"}]"#),
            "doors[1].number",
            "a string",
            "an integer of 32 bits",
        ),
        (badge(r#""doors":[[]]"#), "doors[0]", "an array", "an object"),
        (badge(r#""labels":[{}]"#), "labels[0]", "an object", "a string"),
        (
            badge(r#""issuedAt":"yesterday""#),
            "issuedAt",
            "a string",
            "a date-time such as `2011-05-13T04:42:34Z`",
        ),
        (badge(r#""state":"burnt""#), "state", "a string", "one of `issued`, `inUse`, `lost`"),
        (badge(r#""state":null"#), "state", "null", ""),
        (
            badge(r#""maker":{"name":"x"}"#),
            "maker.country",
            "no value",
            "one, as the attribute is required",
        ),
        (
            badge(r#""doors":[{"primary":true},{"primary":true}]"#),
            "doors",
            "two elements with `primary` true",
            "one at most",
        ),
        (
            badge(r#""urn:example:scim:schemas:extension:2.0:Parking":{"lot":"A"}"#),
            "urn:example:scim:schemas:extension:2.0:Parking:level",
            "no value",
            "one, as the attribute is required",
        ),
    ];
    for (body, path, found, expected) in badge_errors {
        check(&put(&body, &Badge::default()).expect_err(&body), &body, path, found, expected);
    }
}

fn check(error: &ScimError, body: &str, path: &str, found: &str, expected: &str) {
    assert_eq!(
        (error.status(), error.scim_type()),
        (400, Some(ScimType::InvalidValue)),
        "{body}: {error}"
    );
    assert_eq!((&*error.path(), error.found()), (path, found), "{body}: {error}");
    assert!(expected.is_empty() || error.expected() == expected, "{body}: {error}");
}

/// 7643-3-: `schemas` is required, and names the resource type's schemas only.
#[test]
fn schemas_by_dialect() {
    for body in [
        r#"{"userName":"b"}"#,
        r#"{"schemas":[],"userName":"b"}"#,
        r#"{"schemas":null,"userName":"b"}"#,
        r#"{"schemas":["urn:example:Other"],"userName":"b"}"#,
        r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:Other"],"userName":"b"}"#,
        r#"{"schemas":"urn:ietf:params:scim:schemas:core:2.0:User","userName":"b"}"#,
    ] {
        let error = put(body, &member()).expect_err(body);
        assert_eq!((error.status(), &*error.path()), (400, "schemas"), "{body}: {error}");
        for dialect in [Dialect::OKTA, Dialect::ENTRA] {
            if !body.contains(r#""schemas":""#) {
                put_as(dialect, body, &member()).unwrap_or_else(|error| panic!("{body}: {error}"));
            }
        }
    }
}

/// 7643-7: `readOnly` is ignored, another `id` is a mistake; `immutable` is written once.
#[test]
fn mutability() {
    let body = user(
        r#""id":"7","groups":[{"value":"9"}],"meta":{"created":"x","version":1},"active":true"#,
    );
    let (read, _) = put(&body, &member()).unwrap();
    assert_eq!((read.team_ids, read.created_at), (vec![3], member().created_at));
    let error = put(&user(r#""id":"8""#), &member()).unwrap_err();
    assert_eq!((error.scim_type(), &*error.path()), (Some(ScimType::Mutability), "id"));

    let red = Badge { color: Some(Color("red".into())), ..Badge::default() };
    assert_eq!(put(&badge(""), &red).unwrap().0.color, red.color);
    assert_eq!(put(&badge(r#""color":"red""#), &red).unwrap().0.color, red.color);
    assert_eq!(
        put(&badge(r#""color":"blue""#), &Badge::default()).unwrap().0.color,
        Some(Color("blue".into()))
    );
    for other in ["\"blue\"", "null"] {
        let error = put(&badge(&format!(r#""color":{other}"#)), &red).unwrap_err();
        assert_eq!((error.scim_type(), &*error.path()), (Some(ScimType::Mutability), "color"));
    }
}

/// 7643-7: a required attribute must have a value, in POST and in PUT.
#[test]
fn required() {
    let body = r#"{"schemas":["urn:example:scim:schemas:2.0:Badge"]}"#;
    let stored = Badge { serial_number: "A-1".into(), ..Badge::default() };
    let post =
        Create::<Badge>::new(body, Dialect::RFC).unwrap().apply(&Badge::default()).unwrap_err();
    for error in
        [post, put(body, &stored).unwrap_err(), post_badge(r#""serialnumber":null"#).unwrap_err()]
    {
        assert_eq!(&*error.path(), "serialNumber", "{error}");
    }
}

/// `default` applies to POST, `on_omit` to PUT.
#[test]
fn defaults_and_what_is_kept() {
    assert_eq!(post_badge("").unwrap().state, BadgeState::Issued);
    assert_eq!(post_badge(r#""state":"LOST""#).unwrap().state, BadgeState::Gone);
    let stored = Badge {
        state: BadgeState::InUse,
        remark: Some("torn".into()),
        lost: Some(true),
        ..Badge::default()
    };
    let (read, _) = put(&badge(""), &stored).unwrap();
    assert_eq!(
        (read.state, read.remark.as_deref(), read.lost),
        (BadgeState::InUse, Some("torn"), None)
    );
}

/// 7643-2.4: one primary at most; Okta and Entra keep the first.
#[test]
fn one_primary() {
    let body = badge(r#""doors":[{"number":1,"primary":true},{"number":2,"primary":true}]"#);
    let (read, _) = put_as(Dialect::ENTRA, &body, &Badge::default()).unwrap();
    assert_eq!(
        read.doors.iter().map(|door| door.primary).collect::<Vec<_>>(),
        [Some(true), Some(false)]
    );
    let emails = user(
        r#""emails":[{"value":"x","primary":true},{"value":"y","primary":true,"type":"home"}]"#,
    );
    assert!(put(&emails, &member()).is_err());
    assert!(put_as(Dialect::OKTA, &emails, &member()).is_ok());
    // one that has no place is an element as well
    let other = emails.replace(r#"{"value":"x","#, r#"{"value":"x","type":"other","#);
    assert!(put(&other, &member()).is_err());
    assert!(put_as(Dialect::OKTA, &other, &member()).is_ok());
}

/// Booleans as text are Entra's.
#[test]
fn boolean_text_by_dialect() {
    let body = user(r#""active":"False""#);
    assert!(put(&body, &member()).is_err());
    assert!(put_as(Dialect::ENTRA, &body, &member()).unwrap().0.deactivated_at.is_some());
}

#[test]
fn twice_the_same_attribute_is_refused() {
    for body in [
        user(r#""USERNAME":"c""#),
        user(r#""name":{"givenName":"a","GIVENNAME":"b"}"#),
        user(r#""emails":[{"type":"work","value":"a","VALUE":"b"}]"#),
        user(r#""emails":[{"type":"work","value":"a","primary":true,"PRIMARY":true}]"#),
        user(r#""emails":[{"value":"a","primary":false,"type":"work","PRIMARY":true}]"#),
        user(r#""groups":[],"GROUPS":[]"#),
    ] {
        let error = put(&body, &member()).expect_err(&body);
        assert_eq!(error.scim_type(), Some(ScimType::InvalidSyntax), "{body}: {error}");
    }
}

/// Hostile bodies are refused at a bounded cost, and say why.
#[test]
fn hostile_bodies() {
    let deep = user(&format!(r#""x":{}{}"#, "[".repeat(10_000), "]".repeat(10_000)));
    let deep_known = user(&format!(r#""name":{}"#, "{\"givenName\":".repeat(10_000)));
    let many = format!("[{}null]", "null,".repeat(200_000));
    for (body, status) in [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ("\"x\"", 400),
        ("{} x", 400),
        (r#"{"userName":"\ud800"}"#, 400),
        (&*deep, 400),
        (&*deep_known, 400),
        (&*user(&format!(r#""emails":{many}"#)), 413),
        (&*user(&format!(r#""schemas":{many}"#)), 400),
    ] {
        let limits = Limits::DEFAULT;
        let error = Replace::<Member>::with_limits(body, Dialect::RFC, limits)
            .and_then(|put| put.apply(&member()));
        let error = error.map(|_| ()).expect_err(&body.chars().take(80).collect::<String>());
        assert_eq!(error.status(), status, "{error}");
        assert!(!error.detail().is_empty());
    }
    assert_eq!(Create::<Member>::new([b'"', 0xff], Dialect::RFC).unwrap_err().status(), 400);
    assert_eq!(Create::<Member>::new(vec![b' '; 2 << 20], Dialect::RFC).unwrap_err().status(), 413);
}

/// No error quotes what it was given: it may be a password.
#[test]
fn errors_never_quote_values() {
    for value in [r#"{"canary":"canary"}"#, r#"["canary"]"#, "1234567890"] {
        for attribute in ["password", "userName", "active", "name"] {
            let body = format!(
                r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"{attribute}":{value}}}"#
            );
            if let Err(error) = put(&body, &member()) {
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains("canary") && !shown.contains("1234567890"), "{shown}");
            }
        }
    }
    let create = Create::<Member>::new(MEMBER, Dialect::RFC).unwrap();
    assert!(!format!("{create:?} {:?}", member()).contains("t1meMa$heen"));
}

/// Many elements are found by hashing, not by comparing each with each.
#[test]
fn large_lists_are_linear() {
    let doors: Vec<Door> =
        (0..50_000).map(|n| Door { number: Some(n), row_id: 1, ..Door::default() }).collect();
    let stored = Badge { serial_number: "A-1".into(), doors, ..Badge::default() };
    let body: Vec<String> =
        (0..50_000).rev().map(|n| format!(r#"{{"number":{n},"name":"x"}}"#)).collect();
    let mut limits = Limits::DEFAULT;
    limits.body = 16 << 20;
    let body = badge(&format!(r#""doors":[{}]"#, body.join(",")));
    let replace = Replace::<Badge>::with_limits(body, Dialect::RFC, limits).unwrap();
    let (read, _) = replace.apply(&stored).unwrap();
    assert!(read.doors.iter().all(|door| door.row_id == 1 && door.name.is_some()));
}

/// 7643-2.4-12: an element that a body gives twice is held once; of members only `value` tells.
#[test]
fn what_is_given_twice_is_one() {
    let work = r#"{"value":"b@x.example","type":"work"}"#;
    let home = r#"{"value":"b@x.example","type":"home"}"#;
    let body = user(&format!(r#""emails":[{work},{home},{work}]"#));
    let create = Create::<scim_schema::rfc::User>::new(&body, Dialect::RFC).unwrap();
    let (created, _) = create.apply(&scim_schema::rfc::User::default()).unwrap();
    assert_eq!(created.emails.len(), 2);
    let (again, changes) = put(&body, &created).unwrap();
    assert_eq!((again, changes.is_empty()), (created, true));

    let members: Vec<_> = (0..20).map(|n| format!(r#"{{"value":"{}"}}"#, n % 10)).collect();
    let group = |members: &str| {
        format!(
            r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"T",
            "members":[{members},{{"value":"3","display":"B","type":"User"}},
            {{"type":"User"}},{{"type":"User"}}]}}"#
        )
    };
    for members in [members.join(","), members[..4].join(",")] {
        let create = Create::<scim_schema::rfc::Group>::new(group(&members), Dialect::RFC).unwrap();
        let (created, _) = create.apply(&scim_schema::rfc::Group::default()).unwrap();
        let mut values: Vec<_> = created.members.iter().map(|m| m.value.clone()).collect();
        let all = values.len();
        values.sort();
        values.dedup();
        assert_eq!(values.len(), all);
    }
}
