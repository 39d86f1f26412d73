use super::{Reference, adopt, same, status};
use crate::exchange::Exchange;
use crate::law::Shipped;
use crate::law::client::{Client, id};
use crate::oracle::{Shape, document};
use crate::strategy::{
    Compare, FilterExpr, PathExpr, ProjectionExpr, RequestExpr, SearchExpr, Which,
};
use http::Method;
use scim_schema::rfc::{Group, User};
use scim_schema::{ScimComplex, ScimResource};
use serde_json::{Value, json};

fn body(name: &str) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": name})
}

fn reference() -> Reference<Group> {
    let blank = Group::default();
    Reference::new(Shape::shared(&blank), document(&blank))
}

/// A POST, and what a read gives then.
fn post(client: &Client<'_, Group>, name: &str) -> (RequestExpr, Exchange, Exchange) {
    let exchange = client.post(&body(name));
    let read = client.get(&id(&exchange));
    (RequestExpr::Create { body: body(name) }, exchange, read)
}

#[test]
fn what_was_created_is_known_by_its_id() {
    let client = Client::<Group>::new(&Shipped, &Group::default());
    let mut reference = reference();
    let (request, exchange, read) = post(&client, "Staff");
    assert_eq!(reference.answered(&request, &exchange, Some(&read)), Ok(()));
    assert_eq!(reference.id(Which::Created(0)), id(&exchange));
    let unknown = reference.id(Which::Unknown);
    assert_eq!(reference.id(Which::Created(1)), unknown);
    assert_ne!(unknown, id(&exchange));
    let get = |resource| RequestExpr::Get { resource, projection: ProjectionExpr::Default };
    let found = client.get(&id(&exchange));
    assert_eq!(reference.answered(&get(Which::Created(0)), &found, None), Ok(()));
    let (expected, _) = reference.answered(&get(Which::Unknown), &found, None).unwrap_err();
    assert_eq!(expected, "404");
    let other = post(&client, "All").2;
    assert!(reference.answered(&get(Which::Created(0)), &other, None).is_err(), "another one");
}

#[test]
fn what_is_created_has_an_id_of_its_own_and_is_there() {
    let client = Client::<Group>::new(&Shipped, &Group::default());
    let (request, exchange, read) = post(&client, "Staff");
    let mut twice = reference();
    assert_eq!(twice.answered(&request, &exchange, Some(&read)), Ok(()));
    let (expected, _) = twice.answered(&request, &exchange, Some(&read)).unwrap_err();
    assert_eq!(expected, "an id of its own");
    let missing = client.get("undefined");
    let (expected, _) = reference().answered(&request, &exchange, Some(&missing)).unwrap_err();
    assert_eq!(expected, "200");
    let other = post(&client, "All").2;
    assert!(reference().answered(&request, &exchange, Some(&other)).is_err(), "another one");
}

#[test]
fn an_answer_has_its_status_and_its_resource() {
    let client = Client::<Group>::new(&Shipped, &Group::default());
    let (_, exchange, _) = post(&client, "Staff");
    assert_eq!(status(&exchange, 201), Ok(()));
    assert_eq!(status(&exchange, 200).unwrap_err().0, "200");
    assert_eq!(same(&body("Staff"), &body("Staff"), &exchange), Ok(()));
    assert_eq!(
        same(&body("All"), &body("Staff"), &exchange).unwrap_err().0,
        body("All").to_string()
    );
}

/// What is readOnly is the store's to say, once.
#[test]
fn a_store_says_what_is_read_only_where_no_one_has_said_it() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let adopted = |held: Value, now: Value| {
        let (mut held, shape) = (held.as_object().unwrap().clone(), Shape::of(&User::default()));
        adopt(&shape.attributes, &mut held, now.as_object().unwrap());
        Value::Object(held)
    };
    let with = |manager: Value, title: &str| json!({"title": title, urn: {"manager": manager}});
    let named = |name: &str| json!({"value": "7", "displayName": name});
    let held = with(json!({"value": "7"}), "held");
    assert_eq!(adopted(held, with(named("Babs"), "now")), with(named("Babs"), "held"));
    let held = with(named("Bob"), "held");
    assert_eq!(adopted(held, with(named("Babs"), "now")), with(named("Bob"), "held"));
    let groups = json!([{"value": "1", "display": "Staff"}]);
    let now = json!({"id": "7", "groups": groups, "nickName": "Babs"});
    assert_eq!(adopted(json!({}), now), json!({"id": "7", "groups": groups}));
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Ring", endpoint = "/Rings")]
struct Ring {
    #[scim(id)]
    id: String,
    keys: Vec<Key>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Key {
    #[scim(key)]
    number: Option<i64>,
    #[scim(mutability = "readOnly")]
    opens: Option<String>,
}

#[test]
fn a_store_says_it_of_each_element() {
    let shape = Shape::of(&Ring::default());
    let mut held = json!({"keys": [{"number": 1}, {"number": 2}, {"number": 3}]});
    let said = json!({"keys": [{"number": 2, "opens": "b"}, {"number": 1, "opens": "a"}]});
    adopt(&shape.attributes, held.as_object_mut().unwrap(), said.as_object().unwrap());
    let both = [json!({"number": 1, "opens": "a"}), json!({"number": 2, "opens": "b"})];
    assert_eq!(held, json!({"keys": [both[0], both[1], {"number": 3}]}));
}

/// What is wrong with an answer to a search, where two groups are there.
fn searched(search: &SearchExpr, sent: &SearchExpr) -> Result<(), String> {
    let client = Client::<Group>::new(&Shipped, &Group::default());
    let mut reference = reference();
    for name in ["Staff", "All"] {
        let (request, exchange, read) = post(&client, name);
        reference.answered(&request, &exchange, Some(&read)).unwrap();
    }
    let path = format!("?{}", sent.query());
    let exchange = client.send(Method::GET, &path, None, None);
    let request = RequestExpr::Search(Box::new(search.clone()));
    reference.answered(&request, &exchange, None).map_err(|(expected, _)| expected)
}

#[test]
fn a_search_has_the_matches_of_a_page_in_order() {
    let name = || PathExpr::new("displayName");
    let sorted = SearchExpr { sort_by: Some(name()), ..SearchExpr::default() };
    let backwards = SearchExpr { descending: Some(true), ..sorted.clone() };
    let filter = FilterExpr::compare(name(), Compare::Eq, "All");
    let one = SearchExpr { filter: Some(filter), ..SearchExpr::default() };
    let first = SearchExpr { count: Some(1), ..SearchExpr::default() };
    let bare = ProjectionExpr::Attributes(vec!["id".to_owned()]);
    let ids = SearchExpr { projection: bare, ..SearchExpr::default() };
    let undefined = FilterExpr::Present(PathExpr::new("undefined"));
    let refused = SearchExpr { filter: Some(undefined), ..SearchExpr::default() };
    let all = SearchExpr::default();
    for search in [&sorted, &backwards, &one, &first, &ids, &refused, &all] {
        assert_eq!(searched(search, search), Ok(()), "{search:?}");
    }
    assert_eq!(searched(&one, &all).unwrap_err(), "totalResults 1");
    assert_eq!(searched(&first, &all).unwrap_err(), "1 resources");
    for (search, sent) in [(&sorted, &backwards), (&ids, &all), (&refused, &all), (&all, &refused)]
    {
        assert!(searched(search, sent).is_err(), "{search:?}: {sent:?}");
    }
}
