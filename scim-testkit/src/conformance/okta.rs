//! Okta's use cases, as tests of a model.

use crate::live::{CannotRun, Report, Status, Target, TransportError, Waiting};
use crate::okta::{self, Options};
use bytes::Bytes;
use http::Response;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{Authenticate, Identity, MemoryStore, ScimService, Store};
use serde_json::Value;
use std::fmt;
use std::io::{self, Write};
use std::marker::PhantomData;

/// What [`conformance!`](crate::conformance!) with `okta` plays, and on what.
#[doc(hidden)]
pub struct Okta<R, S = InMemory> {
    store: S,
    wait: Option<Wait>,
    options: Options,
    resource: PhantomData<fn() -> R>,
}

type Wait = Box<dyn Fn(Waiting) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static>;

/// Where the resources of the type are.
#[doc(hidden)]
pub trait Stores<R> {
    /// A service with the type and one other, as a client of this dialect reaches it.
    fn service(&self, dialect: Dialect) -> ScimService;
}

/// In memory, beginning as default ones.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct InMemory;

impl<R: ScimResource + Default> Stores<R> for InMemory {
    fn service(&self, dialect: Dialect) -> ScimService {
        service(MemoryStore::<R>::new(), dialect)
    }
}

/// In a store of the user's.
#[doc(hidden)]
pub struct Own<F>(F);

impl<F> fmt::Debug for Own<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Own").finish_non_exhaustive()
    }
}

impl<R: ScimResource, S: Store<R>, F: Fn() -> S> Stores<R> for Own<F> {
    fn service(&self, dialect: Dialect) -> ScimService {
        service::<R>((self.0)(), dialect)
    }
}

/// Takes all for one client.
struct As(Dialect);

impl Authenticate for As {
    async fn authenticate(&self, _: &http::request::Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().dialect(self.0))
    }
}

/// The end of a test that played a client: fails, or tells what was skipped.
#[track_caller]
#[expect(clippy::panic, reason = "how a test fails")]
pub(super) fn end(played: Result<String, String>) {
    match played {
        Err(failure) => panic!("{failure}"),
        // what `eprint!` writes is captured; if nobody reads it, nobody misses it
        Ok(told) => drop(io::stderr().lock().write_all(told.as_bytes())),
    }
}

/// Users go with the RFC's groups, and groups with the RFC's users.
fn service<R: ScimResource>(store: impl Store<R>, dialect: Dialect) -> ScimService {
    let service = ScimService::builder().authenticate(As(dialect)).resource(store);
    if R::SCHEMA.id == Group::SCHEMA.id {
        service.resource(MemoryStore::<User>::new()).build()
    } else {
        service.resource(MemoryStore::<Group>::new()).build()
    }
}

/// The use cases of a type, before any option.
#[doc(hidden)]
#[must_use]
pub fn okta<R: ScimResource>() -> Okta<R> {
    Okta { store: InMemory, wait: None, options: Options::new(), resource: PhantomData }
}

impl<R: ScimResource, S> Okta<R, S> {
    /// With an empty store of yours for each use case, in place of a [`MemoryStore`].
    #[must_use]
    pub fn store<T: Store<R>, F: Fn() -> T>(self, make: F) -> Okta<R, Own<F>> {
        Okta { store: Own(make), wait: self.wait, options: self.options, resource: PhantomData }
    }

    /// With another way to wait for the answers of such a store: one that needs a runtime.
    #[must_use]
    pub fn wait<W>(mut self, wait: impl FnOnce() -> W) -> Self
    where
        W: Fn(Waiting) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
    {
        self.wait = Some(Box::new(wait()));
        self
    }

    /// With what takes the events that came since it was asked last, where the store tells of its
    /// changes: see [`Options::events`].
    ///
    /// ```
    /// # use scim_schema::rfc::User;
    /// scim_testkit::conformance::okta::<User>().events(|| Vec::new).play("create");
    /// ```
    #[must_use]
    pub fn events<F>(mut self, take: impl FnOnce() -> F) -> Self
    where
        F: Fn() -> Vec<Value> + Send + Sync + 'static,
    {
        self.options = self.options.events(take());
        self
    }

    /// With what says whether a `userName` and a password sign a user in: see
    /// [`Options::signs_in`].
    ///
    /// ```
    /// # use scim_schema::rfc::User;
    /// let case = scim_testkit::conformance::okta::<User>();
    /// case.signs_in(|| |_: &str, _: &str| true).play("create");
    /// ```
    #[must_use]
    pub fn signs_in<F>(mut self, signs_in: impl FnOnce() -> F) -> Self
    where
        F: Fn(&str, &str) -> bool + Send + Sync + 'static,
    {
        self.options = self.options.signs_in(signs_in());
        self
    }
}

