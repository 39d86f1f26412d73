//! Filters against the oracle, on models of every shape.

mod models;

use models::{Badge, Member, Parking, badges, members, users};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use scim_schema::dialect::Dialect;
use scim_schema::rfc::User;
use scim_schema::value::{Binary, Secret};
use scim_schema::{ScimComplex, ScimResource};
use scim_testkit::law;
use scim_testkit::oracle::{Shape, document, filter};

/// Names of attributes, values and operators, put together as filters would be, and as they would
/// not.
fn filters(
    paths: &'static [&'static str],
    inner: &'static [&'static str],
) -> BoxedStrategy<String> {
    let operator = || {
        prop::sample::select(vec![
            "eq", "eq", "eq", "ne", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "EQ", "Ne",
            "regex",
        ])
    };
    let value = || {
        prop::sample::select(vec![
            r#""bjensen""#,
            r#""BJensen""#,
            r#""b""#,
            r#""sen""#,
            r#""""#,
            r#""work""#,
            r#""WORK""#,
            r#""home""#,
            r#""É""#,
            r#""é""#,
            r#""e\u0301""#,
            r#""ß""#,
            r#""7""#,
            r#""2011-05-13T04:42:34Z""#,
            r#""2011-05-13T06:42:34.000+02:00""#,
            r#""2011-05-13T04:42:34.1Z""#,
            r#""2016-12-31T23:59:60Z""#,
            r#""2011-05-13""#,
            r#""TWFu""#,
            r#""twfu""#,
            r#""TWF""#,
            r#""True""#,
            r#""false""#,
            "true",
            "false",
            "TRUE",
            "null",
            "0",
            "7",
            "-1",
            "7.0",
            "7.5",
            "1e3",
            "1E400",
            "007",
            "'x'",
            "9007199254740993",
            r#""in-use""#,
            r#""issued""#,
            r#""Badge""#,
            r#""User""#,
            r#""W/\"7\"""#,
            r#""urn:ietf:params:scim:schemas:core:2.0:User""#,
            r#""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User""#,
        ])
    };
    let test = |paths: &'static [&'static str]| {
        prop_oneof![
            1 => prop::sample::select(paths).prop_map(|path| format!("{path} pr")),
            5 => (prop::sample::select(paths), operator(), value())
                .prop_map(|(path, operator, value)| format!("{path} {operator} {value}")),
        ]
    };
    let joined = |term: BoxedStrategy<String>| {
        term.prop_recursive(3, 8, 2, |inner| {
            prop_oneof![
                3 => (inner.clone(), prop::sample::select(vec!["and", "or", "AND", "xor"]), inner.clone())
                    .prop_map(|(a, join, b)| format!("{a} {join} {b}")),
                1 => inner.clone().prop_map(|a| format!("({a})")),
                1 => inner.clone().prop_map(|a| format!("not ({a})")),
                1 => inner.prop_map(|a| format!("NOT({a})")),
            ]
        })
        .boxed()
    };
    let value_path = (
        prop::sample::select(paths),
        joined(test(inner).boxed()),
        prop_oneof![
            4 => Just(String::new()),
            1 => (prop::sample::select(inner), operator(), value())
                .prop_map(|(path, operator, value)| format!(".{path} {operator} {value}")),
        ],
    )
        .prop_map(|(path, inner, after)| format!("{path}[{inner}]{after}"));
    joined(prop_oneof![3 => test(paths), 2 => value_path].boxed())
}

fn dialects() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![Dialect::RFC, Dialect::OKTA, Dialect::ENTRA])
}

fn holds<R: ScimResource>(resource: &R, filter: &str, dialect: Dialect) -> TestCaseResult {
    law::filter::agrees(&law::Shipped, resource, filter, dialect)
        .and_then(|()| law::filter::agrees_at_the_root(&law::Shipped, resource, filter, dialect))
        .map_err(|broken| TestCaseError::fail(broken.to_string()))
}

