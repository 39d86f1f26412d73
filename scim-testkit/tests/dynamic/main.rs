//! An extension that is defined at run time is as one that is derived: all laws hold of it, and
//! every answer is the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod account;

use account::{Account, Dynamic, extension, to_dynamic, to_static};
use http::request::Parts;
use proptest::test_runner::{Config, TestRunner};
use scim_schema::changes::Changes;
use scim_schema::dialect::Dialect;
use scim_schema::discovery::Discovery;
use scim_schema::edit::{Create, Patch, Replace};
use scim_schema::filter::{Filter, Options};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService};
use scim_schema::sort::{Order, Sort};
use scim_schema::write::Scim;
use scim_testkit::law::{self, BASE, Cases, Edited, Engine};
use scim_testkit::strategy::ProjectionExpr;
use serde_json::Value;
use std::cmp::Ordering;

fn edited((resource, changes): (Dynamic, Changes)) -> Edited<Account> {
    Edited {
        resource: to_static(resource),
        changed: changes.paths().iter().map(ToString::to_string).collect(),
        ignored: changes.ignored().to_vec(),
    }
}

/// The engines over what is defined at run time.
struct AtRunTime;

struct OfAcme;

impl Authenticate for OfAcme {
    async fn authenticate(&self, _: &Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().dynamic::<Dynamic>(extension()))
    }
    fn schemes(&self) -> std::borrow::Cow<'static, [scim_schema::schema::AuthenticationScheme]> {
        std::borrow::Cow::Borrowed(&[])
    }
}

impl Engine<Account> for AtRunTime {
    fn schemas(&self) -> Value {
        let discovery = Discovery::new().resource_with::<Dynamic>(extension());
        serde_json::from_slice(&discovery.schemas_json(BASE)).unwrap()
    }
    fn resource_types(&self) -> Value {
        let discovery = Discovery::new().resource_with::<Dynamic>(extension());
        serde_json::from_slice(&discovery.resource_types_json(BASE)).unwrap()
    }
    fn create(
        &self,
        prepared: &Account,
        body: &str,
        dialect: Dialect,
    ) -> Result<Edited<Account>, ScimError> {
        let create = Create::new(body, dialect)?.dynamic(extension());
        create.apply(&to_dynamic(prepared)).map(edited)
    }
    fn replace(
        &self,
        stored: &Account,
        body: &str,
        dialect: Dialect,
    ) -> Result<Edited<Account>, ScimError> {
        let replace = Replace::new(body, dialect)?.dynamic(extension());
        replace.apply(&to_dynamic(stored)).map(edited)
    }
    fn patch(
        &self,
        stored: &Account,
        body: &str,
        dialect: Dialect,
    ) -> Result<Edited<Account>, ScimError> {
        let patch = Patch::new(body, dialect)?.dynamic(extension());
        patch.apply(&to_dynamic(stored)).map(edited)
    }
    fn matches(
        &self,
        resource: &Account,
        filter: &str,
        options: &Options<'_>,
    ) -> Result<bool, ScimError> {
        let options = options.dynamic(Some(extension()));
        Ok(Filter::<Dynamic>::parse_with(filter, &options)?.matches(&to_dynamic(resource)))
    }
    fn compare(
        &self,
        a: &Account,
        b: &Account,
        sort_by: &str,
        order: Order,
    ) -> Result<Ordering, ScimError> {
        let options = Options::default().dynamic(Some(extension()));
        let sort = Sort::<Dynamic>::parse_with(sort_by, order, &options)?;
        Ok(sort.compare(&to_dynamic(a), &to_dynamic(b)))
    }
    fn write(&self, resource: &Account, projection: &ProjectionExpr) -> Value {
        let (attributes, excluded) = match projection {
            ProjectionExpr::Default => (None, None),
            ProjectionExpr::Attributes(paths) => (Some(paths.join(",")), None),
            ProjectionExpr::Excluded(paths) => (None, Some(paths.join(","))),
        };
        let projection = Projection::<Dynamic>::from_parameters_with(
            Some(extension()),
            attributes.as_deref(),
            excluded.as_deref(),
        );
        let resource = to_dynamic(resource);
        let json = Scim::new(&resource).base(BASE).projection(&projection).to_vec();
        serde_json::from_slice(&json).unwrap()
    }
    fn service(&self, blank: &Account) -> ScimService {
        let blank = to_dynamic(blank);
        ScimService::builder()
            .resource(MemoryStore::with_blank(move || blank.clone()))
            .authenticate(OfAcme)
            .base_url(BASE)
            .build()
    }
}

#[test]
fn all_laws_hold_of_attributes_that_are_defined_at_run_time() {
    let cases = Cases::<Account>::new().unwrap();
    for check in law::checks(&cases) {
        let config = Config { failure_persistence: None, cases: 16, ..Config::default() };
        if let Err(broken) = check.run(&AtRunTime, &mut TestRunner::new(config)) {
            panic!("{broken}");
        }
    }
}
