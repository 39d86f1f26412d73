//! Filters on models (RFC 7644 section 3.4.2.2).
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod models;

use models::*;
use scim_schema::dialect::Dialect;
use scim_schema::filter::{ElementFilter, Filter, Options, Test, syntax::PatchPath};
use scim_schema::message::{ScimError, ScimType};
use scim_schema::resource::{Model, View};
use scim_schema::rfc::{Email, Group, User};
use scim_schema::value::{DateTime, Reference};
use scim_schema::{ScimComplex, ScimResource};

#[track_caller]
fn matches<R: ScimResource>(filter: &str, resource: &R) -> bool {
    matches_with(filter, resource, &Options::default())
}

#[track_caller]
fn matches_with<R: ScimResource>(filter: &str, resource: &R, options: &Options<'_>) -> bool {
    Filter::parse_with(filter, options).unwrap_or_else(|error| panic!("{error}")).matches(resource)
}

#[track_caller]
fn check<R: ScimResource>(resource: &R, table: &[(&str, bool)]) {
    for (filter, expected) in table {
        assert_eq!(matches(filter, resource), *expected, "{filter}");
        assert_eq!(matches(&format!("not ({filter})"), resource), !expected, "not ({filter})");
    }
}

fn detail<R: ScimResource>(filter: &str) -> String {
    let error = Filter::<R>::parse(filter).map(|_| filter).unwrap_err();
    assert_eq!(error.scim_type(), ScimType::InvalidFilter);
    let error = ScimError::from(error);
    assert_eq!((error.status(), error.scim_type()), (400, Some(ScimType::InvalidFilter)));
    error.detail()
}

