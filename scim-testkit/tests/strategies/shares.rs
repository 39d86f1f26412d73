//! What is drawn, in a share that lets a property meet it.

mod values;
mod violations;

use scim_schema::rfc::User;
use scim_schema::value::DateTime;
use scim_testkit::strategy::{FilterExpr, Filters, Generator, Settings, Target};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A name, the least and the most percent, and what counts.
type Share<'a, T> = (&'a str, usize, usize, &'a dyn Fn(&T) -> bool);

fn check<T>(of: &str, drawn: &[T], shares: &[Share<'_, T>]) {
    assert!(drawn.len() >= 100, "{of}: {} are few", drawn.len());
    for (name, least, most, counts) in shares {
        let share = 100 * drawn.iter().filter(|one| counts(one)).count() / drawn.len();
        assert!((*least..=*most).contains(&share), "{of}, {name}: {share} %");
    }
}

fn target(attributes: &Value) -> Target {
    let resource_type = json!({"name": "Thing", "endpoint": "/Things", "schema": "urn:example:T"});
    let schemas = json!([{"id": "urn:example:T", "attributes": attributes}]);
    Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap()
}

/// The operators and values that `a` is compared with, where one resource has a value of it.
fn compared(r#type: &str, held: &Value) -> Vec<(String, Value)> {
    let things = target(&json!([{"name": "a", "type": r#type}]));
    let filters = Filters::new(&things, &Settings::default().depth(0));
    let data = [json!({"a": held})];
    let drawn = Generator::new(move |source| filters.draw(source, &data));
    let terms = drawn.samples().take(6_000).filter_map(|filter| match filter {
        FilterExpr::Compare(path, operator, value) if path.attribute == "a" && !value.is_null() => {
            Some((operator.to_string(), value))
        }
        _ => None,
    });
    terms.collect()
}

fn texts(terms: &[(String, Value)], operators: &[&str]) -> Vec<String> {
    let chosen = terms.iter().filter(|(operator, _)| operators.contains(&&**operator));
    chosen.map(|(_, value)| value.as_str().unwrap().to_owned()).collect()
}

/// Whether one character gave way to something that means more elsewhere.
fn has_one(text: &str, given: &str) -> bool {
    let ones = ["_", "%", "*", "]", "\"", "\\", " or ", " and ", ")", "["];
    given.chars().enumerate().any(|(at, _)| {
        let before: String = given.chars().take(at).collect();
        let after: String = given.chars().skip(at + 1).collect();
        ones.iter().any(|one| text == format!("{before}{one}{after}"))
    })
}

const EQUALITY: [&str; 2] = ["eq", "ne"];
const ORDER: [&str; 4] = ["gt", "ge", "lt", "le"];

/// Another case, another end, something with a meaning elsewhere: beside the value itself.
#[test]
fn every_text_that_is_near_is_compared() {
    let given = "Anna Bjé 12";
    let short = "Anna Bjé 1";
    let terms = compared("string", &given.into());
    let ends = |text: &String, ends: &[char]| {
        [given, short].iter().any(|start| {
            text.strip_prefix(start).is_some_and(|end| {
                let mut end = end.chars();
                end.next().is_some_and(|c| ends.contains(&c)) && end.next().is_none()
            })
        })
    };
    let end = |text: &String| ends(text, &['x', '\u{10400}', '\u{ffee}', '_', ' ']);
    let beyond = |text: &String| ends(text, &['\u{10400}', '\u{ffee}']);
    let swapped = |text: &String| text == "aNNA bJé 12";
    let upper = |text: &String| text == "ANNA BJÉ 12";
    let lower = |text: &String| text == "anna bjé 12";
    let without = |text: &String| text == short;
    let spaced = |text: &String| text.trim() == given && text != given;
    let before = |text: &String| text == " Anna Bjé 12";
    let one = |text: &String| has_one(text, given);
    let same = |text: &String| text == given;
    check(
        "equality",
        &texts(&terms, &EQUALITY),
        &[
            ("same", 45, 65, &same),
            ("swapped", 6, 13, &swapped),
            ("upper", 2, 8, &upper),
            ("lower", 2, 8, &lower),
            ("another end", 2, 8, &end),
            ("something", 6, 13, &one),
            ("without the end", 2, 8, &without),
        ],
    );
    check(
        "order",
        &texts(&terms, &ORDER),
        &[
            ("same", 45, 65, &same),
            ("swapped", 6, 13, &swapped),
            ("upper", 1, 5, &upper),
            ("lower", 1, 5, &lower),
            ("another end", 9, 19, &end),
            ("beyond", 7, 15, &beyond),
            ("space", 2, 8, &spaced),
            ("space before", 1, 5, &before),
            ("without the end", 2, 8, &without),
        ],
    );
    let infix = |text: &String| given.contains(text.as_str()) && text != given;
    let prefix = |text: &String| given.starts_with(text.as_str()) && text != given;
    let suffix = |text: &String| given.ends_with(text.as_str()) && text != given;
    let marked = |text: &String| text.contains(['%', '*', ']', '"', '\\', '(', ')', '[', '_']);
    let empty = |text: &String| text.is_empty();
    let all: Share<'_, String> = ("something", 7, 22, &marked);
    check(
        "co",
        &texts(&terms, &["co"]),
        &[("a part", 40, 80, &infix), all, ("none", 0, 0, &empty)],
    );
    check(
        "sw",
        &texts(&terms, &["sw"]),
        &[("the start", 33, 60, &prefix), ("the end", 3, 14, &suffix), all, ("none", 0, 0, &empty)],
    );
    check(
        "ew",
        &texts(&terms, &["ew"]),
        &[("the end", 33, 60, &suffix), ("the start", 3, 14, &prefix), all, ("none", 0, 0, &empty)],
    );
    for short in ["a", "ab"] {
        let terms = compared("string", &short.into());
        assert!(terms.iter().all(|(_, value)| *value != ""), "{short}");
    }
}

/// Of a text of more than a hundred characters the end counts, and parts of it are few.
#[test]
fn every_long_text_is_compared_to_its_end() {
    let another = |text: &String| text.len() > 99 && text.ends_with(['x', '_']);
    for (length, least, most) in [(100, 0, 8), (101, 20, 38), (150, 20, 38)] {
        let terms = compared("string", &"b".repeat(length).into());
        for operators in [&EQUALITY[..], &ORDER] {
            check("long", &texts(&terms, operators), &[("end", least, most, &another)]);
        }
        let contained = texts(&terms, &["co"]);
        assert!(!contained.iter().any(|text| text.len() > 90 && text.ends_with('x')));
        let operators: BTreeSet<&str> = terms.iter().map(|(operator, _)| &**operator).collect();
        let is_long = length > 100;
        for (operator, long) in [("sw", false), ("ew", false), ("ge", false), ("lt", true)] {
            assert_eq!(operators.contains(operator), long || !is_long, "{operator} {length}");
        }
    }
}

/// Characters that UTF-16 has in another order are exchanged, each of them.
#[test]
fn every_high_character_is_exchanged() {
    for (given, first, second) in [
        ("a\u{e000}b😀c", "a\u{10400}b😀c", "a\u{e000}b\u{ffee}c"),
        ("a\u{ffff}b\u{10000}c", "a\u{10400}b\u{10000}c", "a\u{ffff}b\u{ffee}c"),
    ] {
        let terms = compared("string", &given.into());
        check(
            given,
            &texts(&terms, &ORDER),
            &[
                ("first", 2, 8, &|text: &String| text == first),
                ("second", 2, 8, &|text: &String| text == second),
            ],
        );
    }
}

/// The same instant in other words, one that is close to it, and it as it is.
#[test]
fn every_instant_that_is_near_is_compared() {
    type Case<'a> = (&'a str, usize, usize, &'a str, &'a str);
    let cases: [Case<'_>; 4] = [
        ("2020-01-02T05:04:05.5Z", 20, 34, "2020-01-02T05:04:05.500Z", "2020-01-02T05:04:05.501Z"),
        ("2020-01-02T05:04:05Z", 20, 34, "2020-01-02T05:04:05.00Z", "2020-01-02T05:04:05.01Z"),
        ("2020-01-02T20:04:05Z", 7, 18, "2020-01-02T20:04:05.00Z", "2020-01-02T20:04:05.01Z"),
        ("2016-12-31T23:59:60Z", 0, 0, "2016-12-31T23:59:60.00Z", "2016-12-31T23:59:60.01Z"),
    ];
    for (given, least, most, same, later) in cases {
        let terms = compared("dateTime", &given.into());
        let instant = DateTime::try_from(given).unwrap();
        let zoned = |text: &String| {
            let is = text.contains('+')
                && text.split('T').next() == given.split('T').next()
                && !text.contains("T24");
            is && DateTime::try_from(text.as_str()).unwrap().same_instant(&instant)
        };
        let itself = |text: &String| text == given;
        check(
            given,
            &texts(&terms, &["eq", "ne", "gt", "ge", "lt", "le"]),
            &[
                ("itself", 25, 75, &itself),
                ("another zone", least, most, &zoned),
                ("more digits", 8, 20, &|text: &String| text == same),
                ("later", 8, 20, &|text: &String| text == later),
            ],
        );
    }
    let end = "2000-02-29T24:00:00Z";
    let terms = compared("dateTime", &end.into());
    let near = terms.iter().filter(|(_, value)| value.as_str().unwrap().starts_with("2000-02-29"));
    assert!(near.into_iter().all(|(_, value)| *value == end));
}

#[test]
fn every_number_that_is_near_is_compared() {
    type Terms = (String, Value);
    let is = |value: Value| move |term: &Terms| term.1 == value;
    check(
        "integer",
        &compared("integer", &json!(5)),
        &[
            ("same", 28, 48, &is(json!(5))),
            ("less", 8, 40, &is(json!(4))),
            ("more", 8, 40, &is(json!(6))),
        ],
    );
    check(
        "decimal",
        &compared("decimal", &json!(2.25)),
        &[
            ("same", 28, 48, &is(json!(2.25))),
            ("whole", 10, 26, &is(json!(2.0))),
            ("tenfold", 10, 26, &is(json!(22.5))),
            ("more", 10, 26, &is(json!(2.75))),
        ],
    );
    // what another resource has is asked for too
    let booleans = compared("boolean", &json!(true));
    check("boolean", &booleans, &[("other", 2, 10, &is(json!(false)))]);
}

/// How often one attribute is asked for beside another of its type.
fn asked(r#type: &str, plain: &Value, other: &Value) -> (usize, usize) {
    let things = target(&json!([{"name": "a", "type": r#type}, {"name": "b", "type": r#type}]));
    let filters = Filters::new(&things, &Settings::default().depth(0));
    let data = [json!({"a": plain, "b": other})];
    let drawn = Generator::new(move |source| filters.draw(source, &data).to_string());
    let drawn: Vec<String> = drawn.samples().take(4_000).collect();
    let of = |name: &str| drawn.iter().filter(|text| text.starts_with(name)).count();
    (of("a "), of("b "))
}

/// What comparisons may get wrong is asked for more often than what is plain.
#[test]
fn every_notable_value_is_asked_for() {
    for (r#type, plain, other, notable) in [
        ("string", json!("plain"), json!("a\u{e000}"), true),
        ("string", json!("plain"), json!("b".repeat(101)), true),
        ("string", json!("plain"), json!("b".repeat(100)), false),
        ("string", json!("plain"), json!("b".repeat(40)), false),
        ("integer", json!(5), json!(1_i64 << 53), true),
        ("integer", json!(5), json!((1_i64 << 53) - 1), false),
        ("dateTime", json!("2020-01-02T05:04:05Z"), json!("2020-01-02T05:04:05.5Z"), true),
        ("dateTime", json!("2020-01-02T05:04:05Z"), json!("2021-01-02T05:04:05Z"), false),
    ] {
        let (a, b) = asked(r#type, &plain, &other);
        let ratio = 100 * b / a;
        let expected = if notable { 135..=230 } else { 82..=120 };
        assert!(expected.contains(&ratio), "{other}: {a} and {b}");
    }
}

/// One date-time among many texts is asked for as one kind of two.
#[test]
fn every_kind_of_attribute_is_asked_for() {
    let mut attributes = vec![json!({"name": "z", "type": "dateTime"})];
    let mut held = Map::from_iter([("z".to_owned(), json!("2020-01-02T05:04:05Z"))]);
    for letter in 'a'..='l' {
        attributes.push(json!({"name": letter.to_string(), "type": "string"}));
        held.insert(letter.to_string(), "text".into());
    }
    let filters = Filters::new(&target(&json!(attributes)), &Settings::default().depth(0));
    let data = [Value::Object(held)];
    let drawn = Generator::new(move |source| filters.draw(source, &data).to_string());
    let drawn: Vec<String> = drawn.samples().take(2_000).collect();
    check("kinds", &drawn, &[("date-time", 15, 40, &|text: &String| text.starts_with("z "))]);
}

fn depth(filter: &FilterExpr) -> u32 {
    match filter {
        FilterExpr::And(terms) | FilterExpr::Or(terms) => {
            1 + terms.iter().map(depth).max().unwrap_or(0)
        }
        FilterExpr::Not(inner) | FilterExpr::ValuePath(_, inner) => 1 + depth(inner),
        _ => 0,
    }
}

/// Terms are combined in every way, and no deeper than the settings say.
#[test]
fn every_connective_is_drawn_within_its_depth() {
    let users = Target::of::<User>().unwrap();
    let data = [json!({"userName": "a", "emails": [{"value": "a@example.com", "type": "work"}]})];
    for most in [1, 2] {
        let filters = Filters::new(&users, &Settings::default().depth(most));
        let data = data.clone();
        let drawn = Generator::new(move |source| filters.draw(source, &data));
        let drawn: Vec<FilterExpr> = drawn.samples().take(1_500).collect();
        check(
            "connectives",
            &drawn,
            &[
                ("and", 10, 20, &|one| matches!(one, FilterExpr::And(_))),
                ("or", 10, 20, &|one| matches!(one, FilterExpr::Or(_))),
                ("not", 6, 15, &|one| matches!(one, FilterExpr::Not(_))),
                ("value path", 9, 20, &|one| matches!(one, FilterExpr::ValuePath(..))),
                ("too deep", 0, 0, &|one| depth(one) > most),
            ],
        );
        let of_others = drawn.iter().filter(|one| match one {
            FilterExpr::ValuePath(path, _) => path.attribute != "emails",
            _ => false,
        });
        assert_eq!(of_others.count(), 0, "a list that is there is chosen");
    }
}
