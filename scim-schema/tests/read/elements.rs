//! Elements of lists, and elements that are flat fields.

use super::*;

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
