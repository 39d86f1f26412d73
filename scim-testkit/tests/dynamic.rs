//! An extension that is defined at run time is as one that is derived: all laws hold of it, and
//! every answer is the same.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use http::request::Parts;
use proptest::test_runner::{Config, TestRunner};
use scim_schema::dialect::Dialect;
use scim_schema::discovery::Discovery;
use scim_schema::edit::{Create, Patch, Replace};
use scim_schema::filter::{Filter, Options};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::resource::{DynamicAttributes, DynamicExtension};
use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService};
use scim_schema::sort::{Order, Sort};
use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimResource};
use scim_testkit::law::{self, BASE, Cases, Edited, Engine};
use scim_testkit::strategy::ProjectionExpr;
use serde_json::{Map, Value};
use std::cmp::Ordering;

const URN: &str = "urn:example:acme:2.0:Account";

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Desk {
    #[scim(required)]
    floor: Option<i64>,
    window: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Car {
    value: Option<String>,
    r#type: Option<String>,
    primary: Option<bool>,
    #[scim(mutability = "immutable")]
    plate: Option<String>,
    since: Option<DateTime>,
}

/// The extension as it is derived.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Account", endpoint = "/Accounts")]
#[scim(extension(schema = "urn:example:acme:2.0:Account", name = "Acme"))]
struct Account {
    #[scim(id)]
    id: String,
    #[scim(required)]
    login: String,
    #[scim(path = "Acme:shoeSize")]
    shoe_size: Option<i64>,
    #[scim(path = "Acme:height")]
    height: Option<f64>,
    #[scim(path = "Acme:vegetarian")]
    vegetarian: Option<bool>,
    #[scim(path = "Acme:nickname")]
    nickname: Option<String>,
    #[scim(path = "Acme:locker", case_exact, returned = "always")]
    locker: Option<String>,
    #[scim(path = "Acme:joined")]
    joined: Option<DateTime>,
    #[scim(path = "Acme:badge")]
    badge: Option<String>,
    #[scim(path = "Acme:photo")]
    photo: Option<Binary>,
    #[scim(path = "Acme:homepage")]
    homepage: Option<Reference>,
    #[scim(path = "Acme:languages")]
    languages: Vec<String>,
    #[scim(path = "Acme:luckies")]
    luckies: Vec<i64>,
    #[scim(path = "Acme:anniversaries")]
    anniversaries: Vec<DateTime>,
    #[scim(path = "Acme:desk")]
    desk: Option<Desk>,
    #[scim(path = "Acme:cars")]
    cars: Vec<Car>,
    #[scim(path = "meta.created")]
    created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    updated: Option<DateTime>,
    #[scim(version)]
    revision: u64,
}

/// The same with the extension as JSON.
mod at_run_time {
    use super::{DateTime, DynamicAttributes, ScimResource};

    #[derive(Debug, Clone, Default, PartialEq, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Account", endpoint = "/Accounts")]
    pub(super) struct Account {
        #[scim(id)]
        pub(super) id: String,
        #[scim(required)]
        pub(super) login: String,
        #[scim(dynamic)]
        pub(super) extra: DynamicAttributes,
        #[scim(path = "meta.created")]
        pub(super) created: Option<DateTime>,
        #[scim(path = "meta.lastModified")]
        pub(super) updated: Option<DateTime>,
        #[scim(version)]
        pub(super) revision: u64,
    }
}

type Dynamic = at_run_time::Account;

fn extension() -> DynamicExtension {
    DynamicExtension::new(Account::EXTENSIONS[0]).unwrap()
}

fn to_dynamic(account: &Account) -> Dynamic {
    let attributes = Account::EXTENSIONS[0].attributes.iter();
    let paths: Vec<_> = attributes.map(|attribute| format!("{URN}:{}", attribute.name)).collect();
    let all = Projection::<Account>::attributes(paths.iter().map(String::as_str));
    let json: Value =
        serde_json::from_slice(&Scim::new(account).projection(&all).to_vec()).unwrap();
    let extra = json.get(URN).and_then(Value::as_object).cloned().unwrap_or_default();
    Dynamic {
        id: account.id.clone(),
        login: account.login.clone(),
        extra: extra.into(),
        created: account.created.clone(),
        updated: account.updated.clone(),
        revision: account.revision,
    }
}

fn to_static(account: Dynamic) -> Account {
    let blank = Account {
        id: account.id,
        created: account.created,
        updated: account.updated,
        revision: account.revision,
        ..Account::default()
    };
    let extra = Map::from(account.extra);
    let body = serde_json::json!({
        "schemas": [Account::SCHEMA.id, URN],
        "login": account.login,
        URN: extra,
    });
    let create = Create::new(body.to_string(), &Dialect::RFC).unwrap();
    create.apply(&blank).unwrap().0
}

fn edited((resource, changes): (Dynamic, scim_schema::changes::Changes)) -> Edited<Account> {
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
        let create = Create::new(body, &dialect)?.dynamic(extension());
        create.apply(&to_dynamic(prepared)).map(edited)
    }
    fn replace(
        &self,
        stored: &Account,
        body: &str,
        dialect: Dialect,
    ) -> Result<Edited<Account>, ScimError> {
        let replace = Replace::new(body, &dialect)?.dynamic(extension());
        replace.apply(&to_dynamic(stored)).map(edited)
    }
    fn patch(
        &self,
        stored: &Account,
        body: &str,
        dialect: Dialect,
    ) -> Result<Edited<Account>, ScimError> {
        let patch = Patch::new(body, &dialect)?.dynamic(extension());
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
