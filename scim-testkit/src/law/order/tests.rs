use super::{agree, partition, singular, total};
use crate::law::wrong::Wrong;
use crate::law::{Broken, Engine, Shipped};
use crate::oracle::document;
use crate::strategy::{PathExpr, SearchExpr};
use scim_schema::query::Page;
use scim_schema::rfc::{Email, EnterpriseUser, Group, Name, User};
use scim_schema::sort::Order;
use serde_json::{Value, json};
use std::cmp::Ordering;

fn groups() -> [Group; 3] {
    ["a", "b", "c"].map(|name| Group {
        id: name.into(),
        display_name: name.into(),
        ..Group::default()
    })
}

fn sorted(engine: &dyn Engine<Group>) -> Result<(), Broken> {
    let list = groups();
    let held: Value = list.iter().map(document).collect();
    total(engine, &list, "displayName", Order::Ascending, &held, "asked")
}

/// 7644-3.4.2.3-03
#[test]
fn an_order_that_goes_round_is_none() {
    assert_eq!(sorted(&Shipped), Ok(()));
    let round = Wrong::Compare(|a: &Group, b, _| {
        let (a, b) = (a.id.as_str(), b.id.as_str());
        Ok(match (a, b) {
            ("a", "c") => Ordering::Greater,
            ("c", "a") => Ordering::Less,
            _ => a.cmp(b),
        })
    });
    let broken = sorted(&round).unwrap_err();
    assert_eq!(broken.request, "asked: resource 0 and 1 and 2");
}

#[test]
fn a_search_that_is_in_another_order_breaks_the_law() {
    let backwards = Wrong::<Group>::Search(|groups, query| {
        let page = Shipped.search(groups, query);
        let found: Vec<Group> = page.resources().iter().rev().cloned().collect();
        Page::new(found, page.total_results().unwrap_or_default())
    });
    let broken = sorted(&backwards).unwrap_err();
    assert_eq!((&*broken.expected, &*broken.actual), (r#"["a", "b", "c"]"#, r#"["c", "b", "a"]"#));
}

#[test]
fn a_filter_and_an_order_that_differ_break_the_law() {
    let [a, b, _] = groups();
    let held = json!([document(&a), document(&b)]);
    let by = PathExpr::new("displayName");
    let asked = |engine: &dyn Engine<Group>| agree(engine, &a, &b, &by, &held);
    assert_eq!(asked(&Shipped), Ok(()));
    let backwards = Wrong::Compare(|a: &Group, b, _| Ok(b.id.cmp(&a.id)));
    let broken = asked(&backwards).unwrap_err();
    assert_eq!((&*broken.expected, &*broken.actual), ("Less", "Greater"));
    let all = Wrong::Matches(|_, _| Ok(true));
    assert_eq!(asked(&all).unwrap_err().expected, "one of them");
}

#[test]
fn a_path_that_leads_to_one_value_has_it() {
    let user = User {
        user_name: "bjensen".into(),
        active: Some(true),
        name: Some(Name { given_name: Some("Barbara".into()), ..Name::default() }),
        emails: vec![Email { value: Some("a".into()), ..Email::default() }],
        enterprise: Some(EnterpriseUser {
            department: Some("Tours".into()),
            ..EnterpriseUser::default()
        }),
        ..User::default()
    };
    let of = |path: PathExpr| singular(&user, &path);
    assert_eq!(of(PathExpr::new("USERNAME")), Some(json!("bjensen")));
    assert_eq!(of(PathExpr::new("active")), Some(json!(true)));
    assert_eq!(of(PathExpr::new("name").dot("givenName")), Some(json!("Barbara")));
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    assert_eq!(of(PathExpr::new("department").of(urn)), Some(json!("Tours")));
    for path in [
        PathExpr::new("name"),
        PathExpr::new("emails"),
        PathExpr::new("emails").dot("value"),
        PathExpr::new("title"),
        PathExpr::new("division").of(urn),
    ] {
        assert_eq!(of(path.clone()), None, "{path}");
    }
}

/// Pages of two.
fn paged(engine: &dyn Engine<Group>) -> Result<(), Broken> {
    let list = groups();
    let held: Value = list.iter().map(document).collect();
    let search = SearchExpr { sort_by: Some(PathExpr::new("id")), ..SearchExpr::default() };
    partition(engine, &list, &search, 2, &held, "asked")
}

/// 7644-3.4.2.4-06, 7644-3.4.2.4-10
#[test]
fn a_page_that_is_longer_or_of_another_total_breaks_the_law() {
    assert_eq!(paged(&Shipped), Ok(()));
    let longer = Wrong::<Group>::Search(|groups, query| {
        let count = query.count();
        // all of them are asked for first
        let count = if query.by_cursor() || count > 2 { count } else { count + 1 };
        Shipped.search(groups, &query.clone().with_count(count))
    });
    assert_eq!(paged(&longer).unwrap_err().expected, "2 at most of Some(3)");
    let own = Wrong::<Group>::Search(|groups, query| {
        let page = Shipped.search(groups, query);
        let (found, count) = (page.resources().to_vec(), page.resources().len() as u64);
        if query.by_cursor() { page } else { Page::new(found, count) }
    });
    assert_eq!(paged(&own).unwrap_err().expected, "2 at most of Some(3)");
}

/// 9865-2-08
#[test]
fn after_the_last_resource_there_is_no_next_page() {
    let endless = Wrong::<Group>::Search(|groups, query| {
        let page = Shipped.search(groups, query);
        match page.has_more() {
            Some(_) => Page::by_cursor(page.resources().to_vec(), page.total_results(), true),
            None => page,
        }
    });
    let broken = paged(&endless).unwrap_err();
    assert_eq!((&*broken.request, &*broken.expected), ("asked, by cursor", "no next page"));
}
