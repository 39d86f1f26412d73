//! Filters and paths: parsed, resolved, evaluated.

use super::{Made, PARTS, cost, grows, joined, linear};
use crate::compare::{Rule, contains_folded};
use crate::dialect::Dialect;
use crate::filter::syntax::Expression;
use crate::filter::{Filter, Options};
use crate::limits::Limits;
use crate::path::AttributePath;
use crate::rfc::{Email, User};
use crate::sort::{Order, Sort};

/// Without bounds, but for the depth: there the stack ends.
const WIDE: Limits = Limits { filter: 1 << 24, filter_terms: 1 << 24, ..Limits::DEFAULT };

fn options() -> Options<'static> {
    Options::default().dialect(Dialect::ENTRA).limits(WIDE)
}

#[expect(clippy::ptr_arg, reason = "what `linear` gives to what it runs")]
fn parsed(text: &String) -> Option<Filter<User>> {
    Filter::parse_with(text, &options()).ok()
}

#[test]
fn filters_are_parsed_in_the_size_of_their_text() {
    let texts: [Made; 17] = [
        ("terms", |n| joined(n, " or ", |i| format!("userName eq \"u{i}\""))),
        ("terms of both", |n| joined(n, " or ", |_| "title pr and active eq true".into())),
        ("presence", |n| joined(n, " and ", |_| "emails pr".into())),
        ("negations", |n| joined(n, " and ", |_| "not (title pr)".into())),
        ("value paths", |n| joined(n, " or ", |_| r#"emails[type eq "work"]"#.into())),
        ("terms of a value path", |n| {
            format!("emails[{}]", joined(n, " or ", |_| r#"value co "a""#.into()))
        }),
        ("negations in a value path", |n| {
            format!("emails[{}]", joined(n, " and ", |_| r#"not (value co "a")"#.into()))
        }),
        ("long literal", |n| format!("userName eq \"{}\"", "a".repeat(40 * n))),
        ("escaped literal", |n| format!("userName eq \"{}\"", "\\u0041\\n".repeat(10 * n))),
        ("unicode literal", |n| format!("userName eq \"{}\"", "\u{c9}".repeat(20 * n))),
        ("open literal", |n| format!("userName eq \"{}", "a".repeat(40 * n))),
        ("long number", |n| format!("meta.version eq {}", "1".repeat(40 * n))),
        ("long name", |n| format!("{} pr", "a".repeat(40 * n))),
        ("long URN", |n| format!("urn:{}:a pr", "a:".repeat(20 * n))),
        ("wrong at the end", |n| joined(n, " or ", |_| "title pr".into()) + " or shoeSize pr"),
        ("spaces", |n| format!("title{}pr", " ".repeat(40 * n))),
        ("the same twice", |n| joined(n, " and ", |_| "id eq \"1\"".into())),
    ];
    for (name, make) in texts {
        linear(name, make, parsed);
        linear(name, make, |text| Expression::parse(text, &options()).map(|e| e.to_string()));
    }
}

/// What is over a bound is refused before it costs more than what is within it.
#[test]
fn filters_over_a_bound_cost_no_more() {
    let within = "title pr or ".repeat(400) + "active pr";
    let most = cost(|| Filter::<User>::parse(&within).unwrap());
    for text in [
        "title pr or ".repeat(100_000) + "active pr",
        "(".repeat(100_000),
        "not (".repeat(1_600) + "title pr" + &")".repeat(1_600),
        "emails[".repeat(1_100),
        format!("title eq \"{}\"", "a".repeat(1 << 20)),
        "a".repeat(1 << 20) + " pr",
        "title pr or ".repeat(600) + "active pr",
    ] {
        let refused = cost(|| Filter::<User>::parse(&text).unwrap_err());
        assert!(
            refused.bytes <= most.bytes * 2,
            "{refused:?} {}",
            text.get(..40).unwrap_or_default()
        );
    }
}

fn users(emails: usize) -> User {
    let email = |index: usize| Email {
        value: Some(format!("u{index}@example.com")),
        r#type: Some("other".into()),
        ..Email::default()
    };
    User { emails: (0..emails).map(email).collect(), ..User::default() }
}

/// Each condition is asked once of each element at most.
#[test]
fn filters_are_evaluated_in_the_size_of_what_they_are_asked_of() {
    let terms = joined(8, " or ", |_| r#"value ew ".org""#.into());
    for text in [
        r#"emails[type eq "work"]"#.to_owned(),
        r#"emails.value co "nobody""#.to_owned(),
        r#"emails ne "nobody""#.to_owned(),
        format!("emails[{terms}]"),
        format!("not (emails[not ({terms})])"),
        joined(8, " or ", |i| format!(r#"emails[value eq "{i}" and type eq "home"]"#)),
    ] {
        let filter = parsed(&text).unwrap();
        linear(&text, users, |user| filter.matches(user));
        let asked = cost(|| filter.matches(&users(PARTS)));
        assert!(asked.steps <= 2 * 9 * PARTS as u64, "{text}: {asked:?}");
    }
    for (name, term) in [
        ("terms", r#"userName eq "x""#),
        ("unicode", "userName eq \"\u{c9}\""),
        ("value paths", r#"emails[value eq "x"]"#),
        ("negations", r#"not (title eq "x")"#),
    ] {
        let user = users(3);
        let make = |n| parsed(&joined(n, " or ", |_| term.to_owned())).unwrap();
        linear(name, make, |filter| filter.matches(&user));
    }
}

/// A text that is nearly there everywhere, where comparing at each place would be quadratic.
#[test]
fn texts_are_searched_in_their_size() {
    for attribute in ["title", "userName", "externalId"] {
        let make = |n: usize| {
            let text = "a".repeat(20 * n);
            let filter = format!("{attribute} co \"{}b\"", "A".repeat(10 * n));
            let user = User {
                title: Some(text.clone()),
                external_id: Some(text.to_uppercase()),
                user_name: text,
                ..User::default()
            };
            (parsed(&filter).unwrap(), user)
        };
        linear(attribute, make, |(filter, user)| filter.matches(user));
    }
}

/// Texts of one case or of both, numbers that are compared as texts, and what is displayed.
#[test]
fn what_is_compared_is_not_copied() {
    #[derive(Clone, Default, crate::ScimResource)]
    #[scim(rfc = "User")]
    struct Row {
        #[scim(id)]
        id: i64,
        user_name: String,
        title: Option<String>,
    }
    let (id, user_name, title) = (1 << 40, "BJensen@Example.com".to_owned(), None);
    let row = Row { id, user_name, title };
    for operator in ["eq", "co", "sw", "ew", "gt", "le"] {
        for attribute in ["id", "userName", "title"] {
            let filter = format!("{attribute} {operator} \"x\"");
            let parsed = Filter::<Row>::parse(&filter).unwrap();
            assert_eq!(cost(|| parsed.matches(&row)).allocations, 0, "{filter}");
        }
    }
    for rule in [Rule::Exact, Rule::IgnoreAsciiCase, Rule::Unicode] {
        let compared = cost(|| (rule.eq("BJensen", "bjensen"), rule.cmp("BJensen", "bjensen")));
        assert_eq!(compared.allocations, 0, "{rule:?}");
    }
}

/// A long text is searched in pieces of one vector, which the key makes no longer than it must be.
#[test]
fn long_texts_are_not_copied_to_be_searched() {
    let text = "A".repeat(1 << 19);
    for length in [3, 60, 1_025, 5_000] {
        let key = "a".repeat(length - 1) + "b";
        let searched = cost(|| assert!(!contains_folded(&text, &key)));
        assert_eq!(searched.allocations, 1, "{length}: {searched:?}");
        assert!(searched.peak <= 1_024 + 2 * length as u64, "{length}: {searched:?}");
    }
}

#[test]
fn paths_cost_no_more_than_their_text() {
    for path in ["a", "a.", "urn:", "a.b", "$", "urn:a:b.c:"] {
        let make = |n: usize| path.repeat(20 * n);
        let [small, large] = [PARTS, 2 * PARTS].map(|n| {
            let text = make(n);
            cost(|| AttributePath::parse(&text).is_some())
        });
        assert_eq!((small.allocations, large.allocations), (0, 0), "{path}");
        linear(path, make, |text| Sort::<User>::parse(text, Order::Ascending).is_ok());
        let sorts = [PARTS, 2 * PARTS].map(|n| {
            let text = make(n);
            cost(|| Sort::<User>::parse(&text, Order::Ascending).is_ok())
        });
        grows(path, sorts, 2.0);
    }
}
