#![cfg(feature = "derive")]

use super::super::operation::Target;
use super::super::resolve::{Named, Resolver};
use crate::dialect::Dialect;
use crate::json::string;
use crate::limits::Limits;
use crate::resource::Kind;
use crate::rfc::User;
use crate::{ScimComplex, ScimResource};
use proptest::prelude::*;

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Row {
    #[scim(id)]
    id: String,
    #[scim(path = "userName")]
    login: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: String,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    home_email: Option<String>,
    #[scim(path = r#"emails[type eq "home"].display"#)]
    home_display: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Address>,
    #[scim(path = "phoneNumbers[primary eq true].value")]
    phone: Option<String>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Address {
    locality: Option<String>,
}

fn rows() -> [Row; 2] {
    let some = |text: &str| Some(text.to_owned());
    let full = Row {
        email: "b@example.com".to_owned(),
        home_email: some("b@example.org"),
        office: Some(Address { locality: some("Oslo") }),
        phone: some("1"),
        ..Row::default()
    };
    [Row::default(), full]
}

/// What the short way makes of a path, and what the parser does.
fn both<R: ScimResource>(path: &str, limits: &Limits) -> (Option<Target>, Option<Target>) {
    let dialect = Dialect::RFC;
    let resolver = Resolver { descriptor: R::descriptor(), dialect, limits };
    let json = serde_json::to_string(path).unwrap();
    let Ok((text, _)) = string(&json, 0) else { panic!("{json}") };
    let parsed = match resolver.parsed(path) {
        Ok(Named::Target(target)) => Some(target),
        _ => None,
    };
    (resolver.value_path(text.raw()), parsed)
}

/// The targets are one: they have the same name, and choose the same elements.
fn assert_same(short: &Target, parsed: &Target, path: &str) {
    assert_eq!(short.to_string(), parsed.to_string(), "{path}");
    let (Some(short), Some(parsed)) = (&short.filter, &parsed.filter) else { panic!("{path}") };
    assert_eq!(short.is_never(), parsed.is_never(), "{path}");
    assert_eq!(format!("{:?}", short.element()), format!("{:?}", parsed.element()), "{path}");
    for (row, index) in rows().iter().flat_map(|row| (0..3).map(move |index| (row, index))) {
        let selects = short.selects_slot(index, row);
        assert_eq!(selects, parsed.selects_slot(index, row), "{path} {index}");
        let matches = short.matches_slot(index, row);
        assert_eq!(matches, parsed.matches_slot(index, row), "{path} {index}");
    }
}

/// Value paths and what looks like them; most are short.
fn paths() -> impl Strategy<Value = String> {
    fn one(of: &[&'static str]) -> impl Strategy<Value = &'static str> + use<> {
        prop::sample::select(of.to_vec())
    }
    let attributes = [
        "emails",
        "EMAILS",
        "addresses",
        "phoneNumbers",
        "groups",
        "x509Certificates",
        "name",
        "userName",
        "email",
        "",
        "emails.type",
        "urn:ietf:params:scim:schemas:core:2.0:User:emails",
    ];
    let compared = ["type", "Type", "value", "display", "primary", "$ref", "locality", "x", ""];
    let operators = [" eq ", " EQ ", " eq  ", " ne ", " co ", " pr", "eq ", " eq"];
    let literals = [
        "\"work\"",
        "\"Work\"",
        "\"home\"",
        "\"other\"",
        "\"\"",
        "\"wörk\"",
        "\"w\\\"k\"",
        "\"w\\u006frk\"",
        "work",
        "true",
        "\"true\"",
        "1",
        "\"work",
        "\"a\" and type eq \"b\"",
    ];
    let ends =
        ["].value", "].VALUE", "].type", "].x", "]", "]value", "].", "", "].value.x", " ]", "] "];
    (one(&attributes), one(&compared), one(&operators), one(&literals), one(&ends)).prop_map(
        |(attribute, compared, operator, literal, end)| {
            format!("{attribute}[{compared}{operator}{literal}{end}")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What the short way resolves, the parser does, and to the same.
    #[test]
    fn the_short_way_is_the_parsers(path in paths()) {
        for (short, parsed) in [
            both::<Row>(&path, Limits::DEFAULT),
            both::<User>(&path, Limits::DEFAULT),
        ] {
            if let Some(short) = short {
                let Some(parsed) = parsed else { panic!("{path}") };
                assert_same(&short, &parsed, &path);
            }
        }
    }
}

#[test]
fn what_most_clients_write_is_short() {
    for path in [
        r#"emails[type eq "work"].value"#,
        r#"EMAILS[Type EQ "HOME"]"#,
        r#"addresses[type eq "other"].locality"#,
    ] {
        let (short, parsed) = both::<Row>(path, Limits::DEFAULT);
        assert_same(&short.unwrap(), &parsed.unwrap(), path);
    }
    let (short, parsed) = both::<User>(r#"emails[value eq "B@x"].type"#, Limits::DEFAULT);
    assert_same(&short.unwrap(), &parsed.unwrap(), "");
}

/// What is over a limit is the parser's to refuse.
#[test]
fn limits_hold() {
    let path = r#"emails[type eq "work"].value"#;
    let limits = |change: fn(&mut Limits)| {
        let mut limits = Limits::DEFAULT;
        change(&mut limits);
        limits
    };
    for limits in [
        limits(|limits| limits.filter = 27),
        limits(|limits| limits.filter_depth = 0),
        limits(|limits| limits.filter_terms = 0),
    ] {
        let (short, parsed) = both::<Row>(path, &limits);
        assert!(short.is_none() && parsed.is_none(), "{limits:?}");
    }
}

#[test]
fn the_models_have_slots_and_lists() {
    let slots = |nodes: &[crate::resource::Node]| {
        nodes.iter().filter(|node| matches!(node.kind, Kind::Slots(_))).count()
    };
    assert_eq!((slots(Row::NODES), slots(User::NODES)), (3, 0));
}
