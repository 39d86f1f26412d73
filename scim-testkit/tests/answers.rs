//! Projection and sorting against the oracle, on models of every shape.

mod models;

use models::{Badge, Member, badges, members, users};
use proptest::prelude::*;
use scim_schema::dialect::Dialect;
use scim_schema::message::SearchRequest;
use scim_schema::rfc::User;
use scim_schema::sort::Order;
use scim_schema::{ScimComplex, ScimResource};
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

/// What is returned by each rule, on what has parts and in it.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Notice", endpoint = "/Notices")]
struct Notice {
    #[scim(id)]
    id: String,
    #[scim(path = "group.plain")]
    plain: Option<String>,
    #[scim(path = "group.always", returned = "always")]
    always: Option<String>,
    part: Option<Part>,
    parts: Vec<Part>,
    #[scim(returned = "always")]
    whole: Option<Part>,
    #[scim(returned = "always")]
    wholes: Vec<Part>,
    #[scim(returned = "request")]
    asked: Option<Part>,
    labels: Vec<String>,
    #[scim(returned = "always")]
    marks: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Part {
    plain: Option<String>,
    #[scim(returned = "always")]
    always: Option<String>,
    #[scim(returned = "request")]
    asked: Option<String>,
}

const NOTICE_PATHS: &[&str] = &[
    "id",
    "group",
    "group.plain",
    "group.always",
    "group.nothing",
    "part",
    "part.plain",
    "part.always",
    "part.asked",
    "part.nothing",
    "parts",
    "parts.plain",
    "parts.asked",
    "parts.nothing",
    "whole",
    "whole.plain",
    "whole.always",
    "whole.asked",
    "whole.nothing",
    "wholes.plain",
    "wholes.asked",
    "wholes.nothing",
    "asked",
    "asked.plain",
    "asked.asked",
    "asked.nothing",
    "labels",
    "labels.value",
    "Labels.VALUE",
    "labels.nothing",
    "marks.value",
    "marks.nothing",
    "meta.nothing",
    "schemas.value",
    "id.value",
];

fn notices() -> impl Strategy<Value = Notice> {
    let text = || prop::option::weighted(0.7, Just("x".to_owned()));
    let part = || {
        let texts = (text(), text(), text());
        texts.prop_map(|(plain, always, asked)| Part { plain, always, asked })
    };
    let is_something = |part: &Part| *part != Part::default();
    let maybe = move || prop::option::of(part().prop_filter("nothing", is_something));
    let some = move || prop::collection::vec(part().prop_filter("nothing", is_something), 0..3);
    let texts = || prop::collection::vec(Just("x".to_owned()), 0..2);
    ((text(), text()), (maybe(), maybe(), maybe()), (some(), some()), (texts(), texts())).prop_map(
        |((plain, always), (part, whole, asked), (parts, wholes), (labels, marks))| {
            let id = "7".to_owned();
            Notice { id, plain, always, part, parts, whole, wholes, asked, labels, marks }
        },
    )
}

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
    fn notices_as_asked_for(notice in notices(), projection in projections(NOTICE_PATHS)) {
        projection_agrees::<Notice>(&Shipped, &notice, &projection).map_err(|b| fail(&b))?;
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