/// Both say this of a filter; `None` is that it is refused.
#[expect(clippy::unwrap_used, reason = "tests: a law that is broken says how")]
fn answers<R: ScimResource>(resource: &R, rows: &[(&str, Option<bool>)]) {
    let (shape, document) = (Shape::of(resource), document(resource));
    for (text, answer) in rows {
        law::filter::agrees(&law::Shipped, resource, text, Dialect::RFC).unwrap();
        let found = filter::parse(text, &shape, Dialect::RFC)
            .and_then(|filter| filter::matches(&filter, &shape, &document, Dialect::RFC));
        assert_eq!(found.ok(), *answer, "{text}");
    }
}

/// 7644-3.4.2.2-16 to -19, -36: numbers of any size, as JSON writes them; they have no substrings
/// (decided).
#[test]
fn numbers() {
    const LEVEL: &str = "urn:example:scim:schemas:extension:2.0:Parking:level";
    let badge = Badge {
        uses: Some(7),
        weight: Some(7.5),
        parking: Some(Parking { lot: None, level: Some(9_007_199_254_740_992) }),
        ..Badge::default()
    };
    answers(
        &badge,
        &[
            ("uses co 7", None),
            ("uses sw 7", None),
            ("weight ew 5", None),
            ("uses lt 1E400", Some(true)),
            ("uses gt -1e+400", Some(true)),
            ("weight lt 10.25E400", Some(true)),
            ("weight gt 1E400", Some(false)),
            ("uses lt 01E400", None),
            ("uses lt 1.E400", None),
            ("uses lt 1E400.5", None),
            ("uses eq 007", None),
            // more digits than a double has
            (&format!("{LEVEL} eq 9007199254740992"), Some(true)),
            (&format!("{LEVEL} eq 9007199254740993"), Some(false)),
            (&format!("{LEVEL} lt 9007199254740993"), Some(true)),
        ],
    );
}

