//! A service in memory that has all that scenarios can use: dates of hire, roles and entitlements, an
//! attribute that the application leads, and a feed of what happened.

use scim_schema::dialect::Dialect;
use scim_schema::events::Issuer;
use scim_schema::message::ScimError;
use scim_schema::ownership::Owned;
use scim_schema::rfc::{
    Address, Email, EnterpriseUser, Entitlement, Group, Name, PhoneNumber, Role,
};
use scim_schema::service::{
    Authenticate, ChangeFeed, Credential, Identity, MemoryStore, ScimService,
};
use scim_schema::value::{DateTime, Reference, Secret};
use scim_schema::{ScimExtension, ScimResource};
use serde_json::Value;
use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{self, Poll, Waker};

/// The token of Okta.
pub(crate) const OKTA: &str = "okta";

/// What the application leads.
pub(crate) const OWNED: &str =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter";

/// Someone who works here.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
pub(crate) struct Staff {
    #[scim(id)]
    id: String,
    external_id: Option<String>,
    user_name: String,
    name: Option<Name>,
    display_name: Option<String>,
    nick_name: Option<String>,
    profile_url: Option<Reference>,
    title: Option<String>,
    user_type: Option<String>,
    preferred_language: Option<String>,
    locale: Option<String>,
    timezone: Option<String>,
    active: Option<bool>,
    password: Option<Secret>,
    emails: Vec<Email>,
    phone_numbers: Vec<PhoneNumber>,
    addresses: Vec<Address>,
    entitlements: Vec<Entitlement>,
    roles: Vec<Role>,
    #[scim(extension)]
    enterprise: Option<EnterpriseUser>,
    #[scim(extension)]
    employment: Option<Employment>,
    #[scim(path = "meta.created")]
    created: Option<DateTime>,
    #[scim(path = "meta.lastModified")]
    last_modified: Option<DateTime>,
    #[scim(version)]
    version: String,
}

/// When they begin.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:employment:2.0:User", name = "Employment")]
struct Employment {
    /// The first day.
    hire_date: Option<DateTime>,
}

/// A role that is granted.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimResource)]
#[scim(schema = "urn:okta:scim:schemas:core:1.0:Role", endpoint = "/Roles")]
struct Granted {
    #[scim(id)]
    id: String,
    /// What it is called.
    #[scim(required)]
    display_name: String,
    /// What it is for.
    description: Option<String>,
}

/// Something else that is granted.
#[derive(Debug, Clone, Default, PartialEq, Eq, ScimResource)]
#[scim(schema = "urn:okta:scim:schemas:core:1.0:Entitlement", endpoint = "/Entitlements")]
struct Entitled {
    #[scim(id)]
    id: String,
    /// What it is called.
    #[scim(required)]
    display_name: String,
    /// The kind that it is of.
    r#type: Option<String>,
    /// What it is for.
    description: Option<String>,
}

/// Okta, from whom an attribute is kept, and the application.
struct Access(Owned<Staff>);

impl Authenticate for Access {
    async fn authenticate(&self, request: &http::request::Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        if *credential.secret() == Secret::from(OKTA) {
            return Ok(Identity::new().subject(OKTA).dialect(Dialect::OKTA).owned(self.0));
        }
        Ok(Identity::new().subject("app"))
    }
}

pub(crate) struct Served {
    pub(crate) service: ScimService,
    staff: MemoryStore<Staff>,
}

/// What of the events that happened arrives, in which order; each with whether Okta wrote it.
pub(crate) type Feed = fn(Vec<(bool, Value)>) -> Vec<Value>;

/// All of them, but for what Okta wrote itself.
pub(crate) fn honest(events: Vec<(bool, Value)>) -> Vec<Value> {
    events.into_iter().filter(|(own, _)| !own).map(|(_, event)| event).collect()
}

/// With a clock.
pub(crate) fn staffed(clock: impl Fn() -> DateTime + Clone + Send + Sync + 'static) -> Served {
    let staff = MemoryStore::<Staff>::new().clock(clock);
    let service = ScimService::builder()
        .resource(staff.clone())
        .resource(MemoryStore::<Group>::new())
        .resource(MemoryStore::<Granted>::new())
        .resource(MemoryStore::<Entitled>::new())
        .authenticate(Access(Owned::new([OWNED]).unwrap()))
        .build();
    Served { service, staff }
}

impl Served {
    /// Takes the events since the last time.
    pub(crate) fn events(&self, feed: Feed) -> impl Fn() -> Vec<Value> + Send + Sync + use<> {
        let (staff, come_to) = (self.staff.clone(), Mutex::new(0));
        let issuer = Issuer::new("http://localhost").resource::<Staff>();
        move || {
            let mut come_to = come_to.lock().unwrap();
            let after = pin!(staff.after(None, *come_to, 1_000));
            // nothing in memory waits
            let changes = match after.poll(&mut task::Context::from_waker(Waker::noop())) {
                Poll::Ready(changes) => changes.unwrap(),
                Poll::Pending => Vec::new(),
            };
            let mut events = Vec::new();
            for change in changes {
                *come_to = change.sequence;
                let event = serde_json::to_value(issuer.event(&change).unwrap()).unwrap();
                events.push((change.subject.as_deref() == Some(OKTA), event));
            }
            feed(events)
        }
    }
}
