//! Elements of lists, elements that are flat fields, and those that a path chooses.

use super::*;
use scim_schema::ScimComplex;
use scim_schema::filter::syntax::PatchPath;
use scim_schema::filter::{ElementFilter, Test};
use scim_schema::resource::{Model, View};
use scim_schema::value::{DateTime, Reference};

/// 7644-3.4.2.2-29 to -32, -44: elements that are fields of a flat row.
#[test]
fn slots() {
    check(
        &member(),
        &[
            (r#"emails[type eq "work" and value ew "@example.com"]"#, true),
            (r#"emails[type eq "WORK" and value ew "@example.com"]"#, true),
            (r#"emails[type eq "home" and value ew "@example.com"]"#, false),
            (r#"emails[type eq "other"]"#, false),
            (r#"emails[type ne "work"]"#, true),
            (r#"emails[not (value co "example")]"#, true),
            (r#"emails[primary eq true and value co "bjensen"]"#, true),
            (r#"emails[primary eq true and value co "babs"]"#, false),
            (r#"emails[type sw "h" or type gt "x"]"#, true),
            (r#"emails.type eq "home""#, true),
            (r#"emails.type ne "home""#, false),
            (r#"emails co "jensen.org""#, true),
            (r#"emails.value eq "nobody""#, false),
            ("emails.primary eq true", true),
            (r#"emails[type eq "home" and primary eq false]"#, true),
            (r#"emails[type eq "work" and primary eq false]"#, false),
            ("emails pr", true),
            ("emails.type pr", true),
            // a slot that is one field
            (r#"addresses[type eq "work" and locality eq "hollywood"]"#, true),
            (r#"addresses[type eq "home" and locality eq "hollywood"]"#, false),
            (r#"addresses.streetAddress sw "100""#, true),
            (r#"addresses[type eq "work" and not (locality pr)]"#, false),
        ],
    );
    let alone = Member { email: "a@b.c".into(), ..Member::default() };
    check(&alone, &[(r#"emails[type eq "home"]"#, false), (r#"emails.type ne "home""#, true)]);

    // the selector is a constant: what is left is one comparison of one field
    let filter = Filter::<Member>::parse(r#"emails[type eq "work" and value co "x"]"#).unwrap();
    assert!(matches!(filter.test(), Test::Field { node, .. } if node.field == "email"));
    let filter = Filter::<Member>::parse(r#"emails[type eq "fax"]"#).unwrap();
    assert!(matches!(filter.test(), Test::Constant(false)));
}

/// 7644-3.4.2.2-29 to -32, -42, -44: elements of a list; `eq` is any, `ne` is none.
#[test]
fn lists() {
    check(
        &user(),
        &[
            (r#"emails[type eq "work" and value ew "example.com"]"#, true),
            // -30: all of one element
            (r#"emails[type eq "work" and value ew "jensen.org"]"#, false),
            (r#"emails.type eq "work" and emails.value ew "jensen.org""#, true),
            (r#"emails[type ne "work" and value co "other"]"#, true),
            (r#"emails[not (type pr)]"#, true),
            (r#"emails.type ne "fax""#, true),
            (r#"emails.type ne "home""#, false),
            (r#"emails ew "EXAMPLE.NET""#, true),
            // 7643-2.4-06: what does not say that it is primary is not
            ("emails.primary eq false", true),
            ("emails.primary ne false", false),
            (r#"emails[type eq "work" and primary eq false]"#, false),
            ("emails[primary eq true]", true),
        ],
    );
    let badge = Badge {
        serial_number: "A-1".into(),
        labels: vec!["Red".into(), "blue".into()],
        holder: Some(Reference::parse("https://example.com/Users/7").unwrap()),
        uses: Some(12),
        weight: Some(0.5),
        issued_at: Some(DateTime::parse("2026-01-01T00:00:00Z").unwrap()),
        state: BadgeState::InUse,
        doors: vec![Door { number: Some(3), ..Door::default() }],
        parking: Some(Parking { lot: Some("P1".into()), level: Some(-2) }),
        ..Badge::default()
    };
    check(
        &badge,
        &[
            (r#"labels eq "RED""#, true),
            (r#"labels ne "green""#, true),
            (r#"labels ne "blue""#, false),
            (r#"labels[value sw "bl"]"#, true),
            (r#"labels[value sw "bl" and value sw "r"]"#, false),
            (r#"serialNumber eq "a-1""#, false),
            (r#"holder co "/Users/""#, true),
            (r#"holder co "/users/""#, false),
            ("uses gt 2 and uses lt 1e2 and uses eq 12.0 and uses ne 12.5", true),
            ("uses gt 99999999999999999999999999999999999999999999", false),
            ("weight eq 0.5 and weight ge 0.5 and weight lt 1", true),
            (r#"state eq "INUSE" and state ne "issued""#, true),
            ("doors.number ge 3 and doors[number le 3]", true),
            (r#"doors.name eq "x""#, false),
            ("urn:example:scim:schemas:extension:2.0:Parking:level lt -1", true),
            (r#"urn:example:scim:schemas:extension:2.0:Parking:lot eq "p1""#, true),
            ("lost eq true or lost eq false", false),
        ],
    );
    // an element with its selector alone is not written, and so not there
    let address = Address { r#type: Some("work".into()), ..Address::default() };
    let member = Member { office: Some(address), ..member() };
    check(&member, &[("addresses pr", false), (r#"addresses[type eq "work"]"#, false)]);
    // 7644-3.4.2.2-15: an empty text among several values is there, and is not present
    let badge = Badge { labels: vec![String::new()], ..badge };
    check(&badge, &[("labels pr", true), ("labels.value pr", false), ("labels[value pr]", false)]);
}

/// 7643-2.4-06: only of `primary` does nothing mean false.
#[test]
fn booleans_of_elements() {
    #[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
    struct Key {
        primary: Option<bool>,
        lost: Option<bool>,
    }
    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Room", endpoint = "/Rooms")]
    struct Room {
        #[scim(id)]
        id: u32,
        keys: Vec<Key>,
        lock: Key,
        marks: Vec<String>,
    }
    let key = |primary, lost| Key { primary, lost };
    let marks = vec!["a".to_owned(), "c".to_owned()];
    let room = Room { id: 1, keys: vec![key(None, None)], lock: key(None, Some(true)), marks };
    check(
        &room,
        &[
            ("keys[primary eq false]", true),
            ("keys[primary eq true]", false),
            ("keys[lost eq false]", false),
            ("keys.lost eq false", false),
            // one value is no element of a list
            ("lock[primary eq false]", false),
            ("lock.primary eq false", false),
            // a simple element is its own `value`
            (r#"marks[value eq "b" or value eq "c"]"#, true),
            (r#"marks[value eq "b" or value eq "d"]"#, false),
            (r#"marks[value ge "b" and value lt "c"]"#, false),
            (r#"marks[not (value eq "a")]"#, true),
        ],
    );
}

/// The elements that the path of a patch operation chooses.
#[test]
fn elements_of_a_path() {
    fn resolve<R: ScimResource>(text: &str) -> ElementFilter {
        let (descriptor, options) = (R::descriptor(), Options::default());
        let path = PatchPath::parse_for(text, &descriptor, &options).unwrap();
        let name = path.attribute.attribute();
        let node = R::NODES.iter().find(|node| node.name() == name).unwrap();
        let filter = path.filter.unwrap();
        ElementFilter::new(&filter, text, node, node.base, descriptor, &options).unwrap()
    }
    let filter = resolve::<User>(r#"emails[type eq "home" or not (type pr)].value"#);
    let user = user();
    let chosen: Vec<_> =
        user.emails.iter().map(|email| filter.matches(&View::Complex(email))).collect();
    assert_eq!(chosen, [false, true, true]);

    let work = resolve::<Member>(r#"emails[type eq "work" and value co "bjensen"]"#);
    let model: &dyn Model = &member();
    assert!(
        work.matches_slot(0, model) && !work.matches_slot(1, model) && !work.matches_slot(2, model)
    );
    let home = resolve::<Member>(r#"emails[type eq "home"]"#);
    let blank: &dyn Model = &Member::default();
    assert!(
        home.selects_slot(1, blank) && !home.matches_slot(1, blank) && !home.selects_slot(0, blank)
    );
    let office = resolve::<Member>(r#"addresses[type eq "work"]"#);
    assert!(
        office.selects_slot(0, blank)
            && !office.matches_slot(0, blank)
            && office.matches_slot(0, model)
    );
}
