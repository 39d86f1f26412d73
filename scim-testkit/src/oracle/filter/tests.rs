use super::{chosen, matches, matches_at_root, parse};
use crate::law::edit::patch_agrees;
use crate::law::filter::{agrees, agrees_at_the_root};
use crate::law::search::sort_agrees;
use crate::law::{Engine, Shipped};
use crate::oracle::{Refusal, Shape, document, document_at};
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::rfc::{Email, EnterpriseUser, Manager, Name, User};
use scim_schema::sort::Order;
use scim_schema::value::{Binary, DateTime, Reference, Secret};
use serde_json::json;

fn barbara() -> User {
    let email = |value: &str, r#type: &str, primary| Email {
        value: Some(value.into()),
        r#type: Some(r#type.into()),
        primary,
        ..Email::default()
    };
    User {
        id: "2819c223".into(),
        external_id: Some("Bjensen".into()),
        user_name: "bjensen".into(),
        name: Some(Name {
            family_name: Some("O'Malley".into()),
            given_name: Some(String::new()),
            ..Name::default()
        }),
        title: Some("Vice President".into()),
        user_type: Some("Employee".into()),
        profile_url: Some(Reference::parse("https://login.example.com/bjensen").unwrap()),
        active: Some(true),
        password: Some(Secret::new("t1meMa$heen")),
        emails: vec![
            email("bjensen@example.com", "work", Some(true)),
            email("babs@jensen.org", "home", None),
        ],
        x509_certificates: vec![scim_schema::rfc::X509Certificate {
            value: Some(Binary::parse("TWFu").unwrap()),
            ..Default::default()
        }],
        enterprise: Some(EnterpriseUser {
            department: Some("Tours".into()),
            manager: Some(Manager { value: Some("26".into()), ..Manager::default() }),
            ..EnterpriseUser::default()
        }),
        last_modified: Some(DateTime::parse("2011-05-13T04:42:34Z").unwrap()),
        version: "7".into(),
        ..User::default()
    }
}

fn ask(text: &str, dialect: Dialect) -> Result<bool, Refusal> {
    let user = barbara();
    let shape = Shape::of(&user);
    matches(&parse(text, &shape, dialect)?, &shape, &document(&user), dialect)
}

fn yes(filters: &[&str]) {
    for text in filters {
        assert_eq!(ask(text, Dialect::RFC), Ok(true), "{text}");
    }
}

fn no(filters: &[&str]) {
    for text in filters {
        assert_eq!(ask(text, Dialect::RFC), Ok(false), "{text}");
    }
}

fn refused(filters: &[&str]) {
    for text in filters {
        assert_eq!(ask(text, Dialect::RFC).unwrap_err().scim_type, "invalidFilter", "{text}");
    }
}

/// 7644-3.4.2.2-10 to -20: table 3, on the RFC's own examples.
#[test]
fn operators() {
    yes(&[
        r#"userName eq "bjensen""#,
        r#"name.familyName co "O'Malley""#,
        r#"userName sw "BJ""#,
        r#"userName sw "bjensen""#,
        r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "B""#,
        r#"userName ew "SEN""#,
        "title pr",
        "name pr",
        "emails pr",
        r#"meta.lastModified gt "2011-05-13T04:42:33Z""#,
        r#"meta.lastModified ge "2011-05-13T06:42:34+02:00""#,
        r#"meta.lastModified eq "2011-05-13T04:42:34.000Z""#,
        r#"meta.lastModified le "2011-05-13T04:42:34Z""#,
        r#"userName gt "a""#,
        r#"title pr and userType eq "Employee""#,
        r#"userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")"#,
        r#"userType ne "Intern" and not (emails co "example.net")"#,
        r#"userType eq "Employee" and emails[type eq "work" and value co "@example.com"]"#,
        r#"emails[type eq "home"] or ims[type eq "xmpp" and value co "@foo.com"]"#,
        r#"schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#,
        r#"meta.resourceType eq "User""#,
        r#"meta.version eq "W/\"7\"""#,
        r#"x509Certificates.value eq "TWFu""#,
    ]);
    no(&[
        r#"userName ne "bjensen""#,
        "nickName pr",
        "ims pr",
        "name.givenName pr",
        r#"meta.lastModified lt "2011-05-13T04:42:34Z""#,
        r#"emails[type eq "home" and value co "@example.com"]"#,
        r#"x509Certificates.value eq "twfu""#,
    ]);
}

/// 7644-3.4.2.2-41: `and` binds before `or`, `not` before both.
#[test]
fn precedence() {
    yes(&[
        "title pr or nickName pr and ims pr",
        "not (title pr) and nickName pr or active eq true",
    ]);
    no(&["(title pr or nickName pr) and ims pr", "not (title pr) and (nickName pr or active pr)"]);
}