/// 7643-2.3.6-01, -03: what is base64 text is compared as it is, and what is none is refused.
#[test]
fn base64_texts() {
    let badge = Badge { image: Some(Binary::parse("TWFu").unwrap()), ..Badge::default() };
    answers(
        &badge,
        &[
            (r#"image eq "TWFu""#, Some(true)),
            (r#"image eq "twfu""#, Some(false)),
            (r#"image ne "TWE=""#, Some(true)),
            (r#"image eq "TWE""#, Some(false)),
            (r#"image eq "TWFuT""#, None),
            (r#"image eq "TWFu=""#, None),
            (r#"image eq "TW======""#, None),
            (r#"image eq "TW-/""#, None),
        ],
    );
}

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Shelf", endpoint = "/Shelves")]
struct Shelf {
    #[scim(id)]
    id: u32,
    boxes: Vec<Case>,
    #[scim(returned = "never")]
    code: Option<Secret>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Case {
    label: Option<String>,
    sealed: Option<bool>,
    primary: Option<bool>,
}

/// 7643-2.4-06: of `primary` alone nothing said means false. Decided: what is never returned is in no
/// filter, though its mutability does not say so.
#[test]
fn booleans_and_what_is_never_returned() {
    let case = Case { label: Some("a".into()), ..Case::default() };
    let shelf = Shelf { id: 1, boxes: vec![case], code: Some(Secret::new("x")) };
    answers(
        &shelf,
        &[
            ("boxes.primary eq false", Some(true)),
            ("boxes[primary eq false]", Some(true)),
            ("boxes.sealed eq false", Some(false)),
            ("boxes[sealed eq false]", Some(false)),
            ("boxes.sealed ne false", Some(true)),
            ("code pr", None),
            (r#"code eq "x""#, None),
        ],
    );
}

/// 7644-3.4.2.1-05 to -07: names that no generator of filters draws often: below what is simple,
/// what is hidden and what is no sub-attribute, at the root and elsewhere.
#[test]
fn names_below_others() {
    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let paths = [
        "userName.x",
        "userName.value",
        "id.value",
        "name.x",
        "name.value",
        "emails.x",
        "password.x",
        "password.value",
        "labels.value",
        "labels.VALUE",
        "labels.x",
        "doors.x",
        "maker.x",
        "meta.x",
        "schemas.value",
        "schemas.x",
        "groups.x",
        "nothing.x",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName.x",
        "urn:ietf:params:scim:schemas:core:2.0:User:password.x",
        "urn:example:None:department.x",
        &format!("{ENTERPRISE}:department.x"),
        &format!("{ENTERPRISE}:manager.x"),
        &format!("{ENTERPRISE}:nothing.x"),
        "urn:example:scim:schemas:extension:2.0:Parking:lot.x",
    ];
    let attributes = [
        "userName", "id", "name", "emails", "password", "labels", "doors", "maker", "meta",
        "schemas", "nothing", ENTERPRISE,
    ];
    let inner = [
        "x",
        "value",
        "x.y",
        "emails",
        ENTERPRISE,
        &format!("{ENTERPRISE}:department"),
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:example:scim:schemas:extension:2.0:Parking",
    ];
    let user = User { user_name: "b".into(), id: "7".into(), ..User::default() };
    let member = Member { login: "b".into(), email: "x".into(), ..Member::default() };
    let badge = Badge { labels: vec!["x".into()], ..Badge::default() };
    let holds = |text: &str| {
        for dialect in [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA] {
            holds::<User>(&user, text, dialect).unwrap();
            holds::<Member>(&member, text, dialect).unwrap();
            holds::<Badge>(&badge, text, dialect).unwrap();
        }
    };
    for test in ["pr", r#"eq "x""#, r#"ne "x""#, "eq null", "ne null", "eq 7"] {
        for path in paths {
            holds(&format!("{path} {test}"));
        }
        for (attribute, inner) in attributes.iter().flat_map(|a| inner.iter().map(move |i| (a, i)))
        {
            holds(&format!("{attribute}[{inner} {test}]"));
        }
    }
}

const INNER: &[&str] =
    &["type", "value", "primary", "display", "TYPE", "streetAddress", "shoeSize"];

proptest! {

    #[test]
    fn of_users(
        user in users(),
        filter in filters(&[
            "id", "externalId", "userName", "USERNAME", "name", "name.givenName", "name.shoeSize",
            "title", "active", "password", "emails", "emails.value", "emails.type",
            "emails.primary", "x509Certificates", "x509Certificates.value", "photos.value",
            "addresses", "addresses.type", "groups.value", "groups.$ref", "members", "schemas",
            "meta", "meta.created", "meta.lastModified", "meta.version", "meta.resourceType",
            "meta.location", "department", "manager", "employeeNumber",
            "urn:ietf:params:scim:schemas:core:2.0:User:userName",
            "urn:ietf:params:scim:schemas:core:2.0:user:emails.type",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.$ref",
            "urn:example:None:department",
        ], INNER),
        dialect in dialects(),
    ) {
        holds::<User>(&user, &filter, dialect)?;
    }

    #[test]
    fn of_flat_members(
        member in members(),
        filter in filters(&[
            "id", "externalId", "userName", "name.givenName", "name", "emails", "emails.value",
            "emails.type", "emails.primary", "emails.display", "addresses", "addresses.type",
            "addresses.streetAddress", "addresses.primary", "active", "password", "department",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "groups", "groups.value", "groups.display", "meta.created", "meta.version", "schemas",
        ], INNER),
        dialect in dialects(),
    ) {
        holds::<Member>(&member, &filter, dialect)?;
    }

    #[test]
    fn of_badges(
        badge in badges(),
        filter in filters(&[
            "serialNumber", "holder", "doors", "doors.number", "doors.name", "doors.primary",
            "state", "labels", "labels.value", "color", "notes", "uses", "weight", "issuedAt",
            "image", "lost", "maker", "maker.name", "maker.country", "lot",
            "urn:example:scim:schemas:extension:2.0:Parking:lot",
            "urn:example:scim:schemas:extension:2.0:Parking:level",
            "urn:example:scim:schemas:extension:2.0:Parking",
        ], &["number", "name", "primary", "value", "lot", "level", "country", "type"]),
        dialect in dialects(),
    ) {
        holds::<Badge>(&badge, &filter, dialect)?;
    }
}