impl<R: ScimResource, S: Stores<R>> Okta<R, S> {
    /// Plays a use case in both modes. What the model cannot do is skipped: the test passes, as none
    /// can be ignored once it runs, and tells of it on the standard error, also where tests that pass
    /// are silent.
    ///
    /// # Panics
    /// When the model does not do what Okta needs.
    #[track_caller]
    pub fn play(self, test: &str) {
        end(self.played(test));
    }

    fn played(self, test: &str) -> Result<String, String> {
        let options = self.options.clone().scenario(&test.replace('_', "-"));
        self.by("Okta", Dialect::OKTA, |target| okta::play(target, &options))
    }

    /// What is to be told of what a client played.
    pub(super) fn by(
        self,
        client: &str,
        dialect: Dialect,
        play: impl FnOnce(&Target) -> Result<Report, CannotRun>,
    ) -> Result<String, String> {
        let name = &R::RESOURCE_TYPE.name;
        if ![&User::SCHEMA.id, &Group::SCHEMA.id].contains(&&R::SCHEMA.id) {
            return Err(format!(
                "`{name}` is neither a user nor a group: {client} provisions no other"
            ));
        }
        let service = self.store.service(dialect);
        let target = match self.wait {
            Some(wait) => Target::service_on(service, wait),
            None => Target::service(service),
        };
        let report = play(&target).map_err(|error| error.to_string())?;
        // one that is skipped needs what the model does not have
        if report.summary.failed > 0 {
            return Err(report.to_text(false));
        }
        let told = report.checks.iter().filter(|outcome| outcome.status != Status::Passed);
        let told = told.map(|one| format!("{} {}: {}\n", one.id, one.status, one.message));
        Ok(told.collect())
    }
}

impl<R, S> fmt::Debug for Okta<R, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Okta").finish_non_exhaustive()
    }
}

macro_rules! scenarios { ($($name:ident)*) => {
    /// The names of the tests that [`conformance!`](crate::conformance!) makes with `okta`: those
    /// of the [scenarios](crate::okta::scenarios), with `_` for `-`.
    pub const OKTA_NAMES: &[&str] = &[$(stringify!($name)),*];

    #[doc(hidden)]
    #[macro_export]
    macro_rules! __okta_tests { () => {
        $(#[test] fn $name() { play(::core::stringify!($name)); })*
    } }
} }

scenarios! {
    connect
    create
    link
    update
    deprovision
    reactivate
    password
    import
    pages
    sourcing
    directory_as_master
    app_as_master
    push
    push_link
    entitlements
    attribute_level_mastering
    pre_hire
    real_time
    incremental
}

#[cfg(test)]
mod tests {
    use super::{OKTA_NAMES, okta};
    use scim_schema::ScimResource;
    use scim_schema::rfc::User;
    use serde_json::Value;

    #[test]
    fn every_scenario_is_a_test() {
        let names: Vec<String> =
            okta::scenarios().iter().map(|one| one.name().replace('-', "_")).collect();
        assert_eq!(OKTA_NAMES, names);
    }

    /// A user who cannot be deactivated, and whose names are nowhere.
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Poor {
        #[scim(id)]
        id: String,
        user_name: String,
        active: Option<bool>,
    }

    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
    struct Badge {
        #[scim(id)]
        id: String,
    }

    #[test]
    fn a_model_that_okta_cannot_use_is_told_what_it_lacks() {
        let failure = okta::<Poor>().played("create").unwrap_err();
        assert!(
            failure.contains("expected `name.givenName` to be `Boss`, found nothing"),
            "{failure}"
        );
        let failure = okta::<Badge>().played("create").unwrap_err();
        assert_eq!(failure, "`Badge` is neither a user nor a group: Okta provisions no other");
        assert!(okta::<User>().played("pre_hire").unwrap().contains("skipped"));
    }

    #[test]
    fn what_a_model_has_beside_scim_is_asked() {
        let nobody = okta::<User>().signs_in(|| |_: &str, _: &str| false).played("password");
        let failure = nobody.unwrap_err();
        assert!(
            failure.contains("the password that was sent last to sign the user in"),
            "{failure}"
        );
        let asked = okta::<User>().events(|| || -> Vec<Value> { panic!("nobody listens") });
        let failure = asked.played("real_time").unwrap_err();
        assert!(failure.contains("nobody listens"), "{failure}");
    }
}
