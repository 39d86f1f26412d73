//! Projection and sorting against the oracle, on models of every shape.

mod models;

use models::{Badge, Member, badges, members, users};
use proptest::prelude::*;
use scim_schema::dialect::Dialect;
use scim_schema::message::SearchRequest;
use scim_schema::rfc::User;
use scim_schema::sort::Order;
use scim_testkit::law::Shipped;
use scim_testkit::law::search::{projection_agrees, search_agrees, sort_agrees};
use scim_testkit::strategy::ProjectionExpr;

const USER_PATHS: &[&str] = &[
    "id",
    "ID",
    "schemas",
    "externalId",
    "userName",
    "name",
    "name.givenName",
    "title",
    "active",
    "password",
    "emails",
    "emails.value",
    "emails.type",
    "emails.primary",
    "emails.display",
    "addresses",
    "addresses.locality",
    "addresses.type",
    "x509Certificates.value",
    "groups",
    "groups.value",
    "meta",
    "meta.created",
    "meta.location",
    "meta.version",
    "meta.resourceType",
    "urn:ietf:params:scim:schemas:core:2.0:User:userName",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
    "department",
    "shoeSize",
    "emails.shoeSize",
    " title ",
    "",
    "a.b.c",
];

const BADGE_PATHS: &[&str] = &[
    "id",
    "serialNumber",
    "holder",
    "doors",
    "doors.number",
    "doors.name",
    "state",
    "labels",
    "labels.value",
    "color",
    "notes",
    "uses",
    "weight",
    "issuedAt",
    "image",
    "lost",
    "remark",
    "maker",
    "maker.name",
    "urn:example:scim:schemas:extension:2.0:Parking",
    "urn:example:scim:schemas:extension:2.0:Parking:lot",
    "urn:example:scim:schemas:extension:2.0:Parking:level",
    "lot",
    "meta",
];

fn projections(paths: &'static [&'static str]) -> impl Strategy<Value = ProjectionExpr> {
    let some = move || {
        let path = prop::sample::select(paths).prop_map(str::to_owned);
        prop::collection::vec(path, 0..4)
    };
    prop_oneof![
        1 => Just(ProjectionExpr::Default),
        4 => some().prop_map(ProjectionExpr::Attributes),
        4 => some().prop_map(ProjectionExpr::Excluded),
    ]
}

fn searches() -> impl Strategy<Value = SearchRequest> {
    let filter = prop::sample::select(vec!["title pr", "active eq true", "userName sw \"b\"", "x"]);
    (
        prop::option::of(filter),
        prop::option::of(prop::sample::select(USER_PATHS)),
        prop::option::of(prop::sample::select(vec!["ascending", "Descending"])),
        prop::option::of(-2..6_i64),
        prop::option::of(-2..6_i64),
    )
        .prop_map(|(filter, sort_by, sort_order, start_index, count)| {
            let mut search = SearchRequest::default();
            search.filter = filter.map(str::to_owned);
            search.sort_by = sort_by.map(str::to_owned);
            search.sort_order = sort_order.map(str::to_owned);
            search.start_index = start_index;
            search.count = count;
            search
        })
}

fn orders() -> impl Strategy<Value = Order> {
    prop::sample::select(vec![Order::Ascending, Order::Descending])
}

fn fail(broken: &impl ToString) -> TestCaseError {
    TestCaseError::fail(broken.to_string())
}

proptest! {
    #[test]
    fn users_as_asked_for(user in users(), projection in projections(USER_PATHS)) {
        projection_agrees::<User>(&Shipped, &user, &projection).map_err(|b| fail(&b))?;
    }

    #[test]
    fn members_as_asked_for(member in members(), projection in projections(USER_PATHS)) {
        projection_agrees::<Member>(&Shipped, &member, &projection).map_err(|b| fail(&b))?;
    }

    #[test]
    fn badges_as_asked_for(badge in badges(), projection in projections(BADGE_PATHS)) {
        projection_agrees::<Badge>(&Shipped, &badge, &projection).map_err(|b| fail(&b))?;
    }

    #[test]
    fn users_in_order(a in users(), b in users(), by in prop::sample::select(USER_PATHS), order in orders()) {
        sort_agrees::<User>(&Shipped, &a, &b, by, order).map_err(|b| fail(&b))?;
    }

    #[test]
    fn members_in_order(a in members(), b in members(), by in prop::sample::select(USER_PATHS), order in orders()) {
        sort_agrees::<Member>(&Shipped, &a, &b, by, order).map_err(|b| fail(&b))?;
    }

    #[test]
    fn users_on_pages(found in prop::collection::vec(users(), 1..6), search in searches()) {
        // ids are unique
        let with_id = |(index, user): (usize, User)| User { id: index.to_string(), ..user };
        let found: Vec<_> = found.into_iter().enumerate().map(with_id).collect();
        search_agrees::<User>(&Shipped, &found, &search, Dialect::RFC).map_err(|b| fail(&b))?;
    }

    #[test]
    fn badges_in_order(a in badges(), b in badges(), by in prop::sample::select(BADGE_PATHS), order in orders()) {
        sort_agrees::<Badge>(&Shipped, &a, &b, by, order).map_err(|b| fail(&b))?;
    }
}
