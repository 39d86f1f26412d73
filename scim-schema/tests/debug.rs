//! What `Debug` shows, which ends up in logs: nothing of a body, a filter or a credential.
#![cfg(feature = "derive")]

use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Edit, Patch, Replace};
use scim_schema::filter::syntax::{
    Comparison, Expression, Literal, Operator, PatchPath, ValuePath,
};
use scim_schema::filter::{Filter, Options};
use scim_schema::limits::Limits;
use scim_schema::message::{
    BulkOperation, BulkRequest, BulkResponse, BulkResult, ListResponse, SearchRequest,
};
use scim_schema::path::AttributePath;
use scim_schema::query::{Page, Parameters, Query, Updated};
use scim_schema::resource::{DynamicAttributes, Model, Scalar, View};
use scim_schema::rfc::{Group, User};
use scim_schema::value::Secret;
use scim_schema::write::Scim;
use serde_json::{Value, json};
use std::fmt::Debug;

/// What is secret; in lower case, as keys of comparison are.
const CANARY: &str = "hunter2hunter2";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

#[track_caller]
fn hides(what: &dyn Debug) {
    // bytes are shown as numbers
    let bytes: Vec<String> = CANARY.bytes().map(|byte| byte.to_string()).collect();
    for shown in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!shown.contains(CANARY), "{shown}");
        assert!(!shown.replace([' ', '\n'], "").contains(&bytes.join(",")), "{shown}");
    }
}

fn user() -> Value {
    json!({"schemas": [USER], "userName": "babs", "password": CANARY})
}

fn patch() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [
            {"op": "add", "value": {"password": CANARY}},
            {"op": "replace", "path": "password", "value": CANARY}
        ]
    })
}

#[test]
fn bodies_and_what_they_become() {
    let create = Create::<User>::new(user().to_string(), Dialect::RFC).unwrap();
    let replace = Replace::<User>::new(user().to_string(), Dialect::RFC).unwrap();
    let patch = Patch::<User>::new(patch().to_string(), Dialect::RFC).unwrap();
    hides(&create);
    hides(&replace);
    hides(&patch);
    let operations = patch.operations().unwrap();
    assert!(operations.iter().all(|operation| operation.value().unwrap().contains(CANARY)));
    hides(&operations);
    for edit in [Edit::from(replace), Edit::from(patch.clone())] {
        hides(&edit);
        hides(edit.operation());
    }

    let (user, changes) = create.apply(&User::default()).unwrap();
    assert_eq!(user.password.as_ref().map(Secret::expose), Some(CANARY));
    hides(&user);
    hides(&changes);
    hides(&(&user as &dyn Model));
    hides(&Scim::new(&user));
    hides(&ListResponse::new(std::slice::from_ref(&user)));
    hides(&Page::new(vec![user.clone()], 1));
    hides(&Updated::new(user, changes));
    hides(&Secret::new(CANARY));
    hides(&View::String(CANARY));
    hides(&View::Secret(Some(&Secret::new(CANARY))));
    hides(&Scalar::String(CANARY));
    let attributes = json!({"pin": CANARY}).to_string();
    hides(&serde_json::from_str::<DynamicAttributes>(&attributes).unwrap());

    let wrong = json!({"schemas": [USER], "userName": "babs", "password": {"value": CANARY}});
    let wrong = Create::<User>::new(wrong.to_string(), Dialect::RFC).unwrap();
    hides(&wrong.apply(&User::default()).unwrap_err());
}

#[test]
fn bulk_requests() {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            {"method": "POST", "path": "/Users", "bulkId": "babs", "data": user()},
            {"method": "PATCH", "path": "/Users/7", "data": patch()}
        ]
    });
    let body = body.to_string();
    let request = BulkRequest::parse(body.as_bytes(), Dialect::RFC, &Limits::DEFAULT).unwrap();
    assert!(request.operations.iter().all(|one| one.data.unwrap().get().contains(CANARY)));
    hides(&request);
    hides(&request.operations);
    let data = serde_json::value::to_raw_value(&user()).unwrap();
    let operation = BulkOperation {
        method: "PUT".to_owned(),
        path: Some("/Users/7".to_owned()),
        data: Some(&data),
        ..BulkOperation::default()
    };
    hides(&operation);
    // and what helps is there
    let shown = format!("{operation:?}");
    let size = format!("data_bytes: Some({})", data.get().len());
    for part in ["PUT", "/Users/7", &size] {
        assert!(shown.contains(part), "{shown}");
    }

    let wrong = body.replace("\"method\"", CANARY);
    let error = BulkRequest::parse(wrong.as_bytes(), Dialect::RFC, &Limits::DEFAULT).unwrap_err();
    let failed = BulkResult { status: 400, response: Some(error), ..BulkResult::default() };
    hides(&BulkResponse { operations: vec![failed] });
}

