//! Filters and paths.

use crate::models::{Badge, Member};
use crate::shrinking::shrunk;
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::filter::syntax::{Expression, PatchPath};
use scim_schema::filter::{Filter, Options};
use scim_schema::path::AttributePath;
use scim_schema::rfc::{Group, User};
use scim_schema::value::DateTime;
use scim_schema::write::Scim;
use scim_testkit::strategy::{
    Compare, FilterExpr, Filters, Generator, PathExpr, Settings, Target, filter, filtered,
    invalid_path, path, population, spelt_filter,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

type Case<R> = (Vec<R>, FilterExpr, String);

/// Models, a filter on what is written of them, and a spelling of it.
fn cases<R: ScimResource>(base: fn(usize) -> R, settings: Settings) -> Generator<Case<R>> {
    let target = Target::of_base(&base(0)).unwrap();
    let models = population(base, &settings, 8).unwrap();
    let filters = Filters::new(&target, &settings);
    Generator::new(move |source| {
        let models = models.draw(source);
        let written: Vec<Value> =
            models.iter().map(|model| serde_json::to_value(Scim::new(model)).unwrap()).collect();
        let filter = filters.draw(source, &written);
        let text = filters.spell(source, &filter);
        (models, filter, text)
    })
}

fn user(index: usize) -> User {
    let at = DateTime::from_unix(1_000_000_000 + index as i64, 0);
    let (id, created) = (index.to_string(), at.clone());
    User { id, created, last_modified: at, version: format!("{index}"), ..User::default() }
}

fn matched<R: ScimResource>(text: &str, models: &[R]) -> Vec<bool> {
    let filter = Filter::<R>::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    models.iter().map(|model| filter.matches(model)).collect()
}

/// 7644-3.4.2.2-05, 7644-3.4.2.2-33, 7644-3.4.2.2-50: every filter is read, in every spelling,
/// and every spelling means the same.
fn read<R: ScimResource + Debug>(base: fn(usize) -> R) {
    proptest!(|((models, filter, text) in cases(base, Settings::awkward()))| {
        let plain = filter.to_string();
        prop_assert_eq!(matched(&plain, &models), matched(&text, &models), "{} {}", plain, text);
    });
}

#[test]
fn filters_are_read_in_every_spelling() {
    read::<User>(user);
    read::<Group>(|index| Group { id: index.to_string(), ..Group::default() });
    read::<Badge>(|index| Badge { id: index.to_string(), ..Badge::default() });
    read::<Member>(|index| Member { id: index as i64, ..Member::default() });
}

/// What is written parses to the same tree.
#[test]
fn text_is_stable() {
    let target = Target::of::<User>().unwrap();
    let options = Options::default();
    proptest!(|((_, filter, text) in spelt_filter(&target, &Settings::awkward(), 5))| {
        let spelt = Expression::parse(&text, &options).unwrap();
        let written = spelt.to_string();
        prop_assert_eq!(&Expression::parse(&written, &options).unwrap(), &spelt);
        let plain = filter.to_string();
        let plain = Expression::parse(&plain, &options).unwrap().to_string();
        let ours = plain.to_ascii_lowercase();
        let urn = "urn:ietf:params:scim:schemas:core:2.0:user:";
        let without_urn = written.to_ascii_lowercase().replace(urn, "");
        prop_assert_eq!(ours, without_urn);
    });
}

/// A filter tells resources apart: it matches between a tenth and nine tenths of them on average.
#[test]
fn filters_match_a_useful_share() {
    let (mut matched_count, mut all, mut mixed, mut runs) = (0, 0, 0, 0);
    for (models, filter, _) in cases(user, Settings::default()).samples().take(600) {
        if models.len() < 4 {
            continue;
        }
        let matched = matched(&filter.to_string(), &models);
        let count = matched.iter().filter(|one| **one).count();
        matched_count += count;
        all += models.len();
        mixed += usize::from(count > 0 && count < models.len());
        runs += 1;
    }
    let share = 100 * matched_count / all;
    assert!((10..=90).contains(&share), "{share} % are matched");
    assert!(runs > 100 && 100 * mixed / runs > 40, "{mixed} of {runs} tell resources apart");
}

/// 7644-3.4.2.2-07 to -20: each operator with each type that has it.
#[test]
fn every_operator_meets_every_type() {
    let target = Target::of::<Badge>().unwrap();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let count = |filter: &FilterExpr, met: &mut BTreeMap<String, usize>| {
        let mut open = vec![filter];
        while let Some(filter) = open.pop() {
            match filter {
                FilterExpr::Or(terms) | FilterExpr::And(terms) => open.extend(terms),
                FilterExpr::Not(inner) | FilterExpr::ValuePath(_, inner) => open.push(inner),
                FilterExpr::Compare(path, operator, value) if !value.is_null() => {
                    let name = path.sub_attribute.as_ref().unwrap_or(&path.attribute);
                    *met.entry(format!("{name} {operator}")).or_default() += 1;
                }
                FilterExpr::Compare(path, ..) => {
                    *met.entry(format!("{} null", path.attribute)).or_default() += 1;
                }
                FilterExpr::Present(path) => {
                    *met.entry(format!("{} pr", path.attribute)).or_default() += 1;
                }
            }
        }
    };
    for (_, filter) in filtered(&target, &Settings::default(), 4).samples().take(8_000) {
        count(&filter, &mut met);
    }
    let all = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
    let ordered = ["eq", "ne", "gt", "ge", "lt", "le"];
    for (name, operators) in [
        ("serialNumber", &all[..]),
        ("holder", &all),
        ("color", &all),
        ("name", &all),
        ("labels", &all),
        ("uses", &ordered),
        ("weight", &ordered),
        ("issuedAt", &ordered),
        ("number", &ordered),
        ("lost", &["eq", "ne"]),
        ("image", &["eq", "ne"]),
        ("level", &ordered),
    ] {
        for operator in operators.iter().chain(&["pr", "null"]) {
            // a sub-attribute is present by its attribute's name
            let sub =
                ["name", "number", "level"].contains(&name) && ["pr", "null"].contains(operator);
            let seen = met.get(&format!("{name} {operator}")).copied().unwrap_or(0);
            assert!(sub || seen > 3, "{name} {operator}: {seen}");
        }
    }
}

/// All that a filter names, at whatever depth, in the order of its text.
#[test]
fn a_filter_tells_its_paths() {
    let work = FilterExpr::compare(PathExpr::new("type"), Compare::Eq, "work");
    let emails = FilterExpr::ValuePath(PathExpr::new("emails"), Box::new(work));
    let title = FilterExpr::Not(Box::new(FilterExpr::Present(PathExpr::new("title"))));
    let given = FilterExpr::compare(PathExpr::new("name").dot("givenName"), Compare::Ne, "A");
    let filter = FilterExpr::Or(vec![FilterExpr::And(vec![title, emails]), given]);
    let paths: Vec<String> = filter.paths().into_iter().map(PathExpr::to_string).collect();
    assert_eq!(paths, ["title", "emails", "type", "name.givenName"]);
}

#[test]
fn filters_shrink_to_one_term() {
    let target = Target::of::<User>().unwrap();
    let has_not = |filter: &FilterExpr| filter.to_string().contains("not (");
    let pairs = filtered(&target, &Settings::awkward(), 8);
    for (data, filter) in shrunk(pairs.clone(), |(_, filter)| !has_not(filter)) {
        assert!(data.is_empty(), "{data:?}");
        assert_eq!(filter.to_string(), "not (userName eq \"a\")");
    }
    for (data, filter) in shrunk(pairs, |(_, filter)| !matches!(filter, FilterExpr::ValuePath(..)))
    {
        assert!(data.is_empty(), "{data:?}");
        assert_eq!(filter.to_string(), "emails[value eq \"a\"]");
    }
    let one = filter(&target, &[serde_json::json!({"title": "Tour Guide"})], &Settings::default());
    for filter in shrunk(one, |filter| !filter.to_string().contains("title co")) {
        assert_eq!(filter.to_string(), "title co \"Tour Guide\"");
    }
}

/// 7644-3.10-05: every spelling of a path is read, and means what it says.
#[test]
fn paths_are_read_in_every_spelling() {
    let options = Options::default();
    let target = Target::of::<User>().unwrap();
    proptest!(|((text, path) in path(&target))| {
        let read = AttributePath::parse_for(&text, &User::descriptor()).unwrap();
        prop_assert!(read.attribute().eq_ignore_ascii_case(&path.attribute));
        prop_assert_eq!(
            read.sub_attribute().map(str::to_ascii_lowercase),
            path.sub_attribute.map(|name| name.to_ascii_lowercase())
        );
        if let Some(urn) = &path.urn {
            prop_assert!(read.schema().is_some_and(|read| read.eq_ignore_ascii_case(urn)));
        }
        prop_assert!(PatchPath::parse_for(&text, &User::descriptor(), &options).is_ok());
        // nothing can be asked of what is never returned, and no complex value is compared
        let absent = Filter::<User>::parse(&format!("{text} pr"));
        prop_assert!(absent.is_ok() || text.to_ascii_lowercase().contains("password"), "{text}");
    });
}

/// 7644-3.4.2.2-38, 7644-3.12-25: what is no path, or names nothing, is refused.
#[test]
fn invalid_paths_are_refused() {
    let target = Target::of::<User>().unwrap();
    proptest!(|(text in invalid_path(&target))| {
        let filter = Filter::<User>::parse(&format!("{text} pr"));
        prop_assert!(filter.is_err(), "{text}");
    });
}
