//! Filters on models (RFC 7644 section 3.4.2.2).
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "filter/elements.rs"]
mod elements;
mod models;
#[path = "filter/refused.rs"]
mod refused;

use models::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::filter::{Filter, Options};
use scim_schema::message::{ScimError, ScimType};
use scim_schema::rfc::{Email, Group, User};

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
