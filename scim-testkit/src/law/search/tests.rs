use super::{projection_agrees, search_agrees, sort_agrees};
use crate::law::wrong::Wrong;
use crate::law::{Broken, Engine, Shipped};
use crate::strategy::ProjectionExpr;
use scim_schema::dialect::Dialect;
use scim_schema::message::{ScimError, SearchRequest};
use scim_schema::query::Page;
use scim_schema::rfc::Group;
use scim_schema::sort::Order;

fn groups() -> [Group; 3] {
    ["a", "b", "c"].map(|name| Group {
        id: name.into(),
        display_name: name.into(),
        ..Group::default()
    })
}

#[test]
fn a_response_with_more_breaks_the_law() {
    let more = Wrong::<Group>::Write(|group, projection| {
        let mut written = Shipped.write(group, projection);
        written["displayName"] = "Staff".into();
        written
    });
    let [one, ..] = groups();
    let asked = ProjectionExpr::Attributes(vec!["id".to_owned()]);
    assert_eq!(projection_agrees(&Shipped, &one, &asked), Ok(()));
    let broken = projection_agrees(&more, &one, &asked).unwrap_err();
    assert!(broken.actual.contains("Staff") && !broken.expected.contains("Staff"), "{broken}");
}

#[test]
fn another_order_breaks_the_law() {
    let [a, b, _] = groups();
    let asked =
        |engine: &dyn Engine<Group>, by: &str| sort_agrees(engine, &a, &b, by, Order::Ascending);
    let backwards = Wrong::Compare(|a: &Group, b, _| Ok(b.id.cmp(&a.id)));
    let broken = asked(&backwards, "displayName").unwrap_err();
    assert_eq!((&*broken.expected, &*broken.actual), ("Less", "Greater"));
    assert!(asked(&backwards, "undefined").is_err(), "it is refused");
    let syntax = Wrong::Compare(|_, _, _| Err(ScimError::invalid_syntax("no")));
    assert!(asked(&syntax, "displayName").is_err() && asked(&syntax, "undefined").is_err());
    assert_eq!(asked(&Shipped, "displayName").and(asked(&Shipped, "undefined")), Ok(()));
}

fn found(engine: &dyn Engine<Group>) -> Result<(), Broken> {
    let mut search = SearchRequest::default();
    search.filter = Some("displayName gt \"a\"".to_owned());
    search_agrees(engine, &groups(), &search, Dialect::RFC)
}

#[test]
fn a_page_with_another_resource_or_total_breaks_the_law() {
    assert_eq!(found(&Shipped), Ok(()));
    let counting = Wrong::<Group>::Search(|groups, query| {
        let page = Shipped.search(groups, query);
        Page::new(page.resources().to_vec(), groups.len() as u64)
    });
    assert!(found(&counting).is_err(), "three of which two match");
    let losing = Wrong::<Group>::Search(|groups, query| {
        let page = Shipped.search(groups, query);
        Page::new(page.resources()[1..].to_vec(), page.total_results().unwrap())
    });
    assert!(found(&losing).is_err());
}
