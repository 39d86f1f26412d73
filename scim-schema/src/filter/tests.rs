//! Filters on values that are computed, on simple values of lists, and what is told of mistakes.
#![cfg(feature = "derive")]

use super::syntax::{Operator, PatchPath};
use super::{Condition, ElementFilter, Filter, FilterError, Options};
use crate::ScimResource;
use crate::compare::{Key, Rule};
use crate::dialect::Dialect;
use crate::limits::Limits;
use crate::resource::{Kind, Literal, Scalar, Slot, Value, View};
use crate::rfc::{Email, Name, User};
use crate::sort::{Order, Sort};
use crate::value::{DateTime, Secret};
use std::fmt;

/// A row that makes up a name, and whose lists are simple.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct Thing {
    #[scim(id)]
    id: u32,
    labels: Vec<String>,
    flag: Option<bool>,
    size: Option<i64>,
    since: Option<DateTime>,
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
        ("size(7)", 4, "a space and `eq`, `ne`, `co`, `sw`, `ew`, `gt`, `ge`, `lt`, `le` or `pr`"),
        (
            "size eq(7)",
            7,
            "a space and a string in double quotes, a number, `true`, `false` or `null`",
        ),
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

/// What stands behind a mistake is shown by characters, however many bytes these have.
#[test]
fn what_is_behind_a_mistake_is_shown() {
    let shown = parse(&format!("size eq \"{}\"", "\u{1d11e}".repeat(100)), Dialect::RFC)
        .unwrap_err()
        .to_string();
    let line = shown.lines().nth(1).unwrap();
    assert_eq!(line, format!("  size eq \"{}", "\u{1d11e}".repeat(59)));
}

/// 7643-2.4-06: an element that does not say that it is primary is not, in a text as well for
/// Entra.
#[test]
fn what_is_not_said_to_be_primary_is_not() {
    let email = |primary| Email { value: Some("a".to_owned()), primary, ..Email::default() };
    let user = |primary| User { emails: vec![email(primary)], ..User::default() };
    for filter in [r#"emails[primary eq "False"]"#, r#"emails.primary eq "false""#] {
        let options = Options::default().dialect(Dialect::ENTRA);
        let parsed = Filter::<User>::parse_with(filter, &options).unwrap();
        let matched = [None, Some(false), Some(true)].map(|primary| parsed.matches(&user(primary)));
        assert_eq!(matched, [true, true, false], "{filter}");
        assert!(Filter::<User>::parse(filter).is_err(), "{filter}");
    }
}

/// A row whose emails are fields.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Row {
    #[scim(id)]
    id: u32,
    user_name: String,
    name: Option<Name>,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    work_name: Option<String>,
}

/// 7644-3.4.2.2-19: nothing is true of an element that is not there, whatever is not true of it.
#[test]
fn what_is_not_there_satisfies_no_value_path() {
    let held = Row { work: Some("a".to_owned()), ..Row::default() };
    let name = Row { name: Some(Name::default()), ..Row::default() };
    for filter in [
        r#"emails[not (value eq "x")]"#,
        r#"emails[not (value eq "x") and not (display eq "y")]"#,
        r#"emails[not (value eq "x") or not (display eq "y")]"#,
        r#"emails[not (value eq "x") or value eq "y"]"#,
        r#"emails[not (value eq "x" and display eq "y")]"#,
    ] {
        let parsed = Filter::<Row>::parse(filter).unwrap();
        let matched = [&held, &name, &Row::default()].map(|row| parsed.matches(row));
        assert_eq!(matched, [true, false, false], "{filter}");
    }
    let held = Name { family_name: Some("Jensen".to_owned()), ..Name::default() };
    let held = Row { name: Some(held), ..Row::default() };
    let filter = Filter::<Row>::parse(r#"name[not (givenName eq "x")]"#).unwrap();
    let matched = [&held, &name, &Row::default()].map(|row| filter.matches(row));
    assert_eq!(matched, [true, false, false]);
}

/// A value that a model shows as another kind than the attribute has compares as the attribute.
#[test]
fn values_of_another_kind_are_compared() {
    let condition = |operator, key| Condition::new(operator, Rule::IgnoreAsciiCase, key);
    let seven = condition(Operator::Eq, Key::Text("7".into()));
    assert!(seven.matches(&View::Integer(7)) && !seven.matches(&View::Integer(8)));

    let since = DateTime::parse("2011-05-13T04:42:34Z").unwrap();
    let instant = Key::Instant(since.unix_seconds(), since.subsec_nanos());
    let after = condition(Operator::Gt, instant.clone());
    assert!(after.matches(&View::String("2011-05-13T06:42:34.5+02:00")));
    let at = condition(Operator::Eq, instant);
    assert!(at.matches(&View::String("2011-05-13T06:42:34+02:00")));
    for text in ["2011-05-13T04:42:35Z", "2011", ""] {
        assert!(!at.matches(&View::String(text)), "{text}");
    }
    assert!(!condition(Operator::Gt, Key::Integer(0)).matches(&View::String(since.as_str())));
}

/// What is displayed in pieces.
struct Pieces([&'static str; 3]);

impl fmt::Display for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| f.write_str(piece))
    }
}

