//! Filters on values that are computed, on simple values of lists, and what is told of mistakes.
#![cfg(feature = "derive")]

use super::{Filter, FilterError, Options, with_suggestion};
use crate::ScimResource;
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::rfc::Name;
use crate::sort::{Order, Sort};
use proptest::prelude::*;

/// A row that makes up a name, and whose lists are simple.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct Thing {
    #[scim(id)]
    id: u32,
    labels: Vec<String>,
    flag: Option<bool>,
    size: Option<i64>,
    since: Option<crate::value::DateTime>,
    #[scim(get = "Self::name")]
    name: (),
}

impl Thing {
    fn name(&self) -> Name {
        let given = self.labels.first().cloned();
        Name { given_name: given, family_name: Some("Jensen".to_owned()), ..Name::default() }
    }
}

fn thing(labels: &[&str]) -> Thing {
    Thing { labels: labels.iter().map(|label| (*label).to_owned()).collect(), ..Thing::default() }
}

fn parse(filter: &str, dialect: Dialect) -> Result<Filter<Thing>, FilterError> {
    Filter::parse_with(filter, &Options::default().dialect(dialect))
}

fn matches(filter: &str, thing: &Thing) -> bool {
    parse(filter, Dialect::RFC).unwrap_or_else(|error| panic!("{error}")).matches(thing)
}

/// 7644-3.4.2.2-44: the elements of a simple attribute are their own `value`, of which several
/// conditions hold of one element, or do not.
#[test]
fn value_paths_on_simple_values() {
    let held = thing(&["ab", "ac", "bc"]);
    for (filter, expected) in [
        ("labels[value sw \"a\" and value ew \"c\"]", true),
        ("labels[value sw \"b\" and value ew \"b\"]", false),
        ("labels[value eq \"x\" or value eq \"bc\"]", true),
        ("labels[value eq \"x\" or value eq \"y\"]", false),
        ("labels[not (value co \"c\")]", true),
        ("labels[not (value co \"a\" or value co \"b\")]", false),
        ("labels[value pr and value eq \"ac\"]", true),
        ("labels[value sw \"a\" and (value ew \"b\" or value ew \"x\")]", true),
    ] {
        assert_eq!(matches(filter, &held), expected, "{filter}");
        assert_eq!(matches(&format!("not ({filter})"), &held), !expected, "{filter}");
        assert!(!matches(filter, &thing(&[])), "{filter} of nothing");
    }
}

/// What is made for the call is compared, and sorted by, as what is held.
#[test]
fn computed_values_are_compared() {
    let held = thing(&["Barbara"]);
    for (filter, expected) in [
        ("name.givenName eq \"barbara\"", true),
        ("name.givenName co \"x\"", false),
        ("name.familyName sw \"jen\"", true),
        ("name.givenName pr", true),
        ("name.formatted pr", false),
        ("name pr", true),
    ] {
        assert_eq!(matches(filter, &held), expected, "{filter}");
    }
    let by_name = Sort::<Thing>::parse("name.givenName", Order::Ascending).unwrap();
    let (a, b) = (thing(&["a"]), thing(&["B"]));
    assert!(by_name.compare(&a, &b).is_lt() && by_name.compare(&b, &a).is_gt());
}

/// Entra writes booleans as text; others may not.
#[test]
fn booleans_as_text_by_dialect() {
    for (filter, flag) in [
        ("flag eq \"True\"", Some(true)),
        ("flag eq \"FALSE\"", Some(false)),
        ("flag eq \"no\"", None),
    ] {
        let entra = parse(filter, Dialect::ENTRA).ok();
        for held in [true, false] {
            let matched = entra
                .as_ref()
                .map(|filter| filter.matches(&Thing { flag: Some(held), ..thing(&[]) }));
            assert_eq!(matched, flag.map(|flag| flag == held), "{filter}");
        }
        assert!(parse(filter, Dialect::RFC).is_err(), "{filter}");
    }
}

/// 7644-3.4.2.2-33: the place of a mistake, and what would be right there.
#[test]
fn mistakes_are_told_where_they_are() {
    for (filter, offset, expected) in [
        ("size eq \"7\"", 8, "a number for `size`, not a string"),
        ("flag eq 1", 8, "a boolean for `flag`, not a number"),
        ("since gt 2011", 9, "a date-time in double quotes for `since`, not a number"),
        ("id eq 7", 6, "a string in double quotes for `id`, not a number"),
        ("(flag pr)and size pr", 9, "a space before `and`"),
        ("flag pr and(size pr)", 8, "a space after `and`"),
        ("(flag pr)or size pr", 9, "a space before `or`"),
        ("flag pr or(size pr)", 8, "a space after `or`"),
    ] {
        let error = parse(filter, Dialect::RFC).unwrap_err();
        assert_eq!(
            (error.offset(), error.expected_here()),
            (offset, expected),
            "{filter}: {error}"
        );
        let shown = error.to_string();
        let (_, caret) = shown.rsplit_once('\n').unwrap();
        assert_eq!(caret.chars().count(), offset + 3, "{shown}");
    }
    let other = parse("labl pr", Dialect::RFC).unwrap_err();
    assert_eq!((other.offset(), other.expected_here()), (0, ""));
    // there is no place in nothing, nor in all of it
    let deep = format!("{}flag pr{}", "(".repeat(70), ")".repeat(70));
    for filter in ["", " ", &*"a".repeat(Limits::DEFAULT.filter + 1)] {
        assert!(!parse(filter, Dialect::RFC).unwrap_err().to_string().contains('\n'), "{filter}");
    }
    assert!(parse(&deep, Dialect::RFC).is_err());
}

/// How many letters to insert, leave out, replace or exchange with the next, by the definition.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let ([first, rest_a @ ..], [other, rest_b @ ..]) = (a, b) else {
        return a.len().max(b.len());
    };
    let differ = usize::from(!first.eq_ignore_ascii_case(other));
    let one = (1 + distance(rest_a, b)).min(1 + distance(a, rest_b));
    let one = one.min(differ + distance(rest_a, rest_b));
    match (a, b) {
        ([a, b, rest_a @ ..], [c, d, rest_b @ ..])
            if a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) =>
        {
            one.min(1 + distance(rest_a, rest_b))
        }
        _ => one,
    }
}

proptest! {
    /// A name is suggested where no more than a third of its letters differ, and the nearest is.
    #[test]
    fn near_names_are_suggested(name in "[abAB]{0,6}", known in prop::collection::vec("[abAB]{1,6}", 1..3)) {
        let text = with_suggestion(String::new(), &name, known.iter().map(String::as_str));
        let far = |known: &String| distance(name.as_bytes(), known.as_bytes());
        let near: Vec<_> = known.iter().filter(|known| far(known) <= known.len() / 3).collect();
        let nearest = near.iter().copied().min_by_key(|known| (far(known), *known));
        let best = known.iter().map(|known| (far(known), known)).min();
        // a name that is nearer, and too short for that to be near, is none to suggest either
        if nearest == best.map(|(_, known)| known) {
            let expected = nearest.map(|known| format!("; did you mean `{known}`?"));
            prop_assert_eq!(text, expected.unwrap_or_default());
        }
    }
}
