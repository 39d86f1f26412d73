//! Section 3.4.2.2: filters.

use crate::provider::*;
use serde_json::{Value, json};

/// Three users; their names are how tests tell them apart.
fn provider() -> Provider {
    let provider = Provider::new();
    for body in [
        json!({
            "userName": "bjensen", "externalId": "E1", "title": "Guide", "userType": "Employee", "active": true,
            "name": {"familyName": "O'Malley", "givenName": "Barbara"},
            "emails": [
                {"value": "bjensen@example.com", "type": "work", "primary": true},
                {"value": "babs@jensen.org", "type": "home"},
            ],
            "x509Certificates": [{"value": "AAEC"}],
            ENTERPRISE: {"department": "Tours", "manager": {"value": "26118915"}},
        }),
        json!({
            "userName": "Jsmith", "externalId": "e1", "userType": "Intern", "active": false, "title": "",
            "emails": [{"value": "jsmith@example.com", "type": "home"}],
        }),
        json!({"userName": "mandy", "userType": "Employee"}),
    ] {
        provider.create("/Users", user(body));
    }
    provider
}

fn matches(provider: &Provider, filter: &str) -> Vec<Value> {
    let answer = provider.send(get(&format!("/Users?filter={filter}"))).status(200);
    let total = answer.json()["totalResults"].as_u64().unwrap();
    let found = answer.each(usize::try_from(total).unwrap(), "userName");
    assert_eq!(found.len() as u64, total);
    found
}

/// 7644-3.4.2.2-01, -04, -05, -10 to -20, -25 to -30, -41, -42, -44, -48, -50, 7643-2.1-05, 7643-7-19, 7643-2.4-06: the
/// filters of Figure 2, and every operator on what is there and what is not.
#[test]
fn what_matches() {
    let provider = provider();
    let urn = |filter: &str| format!("{USER}:{filter}");
    let department = format!("{ENTERPRISE}:department eq \"tours\"");
    for (filter, expected) in [
        // the examples of Figure 2
        ("userName eq \"bjensen\"", &["bjensen"][..]),
        ("name.familyName co \"O'Malley\"", &["bjensen"]),
        ("userName sw \"J\"", &["Jsmith"]),
        (&urn("userName sw \"J\""), &["Jsmith"]),
        ("title pr", &["bjensen"]),
        ("meta.lastModified gt \"2026-01-01T00:00:00Z\"", &["Jsmith", "mandy"]),
        ("meta.lastModified ge \"2026-01-01T01:00:01+01:00\"", &["Jsmith", "mandy"]),
        ("meta.lastModified lt \"2026-01-01T00:00:01Z\"", &["bjensen"]),
        ("meta.lastModified le \"2026-01-01T00:00:01Z\"", &["bjensen", "Jsmith"]),
        ("title pr and userType eq \"Employee\"", &["bjensen"]),
        ("title pr or userType eq \"Intern\"", &["bjensen", "Jsmith"]),
        (&format!("schemas eq \"{ENTERPRISE}\""), &["bjensen"]),
        (
            "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co \"example.org\")",
            &["bjensen"],
        ),
        ("userType ne \"Employee\" and not (emails co \"example.org\")", &["Jsmith"]),
        ("userType eq \"Employee\" and (emails.type eq \"work\")", &["bjensen"]),
        (
            "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]",
            &["bjensen"],
        ),
        ("emails[type eq \"home\" and value co \"@example.com\"]", &["Jsmith"]),
        ("emails[type eq \"work\" and value co \"@jensen.org\"]", &[]),
        // names and operators in any case; values as caseExact says
        ("USERNAME EQ \"BJENSEN\"", &["bjensen"]),
        ("externalId eq \"E1\"", &["bjensen"]),
        ("externalId eq \"e1\"", &["Jsmith"]),
        (&department, &["bjensen"]),
        (&format!("{}:MANAGER.VALUE eq \"26118915\"", ENTERPRISE.to_uppercase()), &["bjensen"]),
        // each operator
        ("userName ne \"bjensen\"", &["Jsmith", "mandy"]),
        ("title ne \"Guide\"", &["Jsmith", "mandy"]),
        ("userName ew \"Y\"", &["mandy"]),
        ("userName sw \"mandy\" and userName ew \"mandy\" and userName co \"mandy\"", &["mandy"]),
        ("userName gt \"bjensen\"", &["Jsmith", "mandy"]),
        ("userName ge \"jsmith\"", &["Jsmith", "mandy"]),
        ("userName lt \"jsmith\"", &["bjensen"]),
        ("userName le \"jsmith\"", &["bjensen", "Jsmith"]),
        ("active eq true", &["bjensen"]),
        ("active ne true", &["Jsmith", "mandy"]),
        ("name pr", &["bjensen"]),
        ("emails pr", &["bjensen", "Jsmith"]),
        ("not (emails pr)", &["mandy"]),
        ("emails.type eq \"home\"", &["bjensen", "Jsmith"]),
        // not said to be primary is not primary
        ("emails[primary eq false]", &["bjensen", "Jsmith"]),
        ("emails[primary ne true]", &["bjensen", "Jsmith"]),
        ("emails.primary eq false", &["bjensen", "Jsmith"]),
        ("emails[primary ne false]", &["bjensen"]),
        ("emails[type eq \"home\" and primary eq false]", &["bjensen", "Jsmith"]),
        ("emails[primary eq true]", &["bjensen"]),
        // `or` after `and` after `not`
        ("userName eq \"mandy\" or title pr and active eq false", &["mandy"]),
        ("(userName eq \"mandy\" or title pr) and active eq true", &["bjensen"]),
        ("not (active eq true) and userType eq \"Intern\"", &["Jsmith"]),
    ] {
        assert_eq!(matches(&provider, filter), expected, "{filter}");
    }
}

/// 7644-3.4.2.2-21 to -24, -47, 7644-3.12-20: what is no filter, or compares what cannot be compared, is
/// `400 invalidFilter`, not a list of everything.
#[test]
fn what_is_refused() {
    let provider = provider();
    for filter in [
        "",
        "userName",
        "userName eq",
        "userName is \"bjensen\"",
        "userName eq bjensen",
        "userName eq 'bjensen'",
        "userName eq \"bjensen\" or",
        "(userName pr",
        "userName pr)",
        "emails[type eq \"work\"",
        "emails[emails[type pr]]",
        "unknown eq 1",
        "userName eq 7",
        "active eq \"true\"",
        "active gt true",
        "active ge true",
        "active lt true",
        "active le true",
        "x509Certificates.value gt \"AAEC\"",
        "x509Certificates.value ge \"AAEC\"",
        "x509Certificates.value lt \"AAEC\"",
        "x509Certificates.value le \"AAEC\"",
        "name eq \"Barbara\"",
        "name.givenName.x pr",
        "meta.created gt \"yesterday\"",
    ] {
        provider.send(get(&format!("/Users?filter={filter}"))).error(400, Some("invalidFilter"));
    }
    let deep = format!("/Users?filter={}userName pr{}", "(".repeat(10_000), ")".repeat(10_000));
    provider.send(get(&deep)).error(400, Some("invalidFilter"));
}

/// Secrets cannot be found out by filters.
#[test]
fn secrets() {
    let provider = Provider::new();
    provider.create("/Users", user(json!({"userName": "bjensen", "password": "t1meMa$heen"})));
    for filter in ["password eq \"t1meMa$heen\"", "password sw \"t\"", "not (password eq \"x\")"] {
        provider.send(get(&format!("/Users?filter={filter}"))).error(400, Some("invalidFilter"));
    }
}