/// A value is compared by all that it displays, in pieces or in one, short or long.
#[test]
fn what_is_displayed_is_compared_whole() {
    let long = "a text that is longer than a UUID or a number";
    for pieces in [
        ["short", "", "er"],
        ["a text that is shorter", " than a UUID", ""],
        ["a text that is shorter", " than a UUID", ", but not in pieces"],
        [long, " ", "7"],
        ["so is ", long, "7"],
        ["", long, long],
    ] {
        let matches = |operator| {
            let key = Key::Text(pieces.concat().into());
            Condition::new(operator, Rule::Exact, key).matches(&View::Display(&Pieces(pieces)))
        };
        assert!(matches(Operator::Eq) && matches(Operator::Le), "{pieces:?}");
        assert!(!matches(Operator::Lt) && !matches(Operator::Gt), "{pieces:?}");
    }
}

/// A row with an attribute that is never returned, though it is not writeOnly.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Hinted", endpoint = "/Hinted")]
struct Hinted {
    #[scim(id)]
    id: u32,
    #[scim(returned = "never")]
    hint: Option<Secret>,
}

/// What is never returned is not found out by asking for it or sorting by it, writeOnly or not.
#[test]
fn what_is_never_returned_is_not_asked() {
    for filter in [r#"hint sw "a""#, "hint pr"] {
        let error = Filter::<Hinted>::parse(filter).unwrap_err();
        assert!(error.detail().starts_with("`hint` is never returned"), "{error}");
    }
    let error = Sort::<Hinted>::parse("hint", Order::Ascending).unwrap_err();
    assert!(error.detail().contains("`hint` is never returned"), "{error}");
}

/// More fixed elements than a number has bits are asked one by one.
#[test]
fn elements_that_are_many() {
    const SLOT: Slot = Slot::new("type", Literal::String("work"), ",\"type\":\"work\"", &[]);
    const SLOTS: &[Slot] = &[SLOT; 65];
    let emails = Row::NODES.iter().find(|node| node.name() == "emails").unwrap();
    let equal = |slots| {
        let mut node = *emails;
        node.kind = Kind::Slots(slots);
        ElementFilter::equal(Box::leak(Box::new(node)), 0, "type", "work")
    };
    let row = Row::default();
    let filter = equal(&SLOTS[..64]).unwrap();
    assert!(filter.selects_slot(0, &row) && filter.selects_slot(63, &row));
    assert!(!filter.selects_slot(64, &row) && !filter.selects_slot(usize::MAX, &row));
    assert!(equal(SLOTS).is_none());
}