/// 7644-3.4.2.2-48: `caseExact` decides; 7644-3.4.2.2-42: one value of several is enough.
#[test]
fn values() {
    yes(&[
        r#"externalId eq "Bjensen""#,
        r#"title eq "VICE president""#,
        r#"emails.type eq "HOME""#,
        r#"emails eq "babs@jensen.org""#,
        "emails.primary eq true",
    ]);
    no(&[r#"externalId eq "bjensen""#, r#"id eq "2819C223""#]);
}

/// Decided: `ne` matches what is absent, and several values if none is equal; null is absence.
#[test]
fn absence() {
    yes(&[
        r#"nickName ne "Babs""#,
        r#"emails.type ne "other""#,
        r#"ims.value ne "x""#,
        "nickName eq null",
        "title ne null",
        r#"name.middleName ne "x""#,
        r#"emails[primary eq null]"#,
    ]);
    no(&[
        r#"emails.type ne "work""#,
        r#"nickName lt "x""#,
        "title eq null",
        "nickName ne null",
        r#"ims[value ne "x"]"#,
        r#"ims[not (value pr)]"#,
    ]);
}

/// 7644-3.4.2.2-06, -07, -21 to -24, -31, -33, -36, -38, -40, -43, -47; what is hidden.
#[test]
fn what_is_no_filter() {
    refused(&[
        "",
        "userName",
        "userName eq",
        r#"userName regex "x""#,
        r#"userName eq"x""#,
        "userName eq 'x'",
        "userName eq x",
        "userName eq 7",
        "title eq null\n",
        "active eq TRUE",
        r#"active eq "true""#,
        "active gt true",
        "active co true",
        r#"x509Certificates.value lt "TWFu""#,
        r#"meta.lastModified sw "2011""#,
        r#"meta.lastModified gt "2011""#,
        r#"meta.location eq "x""#,
        r#"name eq "x""#,
        r#"a.b.c eq "x""#,
        r#"shoeSize eq "x""#,
        r#"department eq "Tours""#,
        r#"urn:example:None:department eq "Tours""#,
        r#"emails[shoeSize eq "x"]"#,
        r#"emails[emails.type eq "x"]"#,
        r#"emails[type eq "x" and ims[type eq "x"]]"#,
        r#"emails[type eq "work"].value eq "x""#,
        r#"userName[value eq "x"]"#,
        r#"password eq "t1meMa$heen""#,
        "password pr",
        "title pr and",
        "title pr and(active pr)",
        "(title pr",
        "title pr)",
        "not title pr",
        "title gt null",
        "title pr && active pr",
    ]);
}

/// Decided: what is not worth refusing; names, operators and URNs ignore case (7644-3.10-05).
#[test]
fn spellings() {
    yes(&[
        "  title   PR ",
        "NOT(nickName pr)",
        "TITLE pr AND Active Eq true",
        r#"URN:ietf:params:scim:schemas:EXTENSION:enterprise:2.0:user:manager.VALUE eq "26""#,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr",
        r#"name[familyName sw "O"]"#,
        r#"userName eq "b\u006aensen""#,
        r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User[department eq "tours"]"#,
        "((title pr))",
    ]);
}

/// Tolerances: what Okta and Entra send.
#[test]
fn dialects() {
    for (text, answer) in [
        (r#"emails[type eq "work"].value eq "bjensen@example.com""#, true),
        (r#"emails[type eq "home"].value eq "bjensen@example.com""#, false),
        (r#"emails[type eq "work"].display pr"#, false),
        (r#"active eq "True""#, true),
        (r#"active eq "FALSE""#, false),
    ] {
        for dialect in [Dialect::OKTA, Dialect::ENTRA] {
            assert_eq!(ask(text, dialect), Ok(answer), "{text}");
        }
        assert!(ask(text, Dialect::RFC).is_err(), "{text}");
    }
    assert_eq!(ask(r#"department eq "Tours""#, Dialect::ENTRA), Ok(true));
    assert!(ask(r#"department eq "Tours""#, Dialect::OKTA).is_err());
}

/// 7644-3.4.2.1-06: at the root, what a type lacks has no value.
#[test]
fn at_the_root() {
    let user = barbara();
    let shape = Shape::of(&user);
    for (text, answer) in [
        ("members pr", false),
        ("not (members pr)", true),
        (r#"members.value eq "x""#, false),
        (r#"members.value ne "x""#, true),
        ("members eq null", true),
        ("members ne null", false),
        (r#"members[value eq "x"]"#, false),
        (r#"emails[shoeSize pr]"#, false),
        (r#"userName.given eq null"#, true),
        (r#"userName[given pr]"#, false),
        (r#"userName eq "bjensen""#, true),
    ] {
        let filter = parse(text, &shape, Dialect::RFC).unwrap();
        let found = matches_at_root(&filter, &shape, &document(&user), Dialect::RFC);
        assert_eq!(found, Ok(answer), "{text}");
    }
    // what is never returned is no less so by a name below it
    for text in ["password pr", "password.x pr", "password.x ne null", "password[x pr]"] {
        let filter = parse(text, &shape, Dialect::RFC).unwrap();
        let found = matches_at_root(&filter, &shape, &document(&user), Dialect::RFC);
        assert!(found.is_err(), "{text}");
    }
}

/// 7644-3.4.2.2-30: the elements that a value path chooses.
#[test]
fn chosen_elements() {
    let (shape, document) = (Shape::of(&barbara()), document(&barbara()));
    let emails = document["emails"].as_array().unwrap();
    for (path, places) in [
        (r#"emails[type eq "home"]"#, Some(vec![1])),
        (r#"emails[value pr]"#, Some(vec![0, 1])),
        (r#"emails[type eq "other"]"#, Some(vec![])),
        ("emails", None),
        ("emails pr", None),
    ] {
        let expected = places.map(|at| at.iter().map(|at: &usize| emails[*at].clone()).collect());
        assert_eq!(chosen(path, &shape, &document), expected, "{path}");
    }
}

/// 7643-3.1-23: a location, where the base URL is known.
#[test]
fn locations() {
    let user = User { id: "a b".into(), ..barbara() };
    let shape = Shape::of(&user);
    let document = document_at(&user, "https://example.com/scim/v2/");
    let text = r#"meta.location eq "https://example.com/scim/v2/Users/a%20b""#;
    let filter = parse(text, &shape, Dialect::RFC).unwrap();
    assert_eq!(matches(&filter, &shape, &document, Dialect::RFC), Ok(true));
}

/// RFC 7644 section 5: user names that differ in case, width or composition are one.
#[test]
fn user_names() {
    let user =
        User { user_name: "Ｚoe\u{308}ς".into(), title: Some("É".into()), ..User::default() };
    let shape = Shape::of(&user);
    for (text, answer) in [
        (r#"userName eq "ZOËΣ""#, true),
        (r#"userName eq "zoëσ""#, true),
        (r#"userName sw "zo""#, true),
        (r#"userName eq "zoeσ""#, false),
        (r#"title eq "é""#, false),
    ] {
        let filter = parse(text, &shape, Dialect::RFC).unwrap();
        let found = matches(&filter, &shape, &document(&user), Dialect::RFC);
        assert_eq!(found, Ok(answer), "{text}");
    }
}

/// A flat model is the same document: slots are elements, with what their declaration says.
#[test]
fn slots() {
    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Member {
        #[scim(id)]
        id: i64,
        #[scim(path = "userName")]
        login: String,
        #[scim(path = r#"emails[type eq "work"].value"#, primary)]
        email: String,
        #[scim(path = r#"emails[type eq "home"].value"#)]
        home_email: Option<String>,
    }
    let member = Member { id: 7, email: "b@example.com".into(), ..Member::default() };
    let shape = Shape::of(&member);
    let document = document(&member);
    for (text, answer) in [
        (r#"emails[type eq "WORK" and primary eq true and value ew "example.com"]"#, true),
        (r#"emails.type eq "home""#, false),
        (r#"emails.primary ne true"#, false),
        (r#"emails[not (type eq "work")]"#, false),
        (r#"id eq "7""#, true),
        (r#"userName eq null"#, true),
    ] {
        let filter = parse(text, &shape, Dialect::RFC).unwrap();
        assert_eq!(matches(&filter, &shape, &document, Dialect::RFC), Ok(answer), "{text}");
    }
}

/// 7643-3.1-18: what the RFC defines of `meta` and a model does not hold has no value,
/// at the root and elsewhere; what is asked of it must be of its type nonetheless.
#[test]
fn what_a_model_does_not_hold() {
    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Bare {
        #[scim(id)]
        id: i64,
        #[scim(path = "userName")]
        login: String,
        #[scim(path = "name.givenName")]
        given: String,
    }
    let bare = Bare::default();
    for (text, answer) in [
        (r#"meta.created pr"#, Some(false)),
        (r#"meta.created eq null"#, Some(true)),
        (r#"meta.created gt "2011-05-13T04:42:34Z""#, Some(false)),
        (r#"meta.created ne "2011-05-13T04:42:34Z""#, Some(true)),
        (r#"meta.created sw "2""#, None),
        (r#"meta.lastModified co "2""#, None),
        ("meta.created gt 2", None),
        ("meta.version gt 2", None),
        (r#"meta.version eq "W/\"2\"""#, Some(false)),
    ] {
        let options = Options::default();
        for options in [options.root(), options] {
            let found = Engine::matches(&Shipped, &bare, text, &options);
            assert_eq!(found.ok(), answer, "{text}");
        }
        agrees(&Shipped, &bare, text, Dialect::RFC).unwrap();
        agrees_at_the_root(&Shipped, &bare, text, Dialect::RFC).unwrap();
    }
    for text in [r#"name.familyName sw "2""#, "name.familyName gt 2", "active gt 2", "meta gt 2"] {
        agrees(&Shipped, &bare, text, Dialect::RFC).unwrap();
        agrees_at_the_root(&Shipped, &bare, text, Dialect::RFC).unwrap();
    }
    for path in ["meta.created", "meta.version"] {
        for operation in [
            json!({"op": "remove", "path": path}),
            json!({"op": "add", "path": path, "value": "2"}),
        ] {
            let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
            let body = json!({"schemas": schemas, "Operations": [operation]});
            patch_agrees(&Shipped, &bare, &body, Dialect::RFC).unwrap();
        }
        sort_agrees(&Shipped, &bare, &Bare { id: 2, ..bare.clone() }, path, Order::Ascending)
            .unwrap();
    }
}