fn email(value: &str, kind: Option<&str>, primary: Option<bool>) -> Email {
    Email { value: Some(value.into()), r#type: kind.map(Into::into), primary, ..Email::default() }
}

fn user() -> User {
    User {
        id: "2819".into(),
        user_name: "bjensen@example.com".into(),
        title: Some(String::new()),
        emails: vec![
            email("bjensen@example.com", Some("work"), Some(true)),
            email("babs@jensen.org", Some("home"), None),
            email("other@example.net", None, None),
        ],
        ..User::default()
    }
}

/// 7644-3.4.2.2-10 to -19, -42, -48, -50: the operators on fields of a flat row.
#[test]
fn flat_fields() {
    check(
        &member(),
        &[
            // `id` is caseExact, and a number in the model
            (r#"id eq "7""#, true),
            (r#"id sw "7" and id ge "6" and id le "7""#, true),
            (r#"id eq "07""#, false),
            (r#"externalId eq "00u1""#, true),
            (r#"externalId eq "00U1""#, false),
            // -05, -48: names and values without case
            (r#"USERNAME EQ "BJensen@EXAMPLE.com""#, true),
            (r#"userName eq "ｂjensen@example.com""#, true),
            (r#"userName ne "bjensen""#, true),
            (r#"userName co "JENSEN""#, true),
            (r#"userName co "jensens""#, false),
            (r#"userName co """#, true),
            (r#"userName sw "bjensen@example.com""#, true),
            (r#"userName ew "EXAMPLE.COM""#, true),
            (r#"userName gt "bjensem""#, true),
            (r#"userName gt "BJENSEN@example.com""#, false),
            (r#"userName ge "BJENSEN@example.com""#, true),
            (r#"userName lt "c""#, true),
            (r#"userName le "a""#, false),
            // -43: sub-attributes of a complex attribute
            (r#"name.familyName co "ens" and name.givenName sw "bar""#, true),
            (r#"name[familyName eq "Jensen" and givenName eq "x"]"#, false),
            ("name pr", true),
            // computed by the model
            ("active eq true", true),
            ("active eq false", false),
            ("active ne false", true),
            // -50, and attributes of an extension
            (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b""#, true),
            (r#"URN:ietf:params:scim:schemas:core:2.0:user:name.givenName eq "barbara""#, true),
            (
                r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "tour operations""#,
                true,
            ),
            (
                r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "26118915""#,
                true,
            ),
            (
                r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager[value eq "2"]"#,
                false,
            ),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr", true),
            // a list made for the call
            (r#"groups eq "3""#, true),
            (r#"groups.value eq "4""#, false),
            (r#"groups[value eq "3" and display pr]"#, false),
        ],
    );
}

/// 7644-3.4.2.2-15: `meta` always has a value, also of a model that maps no part of it.
#[test]
fn meta_is_present_without_timestamps() {
    let user = User::default();
    for (text, answer) in
        [("meta pr", true), ("not (meta.resourceType pr)", false), ("meta.created pr", false)]
    {
        let filter = Filter::parse(text).unwrap();
        assert_eq!(filter.matches(&user), answer, "{text}");
    }
}

/// 7644-3.4.2.2-20, -45, -49: `meta` and `schemas`, instants by the instant.
#[test]
fn common_attributes() {
    check(
        &member(),
        &[
            (r#"meta.created eq "2010-01-23T05:56:22+01:00""#, true),
            (r#"meta.created gt "2010-01-23T04:56:21.999Z""#, true),
            (r#"meta.created gt "2010-01-23T04:56:22Z""#, false),
            (
                r#"meta.created ge "2010-01-23T04:56:22Z" and meta.created le "2010-01-23T04:56:22.0Z""#,
                true,
            ),
            (r#"meta.created lt "2010-01-23T06:00:00+02:00""#, false),
            (r#"meta.resourceType eq "User""#, true),
            (r#"meta.resourceType ne "Group""#, true),
            (r#"meta.version eq "W/\"7\"""#, true),
            ("meta.version pr and meta.location pr and schemas pr and meta pr", true),
            (r#"schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#, true),
            (r#"schemas eq "urn:ietf:params:scim:schemas:core:2.0:User""#, true),
            (r#"schemas ne "urn:ietf:params:scim:schemas:core:2.0:Group""#, true),
            (r#"schemas co "enterprise""#, true),
        ],
    );
    let blank = Member::default();
    assert!(!matches(r#"schemas co "enterprise""#, &blank));
    let options = Options::default().base("https://example.com/scim/v2/");
    assert!(matches_with(
        r#"meta.location eq "https://example.com/scim/v2/Users/7""#,
        &member(),
        &options
    ));
}

/// 7644-3.4.2.2-15, design section 6: what is absent, and `null`.
#[test]
fn absent_values() {
    let blank = Member::default();
    check(
        &blank,
        &[
            (r#"userName pr"#, false),
            (r#"userName eq """#, false),
            (r#"userName ne "x""#, true),
            (r#"userName co """#, false),
            (r#"name.givenName ne "x" and not (name pr)"#, true),
            (r#"name[givenName ne "x"]"#, false),
            (r#"emails ne "x" and emails eq null"#, true),
            (r#"emails[type ne "x"]"#, false),
            (r#"addresses[locality ne "x"]"#, false),
            ("externalId eq null", true),
            ("externalId ne null", false),
            (r#"externalId lt "z" or externalId gt "a""#, false),
            ("meta pr", true),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr", false),
            (
                r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department ne "x""#,
                true,
            ),
        ],
    );
    check(
        &user(),
        &[
            ("title pr", false),
            ("title eq null", true),
            (r#"title eq """#, true),
            ("name pr", false),
            ("phoneNumbers pr", false),
        ],
    );
}

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

/// 7644-3.4.2.2-41: `not` before `and` before `or`.
#[test]
fn precedence() {
    let (t, f) = (r#"userName pr"#, r#"nickName pr"#);
    for (a, b, c) in (0..8).map(|n| (n & 1 > 0, n & 2 > 0, n & 4 > 0)) {
        let [x, y, z] = [a, b, c].map(|value| if value { t } else { f });
        let user = user();
        check(
            &user,
            &[
                (&format!("{x} or {y} and {z}"), a || b && c),
                (&format!("{x} and {y} or {z}"), a && b || c),
                (&format!("({x} or {y}) and {z}"), (a || b) && c),
                (&format!("not ({x}) and {y} or {z}"), !a && b || c),
                (&format!("not ({x} and {y}) or {z}"), !(a && b) || c),
            ],
        );
    }
}

/// 7644-3.4.2.2-21 to -24, -31, -43, -47: what parses and cannot be evaluated.
#[test]
fn refused() {
    for (filter, expected) in [
        ("FOO pr", "`FOO` is not an attribute of `User` (at character 1)"),
        ("nickname pr and usrName pr", "`nickname` is not an attribute of `User` (at character 1)"),
        (
            "usrName pr",
            "`usrName` is not an attribute of `User`; did you mean `userName`? (at character 1)",
        ),
        (
            "department pr",
            "`department` is not an attribute of `User`; write `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` (at character 1)",
        ),
        ("urn:x:y:userName pr", "`urn:x:y` is not a schema of `User` (at character 1)"),
        (
            "urn:ietf:params:scim:schemas:core:2.0:User:department pr",
            "`department` is not an attribute of `User`; write `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` (at character 1)",
        ),
        (
            r#"name eq "B""#,
            "`name` is complex; compare a sub-attribute such as `name.familyName` (at character 1)",
        ),
        (r#"name.middle eq "B""#, "`name` has no sub-attribute `middle` (at character 1)"),
        (
            r#"emails[vlue eq "x"]"#,
            "`emails` has no sub-attribute `vlue`; did you mean `value`? (at character 8)",
        ),
        (
            r#"addresses eq "x""#,
            "`addresses` is complex; compare a sub-attribute such as `addresses.type` (at character 1)",
        ),
        ("userName.x pr", "`userName` has no sub-attributes (at character 1)"),
        ("userName[value pr]", "`userName` has no sub-attributes (at character 1)"),
        ("active gt true", "`active` is of type boolean, which has no `gt` (at character 8)"),
        ("active co true", "`active` is of type boolean, which has no `co` (at character 8)"),
        (
            r#"meta.created sw "2010""#,
            "`created` is of type dateTime, which has no `sw` (at character 14)",
        ),
        (
            r#"meta.created gt "today""#,
            "expected a date-time such as `2011-05-13T04:42:34Z` for `created`, not a string at character 17",
        ),
        ("active eq \"true\"", "expected a boolean for `active`, not a string at character 11"),
        (
            "userName eq 7",
            "expected a string in double quotes for `userName`, not a number at character 13",
        ),
        (
            "userName gt null",
            "expected a string in double quotes for `userName`, not null at character 13",
        ),
        (
            r#"password eq "t1meMa$heen""#,
            "`password` is never returned, and so cannot be filtered (at character 1)",
        ),
        ("password pr", "`password` is never returned, and so cannot be filtered (at character 1)"),
        (
            r#"meta.location eq "x""#,
            "`meta.location` cannot be filtered here; filter `id` (at character 1)",
        ),
    ] {
        assert_eq!(detail::<Member>(filter), expected, "{filter}");
    }
    for filter in [
        r#"image lt "MII""#,
        r#"image co "MII""#,
        r#"image eq "not base64!""#,
        r#"uses co 1"#,
        r#"uses eq "1""#,
        "weight eq true",
        "labels[type pr]",
        r#"urn:example:scim:schemas:extension:2.0:Parking eq "x""#,
        "urn:example:scim:schemas:extension:2.0:Parking:slot pr",
    ] {
        assert_ne!(detail::<Badge>(filter), "", "{filter}");
    }
}

/// What Okta and Entra send beside the grammar.
#[test]
fn dialects() {
    let (rfc, okta) = (Options::default(), Options::default().dialect(Dialect::OKTA));
    let entra = rfc.dialect(Dialect::ENTRA);
    let refused = |text: &str, options| Filter::<Member>::parse_with(text, options).is_err();
    for (text, expected, in_okta) in [
        (r#"active eq "True""#, true, true),
        (r#"emails[primary eq "TRUE"].value eq "babs@jensen.org""#, false, true),
        (r#"active eq "False""#, false, true),
        // 7643-2.4-06: what is not said to be primary is not, also where booleans are texts
        (r#"emails[primary eq "False"].value eq "BJENSEN@example.com""#, false, true),
        (r#"emails[type eq "work"].value eq "BJENSEN@example.com""#, true, true),
        (r#"department eq "Tour Operations""#, true, false),
        (r#"manager.value eq "26118915""#, true, false),
    ] {
        assert!(refused(text, &rfc), "{text}");
        assert_eq!(matches_with(text, &member(), &entra), expected, "{text}");
        assert_eq!(refused(text, &okta), !in_okta, "{text}");
    }
    assert!(refused(r#"active eq "yes""#, &entra));
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

/// 7644-3.10-01: what is before the last colon of a name is a URN, or the name is none.
#[test]
fn names_of_schemas() {
    use scim_schema::path::AttributePath;
    let schema = |text: &'static str| AttributePath::parse(text).map(|path| path.schema());
    assert_eq!(schema("URN:example:2.0:Door:lock.code"), Some(Some("URN:example:2.0:Door")));
    assert_eq!(schema("lock.code"), Some(None));
    for text in ["door:lock", "urn:a b:lock", "urn:a\"b:lock", "urn:\u{e9}:lock", ":lock"] {
        assert_eq!(schema(text), None, "{text}");
    }
}

/// Where a filter is wrong, and what would be right there.
#[test]
fn errors_tell_the_place() {
    for (filter, offset, expected) in [
        (r#"userName eq "a"and title pr"#, 15, "a space before `and`"),
        (r#"userName eq "a" and(title pr)"#, 16, "a space after `and`"),
        (r#"userName eq "a"or title pr"#, 15, "a space before `or`"),
        (r#"userName eq "a" or(title pr)"#, 16, "a space after `or`"),
        (r#"meta.created eq 2010"#, 16, "a date-time in double quotes for `created`, not a number"),
        ("usrName pr", 0, ""),
    ] {
        let error = Filter::<Member>::parse(filter).map(|_| filter).unwrap_err();
        assert_eq!((error.offset(), error.expected_here()), (offset, expected), "{filter}");
    }
    // behind the bracket, as Entra writes it
    let entra = Options::default().dialect(Dialect::ENTRA);
    let text = r#"emails[type eq "work"].vlue eq "x""#;
    let error = Filter::<Member>::parse_with(text, &entra).map(|_| text).unwrap_err();
    assert_eq!(error.offset(), text.find("vlue").unwrap());
}

/// What may have been meant is told where it is near: a letter too much or too few in four.
#[test]
fn near_names() {
    for (filter, meant) in [
        ("usrName pr", Some("userName")),
        ("usserName pr", Some("userName")),
        ("uswrName pr", Some("userName")),
        ("activ pr", Some("active")),
        ("nameUser pr", None),
        ("usrNm pr", None),
        ("xxuserNa pr", None),
    ] {
        let detail = detail::<Member>(filter);
        let told = detail.split("did you mean `").nth(1).and_then(|rest| rest.split('`').next());
        assert_eq!(told, meant, "{detail}");
    }
}

/// 7644-3.4.2.1: in a search of the root, an attribute that a type lacks has no value.
#[test]
fn at_the_root() {
    let options = Options::default().root();
    for (text, expected) in [
        (r#"displayName eq "Tour Guides" or userName eq "bjensen@example.com""#, true),
        ("members pr", false),
        (r#"members.value ne "x""#, true),
        (r#"urn:x:2.0:Door:lock ne "x""#, true),
        // another type may have sub-attributes where this one has a text
        ("userName.given eq null", true),
        (r#"userName[given eq "x"]"#, false),
        ("schemas.resourceType pr", false),
    ] {
        assert_eq!(matches_with(text, &member(), &options), expected, "{text}");
    }
    for text in [
        "active gt true",
        // what is hidden is refused before what is named below it
        "password.x pr",
        "password[x pr]",
        // no sub-attribute has a URN, that of an extension included
        "emails[urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr]",
        "emails[urn:ietf:params:scim:schemas:core:2.0:User:type pr]",
    ] {
        assert!(Filter::<User>::parse_with(text, &options).is_err(), "{text}");
    }
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

/// The deepest filter that is accepted, parsed and evaluated on the stack of a worker thread.
#[test]
fn safe_on_a_small_stack() {
    let run = || {
        let inside = format!("{}locality pr{}", "not(".repeat(31), ")".repeat(31));
        let text = format!("{}addresses[{inside}]{}", "not((".repeat(16), "))".repeat(16));
        let filter = Filter::<Member>::parse(&text).unwrap();
        assert!(!filter.matches(&member()));
        let chain = vec!["a[b pr]"; 499].join(" or ");
        assert!(Filter::<Member>::parse(&chain).is_err());
        let chain = vec![r#"id eq "x""#; 500].join(" or ");
        assert!(!Filter::<Member>::parse(&chain).unwrap().matches(&member()));
    };
    std::thread::Builder::new().stack_size(512 * 1024).spawn(run).unwrap().join().unwrap();
}

#[test]
fn shared_between_threads() {
    fn shared<T: Clone + Send + Sync + std::fmt::Debug + 'static>(_: &T) {}
    let filter = Filter::<Group>::parse(r#"members eq "2819""#).unwrap();
    shared(&filter);
    assert_eq!(
        format!("{:?} {}", filter.clone(), filter.text()),
        r#"Filter { bytes: 17, .. } members eq "2819""#
    );
}

/// RFC 7644 section 5: a wide or a narrow form is the character that Unicode says it is a form of.
#[test]
fn widths() {
    use scim_schema::compare::unicode_key;
    use unicode_normalization::UnicodeNormalization as _;
    let compatible = |text: &str| text.nfkc().collect::<String>().to_lowercase();
    for form in ('\u{ff01}'..='\u{ffef}').chain(['\u{3000}']).map(String::from) {
        let key = unicode_key(&form);
        assert_eq!(compatible(&key), compatible(&form), "{form:?}");
        assert_eq!(*key == *form, form.nfkc().eq(form.chars()), "{form:?}");
    }
}

/// 7644-3.4.2.2-16 to -19: numbers by their value, however they are written.
#[test]
fn numbers() {
    let badge = |weight| Badge { weight: Some(weight), uses: Some(3), ..Badge::default() };
    check(
        &badge(1.5),
        &[
            ("weight gt 1.25", true),
            ("weight lt 1.25", false),
            ("weight ge 1.75", false),
            ("weight lt 1.75", true),
            ("weight eq 15e-1", true),
            ("weight gt 1", true),
            ("weight lt 2", true),
            ("uses eq 3.0", true),
            ("uses gt 2.5", true),
            ("uses lt 2.5", false),
        ],
    );
    check(&badge(-0.0), &[("weight eq 0.0", true), ("weight lt 0.0", false)]);
}
