//! Entra ID's use cases, as tests of a model.

use super::okta::{InMemory, Okta, Own, Stores, end, okta};
use crate::entra::{self, Options};
use crate::live::{TransportError, Waiting};
use bytes::Bytes;
use http::Response;
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use scim_schema::service::Store;
use std::fmt;

/// What [`conformance!`](crate::conformance!) with `entra` plays, and on what.
///
/// ```
/// use scim_schema::rfc::User;
/// use scim_schema::service::MemoryStore;
///
/// scim_testkit::conformance::entra::<User>().store(MemoryStore::new).play("restore");
///
/// // a store over tokio's timers or connections
/// let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// scim_testkit::conformance::entra::<User>()
///     .store(MemoryStore::<User>::new)
///     .wait(|| move |answer| runtime.block_on(answer))
///     .play("restore");
/// # Ok::<(), std::io::Error>(())
/// ```
#[doc(hidden)]
pub struct Entra<R, S = InMemory>(Okta<R, S>);

/// The use cases of a type, before any option.
///
/// ```
/// scim_testkit::conformance::entra::<scim_schema::rfc::Group>().play("groups");
/// ```
#[doc(hidden)]
#[must_use]
pub fn entra<R: ScimResource>() -> Entra<R> {
    Entra(okta())
}

impl<R: ScimResource, S> Entra<R, S> {
    /// With an empty store of yours for each use case, in place of a
    /// [`MemoryStore`](scim_schema::service::MemoryStore).
    #[must_use]
    pub fn store<T: Store<R>, F: Fn() -> T>(self, make: F) -> Entra<R, Own<F>> {
        Entra(self.0.store(make))
    }

    /// With another way to wait for the answers of such a store: one that needs a runtime.
    #[must_use]
    pub fn wait<W>(self, wait: impl FnOnce() -> W) -> Self
    where
        W: Fn(Waiting) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
    {
        Self(self.0.wait(wait))
    }
}

impl<R: ScimResource, S: Stores<R>> Entra<R, S> {
    /// Plays a use case in both ways. What the model cannot do, it tells and passes.
    ///
    /// # Panics
    /// When the model does not do what Entra ID needs.
    #[track_caller]
    pub fn play(self, test: &str) {
        end(self.played(test));
    }

    fn played(self, test: &str) -> Result<String, String> {
        let options = Options::new().scenario(test);
        self.0.by("Entra ID", Dialect::ENTRA, |target| entra::play(target, &options))
    }
}

impl<R, S> fmt::Debug for Entra<R, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entra").finish_non_exhaustive()
    }
}

macro_rules! scenarios { ($($name:ident)*) => {
    /// The names of the tests that [`conformance!`](crate::conformance!) makes with `entra`: those
    /// of the [scenarios](crate::entra::scenarios).
    pub const ENTRA_NAMES: &[&str] = &[$(stringify!($name)),*];

    #[doc(hidden)]
    #[macro_export]
    macro_rules! __entra_tests { () => {
        $(#[test] fn $name() { play(::core::stringify!($name)); })*
    } }
} }

scenarios! {
    provision
    restore
    groups
    delete
}

#[cfg(test)]
mod tests {
    use super::{ENTRA_NAMES, entra};
    use crate::entra as client;
    use scim_schema::ScimResource;

    #[test]
    fn every_scenario_is_a_test() {
        let names: Vec<&str> = client::scenarios().iter().map(client::Scenario::name).collect();
        assert_eq!(ENTRA_NAMES, names);
    }

    /// A user whom nobody can disable.
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Poor {
        #[scim(id)]
        id: String,
        user_name: String,
    }

    #[test]
    fn a_model_that_entra_id_cannot_use_is_told_what_it_lacks() {
        let failure = entra::<Poor>().played("restore").unwrap_err();
        assert!(failure.contains("`active` to be false"), "{failure}");
        assert!(entra::<scim_schema::rfc::User>().played("restore").unwrap().is_empty());
        assert!(entra::<scim_schema::rfc::Group>().played("groups").unwrap().is_empty());
    }
}