/// A filter is text until it is resolved, and may compare what cannot be searched for.
#[test]
fn searches() {
    let filter = format!(r#"password eq "{CANARY}""#);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": filter, "cursor": CANARY, "sortBy": "userName"
    });
    let request = SearchRequest::parse(body.to_string().as_bytes(), Dialect::RFC).unwrap();
    assert_eq!(request.filter.as_ref(), Some(&filter));
    hides(&request);
    assert!(format!("{request:?}").contains("userName"), "{request:?}");

    let query = format!("filter=password+eq+%22{CANARY}%22&count=2");
    let parameters = Parameters::parse(&query).unwrap();
    hides(&parameters);
    hides(&parameters.search().unwrap());
    assert_eq!(format!("{parameters:?}"), r#"{"filter": 28, "count": 1}"#);

    let expression = Expression::parse(&filter, &Options::default()).unwrap();
    assert_eq!(expression.to_string(), filter);
    hides(&expression);
    let name = || AttributePath::parse("password").unwrap();
    hides(&Literal::String(CANARY.into()));
    hides(&Comparison::new(name(), Operator::Eq, Literal::String(CANARY.into())));
    hides(&ValuePath::new(name(), expression));
    let path = format!(r#"emails[value eq "{CANARY}"].type"#);
    hides(&PatchPath::parse(&path, &Options::default()).unwrap());
    let number = Expression::parse("pin eq 48151623", &Options::default()).unwrap();
    assert!(!format!("{number:?}").contains("48151623"), "{number:?}");

    hides(&Filter::<User>::parse(&filter).unwrap_err());
    // of several types, one that has no password finds nothing
    let options = Options::default().root();
    let resolved = Filter::<Group>::parse_with(&filter, &options).unwrap();
    assert!(resolved.text().contains(CANARY));
    hides(&resolved);
    hides(&resolved.and(&resolved));
    let query = Query::<Group>::parse(&query, &options).unwrap();
    assert!(query.filter().unwrap().text().contains(CANARY));
    hides(&query);
    hides(&query.gather());
}

#[cfg(feature = "http1")]
#[test]
fn the_service() {
    use scim_schema::events::Issuer;
    use scim_schema::service::{
        Body, Change, Context, Credential, CursorKey, Identity, MemoryStore, ScimService, Store,
    };
    use std::task::{Poll, Waker};

    for header in [format!("Bearer {CANARY}"), CANARY.to_owned()] {
        let credential = Credential::parse(&header).unwrap();
        assert_eq!(credential.secret().expose(), CANARY);
        hides(&credential);
    }
    hides(&Credential::parse(&format!("Digest {CANARY}")).unwrap_err());
    hides(&CursorKey::new(CANARY.repeat(3)).unwrap());
    hides(&Body::from(user().to_string().into_bytes()));

    let identity = Identity::new().subject("okta").extension(CANARY.to_owned());
    hides(&identity);
    let cx = Context::new(identity);
    hides(&cx);

    let store = MemoryStore::<User>::new();
    let create = Create::<User>::new(user().to_string(), Dialect::RFC).unwrap();
    let created = std::pin::pin!(store.create(&cx, create))
        .poll(&mut std::task::Context::from_waker(Waker::noop()));
    let Poll::Ready(created) = created else { panic!("it waits") };
    let created = created.unwrap();
    assert_eq!(created.password.as_ref().map(Secret::expose), Some(CANARY));
    hides(&store);
    let change = Change::created(&cx, &created);
    hides(&change);
    hides(&Issuer::new("https://example.com").resource::<User>().event(&change));
    hides(&ScimService::builder().resource(store).unauthenticated().build());
}

#[cfg(feature = "sea-query1")]
#[test]
fn what_is_unique() {
    use scim_schema::ScimResource;
    use scim_schema::sql::{Database, Table};

    #[derive(Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Member {
        #[scim(id)]
        id: i64,
        #[scim(fold_column = "user_name_key")]
        user_name: String,
    }
    let members = Table::<Member>::new("members").on(Database::Sqlite).unwrap();
    let unique = members.unique(&Member { id: 7, user_name: CANARY.to_owned() });
    assert_eq!(unique.len(), 1);
    hides(&unique);
}
