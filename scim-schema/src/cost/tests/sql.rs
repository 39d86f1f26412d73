//! Searches as SQL: translated and built.

use super::{Made, cost, joined, linear};
use crate::filter::Options;
use crate::limits::Limits;
use crate::query::Query;
use crate::rfc::User;
use crate::sql::{Complex, Database, List, Sql, Stored, Table};

/// Without bounds, but for the depth.
const WIDE: Limits = Limits { filter: 1 << 24, filter_terms: 1 << 24, ..Limits::DEFAULT };

/// Users with a list in a table of its own, and the others in JSON.
fn users(database: Database) -> Sql<User> {
    let mut users = Table::<User>::new("users")
        .key("seq")
        .instants(Stored::Micros)
        .fold_column("user_name", "user_name_key")
        .complex("name", Complex::columns("name_"))
        .complex("enterprise", Complex::json())
        .list("emails", List::table("user_emails", "user_id").position("position"));
    for field in [
        "phone_numbers",
        "ims",
        "photos",
        "addresses",
        "groups",
        "entitlements",
        "roles",
        "x509_certificates",
    ] {
        users = users.list(field, List::json());
    }
    users.on(database).unwrap()
}

fn asked(filter: &str, options: &Options<'_>) -> Query<User> {
    let filter: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
    Query::parse(&format!("sortBy=name.familyName&filter={filter}"), options).unwrap()
}

#[test]
fn filters_are_translated_in_their_size() {
    let texts: [Made; 8] = [
        ("terms", |n| joined(n, " or ", |i| format!("userName eq \"u{i}\""))),
        ("terms of both", |n| joined(n, " or ", |_| "title pr and active eq true".into())),
        ("negations", |n| joined(n, " and ", |i| format!("not (title co \"{i}\")"))),
        ("value paths in rows", |n| joined(n, " or ", |_| r#"emails[type eq "work"]"#.into())),
        ("value paths in JSON", |n| joined(n, " or ", |_| r#"ims[value sw "a"]"#.into())),
        ("terms of a value path", |n| {
            format!("emails[{}]", joined(n, " or ", |_| r#"value co "a""#.into()))
        }),
        ("below", |n| joined(n, " and ", |i| format!("name.familyName ge \"{i}\""))),
        ("a long literal", |n| format!("userName co \"{}\"", "%_\\u00c9".repeat(10 * n))),
    ];
    for database in [Database::Sqlite, Database::Postgres] {
        let users = users(database);
        for (name, make) in texts {
            linear(name, make, |text| {
                let query = asked(text, &Options::default().limits(WIDE));
                users.build(&users.page(&query).unwrap()).0
            });
        }
    }
}

/// A filter at its bounds is a statement of some size, whatever it asks.
#[test]
fn a_statement_is_a_multiple_of_its_filter() {
    let Limits { filter, filter_terms, .. } = Limits::DEFAULT;
    let terms = |term: &str| {
        let terms = (filter_terms / 2).min(filter / (term.len() + " or ".len()));
        joined(terms, " or ", |_| term.to_owned())
    };
    for database in [Database::Sqlite, Database::Postgres] {
        let users = users(database);
        for term in ["emails pr", "name pr", "ims.value eq null", r#"roles[type eq "a"]"#] {
            let query = asked(&terms(term), &Options::default());
            let cost = cost(|| users.build(&users.page(&query).unwrap()).0);
            assert!(cost.bytes < 10_000 * filter_terms as u64, "{term}: {cost:?}");
        }
    }
}
