//! One resource type twice: with an extension that is derived, and with the same one defined at run
//! time.
#![allow(dead_code, reason = "each test target uses some")]

use scim_schema::dialect::Dialect;
use scim_schema::edit::Create;
use scim_schema::projection::Projection;
use scim_schema::resource::{DynamicAttributes, DynamicExtension};
use scim_schema::value::{Binary, DateTime, Reference};
use scim_schema::write::Scim;
use scim_schema::{ScimComplex, ScimResource};
use serde_json::{Map, Value};

pub(crate) const URN: &str = "urn:example:acme:2.0:Account";

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Desk {
    #[scim(required)]
    floor: Option<i64>,
    window: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
pub(crate) struct Car {
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
pub(crate) struct Account {
    #[scim(id)]
    pub(crate) id: String,
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
    pub(crate) struct Account {
        #[scim(id)]
        pub(crate) id: String,
        #[scim(required)]
        pub(crate) login: String,
        #[scim(dynamic)]
        pub(crate) extra: DynamicAttributes,
        #[scim(path = "meta.created")]
        pub(crate) created: Option<DateTime>,
        #[scim(path = "meta.lastModified")]
        pub(crate) updated: Option<DateTime>,
        #[scim(version)]
        pub(crate) revision: u64,
    }
}

pub(crate) type Dynamic = at_run_time::Account;

pub(crate) fn extension() -> DynamicExtension {
    DynamicExtension::new(Account::EXTENSIONS[0]).unwrap()
}

pub(crate) fn to_dynamic(account: &Account) -> Dynamic {
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

pub(crate) fn to_static(account: Dynamic) -> Account {
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
    let create = Create::new(body.to_string(), Dialect::RFC).unwrap();
    create.apply(&blank).unwrap().0
}