/// 7644-3.4.2.3-02: the elements of a simple attribute are sorted by as their own `value`, and a
/// single value has no parts; a text is no longer than a filter may be.
#[test]
fn what_can_be_sorted_by() {
    let parse = |by: &str| Sort::<Thing>::parse(by, Order::Ascending);
    let labels = parse("labels.value").unwrap();
    assert!(labels.compare(&thing(&["a"]), &thing(&["b"])).is_lt());
    for by in ["size.value", "labels.display", "labels.value.x"] {
        assert!(parse(by).is_err(), "{by}");
    }
    let longest = Limits::DEFAULT.filter;
    assert!(parse(&format!("{:longest$}", "size")).is_ok());
    assert!(parse(&format!("{:1$}", "size", longest + 1)).is_err());
}

/// A time that is kept as the client wrote it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Written(String);

impl Value for Written {
    fn view(&self) -> View<'_> {
        if self.0.is_empty() { View::Null } else { View::String(&self.0) }
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, crate::value::InvalidValue> {
        self.0.set(scalar)
    }
    fn clear(&mut self) -> Result<bool, crate::value::InvalidValue> {
        Value::clear(&mut self.0)
    }
}

impl crate::resource::ScimValue for Written {
    const TYPE: crate::schema::Type = crate::schema::Type::DateTime;
    const UNASSIGNABLE: bool = true;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, crate::value::InvalidValue> {
        String::from_scalar(scalar).map(Self)
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Stay", endpoint = "/Stays")]
struct Stay {
    #[scim(id)]
    id: u32,
    since: Written,
}

/// 7643-2.3.5-01: instants are in the order of time where they are held as texts too.
#[test]
fn times_that_are_held_as_texts() {
    let stay = |since: &str| Stay { since: Written(since.to_owned()), ..Stay::default() };
    let [early, late] = [stay("2011-05-13T06:42:34+02:00"), stay("2011-05-13T05:42:34Z")];
    let sort = Sort::<Stay>::parse("since", Order::Ascending).unwrap();
    assert!(sort.compare(&early, &late).is_lt() && sort.compare(&late, &early).is_gt());
    let same = stay("2011-05-13T04:42:34.0Z");
    assert_eq!(sort.key().of(&early), sort.key().of(&same));
    let filter = Filter::<Stay>::parse(r#"since le "2011-05-13T04:42:34Z""#).unwrap();
    let matched = [&early, &same, &late].map(|stay| filter.matches(stay));
    assert_eq!(matched, [true, true, false]);
}

/// Parts of a complex attribute that are fields of the resource are those of its one element.
#[test]
fn parts_in_fields_are_one_element() {
    #[derive(Debug, Default, Clone, ScimResource)]
    #[scim(rfc = "User")]
    struct Flat {
        #[scim(id)]
        id: u32,
        user_name: String,
        #[scim(path = "name.familyName")]
        family: String,
    }
    let text = r#"name[familyName sw "J" and not (familyName ew "x")]"#;
    let options = Options::default();
    let path = PatchPath::parse(text, &options).unwrap();
    let name = Flat::NODES.iter().find(|node| node.name() == "name").unwrap();
    let (filter, flat) = (path.filter.unwrap(), Flat::descriptor());
    let filter = ElementFilter::new(&filter, text, name, name.base, flat, &options).unwrap();
    let matched = ["Jensen", "Jx", ""].map(|family| {
        filter.matches(&View::Complex(&Flat { family: family.to_owned(), ..Flat::default() }))
    });
    assert_eq!(matched, [true, false, false]);
}

/// What one element is asked counts by its comparisons, wherever they stand.
#[test]
fn conditions_are_counted() {
    for (filter, expected) in [
        (r#"title eq "a""#, 1),
        (r#"not (title eq "a" or nickName eq "b")"#, 2),
        (r#"name[givenName eq "a" and familyName eq "b"]"#, 2),
        (r#"emails[value eq "a" or display eq "b" or type eq "c"]"#, 3),
        (r#"title eq "a" and not (emails[value eq "a" and not (display eq "b")])"#, 3),
    ] {
        assert_eq!(
            Filter::<User>::parse(filter).unwrap().test().conditions(),
            expected,
            "{filter}"
        );
    }
}
